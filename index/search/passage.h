/* Passages: how much of a query stands close together in an article.
 *
 * BM25 counts words wherever they stand, and neighbours two by two. A reader looks for the one
 * place that speaks of all of it. So of the best by BM25 each is read again, on its syllable
 * stream: the most idf of distinct words of the query within one passage is added to its score.
 * A passage is some syllables, about a sentence, of one paragraph; width and weight: weights.h.
 *
 * Ownership: passages_new gives, passages_free takes (and NULL). It borrows the matching.
 * Threads:   as a matching's. */
#ifndef TIMTIN_INDEX_SEARCH_PASSAGE_H
#define TIMTIN_INDEX_SEARCH_PASSAGE_H

#include "index/search/match.h"
#include "index/search/rank_read.h"

enum { PASSAGE_WORDS_MAX = 96 };

/* The best passage of an article: what it adds to the score, and what of the query stands there. */
struct passage {
    double weight;
    bool title;                        /* it is the title; else a paragraph */
    uint16_t date;                     /* node of a time that the article has; QUERY_NONE: none */
    uint16_t words[PASSAGE_WORDS_MAX]; /* numbers of the query's words, in its order, each once */
    size_t n;                          /* 0, as is the weight, for a query of one word */
};

struct passages;
/* Wants the query's words of who reads articles. */
bool passages_new(struct matching *m, struct read_words *wanted, struct passages **out,
                  struct tt_error *e);
void passages_free(struct passages *p);

/* What the best passage of the article just read adds to its score; 0 for a query of one word.
 * `out` may be NULL; its weight is the caller's to fill. */
double passages_score(const struct passages *p, uint32_t docid, const struct read_words *words,
                      struct passage *out);

#endif
