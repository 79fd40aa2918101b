/* Articles in the order of reading, packed, in one file: between reading and writing a build
 * keeps texts there and only numbers in memory. The next build finds in it what was read of
 * inputs that have not changed.
 *
 * The file: packed articles, then for each its key and where it begins (two u64), then a
 * footer of four u64: magic, version of the reader, number of articles, XXH3 of all before.
 *
 * Both are mapped files, of which at most some 256 MiB stay resident.
 *
 * Ownership: spool_new/_free, kept_open/_close. Threads: one at a time, where nothing else is
 * said. */
#ifndef TIMTIN_INDEX_BUILD_SPOOL_H
#define TIMTIN_INDEX_BUILD_SPOOL_H

#include "index/base/error.h"
#include "index/store/article.h"

/* ---- writing --------------------------------------------------------------------- */

struct spool;
/* A new spool beside the one that was kept in the index folder `index`. */
bool spool_new(const char *index, struct spool **out, struct tt_error *e);
void spool_free(struct spool *s);

/* Appends an article; the first is number 0. `key` names the input that it was read from and
 * all that its reading depended on; 0: not to be kept. */
bool spool_add(struct spool *s, uint64_t key, const struct article *a, struct tt_error *e);
/* The same, of what article_pack gave. */
bool spool_add_packed(struct spool *s, uint64_t key, const char *packed, size_t len,
                      struct tt_error *e);
uint32_t spool_count(const struct spool *s);

/* Reads an article back: a view until the next spool_add, but for its arrays
 * (article_done). */
bool spool_get(struct spool *s, uint32_t number, struct article *a, struct tt_error *e);

/* Makes it the one that is kept. `version` is that of whatever reads articles. */
bool spool_keep(struct spool *s, uint64_t version, struct tt_error *e);

/* ---- what the last build kept ---------------------------------------------------- */

struct kept;
/* What is not there, damaged or of another version counts as empty; false: no memory. */
bool kept_open(const char *index, uint64_t version, struct kept **out, struct tt_error *e);
void kept_close(struct kept *k); /* takes NULL */

/* The article that was read under this key, packed and unpacked: views until kept_close, but
 * for its arrays (article_done); false when there is none. For any thread. */
bool kept_find(const struct kept *k, uint64_t key, const char **packed, size_t *len,
               struct article *a);
/* What was looked at need not stay in memory. */
void kept_rest(const struct kept *k);

#endif
