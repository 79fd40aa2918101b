#include "index/search/termsets.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

struct entry {
    struct entry *chain;         /* next in the same slot */
    struct entry *newer, *older; /* by last use */
    uint64_t hash;
    roaring_bitmap_t *set;
    uint32_t *list, n; /* impacts; NULL: it is a frequent term, a value or a phrase */
    size_t bytes;
    struct term term;
};

enum { SLOTS = 4096 };

struct termsets {
    const struct snapshot *snapshot;
    struct shim_reader *reader;
    size_t bytes, max_bytes;
    struct entry *newest, *oldest;
    struct entry *slots[SLOTS];
};

struct termsets *termsets_new(const struct snapshot *s, struct shim_reader *reader,
                              size_t max_bytes) {
    struct termsets *t = calloc(1, sizeof *t);
    if (t) {
        t->snapshot = s;
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
    free(n->list);
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

/* ---- from the index -------------------------------------------------------------- */

/* Of a term that is not frequent both are read at once: the list of impacts, and the set. */
struct load {
    roaring_bitmap_t *set;
    uint32_t *list, n, room; /* NULL: of no interest */
    const struct lengths *lengths;
    const struct deadline *deadline;
    bool late;
};

static bool take_postings(void *state, const uint32_t *ids, const uint32_t *wdf, size_t n) {
    struct load *l = state;
    roaring_bitmap_add_many(l->set, n, ids);
    for (size_t i = 0; l->list && i < n && l->n < l->room; i++)
        l->list[l->n++] = ids[i] << IMPACT_BITS | impact_of(l->lengths, ids[i], wdf[i]);
    l->late = deadline_passed(l->deadline);
    return !l->late;
}

/* The articles that have impacts, a half of a block at once. */
static void unpack(const struct snapshot *s, const uint8_t *packed, roaring_bitmap_t *set) {
    uint32_t ids[IMPACTS_HALF], documents = s->manifest.documents;
    for (uint32_t row = 0; row < documents; row += IMPACTS_HALF) {
        const uint8_t *bytes = packed + (size_t)(row / IMPACTS_BLOCK) * IMPACTS_HALF;
        unsigned shift = row % IMPACTS_BLOCK ? IMPACT_BITS : 0;
        uint32_t rows = documents - row < IMPACTS_HALF ? documents - row : IMPACTS_HALF, n = 0;
        for (uint32_t i = 0; i < rows; i++) {
            ids[n] = row + i + 1;
            n += (bytes[i] >> shift & IMPACT_MAX) > 0;
        }
        roaring_bitmap_add_many(set, n, ids);
    }
}

static bool read_postings(struct termsets *t, const struct term *term, struct load *l,
                          struct tt_error *e) {
    if (term_is_scored(term)) {
        if (!shim_reader_df(t->reader, term->name, term->len, &l->room, e))
            return false;
        l->list = malloc(((size_t)l->room + 1) * sizeof *l->list);
        if (!l->list)
            return tt_fail(e, TT_NO_MEMORY, "no memory for impacts");
    }
    return shim_reader_postings(t->reader, term->name, term->len, take_postings, l, e) &&
           (!l->late || deadline_fail(e));
}

static bool read_term(struct termsets *t, const struct term *term, struct load *l,
                      struct tt_error *e) {
    const uint8_t *packed = impacts_find(&t->snapshot->impacts, term->name, term->len);
    l->set = roaring_bitmap_create();
    if (!l->set)
        return tt_fail(e, TT_NO_MEMORY, "no memory for a set of articles");
    if (packed)
        unpack(t->snapshot, packed, l->set);
    else if (!read_postings(t, term, l, e))
        return false;
    roaring_bitmap_run_optimize(l->set);
    return true;
}

/* ---- the cache ------------------------------------------------------------------- */

static uint64_t hash_of(const struct term *term) {
    return XXH3_64bits(term->name, term->len);
}

static struct entry *find(struct termsets *t, const struct term *term) {
    uint64_t hash = hash_of(term);
    struct entry *n = t->slots[hash % SLOTS];
    while (n && (n->hash != hash || n->term.len != term->len ||
                 memcmp(n->term.name, term->name, term->len) != 0))
        n = n->chain;
    if (!n)
        return NULL;
    unlink_use(t, n);
    link_newest(t, n);
    return n;
}

/* Takes the set and the list, also when there is no memory: NULL. */
static struct entry *keep(struct termsets *t, const struct term *term, roaring_bitmap_t *set,
                          uint32_t *list, uint32_t n_list, struct tt_error *e) {
    struct entry *n = malloc(sizeof *n);
    if (!n) {
        roaring_bitmap_free(set);
        free(list);
        tt_fail(e, TT_NO_MEMORY, "no memory for a set of articles");
        return NULL;
    }
    *n = (struct entry){.hash = hash_of(term), .set = set, .list = list, .n = n_list};
    n->bytes = sizeof *n + roaring_bitmap_size_in_bytes(set) + n_list * sizeof *list;
    n->term = *term;
    n->chain = t->slots[n->hash % SLOTS];
    t->slots[n->hash % SLOTS] = n;
    link_newest(t, n);
    t->bytes += n->bytes;
    return n;
}

static struct entry *get(struct termsets *t, const struct term *term,
                         const struct deadline *deadline, struct tt_error *e) {
    struct entry *n = find(t, term);
    if (n)
        return n;
    struct load l = {.lengths = &t->snapshot->lengths, .deadline = deadline};
    if (read_term(t, term, &l, e))
        return keep(t, term, l.set, l.list, l.n, e);
    if (l.set)
        roaring_bitmap_free(l.set);
    free(l.list);
    return NULL;
}

const roaring_bitmap_t *termsets_kept(struct termsets *t, const struct term *key) {
    const struct entry *n = find(t, key);
    return n ? n->set : NULL;
}

const roaring_bitmap_t *termsets_keep(struct termsets *t, const struct term *key,
                                      roaring_bitmap_t *set, struct tt_error *e) {
    const struct entry *n = keep(t, key, set, NULL, 0, e);
    return n ? n->set : NULL;
}

bool termsets_get(struct termsets *t, const struct term *term, const struct deadline *deadline,
                  const roaring_bitmap_t **out, struct tt_error *e) {
    const struct entry *n = get(t, term, deadline, e);
    if (n)
        *out = n->set;
    return n != NULL;
}

bool termsets_impacts(struct termsets *t, const struct term *term, const struct deadline *deadline,
                      struct impacts *out, struct tt_error *e) {
    const uint8_t *packed = impacts_find(&t->snapshot->impacts, term->name, term->len);
    if (packed) {
        *out = (struct impacts){.packed = packed};
        return true;
    }
    const struct entry *n = get(t, term, deadline, e);
    if (n)
        *out = (struct impacts){.list = n->list, .n = n->n};
    return n != NULL;
}
