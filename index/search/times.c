/* Times in a query: năm 2023, tháng 12/2022, 27/12/2022. */
#include <stdio.h>

#include "index/search/understand.h"
#include "index/text/day.h"

enum { YEAR_DIGITS = 4, BARE_YEAR_MIN = 1990 };

struct reader {
    const struct heard *heard;
    size_t n, at;
    unsigned year, month, day; /* 0: not said */
};

static unsigned number_at(const struct reader *r, size_t at, size_t most) {
    return at < r->n ? heard_number(&r->heard[at], most) : 0;
}

static bool word_at(const struct reader *r, size_t at, const char *exact, const char *folded) {
    return at < r->n && heard_is(&r->heard[at], exact, folded);
}

/* How many words the kid that begins at `at` has. */
static size_t kid_words(const struct reader *r, size_t at) {
    size_t n = 0;
    while (at + n < r->n && r->heard[at + n].kid == r->heard[at].kid)
        n++;
    return n;
}

/* 27/12/2022, 12/2022 or 2022 as one kid. */
static bool read_code(struct reader *r) {
    size_t n = kid_words(r, r->at);
    if (n < 1 || n > 3)
        return false;
    r->year = number_at(r, r->at + n - 1, YEAR_DIGITS);
    r->month = n > 1 ? number_at(r, r->at + n - 2, 2) : 0;
    r->day = n > 2 ? number_at(r, r->at, 2) : 0;
    r->at += n;
    return (n < 2 || r->month) && (n < 3 || r->day);
}

/* "năm 2022" behind a month or alone. */
static bool read_year(struct reader *r) {
    if (!word_at(r, r->at, "năm", "nam") || kid_words(r, r->at) != 1 ||
        kid_words(r, r->at + 1) != 1)
        return false;
    r->year = number_at(r, r->at + 1, YEAR_DIGITS);
    r->at += 2;
    return true;
}

/* "tháng 12/2022", "tháng 12 năm 2022". */
static bool read_month(struct reader *r) {
    if (!word_at(r, r->at, "tháng", "thang"))
        return false;
    r->at++;
    if (kid_words(r, r->at) == 2)
        return read_code(r);
    r->month = kid_words(r, r->at) == 1 ? number_at(r, r->at, 2) : 0;
    r->at++;
    return r->month && read_year(r);
}

/* "ngày 27/12/2022", "ngày 27 tháng 12 năm 2022". */
static bool read_day(struct reader *r) {
    if (!word_at(r, r->at, "ngày", "ngay"))
        return false;
    r->at++;
    if (kid_words(r, r->at) == 3)
        return read_code(r);
    r->day = kid_words(r, r->at) == 1 ? number_at(r, r->at, 2) : 0;
    r->at++;
    return r->day && read_month(r);
}

/* The last day that the month has. */
static day_t month_end(unsigned year, unsigned month) {
    unsigned day = 31;
    while (day_of(year, month, day) == DAY_UNKNOWN)
        day--;
    return day_of(year, month, day);
}

/* The first and last day of what was said; false when there is none. */
static bool span_of(const struct reader *r, day_t *from, day_t *to) {
    unsigned month = r->month ? r->month : 1, day = r->day ? r->day : 1;
    *from = day_of(r->year, month, day);
    if (*from == DAY_UNKNOWN)
        return false;
    *to = r->day ? *from : month_end(r->year, r->month ? r->month : 12);
    return true;
}

/* A year alone is a time only where it ends the query: "2000 người" is a number. */
static bool read_time(struct reader *r) {
    struct reader start = *r;
    if (!r->heard[r->at].first)
        return false;
    if (read_day(r) || (*r = start, read_month(r)) || (*r = start, read_year(r)))
        return true;
    *r = start;
    size_t n = kid_words(r, r->at);
    if (n == 0 || !read_code(r))
        return false;
    return n > 1 || (r->at == r->n && r->year >= BARE_YEAR_MIN);
}

bool times_read(const struct heard *heard, size_t n, struct ways *out) {
    struct reader r = {.heard = heard, .n = n};
    day_t from, to;
    if (n == 0 || !read_time(&r) || !span_of(&r, &from, &to))
        return false;
    out->n = 1;
    out->n_words = r.at;
    out->typed = 1;
    out->list[0] = (struct way){.weight = 1, .from = from, .to = to};
    return true;
}
