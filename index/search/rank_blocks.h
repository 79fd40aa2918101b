/* The best of a set by a query's tree: impacts added up, block of articles by block.
 *
 * Within a block each term is walked alone, and what it adds goes into an array of scores: no
 * branches, so a frequent term costs a fraction of a nanosecond an article, and all terms of a
 * query together cost less than deciding which articles to leave out. Work is bounded by terms
 * times articles, whatever the query.
 *
 * Threads: as a matching's. */
#ifndef TIMTIN_INDEX_SEARCH_RANK_BLOCKS_H
#define TIMTIN_INDEX_SEARCH_RANK_BLOCKS_H

#include "index/search/rank_tree.h"

/* The `limit` best of the set, best first, those of equal score newest first, into hits[];
 * *n says how many. */
bool blocks_best(struct matching *m, const struct tree *t, const roaring_bitmap_t *set,
                 uint32_t limit, struct search_hit *hits, uint32_t *n, struct tt_error *e);

#endif
