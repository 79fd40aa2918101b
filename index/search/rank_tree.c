#include "index/search/rank_tree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* An article of the time that was typed comes before one that mentions it in passing, not before
 * one that is about it ("Kế hoạch năm 2023", of December 2022): it counts a little more than the
 * typed words said once. Where any word will do, a time must not stand for words that are missing.
 */
static const double date_factor = 1.25, date_factor_any = 0.5, date_bonus = 1;

/* By how much another way of saying something may be made lighter or heavier, to weigh what the
 * typed one does. */
static const double lightest = 0.1, heaviest = 3;

/* ---- nodes ----------------------------------------------------------------------- */

static void push(struct list *l, const struct rank_node *q) {
    if (q && l->n < NODES_MAX)
        l->of[l->n++] = q;
}

static struct rank_node *add_node(struct tree *t, enum rank_op op) {
    if (t->n_nodes == NODES_MAX) {
        t->full = true;
        return NULL;
    }
    t->nodes[t->n_nodes] = (struct rank_node){.op = op};
    return &t->nodes[t->n_nodes++];
}

/* A node over the last members of the list, from `first` on, which it takes away. */
static const struct rank_node *gather(struct tree *t, enum rank_op op, struct list *l,
                                      size_t first) {
    size_t n = l->n - first;
    struct rank_node *node = n && t->n_kids + n <= NODES_MAX ? add_node(t, op) : NULL;
    if (node) {
        memcpy(&t->kids[t->n_kids], &l->of[first], n * sizeof *l->of);
        node->kids = &t->kids[t->n_kids];
        node->n = n;
        t->n_kids += n;
    }
    t->full |= n && !node;
    l->n = first;
    return node;
}

static const struct rank_node *add_set(struct tree *t, const roaring_bitmap_t *set, double weight) {
    struct rank_node *node = t->n_sets < SETS_MAX ? add_node(t, RANK_SET) : NULL;
    t->full |= !node;
    if (!node)
        return NULL;
    t->n_sets++;
    node->set = set;
    node->weight = weight;
    return node;
}

/* What a term weighs by its frequency: the idf of BM25 as Xapian 1.4 has it, which lifts those
 * of frequent terms above 0. */
static bool find_idf(struct matching *m, const struct term *term, double *idf, struct tt_error *e) {
    uint32_t df;
    double n = m->snapshot->manifest.documents;
    if (!termsets_df(m->sets, term, &df, e))
        return false;
    double odds = (n - df + 0.5) / (df + 0.5);
    *idf = log(odds < 2 ? odds * 0.5 + 1 : odds);
    return true;
}

/* For who wants to know: where a leaf comes from. */
static void note(struct tree *t, const struct rank_node *leaf, struct origin from) {
    if (t->origins && leaf)
        t->origins[leaf - t->nodes] = from;
}

static bool add_term(struct matching *m, struct tree *t, const struct term *term, double weight,
                     struct leaf leaf, struct list *outside, struct origin from,
                     struct tt_error *e) {
    struct rank_node *node = add_node(t, RANK_TERM);
    if (!node)
        return true;
    note(t, node, from);
    if (!find_idf(m, term, &leaf.idf, e))
        return false;
    t->leaves[node - t->nodes] = leaf;
    t->mass += t->depth ? weight * leaf.idf : 0;
    struct term *own = &t->terms[node - t->nodes];
    *own = *term;
    node->weight = weight;
    push(!t->depth ? outside : outside == &t->leads ? &t->inner : &t->beside, node);
    return true;
}

/* `w`: the word of which the term is a form, or begins like one. */
static bool add_lead(struct matching *m, struct tree *t, const struct term *term,
                     const struct query_word *w, struct origin from, struct tt_error *e) {
    struct leaf leaf = {.exact = word_is_exact(w, m->mode.accents),
                        .title = m->query->nodes[from.node].title};
    struct term bare;
    term_make(leaf.title   ? leaf.exact ? TERM_TITLE_EXACT : TERM_TITLE_FOLDED
              : leaf.exact ? TERM_EXACT
                           : TERM_FOLDED,
              "", 0, &bare);
    leaf.word = (uint16_t)bare.len;
    return add_term(m, t, term, 1.0, leaf, &t->leads, from, e);
}

static bool add_bigram(struct matching *m, struct tree *t, struct origin from, struct tt_error *e) {
    const struct query_word *a = &m->query->words[from.other], *b = &m->query->words[from.word];
    struct term term, bare;
    term_make(TERM_BIGRAM, "", 0, &bare);
    term_make_bigram(a->folded, a->folded_len, b->folded, b->folded_len, &term);
    struct leaf leaf = {.word = (uint16_t)(bare.len + a->folded_len + 1),
                        .before = (uint16_t)bare.len};
    double weight = m->weights->bigram;
    return weight <= 0 || add_term(m, t, &term, weight, leaf, &t->extras, from, e);
}

/* ---- from the query -------------------------------------------------------------- */

/* Where the walk over a query is. */
struct walk {
    struct matching *m;
    struct tree *t;
    uint16_t previous; /* the word typed right before; QUERY_NONE: none */
};

static uint16_t number_of(const struct walk *w, const struct query_node *node) {
    return (uint16_t)(node - w->m->query->nodes);
}

static bool collect(struct walk *w, uint16_t at, struct tt_error *e);

static bool collect_prefix(struct walk *w, const struct query_node *node, struct tt_error *e) {
    struct tree *t = w->t;
    if (t->n_prefixes++ >= PREFIXES_MAX)
        return true;
    if (!match_expand(w->m, node, &t->expansion, e))
        return false;
    struct origin from = {number_of(w, node), QUERY_NONE, QUERY_NONE};
    const struct query_word *word = &w->m->query->words[node->word];
    for (size_t i = 0; i < t->expansion.n; i++)
        if (!add_lead(w->m, t, &t->expansion.terms[i], word, from, e))
            return false;
    return true;
}

/* The words of a phrase, and each pair of neighbours: inside it, and with the word typed
 * right before it. Of a prefix behind parts of a code, the parts. */
static bool collect_phrase(struct walk *w, const struct query_node *node, struct tt_error *e) {
    uint16_t n = node->op == QUERY_PREFIX ? node->n_before : node->n_words;
    for (uint16_t i = 0; i < n; i++) {
        struct origin from = {number_of(w, node), (uint16_t)(node->word + i), QUERY_NONE};
        const struct query_word *word = &w->m->query->words[from.word];
        struct term term;
        match_term(word, node->title, w->m->mode.accents, &term);
        w->t->exact |= word_is_exact(word, w->m->mode.accents);
        if (!add_lead(w->m, w->t, &term, word, from, e))
            return false;
        from.other = node->title ? QUERY_NONE : w->previous;
        if (from.other != QUERY_NONE && !add_bigram(w->m, w->t, from, e))
            return false;
        w->previous = node->title ? QUERY_NONE : from.word;
    }
    return true;
}

/* Multiplies the weights of all terms from `first` on. */
static void scale(struct tree *t, size_t first, double by) {
    for (size_t i = first; i < t->n_nodes; i++)
        if (t->nodes[i].op == RANK_TERM)
            t->nodes[i].weight *= by;
}

/* Within an either, the words and neighbours since there were so many, as one: all the words, or
 * any. */
static const struct rank_node *gather_words(struct tree *t, bool every, size_t first,
                                            size_t first_beside) {
    const struct rank_node *words = gather(t, every ? RANK_AND : RANK_OR, &t->inner, first);
    const struct rank_node *beside = gather(t, RANK_OR, &t->beside, first_beside);
    if (!words || !beside)
        return words;
    push(&t->inner, words);
    push(&t->inner, beside);
    return gather(t, every ? RANK_MAYBE : RANK_OR, &t->inner, first);
}

/* Another way of saying what weighs `typed`: its terms, in the articles where it stands whole,
 * made as heavy as what was typed times its weight. */
static bool collect_way(struct walk *w, uint16_t at, double typed, struct tt_error *e) {
    struct tree *t = w->t;
    const struct query_node *node = &w->m->query->nodes[at];
    size_t first_node = t->n_nodes, first = t->inner.n, beside = t->beside.n;
    const roaring_bitmap_t *set = match_phrase(w->m, node, e);
    t->mass = 0;
    w->previous = QUERY_NONE;
    if (!set || !collect_phrase(w, node, e))
        return false;
    double by = t->mass > 0 ? typed / t->mass : 1;
    by = by < lightest ? lightest : by > heaviest ? heaviest : by;
    scale(t, first_node, by * node->weight);
    const struct rank_node *words = gather_words(t, true, first, beside);
    if (node->n_words > 1 || node->from || node->to || node->guard != QUERY_NONE) {
        const struct rank_node *where = words ? add_set(t, set, 0) : NULL;
        if (!where)
            return true; /* no room: without its articles the way adds nothing */
        push(&t->inner, words);
        push(&t->inner, where);
        words = gather(t, RANK_FILTER, &t->inner, first);
    }
    push(&t->inner, words);
    return true;
}

/* Articles of the time; the words that name it add to it. */
static bool collect_date(struct walk *w, const struct query_node *node, double typed,
                         struct tt_error *e) {
    struct tree *t = w->t;
    uint32_t first, end;
    t->full |= t->n_dates == SETS_MAX;
    if (t->full)
        return true;
    match_days(w->m->snapshot, node->from, node->to, &first, &end);
    roaring_bitmap_t *set = first < end ? roaring_bitmap_from_range(first + 1, (uint64_t)end + 1, 1)
                                        : roaring_bitmap_create();
    if (!set)
        return tt_fail(e, TT_NO_MEMORY, "no memory to rank");
    t->dates[t->n_dates++] = set;
    double bonus = typed * (w->m->mode.any ? date_factor_any : date_factor);
    bool least = !w->m->mode.any && bonus < date_bonus;
    if (w->m->mode.dates)
        push(&t->inner, add_set(t, set, 0)); /* they match without a word */
    const struct rank_node *time = add_set(t, set, least ? date_bonus : bonus);
    note(t, time, (struct origin){number_of(w, node), QUERY_NONE, QUERY_NONE});
    push(&t->extras, time);
    return true;
}

/* The best of the ways counts. */
static bool collect_either(struct walk *w, const struct query_node *node, struct tt_error *e) {
    struct tree *t = w->t;
    const struct query_node *nodes = w->m->query->nodes;
    size_t first_node = t->n_nodes, first = t->inner.n, beside = t->beside.n;
    double outer = t->mass, typed;
    t->depth++;
    t->mass = 0;
    if (!collect(w, node->first_kid, e))
        return false;
    uint16_t previous = w->previous;
    typed = t->mass;
    scale(t, first_node, nodes[node->first_kid].weight);
    push(&t->inner, gather_words(t, !w->m->mode.any, first, beside));
    for (uint16_t k = nodes[node->first_kid].next; k != QUERY_NONE; k = nodes[k].next)
        if (!(nodes[k].op == QUERY_DATE ? collect_date(w, &nodes[k], typed, e)
                                        : collect_way(w, k, typed, e)))
            return false;
    w->previous = previous;
    t->depth--;
    t->mass = outer + typed;
    bool optional = match_is_optional(w->m, number_of(w, node));
    push(t->depth   ? &t->inner
         : optional ? &t->extras
                    : &t->leads,
         gather(t, RANK_MAX, &t->inner, first));
    return true;
}

/* Every positive word below the node, in the order typed. */
static bool collect(struct walk *w, uint16_t at, struct tt_error *e) {
    const struct query_node *nodes = w->m->query->nodes, *node = &nodes[at];
    switch (node->op) {
    case QUERY_PHRASE:
        return collect_phrase(w, node, e);
    case QUERY_PREFIX:
        if (node->n_before)
            return collect_phrase(w, node, e);
        w->previous = QUERY_NONE;
        return collect_prefix(w, node, e);
    case QUERY_EITHER:
        return collect_either(w, node, e);
    case QUERY_NOT:
    case QUERY_DATE:
        return true;
    default:
        break;
    }
    for (uint16_t k = node->first_kid; k != QUERY_NONE; k = nodes[k].next) {
        if (node->op == QUERY_OR)
            w->previous = QUERY_NONE;
        if (!collect(w, k, e))
            return false;
    }
    return true;
}

/* ---- the whole ------------------------------------------------------------------- */

struct tree *tree_new(void) {
    struct tree *t = malloc(sizeof *t);
    if (!t)
        return NULL;
    /* What is not counted yet is not read: no need to clear it. */
    t->leads.n = t->extras.n = t->inner.n = t->beside.n = 0;
    t->n_nodes = t->n_sets = t->n_dates = t->n_kids = 0;
    t->depth = t->n_prefixes = 0;
    t->mass = 0;
    t->exact = t->full = false;
    t->origins = NULL;
    return t;
}

void tree_free(struct tree *t) {
    for (size_t i = 0; t && i < t->n_dates; i++)
        roaring_bitmap_free(t->dates[i]);
    free(t);
}

bool tree_collect(struct tree *t, struct matching *m, struct tt_error *e) {
    struct walk walk = {m, t, QUERY_NONE};
    return collect(&walk, m->query->root, e);
}

void tree_add(struct tree *t, const struct term *term, double weight, double idf) {
    struct rank_node *node = add_node(t, RANK_TERM);
    if (!node)
        return;
    node->weight = weight;
    t->terms[node - t->nodes] = *term;
    t->leaves[node - t->nodes] = (struct leaf){.idf = idf};
    push(&t->leads, node);
}
