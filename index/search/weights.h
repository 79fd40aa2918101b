/* What ranking weighs, as one value: a request may bring its own, NULL stands for the default.
 * Where the default comes from, and what was tried beside: tests/bench/README.md, "Ranking".
 *
 * The score of an article is BM25 (Robertson, Walker, Jones, Hancock-Beaulieu, Gatford 1994) over
 * words and pairs of neighbours, a title's three times, found by impacts and exact for the best
 * `depth`, which have the best passage on top. Impacts are made with the default k1 and b
 * (index/store/impacts.h): other ones change the score of the best alone, not who they are.
 *
 * Freshness multiplies that, so that it decides between hits that are nearly as good: with the
 * default no date makes up for more than a sixth of the better score (1 - 1 / 1.2), and no two
 * years for more than a twelfth (1 - 1.1 / 1.2). It is counted from the newest date in the archive,
 * not from today: an answer stays the same while its generation is served. The two numbers are
 * chosen, not learned: no set here says when the newer is the better.
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
    uint32_t depth;         /* so many of the best are read; beyond them neither passage nor
                               freshness counts */
    double freshness;       /* where a request asks for it: the share of its own score that an
                               article of the archive's newest date gets on top, >= 0 */
    double freshness_half;  /* years before that date that halve the share, > 0 */
};

extern const struct weights weights_default;

#endif
