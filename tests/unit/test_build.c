#include "made_archive.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/build/build.h"

/* Sentences of our own, so that texts are long enough to be compared. */
#define LONG_TEXT                                                                                                            \
    "Sáng nay, đoàn công tác đã làm việc với lãnh đạo huyện về kế hoạch trồng rừng ven biển. " \
    "Hai bên trao đổi về giống cây, nhân lực và kinh phí cho cả năm. "                                      \
    "Người dân trong vùng mong muốn có thêm lớp tập huấn và dụng cụ lao động. "                       \
    "Buổi chiều, đoàn đi thăm vườn ươm và trường học trên đảo. "
#define OTHER_TEXT                                                                                                   \
    "Giải bóng chuyền mùa hè khai mạc tối qua tại nhà thi đấu với mười hai đội tham dự. " \
    "Trận đầu tiên kéo dài năm hiệp và thu hút đông đảo khán giả trẻ. "                       \
    "Ban tổ chức cho biết vé được phát miễn phí trong suốt tuần lễ. "
#define TAIL_TEXT                                                                                        \
    "Bản tin bổ sung cho biết thêm ba xã đăng ký tham gia chương trình trong quý tới. " \
    "Danh sách đầy đủ sẽ được niêm yết tại trụ sở và gửi về từng thôn. "   \
    "Kinh phí lấy từ nguồn xã hội hóa và một phần ngân sách địa phương. "         \
    "Lịch trồng cụ thể phụ thuộc vào con nước và thời tiết của từng tháng. "

static void index_path(const struct made_folder *f, char out[FILES_PATH_MAX]) {
    folder_file(f, "index", out);
}

/* Builds from the records, one a line, with what else the options say. */
static bool build_records(const struct made_folder *f, const char *records, struct build_options o,
                          struct build_summary *summary, struct tt_error *e) {
    char index[FILES_PATH_MAX], input[FILES_PATH_MAX];
    folder_write(f, "in.jsonl", records);
    const char *paths[] = {folder_file(f, "in.jsonl", input)};
    index_path(f, index);
    o.index = index;
    o.paths = paths;
    o.n_paths = 1;
    o.keep = o.keep ? o.keep : 2;
    return build(&o, summary, e);
}

static struct snapshot *open_index(const struct made_folder *f) {
    char index[FILES_PATH_MAX];
    index_path(f, index);
    return archive_open(index);
}

/* The ids of the articles in their order, a space behind each. */
static void show_ids(const struct snapshot *s, char *out, size_t room) {
    size_t at = 0;
    out[0] = '\0';
    for (uint32_t i = 1; i <= snapshot_facts(s)->documents; i++) {
        struct article a;
        struct tt_error e;
        assert_ok(snapshot_article(s, i, &a, &e), e);
        at += (size_t)snprintf(out + at, room - at, "%s ", a.s[ARTICLE_ID]);
        article_done(&a);
    }
}

static void articles_come_newest_first_and_undated_last(void **state) {
    const struct made_folder *f = *state;
    static const char records[] =
        "{\"id\":\"undated\",\"title\":\"Một\",\"body\":\"Chuyện thứ nhất không có ngày.\"}\n"
        "{\"id\":\"year\",\"title\":\"Hai\",\"body\":\"Chuyện thứ hai chỉ có "
        "năm.\",\"published\":\"2022\"}\n"
        "{\"id\":\"first\",\"title\":\"Ba\",\"body\":\"Chuyện thứ ba vào đầu "
        "năm.\",\"published\":\"2022-01-01\"}\n"
        "{\"id\":\"late\",\"title\":\"Bốn\",\"body\":\"Chuyện thứ tư về mùa "
        "đông.\",\"published\":\"2022-12-31\"}\n"
        "{\"id\":\"old\",\"title\":\"Năm\",\"body\":\"Chuyện thứ năm đã lâu "
        "lắm.\",\"published\":\"2021-12-31\"}\n";
    struct build_summary sum;
    struct tt_error e;
    char ids[200];
    assert_ok(build_records(f, records, (struct build_options){0}, &sum, &e), e);
    assert_int_equal(sum.read, 5);
    assert_int_equal(sum.indexed, 5);
    struct snapshot *s = open_index(f);
    show_ids(s, ids, sizeof ids);
    assert_string_equal(ids, "late first year old undated ");
    assert_string_equal(snapshot_facts(s)->generation, sum.generation);
    snapshot_unref(s);
}

static void copies_stand_under_the_earliest(void **state) {
    const struct made_folder *f = *state;
    static const char records[] = "{\"id\":\"c\",\"title\":\"Trồng rừng\",\"body\":\"" LONG_TEXT
                                  "\",\"published\":\"2022-03-05\"}\n"
                                  "{\"id\":\"a\",\"title\":\"Trồng rừng\",\"body\":\"" LONG_TEXT
                                  "\",\"published\":\"2022-03-04\"}\n"
                                  "{\"id\":\"b\",\"title\":\"Bóng chuyền\",\"body\":\"" OTHER_TEXT
                                  "\",\"published\":\"2022-03-04\"}\n";
    struct build_summary sum;
    struct tt_error e;
    char ids[200];
    uint32_t docid;
    assert_ok(build_records(f, records, (struct build_options){0}, &sum, &e), e);
    assert_int_equal(sum.indexed, 2);
    assert_int_equal(sum.duplicates, 1);
    struct snapshot *s = open_index(f);
    show_ids(s, ids, sizeof ids);
    assert_string_equal(ids, "a b ");
    assert_int_equal(snapshot_find(s, "c", &docid), FIND_DUPLICATE);
    assert_int_equal(docid, 1);
    snapshot_unref(s);
}

static void every_input_is_kept_under_an_id_of_its_own_when_asked(void **state) {
    const struct made_folder *f = *state;
    char records[4096] = "", ids[600];
    static const char line[] = "{\"id\":\"a\",\"title\":\"Trồng rừng\",\"body\":\"" LONG_TEXT
                               "\",\"published\":\"2022-03-04\"}\n";
    struct build_summary sum;
    struct tt_error e;
    for (int i = 0; i < 4; i++)
        strcat(records, line);
    assert_ok(build_records(f, records, (struct build_options){.keep_duplicates = true}, &sum, &e),
              e);
    assert_int_equal(sum.indexed, 4);
    struct snapshot *s = open_index(f);
    show_ids(s, ids, sizeof ids);
    assert_string_equal(ids, "a a-2 a-3 a-4 ");
    snapshot_unref(s);
}

static void one_id_is_one_article(void **state) {
    const struct made_folder *f = *state;
    static const char records[] =
        "{\"id\":\"a\",\"title\":\"Trồng rừng\",\"body\":\"" LONG_TEXT
        "\",\"published\":\"2022-03-04\"}\n"
        "{\"id\":\"a\",\"title\":\"Trồng rừng\",\"body\":\"" LONG_TEXT
        "\",\"published\":\"2022-03-04\"}\n"
        "{\"id\":\"a\",\"title\":\"Trồng rừng\",\"body\":\"" LONG_TEXT TAIL_TEXT
        "\",\"published\":\"2022-03-05\"}\n"
        "{\"id\":\"a\",\"title\":\"Bóng chuyền\",\"body\":\"" OTHER_TEXT
        "\",\"published\":\"2022-03-06\"}\n";
    struct build_summary sum;
    struct tt_error e;
    char ids[200];
    assert_ok(build_records(f, records, (struct build_options){0}, &sum, &e), e);
    struct snapshot *s = open_index(f);
    show_ids(s, ids, sizeof ids);
    assert_string_equal(ids, "a ");
    assert_int_equal(snapshot_facts(s)->duplicates, 0);
    assert_int_equal(sum.read, 4);
    assert_int_equal(sum.duplicates, 1);
    assert_int_equal(sum.rejected, 2);
    assert_string_equal(sum.reasons[0].reason, "superseded");
    assert_int_equal(sum.indexed + sum.duplicates + sum.rejected, sum.read);
    snapshot_unref(s);
}

/* The date of the only article, and the first words of its title. */
static void check_only(const struct made_folder *f, const char *title, day_t published) {
    struct article a;
    struct tt_error e;
    struct snapshot *s = open_index(f);
    assert_int_equal(snapshot_facts(s)->documents, 1);
    assert_ok(snapshot_article(s, 1, &a, &e), e);
    assert_string_equal(a.s[ARTICLE_TITLE], title);
    assert_int_equal(a.published, published);
    article_done(&a);
    snapshot_unref(s);
}

static void of_texts_with_one_id_the_newer_stands(void **state) {
    static const struct {
        const char *first, *second; /* dates */
        bool same_text;
        int stands; /* 1 or 2 */
        day_t published;
    } rows[] = {
        {"2022-03-04", "2022-03-05", false, 2, 20220305},
        {"2022-03-05", "2022-03-04", false, 1, 20220305},
        {"2022-03-05", "2022-03-05", false, 2, 20220305},
        {"2022-03-05", "", false, 2, DAY_UNKNOWN},
        {"", "2022-03-05", false, 2, 20220305},
        {"", "", false, 2, DAY_UNKNOWN},
        {"2022-03-05", "2022-03-04", true, 2, 20220304},
        {"2022-03-04", "2022-03-05", true, 1, 20220304},
        {"2022-03-04", "2022-03-04", true, 1, 20220304},
        {"", "2022-03-04", true, 2, 20220304},
    };
    const struct made_folder *f = *state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char records[4096];
        struct build_summary sum;
        struct tt_error e;
        snprintf(records, sizeof records,
                 "{\"id\":\"a\",\"title\":\"Bài 1\",\"published\":\"%s\",\"body\":\"%s\"}\n"
                 "{\"id\":\"a\",\"title\":\"Bài 2\",\"published\":\"%s\",\"body\":\"%s\"}\n",
                 rows[i].first, LONG_TEXT, rows[i].second,
                 rows[i].same_text ? LONG_TEXT : OTHER_TEXT);
        assert_ok(build_records(f, records, (struct build_options){0}, &sum, &e), e);
        check_only(f, rows[i].stands == 1 ? "Bài 1" : "Bài 2", rows[i].published);
        assert_int_equal(sum.duplicates, rows[i].same_text);
        assert_int_equal(sum.rejected, !rows[i].same_text);
    }
}

/* The report as text, in `out`. */
static void read_report(const char *path, char *out, size_t room) {
    struct mapping m;
    struct tt_error e;
    assert_ok(mapping_open(path, &m, &e), e);
    snprintf(out, room, "%.*s", (int)m.len, m.data);
    mapping_close(&m);
}

static void what_does_not_stand_is_told_with_what_does(void **state) {
    const struct made_folder *f = *state;
    static const char records[] = "{\"id\":\"a\",\"title\":\"Một\",\"body\":\"" LONG_TEXT "\"}\n"
                                  "{\"id\":\"b\",\"title\":\"Hai\",\"body\":\"" TAIL_TEXT "\"}\n"
                                  "{\"id\":\"a\",\"title\":\"Một\",\"body\":\"" OTHER_TEXT "\"}\n"
                                  "{\"id\":\"b\",\"title\":\"Hai\",\"body\":\"" TAIL_TEXT "\"}\n"
                                  "{\"id\":\"c\",\"title\":\"Ba\",\"body\":\"" LONG_TEXT "\"}\n";
    char path[FILES_PATH_MAX], report[4096], expected[2 * FILES_PATH_MAX];
    struct build_summary sum;
    struct tt_error e;
    struct build_options o = {.report = folder_file(f, "report.jsonl", path)};
    assert_ok(build_records(f, records, o, &sum, &e), e);
    assert_int_equal(sum.indexed, 3); /* what was superseded is nobody's original */
    read_report(path, report, sizeof report);
    snprintf(expected, sizeof expected,
             "{\"status\":\"rejected\",\"input\":\"%s/in.jsonl:1\",\"reason\":\"superseded\","
             "\"detail\":\"%s/in.jsonl:3 is newer and has the same id, a\"}\n"
             "{\"status\":\"repeated\",\"input\":\"%s/in.jsonl:4\",\"id\":\"b\","
             "\"of\":\"%s/in.jsonl:2\"}\n",
             f->path, f->path, f->path, f->path);
    assert_string_equal(report, expected);
}

static void a_dry_run_counts_and_reports_and_writes_nothing(void **state) {
    const struct made_folder *f = *state;
    static const char records[] = "{\"id\":\"a\",\"title\":\"Một\",\"body\":\"" LONG_TEXT "\"}\n"
                                  "{\"id\":\"b\",\"title\":\"Một\",\"body\":\"" LONG_TEXT "\"}\n";
    char path[FILES_PATH_MAX], index[FILES_PATH_MAX], names[4][GENERATION_NAME_MAX], report[4096];
    struct build_summary sum;
    struct tt_error e;
    struct build_options o = {.report = folder_file(f, "report.jsonl", path), .dry = true};
    assert_ok(build_records(f, records, o, &sum, &e), e);
    assert_int_equal(sum.indexed, 1);
    assert_int_equal(sum.duplicates, 1);
    index_path(f, index);
    assert_int_equal(generation_list(index, names, 4), 0);
    read_report(path, report, sizeof report);
    assert_non_null(strstr(report, "\"of\":\"a\""));
}

static void an_agency_named_twice_counts_once(void **state) {
    const struct made_folder *f = *state;
    static const char records[] = "{\"id\":\"a\",\"title\":\"Một\",\"body\":\"Chuyện thứ nhất kể "
                                  "về một buổi sáng mùa thu.\",\"published\":\"2022-01-01\","
                                  "\"agencies\":[\"Bộ Ngoại giao\",\"Bộ Ngoại giao\",\"BỘ NGOẠI "
                                  "GIAO\",\"Sở Lạ\",\"Sở lạ\"]}\n";
    struct build_summary sum;
    struct tt_error e;
    size_t n;
    assert_ok(build_records(f, records, (struct build_options){0}, &sum, &e), e);
    struct snapshot *s = open_index(f);
    const struct agency_info *list = snapshot_agencies(s, &n);
    assert_int_equal(n, 2);
    assert_int_equal(list[0].count, 1);
    assert_int_equal(list[1].count, 1);
    snapshot_unref(s);
}

static void what_is_taken_down_is_not_indexed_and_known_to_be_gone(void **state) {
    const struct made_folder *f = *state;
    static const char records[] =
        "{\"id\":\"a\",\"title\":\"Một\",\"body\":\"Chuyện thứ nhất kể về một buổi sáng mùa "
        "thu.\",\"url\":\"https://www.a.vn/1/?utm_source=x\"}\n"
        "{\"id\":\"b\",\"title\":\"Hai\",\"body\":\"Chuyện thứ hai nói đến con đường qua làng.\"}\n"
        "{\"id\":\"c\",\"title\":\"Ba\",\"body\":\"Chuyện thứ ba là lời của người gác đèn "
        "biển.\"}\n";
    char exclude[FILES_PATH_MAX], ids[200];
    struct build_summary sum;
    struct tt_error e;
    uint32_t docid;
    folder_write(f, "gone.txt", "# taken down\n\n  b  # by request\r\nhttp://a.vn/1\nnever-seen\n");
    struct build_options o = {.exclude = folder_file(f, "gone.txt", exclude)};
    assert_ok(build_records(f, records, o, &sum, &e), e);
    assert_int_equal(sum.excluded, 2);
    struct snapshot *s = open_index(f);
    show_ids(s, ids, sizeof ids);
    assert_string_equal(ids, "c ");
    static const char *const gone[] = {"a", "b", "never-seen"};
    for (size_t i = 0; i < COUNT(gone); i++)
        assert_int_equal(snapshot_find(s, gone[i], &docid), FIND_GONE);
    snapshot_unref(s);
    o.exclude = folder_file(f, "no-such-file", exclude);
    assert_refused(build_records(f, records, o, &sum, &e), e, TT_NOT_FOUND);
}

static void what_was_not_indexed_is_reported_line_by_line(void **state) {
    const struct made_folder *f = *state;
    static const char records[] = "{\"id\":\"a\",\"title\":\"Một\",\"body\":\"Chuyện thứ nhất kể "
                                  "về một buổi sáng mùa thu.\"}\n"
                                  "not json\n"
                                  "{\"id\":\"b\",\"title\":\"Hai\"}\n";
    char report[FILES_PATH_MAX];
    struct build_summary sum;
    struct mapping m;
    struct tt_error e;
    struct build_options o = {.report = folder_file(f, "report.jsonl", report)};
    assert_ok(build_records(f, records, o, &sum, &e), e);
    assert_int_equal(sum.read, 3);
    assert_int_equal(sum.indexed, 1);
    assert_int_equal(sum.rejected, 2);
    assert_ok(mapping_open(report, &m, &e), e);
    size_t lines = 0;
    for (size_t i = 0; i < m.len; i++)
        lines += m.data[i] == '\n';
    assert_int_equal(lines, 2);
    assert_memory_equal(m.data, "{\"status\":\"rejected\"", 20);
    mapping_close(&m);
}

/* Whether the index has the one generation and nothing else is left. */
static void check_untouched(const struct made_folder *f, const char *generation) {
    char index[FILES_PATH_MAX], name[GENERATION_NAME_MAX];
    char names[4][GENERATION_NAME_MAX];
    struct tt_error e;
    index_path(f, index);
    assert_ok(generation_current(index, name, &e), e);
    assert_string_equal(name, generation);
    assert_int_equal(generation_list(index, names, 4), 1);
    DIR *d = opendir(index);
    assert_non_null(d);
    for (struct dirent *entry; (entry = readdir(d));)
        assert_null(strstr(entry->d_name, ".building"));
    closedir(d);
}

static void a_build_that_fails_leaves_what_is_served(void **state) {
    const struct made_folder *f = *state;
    static const char good[] = "{\"id\":\"a\",\"title\":\"Một\",\"body\":\"Chuyện thứ nhất kể về "
                               "một buổi sáng mùa thu.\"}\n";
    struct build_summary sum;
    struct tt_error e;
    char generation[GENERATION_NAME_MAX], path[FILES_PATH_MAX], index[FILES_PATH_MAX];
    assert_ok(build_records(f, good, (struct build_options){0}, &sum, &e), e);
    strcpy(generation, sum.generation);
    assert_refused(build_records(f, "\n", (struct build_options){0}, &sum, &e), e, TT_BAD_INPUT);
    check_untouched(f, generation);
    struct build_options o = {.report = folder_file(f, "no-such-folder/report", path)};
    assert_refused(build_records(f, good, o, &sum, &e), e, TT_INTERNAL);
    check_untouched(f, generation);
    o.report = "/dev/full"; /* a disk without room */
    assert_refused(
        build_records(
            f,
            "{}\n{\"title\":\"Một\",\"body\":\"Chuyện thứ nhất kể về một buổi sáng mùa thu.\"}\n",
            o, &sum, &e),
        e, TT_INTERNAL);
    check_untouched(f, generation);
    struct generation_lock lock;
    index_path(f, index);
    assert_ok(generation_lock(index, &lock, &e), e);
    assert_refused(build_records(f, good, (struct build_options){0}, &sum, &e), e, TT_BUSY);
    generation_unlock(&lock);
    check_untouched(f, generation);
}

static void the_same_inputs_give_the_same_index(void **state) {
    const struct made_folder *f = *state;
    static const char records[] = "{\"id\":\"a\",\"title\":\"Trồng rừng\",\"body\":\"" LONG_TEXT
                                  "\",\"published\":\"2022-03-04\"}\n"
                                  "{\"id\":\"b\",\"title\":\"Bóng chuyền\",\"body\":\"" OTHER_TEXT
                                  "\",\"published\":\"2022-03-04\"}\n";
    struct build_summary first, second;
    struct manifest one, two;
    struct tt_error e;
    char index[FILES_PATH_MAX], dir[FILES_PATH_MAX];
    index_path(f, index);
    assert_ok(build_records(f, records, (struct build_options){0}, &first, &e), e);
    assert_ok(build_records(f, records, (struct build_options){0}, &second, &e), e);
    assert_ok(generation_dir(index, first.generation, dir, &e) && manifest_read(dir, &one, &e), e);
    assert_ok(generation_dir(index, second.generation, dir, &e) && manifest_read(dir, &two, &e), e);
    assert_int_equal(one.n_files, two.n_files);
    for (size_t i = 0; i < one.n_files; i++)
        assert_true(one.files[i].xxh3 == two.files[i].xxh3);
}

static void progress_is_told_phase_by_phase(void *state, enum build_phase phase, uint64_t done,
                                            uint64_t total) {
    enum build_phase *last = state;
    assert_true(phase >= *last && phase < PHASES);
    assert_true(total == 0 || done <= total);
    *last = phase;
}

static void progress_goes_forward_to_the_end(void **state) {
    const struct made_folder *f = *state;
    enum build_phase last = PHASE_LEARN;
    struct build_options o = {.progress = progress_is_told_phase_by_phase, .progress_state = &last};
    struct build_summary sum;
    struct tt_error e;
    static const char records[] =
        "bad\n{\"title\":\"Một\",\"body\":\"Chuyện thứ nhất kể về một buổi sáng mùa thu.\"}\nbad\n";
    assert_ok(build_records(f, records, o, &sum, &e), e);
    assert_int_equal(last, PHASE_PUBLISH);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_setup, folder_teardown)
        IN_FOLDER(articles_come_newest_first_and_undated_last),
        IN_FOLDER(copies_stand_under_the_earliest),
        IN_FOLDER(every_input_is_kept_under_an_id_of_its_own_when_asked),
        IN_FOLDER(one_id_is_one_article),
        IN_FOLDER(of_texts_with_one_id_the_newer_stands),
        IN_FOLDER(what_does_not_stand_is_told_with_what_does),
        IN_FOLDER(a_dry_run_counts_and_reports_and_writes_nothing),
        IN_FOLDER(an_agency_named_twice_counts_once),
        IN_FOLDER(what_is_taken_down_is_not_indexed_and_known_to_be_gone),
        IN_FOLDER(what_was_not_indexed_is_reported_line_by_line),
        IN_FOLDER(a_build_that_fails_leaves_what_is_served),
        IN_FOLDER(the_same_inputs_give_the_same_index),
        IN_FOLDER(progress_goes_forward_to_the_end),
#undef IN_FOLDER
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
