/* Random requests to random archives, and for each the answer that follows from looking at every
 * token of every article.
 *
 * Ownership: expect gives, expected_done takes. What is wrong fails the test. Threads: values. */
#ifndef TIMTIN_TESTS_MADE_REQUESTS_H
#define TIMTIN_TESTS_MADE_REQUESTS_H

#include "random_archive.h"

struct request {
    struct asked asked;
    bool everything; /* no query */
    struct year_range years[3];
    const char *agencies[3], *sources[3];
    struct search_request r; /* points into the request: it stays where it was made */
};

void request_make(uint64_t *random, struct request *q);
/* Leaves the request's query and takes its filters away. */
void request_without_filters(struct request *q);

struct expected {
    bool *matches; /* by row: the query, without filters */
    bool *hit;
    uint32_t total;
    enum search_match matched;
    enum search_accents accents;
    bool relaxed;
};

struct expected expect(const struct archive *a, const struct request *q);
void expected_done(struct expected *x);

/* Total, and how the query was read. */
void check_head(const struct request *q, const struct expected *x, const struct search_result *r);
void check_facets(const struct archive *a, const struct request *q, const struct expected *x,
                  const struct search_result *r);
/* Two hits one behind the other, by date or by score; `before` NULL: the first. */
void check_order(const struct archive *a, const struct request *q, const struct search_hit *hit,
                 const struct search_hit *before);

/* What requests had to do with, counted: terms of words and of neighbours by what the file of
 * impacts has of them; by relevance, blocks of articles with few and with many hits. */
enum kind { KIND_NOTHING, KIND_LIST, KIND_LIST_AND_SET, KIND_PACKED, BLOCK_FEW, BLOCK_MANY, KINDS };

void count_kinds(const struct archive *a, const struct request *q, const struct expected *x,
                 uint32_t seen[KINDS]);

#endif
