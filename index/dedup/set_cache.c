#include "index/dedup/set_cache.h"

#include <stdlib.h>

struct slot {
    uint32_t number;
    uint64_t used; /* the clock at its last use, 0 when empty */
    struct shingle_set set;
};

struct set_cache {
    shingle_source *read;
    void *state;
    uint64_t clock, reads;
    size_t bytes;
    struct slot slots[SET_CACHE_SLOTS];
};

struct set_cache *set_cache_new(shingle_source *read, void *state) {
    struct set_cache *c = calloc(1, sizeof *c);
    if (c) {
        c->read = read;
        c->state = state;
    }
    return c;
}

void set_cache_free(struct set_cache *c) {
    for (size_t i = 0; c && i < SET_CACHE_SLOTS; i++)
        shingle_set_done(&c->slots[i].set);
    free(c);
}

uint64_t set_cache_reads(const struct set_cache *c) {
    return c->reads;
}

static void empty_slot(struct set_cache *c, struct slot *s) {
    c->bytes -= shingle_set_bytes(&s->set);
    shingle_set_done(&s->set);
    s->used = 0;
}

/* The slot that was used least lately; `holding` narrows it to those that hold memory and
 * are not among the last two. NULL when there is none. */
static struct slot *oldest(struct set_cache *c, bool holding) {
    struct slot *best = NULL;
    for (struct slot *s = c->slots; s < c->slots + SET_CACHE_SLOTS; s++) {
        if (holding && (!shingle_set_bytes(&s->set) || s->used + 1 >= c->clock))
            continue;
        if (!best || s->used < best->used)
            best = s;
    }
    return best;
}

static struct slot *load(struct set_cache *c, uint32_t number, struct tt_error *e) {
    struct slot *s = oldest(c, false), *spare;
    c->bytes -= shingle_set_bytes(&s->set);
    bool ok = c->read(c->state, number, &s->set, e);
    c->bytes += shingle_set_bytes(&s->set);
    c->reads++;
    s->number = number;
    s->used = ok ? c->clock : 0;
    while (c->bytes > SET_CACHE_BYTES_MAX && (spare = oldest(c, true)))
        empty_slot(c, spare);
    return ok ? s : NULL;
}

struct shingle_set *set_cache_get(struct set_cache *c, uint32_t number, struct tt_error *e) {
    c->clock++;
    for (struct slot *s = c->slots; s < c->slots + SET_CACHE_SLOTS; s++)
        if (s->used && s->number == number) {
            s->used = c->clock;
            return &s->set;
        }
    struct slot *s = load(c, number, e);
    return s ? &s->set : NULL;
}
