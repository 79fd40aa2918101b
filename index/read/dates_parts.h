/* The parts of reading a date: characters, words before it, months by name, the moon's calendar.
 * Internal to dates*.c.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_DATES_PARTS_H
#define TIMTIN_INDEX_READ_DATES_PARTS_H

#include "index/read/dates.h"

struct scan {
    const char *s;
    size_t n;
    size_t floor; /* what stands before belongs to the date before */
};

static inline char scan_at(const struct scan *c, size_t i) {
    return i < c->n ? c->s[i] : '\0';
}
static inline bool scan_digit(char ch) {
    return ch >= '0' && ch <= '9';
}
static inline bool scan_letter(char ch) {
    return ((ch | 32) >= 'a' && (ch | 32) <= 'z') || (unsigned char)ch >= 0xC3;
}
static inline size_t scan_spaces(const struct scan *c, size_t i) {
    while (scan_at(c, i) == ' ')
        i++;
    return i;
}

/* The digits at *i as a number; returns how many they are (0..9), *i behind them. */
unsigned scan_number(const struct scan *c, size_t *i, unsigned *value);

/* The word "tháng" or "năm" at *i; *i behind it and the spaces there. */
bool scan_month_word(const struct scan *c, size_t *i);
bool scan_year_word(const struct scan *c, size_t *i);

static inline bool date_fits(unsigned day, unsigned month) {
    static const unsigned char days[] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month >= 1 && month <= 12 && day >= 1 && day <= days[month];
}

/* ---- the word before a number (dates_before.c) ----------------------------------- */

/* What the word before s[0..end) tells of a number there, spaces, commas and brackets between them
 * left out. */
enum word_before { WORD_OTHER, WORD_DAY, WORD_MONTH, WORD_YEAR, WORD_MOON };
enum word_before word_before(const struct scan *c, size_t end);

/* "năm 2019", and "Tết Kỷ Hợi 2019", "đón Xuân 2019"; "thứ Năm 10/12" has a day behind it. */
bool year_is_called(const struct scan *c, size_t start);

/* "Ngày10/12/2020": the space is often lost. */
bool word_is_glued(const struct scan *c, size_t start);

/* ---- months by name (dates_month.c) ---------------------------------------------- */

struct month {
    unsigned number; /* 1..12 */
    bool moon;       /* tháng Giêng, tháng Chạp: the moon's calendar alone has them */
    bool sure;       /* nothing but a month: written large, or in digits, or English */
};

/* A month at *i, behind a day's number: "tháng 7", "Tháng Mười Hai", "Th12", "December", "Dec",
 * "th of July"; *i behind it. */
bool month_behind(const struct scan *c, size_t *i, struct month *out);

/* The same before a day's number at `start`; *from: where it begins. */
bool month_before(const struct scan *c, size_t start, struct month *out, size_t *from);

/* ---- the moon's calendar (dates_moon.c) ------------------------------------------ */

/* Is the date one of the moon's calendar: "mùng 1", "10/3 âm lịch", "năm Giáp Thìn" behind it? */
bool date_is_lunar(const struct scan *c, const struct date *d);

#endif
