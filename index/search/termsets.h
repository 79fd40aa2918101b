/* Sets of articles by term: Roaring bitmaps made from posting lists when first wanted and
 * kept in a cache of bounded size, least recently used out first.
 *
 * Ownership: bitmaps are borrowed; they stay until the next termsets_trim.
 * Threads:   one termsets, one thread at a time; each searcher has its own, so there is
 *            no lock on the way of a search. */
#ifndef TIMTIN_INDEX_SEARCH_TERMSETS_H
#define TIMTIN_INDEX_SEARCH_TERMSETS_H

#include <roaring/roaring.h>

#include "index/base/deadline.h"
#include "index/store/terms.h"

struct termsets;
struct termsets *termsets_new(struct shim_reader *reader, size_t max_bytes); /* NULL: no memory */
void termsets_free(struct termsets *t);

/* The articles that have the term; an empty set when none has. */
bool termsets_get(struct termsets *t, const struct term *term, const struct deadline *deadline,
                  const roaring_bitmap_t **out, struct tt_error *e);

/* Brings the cache back under its bound; ends all borrowed bitmaps. Call between searches. */
void termsets_trim(struct termsets *t);

#endif
