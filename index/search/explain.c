#include "index/search/explain.h"

#include <stdlib.h>
#include <string.h>

#include "index/search/explain_parts.h"
#include "index/search/rank_again.h"
#include "index/search/rank_weigh.h"

enum { TEXT_BYTES_MAX = 64 << 20 };

struct explaining {
    struct matching *m;
    struct tree *tree;
    struct again *again;
    struct things *things;
    const double *worth;  /* [node]: what it adds in the hit that is being explained */
    double *weights;      /* [thing]: the same of things */
    struct sight *sights; /* [thing] */
    bool *counts;         /* [node] */
    struct explanations *out;
};

static bool no_memory(struct tt_error *e) {
    return tt_fail(e, TT_NO_MEMORY, "no memory to explain hits");
}

/* ---- what of it counts in an article ---------------------------------------------- */

static size_t number_of(const struct explaining *x, const struct rank_node *node) {
    return (size_t)(node - x->tree->nodes);
}

static void count_kids(const struct explaining *x, const struct rank_node *node) {
    size_t best = 0;
    double most = weigh_absent;
    for (size_t i = 0; i < node->n; i++) {
        size_t kid = number_of(x, node->kids[i]);
        double worth = x->worth[kid];
        if (node->op != RANK_MAX && (i == 0 || node->op != RANK_FILTER))
            x->counts[kid] = worth >= 0;
        if (worth > most) {
            most = worth;
            best = kid;
        }
    }
    if (node->op == RANK_MAX)
        x->counts[best] = most >= 0;
}

static void count_list(const struct explaining *x, const struct list *l) {
    for (size_t i = 0; i < l->n; i++) {
        size_t node = number_of(x, l->of[i]);
        x->counts[node] = x->worth[node] >= 0;
    }
}

/* A hit has all that must be there: its score is the sum of what is there (rank.c). */
static void weigh_things(const struct explaining *x) {
    const struct tree *t = x->tree;
    memset(x->counts, 0, t->n_nodes * sizeof *x->counts);
    memset(x->weights, 0, THINGS_MAX * sizeof *x->weights);
    if (!t->leads.n)
        return;
    count_list(x, &t->leads);
    count_list(x, &t->extras);
    for (size_t i = t->n_nodes; i-- > 0;) {
        const struct rank_node *node = &t->nodes[i];
        if (!x->counts[i])
            continue;
        if (node->n)
            count_kids(x, node);
        else if (x->worth[i] > 0)
            x->weights[x->things->of[i]] += x->worth[i];
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
    add_sight(x, THING_FRESHNESS, &n);
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
    } else if (p.kind != EXPLAIN_DATE && p.kind != EXPLAIN_FRESHNESS)
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

/* What was found in the article, without its date. */
static double found(const struct explaining *x) {
    double all = x->weights[THING_PASSAGE];
    for (size_t i = 0; i < x->things->n; i++)
        all += x->weights[i];
    return all;
}

/* Behind the best, scores were made smaller (rank_again.h): so are their parts. */
static void fit(const struct explaining *x, double score) {
    double all = found(x);
    for (size_t i = 0; all > 0 && i < x->things->n; i++)
        x->weights[i] *= score / all;
}

static bool explain_hit(struct explaining *x, const struct search_request *q,
                        const struct search_hit *hit, bool best, struct tt_error *e) {
    struct passage passage;
    struct saying_hit h = {x->m, x->things, q->q, hit->docid, &passage};
    if (!again_tell(x->again, hit->docid, best, &x->worth, &passage, e))
        return false;
    weigh_things(x);
    x->weights[THING_PASSAGE] = passage.weight;
    if (best)
        x->weights[THING_FRESHNESS] = found(x) * again_freshness(x->again, hit->docid);
    else
        fit(x, hit->score);
    size_t n = choose(x);
    sights_count(x->m, x->things, hit->docid, x->sights, n);
    for (size_t i = 0; i < n; i++)
        if (!add_part(&h, &x->sights[i], x->out))
            return no_memory(e);
    return true;
}

/* ---- the whole -------------------------------------------------------------------- */

/* The ranking's tree once more, its leaves' origins noted. */
static bool build(struct explaining *x, struct tt_error *e) {
    x->tree = tree_new();
    x->things = malloc(sizeof *x->things);
    if (!x->tree || !x->things)
        return no_memory(e);
    x->tree->origins = calloc(NODES_MAX, sizeof *x->tree->origins);
    return (x->tree->origins || no_memory(e)) && tree_collect(x->tree, x->m, e) &&
           again_new(x->m, x->tree, &x->again, e);
}

static bool make_room(struct explaining *x, uint32_t n, struct tt_error *e) {
    x->weights = malloc(THINGS_MAX * sizeof *x->weights);
    x->sights = malloc(THINGS_MAX * sizeof *x->sights);
    x->counts = malloc(NODES_MAX * sizeof *x->counts);
    x->out = calloc(1, sizeof *x->out);
    if (x->out)
        x->out->first = calloc((size_t)n + 1, sizeof *x->out->first);
    return (x->weights && x->sights && x->counts && x->out && x->out->first) || no_memory(e);
}

static bool explain_all(struct explaining *x, const struct search_request *q,
                        const struct search_hit *hits, uint32_t n, struct tt_error *e) {
    things_collect(x->m, x->tree, x->things);
    buf_init(&x->out->text, TEXT_BYTES_MAX);
    for (uint32_t i = 0; i < n; i++) {
        if (!explain_hit(x, q, &hits[i], q->offset + i < x->m->weights->depth, e))
            return false;
        x->out->first[i + 1] = x->out->n;
    }
    return true;
}

bool explain_hits(struct matching *m, const struct search_request *q, const struct search_hit *hits,
                  uint32_t n, struct explanations **out, struct tt_error *e) {
    struct explaining x = {.m = m};
    if (n == 0)
        return true;
    bool ok = build(&x, e) && make_room(&x, n, e) && explain_all(&x, q, hits, n, e);
    if (ok) {
        *out = x.out;
        x.out = NULL;
    }
    explanations_free(x.out);
    free(x.counts);
    free(x.sights);
    free(x.weights);
    free(x.things);
    again_free(x.again);
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
