/* What /v1/search and /v1/facets answer alike.
 *
 * Threads: no state. */
#ifndef TIMTIN_API_FACETS_H
#define TIMTIN_API_FACETS_H

#include "api/json.h"
#include "api/routes.h"
#include "api/search_params.h"

/* Writes the answer's body. */
typedef bool search_writer(struct call *c, const struct search_params *p,
                           const struct search_result *r, struct fault *f);

/* The whole of such a request: reads its parameters, sets the ETag and, unless the client has
 * that answer, searches (without hits where only counts are wanted) and writes. */
bool search_answer(struct call *c, bool counts_only, search_writer *write, struct fault *f);

/* "total" and "total_exact", "query", "facets": with their keys. */
void write_totals(struct jw *j, const struct search_result *r);
void write_query(struct jw *j, const struct search_params *p, const struct search_result *r);
void write_facets(struct jw *j, const struct search_params *p, const struct search_result *r);

#endif
