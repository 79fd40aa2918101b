/* What every node of a query's tree adds to the score of an article, exactly: the best are weighed
 * so again (rank_again.h), and explanations ask what each part was.
 *
 * Ownership: weigher_new gives, weigher_free takes (and NULL). It borrows the matching and the
 *            tree, which must be whole.
 * Threads:   as a matching's. */
#ifndef TIMTIN_INDEX_SEARCH_RANK_WEIGH_H
#define TIMTIN_INDEX_SEARCH_RANK_WEIGH_H

#include "index/search/rank_read.h"
#include "index/search/rank_tree.h"

/* Of a node that does not match. */
static const double weigh_absent = -1;

struct weigher;
/* Wants the tree's words of who reads articles. */
bool weigher_new(const struct matching *m, const struct tree *t, struct read_words *wanted,
                 struct weigher **out, struct tt_error *e);
void weigher_free(struct weigher *w);

/* What each of the tree's nodes adds in the article just read, by number, or weigh_absent. Of a
 * term: its weight times BM25, (k1 + 1) idf tf / (tf + k1 (1 - b + b length / mean)), with the idf
 * of Xapian 1.4, a title's words three times as in the index, lengths in syllables and at least
 * half of the mean. Borrowed: good until the next call. */
const double *weigher_article(struct weigher *w, uint32_t docid, const struct read_words *words,
                              double k1, double b);

/* The sum over leads and extras that match: the score of an article that has all it must have. */
double weigher_score(struct weigher *w, uint32_t docid, const struct read_words *words, double k1,
                     double b);

#endif
