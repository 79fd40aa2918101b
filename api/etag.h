/* Strong ETags: one for each generation, build, route and normalised request. */
#ifndef TIMTIN_API_ETAG_H
#define TIMTIN_API_ETAG_H

#include <stdbool.h>
#include <stddef.h>

#include "api/routes.h"

/* Whether an If-None-Match value (a list, W/ or not, or "*"; NULL: none) names the tag, which
 * has its quotes. The server adds "-" and the encoding to a tag inside the quotes: such a tag
 * is the same one. Malformed values name nothing. */
bool etag_matches(const char *if_none_match, const char *tag);

/* Gives the response the tag of the call's request, whose normalised form is
 * canonical[0..n-1]. True: the client has that answer already, 304 is filled in and nothing
 * is left to do. */
bool etag_unchanged(struct call *c, const char *canonical, size_t n);

#endif
