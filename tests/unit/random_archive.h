/* Random archives: articles over the vocabulary of made_queries.h, with random dates (some
 * only years, some none), agencies and sources, published and opened.
 *
 * Ownership: archive_make gives, archive_free takes. Threads: read by all once made. */
#ifndef TIMTIN_TESTS_RANDOM_ARCHIVE_H
#define TIMTIN_TESTS_RANDOM_ARCHIVE_H

#include "made_archive.h"
#include "made_queries.h"

enum { ARTICLES_MAX = 200, AGENCIES = 5, SOURCES = 4 };

extern const char *const agency_ids[AGENCIES], *const source_ids[SOURCES]; /* the last is "" */

struct made {
    char id[16], title[200], body[3000];
    day_t published;
    unsigned source, agencies; /* a bit an agency */
    struct read_article tokens;
};

struct archive {
    struct made list[ARTICLES_MAX]; /* newest first */
    uint32_t n;
    struct snapshot *snapshot;
};

struct archive *archive_make(const char *index, uint64_t *random);
void archive_free(struct archive *a);

#endif
