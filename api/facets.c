#include "api/facets.h"

#include "api/etag.h"
#include "api/handlers.h"
#include "api/page.h"

/* Sets the ETag, of what has a say in the answer; unless the client has that already (true)
 * nothing else. */
static bool unchanged(struct call *c, const struct search_params *p, bool counts_only) {
    struct buf canonical;
    buf_init(&canonical, 4 * QUERY_STRING_BYTES_MAX);
    search_params_write(p, counts_only ? SAYS_WHICH | SAYS_COUNTS : SAYS_ALL, &canonical);
    bool same = etag_unchanged(c, buf_text(&canonical), canonical.len);
    buf_done(&canonical);
    return same;
}

/* Runs the search; faults name q when it is the query's. */
static bool run(struct call *c, struct search_params *p, struct search_result *out,
                struct fault *f) {
    struct tt_error e;
    if (!c->context->searcher)
        return fault_set(f, 503, "busy", NULL, "nobody is free to search");
    p->request.seconds = c->context->seconds;
    return search(c->context->searcher, &p->request, out, &e) ||
           fault_error(f, &e, e.code == TT_BAD_INPUT ? "q" : NULL);
}

static bool answer(struct call *c, struct search_params *p, bool counts_only, search_writer *write,
                   struct fault *f) {
    struct search_result result;
    if (counts_only)
        p->request.limit = p->request.offset = 0;
    if (!run(c, p, &result, f))
        return false;
    bool ok = write(c, p, &result, f);
    search_result_done(&result);
    return ok;
}

bool search_answer(struct call *c, bool counts_only, search_writer *write, struct fault *f) {
    struct search_params p;
    if (!search_params_read(&c->params, search_specs, c->context->snapshot, &p, f))
        return false;
    bool ok = page_find(c, &p, f) &&
              (unchanged(c, &p, counts_only) || answer(c, &p, counts_only, write, f));
    search_params_done(&p);
    return ok;
}

void write_totals(struct jw *j, const struct search_result *r) {
    jw_put_uint(j, "total", r->total);
    jw_put_bool(j, "total_exact", r->total_exact);
}

/* What the query would have been meant as, with how much that finds. */
static void write_suggestion(struct jw *j, const struct search_result *r) {
    if (!r->suggestion) {
        jw_put_str(j, "suggestion", NULL);
        return;
    }
    jw_key(j, "suggestion");
    jw_object(j);
    jw_put_str(j, "q", r->suggestion);
    jw_put_uint(j, "total", r->suggestion_total);
    jw_object_end(j);
}

/* How auto gave way, and the words that no article has. */
static void write_relaxed(struct jw *j, const struct search_params *p,
                          const struct search_result *r) {
    jw_key(j, "relaxed");
    jw_array(j);
    if (r->matched == MATCH_ANY && p->request.match == MATCH_AUTO)
        jw_str(j, "words");
    if (r->accents == ACCENTS_IGNORE && p->request.accents == ACCENTS_AUTO)
        jw_str(j, "accents");
    jw_array_end(j);
    jw_key(j, "missing");
    jw_array(j);
    for (uint32_t i = 0; i < r->n_missing; i++)
        jw_string(j, buf_text(&p->q) + r->missing[i].start,
                  (size_t)(r->missing[i].end - r->missing[i].start));
    jw_array_end(j);
}

void write_query(struct jw *j, const struct search_params *p, const struct search_result *r) {
    bool any = p->has_words && r->matched == MATCH_ANY;
    jw_key(j, "query");
    jw_object(j);
    jw_key(j, "q");
    jw_string(j, buf_text(&p->q), p->q.len);
    jw_put_str(j, "matched", any ? "any" : "all");
    jw_put_str(j, "accents", accents_names[p->has_words ? r->accents : ACCENTS_AUTO]);
    write_suggestion(j, r);
    if (r->relaxed)
        write_relaxed(j, p, r);
    jw_object_end(j);
}

static void write_values(struct jw *j, const struct facet_value *values, size_t n) {
    jw_array(j);
    for (size_t i = 0; i < n; i++) {
        jw_object(j);
        jw_put_str(j, "value", values[i].name ? values[i].id : values[i].value);
        if (values[i].name)
            jw_put_str(j, "name", values[i].name);
        jw_put_uint(j, "count", values[i].count);
        jw_object_end(j);
    }
    jw_array_end(j);
}

void write_facets(struct jw *j, const struct search_params *p, const struct search_result *r) {
    jw_key(j, "facets");
    jw_object(j);
    for (unsigned i = 0; i < FACETS; i++)
        if (p->request.facets & 1u << i) {
            jw_key(j, facet_names[i]);
            write_values(j, r->facets[i], r->n_facets[i]);
        }
    jw_object_end(j);
}

/* ---- GET /v1/facets -------------------------------------------------------------- */

static bool write_counts(struct call *c, const struct search_params *p,
                         const struct search_result *r, struct fault *f) {
    struct jw j;
    (void)f;
    jw_init(&j, &c->response->body);
    jw_object(&j);
    write_totals(&j, r);
    write_query(&j, p, r);
    write_facets(&j, p, r);
    jw_put_str(&j, "generation", snapshot_facts(c->context->snapshot)->generation);
    jw_object_end(&j);
    return true;
}

bool facets_get(struct call *c, struct fault *f) {
    return search_answer(c, true, write_counts, f);
}
