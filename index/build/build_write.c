/* The second half of a build: articles of the spool become the files of a generation. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "index/base/lanes.h"
#include "index/build/build_parts.h"
#include "index/store/texts.h"
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
    bool ok = shingle_set_read(out, a.s[ARTICLE_BODY], a.len[ARTICLE_BODY], e) &&
              shingle_set_entitle(out, a.s[ARTICLE_TITLE], a.len[ARTICLE_TITLE], e);
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

int build_oldest_first(day_t a, day_t b) {
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
    d = build_oldest_first(x->published, y->published);
    return d ? d : (x->number > y->number) - (x->number < y->number);
}

/* The articles that stand, in the order of documents: *n of them. */
static struct item *order(struct build *b, uint32_t *n_items, struct tt_error *e) {
    uint32_t n = spool_count(b->spool), k = 0;
    uint32_t *canonical = malloc(n * sizeof *canonical);
    struct item *items = malloc(n * sizeof *items);
    bool ok = (canonical && items) || tt_fail(e, TT_NO_MEMORY, "no memory for the order");
    ok = ok && solve(b, canonical, e);
    for (uint32_t i = 0; ok && i < n; i++)
        if (b->articles[i].fate == FATE_STANDS)
            items[k++] = (struct item){i, canonical[i], b->articles[i].published,
                                       b->articles[canonical[i]].published};
    if (ok)
        qsort(items, k, sizeof *items, by_document);
    *n_items = k;
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
    size_t n, list_cap, shown_cap;
};

static void copies_clear(struct copies *c) {
    for (size_t i = 0; i < c->n; i++)
        article_done(&c->list[i]);
    c->n = 0;
}

static bool add_copy(struct build *b, struct copies *c, const struct article *of, uint32_t number,
                     struct tt_error *e) {
    if (!array_grow(&c->list, &c->list_cap, c->n + 1, sizeof *c->list) ||
        !array_grow(&c->shown, &c->shown_cap, c->n + 1, sizeof *c->shown))
        return tt_fail(e, TT_NO_MEMORY, "no memory for duplicates");
    struct article *a = &c->list[c->n];
    if (!spool_get(b->spool, number, a, e))
        return false;
    report_duplicate(&b->report, a->s[ARTICLE_ID], a->s[ARTICLE_URL], of->s[ARTICLE_ID]);
    c->shown[c->n++] = (struct duplicate){a->s[ARTICLE_ID], a->s[ARTICLE_URL], a->s[ARTICLE_SOURCE],
                                          a->s[ARTICLE_TITLE], a->published};
    return true;
}

/* Writes the cluster that begins at items[at]; *next is where the following one does. Without
 * a writer it is only counted and reported. */
static bool write_cluster(struct build *b, struct generation_writer *w, const struct item *items,
                          uint32_t n, uint32_t at, uint32_t *next, struct copies *copies,
                          struct tt_error *e) {
    struct article a;
    uint32_t i = at + 1;
    if (!spool_get(b->spool, items[at].number, &a, e))
        return false;
    bool ok = true;
    for (; ok && i < n && items[i].canonical == items[at].canonical; i++)
        ok = add_copy(b, copies, &a, items[i].number, e);
    struct duplicate *none = a.duplicates;
    a.duplicates = copies->shown;
    a.n_duplicates = copies->n;
    ok = ok && (!w || generation_writer_add(w, &a, e));
    a.duplicates = none;
    a.n_duplicates = 0;
    article_done(&a);
    copies_clear(copies);
    *next = i;
    return ok;
}

static bool write_clusters(struct build *b, struct generation_writer *w, const struct item *items,
                           uint32_t n, struct tt_error *e) {
    struct copies copies = {0};
    bool ok = true;
    for (uint32_t at = 0; ok && at < n;) {
        ok = write_cluster(b, w, items, n, at, &at, &copies, e);
        b->summary->indexed += ok;
        build_tell(b, PHASE_WRITE, at, n);
    }
    copies_clear(&copies);
    free(copies.list);
    free(copies.shown);
    return ok;
}

/* ---- what is not written --------------------------------------------------------- */

/* The name of the input that an article was read from: malloc'd, NULL without memory. */
static char *input_of(const struct article *a) {
    json_t *o = json_loadb(a->s[ARTICLE_PROVENANCE], a->len[ARTICLE_PROVENANCE], 0, NULL);
    const char *name = json_string_value(json_object_get(o, "input"));
    char *copy = strdup(name ? name : "");
    json_decref(o);
    return copy;
}

static void report_fate(struct build *b, enum fate fate, const char *id, const char *input,
                        const char *standing) {
    char detail[300];
    if (fate == FATE_REPEATED) {
        report_repeated(&b->report, input, id, standing);
        return;
    }
    snprintf(detail, sizeof detail, "%.200s is newer and has the same id, %s", standing, id);
    report_reject(&b->report, input, "superseded", detail);
}

static bool report_unseen(struct build *b, uint32_t number, struct tt_error *e) {
    struct article a, stands = {0};
    if (!spool_get(b->spool, number, &a, e))
        return false;
    bool ok = spool_get(b->spool, idset_get(b->ids, a.s[ARTICLE_ID]), &stands, e);
    char *input = input_of(&a), *standing = ok ? input_of(&stands) : NULL;
    if (ok && input && standing)
        report_fate(b, b->articles[number].fate, a.s[ARTICLE_ID], input, standing);
    else if (ok)
        ok = tt_fail(e, TT_NO_MEMORY, "no memory for the report");
    article_done(&stands);
    article_done(&a);
    free(input);
    free(standing);
    return ok;
}

static bool report_all_unseen(struct build *b, struct tt_error *e) {
    for (uint32_t i = 0; i < spool_count(b->spool); i++)
        if (b->articles[i].fate != FATE_STANDS && !report_unseen(b, i, e))
            return false;
    return true;
}

/* ---- the generation -------------------------------------------------------------- */

static bool add_gone(void *writer, const char *id, struct tt_error *e) {
    return generation_writer_gone(writer, id, e);
}

static void stamp_time(char out[32]) {
    time_t now = time(NULL);
    struct tm tm;
    strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &tm));
}

static bool end_writing(struct build *b, struct generation_writer *w, struct tt_error *e) {
    struct manifest manifest = {0};
    if (b->excluded && !idset_walk(b->excluded, add_gone, w, e))
        return false;
    build_enter(b, PHASE_PUBLISH);
    build_tell(b, PHASE_PUBLISH, 0, 0);
    snprintf(manifest.generation, sizeof manifest.generation, "%s", b->summary->generation);
    stamp_time(manifest.built_at);
    return generation_writer_end(w, &manifest, e);
}

static void tell_joined(void *state, uint64_t done, uint64_t total) {
    build_tell(state, PHASE_PUBLISH, done, total);
}

static bool add_to_sample(struct build *b, const struct item *item, struct text_sample *sample,
                          struct tt_error *e) {
    struct article a;
    if (item->number != item->canonical)
        return true; /* a copy: its text is not written */
    if (!spool_get(b->spool, item->number, &a, e))
        return false;
    bool ok = text_sample_add(sample, &a, e);
    article_done(&a);
    return ok;
}

/* What texts have in common, learned at even distances from the newest to the oldest: so it
 * depends on the archive alone. */
static bool learn_texts(struct build *b, const struct item *items, uint32_t n,
                        struct buf *dictionary, struct tt_error *e) {
    struct text_sample sample;
    uint32_t wanted = n < TEXT_SAMPLE_ARTICLES ? n : TEXT_SAMPLE_ARTICLES;
    bool ok = true;
    text_sample_init(&sample);
    for (uint64_t i = 0; ok && i < wanted; i++)
        ok = add_to_sample(b, &items[i * n / wanted], &sample, e);
    ok = ok && text_learn(&sample, dictionary, e);
    text_sample_done(&sample);
    return ok;
}

static bool write_with(struct build *b, const struct buf *dictionary, const struct item *items,
                       uint32_t n, struct tt_error *e) {
    struct generation_writer *w = NULL;
    struct writer_options o = {
        .dictionary = dictionary,
        .threads = b->options->threads ? b->options->threads : lanes_processors(),
        .memory = (size_t)b->options->memory << 20,
        .progress = tell_joined,
        .progress_state = b,
    };
    if (!generation_writer_begin(b->dir, b->directory, &o, &w, e))
        return false;
    bool ok =
        write_clusters(b, w, items, n, e) && generation_writer_drain(w, e) && end_writing(b, w, e);
    generation_writer_free(w);
    return ok;
}

static bool write_all(struct build *b, const struct item *items, uint32_t n, struct tt_error *e) {
    struct buf dictionary;
    if (b->options->dry)
        return write_clusters(b, NULL, items, n, e);
    buf_init(&dictionary, TEXT_DICTIONARY_MAX);
    bool ok = learn_texts(b, items, n, &dictionary, e) && write_with(b, &dictionary, items, n, e);
    buf_done(&dictionary);
    return ok;
}

bool build_write(struct build *b, struct tt_error *e) {
    uint32_t n = 0;
    build_enter(b, PHASE_CLUSTER);
    struct item *items = order(b, &n, e);
    build_enter(b, PHASE_WRITE);
    bool ok = items && report_all_unseen(b, e) && write_all(b, items, n, e);
    free(items);
    return ok;
}
