/* What ranking weighs, as one value: a request may bring its own, NULL stands for the default.
 * Where the default comes from, and what was tried beside: tests/bench/README.md, "Ranking".
 *
 * The score of an article is BM25 (Robertson, Walker, Jones, Hancock-Beaulieu, Gatford 1994) over
 * words and pairs of neighbours, a title's three times; the best `depth` have the length of the
 * article in it, and the best passage on top.
 *
 * Threads: read-only. */
#ifndef TIMTIN_INDEX_SEARCH_WEIGHTS_H
#define TIMTIN_INDEX_SEARCH_WEIGHTS_H

#include <stdint.h>

struct weights {
    double k1;              /* BM25: how slowly more of a word adds less, >= 0 */
    double b;               /* how much the length counts, 0..1 */
    double bigram;          /* of a pair of neighbours, beside 1 for a word; 0: none */
    double passage;         /* of the idf within the best passage; 0: none */
    uint32_t passage_width; /* in syllables, at least 1 */
    uint32_t depth;         /* so many of the best are read; beyond them length and passage do not
                               count */
};

extern const struct weights weights_default;

#endif
