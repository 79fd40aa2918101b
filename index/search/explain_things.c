/* The things of a query, and how often they stand in an article. */
#include <string.h>

#include "index/search/explain_parts.h"

/* ---- from the leaves of the tree ------------------------------------------------- */

static uint32_t *room(struct things *t, uint32_t n, uint32_t *first) {
    if (t->n_ids + n > IDS_MAX)
        return NULL;
    *first = (uint32_t)t->n_ids;
    t->n_ids += n;
    return &t->ids[*first];
}

static uint32_t exact_id(const struct matching *m, const struct query_word *w) {
    return lexicon_find(&m->snapshot->lexicon, w->exact, w->exact_len);
}

static uint32_t folded_id(const struct matching *m, const struct query_word *w) {
    return lexicon_find(&m->snapshot->lexicon, w->folded, w->folded_len);
}

static void find_words(const struct matching *m, struct things *t, struct thing *thing,
                       uint16_t word, uint16_t n) {
    const struct query_word *w = &m->query->words[word];
    uint32_t *ids = room(t, n, &thing->ids);
    thing->exact = word_is_exact(w, m->mode.accents);
    for (uint16_t i = 0; ids && i < n; i++)
        ids[i] = thing->exact ? exact_id(m, &w[i]) : folded_id(m, &w[i]);
    thing->n_ids = ids ? n : 0;
}

static void find_neighbours(const struct matching *m, struct things *t, struct thing *thing) {
    const struct query_word *w[2] = {&m->query->words[thing->other], &m->query->words[thing->word]};
    uint32_t *ids = room(t, 4, &thing->ids);
    if (!ids)
        return;
    thing->n_ids = 2;
    thing->exact_ids = thing->ids + 2;
    for (int i = 0; i < 2; i++) {
        uint32_t id = w[i]->marked ? exact_id(m, w[i]) : 0;
        ids[i] = folded_id(m, w[i]);
        ids[2 + i] = w[i]->marked && !id ? UINT32_MAX : id;
    }
}

/* An expansion's word, which begins there in the name of its term. */
static void find_begun(const struct matching *m, struct things *t, struct thing *thing,
                       const struct term *term, uint16_t word) {
    const struct query_word *w = &m->query->words[m->query->nodes[thing->node].word];
    uint32_t *ids = room(t, 1, &thing->ids);
    thing->exact = word_is_exact(w, m->mode.accents);
    if (!ids)
        return;
    ids[0] = lexicon_find(&m->snapshot->lexicon, term->name + word, term->len - word);
    thing->n_ids = 1;
}

static enum explain_kind kind_of(const struct things *t, const struct origin *from) {
    if (t->typed[from->node] != QUERY_NONE)
        return EXPLAIN_ALTERNATIVE;
    if (from->word == QUERY_NONE)
        return EXPLAIN_PREFIX;
    return from->other == QUERY_NONE ? EXPLAIN_WORD : EXPLAIN_NEIGHBOURS;
}

static bool same(const struct things *t, const struct thing *a, const struct thing *b) {
    size_t n = a->n_ids + (a->kind == EXPLAIN_NEIGHBOURS ? 2u : 0u);
    if (a->kind != b->kind)
        return false;
    if (a->kind == EXPLAIN_ALTERNATIVE || a->kind == EXPLAIN_DATE)
        return a->node == b->node;
    return a->title == b->title && a->exact == b->exact && a->n_ids == b->n_ids &&
           (a->kind != EXPLAIN_PREFIX || a->node == b->node) &&
           memcmp(&t->ids[a->ids], &t->ids[b->ids], n * sizeof *t->ids) == 0;
}

static struct thing thing_of(const struct matching *m, const struct tree *tree, size_t leaf,
                             struct things *t) {
    const struct origin *from = &tree->origins[leaf];
    const struct query_node *node = &m->query->nodes[from->node];
    struct thing thing = {.title = node->title,
                          .times = 1,
                          .node = from->node,
                          .word = from->word,
                          .other = from->other,
                          .typed = t->typed[from->node]};
    thing.kind = tree->nodes[leaf].op == RANK_SET ? EXPLAIN_DATE : kind_of(t, from);
    if (thing.kind == EXPLAIN_ALTERNATIVE)
        find_words(m, t, &thing, node->word, node->n_words);
    else if (thing.kind == EXPLAIN_WORD)
        find_words(m, t, &thing, from->word, 1);
    else if (thing.kind == EXPLAIN_NEIGHBOURS)
        find_neighbours(m, t, &thing);
    else if (thing.kind == EXPLAIN_PREFIX)
        find_begun(m, t, &thing, &tree->terms[leaf], tree->leaves[leaf].word);
    return thing;
}

/* The place of the thing, which is added when it is new. */
static uint16_t place_of(struct things *t, const struct thing *thing, size_t ids_before) {
    size_t i = 0;
    while (i < t->n && !same(t, &t->list[i], thing))
        i++;
    if (i == t->n) {
        t->list[t->n++] = *thing;
    } else {
        t->list[i].times++;
        t->n_ids = ids_before;
    }
    return (uint16_t)i;
}

static void find_typed(const struct query *q, uint16_t *typed) {
    for (size_t i = 0; i < q->n_nodes; i++)
        typed[i] = QUERY_NONE;
    for (size_t i = 0; i < q->n_nodes; i++) {
        uint16_t first = q->nodes[i].first_kid;
        if (q->nodes[i].op != QUERY_EITHER || first == QUERY_NONE)
            continue;
        for (uint16_t k = q->nodes[first].next; k != QUERY_NONE; k = q->nodes[k].next)
            typed[k] = first;
    }
}

void things_collect(const struct matching *m, const struct tree *tree, struct things *t) {
    t->n = t->n_ids = 0;
    find_typed(m->query, t->typed);
    for (size_t i = 0; i < tree->n_nodes; i++) {
        const struct rank_node *leaf = &tree->nodes[i];
        bool time = leaf->op == RANK_SET && leaf->weight > 0;
        if (leaf->op != RANK_TERM && !time)
            continue;
        size_t ids_before = t->n_ids;
        struct thing thing = thing_of(m, tree, i, t);
        t->of[i] = place_of(t, &thing, ids_before);
    }
    t->list[THING_PASSAGE] = (struct thing){.kind = EXPLAIN_PASSAGE};
    t->list[THING_FRESHNESS] = (struct thing){.kind = EXPLAIN_FRESHNESS};
    t->list[THING_REST] = (struct thing){.kind = EXPLAIN_REST};
}

/* ---- counting -------------------------------------------------------------------- */

/* Which of at most 64 sights may begin with a word, as bits by the lower part of its number. */
enum { HEADS = 256 };

struct counter {
    const struct matching *m;
    const struct things *things;
    struct sight *list;
    uint64_t exact[HEADS], folded[HEADS];
    const unsigned char *end; /* of the stream */
    bool title;
};
static_assert(EXPLAIN_PARTS_MAX <= 64, "a bit a part");

static void counter_init(struct counter *c, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const struct thing *thing = c->list[i].thing;
        const uint32_t *ids = &c->things->ids[thing->ids];
        if (thing->n_ids == 0 || ids[0] == 0)
            continue;
        uint64_t *heads = thing->exact ? c->exact : c->folded;
        heads[ids[0] % HEADS] |= UINT64_C(1) << i;
    }
}

/* Whether a year or another code makes something else of what stands before `p`. */
static bool guarded(const struct counter *c, const struct thing *thing, const unsigned char *p) {
    const struct query_node *node = &c->m->query->nodes[thing->node];
    const struct lexicon_view *lexicon = &c->m->snapshot->lexicon;
    uint32_t id = p < c->end ? stream_next(&p) : 0;
    if (thing->kind != EXPLAIN_ALTERNATIVE || node->guard == QUERY_NONE || id == 0)
        return false;
    const struct query_word *guard = &c->m->query->words[node->guard];
    bool exact = word_is_exact(guard, c->m->mode.accents);
    uint32_t behind = exact ? exact_id(c->m, guard) : folded_id(c->m, guard);
    return (behind && (exact ? id : lexicon_fold(lexicon, id)) == behind) ||
           phrase_year(lexicon_text(lexicon, id));
}

static void note_form(struct sight *s, uint32_t id) {
    uint32_t i = 0;
    while (i < s->n_forms && i < FORMS_MAX && s->forms[i].id != id)
        i++;
    if (i < FORMS_MAX && i == s->n_forms) {
        s->forms[i].id = id;
        s->forms[i].count = 0;
    }
    s->n_forms = i == s->n_forms ? i + 1 : s->n_forms;
    if (i < FORMS_MAX)
        s->forms[i].count++;
}

/* Counts the sight if it stands where `id` does; `p`: behind that. */
static void look(const struct counter *c, struct sight *s, uint32_t id, const unsigned char *p) {
    const struct lexicon_view *lexicon = &c->m->snapshot->lexicon;
    const struct thing *thing = s->thing;
    const uint32_t *ids = &c->things->ids[thing->ids];
    const uint32_t *typed = &c->things->ids[thing->exact_ids];
    bool as_typed = true;
    for (uint32_t i = 0, at = id;; at = stream_next(&p)) {
        if ((thing->exact ? at : lexicon_fold(lexicon, at)) != ids[i])
            return;
        as_typed &= thing->kind == EXPLAIN_NEIGHBOURS && (!typed[i] || typed[i] == at);
        if (++i == thing->n_ids)
            break;
        if (p >= c->end)
            return;
    }
    if (guarded(c, thing, p))
        return;
    s->title += c->title;
    s->body += !c->title;
    s->as_typed += as_typed;
    if (thing->n_ids == 1 && !thing->exact)
        note_form(s, id);
}

void sights_count(const struct matching *m, const struct things *t, uint32_t docid,
                  struct sight *list, size_t n) {
    const struct snapshot *s = m->snapshot;
    const uint64_t *start = column_u64(s, COL_STREAM_START);
    const unsigned char *p = (const unsigned char *)s->streams.data + start[docid - 1];
    struct counter c = {.m = m,
                        .things = t,
                        .list = list,
                        .end = (const unsigned char *)s->streams.data + start[docid],
                        .title = true};
    counter_init(&c, n);
    while (p < c.end) {
        uint32_t id = stream_next(&p);
        c.title &= id != 0;
        uint64_t maybe = c.exact[id % HEADS] | c.folded[lexicon_fold(&s->lexicon, id) % HEADS];
        for (; maybe; maybe &= maybe - 1) {
            struct sight *sight = &list[__builtin_ctzll(maybe)];
            if (c.title || !sight->thing->title)
                look(&c, sight, id, p);
        }
    }
}
