#include "index/read/dates.h"

#include <string.h>

/* ---- reading forwards and backwards ---------------------------------------------- */

struct scan {
    const char *s;
    size_t n;
};

static char at(const struct scan *c, size_t i) {
    return i < c->n ? c->s[i] : '\0';
}
static bool is_digit(char ch) {
    return ch >= '0' && ch <= '9';
}
static bool is_letter(char ch) {
    return ((ch | 32) >= 'a' && (ch | 32) <= 'z') || (unsigned char)ch >= 0xC3;
}

/* The digits at *i as a number; returns how many they are (0..9), *i behind them. */
static unsigned number(const struct scan *c, size_t *i, unsigned *value) {
    unsigned digits = 0;
    *value = 0;
    for (; digits < 9 && is_digit(at(c, *i)); (*i)++, digits++)
        *value = *value * 10 + (unsigned)(at(c, *i) - '0');
    return digits;
}

static size_t spaces(const struct scan *c, size_t i) {
    while (at(c, i) == ' ')
        i++;
    return i;
}

/* A part of a date between numbers: / - . or an en dash, spaces around it allowed. Returns
 * '/', '-', '.' and moves *i behind it, or 0. */
static char separator(const struct scan *c, size_t *i) {
    size_t j = spaces(c, *i);
    char found = at(c, j);
    size_t width = 1;
    if (found == '\xE2' && at(c, j + 1) == '\x80' && at(c, j + 2) == '\x93') {
        found = '-';
        width = 3;
    }
    if (found != '/' && found != '-' && found != '.')
        return 0;
    size_t next = spaces(c, j + width);
    bool spaced = j > *i || next > j + width;
    if (!is_digit(at(c, next)) || (spaced && found == '.'))
        return 0;
    *i = next;
    return found;
}

static bool word_at(const struct scan *c, size_t *i, const char *lower, const char *title,
                    const char *upper) {
    size_t j = spaces(c, *i);
    const char *const forms[] = {lower, title, upper};
    for (size_t k = 0; k < 3; k++) {
        size_t len = strlen(forms[k]);
        if (c->n - j >= len && memcmp(c->s + j, forms[k], len) == 0 && !is_letter(at(c, j + len))) {
            *i = spaces(c, j + len);
            return true;
        }
    }
    return false;
}

static bool month_word(const struct scan *c, size_t *i) {
    return word_at(c, i, "tháng", "Tháng", "THÁNG");
}

static bool year_word(const struct scan *c, size_t *i) {
    return word_at(c, i, "năm", "Năm", "NĂM");
}

/* Does s[0..end) end in the word, spaces, commas and brackets behind it left out? */
static bool ends_in(const struct scan *c, size_t end, const char *word) {
    while (end > 0 && strchr(" ,(:\"", c->s[end - 1]))
        end--;
    size_t len = strlen(word);
    return end >= len && memcmp(c->s + end - len, word, len) == 0 &&
           (end == len || !is_letter(c->s[end - len - 1]));
}

static bool ends_in_one(const struct scan *c, size_t end, const char *const *words) {
    for (; *words; words++)
        if (ends_in(c, end, *words))
            return true;
    return false;
}

static const char *const day_words[] = {
    "ngày", "Ngày", "NGÀY", "sáng", "Sáng", "SÁNG", "chiều", "Chiều", "CHIỀU", "trưa",
    "Trưa", "tối",  "Tối",  "TỐI",  "đêm",  "Đêm",  "hôm",   "Hôm",   "nay",   "qua",
    "Hai",  "Ba",   "Tư",   "Năm",  "Sáu",  "Bảy",  "Nhật",  "hai",   "ba",    "tư",
    "sáu",  "bảy",  "nhật", "đến",  "từ",   "Từ",   "trước", NULL};
static const char *const month_words[] = {"tháng", "Tháng", "THÁNG", NULL};
static const char *const year_words[] = {"năm", "Năm", "NĂM", NULL};
static const char *const moon_words[] = {"mùng", "Mùng", "mồng", "Mồng", "rằm", "Rằm", NULL};
static const char *const moon_behind[] = {"âm lịch", "Âm lịch", "ÂM LỊCH", "AL)", "Tết", NULL};

static bool is_lunar(const struct scan *c, const struct date *d) {
    if (ends_in_one(c, d->start, moon_words))
        return true;
    size_t i = d->end;
    while (i < c->n && strchr(" ,(-", c->s[i]))
        i++;
    for (const char *const *w = moon_behind; *w; w++)
        if (c->n - i >= strlen(*w) && memcmp(c->s + i, *w, strlen(*w)) == 0)
            return true;
    return false;
}

/* ---- the forms ------------------------------------------------------------------- */

static bool year_ok(unsigned y) {
    return y >= DAY_YEAR_MIN && y <= DAY_YEAR_MAX;
}

/* A year at i, of four digits, or of two when `brief`. */
static bool year_at(const struct scan *c, size_t *i, bool brief, unsigned *year) {
    size_t j = *i;
    unsigned found, digits = number(c, &j, &found);
    if (digits == 2 && brief)
        found += found < 70 ? 2000 : 1900;
    else if (digits != 4)
        return false;
    if (!year_ok(found) || is_digit(at(c, j)))
        return false;
    *year = found;
    *i = j;
    return true;
}

/* What may stand between "tháng 7" and the year: "năm", "/", "-", ",", nothing. */
static bool year_behind(const struct scan *c, size_t *i, unsigned *year) {
    size_t j = *i;
    if (!year_word(c, &j)) {
        size_t k = j;
        if (separator(c, &k))
            j = k;
        else
            j = spaces(c, j + (at(c, j) == ','));
    }
    if (!year_at(c, &j, false, year))
        return false;
    *i = j;
    return true;
}

static bool fits(unsigned day, unsigned month) {
    static const unsigned char days[] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month >= 1 && month <= 12 && day >= 1 && day <= days[month];
}

static bool settle(struct date *d, enum date_kind kind, size_t end) {
    d->kind = kind;
    d->end = end;
    return kind != DATE_FULL || day_of(d->year, d->month, d->day) != DAY_UNKNOWN;
}

/* "5 tháng 7 [năm 2023]" with i behind the day. */
static bool spelled(const struct scan *c, size_t i, struct date *d) {
    if (!month_word(c, &i) || !number(c, &i, &d->month) || !fits(d->day, d->month))
        return false;
    if (year_behind(c, &i, &d->year))
        return settle(d, DATE_FULL, i);
    size_t j = i;
    unsigned other;
    bool old = year_word(c, &j) && number(c, &j, &other) > 2; /* of a time before ours */
    return !old && settle(d, DATE_DAY_MONTH, i);
}

/* "2019-08-05" with i behind the year. */
static bool iso(const struct scan *c, size_t i, struct date *d) {
    char first = separator(c, &i);
    if (!first || number(c, &i, &d->month) > 2 || separator(c, &i) != first)
        return false;
    unsigned digits = number(c, &i, &d->day);
    if (digits == 0 || digits > 2 || !fits(d->day, d->month) || is_digit(at(c, i)))
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
    if (is_letter(at(c, end)) || (at(c, end) == '.' && is_digit(at(c, end + 1))))
        return false;
    d->called = ends_in_one(c, d->start, year_words);
    return settle(d, DATE_YEAR, end);
}

/* "08 08 2019", two digits, two digits, four. */
static bool spaced(const struct scan *c, size_t i, struct date *d) {
    if (at(c, i) != ' ')
        return false;
    i++;
    if (number(c, &i, &d->month) != 2 || at(c, i) != ' ')
        return false;
    i++;
    return fits(d->day, d->month) && year_at(c, &i, false, &d->year) && settle(d, DATE_FULL, i);
}

/* "3-7/7[/2019]": days of one month, i behind the second number; the first day counts. */
static bool days_of_month(const struct scan *c, size_t i, struct date *d) {
    if (separator(c, &i) != '/' || !number(c, &i, &d->month) || !fits(d->day, d->month))
        return false;
    size_t j = i;
    if (separator(c, &j) == '/' && year_at(c, &j, false, &d->year))
        return settle(d, DATE_FULL, j);
    return settle(d, DATE_DAY_MONTH, i);
}

/* "27/12[/2022]", "6/2016": i behind the first number. */
static bool numeric(const struct scan *c, size_t i, struct date *d) {
    char first = separator(c, &i);
    unsigned second;
    size_t before = i;
    unsigned digits = first ? number(c, &i, &second) : 0;
    if (digits == 4 && first != '.' && d->day <= 12 && year_ok(second)) {
        if (is_digit(at(c, i)) || (at(c, i) == '/' && is_letter(at(c, i + 1))))
            return false;
        d->month = d->day;
        d->day = 0;
        d->year = second;
        return settle(d, DATE_MONTH, i);
    }
    if (digits == 0 || digits > 2)
        return false;
    size_t j = i;
    char next = separator(c, &j);
    if (first == '-' && next == '/' && second > d->day && days_of_month(c, before + digits, d))
        return true;
    d->month = second;
    if (!fits(d->day, d->month))
        return false;
    if (next == first && year_at(c, &j, true, &d->year))
        return settle(d, DATE_FULL, j);
    d->year = 0;
    char behind = at(c, i);
    bool alone = !is_letter(behind) && behind != '%' && next != first && behind != '/';
    bool bracket = d->start > 0 && c->s[d->start - 1] == '(' && behind == ')' && first == '/';
    return alone && (d->called || bracket) && settle(d, DATE_DAY_MONTH, i);
}

/* ---- English months -------------------------------------------------------------- */

static const char *const english_months[] = {"january",   "february", "march",    "april",
                                             "may",       "june",     "july",     "august",
                                             "september", "october",  "november", "december"};

/* The month that the letters s[0..n-1] name: in full or by three (four) letters; 0: none. */
static unsigned english_month(const char *s, size_t n) {
    for (unsigned m = 0; n >= 3 && m < 12; m++) {
        size_t whole = strlen(english_months[m]), i = 0;
        while (i < n && i < whole && (s[i] | 32) == english_months[m][i])
            i++;
        if (i == n && (n == whole || n == 3 || (n == 4 && m == 8)))
            return m + 1;
    }
    return 0;
}

static size_t letters_at(const struct scan *c, size_t i) {
    size_t n = 0;
    while (i + n < c->n && (c->s[i + n] | 32) >= 'a' && (c->s[i + n] | 32) <= 'z')
        n++;
    return n;
}

static bool english_end(const struct scan *c, size_t i, struct date *d) {
    while (i < c->n && strchr(" ,.-", c->s[i]))
        i++;
    return fits(d->day, d->month) && year_at(c, &i, false, &d->year) && settle(d, DATE_FULL, i);
}

/* "18 November 2022", "5-Sep-2014", and "November 18, 2022" whose month stands before. */
static bool english(const struct scan *c, size_t i, struct date *d) {
    size_t at_month = i;
    while (at_month < c->n && strchr(" -", c->s[at_month]))
        at_month++;
    size_t n = letters_at(c, at_month);
    d->month = at_month > i ? english_month(c->s + at_month, n) : 0;
    if (d->month)
        return english_end(c, at_month + n, d);
    size_t end = d->start;
    while (end > 0 && strchr(" .", c->s[end - 1]))
        end--;
    size_t from = end;
    while (from > 0 && (c->s[from - 1] | 32) >= 'a' && (c->s[from - 1] | 32) <= 'z')
        from--;
    d->month = end < d->start ? english_month(c->s + from, end - from) : 0;
    if (!d->month || (from > 0 && is_letter(c->s[from - 1])))
        return false;
    d->start = from;
    return english_end(c, i + letters_at(c, i), d); /* "18th" */
}

static bool month_of(const struct scan *c, size_t i, struct date *d) {
    d->month = d->day;
    d->day = 0;
    return d->month >= 1 && d->month <= 12 && year_behind(c, &i, &d->year) &&
           settle(d, DATE_MONTH, i);
}

/* The date that begins with the digits at `start`. */
static bool date_at(const struct scan *c, size_t start, struct date *d) {
    size_t i = start;
    unsigned value, digits = number(c, &i, &value);
    *d = (struct date){.start = start};
    if (is_digit(at(c, i)) || at(c, i) == ':' || (start > 0 && c->s[start - 1] == ':'))
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
    d->day = value;
    d->called = ends_in_one(c, start, day_words);
    struct date fresh = *d;
    if (ends_in_one(c, start, month_words))
        return month_of(c, i, d);
    if (numeric(c, i, d))
        return true;
    *d = fresh;
    if (spelled(c, i, d))
        return true;
    *d = fresh;
    if (spaced(c, i, d))
        return true;
    *d = fresh;
    return english(c, i, d);
}

bool date_next(const char *s, size_t n, size_t from, struct date *out) {
    struct scan c = {s, n};
    for (size_t i = from; i < n; i++) {
        if (!is_digit(s[i]))
            continue;
        bool inside = i > 0 && (is_digit(s[i - 1]) || is_letter(s[i - 1]));
        struct date d;
        if (!inside && date_at(&c, i, &d)) {
            d.lunar = is_lunar(&c, &d);
            *out = d;
            return true;
        }
        while (i + 1 < n && is_digit(s[i + 1]))
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
