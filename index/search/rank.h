/* The best of the matching articles: from a query to a Xapian query over words and their
 * neighbours, scored by BM25, the best of them again by passages too (rank_again.h).
 *
 * Threads: a ranking, one thread at a time. */
#ifndef TIMTIN_INDEX_SEARCH_RANK_H
#define TIMTIN_INDEX_SEARCH_RANK_H

#include "index/search/match.h"

/* The `limit` best members of `set`, best first, equal scores by number. `whole` says that
 * the set is all that the query matches (no filter), so that a query that needs no set to
 * be exact may go without. Hits into hits[] (room for limit), their number into *n. */
bool rank_best(struct matching *m, const roaring_bitmap_t *set, bool whole, uint32_t limit,
               struct search_hit *hits, uint32_t *n, struct tt_error *e);

#endif
