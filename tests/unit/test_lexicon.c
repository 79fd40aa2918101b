#include "made_archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/store/lexicon.h"

static uint32_t add(struct lexicon *l, const char *exact, const char *folded, uint32_t *folded_id) {
    uint32_t id = 0;
    assert_true(lexicon_add(l, exact, strlen(exact), folded, strlen(folded), &id, folded_id));
    return id;
}

static void numbers_grow_in_the_order_of_first_use(void **state) {
    (void)state;
    static const struct {
        const char *exact, *folded;
        uint32_t id, folded_id;
    } cases[] = {
        {"thông", "thong", 1, 2}, {"tin", "tin", 3, 3}, {"thông", "thong", 1, 2},
        {"thong", "thong", 2, 2}, {"tín", "tin", 4, 3}, {"da", "da", 5, 5},
        {"đa", "da", 6, 5},       {"t", "t", 7, 7},     {"ti", "ti", 8, 8},
    };
    struct lexicon *l = lexicon_new();
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint32_t folded = 0;
        size_t len;
        uint32_t id = add(l, cases[i].exact, cases[i].folded, &folded);
        assert_int_equal(id, cases[i].id);
        assert_int_equal(folded, cases[i].folded_id);
        assert_string_equal(lexicon_form(l, id, &len), cases[i].exact);
        assert_int_equal(len, strlen(cases[i].exact));
    }
    assert_int_equal(lexicon_size(l), 8);
    lexicon_free(l);
    lexicon_free(NULL);
}

/* The forms of a text, read at once and in parts with a lexicon of their own. */
static void forms_of_parts_are_numbered_as_if_read_at_once(void **state) {
    (void)state;
    struct lexicon *whole = lexicon_new(), *joined = lexicon_new(), *part = lexicon_new();
    uint64_t random = 1;
    for (int p = 0; p < 200; p++) {
        uint32_t expected[64][2], got[64], numbers[200], folded_id;
        unsigned n = random_below(&random, 64);
        lexicon_clear(part);
        for (unsigned i = 0; i < n; i++) {
            char exact[16], folded[16];
            unsigned word = random_below(&random, (unsigned)p * 4 + 9);
            snprintf(exact, sizeof exact, "%s%u", word % 3 ? "a" : word % 2 ? "ă" : "â", word / 5);
            snprintf(folded, sizeof folded, "a%u", word / 5);
            expected[i][0] = add(whole, exact, folded, &expected[i][1]);
            got[i] = add(part, exact, folded, &folded_id);
        }
        assert_true(lexicon_merge(joined, part, numbers));
        for (unsigned i = 0; i < n; i++) {
            assert_int_equal(numbers[got[i]], expected[i][0]);
            assert_int_equal(numbers[lexicon_folded(part, got[i])], expected[i][1]);
        }
    }
    assert_int_equal(lexicon_size(joined), lexicon_size(whole));
    lexicon_free(part);
    lexicon_free(joined);
    lexicon_free(whole);
}

static void what_was_written_is_found_again_and_nothing_else(void **state) {
    const struct made_folder *f = *state;
    enum { FORMS = 20000 };
    struct lexicon *l = lexicon_new();
    struct lexicon_view v;
    struct tt_error e;
    char exact[32], folded[32];
    uint32_t folded_id;
    for (unsigned i = 0; i < FORMS; i++) {
        snprintf(exact, sizeof exact, "ă%u", i * 7);
        snprintf(folded, sizeof folded, "a%u", i * 7);
        assert_int_equal(add(l, exact, folded, &folded_id), 2 * i + 1);
        assert_int_equal(folded_id, 2 * i + 2);
    }
    assert_ok(lexicon_write(l, f->path, &e), e);
    assert_ok(lexicon_open(f->path, &v, &e), e);
    for (unsigned i = 0; i < FORMS * 7; i++) {
        uint32_t want = i % 7 ? 0 : 2 * (i / 7) + 1;
        size_t n = (size_t)snprintf(exact, sizeof exact, "ă%u", i);
        assert_int_equal(lexicon_find(&v, exact, n), want);
        n = (size_t)snprintf(folded, sizeof folded, "a%u", i);
        assert_int_equal(lexicon_find(&v, folded, n), want ? want + 1 : 0);
        if (want)
            assert_int_equal(lexicon_fold(&v, want), want + 1);
        if (want)
            assert_int_equal(lexicon_fold(&v, want + 1), want + 1);
    }
    assert_int_equal(lexicon_fold(&v, 0), 0);
    lexicon_close(&v);
    lexicon_free(l);
}

static void a_form_is_not_taken_for_one_that_begins_with_it(void **state) {
    const struct made_folder *f = *state;
    static const char *const forms[] = {"tin", "t", "tinh", "ti", "b", "z", "đ", "tính"};
    static const char *const absent[] = {"", "tinhh", "a", "zz", "tí", "đđ", "T"};
    struct lexicon *l = lexicon_new();
    struct lexicon_view v;
    struct tt_error e;
    uint32_t folded;
    for (size_t i = 0; i < COUNT(forms); i++)
        add(l, forms[i], forms[i], &folded);
    assert_ok(lexicon_write(l, f->path, &e), e);
    assert_ok(lexicon_open(f->path, &v, &e), e);
    for (size_t i = 0; i < COUNT(forms); i++) {
        char behind[32]; /* only the first bytes are asked for */
        snprintf(behind, sizeof behind, "%sxyz", forms[i]);
        assert_int_equal(lexicon_find(&v, behind, strlen(forms[i])), i + 1);
    }
    for (size_t i = 0; i < COUNT(absent); i++)
        assert_int_equal(lexicon_find(&v, absent[i], strlen(absent[i])), 0);
    lexicon_close(&v);
    lexicon_free(l);
}

static void an_empty_lexicon_has_no_form_and_a_missing_one_is_told(void **state) {
    const struct made_folder *f = *state;
    struct lexicon *l = lexicon_new();
    struct lexicon_view v;
    struct tt_error e;
    assert_refused(lexicon_open(f->path, &v, &e), e, TT_NOT_FOUND);
    assert_ok(lexicon_write(l, f->path, &e), e);
    assert_ok(lexicon_open(f->path, &v, &e), e);
    assert_int_equal(lexicon_find(&v, "a", 1), 0);
    lexicon_close(&v);
    lexicon_free(l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_setup, folder_teardown)
        cmocka_unit_test(numbers_grow_in_the_order_of_first_use),
        cmocka_unit_test(forms_of_parts_are_numbered_as_if_read_at_once),
        IN_FOLDER(what_was_written_is_found_again_and_nothing_else),
        IN_FOLDER(a_form_is_not_taken_for_one_that_begins_with_it),
        IN_FOLDER(an_empty_lexicon_has_no_form_and_a_missing_one_is_told),
#undef IN_FOLDER
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
