/* Worker threads behind a bounded queue.
 *
 * A place is taken first and filled afterwards, so that a caller knows that the job will be
 * accepted before it makes preparations that cannot be undone (suspending a connection).
 * Ownership: pool_start/pool_stop (takes NULL). Jobs belong to whoever runs them.
 * Threads:   any, but for pool_start and pool_stop. */
#ifndef TIMTIN_SERVER_POOL_H
#define TIMTIN_SERVER_POOL_H

#include "api/http.h"

struct pool;

/* What a worker does; all are called on the worker's own thread. */
struct pool_work {
    void *context;
    void *(*enter)(void *context); /* the worker's state; NULL: no memory */
    /* `waited`: seconds in the queue. What it returns is handed over by `done`, when the worker
     * counts as free again: who puts the next job because of that finds it so. */
    void *(*run)(void *state, void *job, double waited);
    void (*done)(void *job, void *result);
    void (*refresh)(void *state); /* after pool_refresh, before other work */
    void (*leave)(void *state);
};

bool pool_start(unsigned workers, unsigned queue, const struct pool_work *work, struct pool **out,
                struct tt_error *e);
/* Runs what is queued, then ends. */
void pool_stop(struct pool *p);

/* False: the queue is full. After true there must be one pool_put. */
bool pool_reserve(struct pool *p);
void pool_put(struct pool *p, void *job);

/* Every worker, also an idle one, calls `refresh` soon. */
void pool_refresh(struct pool *p);

struct pool_load {
    unsigned workers, running, queued, room;
};
struct pool_load pool_load(struct pool *p);

#endif
