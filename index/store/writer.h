/* Writing the files of one generation, article by article, newest first.
 *
 * Ownership: generation_writer_begin/_free; articles are read and not kept.
 * Threads:   one at a time. */
#ifndef TIMTIN_INDEX_STORE_WRITER_H
#define TIMTIN_INDEX_STORE_WRITER_H

#include "index/agency/agency.h"
#include "index/store/article.h"
#include "index/store/manifest.h"

struct generation_writer;

/* Begins in the empty folder `dir`; the directory gives what is published of agencies. */
bool generation_writer_begin(const char *dir, const struct directory *directory,
                             struct generation_writer **out, struct tt_error *e);
/* Adds the next article: not newer than the one before it (by day_order; one dated only to the
 * year behind those of its 1 January). */
bool generation_writer_add(struct generation_writer *w, const struct article *a,
                           struct tt_error *e);
/* Remembers an id that was taken down. */
bool generation_writer_gone(struct generation_writer *w, const char *id, struct tt_error *e);
/* Finishes all files and the manifest, whose generation and built_at are the caller's. */
bool generation_writer_end(struct generation_writer *w, struct manifest *m, struct tt_error *e);
void generation_writer_free(struct generation_writer *w);

#endif
