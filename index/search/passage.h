/* Passages: how much of a query stands close together in an article.
 *
 * BM25 counts words wherever they stand, and neighbours two by two. A reader looks for the one
 * place that speaks of all of it. So of the best by BM25 each is read again, on its syllable
 * stream: the most idf of distinct words of the query within one passage is added to its score.
 * A passage is 32 syllables, about a sentence, of one paragraph; width and weight by measurement:
 * tests/bench/README.md.
 *
 * Threads: as a matching's. */
#ifndef TIMTIN_INDEX_SEARCH_PASSAGE_H
#define TIMTIN_INDEX_SEARCH_PASSAGE_H

#include "index/search/match.h"

/* How many of the best are read again: beyond it the order is BM25's. */
enum { PASSAGES_MAX = 100 };

/* Adds to the scores of hits[0..n-1] and puts them into order again. Queries of one word keep
 * theirs. */
bool passages_rank(struct matching *m, struct search_hit *hits, uint32_t n, struct tt_error *e);

#endif
