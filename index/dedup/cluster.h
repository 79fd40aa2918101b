/* Clusters: which articles are copies of which.
 *
 * Fingerprints are added one by one as articles are read; clusters_solve then finds the
 * copies:
 *
 *   1. Articles are put into the order in which they may stand for others: earliest date
 *      first (a year without a day after the days of that year, unknown dates last), then the
 *      longer body, then the order of input.
 *   2. Equal texts (`exact`) follow the first of them; only that one goes on.
 *   3. Band by band the fingerprints are sorted; within a run of equal bands each article
 *      meets the WINDOW before it, its nearest in time. Pairs whose fingerprints are alike
 *      enough are compared by their texts (index/dedup/shingle.h) and joined when they are the
 * same.
 *   4. What is joined is no cluster yet: like follows like until the ends of a chain have
 *      nothing in common. So each member is compared with the first of its chain, and those
 *      that are not the same text as it with the first of the rest, and so on. Two such groups
 *      are one where a copy of the earlier is the same text as the first of the later, and the
 *      two are of one source: reprints of one article with other leads, or cut and led.
 *
 * Cost: linear. An article meets at most WINDOW others a band and fails at most
 * FAILURES_MAX comparisons of texts, so that ten thousand bulletins of one form stay
 * affordable; the price is that among those a copy may be missed that stands further off in
 * time. Memory: 200 bytes an article (and while it grows up to twice that in addresses), in
 * clusters_solve 29 more and at most 70 MB for texts at hand; 1,000,000 articles take
 * 229 MB + 70 MB at most.
 *
 * The outcome depends on the fingerprints, dates and texts in their order alone.
 *
 * Ownership: clusters_new gives, clusters_free takes (NULL too). Threads: one at a time. */
#ifndef TIMTIN_INDEX_DEDUP_CLUSTER_H
#define TIMTIN_INDEX_DEDUP_CLUSTER_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/error.h"
#include "index/dedup/minhash.h"
#include "index/dedup/shingle.h"
#include "index/text/day.h"

struct clusters;
struct clusters *clusters_new(void); /* NULL: no memory */
void clusters_free(struct clusters *c);

/* Adds an article; the first is number 0. */
bool clusters_add(struct clusters *c, const struct fingerprint *f, day_t published,
                  struct tt_error *e);
uint32_t clusters_count(const struct clusters *c);
/* As it was added; until the next one is, or clusters_solve is called. */
const struct fingerprint *clusters_fingerprint(const struct clusters *c, uint32_t number);
/* The article goes on alone: it is nobody's copy and has none. */
void clusters_forget(struct clusters *c, uint32_t number);

/* Reads an article anew into *out: shingle_set_read of its body and shingle_set_entitle.
 * False ends the search. */
typedef bool shingle_source(void *state, uint32_t number, struct shingle_set *out,
                            struct tt_error *e);

struct cluster_counts {
    uint32_t exact, near;          /* copies found, of equal and of changed text */
    uint64_t candidates, compared; /* pairs met in a band; pairs whose texts were compared */
    uint64_t texts;                /* bodies that were read anew */
};

/* For each article the number of the one that stands for it, itself when it stands alone:
 * canonical[clusters_count]. `counts` may be NULL. To be called once, at the end. */
bool clusters_solve(struct clusters *c, shingle_source *read, void *state, uint32_t *canonical,
                    struct cluster_counts *counts, struct tt_error *e);

#endif
