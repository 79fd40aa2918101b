#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "index/read/dates.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void displayed_dates_are_read_in_every_form(void **state) {
    (void)state;
    static const struct {
        const char *line;
        day_t day;
        int minute; /* -1: none shown */
    } cases[] = {
        {"28-2-2024", 20240228, -1},
        {"(05.08.2019 16:32)", 20190805, 992},
        {"18 November 2022", 20221118, -1},
        {"Nov 18, 2022 08:30", 20221118, 510},
        {"Posted on 5 May 2021", 20210505, -1},
        {"thứ năm, 08 08 2019 08:52", 20190808, 532},
        {"21:00 | 08/11/2021 GMT+7", 20211108, 1260},
        {"15/6/2023", 20230615, -1},
        {"15/06/23 9h05", 20230615, 545},
        {"Thứ Hai, 05/08/2019, 16:32 (GMT+7)", 20190805, 992},
        {"Thứ Sáu, ngày 23 tháng 08 năm 2019, 09:25:27", 20190823, 565},
        {"Chủ nhật, 12 Tháng 7 2020 08:15", 20200712, 495},
        {"2019-08-05T09:30:00+07:00", 20190805, 570},
        {"Đăng ngày 12/05/2020 lúc 08:00", 20200512, 480},
        {"Ngày đăng: 12/05/2020 | Lượt xem: 1.234", 20200512, -1},
        {"Lượt truy cập: 123 - Ngày 10/12/2020", 20201210, -1},
        {"10 Tháng Mười Hai, 2020", 20201210, -1},
        {"Tháng Mười Hai 10, 2020", 20201210, -1},
        {"Thứ 5, 10/12/2020 - 09:15", 20201210, 555},
        {"Thứ năm - 10/12/2020 09:15", 20201210, 555},
        {"T5, 10/12/2020 9:15 CH", 20201210, 1275},
        {"10/12/2020 9:15:00 SA", 20201210, 555},
        {"10/12/2020 12:05 AM", 20201210, 5},
        {"December 10, 2020 at 9:15 pm", 20201210, 1275},
        {"Thứ Năm, 10/12/2020, 16:5'(GMT+7)", 20201210, 965},
        {"10/12/2020, 9 giờ 05 phút", 20201210, 545},
        {"10.12.2020 lúc 9h", 20201210, 540},
        {"[10/12/2020 - 09:15 GMT+07:00]", 20201210, 555},
        {"09:15' 10/12/2020", 20201210, 555},
        {"Đăng bởi: admin ngày 10.12.2020 lúc 9h30", 20201210, 570},
        {"10 Tháng Mười Hai, 2020 admin", 20201210, -1},
        {"Được đăng ngày Thứ năm, 10 Tháng 12 2020 09:15", 20201210, 555},
        {"Đã xem: 123 lần. Ngày đăng: 10/12/2020", 20201210, -1},
        {"Đã xem: 123 .Ngày đăng: 10/12/2020 09:15 .", 20201210, 555},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct stamp s;
        if (!date_stamp(cases[i].line, strlen(cases[i].line), &s) || s.day != cases[i].day ||
            s.minute != cases[i].minute || s.rest_start != s.rest_end || s.updated)
            fail_msg("\"%s\": %u, minute %d, beside it %zu-%zu", cases[i].line, (unsigned)s.day,
                     s.minute, s.rest_start, s.rest_end);
    }
}

static void what_stands_beside_a_date_is_kept_apart(void **state) {
    (void)state;
    static const struct {
        const char *line;
        day_t day;
        const char *beside;
    } cases[] = {
        {"Đăng bởi Minh Thư vào 12/05/2020", 20200512, "Đăng bởi Minh Thư"},
        {"Minh Thư (Tổng hợp) - 27/12/2022", 20221227, "Minh Thư"},
        {"Lượt xem: 123 27/12/2022 16:32 Minh Thư", 20221227, "Minh Thư"},
        {"Tin tức / 27/12/2022", 20221227, "Tin tức"},
        {"Minh Thư - 20:13, 27/12/2022", 20221227, "Minh Thư"},
        {"Thu Hà - 27/12/2022", 20221227, "Thu Hà"},
        {"Đăng Quý, 27/12/2022", 20221227, "Đăng Quý"},
        {"Minh Thư 27/12/2022", 20221227, "Minh Thư"},
        {"Xã hội - Minh Thư - 17:05, 18/02/2026", 20260218, "Xã hội - Minh Thư"},
        {"27/12/2022 - Minh Thư", 20221227, "Minh Thư"},
        {"Minh Thư Thứ Ba, 27/12/2022 09:15", 20221227, "Minh Thư"},
        {"Tác giả: Minh Anh Ngày đăng: 10/12/2020 09:15 Lượt xem: 123", 20201210,
         "Tác giả: Minh Anh"},
        {"Tác giả: Minh Anh | Nguồn: Báo Mẫu | 10/12/2020 | Lượt xem: 123", 20201210,
         "Tác giả: Minh Anh | Nguồn: Báo Mẫu"},
        {"Chuyên mục: Tin trong tỉnh | Ngày đăng: 10/12/2020 | Tác giả: Minh Anh", 20201210,
         "Tác giả: Minh Anh"},
        {"Đăng lúc: Thứ năm - 10/12/2020 09:15 - Người đăng bài viết: Minh Anh", 20201210,
         "Người đăng bài viết: Minh Anh"},
        {"10/12/2020 by Minh Anh in Tin tức", 20201210, "by Minh Anh"},
        {"Thời sự - 10/12/2020 - Minh Anh", 20201210, "Minh Anh"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct stamp s;
        const char *line = cases[i].line;
        if (!date_stamp(line, strlen(line), &s) || s.day != cases[i].day)
            fail_msg("\"%s\" shows no date", line);
        size_t n = s.rest_end - s.rest_start;
        if (n != strlen(cases[i].beside) || memcmp(line + s.rest_start, cases[i].beside, n) != 0)
            fail_msg("\"%s\": \"%.*s\" stands beside the date", line, (int)n, line + s.rest_start);
    }
}

static void sentences_and_numbers_show_no_date(void **state) {
    (void)state;
    static const char *const lines[] = {
        "Hội chợ mở cửa ngày 12/05/2020 tại nhà thi đấu của tỉnh và kéo dài một tuần",
        "Ngày 22/11/2018, UBND tỉnh ban hành kế hoạch",
        "Khánh thành cầu mới 12/05/2020",
        "Chuyện làng Mẫu 12/05/2020",
        "31/02/2020",
        "Điện thoại: 0238.3648.128",
        "Đăng ký trước 12/05/2020 tại xã",
        "09:15 (GMT+7)",
        "Thứ Năm, 10/12",
        "",
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct stamp s;
        if (date_stamp(lines[i], strlen(lines[i]), &s))
            fail_msg("\"%s\" was taken for a displayed date", lines[i]);
    }
}

static void an_update_yields_to_the_day_of_posting(void **state) {
    (void)state;
    static const struct {
        const char *line;
        day_t day;
        bool updated;
    } cases[] = {
        {"Đăng: 12/05/2020 08:00 | Cập nhật: 13/05/2020 09:00", 20200512, false},
        {"Đăng lúc: 08:00, 12/05/2020 - Cập nhật lúc: 09:00, 13/05/2020", 20200512, false},
        {"Cập nhật: 13/05/2020, đăng ngày 12/05/2020", 20200512, false},
        {"Cập nhật lúc 09:00 ngày 13/05/2020", 20200513, true},
        {"Sửa đổi lần cuối: 13/05/2020", 20200513, true},
        {"Last updated: May 13, 2020", 20200513, true},
        {"Lượt truy cập 12, 13/05/2020", 20200513, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct stamp s;
        if (!date_stamp(cases[i].line, strlen(cases[i].line), &s) || s.day != cases[i].day ||
            s.updated != cases[i].updated)
            fail_msg("\"%s\": %u%s", cases[i].line, (unsigned)s.day, s.updated ? ", updated" : "");
    }
}

static void a_clock_is_told_from_a_posting(void **state) {
    (void)state;
    static const struct {
        const char *line;
        bool clock;
    } cases[] = {
        {"Thứ Sáu, 23/08/2019", true},
        {"Thứ Sáu, 23/08/2019 09:25:27", true},
        {"Hôm nay, 23/08/2019", true},
        {"Ngày in: 23/08/2019", true},
        {"Ngày đăng: 23/08/2019 09:25:27", false},
        {"Thứ Sáu, 23/08/2019 09:25:27 +07:00", false},
        {"Thứ Sáu, 23/08/2019 09:25", false},
        {"23/08/2019 9:25:27 SA", false},
        {"Thứ Sáu, 23/8/2019 9:25:27 AM", true},
        {"Đăng bởi Minh Thư Thứ Sáu, 23/08/2019", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct stamp s;
        assert_true(date_stamp(cases[i].line, strlen(cases[i].line), &s));
        if (s.clock != cases[i].clock)
            fail_msg("\"%s\": %d", cases[i].line, s.clock);
    }
}

static void parts_of_a_date_are_known_without_a_day(void **state) {
    (void)state;
    static const struct {
        const char *line;
        bool part;
        int minute;
    } cases[] = {
        {"09:15 (GMT+7)", true, 555},
        {"Thứ Năm,", true, -1},
        {"3 giờ trước", true, -1},
        {"2 ngày trước", true, -1},
        {"Vừa xong", true, -1},
        {"Lúc 9h30", true, 570},
        {"Cập nhật lúc 9:30", true, 570},
        {"Thứ Năm, 10/12", true, -1},
        {"10/12/2020", false, 0},
        {"3 giờ", true, 180},
        {"Minh Anh", false, 0},
        {"Lượt xem: 123", false, 0},
        {"Thứ Năm đen tối", false, 0},
        {"3 giờ trước trận đấu", false, 0},
        {"", false, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct stamp s;
        bool part = date_part(cases[i].line, strlen(cases[i].line), &s);
        if (part != cases[i].part || (part && (s.minute != cases[i].minute || s.day)))
            fail_msg("\"%s\": %d, minute %d", cases[i].line, part, s.minute);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(displayed_dates_are_read_in_every_form),
        cmocka_unit_test(what_stands_beside_a_date_is_kept_apart),
        cmocka_unit_test(sentences_and_numbers_show_no_date),
        cmocka_unit_test(an_update_yields_to_the_day_of_posting),
        cmocka_unit_test(a_clock_is_told_from_a_posting),
        cmocka_unit_test(parts_of_a_date_are_known_without_a_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
