/* The handlers that the route table names, with the parameters that each knows. */
#ifndef TIMTIN_API_HANDLERS_H
#define TIMTIN_API_HANDLERS_H

#include "api/routes.h"

extern const struct param_spec search_specs[];   /* search_params.c */
extern const struct param_spec articles_specs[]; /* articles.c */
extern const struct param_spec agencies_specs[]; /* agencies.c */

route_handler search_get, facets_get, articles_get, article_get, agencies_get, agency_get,
    stats_get;

#endif
