/* A query as a tree for Xapian: its words, their neighbours, and what says the same.
 *
 * Ownership: tree_new gives a tree, tree_free takes it (and NULL). A tree borrows sets of the
 *            matching's: it ends before the next termsets_trim.
 * Threads:   as a matching's. */
#ifndef TIMTIN_INDEX_SEARCH_RANK_TREE_H
#define TIMTIN_INDEX_SEARCH_RANK_TREE_H

#include "index/search/match.h"

enum {
    NODES_MAX = 4 * QUERY_ALL_WORDS + 8 * PREFIX_EXPANSIONS_MAX + 2 * EXPANSION_NODES_MAX,
    SETS_MAX = EXPANSION_NODES_MAX,
    PREFIXES_MAX = 6 /* prefixes beyond count in matching, not in the score */
};

/* A bitmap as the shim sees it. Members are read ahead: moving a Roaring iterator costs a scan of
 * its container, up to a microsecond (seen: a third of a search of 30,000 articles). */
enum { MEMBERS_AHEAD = 64 };
struct bitmap_cursor {
    const roaring_bitmap_t *bitmap;
    roaring_uint32_iterator_t it; /* behind those read */
    uint32_t ahead[MEMBERS_AHEAD];
    uint32_t at, n;
};
struct shim_set bitmap_set(struct bitmap_cursor *cursor, const roaring_bitmap_t *bitmap);

struct list {
    const struct shim_query *of[NODES_MAX];
    size_t n;
};

/* Where a leaf comes from: a node of the query, and of its words one, or two neighbours. */
struct origin {
    uint16_t node, word, other; /* words: QUERY_NONE where there is none */
};

/* What a term stands for: a word, in the text or the title, or with the one before it a pair. */
struct leaf {
    uint16_t word, before; /* where their forms begin in the term's name; before: 0 when alone */
    bool exact, title;
    double idf;
};

/* Everything in one block, freed at once. */
struct tree {
    struct shim_query nodes[NODES_MAX];
    struct term terms[NODES_MAX];
    struct leaf leaves[NODES_MAX];
    struct bitmap_cursor cursors[SETS_MAX];
    struct shim_set sets[SETS_MAX];
    roaring_bitmap_t *dates[SETS_MAX];        /* owned */
    const struct shim_query *kids[NODES_MAX]; /* of inner nodes, one list behind the other */
    struct list leads;         /* a word each, or what says the same: what matching goes by */
    struct list extras;        /* neighbours: they only add */
    struct list inner, beside; /* within an either: leads and extras */
    size_t n_nodes, n_sets, n_dates, n_kids;
    unsigned depth; /* of eithers around */
    double mass;    /* within an either: the sum of its terms' weights */
    unsigned n_prefixes;
    bool exact;             /* some word is matched by its exact form */
    bool full;              /* something was left out for want of room */
    struct origin *origins; /* by number of node, for who wants to know; NULL. Borrowed */
    struct expansion expansion;
};

struct tree *tree_new(void); /* NULL: no memory */
void tree_free(struct tree *t);

/* Puts every positive word of the query, in the order typed, into the tree. */
bool tree_collect(struct tree *t, struct matching *m, struct tt_error *e);

#endif
