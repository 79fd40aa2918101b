#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "index/read/dates.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static const struct date_case {
    const char *text;
    enum date_kind kind;
    unsigned year, month, day;
    bool lunar;
} in_texts[] = {
    {"Ngày 24/12, tại Hà Nội", DATE_DAY_MONTH, 0, 12, 24, false},
    {"Chiều 1.11 , tỉnh", DATE_DAY_MONTH, 0, 11, 1, false},
    {"Sáng 31-10, hơn", DATE_DAY_MONTH, 0, 10, 31, false},
    {"từ ngày 3-7/7, đoàn", DATE_DAY_MONTH, 0, 7, 3, false},
    {"ngày 5 tháng 7 năm 2023", DATE_FULL, 2023, 7, 5, false},
    {"ngày 5, tháng 7, năm 2023", DATE_FULL, 2023, 7, 5, false},
    {"ngày 5 tháng 7, tại", DATE_DAY_MONTH, 0, 7, 5, false},
    {"ngày 5/7 năm 2023", DATE_FULL, 2023, 7, 5, false},
    {"ngày 5/7, năm 2023", DATE_FULL, 2023, 7, 5, false},
    {"Ngày5/7/2023, xã", DATE_FULL, 2023, 7, 5, false},
    {"ngày 05/7/23, xã", DATE_FULL, 2023, 7, 5, false},
    {"ngày 5-7-23, xã", DATE_FULL, 2023, 7, 5, false},
    {"hồi tháng 6/2016, họ", DATE_MONTH, 2016, 6, 0, false},
    {"vào tháng 7 năm 2019.", DATE_MONTH, 2019, 7, 0, false},
    {"giai đoạn 2016 - 2020", DATE_YEAR, 2020, 0, 0, false},
    {"Thông tư 38/2019/TT-BTC", DATE_YEAR, 2019, 0, 0, false},
    {"Trong 9 tháng năm 2020, tỉnh", DATE_YEAR, 2020, 0, 0, false},
    {"Số 10, tháng 12 năm 2020", DATE_MONTH, 2020, 12, 0, false},
};

static const struct date_case shown[] = {
    {"on July 5, 2023", DATE_FULL, 2023, 7, 5, false},
    {"July 5th, 2023", DATE_FULL, 2023, 7, 5, false},
    {"10 Dec 2020", DATE_FULL, 2020, 12, 10, false},
    {"10-Dec-2020", DATE_FULL, 2020, 12, 10, false},
    {"10 Dec. 2020", DATE_FULL, 2020, 12, 10, false},
    {"10th of December, 2020", DATE_FULL, 2020, 12, 10, false},
    {"DECEMBER 10, 2020", DATE_FULL, 2020, 12, 10, false},
    {"10 Tháng Mười Hai, 2020", DATE_FULL, 2020, 12, 10, false},
    {"10 Tháng Mười, 2020", DATE_FULL, 2020, 10, 10, false},
    {"10 Tháng Mười Một, 2020", DATE_FULL, 2020, 11, 10, false},
    {"10 tháng mười hai, 2020", DATE_FULL, 2020, 12, 10, false},
    {"10 Tháng Năm, 2020", DATE_FULL, 2020, 5, 10, false},
    {"10 Tháng Tư 2020", DATE_FULL, 2020, 4, 10, false},
    {"Tháng Mười Hai 10, 2020", DATE_FULL, 2020, 12, 10, false},
    {"Tháng Một 31, 2020", DATE_FULL, 2020, 1, 31, false},
    {"Tháng 12 10, 2020", DATE_FULL, 2020, 12, 10, false},
    {"10 Tháng 12, 2020", DATE_FULL, 2020, 12, 10, false},
    {"10 Th12 2020", DATE_FULL, 2020, 12, 10, false},
    {"10 Th12, 2020", DATE_FULL, 2020, 12, 10, false},
    {"Th12 10, 2020", DATE_FULL, 2020, 12, 10, false},
    {"Thg 12 10, 2020", DATE_FULL, 2020, 12, 10, false},
    {"10.12.20", DATE_FULL, 2020, 12, 10, false},
    {"12/27/2020 8:30 AM", DATE_FULL, 2020, 12, 27, false},
};

static const struct date_case of_the_moon[] = {
    {"ngày 15/8 âm lịch", DATE_DAY_MONTH, 0, 8, 15, true},
    {"mùng 1/1/2020", DATE_FULL, 2020, 1, 1, true},
    {"mùng 10 tháng Ba âm lịch", DATE_DAY_MONTH, 0, 3, 10, true},
    {"ngày 10 tháng Ba (âm lịch)", DATE_DAY_MONTH, 0, 3, 10, true},
    {"ngày 10 tháng Giêng, làng", DATE_DAY_MONTH, 0, 1, 10, true},
    {"ngày 23 tháng Chạp", DATE_DAY_MONTH, 0, 12, 23, true},
    {"ngày 10/3 năm Giáp Thìn", DATE_DAY_MONTH, 0, 3, 10, true},
    {"hội mở (tức ngày 10/3), làng", DATE_DAY_MONTH, 0, 3, 10, true},
    {"(tức ngày 20/4 dương lịch)", DATE_DAY_MONTH, 0, 4, 20, false},
    {"mùng Một Tết (tức ngày 10/2)", DATE_DAY_MONTH, 0, 2, 10, false},
    {"ngày 18/4/2024 (tức ngày 10/3 âm lịch)", DATE_FULL, 2024, 4, 18, false},
};

static void check(const struct date_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct date d;
        if (!date_next(cases[i].text, strlen(cases[i].text), 0, &d))
            fail_msg("\"%s\": nothing found", cases[i].text);
        bool same = d.kind == cases[i].kind && d.year == cases[i].year &&
                    d.month == cases[i].month && d.day == cases[i].day && d.lunar == cases[i].lunar;
        if (!same)
            fail_msg("\"%s\": kind %d, %u-%u-%u%s", cases[i].text, d.kind, d.year, d.month, d.day,
                     d.lunar ? " of the moon" : "");
    }
}

static void dates_in_a_text_are_found_with_their_kind(void **state) {
    (void)state;
    check(in_texts, COUNT(in_texts));
}

static void months_by_name_are_read_on_either_side_of_the_day(void **state) {
    (void)state;
    check(shown, COUNT(shown));
}

static void the_moon_s_calendar_is_told_from_ours(void **state) {
    (void)state;
    check(of_the_moon, COUNT(of_the_moon));
}

static void numbers_that_are_no_dates_are_passed_over(void **state) {
    (void)state;
    static const char *const texts[] = {"đạt 18/19 tiêu chí",
                                        "có 4/12 tổ chức",
                                        "2.160 hộ",
                                        "20%/năm",
                                        "24/24 giờ",
                                        "tỉ số 3-2",
                                        "ngày 7 tháng 1 năm 1943, ông",
                                        "0913.46.46.89",
                                        "xếp thứ 5/11 trong vùng",
                                        "13/13/13",
                                        "mục 1.2.10",
                                        "trong 3 tháng hai bên",
                                        "sau 6 tháng tư vấn",
                                        "Th13 10, 2020x",
                                        ""};
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct date d;
        if (date_next(texts[i], strlen(texts[i]), 0, &d) && d.kind != DATE_YEAR)
            fail_msg("\"%s\": %u-%u-%u", texts[i], d.year, d.month, d.day);
    }
}

static void dates_behind_each_other_do_not_share_bytes(void **state) {
    (void)state;
    static const char text[] = "10 Th12 10, 2020; Tháng Mười Hai 10, 2020 12 July 5, 2023 9/7/20";
    size_t at = 0, n = sizeof text - 1;
    struct date d;
    for (; date_next(text, n, at, &d); at = d.end)
        assert_true(d.start >= at && d.end > d.start && d.end <= n);
    assert_int_equal(d.kind == DATE_FULL || at > 0, true);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_in_a_text_are_found_with_their_kind),
        cmocka_unit_test(months_by_name_are_read_on_either_side_of_the_day),
        cmocka_unit_test(the_moon_s_calendar_is_told_from_ours),
        cmocka_unit_test(numbers_that_are_no_dates_are_passed_over),
        cmocka_unit_test(dates_behind_each_other_do_not_share_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
