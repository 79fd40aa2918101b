/* Choosing a title: the clues of a page, and what they are worth.
 * Internal to title.c, title_evidence.c and title_section.c.
 *
 * Ownership: clues point into their page and hint.
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_TITLE_PARTS_H
#define TIMTIN_INDEX_READ_TITLE_PARTS_H

#include "index/read/shape.h"
#include "index/read/title.h"

/* A section's name has so many words at most, most titles have more. */
enum { SECTION_WORDS = 6 };

struct clues {
    const struct page *p;
    const struct title_hint *hint;
    struct wording text, slug;
    unsigned slug_pairs;
    size_t from, to; /* the running text */
    size_t menu;     /* where the site's menu begins, above the text; 0: nowhere known */
};

/* 0 outside the page. */
static inline unsigned title_flags(const struct clues *c, size_t i) {
    return i < c->p->n ? c->p->lines[i].flags : 0;
}

/* Can the line be a title at all? */
bool title_can_be(const struct clues *c, size_t i);

/* "Một bài khác (30/07/2019)" among others like it: a list of related titles. */
bool title_is_listed(const struct page *p, size_t i);

/* How well a line's words are those of the address, 0..1. Addresses are cut more often than
 * titles, so what of the address is in the line counts for most: a site's or a section's name may
 * stand in the address as a whole without being what it spells. */
double title_slug_match(const struct wording *slug, unsigned slug_pairs, const struct line *l);

/* Which part of the line's pairs of words the text says too, 0..1; of few pairs less. */
double title_wording(const struct clues *c, size_t i);

/* A few words, no sentence, no date: what menus are made of. */
bool title_is_item(const struct page *p, size_t i);

/* A section's name, as the menu or a folder of the address ("/tin-trong-tinh/") has it too. */
bool title_is_section(const struct clues *c, size_t i);

/* The site's name, as its host has it, in few words or in capitals; not what the text says. */
bool title_is_site(const struct clues *c, size_t i);

/* A section's name, or words in capitals over the title as a motto: what stands right below could
 * be the title as well and says more of what the text says. */
bool title_heads_another(const struct clues *c, size_t i);

/* The line stands twice, once of them among the short lines of a menu: a section's name. */
bool title_in_menu(const struct page *p, size_t i);

/* What speaks for line i, in points. */
double title_score(const struct clues *c, size_t i);

/* Lines that are never a title. */
extern const unsigned title_never;

#endif
