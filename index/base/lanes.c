#include "index/base/lanes.h"

#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>

struct slot {
    bool done, ok;
    size_t weight;
    struct tt_error error;
};

struct lanes {
    struct lanes_plan plan;
    struct slot *slots;
    pthread_t *helpers;
    unsigned n_helpers;
    size_t weight; /* of all on the way; the caller's alone */
    pthread_mutex_t lock;
    pthread_cond_t wanted, done; /* a job to work on; one that was worked on */
    uint64_t pushed, begun, taken;
    bool stop;
};

static struct slot *slot_of(const struct lanes *l, uint64_t job) {
    return &l->slots[job % l->plan.n_jobs];
}

static void *job_of(const struct lanes *l, uint64_t job) {
    return (char *)l->plan.jobs + job % l->plan.n_jobs * l->plan.job_size;
}

/* Works on the next job; the lock is held before and after. */
static void work_on_next(struct lanes *l) {
    uint64_t job = l->begun++;
    struct slot *s = slot_of(l, job);
    pthread_mutex_unlock(&l->lock);
    s->ok = l->plan.work(l->plan.state, job_of(l, job), &s->error);
    pthread_mutex_lock(&l->lock);
    s->done = true;
    pthread_cond_signal(&l->done); /* only the caller waits for it */
}

static void *help(void *lanes) {
    struct lanes *l = lanes;
    pthread_mutex_lock(&l->lock);
    while (!l->stop)
        if (l->begun < l->pushed)
            work_on_next(l);
        else
            pthread_cond_wait(&l->wanted, &l->lock);
    pthread_mutex_unlock(&l->lock);
    return NULL;
}

bool lanes_new(const struct lanes_plan *plan, struct lanes **out, struct tt_error *e) {
    unsigned helpers = plan->threads - 1;
    struct lanes *l = calloc(1, sizeof *l);
    if (l) {
        l->plan = *plan;
        l->slots = calloc(plan->n_jobs, sizeof *l->slots);
        l->helpers = calloc(helpers + 1, sizeof *l->helpers);
        pthread_mutex_init(&l->lock, NULL);
        pthread_cond_init(&l->wanted, NULL);
        pthread_cond_init(&l->done, NULL);
    }
    if (!l || !l->slots || !l->helpers) {
        lanes_free(l);
        return tt_fail(e, TT_NO_MEMORY, "no memory for %u threads", plan->threads);
    }
    while (l->n_helpers < helpers && pthread_create(&l->helpers[l->n_helpers], NULL, help, l) == 0)
        l->n_helpers++;
    *out = l;
    return true;
}

void lanes_free(struct lanes *l) {
    if (!l)
        return;
    pthread_mutex_lock(&l->lock);
    l->stop = true;
    pthread_cond_broadcast(&l->wanted);
    pthread_mutex_unlock(&l->lock);
    for (unsigned i = 0; i < l->n_helpers; i++)
        pthread_join(l->helpers[i], NULL);
    pthread_cond_destroy(&l->wanted);
    pthread_cond_destroy(&l->done);
    pthread_mutex_destroy(&l->lock);
    free(l->slots);
    free(l->helpers);
    free(l);
}

/* Rather works than waits until the oldest is done. */
static bool take_oldest(struct lanes *l, struct tt_error *e) {
    struct slot *s = slot_of(l, l->taken);
    pthread_mutex_lock(&l->lock);
    while (!s->done)
        if (l->begun < l->pushed)
            work_on_next(l);
        else
            pthread_cond_wait(&l->done, &l->lock);
    pthread_mutex_unlock(&l->lock);
    l->weight -= s->weight;
    if (!s->ok)
        return tt_fail(e, s->error.code, "%s", s->error.text);
    return l->plan.take(l->plan.state, job_of(l, l->taken++), e);
}

void *lanes_next(struct lanes *l, struct tt_error *e) {
    if (l->pushed - l->taken == l->plan.n_jobs && !take_oldest(l, e))
        return NULL;
    return job_of(l, l->pushed);
}

bool lanes_push(struct lanes *l, size_t weight, struct tt_error *e) {
    while (l->taken < l->pushed && l->weight + weight > l->plan.weight_max)
        if (!take_oldest(l, e))
            return false;
    l->weight += weight;
    pthread_mutex_lock(&l->lock);
    *slot_of(l, l->pushed++) = (struct slot){.weight = weight};
    pthread_cond_signal(&l->wanted);
    pthread_mutex_unlock(&l->lock);
    return true;
}

bool lanes_drain(struct lanes *l, struct tt_error *e) {
    while (l->taken < l->pushed)
        if (!take_oldest(l, e))
            return false;
    return true;
}

unsigned lanes_processors(void) {
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n < 1 ? 1 : n < LANES_THREADS_MAX ? (unsigned)n : LANES_THREADS_MAX;
}
