/* What the parts of cluster.c share: the state of one search for copies.
 *
 * Threads: one at a time. */
#ifndef TIMTIN_INDEX_DEDUP_CLUSTER_PARTS_H
#define TIMTIN_INDEX_DEDUP_CLUSTER_PARTS_H

#include "index/dedup/cluster.h"
#include "index/dedup/set_cache.h"

struct item {
    struct fingerprint print;
    day_t published;
    uint32_t number; /* in order of input */
};

/* While solving an article is known by its rank, its place in the order of step 1, and
 * stands at items[rank]. Pairs are a key in the upper half and a rank in the lower. */
struct solver {
    struct item *items;
    uint32_t n;
    uint64_t *pairs, *spare;
    uint32_t *parent;  /* union-find; a root is its tree's lowest rank */
    uint32_t *same_as; /* the lowest rank found to be the same text, or itself */
    uint32_t *leader;  /* the outcome; of a copy of equal text the one it follows */
    uint8_t *failures;
    uint64_t *judged;
    struct set_cache *sets;
    struct cluster_counts counts;
};

static inline uint64_t pair_of(uint32_t key, uint32_t low) {
    return (uint64_t)key << 32 | low;
}

/* Sorts the first n pairs by the lowest `bits` of their keys; stable. */
void sort_pairs(struct solver *s, uint32_t n, unsigned bits);
/* The end of the run of equal keys that begins at `from`. */
uint32_t run_end(const struct solver *s, uint32_t from, uint32_t n);

uint32_t root_of(struct solver *s, uint32_t rank);

/* False when a text cannot be read. */
bool read_likeness(struct solver *s, uint32_t a, uint32_t b, struct likeness *out,
                   struct tt_error *e);
/* Whether two texts are the same, by their words. A pair found unequal is remembered. */
bool compare_texts(struct solver *s, uint32_t low, uint32_t high, bool *same, struct tt_error *e);

/* Step 4: sets `leader` of all that follow another one. In cluster_chains.c. */
bool divide_chains(struct solver *s, struct tt_error *e);

#endif
