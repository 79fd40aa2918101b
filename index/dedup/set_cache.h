/* The shingle sets that were wanted last, within a bound of bytes.
 *
 * Ownership: set_cache_new gives, set_cache_free takes (NULL too). Threads: one at a time. */
#ifndef TIMTIN_INDEX_DEDUP_SET_CACHE_H
#define TIMTIN_INDEX_DEDUP_SET_CACHE_H

#include "index/dedup/cluster.h"

enum { SET_CACHE_SLOTS = 64, SET_CACHE_BYTES_MAX = 64 << 20 };

struct set_cache;
struct set_cache *set_cache_new(shingle_source *read, void *state); /* NULL: no memory */
void set_cache_free(struct set_cache *c);

/* The set of an article, NULL when it cannot be read. It stays until the call after the
 * next: two can be compared. */
struct shingle_set *set_cache_get(struct set_cache *c, uint32_t number, struct tt_error *e);
uint64_t set_cache_reads(const struct set_cache *c);

#endif
