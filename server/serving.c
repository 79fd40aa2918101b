#include "server/serving.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "server/clock.h"
#include "server/limits.h"

struct waiter {
    serving_done *done;
    void *argument;
};

struct serving {
    struct serving_setup setup;
    pthread_mutex_t lock;      /* current, reason, waiters, stop */
    pthread_mutex_t load_lock; /* one load at a time */
    pthread_cond_t wake;
    pthread_t thread;
    struct snapshot *current;
    atomic_uint_least64_t serial;
    char reason[200];
    struct waiter waiters[RELOADS_WAITING_MAX];
    size_t n_waiters;
    bool stop;
};

/* ---- who uses it ----------------------------------------------------------------- */

struct snapshot *serving_acquire(struct serving *s, uint64_t *serial) {
    pthread_mutex_lock(&s->lock);
    struct snapshot *current = s->current ? snapshot_ref(s->current) : NULL;
    if (serial)
        *serial = atomic_load(&s->serial);
    pthread_mutex_unlock(&s->lock);
    return current;
}

uint64_t serving_serial(struct serving *s) {
    return atomic_load_explicit(&s->serial, memory_order_acquire);
}

void serving_reason(struct serving *s, char reason[200]) {
    pthread_mutex_lock(&s->lock);
    memcpy(reason, s->reason, sizeof s->reason);
    pthread_mutex_unlock(&s->lock);
}

/* ---- loading --------------------------------------------------------------------- */

/* A generation that verifies but cannot be searched is refused too. */
static bool open_searchable(const char *dir, struct snapshot **out, struct tt_error *e) {
    struct snapshot *opened = NULL;
    struct searcher *trial = NULL;
    if (!snapshot_open(dir, &opened, e))
        return false;
    if (!searcher_open(opened, 0, &trial, e)) {
        snapshot_unref(opened);
        return false;
    }
    searcher_close(trial);
    *out = opened;
    return true;
}

static bool same(const struct snapshot *a, const struct snapshot *b) {
    const struct snapshot_facts *x = snapshot_facts(a), *y = snapshot_facts(b);
    return strcmp(x->generation, y->generation) == 0 && strcmp(x->built_at, y->built_at) == 0;
}

/* Puts the new one in place of the old one; false when it is the old one again, which then
 * stays, with everything that its users have cached. */
static bool swap(struct serving *s, struct snapshot *fresh) {
    pthread_mutex_lock(&s->lock);
    bool changed = !s->current || !same(s->current, fresh);
    struct snapshot *spare = fresh;
    if (changed) {
        spare = s->current;
        s->current = fresh;
        atomic_fetch_add_explicit(&s->serial, 1, memory_order_release);
    }
    s->reason[0] = '\0';
    pthread_mutex_unlock(&s->lock);
    snapshot_unref(spare);
    return changed;
}

static bool refuse(struct serving *s, const struct tt_error *e) {
    pthread_mutex_lock(&s->lock);
    bool served = s->current != NULL;
    memcpy(s->reason, e->text, sizeof s->reason);
    pthread_mutex_unlock(&s->lock);
    metrics_add(s->setup.metrics, METRIC_RELOADS_FAILED, 1);
    log_line(s->setup.log, LOG_ERROR, "the index was refused, %s: %s (%s)",
             served ? "the old generation stays" : "nothing is served", e->text,
             tt_code_name(e->code));
    return false;
}

static bool load(struct serving *s, struct tt_error *e) {
    double began = clock_seconds();
    struct snapshot *fresh = NULL;
    if (!open_searchable(s->setup.index_dir, &fresh, e))
        return refuse(s, e);
    struct snapshot *held = snapshot_ref(fresh); /* the swap may give the other one away */
    bool changed = swap(s, fresh);
    const struct snapshot_facts *f = snapshot_facts(held);
    log_line(s->setup.log, LOG_INFO, "generation %s %s in %.2f s: %u articles, %u duplicates",
             f->generation, changed ? "loaded" : "verified, served already",
             clock_seconds() - began, f->documents, f->duplicates);
    snapshot_unref(held);
    metrics_add(s->setup.metrics, METRIC_RELOADS_OK, 1);
    if (changed && s->setup.swapped)
        s->setup.swapped(s->setup.context);
    return true;
}

bool serving_reload(struct serving *s, struct tt_error *e) {
    pthread_mutex_lock(&s->load_lock);
    bool ok = load(s, e);
    pthread_mutex_unlock(&s->load_lock);
    return ok;
}

/* ---- the loading thread ---------------------------------------------------------- */

bool serving_reload_later(struct serving *s, serving_done *done, void *argument) {
    pthread_mutex_lock(&s->lock);
    bool room = s->n_waiters < RELOADS_WAITING_MAX && !s->stop;
    if (room)
        s->waiters[s->n_waiters++] = (struct waiter){done, argument};
    pthread_cond_signal(&s->wake);
    pthread_mutex_unlock(&s->lock);
    return room;
}

/* Those that were waiting before the load begins get its result; who comes later waits for
 * the next one, since CURRENT may have changed meanwhile. */
static void serve_waiters(struct serving *s) {
    struct waiter mine[RELOADS_WAITING_MAX];
    size_t n = s->n_waiters;
    memcpy(mine, s->waiters, n * sizeof *mine);
    s->n_waiters = 0;
    pthread_mutex_unlock(&s->lock);
    struct tt_error e = {0};
    bool ok = serving_reload(s, &e);
    for (size_t i = 0; i < n; i++)
        if (mine[i].done)
            mine[i].done(mine[i].argument, ok, &e);
    pthread_mutex_lock(&s->lock);
}

static void *loader(void *argument) {
    struct serving *s = argument;
    pthread_mutex_lock(&s->lock);
    for (;;) {
        while (s->n_waiters == 0 && !s->stop)
            pthread_cond_wait(&s->wake, &s->lock);
        if (s->n_waiters == 0)
            break;
        serve_waiters(s);
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

bool serving_new(const struct serving_setup *setup, struct serving **out, struct tt_error *e) {
    struct serving *s = calloc(1, sizeof *s);
    if (!s)
        return tt_fail(e, TT_NO_MEMORY, "no memory for serving");
    s->setup = *setup;
    atomic_init(&s->serial, 0);
    strcpy(s->reason, "the index is being loaded");
    pthread_mutex_init(&s->lock, NULL);
    pthread_mutex_init(&s->load_lock, NULL);
    pthread_cond_init(&s->wake, NULL);
    if (pthread_create(&s->thread, NULL, loader, s) != 0) {
        free(s);
        return tt_fail(e, TT_INTERNAL, "cannot start a thread");
    }
    *out = s;
    return true;
}

void serving_stop(struct serving *s) {
    if (!s)
        return;
    pthread_mutex_lock(&s->lock);
    s->stop = true;
    pthread_cond_signal(&s->wake);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->thread, NULL);
}

void serving_free(struct serving *s) {
    if (!s)
        return;
    snapshot_unref(s->current);
    pthread_cond_destroy(&s->wake);
    pthread_mutex_destroy(&s->load_lock);
    pthread_mutex_destroy(&s->lock);
    free(s);
}
