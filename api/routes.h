/* The routes: one table whose rows say everything about a path.
 *
 * Threads: the table is constant; a call belongs to one request. */
#ifndef TIMTIN_API_ROUTES_H
#define TIMTIN_API_ROUTES_H

#include <stdbool.h>
#include <stddef.h>

#include "api/api.h"
#include "api/fault.h"
#include "api/params.h"

enum { ROUTE_ID_MAX = 255 }; /* bytes of a decoded {id}; a longer one is not found */

/* One request on its way through a handler. */
struct call {
    const struct api_context *context; /* with a snapshot */
    struct http_response *response;
    const struct route *route;
    const char *if_none_match; /* may be NULL */
    char id[ROUTE_ID_MAX + 1]; /* what stands for {id}, decoded */
    struct params params;      /* against the route's array */
};

/* Fills the response (its status is 200 until the handler says otherwise), or returns false
 * and says why. */
typedef bool route_handler(struct call *c, struct fault *f);

struct route {
    const char *pattern; /* "/v1/articles/{id}" */
    unsigned methods;    /* bits 1u << HTTP_...; OPTIONS is answered for every row */
    const char *allow;   /* the same for the Allow header */
    enum api_cost cost;
    const struct param_spec *params;
    route_handler *handler;
    const char *summary;
};

/* All rows, for the published contract and its test. */
const struct route *routes_all(size_t *n);

/* The row for a raw path, or NULL; *id is the raw text that stands for {id}, not empty. */
const struct route *route_find(const char *path, struct slice *id);

#endif
