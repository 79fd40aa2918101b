#include "index/search/rank_weigh.h"

#include <stdlib.h>

/* In the index a title's words count so often (terms.c). */
enum { TITLE_COUNT = 3 };

/* Buckets by the lower part of a folded word's number. */
enum { BUCKETS = 256, NO_SLOT = 0xffff };

/* A word or two neighbours that leaves ask for. */
struct slot {
    uint32_t id;    /* in the lexicon */
    uint32_t other; /* neighbours: the one before; else 0 */
    bool exact;     /* else any form that folds to it */
    uint16_t next;  /* of the bucket */
    uint32_t title, body;
};

/* Which slot a leaf of the tree counts. */
struct counted {
    uint16_t slot; /* NO_SLOT: stands nowhere */
    bool title;    /* in the title alone */
    double factor; /* weight and idf */
};

struct weigher {
    const struct matching *m;
    const struct tree *t;
    struct slot slots[NODES_MAX];
    size_t n_slots;
    uint16_t buckets[BUCKETS];
    struct counted leaves[NODES_MAX];
    double worth[NODES_MAX];
};

/* ---- from the leaves ------------------------------------------------------------- */

static uint16_t slot_of(struct weigher *w, uint32_t id, uint32_t other, bool exact) {
    const struct lexicon_view *lexicon = &w->m->snapshot->lexicon;
    uint16_t *bucket = &w->buckets[(exact ? lexicon_fold(lexicon, id) : id) % BUCKETS];
    for (uint16_t i = *bucket; i != NO_SLOT; i = w->slots[i].next)
        if (w->slots[i].id == id && w->slots[i].other == other && w->slots[i].exact == exact)
            return i;
    w->slots[w->n_slots] = (struct slot){.id = id, .other = other, .exact = exact, .next = *bucket};
    *bucket = (uint16_t)w->n_slots;
    return (uint16_t)w->n_slots++;
}

static struct counted count_leaf(struct weigher *w, size_t at) {
    const struct leaf *leaf = &w->t->leaves[at];
    const struct lexicon_view *lexicon = &w->m->snapshot->lexicon;
    const char *name = w->t->terms[at].name;
    size_t len = w->t->terms[at].len;
    uint32_t id = lexicon_find(lexicon, name + leaf->word, len - leaf->word), other = 0;
    struct counted c = {
        .slot = NO_SLOT, .title = leaf->title, .factor = w->t->nodes[at].weight * leaf->idf};
    if (leaf->before)
        other = lexicon_find(lexicon, name + leaf->before, leaf->word - 1u - leaf->before);
    if (id && (other || !leaf->before))
        c.slot = slot_of(w, id, other, leaf->exact);
    return c;
}

bool weigher_new(const struct matching *m, const struct tree *t, struct read_words *wanted,
                 struct weigher **out, struct tt_error *e) {
    struct weigher *w = malloc(sizeof *w);
    if (!w)
        return tt_fail(e, TT_NO_MEMORY, "no memory to rank");
    w->m = m;
    w->t = t;
    w->n_slots = 0;
    for (size_t i = 0; i < BUCKETS; i++)
        w->buckets[i] = NO_SLOT;
    for (size_t i = 0; i < t->n_nodes; i++)
        if (t->nodes[i].op == RANK_TERM)
            w->leaves[i] = count_leaf(w, i);
    for (size_t i = 0; i < w->n_slots; i++) {
        read_words_want(wanted, &m->snapshot->lexicon, w->slots[i].id);
        read_words_want(wanted, &m->snapshot->lexicon, w->slots[i].other);
    }
    *out = w;
    return true;
}

void weigher_free(struct weigher *w) {
    free(w);
}

/* ---- an article ------------------------------------------------------------------ */

static void count_words(struct weigher *w, const struct read_words *words) {
    struct read_word before = {.id = 0};
    bool title = true;
    for (size_t i = 0; i < w->n_slots; i++)
        w->slots[i].title = w->slots[i].body = 0;
    for (size_t k = 0; k < words->n; k++) {
        struct read_word word = words->list[k];
        uint32_t previous = before.at + 1 == word.at ? before.folded : 0;
        title &= word.id != 0;
        for (uint16_t i = w->buckets[word.folded % BUCKETS]; i != NO_SLOT; i = w->slots[i].next) {
            struct slot *slot = &w->slots[i];
            if (slot->id == (slot->exact ? word.id : word.folded) &&
                (!slot->other || slot->other == previous)) {
                slot->title += title;
                slot->body += !title;
            }
        }
        before = word;
    }
}

static double term_worth(const struct weigher *w, const struct counted *c, double k1, double norm) {
    if (c->slot == NO_SLOT)
        return weigh_absent;
    const struct slot *slot = &w->slots[c->slot];
    double tf = c->title ? slot->title : TITLE_COUNT * (double)slot->title + slot->body;
    return tf > 0 ? c->factor * (k1 + 1) * tf / (tf + norm) : weigh_absent;
}

/* See enum rank_op. */
static double join(const struct weigher *w, const struct rank_node *node) {
    double all = 0, best = weigh_absent;
    bool some = false, every = true;
    for (size_t i = 0; i < node->n; i++) {
        double kid = w->worth[node->kids[i] - w->t->nodes];
        if (kid < 0) {
            every = false;
            if (i == 0 && node->op == RANK_MAYBE)
                return weigh_absent;
            continue;
        }
        some = true;
        best = kid > best ? kid : best;
        all += node->op == RANK_FILTER && i ? 0 : kid;
    }
    if (node->op == RANK_MAX)
        return best;
    return (node->op == RANK_AND || node->op == RANK_FILTER ? every : some) ? all : weigh_absent;
}

static double set_worth(const struct rank_node *leaf, uint32_t docid) {
    return roaring_bitmap_contains(leaf->set, docid) ? leaf->weight : weigh_absent;
}

/* Kids come before their parents. */
const double *weigher_article(struct weigher *w, uint32_t docid, const struct read_words *words,
                              double k1, double b) {
    double norm = length_norm(&w->m->snapshot->lengths, docid, k1, b);
    count_words(w, words);
    for (size_t i = 0; i < w->t->n_nodes; i++) {
        const struct rank_node *node = &w->t->nodes[i];
        w->worth[i] = node->op == RANK_TERM  ? term_worth(w, &w->leaves[i], k1, norm)
                      : node->op == RANK_SET ? set_worth(node, docid)
                                             : join(w, node);
    }
    return w->worth;
}

static double sum(const struct weigher *w, const struct list *l) {
    double all = 0;
    for (size_t i = 0; i < l->n; i++) {
        double worth = w->worth[l->of[i] - w->t->nodes];
        all += worth > 0 ? worth : 0;
    }
    return all;
}

double weigher_score(struct weigher *w, uint32_t docid, const struct read_words *words, double k1,
                     double b) {
    weigher_article(w, docid, words, k1, b);
    return w->t->leads.n ? sum(w, &w->t->leads) + sum(w, &w->t->extras) : 0;
}
