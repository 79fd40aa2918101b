/* GET /v1/agencies and GET /v1/agencies/{id} */
#include <stdio.h>
#include <string.h>

#include "api/article_json.h"
#include "api/etag.h"
#include "api/handlers.h"
#include "index/text/text.h"

enum agencies_param { A_LIMIT, A_OFFSET };
const struct param_spec agencies_specs[] = {
    [A_LIMIT] = {"limit", PARAM_ONE}, [A_OFFSET] = {"offset", PARAM_ONE}, {NULL, PARAM_ONE}};

static void write_strings(struct jw *j, const char *key, const char *const *strings, size_t n) {
    jw_key(j, key);
    jw_array(j);
    for (size_t i = 0; i < n; i++)
        jw_str(j, strings[i]);
    jw_array_end(j);
}

static void write_edges(struct jw *j, const char *key, const struct lineage_edge *edges, size_t n) {
    jw_key(j, key);
    jw_array(j);
    for (size_t i = 0; i < n; i++) {
        jw_object(j);
        jw_put_str(j, "id", edges[i].id);
        jw_put_str(j, "name", edges[i].name);
        jw_put_text(j, "from", edges[i].from);
        jw_put_text(j, "function", edges[i].function);
        jw_object_end(j);
    }
    jw_array_end(j);
}

/* The members of an agency's object, which the caller opens and ends. */
static void write_members(struct jw *j, const struct agency_info *a) {
    jw_put_str(j, "id", a->id);
    jw_put_str(j, "name", a->name);
    write_strings(j, "aliases", a->aliases, a->n_aliases);
    jw_put_text(j, "kind", a->kind);
    jw_put_text(j, "valid_from", a->valid_from);
    jw_put_text(j, "valid_until", a->valid_until);
    write_edges(j, "predecessors", a->predecessors, a->n_predecessors);
    write_edges(j, "successors", a->successors, a->n_successors);
    jw_put_uint(j, "count", a->count);
}

/* ---- the directory --------------------------------------------------------------- */

struct page {
    uint32_t limit, offset;
    bool limited;
};

static bool read_page(const struct params *p, struct page *page, struct fault *f) {
    for (size_t i = 0; i < p->n; i++) {
        const struct param *v = &p->v[i];
        bool limit = v->spec == A_LIMIT;
        if (!param_number(agencies_specs[v->spec].name, v->value, v->len, 0,
                          limit ? FACET_LIMIT_MAX : PAGE_OFFSET_MAX,
                          limit ? &page->limit : &page->offset, f))
            return false;
        page->limited |= limit;
    }
    return true;
}

static void write_directory(struct call *c, const struct page *page) {
    size_t n;
    const struct agency_info *agencies = snapshot_agencies(c->context->snapshot, &n);
    struct jw j;

    jw_init(&j, &c->response->body);
    jw_object(&j);
    jw_put_uint(&j, "total", n);
    jw_key(&j, "agencies");
    jw_array(&j);
    for (size_t i = page->offset; i < n && (!page->limited || i - page->offset < page->limit);
         i++) {
        jw_object(&j);
        write_members(&j, &agencies[i]);
        jw_object_end(&j);
    }
    jw_array_end(&j);
    jw_object_end(&j);
}

bool agencies_get(struct call *c, struct fault *f) {
    struct page page = {0};
    char canonical[64];

    if (!read_page(&c->params, &page, f))
        return false;
    int n =
        snprintf(canonical, sizeof canonical, "%u,%d,%u", page.limit, page.limited, page.offset);
    if (!etag_unchanged(c, canonical, (size_t)n))
        write_directory(c, &page);
    return true;
}

/* ---- one agency ------------------------------------------------------------------ */

static void write_agency(struct call *c, const struct agency_info *a) {
    struct jw j;
    jw_init(&j, &c->response->body);
    jw_object(&j);
    write_members(&j, a);
    jw_key(&j, "years");
    jw_array(&j);
    for (size_t i = 0; i < a->n_years; i++) {
        jw_object(&j);
        jw_key(&j, "year");
        if (a->years[i].year)
            jw_uint(&j, a->years[i].year);
        else
            jw_null(&j);
        jw_put_uint(&j, "count", a->years[i].count);
        jw_object_end(&j);
    }
    jw_array_end(&j);
    jw_object_end(&j);
}

/* The agency with this id or this name. */
static const struct agency_info *find(const struct snapshot *s, const char *id) {
    struct buf text, slug;
    struct tt_error e;
    const struct agency_info *agency = NULL;

    buf_init(&text, 4 * ROUTE_ID_MAX);
    buf_init(&slug, 4 * ROUTE_ID_MAX);
    if (text_store(id, strlen(id), &text, &e)) {
        text_slug(buf_text(&text), text.len, &slug);
        agency = buf_ok(&slug) ? snapshot_agency(s, buf_text(&slug)) : NULL;
    }
    buf_done(&text);
    buf_done(&slug);
    return agency;
}

bool agency_get(struct call *c, struct fault *f) {
    const struct agency_info *agency = find(c->context->snapshot, c->id);
    if (!agency)
        return fault_set(f, 404, "not_found", "id", "the archive knows no agency with this id");
    if (!etag_unchanged(c, agency->id, strlen(agency->id)))
        write_agency(c, agency);
    return true;
}
