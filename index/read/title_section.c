/* Lines that name a section or the site, and so are hardly ever the title. */
#include <string.h>

#include "index/read/title_parts.h"

/* A line of which less (title_wording) comes back in the text may be anything: so much has a title
 * of ten words with one pair in five of them said again. */
static const double said = 0.15;

bool title_is_item(const struct page *p, size_t i) {
    const unsigned other = LINE_STAMP | LINE_PROSE | LINE_STOP | LINE_COLON | LINE_NAME |
                           LINE_CAPTION | LINE_JUNK | LINE_DATED;
    return i < p->n && p->lines[i].words <= SECTION_WORDS && !(p->lines[i].flags & other) &&
           !strpbrk(p->lines[i].s, "0123456789");
}

/* Between two items of a menu, that are other lines than `name`. */
static bool among_items(const struct page *p, size_t i, uint64_t name) {
    return i > 0 && title_is_item(p, i - 1) && title_is_item(p, i + 1) &&
           p->lines[i - 1].hash != name && p->lines[i + 1].hash != name;
}

/* In the middle of a menu, two items on each side: so may a longer name stand there. */
static bool deep_among_items(const struct page *p, size_t i, uint64_t name) {
    return among_items(p, i, name) && i > 1 && title_is_item(p, i - 2) && title_is_item(p, i + 2);
}

/* Of a long name: the menu stands above it, in the page's head. */
static bool in_menu_above(const struct page *p, size_t i) {
    for (size_t j = 0; j < i; j++)
        if (p->lines[j].hash == p->lines[i].hash && deep_among_items(p, j, p->lines[i].hash))
            return true;
    return false;
}

bool title_in_menu(const struct page *p, size_t i) {
    enum { NAME_BYTES = 80, LONG_NAME_WORDS = 10 };
    const struct line *l = &p->lines[i];
    char key[NAME_BYTES + 2], other[NAME_BYTES + 2];
    if (l->words > LONG_NAME_WORDS || l->len > NAME_BYTES)
        return false;
    if (l->words > SECTION_WORDS)
        return in_menu_above(p, i);
    size_t n = shape_fold(l->s, l->len, key, sizeof key);
    bool among = among_items(p, i, l->hash);
    for (size_t j = 0; j < p->n; j++)
        if (j != i && p->lines[j].words == l->words && p->lines[j].len <= NAME_BYTES &&
            (among || among_items(p, j, l->hash)) &&
            shape_fold(p->lines[j].s, p->lines[j].len, other, sizeof other) == n &&
            memcmp(key, other, n) == 0)
            return true;
    return false;
}

/* Is the line a folder of the address ("/tin-trong-tinh/")? */
static bool is_folder(const char *url, const struct line *l) {
    char key[120];
    size_t n = l->len < sizeof key ? shape_fold(l->s, l->len, key, sizeof key) : 0;
    for (size_t i = 0; i < n; i++)
        key[i] = key[i] == ' ' ? '-' : key[i];
    for (const char *at = url; n > 0 && at && (at = strstr(at, key)) != NULL; at += n)
        if (at > url && at[-1] == '/' && at[n] == '/')
            return true;
    return false;
}

bool title_is_section(const struct clues *c, size_t i) {
    const struct line *l = &c->p->lines[i];
    bool named = (c->hint->url && is_folder(c->hint->url, l)) || title_in_menu(c->p, i);
    return named && !(l->flags & LINE_H1);
}

/* Above line i: the nearest line of words, dates and bylines passed over; SIZE_MAX: none near. */
static size_t words_below(const struct clues *c, size_t i) {
    enum { NEAR = 3 };
    for (size_t j = i + 1; j < c->p->n && j <= i + NEAR; j++)
        if (!(title_flags(c, j) & (LINE_STAMP | LINE_NAME | LINE_JUNK | LINE_NAV)))
            return j;
    return SIZE_MAX;
}

bool title_heads_another(const struct clues *c, size_t i) {
    const struct line *l = &c->p->lines[i];
    size_t j = l->flags & LINE_H1 ? SIZE_MAX : words_below(c, i);
    if (j == SIZE_MAX || title_flags(c, j) & LINE_PROSE || !title_can_be(c, j))
        return false;
    const struct line *below = &c->p->lines[j];
    if (l->flags & LINE_UPPER && !(below->flags & LINE_UPPER))
        return title_wording(c, j) >= said ||
               (l->words <= SECTION_WORDS && title_wording(c, i) < said);
    if (l->words > SECTION_WORDS)
        return false;
    double more =
        wording_share(&c->text, below->s, below->len) - wording_share(&c->text, l->s, l->len);
    return more > 0.5 || (below->words > l->words && title_wording(c, j) > title_wording(c, i) / 2);
}

bool title_is_site(const struct clues *c, size_t i) {
    enum { LABEL_MIN = 5 };
    const struct line *l = &c->p->lines[i];
    const char *host = c->hint->url ? strstr(c->hint->url, "://") : NULL;
    if (!host || (l->words > SECTION_WORDS && !(l->flags & LINE_UPPER)) ||
        title_wording(c, i) >= said)
        return false;
    char key[200];
    size_t n = 0, words = shape_fold(l->s, l->len, key, sizeof key);
    for (size_t k = 0; k < words; k++)
        if (key[k] != ' ')
            key[n++] = key[k];
    key[n] = '\0';
    for (const char *at = host + 3; *at && !strchr("/?#:", *at);) {
        char label[64];
        size_t length = strcspn(at, "./?#:");
        if (length >= LABEL_MIN && length < sizeof label) {
            memcpy(label, at, length);
            label[length] = '\0';
            if (strstr(key, label))
                return true;
        }
        at += length + (at[length] == '.');
    }
    return false;
}
