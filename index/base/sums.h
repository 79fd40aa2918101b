/* Sums of 64 bits by key: what of a set of things there was, whatever the order.
 *
 * Ownership: sums_init embeds, sums_done frees. Threads: one at a time to add. */
#ifndef TIMTIN_INDEX_BASE_SUMS_H
#define TIMTIN_INDEX_BASE_SUMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sum {
    uint64_t key, value; /* key 0: free */
};

struct sums {
    struct sum *slots; /* open addressing; a power of two, at most half full */
    size_t n, n_slots;
};

void sums_init(struct sums *s);
void sums_done(struct sums *s);
/* Adds to the sum under a key that is not 0; false: no memory. */
bool sums_add(struct sums *s, uint64_t key, uint64_t value);
uint64_t sums_get(const struct sums *s, uint64_t key); /* 0 when there is none */

#endif
