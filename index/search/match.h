/* Which articles match a query: exactly, as a set.
 *
 * Threads: a matching, one thread at a time. */
#ifndef TIMTIN_INDEX_SEARCH_MATCH_H
#define TIMTIN_INDEX_SEARCH_MATCH_H

#include <roaring/roaring.h>

#include "index/search/query.h"
#include "index/search/search.h"
#include "index/search/termsets.h"
#include "index/search/weights.h"
#include "index/store/snapshot_data.h"

/* How a query is read: `any` instead of every word; which form of a syllable counts. */
struct reading_mode {
    bool any;
    bool dates; /* a time that was typed lifts its articles, which need not have the words */
    enum search_accents accents;
};

/* Whether a word is matched by its exact form (else by its folded one). */
static inline bool word_is_exact(const struct query_word *w, enum search_accents accents) {
    return accents == ACCENTS_EXACT || (accents == ACCENTS_AUTO && w->marked);
}

struct expansion {
    struct term terms[PREFIX_EXPANSIONS_MAX];
    size_t n;
    bool cut; /* there were more */
};

struct matching {
    const struct snapshot *snapshot;
    struct shim_reader *reader;
    struct termsets *sets;
    const struct query *query;
    struct reading_mode mode;
    struct deadline deadline;
    const struct weights *weights;
    bool freshness; /* ranking looks at dates (weights.h) */
    bool cut;       /* some prefix had more expansions than are looked at */
};

/* The articles that match the node as a new bitmap, to be freed by the caller; NULL with
 * *e filled. */
roaring_bitmap_t *match_node(struct matching *m, uint16_t node, struct tt_error *e);

/* The articles in which the phrase stands, when it means what was typed; NULL with *e filled.
 * Borrowed: good until the next termsets_trim. */
const roaring_bitmap_t *match_phrase(struct matching *m, const struct query_node *node,
                                     struct tt_error *e);

/* Rows first..end-1 (from 0) are the articles published from day `from` to day `to`, inclusive;
 * DAY_UNKNOWN: no bound. */
void match_days(const struct snapshot *s, day_t from, day_t to, uint32_t *first, uint32_t *end);

/* The most frequent terms that begin like a spelling of the node's word (QUERY_PREFIX without
 * parts of a code before it). */
bool match_expand(struct matching *m, const struct query_node *node, struct expansion *out,
                  struct tt_error *e);

/* The term that stands for a word in the text or the title. */
void match_term(const struct query_word *w, bool title, enum search_accents accents,
                struct term *out);

/* Whether the node is a time that need not be said: beside other words a time only lifts its
 * articles (reading_mode.dates). */
bool match_is_optional(const struct matching *m, uint16_t node);

/* phrase.c: of the candidates, those in whose stream the node's words stand side by side; the
 * last of a prefix is but begun. */
bool phrase_filter(struct matching *m, const struct query_node *node, roaring_bitmap_t *candidates,
                   struct tt_error *e);

/* Whether the word is the number of a year of a document or an article. */
bool phrase_year(const char *form);

#endif
