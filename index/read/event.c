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
    unsigned far = 0;
    for (size_t i = 0; date_next(t.s, t.n, i, &d); i = d.end) {
        if (d.lunar || d.year == 0 || d.range)
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
}

static void note_title_years(const char *title, struct years *y) {
    struct text t = {title, strlen(title)};
    struct date d;
    for (size_t i = 0; date_next(t.s, t.n, i, &d); i = d.end) {
        enum tense tense = year_tense(t, &d);
        if (d.year && !d.lunar && !d.range && tense != TENSE_AHEAD && tense != TENSE_ANNUAL)
            years_note(y, TENSE_PLAIN, d.year);
    }
}

static bool find_event(struct text lead, struct date *d) {
    for (size_t i = 0; date_next(lead.s, lead.n, i, d); i = d->end)
        if (date_is_event(lead, d))
            return true;
    return false;
}

static struct text lead_of(struct text body) {
    size_t n = 0;
    for (unsigned lines = 0; n < body.n && n < LEAD_BYTES; n++)
        if (body.s[n] == '\n' && ++lines == LEAD_LINES)
            break;
    return (struct text){body.s, n};
}

/* The day and, if the text makes it certain and it can be this archive's, its year. */
static void settle_event(struct text body, const struct date *d, const struct years *all,
                         day_t newest, struct event *out) {
    unsigned year = d->year ? d->year : year_elsewhere(body, d, all->latest);
    struct years near = years_of_sentence(body, d);
    if (!year)
        year = years_of_month(&near, d->month);
    if (!year)
        year = all->now;
    /* later years tell that this is what went before; a plan's may be said in many ways */
    bool next_too = d->year || near.report || near.annual;
    bool before = all->latest > year + next_too;
    if (year && (year < WEB_YEAR_MIN || before))
        return;
    out->day = year ? day_of(year, d->month, d->day) : DAY_UNKNOWN;
    if (out->day != DAY_UNKNOWN && newest != DAY_UNKNOWN && out->day > newest)
        out->day = DAY_UNKNOWN;
    out->month = d->month;
    out->month_day = d->day;
    size_t n = d->end - d->start;
    snprintf(out->text, sizeof out->text, "%.*s", (int)(n < 100 ? n : 100), body.s + d->start);
}

/* The text says that it is of the year which it names: by what is under way in it, or it
 * speaks of this year and names one alone. */
static bool is_sure(struct text t, const struct years *y) {
    static const char *const this_year[] = {"đầu năm nay", "giữa năm nay", "cuối năm nay",
                                            "trong năm nay"};
    bool named = false;
    for (size_t i = 0; i < sizeof this_year / sizeof *this_year; i++)
        named |= memmem(t.s, t.n, this_year[i], strlen(this_year[i])) != NULL;
    if (y->now)
        return y->latest <= y->now;
    return named && y->plain && y->first == y->plain && y->latest <= y->plain;
}

void event_find(const char *title, const char *body, day_t newest, struct event *out) {
    struct text t = {body, strnlen(body, TEXT_BYTES)};
    struct years all = {0};
    struct date d;
    *out = (struct event){0};
    note_text_years(t, &all);
    bool sure = is_sure(t, &all);
    note_title_years(title, &all);
    unsigned year = all.plain > all.now ? all.plain : all.now;
    bool ours = year >= WEB_YEAR_MIN && (newest == DAY_UNKNOWN || year <= day_year(newest));
    out->year = ours ? year : 0;
    out->year_sure = ours && sure && all.plain <= year;
    out->ahead = all.ahead;
    if (find_event(lead_of(t), &d))
        settle_event(t, &d, &all, newest, out);
}
