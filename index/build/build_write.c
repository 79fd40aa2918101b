/* The second half of a build: articles of the spool become the files of a generation. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "index/build/build_parts.h"
#include "index/store/writer.h"

/* An article of the spool and its place in the order of documents. */
struct item {
    uint32_t number, canonical;
    day_t published, canonical_published; /* of itself, of the one that stands for it */
};

static bool read_shingles(void *state, uint32_t number, struct shingle_set *out,
                          struct tt_error *e) {
    struct build *b = state;
    struct article a;
    build_tell(b, PHASE_CLUSTER, ++b->steps, 0);
    if (!spool_get(b->spool, number, &a, e))
        return false;
    bool ok = shingle_set_read(out, a.s[ARTICLE_BODY], a.len[ARTICLE_BODY], e);
    article_done(&a);
    return ok;
}

static bool solve(struct build *b, uint32_t *canonical, struct tt_error *e) {
    if (!b->options->keep_duplicates)
        return clusters_solve(b->clusters, read_shingles, b, canonical, NULL, e);
    for (uint32_t i = 0; i < spool_count(b->spool); i++)
        canonical[i] = i;
    return true;
}

/* Newest first, what is only dated to the year behind its 1 January, unknown last. */
static int newest_first(day_t a, day_t b) {
    if (day_order(a) != day_order(b))
        return day_order(a) > day_order(b) ? -1 : 1;
    return day_is_year_only(a) - day_is_year_only(b);
}

/* Of copies: a year behind the days of its 1 January, unknown last. */
static int oldest_first(day_t a, day_t b) {
    if ((a == DAY_UNKNOWN) != (b == DAY_UNKNOWN))
        return a == DAY_UNKNOWN ? 1 : -1;
    if (day_order(a) != day_order(b))
        return day_order(a) < day_order(b) ? -1 : 1;
    return day_is_year_only(a) - day_is_year_only(b);
}

/* The order of documents: each cluster together, its canonical article first, then its
 * copies, oldest first. */
static int by_document(const void *a, const void *b) {
    const struct item *x = a, *y = b;
    int d = newest_first(x->canonical_published, y->canonical_published);
    if (d)
        return d;
    if (x->canonical != y->canonical)
        return x->canonical < y->canonical ? -1 : 1;
    bool x_first = x->number == x->canonical, y_first = y->number == y->canonical;
    if (x_first != y_first)
        return x_first ? -1 : 1;
    d = oldest_first(x->published, y->published);
    return d ? d : (x->number > y->number) - (x->number < y->number);
}

static struct item *order(struct build *b, struct tt_error *e) {
    uint32_t n = spool_count(b->spool);
    uint32_t *canonical = malloc(n * sizeof *canonical);
    struct item *items = malloc(n * sizeof *items);
    bool ok = (canonical && items) || tt_fail(e, TT_NO_MEMORY, "no memory for the order");
    ok = ok && solve(b, canonical, e);
    for (uint32_t i = 0; ok && i < n; i++)
        items[i] = (struct item){i, canonical[i], b->published[i], b->published[canonical[i]]};
    if (ok)
        qsort(items, n, sizeof *items, by_document);
    free(canonical);
    if (ok)
        return items;
    free(items);
    return NULL;
}

/* ---- writing --------------------------------------------------------------------- */

struct copies {
    struct article *list; /* unpacked copies: their strings are shown in `shown` */
    struct duplicate *shown;
    size_t n, n_shown, list_cap, shown_cap;
};

static void copies_clear(struct copies *c) {
    for (size_t i = 0; i < c->n; i++)
        article_done(&c->list[i]);
    c->n = c->n_shown = 0;
}

/* A copy under an id that the article or an older copy has already is the same page read
 * again: it counts, but there is nothing to show. */
static bool is_shown(const struct copies *c, const struct article *of, const char *id) {
    if (strcmp(of->s[ARTICLE_ID], id) == 0)
        return true;
    for (size_t i = 0; i < c->n_shown; i++)
        if (strcmp(c->shown[i].id, id) == 0)
            return true;
    return false;
}

static bool add_copy(struct build *b, struct copies *c, const struct article *of, uint32_t number,
                     struct tt_error *e) {
    if (!array_grow(&c->list, &c->list_cap, c->n + 1, sizeof *c->list) ||
        !array_grow(&c->shown, &c->shown_cap, c->n_shown + 1, sizeof *c->shown))
        return tt_fail(e, TT_NO_MEMORY, "no memory for duplicates");
    struct article *a = &c->list[c->n];
    if (!spool_get(b->spool, number, a, e))
        return false;
    c->n++;
    report_duplicate(&b->report, a->s[ARTICLE_ID], a->s[ARTICLE_URL], of->s[ARTICLE_ID]);
    if (!is_shown(c, of, a->s[ARTICLE_ID]))
        c->shown[c->n_shown++] =
            (struct duplicate){a->s[ARTICLE_ID], a->s[ARTICLE_URL], a->s[ARTICLE_SOURCE],
                               a->s[ARTICLE_TITLE], a->published};
    return true;
}

/* Writes the cluster that begins at items[at]; *next is where the following one does. */
static bool write_cluster(struct build *b, struct generation_writer *w, const struct item *items,
                          uint32_t at, uint32_t *next, struct copies *copies, struct tt_error *e) {
    struct article a;
    uint32_t i = at + 1, n = spool_count(b->spool);
    if (!spool_get(b->spool, items[at].number, &a, e))
        return false;
    bool ok = true;
    for (; ok && i < n && items[i].canonical == items[at].canonical; i++)
        ok = add_copy(b, copies, &a, items[i].number, e);
    struct duplicate *none = a.duplicates;
    a.duplicates = copies->shown;
    a.n_duplicates = copies->n_shown;
    ok = ok && generation_writer_add(w, &a, e);
    a.duplicates = none;
    a.n_duplicates = 0;
    article_done(&a);
    copies_clear(copies);
    *next = i;
    return ok;
}

static bool add_gone(void *writer, const char *id, struct tt_error *e) {
    return generation_writer_gone(writer, id, e);
}

static void stamp_time(char out[32]) {
    time_t now = time(NULL);
    struct tm tm;
    strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &tm));
}

static bool write_all(struct build *b, const struct item *items, struct tt_error *e) {
    struct generation_writer *w;
    struct copies copies = {0};
    struct manifest manifest = {0};
    uint32_t n = spool_count(b->spool);
    if (!generation_writer_begin(b->dir, b->directory, &w, e))
        return false;
    bool ok = true;
    for (uint32_t at = 0; ok && at < n;) {
        ok = write_cluster(b, w, items, at, &at, &copies, e);
        b->summary->indexed += ok;
        build_tell(b, PHASE_WRITE, at, n);
    }
    ok = ok && (!b->excluded || idset_walk(b->excluded, add_gone, w, e));
    build_tell(b, PHASE_PUBLISH, 0, 0);
    snprintf(manifest.generation, sizeof manifest.generation, "%s", b->summary->generation);
    stamp_time(manifest.built_at);
    ok = ok && generation_writer_end(w, &manifest, e);
    copies_clear(&copies);
    free(copies.list);
    free(copies.shown);
    generation_writer_free(w);
    return ok;
}

bool build_write(struct build *b, struct tt_error *e) {
    struct item *items = order(b, e);
    bool ok = items && write_all(b, items, e);
    free(items);
    return ok;
}
