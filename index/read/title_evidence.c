#include <string.h>

#include "index/base/limits.h"
#include "index/read/title_parts.h"

enum { TITLE_WORDS_USUAL = 25 };

const unsigned title_never =
    LINE_NAV | LINE_END | LINE_FOOT | LINE_STAMP | LINE_JUNK | LINE_CAPTION | LINE_BOX;

/* ---- the address, the text ------------------------------------------------------- */

double title_slug_match(const struct wording *slug, unsigned slug_pairs, const struct line *l) {
    static const double weight = 9; /* of what is found over what is named: F-measure, beta 3 */
    if (slug_pairs == 0 || l->words < 2)
        return 0;
    double of_line = wording_share(slug, l->s, l->len);
    double of_slug = of_line * (l->words - 1) / slug_pairs;
    of_slug = of_slug > 1 ? 1 : of_slug;
    double least = l->flags & LINE_PROSE ? 0.4 : 0.2; /* a lead says the title's words as well */
    if (of_slug < 0.4 || of_line < least)
        return 0;
    return (1 + weight) * of_line * of_slug / (weight * of_line + of_slug);
}

/* How far the share of so few pairs of words can be trusted: one of one says little. */
static double trust(unsigned words) {
    enum { PAIRS_HALF = 4 };
    return (double)words / (words + PAIRS_HALF);
}

static double address(const struct clues *c, size_t i) {
    return title_slug_match(&c->slug, c->slug_pairs, &c->p->lines[i]) * trust(c->slug_pairs);
}

double title_wording(const struct clues *c, size_t i) {
    const struct line *l = &c->p->lines[i];
    return wording_share(&c->text, l->s, l->len) * trust(l->words);
}

static double section(const struct clues *c, size_t i) {
    return title_is_section(c, i);
}

static double heads(const struct clues *c, size_t i) {
    return title_heads_another(c, i);
}

static double site(const struct clues *c, size_t i) {
    return title_is_site(c, i);
}

/* ---- dates ----------------------------------------------------------------------- */

/* Which part of a displayed date's worth line i has: a clock of the page's head half. */
static double shown(const struct page *p, size_t i) {
    if (i >= p->n || !(p->lines[i].flags & LINE_STAMP) || p->lines[i].stamp.visit)
        return 0;
    return p->lines[i].stamp.clock ? 0.5 : 1;
}

/* Who wrote it and where: what may stand between a title and its date. */
static bool is_credit(const struct line *l) {
    enum { CREDIT_WORDS = 5 };
    return l->flags & (LINE_NAME | LINE_NAV | LINE_JUNK) || l->words <= CREDIT_WORDS;
}

/* A date below, behind credits only or one line that is not the title. */
static double date_below(const struct clues *c, size_t i) {
    enum { CREDITS_MAX = 3 };
    const struct page *p = c->p;
    if (p->lines[i].flags & LINE_DATED)
        return 1;
    if (title_heads_another(c, i))
        return 0;
    double next = shown(p, i + 1), after = shown(p, i + 2), behind = 0;
    size_t j = i + 1;
    while (j < p->n && j <= i + CREDITS_MAX && !(p->lines[j].flags & LINE_STAMP) &&
           is_credit(&p->lines[j]))
        j++;
    behind = p->lines[i].words > SECTION_WORDS ? shown(p, j) : 0;
    after = after > behind ? after : behind;
    return next > after ? next : after;
}

/* Below another line that could be the title, a stamp or byline between them: a subheading,
 * or a second title. */
static bool is_second(const struct clues *c, size_t i) {
    enum { NEAR = 4 };
    const struct page *p = c->p;
    size_t above = i;
    while (above-- > 0 && above + NEAR > i)
        if (!(p->lines[above].flags & LINE_STAMP) && !is_credit(&p->lines[above]))
            return p->lines[above].words > SECTION_WORDS && title_can_be(c, above) &&
                   !title_heads_another(c, above) &&
                   wording_share(&c->text, p->lines[above].s, p->lines[above].len) > 0.2;
    return false;
}

static double second(const struct clues *c, size_t i) {
    return !(title_flags(c, i) & LINE_H1) && is_second(c, i);
}

/* Right above the line, or above the section's name over it. */
static double date_above(const struct clues *c, size_t i) {
    bool text_below = title_flags(c, i + 1) & (LINE_GAP | LINE_PROSE);
    bool lead = title_flags(c, i) & LINE_PROSE && i > 1 && title_can_be(c, i - 2);
    if (i == 0 || !text_below || lead || second(c, i))
        return 0;
    double next = shown(c->p, i - 1);
    bool headed = i > 1 && title_heads_another(c, i - 1);
    return next == 0 && headed ? shown(c->p, i - 2) : next;
}

/* ---- place ----------------------------------------------------------------------- */

/* Lines between the title and the text that are neither stamp nor byline nor empty of words. */
static unsigned lines_away(const struct clues *c, size_t i) {
    unsigned n = 0;
    for (size_t j = i + 1; j < c->from; j++)
        n += !(title_flags(c, j) & (LINE_STAMP | LINE_NAME | LINE_JUNK | LINE_NAV | LINE_PROSE));
    return n;
}

enum { AWAY_NEAR = 4 };

/* Some lines may stand between title and text, a menu's many hardly. */
static double away_near(const struct clues *c, size_t i) {
    unsigned lines = lines_away(c, i);
    return lines < AWAY_NEAR ? lines : AWAY_NEAR;
}

static double away_far(const struct clues *c, size_t i) {
    unsigned lines = lines_away(c, i);
    return lines > AWAY_NEAR ? lines - AWAY_NEAR : 0;
}

/* The same line right before or behind: a caption and its picture's text, if not a title. */
static bool is_doubled(const struct page *p, size_t i) {
    uint64_t hash = p->lines[i].hash;
    return (i > 0 && p->lines[i - 1].hash == hash) ||
           (i + 1 < p->n && p->lines[i + 1].hash == hash);
}

/* In the middle of a menu. */
static double in_row(const struct clues *c, size_t i) {
    bool around =
        title_is_item(c->p, i) && i > 0 && title_is_item(c->p, i - 1) && title_is_item(c->p, i + 1);
    return around && ((i > 1 && title_is_item(c->p, i - 2)) || title_is_item(c->p, i + 2));
}

static double repeated(const struct clues *c, size_t i) {
    return page_has(c->p, 0, c->p->n, &c->p->lines[i]) && !is_doubled(c->p, i);
}

/* What a line loses for the running text above it; less where a date of its own tells that this
 * is a teaser's. */
static double text_above(const struct clues *c, size_t i) {
    enum { TEASERS_MAX = 2 };
    static const double paragraph = 8, line = 1, teaser = 2;
    double lost = 0;
    unsigned texts = 0;
    if (title_flags(c, i) & LINE_H1)
        return 0;
    for (size_t j = c->from; j < i; j++) {
        texts += (title_flags(c, j) & LINE_PROSE) != 0;
        lost += title_flags(c, j) & LINE_PROSE ? paragraph : line;
    }
    if (texts > 0 && texts <= TEASERS_MAX && shown(c->p, i + 1) == 1)
        return teaser * texts;
    return lost >= paragraph && is_doubled(c->p, i) ? 2 * lost : lost;
}

static double above_menu(const struct clues *c, size_t i) {
    return i < c->menu;
}

static double first_line(const struct clues *c, size_t i) {
    (void)c;
    return i == 0;
}

/* ---- shape ----------------------------------------------------------------------- */

static double level_one(const struct clues *c, size_t i) {
    return (title_flags(c, i) & LINE_H1) != 0;
}

static double other_heading(const struct clues *c, size_t i) {
    return title_flags(c, i) & LINE_HEADING && !(title_flags(c, i) & LINE_H1);
}

static double gap_above(const struct clues *c, size_t i) {
    return (title_flags(c, i) & LINE_GAP) != 0;
}

static double gap_below(const struct clues *c, size_t i) {
    return (title_flags(c, i + 1) & LINE_GAP) != 0;
}

static double bullet(const struct clues *c, size_t i) {
    return (title_flags(c, i) & LINE_BULLET) != 0;
}

static double links(const struct clues *c, size_t i) {
    return (title_flags(c, i) & LINE_LINKS) != 0;
}

static double capitals(const struct clues *c, size_t i) {
    return (title_flags(c, i) & LINE_UPPER) != 0;
}

static double short_one(const struct clues *c, size_t i) {
    return c->p->lines[i].words < 5;
}

static double very_short(const struct clues *c, size_t i) {
    return c->p->lines[i].words < 4;
}

static double prose(const struct clues *c, size_t i) {
    unsigned flags = title_flags(c, i);
    bool long_one = c->p->lines[i].words >= TITLE_WORDS_USUAL || flags & LINE_ASKS;
    return flags & LINE_PROSE && long_one;
}

/* ---- the table ------------------------------------------------------------------- */

/* Points found by reasoning about which clue is surest, not by fitting: an address or a heading
 * names the title, wording and place only suggest it, a section's name is hardly ever one. */
static const struct {
    double points;
    double (*value)(const struct clues *c, size_t i); /* mostly 0..1, or a count */
} evidence[] = {
    {20, address},   {8, title_wording}, {6, level_one},    {1, other_heading}, {4, date_below},
    {4, date_above}, {1, repeated},      {1, first_line},   {0.5, gap_above},   {0.5, gap_below},
    {-3, section},   {-3, heads},        {-3, site},        {-3, above_menu},   {-2, in_row},
    {-2, second},    {-1, text_above},   {-0.2, away_near}, {-1, away_far},     {-2, bullet},
    {-4, links},     {-0.5, capitals},   {-1.5, short_one}, {-1.5, very_short}, {-4, prose},
};

double title_score(const struct clues *c, size_t i) {
    double sum = 0;
    for (size_t k = 0; k < sizeof evidence / sizeof *evidence; k++)
        sum += evidence[k].points * evidence[k].value(c, i);
    return sum;
}

/* ---- candidates ------------------------------------------------------------------ */

bool title_is_listed(const struct page *p, size_t i) {
    if (!(p->lines[i].flags & LINE_DATED))
        return false;
    return p->lines[i].flags & LINE_BULLET || (i > 0 && p->lines[i - 1].flags & LINE_DATED) ||
           (i + 1 < p->n && p->lines[i + 1].flags & LINE_DATED);
}

/* A date of the article's below, behind bylines only. */
static bool is_dated(const struct clues *c, size_t i, size_t *behind) {
    size_t j = i + 1;
    while (title_flags(c, j) & LINE_NAME)
        j++;
    *behind = j + 1;
    return shown(c->p, j) == 1;
}

/* "Tin buồn", "Thông cáo báo chí": two or three words, right above the article's date, set off
 * as a heading, or right above the text that says them again. */
static bool is_few_words(const struct clues *c, size_t i) {
    const unsigned other = LINE_STOP | LINE_COLON | LINE_LINKS | LINE_BULLET;
    const struct line *l = &c->p->lines[i];
    size_t behind;
    if (l->words >= 4 || l->flags & other)
        return false;
    bool dated = is_dated(c, i, &behind);
    bool title_below = title_flags(c, behind) & LINE_TITLE &&
                       !(title_flags(c, behind) & (title_never | LINE_PROSE));
    bool said =
        lines_away(c, i) == 0 && i < c->from && title_wording(c, i) > 0 && !title_is_section(c, i);
    return said ||
           (!(l->flags & LINE_TWICE) && ((dated && !title_below) || l->flags & LINE_HEADING));
}

bool title_can_be(const struct clues *c, size_t i) {
    const struct line *l = &c->p->lines[i];
    if (l->flags & title_never || l->words < 2 || l->len > TITLE_BYTES_MAX ||
        title_is_listed(c->p, i))
        return false;
    if (l->flags & LINE_H1)
        return true;
    if (l->flags & (LINE_SHARED | LINE_PLAIN | LINE_NAME | LINE_PARTS))
        return false;
    bool trails = l->flags & LINE_TRAIL && l->words >= 4 && l->words < 15;
    return l->flags & LINE_TITLE || trails || is_few_words(c, i) ||
           title_slug_match(&c->slug, c->slug_pairs, l) > 0.6;
}
