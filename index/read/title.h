/* Which line of a page is the article's title.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_TITLE_H
#define TIMTIN_INDEX_READ_TITLE_H

#include "index/read/lines.h"

struct title_hint {
    const char *given; /* the record's title, or NULL */
    const char *slug;  /* words of the URL (url_slug), "" when there are none */
    const char *url;   /* the address, or NULL */
};

/* The line that is the title for certain, as the record or the URL spells it; SIZE_MAX: none. */
size_t title_surest(const struct page *p, const struct title_hint *hint);

/* The line of the title of the article whose running text lies in lines [from, to), or
 * SIZE_MAX when no line can be one. */
size_t title_line(const struct page *p, size_t from, size_t to, const struct title_hint *hint);

/* How much of the line is the title: all but the date that stands behind it in brackets. */
size_t title_length(const struct line *l);

/* The title inside a line's text: without empty brackets, bullets, signs and the site's name
 * at its ends. */
void title_trim(const char **s, size_t *n);

/* "Tin trong nước :: Một tiêu đề", "Một tiêu đề | Báo Mẫu": leaves of the parts between such
 * signs the one that the body and the address (`slug`) say. */
void title_part(const char **s, size_t *n, const char *body, const char *slug);

/* The first sentence of a text, at most TITLE_BYTES_MAX bytes: a title where there is none. */
size_t title_of_text(const char *s, size_t n);

/* The longest beginning of s[0..n-1] within `max` bytes that ends at a word. */
size_t title_cut(const char *s, size_t n, size_t max);

#endif
