/* Finished answers, least recently used out first, bounded in bytes.
 *
 * The key names what was served, so what is stale is never found, only pushed out.
 * Ownership: cache_new/cache_free (takes NULL); cache_find gives a reference.
 * Threads:   any. A NULL cache is empty and stays so. */
#ifndef TIMTIN_SERVER_CACHE_H
#define TIMTIN_SERVER_CACHE_H

#include <stdint.h>

#include "server/reply.h"

struct cache;

/* NULL: no memory (or `bytes` is 0: no cache wanted). */
struct cache *cache_new(size_t bytes);
void cache_free(struct cache *c);

/* What an answer depends on. */
struct cache_key {
    uint64_t serial;          /* of serving: which generation */
    const char *path, *query; /* query NULL: none */
    bool gzip;
};

struct reply *cache_find(struct cache *c, const struct cache_key *key); /* NULL: not there */
void cache_put(struct cache *c, const struct cache_key *key, struct reply *r);
void cache_clear(struct cache *c);

size_t cache_bytes(struct cache *c); /* what it holds now */

#endif
