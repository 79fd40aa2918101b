#include "index/search/termsets.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

struct entry {
    struct entry *chain;         /* next in the same slot */
    struct entry *newer, *older; /* by last use */
    uint64_t hash;
    roaring_bitmap_t *set;
    size_t bytes;
    struct term term;
};

enum { SLOTS = 4096 };

struct termsets {
    struct shim_reader *reader;
    size_t bytes, max_bytes;
    struct entry *newest, *oldest;
    struct entry *slots[SLOTS];
};

struct termsets *termsets_new(struct shim_reader *reader, size_t max_bytes) {
    struct termsets *t = calloc(1, sizeof *t);
    if (t) {
        t->reader = reader;
        t->max_bytes = max_bytes;
    }
    return t;
}

static void unlink_use(struct termsets *t, struct entry *n) {
    *(n->newer ? &n->newer->older : &t->newest) = n->older;
    *(n->older ? &n->older->newer : &t->oldest) = n->newer;
}

static void link_newest(struct termsets *t, struct entry *n) {
    n->newer = NULL;
    n->older = t->newest;
    *(t->newest ? &t->newest->newer : &t->oldest) = n;
    t->newest = n;
}

static void drop(struct termsets *t, struct entry *n) {
    struct entry **at = &t->slots[n->hash % SLOTS];
    while (*at != n)
        at = &(*at)->chain;
    *at = n->chain;
    unlink_use(t, n);
    t->bytes -= n->bytes;
    roaring_bitmap_free(n->set);
    free(n);
}

void termsets_trim(struct termsets *t) {
    while (t->oldest && t->bytes > t->max_bytes)
        drop(t, t->oldest);
}

void termsets_free(struct termsets *t) {
    if (!t)
        return;
    while (t->oldest)
        drop(t, t->oldest);
    free(t);
}

struct load {
    roaring_bitmap_t *set;
    const struct deadline *deadline;
    bool late;
};

static bool take_ids(void *state, const uint32_t *ids, size_t n) {
    struct load *l = state;
    roaring_bitmap_add_many(l->set, n, ids);
    l->late = deadline_passed(l->deadline);
    return !l->late;
}

static roaring_bitmap_t *load_set(struct termsets *t, const struct term *term,
                                  const struct deadline *deadline, struct tt_error *e) {
    struct load l = {roaring_bitmap_create(), deadline, false};
    if (!l.set) {
        tt_fail(e, TT_NO_MEMORY, "no memory for a set of articles");
        return NULL;
    }
    bool ok = shim_reader_postings(t->reader, term->name, term->len, take_ids, &l, e);
    if (ok && l.late)
        ok = deadline_fail(e);
    if (ok) {
        roaring_bitmap_run_optimize(l.set);
        return l.set;
    }
    roaring_bitmap_free(l.set);
    return NULL;
}

static uint64_t hash_of(const struct term *term) {
    return XXH3_64bits(term->name, term->len);
}

const roaring_bitmap_t *termsets_kept(struct termsets *t, const struct term *term) {
    uint64_t hash = hash_of(term);
    struct entry *n = t->slots[hash % SLOTS];
    while (n && (n->hash != hash || n->term.len != term->len ||
                 memcmp(n->term.name, term->name, term->len) != 0))
        n = n->chain;
    if (!n)
        return NULL;
    unlink_use(t, n);
    link_newest(t, n);
    return n->set;
}

const roaring_bitmap_t *termsets_keep(struct termsets *t, const struct term *term,
                                      roaring_bitmap_t *set, struct tt_error *e) {
    struct entry *n = malloc(sizeof *n);
    if (!n) {
        roaring_bitmap_free(set);
        tt_fail(e, TT_NO_MEMORY, "no memory for a set of articles");
        return NULL;
    }
    n->hash = hash_of(term);
    n->set = set;
    n->bytes = sizeof *n + roaring_bitmap_size_in_bytes(set);
    n->term = *term;
    n->chain = t->slots[n->hash % SLOTS];
    t->slots[n->hash % SLOTS] = n;
    link_newest(t, n);
    t->bytes += n->bytes;
    return set;
}

bool termsets_get(struct termsets *t, const struct term *term, const struct deadline *deadline,
                  const roaring_bitmap_t **out, struct tt_error *e) {
    const roaring_bitmap_t *set = termsets_kept(t, term);
    roaring_bitmap_t *fresh = set ? NULL : load_set(t, term, deadline, e);
    if (fresh)
        set = termsets_keep(t, term, fresh, e);
    if (set)
        *out = set;
    return set != NULL;
}
