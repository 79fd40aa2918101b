#include "index/store/part.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "index/store/runs.h"

/* Beyond these a part has grown past all reason: see JOB_BYTES_MAX in writer.c. */
enum { STREAMS_MAX = 256 << 20, RUN_MAX = 1 << 30 };

struct part *part_new(void) {
    struct part *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    buf_init(&p->streams, STREAMS_MAX);
    buf_init(&p->run, RUN_MAX);
    p->forms = lexicon_new();
    p->values = lexicon_new();
    p->analysis = analysis_new();
    if (p->forms && p->values && p->analysis)
        return p;
    part_free(p);
    return NULL;
}

void part_free(struct part *p) {
    if (!p)
        return;
    buf_done(&p->streams);
    buf_done(&p->run);
    lexicon_free(p->forms);
    lexicon_free(p->values);
    analysis_free(p->analysis);
    keyset_done(&p->terms);
    free(p->rows);
    free(p->lists);
    free(p->postings);
    free(p->sorted);
    free(p);
}

void part_clear(struct part *p) {
    p->n = p->n_postings = 0;
    buf_clear(&p->streams);
    buf_clear(&p->run);
    lexicon_clear(p->forms);
    lexicon_clear(p->values);
    keyset_clear(&p->terms);
}

/* ---- articles in ----------------------------------------------------------------- */

/* The article of the row at hand has the term; told twice (a name may be), the first time counts.
 */
static bool add_posting(struct part *p, uint64_t key, uint32_t wdf) {
    size_t known = p->terms.n;
    uint32_t term = keyset_add(&p->terms, key), row = (uint32_t)p->n;
    if (term == KEYSET_NONE || p->n_postings == UINT32_MAX ||
        !array_grow(&p->lists, &p->lists_cap, p->terms.n, sizeof *p->lists) ||
        !array_grow(&p->postings, &p->postings_cap, p->n_postings + 1, sizeof *p->postings))
        return false;
    struct part_list *list = &p->lists[term];
    if (term == known)
        *list = (struct part_list){0};
    else if (list->last_row == row)
        return true;
    list->n++;
    list->last_row = row;
    p->postings[p->n_postings++] = (struct part_posting){term, row, wdf};
    return true;
}

static bool add_value(struct part *p, enum term_kind kind, const char *value) {
    uint32_t number, ignored;
    size_t n = strlen(value);
    return !n || (lexicon_add(p->values, value, n, value, n, &number, &ignored) &&
                  add_posting(p, term_key(kind, number, 0), 0));
}

static bool add_values(struct part *p, const struct article *a, const char *source) {
    bool ok = add_value(p, TERM_ID, a->s[ARTICLE_ID]) && add_value(p, TERM_SOURCE, source);
    for (size_t i = 0; ok && i < a->n_agencies; i++)
        ok = add_value(p, TERM_AGENCY, a->agencies[i].id);
    return ok;
}

bool part_add(struct part *p, const struct article *a, const char *source, struct tt_error *e) {
    struct analysed got;
    if (!analyse(p->analysis, p->forms, a, &got, e))
        return false;
    bool ok = array_grow(&p->rows, &p->rows_cap, p->n + 1, sizeof *p->rows);
    for (size_t i = 0; ok && i < got.n_terms; i++)
        ok = add_posting(p, got.keys[i], got.wdf[i]);
    ok = ok && add_values(p, a, source);
    buf_add(&p->streams, got.stream, got.stream_len);
    if (!ok || !buf_ok(&p->streams))
        return tt_fail(e, TT_NO_MEMORY, "no memory for the terms of an article");
    p->rows[p->n++] = (struct part_row){got.length, got.frequency, p->streams.len};
    return true;
}

/* ---- the run --------------------------------------------------------------------- */

/* A term in the order of names; its first eight bytes decide nearly always. */
struct named {
    uint64_t beginning;
    const char *name;
    uint32_t len, term;
};

static int by_name(const void *a, const void *b) {
    const struct named *x = a, *y = b;
    if (x->beginning != y->beginning)
        return x->beginning < y->beginning ? -1 : 1;
    int d = memcmp(x->name, y->name, x->len < y->len ? x->len : y->len);
    return d ? d : (x->len > y->len) - (x->len < y->len);
}

static uint64_t beginning_of(const char *name, size_t len) {
    uint64_t big = 0;
    memcpy(&big, name, len < sizeof big ? len : sizeof big);
    return be64toh(big);
}

static bool is_value(enum term_kind kind) {
    return kind == TERM_ID || kind == TERM_AGENCY || kind == TERM_SOURCE;
}

/* The names, one behind the other, and list[i] for each: its place is left as an offset. */
static bool name_terms(const struct part *p, struct named *list, struct buf *names) {
    for (size_t i = 0; i < p->terms.n; i++) {
        struct term t;
        uint64_t key = p->terms.keys[i];
        term_of_key(is_value(term_key_kind(key)) ? p->values : p->forms, key, &t);
        list[i] = (struct named){beginning_of(t.name, t.len), NULL, (uint32_t)t.len, (uint32_t)i};
        buf_add(names, t.name, t.len);
    }
    size_t at = 0;
    for (size_t i = 0; buf_ok(names) && i < p->terms.n; at += list[i++].len)
        list[i].name = names->data + at;
    return buf_ok(names);
}

/* The postings in the order of their terms' names, and of rows within. */
static bool sort_postings(struct part *p, const struct named *order) {
    uint32_t at = 0;
    if (!array_grow(&p->sorted, &p->sorted_cap, p->n_postings, sizeof *p->sorted))
        return false;
    for (size_t i = 0; i < p->terms.n; at += p->lists[order[i++].term].n)
        p->lists[order[i].term].at = at;
    for (size_t i = 0; i < p->n_postings; i++) {
        const struct part_posting *x = &p->postings[i];
        p->sorted[p->lists[x->term].at++] = (struct part_sorted){x->row, x->wdf};
    }
    return true;
}

static bool write_record(struct part *p, const struct named *named, const struct part_sorted *list,
                         uint32_t n) {
    size_t most = RUN_NUMBER_MAX * (2 + 2 * (size_t)n) + named->len;
    unsigned char *begin = (unsigned char *)buf_reserve(&p->run, most), *at = begin;
    uint32_t before = 0;
    if (!begin)
        return false;
    at = run_put(at, named->len);
    memcpy(at, named->name, named->len);
    at = run_put(at + named->len, n);
    for (uint32_t i = 0; i < n; i++) {
        at = run_put(at, list[i].row - before);
        at = run_put(at, list[i].wdf);
        before = list[i].row;
    }
    p->run.len += (size_t)(at - begin);
    return true;
}

bool part_end(struct part *p, struct tt_error *e) {
    struct buf names;
    buf_init(&names, RUN_MAX);
    struct named *order = malloc((p->terms.n + 1) * sizeof *order);
    bool ok = order && name_terms(p, order, &names);
    if (ok)
        qsort(order, p->terms.n, sizeof *order, by_name);
    ok = ok && sort_postings(p, order);
    for (size_t i = 0, at = 0; ok && i < p->terms.n; at += p->lists[order[i++].term].n)
        ok = write_record(p, &order[i], p->sorted + at, p->lists[order[i].term].n);
    free(order);
    buf_done(&names);
    return ok || tt_fail(e, TT_NO_MEMORY, "no memory to sort terms");
}
