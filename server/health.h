/* /healthz and /readyz, on both ports. Threads: any. */
#ifndef TIMTIN_SERVER_HEALTH_H
#define TIMTIN_SERVER_HEALTH_H

#include "server/site.h"

struct reply *health_live(struct site *s, struct exchange *x);
struct reply *health_ready(struct site *s, struct exchange *x);

/* One row of a small table of routes that the server answers itself. */
struct health_route {
    enum http_method method; /* a GET row answers HEAD too */
    const char *path;
    struct reply *(*answer)(struct site *s, struct exchange *x); /* NULL: it comes later */
};
/* The row for a path, NULL: none. When the method is wrong, *allow is what it should be. */
const struct health_route *health_find(const struct health_route *rows, size_t n,
                                       const struct exchange *x, const char **allow);
struct reply *health_wrong_method(const char *route, const char *allow);

/* A 200 of JSON that nobody keeps; ends the buffer. */
struct reply *health_json(const char *route, struct buf *body);

#endif
