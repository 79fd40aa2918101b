/* The parameters of a search: read strictly, and written back in one normalised form.
 *
 * Ownership: search_params_read fills, search_params_done frees; the request points into the
 *            struct, which therefore must not be moved.
 * Threads:   values. */
#ifndef TIMTIN_API_SEARCH_PARAMS_H
#define TIMTIN_API_SEARCH_PARAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "api/cursor.h"
#include "api/fault.h"
#include "api/params.h"
#include "index/search/search.h"

/* In the order of the normalised form; rows of search_specs. */
enum search_param {
    P_Q,
    P_YEAR,
    P_AGENCY,
    P_SOURCE,
    P_FROM,
    P_TO,
    P_SORT,
    P_FRESHNESS,
    P_MATCH,
    P_ACCENTS,
    P_LIMIT,
    P_OFFSET,
    P_CURSOR,
    P_FACETS,
    P_FACET_LIMIT,
    P_FIELDS,
    P_HIGHLIGHT,
    P_EXPLAIN,
    SEARCH_PARAMS
};

/* What a parameter has a say in; bits. */
enum search_says {
    SAYS_WHICH = 1,  /* which articles are hits */
    SAYS_ORDER = 2,  /* their order */
    SAYS_COUNTS = 4, /* which counts are told */
    SAYS_HITS = 8,   /* which of the hits are told, and what of them */
    SAYS_ALL = SAYS_WHICH | SAYS_ORDER | SAYS_COUNTS | SAYS_HITS
};

/* What can be told of a hit, in the order of the answer; bits 1u << HIT_... */
enum hit_field {
    HIT_ID,
    HIT_TITLE,
    HIT_URL,
    HIT_SOURCE,
    HIT_PUBLISHED,
    HIT_DATE_PRECISION,
    HIT_YEAR,
    HIT_AGENCIES,
    HIT_SNIPPET,
    HIT_TITLE_HIGHLIGHTED,
    HIT_DUPLICATE_COUNT,
    HIT_SCORE,
    HIT_FIELDS
};

extern const char *const hit_field_names[HIT_FIELDS];
extern const char *const facet_names[FACETS];
extern const char *const accents_names[];

/* Sorted, each once. */
struct id_list {
    char *id[PARAM_VALUES_MAX];
    size_t n;
};

struct search_params {
    struct search_request request;
    unsigned given;                            /* bits 1u << P_... */
    bool has_words;                            /* q has something to search for */
    struct cursor cursor;                      /* as given, not compared with anything yet */
    unsigned freshness, highlight, explain;    /* 0 or 1 */
    unsigned fields;                           /* bits 1u << HIT_... */
    struct buf q;                              /* stored text */
    struct year_range years[PARAM_VALUES_MAX]; /* sorted, apart from one another */
    struct id_list agencies, sources;
};

/* `specs` are those that `given` was parsed against: some or all of search_specs. `snapshot` says
 * which names with a comma in them are one value; NULL: none is. The deadline is left to the
 * caller. */
bool search_params_read(const struct params *given, const struct param_spec *specs,
                        const struct snapshot *snapshot, struct search_params *out,
                        struct fault *f);
void search_params_done(struct search_params *p);

/* Appends the given parameters that have one of these says (bits SAYS_...) as a query string: in
 * one order, each value in one form. Two requests with equal forms of all have equal answers.
 * Reading it gives the same parameters again. */
void search_params_write(const struct search_params *p, unsigned says, struct buf *out);

/* Appends all that decides which articles are hits and their order, given or not: two requests
 * with equal forms have the same hits in the same order, whatever is shown of them. */
void search_params_write_order(const struct search_params *p, struct buf *out);

#endif
