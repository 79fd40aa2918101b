/* A file of impacts of any bytes is refused, or whatever the search asks of it stays within it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <roaring/roaring.h>

#include "index/search/rank_blocks.h"

enum { ARTICLES_MAX = 1 << 17, HITS = 10 };

/* Terms that the corpus has. */
static const char *const known[] = {"ba", "hai", "tư", "mười", "chung", "đầu", "cuối", "XSbao"};
enum { KNOWN = sizeof known / sizeof *known };

static void require(bool holds) {
    if (!holds)
        abort();
}

/* ---- row by row ------------------------------------------------------------------ */

static void walk_set(const roaring_bitmap_t *set, uint32_t documents, uint64_t n) {
    uint32_t ids[100], last = 0, got;
    uint64_t all = 0;
    roaring_uint32_iterator_t it;
    roaring_init_iterator(set, &it);
    while ((got = roaring_read_uint32_iterator(&it, ids, sizeof ids / sizeof *ids)) > 0)
        for (uint32_t i = 0; i < got; i++, all++) {
            require(ids[i] > last && ids[i] <= documents && roaring_bitmap_contains(set, ids[i]));
            last = ids[i];
        }
    require(all == n && roaring_bitmap_get_cardinality(set) == n);
}

/* What two sets have together, and either, and one alone, is counted alike by all ways. */
static void join(const roaring_bitmap_t *a, const roaring_bitmap_t *b, uint32_t documents) {
    uint64_t n = roaring_bitmap_get_cardinality(a) + roaring_bitmap_get_cardinality(b);
    const roaring_bitmap_t *both[] = {a, b};
    roaring_bitmap_t *common = roaring_bitmap_and(a, b), *any = roaring_bitmap_or_many(2, both);
    roaring_bitmap_t *rest = roaring_bitmap_copy(any), *others;
    require(common && any && rest);
    roaring_bitmap_andnot_inplace(rest, common);
    others = roaring_bitmap_flip(rest, 1, (uint64_t)documents + 1);
    require(others);
    uint64_t n_common = roaring_bitmap_get_cardinality(common);
    walk_set(common, documents, n_common);
    walk_set(any, documents, n - n_common);
    walk_set(rest, documents, n - 2 * n_common);
    walk_set(others, documents, documents - (n - 2 * n_common));
    roaring_bitmap_and_inplace(any, b);
    walk_set(any, documents, roaring_bitmap_get_cardinality(b));
    roaring_bitmap_free(common);
    roaring_bitmap_free(any);
    roaring_bitmap_free(rest);
    roaring_bitmap_free(others);
}

/* Every byte of the impacts, as they are added up. */
static uint64_t walk_impacts(struct impacts of, uint32_t documents) {
    uint64_t sum = 0;
    for (uint32_t block = 0; block < impacts_blocks(documents); block++) {
        for (uint32_t i = 0; of.packed && i < IMPACTS_HALF; i++)
            sum += of.packed[(size_t)block * IMPACTS_HALF + i];
        if (!of.starts)
            continue;
        require(of.starts[block + 1] - of.starts[block] <= IMPACTS_BLOCK);
        for (uint32_t i = of.starts[block]; i < of.starts[block + 1]; i++)
            sum += of.entries[i];
    }
    return sum;
}

static uint64_t walk_rows(const struct impacts_view *v) {
    const roaring_bitmap_t *before = NULL;
    uint64_t sum = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        const struct impacts_row *row = &v->rows[i];
        const char *frozen = impacts_set(v, row);
        sum += walk_impacts(impacts_of(v, row), v->documents);
        if (!frozen)
            continue;
        const roaring_bitmap_t *set = roaring_bitmap_frozen_view(frozen, row->set_bytes);
        require(set);
        walk_set(set, v->documents, row->df);
        join(before ? before : set, set, v->documents);
        if (before)
            roaring_bitmap_free(before);
        before = set;
    }
    if (before)
        roaring_bitmap_free(before);
    return sum;
}

/* ---- as the search does ---------------------------------------------------------- */

/* The best of the set by all terms that the file has. */
static void rank(struct matching *m, struct tree *t, const roaring_bitmap_t *set) {
    struct search_hit hits[HITS];
    uint32_t n;
    struct tt_error e;
    if (!blocks_best(m, t, set, HITS, hits, &n, &e)) {
        require(e.code == TT_CORRUPT);
        return;
    }
    require(n <= HITS && n <= roaring_bitmap_get_cardinality(set));
    for (uint32_t i = 0; i < n; i++)
        require(roaring_bitmap_contains(set, hits[i].docid) && hits[i].score >= 0 &&
                (i == 0 || hits[i].score <= hits[i - 1].score));
}

static void search_terms(struct matching *m, struct tree *t) {
    const struct impacts_view *v = &m->snapshot->impacts;
    for (size_t i = 0; i < KNOWN; i++) {
        const roaring_bitmap_t *set;
        struct term term;
        struct tt_error e;
        if (!impacts_find(v, known[i], strlen(known[i])))
            continue;
        term_make(TERM_EXACT, known[i], strlen(known[i]), &term);
        if (!termsets_get(m->sets, &term, &m->deadline, &set, &e)) {
            require(e.code == TT_CORRUPT);
            continue;
        }
        walk_set(set, v->documents, roaring_bitmap_get_cardinality(set));
        tree_add(t, &term, 1, 1);
        rank(m, t, set);
    }
}

static void search_file(const struct impacts_view *v) {
    struct snapshot s;
    memset(&s, 0, sizeof s);
    s.impacts = *v;
    s.manifest.documents = v->documents;
    struct termsets *sets = termsets_new(&s, NULL, 1 << 20);
    struct tree *t = tree_new();
    struct matching m = {.snapshot = &s, .sets = sets, .weights = &weights_default};
    roaring_bitmap_t *all = roaring_bitmap_from_range(1, (uint64_t)v->documents + 1, 1);
    require(sets && t && all);
    search_terms(&m, t);
    rank(&m, t, all);
    roaring_bitmap_free(all);
    tree_free(t);
    termsets_free(sets);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct impacts_tail tail = {.documents = 1};
    struct impacts_view v;
    struct tt_error e;
    void *file; /* aligned, with nothing behind */
    if (size >= sizeof tail)
        memcpy(&tail, bytes + size - sizeof tail, sizeof tail);
    if (!tail.documents || tail.documents > ARTICLES_MAX ||
        posix_memalign(&file, IMPACTS_ALIGNMENT, size + !size) != 0)
        return 0;
    memcpy(file, bytes, size);
    if (impacts_read((struct mapping){file, size}, tail.documents, &v, &e)) {
        uint64_t sum = walk_rows(&v);
        require(sum < UINT64_MAX);
        search_file(&v);
    } else {
        require(e.code == TT_CORRUPT);
    }
    free(file);
    return 0;
}
