/* Dates of publication: a day, only a year, or unknown; one sortable number.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_TEXT_DAY_H
#define TIMTIN_INDEX_TEXT_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* yyyymmdd of the Gregorian calendar, or yyyy0000 when only the year is known, or
 * DAY_UNKNOWN. */
typedef uint32_t day_t;
enum { DAY_UNKNOWN = 0, DAY_YEAR_MIN = 1945, DAY_YEAR_MAX = 2100 };

static inline unsigned day_year(day_t d) {
    return d / 10000;
}
static inline bool day_is_year_only(day_t d) {
    return d && d % 10000 == 0;
}
/* Its place in sorting and ranges: a year counts as its 1 January. */
static inline uint32_t day_order(day_t d) {
    return day_is_year_only(d) ? d + 101 : d;
}

/* Is this a day_t that an article may have: unknown, a year, or a day that exists, between the
 * years above? What comes from outside (a date read from a text) is asked this once, before it
 * is laid into an article. */
bool day_fits(day_t d);

/* The day, or DAY_UNKNOWN when there is no such day between the years above. */
day_t day_of(unsigned year, unsigned month, unsigned day);

/* The day before a day; DAY_UNKNOWN of what is none. */
day_t day_before(day_t d);

/* Strictly "YYYY-MM-DD". */
bool day_parse_iso(const char *s, size_t n, day_t *out);

/* A record's date field: "YYYY-MM-DD" (also with / or .), "YYYYMMDD", "DD/MM/YYYY" (also with -
 * or .), each perhaps with a time behind it, or "YYYY". A time whose zone is named is moved to
 * Vietnam's day: 2020-12-09T18:30:00Z is 10 December. */
bool day_parse_record(const char *s, size_t n, day_t *out);

/* The day in Vietnam (UTC+7) at "T18:30:00Z", " 18:30 +0000", "18:30:00 GMT" of the day `d`; `d`
 * itself when no zone is named, or no time. */
day_t day_in_vietnam(day_t d, const char *time, size_t n);

/* "2022-12-27", "2022", or "" when unknown. */
void day_format(day_t d, char out[11]);

/* "day", "year", "unknown". */
const char *day_precision(day_t d);

#endif
