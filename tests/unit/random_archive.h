/* Random archives: articles over the vocabulary of made_queries.h, with random dates (some
 * only years, some none), agencies and sources, published and opened.
 *
 * Ownership: archive_make* gives, archive_free takes. Threads: read by all once made. */
#ifndef TIMTIN_TESTS_RANDOM_ARCHIVE_H
#define TIMTIN_TESTS_RANDOM_ARCHIVE_H

#include "made_archive.h"
#include "made_queries.h"

enum { ARTICLES_MAX = 200, AGENCIES = 5, SOURCES = 4 };

extern const char *const agency_ids[AGENCIES], *const source_ids[SOURCES]; /* the last is "" */

struct made_text {
    char title[200], body[3000];
    struct read_article tokens;
};

struct made {
    day_t published;
    unsigned source, agencies; /* a bit an agency */
    const struct made_text *text;
};

struct archive {
    struct made *list; /* newest first */
    struct made_text *texts;
    uint32_t n, n_texts;
    struct snapshot *snapshot;
};

/* 30..ARTICLES_MAX articles, each with a text of its own. */
struct archive *archive_make(const char *index, uint64_t *random);
/* So many articles of a few hundred short texts. They stand in stretches that use all of the texts,
 * some, two or one of them, so terms are spread evenly here and crowd there. A few begin with what
 * may be said otherwise: Việt Nam, KL 57, 57-KL/TW, Năm 2020. */
struct archive *archive_make_wide(const char *index, uint64_t *random, uint32_t articles);
void archive_free(struct archive *a);

#endif
