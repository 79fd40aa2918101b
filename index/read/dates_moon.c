/* The moon's calendar: dates that are none of ours. */
#include <string.h>

#include "index/read/dates_parts.h"

static const char *const moon_behind[] = {"âm lịch", "Âm lịch", "ÂM LỊCH", "Âm Lịch", "âl)",
                                          "ÂL",      "AL)",     "Tết",     NULL};
static const char *const sun_behind[] = {"dương lịch", "Dương lịch", "DL)", NULL};
/* The ten stems of the moon's years: "năm Giáp Thìn". */
static const char *const stems[] = {"Giáp", "Ất",   "Bính", "Đinh", "Mậu", "Kỷ",
                                    "Kỉ",   "Canh", "Tân",  "Nhâm", "Quý", NULL};
/* Words that speak of the moon's calendar, or lead over to the other one. */
static const char *const moon_around[] = {"mùng", "Mùng", "mồng",  "Mồng",    "rằm", "Rằm",
                                          "Tết",  "tết",  "Giêng", "âm lịch", NULL};

static bool begins_one(const struct scan *c, size_t i, const char *const *words) {
    for (; *words; words++)
        if (c->n - i >= strlen(*words) && memcmp(c->s + i, *words, strlen(*words)) == 0)
            return true;
    return false;
}

static bool has_one(const char *s, size_t n, const char *const *words) {
    for (; *words; words++)
        if (memmem(s, n, *words, strlen(*words)))
            return true;
    return false;
}

/* "(tức ngày 10/3)", "nhằm ngày ..": the same day in the other calendar, without a year the
 * moon's unless the moon's day stands before it. */
static bool restates(const struct scan *c, const struct date *d) {
    enum { NEAR_BYTES = 24, AROUND_BYTES = 60 };
    static const char *const words[] = {"tức", "nhằm", NULL};
    size_t near = d->start > NEAR_BYTES ? d->start - NEAR_BYTES : 0;
    if (d->year || !has_one(c->s + near, d->start - near, words))
        return false;
    size_t from = d->start > AROUND_BYTES ? d->start - AROUND_BYTES : 0;
    return !has_one(c->s + from, d->start - from, moon_around);
}

bool date_is_lunar(const struct scan *c, const struct date *d) {
    size_t i = d->end;
    while (i < c->n && strchr(" ,(-", c->s[i]))
        i++;
    if (begins_one(c, i, sun_behind))
        return false;
    if (word_before(c, d->start) == WORD_MOON || begins_one(c, i, moon_behind))
        return true;
    size_t j = i;
    if (scan_year_word(c, &j) && begins_one(c, j, stems))
        return true;
    return restates(c, d);
}
