/* Why a hit has its score: its parts, which add up to it, each with a sentence that says what
 * stood where.
 *
 * The weights are those that ranked: the tree of the query is built once more, and who ranked the
 * best is asked what each of its leaves adds in the articles of the page (rank_again.h). Counts are
 * read off the articles' syllable streams.
 *
 * Ownership: explain_hits gives, explanations_free takes (and NULL).
 * Threads:   as a matching's; explanations are read-only. */
#ifndef TIMTIN_INDEX_SEARCH_EXPLAIN_H
#define TIMTIN_INDEX_SEARCH_EXPLAIN_H

#include "index/base/buf.h"
#include "index/search/search.h"

struct matching;

enum explain_kind {
    EXPLAIN_WORD,        /* a word that was typed */
    EXPLAIN_PREFIX,      /* a word that begins as was typed */
    EXPLAIN_NEIGHBOURS,  /* two words side by side, as they were typed */
    EXPLAIN_ALTERNATIVE, /* another way of saying what was typed */
    EXPLAIN_DATE,        /* the article is of a time that was typed */
    EXPLAIN_PASSAGE,     /* words close together */
    EXPLAIN_FRESHNESS,   /* its date, where newer articles were asked for first */
    EXPLAIN_REST,        /* the lightest parts together, where there are very many */
    EXPLAIN_KINDS
};

/* Which form of its words a part looked for. */
enum explain_form { EXPLAIN_NO_FORM, EXPLAIN_EXACT, EXPLAIN_FOLDED };

/* Where it stood; bits. */
enum { EXPLAIN_TITLE = 1, EXPLAIN_BODY = 2 };

enum { EXPLAIN_PARTS_MAX = 64 }; /* of a hit */

struct explain_part {
    enum explain_kind kind;
    enum explain_form form;
    unsigned fields; /* 0: of a time, of freshness and of the rest */
    uint32_t count;  /* how often it stands there; of a passage: distinct words; of the rest: parts;
                        of a time and of freshness: 0 */
    double weight;   /* > 0 */
    size_t name, why; /* where these begin in the text: NUL-terminated UTF-8 */
};

/* Parts first[i]..first[i + 1]-1 belong to hit i, the heaviest first, the rest last. */
struct explanations {
    struct explain_part *parts;
    size_t n, cap;
    size_t *first;
    struct buf text;
};

/* Explains hits[0..n-1], which are those from q->offset on, by relevance; *out stays as it is when
 * there is none. */
bool explain_hits(struct matching *m, const struct search_request *q, const struct search_hit *hits,
                  uint32_t n, struct explanations **out, struct tt_error *e);
void explanations_free(struct explanations *x);

#endif
