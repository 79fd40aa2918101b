#include "index/read/clean.h"
#include "index/read/shape.h"

/* How far behind a heading of related titles the article may go on, in lines. */
enum { BOX_LINES_MAX = 30, TAIL_SHORT_MAX = 2 };

/* Before so many pairs are known (a lead alone), nothing can be told from them. */
enum { WORDING_MIN = 200 };

struct walk {
    const struct page *p;
    unsigned char *rule;
    struct wording said; /* by the article so far */
    bool any;            /* running text so far */
    size_t ahead;        /* a line at which the article is known to go on; 0: none yet */
};

static unsigned flags_at(const struct walk *w, size_t i) {
    return i < w->p->n ? w->p->lines[i].flags : LINE_END | LINE_LAST;
}

static bool is_text(unsigned flags) {
    return flags & LINE_PROSE && !(flags & (LINE_SHARED | LINE_LINKS | LINE_PLAIN | LINE_FOOT |
                                            LINE_DATED | LINE_BOX | LINE_BULLET));
}

static bool is_title(const struct page *p, size_t i) {
    return i < p->n && p->lines[i].flags & LINE_TITLE &&
           !(p->lines[i].flags & (LINE_CAPTION | LINE_PROSE));
}

/* Only titles, at least two different ones, stand between the box's heading at i and j: the
 * last of them does not belong to the text at j. */
static bool only_titles(const struct walk *w, size_t i, size_t j) {
    size_t titles = 0;
    for (size_t k = i + 1; k < j; k++) {
        unsigned flags = flags_at(w, k);
        if (flags & LINE_PROSE && !(flags & LINE_TITLE))
            return false;
        titles += is_title(w->p, k) && !(flags & LINE_TWICE);
    }
    return titles >= 2;
}

/* A title with a text and a date of its own: one of a list of related articles, whatever it
 * speaks of. */
static bool is_dated_teaser(const struct walk *w, size_t j) {
    if (!w->any || j == 0)
        return false;
    bool below = flags_at(w, j + 1) & LINE_STAMP && is_title(w->p, j - 1);
    bool above = flags_at(w, j - 1) & LINE_STAMP && j > 1 && is_title(w->p, j - 2);
    return below || above;
}

/* Text behind the box at i that speaks of the same; surely so when it stands alone under a
 * title that may be its own. */
static bool goes_on(const struct walk *w, size_t i, size_t j) {
    const struct line *l = &w->p->lines[j];
    if (!is_text(l->flags) || is_dated_teaser(w, j))
        return false;
    size_t above = clean_above(w->p, j), below = clean_below(w->p, j, w->p->n);
    bool titled = above != SIZE_MAX && is_title(w->p, above);
    bool alone = titled && !is_text(flags_at(w, below));
    bool listed = only_titles(w, i, j);
    if (w->said.used < WORDING_MIN)
        return !alone || listed;
    double share = wording_share(&w->said, l->s, l->len);
    return share >= (listed ? clean_share_other : alone ? clean_share_sure : clean_share_same);
}

/* The article goes on at j: so it does with what stands right before, a caption, or several
 * paragraphs (one alone may be a teaser's). */
static size_t with_its_own(const struct walk *w, size_t i, size_t j) {
    size_t first = j;
    while (first > i + 1 && is_text(flags_at(w, first - 1)))
        first--;
    if (j - first >= 2)
        j = first;
    while (j > i + 1 && flags_at(w, j - 1) & LINE_CAPTION)
        j--;
    return j;
}

/* Where the article goes on behind the box that begins at i, or SIZE_MAX. */
static size_t resumes(const struct walk *w, size_t i) {
    for (size_t j = i + 1; j < w->p->n && j < i + BOX_LINES_MAX; j++) {
        if (flags_at(w, j) & (LINE_LAST | LINE_FOOT))
            return SIZE_MAX;
        if (goes_on(w, i, j))
            return with_its_own(w, i, j);
    }
    return SIZE_MAX;
}

/* Is there running text of an article behind line i, before anything that heads other things
 * for good? */
static bool text_ahead(struct walk *w, size_t i) {
    if (w->ahead > i)
        return true;
    for (size_t j = i + 1; j < w->p->n && !(flags_at(w, j) & LINE_LAST); j++) {
        bool heads = flags_at(w, j) & LINE_END;
        bool text = !heads && is_text(flags_at(w, j)) && !clean_is_teaser(w->p, j);
        if (!heads && !text)
            continue;
        size_t next = heads ? resumes(w, j) : j;
        w->ahead = next != SIZE_MAX ? next : w->ahead;
        return next != SIZE_MAX;
    }
    return false;
}

/* Behind a byline: nothing but titles with one text each, to the end or to a heading. */
static bool only_teasers(struct walk *w, size_t i) {
    size_t teasers = 0;
    for (size_t j = i + 1; j < w->p->n && !(flags_at(w, j) & (LINE_END | LINE_FOOT)); j++) {
        if (!is_text(flags_at(w, j)))
            continue;
        if (!clean_is_teaser(w->p, j))
            return false;
        teasers++;
    }
    return teasers > 0 || !text_ahead(w, i);
}

/* A list of related titles, with dates or as links, and no text behind it. */
static bool list_begins(struct walk *w, size_t i) {
    unsigned listed = LINE_DATED | LINE_LINKS;
    return flags_at(w, i) & listed && !text_ahead(w, i);
}

/* Does the article end before line i? */
static bool ends_at(struct walk *w, size_t i) {
    unsigned flags = flags_at(w, i);
    if (!w->any)
        return false;
    bool signed_above = i > 0 && flags_at(w, i - 1) & LINE_NAME && w->said.used >= WORDING_MIN;
    if (flags & LINE_LAST || (flags & LINE_END && signed_above) || list_begins(w, i))
        return true;
    if (flags & (LINE_FOOT | LINE_NAV | LINE_SHARED))
        return !text_ahead(w, i);
    return false;
}

static size_t find_end(struct walk *w, size_t from) {
    const struct page *p = w->p;
    for (size_t i = from; i < p->n; i++) {
        const struct line *l = &p->lines[i];
        if (ends_at(w, i))
            return i;
        if (l->flags & LINE_END) {
            size_t next = resumes(w, i);
            if (next == SIZE_MAX && w->any)
                return i;
            for (size_t k = i; next != SIZE_MAX && k < next; k++)
                w->rule[k] = RULE_RELATED;
            i = next == SIZE_MAX ? i : next - 1;
        } else if (l->flags & LINE_NAME && w->any && !clean_in_list(p, i) && only_teasers(w, i)) {
            return i + 1 + (flags_at(w, i + 1) & LINE_NAME ? 1 : 0);
        } else if (l->flags & LINE_PROSE) {
            wording_add(&w->said, l->s, l->len);
            w->any |= is_text(l->flags);
        }
    }
    return p->n;
}

/* ---- the tail -------------------------------------------------------------------- */

/* From which line on all running text stands in teasers, after enough text to tell; and how
 * many of them there are, and what they share with that text on average. */
static size_t teasers_from(const struct walk *w, size_t from, size_t to, size_t *pairs,
                           double *share) {
    const struct page *p = w->p;
    struct wording body = {0};
    size_t start = to;
    *pairs = 0;
    *share = 0;
    for (size_t i = from; i < to; i++) {
        const struct line *l = &p->lines[i];
        if (!(l->flags & LINE_PROSE) || w->rule[i])
            continue;
        if (body.used >= WORDING_MIN && clean_is_teaser(p, i)) {
            start = *pairs == 0 ? clean_above(p, i) : start;
            *share += l->flags & LINE_TRAIL ? 0 : wording_share(&body, l->s, l->len);
            ++*pairs;
        } else {
            wording_add(&body, l->s, l->len);
            *pairs = 0;
            *share = 0;
        }
    }
    return *pairs > 0 ? start : to;
}

/* Teasers without a heading at the end: at least two titles, each with one text, that speak
 * of other things or are cut short. A byline may stand behind them. */
static void mark_teasers(const struct walk *w, size_t from, size_t to) {
    size_t pairs;
    double share;
    size_t start = teasers_from(w, from, to, &pairs, &share);
    bool listed = start < to && w->p->lines[start].flags & (LINE_BULLET | LINE_LINKS);
    double other = listed ? clean_share_same : clean_share_other;
    if (pairs < 2 || share >= other * (double)pairs)
        return;
    for (size_t i = start; i < to; i++)
        if (!(w->p->lines[i].flags & LINE_NAME))
            w->rule[i] = RULE_TEASER;
}

static bool has_data(const struct line *l) {
    for (const char *c = l->s; *c; c++)
        if ((*c >= '0' && *c <= '9') || *c == ':')
            return true;
    return false;
}

/* Short lines behind the last sentence: a table's rows stay, titles and menus go. */
static size_t cut_shorts(const struct page *p, const unsigned char *rule, size_t from, size_t to) {
    const unsigned solid = LINE_PROSE | LINE_STOP | LINE_COLON | LINE_NAME | LINE_CAPTION;
    size_t last = to, data = 0;
    while (last > from && !(p->lines[last - 1].flags & solid) && !rule[last - 1])
        data += has_data(&p->lines[--last]);
    size_t shorts = to - last;
    if (last == from || shorts <= TAIL_SHORT_MAX || data * 3 >= shorts)
        return to;
    return last;
}

size_t clean_end(const struct page *p, size_t from, unsigned char *rule) {
    struct walk w = {.p = p, .rule = rule};
    size_t to = find_end(&w, from);
    mark_teasers(&w, from, to);
    return cut_shorts(p, rule, from, to);
}
