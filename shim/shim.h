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

enum { SHIM_TERM_MAX = 245, SHIM_DEPTH_MAX = 32 };

/* ---- writing --------------------------------------------------------------------- */

struct shim_writer;

struct shim_term {
    const char *name;
    size_t len;
    uint32_t wdf; /* within-document frequency; 0 for a boolean term */
};

/* Creates an empty index in the folder `path`, which must not exist yet. */
bool shim_writer_open(const char *path, struct shim_writer **out, struct tt_error *e);

/* Adds one document with its terms (any order; a name that repeats adds its wdf up) and
 * `data` (may be empty); *docid gets its number, 1 more than the previous one's. */
bool shim_writer_add(struct shim_writer *w, const struct shim_term *terms, size_t n,
                     const char *data, size_t data_len, uint32_t *docid, struct tt_error *e);

/* Writes what was added since the last commit to disk. */
bool shim_writer_commit(struct shim_writer *w, struct tt_error *e);

/* Ends the handle; what was not committed is dropped. */
void shim_writer_close(struct shim_writer *w);

/* Joins the indexes `from[0..n-1]`, in this order, into the single file `to` (made for
 * reading, every block full). Document numbers of from[i] follow those of from[i-1]. */
bool shim_compact(const char *const *from, size_t n, const char *to, struct tt_error *e);

/* ---- reading --------------------------------------------------------------------- */

struct shim_reader;

bool shim_reader_open(const char *path, struct shim_reader **out, struct tt_error *e);
void shim_reader_close(struct shim_reader *r);

bool shim_reader_count(struct shim_reader *r, uint32_t *documents, struct tt_error *e);

/* How many documents have the term; 0 when none has. */
bool shim_reader_df(struct shim_reader *r, const char *term, size_t len, uint32_t *df,
                    struct tt_error *e);

/* The numbers of the documents that have the term, ascending, in blocks. The sink returns
 * false to stop early, which is no error. */
typedef bool shim_ids_sink(void *state, const uint32_t *ids, size_t n);
bool shim_reader_postings(struct shim_reader *r, const char *term, size_t len, shim_ids_sink *sink,
                          void *state, struct tt_error *e);

/* Every term that begins with the prefix, in byte order, with its df. */
typedef bool shim_terms_sink(void *state, const char *term, size_t len, uint32_t df);
bool shim_reader_terms(struct shim_reader *r, const char *prefix, size_t len, shim_terms_sink *sink,
                       void *state, struct tt_error *e);

/* The data a document was added with. *data is malloc'd, NUL-terminated beyond *len; the
 * caller frees it. TT_NOT_FOUND when there is no such document. */
bool shim_reader_document(struct shim_reader *r, uint32_t docid, char **data, size_t *len,
                          struct tt_error *e);

/* ---- searching ------------------------------------------------------------------- */

/* A set of documents computed outside Xapian, as a cursor over ascending numbers. */
struct shim_set {
    void *state;
    uint32_t size; /* how many documents the set has */
    /* The first member >= at_least, or 0 when there is none. Called with ascending values
     * within one walk; a walk begins with a call of `rewind`. */
    uint32_t (*seek)(void *state, uint32_t at_least);
    void (*rewind)(void *state);
};

enum shim_op {
    SHIM_TERM,    /* documents that have the term, scored by it times `weight` */
    SHIM_EVERY,   /* all documents, score 0 */
    SHIM_SET,     /* the members of `set`, score `weight` each */
    SHIM_AND,     /* all kids match; scores add up */
    SHIM_OR,      /* any kid matches; scores add up */
    SHIM_MAX,     /* any kid matches; the best score of them */
    SHIM_AND_NOT, /* the first kid matches and none of the others; its score */
    SHIM_FILTER,  /* the first kid and all others match; only the first one's score */
    SHIM_MAYBE    /* the first kid matches; the others add to the score where they match */
};

/* A query as a tree of the caller's own; the shim reads it and keeps nothing. */
struct shim_query {
    enum shim_op op;
    double weight; /* SHIM_TERM: factor > 0 on the term's score; SHIM_SET: >= 0 */
    const char *term;
    size_t len;
    const struct shim_set *set;
    const struct shim_query *const *kids; /* at least one where the op takes kids */
    size_t n;
};

struct shim_options {
    double k1, b;   /* BM25; b = 0 reads no document lengths */
    uint32_t limit; /* how many hits at the most, from the best */
    /* Look at all documents as long as there are no more than this. Xapian 1.4.22 passes over
     * a document now and then while it skips what cannot be among the best (seen: in 1 of 200
     * searches of 156 documents by an OR): not where few have to be looked at anyway. */
    uint32_t thorough;
    double seconds; /* give up with TT_TIMEOUT after this long; 0 = no bound */
};

struct shim_hit {
    uint32_t docid;
    double score;
};

/* The best `limit` hits, best first, equal scores by ascending number, into hits[] (room
 * for limit); *n says how many there are. A tree deeper than SHIM_DEPTH_MAX is
 * TT_BAD_INPUT. */
bool shim_reader_search(struct shim_reader *r, const struct shim_query *q,
                        const struct shim_options *o, struct shim_hit *hits, uint32_t *n,
                        struct tt_error *e);

/* "1.4.22": the version of the library underneath. */
const char *shim_engine_version(void);

#ifdef __cplusplus
}
#endif
#endif
