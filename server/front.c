#include "server/front.h"

#include <string.h>

#include "server/health.h"
#include "server/worker.h"

static const struct health_route rows[] = {
    {HTTP_GET, "/healthz", health_live},
    {HTTP_GET, "/readyz", health_ready},
};

/* A browser asks before it sends: yes, whatever the path, so that a page can also read the
 * error about a wrong one. `OPTIONS *` asks about the server as a whole. */
static struct reply *options_answer(const struct exchange *x) {
    struct http_response response;
    http_response_init(&response);
    response.status = 204;
    response.cache_control = "no-store";
    response.allow = "GET, HEAD, POST, OPTIONS";
    response.route = "OPTIONS";
    struct reply *r = reply_new(&response, false, NULL);
    if (!r->constant)
        r->preflight = x->preflight;
    return r;
}

static struct reply *cached(struct site *s, const struct exchange *x, uint64_t serial) {
    struct cache_key key;
    if (!s->cache || !worker_cache_key(x, serial, &key))
        return NULL;
    struct reply *r = cache_find(s->cache, &key);
    metrics_add(s->metrics, r ? METRIC_CACHE_HITS : METRIC_CACHE_MISSES, 1);
    return r;
}

static struct reply *to_a_worker(struct site *s, struct exchange *x) {
    if (!pool_reserve(s->pool))
        return worker_busy(s, "too many searches are waiting");
    exchange_suspend(x);
    pool_put(s->pool, x);
    return NULL;
}

static struct reply *answer_with_api(struct site *s, struct exchange *x) {
    uint64_t serial = serving_serial(s->serving);
    struct reply *r = cached(s, x, serial);
    if (r)
        return r;
    bool now = serial == 0 || api_cost(&x->request) == API_INSTANT;
    return now ? worker_answer_now(s, x) : to_a_worker(s, x);
}

static struct reply *handle(void *context, struct exchange *x) {
    struct site *s = context;
    const char *allow;
    if (x->preflight || strcmp(x->request.path, "*") == 0)
        return options_answer(x);
    const struct health_route *row = health_find(rows, sizeof rows / sizeof *rows, x, &allow);
    if (!row)
        return answer_with_api(s, x);
    return allow ? health_wrong_method(row->path, allow) : row->answer(s, x);
}

struct http_handler front_handler(struct site *s) {
    return (struct http_handler){s, handle};
}
