#include "index/read/published.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "index/text/text.h"

static const char *const basis_names[] = {"unknown", "metadata", "displayed", "text", "year"};

const char *basis_name(enum basis b) {
    return basis_names[b];
}

static void set(struct published *out, day_t day, enum basis basis, const char *text, size_t n) {
    if (day == DAY_UNKNOWN || !day_fits(day)) /* the one door to an article's date */
        return;
    out->day = day;
    out->basis = basis;
    n = utf8_cut(text, n, sizeof out->text - 1);
    memcpy(out->text, text, n);
    out->text[n] = '\0';
}

/* ---- metadata -------------------------------------------------------------------- */

/* "2015-06", "06/2015": of a month the year is kept. */
static day_t year_of_month(const char *s, size_t n) {
    unsigned year, month;
    int end = 0;
    if (sscanf(s, "%4u-%2u%n", &year, &month, &end) != 2 || (size_t)end != n) {
        end = 0;
        if (sscanf(s, "%2u/%4u%n", &month, &year, &end) != 2 || (size_t)end != n)
            return DAY_UNKNOWN;
    }
    return day_of(year, month, 1) / 10000 * 10000;
}

/* Seconds, or milliseconds, since 1970: 10 or 13 digits. */
static day_t day_of_seconds(const char *s, size_t n) {
    enum { VIETNAM = 7 * 3600, SECONDS_DIGITS = 10, MILLISECONDS_DIGITS = 13 };
    if ((n != SECONDS_DIGITS && n != MILLISECONDS_DIGITS) || strspn(s, "0123456789") != n)
        return DAY_UNKNOWN;
    time_t at = (time_t)(strtoll(s, NULL, 10) / (n == SECONDS_DIGITS ? 1 : 1000)) + VIETNAM;
    struct tm t;
    if (!gmtime_r(&at, &t))
        return DAY_UNKNOWN;
    return day_of((unsigned)t.tm_year + 1900, (unsigned)t.tm_mon + 1, (unsigned)t.tm_mday);
}

/* "12/27/2022 8:30:00 AM": where the second number cannot be a month, the first one is. */
static day_t day_of_american(const char *s) {
    unsigned month, day, year;
    if (sscanf(s, "%2u/%2u/%4u", &month, &day, &year) != 3 || day <= 12)
        return DAY_UNKNOWN;
    return day_of(year, month, day);
}

static day_t day_of_record(const char *s, size_t n) {
    day_t day;
    struct date d;
    if ((day_parse_record(s, n, &day) && day != DAY_UNKNOWN) ||
        (day = year_of_month(s, n)) != DAY_UNKNOWN || (day = day_of_seconds(s, n)) != DAY_UNKNOWN ||
        (day = day_of_american(s)) != DAY_UNKNOWN)
        return day;
    if (!date_next(s, n, 0, &d) || d.lunar)
        return DAY_UNKNOWN;
    return day_in_vietnam(date_day(&d), s + d.end, n - d.end);
}

static bool from_record(const char *published, struct published *out) {
    size_t n = strlen(published);
    set(out, day_of_record(published, n), BASIS_METADATA, published, n);
    return out->basis != BASIS_UNKNOWN;
}

static unsigned digits_at(const char *s, size_t n) {
    unsigned value = 0;
    for (size_t i = 0; i < n; i++)
        value = value * 10 + (unsigned)(s[i] - '0');
    return value;
}

/* "/2022/12/27/" or a run such as 20221227103015 in the address. */
static bool from_url(const char *url, struct published *out) {
    for (const char *c = url; *c; c++) {
        size_t run = strspn(c, "0123456789");
        if (run == 0)
            continue;
        day_t day = DAY_UNKNOWN;
        if (run == 4 && c > url && c[-1] == '/' && strspn(c + 4, "/") == 1 &&
            strspn(c + 5, "0123456789") == 2 && c[7] == '/' && strspn(c + 8, "0123456789") == 2)
            day = day_of(digits_at(c, 4), digits_at(c + 5, 2), digits_at(c + 8, 2));
        else if (run >= 14 && run <= 18 && digits_at(c + 8, 2) < 24 && digits_at(c + 10, 2) < 60)
            day = day_of(digits_at(c, 4), digits_at(c + 4, 2), digits_at(c + 6, 2));
        if (day != DAY_UNKNOWN && day_year(day) >= 1995) {
            set(out, day, BASIS_METADATA, c, run == 4 ? 10 : run);
            return true;
        }
        c += run - 1;
    }
    return false;
}

/* ---- what the page displays ------------------------------------------------------ */

/* A stamp above the title stands right there, below its section's name. */
enum { ABOVE_MAX = 2, HEAD_LINES = 12, TAIL_LINES = 2 };

static bool shows_day(const struct line *l) {
    return l->flags & LINE_STAMP && l->stamp.day != DAY_UNKNOWN;
}

static const struct line *stamp_below(const struct page *p, const struct cleaning *c) {
    const struct line *update = NULL;
    unsigned texts = 0;
    for (size_t i = c->from; i < c->to && i < c->from + HEAD_LINES && texts < 2; i++) {
        const struct line *l = &p->lines[i];
        texts += (l->flags & LINE_PROSE) != 0;
        if (!shows_day(l) || l->stamp.visit)
            continue;
        if (!l->stamp.updated)
            return l;
        update = update ? update : l;
    }
    return update;
}

static const struct line *stamp_above(const struct page *p, const struct cleaning *c) {
    if (c->title == SIZE_MAX)
        return NULL;
    size_t i = c->title;
    for (unsigned k = 0; k < ABOVE_MAX && i-- > 0; k++) {
        const struct line *l = &p->lines[i];
        if (shows_day(l) && !l->stamp.visit)
            return l;
    }
    return NULL;
}

static const struct line *stamp_behind(const struct page *p, const struct cleaning *c) {
    const unsigned tail = LINE_STAMP | LINE_NAME;
    for (size_t i = c->last + 1; i < p->n && i <= c->last + TAIL_LINES; i++) {
        const struct line *l = &p->lines[i];
        if (!(l->flags & tail))
            return NULL;
        if (shows_day(l) && l->stamp.rest_start == l->stamp.rest_end)
            return l;
    }
    return NULL;
}

static const struct line *displayed(const struct page *p, const struct cleaning *c) {
    if (c->title != SIZE_MAX && p->lines[c->title].flags & LINE_DATED)
        return &p->lines[c->title];
    const struct line *l = stamp_below(p, c);
    if (!l)
        l = stamp_above(p, c);
    return l ? l : stamp_behind(p, c);
}

/* ---- weighing -------------------------------------------------------------------- */

/* Days since a fixed day, good enough for distances of months. */
static long ordinal(day_t d) {
    return (long)(d / 10000) * 365 + d / 100 % 100 * 30 + d % 100;
}

/* The event's day and month, their year taken so that they lie before `limit`. */
static day_t last_of_day(const struct event *ev, day_t limit) {
    if (ev->month == 0)
        return DAY_UNKNOWN;
    day_t day = day_of(day_year(limit), ev->month, ev->month_day);
    if (day > limit)
        day = day_of(day_year(limit) - 1, ev->month, ev->month_day);
    return day;
}

static day_t event_before(const struct event *ev, day_t limit) {
    return ev->day != DAY_UNKNOWN ? ev->day : last_of_day(ev, limit);
}

/* How long before a displayed date an event lies that is still this article's news: with an
 * import's date, a season; and if nothing is known of the source's dates, a stamp above the title
 * that comes later than that is taken for an import's, or the visit's, too. One right below the
 * title is the article's: texts recall what was long ago; but none opens as news with what was a
 * year ago and more, nor one of which an import left but midnight or "cập nhật" with what was a
 * season ago. */
enum { SEASON_DAYS = 92, LATE_DAYS = 45, FRESH_DAYS = 3, YEAR_DAYS = 365 };

/* An import's date: an upper bound. The event if it is near, else the year if the text speaks
 * of that time, else nothing. */
static void with_bound(const struct event *ev, const struct line *l, struct published *out) {
    day_t bound = l->stamp.day;
    day_t day = event_before(ev, bound);
    if (ev->day != DAY_UNKNOWN && ev->day <= bound) {
        set(out, ev->day, BASIS_TEXT, ev->text, strlen(ev->text));
    } else if (day != DAY_UNKNOWN && day <= bound && ordinal(bound) - ordinal(day) <= SEASON_DAYS) {
        set(out, day, BASIS_TEXT, ev->text, strlen(ev->text));
    } else if (ev->year_sure && ev->year <= day_year(bound)) {
        set(out, ev->year * 10000, BASIS_YEAR, "", 0);
    } else if (day != DAY_UNKNOWN && ev->year == 0) {
        return; /* the year before, or any other */
    } else if (ev->year == day_year(bound) ||
               (ev->year + 1 == day_year(bound) && ev->ahead != day_year(bound))) {
        set(out, day_year(bound) * 10000, BASIS_YEAR, l->s, l->len);
    }
}

static void from_text(const struct event *ev, struct published *out) {
    if (ev->day != DAY_UNKNOWN)
        set(out, ev->day, BASIS_TEXT, ev->text, strlen(ev->text));
    else if (ev->year_sure)
        set(out, ev->year * 10000, BASIS_YEAR, "", 0);
}

/* Related articles that show the very same minute: what an import leaves. */
static bool import_shows(const struct page *p, const struct stamp *stamp) {
    unsigned same = 0;
    for (size_t i = 0; stamp->minute >= 0 && i < p->n; i++)
        same += p->lines[i].flags & LINE_DATED && p->lines[i].stamp.day == stamp->day &&
                p->lines[i].stamp.minute == stamp->minute;
    return same >= 2;
}

static bool is_above(const struct cleaning *c, const struct page *p, const struct line *l) {
    return c->title != SIZE_MAX && l < &p->lines[c->title];
}

/* What speaks for and against a displayed date. */
struct weight {
    bool told;  /* the text tells an event before it, */
    long late;  /* so many days, */
    bool fresh; /* just before it: the text itself speaks for the date */
    bool above; /* the date stands above the title */
};

/* Midnight, which is what an import leaves of a time, or an update's date: an upper bound, if the
 * text says so. */
static bool is_vague(const struct stamp *stamp) {
    return stamp->minute == 0 || stamp->updated;
}

/* An event without a year of its own is the nearest before the date, whatever years the text
 * recalls; and it may as well be ahead: the next year's, if that is nearer. */
static struct weight weigh(const struct event *ev, const struct stamp *stamp, bool above) {
    bool known = ev->day_whole || is_vague(stamp);
    day_t event = known ? event_before(ev, stamp->day) : last_of_day(ev, stamp->day);
    struct weight w = {.told = event != DAY_UNKNOWN && event <= stamp->day, .above = above};
    w.late = w.told ? ordinal(stamp->day) - ordinal(event) : 0;
    if ((ev->day == DAY_UNKNOWN || !known) && YEAR_DAYS - w.late <= SEASON_DAYS)
        w.told = false;
    w.fresh = w.told && w.late <= FRESH_DAYS;
    return w;
}

/* The text is older than the date says: where the source's other pages do not tell whether that is
 * an import's. One at its title that they do not share is the article's, however old the events
 * that it recalls. */
static bool is_belied(const struct event *ev, const struct stamp *stamp, const struct weight *w,
                      enum sharing shared) {
    bool vague = is_vague(stamp);
    if (shared == SHARING_NO && !w->above && !vague)
        return false;
    if (w->told && w->late > (vague ? SEASON_DAYS : YEAR_DAYS))
        return true;
    if (w->told && w->above && w->late > (shared == SHARING_UNKNOWN ? LATE_DAYS : SEASON_DAYS))
        return true;
    return ev->year_sure && ev->year + 1 < day_year(stamp->day);
}

/* "20 giờ trước" beside the title, on a page that shows when it was looked at. */
static bool from_distance(const struct page *p, const struct cleaning *c, struct published *out) {
    enum { DAY = 24 * 60 };
    const struct line *ago = NULL, *visit = NULL;
    for (size_t i = c->from; i < c->to && i < c->from + HEAD_LINES && !ago; i++)
        ago = p->lines[i].flags & LINE_STAMP && p->lines[i].stamp.ago > 0 ? &p->lines[i] : NULL;
    for (size_t i = 0; ago && i < c->from && !visit; i++)
        visit = shows_day(&p->lines[i]) ? &p->lines[i] : NULL;
    if (!visit || (visit->stamp.minute < 0 && ago->stamp.ago < DAY))
        return false;
    int minute = visit->stamp.minute < 0 ? DAY / 2 : visit->stamp.minute;
    day_t day = visit->stamp.day;
    for (int left = ago->stamp.ago - minute; left > 0 && day != DAY_UNKNOWN; left -= DAY)
        day = day_before(day);
    set(out, day, BASIS_DISPLAYED, ago->s, ago->len);
    return out->basis != BASIS_UNKNOWN;
}

static void from_page(const struct input *in, const struct templates *t, const struct page *p,
                      const struct cleaning *c, const struct event *ev, struct published *out) {
    const struct line *l = displayed(p, c);
    if (!l) {
        if (!from_distance(p, c, out) && !(in->url && from_url(in->url, out)))
            from_text(ev, out);
        return;
    }
    struct weight w = weigh(ev, &l->stamp, is_above(c, p, l));
    enum sharing shared = templates_stamp(t, in, &l->stamp);
    bool import =
        shared == SHARING_YES || import_shows(p, &l->stamp) || is_belied(ev, &l->stamp, &w, shared);
    if (l->stamp.clock && w.above && !w.fresh)
        from_text(ev, out);
    else if (import && !w.fresh)
        with_bound(ev, l, out);
    else
        set(out, l->stamp.day, BASIS_DISPLAYED, l->s, l->len);
}

static day_t today(void) {
    time_t now = time(NULL);
    struct tm day;
    if (!gmtime_r(&now, &day))
        return DAY_UNKNOWN;
    return day_of((unsigned)day.tm_year + 1900, (unsigned)day.tm_mon + 1, (unsigned)day.tm_mday);
}

/* The day after which nothing on the page was written: the newest date of a page with a clock,
 * else today. */
static day_t newest_of(const struct page *p) {
    day_t newest = DAY_UNKNOWN, now = today();
    bool clock = false;
    for (size_t i = 0; p && i < p->n; i++) {
        const struct line *l = &p->lines[i];
        if (!(l->flags & (LINE_STAMP | LINE_DATED)) || l->stamp.day == DAY_UNKNOWN)
            continue;
        clock |= l->stamp.clock;
        newest = l->stamp.day > newest ? l->stamp.day : newest;
    }
    return clock && (newest < now || now == DAY_UNKNOWN) ? newest : now;
}

void published_find(const struct input *in, const struct templates *t, const struct page *p,
                    const struct cleaning *c, const char *title, const char *body,
                    struct published *out) {
    *out = (struct published){.basis = BASIS_UNKNOWN};
    if (in->published && from_record(in->published, out))
        return;
    struct event ev;
    event_find(title, body, newest_of(p), &ev);
    if (p && c)
        from_page(in, t, p, c, &ev, out);
    else if (!(in->url && from_url(in->url, out)))
        from_text(&ev, out);
}
