/* Markup residue: what markdown, HTML and crawlers leave in a line of text.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_MARKUP_H
#define TIMTIN_INDEX_READ_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

struct markup {
    size_t length;     /* bytes of the clean text */
    size_t link_bytes; /* how many of them were the words of links */
    unsigned heading;  /* 1..6 for "# ..", else 0 */
    unsigned cells;    /* of a table row "| a | b |", else 0 */
    bool image;        /* held an image */
    bool bullet;       /* began with a list mark */
};

/* Writes the line s[0..n-1] (no line break in it) without markup to out, which has room for
 * n bytes: links become their words, images, tags, comment ends and emphasis go, entities
 * become characters, spaces are joined and trimmed. Never writes more than n bytes. */
void markup_strip(const char *s, size_t n, char *out, struct markup *m);

#endif
