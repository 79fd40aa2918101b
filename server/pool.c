#include "server/pool.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

#include "server/clock.h"

struct queued {
    void *job;
    double since;
};

/* Idle workers lie on a stack and are woken one by one, the last to lie down first: its core's
 * caches, its searcher's sets and its share of the heap are the warmest. Woken in turn, as a
 * condition that all wait for wakes them, a daemon that one client asks does half of its work
 * with cold ones. */
struct worker {
    struct pool *pool;
    struct worker *below; /* on the stack of idle ones */
    sem_t called;
    pthread_t thread;
};

struct pool {
    pthread_mutex_t lock;
    struct pool_work work;
    struct queued *ring;
    struct worker *idle;
    unsigned room, head, queued, reserved; /* reserved: places taken but not yet filled */
    unsigned workers, running;
    unsigned long refreshes; /* how often pool_refresh was called */
    bool stop;
    struct worker list[];
};

/* ---- a worker's life, under the lock ---------------------------------------------- */

static bool take(struct pool *p, struct queued *out) {
    if (p->queued == 0)
        return false;
    *out = p->ring[p->head];
    p->head = (p->head + 1) % p->room;
    p->queued--;
    p->running++;
    return true;
}

static void refresh(struct pool *p, void *state, unsigned long *seen) {
    *seen = p->refreshes;
    pthread_mutex_unlock(&p->lock);
    p->work.refresh(state);
    pthread_mutex_lock(&p->lock);
}

static void lie_down(struct pool *p, struct worker *w) {
    w->below = p->idle;
    p->idle = w;
}

/* Without the lock. */
static void await_call(struct worker *w) {
    while (sem_wait(&w->called) != 0)
        continue; /* interrupted */
}

static void rest(struct pool *p, struct worker *w) {
    lie_down(p, w);
    pthread_mutex_unlock(&p->lock);
    await_call(w);
    pthread_mutex_lock(&p->lock);
}

/* With nothing else to do it lies down before it hands over: a client that asks again at once
 * calls this worker, not a colder one. */
static void run_one(struct pool *p, struct worker *w, void *state, const struct queued *q,
                    unsigned long seen) {
    pthread_mutex_unlock(&p->lock);
    void *result = p->work.run(state, q->job, clock_seconds() - q->since);
    pthread_mutex_lock(&p->lock);
    p->running--;
    bool is_free = p->queued == 0 && !p->stop && p->refreshes == seen;
    if (is_free)
        lie_down(p, w);
    pthread_mutex_unlock(&p->lock);
    p->work.done(q->job, result);
    if (is_free)
        await_call(w);
    pthread_mutex_lock(&p->lock);
}

static void work_until_stop(struct pool *p, struct worker *w, void *state) {
    unsigned long seen = p->refreshes;
    struct queued next;
    for (;;) {
        if (p->refreshes != seen)
            refresh(p, state, &seen);
        else if (take(p, &next))
            run_one(p, w, state, &next, seen);
        else if (p->stop)
            return; /* and the queue is empty */
        else
            rest(p, w);
    }
}

static void *worker(void *argument) {
    struct worker *w = argument;
    struct pool *p = w->pool;
    void *state = p->work.enter(p->work.context);
    pthread_mutex_lock(&p->lock);
    work_until_stop(p, w, state);
    pthread_mutex_unlock(&p->lock);
    p->work.leave(state);
    return NULL;
}

/* The idle worker to be called, NULL: all are busy, and will look before they rest. */
static struct worker *pop_idle(struct pool *p) {
    struct worker *w = p->idle;
    if (w)
        p->idle = w->below;
    return w;
}

static void call_all(struct pool *p) {
    for (struct worker *w = pop_idle(p); w; w = pop_idle(p))
        sem_post(&w->called);
}

/* ---- starting and stopping ------------------------------------------------------- */

static struct pool *pool_new(unsigned workers, unsigned queue, const struct pool_work *work) {
    struct pool *p = calloc(1, sizeof *p + workers * sizeof *p->list);
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
    return p;
}

static bool start_worker(struct pool *p) {
    struct worker *w = &p->list[p->workers];
    w->pool = p;
    sem_init(&w->called, 0, 0);
    if (pthread_create(&w->thread, NULL, worker, w) == 0)
        return true;
    sem_destroy(&w->called);
    return false;
}

bool pool_start(unsigned workers, unsigned queue, const struct pool_work *work, struct pool **out,
                struct tt_error *e) {
    struct pool *p = pool_new(workers, queue, work);
    if (!p)
        return tt_fail(e, TT_NO_MEMORY, "no memory for %u workers", workers);
    for (; p->workers < workers; p->workers++)
        if (!start_worker(p)) {
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
    call_all(p);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < p->workers; i++) {
        pthread_join(p->list[i].thread, NULL);
        sem_destroy(&p->list[i].called);
    }
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
    struct worker *w = pop_idle(p);
    pthread_mutex_unlock(&p->lock);
    if (w)
        sem_post(&w->called); /* it cannot end before, so it is still there */
}

void pool_refresh(struct pool *p) {
    pthread_mutex_lock(&p->lock);
    p->refreshes++;
    call_all(p);
    pthread_mutex_unlock(&p->lock);
}

struct pool_load pool_load(struct pool *p) {
    pthread_mutex_lock(&p->lock);
    struct pool_load l = {p->workers, p->running, p->queued, p->room};
    pthread_mutex_unlock(&p->lock);
    return l;
}
