#include <stdlib.h>
#include <string.h>

#include "index/store/suggest_learn.h"
#include "index/text/alphabet.h"
#include "index/text/text.h"
#include "index/text/token.h"

/* What is done with each token of the sample, in order; text[start..end) is its word. */
struct visitor {
    bool (*visit)(struct visitor *v, uint32_t token, const char *text, size_t start, size_t end);
    const struct suggest_archive *archive;
    struct lexicon *lexicon;
};

static bool is_capital(const char *s, size_t n) {
    uint32_t c;
    return utf8_decode(s, n, &c) != 0 && alphabet_lower(c) != c;
}

/* 0: small letters, 1: a capital in front, 2: one at the end too. */
static uint32_t case_of(const char *word, size_t n) {
    size_t last = n - 1;
    if (!is_capital(word, n))
        return 0;
    while (last > 0 && ((unsigned char)word[last] & 0xc0) == 0x80)
        last--;
    return 1 + (last > 0 && is_capital(word + last, n - last));
}

/* A phrase may go across: a blank, or the joint of a code. */
static bool goes_across(const char *gap, size_t n, bool joined) {
    return n == 1 && (*gap == ' ' || (joined && strchr("-/&", *gap)));
}

static bool visit_text(struct visitor *v, const char *text, size_t len) {
    struct tokenizer tokenizer;
    struct token token;
    size_t last = 0;
    bool ok = true;
    tokenizer_init(&tokenizer, text, len);
    while (ok && tokenizer_next(&tokenizer, &token)) {
        uint32_t exact, folded;
        if (last && !goes_across(text + last, token.start - last, token.joined))
            ok = v->visit(v, 0, text, 0, 0);
        ok = ok && lexicon_add(v->lexicon, token.exact, token.exact_len, token.folded,
                               token.folded_len, &exact, &folded);
        if (ok)
            ok = v->visit(v,
                          exact << SAMPLE_SHIFT | (token.joined ? SAMPLE_JOINED : 0) |
                              case_of(text + token.start, token.end - token.start),
                          text, token.start, token.end);
        last = token.end;
    }
    return ok && v->visit(v, 0, text, 0, 0);
}

static bool visit_article(struct visitor *v, uint32_t row, uint32_t step) {
    struct article a;
    if (row / step % (SUGGEST_REST_EVERY / 8) == 0) /* what lies between comes along */
        mapping_rest(&v->archive->articles.rows);
    if (!articles_whole(&v->archive->articles, row + 1, &a, NULL))
        return false;
    bool ok = visit_text(v, a.s[ARTICLE_TITLE], a.len[ARTICLE_TITLE]) &&
              visit_text(v, a.s[ARTICLE_BODY], a.len[ARTICLE_BODY]);
    article_done(&a);
    return ok;
}

/* ---- reading --------------------------------------------------------------------- */

struct reading {
    struct visitor visitor;
    struct sample *sample;
};

static bool append(struct visitor *v, uint32_t token, const char *text, size_t start, size_t end) {
    struct sample *s = ((struct reading *)v)->sample;
    (void)text, (void)start, (void)end;
    if (!array_grow(&s->tokens, &s->cap, s->n + 1, sizeof *s->tokens))
        return false;
    s->tokens[s->n++] = token;
    return true;
}

bool sample_read(const struct suggest_archive *a, struct lexicon *lexicon, struct sample *out,
                 struct tt_error *e) {
    struct reading r = {{append, a, lexicon}, out};
    /* A syllable takes at least a byte of the stream, most of them two. */
    uint64_t syllables = a->streams.len / 2;
    *out = (struct sample){.step = (uint32_t)(1 + syllables / SAMPLE_SYLLABLES_MAX)};
    bool ok = append(&r.visitor, 0, NULL, 0, 0);
    for (uint32_t row = 0; ok && row < a->documents && out->n < SAMPLE_SYLLABLES_MAX;
         row += out->step)
        ok = visit_article(&r.visitor, row, out->step);
    mapping_rest(&a->articles.rows);
    if (ok)
        return true;
    sample_done(out);
    return tt_fail(e, TT_NO_MEMORY, "no memory for a sample of the articles");
}

void sample_done(struct sample *s) {
    free(s->tokens);
    *s = (struct sample){0};
}

/* ---- showing --------------------------------------------------------------------- */

struct showing {
    struct visitor visitor;
    struct phrases *phrases;
    size_t next;                             /* the first phrase that has not been met */
    uint32_t place;                          /* of the token at hand */
    size_t starts[PHRASE_SYLLABLES_MAX + 1]; /* of words, by place */
};

/* Copies the phrases that end with this word: of those that share a beginning the shorter ones
 * come first. */
static bool show(struct visitor *v, uint32_t token, const char *text, size_t start, size_t end) {
    struct showing *w = (struct showing *)v;
    struct phrases *p = w->phrases;
    (void)token;
    w->starts[w->place % (PHRASE_SYLLABLES_MAX + 1)] = start;
    for (size_t i = w->next; i < p->n && p->list[i].place <= w->place; i++) {
        struct phrase *phrase = &p->list[i];
        if (phrase->place + phrase->n - 1 != w->place)
            continue;
        size_t from = w->starts[phrase->place % (PHRASE_SYLLABLES_MAX + 1)];
        phrase->shown = (uint32_t)p->shown.len;
        buf_add(&p->shown, text + from, end - from);
        buf_add(&p->shown, "", 1);
    }
    w->place++;
    while (w->next < p->n && p->list[w->next].place + PHRASE_SYLLABLES_MAX <= w->place)
        w->next++;
    return buf_ok(&p->shown);
}

bool sample_show(const struct suggest_archive *a, struct lexicon *lexicon, const struct sample *s,
                 struct phrases *p, struct tt_error *e) {
    struct showing w = {.visitor = {show, a, lexicon}, .phrases = p, .place = 1};
    bool ok = true;
    for (uint32_t row = 0; ok && row < a->documents && w.place < s->n; row += s->step)
        ok = visit_article(&w.visitor, row, s->step);
    mapping_rest(&a->articles.rows);
    return ok || tt_fail(e, TT_NO_MEMORY, "no memory for the texts of phrases");
}
