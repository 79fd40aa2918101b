#include "index/dedup/cluster_parts.h"

#include <stdlib.h>
#include <string.h>

#include "index/base/buf.h"

enum {
    WINDOW = 32,       /* earlier articles that one meets in a band */
    FAILURES_MAX = 48, /* comparisons of texts in vain for one article */
    JUDGED = 1 << 18   /* pairs remembered as not the same, a power of two */
};

/* Three deviations of .037 below the least resemblance that the verdict lets pass (.41). */
static const double RESEMBLANCE_MIN = 0.30;

struct clusters {
    struct item *items;
    size_t n, cap;
};

struct clusters *clusters_new(void) {
    return calloc(1, sizeof(struct clusters));
}

void clusters_free(struct clusters *c) {
    if (c)
        free(c->items);
    free(c);
}

uint32_t clusters_count(const struct clusters *c) {
    return (uint32_t)c->n;
}

const struct fingerprint *clusters_fingerprint(const struct clusters *c, uint32_t number) {
    return &c->items[number].print;
}

/* A short body is a copy only of one that equals it. */
void clusters_forget(struct clusters *c, uint32_t number) {
    c->items[number].print = (struct fingerprint){.exact = hash_mix(~(uint64_t)number)};
}

bool clusters_add(struct clusters *c, const struct fingerprint *f, day_t published,
                  struct tt_error *e) {
    if (c->n == UINT32_MAX - 1)
        return tt_fail(e, TT_BAD_INPUT, "more articles than can be counted");
    if (!array_grow(&c->items, &c->cap, c->n + 1, sizeof *c->items))
        return tt_fail(e, TT_NO_MEMORY, "no memory for %zu fingerprints", c->n + 1);
    c->items[c->n] = (struct item){.print = *f, .published = published, .number = (uint32_t)c->n};
    c->n++;
    return true;
}

/* ---- sorting pairs --------------------------------------------------------------- */

/* 11 bits at a time. */
void sort_pairs(struct solver *s, uint32_t n, unsigned bits) {
    enum { DIGITS = 1 << 11 };
    for (unsigned shift = 32; shift < 32 + bits; shift += 11) {
        uint32_t starts[DIGITS] = {0}, at = 0;
        for (uint32_t i = 0; i < n; i++)
            starts[s->pairs[i] >> shift & (DIGITS - 1)]++;
        for (uint32_t d = 0; d < DIGITS; d++) {
            uint32_t count = starts[d];
            starts[d] = at;
            at += count;
        }
        for (uint32_t i = 0; i < n; i++)
            s->spare[starts[s->pairs[i] >> shift & (DIGITS - 1)]++] = s->pairs[i];
        uint64_t *sorted = s->spare;
        s->spare = s->pairs;
        s->pairs = sorted;
    }
}

uint32_t run_end(const struct solver *s, uint32_t from, uint32_t n) {
    uint32_t end = from + 1;
    while (end < n && s->pairs[end] >> 32 == s->pairs[from] >> 32)
        end++;
    return end;
}

/* ---- step 1: ranks --------------------------------------------------------------- */

static uint32_t date_key(day_t d) {
    if (d == DAY_UNKNOWN)
        return UINT32_MAX;
    return day_is_year_only(d) ? d + 9999 : d;
}

/* Moves the items to their ranks, along the cycles of the permutation. */
static void move_to_ranks(struct solver *s) {
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t to = i, from = (uint32_t)s->pairs[i];
        if (from == i)
            continue;
        struct item first = s->items[i];
        for (; from != i; to = from, from = (uint32_t)s->pairs[to]) {
            s->items[to] = s->items[from];
            s->pairs[to] = pair_of(0, to);
        }
        s->items[to] = first;
        s->pairs[to] = pair_of(0, to);
    }
}

static void rank_items(struct solver *s) {
    for (uint32_t i = 0; i < s->n; i++)
        s->pairs[i] = pair_of(~s->items[i].print.syllables, i);
    sort_pairs(s, s->n, 32);
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t number = (uint32_t)s->pairs[i];
        s->pairs[i] = pair_of(date_key(s->items[number].published), number);
    }
    sort_pairs(s, s->n, 32);
    move_to_ranks(s);
}

/* ---- step 2: equal texts --------------------------------------------------------- */

/* Within a run of equal hash halves each follows the first with the whole hash equal. */
static void follow_equal(struct solver *s, uint32_t from, uint32_t end) {
    for (uint32_t i = from + 1; i < end; i++) {
        uint32_t rank = (uint32_t)s->pairs[i];
        for (uint32_t j = from; j < i; j++) {
            uint32_t other = (uint32_t)s->pairs[j];
            if (s->items[other].print.exact != s->items[rank].print.exact)
                continue;
            s->leader[rank] = other;
            s->counts.exact++;
            break;
        }
    }
}

static void group_equal(struct solver *s) {
    for (uint32_t r = 0; r < s->n; r++) {
        s->leader[r] = s->parent[r] = s->same_as[r] = r;
        s->pairs[r] = pair_of((uint32_t)(s->items[r].print.exact >> 32), r);
    }
    sort_pairs(s, s->n, 32);
    for (uint32_t from = 0, end; from < s->n; from = end) {
        end = run_end(s, from, s->n);
        follow_equal(s, from, end);
    }
}

/* ---- step 3: candidates ---------------------------------------------------------- */

uint32_t root_of(struct solver *s, uint32_t r) {
    while (s->parent[r] != r) {
        s->parent[r] = s->parent[s->parent[r]];
        r = s->parent[r];
    }
    return r;
}

bool read_likeness(struct solver *s, uint32_t a, uint32_t b, struct likeness *out,
                   struct tt_error *e) {
    struct shingle_set *x = set_cache_get(s->sets, s->items[a].number, e);
    struct shingle_set *y = x ? set_cache_get(s->sets, s->items[b].number, e) : NULL;
    if (!y)
        return false;
    *out = shingle_sets_compare(x, y);
    s->counts.compared++;
    return true;
}

bool compare_texts(struct solver *s, uint32_t low, uint32_t high, bool *same, struct tt_error *e) {
    uint64_t pair = pair_of(low, high), *judged = &s->judged[hash_mix(pair) & (JUDGED - 1)];
    *same = false;
    if (*judged == pair ||
        fingerprint_resemblance(&s->items[low].print, &s->items[high].print) < RESEMBLANCE_MIN)
        return true;
    struct likeness l;
    if (!read_likeness(s, low, high, &l, e))
        return false;
    *same = likeness_is_same_text(&l);
    if (!*same) {
        *judged = pair;
        s->failures[high]++;
    } else if (s->same_as[high] > low) {
        s->same_as[high] = low;
    }
    return true;
}

/* Ranks ascend within a run: those before i may stand for it. */
static bool meet_earlier(struct solver *s, uint32_t from, uint32_t i, struct tt_error *e) {
    uint32_t rank = (uint32_t)s->pairs[i], root = root_of(s, rank);
    uint32_t first = i - from > WINDOW ? i - WINDOW : from;
    for (uint32_t j = i; j-- > first && s->failures[rank] < FAILURES_MAX;) {
        uint32_t other = (uint32_t)s->pairs[j], other_root = root_of(s, other);
        bool same;
        if (other_root == root)
            continue;
        s->counts.candidates++;
        if (!compare_texts(s, other, rank, &same, e))
            return false;
        if (!same)
            continue;
        uint32_t low = root < other_root ? root : other_root;
        s->parent[root] = s->parent[other_root] = low;
        root = low;
    }
    return true;
}

static bool join_band(struct solver *s, unsigned band, struct tt_error *e) {
    uint32_t n = 0;
    for (uint32_t r = 0; r < s->n; r++)
        if (s->leader[r] == r && s->items[r].print.syllables >= SHORT_SYLLABLES)
            s->pairs[n++] = pair_of(fingerprint_band(&s->items[r].print, band), r);
    sort_pairs(s, n, 24);
    for (uint32_t from = 0, end; from < n; from = end) {
        end = run_end(s, from, n);
        for (uint32_t i = from + 1; i < end; i++)
            if (!meet_earlier(s, from, i, e))
                return false;
    }
    return true;
}

/* ---- the outcome ----------------------------------------------------------------- */

/* A copy of equal text follows one that may itself have found a leader. */
static void report(const struct solver *s, uint32_t *canonical) {
    for (uint32_t r = 0; r < s->n; r++)
        canonical[s->items[r].number] = s->items[s->leader[s->leader[r]]].number;
}

/* ---- all steps ------------------------------------------------------------------- */

static bool solver_init(struct solver *s, struct clusters *c, shingle_source *read, void *state) {
    size_t n = c->n ? c->n : 1;
    *s = (struct solver){
        .items = c->items,
        .n = (uint32_t)c->n,
        .pairs = calloc(n, sizeof *s->pairs),
        .spare = calloc(n, sizeof *s->spare),
        .parent = calloc(n, sizeof *s->parent),
        .same_as = calloc(n, sizeof *s->same_as),
        .leader = calloc(n, sizeof *s->leader),
        .failures = calloc(n, sizeof *s->failures),
        .judged = calloc(JUDGED, sizeof *s->judged),
        .sets = set_cache_new(read, state),
    };
    return s->pairs && s->spare && s->parent && s->same_as && s->leader && s->failures &&
           s->judged && s->sets;
}

static void solver_done(struct solver *s) {
    free(s->pairs);
    free(s->spare);
    free(s->parent);
    free(s->same_as);
    free(s->leader);
    free(s->failures);
    free(s->judged);
    set_cache_free(s->sets);
}

static bool solve(struct solver *s, struct tt_error *e) {
    rank_items(s);
    group_equal(s);
    for (unsigned band = 0; band < MINHASH_BANDS; band++)
        if (!join_band(s, band, e))
            return false;
    return divide_chains(s, e);
}

bool clusters_solve(struct clusters *c, shingle_source *read, void *state, uint32_t *canonical,
                    struct cluster_counts *counts, struct tt_error *e) {
    struct solver s;
    bool ok = solver_init(&s, c, read, state)
                  ? solve(&s, e)
                  : tt_fail(e, TT_NO_MEMORY, "no memory to compare %zu articles", c->n);
    if (ok) {
        report(&s, canonical);
        s.counts.texts = set_cache_reads(s.sets);
        if (counts)
            *counts = s.counts;
    }
    solver_done(&s);
    return ok;
}
