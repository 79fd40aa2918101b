#include "index/search/search.h"

#include <stdlib.h>

#include "index/search/explain.h"
#include "index/search/facets.h"
#include "index/search/match.h"
#include "index/search/rank.h"
#include "index/search/similar.h"
#include "index/search/spelling.h"
#include "index/search/understand.h"

struct searcher {
    struct snapshot *snapshot;
    struct shim_reader *reader;
    struct termsets *sets;
    struct abbreviations *names;
};

bool searcher_open(struct snapshot *s, size_t cache_bytes, struct searcher **out,
                   struct tt_error *e) {
    struct searcher *r = calloc(1, sizeof *r);
    uint32_t documents;
    if (!r)
        return tt_fail(e, TT_NO_MEMORY, "no memory for a searcher");
    r->snapshot = snapshot_ref(s);
    bool ok = shim_reader_open(s->terms_path, &r->reader, e) &&
              shim_reader_count(r->reader, &documents, e);
    if (ok && documents != s->manifest.documents)
        ok = tt_fail(e, TT_CORRUPT, "%s has %u articles, the columns have %u", FILE_TERMS,
                     documents, s->manifest.documents);
    if (ok) {
        r->sets = termsets_new(s, r->reader, cache_bytes);
        ok = (r->sets || tt_fail(e, TT_NO_MEMORY, "no memory for a searcher")) &&
             abbreviations_open(&r->names, e);
    }
    if (ok)
        *out = r;
    else
        searcher_close(r);
    return ok;
}

void searcher_close(struct searcher *r) {
    if (!r)
        return;
    abbreviations_close(r->names);
    termsets_free(r->sets);
    shim_reader_close(r->reader);
    snapshot_unref(r->snapshot);
    free(r);
}

struct snapshot *searcher_snapshot(struct searcher *r) {
    return r->snapshot;
}

struct searcher_cache searcher_cache(const struct searcher *r) {
    return termsets_use(r->sets);
}

void search_result_done(struct search_result *r) {
    free(r->hits);
    for (int i = 0; i < FACETS; i++)
        free(r->facets[i]);
    free(r->suggestion);
    explanations_free(r->explained);
    query_free(r->query);
    *r = (struct search_result){0};
}

/* ---- what matches ---------------------------------------------------------------- */

/* The readings to try, strictest first: `auto` gives way step by step and only where the
 * stricter reading finds nothing in the whole archive. Filters have no say in it, so that
 * choosing a year does not change what the words mean. */
static size_t readings_of(const struct search_request *q, struct reading_mode out[4]) {
    bool anys[2] = {q->match == MATCH_ANY, true};
    enum search_accents accents[2] = {q->accents, ACCENTS_IGNORE};
    size_t n = 0, n_any = q->match == MATCH_AUTO ? 2 : 1;
    size_t n_accents = q->accents == ACCENTS_AUTO ? 2 : 1;
    for (size_t i = 0; i < n_any; i++)
        for (size_t j = 0; j < n_accents; j++)
            out[n++] =
                (struct reading_mode){anys[i], q->match == MATCH_AUTO && !anys[i], accents[j]};
    return n;
}

static roaring_bitmap_t *match_best(struct matching *m, const struct search_request *q,
                                    struct search_result *out, struct tt_error *e) {
    struct reading_mode readings[4];
    size_t n = readings_of(q, readings);
    roaring_bitmap_t *set = NULL;
    for (size_t i = 0; i < n; i++) {
        m->mode = readings[i];
        m->cut = false;
        set = match_node(m, m->query->root, e);
        if (!set)
            return NULL;
        out->relaxed = i > 0;
        if (!roaring_bitmap_is_empty(set))
            break;
        if (i + 1 < n)
            roaring_bitmap_free(set);
    }
    if (roaring_bitmap_is_empty(set)) { /* nothing helped: say what was asked */
        m->mode = readings[0];
        out->relaxed = false;
    }
    out->total_exact = !m->cut;
    out->matched = m->mode.any ? MATCH_ANY : MATCH_ALL;
    out->accents = m->mode.accents;
    return set;
}

static roaring_bitmap_t *match_everything(const struct snapshot *s, const struct search_request *q,
                                          struct search_result *out, struct tt_error *e) {
    out->total_exact = true;
    out->matched = q->match == MATCH_ANY ? MATCH_ANY : MATCH_ALL;
    out->accents = q->accents;
    roaring_bitmap_t *all = roaring_bitmap_from_range(1, (uint64_t)s->manifest.documents + 1, 1);
    if (!all)
        tt_fail(e, TT_NO_MEMORY, "no memory for a set of articles");
    return all;
}

/* ---- hits by date ---------------------------------------------------------------- */

/* How many hits the page has: at most what is left behind its offset. */
static uint32_t page_length(const struct search_request *q, const struct search_result *out) {
    uint32_t left = q->offset < out->total ? out->total - q->offset : 0;
    return q->limit < left ? q->limit : left;
}

/* Members of the set by rank from..from+n, appended to the hits. */
static void take_ranks(const roaring_bitmap_t *set, uint32_t from, uint32_t n, bool backwards,
                       struct search_result *out) {
    for (uint32_t i = 0; i < n; i++) {
        uint32_t docid;
        if (roaring_bitmap_select(set, backwards ? from - i : from + i, &docid))
            out->hits[out->n_hits++] = (struct search_hit){docid, 0};
    }
}

/* Oldest first: the dated ones backwards, then those without a date. */
static void take_oldest(const struct snapshot *s, const roaring_bitmap_t *set,
                        const struct search_request *q, struct search_result *out) {
    uint32_t dated_end = s->manifest.documents - s->facts.unknown_dates;
    uint32_t dated = (uint32_t)roaring_bitmap_rank(set, dated_end);
    uint32_t offset = q->offset, left = page_length(q, out);
    if (offset < dated) {
        uint32_t n = dated - offset < left ? dated - offset : left;
        take_ranks(set, dated - 1 - offset, n, true, out);
        left -= n;
        offset = dated;
    }
    take_ranks(set, offset, left, false, out);
}

/* What the best leave of the set, newest first, appended to the hits. */
static bool take_rest(const roaring_bitmap_t *set, const struct search_hit *best, uint32_t n,
                      const struct search_request *q, struct search_result *out,
                      struct tt_error *e) {
    roaring_bitmap_t *rest = roaring_bitmap_copy(set);
    if (!rest)
        return tt_fail(e, TT_NO_MEMORY, "no memory for a set of articles");
    for (uint32_t i = 0; i < n; i++)
        roaring_bitmap_remove(rest, best[i].docid);
    take_ranks(rest, q->offset > n ? q->offset - n : 0, page_length(q, out) - out->n_hits, false,
               out);
    roaring_bitmap_free(rest);
    return true;
}

static bool take_best(struct matching *m, const roaring_bitmap_t *set,
                      const struct search_request *q, struct search_result *out,
                      struct tt_error *e) {
    uint32_t length = page_length(q, out), wanted = q->offset + length, n;
    wanted = wanted > m->weights->depth ? wanted : m->weights->depth;
    wanted = wanted < SEARCH_RANKED_MAX ? wanted : SEARCH_RANKED_MAX;
    struct search_hit *best = malloc(((size_t)wanted + 1) * sizeof *best);
    if (!best)
        return tt_fail(e, TT_NO_MEMORY, "no memory for hits");
    bool ok = rank_best(m, set, wanted, best, &n, e);
    for (uint32_t i = q->offset; ok && i < n && out->n_hits < length; i++)
        out->hits[out->n_hits++] = best[i];
    out->n_scored = out->n_hits;
    ok = ok && (out->n_hits == length || take_rest(set, best, n, q, out, e));
    free(best);
    return ok && (!q->explain || explain_hits(m, q, out->hits, out->n_scored, &out->explained, e));
}

static bool take_hits(struct matching *m, const roaring_bitmap_t *set,
                      const struct search_request *q, struct search_result *out,
                      struct tt_error *e) {
    uint32_t length = page_length(q, out);
    out->hits = calloc((size_t)length + 1, sizeof *out->hits);
    if (!out->hits)
        return tt_fail(e, TT_NO_MEMORY, "no memory for hits");
    if (!length)
        return true;
    if (q->sort == SORT_RELEVANCE && out->query)
        return take_best(m, set, q, out, e);
    if (q->sort == SORT_OLDEST)
        take_oldest(m->snapshot, set, q, out);
    else
        take_ranks(set, q->offset, length, false, out);
    return true;
}

/* ---- what did not match ---------------------------------------------------------- */

/* What is almost nothing: a suggestion may find more. */
enum { FEW = 2 };

static bool note_word(struct matching *m, const struct query_word *w, struct search_result *out,
                      struct tt_error *e) {
    const roaring_bitmap_t *set;
    struct term term;
    if (w->end == 0 || out->n_missing == SEARCH_MISSING_MAX)
        return true;
    match_term(w, false, m->mode.accents, &term);
    if (!termsets_get(m->sets, &term, &m->deadline, &set, e))
        return false;
    if (roaring_bitmap_is_empty(set))
        out->missing[out->n_missing++] = (struct query_part){w->start, w->end};
    return true;
}

/* The words typed below the node, but for those not wanted, that no article has. */
static bool note_missing(struct matching *m, uint16_t at, struct search_result *out,
                         struct tt_error *e) {
    const struct query_node *node = &m->query->nodes[at];
    uint16_t words = node->op == QUERY_PHRASE ? node->n_words : node->n_before;
    for (uint16_t i = 0; i < words; i++)
        if (!note_word(m, &m->query->words[node->word + i], out, e))
            return false;
    uint16_t kid = node->op == QUERY_NOT ? QUERY_NONE : node->first_kid;
    for (; kid != QUERY_NONE; kid = m->query->nodes[kid].next)
        if (!note_missing(m, kid, out, e))
            return false;
    return true;
}

/* `found`: articles that the query has without filters. */
static bool help(struct searcher *r, struct matching *m, const struct search_request *q,
                 uint64_t found, struct search_result *out, struct tt_error *e) {
    bool any = out->relaxed && out->matched == MATCH_ANY;
    if (any && !note_missing(m, m->query->root, out, e))
        return false;
    if (q->as_typed || (!out->relaxed && found > FEW))
        return true;
    return spelling_suggest(m, r->names, q, out->relaxed ? 0 : out->total, out, e);
}

/* ---- the whole ------------------------------------------------------------------- */

static bool answer(struct searcher *r, struct matching *m, const struct search_request *q,
                   struct search_result *out, struct tt_error *e) {
    struct filters filters;
    roaring_bitmap_t *base =
        out->query ? match_best(m, q, out, e) : match_everything(m->snapshot, q, out, e);
    if (!base)
        return false;
    if (!filters_make(m->snapshot, m->sets, q, &m->deadline, &filters, e)) {
        roaring_bitmap_free(base);
        return false;
    }
    roaring_bitmap_t *set = filters_apply(&filters, base, FILTERS);
    bool ok = set || tt_fail(e, TT_NO_MEMORY, "no memory for a set of articles");
    if (ok) {
        out->total = (uint32_t)roaring_bitmap_get_cardinality(set);
        ok = take_hits(m, set, q, out, e) && facets_count(m->snapshot, q, &filters, base, out, e) &&
             (!out->query || help(r, m, q, roaring_bitmap_get_cardinality(base), out, e));
        roaring_bitmap_free(set);
    }
    filters_done(&filters);
    roaring_bitmap_free(base);
    return ok;
}

bool search(struct searcher *r, const struct search_request *q, struct search_result *out,
            struct tt_error *e) {
    struct search_result result = {0};
    if (!query_parse(q->q ? q->q : "", q->q ? q->q_len : 0, &result.query, e))
        return false;
    if (result.query->root == QUERY_NONE) {
        query_free(result.query);
        result.query = NULL;
    }
    if (result.query && !q->as_typed)
        understand(result.query, r->names);
    struct matching m = {.snapshot = r->snapshot,
                         .reader = r->reader,
                         .sets = r->sets,
                         .query = result.query,
                         .weights = q->weights ? q->weights : &weights_default,
                         .freshness = q->freshness,
                         .deadline = deadline_in(q->seconds)};
    result.deadline = m.deadline;
    bool ok = answer(r, &m, q, &result, e);
    termsets_trim(r->sets);
    if (ok)
        *out = result;
    else
        search_result_done(&result);
    return ok;
}

bool search_similar(struct searcher *r, uint32_t docid, uint32_t limit, double seconds,
                    struct search_hit *hits, uint32_t *n, struct tt_error *e) {
    struct matching m = {.snapshot = r->snapshot,
                         .reader = r->reader,
                         .sets = r->sets,
                         .weights = &weights_default,
                         .deadline = deadline_in(seconds)};
    bool ok = similar_best(&m, docid, limit, hits, n, e);
    termsets_trim(r->sets);
    return ok;
}
