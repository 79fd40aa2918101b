/* One listening port: sockets in, requests out, replies back. The only files that know
 * libmicrohttpd are http.c, http_call.c and http_reply.c.
 *
 * Ownership: http_start/http_stop (takes NULL). An exchange belongs to the port and ends
 *            with its answer.
 * Threads:   http_start and http_stop on one thread; the handler is called on pollers and
 *            must not block; the rest any. */
#ifndef TIMTIN_SERVER_HTTP_H
#define TIMTIN_SERVER_HTTP_H

#include "api/http.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/reply.h"

/* One request that passed the guards, to be answered once. */
struct exchange {
    struct http_request request; /* its if_none_match is without our suffixes */
    bool gzip;                   /* the client prefers gzip */
    bool preflight;              /* a browser asks what it may do */
};

struct http_handler {
    void *context;
    /* The reply (its reference goes over), or NULL after exchange_suspend. */
    struct reply *(*handle)(void *context, struct exchange *x);
};

/* The handler says that the answer comes later... */
void exchange_suspend(struct exchange *x);
/* ...from any thread, once; takes the reference. The exchange may be gone when it returns. */
void exchange_answer(struct exchange *x, struct reply *r);

struct http_setup {
    int fd; /* listening; belongs to the port from now on, also when http_start fails */
    unsigned pollers, connections, connections_per_ip;
    unsigned head_timeout, idle_timeout; /* seconds */
    const char *cors_origin;             /* origins with commas, or "*" */
    struct http_handler handler;
    struct metrics *metrics;
    const struct log *log;
};

struct http_port;
/* What the setup points to must outlive the port. */
bool http_start(const struct http_setup *setup, struct http_port **out, struct tt_error *e);

/* Every answer from now on ends its connection. */
void http_drain(struct http_port *p);
/* No new connections; idle ones are ended. */
void http_close(struct http_port *p);
/* Ends what is left. No exchange may be suspended any more. */
void http_stop(struct http_port *p);

struct http_load {
    unsigned in_flight, connections;
    unsigned long cut; /* connections ended for slowness */
    size_t sending;    /* bytes of large answers on their way */
};
struct http_load http_load(struct http_port *p);

#endif
