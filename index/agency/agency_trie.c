#include "index/agency/agency_trie.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "index/base/buf.h"
#include "index/text/token.h"

_Static_assert(ROOT_COUNT <= 16, "begins has a bit a root");

/* Tables are powers of two, at most half full. */
static size_t slot(uint64_t key, size_t cap) {
    return (size_t)((key * 0x9E3779B97F4A7C15ULL) >> 20) & (cap - 1);
}

bool trie_init(struct trie *t) {
    *t = (struct trie){.n_leaves = 1, .n_nodes = ROOT_COUNT, .cap_edges = 1024, .cap_words = 512};
    t->edges = calloc(t->cap_edges, sizeof *t->edges);
    t->vocabulary = calloc(t->cap_words, sizeof *t->vocabulary);
    bool ok = array_grow(&t->leaves, &t->cap_leaves, 1024, sizeof *t->leaves) &&
              array_grow(&t->first_leaf, &t->cap_nodes, 4096, sizeof *t->first_leaf) &&
              array_grow(&t->begins, &t->cap_begins, 4096, sizeof *t->begins);
    if (ok && t->edges && t->vocabulary) {
        memset(t->first_leaf, 0, t->cap_nodes * sizeof *t->first_leaf);
        memset(t->begins, 0, t->cap_begins * sizeof *t->begins);
        return true;
    }
    trie_done(t);
    return false;
}

void trie_done(struct trie *t) {
    free(t->leaves);
    free(t->first_leaf);
    free(t->edges);
    free(t->vocabulary);
    free(t->begins);
    *t = (struct trie){.n_leaves = 0};
}

static struct trie_word *word_slot(const struct trie *t, uint64_t fold) {
    size_t i = slot(fold, t->cap_words);
    while (t->vocabulary[i].fold && t->vocabulary[i].fold != fold)
        i = (i + 1) & (t->cap_words - 1);
    return &t->vocabulary[i];
}

static struct trie_edge *edge_slot(const struct trie *t, uint64_t key) {
    size_t i = slot(key, t->cap_edges);
    while (t->edges[i].key && t->edges[i].key != key)
        i = (i + 1) & (t->cap_edges - 1);
    return &t->edges[i];
}

static bool widen_words(struct trie *t) {
    struct trie_word *old = t->vocabulary, *wide = calloc(t->cap_words * 2, sizeof *wide);
    if (!wide)
        return false;
    size_t n = t->cap_words;
    t->vocabulary = wide;
    t->cap_words = n * 2;
    for (size_t i = 0; i < n; i++)
        if (old[i].fold)
            *word_slot(t, old[i].fold) = old[i];
    free(old);
    return true;
}

static bool widen_edges(struct trie *t) {
    struct trie_edge *old = t->edges, *wide = calloc(t->cap_edges * 2, sizeof *wide);
    if (!wide)
        return false;
    size_t n = t->cap_edges;
    t->edges = wide;
    t->cap_edges = n * 2;
    for (size_t i = 0; i < n; i++)
        if (old[i].key)
            *edge_slot(t, old[i].key) = old[i];
    free(old);
    return true;
}

static uint16_t word_add(struct trie *t, uint64_t fold) {
    if (t->n_words * 2 >= t->cap_words && !widen_words(t))
        return 0;
    struct trie_word *w = word_slot(t, fold);
    if (w->fold || t->n_words == UINT16_MAX)
        return w->id;
    if (!array_grow(&t->begins, &t->cap_begins, t->n_words + 2, sizeof *t->begins))
        return 0;
    *w = (struct trie_word){fold, (uint16_t)++t->n_words};
    t->begins[w->id] = 0;
    return w->id;
}

/* The child of a node, made when it is new; 0 when there is no memory. */
static uint32_t child_add(struct trie *t, uint32_t node, uint16_t word) {
    if (t->n_edges * 2 >= t->cap_edges && !widen_edges(t))
        return 0;
    struct trie_edge *e = edge_slot(t, (uint64_t)node << 16 | word);
    if (e->key)
        return e->to;
    if (!array_grow(&t->first_leaf, &t->cap_nodes, t->n_nodes + 1, sizeof *t->first_leaf))
        return 0;
    t->first_leaf[t->n_nodes] = 0;
    *e = (struct trie_edge){(uint64_t)node << 16 | word, (uint32_t)t->n_nodes};
    t->n_edges++;
    return (uint32_t)t->n_nodes++;
}

static uint32_t child(const struct trie *t, uint32_t node, uint16_t word) {
    return edge_slot(t, (uint64_t)node << 16 | word)->to;
}

uint64_t trie_hash(const char *s, size_t n) {
    uint64_t h = XXH3_64bits(s, n);
    return h ? h : 1;
}

/* Leaves of a node stay in the order of adding. A leaf that is there already is not added. */
static bool leaf_add(struct trie *t, uint32_t node, struct leaf leaf) {
    uint32_t last = 0;
    for (uint32_t i = t->first_leaf[node]; i; last = i, i = t->leaves[i].next)
        if (t->leaves[i].ref == leaf.ref && t->leaves[i].flags == leaf.flags &&
            memcmp(t->leaves[i].exact, leaf.exact, sizeof leaf.exact) == 0)
            return true;
    if (!array_grow(&t->leaves, &t->cap_leaves, t->n_leaves + 1, sizeof *t->leaves))
        return false;
    leaf.next = 0;
    t->leaves[t->n_leaves] = leaf;
    if (last)
        t->leaves[last].next = (uint32_t)t->n_leaves;
    else
        t->first_leaf[node] = (uint32_t)t->n_leaves;
    t->n_leaves++;
    return true;
}

bool trie_add(struct trie *t, enum trie_root root, const char *name, size_t len, struct leaf leaf) {
    struct tokenizer cutter;
    struct token token;
    uint32_t node = root;
    leaf.n = 0;
    leaf.exact[0] = leaf.exact[1] = 0;
    leaf.parted = 0;
    size_t end = 0;
    for (tokenizer_init(&cutter, name, len); tokenizer_next(&cutter, &token); leaf.n++) {
        if (leaf.n > 0 && (token.start != end + 1 || name[end] != ' '))
            leaf.parted |= 1U << (leaf.n & 31);
        end = token.end;
        if (leaf.n < 2)
            leaf.exact[leaf.n] = trie_hash(token.exact, token.exact_len);
        uint16_t word = word_add(t, trie_hash(token.folded, token.folded_len));
        if (leaf.n == 0)
            t->begins[word] |= (uint16_t)(1U << root);
        node = word ? child_add(t, node, word) : 0;
        if (!node)
            return false;
    }
    if (leaf.n > 2)
        leaf.exact[0] = leaf.exact[1] = 0;
    return leaf.n > 0 && leaf_add(t, node, leaf);
}

/* Short names are common syllables without their marks: they must be spelt right, or wholly
 * without marks. */
static bool spelt(const struct leaf *l, const struct word *w) {
    for (size_t i = 0; i < l->n && l->n <= 2; i++)
        if (w[i].exact != l->exact[i] && (w[i].flags & WORD_MARKED))
            return false;
    return true;
}

static bool parted_rightly(const struct leaf *l, const struct word *w) {
    for (size_t i = 1; i < l->n; i++)
        if ((w[i].gap & (GAP_COMMA | GAP_HYPHEN)) && !(l->parted >> (i & 31) & 1))
            return false;
    return true;
}

static bool fits(const struct leaf *l, const struct scan *s, size_t at) {
    const struct word *w = &s->words[at];
    if (!spelt(l, w) || !parted_rightly(l, w))
        return false;
    if ((l->flags & LEAF_CAP) && !(w->flags & WORD_CAP))
        return false;
    if (l->flags & LEAF_UPPER) {
        bool glued = (w->gap & GAP_GLUE) || (at + 1 < s->n && (w[1].gap & GAP_GLUE));
        return (w->flags & WORD_UPPER) && !glued;
    }
    return true;
}

const struct leaf *trie_more(const struct trie *t, const struct leaf *l, const struct scan *s,
                             size_t at) {
    for (uint32_t i = l->next; i; i = t->leaves[i].next)
        if (fits(&t->leaves[i], s, at))
            return &t->leaves[i];
    return NULL;
}

/* The first leaf of the node that is spelt as the words are, else the first that fits:
 * "do" is do, not Đỗ. */
static const struct leaf *leaf_for(const struct trie *t, uint32_t node, const struct scan *s,
                                   size_t at) {
    const struct leaf *first = NULL;
    for (uint32_t i = t->first_leaf[node]; i; i = t->leaves[i].next) {
        const struct leaf *l = &t->leaves[i];
        if (!fits(l, s, at))
            continue;
        if (l->n > 2 || l->exact[0] == s->words[at].exact)
            return l;
        first = first ? first : l;
    }
    return first;
}

/* Goes on to the child for words[i], 0 at the end of the name. */
static uint32_t step(const struct trie *t, uint32_t node, const struct scan *s, size_t at,
                     size_t i) {
    if (i >= s->n || !s->words[i].id || (i > at && (s->words[i].gap & GAP_HARD)))
        return 0;
    return child(t, node, s->words[i].id);
}

/* Most words begin no name: this saves looking for them. */
static bool begins(const struct trie *t, enum trie_root root, const struct scan *s, size_t at) {
    return at < s->n && t->begins[s->words[at].id] >> root & 1;
}

void trie_mark(const struct trie *t, enum trie_root root, struct scan *s, size_t at) {
    uint32_t node = root;
    if (!begins(t, root, s, at))
        return;
    for (size_t i = at; (node = step(t, node, s, at, i)) != 0; i++) {
        const struct leaf *l = leaf_for(t, node, s, at);
        if (!l)
            continue;
        uint8_t len = (uint8_t)(i + 1 - at);
        s->words[at].cls = l->ref;
        s->words[at].cls_len = len;
        if (len > s->words[i].back_len) {
            s->words[i].back = l->ref;
            s->words[i].back_len = len;
        }
    }
}

const struct leaf *trie_match(const struct trie *t, enum trie_root root, const struct scan *s,
                              size_t at, size_t *len) {
    const struct leaf *best = NULL;
    uint32_t node = root;
    if (!begins(t, root, s, at))
        return NULL;
    for (size_t i = at; (node = step(t, node, s, at, i)) != 0; i++) {
        const struct leaf *l = leaf_for(t, node, s, at);
        if (l) {
            best = l;
            *len = i + 1 - at;
        }
    }
    return best;
}

uint16_t trie_word_id(const struct trie *t, uint64_t fold) {
    return word_slot(t, fold)->id;
}
