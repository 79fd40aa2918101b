/* GET /v1/search */
#include "api/facets.h"
#include "api/handlers.h"
#include "api/hits.h"
#include "api/page.h"

enum { LINK_BYTES_MAX = 4 * QUERY_STRING_BYTES_MAX };

/* The address of the next page, or null when there is none. */
static bool write_next(struct jw *j, const struct call *c, const struct search_params *p,
                       uint32_t total, struct fault *f) {
    struct buf link;
    buf_init(&link, LINK_BYTES_MAX);
    bool ok = page_next(c, p, total, &link, f);
    jw_put_text(j, "next", buf_text(&link));
    buf_done(&link);
    return ok;
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
    bool ok = write_next(&j, c, p, r->total, f);
    jw_object_end(&j);
    return ok;
}

bool search_get(struct call *c, struct fault *f) {
    return search_answer(c, false, write_answer, f);
}
