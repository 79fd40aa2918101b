/* A finished answer: what may be sent to several clients and kept in the cache.
 *
 * Immutable but for its counters.
 * Ownership: reply_new takes the response's body and gives one reference; reply_ref/_unref
 *            share it. The answer of reply_exhausted is a constant that is never counted.
 * Threads:   any. */
#ifndef TIMTIN_SERVER_REPLY_H
#define TIMTIN_SERVER_REPLY_H

#include <stdatomic.h>

#include "api/api.h"
#include "server/etag.h"
#include "server/gzip.h"

struct reply {
    atomic_uint refs;
    atomic_uint sending; /* connections that are reading it */
    bool constant;       /* never freed */
    bool gzipped;        /* the body is compressed, the tag says so */
    bool close;          /* the connection ends with it */
    bool preflight;      /* carries the answers to a browser's preflight */
    int status, retry_after;
    const char *content_type, *cache_control, *allow, *route; /* static strings */
    char etag[ETAG_BYTES];
    char location[256];
    char cause[200]; /* for the log alone */
    char *body;
    size_t len;
};

/* Ends the response. With `want_gzip` the body is compressed where that pays (`g` may be
 * NULL). Never NULL: without memory it is reply_exhausted(). */
struct reply *reply_new(struct http_response *r, bool want_gzip, struct gzip *g);
struct reply *reply_ref(struct reply *r);
void reply_unref(struct reply *r); /* takes NULL */

/* A problem+json, not compressed. */
__attribute__((format(printf, 4, 5))) struct reply *
reply_problem(int status, const char *code, const char *route, const char *format, ...);

/* The answer when there is no memory for an answer. */
struct reply *reply_exhausted(void);

#endif
