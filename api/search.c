/* GET /v1/search */
#include "api/facets.h"
#include "api/handlers.h"
#include "api/hits.h"

enum { LINK_BYTES_MAX = 4 * QUERY_STRING_BYTES_MAX };

/* The address of the next page, or null when there is none or it lies too deep. */
static void write_next(struct jw *j, const struct search_params *p, uint32_t total) {
    uint32_t next = p->request.offset + p->request.limit;
    struct buf link;

    jw_key(j, "next");
    if (p->request.limit == 0 || next >= total || next > PAGE_OFFSET_MAX) {
        jw_null(j);
        return;
    }
    buf_init(&link, LINK_BYTES_MAX);
    buf_str(&link, "/v1/search?");
    search_params_write(p, next, &link);
    jw_string(j, buf_text(&link), link.len);
    buf_done(&link);
}

static bool write_answer(struct call *c, const struct search_params *p,
                         const struct search_result *r, struct fault *f) {
    struct jw j;
    jw_init(&j, &c->response->body);
    jw_object(&j);
    write_totals(&j, r);
    jw_put_uint(&j, "limit", p->request.limit);
    jw_put_uint(&j, "offset", p->request.offset);
    write_query(&j, p, r);
    if (!write_hits(&j, c->context->snapshot, p, r, f))
        return false;
    write_facets(&j, p, r);
    jw_put_str(&j, "generation", snapshot_facts(c->context->snapshot)->generation);
    write_next(&j, p, r->total);
    jw_object_end(&j);
    return true;
}

bool search_get(struct call *c, struct fault *f) {
    return search_answer(c, false, write_answer, f);
}
