/* A query as a tree that is scored: its words, their neighbours, and what says the same. Kids have
 * smaller numbers than their parents.
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

enum rank_op {
    RANK_TERM,   /* articles that have the term: BM25 times `weight` */
    RANK_SET,    /* the members of `set`: `weight` each */
    RANK_AND,    /* all kids match; their sum */
    RANK_OR,     /* any kid matches; their sum */
    RANK_MAX,    /* any kid matches; the best of them */
    RANK_FILTER, /* both kids match; only the first one's, the other is a set */
    RANK_MAYBE   /* the first kid matches; the others add to it where they match */
};

struct rank_node {
    enum rank_op op;
    double weight;                       /* > 0; of a set >= 0 */
    const roaring_bitmap_t *set;         /* borrowed */
    const struct rank_node *const *kids; /* at least one where the op takes kids */
    size_t n;
};

struct list {
    const struct rank_node *of[NODES_MAX];
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
    struct rank_node nodes[NODES_MAX];
    struct term terms[NODES_MAX];
    struct leaf leaves[NODES_MAX];
    roaring_bitmap_t *dates[SETS_MAX];       /* owned */
    const struct rank_node *kids[NODES_MAX]; /* of inner nodes, one list behind the other */
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
/* Adds a term that no query has, as a lead; beyond NODES_MAX it is left out. */
void tree_add(struct tree *t, const struct term *term, double weight, double idf);

#endif
