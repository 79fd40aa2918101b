/* The parameters of ranking, chosen by measurement: tests/bench/README.md. k1 is in the usual
 * range of Xapian and Lucene. */
#ifndef TIMTIN_INDEX_SEARCH_BM25_H
#define TIMTIN_INDEX_SEARCH_BM25_H

static const double bm25_k1 = 1.2, bm25_b = 0.75;
/* Of a pair of neighbours, beside 1 for a syllable. */
static const double bigram_weight = 0.5;

#endif
