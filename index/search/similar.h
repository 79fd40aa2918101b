/* More like this: the articles that share what is distinctive in one.
 *
 * Its syllables and pairs of neighbours are weighed by tf-idf as in a search, the best DISTINCTIVE
 * of them are asked for, and who has much of them is like it (Lucene calls the same MoreLikeThis).
 * Duplicates are no articles of their own, so none comes.
 *
 * Threads: as a matching's. */
#ifndef TIMTIN_INDEX_SEARCH_SIMILAR_H
#define TIMTIN_INDEX_SEARCH_SIMILAR_H

#include "index/search/match.h"

enum {
    DISTINCTIVE = 64,       /* terms that are asked for, by measurement: tests/bench/README.md */
    SYLLABLES_READ = 2000,  /* of the article, from its title on */
    SIMILAR_PERCENT_MIN = 5 /* of the article's own score: who has less shares a word or two */
};

/* The `limit` articles most like docid, best first, into hits[]; their number into *n. */
bool similar_best(struct matching *m, uint32_t docid, uint32_t limit, struct search_hit *hits,
                  uint32_t *n, struct tt_error *e);

#endif
