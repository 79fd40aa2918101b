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

static void a_section_s_long_name_stands_in_the_menu_too(void **state) {
    (void)state;
    static const struct title_case cases[] = {
        {.page = "Trang chủ\nGiới thiệu\nĐảng bộ huyện\nHoạt động của Thường trực Huyện đảo\n"
                 "Tuyên giáo\nDân vận\nNội chính\nTrang chủ › Hoạt động của Thường trực Huyện đảo\n"
                 "Hoạt động của Thường trực Huyện đảo\n" TITLE "\n\n12/05/2021 08:30:00\n\n" TEXT,
         .want = TITLE},
        /* a path that ends in the title */
        {.page = "Trang chủ\nGiới thiệu\nĐảng bộ huyện\nTuyên giáo\nTin tức » " TITLE "\n" TITLE
                 "\n\n12/05/2021 08:30\n\n" TEXT,
         .want = TITLE},
    };
    check_all(cases, COUNT(cases));
}

static void two_bars_between_texts_are_a_break(void **state) {
    (void)state;
    static const struct title_case cases[] = {
        {.page = TITLE "||" TEXT, .want = TITLE},
        {.page = TITLE " || Hai tàu dài mười tám mét, chở được ba mươi người.\n" TEXT,
         .want = TITLE},
        /* an empty cell, a row of bars */
        {.page = "| một || hai |\n||||||||\n||\n" TITLE "\n" TEXT, .want = TITLE},
        {.page = "a|||b\n" TITLE "\n" TEXT "||", .want = TITLE},
    };
    check_all(cases, COUNT(cases));
}

static void a_picture_s_text_glued_to_a_related_title_is_no_title(void **state) {
    (void)state;
    static const struct title_case cases[] = {
        {.page = TITLE "\n12/05/2021 08:30\n" TEXT
                       "TIN LIÊN QUAN\nhuyen dao nhan hai tau cuu ho dong moi Huyện ta có tàu mới\n"
                       "huyen dao nhan hai tau cuu ho dong moi Thăm xưởng đóng tàu của tỉnh\n",
         .url = "https://dao.example/huyen-dao-nhan-hai-tau-cuu-ho-dong-moi-93012.html",
         .want = TITLE},
    };
    check_all(cases, COUNT(cases));
}

static void a_short_line_over_the_date_may_be_the_title(void **state) {
    (void)state;
    static const struct title_case cases[] = {
        /* two words alone, prices above */
        {.page = "Tra cứu văn bản pháp quy\nCà phê: 98.000 đ/kg Hồ tiêu: 146.000 đ/kg\nTin buồn\n"
                 "12/05/2021 08:30\n" TEXT,
         .want = "Tin buồn"},
        /* a section's name over the date, the title below it or above */
        {.page = "Thời sự\nBiển đảo\nVăn hóa\nBiển đảo\n12/05/2021 08:30\n" TITLE "\n" TEXT,
         .want = TITLE},
        {.page = "Đội cứu hộ biển đảo\n" TITLE "\n(12-05-2021)\n" TEXT, .want = TITLE},
        /* who wrote it and where between title and date */
        {.page = TITLE "\nTS. LÊ THỊ MÂY\nHọc viện Hàng hải\n12/05/2021 08:30\n" TEXT,
         .want = TITLE},
    };
    check_all(cases, COUNT(cases));
}

static void the_sites_head_stands_above_its_menu(void **state) {
    (void)state;
    static const struct title_case cases[] = {
        {.page = "ĐẢNG BỘ HUYỆN ĐẢO TIỀN TIÊU\nHuyện ủy\nThứ 4, 12/05/2021, 08:30 [GMT+7]\n"
                 "CHÀO MỪNG KỶ NIỆM 30 NĂM NGÀY THÀNH LẬP HUYỆN ĐẢO\nTrang chủ\nXây dựng Đảng\n"
                 "Tuyên giáo\n" TITLE "\n" TEXT,
         .want = TITLE},
        {.page = "Biển và đất liền\nThời sự\n14:00 | 12/05/2021\n" TITLE "\n" TEXT, .want = TITLE},
    };
    check_all(cases, COUNT(cases));
}

static void an_address_may_spell_another_title(void **state) {
    (void)state;
    static const struct title_case cases[] = {
        /* a related article's */
        {.page = TITLE "\n12/05/2021 08:30\n" TEXT "Tin cùng chuyên mục\n"
                       "Nhận tàu cứu hộ mới\nMở lớp dạy bơi miễn phí\n",
         .url = "https://dao.example/bai-viet/nhan-tau-cuu-ho-moi.html",
         .want = TITLE},
        /* the section's, where a program is called with a number */
        {.page = "Trang chủ\nTin tức tổng hợp\n" TITLE "\n12/05/2021 08:30\n" TEXT,
         .url = "https://dao.example/Pages/tin-tuc-tong-hop.aspx?ItemID=12",
         .want = TITLE},
        /* the masthead's */
        {.page = "CƠ QUAN CỦA HỘI NGHỀ CÁ HUYỆN ĐẢO\nBiển đảo\n" TITLE "\n12/05/2021 08:30\n" TEXT,
         .url = "https://dao.example/co-quan-cua-hoi-nghe-ca-huyen-dao-nhan-tau-d12.html",
         .want = TITLE},
    };
    check_all(cases, COUNT(cases));
}

static void a_pages_own_title_names_the_site_too(void **state) {
    (void)state;
    static const struct title_case cases[] = {
        {.page = TITLE " - Trung tâm Truyền thông huyện đảo\nTrang chủ\n" TITLE
                       "\n12/05/2021 08:30\n" TEXT,
         .want = TITLE},
        {.page = "Chùm ảnh: Huyện đảo đón hai tàu mới\n12/05/2021 08:30\n" TEXT,
         .want = "Chùm ảnh: Huyện đảo đón hai tàu mới"},
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

/* ---- heads of pages, as sites of many kinds lay them out ------------------------- */

struct head_case {
    const char *head, *below, *url; /* what stands above TITLE, and between it and the text */
};

static void a_title_is_told_from_whatever_heads_the_page(void **state) {
    (void)state;
    static const struct head_case cases[] = {
        /* a ministry, a section below the date; in the menu too, or a folder of the address */
        {"Trang thông tin Sở Hàng hải\nTrang chủ\nTin tức\nSở, ngành, huyện\nLiên kết\n"
         "Cập nhật lúc 10:12, 12/05/2021\nSỞ, NGÀNH, HUYỆN\n",
         "", "https://so.example/so-nganh-huyen/202105/bai-12"},
        {"Trang tin Sở Hàng hải\nTrang chủ\nTin tức\nNghiên cứu - Trao đổi\nHồ sơ\n"
         "Biển đảo - Con người\n12/05/2021 08:30\nNGHIÊN CỨU - TRAO ĐỔI\n",
         "", NULL},
        {"Sở Hàng hải\nTrang chủ\nTin tức sự kiện\nBản đồ\nCông dân\nTin tức sự kiện\n", "", NULL},
        /* an association: its name, its motto */
        {"HỘI NGHỀ CÁ HUYỆN ĐẢO\nĐOÀN KẾT - ĐỔI MỚI - PHÁT TRIỂN\nTrang chủ\nTin hoạt động\n"
         "Giá cả thị trường\nVay vốn\nTIN HOẠT ĐỘNG\n",
         "13:20 - 12/05/2021\n", NULL},
        {"HỘI NGHỀ CÁ HUYỆN ĐẢO\nTrang chủ\nGiới thiệu\n", "12/05/2021\n",
         "http://hoi.example/hoi-nghe-ca-huyen-dao-nhan-hai-tau"},
        /* a party paper: a campaign as a section */
        {"BÁO HUYỆN ĐẢO ĐIỆN TỬ\nTrang nhất\nLiên hệ\nHỌC TẬP VÀ LÀM THEO GƯƠNG NGƯỜI TỐT VIỆC "
         "TỐT\n",
         "15:31 | 12/05/2021\n", NULL},
        {"BÁO HUYỆN ĐẢO\nChính trị\nKinh tế\nTIẾN TỚI ĐẠI HỘI HUYỆN ĐẢO LẦN THỨ MƯỜI\n",
         "Cập nhật: 12/05/2021 08:30\n", NULL},
        {"Trang chủ\nChuyện thường ngày\nBạn đọc\nChuyện thường ngày\n", "08:30, 12/05/2021\n",
         NULL},
        /* a print view, an archive's bar */
        {"Báo Huyện đảo\nBản dành cho máy in\nNgày 12/05/2021\n", "", NULL},
        {"The Wayback Machine - http://web.archive.org/web/2006/\nJUL\nAUG\nSEP\n12\n2006\n"
         "Trang chủ\nĐời sống\nBản dành cho máy in\nCập nhật : 08-08-2006\nĐời sống\n",
         "", NULL},
        {"Báo Huyện đảo - Bản in\nNgày in: 12/05/2021\n", "", NULL},
        /* a radio station */
        {"ĐÀI PHÁT THANH HUYỆN ĐẢO\nTiếng nói của nhân dân huyện đảo\nThời sự\nLịch phát sóng\n"
         "Nghe bản tin\n",
         "Thứ 4, 12/05/2021 15:33:00\n", NULL},
        {"ĐÀI HUYỆN ĐẢO\nTHỜI SỰ\nBẠN VÀ NHÀ NÔNG\nPHÁP LUẬT\nTHỜI SỰ\n", "", NULL},
        /* a court, a magazine */
        {"TÒA ÁN HUYỆN ĐẢO\nPHỤNG CÔNG, THỦ PHÁP\nTRANG CHỦ\nGIỚI THIỆU\nTIN TỨC\nTIN CỦA NGÀNH\n",
         "(12/05/2021)\n", NULL},
        {"Tạp chí Biển\nSố 12 (tháng 5/2021)\nThực tiễn - Kinh nghiệm\nNhân vật\n"
         "Thực tiễn - Kinh nghiệm\n",
         "12/05/2021 09:00\n", NULL},
        /* a school's content manager, an office's */
        {"Trường Huyện đảo\nDạy tốt - Học tốt\nMain Menu\nTrang chủ\nTổ chuyên môn\n",
         "Viết bởi Administrator\nThứ tư, 12 Tháng 5 2021 08:52\n", NULL},
        {"Skip to Content\nTin biển - Sở Hàng hải\nTrang chủ\nTin biển\n« Quay lại\n",
         "Ngày đăng: 12-05-2021\n", NULL},
        {"UBND XÃ ĐẢO\nChào mừng quý vị đến với trang tin của xã đảo\nTrang chủ\nTin tức\n",
         "Ngày 12 tháng 5 năm 2021\n", NULL},
        {"Hệ thống thông tin báo cáo\nLịch làm việc của lãnh đạo\nDanh bạ các đơn vị trực thuộc\n"
         "Tin hoạt động\n",
         "Lượt xem: 81\n", NULL},
        /* titles of others above */
        {"Nóng: Cháy ở khu công nghiệp, chưa rõ thương vong\nGiá vàng tăng phiên thứ ba trong "
         "tuần\n"
         "Trang chủ\nXã hội\n",
         "12/05/2021 10:10\n", NULL},
        {"Đọc nhiều\n1 Giá xăng giảm hơn năm trăm đồng\n2 Xuất khẩu gạo lập kỷ lục mới\n",
         "12/05/2021\nMinh Thư\n", NULL},
        /* a player, a table of contents between the title and the text */
        {"Biển đảo\n", "12/05/2021\nĐọc cho tôi nghe\nMục lục bài viết\nChọn cỡ chữ A a\n", NULL},
        /* the site's name as a heading */
        {"# LÀNG BIỂN VIỆT\nTiếng nói của làng biển\n### ", "_12/05/2021_\n",
         "https://bien.example/huyen-dao-nhan-hai-tau-cuu-ho-dong-moi"},
        /* the page's own title, its path */
        {TITLE "\nTrang chủ\nLiên hệ\nTin tức\n", "Lượt xem 112\n",
         "https://dao.example/huyen-dao-nhan-hai-tau-cuu-ho-dong-moi"},
        {"Trang chủ\nHuyện đảo » Tin tức » " TITLE "\n", "12/05/2021\n", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char page[4000];
        snprintf(page, sizeof page, "%s" TITLE "\n%s" TEXT, cases[i].head, cases[i].below);
        check_all(&(struct title_case){.page = page, .url = cases[i].url, .want = TITLE}, 1);
    }
}

static void a_title_of_two_words_is_one_that_the_text_says_again(void **state) {
    (void)state;
    static const struct title_case cases[] = {
        {.page = "Trang chủ\nVăn học\nPhóng sự\nTàu cứu hộ\n" TEXT, .want = "Tàu cứu hộ"},
        {.page = "Trang chủ\nVăn học\nThủ tục hành chính\nTàu cứu hộ\n12/05/2021\n" TEXT,
         .want = "Tàu cứu hộ"},
        {.page = "Tàu cứu hộ | Tạp chí Biển\n12/05/2021\n" TEXT, .want = "Tàu cứu hộ"},
    };
    check_all(cases, COUNT(cases));
}

static void of_parts_between_signs_the_text_says_one(void **state) {
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"Tin trong nước :: " TITLE, TITLE},
        {TITLE " :: Tin nhanh", TITLE},
        {"Xã hội >> " TITLE, TITLE},
        {"Thời sự / " TITLE, TITLE},
        {TITLE " | Tin nhanh 24 giờ", TITLE},
        {"Nghị quyết 36 / 2018 về kinh tế biển của huyện đảo",
         "Nghị quyết 36 / 2018 về kinh tế biển của huyện đảo"},
        {"Ra khơi an toàn - việc của mọi nhà", "Ra khơi an toàn - việc của mọi nhà"},
        {" :: ", " :: "},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *s = cases[i].text;
        size_t n = strlen(s);
        title_part(&s, &n, TEXT, "");
        if (n != strlen(cases[i].want) || memcmp(s, cases[i].want, n) != 0)
            fail_msg("\"%s\" became \"%.*s\"", cases[i].text, (int)n, s);
    }
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
        cmocka_unit_test(a_section_s_long_name_stands_in_the_menu_too),
        cmocka_unit_test(two_bars_between_texts_are_a_break),
        cmocka_unit_test(a_picture_s_text_glued_to_a_related_title_is_no_title),
        cmocka_unit_test(a_short_line_over_the_date_may_be_the_title),
        cmocka_unit_test(the_sites_head_stands_above_its_menu),
        cmocka_unit_test(an_address_may_spell_another_title),
        cmocka_unit_test(a_pages_own_title_names_the_site_too),
        cmocka_unit_test(neither_lead_nor_caption_is_the_title),
        cmocka_unit_test(a_title_that_other_pages_list_is_still_one),
        cmocka_unit_test(the_title_is_not_a_related_one),
        cmocka_unit_test(the_address_tells_the_title),
        cmocka_unit_test(a_given_title_is_taken),
        cmocka_unit_test(markdown_headings_are_titles),
        cmocka_unit_test(without_a_title_the_first_sentence_is_one),
        cmocka_unit_test(a_title_is_told_from_whatever_heads_the_page),
        cmocka_unit_test(a_title_of_two_words_is_one_that_the_text_says_again),
        cmocka_unit_test(of_parts_between_signs_the_text_says_one),
        cmocka_unit_test(signs_at_the_ends_of_a_title_go),
        cmocka_unit_test(a_long_title_is_cut_at_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
