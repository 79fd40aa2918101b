/* Articles as hits: the fields that were asked for, one object each.
 *
 * Threads: no state. */
#ifndef TIMTIN_API_HITS_H
#define TIMTIN_API_HITS_H

#include "api/json.h"
#include "api/search_params.h"

/* "hits" with its key. Of the parameters fields, highlight and explain count. */
bool write_hits(struct jw *j, const struct snapshot *s, const struct search_params *p,
                const struct search_result *r, struct fault *f);

#endif
