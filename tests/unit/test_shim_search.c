/* Searching through the shim: operators, scores, order, sets, refusals. */
#include "shim_fixture.h"

#include <math.h>
#include <stdio.h>

/* ---- a set over a sorted array --------------------------------------------------- */

struct ids {
    const uint32_t *id;
    size_t n, at;
    uint32_t asked; /* the last at_least of this walk */
    bool walking;
};

static void ids_rewind(void *state) {
    struct ids *ids = state;
    ids->at = 0;
    ids->asked = 0;
    ids->walking = true;
}

static uint32_t ids_seek(void *state, uint32_t at_least) {
    struct ids *ids = state;
    assert_true(ids->walking);
    assert_true(at_least >= ids->asked);
    ids->asked = at_least;
    while (ids->at < ids->n && ids->id[ids->at] < at_least)
        ids->at++;
    return ids->at < ids->n ? ids->id[ids->at] : 0;
}

static struct ids even_ids = {.id = (const uint32_t[]){2, 4, 6, 8, 4000000000u}, .n = 5};
static struct ids some_ids = {.id = (const uint32_t[]){1, 2, 5}, .n = 3};
static struct ids no_ids = {.id = NULL, .n = 0};
static const struct shim_set even = {&even_ids, 5, ids_seek, ids_rewind},
                             some = {&some_ids, 3, ids_seek, ids_rewind},
                             empty = {&no_ids, 0, ids_seek, ids_rewind};

/* ---- what matches, in which order ------------------------------------------------ */

static const char *const TEXTS[] = {
    "a",       /* 1 */
    "a b",     /* 2 */
    "b c",     /* 3 */
    "a b c",   /* 4 */
    "c d",     /* 5 */
    "a a a d", /* 6 */
};

static const struct shim_options PLAIN = {.k1 = 1.2, .b = 0, .limit = 10};

static void every_operator_matches_what_it_says(void **state) {
    const struct {
        const struct shim_query *query;
        const char *ids; /* by ascending number */
    } cases[] = {
        {T("a"), "1 2 4 6"},
        {T("x"), ""},
        {EVERY, "1 2 3 4 5 6"},
        {SET(&even), "2 4 6"},
        {SET(&empty), ""},
        {AND(T("a"), T("b")), "2 4"},
        {AND(T("a"), T("x")), ""},
        {AND(T("a")), "1 2 4 6"},
        {OR(T("b"), T("d")), "2 3 4 5 6"},
        {OR(T("b"), T("x")), "2 3 4"},
        {OR(T("x"), T("y")), ""},
        {MAX(T("b"), T("d"), T("x")), "2 3 4 5 6"},
        {MAX(AND(T("a"), T("b")), SET(&some)), "1 2 4 5"},
        {FILTER(MAX(T("b"), FILTER(OR(T("a"), T("d")), SET(&some))), SET(&even)), "2 4"},
        {AND_NOT(T("a"), T("b")), "1 6"},
        {AND_NOT(T("a"), T("b"), T("d")), "1"},
        {AND_NOT(T("a"), T("x")), "1 2 4 6"},
        {AND_NOT(T("x"), T("a")), ""},
        {AND_NOT(T("a"), EVERY), ""},
        {AND_NOT(EVERY, T("a")), "3 5"},
        {AND_NOT(EVERY, SET(&even)), "1 3 5"},
        {FILTER(T("a"), T("b")), "2 4"},
        {FILTER(T("a"), T("b"), T("c")), "4"},
        {FILTER(T("a"), T("x")), ""},
        {FILTER(T("a"), SET(&even)), "2 4 6"},
        {FILTER(OR(T("b"), T("d")), SET(&even), SET(&some)), "2"},
        {FILTER(EVERY, OR(T("b"), T("d"))), "2 3 4 5 6"},
        {MAYBE(T("a"), T("b")), "1 2 4 6"},
        {MAYBE(T("a"), T("x")), "1 2 4 6"},
        {MAYBE(T("x"), T("a")), ""},
        {MAYBE(SET(&some), T("a"), T("d")), "1 2 5"},
        {OR(FILTER(T("a"), SET(&even)), FILTER(T("c"), SET(&even))), "2 4 6"},
        {AND(OR(T("a"), SET(&some)), SET(&even), SET(&even)), "2 4 6"},
        {OR(AND(T("a"), T("d")), AND_NOT(T("c"), T("b")), SET(&empty)), "5 6"},
    };
    struct shim_reader *r = fixture_reader(*state, TEXTS, COUNT(TEXTS));
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct shim_hit hits[10];
        char ids[64] = "";
        uint32_t n = fixture_search(r, cases[i].query, &PLAIN, hits);
        for (uint32_t id = 1; id <= COUNT(TEXTS); id++)
            for (uint32_t k = 0; k < n; k++)
                if (hits[k].docid == id)
                    snprintf(ids + strlen(ids), sizeof ids - strlen(ids), " %u", id);
        if (strcmp(ids + (*ids == ' '), cases[i].ids) != 0)
            fail_msg("case %zu: [%s], not [%s]", i, ids, cases[i].ids);
        for (uint32_t k = 1; k < n; k++)
            assert_true(hits[k - 1].score > hits[k].score ||
                        (hits[k - 1].score == hits[k].score && hits[k - 1].docid < hits[k].docid));
    }
    shim_reader_close(r);
}

static double score(struct shim_reader *r, const struct shim_query *q, uint32_t docid) {
    struct shim_hit hits[10];
    uint32_t n = fixture_search(r, q, &PLAIN, hits);
    for (uint32_t i = 0; i < n; i++)
        if (hits[i].docid == docid)
            return hits[i].score;
    fail_msg("document %u is not among the hits", docid);
    return 0;
}

static void every_operator_scores_as_it_says(void **state) {
    struct shim_reader *r = fixture_reader(*state, TEXTS, COUNT(TEXTS));
    const double a = score(r, T("a"), 4), b = score(r, T("b"), 4), c = score(r, T("c"), 4);
    assert_true(a > 0 && b > a);
    assert_near(score(r, W("a", 2.5), 4), 2.5 * a);
    assert_near(score(r, AND(T("a"), T("b")), 4), a + b);
    assert_near(score(r, OR(T("a"), W("b", 3), T("d")), 4), a + 3 * b);
    assert_near(score(r, OR(T("a"), T("a")), 4), 2 * a);
    assert_near(score(r, AND_NOT(T("a"), T("d")), 4), a);
    assert_near(score(r, FILTER(T("a"), T("b"), OR(T("c"))), 4), a);
    assert_near(score(r, MAYBE(T("a"), T("b"), T("c")), 4), a + b + c);
    assert_near(score(r, MAYBE(T("a"), T("b"), T("c")), 1), a);
    assert_near(score(r, AND(T("a"), EVERY, SET(&even)), 4), a);
    assert_near(score(r, EVERY, 4), 0);
    assert_near(score(r, SET(&even), 4), 0);
    assert_near(score(r, WSET(&even, 1.5), 4), 1.5);
    assert_near(score(r, OR(T("a"), WSET(&even, 1.5)), 4), a + 1.5);
    assert_near(score(r, FILTER(T("a"), WSET(&even, 1.5)), 4), a);
    assert_near(score(r, MAX(T("a"), T("b"), T("d")), 4), b);
    assert_near(score(r, MAX(OR(T("a"), T("b")), W("c", 9)), 4), 9 * c);
    assert_near(score(r, MAX(OR(T("a"), T("b"), T("c")), T("c")), 4), a + b + c);
    assert_near(score(r, MAX(MAX(T("a"), OR(T("a"), T("b"))), T("c")), 4), a + b);
    assert_near(score(r, OR(MAX(T("a"), T("b")), T("c")), 4), b + c);
    shim_reader_close(r);
}

/* BM25 with b = 0: log((N - df + .5) / (df + .5)) * (k1 + 1) * wdf / (k1 + wdf). */
static void scores_are_bm25(void **state) {
    static const char *const texts[] = {"a", "a a a x x x x", "b", "b", "b", "b", "b"};
    struct shim_reader *r = fixture_reader(*state, texts, COUNT(texts));
    const double idf = log((7 - 2 + 0.5) / (2 + 0.5));
    struct shim_hit hits[2];
    assert_near(score(r, T("a"), 1), idf * 2.2 * 1 / (1.2 + 1));
    assert_near(score(r, T("a"), 2), idf * 2.2 * 3 / (1.2 + 3));

    const struct shim_options with_lengths = {.k1 = 0.1, .b = 1, .limit = 2};
    assert_int_equal(fixture_search(r, T("a"), &with_lengths, hits), 2);
    assert_int_equal(hits[0].docid, 1); /* the shorter one, though "a" is there once */
    shim_reader_close(r);
}

static void the_best_come_first_and_ties_by_number(void **state) {
    static const char *const texts[] = {"b", "a", "a a", "a", "b", "a a", "a a a"};
    static const uint32_t expected[] = {7, 3, 6, 2, 4};
    struct shim_reader *r = fixture_reader(*state, texts, COUNT(texts));
    for (uint32_t limit = 0; limit <= 7; limit++) {
        const struct shim_options o = {.k1 = 1.2, .limit = limit};
        struct shim_hit hits[8] = {0};
        uint32_t n = fixture_search(r, T("a"), &o, hits);
        assert_int_equal(n, limit < COUNT(expected) ? limit : COUNT(expected));
        for (uint32_t i = 0; i < n; i++)
            assert_int_equal(hits[i].docid, expected[i]);
        assert_int_equal(hits[n].docid, 0);
    }
    const struct shim_options three = {.k1 = 1.2, .limit = 3};
    struct shim_hit hits[3];
    assert_int_equal(fixture_search(r, EVERY, &three, hits), 3);
    assert_int_equal(hits[2].docid, 3);
    shim_reader_close(r);
}

static void searches_an_empty_index(void **state) {
    struct shim_reader *r = fixture_reader(*state, NULL, 0);
    const struct shim_options o = {.k1 = 1.2, .limit = 1, .seconds = 10};
    struct shim_hit hits[1];
    assert_int_equal(fixture_search(r, T("a"), &o, hits), 0);
    assert_int_equal(fixture_search(r, EVERY, &o, hits), 0);
    assert_int_equal(fixture_search(r, OR(EVERY, SET(&even)), &o, hits), 0);
    shim_reader_close(r);
}

static void finds_terms_of_any_bytes(void **state) {
    static const char *const texts[] = {"Sthông", "Sthong", "\xff\x80"};
    struct shim_reader *r = fixture_reader(*state, texts, COUNT(texts));
    struct shim_hit hits[10];
    assert_int_equal(fixture_search(r, T("Sthông"), &PLAIN, hits), 1);
    assert_int_equal(hits[0].docid, 1);
    assert_int_equal(fixture_search(r, T("\xff\x80"), &PLAIN, hits), 1);
    assert_int_equal(hits[0].docid, 3);
    shim_reader_close(r);
}

/* ---- refusals -------------------------------------------------------------------- */

static void refuses_what_is_no_query(void **state) {
    static char long_name[SHIM_TERM_MAX + 1];
    const struct shim_query no_kids = {.op = SHIM_AND}, no_set = {.op = SHIM_SET},
                            too_long = {.op = SHIM_TERM,
                                        .weight = 1,
                                        .term = long_name,
                                        .len = sizeof long_name};
    const struct shim_query *const queries[] = {
        NULL,
        &no_kids,
        &no_set,
        &too_long,
        T(""),
        W("a", 0),
        W("a", -1),
        W("a", NAN),
        W("a", INFINITY),
        OR(T("a"), NULL),
        AND(T("a"), OR(&no_kids)),
    };
    struct shim_reader *r = fixture_reader(*state, TEXTS, COUNT(TEXTS));
    for (size_t i = 0; i < COUNT(queries); i++) {
        struct shim_hit hits[10];
        struct tt_error e;
        uint32_t n = 77;
        assert_refused(shim_reader_search(r, queries[i], &PLAIN, hits, &n, &e), e, TT_BAD_INPUT);
        assert_int_equal(n, 77);
    }
    shim_reader_close(r);
}

static void refuses_what_are_no_options(void **state) {
    static const struct {
        struct shim_options options;
        enum tt_code code;
    } cases[] = {
        {{.k1 = -1}, TT_BAD_INPUT},       {{.k1 = NAN}, TT_BAD_INPUT},
        {{.k1 = INFINITY}, TT_BAD_INPUT}, {{.b = -0.1}, TT_BAD_INPUT},
        {{.b = 1.1}, TT_BAD_INPUT},       {{.seconds = NAN}, TT_BAD_INPUT},
        {{.seconds = -1}, TT_TIMEOUT},
    };
    struct shim_reader *r = fixture_reader(*state, TEXTS, COUNT(TEXTS));
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct tt_error e;
        uint32_t n = 77;
        assert_refused(shim_reader_search(r, T("a"), &cases[i].options, NULL, &n, &e), e,
                       cases[i].code);
    }
    shim_reader_close(r);
}

static void refuses_trees_that_are_too_deep(void **state) {
    struct shim_query level[SHIM_DEPTH_MAX + 1];
    const struct shim_query *kid[SHIM_DEPTH_MAX + 1];
    struct shim_reader *r = fixture_reader(*state, TEXTS, COUNT(TEXTS));
    struct shim_hit hits[10];
    struct tt_error e;
    uint32_t n = 0;
    level[0] = *T("a");
    for (size_t i = 1; i < COUNT(level); i++) {
        kid[i] = &level[i - 1];
        level[i] =
            (struct shim_query){.op = i % 2 == 0 ? SHIM_OR : SHIM_FILTER, .kids = &kid[i], .n = 1};
    }
    assert_int_equal(fixture_search(r, &level[SHIM_DEPTH_MAX - 1], &PLAIN, hits), 4);
    assert_refused(shim_reader_search(r, &level[SHIM_DEPTH_MAX], &PLAIN, hits, &n, &e), e,
                   TT_BAD_INPUT);
    shim_reader_close(r);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(every_operator_matches_what_it_says),
        TEST(every_operator_scores_as_it_says),
        TEST(scores_are_bm25),
        TEST(the_best_come_first_and_ties_by_number),
        TEST(searches_an_empty_index),
        TEST(finds_terms_of_any_bytes),
        TEST(refuses_what_is_no_query),
        TEST(refuses_what_are_no_options),
        TEST(refuses_trees_that_are_too_deep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
