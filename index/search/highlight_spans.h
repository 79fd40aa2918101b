/* Which parts of a text matched a query: inside of highlighting.
 *
 * Ownership: spans_find fills, spans_done frees. Threads: values. */
#ifndef TIMTIN_INDEX_SEARCH_HIGHLIGHT_SPANS_H
#define TIMTIN_INDEX_SEARCH_HIGHLIGHT_SPANS_H

#include "index/search/query.h"
#include "index/search/search.h"

/* What was typed, word by word; another way of saying it counts as all the words it stands for. */
struct things {
    uint64_t bits[QUERY_WORDS_MAX / 64];
};

/* What matched without a gap: one mark. */
struct span {
    size_t start, end; /* bytes */
    struct things things;
    unsigned tokens;
};

struct spans {
    struct span *list; /* by place, apart from one another */
    size_t n, cap;
};

/* Without memory nothing is found. */
struct spans spans_find(const struct search_result *r, bool title, const char *text, size_t len);
void spans_done(struct spans *s);

#endif
