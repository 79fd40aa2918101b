/* A folder that goes away after the test, small indexes in it, and queries as literals. */
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
 * repeats has a higher wdf) and the text itself as its data. */
void fixture_index(const char *path, const char *const *texts, size_t n);

/* The same as a single file, opened. */
struct shim_reader *fixture_reader(struct fixture *f, const char *const *texts, size_t n);

/* The number of hits of a search that must succeed. */
uint32_t fixture_search(struct shim_reader *r, const struct shim_query *q,
                        const struct shim_options *o, struct shim_hit *hits);

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define assert_near(a, b) assert_true(fabs((a) - (b)) < 1e-9)

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

/* Trees as literals: T("a"), AND(T("a"), T("b")), ... */
#define T(name) W(name, 1)
#define W(name, by)                                                                                \
    (&(const struct shim_query){                                                                   \
        .op = SHIM_TERM, .weight = (by), .term = (name), .len = sizeof(name) - 1})
#define KIDS(operator, ...)                                                                        \
    (&(const struct shim_query){.op = (operator),                                                  \
                                .kids = (const struct shim_query *const[]){__VA_ARGS__},           \
                                .n = sizeof((const struct shim_query *const[]){__VA_ARGS__}) /     \
                                     sizeof(void *)})
#define AND(...) KIDS(SHIM_AND, __VA_ARGS__)
#define OR(...) KIDS(SHIM_OR, __VA_ARGS__)
#define MAX(...) KIDS(SHIM_MAX, __VA_ARGS__)
#define AND_NOT(...) KIDS(SHIM_AND_NOT, __VA_ARGS__)
#define FILTER(...) KIDS(SHIM_FILTER, __VA_ARGS__)
#define MAYBE(...) KIDS(SHIM_MAYBE, __VA_ARGS__)
#define EVERY (&(const struct shim_query){.op = SHIM_EVERY})
#define SET(which) (&(const struct shim_query){.op = SHIM_SET, .set = (which)})
#define WSET(which, by) (&(const struct shim_query){.op = SHIM_SET, .weight = (by), .set = (which)})

#endif
