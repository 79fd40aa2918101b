/* What bare_xapian needs of our index: terms of words, and columns as plain arrays.
 *
 * Errors end the program. Ownership: plain_open/_close. Threads: one. */
#ifndef TIMTIN_TESTS_BENCH_PLAIN_H
#define TIMTIN_TESTS_BENCH_PLAIN_H

#include "requests.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { PLAIN_TERMS_MAX = 300, PLAIN_TERM_BYTES = 256, PLAIN_YEARS = 2200 };

struct plain_term {
    char name[PLAIN_TERM_BYTES];
    size_t len;
};

struct plain_query {
    struct plain_term terms[PLAIN_TERMS_MAX];
    size_t n;
    bool has_prefix, has_agency;
    struct plain_term prefix, agency;
    uint32_t first, end; /* document numbers of the year; end is one more; 0, 0: all */
};

struct plain_index;
struct plain_index *plain_open(const char *index);
void plain_close(struct plain_index *x);
const char *plain_terms_path(const struct plain_index *x);

struct plain_columns {
    uint32_t documents, agencies;
    const uint16_t *year;                  /* [document number - 1]; 0: unknown */
    const uint32_t *agency_start, *agency; /* numbers from 1 to `agencies` */
};
struct plain_columns plain_columns_of(const struct plain_index *x);

/* Words as the engine reads them: with marks as they are written, without marks folded. A
 * phrase is that of its words and of its folded pairs: the index has no positions. */
void plain_query_of(const struct plain_index *x, const struct request *r, struct plain_query *out);

#ifdef __cplusplus
}
#endif
#endif
