/* Sifting the lines of an article. Internal to clean_sift.c and clean_related.c.
 *
 * Ownership: a sift points into its page and the cleaning's rules.
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_CLEAN_SIFT_H
#define TIMTIN_INDEX_READ_CLEAN_SIFT_H

#include "index/read/clean.h"
#include "index/read/shape.h"

struct sift {
    const struct page *p;
    const struct line *title;
    char title_key[600];
    size_t from, to;
    size_t first, second, last; /* lines of running text, or of verse */
    size_t end;                 /* the last line with a sentence's end */
    unsigned char *rule;
};

/* 0 outside the article. */
static inline unsigned sift_flags(const struct sift *s, size_t i) {
    return i >= s->from && i < s->to ? s->p->lines[i].flags : 0;
}

/* Is line i another article's title, or a box with one? */
bool sift_is_related(const struct sift *s, size_t i);

/* Marks titles with cut beginnings of other articles among the paragraphs. */
void sift_teasers(const struct sift *s);

/* Marks titles of other articles among the paragraphs. */
void sift_titles(const struct sift *s);

#endif
