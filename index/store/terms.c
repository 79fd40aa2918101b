#include "index/store/terms.h"

#include <stdlib.h>
#include <string.h>

#include "index/store/keyset.h"
#include "index/text/token.h"

/* A title's syllable counts this often in the document: the field weight of BM25F with
 * one saturation for the whole document (Robertson, Zaragoza, Taylor 2004). */
enum { TITLE_WDF = 3 };

static const char *const term_prefix[TERM_KINDS] = {
    [TERM_EXACT] = "",          [TERM_FOLDED] = "Z", [TERM_BIGRAM] = "XB", [TERM_TITLE_EXACT] = "S",
    [TERM_TITLE_FOLDED] = "ZS", [TERM_ID] = "Q",     [TERM_AGENCY] = "XA", [TERM_SOURCE] = "XS",
};

void term_make(enum term_kind kind, const char *value, size_t len, struct term *out) {
    size_t n = strlen(term_prefix[kind]);
    memcpy(out->name, term_prefix[kind], n);
    if (len > SHIM_TERM_MAX - n)
        len = SHIM_TERM_MAX - n;
    memcpy(out->name + n, value, len);
    out->len = n + len;
}

bool term_is_scored(const struct term *t) {
    static const enum term_kind values[] = {TERM_ID, TERM_AGENCY, TERM_SOURCE};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        size_t n = strlen(term_prefix[values[i]]);
        if (t->len >= n && memcmp(t->name, term_prefix[values[i]], n) == 0)
            return false;
    }
    return true;
}

void term_make_bigram(const char *first, size_t n1, const char *second, size_t n2,
                      struct term *out) {
    char pair[2 * TOKEN_BYTES_MAX + 1];
    memcpy(pair, first, n1);
    pair[n1] = ' ';
    memcpy(pair + n1 + 1, second, n2);
    term_make(TERM_BIGRAM, pair, n1 + 1 + n2, out);
}

uint64_t term_key(enum term_kind kind, uint32_t form, uint32_t second) {
    return (uint64_t)kind << 60 | (uint64_t)form << 30 | second;
}

enum term_kind term_key_kind(uint64_t key) {
    return (enum term_kind)(key >> 60);
}

uint32_t term_key_form(uint64_t key) {
    return key >> 30 & 0x3fffffff;
}

void term_of_key(const struct lexicon *forms, uint64_t key, struct term *out) {
    size_t n1, n2;
    const char *form = lexicon_form(forms, term_key_form(key), &n1);
    if (term_key_kind(key) == TERM_BIGRAM) {
        const char *next = lexicon_form(forms, key & 0x3fffffff, &n2);
        term_make_bigram(form, n1, next, n2, out);
    } else {
        term_make(term_key_kind(key), form, n1, out);
    }
}

struct analysis {
    struct keyset keys;
    uint32_t *wdf; /* by number of the key */
    size_t wdf_cap;
    struct buf stream;
    uint32_t frequency;
};

struct analysis *analysis_new(void) {
    struct analysis *a = calloc(1, sizeof *a);
    if (a)
        buf_init(&a->stream, 64 << 20);
    return a;
}

void analysis_free(struct analysis *a) {
    if (!a)
        return;
    keyset_done(&a->keys);
    free(a->wdf);
    buf_done(&a->stream);
    free(a);
}

void stream_put(struct buf *stream, uint32_t v) {
    for (; v >= 0x80; v >>= 7)
        buf_char(stream, (char)(v | 0x80));
    buf_char(stream, (char)v);
}

static bool count(struct analysis *a, enum term_kind kind, uint32_t form, uint32_t second,
                  uint32_t wdf) {
    size_t known = a->keys.n;
    uint32_t number = keyset_add(&a->keys, term_key(kind, form, second));
    if (number == KEYSET_NONE || !array_grow(&a->wdf, &a->wdf_cap, a->keys.n, sizeof *a->wdf))
        return false;
    a->wdf[number] = number < known ? a->wdf[number] + wdf : wdf;
    a->frequency += wdf;
    return true;
}

/* One field: its stream, its syllables and bigrams, `wdf` for each. */
static bool add_field(struct analysis *a, struct lexicon *lexicon, const char *text, size_t len,
                      bool title, uint32_t *length) {
    struct tokenizer tokenizer;
    struct token token;
    uint32_t wdf = title ? TITLE_WDF : 1, previous = 0, exact, folded;
    bool ok = true;
    tokenizer_init(&tokenizer, text, len);
    while (ok && tokenizer_next(&tokenizer, &token)) {
        ok = lexicon_add(lexicon, token.exact, token.exact_len, token.folded, token.folded_len,
                         &exact, &folded);
        if (!ok)
            break;
        if (token.breaks && !title && previous) {
            stream_put(&a->stream, 0);
            previous = 0;
        }
        stream_put(&a->stream, exact);
        ok = count(a, TERM_EXACT, exact, 0, wdf) && count(a, TERM_FOLDED, folded, 0, wdf);
        if (previous)
            ok = ok && count(a, TERM_BIGRAM, previous, folded, wdf);
        if (title)
            ok = ok && count(a, TERM_TITLE_EXACT, exact, 0, 1) &&
                 count(a, TERM_TITLE_FOLDED, folded, 0, 1);
        previous = folded;
        ++*length;
    }
    return ok;
}

bool analyse(struct analysis *a, struct lexicon *lexicon, const struct article *article,
             struct analysed *out, struct tt_error *e) {
    uint32_t length = 0;
    keyset_clear(&a->keys);
    buf_clear(&a->stream);
    a->frequency = 0;
    bool ok = add_field(a, lexicon, article->s[ARTICLE_TITLE], article->len[ARTICLE_TITLE], true,
                        &length);
    stream_put(&a->stream, 0);
    ok = ok && add_field(a, lexicon, article->s[ARTICLE_BODY], article->len[ARTICLE_BODY], false,
                         &length);
    if (!ok || !buf_ok(&a->stream))
        return tt_fail(e, TT_NO_MEMORY, "no memory to analyse article %.64s",
                       article->s[ARTICLE_ID]);
    *out = (struct analysed){a->keys.keys,  a->wdf, a->keys.n,   buf_text(&a->stream),
                             a->stream.len, length, a->frequency};
    return true;
}
