/* The lead of an article: its first paragraph, where that serves as one.
 *
 * A paragraph serves as the lead when it is running text of a lead's length (10 to 120 words: a
 * sentence or a few), begins with no list mark and credits no picture, and when another paragraph
 * of at least 10 words stands behind it. So a notice of one paragraph has none, nor has an
 * article that begins with a subtitle, a caption or a list, or that came as one long block.
 * The lead stays in the body; nothing is stored twice.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_LEAD_H
#define TIMTIN_INDEX_READ_LEAD_H

#include <stddef.h>

/* How many bytes of the body (paragraphs separated by "\n") from its start are the lead; 0: it
 * has none. */
size_t lead_length(const char *body, size_t n);

#endif
