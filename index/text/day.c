#include "index/text/day.h"

#include <stdio.h>
#include <string.h>

static bool is_leap(unsigned year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static unsigned month_length(unsigned year, unsigned month) {
    static const uint8_t days[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month];
}

static bool year_fits(unsigned year) {
    return year >= DAY_YEAR_MIN && year <= DAY_YEAR_MAX;
}

day_t day_of(unsigned year, unsigned month, unsigned day) {
    if (!year_fits(year) || month < 1 || month > 12)
        return DAY_UNKNOWN;
    if (day < 1 || day > month_length(year, month))
        return DAY_UNKNOWN;
    return year * 10000 + month * 100 + day;
}

bool day_fits(day_t d) {
    if (d == DAY_UNKNOWN)
        return true;
    return day_is_year_only(d) ? year_fits(day_year(d))
                               : day_of(day_year(d), d / 100 % 100, d % 100) == d;
}

/* What is left of a text that is read from its front. */
struct cursor {
    const char *s;
    size_t n;
};

/* Reads a number of min..max digits, as many as there are. */
static bool take_number(struct cursor *c, size_t min, size_t max, unsigned *out) {
    unsigned value = 0;
    size_t i = 0;
    while (i < max && i < c->n && c->s[i] >= '0' && c->s[i] <= '9')
        value = value * 10 + (unsigned)(c->s[i++] - '0');
    if (i < min)
        return false;
    c->s += i;
    c->n -= i;
    *out = value;
    return true;
}

static bool take_char(struct cursor *c, char wanted) {
    if (c->n == 0 || c->s[0] != wanted)
        return false;
    c->s++;
    c->n--;
    return true;
}

/* "2022-12-27", and where `loose` "2022/12/27", "2022.1.7". */
static bool take_iso(struct cursor *c, bool loose, day_t *out) {
    struct cursor at = *c;
    unsigned year, month, day;
    size_t digits = loose ? 1 : 2;
    if (!take_number(&at, 4, 4, &year) || at.n == 0 || !memchr("-/.", at.s[0], loose ? 3 : 1))
        return false;
    char between = at.s[0];
    if (!take_char(&at, between) || !take_number(&at, digits, 2, &month))
        return false;
    if (!take_char(&at, between) || !take_number(&at, digits, 2, &day))
        return false;
    day_t d = day_of(year, month, day);
    if (d == DAY_UNKNOWN)
        return false;
    *out = d;
    *c = at;
    return true;
}

/* "20221227", perhaps a time behind it. */
static bool take_run(struct cursor *c, day_t *out) {
    struct cursor at = *c;
    unsigned year, month, day;
    if (!take_number(&at, 4, 4, &year) || !take_number(&at, 2, 2, &month) ||
        !take_number(&at, 2, 2, &day))
        return false;
    day_t d = day_of(year, month, day);
    if (d == DAY_UNKNOWN)
        return false;
    *out = d;
    *c = at;
    return true;
}

static bool take_day_first(struct cursor *c, day_t *out) {
    struct cursor at = *c;
    unsigned year, month, day;
    if (!take_number(&at, 1, 2, &day) || at.n == 0 || !memchr("/-.", at.s[0], 3))
        return false;
    char between = at.s[0];
    if (!take_char(&at, between) || !take_number(&at, 1, 2, &month))
        return false;
    if (!take_char(&at, between) || !take_number(&at, 4, 4, &year))
        return false;
    day_t d = day_of(year, month, day);
    if (d == DAY_UNKNOWN)
        return false;
    *out = d;
    *c = at;
    return true;
}

static bool take_year(struct cursor *c, day_t *out) {
    struct cursor at = *c;
    unsigned year;
    if (!take_number(&at, 4, 4, &year) || at.n > 0 || !year_fits(year))
        return false;
    *out = year * 10000;
    *c = at;
    return true;
}

/* ---- times with a zone ----------------------------------------------------------- */

/* Nothing, or 'T' or a space and then a time: a digit first, then only what times and zones
 * are written with. */
static bool is_time_tail(const struct cursor *c) {
    if (c->n == 0)
        return true;
    if ((c->s[0] != 'T' && c->s[0] != ' ') || c->n < 2)
        return false;
    if (c->s[1] < '0' || c->s[1] > '9')
        return false;
    for (size_t i = 2; i < c->n; i++)
        if (!memchr("0123456789:.,+-Z ", c->s[i], 17))
            return false;
    return true;
}

/* The day before (-1) or behind (+1). */
static day_t day_beside(day_t d, int step) {
    unsigned year = day_year(d), month = d / 100 % 100, day = d % 100 + (unsigned)step;
    if (day == 0) {
        month = month > 1 ? month - 1 : 12;
        year -= month == 12;
        day = month_length(year, month);
    } else if (day > month_length(year, month)) {
        month = month < 12 ? month + 1 : 1;
        year += month == 1;
        day = 1;
    }
    return day_of(year, month, day);
}

/* "Z", "GMT", "UTC", "+00:00", "-0500", "+7", the whole of it: minutes ahead of UTC. */
static bool take_zone(struct cursor *c, int *minutes) {
    static const char *const names[] = {"Z", "z", "GMT", "UTC", "UT"};
    unsigned hour, minute = 0;
    bool named = false;
    for (size_t i = 0; i < sizeof names / sizeof *names && !named; i++) {
        size_t k = strlen(names[i]);
        named = c->n >= k && memcmp(c->s, names[i], k) == 0;
        c->s += named ? k : 0;
        c->n -= named ? k : 0;
    }
    *minutes = 0;
    if (named && c->n == 0)
        return true;
    bool west = c->n > 0 && c->s[0] == '-';
    if (!take_char(c, '+') && !take_char(c, '-'))
        return false;
    if (!take_number(c, 1, 2, &hour) || (take_char(c, ':') && c->n == 0))
        return false;
    if ((c->n > 0 && !take_number(c, 2, 2, &minute)) || c->n > 0 || hour > 14 || minute > 59)
        return false;
    *minutes = (int)(hour * 60 + minute) * (west ? -1 : 1);
    return true;
}

day_t day_before(day_t d) {
    return day_is_year_only(d) || d == DAY_UNKNOWN ? DAY_UNKNOWN : day_beside(d, -1);
}

day_t day_in_vietnam(day_t d, const char *time, size_t n) {
    enum { VIETNAM = 7 * 60, DAY = 24 * 60 };
    struct cursor c = {time, n};
    unsigned hour, minute;
    int zone;
    while (c.n > 0 && memchr("T ,", c.s[0], 3))
        take_char(&c, c.s[0]);
    if (day_is_year_only(d) || !take_number(&c, 2, 2, &hour) || hour > 23)
        return d;
    bool colon = take_char(&c, ':');
    if (!take_number(&c, 2, 2, &minute) || minute > 59)
        return d;
    while (c.n > 0 && (memchr(colon ? ":., " : "., ", c.s[0], colon ? 4 : 3) ||
                       (c.s[0] >= '0' && c.s[0] <= '9')))
        take_char(&c, c.s[0]);
    if (!take_zone(&c, &zone))
        return d;
    int there = (int)(hour * 60 + minute) - zone + VIETNAM;
    day_t moved = there < 0 ? day_beside(d, -1) : there >= DAY ? day_beside(d, 1) : d;
    return moved == DAY_UNKNOWN ? d : moved;
}

/* ---- what comes from outside ----------------------------------------------------- */

bool day_parse_iso(const char *s, size_t n, day_t *out) {
    struct cursor c = {s, n};
    day_t d;
    if (!take_iso(&c, false, &d) || c.n > 0)
        return false;
    *out = d;
    return true;
}

bool day_parse_record(const char *s, size_t n, day_t *out) {
    struct cursor c = {s, n};
    while (c.n > 0 && c.s[0] == ' ')
        take_char(&c, ' ');
    while (c.n > 0 && c.s[c.n - 1] == ' ')
        c.n--;
    day_t d;
    if (!take_year(&c, &d) && !take_iso(&c, true, &d) && !take_run(&c, &d) &&
        !take_day_first(&c, &d))
        return false;
    if (!is_time_tail(&c))
        return false;
    *out = day_in_vietnam(d, c.s, c.n);
    return true;
}

void day_format(day_t d, char out[11]) {
    unsigned year = day_year(d) % 10000;
    out[0] = '\0';
    if (d == DAY_UNKNOWN)
        return;
    if (day_is_year_only(d))
        snprintf(out, 11, "%04u", year);
    else
        snprintf(out, 11, "%04u-%02u-%02u", year, d / 100 % 100, d % 100);
}

const char *day_precision(day_t d) {
    if (d == DAY_UNKNOWN)
        return "unknown";
    return day_is_year_only(d) ? "year" : "day";
}
