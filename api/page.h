/* Which page of a search: by offset, or beyond its bound by a cursor (api/cursor.h).
 *
 * Threads: no state. */
#ifndef TIMTIN_API_PAGE_H
#define TIMTIN_API_PAGE_H

#include "api/routes.h"
#include "api/search_params.h"

/* Where a cursor is given its place becomes the request's offset. A cursor of another search is
 * a 400, one of another generation or build a 410, which name the parameter. */
bool page_find(const struct call *c, struct search_params *p, struct fault *f);

/* Appends the address of the page behind this one of `total` hits, with everything else that was
 * given; nothing when there is none. */
bool page_next(const struct call *c, const struct search_params *p, uint32_t total, struct buf *out,
               struct fault *f);

#endif
