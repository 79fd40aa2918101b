/* The texts of a build, packed with what they have in common. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/build/build.h"
#include "index/store/columns.h"
#include "made_archive.h"

enum { MANY = 120, FEW = 3, RECORD = 1200 };

static const char *const parts[] = {
    "Sáng nay, đoàn công tác đã làm việc với lãnh đạo huyện về kế hoạch trồng rừng ven biển. "
    "Người dân trong vùng mong muốn có thêm lớp tập huấn và dụng cụ lao động. ",
    "Giải bóng chuyền mùa hè khai mạc tối qua tại nhà thi đấu với mười hai đội tham dự. "
    "Ban tổ chức cho biết vé được phát miễn phí trong suốt tuần lễ. ",
    "Danh sách đầy đủ sẽ được niêm yết tại trụ sở và gửi về từng thôn. "
    "Kinh phí lấy từ nguồn xã hội hóa và một phần ngân sách địa phương. ",
};

/* The body of article i. */
static void write_body(unsigned i, char out[RECORD]) {
    snprintf(out, RECORD, "Số %u. %sĐoạn %u. %s%u người dự.", i * 31, parts[i % 3], i * 77,
             parts[i / 3 % 3], i * i);
}

/* Builds from so many articles, each with a text of its own; what generation they made. */
static struct snapshot *build_articles(const struct made_folder *f, unsigned n, unsigned threads,
                                       char index[FILES_PATH_MAX]) {
    static char records[MANY * 2 * RECORD];
    char input[FILES_PATH_MAX], body[RECORD];
    const char *paths[] = {folder_file(f, "in.jsonl", input)};
    struct build_options o = {
        .paths = paths, .n_paths = 1, .keep = 2, .keep_duplicates = true, .threads = threads};
    struct build_summary sum;
    struct tt_error e;
    size_t at = 0;
    for (unsigned i = 0; i < n; i++) {
        write_body(i, body);
        at += (size_t)snprintf(records + at, sizeof records - at,
                               "{\"id\":\"%03u\",\"published\":\"2022-03-%02u\",\"title\":\"Bài "
                               "%u\",\"body\":\"%s\"}\n",
                               i, 1 + i % 28, i, body);
    }
    assert_true(at < sizeof records);
    folder_write(f, "in.jsonl", records);
    o.index = folder_file(f, "index", index);
    assert_ok(build(&o, &sum, &e), e);
    assert_int_equal(sum.indexed, n);
    return archive_open(index);
}

static void map_file(const struct snapshot *s, const char *index, const char *name,
                     struct mapping *out) {
    char dir[FILES_PATH_MAX], path[FILES_PATH_MAX];
    struct tt_error e;
    assert_ok(generation_dir(index, snapshot_facts(s)->generation, dir, &e), e);
    assert_ok(files_join(dir, name, path, &e) && mapping_open(path, out, &e), e);
}

static size_t bytes_of(const struct snapshot *s, const char *index, const char *name) {
    struct mapping m;
    map_file(s, index, name, &m);
    size_t n = m.len;
    mapping_close(&m);
    return n;
}

static void assert_all_there(const struct snapshot *s) {
    for (uint32_t docid = 1; docid <= snapshot_facts(s)->documents; docid++) {
        char body[RECORD];
        struct article a;
        struct tt_error e;
        assert_ok(snapshot_article(s, docid, &a, &e), e);
        write_body((unsigned)atoi(a.s[ARTICLE_ID]), body);
        assert_string_equal(a.s[ARTICLE_BODY], body);
        assert_non_null(strstr(a.s[ARTICLE_PROVENANCE], "in.jsonl:"));
        article_done(&a);
    }
}

static void texts_are_packed_with_what_they_have_in_common(void **state) {
    char index[FILES_PATH_MAX];
    struct snapshot *s = build_articles(*state, MANY, 1, index);
    assert_true(bytes_of(s, index, FILE_DICTIONARY) > 1000);
    assert_true(bytes_of(s, index, FILE_ARTICLES) < MANY * 400);
    assert_all_there(s);
    snapshot_unref(s);
}

static void what_a_few_have_in_common_is_not_learned(void **state) {
    char index[FILES_PATH_MAX];
    struct snapshot *s = build_articles(*state, FEW, 1, index);
    assert_int_equal(bytes_of(s, index, FILE_DICTIONARY), 0);
    assert_all_there(s);
    snapshot_unref(s);
}

static void what_is_learned_does_not_depend_on_threads(void **state) {
    static const char *const names[] = {FILE_DICTIONARY, FILE_ARTICLES};
    char index[FILES_PATH_MAX];
    struct snapshot *one = build_articles(*state, MANY, 1, index);
    struct snapshot *four = build_articles(*state, MANY, 4, index);
    for (size_t i = 0; i < COUNT(names); i++) {
        struct mapping a, b;
        map_file(one, index, names[i], &a);
        map_file(four, index, names[i], &b);
        assert_int_equal(a.len, b.len);
        assert_memory_equal(a.data, b.data, a.len);
        mapping_close(&a);
        mapping_close(&b);
    }
    snapshot_unref(one);
    snapshot_unref(four);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_setup, folder_teardown)
        IN_FOLDER(texts_are_packed_with_what_they_have_in_common),
        IN_FOLDER(what_a_few_have_in_common_is_not_learned),
        IN_FOLDER(what_is_learned_does_not_depend_on_threads),
#undef IN_FOLDER
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
