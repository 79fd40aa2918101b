#include "index/read/clean_walk.h"

enum { TAIL_SHORT_MAX = 2 };

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

/* Teasers without a heading at the end: at least two titles, or one above a list of others, each
 * with one text, that speak of other things or are cut short. A byline may stand behind them. */
void tail_mark_teasers(const struct walk *w, size_t from, size_t to) {
    size_t pairs;
    double share;
    size_t start = teasers_from(w, from, to, &pairs, &share);
    bool listed = start < to && w->p->lines[start].flags & (LINE_BULLET | LINE_LINKS);
    double other = listed ? clean_share_same : clean_share_other;
    bool list = to < w->p->n && (walk_flags(w, to) & LINE_DATED || walk_dates_in_turn(w, to));
    if (pairs + list < 2 || share >= other * (double)pairs)
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
size_t tail_cut_shorts(const struct page *p, const unsigned char *rule, size_t from, size_t to) {
    const unsigned solid =
        LINE_PROSE | LINE_STOP | LINE_COLON | LINE_NAME | LINE_CAPTION | LINE_VERSE;
    size_t last = to, data = 0;
    while (last > from && !(p->lines[last - 1].flags & solid) && !rule[last - 1])
        data += has_data(&p->lines[--last]);
    size_t shorts = to - last;
    if (last == from || shorts <= TAIL_SHORT_MAX || data * 3 >= shorts)
        return to;
    return last;
}
