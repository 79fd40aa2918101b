#include "index/search/facets.h"

#include <stdlib.h>
#include <string.h>

static bool no_memory(struct tt_error *e) {
    return tt_fail(e, TT_NO_MEMORY, "no memory for facets");
}

/* ---- years and months: ranges of numbers ----------------------------------------- */

static void name_run(const struct date_run *run, bool month, struct facet_value *v) {
    if (run->key == 0)
        snprintf(v->value, sizeof v->value, "unknown");
    else if (month)
        snprintf(v->value, sizeof v->value, "%04u-%02u", run->key / 100 % 10000, run->key % 100);
    else
        snprintf(v->value, sizeof v->value, "%04u", run->key % 10000);
}

/* Months leave out what is dated only to the year, and what is not dated. */
static bool run_counts(const struct date_run *run, bool month) {
    return !month || run->key % 100 != 0;
}

static bool count_runs(const struct date_runs *runs, bool month, uint32_t limit,
                       const roaring_bitmap_t *set, struct facet_value **out, size_t *n,
                       struct tt_error *e) {
    struct facet_value *list = calloc(runs->n + 1, sizeof *list);
    size_t found = 0;
    if (!list)
        return no_memory(e);
    for (size_t i = 0; i < runs->n && found < limit; i++) {
        const struct date_run *run = &runs->list[i];
        if (!run_counts(run, month))
            continue;
        uint64_t count = roaring_bitmap_range_cardinality(set, run->first, run->end);
        if (!count)
            continue;
        name_run(run, month, &list[found]);
        list[found++].count = (uint32_t)count;
    }
    *out = list;
    *n = found;
    return true;
}

/* ---- agencies and sources: columns ----------------------------------------------- */

struct tally {
    const struct snapshot *snapshot;
    uint32_t *count; /* [number - 1] */
};

static bool tally_agencies(uint32_t docid, void *state) {
    const struct tally *t = state;
    const uint32_t *start = column_u32(t->snapshot, COL_AGENCY_START);
    const uint32_t *agency = column_u32(t->snapshot, COL_AGENCY);
    for (uint32_t i = start[docid - 1]; i < start[docid]; i++)
        t->count[agency[i] - 1]++;
    return true;
}

static bool tally_source(uint32_t docid, void *state) {
    const struct tally *t = state;
    uint32_t source = column_u32(t->snapshot, COL_SOURCE)[docid - 1];
    if (source)
        t->count[source - 1]++;
    return true;
}

static int by_count(const void *a, const void *b) {
    const struct facet_value *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return strcmp(x->name, y->name);
}

static struct facet_value value_of(const struct snapshot *s, enum search_facet facet, size_t i,
                                   uint32_t count) {
    struct facet_value v = {.count = count};
    v.id = facet == FACET_AGENCY ? s->agency_of[i]->id : s->source_of[i]->id;
    v.name = facet == FACET_AGENCY ? s->agency_of[i]->name : s->source_of[i]->name;
    return v;
}

static bool count_names(const struct snapshot *s, enum search_facet facet, uint32_t limit,
                        const roaring_bitmap_t *set, struct facet_value **out, size_t *n,
                        struct tt_error *e) {
    bool agencies = facet == FACET_AGENCY;
    size_t names = agencies ? s->n_agencies : s->n_sources, found = 0;
    struct tally t = {s, calloc(names + 1, sizeof *t.count)};
    struct facet_value *list = calloc(names + 1, sizeof *list);
    if (!t.count || !list) {
        free(t.count);
        free(list);
        return no_memory(e);
    }
    roaring_iterate(set, agencies ? tally_agencies : tally_source, &t);
    for (size_t i = 0; i < names; i++)
        if (t.count[i])
            list[found++] = value_of(s, facet, i, t.count[i]);
    free(t.count);
    qsort(list, found, sizeof *list, by_count);
    *out = list;
    *n = found < limit ? found : limit;
    return true;
}

/* ---- all of them ----------------------------------------------------------------- */

/* The filter that a facet's own values make: not applied to its counts. */
static const enum filter own_filter[FACETS] = {
    [FACET_YEAR] = FILTER_YEAR,
    [FACET_MONTH] = FILTERS,
    [FACET_AGENCY] = FILTER_AGENCY,
    [FACET_SOURCE] = FILTER_SOURCE,
};

static bool count_facet(const struct snapshot *s, enum search_facet facet, uint32_t limit,
                        const roaring_bitmap_t *set, struct facet_value **out, size_t *n,
                        struct tt_error *e) {
    if (facet == FACET_YEAR)
        return count_runs(&s->years, false, UINT32_MAX, set, out, n, e);
    if (facet == FACET_MONTH)
        return count_runs(&s->months, true, limit, set, out, n, e);
    return count_names(s, facet, limit, set, out, n, e);
}

bool facets_count(const struct snapshot *s, const struct search_request *q, const struct filters *f,
                  const roaring_bitmap_t *base, struct search_result *out, struct tt_error *e) {
    for (int facet = 0; facet < FACETS; facet++) {
        if (!(q->facets & 1u << facet))
            continue;
        roaring_bitmap_t *set = filters_apply(f, base, own_filter[facet]);
        if (!set)
            return no_memory(e);
        bool ok = count_facet(s, (enum search_facet)facet, q->facet_limit, set, &out->facets[facet],
                              &out->n_facets[facet], e);
        roaring_bitmap_free(set);
        if (!ok)
            return false;
    }
    return true;
}
