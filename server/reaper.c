#include "server/reaper.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "server/clock.h"

enum phase { HEAD, BUSY, SENDING, IDLE, PHASES };

static const double look_every = 0.25;  /* seconds between two rounds */
static const double drain_grace = 1;    /* for a head that is on its way when draining begins */
static const double clock_slack = 0.05; /* of the kernel's milliseconds */

struct reaped {
    struct reaped *next, **at; /* *at == this */
    int fd;
    bool ended;
    atomic_uint_least64_t state; /* a phase and since when, in one word: state_of */
    atomic_size_t sending;       /* bytes of the answer; written before the state */
};

struct reaper {
    pthread_mutex_t lock; /* the list and what follows it */
    pthread_cond_t wake;
    pthread_t thread;
    struct reaper_limits limits;
    atomic_bool draining;
    struct reaped *first;
    size_t n;
    unsigned long cut;
    bool stop;
    double draining_since;
};

/* ---- one connection's state ------------------------------------------------------- */

static uint64_t state_of(enum phase phase, double since) {
    return (uint64_t)(since * 1e6) * PHASES + phase;
}

static enum phase phase_of(uint64_t state) {
    return (enum phase)(state % PHASES);
}

static double since_of(uint64_t state) {
    return (double)(state / PHASES) / 1e6;
}

static double deadline_of(const struct reaper *r, struct reaped *c, uint64_t state) {
    double seconds = phase_of(state) == HEAD ? r->limits.head : r->limits.idle;
    if (phase_of(state) == SENDING)
        seconds += (double)atomic_load(&c->sending) / r->limits.bytes_per_second;
    return since_of(state) + seconds;
}

/* ---- one connection, under the lock ---------------------------------------------- */

/* An idle connection whose next request has begun gets the time of a head. The library does
 * not tell, the kernel does: when did the last bytes come? Meanwhile the whole head may have
 * come, which counts more. */
static void notice_next_head(struct reaped *c, uint64_t *state, double now) {
    struct tcp_info info;
    socklen_t size = sizeof info;
    if (getsockopt(c->fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return;
    double last = now - info.tcpi_last_data_recv / 1000.0;
    if (last <= since_of(*state) + clock_slack)
        return;
    uint64_t head = state_of(HEAD, last);
    if (atomic_compare_exchange_strong(&c->state, state, head))
        *state = head;
}

static bool drains(struct reaper *r, enum phase phase, double now) {
    return atomic_load(&r->draining) &&
           (phase == IDLE || (phase == HEAD && now > r->draining_since + drain_grace));
}

static void look_at(struct reaper *r, struct reaped *c, double now) {
    uint64_t state = atomic_load(&c->state);
    if (phase_of(state) == IDLE)
        notice_next_head(c, &state, now);
    if (c->ended || phase_of(state) == BUSY)
        return;
    if (now > deadline_of(r, c, state)) {
        shutdown(c->fd, SHUT_RDWR);
        c->ended = true;
        r->cut += phase_of(state) != IDLE;
    } else if (drains(r, phase_of(state), now)) {
        /* Reading alone is ended: bytes that are already here are still served. */
        shutdown(c->fd, SHUT_RD);
    }
}

/* ---- the thread ------------------------------------------------------------------ */

static void pause_for(struct reaper *r, double seconds) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    long nanoseconds = until.tv_nsec + (long)(seconds * 1e9);
    until.tv_sec += nanoseconds / 1000000000;
    until.tv_nsec = nanoseconds % 1000000000;
    pthread_cond_timedwait(&r->wake, &r->lock, &until);
}

static void *rounds(void *argument) {
    struct reaper *r = argument;
    pthread_mutex_lock(&r->lock);
    while (!r->stop) {
        double now = clock_seconds();
        for (struct reaped *c = r->first; c; c = c->next)
            look_at(r, c, now);
        pause_for(r, look_every);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

static void init_wake(pthread_cond_t *wake) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(wake, &attributes);
    pthread_condattr_destroy(&attributes);
}

bool reaper_start(const struct reaper_limits *limits, struct reaper **out, struct tt_error *e) {
    struct reaper *r = calloc(1, sizeof *r);
    if (!r)
        return tt_fail(e, TT_NO_MEMORY, "no memory for the connections");
    r->limits = *limits;
    pthread_mutex_init(&r->lock, NULL);
    init_wake(&r->wake);
    if (pthread_create(&r->thread, NULL, rounds, r) != 0) {
        free(r);
        return tt_fail(e, TT_INTERNAL, "cannot start a thread");
    }
    *out = r;
    return true;
}

void reaper_stop(struct reaper *r) {
    if (!r)
        return;
    pthread_mutex_lock(&r->lock);
    r->stop = true;
    pthread_cond_signal(&r->wake);
    pthread_mutex_unlock(&r->lock);
    pthread_join(r->thread, NULL);
    pthread_cond_destroy(&r->wake);
    pthread_mutex_destroy(&r->lock);
    free(r);
}

/* ---- what the connections tell --------------------------------------------------- */

struct reaped *reaper_add(struct reaper *r, int fd) {
    struct reaped *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    c->fd = fd;
    atomic_init(&c->state, state_of(HEAD, clock_seconds()));
    pthread_mutex_lock(&r->lock);
    c->next = r->first;
    c->at = &r->first;
    if (c->next)
        c->next->at = &c->next;
    r->first = c;
    r->n++;
    pthread_mutex_unlock(&r->lock);
    return c;
}

void reaper_remove(struct reaper *r, struct reaped *c) {
    if (!c)
        return;
    pthread_mutex_lock(&r->lock);
    *c->at = c->next;
    if (c->next)
        c->next->at = c->at;
    r->n--;
    pthread_mutex_unlock(&r->lock);
    free(c);
}

/* While draining, who is idle now is to end at once, not in the next round. */
static void wake(struct reaper *r) {
    pthread_mutex_lock(&r->lock);
    pthread_cond_signal(&r->wake);
    pthread_mutex_unlock(&r->lock);
}

static void enter(struct reaper *r, struct reaped *c, enum phase phase, double now) {
    if (!c)
        return;
    atomic_store(&c->state, state_of(phase, now));
    if (atomic_load(&r->draining))
        wake(r);
}

void reaper_busy(struct reaper *r, struct reaped *c, double now) {
    enter(r, c, BUSY, now);
}

void reaper_sending(struct reaper *r, struct reaped *c, size_t bytes, double now) {
    if (c)
        atomic_store(&c->sending, bytes);
    enter(r, c, SENDING, now);
}

void reaper_idle(struct reaper *r, struct reaped *c, double now) {
    enter(r, c, IDLE, now);
}

void reaper_drain(struct reaper *r) {
    pthread_mutex_lock(&r->lock);
    r->draining_since = clock_seconds();
    atomic_store(&r->draining, true);
    pthread_cond_signal(&r->wake);
    pthread_mutex_unlock(&r->lock);
}

size_t reaper_connections(struct reaper *r) {
    pthread_mutex_lock(&r->lock);
    size_t n = r->n;
    pthread_mutex_unlock(&r->lock);
    return n;
}

unsigned long reaper_cut(struct reaper *r) {
    pthread_mutex_lock(&r->lock);
    unsigned long cut = r->cut;
    pthread_mutex_unlock(&r->lock);
    return cut;
}
