/* What crosses from the server (sockets) to the api (JSON) and back.
 *
 * Ownership: a request's strings belong to the server and outlive the call; a response is
 *            initialised and ended by the caller, filled by the api.
 * Threads:   values, one thread at a time. */
#ifndef TIMTIN_API_HTTP_H
#define TIMTIN_API_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/buf.h"
#include "index/search/search.h"

/* No answer is larger: one article of BODY_BYTES_MAX always fits, escaped. */
enum { HTTP_BODY_BYTES_MAX = 16 << 20 };

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_OPTIONS, HTTP_OTHER };

struct http_request {
    enum http_method method;   /* HEAD is handled like GET; the server leaves out the body */
    const char *path;          /* raw, as on the request line, up to '?' */
    const char *query;         /* raw, behind '?'; NULL when there is none */
    const char *if_none_match; /* header value or NULL */
};

struct http_response {
    int status;
    const char *content_type;  /* static string */
    const char *cache_control; /* static string */
    const char *allow;         /* static string for 405 and OPTIONS, or NULL */
    char etag[64];             /* with its quotes and without an encoding's suffix; "" none */
    char location[256];        /* for 301; "" none */
    int retry_after;           /* seconds; 0 none */
    const char *route;         /* the matched route's pattern for logs and metrics, or "-" */
    char cause[200];           /* what failed behind a 5xx, for the log alone; "" none */
    struct buf body;
};

void http_response_init(struct http_response *r);
void http_response_done(struct http_response *r);

#endif
