#include "index/search/termsets.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

struct entry {
    struct entry *chain;         /* next in the same slot */
    struct entry *newer, *older; /* by last use */
    uint64_t hash;
    roaring_bitmap_t *set;
    void *list; /* what the impacts lie in; NULL: in the index, or it is a value or a phrase */
    struct impacts impacts;
    size_t bytes;
    struct term term;
};

enum { SLOTS = 4096 };

struct termsets {
    const struct snapshot *snapshot;
    struct shim_reader *reader;
    struct searcher_cache use;
    size_t max_bytes;
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
    t->use.bytes -= n->bytes;
    roaring_bitmap_free(n->set);
    free(n->list);
    free(n);
}

void termsets_trim(struct termsets *t) {
    while (t->oldest && t->use.bytes > t->max_bytes)
        drop(t, t->oldest);
}

void termsets_free(struct termsets *t) {
    if (!t)
        return;
    while (t->oldest)
        drop(t, t->oldest);
    free(t);
}

struct searcher_cache termsets_use(const struct termsets *t) {
    return t->use;
}

/* ---- made of impacts ------------------------------------------------------------- */

/* What is on its way into the cache. */
struct load {
    roaring_bitmap_t *set;
    void *list;
    struct impacts impacts;
    size_t bytes; /* of its own, without what is mapped */
    bool mapped;  /* the set is used where the index has it */
};

static bool no_memory(struct tt_error *e) {
    return tt_fail(e, TT_NO_MEMORY, "no memory for a set of articles");
}

/* The articles of a list, block by block. */
static void add_listed(const struct impacts *from, uint32_t documents, roaring_bitmap_t *set) {
    uint32_t ids[IMPACTS_BLOCK];
    for (uint32_t block = 0; block < impacts_blocks(documents); block++) {
        const uint16_t *entry = from->entries + from->starts[block];
        uint32_t n = from->starts[block + 1] - from->starts[block];
        for (uint32_t i = 0; i < n; i++)
            ids[i] = block * IMPACTS_BLOCK + (entry[i] >> IMPACT_BITS);
        if (n)
            roaring_bitmap_add_many(set, n, ids);
    }
}

/* What the library holds of a view of a set: for each container a pointer, and what is there. */
static size_t view_bytes(uint32_t documents) {
    enum { CONTAINER = 1 << 16, CONTAINER_BYTES = sizeof(void *) + 16 };
    return sizeof(roaring_bitmap_t) + (documents / CONTAINER + (size_t)1) * CONTAINER_BYTES;
}

/* As it is mapped: the index was looked through when it was opened. */
static bool view_set(const struct snapshot *s, const struct impacts_row *row, struct load *l,
                     struct tt_error *e) {
    /* The view is not written to; it is freed like any other set. */
    l->set = (roaring_bitmap_t *)(uintptr_t)roaring_bitmap_frozen_view(
        impacts_set(&s->impacts, row), row->set_bytes);
    l->bytes = view_bytes(s->manifest.documents);
    l->mapped = true;
    return l->set || no_memory(e);
}

/* Of a term that is frequent: as it is mapped, or else of its impacts. */
static bool load_frequent(const struct snapshot *s, const struct impacts_row *row, struct load *l,
                          struct tt_error *e) {
    uint32_t documents = s->manifest.documents;
    l->impacts = impacts_of(&s->impacts, row);
    if (row->set_bytes)
        return view_set(s, row, l, e);
    l->set = roaring_bitmap_create();
    if (!l->set)
        return no_memory(e);
    add_listed(&l->impacts, documents, l->set);
    if (roaring_bitmap_contains(l->set, 0) || roaring_bitmap_maximum(l->set) > documents)
        return tt_fail(e, TT_CORRUPT, "%s has a list that cannot be", FILE_IMPACTS);
    l->bytes = roaring_bitmap_size_in_bytes(l->set);
    return true;
}

/* ---- made of postings ------------------------------------------------------------ */

/* Impacts on their way: one block after the other. */
struct reading {
    struct load *load;
    const struct lengths *lengths;
    const struct deadline *deadline;
    uint32_t *starts; /* NULL: of no interest */
    uint16_t *entries;
    uint32_t block, n, room;
    bool late, wrong; /* why it was not read to the end */
};

/* The starts of all blocks up to this one. */
static void begin_blocks(struct reading *r, uint32_t up_to) {
    for (; r->block <= up_to; r->block++)
        r->starts[r->block] = r->n;
}

static void take_impacts(struct reading *r, const uint32_t *ids, const uint32_t *wdf, size_t n) {
    for (size_t i = 0; i < n && r->n < r->room; i++) {
        begin_blocks(r, ids[i] / IMPACTS_BLOCK);
        r->entries[r->n++] = impacts_entry_of(ids[i], impact_of(r->lengths, ids[i], wdf[i]));
    }
}

static bool are_articles(const uint32_t *ids, size_t n, uint32_t documents) {
    bool are = true;
    for (size_t i = 0; i < n; i++)
        are &= ids[i] > 0 && ids[i] <= documents;
    return are;
}

static bool take_postings(void *state, const uint32_t *ids, const uint32_t *wdf, size_t n) {
    struct reading *r = state;
    r->wrong = !are_articles(ids, n, r->lengths->documents);
    if (r->wrong)
        return false;
    roaring_bitmap_add_many(r->load->set, n, ids);
    if (r->starts)
        take_impacts(r, ids, wdf, n);
    r->late = deadline_passed(r->deadline);
    return !r->late;
}

static bool make_room(struct termsets *t, const struct term *term, struct reading *r,
                      struct tt_error *e) {
    struct load *l = r->load;
    size_t starts = (impacts_blocks(r->lengths->documents) + (size_t)1) * sizeof *r->starts;
    if (!shim_reader_df(t->reader, term->name, term->len, &r->room, e))
        return false;
    l->bytes = starts + r->room * sizeof *r->entries;
    l->list = malloc(l->bytes);
    if (!l->list)
        return no_memory(e);
    r->starts = l->list;
    r->entries = (void *)((char *)l->list + starts);
    l->impacts = (struct impacts){.starts = r->starts, .entries = r->entries};
    return true;
}

static bool load_postings(struct termsets *t, const struct term *term,
                          const struct deadline *deadline, struct load *l, struct tt_error *e) {
    struct reading r = {.load = l, .lengths = &t->snapshot->lengths, .deadline = deadline};
    l->set = roaring_bitmap_create();
    if (!l->set)
        return no_memory(e);
    if ((term_is_scored(term) && !make_room(t, term, &r, e)) ||
        !shim_reader_postings(t->reader, term->name, term->len, take_postings, &r, e))
        return false;
    if (r.wrong)
        return tt_fail(e, TT_CORRUPT, "%s has numbers of no article", FILE_TERMS);
    if (r.late)
        return deadline_fail(e);
    if (r.starts)
        begin_blocks(&r, impacts_blocks(r.lengths->documents));
    roaring_bitmap_run_optimize(l->set);
    l->bytes += roaring_bitmap_size_in_bytes(l->set);
    return true;
}

static const struct impacts_row *frequent(const struct termsets *t, const struct term *term) {
    return impacts_find(&t->snapshot->impacts, term->name, term->len);
}

static bool load_term(struct termsets *t, const struct term *term, const struct deadline *deadline,
                      struct load *l, struct tt_error *e) {
    const struct impacts_row *row = frequent(t, term);
    return row ? load_frequent(t->snapshot, row, l, e) : load_postings(t, term, deadline, l, e);
}

static void load_done(struct load *l) {
    if (l->set)
        roaring_bitmap_free(l->set);
    free(l->list);
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
    t->use.hits++;
    return n;
}

/* Takes what was loaded, also when there is no memory: NULL. */
static struct entry *keep(struct termsets *t, const struct term *term, struct load *l,
                          struct tt_error *e) {
    struct entry *n = malloc(sizeof *n);
    if (!n) {
        load_done(l);
        no_memory(e);
        return NULL;
    }
    *n = (struct entry){
        .hash = hash_of(term), .set = l->set, .list = l->list, .impacts = l->impacts};
    n->bytes = sizeof *n + l->bytes;
    n->term = *term;
    n->chain = t->slots[n->hash % SLOTS];
    t->slots[n->hash % SLOTS] = n;
    link_newest(t, n);
    t->use.bytes += n->bytes;
    t->use.misses += !l->mapped;
    return n;
}

static struct entry *get(struct termsets *t, const struct term *term,
                         const struct deadline *deadline, struct tt_error *e) {
    struct load l = {.bytes = 0};
    struct entry *n = find(t, term);
    if (n)
        return n;
    if (load_term(t, term, deadline, &l, e))
        return keep(t, term, &l, e);
    load_done(&l);
    return NULL;
}

const roaring_bitmap_t *termsets_kept(struct termsets *t, const struct term *key) {
    const struct entry *n = find(t, key);
    return n ? n->set : NULL;
}

const roaring_bitmap_t *termsets_keep(struct termsets *t, const struct term *key,
                                      roaring_bitmap_t *set, struct tt_error *e) {
    struct load l = {.set = set, .bytes = roaring_bitmap_size_in_bytes(set)};
    const struct entry *n = keep(t, key, &l, e);
    return n ? n->set : NULL;
}

bool termsets_get(struct termsets *t, const struct term *term, const struct deadline *deadline,
                  const roaring_bitmap_t **out, struct tt_error *e) {
    const struct entry *n = get(t, term, deadline, e);
    if (n)
        *out = n->set;
    return n != NULL;
}

bool termsets_df(struct termsets *t, const struct term *term, uint32_t *df, struct tt_error *e) {
    const struct impacts_row *row = frequent(t, term);
    if (!row)
        return shim_reader_df(t->reader, term->name, term->len, df, e);
    *df = row->df;
    return true;
}

bool termsets_impacts(struct termsets *t, const struct term *term, const struct deadline *deadline,
                      struct impacts *out, struct tt_error *e) {
    const struct impacts_row *row = frequent(t, term);
    const struct entry *n = row ? NULL : get(t, term, deadline, e);
    if (row)
        *out = impacts_of(&t->snapshot->impacts, row);
    else if (n)
        *out = n->impacts;
    return row || n;
}
