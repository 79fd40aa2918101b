#include "server/pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "server/clock.h"

struct queued {
    void *job;
    double since;
};

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct pool_work work;
    struct queued *ring;
    unsigned room, head, queued, reserved; /* reserved: places taken but not yet filled */
    unsigned workers, running;
    unsigned long refreshes; /* how often pool_refresh was called */
    bool stop;
    pthread_t threads[];
};

/* ---- a worker's life ------------------------------------------------------------- */

static bool take(struct pool *p, struct queued *out) {
    if (p->queued == 0)
        return false;
    *out = p->ring[p->head];
    p->head = (p->head + 1) % p->room;
    p->queued--;
    p->running++;
    return true;
}

/* Waits for something to do: a job (true), a refresh or the end (both false). */
static bool wait_for_job(struct pool *p, unsigned long seen, struct queued *out) {
    while (p->queued == 0 && !p->stop && p->refreshes == seen)
        pthread_cond_wait(&p->wake, &p->lock);
    return p->refreshes == seen && take(p, out);
}

static void run_one(struct pool *p, void *state, const struct queued *q) {
    pthread_mutex_unlock(&p->lock);
    p->work.run(state, q->job, clock_seconds() - q->since);
    pthread_mutex_lock(&p->lock);
    p->running--;
}

static void refresh(struct pool *p, void *state, unsigned long *seen) {
    *seen = p->refreshes;
    pthread_mutex_unlock(&p->lock);
    p->work.refresh(state);
    pthread_mutex_lock(&p->lock);
}

static void work_until_stop(struct pool *p, void *state) {
    unsigned long seen = p->refreshes;
    for (;;) {
        struct queued next;
        if (wait_for_job(p, seen, &next))
            run_one(p, state, &next);
        else if (p->refreshes != seen)
            refresh(p, state, &seen);
        else
            return; /* stopped, and the queue is empty */
    }
}

static void *worker(void *argument) {
    struct pool *p = argument;
    void *state = p->work.enter(p->work.context);
    pthread_mutex_lock(&p->lock);
    work_until_stop(p, state);
    pthread_mutex_unlock(&p->lock);
    p->work.leave(state);
    return NULL;
}

/* ---- starting and stopping ------------------------------------------------------- */

static struct pool *pool_new(unsigned workers, unsigned queue, const struct pool_work *work) {
    struct pool *p = calloc(1, sizeof *p + workers * sizeof *p->threads);
    struct queued *ring = calloc(queue, sizeof *ring);
    if (!p || !ring) {
        free(p);
        free(ring);
        return NULL;
    }
    p->work = *work;
    p->ring = ring;
    p->room = queue;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->wake, NULL);
    return p;
}

bool pool_start(unsigned workers, unsigned queue, const struct pool_work *work, struct pool **out,
                struct tt_error *e) {
    struct pool *p = pool_new(workers, queue, work);
    if (!p)
        return tt_fail(e, TT_NO_MEMORY, "no memory for %u workers", workers);
    for (; p->workers < workers; p->workers++)
        if (pthread_create(&p->threads[p->workers], NULL, worker, p) != 0) {
            pool_stop(p);
            return tt_fail(e, TT_INTERNAL, "cannot start %u threads", workers);
        }
    *out = p;
    return true;
}

void pool_stop(struct pool *p) {
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    pthread_cond_broadcast(&p->wake);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < p->workers; i++)
        pthread_join(p->threads[i], NULL);
    pthread_cond_destroy(&p->wake);
    pthread_mutex_destroy(&p->lock);
    free(p->ring);
    free(p);
}

/* ---- jobs ------------------------------------------------------------------------ */

bool pool_reserve(struct pool *p) {
    pthread_mutex_lock(&p->lock);
    bool free_place = p->queued + p->reserved < p->room && !p->stop;
    p->reserved += free_place;
    pthread_mutex_unlock(&p->lock);
    return free_place;
}

void pool_put(struct pool *p, void *job) {
    pthread_mutex_lock(&p->lock);
    p->reserved--;
    p->ring[(p->head + p->queued) % p->room] = (struct queued){job, clock_seconds()};
    p->queued++;
    pthread_cond_signal(&p->wake);
    pthread_mutex_unlock(&p->lock);
}

void pool_refresh(struct pool *p) {
    pthread_mutex_lock(&p->lock);
    p->refreshes++;
    pthread_cond_broadcast(&p->wake);
    pthread_mutex_unlock(&p->lock);
}

struct pool_load pool_load(struct pool *p) {
    pthread_mutex_lock(&p->lock);
    struct pool_load l = {p->workers, p->running, p->queued, p->room};
    pthread_mutex_unlock(&p->lock);
    return l;
}
