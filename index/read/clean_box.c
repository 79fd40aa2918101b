#include "index/read/clean_walk.h"

/* How far behind a heading of related titles the article may go on, in lines. */
enum { BOX_LINES_MAX = 30 };

/* Only titles, at least two different ones, stand between the box's heading at i and j: the
 * last of them does not belong to the text at j. */
static bool only_titles(const struct walk *w, size_t i, size_t j) {
    size_t titles = 0;
    for (size_t k = i + 1; k < j; k++) {
        unsigned flags = walk_flags(w, k);
        if (flags & LINE_PROSE && !(flags & LINE_TITLE))
            return false;
        titles += walk_is_title(w->p, k) && !(flags & LINE_TWICE);
    }
    return titles >= 2;
}

/* A title with a text and a date of its own: one of a list of related articles, whatever it
 * speaks of. */
static bool is_dated_teaser(const struct walk *w, size_t j) {
    if (!w->any || j == 0)
        return false;
    bool below = walk_flags(w, j + 1) & LINE_STAMP && walk_is_title(w->p, j - 1);
    bool above = walk_flags(w, j - 1) & LINE_STAMP && j > 1 && walk_is_title(w->p, j - 2);
    return below || above;
}

/* Is a share of pairs enough for a text behind a box? The more was said, the more it must be. */
static bool tells_same(const struct walk *w, double share, bool alone, bool listed) {
    if (w->said.used < WORDING_MIN)
        return !alone || share >= clean_share_same || (listed && share > 0);
    return share >= (listed ? clean_share_other : alone ? clean_share_sure : clean_share_same);
}

/* Text behind the box at i that speaks of the same; surely so when it stands alone under a
 * title that may be its own. */
static bool goes_on(const struct walk *w, size_t i, size_t j) {
    const struct line *l = &w->p->lines[j];
    if (!walk_is_text(l->flags) || is_dated_teaser(w, j))
        return false;
    size_t above = clean_above(w->p, j), below = clean_below(w->p, j, w->p->n);
    bool titled = above != SIZE_MAX && walk_is_title(w->p, above);
    unsigned behind = below < w->p->n ? walk_flags(w, below) : 0;
    bool sentence = behind & (LINE_STOP | LINE_COLON) && !(behind & (LINE_TITLE | LINE_END));
    bool alone = titled && !walk_is_text(behind) && !sentence;
    bool listed = only_titles(w, i, j);
    double share = wording_share(&w->said, l->s, l->len);
    if (w->said.used >= WORDING_SOME)
        return tells_same(w, share, alone, listed);
    return !alone || listed || (share >= clean_share_other && l->flags & (LINE_STOP | LINE_COLON));
}

/* A caption, or what ends as a sentence or an item of a list does, as titles do not. */
static bool is_part(unsigned flags) {
    return flags & LINE_CAPTION || (flags & (LINE_STOP | LINE_COLON) &&
                                    !(flags & (LINE_TITLE | LINE_TRAIL | LINE_END | LINE_PROSE)));
}

/* The article goes on at j: so it does with what stands right before, captions, items, or
 * several paragraphs (one alone may be a teaser's). */
static size_t with_its_own(const struct walk *w, size_t i, size_t j) {
    size_t first = j;
    while (first > i + 1 && walk_is_text(walk_flags(w, first - 1)))
        first--;
    if (j - first >= 2)
        j = first;
    while (j > i + 1 && is_part(walk_flags(w, j - 1)))
        j--;
    return j;
}

/* Two paragraphs at j that no title heads, or one of which speaks of the same. */
static bool is_text_proper(const struct walk *w, size_t j) {
    const struct line *l = &w->p->lines[j];
    if (!walk_is_text(walk_flags(w, j)) || !walk_is_text(walk_flags(w, j + 1)))
        return false;
    return !walk_is_title(w->p, j - 1) ||
           wording_share(&w->said, l->s, l->len) >= clean_share_same ||
           wording_share(&w->said, l[1].s, l[1].len) >= clean_share_same;
}

/* A paragraph, a sentence, a caption, or behind two of them a subheading. */
static bool is_at_length(const struct walk *w, size_t j, size_t texts) {
    unsigned flags = walk_flags(w, j);
    bool part = flags & (LINE_STOP | LINE_COLON | LINE_CAPTION) && !(flags & LINE_END);
    bool heads = walk_is_title(w->p, j) && texts >= 2 && walk_is_text(walk_flags(w, j + 1));
    return walk_is_text(flags) || part || heads;
}

/* Three paragraphs or more, behind titles only: no list of others. They speak of the same, unless
 * too little was said so far to tell. */
static bool goes_on_at_length(const struct walk *w, size_t i) {
    enum { LENGTH = 3, SAID_LITTLE = 2 };
    size_t j = i + 1, texts = 0;
    bool dated = false;
    double share = 0;
    if (walk_flags(w, i) & LINE_TALK)
        return false;
    for (; j < i + BOX_LINES_MAX && !walk_is_text(walk_flags(w, j)); j++) {
        if (walk_flags(w, j) & (LINE_LAST | LINE_FOOT | LINE_NAME))
            return false;
        dated |= (walk_flags(w, j) & (LINE_STAMP | LINE_DATED)) != 0;
    }
    for (; texts < LENGTH && is_at_length(w, j, texts); j++) {
        const struct line *l = &w->p->lines[j];
        texts += walk_is_text(l->flags);
        share += walk_is_text(l->flags) ? wording_share(&w->said, l->s, l->len) : 0;
    }
    bool same = share >= clean_share_other * LENGTH;
    return texts >= LENGTH && (same || (w->paragraphs <= SAID_LITTLE && !dated));
}

/* What heads an article's end elsewhere stands here between the lead and the text, as a row of
 * buttons may ("Bình luận", "Tags"): paragraph upon paragraph follows soon. */
bool box_interrupts(const struct walk *w, size_t i) {
    enum { SOON = 8 };
    if (goes_on_at_length(w, i))
        return true;
    if (w->paragraphs > 1)
        return false;
    for (size_t j = i + 1; j < i + SOON && j + 1 < w->p->n; j++)
        if (walk_is_text(walk_flags(w, j)))
            return is_text_proper(w, j);
    return false;
}

/* Where the article goes on behind the box that begins at i, or SIZE_MAX. */
size_t box_resumes(const struct walk *w, size_t i) {
    for (size_t j = i + 1; j < w->p->n && j < i + BOX_LINES_MAX; j++) {
        bool last = walk_flags(w, j) & LINE_LAST && !box_interrupts(w, j);
        if (last || walk_flags(w, j) & LINE_FOOT)
            return SIZE_MAX;
        if (goes_on(w, i, j))
            return with_its_own(w, i, j);
    }
    return SIZE_MAX;
}
