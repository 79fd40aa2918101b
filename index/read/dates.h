/* Dates as Vietnamese pages write them.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_DATES_H
#define TIMTIN_INDEX_READ_DATES_H

#include <stdbool.h>
#include <stddef.h>

#include "index/text/day.h"

enum date_kind {
    DATE_FULL, /* 27/12/2022, 28-2-2024, 05.08.2019, 2019-08-05, 27/12/22, ngày 5 tháng 7 năm
                * 2023, 5 July 2023, July 5, 2023, 5 Tháng Bảy, 2023, Tháng 7 5, 2023, 5 Th7
                * 2023 */
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
    bool brief;  /* a year of two digits: a date only where one is called or shown */
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
    bool clock;   /* looks like a clock of the page: seconds and no word of posting, "hôm nay", a
                   * weekday and no time */
    bool updated; /* called an update */
    int ago;      /* minutes before the page was looked at: "3 giờ trước"; 0: not said so */
    bool visit;   /* says that it is the visitor's day: "Hôm nay", "Ngày in", "Giờ Hà Nội" */
    size_t rest_start, rest_end; /* bytes of the line beside it: "Tuấn Trình", "Tác giả: Minh Anh
                                  * - Nguồn: TTXVN"; equal: none */
};

bool date_stamp(const char *s, size_t n, struct stamp *out);

/* A part of a displayed date without a day of its own: a time ("09:15 (GMT+7)"), a weekday ("Thứ
 * Năm,"), a distance ("3 giờ trước"). out->day is DAY_UNKNOWN. */
bool date_part(const char *s, size_t n, struct stamp *out);

/* True when the line ends in a date in brackets, *out: "Một bài khác (30/07/2019)". */
bool date_trails(const char *s, size_t n, struct stamp *out);

#endif
