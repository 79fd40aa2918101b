#include <string.h>

#include "index/read/byline.h"
#include "index/read/clean_sift.h"

/* "| .. |" under an image is its caption; elsewhere a box of a related article. */
static bool is_related_box(const struct sift *s, size_t i) {
    unsigned flags = sift_flags(s, i);
    return flags & LINE_BOX && !(flags & LINE_IMAGE) && i >= s->first &&
           (flags & LINE_PROSE || sift_flags(s, i + 1) & LINE_BOX ||
            sift_flags(s, i - 1) & LINE_BOX);
}

/* A boxed text behind the article's last paragraph that speaks of other things: a teaser, even
 * with an image above it. */
static bool is_boxed_teaser(const struct sift *s, size_t i) {
    const struct line *l = &s->p->lines[i];
    if (!(l->flags & LINE_BOX) || !(l->flags & LINE_PROSE) || i <= s->last)
        return false;
    struct wording said = {0};
    for (size_t j = s->from; j <= s->last; j++)
        if (s->rule[j] == RULE_NONE && s->p->lines[j].flags & LINE_PROSE)
            wording_add(&said, s->p->lines[j].s, s->p->lines[j].len);
    return wording_share(&said, l->s, l->len) < clean_share_sure;
}

/* Does a new title begin inside the line: after a word in small letters, without any sign, one
 * with a capital that small letters follow ("..trọng tâm Chuyện những ..")? */
static unsigned seams(const struct line *l) {
    unsigned n = 0;
    bool small = false, capital = false;
    for (size_t i = 0; i < l->len;) {
        const char *space = memchr(l->s + i, ' ', l->len - i);
        size_t end = space ? (size_t)(space - l->s) : l->len;
        bool upper = shape_starts_upper(l->s + i, end - i);
        bool colon = end > i && l->s[end - 1] == ':'; /* "Hà Nội: ..": a title's beginning too */
        n += (capital && !upper) || colon;
        capital = upper && small;
        small = !upper && end > i && !strchr(".,:;)\"'", l->s[end - 1]);
        i = end + 1;
    }
    return n;
}

/* Related titles run together, as some sites put them under the lead: long, without a sentence's
 * end, a title beginning inside more than once. */
static bool is_run_of_titles(const struct sift *s, size_t i) {
    enum { RUN_WORDS = 18, RUN_WORDS_MAX = 60, SEAMS = 2 };
    const unsigned other =
        LINE_STOP | LINE_COLON | LINE_CAPTION | LINE_IMAGE | LINE_BULLET | LINE_BOX | LINE_HEADING;
    const struct line *l = &s->p->lines[i];
    bool under_lead = i > s->first && i <= s->second && i - s->first <= 3;
    bool long_enough = l->words >= RUN_WORDS && l->words <= RUN_WORDS_MAX;
    bool sentences = memmem(l->s, l->len, ". ", 2) != NULL;
    return under_lead && long_enough && !sentences && !(l->flags & other) && seams(l) >= SEAMS;
}

/* A title that stands above the article or behind it too: one of a list of others. */
static bool stands_outside(const struct sift *s, size_t i) {
    enum { FAR = 1000, TITLE_WORDS = 5 }; /* lines; words */
    const struct line *l = &s->p->lines[i];
    if (!(l->flags & (LINE_TWICE | LINE_AGAIN)) || !(l->flags & LINE_TITLE) ||
        l->flags & (LINE_PROSE | LINE_CAPTION | LINE_NAME) || l->words < TITLE_WORDS)
        return false;
    size_t to = s->p->n - s->to > FAR ? s->to + FAR : s->p->n;
    return page_has(s->p, s->from > FAR ? s->from - FAR : 0, s->from, l) ||
           page_has(s->p, s->to, to, l);
}

/* The text of a linked title right above: it begins with a dateline, as the article itself does
 * at its head only, or stands apart from the article's paragraphs and speaks of other things. */
static bool is_linked_teaser(const struct sift *s, size_t i) {
    enum { TITLE_WORDS_MIN = 4, TEASER_WORDS_MAX = 40 };
    const struct line *l = &s->p->lines[i];
    size_t start, end;
    bool linked = sift_flags(s, i - 1) & LINE_LINKS && l[-1].words >= TITLE_WORDS_MIN;
    if (i <= s->first || !linked || !(l->flags & LINE_PROSE) || l->words > TEASER_WORDS_MAX)
        return false;
    if (byline_dateline(l->s, l->len, &start, &end))
        return true;
    bool close = !(l->flags & LINE_GAP) && sift_flags(s, s->second) & LINE_GAP;
    bool last = i + 1 >= s->to || sift_flags(s, i + 1) & (LINE_LINKS | LINE_NAV | LINE_END);
    struct wording said = {0};
    for (size_t j = s->from; close && last && j < i; j++)
        if (s->rule[j] == RULE_NONE && sift_flags(s, j) & LINE_PROSE)
            wording_add(&said, s->p->lines[j].s, s->p->lines[j].len);
    return close && last && wording_share(&said, l->s, l->len) < clean_share_sure;
}

bool sift_is_related(const struct sift *s, size_t i) {
    return stands_outside(s, i) || is_linked_teaser(s, i) || is_related_box(s, i) ||
           is_boxed_teaser(s, i) || is_run_of_titles(s, i);
}

/* A title with the cut beginning of a related article under it, at i and *behind - 1. */
static bool is_cut_teaser(const struct sift *s, size_t i, size_t *behind) {
    unsigned flags = sift_flags(s, i);
    if (!(flags & LINE_TITLE) || flags & (LINE_PROSE | LINE_CAPTION) || i + 1 >= s->to)
        return false;
    *behind = i + 2;
    return sift_flags(s, i + 1) & LINE_TRAIL && s->p->lines[i + 1].words >= 6;
}

/* One cut text under a title may be the author's; two in a row, or one beside an image's
 * text, are a box. */
void sift_teasers(const struct sift *s) {
    enum { SKIP_MAX = 10 }; /* images' texts and signs between them, in lines */
    for (size_t i = s->first; i < s->to;) {
        size_t end = i, at = i, pairs = 0, behind;
        for (bool more = true; more;) {
            size_t skipped = at + SKIP_MAX < s->to ? at + SKIP_MAX : s->to;
            while (at < skipped && sift_flags(s, at) & (LINE_ALT | LINE_JUNK))
                at++;
            more = is_cut_teaser(s, at, &behind);
            pairs += more;
            end = at = more ? behind : end;
        }
        bool image = sift_flags(s, i) & LINE_ALT || sift_flags(s, i) & LINE_IMAGE;
        bool box = pairs >= 2 || (pairs == 1 && image);
        for (size_t k = i; box && k < end; k++)
            s->rule[k] = RULE_TEASER;
        i = box && end > i ? end : i + 1;
    }
}

/* A related title may stand here without a heading over it. */
static bool may_be_related(const struct sift *s, size_t i) {
    enum { RELATED_WORDS = 6 };
    const unsigned other = LINE_PROSE | LINE_CAPTION | LINE_STOP | LINE_COLON | LINE_IMAGE |
                           LINE_VERSE | LINE_UPPER | LINE_HEADING | LINE_NAME;
    unsigned flags = sift_flags(s, i);
    return flags & LINE_TITLE && !(flags & other) && s->rule[i] == RULE_NONE &&
           s->p->lines[i].words >= RELATED_WORDS;
}

static void add_said(const struct sift *s, struct wording *said) {
    if (s->title)
        wording_add(said, s->title->s, s->title->len);
    for (size_t i = s->from; i <= s->last; i++)
        if (sift_flags(s, i) & LINE_PROSE && s->rule[i] == RULE_NONE)
            wording_add(said, s->p->lines[i].s, s->p->lines[i].len);
}

/* Titles between two paragraphs that share no pair of words with the article, or of several one
 * in two a pair, at least two of them or a long one: other articles'. A list is announced by a
 * colon, and the article's own subheadings are short. */
void sift_titles(const struct sift *s) {
    enum { WORDING_ENOUGH = 80, LONG_WORDS = 8 };
    struct wording said;
    bool known = false;
    for (size_t i = s->first + 1, end; i < s->last; i = end + 1) {
        for (end = i; end < s->last && may_be_related(s, end);)
            end++;
        bool listed = end - i >= 2 || (end > i && s->p->lines[i].words >= LONG_WORDS);
        if (!listed || sift_flags(s, i - 1) & LINE_COLON)
            continue;
        if (!known)
            add_said(s, memset(&said, 0, sizeof said));
        known = true;
        double shared = 0; /* pairs */
        for (size_t k = i; k < end; k++)
            shared += wording_share(&said, s->p->lines[k].s, s->p->lines[k].len) *
                      (s->p->lines[k].words - 1);
        bool other = said.used >= WORDING_ENOUGH && shared * 2 <= (double)(end - i) &&
                     (end - i > 1 || shared == 0);
        for (size_t k = i; other && k < end; k++)
            s->rule[k] = RULE_RELATED;
    }
}
