#include <stdlib.h>
#include <string.h>

#include "index/search/facets.h"
#include "index/search/match.h"
#include "index/text/text.h"

static bool no_memory(struct tt_error *e) {
    return tt_fail(e, TT_NO_MEMORY, "no memory for a filter");
}

static bool year_wanted(const struct search_request *q, unsigned year) {
    if (year == 0)
        return q->year_unknown;
    for (size_t i = 0; i < q->n_years; i++)
        if (year >= q->years[i].from && year <= q->years[i].to)
            return true;
    return false;
}

static bool filter_years(const struct snapshot *s, const struct search_request *q,
                         struct filters *f, struct tt_error *e) {
    if (!q->n_years && !q->year_unknown)
        return true;
    f->set[FILTER_YEAR] = roaring_bitmap_create();
    if (!f->set[FILTER_YEAR])
        return no_memory(e);
    for (size_t i = 0; i < s->years.n; i++) {
        const struct date_run *r = &s->years.list[i];
        if (year_wanted(q, r->key))
            roaring_bitmap_add_range(f->set[FILTER_YEAR], r->first, r->end);
    }
    return true;
}

static bool filter_dates(const struct snapshot *s, const struct search_request *q,
                         struct filters *f, struct tt_error *e) {
    if (q->from == DAY_UNKNOWN && q->to == DAY_UNKNOWN)
        return true;
    uint32_t first, end;
    match_days(s, q->from, q->to, &first, &end);
    f->set[FILTER_DATES] = first < end ? roaring_bitmap_from_range(first + 1, (uint64_t)end + 1, 1)
                                       : roaring_bitmap_create();
    return f->set[FILTER_DATES] || no_memory(e);
}

/* Adds the articles that have this id, which stands in the index as a term of this kind. */
static bool add_articles_of(struct termsets *sets, enum term_kind kind, const char *id,
                            const struct deadline *deadline, roaring_bitmap_t *out,
                            struct tt_error *e) {
    struct term term;
    const roaring_bitmap_t *set;
    term_make(kind, id, strlen(id), &term);
    if (!termsets_get(sets, &term, deadline, &set, e))
        return false;
    roaring_bitmap_or_inplace(out, set);
    return true;
}

static bool filter_sources(struct termsets *sets, const struct search_request *q,
                           const struct deadline *deadline, struct filters *f, struct tt_error *e) {
    if (!q->n_sources)
        return true;
    roaring_bitmap_t *set = f->set[FILTER_SOURCE] = roaring_bitmap_create();
    bool ok = set || no_memory(e);
    for (size_t i = 0; ok && i < q->n_sources; i++)
        ok = add_articles_of(sets, TERM_SOURCE, q->sources[i], deadline, set, e);
    return ok;
}

/* Marks what the request names; an id with "+lineage" behind it stands for all that it comes
 * from or went to. What the archive does not know marks nothing. */
static bool mark_agency(const struct snapshot *s, const char *id, unsigned char *marks,
                        struct tt_error *e) {
    size_t n = strlen(id), tail = strlen(SEARCH_LINEAGE);
    bool lineage = n > tail && strcmp(id + n - tail, SEARCH_LINEAGE) == 0;
    char *bare = strndup(id, lineage ? n - tail : n);
    if (!bare)
        return no_memory(e);
    const struct agency_info *a = snapshot_agency(s, bare);
    free(bare);
    if (a && lineage)
        snapshot_mark_lineage(s, a, marks);
    else if (a)
        marks[a->number - 1] |= MARK_WANTED;
    return true;
}

static bool filter_marked(const struct snapshot *s, struct termsets *sets,
                          const unsigned char *marks, const struct deadline *deadline,
                          roaring_bitmap_t *out, struct tt_error *e) {
    for (size_t i = 0; i < s->n_agencies; i++)
        if (marks[i] & MARK_WANTED &&
            !add_articles_of(sets, TERM_AGENCY, s->agency_of[i]->id, deadline, out, e))
            return false;
    return true;
}

static bool filter_agencies(const struct snapshot *s, struct termsets *sets,
                            const struct search_request *q, const struct deadline *deadline,
                            struct filters *f, struct tt_error *e) {
    if (!q->n_agencies)
        return true;
    unsigned char *marks = calloc(s->n_agencies + 1, sizeof *marks);
    f->set[FILTER_AGENCY] = roaring_bitmap_create();
    bool ok = (marks && f->set[FILTER_AGENCY]) || no_memory(e);
    for (size_t i = 0; ok && i < q->n_agencies; i++)
        ok = mark_agency(s, q->agencies[i], marks, e);
    ok = ok && filter_marked(s, sets, marks, deadline, f->set[FILTER_AGENCY], e);
    free(marks);
    return ok;
}

bool filters_make(const struct snapshot *s, struct termsets *sets, const struct search_request *q,
                  const struct deadline *deadline, struct filters *out, struct tt_error *e) {
    memset(out, 0, sizeof *out);
    if (filter_years(s, q, out, e) && filter_dates(s, q, out, e) &&
        filter_agencies(s, sets, q, deadline, out, e) && filter_sources(sets, q, deadline, out, e))
        return true;
    filters_done(out);
    return false;
}

void filters_done(struct filters *f) {
    for (int i = 0; i < FILTERS; i++)
        if (f->set[i])
            roaring_bitmap_free(f->set[i]);
    memset(f, 0, sizeof *f);
}

roaring_bitmap_t *filters_apply(const struct filters *f, const roaring_bitmap_t *base,
                                enum filter except) {
    roaring_bitmap_t *all = NULL;
    for (int i = 0; i < FILTERS; i++) {
        if (!f->set[i] || i == (int)except)
            continue;
        if (all)
            roaring_bitmap_and_inplace(all, f->set[i]);
        else if (!(all = roaring_bitmap_and(base, f->set[i])))
            return NULL;
    }
    return all ? all : roaring_bitmap_copy(base);
}
