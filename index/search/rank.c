#include "index/search/rank.h"

#include <stdlib.h>

/* BM25's k1 is Xapian's and Lucene's usual range; b and the weight of neighbours are
 * chosen by measurement: tests/bench/README.md. */
static const double bm25_k1 = 1.2, bm25_b = 0.75, bigram_weight = 0.5;

enum {
    NODES_MAX = 4 * QUERY_WORDS_MAX + 8 * PREFIX_EXPANSIONS_MAX,
    PREFIXES_MAX = 6,   /* prefixes beyond count in matching, not in the score */
    THOROUGH_MAX = 4096 /* sets up to this size are ranked whole: about a millisecond */
};

/* A tree under construction: everything in one block, freed at once. */
struct tree {
    struct shim_query nodes[NODES_MAX];
    struct term terms[NODES_MAX];
    const struct shim_query *leads[NODES_MAX];  /* a word each: what matching goes by */
    const struct shim_query *extras[NODES_MAX]; /* neighbours: they only add */
    size_t n_nodes, n_leads, n_extras;
    unsigned n_prefixes;
    bool exact; /* some word is matched by its exact form */
    struct expansion expansion;
};

static const struct shim_query *add_term(struct tree *t, const struct term *term, double weight) {
    if (t->n_nodes == NODES_MAX)
        return NULL;
    t->terms[t->n_nodes] = *term;
    t->nodes[t->n_nodes] = (struct shim_query){
        .op = SHIM_TERM, .weight = weight, .term = t->terms[t->n_nodes].name, .len = term->len};
    return &t->nodes[t->n_nodes++];
}

static void add_lead(struct tree *t, const struct term *term) {
    const struct shim_query *q = add_term(t, term, 1.0);
    if (q)
        t->leads[t->n_leads++] = q;
}

static void add_bigram(struct tree *t, const struct query_word *a, const struct query_word *b) {
    struct term term;
    term_make_bigram(a->folded, a->folded_len, b->folded, b->folded_len, &term);
    const struct shim_query *q = add_term(t, &term, bigram_weight);
    if (q)
        t->extras[t->n_extras++] = q;
}

static bool collect_prefix(struct matching *m, const struct query_node *node, struct tree *t,
                           struct tt_error *e) {
    if (t->n_prefixes++ >= PREFIXES_MAX)
        return true;
    if (!match_expand(m, node, &t->expansion, e))
        return false;
    for (size_t i = 0; i < t->expansion.n; i++)
        add_lead(t, &t->expansion.terms[i]);
    return true;
}

/* The words of a phrase, and each pair of neighbours: inside it, and with the word typed
 * right before it. */
static void collect_phrase(const struct matching *m, const struct query_node *node, struct tree *t,
                           const struct query_word **previous) {
    for (uint16_t i = 0; i < node->n_words; i++) {
        const struct query_word *w = &m->query->words[node->word + i];
        struct term term;
        match_term(w, node->title, m->mode.accents, &term);
        add_lead(t, &term);
        t->exact |= word_is_exact(w, m->mode.accents);
        if (*previous && !node->title)
            add_bigram(t, *previous, w);
        *previous = node->title ? NULL : w;
    }
}

/* Every positive word below the node, in the order typed. */
static bool collect(struct matching *m, uint16_t at, struct tree *t,
                    const struct query_word **previous, struct tt_error *e) {
    const struct query_node *node = &m->query->nodes[at];
    switch (node->op) {
    case QUERY_PHRASE:
        collect_phrase(m, node, t, previous);
        return true;
    case QUERY_PREFIX:
        *previous = NULL;
        return collect_prefix(m, node, t, e);
    case QUERY_NOT:
        return true;
    default:
        break;
    }
    for (uint16_t k = node->first_kid; k != QUERY_NONE; k = m->query->nodes[k].next) {
        if (node->op == QUERY_OR)
            *previous = NULL;
        if (!collect(m, k, t, previous, e))
            return false;
    }
    return true;
}

/* ---- the shape of the query ------------------------------------------------------ */

enum shape {
    SHAPE_WORDS,       /* nothing but words: every (or any) one of them is all that is asked */
    SHAPE_ALL,         /* phrases and negations too, but every word must be there */
    SHAPE_ALTERNATIVES /* prefixes, OR, groups: some of the words may be absent */
};

static enum shape shape_of(const struct query *q) {
    enum shape shape = SHAPE_WORDS;
    const struct query_node *root = &q->nodes[q->root];
    bool list = root->op == QUERY_AND;
    for (uint16_t kid = list ? root->first_kid : q->root; kid != QUERY_NONE;
         kid = list ? q->nodes[kid].next : QUERY_NONE) {
        const struct query_node *k = &q->nodes[kid];
        if (k->op != QUERY_PHRASE && k->op != QUERY_NOT)
            return SHAPE_ALTERNATIVES;
        if (k->op == QUERY_NOT || k->n_words != 1)
            shape = SHAPE_ALL;
    }
    return shape;
}

/* ---- a bitmap as the shim sees it ------------------------------------------------ */

struct bitmap_cursor {
    const roaring_bitmap_t *bitmap;
    roaring_uint32_iterator_t it;
};

static void cursor_rewind(void *state) {
    struct bitmap_cursor *c = state;
    roaring_init_iterator(c->bitmap, &c->it);
}

static uint32_t cursor_seek(void *state, uint32_t at_least) {
    struct bitmap_cursor *c = state;
    if (c->it.has_value && c->it.current_value < at_least)
        roaring_move_uint32_iterator_equalorlarger(&c->it, at_least);
    return c->it.has_value ? c->it.current_value : 0;
}

static struct shim_query join(enum shim_op op, const struct shim_query *const *kids, size_t n) {
    return (struct shim_query){.op = op, .kids = kids, .n = n};
}

/* Scores the set's members by leads and extras. Where every lead must be there, or any one
 * will do, the leads drive the match; where not, the set does. */
static bool run(struct matching *m, struct tree *t, enum shape shape, const struct shim_set *set,
                const struct shim_options *o, struct shim_hit *hits, uint32_t *n,
                struct tt_error *e) {
    bool every = !m->mode.any && shape != SHAPE_ALTERNATIVES;
    bool driven_by_set =
        !t->n_leads || shape == SHAPE_ALTERNATIVES || (m->mode.any && shape != SHAPE_WORDS);
    struct shim_query members = {.op = SHIM_SET, .set = set};
    struct shim_query leads = join(every ? SHIM_AND : SHIM_OR, t->leads, t->n_leads);
    struct shim_query extras = join(SHIM_OR, t->extras, t->n_extras);
    const struct shim_query *both[] = {&leads, &extras};
    struct shim_query words = join(every ? SHIM_MAYBE : SHIM_OR, both, t->n_extras ? 2 : 1);
    const struct shim_query *filtered[] = {&words, &members};
    const struct shim_query *scored[] = {&members, &words};
    struct shim_query root = driven_by_set ? join(SHIM_MAYBE, scored, t->n_leads ? 2 : 1)
                                           : join(SHIM_FILTER, filtered, set ? 2 : 1);
    return shim_reader_search(m->reader, &root, o, hits, n, e);
}

bool rank_best(struct matching *m, const roaring_bitmap_t *set, bool whole, uint32_t limit,
               struct search_hit *hits, uint32_t *n, struct tt_error *e) {
    struct tree *t = malloc(sizeof *t);
    struct shim_hit *best = malloc(((size_t)limit + 1) * sizeof *best);
    struct bitmap_cursor cursor = {.bitmap = set};
    const struct shim_set members = {&cursor, (uint32_t)roaring_bitmap_get_cardinality(set),
                                     cursor_seek, cursor_rewind};
    const struct query_word *previous = NULL;
    bool ok = (t && best) || tt_fail(e, TT_NO_MEMORY, "no memory to rank");
    if (ok) {
        t->n_nodes = t->n_leads = t->n_extras = 0;
        t->n_prefixes = 0;
        t->exact = false;
        ok = collect(m, m->query->root, t, &previous, e);
    }
    if (ok) {
        enum shape shape = shape_of(m->query);
        /* Neighbours are folded: beside exact words, any of which will do, they alone would
         * find what no word asks for. */
        bool strays = m->mode.any && t->exact && t->n_extras;
        bool free_run = whole && shape == SHAPE_WORDS && t->n_leads && !strays;
        struct shim_options o = {.k1 = bm25_k1,
                                 .b = bm25_b,
                                 .limit = limit,
                                 .thorough = members.size <= THOROUGH_MAX ? THOROUGH_MAX : 0,
                                 .seconds = deadline_left(&m->deadline)};
        ok = run(m, t, shape, free_run ? NULL : &members, &o, best, n, e);
    }
    for (uint32_t i = 0; ok && i < *n; i++)
        hits[i] = (struct search_hit){best[i].docid, best[i].score};
    free(best);
    free(t);
    return ok;
}
