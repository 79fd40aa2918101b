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

/* Counts are by number, from 1; what has none is counted at 0. Most articles have up to
 * FEW_AGENCIES; these are counted without a jump that depends on how many, for processors guess it
 * wrong, and where they stand is asked for beforehand: a fifth of a count of 75,000 articles. */
enum { MEMBERS_READ = 256, FEW_AGENCIES = 3 };

static void tally_agencies(const struct snapshot *s, const uint32_t *ids, uint32_t n,
                           uint32_t *count) {
    const uint32_t *start = column_u32(s, COL_AGENCY_START), *agency = column_u32(s, COL_AGENCY);
    uint32_t from[MEMBERS_READ], all = start[s->manifest.documents];
    for (uint32_t i = 0; i < n; i++) {
        from[i] = start[ids[i] - 1];
        __builtin_prefetch(&agency[from[i]]);
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = from[i], end = start[ids[i]];
        if (end - k > FEW_AGENCIES || all - k < FEW_AGENCIES) {
            for (; k < end; k++)
                count[agency[k]]++;
            continue;
        }
        for (uint32_t few = 0; few < FEW_AGENCIES; few++)
            count[agency[k + few] & -(uint32_t)(k + few < end)]++;
    }
}

static void tally_sources(const struct snapshot *s, const uint32_t *ids, uint32_t n,
                          uint32_t *count) {
    const uint32_t *source = column_u32(s, COL_SOURCE);
    for (uint32_t i = 0; i < n; i++)
        count[source[ids[i] - 1]]++;
}

static uint32_t all_of(const struct snapshot *s, bool agencies, size_t i) {
    return agencies ? s->agency_of[i]->count : s->source_of[i]->count;
}

static void tally(const struct snapshot *s, bool agencies, const roaring_bitmap_t *set,
                  uint32_t *count) {
    uint32_t ids[MEMBERS_READ], n;
    roaring_uint32_iterator_t it;
    roaring_init_iterator(set, &it);
    while ((n = roaring_read_uint32_iterator(&it, ids, MEMBERS_READ)) > 0)
        (agencies ? tally_agencies : tally_sources)(s, ids, n, count);
}

/* Of more than half of the archive those are counted that are not in the set. */
static bool tally_most(const struct snapshot *s, bool agencies, const roaring_bitmap_t *set,
                       uint32_t *count, size_t names) {
    if (roaring_bitmap_get_cardinality(set) <= s->manifest.documents / 2) {
        tally(s, agencies, set, count);
        return true;
    }
    roaring_bitmap_t *others = roaring_bitmap_flip(set, 1, (uint64_t)s->manifest.documents + 1);
    if (!others)
        return false;
    tally(s, agencies, others, count);
    roaring_bitmap_free(others);
    for (size_t i = 0; i < names; i++)
        count[i + 1] = all_of(s, agencies, i) - count[i + 1];
    return true;
}

/* A name that was counted. */
struct counted {
    uint32_t count, by_name, number;
};

static int by_count(const void *a, const void *b) {
    const struct counted *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return (x->by_name > y->by_name) - (x->by_name < y->by_name);
}

/* Those that count something, most first; how many. */
static size_t order(const struct snapshot *s, bool agencies, const uint32_t *count,
                    struct counted *list) {
    size_t names = agencies ? s->n_agencies : s->n_sources, n = 0;
    for (uint32_t i = 0; i < names; i++)
        if (count[i + 1])
            list[n++] = (struct counted){
                count[i + 1], agencies ? s->agency_of[i]->by_name : s->source_of[i]->by_name, i};
    qsort(list, n, sizeof *list, by_count);
    return n;
}

static struct facet_value value_of(const struct snapshot *s, bool agency,
                                   const struct counted *of) {
    struct facet_value v = {.count = of->count};
    v.id = agency ? s->agency_of[of->number]->id : s->source_of[of->number]->id;
    v.name = agency ? s->agency_of[of->number]->name : s->source_of[of->number]->name;
    return v;
}

static bool count_names(const struct snapshot *s, enum search_facet facet, uint32_t limit,
                        const roaring_bitmap_t *set, struct facet_value **out, size_t *n,
                        struct tt_error *e) {
    bool agencies = facet == FACET_AGENCY;
    size_t names = agencies ? s->n_agencies : s->n_sources, found = 0;
    uint32_t *count = calloc(names + 1, sizeof *count);
    struct counted *list = malloc((names + 1) * sizeof *list);
    struct facet_value *values = NULL;
    if (count && list && tally_most(s, agencies, set, count, names)) {
        found = order(s, agencies, count, list);
        found = found < limit ? found : limit;
        values = malloc((found + 1) * sizeof *values);
    }
    for (size_t i = 0; values && i < found; i++)
        values[i] = value_of(s, agencies, &list[i]);
    free(count);
    free(list);
    *out = values;
    *n = found;
    return values || no_memory(e);
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
