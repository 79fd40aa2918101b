#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/read/draft.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* ---- the date of a page ---------------------------------------------------------- */

#define TITLE "Khánh thành cây cầu mới qua sông ở huyện miền núi\n"
#define REST                                                                                                       \
    "Cây cầu dài hơn ba trăm mét nối hai xã của huyện miền núi, thay cho bến đò ngang cũ.\n" \
    "Người dân hai bên sông từ nay đi học, đi chợ không còn phải chờ đò trong mùa nước lớn.\n"
#define PLAIN                                                                                      \
    "Huyện miền núi vừa khánh thành cây cầu mới bắc qua sông, sau hai năm xây dựng.\n" REST

struct page_case {
    const char *page, *published, *basis, *record;
};

static void check_all(const struct page_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct input in = {.name = "page.txt", .text = cases[i].page, .published = cases[i].record};
        struct draft d;
        struct tt_error e;
        char day[11];
        assert_true(draft_page(NULL, &in, &d, &e));
        assert_null(d.reject);
        day_format(d.published.day, day);
        if (strcmp(day, cases[i].published) != 0 ||
            strcmp(basis_name(d.published.basis), cases[i].basis) != 0)
            fail_msg("case %zu: %s (%s, \"%s\"), not %s (%s)", i, day,
                     basis_name(d.published.basis), d.published.text, cases[i].published,
                     cases[i].basis);
        draft_done(&d);
    }
}

static void the_record_comes_first(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        {TITLE "12/05/2021\n" PLAIN, "2021-05-10", "metadata", "2021-05-10"},
        {TITLE "12/05/2021\n" PLAIN, "2021", "metadata", "2021"},
        {TITLE "12/05/2021\n" PLAIN, "2015", "metadata", "2015-06"},
        {TITLE "12/05/2021\n" PLAIN, "2015", "metadata", "12/2015"},
        {TITLE "12/05/2021\n" PLAIN, "2015-06-05", "metadata", "20150605"},
        {TITLE "12/05/2021\n" PLAIN, "2020-12-10", "metadata", "2020-12-09T18:30:00Z"},
        {TITLE "12/05/2021\n" PLAIN, "2020-12-10", "metadata", "Wed, 09 Dec 2020 18:30:00 GMT"},
        {TITLE "12/05/2021\n" PLAIN, "2020-12-09", "metadata", "Wed, 09 Dec 2020 18:30:00 +0700"},
        {TITLE "12/05/2021\n" PLAIN, "2020-12-10", "metadata", "December 10, 2020"},
        {TITLE "12/05/2021\n" PLAIN, "2020-12-10", "metadata", "10 Tháng Mười Hai, 2020"},
        {TITLE "12/05/2021\n" PLAIN, "2020-12-10", "metadata", "Thứ Năm, 10/12/2020 09:15 (GMT+7)"},
        {TITLE "12/05/2021\n" PLAIN, "2020-12-27", "metadata", "12/27/2020 8:30:00 AM"},
        {TITLE "12/05/2021\n" PLAIN, "2020-12-10", "metadata", "1607538600"},
        {TITLE "12/05/2021\n" PLAIN, "2021-05-12", "displayed", "13/2015"},
        {TITLE "12/05/2021\n" PLAIN, "2021-05-12", "displayed", "hôm qua"},
    };
    check_all(cases, COUNT(cases));
}

static void the_date_beside_the_title_is_taken(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        {TITLE "12/05/2021\n" PLAIN, "2021-05-12", "displayed", NULL},
        {"Tin trong huyện\n12/05/2021\n\n" TITLE "\n" PLAIN, "2021-05-12", "displayed", NULL},
        {TITLE "Cập nhật: 15/05/2021\nĐăng ngày 12/05/2021\n" PLAIN, "2021-05-12", "displayed",
         NULL},
        {TITLE PLAIN "Minh Thư\n12/05/2021\n", "2021-05-12", "displayed", NULL},
        {TITLE "Tác giả: Minh Thư Ngày đăng: 12/05/2021 09:15 Lượt xem: 123\n" PLAIN, "2021-05-12",
         "displayed", NULL},
        {TITLE "12\nTh5\n2021\n" PLAIN, "2021-05-12", "displayed", NULL},
        {TITLE "12\nTháng Năm, 2021\n" PLAIN, "2021-05-12", "displayed", NULL},
        {"Tin trong huyện\nThứ Tư, 12/05/2021\n09:15 (GMT+7)\n" TITLE PLAIN, "2021-05-12",
         "displayed", NULL},
        {TITLE "3 giờ trước\nThứ Tư,\n12/05/2021\n" PLAIN, "2021-05-12", "displayed", NULL},
    };
    check_all(cases, COUNT(cases));
}

static void other_dates_on_the_page_are_not(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        /* the crawl's clock */
        {"Thứ Sáu, ngày 23 tháng 08 năm 2019, 09:25:27\n" TITLE PLAIN, "", "unknown", NULL},
        {"Hôm nay: Thứ Sáu, 23/08/2019\nTrang chủ\nThời sự\nKinh tế\n\n" TITLE PLAIN, "", "unknown",
         NULL},
        {"Thứ Sáu, 23/08/2019\n" TITLE "12/05/2018 08:30\n" PLAIN, "2018-05-12", "displayed", NULL},
        /* related articles */
        {TITLE PLAIN "Tin cùng chuyên mục\nMột bài khác về giao thông (12/05/2021)\n", "",
         "unknown", NULL},
        {TITLE PLAIN "Các tin khác\nMột bài khác về giao thông nông thôn\n12/05/2021\n", "",
         "unknown", NULL},
        /* the moon's calendar, a licence */
        {TITLE
         "Sáng mùng 1 Tết, huyện miền núi khánh thành cây cầu mới qua sông, dài nhất tỉnh.\n" REST,
         "", "unknown", NULL},
        {TITLE PLAIN "Giấy phép số 12/GP cấp ngày 12/05/2013\n", "", "unknown", NULL},
        /* the day of the visit, or of printing */
        {"Ngày in: 17.06.2021 10:13\n" TITLE PLAIN, "", "unknown", NULL},
        {"Giờ Hà Nội: 08:25 - 17/06/2021\n" TITLE PLAIN, "", "unknown", NULL},
        {"Ngày in: 17.06.2021 10:13\n" TITLE "(12/05/2018)\n" PLAIN, "2018-05-12", "displayed",
         NULL},
    };
    check_all(cases, COUNT(cases));
}

static void a_date_above_the_title_yields_to_an_old_event_and_one_below_does_not(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        {"Tin tức\nThứ Tư, 5/11/2025 - 7:30\n" TITLE
         "Ngày 12/5/2013, huyện miền núi khánh thành cây cầu mới bắc qua sông Mẫu.\n" REST,
         "2013-05-12", "text", NULL},
        {"Tin tức\n" TITLE "10/12/2020 09:30\n"
         "Ngày 20/10, huyện miền núi khánh thành cây cầu mới bắc qua sông Mẫu.\n" REST,
         "2020-12-10", "displayed", NULL},
        {"Tin tức\n" TITLE "15/05/2014\n"
         "Ngày 20/10/2013, huyện miền núi khánh thành cây cầu mới bắc qua sông Mẫu.\n" REST,
         "2014-05-15", "displayed", NULL},
    };
    check_all(cases, COUNT(cases));
}

static void a_date_that_the_text_belies_is_an_import_s(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        {"Tin tức\n" TITLE "15/05/2018 09:30\n"
         "Ngày 20/10/2013, huyện miền núi khánh thành cây cầu mới bắc qua sông Mẫu.\n" REST,
         "2013-10-20", "text", NULL},
        {"Tin tức\n" TITLE "Cập nhật: 00:00, 01/01/2014\n"
         "Ngày 12/2/2013, huyện miền núi khánh thành cây cầu mới bắc qua sông Mẫu.\n" REST,
         "2013-02-12", "text", NULL},
        {"Tin tức\n15/08/2019 14:22\n" TITLE
         "Sáng 10-3, huyện miền núi khánh thành cây cầu mới bắc qua sông Mẫu.\n" REST,
         "", "unknown", NULL},
        {"Tin tức\n" TITLE "15/05/2018 09:30\n"
         "Năm 2012 này, huyện miền núi khánh thành cây cầu mới bắc qua sông Mẫu.\n" REST,
         "2012", "year", NULL},
    };
    check_all(cases, COUNT(cases));
}

static void a_year_that_the_text_recalls_does_not_belie_the_date(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        {"Tin tức\n" TITLE "08/02/2022 09:30\n"
         "Ngày 7/2, huyện miền núi khánh thành cây cầu mới bắc qua sông Mẫu.\n"
         "Năm 2021, dù mưa lũ kéo dài, đội thợ của huyện vẫn làm xong trụ cầu cuối cùng.\n",
         "2022-02-08", "displayed", NULL},
        {"Tin tức\n" TITLE "11/01/2023 08:44\n"
         "Ngày 8/1, huyện khánh thành cây cầu mà đội thợ xây từ cuối tháng 11/2022.\n" REST,
         "2023-01-11", "displayed", NULL},
    };
    check_all(cases, COUNT(cases));
}

static void what_is_ahead_does_not_belie_the_date(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        {"Tin tức\n10/12/2020 16:05\n" TITLE
         "Từ 22 giờ ngày 12/12, huyện miền núi cấm xe qua cây cầu mới bắc qua sông Mẫu.\n" REST,
         "2020-12-10", "displayed", NULL},
        {"Tin tức\n28/12/2020 16:05\n" TITLE
         "Sáng 5/1, huyện miền núi sẽ khánh thành cây cầu mới bắc qua sông Mẫu.\n" REST,
         "2020-12-28", "displayed", NULL},
    };
    check_all(cases, COUNT(cases));
}

static void a_distance_counts_from_the_clock_of_the_page(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        {"Thứ Bảy, 15/05/2021 - 10:42\nTrang chủ\nThời sự\nKinh tế\n\n" TITLE
         "20 giờ trước\n" PLAIN,
         "2021-05-14", "displayed", NULL},
        {"Thứ Bảy, 15/05/2021 - 10:42\nTrang chủ\nThời sự\nKinh tế\n\n" TITLE "3 giờ trước\n" PLAIN,
         "2021-05-15", "displayed", NULL},
        {"Thứ Bảy, 01/05/2021\nTrang chủ\nThời sự\nKinh tế\n\n" TITLE "2 ngày trước\n" PLAIN,
         "2021-04-29", "displayed", NULL},
        {"Thứ Bảy, 01/05/2021\nTrang chủ\nThời sự\nKinh tế\n\n" TITLE "2 tuần trước\n" PLAIN, "",
         "unknown", NULL},
        {TITLE "20 giờ trước\n" PLAIN, "", "unknown", NULL},
    };
    check_all(cases, COUNT(cases));
}

static void the_year_of_an_event_may_stand_around_it(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        {TITLE "Nhân dịp Tết Kỷ Hợi 2019, ngày 29/1 (tức 24 tháng Chạp), huyện khánh thành cây cầu "
               "mới qua sông Mẫu.\n" REST,
         "2019-01-29", "text", NULL},
        {TITLE "Sau ba ngày bận rộn (10 - 12/12/2014), huyện khánh thành cầu qua sông Mẫu chiều "
               "12/12.\n" REST,
         "2014-12-12", "text", NULL},
        {TITLE "Trong hai ngày 30/11 và 1/12/2011, tại huyện, hội làng mừng cây cầu mới.\n" REST,
         "2011-12-01", "text", NULL},
        {TITLE "Sáng 2-11, huyện tổng kết hội thi bơi thuyền trên sông Mẫu năm 2013.\n" REST,
         "2013-11-02", "text", NULL},
        {"Hội thi bơi thuyền trên sông Mẫu năm 2013 của huyện\n"
         "Chiều 2-11, các đội của mười xã tranh tài trước đông đảo người xem hai bờ sông.\n" REST,
         "2013-11-02", "text", NULL},
        {TITLE "Chín tháng năm 2019, huyện xây xong cây cầu mới bắc qua sông Mẫu.\n" REST, "2019",
         "year", NULL},
        {TITLE
         "Sáng nay, tại huyện, hội nghị tổng kết năm học 2012 - 2013, nhiệm vụ năm học 2013 - "
         "2014 đã diễn ra.\n" REST,
         "2013", "year", NULL},
        {TITLE "Đầu mùa xuân năm 2021, huyện xây xong cây cầu mới. Khách năm nay vắng.\n" REST,
         "2021", "year", NULL},
        {TITLE "Đầu mùa xuân năm 2021, huyện xây xong cầu. Ông Mẫu năm nay 70 tuổi.\n" REST, "",
         "unknown", NULL},
        {TITLE
         "Sáng 12/3, huyện khánh thành cầu. Đây là cầu đầu tiên trong kế hoạch năm 2009.\n" REST,
         "2009-03-12", "text", NULL},
        {TITLE "Sáng 2-11, huyện xét xử vụ án xảy ra năm 2013 tại bến đò trên sông Mẫu.\n" REST, "",
         "unknown", NULL},
        {TITLE "Sáng 2-11, huyện xét xử vụ án xảy ra tại bến đò. Bến này lập năm 2013.\n" REST, "",
         "unknown", NULL},
    };
    check_all(cases, COUNT(cases));
}

static void the_text_tells_the_day_of_its_event(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        {TITLE "Ngày 12/5/2021, huyện miền núi khánh thành cây cầu mới bắc qua sông Mẫu.\n" REST,
         "2021-05-12", "text", NULL},
        {TITLE
         "TGM. Sáng 12/5, huyện khánh thành cây cầu mới, công trình trọng điểm năm 2021.\n" REST,
         "2021-05-12", "text", NULL},
        {TITLE
         "Ngày 24/12, huyện tổng kết công tác năm 2019 và triển khai nhiệm vụ năm 2020.\n" REST,
         "2019-12-24", "text", NULL},
        {TITLE
         "Ngày 24/2, huyện tổng kết công tác năm 2019 và triển khai nhiệm vụ năm 2020.\n" REST,
         "2020-02-24", "text", NULL},
        {TITLE "Chiều 12/5, huyện khánh thành cây cầu mới bắc qua sông Mẫu, dài nhất tỉnh.\n" REST
               "Lễ khánh thành chiều 12/5/2021. Ảnh: Minh Thư\n",
         "2021-05-12", "text", NULL},
        /* a day without any year */
        {TITLE "Chiều 12/5, huyện khánh thành cây cầu mới bắc qua sông Mẫu, dài nhất tỉnh.\n" REST,
         "", "unknown", NULL},
        /* a document's day, a bound */
        {TITLE
         "Thực hiện Chỉ thị số 16/CT-MAU ngày 25/6/2019 của tỉnh, huyện đã xây cầu mới.\n" REST,
         "", "unknown", NULL},
        {TITLE "Huyện yêu cầu hoàn thành cây cầu mới bắc qua sông trước ngày 31/12/2019.\n" REST,
         "", "unknown", NULL},
    };
    check_all(cases, COUNT(cases));
}

static void a_date_that_the_text_does_not_make_certain_is_unknown(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        /* chronicles */
        {TITLE "Vào ngày 8 tháng 2 năm 2007, công ty đường sắt thông báo thay cây cầu cũ.\n" REST,
         "", "unknown", NULL},
        {TITLE "Cây cầu cũ đã đóng cửa ngày 25 tháng 2 năm 2010, sau một trận lũ.\n" REST, "",
         "unknown", NULL},
        {TITLE
         "Ngày 6 tháng 10 năm 1973, tại huyện miền núi, cây cầu đầu tiên được khánh thành.\n" REST,
         "", "unknown", NULL},
        {TITLE "Năm 2016, cây cầu được khảo sát; đến tháng 3 năm 2018 thì khởi công.\n" REST, "",
         "unknown", NULL},
        {TITLE
         "Sáng 12/5, huyện khánh thành cây cầu; ông Mẫu (sinh ngày 12/5/1996) cắt băng.\n" REST,
         "", "unknown", NULL},
        {TITLE
         "Nghị định 171 ngày 13/11/2013 quy định việc quản lý cây cầu ở huyện miền núi.\n" REST,
         "", "unknown", NULL},
        /* what went before */
        {TITLE "Ngày 12/5/2015, huyện phê duyệt dự án cây cầu mới bắc qua sông.\n" REST
               "Ngày 10/10/2018, cây cầu mới khởi công sau ba năm chờ vốn của tỉnh.\n",
         "", "unknown", NULL},
        /* another paragraph's year */
        {TITLE "Sáng 12/5, huyện khánh thành cây cầu mới bắc qua sông Mẫu, dài nhất tỉnh.\n"
               "Bến đò cũ không còn người lái nào kể từ ngày con thuyền cuối cùng chìm năm 2005.\n",
         "", "unknown", NULL},
        /* after the page's own clock */
        {"Thứ Sáu, ngày 23 tháng 08 năm 2019, 09:25:27\n" TITLE
         "Ngày 12/5/2024, huyện khánh thành cây cầu mới bắc qua sông Mẫu.\n" REST,
         "", "unknown", NULL},
        /* the year alone, where the text is surely of it */
        {TITLE "Trong 6 tháng đầu năm 2023, huyện đã xây xong cây cầu mới qua sông Mẫu.\n" REST,
         "2023", "year", NULL},
        {TITLE "Dự kiến quý IV năm 2023, huyện hoàn thành cây cầu mới qua sông Mẫu.\n" REST, "",
         "unknown", NULL},
    };
    check_all(cases, COUNT(cases));
}

static void whatever_the_text_says_the_date_fits_an_article(void **state) {
    (void)state;
    static const char *const years[] = {"0",    "1",    "12",   "999",  "1565",  "1705",    "1944",
                                        "1945", "2100", "2101", "9999", "10000", "99999999"};
    for (size_t i = 0; i < COUNT(years); i++) {
        char page[2000], stamp[100];
        snprintf(stamp, sizeof stamp, "12/05/%s", years[i]);
        snprintf(page, sizeof page,
                 TITLE "%s\nNgày 12 tháng 5 năm %s, 6 tháng đầu năm %s, %s, tại xã: "
                       "huyện khánh thành cây cầu mới bắc qua sông Mẫu.\n" REST,
                 i % 2 ? stamp : "Minh Thư", years[i], years[i], stamp);
        struct input in = {.name = "page.txt", .text = page, .published = i % 3 ? NULL : stamp};
        struct draft d;
        struct tt_error e;
        assert_true(draft_page(NULL, &in, &d, &e));
        assert_true(day_fits(d.published.day));
        draft_done(&d);
    }
    assert_true(day_fits(DAY_UNKNOWN) && day_fits(20230000) && day_fits(20240229));
    assert_false(day_fits(17050000) || day_fits(20230229) || day_fits(1) || day_fits(99999999));
}

/* ---- what a source's pages share ------------------------------------------------- */

static char *page_of(unsigned i, const char *stamp, const char *lead) {
    static const char *const topics[] = {"cây cầu", "ngôi trường", "trạm bơm",     "chợ",
                                         "bến xe",  "thư viện",    "nhà máy nước", "con đường"};
    const char *topic = topics[i % COUNT(topics)];
    char *page = malloc(4000);
    assert_non_null(page);
    snprintf(
        page, 4000,
        "Trang chủ\nGiới thiệu chung về huyện\nTin trong huyện\n%s\n\n"
        "Huyện miền núi xây xong %s thứ %u\n\n%sNgười dân trong xã góp công, góp đất để làm %s "
        "này trong nhiều tháng liền, không nề mưa nắng.\nViệc xây %s số %u do đội thợ của huyện "
        "làm, với vật liệu chở từ tỉnh lỵ lên bằng xe tải.\nCùng nhau làm đẹp quê hương miền "
        "núi\nXem tiếp\n",
        stamp, topic, i, lead, topic, topic, i);
    return page;
}

static void observe(struct templates *t, unsigned i, const char *stamp) {
    char *page = page_of(i, stamp, "");
    struct input in = {.name = "trang", .text = page, .url = "https://huyen.example/a"};
    struct tt_error e;
    assert_true(templates_observe(t, &in, &e));
    free(page);
}

static void expect_day(const struct templates *t, const char *stamp, const char *lead,
                       const char *want) {
    char *page = page_of(0, stamp, lead);
    struct input in = {.name = "trang", .text = page, .url = "https://huyen.example/a"};
    struct draft d;
    struct tt_error e;
    char day[11];
    assert_true(draft_page(t, &in, &d, &e));
    assert_null(d.reject);
    day_format(d.published.day, day);
    assert_string_equal(day, want);
    assert_null(strstr(buf_text(&d.body), "làm đẹp quê hương"));
    draft_done(&d);
    free(page);
}

static void an_imports_date_is_not_trusted(void **state) {
    (void)state;
    static const char *const others[] = {"03/01/2019", "17/02/2019", "11/06/2019"};
    struct templates *t = templates_new();
    assert_non_null(t);
    for (unsigned i = 0; i < 8; i++)
        observe(t, i, i < 5 ? "30/07/2019" : others[i - 5]);
    expect_day(t, "30/07/2019", "", "");
    expect_day(t, "11/06/2019", "", "2019-06-11");
    expect_day(t, "30/07/2019", "Sáng 22/7, huyện làm lễ khánh thành công trình ở xã vùng cao.\n",
               "2019-07-22");
    expect_day(t, "30/07/2019", "Sáng 22/11, huyện làm lễ khánh thành công trình ở xã vùng cao.\n",
               "");
    expect_day(t, "30/07/2019", "Sáng 29/7, huyện làm lễ khánh thành công trình ở xã vùng cao.\n",
               "2019-07-30");
    templates_free(t);
}

static void a_date_that_other_pages_do_not_share_stands_however_old_the_events(void **state) {
    (void)state;
    static const char *const stamps[] = {"03/01/2019 08:15", "17/02/2019 09:20", "11/06/2019 14:05",
                                         "12/07/2019 10:40"};
    static const char lead[] = "Ngày 20/10/2013, huyện khởi công công trình ở xã vùng cao này.\n";
    struct templates *t = templates_new();
    assert_non_null(t);
    for (unsigned i = 0; i < COUNT(stamps); i++)
        observe(t, i, stamps[i]);
    char *page = malloc(4000);
    assert_non_null(page);
    snprintf(page, 4000, TITLE "11/06/2019 14:05\n%s" REST, lead);
    struct input in = {.name = "trang", .text = page, .url = "https://huyen.example/a"};
    struct draft d;
    struct tt_error e;
    assert_true(draft_page(t, &in, &d, &e));
    assert_int_equal(d.published.day, 20190611);
    draft_done(&d);
    assert_true(draft_page(NULL, &in, &d, &e)); /* nothing is known of other pages */
    assert_int_equal(d.published.day, 20131020);
    draft_done(&d);
    free(page);
    templates_free(t);
}

static void copies_of_one_page_are_no_template(void **state) {
    (void)state;
    struct templates *t = templates_new();
    assert_non_null(t);
    for (unsigned i = 0; i < 6; i++)
        observe(t, 0, "30/07/2019");
    char *page = page_of(0, "30/07/2019", "");
    struct input in = {.name = "trang", .text = page, .url = "https://huyen.example/a"};
    struct draft d;
    struct tt_error e;
    assert_true(draft_page(t, &in, &d, &e));
    assert_null(d.reject);
    assert_int_equal(d.published.day, 20190730);
    draft_done(&d);
    free(page);
    templates_free(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_record_comes_first),
        cmocka_unit_test(the_date_beside_the_title_is_taken),
        cmocka_unit_test(other_dates_on_the_page_are_not),
        cmocka_unit_test(a_date_above_the_title_yields_to_an_old_event_and_one_below_does_not),
        cmocka_unit_test(a_date_that_the_text_belies_is_an_import_s),
        cmocka_unit_test(a_year_that_the_text_recalls_does_not_belie_the_date),
        cmocka_unit_test(what_is_ahead_does_not_belie_the_date),
        cmocka_unit_test(a_distance_counts_from_the_clock_of_the_page),
        cmocka_unit_test(the_year_of_an_event_may_stand_around_it),
        cmocka_unit_test(the_text_tells_the_day_of_its_event),
        cmocka_unit_test(a_date_that_the_text_does_not_make_certain_is_unknown),
        cmocka_unit_test(whatever_the_text_says_the_date_fits_an_article),
        cmocka_unit_test(an_imports_date_is_not_trusted),
        cmocka_unit_test(a_date_that_other_pages_do_not_share_stands_however_old_the_events),
        cmocka_unit_test(copies_of_one_page_are_no_template),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
