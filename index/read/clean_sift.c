#include <string.h>

#include "index/read/clean.h"
#include "index/read/shape.h"

struct sift {
    const struct page *p;
    const struct line *title;
    char title_key[600];
    size_t from, to;
    size_t first, second, last; /* lines of running text */
    unsigned char *rule;
};

static unsigned flags_at(const struct sift *s, size_t i) {
    return i >= s->from && i < s->to ? s->p->lines[i].flags : 0;
}

static bool is_title_again(const struct sift *s, const struct line *l) {
    if (!s->title || l->flags & LINE_PROSE || l->len > s->title->len + 40)
        return false;
    char key[600];
    size_t n = shape_fold(l->s, l->len, key, sizeof key), want = strlen(s->title_key);
    return want > 0 && n >= want && memcmp(key, s->title_key, want) == 0 && n <= want + 8;
}

/* Numbers in a table stand beside words; alone they are counters, page numbers, signs. */
static bool is_cell(const struct sift *s, size_t i) {
    const struct line *l = &s->p->lines[i];
    unsigned near = flags_at(s, i - 1) | flags_at(s, i + 1);
    return strpbrk(l->s, "0123456789") && !strpbrk(l->s, "/_@") && i > s->first &&
           !(near & LINE_PROSE);
}

static bool in_head(const struct sift *s, size_t i) {
    return i <= s->first;
}
static bool in_tail(const struct sift *s, size_t i) {
    return i >= s->last;
}

/* "| .. |" under an image is its caption; elsewhere a box of a related article. */
static bool is_related_box(const struct sift *s, size_t i) {
    unsigned flags = flags_at(s, i);
    return flags & LINE_BOX && !(flags & LINE_IMAGE) && i >= s->first &&
           (flags & LINE_PROSE || flags_at(s, i + 1) & LINE_BOX || flags_at(s, i - 1) & LINE_BOX);
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

/* The same short text earlier in the article. */
static bool said_before(const struct sift *s, size_t i) {
    enum { BACK_MAX = 1000 }; /* lines: beyond, it is no caption said twice */
    const struct line *l = &s->p->lines[i];
    if (!(l->flags & LINE_TWICE) || l->words < 2)
        return false;
    for (size_t j = i; j-- > s->from && j + BACK_MAX > i;)
        if (s->rule[j] == RULE_NONE && s->p->lines[j].hash == l->hash)
            return true;
    return false;
}

static enum rule rule_of(const struct sift *s, size_t i) {
    const struct line *l = &s->p->lines[i];
    if (l->flags & LINE_JUNK)
        return is_cell(s, i) ? RULE_NONE : l->flags & LINE_STAMP ? RULE_STAMP : RULE_JUNK;
    if (l->flags & LINE_SHARED && !(l->flags & LINE_PROSE))
        return RULE_TEMPLATE;
    if (l->flags & (LINE_NAV | LINE_END))
        return RULE_NAVIGATION;
    if (l->flags & LINE_PARTS && (i < s->first || i > s->last))
        return RULE_NAVIGATION;
    if (is_title_again(s, l))
        return RULE_TITLE_AGAIN;
    if (l->flags & LINE_STAMP && (i <= s->second || in_tail(s, i))) /* perhaps under a lead */
        return RULE_STAMP;
    if (l->flags & LINE_NAME && (in_head(s, i) || in_tail(s, i)) && !clean_in_list(s->p, i))
        return RULE_BYLINE;
    if (l->flags & LINE_DATED && l->flags & LINE_TITLE)
        return RULE_RELATED;
    if (l->flags & LINE_LINKS && l->words < 40)
        return RULE_LINKS;
    if (l->flags & LINE_ALT)
        return RULE_ALT;
    if (is_related_box(s, i) || is_boxed_teaser(s, i) || is_run_of_titles(s, i))
        return RULE_RELATED;
    return said_before(s, i) ? RULE_TWICE : RULE_NONE;
}

/* ---- teasers among the paragraphs ------------------------------------------------ */

/* A title with the cut beginning of a related article under it, at i and *behind - 1. */
static bool is_cut_teaser(const struct sift *s, size_t i, size_t *behind) {
    unsigned flags = flags_at(s, i);
    if (!(flags & LINE_TITLE) || flags & (LINE_PROSE | LINE_CAPTION) || i + 1 >= s->to)
        return false;
    *behind = i + 2;
    return flags_at(s, i + 1) & LINE_TRAIL && s->p->lines[i + 1].words >= 6;
}

/* One cut text under a title may be the author's; two in a row, or one beside an image's
 * text, are a box. */
static void sift_teasers(const struct sift *s) {
    for (size_t i = s->first; i < s->to;) {
        size_t end = i, at = i, pairs = 0, behind;
        for (bool more = true; more;) {
            while (at < s->to && flags_at(s, at) & (LINE_ALT | LINE_JUNK))
                at++;
            more = is_cut_teaser(s, at, &behind);
            pairs += more;
            end = at = more ? behind : end;
        }
        bool image = flags_at(s, i) & LINE_ALT || flags_at(s, i) & LINE_IMAGE;
        bool box = pairs >= 2 || (pairs == 1 && image);
        for (size_t k = i; box && k < end; k++)
            s->rule[k] = RULE_TEASER;
        i = box && end > i ? end : i + 1;
    }
}

void clean_sift(const struct page *p, const struct line *title, size_t from, size_t to,
                unsigned char *rule) {
    struct sift s = {
        .p = p, .title = title, .from = from, .to = to, .first = to, .second = to, .rule = rule};
    if (title)
        shape_fold(title->s, title->len, s.title_key, sizeof s.title_key);
    for (size_t i = from; i < to; i++) {
        bool text = p->lines[i].flags & LINE_PROSE && rule[i] == RULE_NONE &&
                    !(p->lines[i].flags & (LINE_BOX | LINE_ALT));
        if (text && s.first != to && s.second == to)
            s.second = i;
        if (text && s.first == to)
            s.first = i;
        if (text)
            s.last = i;
    }
    if (s.first == to)
        s.first = s.second = s.last = from;
    sift_teasers(&s);
    for (size_t i = from; i < to; i++)
        if (rule[i] == RULE_NONE)
            rule[i] = (unsigned char)rule_of(&s, i);
}
