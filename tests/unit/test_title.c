#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/limits.h"
#include "index/read/draft.h"
#include "index/read/title.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

#define TEXT                                                                                                                           \
    "Đội cứu hộ biển của huyện đảo vừa nhận thêm hai tàu cứu hộ đóng mới tại xưởng trong tỉnh.\n" \
    "Hai tàu cứu hộ dài mười tám mét, chở được ba mươi người và chạy được trong sóng cấp tám.\n"      \
    "Đội trưởng cho biết huyện đảo sẽ tập luyện với tàu mới suốt mùa hè này, mỗi tuần hai buổi.\n"
#define TITLE "Huyện đảo nhận hai tàu cứu hộ đóng mới"

struct title_case {
    const char *page, *url, *given, *want;
};

static void check_all(const struct title_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct input in = {.name = "page.txt",
                           .text = cases[i].page,
                           .url = cases[i].url,
                           .title = cases[i].given};
        struct draft d;
        struct tt_error e;
        assert_true(draft_page(NULL, &in, &d, &e));
        assert_null(d.reject);
        if (strcmp(buf_text(&d.title), cases[i].want) != 0)
            fail_msg("case %zu: \"%s\", not \"%s\"", i, buf_text(&d.title), cases[i].want);
        draft_done(&d);
    }
}

static void the_title_is_neither_the_site_nor_a_section(void **state) {
    (void)state;
    static const struct title_case cases[] = {
        {.page = "BÁO ĐIỆN TỬ CỦA HUYỆN ĐẢO\nTrang chủ\nThời sự\n\n" TITLE "\n\n" TEXT,
         .want = TITLE},
        {.page =
             "Cổng thông tin điện tử huyện đảo\n\nTin trong tỉnh\n12/05/2021\n\n" TITLE "\n\n" TEXT,
         .want = TITLE},
        {.page = TITLE "\n12/05/2021 08:30\n" TEXT, .want = TITLE},
        {.page = "Thông tin chỉ đạo điều hành\n" TITLE "\n\n" TEXT, .want = TITLE},
    };
    check_all(cases, COUNT(cases));
}

static void the_furniture_of_a_page_is_no_title(void **state) {
    (void)state;
    static const struct title_case cases[] = {
        /* paths of sections, counters, rows of tools */
        {.page = "Home / Biển đảo\n" TITLE "\n" TEXT, .want = TITLE},
        {.page = "TCM › Biển đảo\n\n" TITLE "\n12/05/2021 · Minh Thư\n1204 lượt xem · 3 bình luận\n"
                 "Lưu bài · Chia sẻ · In\n\n" TEXT,
         .want = TITLE},
        {.page = "Bạn đang ở: Trang chủ > Tin tức > Biển đảo\n\n" TITLE "\n" TEXT, .want = TITLE},
        {.page = "Lượt truy cập: 1.204\nĐang online: 7\nLượt xem: 33\n" TITLE "\n" TEXT,
         .want = TITLE},
        {.page =
             TITLE "\nIn bài viết   Gửi cho bạn bè   Nghe đọc bài\nThích 0  Chia sẻ  Zalo\n" TEXT,
         .want = TITLE},
        /* a head of many short lines, a clock */
        {.page =
             "Đài huyện đảo\nThời sự\nĐời sống\nThính giả và chúng tôi\nÂm nhạc\nLịch phát sóng\n"
             "Tìm trong kho âm thanh\nGiờ Hà Nội: 08:25 - 17/06/2026\n" TITLE "\n" TEXT,
         .want = TITLE},
        /* a print view */
        {.page = "BÁO HUYỆN ĐẢO - BẢN IN\nNgày in: 17.06.2026 10:13\n[In trang này] [Đóng cửa "
                 "sổ]\n" TITLE " (12.05.2021 14:45)\n" TEXT,
         .want = TITLE},
    };
    check_all(cases, COUNT(cases));
}

static void neither_lead_nor_caption_is_the_title(void **state) {
    (void)state;
    static const struct title_case cases[] = {
        {.page = TITLE "\n\nHuyện đảo vừa có thêm hai tàu cứu hộ cho mùa biển động.\n\n" TEXT,
         .want = TITLE},
        {.page =
             TITLE "\n\nSáng 12/5, huyện đảo nhận hai tàu cứu hộ tại cầu cảng phía nam của đảo.\n\n"
                   "Hai tàu cứu hộ tại lễ bàn giao\nHai tàu cứu hộ tại lễ bàn giao\n\n" TEXT,
         .want = TITLE},
        {.page = "ĐỜI SỐNG BIỂN\n\n" TITLE "\n12/05/2021\n" TEXT, .want = TITLE},
        {.page = "Trang chủ » Biển đảo » " TITLE "\n\n" TITLE "\n\n12/05/2021\n" TEXT,
         .want = TITLE},
    };
    check_all(cases, COUNT(cases));
}

/* Page i of a site whose pages list each other's titles behind the article. */
static char *page_with_siblings(unsigned i) {
    static const char *const titles[] = {
        "Huyện đảo nhận hai tàu cứu hộ đóng mới", "Mở lớp dạy bơi miễn phí cho trẻ em trên đảo",
        "Sóng lớn làm hỏng cầu tàu phía tây của đảo", "Người giữ hải đăng kể chuyện ba mươi năm"};
    char *page = malloc(4000);
    assert_non_null(page);
    size_t n = (size_t)snprintf(page, 4000, "Báo huyện đảo\nHome / Mục %u\n%s\n1%u lượt xem\n", i,
                                titles[i], i);
    n += (size_t)snprintf(page + n, 4000 - n,
                          "Chuyện thứ %u ở huyện đảo được bà con kể cho phóng viên nghe sáng nay, "
                          "bên ấm trà.\nBà con mong chuyện số %u sẽ còn được nhiều người biết đến, "
                          "cả ở đất liền.\nĐọc nhiều\n",
                          i, i);
    for (unsigned k = 0; k < COUNT(titles); k++)
        n += (size_t)snprintf(page + n, 4000 - n, "%s\n%s\n", titles[(i + k) % COUNT(titles)],
                              k % 2 ? "Tin vắn" : "Ảnh đẹp");
    return page;
}

static void a_title_that_other_pages_list_is_still_one(void **state) {
    (void)state;
    struct templates *t = templates_new();
    struct tt_error e;
    assert_non_null(t);
    for (unsigned i = 0; i < 4; i++) {
        char *page = page_with_siblings(i);
        struct input in = {.name = "bao/trang.txt", .text = page};
        assert_true(templates_observe(t, &in, &e));
        free(page);
    }
    char *page = page_with_siblings(0);
    struct input in = {.name = "bao/trang.txt", .text = page};
    struct draft d;
    assert_true(draft_page(t, &in, &d, &e));
    assert_string_equal(buf_text(&d.title), TITLE);
    assert_null(strstr(buf_text(&d.body), "lượt xem"));
    draft_done(&d);
    free(page);
    templates_free(t);
}

static void the_title_is_not_a_related_one(void **state) {
    (void)state;
    static const struct title_case cases[] = {
        {.page = TITLE "\n12/05/2021\n" TEXT "Tin liên quan\nHuyện đảo mở lớp dạy bơi miễn phí\n"
                       "Sóng lớn làm hỏng cầu tàu phía tây\n",
         .want = TITLE},
        {.page =
             "Tin nổi bật\nSóng lớn làm hỏng cầu tàu phía tây\nMở lớp dạy bơi miễn phí\n\n" TITLE
             "\nMinh Thư - 08:30, 12/05/2021\n" TEXT,
         .want = TITLE},
    };
    check_all(cases, COUNT(cases));
}

static void the_address_tells_the_title(void **state) {
    (void)state;
    static const struct title_case cases[] = {
        {.page = TITLE "\n\nThêm tàu cứu hộ cho mùa biển động ở huyện đảo\n" TEXT,
         .url = "https://bao.example/them-tau-cuu-ho-cho-mua-bien-dong-o-huyen-dao-123.htm",
         .want = "Thêm tàu cứu hộ cho mùa biển động ở huyện đảo"},
        {.page = TITLE "\n\nThêm tàu cứu hộ cho mùa biển động ở huyện đảo\n" TEXT,
         .url = "https://bao.example/huyen-dao-nhan-hai-tau-cuu-ho-dong-moi/",
         .want = TITLE},
    };
    check_all(cases, COUNT(cases));
}

static void a_given_title_is_taken(void **state) {
    (void)state;
    static const struct title_case cases[] = {
        {.page = "Thời sự\n" TITLE "\n" TEXT,
         .given = "Một đầu đề khác",
         .want = "Một đầu đề khác"},
        {.page = "Thời sự\n" TITLE "\n" TEXT, .given = TITLE " - Báo Huyện đảo", .want = TITLE},
        {.page = TEXT, .given = TITLE " | Huyện đảo online", .want = TITLE},
    };
    check_all(cases, COUNT(cases));
}

static void markdown_headings_are_titles(void **state) {
    (void)state;
    static const struct title_case cases[] = {
        {.page =
             "[Thời sự](https://bao.example/ts)\n# " TITLE "\n## Sóng lớn cũng ra khơi được\n" TEXT,
         .want = TITLE},
    };
    check_all(cases, COUNT(cases));
}

static void without_a_title_the_first_sentence_is_one(void **state) {
    (void)state;
    static const struct title_case cases[] = {
        {.page = TEXT,
         .want = "Đội cứu hộ biển của huyện đảo vừa nhận thêm hai tàu cứu hộ đóng mới tại xưởng "
                 "trong tỉnh."},
        {.page = "Đội cứu hộ biển của huyện đảo vừa nhận thêm hai tàu mới. Hai tàu này dài mười "
                 "tám mét, chở được ba mươi người.\n",
         .want = "Đội cứu hộ biển của huyện đảo vừa nhận thêm hai tàu mới"},
    };
    check_all(cases, COUNT(cases));
}

static void signs_at_the_ends_of_a_title_go(void **state) {
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"Một đầu đề ( )", "Một đầu đề"},
        {"» Một đầu đề", "Một đầu đề"},
        {"Một đầu đề -", "Một đầu đề"},
        {"- Một đầu đề", "Một đầu đề"},
        {"Hà Nội: một đầu đề dài", "Hà Nội: một đầu đề dài"},
        {"Một đầu đề đủ dài để giữ lại | Báo Mẫu", "Một đầu đề đủ dài để giữ lại"},
        {"Một đầu đề đủ dài để giữ lại - bao.example", "Một đầu đề đủ dài để giữ lại"},
        {"Ra khơi an toàn - việc của mọi nhà", "Ra khơi an toàn - việc của mọi nhà"},
        {"()", "()"},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *s = cases[i].text;
        size_t n = strlen(s);
        title_trim(&s, &n);
        if (n != strlen(cases[i].want) || memcmp(s, cases[i].want, n) != 0)
            fail_msg("\"%s\" became \"%.*s\"", cases[i].text, (int)n, s);
    }
}

static void a_long_title_is_cut_at_a_word(void **state) {
    (void)state;
    char text[4000] = "";
    for (size_t i = 0; i < 300; i++)
        strcat(text, "chữ nghĩa ");
    size_t n = title_cut(text, strlen(text), TITLE_BYTES_MAX);
    assert_true(n <= TITLE_BYTES_MAX && n > TITLE_BYTES_MAX - 20);
    assert_int_equal(text[n], ' ');
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_title_is_neither_the_site_nor_a_section),
        cmocka_unit_test(the_furniture_of_a_page_is_no_title),
        cmocka_unit_test(neither_lead_nor_caption_is_the_title),
        cmocka_unit_test(a_title_that_other_pages_list_is_still_one),
        cmocka_unit_test(the_title_is_not_a_related_one),
        cmocka_unit_test(the_address_tells_the_title),
        cmocka_unit_test(a_given_title_is_taken),
        cmocka_unit_test(markdown_headings_are_titles),
        cmocka_unit_test(without_a_title_the_first_sentence_is_one),
        cmocka_unit_test(signs_at_the_ends_of_a_title_go),
        cmocka_unit_test(a_long_title_is_cut_at_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
