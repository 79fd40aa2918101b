#include "api/routes.h"

#include <string.h>

#include "api/handlers.h"

#define READ (1u << HTTP_GET | 1u << HTTP_HEAD), "GET, HEAD, OPTIONS"

static const struct param_spec no_specs[] = {{NULL, PARAM_ONE}};

static const struct route routes[] = {
    {"/v1/search", READ, API_SEARCH, search_specs, search_get, "ranked hits with facet counts"},
    {"/v1/facets", READ, API_SEARCH, search_specs, facets_get, "the counts alone"},
    {"/v1/articles", READ, API_SEARCH, articles_specs, articles_get, "several articles by id"},
    {"/v1/articles/{id}", READ, API_SEARCH, no_specs, article_get, "one article, whole"},
    {"/v1/articles/{id}/similar", READ, API_SEARCH, similar_specs, similar_get,
     "articles most like one"},
    {"/v1/agencies", READ, API_SEARCH, agencies_specs, agencies_get, "the directory of agencies"},
    {"/v1/agencies/{id}", READ, API_INSTANT, no_specs, agency_get, "one agency, counts by year"},
    {"/v1/suggest", READ, API_SEARCH, suggest_specs, suggest_get, "completions while typing"},
    {"/v1/stats", READ, API_INSTANT, no_specs, stats_get, "what the index holds"},
};

const struct route *routes_all(size_t *n) {
    *n = sizeof routes / sizeof *routes;
    return routes;
}

/* Compares piece by piece between slashes; {id} stands for one piece that is not empty. */
static bool matches(const char *pattern, const char *path, struct slice *id) {
    static const char mark[] = "{id}";
    for (;;) {
        size_t want = strcspn(pattern, "/"), have = strcspn(path, "/");
        if (want == sizeof mark - 1 && memcmp(pattern, mark, want) == 0) {
            if (have == 0)
                return false;
            *id = (struct slice){path, have};
        } else if (want != have || memcmp(pattern, path, want) != 0) {
            return false;
        }
        pattern += want;
        path += have;
        if (!*pattern || !*path)
            return *pattern == *path;
        pattern++;
        path++;
    }
}

const struct route *route_find(const char *path, struct slice *id) {
    *id = (struct slice){"", 0};
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
        if (matches(routes[i].pattern, path, id))
            return &routes[i];
    return NULL;
}

enum api_cost api_cost(const struct http_request *q) {
    struct slice id;
    const struct route *route = route_find(q->path, &id);
    return route && (route->methods & 1u << q->method) ? route->cost : API_INSTANT;
}

/* ---- one request ----------------------------------------------------------------- */

static bool decode_id(struct slice raw, char out[ROUTE_ID_MAX + 1], struct fault *f) {
    const char *why;
    size_t len = 0;
    if (raw.n > ROUTE_ID_MAX * 3)
        return fault_set(f, 404, "not_found", "id", "nothing has such a long id");
    char room[ROUTE_ID_MAX * 3];
    if (!percent_decode(raw.s, raw.n, false, room, &len, &why))
        return fault_bad(f, "id", "the id %s", why);
    if (len > ROUTE_ID_MAX)
        return fault_set(f, 404, "not_found", "id", "nothing has such a long id");
    memcpy(out, room, len);
    out[len] = '\0';
    return true;
}

/* Reads the parameters, then lets the handler answer. */
static bool run(const struct api_context *context, const struct http_request *q, struct call *c,
                struct slice id, struct fault *f) {
    if (!decode_id(id, c->id, f) || !params_parse(q->query, c->route->params, &c->params, f))
        return false;
    bool ok = context->snapshot ? c->route->handler(c, f)
                                : fault_set(f, 503, "not_ready", NULL, "no index is served yet");
    params_done(&c->params);
    if (ok && !buf_ok(&c->response->body))
        return fault_set(f, 503, "no_memory", NULL, "no memory for the answer");
    return ok;
}

static void answer(const struct api_context *context, const struct http_request *q,
                   const struct route *route, struct slice id, struct http_response *r) {
    struct fault f = {0};
    struct call c = {
        .context = context, .response = r, .route = route, .if_none_match = q->if_none_match};

    r->status = 200;
    r->content_type = "application/json; charset=utf-8";
    r->cache_control = "public, no-cache"; /* keep it, but ask: an ETag makes asking cheap */
    if (!run(context, q, &c, id, &f))
        fault_answer(&f, r);
    else if (r->status != 304)
        buf_char(&r->body, '\n');
}

void api_handle(const struct api_context *context, const struct http_request *q,
                struct http_response *r) {
    struct slice id;
    const struct route *route = route_find(q->path, &id);
    if (!route) {
        api_problem(r, 404, "not_found", NULL, "there is nothing at this address");
        return;
    }
    r->route = route->pattern;
    if (q->method == HTTP_OPTIONS) {
        r->status = 204;
        r->content_type = NULL;
        r->cache_control = "no-store";
        r->allow = route->allow;
    } else if (!(route->methods & 1u << q->method)) {
        api_problem(r, 405, "method_not_allowed", NULL, "this address takes %s", route->allow);
        r->allow = route->allow;
    } else {
        answer(context, q, route, id, r);
    }
}
