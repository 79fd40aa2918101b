/* A page with its markup: from the bytes of an HTML file to text as cleaning understands it,
 * and to what the page says of itself.
 *
 * The text has a line for each block, in the form that crawlers write and index/read/markup.h takes
 * off again: "# " before a first heading and "## " before others, "* " before a list's item,
 * "[words](#)" for a link, "![]()" for an image, "a | b" for a table's row, a blank line
 * where a paragraph begins. Scripts, styles, controls and what is hidden are not in it; nor
 * are <nav>, <aside>, <footer> and the like, unless much running text stands inside, as it
 * does where a page forgot to close one.
 *
 * The fields come from <meta>, <link>, JSON-LD, microdata and <title>. What cannot be true is
 * left out: a canonical URL that is the site's home, a date that is none or in the order
 * month/day, a title that the page does not show, an author who is an address or the site.
 *
 * Any bytes are read or rejected: not-utf8 (an encoding that cannot be converted, named),
 * too-deep (elements inside one another), too-complex (memory or time of the parser).
 *
 * Ownership: html_init embeds, html_done frees; what was read ends with the next reading.
 * Threads: one page, one thread. */
#ifndef TIMTIN_INDEX_HTML_HTML_H
#define TIMTIN_INDEX_HTML_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/buf.h"
#include "index/base/error.h"

enum html_field {
    HTML_TITLE,
    HTML_URL,
    HTML_PUBLISHED, /* as written, or "YYYY-MM-DD" in Vietnam's time where a zone is named */
    HTML_AUTHOR,
    HTML_SOURCE,
    HTML_LANG, /* "en"; never "vi", which the text itself tells better */
    HTML_FIELDS
};

struct html {
    const char *reject; /* NULL, or a word of input_reject, with its sentence: */
    char detail[200];
    struct buf text;                /* stored text */
    struct buf fields[HTML_FIELDS]; /* stored text, one line each; empty: not given */
};

void html_init(struct html *h);
void html_done(struct html *h);

/* False only without memory. */
bool html_read(struct html *h, const char *bytes, size_t n, struct tt_error *e);

#endif
