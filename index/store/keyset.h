/* A set of 64-bit keys, numbered 0.. in the order of first use.
 *
 * Ownership: zeroed is empty; keyset_done frees. Threads: one at a time. */
#ifndef TIMTIN_INDEX_STORE_KEYSET_H
#define TIMTIN_INDEX_STORE_KEYSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct keyset {
    struct keyset_slot {
        uint64_t key;
        uint32_t epoch, number;
    } * slots;      /* open addressing; free where the epoch is another */
    size_t n_slots; /* a power of two, at most half full */
    uint64_t *keys; /* by number: n of them */
    size_t n, cap;
    uint32_t epoch;
};

enum { KEYSET_NONE = UINT32_MAX };

/* The key's number, KEYSET_NONE without memory. */
uint32_t keyset_add(struct keyset *k, uint64_t key);
/* Empty again; memory is kept. */
void keyset_clear(struct keyset *k);
void keyset_done(struct keyset *k);

#endif
