/* Clusters: hand-made cases with their canonical article, and precision and recall over made
 * reprints and hard negatives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/dedup/cluster.h"
#include "tests/unit/made_texts.h"

enum { ARCHIVE_MAX = 20000 };

struct archive {
    struct clusters *clusters;
    char *bodies[ARCHIVE_MAX];
    const char *titles[ARCHIVE_MAX];
    uint32_t n, canonical[ARCHIVE_MAX];
    struct cluster_counts counts;
    uint32_t fails_at; /* reading this one fails */
};

static struct archive *archive_new(void) {
    struct archive *a = calloc(1, sizeof *a);
    assert_non_null(a);
    a->clusters = clusters_new();
    a->fails_at = UINT32_MAX;
    assert_non_null(a->clusters);
    return a;
}

static void archive_free(struct archive *a) {
    clusters_free(a->clusters);
    for (uint32_t i = 0; i < a->n; i++)
        free(a->bodies[i]);
    free(a);
}

/* Takes the body. Returns its number. */
static uint32_t add(struct archive *a, const char *title, char *body, day_t published) {
    struct fingerprint f;
    struct tt_error e = {0};
    assert_true(a->n < ARCHIVE_MAX);
    fingerprint_read(title, title ? strlen(title) : 0, body, strlen(body), &f);
    assert_true(clusters_add(a->clusters, &f, published, &e));
    a->bodies[a->n] = body;
    a->titles[a->n] = title ? title : "";
    return a->n++;
}

static bool read_set(void *state, uint32_t number, struct shingle_set *out, struct tt_error *e) {
    struct archive *a = state;
    if (number == a->fails_at)
        return tt_fail(e, TT_CORRUPT, "the text is gone");
    const char *body = a->bodies[number], *title = a->titles[number];
    return shingle_set_read(out, body, strlen(body), e) &&
           shingle_set_entitle(out, title, strlen(title), e);
}

static void solve(struct archive *a) {
    struct tt_error e = {0};
    assert_int_equal(clusters_count(a->clusters), a->n);
    assert_true(clusters_solve(a->clusters, read_set, a, a->canonical, &a->counts, &e));
}

static char *copy(const char *s) {
    char *out = strdup(s);
    assert_non_null(out);
    return out;
}

static char *article(uint64_t words) {
    return made_article((struct made_seed){words, words + 500000}, 14);
}

/* Joins the two and frees them. */
static char *join(char *a, char *b) {
    char *out = made_joined(a, b);
    free(a);
    free(b);
    return out;
}

/* ---- whose copy ------------------------------------------------------------------ */

static void an_article_alone_is_its_own_canonical(void **state) {
    (void)state;
    struct archive *a = archive_new();
    solve(a);
    archive_free(a);
    a = archive_new();
    add(a, "Một", article(1), 20200101);
    add(a, "Hai", article(2), 20200102);
    solve(a);
    assert_int_equal(a->canonical[0], 0);
    assert_int_equal(a->canonical[1], 1);
    archive_free(a);
}

static void the_earliest_then_the_longest_then_the_first_is_canonical(void **state) {
    (void)state;
    static const struct {
        day_t dates[3];
        int cut[3]; /* paragraphs cut off the end */
        uint32_t canonical;
    } cases[] = {
        {{20200103, 20200102, 20200101}, {0, 0, 0}, 2},
        {{DAY_UNKNOWN, 20200102, 20200105}, {0, 0, 0}, 1},
        {{20200000, 20201231, 20210101}, {0, 0, 0}, 1},
        {{20210101, 20200000, DAY_UNKNOWN}, {0, 0, 0}, 1},
        {{DAY_UNKNOWN, DAY_UNKNOWN, DAY_UNKNOWN}, {3, 0, 1}, 1},
        {{20200101, 20200101, 20200101}, {0, 0, 0}, 0},
        {{20200102, 20200101, 20200101}, {0, 4, 3}, 2},
    };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        struct archive *a = archive_new();
        char *whole = article(7);
        for (int i = 0; i < 3; i++)
            add(a, NULL, made_part(whole, 0, 14 - cases[c].cut[i]), cases[c].dates[i]);
        free(whole);
        solve(a);
        for (int i = 0; i < 3; i++)
            assert_int_equal(a->canonical[i], cases[c].canonical);
        archive_free(a);
    }
}

static void a_short_text_needs_the_same_words_and_the_same_title(void **state) {
    (void)state;
    static const char text[] = "Mời bạn đọc xem phóng sự ảnh tại đây.";
    struct archive *a = archive_new();
    add(a, "Mùa lúa chín ở vùng cao", copy(text), 20200101);
    add(a, "MÙA LÚA CHÍN Ở VÙNG CAO", copy("mời bạn đọc: xem phóng sự ảnh tại đây"), 20200102);
    add(a, "Chợ nổi ngày cuối năm", copy(text), 20200103);
    add(a, "Mùa lúa chín ở vùng cao", copy("Mời bạn đọc xem phóng sự ảnh ở đây."), 20200104);
    solve(a);
    static const uint32_t expected[] = {0, 0, 2, 3};
    assert_memory_equal(a->canonical, expected, sizeof expected);
    archive_free(a);
}

static void accents_case_and_punctuation_do_not_matter(void **state) {
    (void)state;
    struct archive *a = archive_new();
    add(a, NULL,
        copy("Tòa soạn ở Hòa Bình mở lớp học cho phóng viên trẻ, khóa đầu tiên có hai "
             "mươi người; họ sẽ đi thực tế ở các bản xa trước khi viết bài thi."),
        20200101);
    add(a, NULL,
        copy("Toà soạn ở HOÀ BÌNH mở lớp học cho phóng viên trẻ. Khoá đầu tiên có hai "
             "mươi người - họ sẽ đi thực tế ở các bản xa, trước khi viết bài thi!"),
        20200102);
    add(a, NULL,
        copy("Toa soan o Hoa Binh mo lop hoc cho phong vien tre, khoa dau tien co hai "
             "muoi nguoi; ho se di thuc te o cac ban xa truoc khi viet bai thi."),
        20200103);
    solve(a);
    for (int i = 0; i < 3; i++)
        assert_int_equal(a->canonical[i], 0);
    assert_int_equal(a->counts.exact, 2);
    archive_free(a);
}

static void a_digest_is_no_copy_of_what_it_holds(void **state) {
    (void)state;
    struct archive *a = archive_new();
    add(a, NULL, article(21), 20200101);
    add(a, NULL, join(join(article(22), article(21)), article(23)), 20200101);
    add(a, NULL, join(article(21), join(article(24), article(25))), 20200101);
    solve(a);
    for (uint32_t i = 0; i < a->n; i++)
        assert_int_equal(a->canonical[i], i);
    archive_free(a);
}

/* Each shares four fifths with the next, the first and the last share nothing. */
static void a_chain_does_not_make_its_ends_copies(void **state) {
    (void)state;
    struct archive *a = archive_new();
    char *whole = made_article((struct made_seed){31, 32}, 20);
    for (size_t i = 0; i < 6; i++)
        add(a, NULL, made_part(whole, 2 * i, 10), 20200101 + (day_t)i);
    free(whole);
    solve(a);
    assert_int_not_equal(a->canonical[5], 0);
    for (uint32_t i = 0; i < a->n; i++)
        assert_int_equal(a->canonical[a->canonical[i]], a->canonical[i]);
    archive_free(a);
}

static char *lead(uint64_t words, unsigned sentences) {
    return made_article((struct made_seed){words, words + 500000}, sentences);
}

static void a_lead_counts_little_before_a_whole_text_only(void **state) {
    (void)state;
    static const struct {
        unsigned lead; /* sentences of some 25 syllables */
        size_t kept;   /* of 5 */
        bool same;
    } cases[] = {{1, 5, true}, {4, 5, true}, {6, 5, false}, {1, 3, true}, {3, 3, false}};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        struct archive *a = archive_new();
        char *whole = lead(51, 5);
        add(a, NULL, join(lead(52, cases[c].lead), made_part(whole, 0, cases[c].kept)), 20200102);
        add(a, NULL, whole, 20200101);
        solve(a);
        assert_int_equal(a->canonical[0] == 1, cases[c].same);
        archive_free(a);
    }
}

static const char by_the_editor[] =
    "Lời tòa soạn: bài này do một cộng tác viên ở cơ sở gửi về, đã đăng trên tờ tin nội bộ "
    "của huyện. Chúng tôi xin phép tác giả in lại nguyên văn vì thấy nhiều nơi khác cũng đang "
    "lúng túng trước việc tương tự, và mong nhận được ý kiến trao đổi của bạn đọc gần xa.";
static const char by_a_reader[] =
    "Nghe đài phát bản tin buổi sớm, mẹ tôi bảo chép lại để dành cho các cháu. Nhà không có "
    "báo giấy, tôi tìm mãi mới gặp được bài ấy trên mạng, nay gửi lên diễn đàn để ai cần thì "
    "đọc, ai biết thêm điều gì xin kể tiếp bên dưới cho mọi người cùng rõ đầu đuôi.";

/* A summary at the end that the cut text does not have must not count as a stretch between. */
static void a_cut_text_is_found_though_its_end_repeats_the_beginning(void **state) {
    (void)state;
    struct archive *a = archive_new();
    char *whole = lead(51, 8);
    char *end = join(copy(by_the_editor), join(made_part(whole, 1, 1), copy(by_a_reader)));
    add(a, NULL, join(copy(whole), end), 20200101);
    add(a, NULL, whole, 20200102);
    solve(a);
    assert_int_equal(a->canonical[1], 0);
    archive_free(a);
}

/* Two reprints of one source are too unlike each other without a third that shows it. */
static void copies_with_leads_of_their_own_follow_the_earliest(void **state) {
    (void)state;
    for (int with_source = 0; with_source < 2; with_source++) {
        struct archive *a = archive_new();
        char *whole = lead(51, 6);
        add(a, NULL, join(copy(by_the_editor), copy(whole)), 20200102);
        add(a, NULL, join(copy(by_a_reader), copy(whole)), 20200101);
        if (with_source)
            add(a, NULL, copy(whole), 20200103);
        free(whole);
        solve(a);
        assert_int_equal(a->canonical[0], with_source ? 1 : 0);
        assert_int_equal(a->canonical[1], 1);
        if (with_source)
            assert_int_equal(a->canonical[2], 1);
        archive_free(a);
    }
}

static void titles_of_one_form_tell_of_a_form_filled_in_anew(void **state) {
    (void)state;
    static const char flood[] =
        "Trả lời câu hỏi của phóng viên về tình hình công dân trong vụ lật thuyền trên hồ lớn, "
        "người phát ngôn cho biết ngay sau khi nhận được tin, cơ quan đại diện đã liên hệ với nhà "
        "chức trách sở tại để xác minh thông tin và sẵn sàng triển khai các biện pháp bảo hộ.";
    static const char quake[] =
        "Trả lời câu hỏi của phóng viên về tình hình công dân trong vụ rung chuyển ở miền núi, "
        "người phát ngôn cho biết ngay sau khi nhận được tin, cơ quan đại diện đã liên hệ với nhà "
        "chức trách sở tại để xác minh thông tin và sẵn sàng triển khai các biện pháp bảo hộ.";
    static const struct {
        const char *title, *other;
        bool same;
    } cases[] = {
        {"Bảo hộ công dân trong vụ lật thuyền", "Bảo hộ công dân trong vụ động đất", false},
        {"Bảo hộ công dân trong vụ lật thuyền", "Bảo hộ công dân trong vụ lật thuyền", true},
        {"Bảo hộ công dân trong vụ lật thuyền", "Người phát ngôn trả lời báo chí", true},
    };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        struct archive *a = archive_new();
        add(a, cases[c].title, copy(flood), 20200101);
        add(a, cases[c].other, copy(quake), 20200102);
        solve(a);
        assert_int_equal(a->canonical[1] == 0, cases[c].same);
        archive_free(a);
    }
}

static void a_text_that_cannot_be_read_stops_the_search_and_says_why(void **state) {
    (void)state;
    struct archive *a = archive_new();
    struct tt_error e = {0};
    char *whole = article(7);
    add(a, NULL, made_part(whole, 0, 13), 20200101);
    add(a, NULL, whole, 20200102);
    a->fails_at = 1;
    assert_false(clusters_solve(a->clusters, read_set, a, a->canonical, NULL, &e));
    assert_int_equal(e.code, TT_CORRUPT);
    archive_free(a);
}

/* ---- large groups ---------------------------------------------------------------- */

static void ten_thousand_equal_texts_are_one_cluster_without_comparing(void **state) {
    (void)state;
    struct archive *a = archive_new();
    char *body = article(41);
    for (int i = 0; i < 10000; i++)
        add(a, NULL, copy(body), 20200101 + (day_t)(i % 28));
    free(body);
    solve(a);
    for (uint32_t i = 0; i < a->n; i++)
        assert_int_equal(a->canonical[i], 0);
    assert_int_equal(a->counts.exact, 9999);
    assert_int_equal(a->counts.compared, 0);
    archive_free(a);
}

static void two_thousand_nearly_equal_texts_are_one_cluster(void **state) {
    (void)state;
    struct archive *a = archive_new();
    char *body = article(42);
    for (uint64_t i = 0; i < 2000; i++)
        add(a, NULL, made_changed(body, 0.02, i), 20200101);
    free(body);
    solve(a);
    uint32_t together = 0;
    for (uint32_t i = 0; i < a->n; i++)
        together += a->canonical[i] == a->canonical[0];
    assert_true(together >= 1990);
    assert_true(a->counts.compared < 20u * a->n);
    archive_free(a);
}

static void bulletins_of_one_form_stay_apart_and_their_reprints_do_not(void **state) {
    (void)state;
    enum { BULLETINS = 3000 };
    struct archive *a = archive_new();
    uint32_t merged = 0, missed = 0, reprints = 0;
    for (uint64_t i = 0; i < BULLETINS; i++)
        add(a, NULL, made_bulletin((struct made_seed){i, i}), 20190101 + (day_t)(i % 28));
    for (uint64_t i = 0; i < BULLETINS; i += 50, reprints++) {
        char *again = made_bulletin((struct made_seed){i, i});
        add(a, NULL, join(copy("(Tin Bờ Biển) - Bản tin trong ngày."), again),
            20190101 + (day_t)(i % 28));
    }
    solve(a);
    for (uint32_t i = 0; i < BULLETINS; i++)
        merged += a->canonical[i] < BULLETINS && a->canonical[i] != i;
    for (uint32_t i = 0; i < reprints; i++) {
        uint32_t copy_canonical = a->canonical[BULLETINS + i], original = 50 * i;
        missed += copy_canonical != original && a->canonical[original] != BULLETINS + i;
    }
    print_message("bulletins: %u of %u merged wrongly, %u of %u reprints missed\n", merged,
                  BULLETINS, missed, reprints);
    assert_true(merged <= BULLETINS / 500);
    assert_true(missed <= reprints / 10);
    assert_true(a->counts.compared < 64u * a->n);
    archive_free(a);
}

/* ---- precision and recall -------------------------------------------------------- */

static char *cut_third(const char *s) {
    return made_part(s, 0, made_paragraphs(s) * 2 / 3);
}

static char *reprint_words(const char *s, uint64_t seed) {
    return made_changed(s, 0.05, seed);
}

static char *reprint_cut(const char *s, uint64_t seed) {
    (void)seed;
    return cut_third(s);
}

static char *reprint_dateline(const char *s, uint64_t seed) {
    (void)seed;
    return join(copy("Tin Bờ Biển (theo Bản tin Phương Nam) -"), copy(s));
}

static char *reprint_lead(const char *s, uint64_t seed) {
    return join(made_article((struct made_seed){seed, seed + 900000}, 2), copy(s));
}

static char *reprint_lead_cut(const char *s, uint64_t seed) {
    return join(made_article((struct made_seed){seed, seed + 900000}, 1), cut_third(s));
}

static char *reprint_menus(const char *s, uint64_t seed) {
    return join(made_menu(seed), join(copy(s), made_menu(seed + 1)));
}

static char *reprint_all(const char *s, uint64_t seed) {
    char *cut = cut_third(s), *changed = made_changed(cut, 0.05, seed);
    free(cut);
    return join(copy("Tin Bờ Biển -"), changed);
}

typedef char *reprint(const char *s, uint64_t seed);

static reprint *const reprints[] = {reprint_words,    reprint_cut,   reprint_dateline, reprint_lead,
                                    reprint_lead_cut, reprint_menus, reprint_all};

/* The same event told by another: the quotations are shared, not the rest. */
static char *negative_retold(const char *s, uint64_t seed) {
    struct made_seed other = {seed + 70000, seed + 70000};
    return join(made_article(other, 5), join(made_part(s, 3, 4), made_article(other, 4)));
}

/* The next story of an affair: news in front, then half of the old story as background. */
static char *negative_follow_up(const char *s, uint64_t seed) {
    struct made_seed other = {seed + 80000, seed + 80000};
    return join(made_article(other, 6), made_part(s, 2, 7));
}

/* The same, and the old story stands whole from its first sentence on. */
static char *negative_old_story_below(const char *s, uint64_t seed) {
    struct made_seed other = {seed + 90000, seed + 90000};
    return join(made_article(other, 7), made_part(s, 0, 9));
}

/* Next year's conference: every sentence again, other numbers, dates and persons. */
static char *negative_yearly(const char *s, uint64_t seed) {
    (void)s;
    return made_article((struct made_seed){seed, seed + 999}, 14);
}

/* The same with the facts of every other sentence kept. */
static char *negative_half_yearly(const char *s, uint64_t seed) {
    char *next = negative_yearly(s, seed), *out = made_part(s, 0, 1);
    for (size_t i = 1; i < made_paragraphs(s); i++)
        out = join(out, made_part(i % 2 ? next : s, i, 1));
    free(next);
    return out;
}

static reprint *const negatives[] = {negative_retold, negative_follow_up, negative_old_story_below,
                                     negative_yearly, negative_half_yearly};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Every kind in turn: an original, the text made from it, and how many are held together. */
static uint32_t count_together(struct archive *a, reprint *const *kinds, size_t n_kinds,
                               const char *what) {
    enum { PAIRS = 420 };
    uint32_t together = 0, by_kind[8] = {0};
    for (uint64_t i = 0; i < PAIRS; i++) {
        uint64_t seed = 1000 + i;
        char *original = made_article((struct made_seed){seed, seed}, 14);
        add(a, NULL, original, 20200101 + (day_t)(i % 28));
        add(a, NULL, kinds[i % n_kinds](original, seed), 20200101 + (day_t)(i * 7 % 28));
    }
    solve(a);
    for (uint32_t i = 0; i < PAIRS; i++)
        if (a->canonical[2 * i] == a->canonical[2 * i + 1]) {
            together++;
            by_kind[i % n_kinds]++;
        }
    print_message("%s: %u of %u pairs held together, by kind:", what, together, PAIRS);
    for (size_t k = 0; k < n_kinds; k++)
        print_message(" %u", by_kind[k]);
    print_message("\n");
    return together;
}

static void reprints_are_found_and_hard_negatives_are_not(void **state) {
    (void)state;
    struct archive *a = archive_new();
    uint32_t found = count_together(a, reprints, COUNT(reprints), "reprints"), strangers = 0;
    for (uint32_t i = 0; i < a->n; i++)
        strangers += a->canonical[i] / 2 != i / 2;
    archive_free(a);
    a = archive_new();
    uint32_t wrong = count_together(a, negatives, COUNT(negatives), "hard negatives");
    for (uint32_t i = 0; i < a->n; i++)
        strangers += a->canonical[i] / 2 != i / 2;
    archive_free(a);
    print_message("strangers held together: %u\n", strangers);
    assert_true(found >= 420 * 0.97);
    assert_true(wrong + strangers <= (found + wrong + strangers) * 0.01);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_article_alone_is_its_own_canonical),
        cmocka_unit_test(the_earliest_then_the_longest_then_the_first_is_canonical),
        cmocka_unit_test(a_short_text_needs_the_same_words_and_the_same_title),
        cmocka_unit_test(accents_case_and_punctuation_do_not_matter),
        cmocka_unit_test(a_digest_is_no_copy_of_what_it_holds),
        cmocka_unit_test(a_chain_does_not_make_its_ends_copies),
        cmocka_unit_test(a_lead_counts_little_before_a_whole_text_only),
        cmocka_unit_test(a_cut_text_is_found_though_its_end_repeats_the_beginning),
        cmocka_unit_test(copies_with_leads_of_their_own_follow_the_earliest),
        cmocka_unit_test(titles_of_one_form_tell_of_a_form_filled_in_anew),
        cmocka_unit_test(a_text_that_cannot_be_read_stops_the_search_and_says_why),
        cmocka_unit_test(ten_thousand_equal_texts_are_one_cluster_without_comparing),
        cmocka_unit_test(two_thousand_nearly_equal_texts_are_one_cluster),
        cmocka_unit_test(bulletins_of_one_form_stay_apart_and_their_reprints_do_not),
        cmocka_unit_test(reprints_are_found_and_hard_negatives_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
