/* Filters and facet counts over sets of articles.
 *
 * Facets are disjunctive: a facet's counts ignore that facet's own filter and honour all
 * others. Threads: values, one thread at a time. */
#ifndef TIMTIN_INDEX_SEARCH_FACETS_H
#define TIMTIN_INDEX_SEARCH_FACETS_H

#include <roaring/roaring.h>

#include "index/search/search.h"
#include "index/search/termsets.h"
#include "index/store/snapshot_data.h"

enum filter { FILTER_YEAR, FILTER_AGENCY, FILTER_SOURCE, FILTER_DATES, FILTERS };

struct filters {
    roaring_bitmap_t *set[FILTERS]; /* NULL: not filtered so */
};

/* The sets that the request's filters allow. */
bool filters_make(const struct snapshot *s, struct termsets *sets, const struct search_request *q,
                  const struct deadline *deadline, struct filters *out, struct tt_error *e);
void filters_done(struct filters *f);

/* `base` within all filters but `except` (FILTERS: within all), as a new bitmap; NULL: no
 * memory. */
roaring_bitmap_t *filters_apply(const struct filters *f, const roaring_bitmap_t *base,
                                enum filter except);

/* The facets that the request wants into out->facets. */
bool facets_count(const struct snapshot *s, const struct search_request *q, const struct filters *f,
                  const roaring_bitmap_t *base, struct search_result *out, struct tt_error *e);

#endif
