/* The files of a generation: the same however the work is shared out. What is found in them is
 * tested by test_search_random. */
#include <dirent.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "index/store/columns.h"
#include "index/store/keyset.h"
#include "index/store/runs.h"
#include "index/store/writer.h"
#include "made_archive.h"
#include "made_queries.h"

enum { ARTICLES = 900 };

static void write_archive(const char *dir, const struct writer_options *o) {
    struct agency_ref agencies[] = {{"bo-a", "Bộ A"}, {"bo-b", "Bộ B"}, {"bo-a", "Bộ A"}};
    struct directory *directory;
    struct generation_writer *w;
    struct manifest m = {.generation = "20260131T120000Z", .built_at = "2026-01-31T12:00:00Z"};
    struct tt_error e;
    uint64_t random = 11;
    assert_int_equal(mkdir(dir, 0777), 0);
    assert_ok(directory_open(&directory, &e), e);
    assert_ok(generation_writer_begin(dir, directory, o, &w, &e), e);
    for (unsigned i = 0; i < ARTICLES; i++) {
        char id[16], title[300], body[3000];
        snprintf(id, sizeof id, "bai-%u", i);
        vocabulary_text(&random, random_below(&random, 9), false, title, sizeof title);
        vocabulary_text(&random, random_below(&random, 60), true, body, sizeof body);
        struct article a = plain_article(id, title, body, i % 3 ? "Báo Một" : "", 20220101);
        a.agencies = agencies;
        a.n_agencies = i % 4; /* with 3 of them one is named twice */
        assert_ok(generation_writer_add(w, &a, &e), e);
        if (i == ARTICLES / 2)
            assert_ok(generation_writer_drain(w, &e), e);
    }
    assert_ok(generation_writer_end(w, &m, &e), e);
    generation_writer_free(w);
    directory_close(directory);
}

static void assert_same_file(const char *a, const char *b, const char *name) {
    char path[FILES_PATH_MAX];
    struct mapping x, y;
    struct tt_error e;
    assert_ok(files_join(a, name, path, &e) && mapping_open(path, &x, &e), e);
    assert_ok(files_join(b, name, path, &e) && mapping_open(path, &y, &e), e);
    if (x.len != y.len || memcmp(x.data, y.data, x.len) != 0)
        fail_msg("%s differs", name);
    mapping_close(&x);
    mapping_close(&y);
}

static unsigned assert_same_files(const char *a, const char *b) {
    DIR *d = opendir(a);
    unsigned n = 0;
    assert_non_null(d);
    for (struct dirent *entry; (entry = readdir(d));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            assert_int_not_equal(entry->d_name[0], '.'); /* nothing of the work is left */
            assert_same_file(a, b, entry->d_name);
            n++;
        }
    closedir(d);
    return n;
}

static void the_files_are_the_same_whatever_the_options_say(void **state) {
    static const struct writer_options options[] = {{.threads = 1},
                                                    {.threads = 1, .memory = 1},
                                                    {.threads = 2, .memory = 1},
                                                    {.threads = 4, .memory = 1}};
    char first[FILES_PATH_MAX], other[FILES_PATH_MAX], name[8];
    for (size_t i = 0; i < COUNT(options); i++) {
        snprintf(name, sizeof name, "%zu", i);
        write_archive(folder_file(*state, name, other), &options[i]);
        if (i == 0)
            strcpy(first, other);
        else
            assert_int_equal(assert_same_files(first, other), assert_same_files(other, first));
    }
    assert_true(assert_same_files(first, other) > 15);
}

static void names_are_terms_of_their_articles(void **state) {
    static const struct {
        const char *term;
        uint32_t articles;
    } cases[] = {{"Qbai-0", 1}, {"Qbai-899", 1},     {"Qbai-900", 0},     {"XSbao-mot", 600},
                 {"XS", 0},     {"XAbo-a", 225 * 3}, {"XAbo-b", 225 * 2}, {"XA", 0}};
    char dir[FILES_PATH_MAX], path[FILES_PATH_MAX];
    struct shim_reader *r;
    struct tt_error e;
    write_archive(folder_file(*state, "a", dir),
                  &(struct writer_options){.threads = 2, .memory = 1});
    assert_ok(files_join(dir, "terms.xapian", path, &e), e);
    assert_ok(shim_reader_open(path, &r, &e), e);
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint32_t df;
        assert_ok(shim_reader_df(r, cases[i].term, strlen(cases[i].term), &df, &e), e);
        if (df != cases[i].articles)
            fail_msg("%s is in %u articles", cases[i].term, df);
    }
    shim_reader_close(r);
}

/* ---- no memory ------------------------------------------------------------------- */

/* How many more times jansson gets memory before it once gets none. Tests of one program run one
 * after the other. */
static int json_allocations;

static void *json_memory(size_t n) {
    return json_allocations-- ? malloc(n) : NULL;
}

/* Ends a generation of an article whose agency has aliases, successors and predecessors. */
static bool end_with(const char *dir, const struct directory *directory, int allocations) {
    struct agency_ref agency = {"bo-thong-tin-va-truyen-thong", "Bộ Thông tin và Truyền thông"};
    struct article a = plain_article("a", "Tin", "Tin vắn.", "Báo Một", 20220101);
    const struct writer_options options = {.threads = 1};
    struct generation_writer *w;
    struct manifest m = {.generation = "20260131T120000Z", .built_at = "2026-01-31T12:00:00Z"};
    struct tt_error e;
    a.agencies = &agency;
    a.n_agencies = 1;
    assert_int_equal(mkdir(dir, 0777), 0);
    assert_ok(generation_writer_begin(dir, directory, &options, &w, &e), e);
    assert_ok(generation_writer_add(w, &a, &e), e);
    json_allocations = allocations;
    json_set_alloc_funcs(json_memory, free);
    bool ok = generation_writer_end(w, &m, &e);
    json_set_alloc_funcs(malloc, free);
    generation_writer_free(w);
    return ok;
}

/* Whichever allocation fails: either it is told, or the names are those that they were. */
static void names_are_written_whole_or_not_at_all(void **state) {
    char whole[FILES_PATH_MAX], dir[FILES_PATH_MAX];
    struct directory *directory;
    struct tt_error e;
    bool ok = false;
    assert_ok(directory_open(&directory, &e), e);
    assert_true(end_with(folder_file(*state, "whole", whole), directory, INT_MAX));
    int needed = INT_MAX - json_allocations;
    assert_in_range(needed, 20, 2000);
    for (int i = 0; i < needed; i++) {
        ok = end_with(folder_file(*state, "cut", dir), directory, i);
        if (ok)
            assert_same_file(whole, dir, FILE_AGENCIES);
        assert_ok(files_remove_tree(dir, &e), e);
    }
    assert_false(ok);
    directory_close(directory);
}

/* ---- runs ------------------------------------------------------------------------ */

static const char RUNS[] = "\1a\2\0\1\1\1" /* a: rows 0 and 1 */
                           "\2ab\1\0\2"    /* ab: row 0, twice */
                           "\1a\1\0\3"     /* the second run: a, three times */
                           "\1b\1\0\1";

static bool add_to_terms(void *state, const char *term, size_t len, const struct shim_posting *list,
                         size_t n, struct tt_error *e) {
    return shim_writer_add(state, term, len, list, n, e);
}

static bool merge(const struct made_folder *f, size_t second, size_t end, struct tt_error *e) {
    static const uint32_t lengths[] = {3, 1, 4};
    char path[FILES_PATH_MAX], to[FILES_PATH_MAX];
    const struct run list[] = {{0, second, 1}, {second, end, 3}};
    const struct runs runs = {.path = folder_file(f, "runs", path), .list = list, .n = 2};
    struct shim_writer *w = NULL;
    assert_ok(files_write(f->path, "runs", RUNS, sizeof RUNS - 1, e), *e);
    assert_ok(shim_writer_open(folder_file(f, "terms", to), lengths, 3, &w, e), *e);
    bool ok = runs_merge(&runs, add_to_terms, w, e) && shim_writer_end(w, e);
    shim_writer_close(w);
    return ok;
}

static void terms_of_several_runs_become_one(void **state) {
    char path[FILES_PATH_MAX];
    struct shim_reader *r;
    struct tt_error e;
    uint32_t df;
    assert_ok(merge(*state, 13, sizeof RUNS - 1, &e), e);
    assert_ok(shim_reader_open(folder_file(*state, "terms", path), &r, &e), e);
    assert_ok(shim_reader_df(r, "a", 1, &df, &e), e);
    assert_int_equal(df, 3);
    assert_ok(shim_reader_df(r, "ab", 2, &df, &e), e);
    assert_int_equal(df, 1);
    shim_reader_close(r);
}

static void a_run_that_is_cut_or_damaged_is_refused(void **state) {
    struct tt_error e;
    for (size_t second = 0; second < sizeof RUNS - 1; second++)
        for (size_t end = second; end <= sizeof RUNS; end++)
            if (!(second == 13 && end == sizeof RUNS - 1))
                assert_false(merge(*state, second, end, &e)); /* else no fault: lengths differ */
}

/* ---- keys ------------------------------------------------------------------------ */

static void keys_are_numbered_in_the_order_of_first_use(void **state) {
    (void)state;
    struct keyset k = {0};
    for (int round = 0; round < 3; round++) {
        for (uint32_t i = 0; i < 20000; i++) {
            uint64_t key = (i / 2) * UINT64_C(0x100000001) + (unsigned)round;
            assert_int_equal(keyset_add(&k, key), i / 2);
        }
        assert_int_equal(k.n, 10000);
        for (uint32_t i = 0; i < k.n; i++)
            assert_int_equal(k.keys[i], i * UINT64_C(0x100000001) + (unsigned)round);
        keyset_clear(&k);
    }
    keyset_done(&k);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_setup, folder_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_files_are_the_same_whatever_the_options_say),
        TEST(names_are_terms_of_their_articles),
        TEST(names_are_written_whole_or_not_at_all),
        TEST(terms_of_several_runs_become_one),
        TEST(a_run_that_is_cut_or_damaged_is_refused),
        cmocka_unit_test(keys_are_numbered_in_the_order_of_first_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
