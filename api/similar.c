/* GET /v1/articles/{id}/similar */
#include "api/etag.h"
#include "api/handlers.h"
#include "api/hits.h"

const struct param_spec similar_specs[] = {
    {"limit", PARAM_ONE}, {"fields", PARAM_LIST}, {NULL, PARAM_ONE}};

static bool write_answer(struct call *c, const struct search_params *p, uint32_t docid,
                         const struct search_result *r, struct fault *f) {
    struct article article;
    struct tt_error e;
    struct jw j;
    if (!snapshot_head(c->context->snapshot, docid, &article, &e))
        return fault_error(f, &e, NULL);
    jw_init(&j, &c->response->body);
    jw_object(&j);
    jw_put_str(&j, "id", article.s[ARTICLE_ID]); /* of a duplicate the canonical one's */
    article_done(&article);
    jw_put_uint(&j, "limit", p->request.limit);
    if (!write_hits(&j, c->context->snapshot, p, r, f))
        return false;
    jw_put_str(&j, "generation", snapshot_facts(c->context->snapshot)->generation);
    jw_object_end(&j);
    return true;
}

static bool answer(struct call *c, const struct search_params *p, uint32_t docid, struct fault *f) {
    struct search_hit hits[PAGE_LIMIT_MAX];
    struct search_result result = {.hits = hits};
    struct tt_error e;
    if (!c->context->searcher)
        return fault_set(f, 503, "busy", NULL, "nobody is free to search");
    if (!search_similar(c->context->searcher, docid, p->request.limit, c->context->seconds, hits,
                        &result.n_hits, &e))
        return fault_error(f, &e, NULL);
    result.n_scored = result.n_hits;
    return write_answer(c, p, docid, &result, f);
}

/* The id and the parameters in one order stand for the request in the ETag. */
static bool unchanged(struct call *c, const struct search_params *p) {
    struct buf canonical;
    buf_init(&canonical, QUERY_STRING_BYTES_MAX);
    buf_str(&canonical, c->id);
    buf_char(&canonical, '?');
    search_params_write(p, SAYS_ALL, &canonical);
    bool same = etag_unchanged(c, buf_text(&canonical), canonical.len);
    buf_done(&canonical);
    return same;
}

bool similar_get(struct call *c, struct fault *f) {
    struct search_params p;
    uint32_t docid;
    bool moved;
    if (!article_named(c, &docid, &moved, f) ||
        !search_params_read(&c->params, similar_specs, c->context->snapshot, &p, f))
        return false;
    bool ok = unchanged(c, &p) || answer(c, &p, docid, f);
    search_params_done(&p);
    return ok;
}
