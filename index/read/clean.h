/* Cleaning: which lines of a page are the article.
 *
 * Three questions, in this order. Where is the running text: the stretch of lines with the
 * greatest sum of points, running text for it, navigation against it. Where does the article
 * begin and end: its title; and behind the text a heading of related titles, a byline with
 * nothing but teasers behind it, a footer, a list of titles with dates. What between the two
 * is not of it: stamps, bylines, sharing words, captions said twice, alternative texts of
 * images, boxes and teasers of related articles. What heads an article's end may also only
 * interrupt it: then paragraphs of the same wording follow.
 *
 * Ownership: clean_page fills a cleaning that cleaning_done ends.
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_CLEAN_H
#define TIMTIN_INDEX_READ_CLEAN_H

#include "index/base/error.h"
#include "index/read/lines.h"
#include "index/read/title.h"

/* Why a line does not stand in the body. */
enum rule {
    RULE_NONE, /* it does */
    RULE_TITLE,
    RULE_BEFORE,     /* above the title: menus, the site's head */
    RULE_AFTER,      /* behind the article's end */
    RULE_TEMPLATE,   /* many pages of the source have it */
    RULE_NAVIGATION, /* sharing, printing, .. */
    RULE_STAMP,
    RULE_BYLINE,
    RULE_TITLE_AGAIN,
    RULE_TWICE,   /* a caption that stands twice, or an image's text in its caption */
    RULE_ALT,     /* an image's alternative text */
    RULE_JUNK,    /* file names, lone signs */
    RULE_RELATED, /* boxes of related articles */
    RULE_TEASER,  /* a related title with the beginning of its text */
    RULE_LINKS,
    RULE_CREDIT, /* who took a picture, parted from its caption */
    RULES
};

/* "menu", "after-article", ..: the rules' names in provenance. */
const char *rule_name(enum rule r);

struct cleaning {
    unsigned char *rule; /* one a line */
    size_t title;        /* a line, or SIZE_MAX */
    size_t from, to;     /* the article's lines, title and what is left out among them */
    size_t last;         /* its last line of running text */
};

/* TT_NOT_FOUND: there is no article on the page (out untouched). TT_NO_MEMORY. */
bool clean_page(const struct page *p, const struct title_hint *hint, struct cleaning *out,
                struct tt_error *e);
void cleaning_done(struct cleaning *c);

/* ---- the parts, for each other --------------------------------------------------- */

/* The stretch [from, to) of lines from `first` on with the running text; false: none. */
bool clean_core(const struct page *p, size_t first, size_t *from, size_t *to);

/* Behind which line the article that begins at `from` ends; marks boxes of related titles
 * inside it in `rule`. */
size_t clean_end(const struct page *p, size_t from, unsigned char *rule);

/* Marks the lines of [from, to) that are not of the article. */
void clean_sift(const struct page *p, const struct line *title, size_t from, size_t to,
                unsigned char *rule);

/* The nearest line below `i` (or above) that is more than a stamp, a byline, a sign or
 * navigation, below `end`; `end` (or SIZE_MAX) when there is none. */
size_t clean_below(const struct page *p, size_t i, size_t end);
size_t clean_above(const struct page *p, size_t i);

/* Is the name in line `i` one of a list of three or more? */
bool clean_in_list(const struct page *p, size_t i);

/* Which part of a paragraph's pairs of syllables the text before it has (wording_share):
 * "same" and "surely the same" article, and on average a list of "other" articles. Measured
 * on 900 news articles: of an article's later paragraphs half share 17 % or more, three
 * quarters 9 %, nine tenths 5 %; of other articles' first ones half share 1 %, one in twenty
 * 10 %, one in fifty 13 %. */
extern const double clean_share_same, clean_share_sure, clean_share_other;

/* Running text that looks like a related article's beginning: it stands alone under a title. */
bool clean_is_teaser(const struct page *p, size_t i);

#endif
