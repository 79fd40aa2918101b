/* A point in time after which work stops with TT_TIMEOUT. Threads: a value. */
#ifndef TIMTIN_INDEX_BASE_DEADLINE_H
#define TIMTIN_INDEX_BASE_DEADLINE_H

#include <stdbool.h>
#include <time.h>

#include "index/base/error.h"

struct deadline {
    double at; /* seconds of the monotonic clock; 0: never */
};

static inline double deadline_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}
static inline struct deadline deadline_in(double seconds) {
    return (struct deadline){seconds > 0 ? deadline_now() + seconds : 0};
}
static inline bool deadline_passed(const struct deadline *d) {
    return d->at > 0 && deadline_now() > d->at;
}
/* Seconds left, for what takes a span: at least a millisecond; 0: no bound. */
static inline double deadline_left(const struct deadline *d) {
    double left = d->at - deadline_now();
    return d->at > 0 ? (left > 0.001 ? left : 0.001) : 0;
}
static inline bool deadline_fail(struct tt_error *e) {
    return tt_fail(e, TT_TIMEOUT, "the search took longer than it may");
}

#endif
