/* Monotonic time in seconds. Threads: any. */
#ifndef TIMTIN_SERVER_CLOCK_H
#define TIMTIN_SERVER_CLOCK_H

#include <time.h>

static inline double clock_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

#endif
