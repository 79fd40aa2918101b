#include "index/search/rank_blocks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Articles of a block: their scores stay in the processor's first cache. Where no more than FEW of
 * a block are in the set, each is looked up for itself. At a million articles any FEW from 64 to
 * 512 is as good; 16 makes a search with filters a tenth slower. */
enum { BLOCK = IMPACTS_BLOCK, FEW = 128, MEMBERS_READ = 256 };

/* What matches without weight is told from what does not match. */
static const float least = 1e-20F;

/* A node of the tree; of a set, where in it the walk is. */
struct walker {
    struct impacts impacts;       /* of a term */
    float weight;                 /* of a term: of one step of its impacts */
    uint32_t levels;              /* of an inner node: below it */
    roaring_uint32_iterator_t it; /* in a set */
};

/* The articles at hand, whose scores are counted from 0: those listed, all of one block, or where
 * there is no list first..first+n-1. And scratch scores for nodes within nodes. */
struct block {
    const struct tree *t;
    struct walker *walkers; /* by number of node */
    uint32_t first, n;
    const uint32_t *few; /* n, ascending; NULL: all of the block */
    float (*scratch)[BLOCK];
};

/* ---- leaves: all of a block -------------------------------------------------------- */

static void add_packed(const uint8_t *packed, float weight, float *restrict out) {
    for (uint32_t i = 0; i < IMPACTS_HALF; i++) {
        out[i] += weight * (float)(packed[i] & IMPACT_MAX);
        out[i + IMPACTS_HALF] += weight * (float)(packed[i] >> IMPACT_BITS);
    }
}

static void add_list(const uint16_t *entry, uint32_t n, float weight, float *out) {
    for (uint32_t i = 0; i < n; i++)
        out[entry[i] >> IMPACT_BITS] += weight * (float)(entry[i] & IMPACT_MAX);
}

/* Every member of the set within the block gets what `from` has of it; NULL: `weight`. */
static void add_members(const struct block *b, struct walker *w, const float *from, float weight,
                        float *out) {
    uint32_t ids[MEMBERS_READ], end = b->first + b->n;
    if (w->it.has_value && w->it.current_value < b->first)
        roaring_move_uint32_iterator_equalorlarger(&w->it, b->first);
    while (w->it.has_value && w->it.current_value < end) {
        uint32_t wanted = end - w->it.current_value;
        uint32_t n = roaring_read_uint32_iterator(&w->it, ids,
                                                  wanted < MEMBERS_READ ? wanted : MEMBERS_READ);
        uint32_t i = 0;
        for (; i < n && ids[i] < end; i++)
            out[ids[i] - b->first] += from ? from[ids[i] - b->first] : weight;
        if (i < n) /* read too far */
            roaring_move_uint32_iterator_equalorlarger(&w->it, ids[i]);
        if (i < n)
            return;
    }
}

/* ---- leaves: few of a block -------------------------------------------------------- */

/* The first entry from `at` on that is no less than `wanted`: steps that double, then halves. */
static uint32_t gallop(const uint16_t *entry, uint32_t at, uint32_t n, uint16_t wanted) {
    uint32_t step = 1, low = at;
    while (n - low > step && entry[low + step] < wanted) {
        low += step;
        step *= 2;
    }
    uint32_t high = n - low > step ? low + step : n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (entry[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void look_up_packed(const struct block *b, const uint8_t *packed, float weight, float *out) {
    for (uint32_t i = 0; i < b->n; i++)
        out[i] += weight * (float)impacts_get(packed, b->few[i] % BLOCK);
}

static void look_up_list(const struct block *b, const uint16_t *entry, uint32_t n, float weight,
                         float *out) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        uint16_t wanted = impacts_entry_of(b->few[i], 0);
        at = gallop(entry, at, n, wanted);
        if (at < n && entry[at] - wanted <= IMPACT_MAX)
            out[i] += weight * (float)(entry[at] & IMPACT_MAX);
    }
}

static void look_up_members(const struct block *b, const struct rank_node *node, const float *from,
                            float weight, float *out) {
    for (uint32_t i = 0; i < b->n; i++)
        if (roaring_bitmap_contains(node->set, b->few[i]))
            out[i] += from ? from[i] : weight;
}

/* ---- leaves ------------------------------------------------------------------------ */

static void add_term(const struct block *b, const struct walker *w, float *out) {
    const struct impacts *p = &w->impacts;
    uint32_t block = b->first / BLOCK;
    if (p->packed) {
        const uint8_t *packed = p->packed + (size_t)block * IMPACTS_HALF;
        if (b->few)
            look_up_packed(b, packed, w->weight, out);
        else
            add_packed(packed, w->weight, out);
    } else if (p->starts) {
        const uint16_t *entry = p->entries + p->starts[block];
        uint32_t n = p->starts[block + 1] - p->starts[block];
        if (b->few)
            look_up_list(b, entry, n, w->weight, out);
        else
            add_list(entry, n, w->weight, out);
    }
}

static void add_set(const struct block *b, const struct rank_node *node, const float *from,
                    float *out) {
    struct walker *w = &b->walkers[node - b->t->nodes];
    if (b->few)
        look_up_members(b, node, from, w->weight, out);
    else
        add_members(b, w, from, w->weight, out);
}

/* ---- nodes ----------------------------------------------------------------------- */

static void add_node(const struct block *b, const struct rank_node *node, unsigned depth,
                     float *out);

/* The scores of the node alone. */
static const float *alone(const struct block *b, const struct rank_node *node, unsigned depth) {
    float *scores = b->scratch[depth];
    memset(scores, 0, (b->few ? b->n : BLOCK) * sizeof *scores);
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
    add_set(b, node->kids[1], alone(b, node->kids[0], depth), out);
}

static void add_node(const struct block *b, const struct rank_node *node, unsigned depth,
                     float *out) {
    switch (node->op) {
    case RANK_TERM:
        add_term(b, &b->walkers[node - b->t->nodes], out);
        return;
    case RANK_SET:
        add_set(b, node, NULL, out);
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

/* What a score must be above: articles come newest first, so one of the worst's is no better. */
static float bar(const struct best *h) {
    return h->n == h->limit ? (float)h->list[0].score : -1;
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
    return termsets_impacts(m->sets, &b->t->terms[at], &m->deadline, &w->impacts, e);
}

/* Levels below a node. */
static uint32_t levels(const struct block *b, const struct rank_node *node) {
    uint32_t deepest = 0;
    for (size_t k = 0; k < node->n; k++) {
        const struct rank_node *kid = node->kids[k];
        uint32_t deep = kid->n ? b->walkers[kid - b->t->nodes].levels : 0;
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
            b->walkers[i].levels = levels(b, node);
        if (node->n && b->walkers[i].levels > deepest)
            deepest = b->walkers[i].levels;
    }
    b->scratch = malloc((2 * (size_t)deepest + 3) * sizeof *b->scratch);
    return b->scratch || tt_fail(e, TT_NO_MEMORY, "no memory to rank");
}

static const float *score(const struct block *b) {
    float *scores = b->scratch[0];
    memset(scores, 0, (b->few ? b->n : BLOCK) * sizeof *scores);
    for (size_t i = 0; i < b->t->leads.n; i++)
        add_node(b, b->t->leads.of[i], 1, scores);
    for (size_t i = 0; i < b->t->extras.n; i++)
        add_node(b, b->t->extras.of[i], 1, scores);
    return scores;
}

/* The set's members of the block where the iterator is, if they are no more than FEW; else the
 * iterator stays. */
static uint32_t read_few(roaring_uint32_iterator_t *it, uint32_t end, uint32_t ids[FEW + 1]) {
    roaring_uint32_iterator_t here = *it;
    uint32_t n = roaring_read_uint32_iterator(&here, ids, FEW + 1), few = 0;
    while (few < n && ids[few] < end)
        few++;
    if (few > FEW)
        return few;
    if (few < n) /* read too far */
        roaring_move_uint32_iterator_equalorlarger(it, ids[few]);
    else
        *it = here;
    return few;
}

/* All of a block are scored; whether those that are good enough are in the set is asked then. */
static void run_block(const struct block *b, const roaring_bitmap_t *set,
                      roaring_uint32_iterator_t *it, struct best *h) {
    const float *scores = score(b);
    float least_wanted = bar(h);
    for (uint32_t i = 0; i < b->n; i++) {
        if (!(scores[i] > least_wanted) || !roaring_bitmap_contains(set, b->first + i))
            continue;
        push(h, (struct search_hit){b->first + i, scores[i]});
        least_wanted = bar(h);
    }
    roaring_move_uint32_iterator_equalorlarger(it, b->first + b->n);
}

static void run_few(struct block *b, const uint32_t *ids, uint32_t n, struct best *h) {
    b->few = ids;
    b->n = n;
    const float *scores = score(b);
    for (uint32_t i = 0; i < n; i++)
        if (scores[i] > bar(h))
            push(h, (struct search_hit){ids[i], scores[i]});
    b->few = NULL;
}

static bool run(struct matching *m, struct block *b, const roaring_bitmap_t *set, struct best *h,
                struct tt_error *e) {
    uint32_t ids[FEW + 1], documents = m->snapshot->manifest.documents;
    roaring_uint32_iterator_t it;
    roaring_init_iterator(set, &it);
    while (h->limit && it.has_value) {
        if (deadline_passed(&m->deadline))
            return deadline_fail(e);
        b->first = it.current_value / BLOCK * BLOCK;
        b->n = documents - b->first < BLOCK ? documents - b->first + 1 : BLOCK;
        uint32_t few = read_few(&it, b->first + b->n, ids);
        if (few > FEW)
            run_block(b, set, &it, h);
        else
            run_few(b, ids, few, h);
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
