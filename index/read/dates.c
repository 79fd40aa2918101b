#include "index/read/dates.h"

#include <string.h>

#include "index/read/dates_parts.h"

/* ---- reading forwards ------------------------------------------------------------ */

unsigned scan_number(const struct scan *c, size_t *i, unsigned *value) {
    unsigned digits = 0;
    *value = 0;
    for (; digits < 9 && scan_digit(scan_at(c, *i)); (*i)++, digits++)
        *value = *value * 10 + (unsigned)(scan_at(c, *i) - '0');
    return digits;
}

/* A part of a date between numbers: / - . or an en dash, spaces around it allowed. Returns
 * '/', '-', '.' and moves *i behind it, or 0. */
static char separator(const struct scan *c, size_t *i) {
    size_t j = scan_spaces(c, *i);
    char found = scan_at(c, j);
    size_t width = 1;
    if (found == '\xE2' && scan_at(c, j + 1) == '\x80' && scan_at(c, j + 2) == '\x93') {
        found = '-';
        width = 3;
    }
    if (found != '/' && found != '-' && found != '.')
        return 0;
    size_t next = scan_spaces(c, j + width);
    bool spaced = j > *i || next > j + width;
    if (!scan_digit(scan_at(c, next)) || (spaced && found == '.'))
        return 0;
    *i = next;
    return found;
}

static bool word_at(const struct scan *c, size_t *i, const char *const forms[3]) {
    size_t j = scan_spaces(c, *i);
    for (size_t k = 0; k < 3; k++) {
        size_t len = strlen(forms[k]);
        if (c->n - j >= len && memcmp(c->s + j, forms[k], len) == 0 &&
            !scan_letter(scan_at(c, j + len))) {
            *i = scan_spaces(c, j + len);
            return true;
        }
    }
    return false;
}

bool scan_month_word(const struct scan *c, size_t *i) {
    static const char *const forms[3] = {"tháng", "Tháng", "THÁNG"};
    return word_at(c, i, forms);
}

bool scan_year_word(const struct scan *c, size_t *i) {
    static const char *const forms[3] = {"năm", "Năm", "NĂM"};
    return word_at(c, i, forms);
}

/* ---- the forms ------------------------------------------------------------------- */

static bool year_ok(unsigned y) {
    return y >= DAY_YEAR_MIN && y <= DAY_YEAR_MAX;
}

/* Years of two digits are those of the web. */
enum { BRIEF_FIRST = 95, BRIEF_LAST = 39 };

/* A year at i, of four digits, or of two when `brief`. */
static bool year_at(const struct scan *c, size_t *i, bool brief, unsigned *year) {
    size_t j = *i;
    unsigned found, digits = scan_number(c, &j, &found);
    if (digits == 2 && brief && (found >= BRIEF_FIRST || found <= BRIEF_LAST))
        found += found <= BRIEF_LAST ? 2000 : 1900;
    else if (digits != 4)
        return false;
    if (!year_ok(found) || scan_digit(scan_at(c, j)))
        return false;
    *year = found;
    *i = j;
    return true;
}

/* What may stand between "tháng 7" and the year: "năm", "/", "-", ",", nothing. */
static bool year_behind(const struct scan *c, size_t *i, unsigned *year) {
    size_t j = *i;
    bool comma = scan_at(c, j) == ',';
    if (comma)
        j = scan_spaces(c, j + 1);
    if (!scan_year_word(c, &j) && !comma) {
        size_t k = j;
        if (separator(c, &k))
            j = k;
        else
            j = scan_spaces(c, j);
    }
    if (!year_at(c, &j, false, year))
        return false;
    *i = j;
    return true;
}

static bool settle(struct date *d, enum date_kind kind, size_t end) {
    d->kind = kind;
    d->end = end;
    return kind != DATE_FULL || day_of(d->year, d->month, d->day) != DAY_UNKNOWN;
}

/* "5 tháng 7 [năm 2023]", "10 Tháng Mười Hai, 2020", "18 November 2022" with i behind the day. */
static bool spelled(const struct scan *c, size_t i, struct date *d) {
    struct month m;
    i += d->called && scan_at(c, i) == ','; /* "ngày 5, tháng 7" */
    if (!month_behind(c, &i, &m) || !date_fits(d->day, m.number))
        return false;
    d->month = m.number;
    d->lunar = m.moon;
    size_t j = i;
    while (j < c->n && strchr(" .-", c->s[j])) /* "5-Sep-2014", "5 Sep. 2014" */
        j++;
    if (year_behind(c, &i, &d->year) || (j > i && year_at(c, &j, false, &d->year)))
        return settle(d, DATE_FULL, i > j ? i : j);
    j = i;
    unsigned other;
    bool old = scan_year_word(c, &j) && scan_number(c, &j, &other) > 2; /* of a time before ours */
    return !old && m.sure && settle(d, DATE_DAY_MONTH, i);
}

/* "Tháng Mười Hai 10, 2020", "December 10th, 2020", i behind the day. */
static bool month_first(const struct scan *c, size_t i, struct date *d) {
    struct month m;
    size_t from;
    if (!month_before(c, d->start, &m, &from) || !date_fits(d->day, m.number))
        return false;
    while (scan_at(c, i) >= 'a' && scan_at(c, i) <= 'z') /* st, nd, rd, th */
        i++;
    while (i < c->n && strchr(" ,.-", c->s[i]))
        i++;
    if (!year_at(c, &i, false, &d->year))
        return false;
    d->start = from;
    d->month = m.number;
    d->lunar = m.moon;
    return settle(d, DATE_FULL, i);
}

/* "2019-08-05" with i behind the year. */
static bool iso(const struct scan *c, size_t i, struct date *d) {
    char first = separator(c, &i);
    if (!first || scan_number(c, &i, &d->month) > 2 || separator(c, &i) != first)
        return false;
    unsigned digits = scan_number(c, &i, &d->day);
    if (digits == 0 || digits > 2 || !date_fits(d->day, d->month) || scan_digit(scan_at(c, i)))
        return false;
    return settle(d, DATE_FULL, i);
}

/* A year alone, the first of a range, or of a document's number. */
static bool lone_year(const struct scan *c, size_t i, struct date *d) {
    size_t end = i, j = i;
    unsigned second;
    if (separator(c, &j) == '-' && year_at(c, &j, false, &second)) {
        d->range = second >= d->year;
        d->year = d->range ? second : d->year;
        end = j;
    }
    d->number = d->start > 0 && c->s[d->start - 1] == '/';
    if (scan_letter(scan_at(c, end)) || (scan_at(c, end) == '.' && scan_digit(scan_at(c, end + 1))))
        return false;
    d->called = year_is_called(c, d->start);
    return settle(d, DATE_YEAR, end);
}

/* "08 08 2019", two digits, two digits, four. */
static bool spaced(const struct scan *c, size_t i, struct date *d) {
    if (scan_at(c, i) != ' ')
        return false;
    i++;
    if (scan_number(c, &i, &d->month) != 2 || scan_at(c, i) != ' ')
        return false;
    i++;
    return date_fits(d->day, d->month) && year_at(c, &i, false, &d->year) &&
           settle(d, DATE_FULL, i);
}

/* "3-7/7[/2019]": days of one month, i behind the second number; the first day counts. */
static bool days_of_month(const struct scan *c, size_t i, struct date *d) {
    if (separator(c, &i) != '/' || !scan_number(c, &i, &d->month) || !date_fits(d->day, d->month))
        return false;
    size_t j = i;
    if (separator(c, &j) == '/' && year_at(c, &j, false, &d->year))
        return settle(d, DATE_FULL, j);
    return settle(d, DATE_DAY_MONTH, i);
}

/* "6/2016" with i behind the year `second`. */
static bool month_and_year(const struct scan *c, size_t i, unsigned second, struct date *d) {
    if (scan_digit(scan_at(c, i)) || (scan_at(c, i) == '/' && scan_letter(scan_at(c, i + 1))))
        return false;
    d->month = d->day;
    d->day = 0;
    d->year = second;
    return settle(d, DATE_MONTH, i);
}

/* "12/27/2022", i behind the second number: where that is no month, the first one is. */
static bool month_before_day(const struct scan *c, size_t i, struct date *d) {
    unsigned day = d->month;
    d->month = d->day;
    d->day = day;
    return date_fits(d->day, d->month) && separator(c, &i) == '/' &&
           year_at(c, &i, false, &d->year) && settle(d, DATE_FULL, i);
}

/* "27/12[/2022]", "6/2016": i behind the first number. */
static bool numeric(const struct scan *c, size_t i, struct date *d) {
    char first = separator(c, &i);
    unsigned second;
    size_t before = i;
    unsigned digits = first ? scan_number(c, &i, &second) : 0;
    if (digits == 4 && first != '.' && d->day <= 12 && year_ok(second))
        return month_and_year(c, i, second, d);
    if (digits == 0 || digits > 2)
        return false;
    size_t j = i;
    char next = separator(c, &j);
    if (first == '-' && next == '/' && second > d->day && days_of_month(c, before + digits, d))
        return true;
    d->month = second;
    if (!date_fits(d->day, d->month))
        return first == '/' && month_before_day(c, i, d);
    bool brief = first == '/' || d->called || (before - d->start >= 3 && digits == 2);
    size_t year = j;
    if (next == first && year_at(c, &j, brief, &d->year)) {
        d->brief = j - year == 2;
        return settle(d, DATE_FULL, j);
    }
    size_t worded = scan_spaces(c, i + (scan_at(c, i) == ','));
    if (scan_year_word(c, &worded) && year_at(c, &worded, false, &d->year))
        return settle(d, DATE_FULL, worded);
    d->year = 0;
    char behind = scan_at(c, i);
    bool alone = !scan_letter(behind) && behind != '%' && next != first && behind != '/';
    bool bracket = d->start > 0 && c->s[d->start - 1] == '(' && behind == ')' && first == '/';
    return alone && (d->called || bracket) && settle(d, DATE_DAY_MONTH, i);
}

/* "tháng 7 năm 2019"; and "Tháng 12 10, 2020", whose month it was. */
static bool month_of(const struct scan *c, size_t i, struct date *d) {
    d->month = d->day;
    d->day = 0;
    if (d->month < 1 || d->month > 12)
        return false;
    size_t j = i;
    if (year_behind(c, &i, &d->year))
        return settle(d, DATE_MONTH, i);
    if (scan_at(c, j) != ' ')
        return false;
    j = scan_spaces(c, j);
    unsigned digits = scan_number(c, &j, &d->day);
    if (digits == 0 || digits > 2 || scan_at(c, j) != ',' || !date_fits(d->day, d->month))
        return false;
    j = scan_spaces(c, j + 1);
    return year_at(c, &j, false, &d->year) && settle(d, DATE_FULL, j);
}

/* The date that begins with the digits at `start`. */
static bool date_at(const struct scan *c, size_t start, struct date *d) {
    static bool (*const forms[])(const struct scan *, size_t,
                                 struct date *) = {numeric, spelled, spaced, month_first};
    size_t i = start;
    unsigned value, digits = scan_number(c, &i, &value);
    *d = (struct date){.start = start};
    if (scan_digit(scan_at(c, i)) || scan_at(c, i) == ':' || (start > 0 && c->s[start - 1] == ':'))
        return false;
    if (digits == 4 && year_ok(value)) {
        d->year = value;
        if (iso(c, i, d))
            return true;
        *d = (struct date){.start = start, .year = value};
        return lone_year(c, i, d);
    }
    if (digits == 0 || digits > 2 || value == 0)
        return false;
    enum word_before before = word_before(c, start);
    struct date fresh = {.start = start, .day = value, .called = before == WORD_DAY};
    *d = fresh;
    if (before == WORD_MONTH)
        return month_of(c, i, d);
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
        *d = fresh;
        if (forms[k](c, i, d))
            return true;
    }
    return false;
}

bool date_next(const char *s, size_t n, size_t from, struct date *out) {
    struct scan c = {s, n, from};
    for (size_t i = from; i < n; i++) {
        if (!scan_digit(s[i]))
            continue;
        bool inside =
            i > 0 && (scan_digit(s[i - 1]) || scan_letter(s[i - 1])) && !word_is_glued(&c, i);
        struct date d;
        if (!inside && date_at(&c, i, &d)) {
            d.lunar |= date_is_lunar(&c, &d);
            *out = d;
            return true;
        }
        while (i + 1 < n && scan_digit(s[i + 1]))
            i++;
    }
    return false;
}

day_t date_day(const struct date *d) {
    return d->kind == DATE_FULL ? day_of(d->year, d->month, d->day) : DAY_UNKNOWN;
}

bool date_trails(const char *s, size_t n, struct stamp *out) {
    while (n > 0 && s[n - 1] == ' ')
        n--;
    if (n < 12 || s[n - 1] != ')')
        return false;
    size_t open = n - 1;
    while (open > 0 && n - open < 40 && s[open] != '(')
        open--;
    struct date d;
    if (s[open] != '(' || open == 0 || !date_next(s, n, open, &d) || d.kind != DATE_FULL)
        return false;
    struct date second; /* "(27.7.1999/27.7.2019)" is a span of years in a title */
    if (date_next(s, n, d.end, &second))
        return false;
    return date_stamp(s + open, n - open, out) && out->rest_start == out->rest_end;
}
