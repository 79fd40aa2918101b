/* Dates as Vietnamese pages write them.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_DATES_H
#define TIMTIN_INDEX_READ_DATES_H

#include <stdbool.h>
#include <stddef.h>

#include "index/text/day.h"

enum date_kind {
    DATE_FULL,      /* 27/12/2022, 28-2-2024, 05.08.2019, 2019-08-05, ngày 5 tháng 7 năm 2023,
                     * 5 July 2023, July 5, 2023 */
    DATE_DAY_MONTH, /* 27/12, 25.6, ngày 5 tháng 7 */
    DATE_MONTH,     /* 6/2016, tháng 3 năm 2019 */
    DATE_YEAR       /* năm 2019, 2019 */
};

struct date {
    enum date_kind kind;
    unsigned year, month, day; /* 0 where not said */
    size_t start, end;         /* bytes of the text: the date itself, without "ngày" before it */
    bool called; /* a word such as ngày, sáng, chiều, hôm, năm stands before it */
    bool lunar;  /* âm lịch: not a date of ours */
    bool range;  /* "2016-2020": year is the second */
    bool number; /* the year of a document's number: 38/2019/TT-BTC */
};

/* The next date in s[from..n-1]; false when there is none. */
bool date_next(const char *s, size_t n, size_t from, struct date *out);

/* The day of a full date, DAY_UNKNOWN otherwise. */
day_t date_day(const struct date *d);

/* A displayed date: a line that holds nothing but a date, a time and what belongs to it
 * ("Cập nhật lúc", "GMT+7", "(", weekday), and perhaps a byline beside it. */
struct stamp {
    day_t day;
    int minute;   /* of the day, or -1 when no time is shown */
    bool clock;   /* looks like a clock of the page: seconds, "hôm nay", a weekday and no time */
    bool updated; /* called an update */
    bool visit;   /* says that it is the visitor's day: "Hôm nay", "Ngày in", "Giờ Hà Nội" */
    size_t rest_start, rest_end; /* bytes of the line beside it: "Tuấn Trình - "; equal: none */
};

bool date_stamp(const char *s, size_t n, struct stamp *out);

/* True when the line ends in a date in brackets, *out: "Một bài khác (30/07/2019)". */
bool date_trails(const char *s, size_t n, struct stamp *out);

#endif
