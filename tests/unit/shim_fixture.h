/* A folder that goes away after the test, and small indexes in it. */
#ifndef TIMTIN_TESTS_SHIM_FIXTURE_H
#define TIMTIN_TESTS_SHIM_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shim/shim.h"

struct fixture {
    char dir[64];
    char *paths[64]; /* those made by fixture_path() */
    size_t n;
};

/* For cmocka: a new folder in *state, and its removal with all that is in it. */
int fixture_setup(void **state);
int fixture_teardown(void **state);

/* The path of `name` in the folder; good until the teardown. */
const char *fixture_path(struct fixture *f, const char *name);

/* Writes an index whose i-th document has the i-th text's words as terms (a word that
 * repeats has a higher wdf). */
void fixture_index(const char *path, const char *const *texts, size_t n);

/* The same, opened. */
struct shim_reader *fixture_reader(struct fixture *f, const char *const *texts, size_t n);

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define assert_ok(call, e)                                                                         \
    do {                                                                                           \
        if (!(call))                                                                               \
            fail_msg("%s: %s", tt_code_name((e).code), (e).text);                                  \
    } while (0)

#define assert_refused(call, e, expected)                                                          \
    do {                                                                                           \
        assert_false(call);                                                                        \
        assert_string_equal(tt_code_name((e).code), tt_code_name(expected));                       \
        assert_in_range(strlen((e).text), 1, sizeof(e).text - 1);                                  \
    } while (0)

#endif
