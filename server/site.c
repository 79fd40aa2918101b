#include "server/site.h"

#include <unistd.h>

#include "server/clock.h"
#include "server/front.h"
#include "server/limits.h"
#include "server/ops.h"
#include "server/process.h"
#include "server/worker.h"

/* ---- the parts ------------------------------------------------------------------- */

/* The idle workers let go of the old generation, and so does the cache. */
static void swapped(void *context) {
    struct site *s = context;
    cache_clear(s->cache);
    if (s->pool)
        pool_refresh(s->pool);
}

/* Descriptors for all connections, or fewer connections. */
static void fit_connections(struct site *s) {
    struct options *o = &s->options;
    long rest = SPARE_FILES + OPS_CONNECTIONS + o->workers * FILES_PER_WORKER;
    long allowed = process_allow_files(o->connections + rest);
    if (allowed >= o->connections + rest)
        return;
    long fit = allowed - rest > POLLERS ? allowed - rest : POLLERS;
    log_line(&s->log, LOG_WARN, "connections lowered from %ld to %ld: only %ld descriptors allowed",
             o->connections, fit, allowed);
    o->connections = fit;
}

static struct http_setup setup_of(struct site *s, int fd) {
    return (struct http_setup){
        .fd = fd,
        .head_timeout = (unsigned)s->options.head_timeout,
        .idle_timeout = (unsigned)s->options.idle_timeout,
        .cors_origin = s->options.cors_origin,
        .metrics = s->metrics,
        .log = &s->log,
    };
}

static bool start_api(struct site *s, int fd, struct tt_error *e) {
    struct http_setup setup = setup_of(s, fd);
    setup.pollers = POLLERS;
    setup.connections = (unsigned)s->options.connections;
    setup.connections_per_ip = (unsigned)s->options.connections_per_ip;
    setup.handler = front_handler(s);
    return http_start(&setup, &s->api, e);
}

static bool start_ops(struct site *s, int fd, struct tt_error *e) {
    struct http_setup setup = setup_of(s, fd);
    setup.pollers = 1;
    setup.connections = OPS_CONNECTIONS;
    setup.handler = ops_handler(s);
    return http_start(&setup, &s->ops, e);
}

/* ---- starting -------------------------------------------------------------------- */

static bool start_core(struct site *s, struct tt_error *e) {
    s->metrics = metrics_new();
    if (!s->metrics)
        return tt_fail(e, TT_NO_MEMORY, "no memory for the metrics");
    const struct serving_setup serving = {s->options.index, &s->log, s->metrics, swapped, s};
    const struct pool_work work = worker_work(s);
    s->cache = cache_new((size_t)s->options.response_cache << 20);
    return serving_new(&serving, &s->serving, e) &&
           pool_start((unsigned)s->options.workers, (unsigned)s->options.queue, &work, &s->pool, e);
}

/* The API's port comes first: the other one's metrics tell about it. */
static bool start_ports(struct site *s, struct tt_error *e) {
    int api = -1, ops = -1;
    if (!listen_open(s->options.listen, &api, s->url, e))
        return false;
    if (!listen_open(s->options.ops_listen, &ops, s->ops_url, e)) {
        close(api);
        return false;
    }
    if (!start_api(s, api, e)) {
        close(ops);
        return false;
    }
    return start_ops(s, ops, e);
}

static void first_load_done(void *argument, bool ok, const struct tt_error *e) {
    struct site *s = argument;
    (void)ok; /* the log and /readyz say why not */
    (void)e;
    atomic_store(&s->loaded, true);
}

bool site_start(struct site *s, struct tt_error *e) {
    s->began = clock_seconds();
    fit_connections(s);
    if (start_core(s, e) && start_ports(s, e) &&
        serving_reload_later(s->serving, first_load_done, s))
        return true;
    site_stop(s);
    return false;
}

/* ---- ending ---------------------------------------------------------------------- */

void site_drain(struct site *s) {
    atomic_store(&s->draining, true);
    http_drain(s->api);
}

void site_close(struct site *s) {
    http_close(s->api);
}

bool site_quiet(struct site *s) {
    struct http_load api = http_load(s->api);
    return api.in_flight == 0 && api.connections == 0; /* a scraper may go on until the end */
}

void site_stop(struct site *s) {
    /* Who may still answer a suspended connection ends before the ports do; who may still
     * poke the pool, or tell of it and of the API's port, ends before these. */
    serving_stop(s->serving);
    http_stop(s->ops);
    pool_stop(s->pool);
    http_stop(s->api);
    serving_free(s->serving);
    cache_free(s->cache);
    metrics_free(s->metrics);
}
