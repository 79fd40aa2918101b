/* Temporary folders, and small archives published in them. What goes wrong fails the test.
 *
 * Threads: one at a time. */
#ifndef TIMTIN_TESTS_MADE_ARCHIVE_H
#define TIMTIN_TESTS_MADE_ARCHIVE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "index/search/search.h"
#include "index/store/article.h"
#include "index/store/generation.h"
#include "index/store/snapshot.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

#define assert_ok(call, e)                                                                         \
    do {                                                                                           \
        if (!(call))                                                                               \
            fail_msg("%s: %s", tt_code_name((e).code), (e).text);                                  \
    } while (0)

#define assert_refused(call, e, expected)                                                          \
    do {                                                                                           \
        assert_false(call);                                                                        \
        assert_string_equal(tt_code_name((e).code), tt_code_name(expected));                       \
    } while (0)

struct made_folder {
    char path[256];
};

/* For cmocka: a new folder in *state, and its removal with all that is in it. */
int folder_setup(void **state);
int folder_teardown(void **state);

/* "folder/name", good until the next call. */
const char *folder_file(const struct made_folder *f, const char *name, char out[FILES_PATH_MAX]);
void folder_write(const struct made_folder *f, const char *name, const char *text);

/* An article of these fields and no agency. */
struct article plain_article(const char *id, const char *title, const char *body,
                             const char *source, day_t published);

/* Publishes a generation of these articles, newest first as the writer wants them, and of
 * the id `gone` (may be NULL); its name into `name` (may be NULL). */
void archive_publish(const char *index, const struct article *list, size_t n, const char *gone,
                     unsigned keep, char name[GENERATION_NAME_MAX]);

struct snapshot *archive_open(const char *index);
/* Publishes these articles and opens a searcher on them, which holds the snapshot. */
struct searcher *archive_search(const char *index, const struct article *list, size_t n);

/* The next of a sequence of random numbers. */
uint64_t random_next(uint64_t *state);
/* Of 0..n-1. */
unsigned random_below(uint64_t *state, unsigned n);

#endif
