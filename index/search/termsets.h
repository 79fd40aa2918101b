/* Sets of articles by term, and what the term adds to the score of each: Roaring bitmaps and
 * impacts. What the index has of frequent terms (index/store/impacts.h) is used where it is mapped.
 * What it has not is made when first wanted, of the term's list of impacts or of its postings, and
 * kept in a cache of bounded size, least recently used out first. Sets that cost more to make,
 * phrases, are kept among them.
 *
 * Ownership: bitmaps are borrowed; they stay until the next termsets_trim.
 * Threads:   one termsets, one thread at a time; each searcher has its own, so there is
 *            no lock on the way of a search. */
#ifndef TIMTIN_INDEX_SEARCH_TERMSETS_H
#define TIMTIN_INDEX_SEARCH_TERMSETS_H

#include <roaring/roaring.h>

#include "index/base/deadline.h"
#include "index/search/search.h"
#include "index/store/snapshot_data.h"
#include "index/store/terms.h"

struct termsets;
/* Borrows the snapshot and the reader. NULL: no memory. */
struct termsets *termsets_new(const struct snapshot *s, struct shim_reader *reader,
                              size_t max_bytes);
void termsets_free(struct termsets *t);

/* The articles that have the term; an empty set when none has. */
bool termsets_get(struct termsets *t, const struct term *term, const struct deadline *deadline,
                  const roaring_bitmap_t **out, struct tt_error *e);

/* How many articles have it. */
bool termsets_df(struct termsets *t, const struct term *term, uint32_t *df, struct tt_error *e);

/* Borrowed like a set. */
bool termsets_impacts(struct termsets *t, const struct term *term, const struct deadline *deadline,
                      struct impacts *out, struct tt_error *e);

/* A set kept under a key of the caller's, which must be no term; NULL when there is none. */
const roaring_bitmap_t *termsets_kept(struct termsets *t, const struct term *key);
/* Keeps the set, which is given away: NULL when there is no memory, the set then is freed. */
const roaring_bitmap_t *termsets_keep(struct termsets *t, const struct term *key,
                                      roaring_bitmap_t *set, struct tt_error *e);

/* Brings the cache back under its bound; ends all borrowed bitmaps. Call between searches. */
void termsets_trim(struct termsets *t);

struct searcher_cache termsets_use(const struct termsets *t);

#endif
