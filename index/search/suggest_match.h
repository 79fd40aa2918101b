/* Where typed words stand in the texts of suggest.bin. Internal to suggest.c.
 *
 * Threads: values. */
#ifndef TIMTIN_INDEX_SEARCH_SUGGEST_MATCH_H
#define TIMTIN_INDEX_SEARCH_SUGGEST_MATCH_H

#include "index/base/limits.h"
#include "index/search/suggest.h"
#include "index/store/suggest.h"
#include "index/text/alphabet.h"

/* What was typed. */
struct typed {
    size_t n;
    struct suggest_range word[QUERY_WORDS_MAX]; /* forms that the words may be */
    struct suggest_range other;      /* of the last word in its other spelling: ki is ky and kinh */
    uint32_t exact[QUERY_WORDS_MAX]; /* the one form that a word with marks is; 0: any */
    bool marked;                     /* some word has marks */
    bool open;                       /* the last word may go on */
    struct letter letters[TOKEN_BYTES_MAX]; /* of the last word */
    size_t n_letters;
};

/* False: more than QUERY_WORDS_MAX words. */
bool typed_read(const struct suggest_view *v, const char *q, size_t len, struct typed *out);

/* Whether the words stand at these tokens with the marks that they were typed with. */
bool typed_fits(const struct suggest_view *v, const struct typed *t, const uint32_t *tokens);

/* Places at which the words stand whatever their marks, the best first. */
struct matches {
    const struct suggest_order *order;
    struct match_range {
        struct suggest_range range;
        uint32_t best; /* its index with the smallest place */
    } heap[SUGGEST_LOOKED_MAX + 2];
    size_t n, looked;
};
void matches_begin(struct matches *m, const struct suggest_texts *texts, enum suggest_place place,
                   const struct typed *t);
bool matches_next(struct matches *m, uint32_t *place);

#endif
