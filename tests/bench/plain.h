/* What programs that use Xapian alone need of our index: its articles word by word, terms of
 * words, and columns as plain arrays.
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

/* Words as the engine reads them: with marks as they are written, without marks folded.
 * That is PLAIN_AUTO; PLAIN_EXACT: all as they are written. */
enum plain_accents { PLAIN_AUTO, PLAIN_EXACT };
void plain_query_of(const struct plain_index *x, const struct request *r,
                    enum plain_accents accents, struct plain_query *out);

/* The words of an article 1..documents in order, in their exact forms. Places count from 1; one is
 * left out where the title or a line ends, for no phrase goes across. */
typedef void plain_take(void *state, uint32_t place, const struct plain_term *word, bool title);
void plain_words(const struct plain_index *x, uint32_t article, plain_take *take, void *state);
/* The term of an agency by its number in the columns. */
void plain_agency(const struct plain_index *x, uint32_t number, struct plain_term *out);
/* A hash of all words and agencies: the same for another build of the same articles. */
uint64_t plain_fingerprint(const struct plain_index *x);

#ifdef __cplusplus
}
#endif
#endif
