#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "index/text/day.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void only_days_of_the_calendar_are_days(void **state) {
    (void)state;
    static const struct {
        unsigned year, month, day;
        day_t want;
    } cases[] = {
        {2022, 12, 27, 20221227}, {1945, 1, 1, 19450101},    {2100, 12, 31, 21001231},
        {2024, 2, 29, 20240229},  {2000, 2, 29, 20000229},   {2023, 2, 29, 0},
        {2100, 2, 29, 0},         {2022, 4, 31, 0},          {2022, 13, 1, 0},
        {2022, 0, 1, 0},          {2022, 1, 0, 0},           {2022, 1, 32, 0},
        {1944, 12, 31, 0},        {2101, 1, 1, 0},           {0, 0, 0, 0},
        {4294967295U, 1, 1, 0},   {2022, 4294967295U, 1, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(day_of(cases[i].year, cases[i].month, cases[i].day), cases[i].want);
}

struct parse_case {
    const char *text;
    day_t want; /* DAY_UNKNOWN: refused */
};

typedef bool parser(const char *s, size_t n, day_t *out);

static void check(parser *parse, const struct parse_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        day_t d = 7;
        bool ok = parse(cases[i].text, strlen(cases[i].text), &d);
        if (ok != (cases[i].want != DAY_UNKNOWN) || d != (ok ? cases[i].want : 7))
            fail_msg("\"%s\" is read as %u", cases[i].text, (unsigned)d);
    }
}

static void an_iso_day_is_read_strictly(void **state) {
    (void)state;
    static const struct parse_case cases[] = {
        {"2022-12-27", 20221227}, {"2024-02-29", 20240229}, {"2022-12-27 ", 0}, {" 2022-12-27", 0},
        {"2022-12-7", 0},         {"2022-12", 0},           {"2022", 0},        {"", 0},
        {"2022/12/27", 0},        {"2022-02-30", 0},        {"22-12-27", 0},    {"2022-12-27T", 0},
        {"+2022-12-27", 0},       {"2022-12-277", 0},
    };
    check(day_parse_iso, cases, COUNT(cases));
}

static void a_record_s_date_may_be_written_in_several_ways(void **state) {
    (void)state;
    static const struct parse_case cases[] = {
        {"2022-12-27", 20221227},
        {"2022-12-27T08:30:00+07:00", 20221227},
        {"2022-12-27T08:30:00.250Z", 20221227},
        {"2022-12-27 08:30", 20221227},
        {"  2022-12-27 ", 20221227},
        {"2022", 20220000},
        {"27/12/2022", 20221227},
        {"27-12-2022", 20221227},
        {"27.12.2022", 20221227},
        {"7/9/2022", 20220907},
        {"27/12/2022 08:30", 20221227},
        {"", 0},
        {" ", 0},
        {"1944", 0},
        {"2101", 0},
        {"20221227", 20221227},
        {"20221227T083000", 20221227},
        {"20221327", 0},
        {"202212271", 0},
        {"2022/12/27", 20221227},
        {"2022/1/7 08:30", 20220107},
        {"2022-12/27", 0},
        {"2022-12", 0},
        {"2022-12-27x", 0},
        {"2022-12-27T", 0},
        {"2022-12-27Tx", 0},
        {"2022-12-27 hôm nay", 0},
        {"2022-12-27 8 giờ", 0},
        {"2022-12-271", 0},
        {"2022-02-29", 0},
        {"27/12-2022", 0},
        {"12/27/2022", 0},
        {"27/12/22", 0},
        {"27/12/2022/1", 0},
        {"2022 08:30", 0},
        {"ngày 27/12/2022", 0},
    };
    check(day_parse_record, cases, COUNT(cases));
    day_t d;
    assert_false(day_parse_record("2022-12-27\0 1", 13, &d));
}

static void a_time_elsewhere_is_moved_to_vietnam_s_day(void **state) {
    (void)state;
    static const struct parse_case cases[] = {
        {"2020-12-09T18:30:00Z", 20201210},      {"2020-12-09T16:59:59Z", 20201209},
        {"2020-12-09T17:00:00.000Z", 20201210},  {"2020-12-09T18:30:00+00:00", 20201210},
        {"2020-12-09T18:30:00+0000", 20201210},  {"2020-12-09 18:30 +0000", 20201210},
        {"2020-12-31T23:00Z", 20210101},         {"2020-02-28T23:00Z", 20200229},
        {"2020-12-10T00:30:00+09:00", 20201209}, {"2020-03-01T00:30:00+09:00", 20200229},
        {"2021-01-01T01:00:00+10:00", 20201231}, {"2020-12-09T13:00:00-05:00", 20201210},
        {"2020-12-09T18:30:00+07:00", 20201209}, {"2020-12-09T18:30:00", 20201209},
        {"20201209T183000Z", 20201210},          {"09/12/2020 18:30", 20201209},
        {"2020-12-09T25:30:00Z", 20201209},      {"2100-12-31T23:00:00Z", 21001231},
    };
    check(day_parse_record, cases, COUNT(cases));
    assert_int_equal(day_in_vietnam(20201209, " 18:30:00 GMT", 13), 20201210);
    assert_int_equal(day_in_vietnam(20201209, " 18:30:00 GMT+7", 15), 20201209);
    assert_int_equal(day_in_vietnam(20200000, "T18:30Z", 7), 20200000);
    assert_int_equal(day_in_vietnam(20201209, "", 0), 20201209);
    assert_int_equal(day_before(20200301), 20200229);
    assert_int_equal(day_before(20210101), 20201231);
    assert_int_equal(day_before(20210000), DAY_UNKNOWN);
}

static void a_day_is_written_as_precisely_as_it_is_known(void **state) {
    (void)state;
    static const struct {
        day_t day;
        const char *text, *precision;
        uint32_t order;
    } cases[] = {
        {20221227, "2022-12-27", "day", 20221227},
        {20220000, "2022", "year", 20220101},
        {DAY_UNKNOWN, "", "unknown", 0},
        {4294967295U, "9496-72-95", "day", 4294967295U},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[11];
        day_format(cases[i].day, text);
        assert_string_equal(text, cases[i].text);
        assert_string_equal(day_precision(cases[i].day), cases[i].precision);
        assert_int_equal(day_order(cases[i].day), cases[i].order);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_days_of_the_calendar_are_days),
        cmocka_unit_test(an_iso_day_is_read_strictly),
        cmocka_unit_test(a_record_s_date_may_be_written_in_several_ways),
        cmocka_unit_test(a_time_elsewhere_is_moved_to_vietnam_s_day),
        cmocka_unit_test(a_day_is_written_as_precisely_as_it_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
