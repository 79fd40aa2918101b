/* The best once more: impacts find them (rank_blocks.h); then each is read on its syllable stream,
 * and gets exact BM25 (rank_weigh.h), its best passage (passage.h), and where that is asked for its
 * freshness (weights.h).
 *
 * Beyond the best (`depth` of the weights) the order is that of the impacts. What they add up to
 * may be more than the last of the best then has; those scores are made smaller, all by one factor,
 * so that scores never rise down a list.
 *
 * Ownership: again_new gives, again_free takes (and NULL). It borrows the matching and the tree.
 * Threads:   as a matching's. */
#ifndef TIMTIN_INDEX_SEARCH_RANK_AGAIN_H
#define TIMTIN_INDEX_SEARCH_RANK_AGAIN_H

#include "index/search/passage.h"
#include "index/search/rank_tree.h"

struct again;
bool again_new(struct matching *m, const struct tree *t, struct again **out, struct tt_error *e);
void again_free(struct again *a);

/* Scores hits[0..n-1], which come as impacts rank them, and puts them into order. */
bool again_rank(struct again *a, struct search_hit *hits, uint32_t n, struct tt_error *e);

/* The share of its score that an article which is ranked again gets on top for its date; 0 without
 * a date, and unless the request asked for freshness. */
double again_freshness(const struct again *a, uint32_t docid);

/* What every node of the tree adds in the article (as weigher_article; good until the next call),
 * and its passage. `best`: it is one of those ranked again; else without a passage. */
bool again_tell(struct again *a, uint32_t docid, bool best, const double **worth,
                struct passage *passage, struct tt_error *e);

#endif
