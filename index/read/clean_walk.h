/* The walk down an article to its end. Internal to clean_end.c, clean_box.c and clean_tail.c.
 *
 * Ownership: a walk points into its page and the cleaning's rules.
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_CLEAN_WALK_H
#define TIMTIN_INDEX_READ_CLEAN_WALK_H

#include "index/read/clean.h"
#include "index/read/shape.h"

/* Before so many pairs are known (a lead alone), nothing can be told from them; three short
 * paragraphs tell at least what shares hardly a pair. */
enum { WORDING_MIN = 200, WORDING_SOME = 80 };

struct walk {
    const struct page *p;
    unsigned char *rule;
    struct wording said; /* by the article so far */
    bool any;            /* running text so far */
    unsigned paragraphs; /* of it */
    size_t ahead;        /* a line at which the article is known to go on; 0: none yet */
    size_t own;          /* a line of text that is known to be no teaser; 0: none yet */
};

/* Behind the last line stands what ends every article. */
static inline unsigned walk_flags(const struct walk *w, size_t i) {
    return i < w->p->n ? w->p->lines[i].flags : LINE_END | LINE_LAST;
}

static inline bool walk_is_text(unsigned flags) {
    return flags & LINE_PROSE &&
           !(flags & (LINE_SHARED | LINE_LINKS | LINE_PLAIN | LINE_FOOT | LINE_DATED | LINE_BOX |
                      LINE_BULLET | LINE_NAV | LINE_END));
}

static inline bool walk_is_title(const struct page *p, size_t i) {
    return i < p->n && p->lines[i].flags & LINE_TITLE &&
           !(p->lines[i].flags & (LINE_CAPTION | LINE_PROSE));
}

/* Titles and dates in turn from line i on, two of each: how many lists of other articles look. */
static inline bool walk_dates_in_turn(const struct walk *w, size_t i) {
    size_t title = walk_flags(w, i) & LINE_STAMP ? i + 1 : i;
    size_t date = walk_flags(w, i) & LINE_STAMP ? i : i + 1;
    return walk_is_title(w->p, title) && walk_is_title(w->p, title + 2) &&
           walk_flags(w, date) & LINE_STAMP && walk_flags(w, date + 2) & LINE_STAMP;
}

/* Does what heads an article's end elsewhere (LINE_LAST, at line i) only interrupt it here? */
bool box_interrupts(const struct walk *w, size_t i);

/* Where the article goes on behind the box of others that begins at line i, or SIZE_MAX. */
size_t box_resumes(const struct walk *w, size_t i);

/* Marks teasers without a heading at the end of the lines [from, to). */
void tail_mark_teasers(const struct walk *w, size_t from, size_t to);

/* `to`, without short lines behind the last sentence of the lines [from, to). */
size_t tail_cut_shorts(const struct page *p, const unsigned char *rule, size_t from, size_t to);

#endif
