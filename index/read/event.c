#include <stdio.h>
#include <string.h>

#include "index/read/event_parts.h"
#include "index/read/published.h"

/* How much of the body is its lead, and how much of it is read for years. */
enum { LEAD_LINES = 3, LEAD_BYTES = 1600, TEXT_BYTES = 60000, NEAR_BYTES = 1500 };

/* No article of a web archive is older: the first Vietnamese sites went online in 1997. */
enum { WEB_YEAR_MIN = 1995 };

/* ---- the whole text -------------------------------------------------------------- */

static void note_text_years(struct text t, struct years *y) {
    struct date d;
    unsigned far = 0, first = 0, last = 0;
    for (size_t i = 0; date_next(t.s, t.n, i, &d); i = d.end) {
        bool named = d.year && (d.kind != DATE_YEAR || d.called || d.number || d.range);
        first = named && (!first || d.year < first) ? d.year : first;
        last = named && d.year > last ? d.year : last;
        if (d.lunar || d.year == 0 || d.range || (d.brief && !d.called))
            continue;
        enum tense tense = d.number ? TENSE_PLAIN : year_tense(t, &d);
        /* alone, dates far from the start tell what happened long ago */
        bool planned = tense == TENSE_AHEAD || tense == TENSE_ANNUAL;
        bool dated = d.kind != DATE_YEAR && !planned;
        bool said = d.kind != DATE_YEAR || d.called || d.number;
        y->latest = said && !planned && d.year > y->latest ? d.year : y->latest;
        bool near = dated && d.start < NEAR_BYTES;
        if (near || d.number || tense == TENSE_NOW || planned)
            years_note(y, tense, d.year);
        else if (dated && d.year > far)
            far = d.year;
    }
    if (y->plain && far > y->plain)
        y->plain = far;
    y->several = first != last;
    y->only = y->several ? 0 : first;
}

static void note_title_years(const char *title, struct years *y) {
    struct text t = {title, strlen(title)};
    struct date d;
    for (size_t i = 0; date_next(t.s, t.n, i, &d); i = d.end) {
        enum tense tense = year_tense(t, &d);
        if (d.year && !d.lunar && !d.range && tense != TENSE_AHEAD && tense != TENSE_ANNUAL)
            years_note(y, TENSE_PLAIN, d.year);
        y->several |= d.range || (d.year && y->only && d.year != y->only);
        y->only = y->several ? 0 : d.year ? d.year : y->only;
    }
}

/* "ngày 30/11 và 1/12/2011": what is told was over on the last of them. */
static void take_last_day(struct text t, struct date *d) {
    static const char *const joins[] = {" và ", ", và "};
    enum { BETWEEN_MAX = 14 };
    struct date last;
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++) {
        size_t n = strlen(joins[i]);
        if (t.n - d->end < n || memcmp(t.s + d->end, joins[i], n) != 0)
            continue;
        size_t room = t.n - d->end < n + BETWEEN_MAX * 3 ? t.n : d->end + n + BETWEEN_MAX * 3;
        if (!date_next(t.s, room, d->end + n, &last) || last.start > d->end + n + BETWEEN_MAX ||
            last.kind > DATE_DAY_MONTH || last.lunar)
            return;
        bool next = last.month == d->month ? last.day > d->day : last.month == d->month % 12 + 1;
        if (next)
            *d = last;
        return;
    }
}

static bool find_event(struct text lead, struct date *d) {
    for (size_t i = 0; date_next(lead.s, lead.n, i, d); i = d->end)
        if (date_is_event(lead, d)) {
            take_last_day(lead, d);
            return true;
        }
    return false;
}

static struct text lead_of(struct text body) {
    size_t n = 0;
    for (unsigned lines = 0; n < body.n && n < LEAD_BYTES; n++)
        if (body.s[n] == '\n' && ++lines == LEAD_LINES)
            break;
    return (struct text){body.s, n};
}

/* The year of the event where the title or its own paragraph names it and the text names no other:
 * one that only another paragraph names may be any that it recalls. */
static unsigned only_year(struct text title, struct text body, const struct date *d,
                          const struct years *all) {
    if (!all->only)
        return 0;
    const char *from = memrchr(body.s, '\n', d->start), *end = body.s + body.n;
    const char *to = memchr(body.s + d->end, '\n', (size_t)(end - body.s) - d->end);
    struct years own =
        years_between(body, from ? (size_t)(from - body.s) : 0, (size_t)((to ? to : end) - body.s));
    unsigned year = years_of_month(&own, d->month);
    struct years named = years_between(title, 0, title.n);
    return year ? year : years_of_month(&named, d->month);
}

/* The day and, if the text makes it certain and it can be this archive's, its year. */
static void settle_event(struct text title, struct text body, const struct date *d,
                         const struct years *all, day_t newest, struct event *out) {
    unsigned year = d->year ? d->year : year_elsewhere(body, d, all->latest);
    struct years near = years_of_sentence(body, d);
    if (!year)
        year = years_of_month(&near, d->month);
    if (!year)
        year = all->now ? all->now : only_year(title, body, d, all);
    /* later years tell that this is what went before; a plan's may be said in many ways */
    bool next_too = d->year || near.report || near.annual;
    bool before = all->latest > year + next_too;
    if (year && (year < WEB_YEAR_MIN || before))
        return;
    out->day = year ? day_of(year, d->month, d->day) : DAY_UNKNOWN;
    if (out->day != DAY_UNKNOWN && newest != DAY_UNKNOWN && out->day > newest)
        out->day = DAY_UNKNOWN;
    out->day_whole = out->day != DAY_UNKNOWN && d->year;
    out->month = d->month;
    out->month_day = d->day;
    size_t n = d->end - d->start;
    snprintf(out->text, sizeof out->text, "%.*s", (int)(n < 100 ? n : 100), body.s + d->start);
}

/* Does the text speak of this year: "năm nay", but not of someone's age ("năm nay 70 tuổi")? */
static bool says_this_year(struct text t) {
    static const char *const words[] = {"năm nay", "Năm nay"};
    enum { AGE_BYTES = 24 };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        const char *end = t.s + t.n;
        for (const char *at = t.s; (at = memmem(at, (size_t)(end - at), words[i], n)); at += n) {
            size_t room = (size_t)(end - at) - n;
            if (!memmem(at + n, room < AGE_BYTES ? room : AGE_BYTES, "tuổi", strlen("tuổi")))
                return true;
        }
    }
    return false;
}

/* The text says that it is of the year which it names: by what is under way in it, or it
 * speaks of this year, or of one edition of something, and names one alone. */
static bool is_sure(struct text t, const struct years *y) {
    if (y->now)
        return y->latest <= y->now;
    if (!y->only || y->ahead)
        return false;
    struct years lead = years_between(t, 0, lead_of(t).n);
    return lead.plain && (lead.edition || says_this_year(t));
}

void event_find(const char *title, const char *body, day_t newest, struct event *out) {
    struct text t = {body, strnlen(body, TEXT_BYTES)}, name = {title, strlen(title)};
    struct years all = {0};
    struct date d;
    *out = (struct event){0};
    note_text_years(t, &all);
    unsigned school = years_of_school(lead_of(t));
    all.now = school > all.now ? school : all.now;
    bool sure = is_sure(t, &all);
    note_title_years(title, &all);
    unsigned year = all.plain > all.now ? all.plain : all.now;
    year = sure && year == 0 ? all.only : year;
    bool ours = year >= WEB_YEAR_MIN && (newest == DAY_UNKNOWN || year <= day_year(newest));
    out->year = ours ? year : 0;
    out->year_sure = ours && sure && all.plain <= year;
    out->ahead = all.ahead;
    if (find_event(lead_of(t), &d))
        settle_event(name, t, &d, &all, newest, out);
}
