/* Runs: terms in byte order with their postings, merged into one list of them all.
 *
 * A record of a run: length of the name, the name, number of postings; then for each posting the
 * distance to the row before (the first one's: to 0), and its frequency. All numbers LEB128. Runs
 * lie one behind the other in one file, in the order of their articles, so the postings of a term
 * are those of the first run that has it, then the next one's, and the index is the same however
 * the articles were cut into runs.
 *
 * Threads: one at a time. */
#ifndef TIMTIN_INDEX_STORE_RUNS_H
#define TIMTIN_INDEX_STORE_RUNS_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/error.h"
#include "shim/shim.h"

enum { RUN_NUMBER_MAX = 5 }; /* bytes */

static inline unsigned char *run_put(unsigned char *at, uint32_t v) {
    for (; v >= 0x80; v >>= 7)
        *at++ = (unsigned char)(v | 0x80);
    *at++ = (unsigned char)v;
    return at;
}

struct run {
    uint64_t start, end;     /* bytes of the file */
    uint32_t first_document; /* the number of its row 0 */
};

struct runs {
    const char *path;
    const struct run *list;
    size_t n;
    void (*progress)(void *state, uint64_t done, uint64_t total); /* bytes; NULL: nobody */
    void *progress_state;
};

/* A term with all its postings, borrowed; false ends the merge. */
typedef bool runs_sink(void *state, const char *term, size_t len, const struct shim_posting *list,
                       size_t n, struct tt_error *e);

/* Gives all terms to the sink, in byte order. TT_CORRUPT when the file is not what was written. */
bool runs_merge(const struct runs *r, runs_sink *sink, void *state, struct tt_error *e);

#endif
