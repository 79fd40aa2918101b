#include "index/search/rank_blocks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Articles of a block: their scores stay in the processor's first cache. */
enum { BLOCK = IMPACTS_BLOCK, MEMBERS_READ = 256 };

/* What matches without weight is told from what does not match. */
static const float least = 1e-20F;

/* A leaf of the tree, and where in its list or set the walk is. */
struct walker {
    struct impacts impacts;       /* of a term */
    float weight;                 /* of a term: of one step of its impacts */
    uint32_t at;                  /* in a list; of an inner node: levels below it */
    roaring_uint32_iterator_t it; /* in a set */
};

/* Rows first..first+n-1, and scratch scores for nodes within nodes. */
struct block {
    const struct tree *t;
    struct walker *walkers; /* by number of node */
    uint32_t first, n;
    float (*scratch)[BLOCK];
};

/* ---- leaves ---------------------------------------------------------------------- */

/* Where there are fewer articles than places, no bit is set for those that are not there. */
static void add_packed(const uint8_t *packed, float weight, float *restrict out) {
    for (uint32_t i = 0; i < IMPACTS_HALF; i++) {
        out[i] += weight * (float)(packed[i] & 15);
        out[i + IMPACTS_HALF] += weight * (float)(packed[i] >> 4);
    }
}

/* The first entry from `at` on that is no less than `wanted`: steps that double, then halves. */
static uint32_t gallop(const uint32_t *list, uint32_t at, uint32_t n, uint32_t wanted) {
    uint32_t step = 1, low = at;
    while (n - low > step && list[low + step] < wanted) {
        low += step;
        step *= 2;
    }
    uint32_t high = n - low > step ? low + step : n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (list[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_list(const struct block *b, struct walker *w, float *out) {
    const struct impacts *p = &w->impacts;
    uint32_t first = (b->first + 1) << IMPACT_BITS, end = (b->first + b->n + 1) << IMPACT_BITS;
    uint32_t i = gallop(p->list, w->at, p->n, first);
    for (; i < p->n && p->list[i] < end; i++)
        out[(p->list[i] - first) >> IMPACT_BITS] += w->weight * (float)(p->list[i] & IMPACT_MAX);
    w->at = i;
}

static void add_term(const struct block *b, struct walker *w, float *out) {
    if (w->impacts.packed)
        add_packed(w->impacts.packed + b->first / 2, w->weight, out);
    else
        add_list(b, w, out);
}

/* Every member of the set within the block gets what `from` has of it; NULL: `weight`. */
static void add_members(const struct block *b, struct walker *w, const float *from, float weight,
                        float *out) {
    uint32_t ids[MEMBERS_READ], end = b->first + b->n;
    if (w->it.has_value && w->it.current_value <= b->first)
        roaring_move_uint32_iterator_equalorlarger(&w->it, b->first + 1);
    while (w->it.has_value && w->it.current_value <= end) {
        uint32_t wanted = end - w->it.current_value + 1;
        uint32_t n = roaring_read_uint32_iterator(&w->it, ids,
                                                  wanted < MEMBERS_READ ? wanted : MEMBERS_READ);
        uint32_t i = 0;
        for (; i < n && ids[i] <= end; i++)
            out[ids[i] - b->first - 1] += from ? from[ids[i] - b->first - 1] : weight;
        if (i < n) /* read too far */
            roaring_move_uint32_iterator_equalorlarger(&w->it, ids[i]);
        if (i < n)
            return;
    }
}

/* ---- nodes ----------------------------------------------------------------------- */

static void add_node(const struct block *b, const struct rank_node *node, unsigned depth,
                     float *out);

/* The scores of the node alone. */
static const float *alone(const struct block *b, const struct rank_node *node, unsigned depth) {
    float *scores = b->scratch[depth];
    memset(scores, 0, BLOCK * sizeof *scores);
    add_node(b, node, depth + 1, scores);
    return scores;
}

static void add_best(const struct block *b, const struct rank_node *node, unsigned depth,
                     float *out) {
    float *best = b->scratch[depth];
    memset(best, 0, b->n * sizeof *best);
    for (size_t k = 0; k < node->n; k++) {
        const float *kid = alone(b, node->kids[k], depth + 1);
        for (uint32_t i = 0; i < b->n; i++)
            best[i] = kid[i] > best[i] ? kid[i] : best[i];
    }
    for (uint32_t i = 0; i < b->n; i++)
        out[i] += best[i];
}

/* The sum of the kids where the first `needed` of them match. */
static void add_where(const struct block *b, const struct rank_node *node, size_t needed,
                      unsigned depth, float *out) {
    float *sum = b->scratch[depth];
    memset(sum, 0, b->n * sizeof *sum);
    for (size_t k = 0; k < node->n; k++) {
        const float *kid = alone(b, node->kids[k], depth + 1);
        for (uint32_t i = 0; i < b->n; i++)
            sum[i] = k < needed && !(kid[i] > 0) ? -INFINITY : sum[i] + kid[i];
    }
    for (uint32_t i = 0; i < b->n; i++)
        out[i] += sum[i] > 0 ? sum[i] : 0;
}

static void add_filtered(const struct block *b, const struct rank_node *node, unsigned depth,
                         float *out) {
    const float *scores = alone(b, node->kids[0], depth);
    struct walker *members = &b->walkers[node->kids[1] - b->t->nodes];
    add_members(b, members, scores, 0, out);
}

static void add_node(const struct block *b, const struct rank_node *node, unsigned depth,
                     float *out) {
    struct walker *w = &b->walkers[node - b->t->nodes];
    switch (node->op) {
    case RANK_TERM:
        add_term(b, w, out);
        return;
    case RANK_SET:
        add_members(b, w, NULL, w->weight, out);
        return;
    case RANK_MAX:
        add_best(b, node, depth, out);
        return;
    case RANK_FILTER:
        add_filtered(b, node, depth, out);
        return;
    case RANK_AND:
        add_where(b, node, node->n, depth, out);
        return;
    case RANK_MAYBE:
        add_where(b, node, 1, depth, out);
        return;
    default:
        for (size_t k = 0; k < node->n; k++)
            add_node(b, node->kids[k], depth, out);
    }
}

/* ---- the best -------------------------------------------------------------------- */

/* A heap with the worst on top. */
struct best {
    struct search_hit *list;
    uint32_t n, limit;
};

static bool worse(const struct search_hit *a, const struct search_hit *b) {
    return a->score != b->score ? a->score < b->score : a->docid > b->docid;
}

static void sift_down(struct best *h, uint32_t at) {
    for (;;) {
        uint32_t kid = 2 * at + 1;
        if (kid + 1 < h->n && worse(&h->list[kid + 1], &h->list[kid]))
            kid++;
        if (kid >= h->n || !worse(&h->list[kid], &h->list[at]))
            return;
        struct search_hit swap = h->list[at];
        h->list[at] = h->list[kid];
        h->list[kid] = swap;
        at = kid;
    }
}

static void push(struct best *h, struct search_hit hit) {
    if (h->n < h->limit) {
        uint32_t at = h->n++;
        for (; at && worse(&hit, &h->list[(at - 1) / 2]); at = (at - 1) / 2)
            h->list[at] = h->list[(at - 1) / 2];
        h->list[at] = hit;
        return;
    }
    h->list[0] = hit;
    sift_down(h, 0);
}

/* Articles come newest first: one of the worst's score is no better than it. */
static void take_members(const struct block *b, roaring_uint32_iterator_t *it, const float *scores,
                         struct best *h) {
    uint32_t ids[MEMBERS_READ], end = b->first + b->n;
    float worst = h->n == h->limit ? (float)h->list[0].score : -1;
    while (it->has_value && it->current_value <= end) {
        uint32_t wanted = end - it->current_value + 1;
        uint32_t n =
            roaring_read_uint32_iterator(it, ids, wanted < MEMBERS_READ ? wanted : MEMBERS_READ);
        for (uint32_t i = 0; i < n; i++) {
            if (ids[i] > end) {
                roaring_move_uint32_iterator_equalorlarger(it, ids[i]);
                return;
            }
            float score = scores[ids[i] - b->first - 1];
            if (!(score > worst))
                continue;
            push(h, (struct search_hit){ids[i], score});
            worst = h->n == h->limit ? (float)h->list[0].score : -1;
        }
    }
}

static int best_first(const void *a, const void *b) {
    const struct search_hit *x = a, *y = b;
    return worse(x, y) - worse(y, x);
}

/* ---- the whole ------------------------------------------------------------------- */

static bool begin_leaf(struct matching *m, struct block *b, size_t at, struct tt_error *e) {
    const struct rank_node *node = &b->t->nodes[at];
    struct walker *w = &b->walkers[at];
    if (node->op == RANK_SET) {
        roaring_init_iterator(node->set, &w->it);
        w->weight = node->weight > 0 ? (float)node->weight : least;
        return true;
    }
    double bound = b->t->leaves[at].idf * (m->weights->k1 + 1);
    w->weight = (float)(node->weight * bound / IMPACT_MAX);
    w->at = 0;
    return termsets_impacts(m->sets, &b->t->terms[at], &m->deadline, &w->impacts, e);
}

/* Levels below a node: its walker's `at` holds them, for it has no list. */
static uint32_t levels(const struct block *b, const struct rank_node *node) {
    uint32_t deepest = 0;
    for (size_t k = 0; k < node->n; k++) {
        const struct rank_node *kid = node->kids[k];
        uint32_t deep = kid->n ? b->walkers[kid - b->t->nodes].at : 0;
        deepest = deep > deepest ? deep : deepest;
    }
    return deepest + 1;
}

/* Two scores for each level, and those of the whole. */
static bool begin(struct matching *m, struct block *b, struct tt_error *e) {
    uint32_t deepest = 0;
    for (size_t i = 0; i < b->t->n_nodes; i++) {
        const struct rank_node *node = &b->t->nodes[i];
        if (!node->n && !begin_leaf(m, b, i, e))
            return false;
        if (node->n)
            b->walkers[i].at = levels(b, node);
        if (node->n && b->walkers[i].at > deepest)
            deepest = b->walkers[i].at;
    }
    b->scratch = malloc((2 * (size_t)deepest + 3) * sizeof *b->scratch);
    return b->scratch || tt_fail(e, TT_NO_MEMORY, "no memory to rank");
}

static void score(const struct block *b, float *scores) {
    memset(scores, 0, BLOCK * sizeof *scores);
    for (size_t i = 0; i < b->t->leads.n; i++)
        add_node(b, b->t->leads.of[i], 1, scores);
    for (size_t i = 0; i < b->t->extras.n; i++)
        add_node(b, b->t->extras.of[i], 1, scores);
}

static bool run(struct matching *m, struct block *b, const roaring_bitmap_t *set, struct best *h,
                struct tt_error *e) {
    roaring_uint32_iterator_t it;
    roaring_init_iterator(set, &it);
    while (h->limit && it.has_value) {
        if (deadline_passed(&m->deadline))
            return deadline_fail(e);
        uint32_t documents = m->snapshot->manifest.documents;
        b->first = (it.current_value - 1) / BLOCK * BLOCK;
        b->n = documents - b->first < BLOCK ? documents - b->first : BLOCK;
        score(b, b->scratch[0]);
        take_members(b, &it, b->scratch[0], h);
    }
    return true;
}

bool blocks_best(struct matching *m, const struct tree *t, const roaring_bitmap_t *set,
                 uint32_t limit, struct search_hit *hits, uint32_t *n, struct tt_error *e) {
    struct block b = {.t = t, .walkers = malloc((t->n_nodes + 1) * sizeof *b.walkers)};
    struct best best = {.list = hits, .limit = limit};
    bool ok = b.walkers || tt_fail(e, TT_NO_MEMORY, "no memory to rank");
    ok = ok && begin(m, &b, e) && run(m, &b, set, &best, e);
    free(b.walkers);
    free(b.scratch);
    if (ok)
        qsort(hits, best.n, sizeof *hits, best_first);
    *n = best.n;
    return ok;
}
