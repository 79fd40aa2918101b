/* Answering with the api: on a worker with its own searcher, or at once on a poller.
 *
 * Threads: worker_work's functions run on the pool's threads; worker_answer_now on any. */
#ifndef TIMTIN_SERVER_WORKER_H
#define TIMTIN_SERVER_WORKER_H

#include "server/site.h"

/* What the pool's threads do; the context is the site. */
struct pool_work worker_work(struct site *s);

/* Without a searcher. */
struct reply *worker_answer_now(struct site *s, const struct exchange *x);

/* The key of an answer in the cache, while what has this serial is served; false: this
 * request's answers are not kept. */
bool worker_cache_key(const struct exchange *x, uint64_t serial, struct cache_key *out);

/* The answer to one request too many; counted. */
struct reply *worker_busy(struct site *s, const char *why);

#endif
