/* Articles made from our own sentences, by seed, and what reprints and forms do to them.
 *
 * A text is a list of paragraphs; NUL-terminated strings are malloc'd. Threads: no state. */
#ifndef TIMTIN_TESTS_MADE_TEXTS_H
#define TIMTIN_TESTS_MADE_TEXTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct made_seed {
    uint64_t words; /* chooses sentences, agencies, places, topics */
    uint64_t facts; /* chooses numbers, dates and persons */
};

/* An article of so many sentences, one a paragraph. */
char *made_article(struct made_seed seed, unsigned sentences);
/* A bulletin (weather, exchange rates or a draw, by words % 3) with the numbers of facts. */
char *made_bulletin(struct made_seed seed);

/* The part of a text from paragraph `from` on, `count` of them at most. */
char *made_part(const char *text, size_t from, size_t count);
size_t made_paragraphs(const char *text);
/* Both, with a line break between. */
char *made_joined(const char *a, const char *b);
/* The text with this part of its syllables changed to others. */
char *made_changed(const char *text, double part, uint64_t seed);
/* A line such as sites put above and below an article. */
char *made_menu(uint64_t seed);

uint64_t made_random(uint64_t *state);

#endif
