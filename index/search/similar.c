#include "index/search/similar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/rank_blocks.h"
#include "index/store/terms.h"

/* A title's syllable counts this often, as in ranking. */
enum { TITLE_COUNT = 3, KEYS_MAX = 2 * SYLLABLES_READ * TITLE_COUNT };

/* How slowly more of a term in the article adds less: the usual value. */
static const double term_k1 = 1.2;

/* A pair of neighbours, beside 1 for a syllable: more than in a query, for an article has many
 * syllables that are only half a word. */
static const double pair_weight = 0.75;

/* Lexicon numbers: of a syllable as written, or folded those of a pair of neighbours. */
struct key {
    uint32_t first, second; /* second 0: a syllable alone */
};

struct keys {
    struct key list[KEYS_MAX];
    size_t n;
};

struct distinctive {
    struct term term;
    double weight, idf;
};

static double worth(const struct distinctive *d) {
    return d->weight * d->idf;
}

struct chosen {
    struct distinctive list[DISTINCTIVE];
    size_t n;
};

static void add_key(struct keys *k, uint32_t first, uint32_t second, unsigned times) {
    for (; times > 0 && k->n < KEYS_MAX; times--)
        k->list[k->n++] = (struct key){first, second};
}

static void read_keys(const struct snapshot *s, uint32_t docid, struct keys *out) {
    const uint64_t *start = column_u64(s, COL_STREAM_START);
    const unsigned char *p = (const unsigned char *)s->streams.data + start[docid - 1];
    const unsigned char *end = (const unsigned char *)s->streams.data + start[docid];
    unsigned times = TITLE_COUNT;
    uint32_t previous = 0;
    out->n = 0;
    for (size_t read = 0; p < end && read < SYLLABLES_READ; read++) {
        uint32_t id = stream_next(&p), folded = lexicon_fold(&s->lexicon, id);
        if (id)
            add_key(out, id, 0, times);
        if (id && previous)
            add_key(out, previous, folded, times);
        if (!id)
            times = 1;
        previous = folded;
    }
}

static int by_key(const void *a, const void *b) {
    const struct key *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->second > y->second) - (x->second < y->second);
}

static void name_key(const struct snapshot *s, struct key k, struct term *out) {
    const char *first = lexicon_text(&s->lexicon, k.first);
    if (!k.second) {
        term_make(TERM_EXACT, first, strlen(first), out);
        return;
    }
    const char *second = lexicon_text(&s->lexicon, k.second);
    term_make_bigram(first, strlen(first), second, strlen(second), out);
}

/* Keeps the best: an insertion into a short sorted list. */
static void keep(struct chosen *c, const struct distinctive *d) {
    size_t i = c->n;
    if (i == DISTINCTIVE && worth(&c->list[--i]) >= worth(d))
        return;
    if (c->n < DISTINCTIVE)
        c->n++;
    for (; i > 0 && worth(&c->list[i - 1]) < worth(d); i--)
        c->list[i] = c->list[i - 1];
    c->list[i] = *d;
}

/* A term that only this article has finds nothing, one that a tenth has says nothing. */
static bool weigh(const struct matching *m, struct key key, size_t tf, struct chosen *c,
                  struct tt_error *e) {
    struct distinctive d;
    uint32_t df;
    name_key(m->snapshot, key, &d.term);
    if (!termsets_df(m->sets, &d.term, &df, e))
        return false;
    double n = m->snapshot->manifest.documents;
    if (df < 2 || (df > 8 && df > n / 10))
        return true;
    d.weight = (double)tf / ((double)tf + term_k1) * (key.second ? pair_weight : 1);
    d.idf = log(1 + (n - df + 0.5) / (df + 0.5));
    keep(c, &d);
    return true;
}

static bool choose(const struct matching *m, uint32_t docid, struct chosen *c, struct tt_error *e) {
    struct keys *keys = malloc(sizeof *keys);
    if (!keys)
        return tt_fail(e, TT_NO_MEMORY, "no memory for what is distinctive in an article");
    read_keys(m->snapshot, docid, keys);
    qsort(keys->list, keys->n, sizeof *keys->list, by_key);
    bool ok = true;
    for (size_t i = 0, next; ok && i < keys->n; i = next) {
        for (next = i + 1; next < keys->n && by_key(&keys->list[i], &keys->list[next]) == 0;)
            next++;
        ok = weigh(m, keys->list[i], next - i, c, e) &&
             (!deadline_passed(&m->deadline) || deadline_fail(e));
    }
    free(keys);
    return ok;
}

/* The articles that have any of the terms, best first. */
static bool ask(struct matching *m, const struct chosen *c, struct tree *t, uint32_t limit,
                struct search_hit *best, uint32_t *n, struct tt_error *e) {
    const roaring_bitmap_t *sets[DISTINCTIVE];
    for (size_t i = 0; i < c->n; i++) {
        const struct distinctive *d = &c->list[i];
        tree_add(t, &d->term, d->weight, d->idf);
        if (!termsets_get(m->sets, &d->term, &m->deadline, &sets[i], e))
            return false;
    }
    roaring_bitmap_t *any = roaring_bitmap_or_many(c->n, sets);
    bool ok = any ? blocks_best(m, t, any, limit, best, n, e)
                  : tt_fail(e, TT_NO_MEMORY, "no memory for a set of articles");
    if (any)
        roaring_bitmap_free(any);
    return ok;
}

/* The others that have enough of what the article itself has, which is nearly always the best. */
static uint32_t keep_like(const struct search_hit *best, uint32_t n, uint32_t docid, uint32_t limit,
                          struct search_hit *hits) {
    uint32_t kept = 0;
    double own = 0;
    for (uint32_t i = 0; i < n; i++)
        own = best[i].docid == docid ? best[i].score : own;
    for (uint32_t i = 0; i < n && kept < limit; i++)
        if (best[i].docid != docid && best[i].score * 100 >= own * SIMILAR_PERCENT_MIN)
            hits[kept++] = best[i];
    return kept;
}

bool similar_best(struct matching *m, uint32_t docid, uint32_t limit, struct search_hit *hits,
                  uint32_t *n, struct tt_error *e) {
    struct chosen chosen = {.n = 0};
    uint32_t found = 0;
    *n = 0;
    if (!choose(m, docid, &chosen, e))
        return false;
    if (chosen.n == 0 || limit == 0)
        return true;
    struct search_hit *best = malloc(((size_t)limit + 1) * sizeof *best);
    struct tree *t = tree_new();
    bool ok = (best && t) || tt_fail(e, TT_NO_MEMORY, "no memory for hits");
    ok = ok && ask(m, &chosen, t, limit + 1, best, &found, e);
    if (ok)
        *n = keep_like(best, found, docid, limit, hits);
    free(best);
    tree_free(t);
    return ok;
}
