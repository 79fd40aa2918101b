#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "index/base/files.h"
#include "index/build/spool.h"

static char folder[] = "/tmp/timtin-spool-XXXXXX";

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state) {
    struct tt_error e;
    (void)state;
    return !files_remove_tree(folder, &e);
}

static struct article article_named(const char *id, const char *body) {
    struct article a = {.published = 20240105};
    for (int i = 0; i < ARTICLE_STRINGS; i++)
        a.s[i] = "";
    a.s[ARTICLE_ID] = id;
    a.s[ARTICLE_BODY] = body;
    for (int i = 0; i < ARTICLE_STRINGS; i++)
        a.len[i] = strlen(a.s[i]);
    return a;
}

static struct spool *spool_with(uint64_t first_key, size_t n) {
    struct spool *s;
    struct tt_error e;
    assert_true(spool_new(folder, &s, &e));
    for (size_t i = 0; i < n; i++) {
        char id[32], body[64];
        snprintf(id, sizeof id, "bai-%zu", i);
        snprintf(body, sizeof body, "Nội dung của bài số %zu.", i);
        struct article a = article_named(id, body);
        assert_true(spool_add(s, first_key + i, &a, &e));
    }
    return s;
}

static void keep(uint64_t first_key, size_t n, uint64_t version) {
    struct tt_error e;
    struct spool *s = spool_with(first_key, n);
    assert_true(spool_keep(s, version, &e));
    spool_free(s);
}

static bool is_kept(uint64_t version, uint64_t key, const char *id) {
    struct kept *k;
    struct tt_error e;
    struct article a;
    const char *packed;
    size_t len;
    assert_true(kept_open(folder, version, &k, &e));
    bool found = kept_find(k, key, &packed, &len, &a);
    if (found) {
        assert_string_equal(a.s[ARTICLE_ID], id);
        article_done(&a);
    }
    kept_close(k);
    return found;
}

static void articles_are_read_back_while_more_are_added(void **state) {
    (void)state;
    struct tt_error e;
    struct article a, last = article_named("bai-cuoi", "Bài thêm sau.");
    struct spool *s = spool_with(1, 40);
    assert_true(spool_get(s, 17, &a, &e));
    assert_string_equal(a.s[ARTICLE_BODY], "Nội dung của bài số 17.");
    article_done(&a);
    assert_true(spool_add(s, 99, &last, &e));
    assert_true(spool_get(s, 40, &a, &e));
    assert_string_equal(a.s[ARTICLE_ID], "bai-cuoi");
    assert_int_equal(a.published, 20240105);
    article_done(&a);
    assert_int_equal(spool_count(s), 41);
    assert_false(spool_get(s, 41, &a, &e));
    spool_free(s);
}

static void what_was_kept_is_found_by_its_key_alone(void **state) {
    (void)state;
    keep(1000, 25, 7);
    assert_true(is_kept(7, 1000, "bai-0"));
    assert_true(is_kept(7, 1024, "bai-24"));
    assert_false(is_kept(7, 1025, NULL));
    assert_false(is_kept(7, 0, NULL));
}

static void another_version_keeps_nothing(void **state) {
    (void)state;
    keep(1000, 25, 7);
    assert_false(is_kept(8, 1000, NULL));
}

static void a_spool_that_is_dropped_leaves_what_was_kept(void **state) {
    (void)state;
    keep(1000, 3, 7);
    spool_free(spool_with(5000, 9));
    assert_true(is_kept(7, 1002, "bai-2"));
    assert_false(is_kept(7, 5000, NULL));
}

static void every_damaged_byte_empties_it(void **state) {
    (void)state;
    char path[FILES_PATH_MAX];
    struct tt_error e;
    struct mapping m;
    keep(1000, 2, 7);
    assert_true(files_join(folder, ".readings", path, &e) && mapping_open(path, &m, &e));
    size_t n = m.len;
    char *bytes = malloc(n);
    assert_non_null(bytes);
    memcpy(bytes, m.data, n);
    mapping_close(&m);
    for (size_t i = 0; i < n; i++) {
        bytes[i] ^= 0x11;
        assert_true(files_write(folder, ".readings", bytes, n, &e));
        assert_false(is_kept(7, 1000, NULL));
        bytes[i] ^= 0x11;
    }
    for (size_t cut = 1; cut <= n; cut += 7) {
        assert_true(files_write(folder, ".readings", bytes, n - cut, &e));
        assert_false(is_kept(7, 1000, NULL));
    }
    free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(articles_are_read_back_while_more_are_added),
        cmocka_unit_test(what_was_kept_is_found_by_its_key_alone),
        cmocka_unit_test(another_version_keeps_nothing),
        cmocka_unit_test(a_spool_that_is_dropped_leaves_what_was_kept),
        cmocka_unit_test(every_damaged_byte_empties_it),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
