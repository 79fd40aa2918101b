#include "index/store/terms.h"

#include <stdlib.h>
#include <string.h>

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

void term_make_bigram(const char *first, size_t n1, const char *second, size_t n2,
                      struct term *out) {
    char pair[2 * TOKEN_BYTES_MAX + 1];
    memcpy(pair, first, n1);
    pair[n1] = ' ';
    memcpy(pair + n1 + 1, second, n2);
    term_make(TERM_BIGRAM, pair, n1 + 1 + n2, out);
}

/* Counts by a key of 64 bits, emptied for every article: open addressing with an epoch. */
struct tally {
    struct tally_slot {
        uint64_t key;
        uint32_t epoch, count;
    } * slots;
    size_t n_slots; /* a power of two, at most half full */
    uint64_t *keys; /* in the order of first use */
    size_t n, cap;
    uint32_t epoch;
};

static size_t tally_at(const struct tally *t, uint64_t key) {
    size_t mask = t->n_slots - 1;
    size_t i = (size_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 32) & mask;
    while (t->slots[i].epoch == t->epoch && t->slots[i].key != key)
        i = (i + 1) & mask;
    return i;
}

static bool tally_widen(struct tally *t) {
    struct tally_slot *old = t->slots;
    size_t n = t->n_slots;
    t->slots = calloc(n ? n * 2 : 2048, sizeof *t->slots);
    if (!t->slots) {
        t->slots = old;
        return false;
    }
    t->n_slots = n ? n * 2 : 2048;
    for (size_t i = 0; i < n; i++)
        if (old[i].epoch == t->epoch)
            t->slots[tally_at(t, old[i].key)] = old[i];
    free(old);
    return true;
}

static void tally_clear(struct tally *t) {
    t->n = 0;
    t->epoch++;
}

static bool tally_add(struct tally *t, uint64_t key, uint32_t count) {
    if ((t->n + 1) * 2 > t->n_slots && !tally_widen(t))
        return false;
    struct tally_slot *s = &t->slots[tally_at(t, key)];
    if (s->epoch != t->epoch) {
        if (!array_grow(&t->keys, &t->cap, t->n + 1, sizeof *t->keys))
            return false;
        t->keys[t->n++] = key;
        *s = (struct tally_slot){key, t->epoch, 0};
    }
    s->count += count;
    return true;
}

/* What is counted: the kind of term in the upper bits, lexicon numbers below. */
static uint64_t key_of(enum term_kind kind, uint32_t a, uint32_t b) {
    return (uint64_t)kind << 60 | (uint64_t)a << 30 | b;
}

struct analysis {
    struct tally tally;
    struct buf stream, names;
    struct shim_term *terms;
    size_t n_terms, cap;
};

struct analysis *analysis_new(void) {
    struct analysis *a = calloc(1, sizeof *a);
    if (!a)
        return NULL;
    a->tally.epoch = 1;
    buf_init(&a->stream, 64 << 20);
    buf_init(&a->names, 256 << 20);
    return a;
}

void analysis_free(struct analysis *a) {
    if (!a)
        return;
    free(a->tally.slots);
    free(a->tally.keys);
    buf_done(&a->stream);
    buf_done(&a->names);
    free(a->terms);
    free(a);
}

static void put_varint(struct buf *b, uint32_t v) {
    for (; v >= 0x80; v >>= 7)
        buf_char(b, (char)(v | 0x80));
    buf_char(b, (char)v);
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
        if (token.breaks && !title && previous) {
            put_varint(&a->stream, 0);
            previous = 0;
        }
        put_varint(&a->stream, exact);
        ok = ok && tally_add(&a->tally, key_of(TERM_EXACT, exact, 0), wdf) &&
             tally_add(&a->tally, key_of(TERM_FOLDED, folded, 0), wdf);
        if (previous)
            ok = ok && tally_add(&a->tally, key_of(TERM_BIGRAM, previous, folded), wdf);
        if (title)
            ok = ok && tally_add(&a->tally, key_of(TERM_TITLE_EXACT, exact, 0), 1) &&
                 tally_add(&a->tally, key_of(TERM_TITLE_FOLDED, folded, 0), 1);
        previous = folded;
        ++*length;
    }
    return ok;
}

static bool push_term(struct analysis *a, const struct term *t, uint32_t wdf) {
    if (!array_grow(&a->terms, &a->cap, a->n_terms + 1, sizeof *a->terms))
        return false;
    /* Names move while their buffer grows: hold offsets now, pointers at the end. */
    a->terms[a->n_terms++] = (struct shim_term){(const char *)a->names.len, t->len, wdf};
    buf_add(&a->names, t->name, t->len);
    return buf_ok(&a->names);
}

static bool push_counted(struct analysis *a, const struct lexicon *lexicon) {
    for (size_t i = 0; i < a->tally.n; i++) {
        uint64_t key = a->tally.keys[i];
        uint32_t wdf = a->tally.slots[tally_at(&a->tally, key)].count;
        enum term_kind kind = (enum term_kind)(key >> 60);
        uint32_t first = key >> 30 & 0x3fffffff, second = key & 0x3fffffff;
        size_t n1, n2;
        const char *form = lexicon_form(lexicon, first, &n1);
        struct term term;
        if (kind == TERM_BIGRAM) {
            const char *next = lexicon_form(lexicon, second, &n2);
            term_make_bigram(form, n1, next, n2, &term);
        } else {
            term_make(kind, form, n1, &term);
        }
        if (!push_term(a, &term, wdf))
            return false;
    }
    return true;
}

static bool push_value(struct analysis *a, enum term_kind kind, const char *value) {
    struct term term;
    term_make(kind, value, strlen(value), &term);
    return !*value || push_term(a, &term, 0);
}

bool analyse(struct analysis *a, struct lexicon *lexicon, const struct article *article,
             const char *source_id, struct analysed *out, struct tt_error *e) {
    uint32_t length = 0;
    tally_clear(&a->tally);
    buf_clear(&a->stream);
    buf_clear(&a->names);
    a->n_terms = 0;
    bool ok = add_field(a, lexicon, article->s[ARTICLE_TITLE], article->len[ARTICLE_TITLE], true,
                        &length);
    put_varint(&a->stream, 0);
    ok = ok && add_field(a, lexicon, article->s[ARTICLE_BODY], article->len[ARTICLE_BODY], false,
                         &length);
    ok = ok && push_counted(a, lexicon) && push_value(a, TERM_ID, article->s[ARTICLE_ID]) &&
         push_value(a, TERM_SOURCE, source_id);
    for (size_t i = 0; ok && i < article->n_agencies; i++)
        ok = push_value(a, TERM_AGENCY, article->agencies[i].id);
    if (!ok || !buf_ok(&a->stream))
        return tt_fail(e, TT_NO_MEMORY, "no memory to analyse article %.64s",
                       article->s[ARTICLE_ID]);
    for (size_t i = 0; i < a->n_terms; i++)
        a->terms[i].name = a->names.data + (size_t)a->terms[i].name;
    *out = (struct analysed){a->terms, a->n_terms, buf_text(&a->stream), a->stream.len, length};
    return true;
}
