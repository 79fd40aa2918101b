/* The words of navigation and boilerplate on Vietnamese pages, and what they tell.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_VOCABULARY_H
#define TIMTIN_INDEX_READ_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

/* The flags (lines.h: LINE_NAV, LINE_END, LINE_LAST, LINE_TALK,
 * LINE_FOOT) that a line has for its
 * words; `folded` is its folded key (shape_fold), `words` how many it has, `colon` whether one
 * stands near its start. */
unsigned vocabulary_flags(const char *folded, size_t n, unsigned words, bool colon);

#endif
