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
enum { PASSAGES_MAX = 100, PASSAGE_SYLLABLES = 32, PASSAGE_WORDS_MAX = 96 };

/* Adds to the scores of hits[0..n-1] and puts them into order again. Queries of one word keep
 * theirs. */
bool passages_rank(struct matching *m, struct search_hit *hits, uint32_t n, struct tt_error *e);

/* The best passage of an article: what passages_rank adds for it, and what of the query stands
 * there. */
struct passage {
    double weight;
    bool title;                        /* it is the title; else a paragraph */
    uint16_t date;                     /* node of a time that the article has; QUERY_NONE: none */
    uint16_t words[PASSAGE_WORDS_MAX]; /* numbers of the query's words, in its order, each once */
    size_t n;                          /* 0, as is the weight, for a query of one word */
};

/* Tells the passages of the hits: out[0..n-1]. */
bool passages_tell(struct matching *m, const struct search_hit *hits, uint32_t n,
                   struct passage *out, struct tt_error *e);

#endif
