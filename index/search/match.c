#include "index/search/match.h"

#include <stdlib.h>
#include <string.h>

void match_term(const struct query_word *w, bool title, enum search_accents accents,
                struct term *out) {
    if (word_is_exact(w, accents))
        term_make(title ? TERM_TITLE_EXACT : TERM_EXACT, w->exact, w->exact_len, out);
    else
        term_make(title ? TERM_TITLE_FOLDED : TERM_FOLDED, w->folded, w->folded_len, out);
}

static bool no_memory(struct tt_error *e) {
    return tt_fail(e, TT_NO_MEMORY, "no memory for a set of articles");
}

/* ---- prefixes -------------------------------------------------------------------- */

struct best_terms {
    struct expansion *out;
    uint32_t df[PREFIX_EXPANSIONS_MAX];
    const struct deadline *deadline;
    unsigned seen;
};

/* Keeps the most frequent terms: an insertion into a short sorted list. */
static bool take_term(void *state, const char *name, size_t len, uint32_t df) {
    struct best_terms *b = state;
    struct expansion *x = b->out;
    size_t i = x->n;
    if (x->n == PREFIX_EXPANSIONS_MAX) {
        x->cut = true;
        if (df <= b->df[--i])
            return (++b->seen & 1023) || !deadline_passed(b->deadline);
    } else {
        x->n++;
    }
    for (; i > 0 && b->df[i - 1] < df; i--) {
        b->df[i] = b->df[i - 1];
        x->terms[i] = x->terms[i - 1];
    }
    b->df[i] = df;
    memcpy(x->terms[i].name, name, len);
    x->terms[i].len = len;
    return true;
}

bool match_expand(struct matching *m, const struct query_node *node, struct expansion *out,
                  struct tt_error *e) {
    struct term prefix;
    struct best_terms best = {.out = out, .deadline = &m->deadline};
    out->n = 0;
    out->cut = false;
    /* Two spellings have as many letters: no word begins with both. */
    for (uint16_t i = 0; i < node->n_words; i++) {
        match_term(&m->query->words[node->word + i], node->title, m->mode.accents, &prefix);
        if (!shim_reader_terms(m->reader, prefix.name, prefix.len, take_term, &best, e))
            return false;
    }
    return !deadline_passed(&m->deadline) || deadline_fail(e);
}

static roaring_bitmap_t *match_prefix(struct matching *m, const struct query_node *node,
                                      struct tt_error *e) {
    struct expansion *x = malloc(sizeof *x);
    const roaring_bitmap_t *sets[PREFIX_EXPANSIONS_MAX];
    roaring_bitmap_t *all = NULL;
    bool ok = x ? match_expand(m, node, x, e) : no_memory(e);
    for (size_t i = 0; ok && i < x->n; i++)
        ok = termsets_get(m->sets, &x->terms[i], &m->deadline, &sets[i], e);
    if (ok) {
        m->cut = m->cut || x->cut;
        all = roaring_bitmap_or_many(x->n, sets);
        if (!all)
            no_memory(e);
    }
    free(x);
    return all;
}

/* ---- words and phrases ----------------------------------------------------------- */

/* The sets of a phrase's words and, outside titles, of its bigrams, smallest first. */
static bool phrase_sets(struct matching *m, const struct query_node *node,
                        const roaring_bitmap_t **sets, size_t *n, struct tt_error *e) {
    const struct query_word *w = &m->query->words[node->word];
    *n = 0;
    for (uint16_t i = 0; i < node->n_words; i++) {
        struct term term;
        match_term(&w[i], node->title, m->mode.accents, &term);
        if (!termsets_get(m->sets, &term, &m->deadline, &sets[(*n)++], e))
            return false;
        if (i == 0 || node->title)
            continue;
        term_make_bigram(w[i - 1].folded, w[i - 1].folded_len, w[i].folded, w[i].folded_len, &term);
        if (!termsets_get(m->sets, &term, &m->deadline, &sets[(*n)++], e))
            return false;
    }
    return true;
}

static int by_size(const void *a, const void *b) {
    uint64_t x = roaring_bitmap_get_cardinality(*(const roaring_bitmap_t *const *)a);
    uint64_t y = roaring_bitmap_get_cardinality(*(const roaring_bitmap_t *const *)b);
    return (x > y) - (x < y);
}

static roaring_bitmap_t *intersect(const roaring_bitmap_t **sets, size_t n, struct tt_error *e) {
    qsort(sets, n, sizeof *sets, by_size);
    roaring_bitmap_t *all =
        n == 1 ? roaring_bitmap_copy(sets[0]) : roaring_bitmap_and(sets[0], sets[1]);
    for (size_t i = 2; all && i < n; i++)
        roaring_bitmap_and_inplace(all, sets[i]);
    if (!all)
        no_memory(e);
    return all;
}

/* Two folded words side by side are just what their bigram says. */
static bool bigram_decides(const struct matching *m, const struct query_node *node) {
    const struct query_word *w = &m->query->words[node->word];
    return node->n_words == 2 && !node->title && !word_is_exact(&w[0], m->mode.accents) &&
           !word_is_exact(&w[1], m->mode.accents);
}

static roaring_bitmap_t *match_phrase(struct matching *m, const struct query_node *node,
                                      struct tt_error *e) {
    const roaring_bitmap_t *sets[2 * QUERY_WORDS_MAX];
    size_t n;
    if (!phrase_sets(m, node, sets, &n, e))
        return NULL;
    roaring_bitmap_t *set = intersect(sets, n, e);
    if (!set || node->n_words == 1 || bigram_decides(m, node))
        return set;
    if (phrase_filter(m, node, set, e))
        return set;
    roaring_bitmap_free(set);
    return NULL;
}

/* ---- operators ------------------------------------------------------------------- */

static roaring_bitmap_t *everything(const struct matching *m, struct tt_error *e) {
    roaring_bitmap_t *all =
        roaring_bitmap_from_range(1, (uint64_t)m->snapshot->manifest.documents + 1, 1);
    if (!all)
        no_memory(e);
    return all;
}

/* Kids that are not negations, joined by OR or AND; NULL without *failed: there are none. */
static roaring_bitmap_t *match_positive(struct matching *m, const struct query_node *node, bool any,
                                        bool *failed, struct tt_error *e) {
    roaring_bitmap_t *all = NULL;
    *failed = false;
    for (uint16_t k = node->first_kid; k != QUERY_NONE; k = m->query->nodes[k].next) {
        if (m->query->nodes[k].op == QUERY_NOT)
            continue;
        roaring_bitmap_t *kid = match_node(m, k, e);
        if (!kid) {
            if (all)
                roaring_bitmap_free(all);
            *failed = true;
            return NULL;
        }
        if (!all) {
            all = kid;
            continue;
        }
        if (any)
            roaring_bitmap_or_inplace(all, kid);
        else
            roaring_bitmap_and_inplace(all, kid);
        roaring_bitmap_free(kid);
    }
    return all;
}

static bool subtract_negations(struct matching *m, const struct query_node *node,
                               roaring_bitmap_t *all, struct tt_error *e) {
    for (uint16_t k = node->first_kid; k != QUERY_NONE; k = m->query->nodes[k].next) {
        if (m->query->nodes[k].op != QUERY_NOT)
            continue;
        /* Of what is not wanted every word must be there, also where any other would do. */
        struct reading_mode mode = m->mode;
        m->mode.any = false;
        roaring_bitmap_t *kid = match_node(m, m->query->nodes[k].first_kid, e);
        m->mode = mode;
        if (!kid)
            return false;
        roaring_bitmap_andnot_inplace(all, kid);
        roaring_bitmap_free(kid);
    }
    return true;
}

static roaring_bitmap_t *match_group(struct matching *m, const struct query_node *node,
                                     struct tt_error *e) {
    bool failed;
    bool any = node->op == QUERY_OR || m->mode.any;
    roaring_bitmap_t *all = match_positive(m, node, any, &failed, e);
    if (!all && !failed)
        all = everything(m, e);
    if (!all || subtract_negations(m, node, all, e))
        return all;
    roaring_bitmap_free(all);
    return NULL;
}

roaring_bitmap_t *match_node(struct matching *m, uint16_t at, struct tt_error *e) {
    const struct query_node *node = &m->query->nodes[at];
    if (deadline_passed(&m->deadline)) {
        deadline_fail(e);
        return NULL;
    }
    switch (node->op) {
    case QUERY_PHRASE:
        return match_phrase(m, node, e);
    case QUERY_PREFIX:
        return match_prefix(m, node, e);
    default:
        return match_group(m, node, e);
    }
}
