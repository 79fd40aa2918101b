/* Writing, opening and reading indexes through the shim. Searching has a program
 * of its own. */
#define _XOPEN_SOURCE 700
#include "shim_fixture.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const TEXTS[] = {"thông tin", "tin tin tức", "đối ngoại", "thông báo"};

static uint32_t count(struct shim_reader *r) {
    uint32_t n = 0;
    struct tt_error e;
    assert_ok(shim_reader_count(r, &n, &e), e);
    return n;
}

static uint32_t df(struct shim_reader *r, const char *term) {
    uint32_t n = UINT32_MAX;
    struct tt_error e;
    assert_ok(shim_reader_df(r, term, strlen(term), &n, &e), e);
    return n;
}

/* ---- writing --------------------------------------------------------------------- */

static void refuses_to_write_where_something_is(void **state) {
    struct shim_writer *w = NULL;
    struct tt_error e;
    const char *path = fixture_path(*state, "index");
    fixture_index(path, TEXTS, COUNT(TEXTS));
    assert_refused(shim_writer_open(path, NULL, 0, &w, &e), e, TT_BAD_INPUT);
    assert_refused(shim_writer_open(fixture_path(*state, "no/index"), NULL, 0, &w, &e), e,
                   TT_NOT_FOUND);
    assert_null(w);
    shim_writer_close(NULL);
}

static void removes_what_was_not_completed(void **state) {
    const char *path = fixture_path(*state, "index");
    const uint32_t lengths[] = {1};
    const struct shim_posting one = {1, 1};
    struct shim_writer *w = NULL;
    struct tt_error e;
    assert_ok(shim_writer_open(path, lengths, 1, &w, &e), e);
    assert_ok(shim_writer_add(w, "tin", 3, &one, 1, &e), e);
    assert_int_equal(access(path, F_OK), 0);
    shim_writer_close(w);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void takes_terms_within_their_bounds_only(void **state) {
    static const struct {
        size_t len, nuls;
        enum tt_code code;
    } cases[] = {
        {0, 0, TT_BAD_INPUT}, {246, 0, TT_BAD_INPUT}, {200, 46, TT_BAD_INPUT},
        {200, 45, TT_OK},     {1, 0, TT_OK},          {245, 0, TT_OK},
    };
    const struct shim_posting one = {1, 0};
    struct shim_writer *w = NULL;
    struct tt_error e;
    char name[300];
    assert_ok(shim_writer_open(fixture_path(*state, "index"), (uint32_t[]){0}, 1, &w, &e), e);
    for (size_t i = 0; i < COUNT(cases); i++) {
        memset(name, 'a', sizeof name);
        memset(name, '\0', cases[i].nuls);
        if (cases[i].code == TT_OK)
            assert_ok(shim_writer_add(w, name, cases[i].len, &one, 1, &e), e);
        else
            assert_refused(shim_writer_add(w, name, cases[i].len, &one, 1, &e), e, cases[i].code);
    }
    assert_ok(shim_writer_end(w, &e), e);
    shim_writer_close(w);
}

static void refuses_what_is_out_of_order(void **state) {
    static const struct {
        const char *term;
        struct shim_posting list[2];
        size_t n;
        enum tt_code code;
    } cases[] = {
        {"b", {{1, 1}, {3, 1}}, 2, TT_OK},
        {"b", {{2, 1}}, 1, TT_BAD_INPUT},         /* once more */
        {"a", {{2, 1}}, 1, TT_BAD_INPUT},         /* before it */
        {"c", {{2, 1}}, 0, TT_BAD_INPUT},         /* in no document */
        {"c", {{2, 1}, {2, 1}}, 2, TT_BAD_INPUT}, /* a document twice */
        {"c", {{3, 1}, {2, 1}}, 2, TT_BAD_INPUT},
        {"c", {{0, 1}}, 1, TT_BAD_INPUT}, /* no document */
        {"c", {{4, 1}}, 1, TT_BAD_INPUT},
        {"c", {{1, UINT32_MAX}, {2, 1}}, 2, TT_BAD_INPUT}, /* beyond 32 bits */
        {"c", {{2, 7}}, 1, TT_OK},
    };
    const uint32_t lengths[] = {1, 7, 1};
    struct shim_writer *w = NULL;
    struct tt_error e;
    assert_ok(shim_writer_open(fixture_path(*state, "index"), lengths, 3, &w, &e), e);
    for (size_t i = 0; i < COUNT(cases); i++) {
        bool ok = shim_writer_add(w, cases[i].term, 1, cases[i].list, cases[i].n, &e);
        if (ok != (cases[i].code == TT_OK) || (!ok && e.code != cases[i].code))
            fail_msg("case %zu: %s", i, ok ? "taken" : e.text);
    }
    assert_ok(shim_writer_end(w, &e), e);
    shim_writer_close(w);
}

static void refuses_terms_that_do_not_come_to_the_lengths(void **state) {
    const char *path = fixture_path(*state, "index");
    const struct shim_posting one = {1, 2};
    struct shim_writer *w = NULL;
    struct tt_error e;
    assert_ok(shim_writer_open(path, (uint32_t[]){3}, 1, &w, &e), e);
    assert_ok(shim_writer_add(w, "tin", 3, &one, 1, &e), e);
    assert_refused(shim_writer_end(w, &e), e, TT_INTERNAL);
    shim_writer_close(w);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void equal_contents_are_equal_bytes(void **state) {
    static char bytes[2][1 << 20];
    size_t size[2];
    for (int i = 0; i < 2; i++) {
        const char *path = fixture_path(*state, i ? "two" : "one");
        fixture_index(path, TEXTS, COUNT(TEXTS));
        FILE *f = fopen(path, "rb");
        assert_non_null(f);
        size[i] = fread(bytes[i], 1, sizeof bytes[i], f);
        fclose(f);
    }
    assert_int_equal(size[0], size[1]);
    assert_memory_equal(bytes[0], bytes[1], size[0]);
}

static void an_index_of_nothing_is_one(void **state) {
    struct shim_reader *r = fixture_reader(*state, NULL, 0);
    assert_int_equal(count(r), 0);
    assert_int_equal(df(r, "tin"), 0);
    shim_reader_close(r);
}

/* ---- reading --------------------------------------------------------------------- */

static void counts_the_documents_that_have_a_term(void **state) {
    char longest[SHIM_TERM_MAX + 1];
    struct shim_reader *r = fixture_reader(*state, TEXTS, COUNT(TEXTS));
    struct tt_error e;
    uint32_t n = 77;
    assert_int_equal(df(r, "thông"), 2);
    assert_int_equal(df(r, "tin"), 2);
    assert_int_equal(df(r, "ngoại"), 1);
    assert_int_equal(df(r, "thong"), 0);
    memset(longest, 'a', sizeof longest);
    assert_refused(shim_reader_df(r, "", 0, &n, &e), e, TT_BAD_INPUT);
    assert_refused(shim_reader_df(r, longest, sizeof longest, &n, &e), e, TT_BAD_INPUT);
    assert_int_equal(n, 77);
    shim_reader_close(r);
}

struct walk {
    uint32_t last, total, blocks, stop_after;
};

static bool take_ids(void *state, const uint32_t *ids, const uint32_t *wdf, size_t n) {
    (void)wdf;
    struct walk *walk = state;
    for (size_t i = 0; i < n; i++) {
        assert_true(ids[i] > walk->last);
        walk->last = ids[i];
    }
    walk->total += (uint32_t)n;
    return ++walk->blocks != walk->stop_after;
}

static void gives_postings_in_blocks_until_told_to_stop(void **state) {
    static const char *texts[5000];
    for (size_t i = 0; i < COUNT(texts); i++)
        texts[i] = i % 2 == 0 ? "chẵn" : "lẻ";
    struct shim_reader *r = fixture_reader(*state, texts, COUNT(texts));
    struct tt_error e;

    struct walk all = {0};
    assert_ok(shim_reader_postings(r, "lẻ", strlen("lẻ"), take_ids, &all, &e), e);
    assert_int_equal(all.total, 2500);
    assert_int_equal(all.last, 5000);
    assert_true(all.blocks > 1);

    struct walk some = {.stop_after = 1};
    assert_ok(shim_reader_postings(r, "lẻ", strlen("lẻ"), take_ids, &some, &e), e);
    assert_int_equal(some.blocks, 1);
    assert_true(some.total < 2500);

    struct walk none = {0};
    assert_ok(shim_reader_postings(r, "x", 1, take_ids, &none, &e), e);
    assert_int_equal(none.blocks, 0);
    shim_reader_close(r);
}

struct term_list {
    char text[256]; /* "term=df " for each */
    size_t stop_after;
};

static bool take_term(void *state, const char *term, size_t len, uint32_t df) {
    struct term_list *list = state;
    size_t at = strlen(list->text);
    snprintf(list->text + at, sizeof list->text - at, "%.*s=%u ", (int)len, term, df);
    return --list->stop_after > 0;
}

static void lists_terms_by_their_prefix_in_byte_order(void **state) {
    static const char *const texts[] = {"Sthông Stho \xff\xff", "Sthông Stin \xff", "Tthông Sth"};
    static const struct {
        const char *prefix;
        size_t stop_after;
        const char *expected;
    } cases[] = {
        {"Sth", 9, "Sth=1 Stho=1 Sthông=2 "},
        {"Sth", 2, "Sth=1 Stho=1 "},
        {"Sthông", 9, "Sthông=2 "},
        {"Sthôngx", 9, ""},
        {"", 9, "Sth=1 Stho=1 Sthông=2 Stin=1 Tthông=1 \xff=1 \xff\xff=1 "},
        {"\xff", 9, "\xff=1 \xff\xff=1 "},
    };
    struct shim_reader *r = fixture_reader(*state, texts, COUNT(texts));
    struct tt_error e;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct term_list list = {.stop_after = cases[i].stop_after};
        assert_ok(
            shim_reader_terms(r, cases[i].prefix, strlen(cases[i].prefix), take_term, &list, &e),
            e);
        assert_string_equal(list.text, cases[i].expected);
    }
    char longest[SHIM_TERM_MAX + 1];
    struct term_list list = {.stop_after = 9};
    memset(longest, 'S', sizeof longest);
    assert_ok(shim_reader_terms(r, longest, sizeof longest, take_term, &list, &e), e);
    assert_string_equal(list.text, "");
    shim_reader_close(r);
}

/* ---- opening what is no index ---------------------------------------------------- */

static void write_file(const char *path, const char *bytes, size_t len) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

static int open_descriptors(void) {
    DIR *dir = opendir("/proc/self/fd");
    int n = 0;
    assert_non_null(dir);
    while (readdir(dir) != NULL)
        n++;
    closedir(dir);
    return n;
}

static void refuses_to_open_what_is_no_index(void **state) {
    static const struct {
        const char *bytes;
        enum tt_code code;
    } cases[] = {
        {"", TT_CORRUPT},
        {"no index at all", TT_CORRUPT},
        {"remote :touch /tmp/timtin-never\n", TT_CORRUPT}, /* a list of databases to Xapian */
        {"inmemory\n", TT_CORRUPT},
    };
    struct shim_reader *r = NULL;
    struct tt_error e;
    const char *file = fixture_path(*state, "file");
    const char *folder = fixture_path(*state, "folder");
    assert_int_equal(mkdir(folder, 0777), 0);
    int before = open_descriptors();

    assert_refused(shim_reader_open(fixture_path(*state, "none"), &r, &e), e, TT_NOT_FOUND);
    assert_refused(shim_reader_open("", &r, &e), e, TT_NOT_FOUND);
    assert_refused(shim_reader_open(folder, &r, &e), e, TT_NOT_FOUND);
    assert_refused(shim_reader_open("/dev/null", &r, &e), e, TT_BAD_INPUT);
    for (size_t i = 0; i < COUNT(cases); i++) {
        write_file(file, cases[i].bytes, strlen(cases[i].bytes));
        assert_refused(shim_reader_open(file, &r, &e), e, cases[i].code);
    }
    assert_null(r);
    assert_int_equal(open_descriptors(), before);
    shim_reader_close(NULL);
}

/* Every verb on a reader; the answers do not matter, only that each call comes back. */
static void use(struct shim_reader *r) {
    struct walk walk = {0};
    struct term_list list = {.stop_after = 9};
    struct tt_error e;
    uint32_t n = 0;
    shim_reader_count(r, &n, &e);
    shim_reader_df(r, "tin", 3, &n, &e);
    shim_reader_postings(r, "tin", 3, take_ids, &walk, &e);
    shim_reader_terms(r, "", 0, take_term, &list, &e);
}

static void survives_files_cut_anywhere(void **state) {
    static char bytes[1 << 20];
    const char *cut = fixture_path(*state, "cut");
    struct tt_error e;
    shim_reader_close(fixture_reader(*state, TEXTS, COUNT(TEXTS)));
    FILE *f = fopen(fixture_path(*state, "fixture-file"), "rb");
    assert_non_null(f);
    size_t size = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    assert_in_range(size, 1, sizeof bytes - 1);

    int before = open_descriptors();
    for (size_t len = 0; len < size; len += len < 128 ? 1 : 509) {
        struct shim_reader *r = NULL;
        write_file(cut, bytes, len);
        if (shim_reader_open(cut, &r, &e))
            use(r);
        else
            assert_int_equal(e.code, TT_CORRUPT);
        shim_reader_close(r);
    }
    assert_int_equal(open_descriptors(), before);
}

static void says_which_engine_it_is(void **state) {
    (void)state;
    assert_memory_equal(shim_engine_version(), "1.4.", 4);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(refuses_to_write_where_something_is),
        TEST(removes_what_was_not_completed),
        TEST(takes_terms_within_their_bounds_only),
        TEST(refuses_what_is_out_of_order),
        TEST(refuses_terms_that_do_not_come_to_the_lengths),
        TEST(equal_contents_are_equal_bytes),
        TEST(an_index_of_nothing_is_one),
        TEST(counts_the_documents_that_have_a_term),
        TEST(gives_postings_in_blocks_until_told_to_stop),
        TEST(lists_terms_by_their_prefix_in_byte_order),
        TEST(refuses_to_open_what_is_no_index),
        TEST(survives_files_cut_anywhere),
        TEST(says_which_engine_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
