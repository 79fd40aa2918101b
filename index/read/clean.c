#include "index/read/clean.h"

#include <stdlib.h>
#include <string.h>

#include "index/read/shape.h"

static const char *const rule_names[RULES] = {"",
                                              "title",
                                              "before-title",
                                              "after-article",
                                              "template",
                                              "navigation",
                                              "stamp",
                                              "byline",
                                              "title-again",
                                              "said-twice",
                                              "alternative-text",
                                              "no-words",
                                              "related-box",
                                              "teaser",
                                              "links",
                                              "picture-credit"};

const char *rule_name(enum rule r) {
    return rule_names[r];
}

const double clean_share_same = 0.1, clean_share_sure = 0.2, clean_share_other = 0.05;

/* ---- neighbours ------------------------------------------------------------------ */

static const unsigned thin = LINE_STAMP | LINE_NAME | LINE_JUNK | LINE_ALT | LINE_NAV;

size_t clean_below(const struct page *p, size_t i, size_t end) {
    for (i++; i < end; i++)
        if (!(p->lines[i].flags & thin))
            return i;
    return end;
}

size_t clean_above(const struct page *p, size_t i) {
    while (i-- > 0)
        if (!(p->lines[i].flags & thin))
            return i;
    return SIZE_MAX;
}

/* A name alone; in brackets stand newsrooms, and people who have one. */
static bool is_listed_name(const struct line *l) {
    return l->flags & LINE_NAME && !memchr(l->s, '(', l->len);
}

bool clean_in_list(const struct page *p, size_t i) {
    enum { LIST_MIN = 3 };
    size_t first = i, last = i;
    while (first > 0 && i - first < LIST_MIN && is_listed_name(&p->lines[first - 1]))
        first--;
    while (last + 1 < p->n && last - i < LIST_MIN && is_listed_name(&p->lines[last + 1]))
        last++;
    return is_listed_name(&p->lines[i]) && last - first + 1 >= LIST_MIN;
}

/* A related article's title: no sentence, no caption, nothing of the page's own. */
static bool looks_related(const struct line *l) {
    return l->flags & LINE_TITLE && !(l->flags & (LINE_CAPTION | LINE_PROSE | LINE_FOOT));
}

bool clean_is_teaser(const struct page *p, size_t i) {
    size_t above = clean_above(p, i), below = clean_below(p, i, p->n);
    if (above == SIZE_MAX || !looks_related(&p->lines[above]))
        return false;
    return below == p->n || looks_related(&p->lines[below]) ||
           p->lines[below].flags & (LINE_END | LINE_FOOT);
}

/* ---- the core -------------------------------------------------------------------- */

static bool is_figure(const struct line *l) {
    enum { FIGURE_WORDS = 4 };
    return l->words <= FIGURE_WORDS && !(l->flags & (LINE_STAMP | LINE_DATED | LINE_PARTS)) &&
           strpbrk(l->s, "0123456789");
}

/* A short line beside one with a figure: a table's, as menus hardly have. */
static bool is_tabular(const struct page *p, size_t i) {
    enum { CELL_WORDS = 8 };
    const struct line *l = &p->lines[i];
    return l->words <= CELL_WORDS &&
           (is_figure(l) || (i > 0 && is_figure(l - 1)) || (i + 1 < p->n && is_figure(l + 1)));
}

/* Points of a line in the search for the stretch of running text. A sentence outweighs some
 * short lines around it (captions, subheadings); a heading of related titles outweighs a
 * handful of teasers; a footer more. Only the order of magnitude matters. */
static int points(const struct page *p, size_t i) {
    static const struct {
        unsigned flag;
        int points;
    } against[] = {{LINE_LAST, -80},  {LINE_FOOT, -60}, {LINE_END, -40},   {LINE_SHARED, -25},
                   {LINE_DATED, -30}, {LINE_NAV, -20},  {LINE_LINKS, -20}, {LINE_PLAIN, -15}};
    const struct line *l = &p->lines[i];
    for (size_t k = 0; k < sizeof against / sizeof *against; k++)
        if (l->flags & against[k].flag)
            return against[k].points;
    if (l->flags & LINE_PROSE)
        return clean_is_teaser(p, i) ? 8 : 10 + (int)(l->words < 80 ? l->words : 80) / 2;
    if (l->flags & LINE_VERSE)
        return 0;
    if (is_tabular(p, i))
        return -1;
    if (l->flags & (LINE_STAMP | LINE_NAME | LINE_JUNK))
        return -2;
    return l->flags & LINE_STOP && l->words >= 5 ? 4 : -5;
}

/* A date right below a title: there an article begins. */
static bool begins_here(const struct page *p, size_t i) {
    const struct line *l = &p->lines[i];
    return l->flags & LINE_STAMP && !l->stamp.clock && !l->stamp.visit && i > 0 &&
           l[-1].flags & LINE_TITLE && !(l[-1].flags & (LINE_PROSE | LINE_CAPTION));
}

/* Running text above the stretch that speaks of the same: a lead that pictures and captions part
 * from the rest; farther up, or above a box of related titles, what surely is the same. */
static size_t reach_up(const struct page *p, size_t first, size_t from, size_t to) {
    enum { NEAR = 6, FAR = 40 };
    const unsigned not_text =
        LINE_SHARED | LINE_LINKS | LINE_PLAIN | LINE_FOOT | LINE_DATED | LINE_NAV;
    struct wording said = {0};
    for (size_t i = from; i < to; i++)
        if (p->lines[i].flags & LINE_PROSE)
            wording_add(&said, p->lines[i].s, p->lines[i].len);
    bool box = false;
    for (size_t i = from, end = from; i-- > first && i + FAR >= end;) {
        const struct line *l = &p->lines[i];
        if (l->flags & (LINE_LAST | LINE_FOOT) || begins_here(p, i))
            break;
        box |= (l->flags & LINE_END) != 0;
        double least = box || i + NEAR < from ? clean_share_same : clean_share_other;
        if (l->flags & LINE_PROSE && !(l->flags & not_text) &&
            wording_share(&said, l->s, l->len) >= least)
            from = i;
    }
    return from;
}

bool clean_core(const struct page *p, size_t first, size_t *from, size_t *to) {
    int sum = 0, best = 0;
    /* Paragraphs in this stretch; one above a title and its date is a teaser's, or several that
     * look like teasers. */
    unsigned texts = 0, teasers = 0;
    size_t start = first;
    for (size_t i = first; i < p->n; i++) {
        int gain = points(p, i);
        if (sum <= 0 || ((texts <= 1 || texts == teasers) && begins_here(p, i))) {
            sum = 0;
            texts = teasers = 0;
            start = i;
        }
        texts += (p->lines[i].flags & LINE_PROSE) != 0;
        teasers += p->lines[i].flags & LINE_PROSE && clean_is_teaser(p, i);
        sum = sum + gain > 1000000 ? 1000000 : sum + gain;
        if (sum > best) {
            best = sum;
            *from = start;
            *to = i + 1;
        }
    }
    if (best > 0)
        *from = reach_up(p, first, *from, *to);
    return best > 0;
}

/* ---- a page of teasers only ------------------------------------------------------ */

/* A front or section page: running text only in teasers, several of them, that speak of
 * different things (in an article with a subheading over each paragraph they do not) and whose
 * titles hardly ask (in an interview every other line does, however many teasers follow it). */
static bool is_listing(const struct page *p) {
    enum { TEASERS_MIN = 5, ANSWERS_MIN = 3 };
    struct wording said = {0};
    size_t teasers = 0, asked = 0, answers = 0; /* the last in a row */
    double shared = 0;
    for (size_t i = 0; i < p->n; i++) {
        const struct line *l = &p->lines[i];
        if (!(l->flags & LINE_PROSE) || l->flags & (LINE_SHARED | LINE_FOOT))
            continue;
        if (!clean_is_teaser(p, i))
            return false;
        shared += wording_share(&said, l->s, l->len);
        wording_add(&said, l->s, l->len);
        bool asks = p->lines[clean_above(p, i)].flags & LINE_ASKS;
        asked += asks;
        answers = asks ? answers + 1 : 0;
        teasers++;
        if (answers == ANSWERS_MIN)
            return false;
    }
    return teasers >= TEASERS_MIN && asked * 2 < teasers &&
           shared < clean_share_other * (double)teasers;
}

/* ---- the whole ------------------------------------------------------------------- */

static void mark_outside(const struct page *p, struct cleaning *c) {
    for (size_t i = 0; i < c->from; i++)
        c->rule[i] = RULE_BEFORE;
    for (size_t i = c->to; i < p->n; i++)
        c->rule[i] = RULE_AFTER;
    if (c->title != SIZE_MAX)
        c->rule[c->title] = RULE_TITLE;
}

static size_t last_prose(const struct page *p, const struct cleaning *c) {
    size_t last = c->from;
    for (size_t i = c->from; i < c->to; i++)
        if (c->rule[i] == RULE_NONE && p->lines[i].flags & (LINE_PROSE | LINE_STOP | LINE_COLON))
            last = i;
    return last;
}

/* Does most of the page's running text stand above line i? Then that is another article's title,
 * whatever the address spells. */
static bool is_behind_text(const struct page *p, size_t i) {
    size_t from = 0, to = 0, above = 0, below = 0;
    if (!clean_core(p, 0, &from, &to))
        return false;
    for (size_t k = from; k < to; k++)
        if (p->lines[k].flags & LINE_PROSE)
            *(k < i ? &above : &below) += p->lines[k].words;
    return above > below;
}

bool clean_page(const struct page *p, const struct title_hint *hint, struct cleaning *out,
                struct tt_error *e) {
    size_t title = title_surest(p, hint), core_from = 0, core_to = 0;
    if (title != SIZE_MAX && !hint->given && is_behind_text(p, title))
        title = SIZE_MAX;
    size_t first = title == SIZE_MAX ? 0 : title + 1;
    if (!clean_core(p, first, &core_from, &core_to))
        return tt_fail(e, TT_NOT_FOUND, "no running text among %zu lines", p->n);
    if (title == SIZE_MAX && is_listing(p))
        return tt_fail(e, TT_NOT_FOUND, "only beginnings of other articles");
    struct cleaning c = {.rule = calloc(p->n ? p->n : 1, 1)};
    if (!c.rule)
        return tt_fail(e, TT_NO_MEMORY, "no memory for cleaning");
    c.title = title != SIZE_MAX ? title : title_line(p, core_from, core_to, hint);
    c.from = c.title != SIZE_MAX ? c.title + 1 : core_from;
    c.to = clean_end(p, c.from, c.rule);
    clean_sift(p, c.title != SIZE_MAX ? &p->lines[c.title] : NULL, c.from, c.to, c.rule);
    mark_outside(p, &c);
    c.last = last_prose(p, &c);
    *out = c;
    return true;
}

void cleaning_done(struct cleaning *c) {
    free(c->rule);
    *c = (struct cleaning){0};
}
