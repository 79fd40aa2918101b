#include "index/search/rank.h"

#include <stdlib.h>

#include "index/search/rank_again.h"

/* Sets up to this size are ranked whole: about a millisecond. */
enum { THOROUGH_MAX = 4096 };

/* ---- the shape of the query ------------------------------------------------------ */

enum shape {
    SHAPE_WORDS,       /* nothing but words: every (or any) one of them is all that is asked */
    SHAPE_ALL,         /* phrases and negations too, but every word must be there */
    SHAPE_EITHERS,     /* the same, but some may be said otherwise */
    SHAPE_ALTERNATIVES /* prefixes, OR, groups: some of the words may be absent */
};

static enum shape shape_of(const struct query *q) {
    enum shape shape = SHAPE_WORDS;
    const struct query_node *root = &q->nodes[q->root];
    bool list = root->op == QUERY_AND, some = false;
    for (uint16_t kid = list ? root->first_kid : q->root; kid != QUERY_NONE;
         kid = list ? q->nodes[kid].next : QUERY_NONE) {
        const struct query_node *k = &q->nodes[kid];
        if (k->op != QUERY_PHRASE && k->op != QUERY_NOT && k->op != QUERY_EITHER)
            return SHAPE_ALTERNATIVES;
        some |= k->op != QUERY_NOT;
        if (k->op == QUERY_EITHER)
            shape = SHAPE_EITHERS;
        else if (shape == SHAPE_WORDS && (k->op == QUERY_NOT || k->n_words != 1))
            shape = SHAPE_ALL;
    }
    return shape == SHAPE_EITHERS && !some ? SHAPE_ALTERNATIVES : shape;
}

/* Whether a lead of the tree, every word of which must be there, says no less than the node. */
static bool says_all(const struct query *q, uint16_t at) {
    const struct query_node *node = &q->nodes[at];
    if (node->op == QUERY_PHRASE)
        return node->n_words == 1 && !node->title;
    if (node->op == QUERY_EITHER)
        return says_all(q, node->first_kid);
    for (uint16_t k = node->first_kid; k != QUERY_NONE; k = q->nodes[k].next)
        if (!says_all(q, k))
            return false;
    return node->op == QUERY_AND;
}

/* ---- the search ------------------------------------------------------------------ */

static struct shim_query join(enum shim_op op, const struct shim_query *const *kids, size_t n) {
    return (struct shim_query){.op = op, .kids = kids, .n = n};
}

/* Scores the set's members by leads and extras. Where every lead must be there, or any one
 * will do, the leads drive the match; where not, the set does. */
static bool run(struct matching *m, struct tree *t, enum shape shape, const struct shim_set *set,
                const struct shim_options *o, struct shim_hit *hits, uint32_t *n,
                struct tt_error *e) {
    bool every = !m->mode.any && shape != SHAPE_ALTERNATIVES;
    bool driven_by_set = !t->leads.n || shape == SHAPE_ALTERNATIVES ||
                         (m->mode.any && shape != SHAPE_WORDS && shape != SHAPE_EITHERS);
    struct shim_query members = {.op = SHIM_SET, .set = set};
    struct shim_query leads = join(every ? SHIM_AND : SHIM_OR, t->leads.of, t->leads.n);
    struct shim_query extras = join(SHIM_OR, t->extras.of, t->extras.n);
    const struct shim_query *both[] = {&leads, &extras};
    struct shim_query words = join(every ? SHIM_MAYBE : SHIM_OR, both, t->extras.n ? 2 : 1);
    const struct shim_query *filtered[] = {&words, &members};
    const struct shim_query *scored[] = {&members, &words};
    struct shim_query root = driven_by_set ? join(SHIM_MAYBE, scored, t->leads.n ? 2 : 1)
                                           : join(SHIM_FILTER, filtered, set ? 2 : 1);
    return shim_reader_search(m->reader, &root, o, hits, n, e);
}

static bool rank_tree(struct matching *m, struct tree *t, const roaring_bitmap_t *set, bool whole,
                      uint32_t limit, struct shim_hit *best, uint32_t *n, struct tt_error *e) {
    struct bitmap_cursor cursor;
    const struct shim_set members = bitmap_set(&cursor, set);
    if (!tree_collect(t, m, e))
        return false;
    enum shape shape = t->full ? SHAPE_ALTERNATIVES : shape_of(m->query);
    /* Neighbours are folded: beside exact words, any of which will do, they alone would find
     * what no word asks for. */
    bool strays = m->mode.any && t->exact && t->extras.n;
    bool words = shape == SHAPE_WORDS && t->leads.n && !strays;
    bool eithers = shape == SHAPE_EITHERS && !m->mode.any && says_all(m->query, m->query->root);
    bool free_run = whole && (words || eithers);
    struct shim_options o = {.k1 = m->weights->k1,
                             .b = 0, /* lengths are looked at in the best alone */
                             .limit = limit,
                             .thorough = members.size <= THOROUGH_MAX ? THOROUGH_MAX : 0,
                             .seconds = deadline_left(&m->deadline)};
    return run(m, t, shape, free_run ? NULL : &members, &o, best, n, e);
}

bool rank_best(struct matching *m, const roaring_bitmap_t *set, bool whole, uint32_t limit,
               struct search_hit *hits, uint32_t *n, struct tt_error *e) {
    struct tree *t = tree_new();
    struct again *again = NULL;
    struct shim_hit *best = malloc(((size_t)limit + 1) * sizeof *best);
    bool ok = (t && best) || tt_fail(e, TT_NO_MEMORY, "no memory to rank");
    ok = ok && rank_tree(m, t, set, whole, limit, best, n, e);
    for (uint32_t i = 0; ok && i < *n; i++)
        hits[i] = (struct search_hit){best[i].docid, best[i].score};
    ok = ok && again_new(m, t, &again, e) && again_rank(again, hits, *n, e);
    again_free(again);
    free(best);
    tree_free(t);
    return ok;
}
