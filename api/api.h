/* The contract: routes, parameters, JSON. See api/docs/api.md.
 *
 * Threads: api_handle is called by several threads at once, each with a context of its own. */
#ifndef TIMTIN_API_API_H
#define TIMTIN_API_API_H

#include "api/http.h"

/* What a handler may use. */
struct api_context {
    struct snapshot *snapshot; /* what is served now; NULL: nothing yet (503) */
    struct searcher *searcher; /* on that snapshot, this thread's own; NULL on a poller */
    double seconds;            /* deadline of one search */
    const char *version;       /* of the build, part of every ETag */
};

enum api_cost {
    API_INSTANT, /* answer at once on the poller: no index needed (errors too) */
    API_SEARCH   /* needs a worker with a searcher */
};

/* What the request will cost, from method and path alone. */
enum api_cost api_cost(const struct http_request *q);

/* Answers a request into an initialised response. Always leaves a complete response:
 * errors become problem+json. */
void api_handle(const struct api_context *c, const struct http_request *q, struct http_response *r);

/* The one mapping from error codes to HTTP status. */
int api_status(enum tt_code code);

/* Fills a problem+json (RFC 9457) response: type, title, status, detail, code, message and,
 * when not NULL, parameter. */
void api_problem(struct http_response *r, int status, const char *code, const char *parameter,
                 const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
