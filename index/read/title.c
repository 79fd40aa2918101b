#include "index/read/title.h"

#include <string.h>

#include "index/read/title_parts.h"

/* How far above the running text a title may stand, in lines: a stamp, a byline, sharing
 * words, a lead, a related box. */
enum { ABOVE_MAX = 40, BELOW_MAX = 4 };

static unsigned pairs_of(const char *slug) {
    unsigned n = 0;
    for (; *slug; slug++)
        n += *slug == ' ';
    return n;
}

/* The line that is the given title, whatever case and marks. */
static size_t given_line(const struct page *p, const char *given, size_t to) {
    char want[600], key[600];
    size_t n = shape_fold(given, strlen(given), want, sizeof want);
    for (size_t i = 0; n > 0 && i < to; i++) {
        const struct line *l = &p->lines[i];
        if (l->len + 40 >= n && l->len < 4 * n + 40 &&
            shape_fold(l->s, l->len, key, sizeof key) == n && memcmp(key, want, n) == 0)
            return i;
    }
    return SIZE_MAX;
}

/* The first of the lines before `to` that the address spells best; a heading rather. */
static size_t spelled_line(const struct page *p, const char *words, size_t to) {
    struct wording slug = {0};
    unsigned pairs = pairs_of(words);
    size_t best = SIZE_MAX;
    double best_match = 0.75;
    wording_add(&slug, words, strlen(words));
    for (size_t i = 0; pairs >= 3 && i < to; i++) {
        const struct line *l = &p->lines[i];
        bool alt = l->flags & LINE_ALT || (l->flags & LINE_PLAIN && l->flags & LINE_LINKS);
        alt &= !(l->flags & LINE_H1);
        if (l->words > 3 * pairs + 4 || l->flags & title_never || alt || title_is_listed(p, i))
            continue;
        double match = title_slug_match(&slug, pairs, l);
        bool better = match > best_match || (match == best_match && l->flags & LINE_H1);
        if (!better || title_in_menu(p, i))
            continue;
        best = i;
        best_match = match;
    }
    return best;
}

static bool ends_or_begins_with(const struct line *l, const char *sign, const struct line *part) {
    size_t k = strlen(sign), n = part->len;
    if (l->len < n + k)
        return false;
    const char *tail = l->s + l->len - n;
    return (memcmp(l->s, part->s, n) == 0 && memcmp(l->s + n, sign, k) == 0) ||
           (memcmp(tail, part->s, n) == 0 && memcmp(tail - k, sign, k) == 0);
}

/* "Một tiêu đề - Báo Mẫu" is the page's title, "Tin tức » Một tiêu đề" its path, "Một tiêu đề"
 * below them the article's: the line that is line i without what a sign parts from it, or i. */
static size_t without_site(const struct page *p, size_t i, size_t to) {
    static const char *const signs[] = {
        " - ", " | ", " – ", " — ", " :: ", " » ", " › ", " > ", " / "};
    for (size_t j = i + 1; j < to; j++)
        for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
            if (p->lines[j].words > 2 && !(p->lines[j].flags & title_never) &&
                ends_or_begins_with(&p->lines[i], signs[k], &p->lines[j]))
                return j;
    return i;
}

/* The last of the lines like line i above the first running text behind it: the article's title,
 * that the page's head or a path gave before. */
static size_t nearest_text(const struct page *p, size_t i) {
    size_t last = i;
    for (size_t j = i + 1; j < p->n && j < i + ABOVE_MAX && !(p->lines[j].flags & LINE_PROSE); j++)
        last = p->lines[j].hash == p->lines[i].hash ? j : last;
    return last;
}

size_t title_surest(const struct page *p, const struct title_hint *hint) {
    size_t i = hint->given ? given_line(p, hint->given, p->n) : SIZE_MAX;
    i = i == SIZE_MAX ? spelled_line(p, hint->slug, p->n) : i;
    if (i == SIZE_MAX)
        return i;
    return nearest_text(p, without_site(p, i, p->n - i > ABOVE_MAX ? i + ABOVE_MAX : p->n));
}

/* The last "Trang chủ" above the text, or the first of four short lines or more in a row: what
 * stands above it is the site's head. */
static size_t menu_above(const struct page *p, size_t from) {
    enum { MENU_WORDS = 3, ROW_MIN = 4 };
    const unsigned other = LINE_STAMP | LINE_PROSE | LINE_STOP | LINE_COLON | LINE_NAME |
                           LINE_CAPTION | LINE_JUNK | LINE_END;
    static const char *const homes[] = {"trang chu", "trang nhat", "home"};
    char key[40];
    size_t row = 0;
    for (size_t i = from; i-- > 0 && i + ABOVE_MAX > from;) {
        const struct line *l = &p->lines[i];
        row = l->words <= SECTION_WORDS && !(l->flags & other) ? row + 1 : 0;
        if (row >= ROW_MIN && (i == 0 || l[-1].words > SECTION_WORDS || l[-1].flags & other))
            return i;
        if (l->words > MENU_WORDS || l->len >= sizeof key)
            continue;
        shape_fold(l->s, l->len, key, sizeof key);
        for (size_t k = 0; k < sizeof homes / sizeof *homes; k++)
            if (strcmp(key, homes[k]) == 0)
                return i;
    }
    return 0;
}

size_t title_line(const struct page *p, size_t from, size_t to, const struct title_hint *hint) {
    struct clues c = {.p = p, .hint = hint, .from = from, .to = to, .menu = menu_above(p, from)};
    for (size_t i = from; i < to; i++)
        if (p->lines[i].flags & LINE_PROSE)
            wording_add(&c.text, p->lines[i].s, p->lines[i].len);
    wording_add(&c.slug, hint->slug, strlen(hint->slug));
    c.slug_pairs = pairs_of(hint->slug);
    size_t best = SIZE_MAX;
    double best_score = 0;
    size_t last = from + BELOW_MAX < to ? from + BELOW_MAX : to;
    for (size_t i = from > ABOVE_MAX ? from - ABOVE_MAX : 0; i < last; i++) {
        if (!title_can_be(&c, i))
            continue;
        double s = title_score(&c, i);
        if (best == SIZE_MAX || s > best_score) {
            best = i;
            best_score = s;
        }
    }
    return best != SIZE_MAX ? without_site(p, best, last) : best;
}
