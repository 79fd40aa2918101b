#include <string.h>

#include "index/read/clean_walk.h"

/* An article may be signed behind so many paragraphs, however short they are. */
enum { SIGNED_MIN = 3 };

/* The article's last words under a box of titles: closed with "./.", or signed right below. */
static bool is_last_text(const struct walk *w, size_t i) {
    const struct line *l = &w->p->lines[i];
    return walk_flags(w, i + 1) & LINE_NAME || (l->len > 3 && !strcmp(l->s + l->len - 3, "./."));
}

/* A teaser, and no answer in an interview (its title asks), nor the article's last words. */
static bool is_teaser(const struct walk *w, size_t i) {
    return clean_is_teaser(w->p, i) && !is_last_text(w, i) &&
           !(walk_flags(w, clean_above(w->p, i)) & LINE_ASKS);
}

/* A teaser that speaks of other things as far as can be told; what shares much with the little that
 * was said so far does not. */
static bool is_foreign(const struct walk *w, size_t i) {
    const struct line *l = &w->p->lines[i];
    return is_teaser(w, i) && wording_share(&w->said, l->s, l->len) < clean_share_same;
}

/* Is there running text of an article behind line i, before anything that heads other things
 * for good? */
static bool text_ahead(struct walk *w, size_t i) {
    if (w->ahead > i)
        return true;
    for (size_t j = i + 1; j < w->p->n && !(walk_flags(w, j) & LINE_LAST); j++) {
        bool heads = walk_flags(w, j) & LINE_END;
        bool verse = walk_flags(w, j) & LINE_VERSE;
        bool text = !heads && (verse || (walk_is_text(walk_flags(w, j)) && !is_foreign(w, j)));
        if (!heads && !text)
            continue;
        size_t next = heads ? box_resumes(w, j) : j;
        w->ahead = next != SIZE_MAX ? next : w->ahead;
        return next != SIZE_MAX;
    }
    return false;
}

/* Behind a byline: nothing but titles with one text each, to the end or to a heading. */
static bool only_teasers(struct walk *w, size_t i) {
    size_t teasers = 0;
    if (w->own > i)
        return false;
    for (size_t j = i + 1; j < w->p->n && !(walk_flags(w, j) & (LINE_END | LINE_FOOT)); j++) {
        if (!walk_is_text(walk_flags(w, j)))
            continue;
        if (!is_teaser(w, j)) {
            w->own = j;
            return false;
        }
        teasers++;
    }
    return teasers > 0 || !text_ahead(w, i);
}

/* A list of related titles, with dates or as links, and no text behind it. */
static bool list_begins(struct walk *w, size_t i) {
    unsigned listed = LINE_DATED | LINE_LINKS;
    return (walk_flags(w, i) & listed || walk_dates_in_turn(w, i)) && !text_ahead(w, i);
}

/* Does the article end before line i? */
static bool ends_at(struct walk *w, size_t i) {
    unsigned flags = walk_flags(w, i);
    if (!w->any)
        return false;
    bool told = w->said.used >= WORDING_MIN || w->paragraphs >= SIGNED_MIN;
    unsigned above = i > 0 ? walk_flags(w, i - 1) : 0;
    bool signed_above = told && above & LINE_NAME && !(above & LINE_UPPER); /* or a subheading */
    if (flags & LINE_LAST)
        return !box_interrupts(w, i);
    if ((flags & LINE_END && signed_above) || list_begins(w, i))
        return true;
    if (flags & (LINE_FOOT | LINE_NAV | LINE_SHARED))
        return !text_ahead(w, i);
    return false;
}

/* Behind the heading at i: nothing but titles with one text each, that speak of other things. */
static bool lists_teasers(const struct walk *w, size_t i) {
    enum { TEASERS_MIN = 2, LIST_LINES_MAX = 200 };
    size_t teasers = 0, end = w->p->n - i > LIST_LINES_MAX ? i + LIST_LINES_MAX : w->p->n;
    double share = 0;
    for (size_t j = i + 1; j < end && !(walk_flags(w, j) & (LINE_LAST | LINE_FOOT)); j++) {
        const struct line *l = &w->p->lines[j];
        if (!walk_is_text(l->flags))
            continue;
        if (!is_teaser(w, j))
            return false;
        teasers++;
        share += wording_share(&w->said, l->s, l->len);
    }
    return teasers >= TEASERS_MIN && w->said.used >= WORDING_SOME &&
           share < clean_share_same * (double)teasers;
}

static size_t find_end(struct walk *w, size_t from) {
    const struct page *p = w->p;
    for (size_t i = from; i < p->n; i++) {
        const struct line *l = &p->lines[i];
        if (ends_at(w, i))
            return i;
        if (l->flags & LINE_END) {
            size_t next = lists_teasers(w, i) ? SIZE_MAX : box_resumes(w, i);
            if (next == SIZE_MAX && w->any)
                return i;
            for (size_t k = i; next != SIZE_MAX && k < next; k++)
                w->rule[k] = RULE_RELATED;
            i = next == SIZE_MAX ? i : next - 1;
        } else if (l->flags & LINE_NAME && w->any && !clean_in_list(p, i) && only_teasers(w, i)) {
            return i + 1 + (walk_flags(w, i + 1) & LINE_NAME ? 1 : 0);
        } else if (l->flags & LINE_PROSE) {
            wording_add(&w->said, l->s, l->len);
            w->paragraphs += walk_is_text(l->flags);
            w->any = w->paragraphs > 0;
        }
    }
    return p->n;
}

size_t clean_end(const struct page *p, size_t from, unsigned char *rule) {
    struct walk w = {.p = p, .rule = rule};
    size_t to = find_end(&w, from);
    tail_mark_teasers(&w, from, to);
    return tail_cut_shorts(p, rule, from, to);
}
