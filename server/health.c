#include "server/health.h"

#include <string.h>

#include "api/json.h"

enum { BODY_BYTES_MAX_HERE = 4096 };

struct reply *health_json(const char *route, struct buf *body) {
    struct http_response r;
    http_response_init(&r);
    r.status = 200;
    r.content_type = "application/json";
    r.cache_control = "no-store";
    r.route = route;
    buf_char(body, '\n');
    buf_add(&r.body, buf_text(body), body->len);
    r.body.failed |= body->failed;
    buf_done(body);
    return reply_new(&r, false, NULL);
}

struct reply *health_live(struct site *s, struct exchange *x) {
    (void)s;
    (void)x;
    struct buf b;
    buf_init(&b, BODY_BYTES_MAX_HERE);
    buf_str(&b, "{\"status\":\"ok\"}");
    return health_json("/healthz", &b);
}

/* ---- readiness ------------------------------------------------------------------- */

static struct reply *ready(const struct snapshot *snapshot, const char *refused) {
    struct buf b;
    struct jw j;
    buf_init(&b, BODY_BYTES_MAX_HERE);
    jw_init(&j, &b);
    jw_object(&j);
    jw_put_str(&j, "status", "ready");
    jw_put_str(&j, "generation", snapshot_facts(snapshot)->generation);
    if (*refused)
        jw_put_str(&j, "refused", refused);
    jw_object_end(&j);
    return health_json("/readyz", &b);
}

struct reply *health_ready(struct site *s, struct exchange *x) {
    (void)x;
    if (atomic_load(&s->draining))
        return reply_problem(503, "draining", "/readyz", "the daemon is ending");
    char reason[200];
    struct snapshot *snapshot = serving_acquire(s->serving, NULL);
    serving_reason(s->serving, reason);
    struct reply *r = snapshot ? ready(snapshot, reason)
                               : reply_problem(503, "not_ready", "/readyz", "%s", reason);
    snapshot_unref(snapshot);
    return r;
}

/* ---- tables of routes ------------------------------------------------------------ */

static bool method_fits(const struct health_route *row, enum http_method method) {
    return row->method == method || (row->method == HTTP_GET && method == HTTP_HEAD);
}

const struct health_route *health_find(const struct health_route *rows, size_t n,
                                       const struct exchange *x, const char **allow) {
    *allow = NULL;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(rows[i].path, x->request.path) != 0)
            continue;
        if (!method_fits(&rows[i], x->request.method))
            *allow = rows[i].method == HTTP_GET ? "GET, HEAD" : "POST";
        return &rows[i];
    }
    return NULL;
}

struct reply *health_wrong_method(const char *route, const char *allow) {
    struct reply *r =
        reply_problem(405, "method_not_allowed", route, "the methods here are %s", allow);
    if (!r->constant)
        r->allow = allow;
    return r;
}
