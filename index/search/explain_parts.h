/* Between the files of explaining: what a query's score may come from, where that stands in an
 * article, and how it is said.
 *
 * Threads: values. */
#ifndef TIMTIN_INDEX_SEARCH_EXPLAIN_PARTS_H
#define TIMTIN_INDEX_SEARCH_EXPLAIN_PARTS_H

#include "index/search/explain.h"
#include "index/search/match.h"
#include "index/search/passage.h"
#include "index/search/rank_tree.h"

/* One thing of a query; what was typed twice is one. */
struct thing {
    enum explain_kind kind;
    bool exact, title;    /* its words are looked for by their exact form; in the title alone */
    uint16_t times;       /* typed */
    uint16_t node;        /* of the query, as in its origin */
    uint16_t word, other; /* as in its origin */
    uint16_t typed;       /* of another way or a time: the node that was typed */
    uint32_t ids, n_ids;  /* its words' numbers in the lexicon: ids[ids ..] */
    uint32_t exact_ids;   /* neighbours: as they were typed, where marks were; 0: any */
};

enum {
    THINGS_MAX = NODES_MAX + 3,
    THING_PASSAGE = THINGS_MAX - 3, /* these three have their own places */
    THING_FRESHNESS,
    THING_REST,
    IDS_MAX = 6 * QUERY_ALL_WORDS + PREFIXES_MAX * PREFIX_EXPANSIONS_MAX
};

struct things {
    struct thing list[THINGS_MAX];
    size_t n;
    uint32_t ids[IDS_MAX];
    size_t n_ids;
    uint16_t of[NODES_MAX];          /* the thing of a leaf of the tree */
    uint16_t typed[QUERY_ALL_NODES]; /* of a node that is another way: what was typed instead */
};

/* Fills *t with the things of a tree that has its origins. */
void things_collect(const struct matching *m, const struct tree *tree, struct things *t);

/* ---- where they stand ------------------------------------------------------------ */

enum { FORMS_MAX = 3 };

struct sight {
    const struct thing *thing;
    double weight;
    uint32_t title, body; /* how often; of the rest: how many parts it has, in `title` */
    uint32_t as_typed;    /* neighbours: how often with the marks that were typed */
    struct {
        uint32_t id, count;
    } forms[FORMS_MAX]; /* a folded word: its exact forms, the first ones seen */
    uint32_t n_forms;   /* one more than there is room: others too */
};

/* Counts what stands in the article; n: at most EXPLAIN_PARTS_MAX. */
void sights_count(const struct matching *m, const struct things *t, uint32_t docid,
                  struct sight *list, size_t n);

/* ---- how it is said -------------------------------------------------------------- */

struct saying_hit {
    const struct matching *m;
    const struct things *things;
    const char *q; /* what was typed */
    uint32_t docid;
    const struct passage *passage;
};

/* The name of a part, and the sentence that says why it is one. */
void say_name(const struct saying_hit *h, const struct sight *s, struct buf *out);
void say_why(const struct saying_hit *h, const struct sight *s, struct buf *out);

#endif
