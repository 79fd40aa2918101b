/* What /v1/search and /v1/facets answer alike.
 *
 * Threads: no state. */
#ifndef TIMTIN_API_FACETS_H
#define TIMTIN_API_FACETS_H

#include "api/json.h"
#include "api/routes.h"
#include "api/search_params.h"

/* Sets the ETag; unless the client has the answer already (true) nothing else. */
bool search_unchanged(struct call *c, const struct search_params *p);

/* Runs the search of the parameters; faults name q when it is the query's. */
bool search_run(struct call *c, struct search_params *p, struct search_result *out,
                struct fault *f);

/* "total" and "total_exact", "query", "facets": with their keys. */
void write_totals(struct jw *j, const struct search_result *r);
void write_query(struct jw *j, const struct search_params *p, const struct search_result *r);
void write_facets(struct jw *j, const struct search_params *p, const struct search_result *r);

#endif
