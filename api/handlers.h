/* The handlers that the route table names, with the parameters that each knows. */
#ifndef TIMTIN_API_HANDLERS_H
#define TIMTIN_API_HANDLERS_H

#include "api/routes.h"

extern const struct param_spec search_specs[];   /* search_params.c */
extern const struct param_spec articles_specs[]; /* articles.c */
extern const struct param_spec agencies_specs[]; /* agencies.c */
extern const struct param_spec suggest_specs[];  /* suggest.c */
extern const struct param_spec similar_specs[];  /* similar.c */

route_handler search_get, facets_get, articles_get, article_get, agencies_get, agency_get,
    stats_get, suggest_get, similar_get;

/* The article that the call's id names, or a fault. `moved`: by the id of a duplicate. */
bool article_named(struct call *c, uint32_t *docid, bool *moved, struct fault *f);

#endif
