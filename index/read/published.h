/* When an article was published, as far as its page tells.
 *
 * The record's date first. Then the date displayed beside the title, unless it is a clock's
 * (the day of the crawl at the page's top) or an import's (the same on many pages of the
 * source). Then what the text says: the day of the event that it opens with as news does, its
 * year beside it or from words that only fit one year. Then the year alone, if the text says
 * that it is its own. Else it is unknown: a wrong date is worse than none. No date is before the
 * web (1995) if only the text tells it, nor after the page's own clock or today.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_PUBLISHED_H
#define TIMTIN_INDEX_READ_PUBLISHED_H

#include "index/read/clean.h"
#include "index/read/templates.h"

enum basis { BASIS_UNKNOWN, BASIS_METADATA, BASIS_DISPLAYED, BASIS_TEXT, BASIS_YEAR };
const char *basis_name(enum basis b);

struct published {
    day_t day;
    enum basis basis;
    char text[120]; /* what it was read from */
};

/* `title` and `body` (paragraphs parted by "\n") are the article; `p`, `c` and `t` are NULL
 * for a record that is no page. */
void published_find(const struct input *in, const struct templates *t, const struct page *p,
                    const struct cleaning *c, const char *title, const char *body,
                    struct published *out);

/* ---- what the text says (event.c) ------------------------------------------------ */

struct event {
    day_t day;                 /* of the event in the lead, its year known; or DAY_UNKNOWN */
    bool day_whole;            /* its year stands in the date itself, not elsewhere in the text */
    unsigned month, month_day; /* said without a year that could be found; 0: none */
    unsigned year;             /* the latest that the text speaks of as past or present; 0: none */
    bool year_sure;            /* it was written in that year: "6 tháng đầu năm 2023" */
    unsigned ahead;            /* the earliest that the text plans for; 0: none */
    char text[120];            /* where the day stands */
};
/* `newest`: no article here is later. */
void event_find(const char *title, const char *body, day_t newest, struct event *out);

#endif
