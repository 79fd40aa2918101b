/* From chains to clusters: like follows like, and the ends need not be alike. */
#include "index/dedup/cluster_parts.h"

enum {
    LEADERS_MAX = 16,  /* texts that one chain may fall into; the rest stand alone */
    WITNESSES_MAX = 8, /* copies of one text that another is compared with */
};

/* Finds the first leader whose text is the same, or makes it one of them. */
static bool follow_leader(struct solver *s, uint32_t rank, uint32_t *leaders, unsigned *n,
                          struct tt_error *e) {
    for (unsigned i = 0; i < *n; i++) {
        bool same = s->same_as[rank] == leaders[i];
        if (!same && !compare_texts(s, leaders[i], rank, &same, e))
            return false;
        if (!same)
            continue;
        s->leader[rank] = leaders[i];
        s->counts.near++;
        return true;
    }
    if (*n < LEADERS_MAX)
        leaders[(*n)++] = rank;
    return true;
}

/* A chain: pairs[from..end) and the texts it fell into, first the earliest. */
struct chain {
    uint32_t from, end;
    uint32_t leaders[LEADERS_MAX];
    unsigned n;
};

/* Whether some copy of the text that `first` leads is the same text as `other`. */
static bool find_witness(struct solver *s, const struct chain *c, uint32_t first, uint32_t other,
                         bool *found, struct tt_error *e) {
    unsigned asked = 0;
    *found = false;
    for (uint32_t i = c->from; i < c->end && asked < WITNESSES_MAX && !*found; i++) {
        uint32_t rank = (uint32_t)s->pairs[i];
        if (rank == first || s->leader[rank] != first)
            continue;
        asked++;
        if (!compare_texts(s, rank < other ? rank : other, rank < other ? other : rank, found, e))
            return false;
    }
    return true;
}

static void follow_all(struct solver *s, const struct chain *c, uint32_t first, uint32_t other) {
    for (uint32_t i = c->from; i < c->end; i++)
        if (s->leader[(uint32_t)s->pairs[i]] == other)
            s->leader[(uint32_t)s->pairs[i]] = first;
    s->counts.near++;
}

/* Joins two texts of a chain that a third one shows to be of one source. */
static bool join_by_witness(struct solver *s, const struct chain *c, struct tt_error *e) {
    for (unsigned j = 1; j < c->n; j++)
        for (unsigned i = 0; i < j; i++) {
            uint32_t first = c->leaders[i], other = c->leaders[j];
            struct likeness l;
            bool found;
            if (s->leader[first] != first)
                continue;
            if (!read_likeness(s, first, other, &l, e))
                return false;
            if (!likeness_is_of_one_source(&l))
                continue;
            if (!find_witness(s, c, first, other, &found, e))
                return false;
            if (!found)
                continue;
            follow_all(s, c, first, other);
            break;
        }
    return true;
}

bool divide_chains(struct solver *s, struct tt_error *e) {
    uint32_t n = 0;
    for (uint32_t r = 0; r < s->n; r++)
        if (s->leader[r] == r)
            s->pairs[n++] = pair_of(root_of(s, r), r);
    sort_pairs(s, n, 32);
    for (uint32_t from = 0, end; from < n; from = end) {
        struct chain c = {.from = from, .end = end = run_end(s, from, n)};
        for (uint32_t i = from; i < end; i++)
            if (!follow_leader(s, (uint32_t)s->pairs[i], c.leaders, &c.n, e))
                return false;
        if (!join_by_witness(s, &c, e))
            return false;
    }
    return true;
}
