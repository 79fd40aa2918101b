#include "server/reaper.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "server/clock.h"

enum phase { HEAD, BUSY, SENDING, IDLE };

static const double look_every = 0.25;  /* seconds between two rounds */
static const double drain_grace = 1;    /* for a head that is on its way when draining begins */
static const double clock_slack = 0.05; /* of the kernel's milliseconds */

struct reaped {
    struct reaped *next, **at; /* *at == this */
    int fd;
    enum phase phase;
    bool ended;
    double since, deadline;
};

struct reaper {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t thread;
    struct reaper_limits limits;
    struct reaped *first;
    size_t n;
    unsigned long cut;
    bool draining, stop;
    double draining_since;
};

/* ---- one connection, under the lock ---------------------------------------------- */

static void enter(struct reaped *c, enum phase phase, double now, double seconds) {
    c->phase = phase;
    c->since = now;
    c->deadline = now + seconds;
}

/* An idle connection whose next request has begun gets the time of a head. The library does
 * not tell, the kernel does: when did the last bytes come? */
static void notice_next_head(const struct reaper *r, struct reaped *c, double now) {
    struct tcp_info info;
    socklen_t size = sizeof info;
    if (getsockopt(c->fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return;
    double last = now - info.tcpi_last_data_recv / 1000.0;
    if (last > c->since + clock_slack)
        enter(c, HEAD, last, r->limits.head);
}

static bool drains(const struct reaper *r, const struct reaped *c, double now) {
    return r->draining &&
           (c->phase == IDLE || (c->phase == HEAD && now > r->draining_since + drain_grace));
}

static void look_at(struct reaper *r, struct reaped *c, double now) {
    if (c->ended || c->phase == BUSY)
        return;
    if (c->phase == IDLE)
        notice_next_head(r, c, now);
    if (now > c->deadline) {
        shutdown(c->fd, SHUT_RDWR);
        c->ended = true;
        r->cut += c->phase != IDLE;
    } else if (drains(r, c, now)) {
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
    enter(c, HEAD, clock_seconds(), r->limits.head);
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

static void change(struct reaper *r, struct reaped *c, enum phase phase, double seconds) {
    if (!c)
        return;
    pthread_mutex_lock(&r->lock);
    enter(c, phase, clock_seconds(), seconds);
    if (r->draining)
        pthread_cond_signal(&r->wake);
    pthread_mutex_unlock(&r->lock);
}

void reaper_busy(struct reaper *r, struct reaped *c) {
    change(r, c, BUSY, 0);
}

void reaper_sending(struct reaper *r, struct reaped *c, size_t bytes) {
    change(r, c, SENDING, r->limits.idle + (double)bytes / r->limits.bytes_per_second);
}

void reaper_idle(struct reaper *r, struct reaped *c) {
    change(r, c, IDLE, r->limits.idle);
}

void reaper_drain(struct reaper *r) {
    pthread_mutex_lock(&r->lock);
    r->draining = true;
    r->draining_since = clock_seconds();
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
