#include "index/read/title.h"

#include <string.h>

#include "index/base/limits.h"
#include "index/read/shape.h"
#include "index/text/text.h"

/* How far above the running text a title may stand, in lines: a stamp, a byline, sharing
 * words, a lead, a related box. */
enum { ABOVE_MAX = 40, BELOW_MAX = 4, TITLE_WORDS_USUAL = 25 };
/* Bytes that must be left of a title when a site's name is cut off. */
enum { TITLE_KEPT_MIN = 15 };

/* What speaks for a line, in points; found by reasoning about which clue is surest, not by
 * fitting: an address or a heading names the title, wording and place only suggest it. */
static const double points_slug = 14, points_h1 = 6, points_heading = 1, points_wording = 6,
                    points_stamp_below = 4, points_stamp_above = 4, points_clock = 2,
                    points_repeated = 1, points_gap = 0.5, points_line_away = 0.2,
                    points_menu_away = 0.5, points_bullet = 2, points_links = 4,
                    points_capitals = 0.5, points_short = 1.5, points_first = 1, points_second = 2,
                    points_prose = 4, points_behind = 8;

static const unsigned never =
    LINE_NAV | LINE_END | LINE_FOOT | LINE_STAMP | LINE_JUNK | LINE_CAPTION | LINE_BOX;

/* "Một bài khác (30/07/2019)" among others like it: a list of related titles. */
static bool is_listed(const struct page *p, size_t i) {
    if (!(p->lines[i].flags & LINE_DATED))
        return false;
    return p->lines[i].flags & LINE_BULLET || (i > 0 && p->lines[i - 1].flags & LINE_DATED) ||
           (i + 1 < p->n && p->lines[i + 1].flags & LINE_DATED);
}

static unsigned pairs_of(const char *slug) {
    unsigned n = 0;
    for (; *slug; slug++)
        n += *slug == ' ';
    return n;
}

/* How well a line's words are those of the URL: both what of the line is in the URL and what
 * of the URL is in the line, as either may be cut. */
static double slug_match(const struct wording *slug, unsigned slug_pairs, const struct line *l) {
    if (slug_pairs == 0 || l->words < 2)
        return 0;
    double of_line = wording_share(slug, l->s, l->len);
    double of_slug = of_line * (l->words - 1) / slug_pairs;
    of_slug = of_slug > 1 ? 1 : of_slug;
    return of_line >= 0.4 && of_slug >= 0.4 ? (of_line + of_slug) / 2 : 0;
}

struct clues {
    const struct page *p;
    struct wording text, slug;
    unsigned slug_pairs;
    size_t from, to;
};

static bool can_be(const struct clues *c, size_t i) {
    const struct line *l = &c->p->lines[i];
    if (l->flags & never || l->words < 2 || l->len > TITLE_BYTES_MAX || is_listed(c->p, i))
        return false;
    if (l->flags & LINE_H1)
        return true;
    if (l->flags & (LINE_SHARED | LINE_PLAIN | LINE_NAME | LINE_PARTS))
        return false;
    bool trails = l->flags & LINE_TRAIL && l->words >= 4 && l->words < 15;
    return l->flags & LINE_TITLE || trails || slug_match(&c->slug, c->slug_pairs, l) > 0.6;
}

/* Lines between the title and the text that are neither stamp nor byline nor empty of words. */
static unsigned lines_away(const struct clues *c, size_t i) {
    unsigned n = 0;
    for (size_t j = i + 1; j < c->from; j++)
        n += !(c->p->lines[j].flags & (LINE_STAMP | LINE_NAME | LINE_JUNK | LINE_NAV | LINE_PROSE));
    return n;
}

/* Below another line that could be the title, a stamp or byline between them: a subheading,
 * or a second title. */
static bool is_second(const struct clues *c, size_t i) {
    enum { NEAR = 4, SECTION_WORDS = 6 };
    const struct page *p = c->p;
    size_t above = i;
    while (above-- > 0 && above + NEAR > i)
        if (!(p->lines[above].flags & (LINE_STAMP | LINE_NAME | LINE_NAV | LINE_JUNK)))
            return p->lines[above].words > SECTION_WORDS && can_be(c, above) &&
                   wording_share(&c->text, p->lines[above].s, p->lines[above].len) > 0.2;
    return false;
}

/* What a displayed date at line i is worth; one that may be a clock of the page's head less. */
static double stamp_points(const struct page *p, size_t i, double points) {
    if (i >= p->n || !(p->lines[i].flags & LINE_STAMP) || p->lines[i].stamp.visit)
        return 0;
    return p->lines[i].stamp.clock ? points_clock : points;
}

static double points_of_stamp_below(const struct page *p, size_t i) {
    if (p->lines[i].flags & LINE_DATED)
        return points_stamp_below;
    double next = stamp_points(p, i + 1, points_stamp_below);
    double after = stamp_points(p, i + 2, points_stamp_below);
    return next > after ? next : after;
}

/* Some lines may stand between title and text, a menu's many hardly. */
static double points_of_distance(unsigned lines) {
    enum { NEAR = 4 };
    unsigned near = lines < NEAR ? lines : NEAR;
    return points_line_away * near + points_menu_away * (lines - near);
}

/* The same line right before or behind: a caption and its picture's text, if not a title. */
static bool is_doubled(const struct page *p, size_t i) {
    uint64_t hash = p->lines[i].hash;
    return (i > 0 && p->lines[i - 1].hash == hash) ||
           (i + 1 < p->n && p->lines[i + 1].hash == hash);
}

/* What a line loses for the running text above it. */
static double points_of_text_above(const struct clues *c, size_t i) {
    const struct page *p = c->p;
    double lost = 0;
    for (size_t j = c->from; j < i; j++)
        lost += p->lines[j].flags & LINE_PROSE ? points_behind : points_line_away * 5;
    return lost >= points_behind && is_doubled(p, i) ? 2 * lost : lost;
}

static double score(const struct clues *c, size_t i) {
    const struct page *p = c->p;
    const struct line *l = &p->lines[i];
    unsigned below = i + 1 < p->n ? p->lines[i + 1].flags : 0;
    double s = points_slug * slug_match(&c->slug, c->slug_pairs, l);
    s += points_wording * wording_share(&c->text, l->s, l->len);
    s += l->flags & LINE_H1 ? points_h1 : l->flags & LINE_HEADING ? points_heading : 0;
    s += points_of_stamp_below(p, i);
    bool second = !(l->flags & LINE_H1) && is_second(c, i);
    if (i > 0 && below & LINE_GAP && !second)
        s += stamp_points(p, i - 1, points_stamp_above);
    s += page_has(p, 0, p->n, l) && !is_doubled(p, i) ? points_repeated : 0;
    s += l->flags & LINE_GAP ? points_gap : 0;
    s += below & LINE_GAP ? points_gap : 0;
    s += i == 0 ? points_first : 0;
    s -= points_of_distance(lines_away(c, i));
    s -= l->flags & LINE_BULLET ? points_bullet : 0;
    s -= l->flags & LINE_LINKS ? points_links : 0;
    s -= l->flags & LINE_UPPER ? points_capitals : 0;
    s -= l->words < 5 ? points_short : 0;
    bool long_one = l->words >= TITLE_WORDS_USUAL || l->flags & LINE_ASKS;
    s -= l->flags & LINE_PROSE && long_one ? points_prose : 0;
    s -= second ? points_second : 0;
    return l->flags & LINE_H1 ? s : s - points_of_text_above(c, i);
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
        if (l->words > 2 * pairs + 4 || l->flags & never || is_listed(p, i))
            continue;
        double match = slug_match(&slug, pairs, l);
        bool better = match > best_match || (match == best_match && l->flags & LINE_H1);
        best = better ? i : best;
        best_match = better ? match : best_match;
    }
    return best;
}

size_t title_surest(const struct page *p, const struct title_hint *hint) {
    size_t i = hint->given ? given_line(p, hint->given, p->n) : SIZE_MAX;
    return i == SIZE_MAX ? spelled_line(p, hint->slug, p->n) : i;
}

size_t title_line(const struct page *p, size_t from, size_t to, const struct title_hint *hint) {
    struct clues c = {.p = p, .from = from, .to = to};
    for (size_t i = from; i < to; i++)
        if (p->lines[i].flags & LINE_PROSE)
            wording_add(&c.text, p->lines[i].s, p->lines[i].len);
    wording_add(&c.slug, hint->slug, strlen(hint->slug));
    c.slug_pairs = pairs_of(hint->slug);
    size_t best = SIZE_MAX;
    double best_score = 0;
    size_t last = from + BELOW_MAX < to ? from + BELOW_MAX : to;
    for (size_t i = from > ABOVE_MAX ? from - ABOVE_MAX : 0; i < last; i++) {
        if (!can_be(&c, i))
            continue;
        double s = score(&c, i);
        if (best == SIZE_MAX || s > best_score) {
            best = i;
            best_score = s;
        }
    }
    return best;
}

/* "Một tiêu đề - Báo Mẫu", ".. | bao.example": where the site's name begins, or n. */
static size_t site_name(const char *s, size_t n) {
    static const char *const sites[] = {
        "bao ",           "tap chi ",        "cong thong tin", "trang thong tin",
        "dai phat thanh", "dai truyen hinh", "dai tieng noi",  "website",
        "trang tin",      "cong ttdt"};
    static const char *const signs[] = {" | ", " - ", " – ", " — ", " :: "};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t k = strlen(signs[i]), at = n > k ? n - k : 0;
        while (at > 0 && memcmp(s + at, signs[i], k) != 0)
            at--;
        char key[60];
        size_t len = at > 0 ? shape_fold(s + at + k, n - at - k, key, sizeof key) : 0;
        bool site = memchr(s + at, ' ', n - at) && at > 0 && i == 0; /* a bar parts nothing else */
        for (size_t j = 0; len > 0 && j < sizeof sites / sizeof *sites; j++)
            site |= strncmp(key, sites[j], strlen(sites[j])) == 0;
        bool domain =
            len > 0 && !memchr(s + at + k, ' ', n - at - k) && memchr(s + at + k, '.', n - at - k);
        if (site || domain)
            return at;
    }
    return n;
}

size_t title_length(const struct line *l) {
    const char *open = l->flags & LINE_DATED ? memrchr(l->s, '(', l->len) : NULL;
    size_t n = open && open > l->s ? (size_t)(open - l->s) : l->len;
    while (n > 0 && l->s[n - 1] == ' ')
        n--;
    return n;
}

void title_trim(const char **s, size_t *n) {
    static const char *const ends[] = {" ", "()", "( )", "(  )", "|", "-", "–", "•", "»", ":"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends;) {
        size_t k = strlen(ends[i]);
        bool tail = *n > k && memcmp(*s + *n - k, ends[i], k) == 0;
        bool head = !tail && *n > k && ends[i][0] != ':' && memcmp(*s, ends[i], k) == 0;
        *s += head ? k : 0;
        *n -= head || tail ? k : 0;
        i = head || tail ? 0 : i + 1;
    }
    size_t site = site_name(*s, *n);
    *n = site >= TITLE_KEPT_MIN ? site : *n;
}

size_t title_cut(const char *s, size_t n, size_t max) {
    if (n <= max)
        return n;
    size_t cut = utf8_cut(s, n, max);
    const char *space = memrchr(s, ' ', cut);
    return space && space > s ? (size_t)(space - s) : cut;
}

size_t title_of_text(const char *s, size_t n) {
    const char *line = memchr(s, '\n', n);
    n = line ? (size_t)(line - s) : n;
    size_t limit = n < TITLE_BYTES_MAX ? n : TITLE_BYTES_MAX;
    for (size_t i = 20; i + 1 < limit; i++)
        if (strchr(".!?", s[i]) && s[i + 1] == ' ' && shape_starts_upper(s + i + 2, n - i - 2))
            return s[i] == '.' ? i : i + 1;
    return title_cut(s, n, TITLE_BYTES_MAX);
}
