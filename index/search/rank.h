/* The best of the matching articles: a query as words and their neighbours (rank_tree.h), impacts
 * added up over all that match (rank_blocks.h), the best of them weighed exactly (rank_again.h).
 *
 * Threads: a ranking, one thread at a time. */
#ifndef TIMTIN_INDEX_SEARCH_RANK_H
#define TIMTIN_INDEX_SEARCH_RANK_H

#include "index/search/match.h"

/* The `limit` best members of `set`, best first, equal scores by number, into hits[] (room for
 * limit); *n says how many. */
bool rank_best(struct matching *m, const roaring_bitmap_t *set, uint32_t limit,
               struct search_hit *hits, uint32_t *n, struct tt_error *e);

#endif
