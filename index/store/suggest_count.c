#include <stdlib.h>

#include "index/base/sums.h"
#include "index/store/suggest_learn.h"
#include "index/store/terms.h"

/* The phrases as a tree: from a node one step a syllable. */
struct tree {
    uint32_t *first;   /* by lexicon number: the node of a phrase's first syllable; 0: none */
    struct sums steps; /* node << 32 | lexicon number: the next node */
    uint32_t *phrase;  /* by node: which phrase ends here, from 1 */
    size_t n, cap;
};

static uint32_t add_node(struct tree *t) {
    if (!array_grow(&t->phrase, &t->cap, t->n + 1, sizeof *t->phrase))
        return 0;
    t->phrase[t->n] = 0;
    return (uint32_t)t->n++;
}

/* Spreads what sums would lay side by side. */
static uint64_t step_key(uint32_t node, uint32_t id) {
    uint64_t key = (uint64_t)node << 32 | id;
    return key * UINT64_C(0x9e3779b97f4a7c15);
}

static bool add_phrase(struct tree *t, const struct phrase *p, uint32_t number) {
    uint32_t *first = &t->first[p->id[0]];
    uint32_t node = *first ? *first : (*first = add_node(t));
    for (uint32_t i = 1; node && i < p->n; i++) {
        uint64_t key = step_key(node, p->id[i]);
        uint32_t next = (uint32_t)sums_get(&t->steps, key);
        if (!next) {
            next = add_node(t);
            if (!next || !sums_add(&t->steps, key, next))
                return false;
        }
        node = next;
    }
    t->phrase[node] = number;
    return node != 0;
}

static bool plant(struct tree *t, const struct phrases *p, uint32_t lexicon_size) {
    t->first = calloc((size_t)lexicon_size + 1, sizeof *t->first);
    bool ok = t->first && array_grow(&t->phrase, &t->cap, 1, sizeof *t->phrase);
    t->n = 1; /* 0 is no node */
    for (size_t i = 0; ok && i < p->n; i++)
        ok = add_phrase(t, &p->list[i], (uint32_t)i + 1);
    return ok;
}

/* One article: ids[0..n-1], 0 where a phrase may not go across; in front stands the title.
 * `seen` has the last article of each phrase. */
static void count_in(const struct tree *t, const uint32_t *ids, size_t n, uint32_t article,
                     uint32_t *seen, struct phrases *p) {
    bool title = true;
    for (size_t i = 0; i < n; i++) {
        uint32_t node = t->first[ids[i]];
        title = title && ids[i];
        for (size_t k = i + 1; node && k < n && ids[k]; k++) {
            node = (uint32_t)sums_get(&t->steps, step_key(node, ids[k]));
            uint32_t number = node ? t->phrase[node] : 0;
            if (number && seen[number - 1] != article) {
                seen[number - 1] = article;
                p->list[number - 1].count++;
                p->list[number - 1].titles += title;
            }
        }
    }
}

static bool count_all(const struct suggest_archive *a, const struct tree *t, uint32_t *seen,
                      struct phrases *p) {
    const uint64_t *start = (const void *)a->stream_start.data;
    uint32_t *ids = NULL;
    size_t cap = 0;
    bool ok = true;
    for (uint32_t row = 0; ok && row < a->documents; row++) {
        const unsigned char *at = (const unsigned char *)a->streams.data + start[row];
        const unsigned char *end = (const unsigned char *)a->streams.data + start[row + 1];
        size_t n = 0;
        ok = array_grow(&ids, &cap, (size_t)(end - at) + 1, sizeof *ids);
        while (ok && at < end)
            ids[n++] = stream_next(&at);
        if (row % SUGGEST_REST_EVERY == 0)
            mapping_rest(&a->streams);
        if (ok)
            count_in(t, ids, n, row + 1, seen, p);
    }
    free(ids);
    mapping_rest(&a->streams);
    return ok;
}

bool phrases_count(const struct suggest_archive *a, uint32_t lexicon_size, struct phrases *p,
                   struct tt_error *e) {
    struct tree t = {.n = 0};
    uint32_t *seen = calloc(p->n + 1, sizeof *seen);
    sums_init(&t.steps);
    bool ok = seen && plant(&t, p, lexicon_size) && count_all(a, &t, seen, p);
    free(seen);
    free(t.first);
    free(t.phrase);
    sums_done(&t.steps);
    return ok || tt_fail(e, TT_NO_MEMORY, "no memory to count phrases");
}
