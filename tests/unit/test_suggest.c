#include "made_archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/search.h"
#include "index/search/suggest.h"
#include "index/store/snapshot_data.h"
#include "index/store/suggest_learn.h"
#include "index/store/suggest_sort.h"
#include "index/text/text.h"

enum { LINES = 4096 };

static struct agency_ref foreign[] = {{"bo-ngoai-giao", "Bộ Ngoại giao"},
                                      {"bo-noi-vu", "Bộ Nội vụ"}};
static struct agency_ref media[] = {
    {"bo-thong-tin-va-truyen-thong", "Bộ Thông tin và Truyền thông"}};

static struct agency_ref province[] = {{"ubnd-tinh-lang-son", "UBND tỉnh Lạng Sơn"}};

/* Sixteen articles, newest first. "kinh tế số" stands in four bodies between ever different
 * words, and so does "Hạ Long". */
static void publish(const struct made_folder *f) {
    struct article list[] = {
        plain_article("a01", "Đối ngoại nhân dân năm mới", "Bàn kinh tế số hôm nay.", "B",
                      20220116),
        plain_article("a02", "Thống nhất ý chí", "Xem kinh tế số tuần này.", "B", 20220115),
        plain_article("a03", "Thông tin đối ngoại ở Hạ Long", "Bỏ ngỏ.", "B", 20220114),
        plain_article("a04", "Công tác thông tin cơ sở", "Thấy Hạ Long rất đẹp.", "B", 20220113),
        plain_article("a05", "Ngoại giao kinh tế số", "Về Hạ Long chơi.", "B", 20220112),
        plain_article("a06", "Hoàn thành cầu Bạch Đằng", "Nhớ Hạ Long xưa.", "B", 20220111),
        plain_article("a07", "Hòa bình và hữu nghị", "Mừng kinh tế số phát triển.", "B", 20220110),
        plain_article("a08", "Kinh phí cho kỹ thuật", "Không có gì.", "B", 20220109),
        plain_article("a09", "Kì họp thứ hai", "Không có gì.", "B", 20220108),
        plain_article("a10", "Tin \"nóng\" & <mới>", "Không có gì.", "B", 20220107),
        plain_article("a11", "Thông tin cơ sở", "Không có gì.", "B", 20220106),
        plain_article("a12", "Thông tin cơ sở", "Không có gì cả.", "B", 20220105),
        plain_article("a13", "Đầu tư -ngoài nước", "Không có gì.", "B", 20220104),
        plain_article("a14", "Đoàn thanh niên", "Không có gì.", "B", 20220103),
        plain_article("a15", "Doanh nghiệp trẻ", "Không có gì.", "B", 20220102),
        plain_article("a16", "", "Không có gì.", "B", DAY_UNKNOWN),
    };
    for (size_t i = 0; i < 3; i++) {
        list[i].agencies = foreign;
        list[i].n_agencies = i == 0 ? 2 : 1;
    }
    list[5].agencies = media;
    list[5].n_agencies = 1;
    list[13].agencies = province;
    list[13].n_agencies = 1;
    archive_publish(f->path, list, COUNT(list), NULL, 1, NULL);
}

/* "agency Bộ Nội vụ\ntitle ...\n" */
static void complete(const struct snapshot *s, const char *q, uint32_t limit, char lines[LINES]) {
    static const char *const kinds[] = {"agency", "phrase", "title"};
    struct suggestions found;
    struct tt_error e;
    size_t len = 0;
    assert_ok(suggest(s, q, strlen(q), limit, &found, &e), e);
    assert_true(found.n <= limit);
    lines[0] = '\0';
    for (size_t i = 0; i < found.n; i++)
        len += (size_t)snprintf(lines + len, LINES - len, "%s %s\n", kinds[found.list[i].kind],
                                found.list[i].text);
}

struct completion {
    const char *q, *lines;
};

static void check_all(const struct made_folder *f, const struct completion *cases, size_t n) {
    char lines[LINES];
    publish(f);
    struct snapshot *s = archive_open(f->path);
    for (size_t i = 0; i < n; i++) {
        complete(s, cases[i].q, 10, lines);
        if (strcmp(lines, cases[i].lines) != 0)
            fail_msg("%s gives\n%swanted\n%s", cases[i].q, lines, cases[i].lines);
    }
    snapshot_unref(s);
}

static void a_beginning_goes_before_a_later_word_and_use_before_age(void **state) {
    static const struct completion cases[] = {
        {"bo n", "agency Bộ Ngoại giao\nagency Bộ Nội vụ\n"},
        {"ngoai g", "title Ngoại giao kinh tế số\nagency Bộ Ngoại giao\n"},
        {"thong tin c",
         "phrase thông tin cơ sở\ntitle Thông tin cơ sở\ntitle Công tác thông tin cơ sở\n"},
        {"co so", "phrase thông tin cơ sở\ntitle Công tác thông tin cơ sở\n"
                  "title Thông tin cơ sở\n"},
        {"kinh t", "phrase kinh tế số\ntitle Ngoại giao kinh tế số\n"},
        {"ha lo", "phrase Hạ Long\ntitle Thông tin đối ngoại ở Hạ Long\n"},
        {"long", "phrase Hạ Long\ntitle Thông tin đối ngoại ở Hạ Long\n"},
        {"khong tim thay", ""},
        {"thong tin doi ngoai o ha long nhe", ""},
    };
    check_all(*state, cases, COUNT(cases));
}

static void typed_marks_decide_and_untyped_ones_do_not_matter(void **state) {
    static const struct completion cases[] = {
        {"thon",
         "phrase thông tin cơ sở\ntitle Thống nhất ý chí\ntitle Thông tin đối ngoại ở Hạ Long\n"
         "title Thông tin cơ sở\nagency Bộ Thông tin và Truyền thông\n"
         "title Công tác thông tin cơ sở\n"},
        {"thôn",
         "phrase thông tin cơ sở\ntitle Thống nhất ý chí\ntitle Thông tin đối ngoại ở Hạ Long\n"
         "title Thông tin cơ sở\nagency Bộ Thông tin và Truyền thông\n"
         "title Công tác thông tin cơ sở\n"},
        {"thốn", "title Thống nhất ý chí\n"},
        {"thón", "title Thống nhất ý chí\n"},
        {"thông ",
         "phrase thông tin cơ sở\ntitle Thông tin đối ngoại ở Hạ Long\ntitle Thông tin cơ sở\n"
         "agency Bộ Thông tin và Truyền thông\ntitle Công tác thông tin cơ sở\n"},
        {"thông n", "title Thống nhất ý chí\n"}, /* nothing has these marks: they are ignored */
        {"thống t",
         "phrase thông tin cơ sở\ntitle Thông tin đối ngoại ở Hạ Long\ntitle Thông tin cơ sở\n"
         "agency Bộ Thông tin và Truyền thông\ntitle Công tác thông tin cơ sở\n"},
        {"đo", "title Đối ngoại nhân dân năm mới\ntitle Đoàn thanh niên\n"
               "title Thông tin đối ngoại ở Hạ Long\n"},
        {"doa", "title Đoàn thanh niên\ntitle Doanh nghiệp trẻ\n"},
        {"đoa", "title Đoàn thanh niên\n"},
        {"hoà", "title Hoàn thành cầu Bạch Đằng\ntitle Hòa bình và hữu nghị\n"},
        {"hòa", "title Hoàn thành cầu Bạch Đằng\ntitle Hòa bình và hữu nghị\n"},
        {"hoà b", "title Hòa bình và hữu nghị\n"},
        {"ki", "phrase kinh tế số\ntitle Kinh phí cho kỹ thuật\ntitle Kì họp thứ hai\n"
               "title Ngoại giao kinh tế số\n"},
        {"kỳ", "title Kì họp thứ hai\n"},
        {"kĩ t", "title Kinh phí cho kỹ thuật\n"},
        {"ĐỐI", "title Đối ngoại nhân dân năm mới\ntitle Thông tin đối ngoại ở Hạ Long\n"},
    };
    check_all(*state, cases, COUNT(cases));
}

static void a_finished_word_is_whole(void **state) {
    static const struct completion cases[] = {
        {"ngo", "title Ngoại giao kinh tế số\nagency Bộ Ngoại giao\n"
                "title Đối ngoại nhân dân năm mới\ntitle Thông tin đối ngoại ở Hạ Long\n"},
        {"ngo ", ""},
        {"bo,", "agency Bộ Ngoại giao\nagency Bộ Nội vụ\nagency Bộ Thông tin và Truyền thông\n"},
    };
    check_all(*state, cases, COUNT(cases));
}

static void an_abbreviation_finds_its_agency(void **state) {
    static const char bo_tttt[] = "agency Bộ Thông tin và Truyền thông\n";
    static const struct completion cases[] = {
        {"TT&TT", bo_tttt},
        {"tt&", bo_tttt},
        {"Bộ TT&TT", bo_tttt},
        {"bo tt&t", bo_tttt},
        {"bộ tttt", bo_tttt},
        {"ubnd t", "agency UBND tỉnh Lạng Sơn\n"},
        {"uỷ ban nhân dân tỉnh l", "agency UBND tỉnh Lạng Sơn\n"},
        {"lang s", "agency UBND tỉnh Lạng Sơn\n"},
        {"BNG", "agency Bộ Ngoại giao\n"},
    };
    check_all(*state, cases, COUNT(cases));
}

static void a_title_that_would_exclude_itself_is_not_suggested(void **state) {
    static const struct completion cases[] = {{"đầu tư", ""}, {"ngoai nuoc", ""}};
    check_all(*state, cases, COUNT(cases));
}

static void without_a_word_the_most_used_are_told(void **state) {
    static const char most_used[] =
        "phrase kinh tế số\nphrase Hạ Long\nagency Bộ Ngoại giao\nphrase thông tin cơ sở\n"
        "agency Bộ Nội vụ\nagency Bộ Thông tin và Truyền thông\nagency UBND tỉnh Lạng Sơn\n";
    static const struct completion cases[] = {{"", most_used}, {" - ", most_used}};
    struct suggestions found;
    struct tt_error e;
    check_all(*state, cases, COUNT(cases));
    struct snapshot *s = archive_open(((const struct made_folder *)*state)->path);
    assert_ok(suggest(s, "", 0, 10, &found, &e), e);
    for (size_t i = 1; i < found.n; i++)
        assert_true(found.list[i - 1].count >= found.list[i].count);
    snapshot_unref(s);
}

static void marks_show_what_was_typed(void **state) {
    static const struct {
        const char *q, *shown;
    } cases[] = {
        {"bo ngoa", "<mark>Bộ Ngoạ</mark>i giao"},
        {"giao kinh", "Ngoại <mark>giao kinh</mark> tế số"},
        {"bạch đ", "Hoàn thành cầu <mark>Bạch Đ</mark>ằng"},
        {"bo tt&t", "Bộ Thông tin và Truyền thông (<mark>Bộ TT&amp;T</mark>T)"},
        {"tin nong", "<mark>Tin &quot;nóng</mark>&quot; &amp; &lt;mới&gt;"},
        {"moi ", "Tin &quot;nóng&quot; &amp; &lt;<mark>mới</mark>&gt;"},
        {"hop thu ", "Kì <mark>họp thứ</mark> hai"},
    };
    publish(*state);
    struct snapshot *s = archive_open(((const struct made_folder *)*state)->path);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct suggestions found;
        struct tt_error e;
        struct buf shown;
        bool seen = false;
        assert_ok(suggest(s, cases[i].q, strlen(cases[i].q), 10, &found, &e), e);
        for (size_t k = 0; k < found.n; k++) {
            buf_init(&shown, 1 << 16);
            suggest_highlight(&found.list[k], &shown);
            seen = seen || strcmp(buf_text(&shown), cases[i].shown) == 0;
            buf_done(&shown);
        }
        if (!seen)
            fail_msg("%s does not show %s", cases[i].q, cases[i].shown);
    }
    snapshot_unref(s);
}

static uint32_t articles_of(struct searcher *r, const struct suggestion *s) {
    char phrase[256];
    struct search_request q = {.facet_limit = 1};
    struct search_result found;
    struct tt_error e;
    if (s->kind == SUGGEST_AGENCY) {
        q.agencies = &s->id;
        q.n_agencies = 1;
    } else {
        snprintf(phrase, sizeof phrase, s->kind == SUGGEST_PHRASE ? "\"%s\"" : "%s", s->text);
        q.q = phrase;
        q.q_len = strlen(phrase);
    }
    assert_ok(search(r, &q, &found, &e), e);
    uint32_t total = found.total;
    search_result_done(&found);
    return total;
}

static void every_suggestion_finds_as_many_articles_as_it_says(void **state) {
    static const char *const typed[] = {"", "t", "b", "đ", "k", "h", "ng", "c", "n", "s"};
    struct tt_error e;
    publish(*state);
    struct snapshot *s = archive_open(((const struct made_folder *)*state)->path);
    struct searcher *r;
    assert_ok(searcher_open(s, 1 << 20, &r, &e), e);
    for (size_t i = 0; i < COUNT(typed); i++) {
        struct suggestions found;
        assert_ok(suggest(s, typed[i], strlen(typed[i]), 50, &found, &e), e);
        assert_true(found.n > 0);
        for (size_t k = 0; k < found.n; k++) {
            const struct suggestion *one = &found.list[k];
            uint32_t docid, total = articles_of(r, one);
            if (one->kind == SUGGEST_TITLE) {
                assert_true(total >= 1 && one->count == 1);
                assert_int_equal(snapshot_find(s, one->id, &docid), FIND_ARTICLE);
            } else {
                assert_int_equal(total, one->count);
            }
        }
    }
    searcher_close(r);
    snapshot_unref(s);
}

/* ---- larger archives ------------------------------------------------------------- */

enum { MANY = 700 };

/* The titles among the completions are every `step`-th, or those whose number 7 does not divide. */
static void check_titles(const struct snapshot *s, const char *q, char (*ids)[16], unsigned step,
                         unsigned at) {
    struct suggestions found;
    struct tt_error e;
    unsigned titles = 0;
    assert_ok(suggest(s, q, strlen(q), 50, &found, &e), e);
    assert_int_equal(found.n, 50);
    for (size_t i = 0; i < found.n; i++) {
        if (found.list[i].kind != SUGGEST_TITLE)
            continue;
        assert_string_equal(found.list[i].id, ids[at]);
        at += step ? step : 1 + (at % 7 == 6);
        titles++;
    }
    assert_true(titles > 40);
}

static void the_newest_of_many_titles_come_first(void **state) {
    static struct article list[MANY];
    static char titles[MANY][64], ids[MANY][16];
    const struct made_folder *f = *state;
    for (unsigned i = 0; i < MANY; i++) {
        snprintf(ids[i], sizeof ids[i], "m%u", i);
        snprintf(titles[i], sizeof titles[i], i % 7 ? "Tin số %u" : "Tỉnh số %u", i);
        list[i] = plain_article(ids[i], titles[i], "", "B", 20220101);
    }
    archive_publish(f->path, list, MANY, NULL, 1, NULL);
    struct snapshot *s = archive_open(f->path);
    check_titles(s, "tin", ids, 1, 0);
    check_titles(s, "tin ", ids, 0, 1);
    check_titles(s, "tỉ", ids, 7, 0);
    snapshot_unref(s);
}

static void each_kind_keeps_a_third_of_the_places(void **state) {
    char lines[LINES];
    struct article list[10];
    static char titles[10][64], ids[10][8];
    for (unsigned i = 0; i < 10; i++) {
        snprintf(ids[i], sizeof ids[i], "k%u", i);
        snprintf(titles[i], sizeof titles[i], "Bộ %u", i);
        list[i] = plain_article(ids[i], titles[i], "", "B", 20220101);
        list[i].agencies = foreign;
        list[i].n_agencies = 2;
    }
    archive_publish(((const struct made_folder *)*state)->path, list, 10, NULL, 1, NULL);
    struct snapshot *s = archive_open(((const struct made_folder *)*state)->path);
    complete(s, "bo", 4, lines);
    assert_string_equal(lines, "agency Bộ Ngoại giao\nagency Bộ Nội vụ\n"
                               "title Bộ 0\ntitle Bộ 1\n");
    complete(s, "bo", 1, lines);
    assert_string_equal(lines, "agency Bộ Ngoại giao\n");
    snapshot_unref(s);
}

static void an_empty_archive_suggests_nothing(void **state) {
    char lines[LINES];
    archive_publish(((const struct made_folder *)*state)->path, NULL, 0, NULL, 1, NULL);
    struct snapshot *s = archive_open(((const struct made_folder *)*state)->path);
    complete(s, "", 10, lines);
    assert_string_equal(lines, "");
    complete(s, "thông tin", 10, lines);
    assert_string_equal(lines, "");
    snapshot_unref(s);
}

static void more_words_than_a_query_has_are_refused(void **state) {
    char words[2 * QUERY_WORDS_MAX + 3];
    struct suggestions found;
    struct tt_error e;
    publish(*state);
    struct snapshot *s = archive_open(((const struct made_folder *)*state)->path);
    for (size_t i = 0; i < sizeof words - 1; i++)
        words[i] = i % 2 ? ' ' : 'a';
    assert_ok(suggest(s, words, 2 * QUERY_WORDS_MAX - 1, 10, &found, &e), e);
    assert_refused(suggest(s, words, 2 * QUERY_WORDS_MAX + 1, 10, &found, &e), e, TT_BAD_INPUT);
    snapshot_unref(s);
}

/* ---- the file -------------------------------------------------------------------- */

/* Opens the first `len` bytes of the file with one of them changed; a view of bytes that `forged`
 * has, which is large enough. */
static bool open_forged(const struct snapshot *s, char *forged, size_t changed, unsigned char by,
                        size_t len, struct suggest_view *v, struct tt_error *e) {
    memcpy(forged, s->suggest.file.data, s->suggest.file.len);
    forged[changed] = (char)(forged[changed] ^ by);
    return suggest_read((struct mapping){forged, len}, 16, s->n_agencies, v, e);
}

static void close_forged(struct suggest_view *v) {
    v->file = (struct mapping){0}; /* not mapped */
    suggest_close(v);
}

static void use(const struct snapshot *s, const struct suggest_view *forged) {
    struct snapshot copy;
    struct suggestions found;
    struct tt_error e;
    struct buf shown;
    memcpy(&copy, s, sizeof copy);
    copy.suggest = *forged;
    static const char *const typed[] = {"", "t", "bo", "kinh te s", "thông tin", "đ"};
    buf_init(&shown, 1 << 20);
    for (size_t i = 0; i < COUNT(typed); i++) {
        assert_ok(suggest(&copy, typed[i], strlen(typed[i]), 50, &found, &e), e);
        for (size_t k = 0; k < found.n; k++)
            suggest_highlight(&found.list[k], &shown);
    }
    buf_done(&shown);
}

static void forged_files_are_refused_or_harmless(void **state) {
    const struct made_folder *f = *state;
    struct suggest_view v;
    struct tt_error e;
    publish(f);
    struct snapshot *s = archive_open(f->path);
    size_t len = s->suggest.file.len, refused = 0;
    char *forged = malloc(len);
    assert_non_null(forged);
    for (size_t i = 0; i < len; i++) {
        if (open_forged(s, forged, i, i % 3 ? 0xff : 0x01, len, &v, &e)) {
            use(s, &v);
            close_forged(&v);
        } else {
            assert_string_equal(tt_code_name(e.code), tt_code_name(TT_CORRUPT));
            refused++;
        }
    }
    assert_true(refused > len / 4);
    for (size_t n = 0; n < len; n++)
        assert_refused(open_forged(s, forged, 0, 0, n, &v, &e), e, TT_CORRUPT);
    assert_true(open_forged(s, forged, 0, 0, len, &v, &e));
    close_forged(&v);
    free(forged);
    snapshot_unref(s);
}

static void a_file_of_another_archive_is_refused(void **state) {
    const struct made_folder *f = *state;
    char dir[FILES_PATH_MAX];
    struct suggest_view v;
    struct tt_error e;
    publish(f);
    struct snapshot *s = archive_open(f->path);
    assert_ok(generation_dir(f->path, snapshot_facts(s)->generation, dir, &e), e);
    assert_ok(suggest_open(dir, 16, s->n_agencies, &v, &e), e);
    suggest_close(&v);
    assert_refused(suggest_open(dir, 17, s->n_agencies, &v, &e), e, TT_CORRUPT);
    assert_refused(suggest_open(dir, 16, 1, &v, &e), e, TT_CORRUPT);
    assert_refused(suggest_open(f->path, 16, s->n_agencies, &v, &e), e, TT_NOT_FOUND);
    snapshot_unref(s);
}

static int compare_from(const uint32_t *a, const uint32_t *b) {
    for (; *a == *b && *a; a++, b++)
        ;
    return (*a > *b) - (*a < *b);
}

static void places_are_sorted_by_what_follows(void **state) {
    enum { TOKENS = 4000 };
    uint32_t tokens[TOKENS], places[TOKENS];
    (void)state;
    for (unsigned kinds = 1; kinds < 40; kinds += 6) {
        uint64_t random = kinds;
        struct sequence s = {tokens, NULL, 0, TOKENS};
        for (unsigned i = 0; i < TOKENS; i++) {
            tokens[i] = i % 50 == 49 ? 0 : 1 + random_below(&random, kinds);
            places[i] = i;
        }
        sequence_sort(&s, places, TOKENS);
        for (unsigned i = 1; i < TOKENS; i++)
            assert_true(compare_from(tokens + places[i - 1], tokens + places[i]) <= 0);
    }
}

static void particles_and_numbers_are_known(void **state) {
    (void)state;
    assert_int_equal(phrase_word("của"), WORD_NOT_FIRST | WORD_NOT_LAST);
    assert_int_equal(phrase_word("2023"), WORD_NUMBER);
    assert_int_equal(phrase_word("g20"), 0);
    assert_int_equal(phrase_word("từ"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_setup, folder_teardown)
        IN_FOLDER(a_beginning_goes_before_a_later_word_and_use_before_age),
        IN_FOLDER(typed_marks_decide_and_untyped_ones_do_not_matter),
        IN_FOLDER(a_finished_word_is_whole),
        IN_FOLDER(an_abbreviation_finds_its_agency),
        IN_FOLDER(a_title_that_would_exclude_itself_is_not_suggested),
        IN_FOLDER(without_a_word_the_most_used_are_told),
        IN_FOLDER(marks_show_what_was_typed),
        IN_FOLDER(every_suggestion_finds_as_many_articles_as_it_says),
        IN_FOLDER(the_newest_of_many_titles_come_first),
        IN_FOLDER(each_kind_keeps_a_third_of_the_places),
        IN_FOLDER(an_empty_archive_suggests_nothing),
        IN_FOLDER(more_words_than_a_query_has_are_refused),
        IN_FOLDER(forged_files_are_refused_or_harmless),
        IN_FOLDER(a_file_of_another_archive_is_refused),
        cmocka_unit_test(places_are_sorted_by_what_follows),
        cmocka_unit_test(particles_and_numbers_are_known),
#undef IN_FOLDER
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
