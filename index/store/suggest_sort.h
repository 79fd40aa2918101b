/* Sorting places in a sequence of numbers by what follows them: suffix orders.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_STORE_SUGGEST_SORT_H
#define TIMTIN_INDEX_STORE_SUGGEST_SORT_H

#include <stddef.h>
#include <stdint.h>

/* Tokens are compared by key: map[token] where there is a map, else token >> shift. A key of 0
 * ends every comparison, and so does `depth`; the last token of a sequence has key 0. */
struct sequence {
    const uint32_t *tokens;
    const uint32_t *map; /* may be NULL */
    unsigned shift;
    unsigned depth;
};

static inline uint32_t sequence_key(const struct sequence *s, uint32_t token) {
    return s->map ? s->map[token] : token >> s->shift;
}

/* Sorts places in s->tokens. What is equal comes in any order, but always in the same one.
 * Multikey quicksort (Bentley and Sedgewick 1997). */
void sequence_sort(const struct sequence *s, uint32_t *places, size_t n);

#endif
