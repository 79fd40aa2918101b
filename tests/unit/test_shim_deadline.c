/* The deadline of a search, on an index large enough to need one. */
#define _XOPEN_SOURCE 700
#include "shim_fixture.h"

#include <math.h>
#include <pthread.h>
#include <time.h>

enum { DOCUMENTS = 200000, MEETINGS = 20 };

struct large {
    void *folder; /* a fixture */
    const char *path;
};

/* "odd" and "even" alternate and meet in the first MEETINGS documents only. */
static int large_setup(void **state) {
    static const char *texts[DOCUMENTS];
    static struct large large;
    if (fixture_setup(&large.folder) != 0)
        return -1;
    for (size_t i = 0; i < DOCUMENTS; i++)
        texts[i] = i < MEETINGS ? "odd even all" : i % 2 == 0 ? "odd all" : "even all";
    shim_reader_close(fixture_reader(large.folder, texts, DOCUMENTS));
    large.path = fixture_path(large.folder, "fixture-file");
    *state = &large;
    return 0;
}

static int large_teardown(void **state) {
    struct large *large = *state;
    return fixture_teardown(&large->folder);
}

static struct shim_reader *large_reader(void **state) {
    const struct large *large = *state;
    struct shim_reader *r = NULL;
    struct tt_error e;
    assert_ok(shim_reader_open(large->path, &r, &e), e);
    return r;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static uint32_t odd_seek(void *state, uint32_t at_least) {
    (void)state;
    return at_least | 1;
}

static void no_rewind(void *state) {
    (void)state;
}

static const struct shim_set odd_set = {NULL, DOCUMENTS / 2, odd_seek, no_rewind};

/* An eighth of the time that the whole walk takes must not be enough, wherever the walk is:
 * a result instead of TT_TIMEOUT means that some loop of Xapian's went on unwatched. */
static void the_deadline_ends_every_kind_of_walk(void **state) {
    const struct shim_query *const queries[] = {
        AND(T("odd"), T("even")),
        AND(T("odd"), T("even"), T("all")),
        AND(EVERY, T("odd"), T("even")),
        OR(T("odd"), T("even")),
        OR(AND(T("odd"), T("even")), AND(T("even"), T("odd"))),
        OR(W("odd", 3), W("even", 2), T("all")),
        AND(OR(T("odd"), T("x")), OR(T("even"), T("y"))),
        AND_NOT(T("all"), EVERY),
        AND_NOT(T("all"), OR(T("odd"), T("even"))),
        AND_NOT(EVERY, T("all")),
        AND(AND_NOT(T("odd"), T("x")), AND_NOT(T("even"), T("x"))),
        AND(MAYBE(T("odd"), T("all")), MAYBE(T("even"), T("all"))),
        FILTER(T("odd"), T("even")),
        FILTER(EVERY, AND(T("odd"), T("even"))),
        FILTER(FILTER(T("all"), T("odd")), T("even")),
        FILTER(SET(&odd_set), AND_NOT(T("even"), T("odd"))),
        FILTER(T("even"), SET(&odd_set)),
        MAYBE(AND(T("odd"), T("even")), T("all")),
    };
    struct shim_reader *r = large_reader(state);
    for (size_t i = 0; i < COUNT(queries); i++) {
        struct shim_options o = {.k1 = 1.2, .limit = MEETINGS + 1};
        struct shim_hit hits[MEETINGS + 1];
        struct tt_error e;
        uint32_t n = 77;
        double start = now();
        fixture_search(r, queries[i], &o, hits);
        o.seconds = (now() - start) / 8;
        if (shim_reader_search(r, queries[i], &o, hits, &n, &e))
            fail_msg("case %zu was not ended", i);
        assert_int_equal(e.code, TT_TIMEOUT);
        assert_int_equal(n, 77);
    }
    struct shim_hit hits[1];
    const struct shim_options o = {.k1 = 1.2, .limit = 1, .seconds = 60};
    assert_int_equal(fixture_search(r, T("odd"), &o, hits), 1); /* the handle is as good as new */
    shim_reader_close(r);
}

static uint32_t slow_seek(void *state, uint32_t at_least) {
    const struct timespec pause = {.tv_nsec = 100000};
    (void)state;
    nanosleep(&pause, NULL);
    return at_least;
}

static void the_deadline_ends_a_slow_set(void **state) {
    const struct shim_set slow = {NULL, DOCUMENTS, slow_seek, no_rewind};
    const struct shim_options o = {.k1 = 1.2, .limit = 1, .seconds = 0.05};
    struct shim_reader *r = large_reader(state);
    struct shim_hit hits[1];
    struct tt_error e;
    uint32_t n = 0;
    assert_refused(shim_reader_search(r, FILTER(T("all"), SET(&slow)), &o, hits, &n, &e), e,
                   TT_TIMEOUT);
    shim_reader_close(r);
}

/* So many kids that every long leaf is watched, and nothing else differs. */
static void a_watch_changes_no_answer(void **state) {
    enum { ABSENT = 2000 };
    const struct shim_query *kids[ABSENT + 1];
    const struct shim_query *absent = T("absent");
    const struct shim_query wide = {.op = SHIM_OR, .kids = kids, .n = ABSENT + 1};
    const struct shim_query *const queries[] = {
        OR(T("odd"), W("even", 2), T("all")),
        AND(T("odd"), T("even")),
        AND(OR(T("odd"), T("even")), T("all")),
        AND_NOT(T("all"), T("odd")),
        AND_NOT(EVERY, T("even")),
        FILTER(EVERY, T("even")),
        FILTER(SET(&odd_set), T("all")),
        MAYBE(T("odd"), T("even")),
    };
    struct shim_reader *r = large_reader(state);
    for (size_t i = 0; i < ABSENT; i++)
        kids[i] = absent;
    for (size_t i = 0; i < COUNT(queries); i++) {
        struct shim_options o = {.k1 = 1.2, .b = 0.5, .limit = 50};
        struct shim_hit plain[50], watched[50];
        kids[ABSENT] = queries[i];
        uint32_t n = fixture_search(r, queries[i], &o, plain);
        o.seconds = 30;
        assert_int_equal(fixture_search(r, &wide, &o, watched), n);
        for (uint32_t k = 0; k < n; k++) {
            assert_int_equal(plain[k].docid, watched[k].docid);
            assert_near(plain[k].score, watched[k].score);
        }
    }
    shim_reader_close(r);
}

static void *search_often(void *path) {
    const struct shim_options o = {.k1 = 1.2, .limit = 5, .seconds = 60};
    struct shim_hit hits[5];
    struct tt_error e;
    struct shim_reader *r = NULL;
    uintptr_t good = 0;
    uint32_t n = 0;
    if (!shim_reader_open(path, &r, &e))
        return NULL;
    for (int i = 0; i < 20; i++)
        good += shim_reader_search(r, AND(T("odd"), T("even")), &o, hits, &n, &e) && n == 5;
    shim_reader_close(r);
    return (void *)good; /* a number, not an address */
}

static void threads_search_one_index_by_handles_of_their_own(void **state) {
    const struct large *large = *state;
    pthread_t thread[4];
    for (size_t i = 0; i < COUNT(thread); i++)
        assert_int_equal(pthread_create(&thread[i], NULL, search_often, (void *)large->path), 0);
    for (size_t i = 0; i < COUNT(thread); i++) {
        void *good = NULL;
        assert_int_equal(pthread_join(thread[i], &good), 0);
        assert_int_equal((uintptr_t)good, 20);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_deadline_ends_every_kind_of_walk),
        cmocka_unit_test(the_deadline_ends_a_slow_set),
        cmocka_unit_test(a_watch_changes_no_answer),
        cmocka_unit_test(threads_search_one_index_by_handles_of_their_own),
    };
    return cmocka_run_group_tests(tests, large_setup, large_teardown);
}
