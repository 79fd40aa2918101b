#include "server/worker.h"

#include <stdlib.h>
#include <string.h>

struct worker {
    struct site *site;
    struct searcher *searcher;  /* NULL: nothing is served, or it could not be opened */
    struct snapshot *snapshot;  /* what the searcher searches */
    uint64_t serial;            /* of the snapshot */
    struct searcher_cache told; /* of the searcher's cache, to the metrics */
    struct gzip *gzip;          /* NULL: no memory; a passing one is made then */
};

/* ---- the searcher ---------------------------------------------------------------- */

/* The metrics are sums over the workers: each adds what is new. */
static void tell_cache(struct worker *w, struct searcher_cache now) {
    struct metrics *m = w->site->metrics;
    metrics_add(m, METRIC_TERM_HITS, (long)(now.hits - w->told.hits));
    metrics_add(m, METRIC_TERM_MISSES, (long)(now.misses - w->told.misses));
    metrics_add(m, METRIC_TERM_BYTES, (long)now.bytes - (long)w->told.bytes);
    w->told = now;
}

static void let_go(struct worker *w) {
    struct searcher_cache none = w->told;
    none.bytes = 0;
    tell_cache(w, none);
    w->told = (struct searcher_cache){0};
    searcher_close(w->searcher);
    snapshot_unref(w->snapshot);
    w->searcher = NULL;
    w->snapshot = NULL;
}

static size_t term_cache_bytes(const struct options *o) {
    return ((size_t)o->term_cache << 20) / (size_t)o->workers;
}

static void open_current(struct worker *w) {
    struct site *s = w->site;
    struct tt_error e;
    let_go(w);
    w->snapshot = serving_acquire(s->serving, &w->serial);
    if (w->snapshot &&
        !searcher_open(w->snapshot, term_cache_bytes(&s->options), &w->searcher, &e)) {
        log_line(&s->log, LOG_ERROR, "a worker cannot open the index: %s", e.text);
        let_go(w);
        w->serial = 0; /* the next request tries again */
    }
}

static void keep_current(void *state) {
    struct worker *w = state;
    if (w && (w->serial != serving_serial(w->site->serving) || !w->searcher))
        open_current(w);
}

/* ---- answering ------------------------------------------------------------------- */

bool worker_cache_key(const struct exchange *x, uint64_t serial, struct cache_key *out) {
    if (serial == 0 || x->request.method > HTTP_HEAD)
        return false;
    *out = (struct cache_key){serial, x->request.path, x->request.query, x->gzip};
    return true;
}

static void keep(struct site *s, const struct exchange *x, uint64_t serial, struct reply *r) {
    struct cache_key key;
    bool may = r->status == 200 && !(r->cache_control && strstr(r->cache_control, "no-store"));
    if (may && worker_cache_key(x, serial, &key))
        cache_put(s->cache, &key, r);
}

/* A passing worker needs no more than a site, a snapshot and its serial. */
static struct reply *answer(const struct worker *w, const struct exchange *x) {
    struct site *s = w->site;
    struct api_context context = {
        .snapshot = w->snapshot,
        .searcher = w->searcher,
        .seconds = (double)s->options.request_timeout,
        .version = s->version,
    };
    struct http_response response;
    http_response_init(&response);
    api_handle(&context, &x->request, &response);
    struct reply *r = reply_new(&response, x->gzip, w->gzip);
    keep(s, x, w->serial, r);
    return r;
}

struct reply *worker_answer_now(struct site *s, const struct exchange *x) {
    struct worker passing = {.site = s};
    passing.snapshot = serving_acquire(s->serving, &passing.serial);
    struct reply *r = answer(&passing, x);
    snapshot_unref(passing.snapshot);
    return r;
}

struct reply *worker_busy(struct site *s, const char *why) {
    metrics_add(s->metrics, METRIC_REJECTED_BUSY, 1);
    return reply_problem(503, "busy", "-", "%s", why);
}

/* ---- on the pool's threads ------------------------------------------------------- */

static void *enter(void *context) {
    struct worker *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->site = context;
    w->gzip = gzip_new();
    return w;
}

static void *run(void *state, void *job, double waited) {
    struct worker *w = state;
    if (!w)
        return reply_exhausted();
    /* Who waited that long has left, most likely: the time is better spent on the others. */
    if (waited > (double)w->site->options.request_timeout)
        return worker_busy(w->site, "the search waited too long for its turn");
    keep_current(w);
    if (!w->searcher)
        return reply_problem(503, "not_ready", "-", "no index is served at the moment");
    struct reply *r = answer(w, job);
    tell_cache(w, searcher_cache(w->searcher));
    return r;
}

static void done(void *job, void *result) {
    exchange_answer(job, result);
}

static void leave(void *state) {
    struct worker *w = state;
    if (!w)
        return;
    let_go(w);
    gzip_free(w->gzip);
    free(w);
}

struct pool_work worker_work(struct site *s) {
    return (struct pool_work){.context = s,
                              .enter = enter,
                              .run = run,
                              .done = done,
                              .refresh = keep_current,
                              .leave = leave};
}
