/* Cutting an article into words: case, gaps, grammar. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "index/agency/agency_trie.h"
#include "index/base/buf.h"
#include "index/text/text.h"
#include "index/text/token.h"

static bool is_upper(uint32_t c) {
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    return utf8proc_tolower((utf8proc_int32_t)c) != (utf8proc_int32_t)c;
}

static bool is_lower(uint32_t c) {
    if (c < 0x80)
        return c >= 'a' && c <= 'z';
    return utf8proc_toupper((utf8proc_int32_t)c) != (utf8proc_int32_t)c;
}

static uint8_t case_of(const char *s, size_t n) {
    uint32_t c = 0;
    size_t at = utf8_decode(s, n, &c), letters = 1;
    if (at == 0 || (c >= '0' && c <= '9'))
        return at ? WORD_DIGIT : 0;
    if (!is_upper(c))
        return 0;
    for (size_t step; at < n; at += step, letters++) {
        step = utf8_decode(s + at, n - at, &c);
        if (step == 0 || is_lower(c))
            return WORD_CAP;
    }
    return letters > 1 ? WORD_CAP | WORD_UPPER : WORD_CAP;
}

static uint8_t gap_ascii(char c) {
    switch (c) {
    case '\n':
        return GAP_BREAK;
    case ',':
        return GAP_COMMA;
    case '-':
        return GAP_HYPHEN;
    case ';':
    case ':':
        return GAP_STOP | GAP_ROW;
    case '.':
    case '!':
    case '?':
        return GAP_STOP;
    case ' ':
    case '&':
    case '/':
    case '\'':
    case '_':
    case '*':
        return 0;
    case ')':
        return GAP_QUOTE | GAP_CLOSE;
    default:
        return GAP_QUOTE;
    }
}

static uint8_t gap_wide(uint32_t c) {
    if (c >= 0x2010 && c <= 0x2015)
        return GAP_HYPHEN;
    if (c == 0x2026)
        return GAP_STOP;
    return c == 0x2018 || c == 0x2019 || c == 0x02BC ? 0 : GAP_QUOTE;
}

/* The gap s[from..to) before a token; `short_before`: the word before may be an
 * abbreviation with its full stop (TP. Huế, T. Ư). */
static uint8_t gap_of(const char *s, size_t from, size_t to, const struct token *t,
                      bool short_before) {
    uint8_t gap = t->breaks ? GAP_BREAK : 0;
    if (t->joined && to - from == 1 && strchr("-/_@+", s[from]))
        return GAP_GLUE;
    if (t->joined && s[from] == '.' && !short_before)
        return GAP_STOP | GAP_GLUE;
    if (t->joined && s[from] != ',')
        return 0;
    for (size_t at = from; at < to;) {
        uint32_t c = 0;
        size_t n = utf8_decode(s + at, to - at, &c);
        uint8_t one = c < 0x80 ? gap_ascii((char)c) : gap_wide(c);
        gap |= gap & GAP_QUOTE ? one & (uint8_t)~GAP_CLOSE : one;
        at += n ? n : 1;
    }
    if (short_before && s[from] == '.')
        gap &= (uint8_t)~GAP_STOP;
    return gap;
}

/* A full stop behind it may be its own: "TP.", "T.", the 2 of a list. "Xã." ends a sentence. */
static bool may_abbreviate(const struct token *t) {
    if (t->folded_len > 2)
        return false;
    return t->folded_len < 2 || strcspn(t->folded, "aeiouy") >= t->folded_len;
}

static bool add_words(struct scan *s, const struct trie *t, const char *text, uint8_t flags) {
    struct tokenizer cutter;
    struct token token;
    size_t from = 0;
    bool first = true, short_before = false;
    tokenizer_init(&cutter, text, strlen(text));
    while (s->n < SCAN_WORDS_MAX && tokenizer_next(&cutter, &token)) {
        if (!array_grow(&s->words, &s->cap, s->n + 1, sizeof *s->words))
            return false;
        struct word *w = &s->words[s->n++];
        *w = (struct word){.exact = trie_hash(token.exact, token.exact_len),
                           .fold = trie_hash(token.folded, token.folded_len),
                           .start = (uint32_t)token.start,
                           .end = (uint32_t)token.end};
        w->id = trie_word_id(t, w->fold);
        w->flags = flags | case_of(text + token.start, token.end - token.start) |
                   (token.marked ? WORD_MARKED : 0);
        w->gap = first ? GAP_BREAK : gap_of(text, from, token.start, &token, short_before);
        first = false;
        from = token.end;
        short_before = may_abbreviate(&token);
    }
    return true;
}

/* Marks the longest phrase of grammar that begins at each word, and the longest that ends
 * there; phrases may overlap. */
static void mark_grammar(struct scan *s, const struct trie *t) {
    for (size_t i = 0; i < s->n; i++)
        trie_mark(t, ROOT_GRAMMAR, s, i);
}

bool scan_init(struct scan *s, const struct trie *t, const char *title, const char *body) {
    *s = (struct scan){.title = title, .body = body};
    if (!array_grow(&s->words, &s->cap, 512, sizeof *s->words) ||
        !add_words(s, t, title, WORD_TITLE)) {
        scan_done(s);
        return false;
    }
    s->n_title = s->n;
    if (!add_words(s, t, body, 0)) {
        scan_done(s);
        return false;
    }
    mark_grammar(s, t);
    return true;
}

void scan_done(struct scan *s) {
    free(s->words);
    *s = (struct scan){.n = 0};
}
