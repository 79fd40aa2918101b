#include "index/search/explain.h"

#include <stdlib.h>
#include <string.h>

#include "index/search/bm25.h"
#include "index/search/explain_parts.h"

enum { TEXT_BYTES_MAX = 64 << 20 };

/* Of a part of the tree that does not match an article. */
static const double absent = -1;

struct explaining {
    struct matching *m;
    struct tree *tree;
    struct things *things;
    roaring_bitmap_t *page; /* the hits' articles; by their order in it go the rows below */
    uint32_t n;
    double *worth; /* [node * n + row]: what a node of the tree adds */
    struct shim_hit *found;
    struct passage *passages; /* [hit]; those beyond the best have none */
    double *weights;          /* [thing]: in the hit that is being explained */
    struct sight *sights;     /* [thing] */
    bool *counts;             /* [node] */
    struct explanations *out;
};

static bool no_memory(struct tt_error *e) {
    return tt_fail(e, TT_NO_MEMORY, "no memory to explain hits");
}

/* ---- what every node of the tree weighs in every article of the page -------------- */

static double *row_of(const struct explaining *x, size_t node) {
    return &x->worth[node * x->n];
}

static size_t place_in_page(const struct explaining *x, uint32_t docid) {
    return (size_t)roaring_bitmap_rank(x->page, docid) - 1;
}

/* The same leaf once more: asked already. */
static bool known_leaf(const struct explaining *x, size_t at) {
    const struct shim_query *nodes = x->tree->nodes, *leaf = &nodes[at];
    for (size_t i = 0; i < at; i++)
        if (nodes[i].op == SHIM_TERM && nodes[i].weight == leaf->weight &&
            nodes[i].len == leaf->len && memcmp(nodes[i].term, leaf->term, leaf->len) == 0) {
            memcpy(row_of(x, at), row_of(x, i), x->n * sizeof *x->worth);
            return true;
        }
    return false;
}

static bool weigh_term(struct explaining *x, size_t at, struct tt_error *e) {
    struct bitmap_cursor cursor;
    const struct shim_set page = bitmap_set(&cursor, x->page);
    const struct shim_query members = {.op = SHIM_SET, .set = &page};
    const struct shim_query *kids[] = {&x->tree->nodes[at], &members};
    const struct shim_query here = {.op = SHIM_FILTER, .kids = kids, .n = 2};
    struct shim_options o = {.k1 = bm25_k1,
                             .b = bm25_b,
                             .limit = x->n,
                             .thorough = x->n,
                             .seconds = deadline_left(&x->m->deadline)};
    double *row = row_of(x, at);
    uint32_t n;
    if (known_leaf(x, at))
        return true;
    if (!shim_reader_search(x->m->reader, &here, &o, x->found, &n, e))
        return false;
    for (uint32_t i = 0; i < x->n; i++)
        row[i] = absent;
    for (uint32_t i = 0; i < n; i++)
        row[place_in_page(x, x->found[i].docid)] = x->found[i].score;
    return true;
}

static void weigh_set(const struct explaining *x, size_t at) {
    const struct shim_query *leaf = &x->tree->nodes[at];
    const struct bitmap_cursor *cursor = leaf->set->state;
    double *row = row_of(x, at);
    roaring_uint32_iterator_t it;
    roaring_init_iterator(x->page, &it);
    for (; it.has_value; roaring_advance_uint32_iterator(&it))
        *row++ = roaring_bitmap_contains(cursor->bitmap, it.current_value) ? leaf->weight : absent;
}

static size_t number_of(const struct explaining *x, const struct shim_query *node) {
    return (size_t)(node - x->tree->nodes);
}

/* As the shim has it: see enum shim_op. */
static double join(const struct explaining *x, const struct shim_query *node, uint32_t row) {
    double all = 0, best = absent;
    bool some = false, every = true;
    for (size_t i = 0; i < node->n; i++) {
        double kid = row_of(x, number_of(x, node->kids[i]))[row];
        if (kid < 0) {
            every = false;
            if (i == 0 && node->op == SHIM_MAYBE)
                return absent;
            continue;
        }
        some = true;
        best = kid > best ? kid : best;
        all += node->op == SHIM_FILTER && i ? 0 : kid;
    }
    if (node->op == SHIM_MAX)
        return best;
    return (node->op == SHIM_AND || node->op == SHIM_FILTER ? every : some) ? all : absent;
}

/* Kids come before their parents. */
static bool weigh_nodes(struct explaining *x, struct tt_error *e) {
    for (size_t i = 0; i < x->tree->n_nodes; i++) {
        const struct shim_query *node = &x->tree->nodes[i];
        if (node->op == SHIM_TERM) {
            if (deadline_passed(&x->m->deadline))
                return deadline_fail(e);
            if (!weigh_term(x, i, e))
                return false;
        } else if (node->op == SHIM_SET) {
            weigh_set(x, i);
        } else {
            for (uint32_t row = 0; row < x->n; row++)
                row_of(x, i)[row] = join(x, node, row);
        }
    }
    return true;
}

/* ---- what of it counts in an article ---------------------------------------------- */

static void count_kids(const struct explaining *x, const struct shim_query *node, uint32_t row) {
    size_t best = 0;
    double most = absent;
    for (size_t i = 0; i < node->n; i++) {
        size_t kid = number_of(x, node->kids[i]);
        double worth = row_of(x, kid)[row];
        if (node->op != SHIM_MAX && (i == 0 || node->op != SHIM_FILTER))
            x->counts[kid] = worth >= 0;
        if (worth > most) {
            most = worth;
            best = kid;
        }
    }
    if (node->op == SHIM_MAX)
        x->counts[best] = most >= 0;
}

static void count_list(const struct explaining *x, const struct list *l, uint32_t row) {
    for (size_t i = 0; i < l->n; i++) {
        size_t node = number_of(x, l->of[i]);
        x->counts[node] = row_of(x, node)[row] >= 0;
    }
}

/* A hit has all that must be there: its score is the sum of what is there (rank.c). */
static void weigh_things(const struct explaining *x, uint32_t row) {
    const struct tree *t = x->tree;
    memset(x->counts, 0, t->n_nodes * sizeof *x->counts);
    memset(x->weights, 0, THINGS_MAX * sizeof *x->weights);
    if (!t->leads.n)
        return;
    count_list(x, &t->leads, row);
    count_list(x, &t->extras, row);
    for (size_t i = t->n_nodes; i-- > 0;) {
        const struct shim_query *node = &t->nodes[i];
        if (!x->counts[i])
            continue;
        if (node->n)
            count_kids(x, node, row);
        else if (row_of(x, i)[row] > 0)
            x->weights[x->things->of[i]] += row_of(x, i)[row];
    }
}

/* ---- the parts of a hit ----------------------------------------------------------- */

static int heavier(const void *a, const void *b) {
    const struct sight *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return (x->thing > y->thing) - (x->thing < y->thing);
}

static void add_sight(const struct explaining *x, size_t thing, size_t *n) {
    if (x->weights[thing] > 0)
        x->sights[(*n)++] =
            (struct sight){.thing = &x->things->list[thing], .weight = x->weights[thing]};
}

/* The things that weigh something, the heaviest first; how many. */
static size_t choose(const struct explaining *x) {
    size_t n = 0;
    for (size_t i = 0; i < x->things->n; i++)
        add_sight(x, i, &n);
    add_sight(x, THING_PASSAGE, &n);
    qsort(x->sights, n, sizeof *x->sights, heavier);
    if (n <= EXPLAIN_PARTS_MAX)
        return n;
    struct sight rest = {.thing = &x->things->list[THING_REST]};
    for (; n >= EXPLAIN_PARTS_MAX; n--) {
        rest.weight += x->sights[n - 1].weight;
        rest.title++;
    }
    x->sights[n++] = rest;
    return n;
}

static struct explain_part part_of(const struct saying_hit *h, const struct sight *s) {
    struct explain_part p = {.kind = s->thing->kind,
                             .fields =
                                 (s->title ? EXPLAIN_TITLE : 0u) | (s->body ? EXPLAIN_BODY : 0u),
                             .count = s->title + s->body,
                             .weight = s->weight};
    if (p.kind == EXPLAIN_REST)
        p.fields = 0;
    else if (p.kind == EXPLAIN_PASSAGE) {
        p.fields = h->passage->title ? EXPLAIN_TITLE : EXPLAIN_BODY;
        p.count = (uint32_t)h->passage->n;
    } else if (p.kind != EXPLAIN_DATE)
        p.form = s->thing->exact ? EXPLAIN_EXACT : EXPLAIN_FOLDED;
    return p;
}

static bool add_part(const struct saying_hit *h, const struct sight *s, struct explanations *out) {
    if (!array_grow(&out->parts, &out->cap, out->n + 1, sizeof *out->parts))
        return false;
    struct explain_part p = part_of(h, s);
    p.name = out->text.len;
    say_name(h, s, &out->text);
    buf_add(&out->text, "", 1);
    p.why = out->text.len;
    say_why(h, s, &out->text);
    buf_add(&out->text, "", 1);
    out->parts[out->n++] = p;
    return buf_ok(&out->text);
}

static bool explain_hit(const struct explaining *x, const struct search_request *q, uint32_t docid,
                        const struct passage *passage, struct tt_error *e) {
    struct saying_hit h = {x->m, x->things, q->q, docid, passage};
    if (deadline_passed(&x->m->deadline))
        return deadline_fail(e);
    weigh_things(x, (uint32_t)place_in_page(x, docid));
    x->weights[THING_PASSAGE] = passage->weight;
    size_t n = choose(x);
    sights_count(x->m, x->things, docid, x->sights, n);
    for (size_t i = 0; i < n; i++)
        if (!add_part(&h, &x->sights[i], x->out))
            return no_memory(e);
    return true;
}

/* ---- the whole -------------------------------------------------------------------- */

/* The ranking's tree once more, its leaves' origins noted. */
static bool build(struct explaining *x, const struct search_hit *hits, struct tt_error *e) {
    x->tree = tree_new();
    x->things = malloc(sizeof *x->things);
    x->page = roaring_bitmap_create();
    if (!x->tree || !x->things || !x->page)
        return no_memory(e);
    for (uint32_t i = 0; i < x->n; i++)
        roaring_bitmap_add(x->page, hits[i].docid);
    x->tree->origins = calloc(NODES_MAX, sizeof *x->tree->origins);
    return (x->tree->origins || no_memory(e)) && tree_collect(x->tree, x->m, e);
}

static bool make_room(struct explaining *x, struct tt_error *e) {
    size_t rows = (size_t)x->n + 1;
    x->worth = malloc((x->tree->n_nodes + 1) * rows * sizeof *x->worth);
    x->found = malloc(rows * sizeof *x->found);
    x->passages = calloc(rows, sizeof *x->passages);
    x->weights = malloc(THINGS_MAX * sizeof *x->weights);
    x->sights = malloc(THINGS_MAX * sizeof *x->sights);
    x->counts = malloc(NODES_MAX * sizeof *x->counts);
    x->out = calloc(1, sizeof *x->out);
    if (x->out)
        x->out->first = calloc(rows, sizeof *x->out->first);
    return (x->worth && x->found && x->passages && x->weights && x->sights && x->counts && x->out &&
            x->out->first) ||
           no_memory(e);
}

static bool explain_all(struct explaining *x, const struct search_request *q,
                        const struct search_hit *hits, struct tt_error *e) {
    uint32_t near = q->offset < PASSAGES_MAX ? PASSAGES_MAX - q->offset : 0;
    near = near < x->n ? near : x->n;
    things_collect(x->m, x->tree, x->things);
    buf_init(&x->out->text, TEXT_BYTES_MAX);
    if (!weigh_nodes(x, e) || !passages_tell(x->m, hits, near, x->passages, e))
        return false;
    for (uint32_t i = 0; i < x->n; i++) {
        if (!explain_hit(x, q, hits[i].docid, &x->passages[i], e))
            return false;
        x->out->first[i + 1] = x->out->n;
    }
    return true;
}

bool explain_hits(struct matching *m, const struct search_request *q, const struct search_hit *hits,
                  uint32_t n, struct explanations **out, struct tt_error *e) {
    struct explaining x = {.m = m, .n = n};
    if (n == 0)
        return true;
    bool ok = build(&x, hits, e) && make_room(&x, e) && explain_all(&x, q, hits, e);
    if (ok) {
        *out = x.out;
        x.out = NULL;
    }
    explanations_free(x.out);
    free(x.counts);
    free(x.sights);
    free(x.weights);
    free(x.passages);
    free(x.found);
    free(x.worth);
    if (x.page)
        roaring_bitmap_free(x.page);
    free(x.things);
    if (x.tree)
        free(x.tree->origins);
    tree_free(x.tree);
    return ok;
}

void explanations_free(struct explanations *x) {
    if (!x)
        return;
    free(x->parts);
    free(x->first);
    buf_done(&x->text);
    free(x);
}
