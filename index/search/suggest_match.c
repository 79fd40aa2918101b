#include "index/search/suggest_match.h"

#include <string.h>

#include "index/text/text.h"
#include "index/text/token.h"

/* ---- what was typed -------------------------------------------------------------- */

/* Takes a text apart into letters; what is none of Vietnamese has base 0. */
static size_t letters_of(const char *s, size_t len, struct letter out[TOKEN_BYTES_MAX]) {
    size_t n = 0;
    for (size_t at = 0, step; at < len && n < TOKEN_BYTES_MAX; at += step) {
        uint32_t c;
        step = utf8_decode(s + at, len - at, &c);
        if (step == 0)
            break;
        out[n++] =
            c < 0x80 ? (struct letter){alphabet_ascii((uint8_t)c), TONE_NONE} : alphabet_of(c);
    }
    return n;
}

/* The form with exactly this spelling; UINT32_MAX: there is none. */
static uint32_t form_of(const struct suggest_view *v, struct suggest_range r, const char *exact) {
    for (uint32_t form = r.first; form < r.end; form++)
        if (strcmp(suggest_exact(v, form), exact) == 0)
            return form;
    return UINT32_MAX;
}

static void read_word(const struct suggest_view *v, const struct token *token, struct typed *t) {
    struct suggest_range r = suggest_forms(v, token->folded, token->folded_len, false);
    t->word[t->n] = r;
    t->exact[t->n] = token->marked ? form_of(v, r, token->exact) : 0;
    t->marked |= token->marked;
    t->n++;
}

/* The last word goes on: it stands for all that begin so. The tokenizer writes the i of a whole
 * word ki as y; what goes on has the letter that was typed. */
static void open_word(const struct suggest_view *v, const struct token *token, struct typed *t) {
    char folded[TOKEN_BYTES_MAX + 8];
    size_t n = token->folded_len;
    memcpy(folded, token->folded, n);
    if (t->n_letters == n && folded[n - 1] == 'y' && t->letters[n - 1].base == 'i') {
        t->other = t->word[t->n - 1];
        folded[n - 1] = 'i';
    }
    t->word[t->n - 1] = suggest_forms(v, folded, n, true);
}

bool typed_read(const struct suggest_view *v, const char *q, size_t len, struct typed *out) {
    struct tokenizer tokenizer;
    struct token token;
    out->n = out->n_letters = 0;
    out->marked = out->open = false;
    out->other = (struct suggest_range){0, 0};
    tokenizer_init(&tokenizer, q, len);
    while (tokenizer_next(&tokenizer, &token)) {
        if (out->n == QUERY_WORDS_MAX)
            return false;
        read_word(v, &token, out);
        if (token.end < len)
            continue;
        out->open = true;
        out->n_letters = letters_of(q + token.start, len - token.start, out->letters);
        open_word(v, &token, out);
    }
    return true;
}

/* ---- marks ----------------------------------------------------------------------- */

static uint8_t tone_of(const struct letter *letters, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (letters[i].tone != TONE_NONE)
            return letters[i].tone;
    return TONE_NONE;
}

/* The form has every mark that the half typed word has so far. The folded letters agree. */
static bool goes_on(const char *exact, const struct typed *t) {
    struct letter have[TOKEN_BYTES_MAX];
    size_t n = letters_of(exact, strlen(exact), have);
    uint8_t tone = tone_of(t->letters, t->n_letters);
    if (tone != TONE_NONE && tone != tone_of(have, n))
        return false;
    for (size_t i = 0; i < t->n_letters; i++) {
        uint8_t base = t->letters[i].base;
        if (base && (uint8_t)alphabet_bare(base) != base && (i >= n || have[i].base != base))
            return false;
    }
    return true;
}

bool typed_fits(const struct suggest_view *v, const struct typed *t, const uint32_t *tokens) {
    size_t whole = t->n - t->open;
    for (size_t i = 0; i < whole; i++)
        if (t->exact[i] && t->exact[i] != tokens[i])
            return false;
    return !t->open || !t->exact[whole] || goes_on(suggest_exact(v, tokens[whole]), t);
}

/* ---- the best first -------------------------------------------------------------- */

static uint32_t place_of(const struct matches *m, size_t i) {
    return m->order->at[m->heap[i].best];
}

static void swap(struct matches *m, size_t a, size_t b) {
    struct match_range t = m->heap[a];
    m->heap[a] = m->heap[b];
    m->heap[b] = t;
}

static void push(struct matches *m, uint32_t first, uint32_t end) {
    struct suggest_range r = {first, end};
    if (first >= end || m->n == sizeof m->heap / sizeof *m->heap)
        return;
    size_t i = m->n++;
    m->heap[i] = (struct match_range){r, suggest_best(m->order, r)};
    for (; i > 0 && place_of(m, i) < place_of(m, (i - 1) / 2); i = (i - 1) / 2)
        swap(m, i, (i - 1) / 2);
}

static struct match_range pop(struct matches *m) {
    struct match_range top = m->heap[0];
    m->heap[0] = m->heap[--m->n];
    for (size_t i = 0, kid; (kid = 2 * i + 1) < m->n; i = kid) {
        kid += kid + 1 < m->n && place_of(m, kid + 1) < place_of(m, kid);
        if (place_of(m, i) <= place_of(m, kid))
            break;
        swap(m, i, kid);
    }
    return top;
}

void matches_begin(struct matches *m, const struct suggest_texts *texts, enum suggest_place place,
                   const struct typed *t) {
    struct suggest_range words[QUERY_WORDS_MAX];
    m->order = &texts->order[place];
    m->n = m->looked = 0;
    memcpy(words, t->word, t->n * sizeof *words);
    for (int spelling = 0; spelling < 2; spelling++) {
        struct suggest_range r = {0, 0};
        if (words[t->n - 1].first < words[t->n - 1].end)
            r = suggest_find(texts, place, words, t->n);
        push(m, r.first, r.end);
        words[t->n - 1] = t->other;
    }
}

bool matches_next(struct matches *m, uint32_t *place) {
    if (m->n == 0 || m->looked == SUGGEST_LOOKED_MAX)
        return false;
    struct match_range top = pop(m);
    *place = m->order->at[top.best];
    m->looked++;
    push(m, top.range.first, top.best);
    push(m, top.best + 1, top.range.end);
    return true;
}
