/* Understanding what was typed: other ways of saying it join the query as alternatives.
 *
 *   UBND, Bộ TT&TT, TW          abbreviations, aliases and full names (abbreviations.h)
 *   Kết luận 57, 57-KL/TW       numbers of documents (numbers.h)
 *   năm 2023, 12/2022           times: articles of that time will do as well, and go ahead
 *
 * What was typed stays the first alternative. Quoted phrases, what is negated, and prefixes are
 * taken as they are. How much is added is bounded by EXPANSION_*_MAX: beyond, nothing is added
 * and nothing refused.
 *
 * Threads: as query.h. */
#ifndef TIMTIN_INDEX_SEARCH_UNDERSTAND_H
#define TIMTIN_INDEX_SEARCH_UNDERSTAND_H

#include "index/search/abbreviations.h"
#include "index/search/query.h"

void understand(struct query *q, const struct abbreviations *a);

/* ---- inside: readings of the words at one place ---------------------------------- */

enum { WAYS_MAX = 16, WAY_BYTES_MAX = 200 };

/* A word in a row of what stands side by side; a code's words have one kid. */
struct heard {
    const struct query_word *word;
    uint16_t kid;
    bool first, last; /* of its kid */
};

struct way {
    char text[WAY_BYTES_MAX]; /* a phrase; empty: a time */
    float weight;             /* beside what was typed */
    const char *guard;        /* see struct query_node; NULL: none */
    day_t from, to;
};

/* What the first n_words words mean, and how else it may be said. */
struct ways {
    struct way list[WAYS_MAX];
    size_t n, n_words;
    float typed; /* weight of what was typed */
};

/* False when no number of a document begins here. */
bool numbers_read(const struct heard *heard, size_t n, struct ways *out);
/* False when no time begins here. */
bool times_read(const struct heard *heard, size_t n, struct ways *out);

/* Adds a phrase, printf style; what does not fit is left out. */
__attribute__((format(printf, 4, 5))) void ways_add(struct ways *w, float weight, const char *guard,
                                                    const char *format, ...);
/* Whether the word was typed so: with marks just so, without marks any way. */
bool heard_is(const struct heard *h, const char *exact, const char *folded);
/* Its digits as a number, 0 when it is none, or longer than `most` digits. */
unsigned heard_number(const struct heard *h, size_t most);

#endif
