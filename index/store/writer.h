/* Writing the files of one generation, article by article, newest first.
 *
 * Ownership: generation_writer_begin/_free; articles are read and not kept.
 * Errors:    what helpers could not do is told by a later call, first things first.
 * Threads:   one at a time; it has helpers of its own. */
#ifndef TIMTIN_INDEX_STORE_WRITER_H
#define TIMTIN_INDEX_STORE_WRITER_H

#include "index/agency/agency.h"
#include "index/store/article.h"
#include "index/store/manifest.h"

struct generation_writer;

struct writer_options {
    const struct buf *dictionary; /* what texts are packed with (text_learn); NULL: nothing */
    unsigned threads;             /* the caller's included; >= 1 */
    size_t memory;                /* bytes, about, for articles on the way; 0: the default */
    /* Told while terms are joined at the end, by any thread; NULL: nobody listens. */
    void (*progress)(void *state, uint64_t done, uint64_t total);
    void *progress_state;
};

enum { WRITER_MEMORY = 256 << 20 }; /* the default */

/* Begins in the empty folder `dir`; the directory gives what is published of agencies. The files
 * are the same whatever the options say, but for the dictionary. */
bool generation_writer_begin(const char *dir, const struct directory *directory,
                             const struct writer_options *o, struct generation_writer **out,
                             struct tt_error *e);
/* Adds the next article: not newer than the one before it (by day_order; one dated only to the
 * year behind those of its 1 January). */
bool generation_writer_add(struct generation_writer *w, const struct article *a,
                           struct tt_error *e);
/* Remembers an id that was taken down. */
bool generation_writer_gone(struct generation_writer *w, const char *id, struct tt_error *e);
/* Waits until all that was added is read; whoever does not call it waits at the end. */
bool generation_writer_drain(struct generation_writer *w, struct tt_error *e);
/* Finishes all files and the manifest, whose generation and built_at are the caller's. */
bool generation_writer_end(struct generation_writer *w, struct manifest *m, struct tt_error *e);
void generation_writer_free(struct generation_writer *w);

#endif
