#include "server/ops.h"

#include <stdlib.h>
#include <time.h>

#include "api/json.h"
#include "server/clock.h"
#include "server/health.h"
#include "server/process.h"

enum { METRICS_BYTES_MAX = 4 << 20, ANSWER_BYTES_MAX = 4096 };

/* ---- /metrics -------------------------------------------------------------------- */

static long seconds_of(const char *stamp) {
    struct tm t = {0};
    if (!strptime(stamp, "%Y-%m-%dT%H:%M:%SZ", &t))
        return 0;
    return (long)timegm(&t);
}

static void gauge_ports(struct site *s) {
    struct http_load api = http_load(s->api), ops = http_load(s->ops);
    metrics_set(s->metrics, METRIC_IN_FLIGHT, api.in_flight);
    metrics_set(s->metrics, METRIC_CONNECTIONS, api.connections);
    metrics_set(s->metrics, METRIC_CUT, (long)(api.cut + ops.cut));
    metrics_set(s->metrics, METRIC_SENDING_BYTES, (long)api.sending);
    metrics_set(s->metrics, METRIC_CACHE_BYTES, (long)cache_bytes(s->cache));
}

static void gauge_pool(struct site *s) {
    struct pool_load l = pool_load(s->pool);
    metrics_set(s->metrics, METRIC_QUEUE, l.queued);
    metrics_set(s->metrics, METRIC_QUEUE_ROOM, l.room);
    metrics_set(s->metrics, METRIC_WORKERS, l.workers);
    metrics_set(s->metrics, METRIC_WORKERS_BUSY, l.running);
}

static void gauge_index(struct site *s, const struct snapshot_facts *f) {
    metrics_set(s->metrics, METRIC_READY, f && !atomic_load(&s->draining));
    metrics_set(s->metrics, METRIC_DOCUMENTS, f ? f->documents : 0);
    metrics_set(s->metrics, METRIC_DUPLICATES, f ? f->duplicates : 0);
    metrics_set(s->metrics, METRIC_AGENCIES, f ? f->agencies : 0);
    metrics_set(s->metrics, METRIC_INDEX_BYTES, f ? (long)f->bytes : 0);
    metrics_set(s->metrics, METRIC_BUILT_AT, f ? seconds_of(f->built_at) : 0);
}

static void gauge_process(struct site *s) {
    metrics_set(s->metrics, METRIC_RESIDENT_BYTES, process_resident_bytes());
    metrics_set(s->metrics, METRIC_OPEN_FILES, process_open_files());
    metrics_set(s->metrics, METRIC_UPTIME, (long)(clock_seconds() - s->began));
}

static struct reply *metrics(struct site *s, struct exchange *x) {
    struct snapshot *snapshot = serving_acquire(s->serving, NULL);
    const struct snapshot_facts *f = snapshot ? snapshot_facts(snapshot) : NULL;
    gauge_ports(s);
    gauge_pool(s);
    gauge_index(s, f);
    gauge_process(s);

    struct metrics_labels labels = {s->version, f ? f->generation : NULL, f ? f->built_at : NULL};
    struct http_response r;
    http_response_init(&r);
    r.status = 200;
    r.content_type = "text/plain; version=0.0.4; charset=utf-8";
    r.cache_control = "no-store";
    r.route = "/metrics";
    metrics_text(s->metrics, &labels, &r.body);
    snapshot_unref(snapshot);
    return reply_new(&r, x->gzip, NULL);
}

/* ---- the others ------------------------------------------------------------------ */

static struct reply *version(struct site *s, struct exchange *x) {
    (void)x;
    struct buf b;
    struct jw j;
    buf_init(&b, ANSWER_BYTES_MAX);
    jw_init(&j, &b);
    jw_object(&j);
    jw_put_str(&j, "name", "timtin");
    jw_put_str(&j, "version", s->version);
    jw_object_end(&j);
    return health_json("/version", &b);
}

static struct reply *reloaded(struct site *s) {
    struct snapshot *snapshot = serving_acquire(s->serving, NULL);
    struct buf b;
    struct jw j;
    buf_init(&b, ANSWER_BYTES_MAX);
    jw_init(&j, &b);
    jw_object(&j);
    jw_put_str(&j, "status", "ok");
    jw_put_str(&j, "generation", snapshot ? snapshot_facts(snapshot)->generation : NULL);
    if (snapshot)
        jw_put_uint(&j, "documents", snapshot_facts(snapshot)->documents);
    jw_object_end(&j);
    snapshot_unref(snapshot);
    return health_json("/-/reload", &b);
}

/* A reload that is on its way: who asked, and where the answer comes from. */
struct asked {
    struct site *site;
    struct exchange *exchange;
};

static void reload_done(void *argument, bool ok, const struct tt_error *e) {
    struct asked *a = argument;
    struct reply *r = ok ? reloaded(a->site)
                         : reply_problem(e->code == TT_NOT_FOUND ? 503 : api_status(e->code),
                                         "refused", "/-/reload", "%s", e->text);
    exchange_answer(a->exchange, r);
    free(a);
}

static struct reply *reload(struct site *s, struct exchange *x) {
    struct asked *a = malloc(sizeof *a);
    if (!a)
        return reply_exhausted();
    *a = (struct asked){s, x};
    exchange_suspend(x);
    if (!serving_reload_later(s->serving, reload_done, a)) {
        free(a);
        exchange_answer(x, reply_problem(503, "busy", "/-/reload", "too many reloads are waiting"));
    }
    return NULL;
}

/* ---- routes ---------------------------------------------------------------------- */

static const struct health_route rows[] = {
    {HTTP_GET, "/healthz", health_live}, /* the process answers */
    {HTTP_GET, "/readyz", health_ready}, /* a generation is served */
    {HTTP_GET, "/metrics", metrics},     /* for Prometheus */
    {HTTP_GET, "/version", version},     /* of the program */
    {HTTP_POST, "/-/reload", reload},    /* load what CURRENT names */
};

static struct reply *handle(void *context, struct exchange *x) {
    const char *allow;
    const struct health_route *row = health_find(rows, sizeof rows / sizeof *rows, x, &allow);
    if (!row)
        return reply_problem(404, "not_found", "-", "there is nothing of that name here");
    return allow ? health_wrong_method(row->path, allow) : row->answer(context, x);
}

struct http_handler ops_handler(struct site *s) {
    return (struct http_handler){s, handle};
}
