#include "made_archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>
#include <xxhash.h>

#include "index/base/limits.h"

static bool is_there(const struct made_folder *f, const char *name) {
    char path[FILES_PATH_MAX];
    struct stat st;
    return lstat(folder_file(f, name, path), &st) == 0;
}

static void make_dir(const struct made_folder *f, const char *name) {
    char path[FILES_PATH_MAX];
    assert_int_equal(mkdir(folder_file(f, name, path), 0777), 0);
}

/* A generation of one file. */
static void publish(const struct made_folder *f, unsigned keep, char name[GENERATION_NAME_MAX]) {
    struct generation_lock lock;
    struct manifest m = {.documents = 3, .built_at = "2026-01-31T12:00:00Z"};
    struct tt_error e;
    char dir[FILES_PATH_MAX];
    assert_ok(generation_lock(f->path, &lock, &e), e);
    assert_ok(generation_begin(&lock, m.generation, dir, &e), e);
    assert_ok(files_write(dir, "data.bin", "bytes", 5, &e), e);
    assert_ok(manifest_write(dir, &m, &e), e);
    assert_ok(generation_publish(&lock, m.generation, keep, &e), e);
    generation_unlock(&lock);
    strcpy(name, m.generation);
}

static void one_build_at_a_time_has_the_lock(void **state) {
    const struct made_folder *f = *state;
    struct generation_lock first, second;
    struct tt_error e;
    char deep[FILES_PATH_MAX];
    folder_file(f, "a//b/index/", deep);
    assert_ok(generation_lock(deep, &first, &e), e); /* and makes the folder */
    assert_true(is_there(f, "a/b/index/lock"));
    assert_refused(generation_lock(deep, &second, &e), e, TT_BUSY);
    generation_unlock(&first);
    assert_ok(generation_lock(deep, &second, &e), e);
    generation_unlock(&second);
    folder_write(f, "file", "");
    folder_file(f, "file/index", deep);
    assert_refused(generation_lock(deep, &first, &e), e, TT_INTERNAL);
    assert_refused(generation_lock("", &first, &e), e, TT_BAD_INPUT);
}

static void leftovers_of_killed_builds_go_and_nothing_else(void **state) {
    const struct made_folder *f = *state;
    char name[GENERATION_NAME_MAX], path[FILES_PATH_MAX];
    publish(f, 2, name);
    make_dir(f, ".building-20200101T000000Z");
    make_dir(f, ".building-20200101T000000Z/.parts");
    folder_write(f, ".building-20200101T000000Z/.parts/postlist.glass", "bytes");
    folder_write(f, ".building-20200101T000000Z/date.u32", "bytes");
    folder_write(f, "notes.txt", "mine");
    make_dir(f, "elsewhere");
    assert_int_equal(symlink("elsewhere", folder_file(f, ".building-link", path)), 0);
    folder_write(f, "elsewhere/kept", "mine");
    char next[GENERATION_NAME_MAX];
    publish(f, 2, next);
    assert_false(is_there(f, ".building-20200101T000000Z"));
    assert_false(is_there(f, ".building-link"));
    assert_true(is_there(f, "notes.txt"));
    assert_true(is_there(f, "elsewhere/kept"));
    assert_true(is_there(f, name));
    assert_true(is_there(f, next));
}

static void a_build_that_ends_before_publishing_changes_nothing(void **state) {
    const struct made_folder *f = *state;
    struct generation_lock lock;
    struct tt_error e;
    char name[GENERATION_NAME_MAX], other[GENERATION_NAME_MAX], dir[FILES_PATH_MAX];
    assert_refused(generation_current(f->path, name, &e), e, TT_NOT_FOUND);
    publish(f, 2, name);
    assert_ok(generation_lock(f->path, &lock, &e), e);
    assert_ok(generation_begin(&lock, other, dir, &e), e);
    assert_string_not_equal(name, other);
    generation_unlock(&lock);
    assert_ok(generation_current(f->path, other, &e), e);
    assert_string_equal(name, other);
    char names[4][GENERATION_NAME_MAX];
    assert_int_equal(generation_list(f->path, names, 4), 1);
}

static void as_many_generations_remain_as_are_to_be_kept(void **state) {
    const struct made_folder *f = *state;
    static const unsigned keep[] = {3, 3, 3, 3, 2, 1, 1};
    static const size_t remain[] = {1, 2, 3, 3, 2, 1, 1};
    char made[COUNT(keep)][GENERATION_NAME_MAX], names[9][GENERATION_NAME_MAX];
    for (size_t i = 0; i < COUNT(keep); i++) {
        struct tt_error e;
        char current[GENERATION_NAME_MAX];
        publish(f, keep[i], made[i]);
        assert_int_equal(generation_list(f->path, names, 9), remain[i]);
        for (size_t k = 0; k < remain[i]; k++) /* the newest, oldest first */
            assert_string_equal(names[k], made[i + 1 - remain[i] + k]);
        assert_ok(generation_current(f->path, current, &e), e);
        assert_string_equal(current, made[i]);
    }
}

static void an_older_generation_can_be_served_again(void **state) {
    const struct made_folder *f = *state;
    struct generation_lock lock;
    struct tt_error e;
    char first[GENERATION_NAME_MAX], second[GENERATION_NAME_MAX], current[GENERATION_NAME_MAX];
    publish(f, 5, first);
    publish(f, 5, second);
    assert_ok(generation_lock(f->path, &lock, &e), e);
    assert_ok(generation_activate(&lock, first, &e), e);
    generation_unlock(&lock);
    assert_ok(generation_current(f->path, current, &e), e);
    assert_string_equal(current, first);
    assert_false(is_there(f, ".CURRENT.next"));
}

static void current_holds_a_name_or_is_refused(void **state) {
    const struct made_folder *f = *state;
    static const struct {
        const char *text;
        bool good;
    } cases[] = {
        {"20260131T120000Z\n", true},
        {"20260131T120000Z", true},
        {"a", true},
        {"", false},
        {"\n", false},
        {"../other\n", false},
        {".building-x\n", false},
        {"a/b\n", false},
        {"a b\n", false},
        {"a\n\n", false},
        {"lock\n", false},
        {"CURRENT\n", false},
        {"0123456789012345678901234567890123456789012345678901234567890123\n", false},
        {"012345678901234567890123456789012345678901234567890123456789012\n", true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct tt_error e;
        char name[GENERATION_NAME_MAX] = "as it was", dir[FILES_PATH_MAX];
        folder_write(f, "CURRENT", cases[i].text);
        if (!cases[i].good) {
            assert_refused(generation_current(f->path, name, &e), e, TT_CORRUPT);
            assert_string_equal(name, "as it was");
            continue;
        }
        assert_ok(generation_current(f->path, name, &e), e);
        assert_int_equal(strlen(name), strcspn(cases[i].text, "\n"));
        assert_ok(generation_dir(f->path, name, dir, &e), e);
    }
}

static void a_nul_in_current_is_no_end_of_a_name(void **state) {
    const struct made_folder *f = *state;
    struct tt_error e;
    char name[GENERATION_NAME_MAX];
    assert_ok(files_write(f->path, "CURRENT", "2026\0x\n", 7, &e), e);
    assert_refused(generation_current(f->path, name, &e), e, TT_CORRUPT);
}

static void only_whole_generations_are_listed(void **state) {
    const struct made_folder *f = *state;
    char names[2][GENERATION_NAME_MAX], name[GENERATION_NAME_MAX];
    assert_int_equal(generation_list("no-such-folder", names, 2), 0);
    publish(f, 2, name);
    make_dir(f, "20200101T000000Z"); /* without a manifest */
    make_dir(f, "with space");
    folder_write(f, "with space/manifest.json", "{}");
    assert_int_equal(generation_list(f->path, names, 2), 1);
    assert_string_equal(names[0], name);
    assert_int_equal(generation_list(f->path, names, 0), 0);
}

/* ---- manifests ------------------------------------------------------------------- */

static void a_manifest_says_what_the_generation_is(void **state) {
    const struct made_folder *f = *state;
    struct manifest m = {.generation = "g",
                         .built_at = "2026-01-31T12:00:00Z",
                         .documents = UINT32_MAX,
                         .duplicates = 7,
                         .gone = 2};
    struct manifest got;
    struct tt_error e;
    folder_write(f, "b.bin", "");
    folder_write(f, "a.bin", "bytes");
    folder_write(f, ".hidden", "not listed");
    assert_refused(manifest_read(f->path, &got, &e), e, TT_NOT_FOUND);
    assert_ok(manifest_write(f->path, &m, &e), e);
    assert_ok(manifest_read(f->path, &got, &e), e);
    assert_string_equal(got.generation, "g");
    assert_string_equal(got.built_at, m.built_at);
    assert_int_equal(got.documents, UINT32_MAX);
    assert_int_equal(got.duplicates, 7);
    assert_int_equal(got.gone, 2);
    assert_int_equal(got.n_files, 2);
    assert_string_equal(got.files[0].name, "a.bin");
    assert_int_equal(got.files[0].bytes, 5);
    assert_ok(manifest_verify(f->path, &got, &e), e);
}

static void files_that_are_not_as_they_were_written_are_named(void **state) {
    const struct made_folder *f = *state;
    static const char *const wrong[] = {"bytez", "byte", "bytes!", ""};
    struct manifest m = {.generation = "g", .built_at = "x"};
    struct tt_error e;
    char path[FILES_PATH_MAX];
    folder_write(f, "a.bin", "bytes");
    folder_write(f, "b.bin", "more");
    assert_ok(manifest_write(f->path, &m, &e), e);
    for (size_t i = 0; i < COUNT(wrong); i++) {
        folder_write(f, "b.bin", wrong[i]);
        assert_refused(manifest_verify(f->path, &m, &e), e, TT_CORRUPT);
        assert_non_null(strstr(e.text, "b.bin"));
    }
    assert_int_equal(unlink(folder_file(f, "b.bin", path)), 0);
    assert_refused(manifest_verify(f->path, &m, &e), e, TT_CORRUPT);
    make_dir(f, "b.bin");
    assert_refused(manifest_verify(f->path, &m, &e), e, TT_CORRUPT);
}

/* Rewrites manifest.json with one field changed and the checksum made to fit. */
static void forge(const struct made_folder *f, const char *field, json_t *value) {
    char path[FILES_PATH_MAX], hex[17];
    json_t *root = json_load_file(folder_file(f, "manifest.json", path), 0, NULL);
    assert_non_null(root);
    json_object_del(root, "xxh3");
    json_object_set_new(root, field, value);
    char *text = json_dumps(root, JSON_INDENT(1) | JSON_SORT_KEYS);
    snprintf(hex, sizeof hex, "%016llx", (unsigned long long)XXH3_64bits(text, strlen(text)));
    free(text);
    json_object_set_new(root, "xxh3", json_string(hex));
    text = json_dumps(root, JSON_INDENT(1) | JSON_SORT_KEYS);
    folder_write(f, "manifest.json", text);
    free(text);
    json_decref(root);
}

static void a_manifest_of_another_version_is_stale_and_a_strange_one_corrupt(void **state) {
    const struct made_folder *f = *state;
    const struct {
        const char *field;
        json_t *value;
        enum tt_code want;
    } cases[] = {
        {"format", json_integer(FORMAT_VERSION), TT_OK},
        {"format", json_integer(FORMAT_VERSION + 1), TT_STALE},
        {"analyzer", json_integer(ANALYZER_VERSION - 1), TT_STALE},
        {"cleaner", json_integer(CLEANER_VERSION + 1), TT_OK},
        {"documents", json_string("3"), TT_CORRUPT},
        {"documents", json_integer(-1), TT_CORRUPT},
        {"documents", json_integer((json_int_t)UINT32_MAX + 1), TT_CORRUPT},
        {"generation", json_null(), TT_CORRUPT},
        {"files", json_array(), TT_CORRUPT},
        {"files", json_pack("[{s:s, s:i, s:s}]", "name", "../a.bin", "bytes", 5, "xxh3", "0"),
         TT_CORRUPT},
        {"files", json_pack("[{s:s, s:i, s:s}]", "name", "a.bin", "bytes", -5, "xxh3", "0"),
         TT_CORRUPT},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct manifest m = {.generation = "g", .built_at = "x"}, got;
        struct tt_error e = {.code = TT_OK};
        folder_write(f, "a.bin", "bytes");
        assert_ok(manifest_write(f->path, &m, &e), e);
        forge(f, cases[i].field, cases[i].value);
        bool ok = manifest_read(f->path, &got, &e);
        if (ok != (cases[i].want == TT_OK) || (!ok && e.code != cases[i].want))
            fail_msg("%zu: %s %s", i, tt_code_name(e.code), e.text);
    }
}

static void every_changed_byte_of_a_manifest_is_seen(void **state) {
    const struct made_folder *f = *state;
    struct manifest m = {.generation = "g", .built_at = "2026-01-31T12:00:00Z"}, got;
    struct mapping map;
    struct tt_error e;
    char path[FILES_PATH_MAX];
    folder_write(f, "a.bin", "bytes");
    assert_ok(manifest_write(f->path, &m, &e), e);
    assert_ok(mapping_open(folder_file(f, "manifest.json", path), &map, &e), e);
    size_t n = map.len;
    char *bytes = malloc(n);
    assert_non_null(bytes);
    memcpy(bytes, map.data, n);
    mapping_close(&map);
    static const char flips[] = {0x01, 0x10, 0x20}; /* another digit, a blank, another case */
    for (size_t i = 0; i < n * COUNT(flips); i++) {
        size_t at = i / COUNT(flips);
        bytes[at] ^= flips[i % COUNT(flips)];
        assert_ok(files_write(f->path, "manifest.json", bytes, n, &e), e);
        if (manifest_read(f->path, &got, &e))
            fail_msg("byte %zu is not missed", at);
        bytes[at] ^= flips[i % COUNT(flips)];
    }
    for (size_t cut = 0; cut < n; cut += 7) {
        assert_ok(files_write(f->path, "manifest.json", bytes, cut, &e), e);
        assert_refused(manifest_read(f->path, &got, &e), e, TT_CORRUPT);
    }
    free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_setup, folder_teardown)
        IN_FOLDER(one_build_at_a_time_has_the_lock),
        IN_FOLDER(leftovers_of_killed_builds_go_and_nothing_else),
        IN_FOLDER(a_build_that_ends_before_publishing_changes_nothing),
        IN_FOLDER(as_many_generations_remain_as_are_to_be_kept),
        IN_FOLDER(an_older_generation_can_be_served_again),
        IN_FOLDER(current_holds_a_name_or_is_refused),
        IN_FOLDER(a_nul_in_current_is_no_end_of_a_name),
        IN_FOLDER(only_whole_generations_are_listed),
        IN_FOLDER(a_manifest_says_what_the_generation_is),
        IN_FOLDER(files_that_are_not_as_they_were_written_are_named),
        IN_FOLDER(a_manifest_of_another_version_is_stale_and_a_strange_one_corrupt),
        IN_FOLDER(every_changed_byte_of_a_manifest_is_seen),
#undef IN_FOLDER
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
