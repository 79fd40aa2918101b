/* The wall between timtin (C) and Xapian (C++): the only header that the index layer
 * knows of Xapian, and the only library that includes <xapian.h>.
 *
 * Ownership: *_open gives a handle; end it with *_close, which takes NULL.
 * Errors:    false, *e filled, out-parameters as they were. No exception leaves.
 * Threads:   one handle, one thread at a time; several handles on one index are fine.
 * Terms:     byte strings of 1..245 bytes, not NUL-terminated.
 * Document numbers: 1..UINT32_MAX, given in the order of adding. 0 means none. */
#ifndef TIMTIN_SHIM_SHIM_H
#define TIMTIN_SHIM_SHIM_H

#include <stddef.h>
#include <stdint.h>

#include "shim/error.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { SHIM_TERM_MAX = 245 };

/* ---- writing --------------------------------------------------------------------- */

/* An index is written term by term, each with all its documents, into one file that is not
 * changed again. */
struct shim_writer;

struct shim_posting {
    uint32_t docid;
    uint32_t wdf; /* within-document frequency; 0 for a boolean term */
};

/* Creates the file `path`, which must not exist yet, for documents 1..`documents`; lengths[i] is
 * the sum of all frequencies in document i + 1. */
bool shim_writer_open(const char *path, const uint32_t *lengths, uint32_t documents,
                      struct shim_writer **out, struct tt_error *e);

/* Adds a term, behind the one before in byte order, with its postings: ascending numbers, at
 * least one. A NUL in a term counts two bytes. */
bool shim_writer_add(struct shim_writer *w, const char *term, size_t len,
                     const struct shim_posting *list, size_t n, struct tt_error *e);

/* Completes the file. TT_INTERNAL when the terms do not come to the lengths. */
bool shim_writer_end(struct shim_writer *w, struct tt_error *e);

/* Ends the handle; a file that was not completed is removed. */
void shim_writer_close(struct shim_writer *w);

/* ---- reading --------------------------------------------------------------------- */

struct shim_reader;

bool shim_reader_open(const char *path, struct shim_reader **out, struct tt_error *e);
void shim_reader_close(struct shim_reader *r);

bool shim_reader_count(struct shim_reader *r, uint32_t *documents, struct tt_error *e);

/* How many documents have the term; 0 when none has. */
bool shim_reader_df(struct shim_reader *r, const char *term, size_t len, uint32_t *df,
                    struct tt_error *e);

/* The numbers of the documents that have the term, ascending, and how often each has it, in
 * blocks. The sink returns false to stop early, which is no error. */
typedef bool shim_postings_sink(void *state, const uint32_t *ids, const uint32_t *wdf, size_t n);
bool shim_reader_postings(struct shim_reader *r, const char *term, size_t len,
                          shim_postings_sink *sink, void *state, struct tt_error *e);

/* Every term that begins with the prefix, in byte order, with its df. */
typedef bool shim_terms_sink(void *state, const char *term, size_t len, uint32_t df);
bool shim_reader_terms(struct shim_reader *r, const char *prefix, size_t len, shim_terms_sink *sink,
                       void *state, struct tt_error *e);

/* "1.4.22": the version of the library underneath. */
const char *shim_engine_version(void);

#ifdef __cplusplus
}
#endif
#endif
