/* Searching a snapshot: matching, ranking, counting, highlighting.
 *
 * What matches is decided once, as a set of article numbers; totals, facets and paging are
 * counted from that set and are exact; ranking only orders its best members.
 *
 * Ownership: searcher_open/_close, search_result_done. A searcher holds a reference to its
 *            snapshot. Strings of a result end with the snapshot or the result.
 * Threads:   one searcher, one thread at a time. */
#ifndef TIMTIN_INDEX_SEARCH_SEARCH_H
#define TIMTIN_INDEX_SEARCH_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buf.h"
#include "index/base/deadline.h"
#include "index/base/error.h"
#include "index/base/limits.h"
#include "index/search/weights.h"
#include "index/store/snapshot.h"
#include "index/text/day.h"

struct searcher;
/* `cache_bytes` bounds what the searcher keeps of term sets between searches. */
bool searcher_open(struct snapshot *s, size_t cache_bytes, struct searcher **out,
                   struct tt_error *e);
void searcher_close(struct searcher *r);
struct snapshot *searcher_snapshot(struct searcher *r); /* borrowed */

/* What came of a searcher's cache since it was opened: sets of terms and phrases that it had, those
 * that had to be made of lists or texts, and the bytes of what it keeps. What is used where the
 * index has it (index/store/impacts.h) is no miss. */
struct searcher_cache {
    uint64_t hits, misses;
    size_t bytes;
};
struct searcher_cache searcher_cache(const struct searcher *r);

enum search_sort { SORT_RELEVANCE, SORT_NEWEST, SORT_OLDEST };
enum search_match { MATCH_AUTO, MATCH_ALL, MATCH_ANY };
enum search_accents { ACCENTS_AUTO, ACCENTS_EXACT, ACCENTS_IGNORE };
enum search_facet { FACET_YEAR, FACET_MONTH, FACET_AGENCY, FACET_SOURCE, FACETS };

struct year_range {
    unsigned from, to; /* inclusive */
};

/* Behind an agency's id: and all from which functions came to it or to which they went. */
#define SEARCH_LINEAGE "+lineage"

struct search_request {
    const char *q; /* stored text (text_store); NULL or without a word: everything */
    size_t q_len;
    const struct year_range *years;
    size_t n_years;
    bool year_unknown; /* articles without a date too (or alone, when n_years is 0) */
    const char *const *agencies, *const *sources; /* ids */
    size_t n_agencies, n_sources;
    day_t from, to; /* inclusive; DAY_UNKNOWN: no bound. Unknown dates lie in no range */
    enum search_sort sort;
    bool freshness; /* by relevance, of hits nearly as good the newer first (weights.h) */
    enum search_match match;
    enum search_accents accents;
    bool as_typed; /* no other ways of saying it, no times */
    uint32_t limit, offset;
    unsigned facets; /* bits 1u << FACET_... */
    uint32_t facet_limit;
    bool explain;                  /* tell of every hit that has a score what it is made of */
    double seconds;                /* TT_TIMEOUT after this long; 0 = no bound */
    const struct weights *weights; /* of ranking; NULL: the default */
};

struct search_hit {
    uint32_t docid;
    double score; /* 0 when it has none */
};

struct facet_value {
    char value[8];    /* years "2022", months "2022-12", "unknown"; else empty and: */
    const char *id;   /* agencies and sources */
    const char *name; /* NULL for years and months */
    uint32_t count;   /* > 0 */
};

/* Bytes of the query. */
struct query_part {
    uint16_t start, end;
};
enum { SEARCH_MISSING_MAX = 16 };

/* Sorted by relevance, so many hits come best first; what is behind them has no score and follows
 * newest first, so that no page costs more than that, however deep it lies. */
enum { SEARCH_RANKED_MAX = PAGE_OFFSET_MAX };

struct explanations;

struct search_result {
    uint32_t total;
    bool total_exact;            /* false only where a cap cut a prefix's expansion */
    enum search_match matched;   /* MATCH_ALL or MATCH_ANY: what was done */
    enum search_accents accents; /* ACCENTS_IGNORE also when marks had to be ignored */
    bool relaxed;                /* auto found nothing at first and gave way */
    struct query_part missing[SEARCH_MISSING_MAX]; /* words of the query that no article has */
    uint32_t n_missing;                            /* 0 unless auto gave way */
    char *suggestion;          /* another spelling that finds more; NULL: none; malloc'd */
    uint32_t suggestion_total; /* what it finds, within the filters */
    struct search_hit *hits;
    uint32_t n_hits;
    uint32_t n_scored; /* the first so many hits have a score: 0 unless sorted by relevance */
    struct explanations *explained; /* explain.h; NULL unless asked for, and scored */
    struct facet_value *facets[FACETS];
    size_t n_facets[FACETS];
    struct query *query;      /* for highlighting; NULL when everything was asked for */
    struct deadline deadline; /* the search's own: highlighting must end by it too */
};

/* TT_BAD_INPUT: the query is over a cap of limits.h, the text says which. */
bool search(struct searcher *r, const struct search_request *q, struct search_result *out,
            struct tt_error *e);
void search_result_done(struct search_result *r);

/* The articles most like one: similar.h says how. hits[] has room for `limit`; *n says how many
 * there are. */
bool search_similar(struct searcher *r, uint32_t docid, uint32_t limit, double seconds,
                    struct search_hit *hits, uint32_t *n, struct tt_error *e);

/* ---- highlighting ---------------------------------------------------------------- */

/* Appends the text HTML-escaped (& < > " '), what matched within <mark>...</mark>. */
void highlight_title(const struct search_result *r, const char *title, size_t len, struct buf *out);
/* Appends the best window of the body, at most about `width` bytes, cut at words or
 * sentences, "… " and " …" where something was left out. Without a query: its beginning.
 * `marks` false: plain text, neither escaped nor marked. */
void highlight_body(const struct search_result *r, const char *body, size_t len, size_t width,
                    bool marks, struct buf *out);

#endif
