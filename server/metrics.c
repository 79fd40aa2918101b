#include "server/metrics.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/framing.h"
#include "server/limits.h"

enum { METHODS = HTTP_OTHER + 1 };

/* Upper bounds in seconds; the last bucket is +Inf. */
static const double bounds[] = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                0.1,    0.25,  0.5,    1,     2.5,  5};
enum { BOUNDS = sizeof bounds / sizeof *bounds };

static const int statuses[] = {200, 204, 301, 304, 400, 404, 405, 410,
                               411, 413, 414, 415, 421, 431, 500, 503};
enum { STATUSES = sizeof statuses / sizeof *statuses + 1 }; /* the last: any other */

struct route {
    _Atomic(const char *) name; /* NULL: free */
    atomic_ulong requests[METHODS][STATUSES];
    atomic_ulong buckets[BOUNDS + 1];
    atomic_ulong microseconds;
};

struct metrics {
    pthread_mutex_t lock; /* for adding a route */
    atomic_long values[METRICS];
    struct route routes[ROUTES_MAX]; /* the last takes what finds no room */
};

/* ---- the plain ones -------------------------------------------------------------- */

/* Rows of one name stand together. */
static const struct row {
    enum metric which;
    const char *name, *labels, *type, *help;
} rows[] = {
    {METRIC_REJECTED_BUSY, "timtin_http_rejected_total", "{reason=\"busy\"}", "counter",
     "Requests refused by the server itself."},
    {METRIC_REJECTED_FRAMING, "timtin_http_rejected_total", "{reason=\"framing\"}", NULL, NULL},
    {METRIC_REJECTED_MEMORY, "timtin_http_rejected_total", "{reason=\"memory\"}", NULL, NULL},
    {METRIC_ABORTED, "timtin_http_aborted_total", "", "counter",
     "Requests that ended without an answer."},
    {METRIC_CUT, "timtin_http_slow_connections_total", "", "counter",
     "Connections ended because they were too slow."},
    {METRIC_IN_FLIGHT, "timtin_http_in_flight", "", "gauge", "Requests being answered."},
    {METRIC_CONNECTIONS, "timtin_http_connections", "", "gauge", "Open connections."},
    {METRIC_SENDING_BYTES, "timtin_http_sending_bytes", "", "gauge",
     "Bytes of large answers on their way."},
    {METRIC_CACHE_HITS, "timtin_response_cache_hits_total", "", "counter",
     "Answers taken from the cache."},
    {METRIC_CACHE_MISSES, "timtin_response_cache_misses_total", "", "counter",
     "Answers that were not in the cache."},
    {METRIC_CACHE_BYTES, "timtin_response_cache_bytes", "", "gauge", "Memory of cached answers."},
    {METRIC_TERM_HITS, "timtin_term_cache_hits_total", "", "counter",
     "Sets of terms and phrases that a worker had."},
    {METRIC_TERM_MISSES, "timtin_term_cache_misses_total", "", "counter",
     "Sets of terms and phrases that had to be made."},
    {METRIC_TERM_BYTES, "timtin_term_cache_bytes", "", "gauge", "Memory of these sets."},
    {METRIC_QUEUE, "timtin_queue_depth", "", "gauge", "Searches waiting for a worker."},
    {METRIC_QUEUE_ROOM, "timtin_queue_capacity", "", "gauge", "Searches that may wait."},
    {METRIC_WORKERS, "timtin_workers", "", "gauge", "Searching threads."},
    {METRIC_WORKERS_BUSY, "timtin_workers_busy", "", "gauge", "Searching threads at work."},
    {METRIC_RELOADS_OK, "timtin_reloads_total", "{result=\"ok\"}", "counter",
     "Loads of a generation."},
    {METRIC_RELOADS_FAILED, "timtin_reloads_total", "{result=\"failed\"}", NULL, NULL},
    {METRIC_READY, "timtin_ready", "", "gauge", "1 when a generation is served, not draining."},
    {METRIC_DOCUMENTS, "timtin_index_documents", "", "gauge", "Articles of the served index."},
    {METRIC_DUPLICATES, "timtin_index_duplicates", "", "gauge", "Other pages with the same text."},
    {METRIC_AGENCIES, "timtin_index_agencies", "", "gauge", "Agencies that have an article."},
    {METRIC_INDEX_BYTES, "timtin_index_bytes", "", "gauge", "Size of the generation's files."},
    {METRIC_BUILT_AT, "timtin_index_built_timestamp_seconds", "", "gauge",
     "When the generation was built."},
    {METRIC_RESIDENT_BYTES, "process_resident_memory_bytes", "", "gauge", "Resident memory."},
    {METRIC_OPEN_FILES, "process_open_fds", "", "gauge", "Open file descriptors."},
    {METRIC_UPTIME, "timtin_uptime_seconds", "", "gauge", "Seconds since the start."},
};

void metrics_add(struct metrics *m, enum metric which, long n) {
    atomic_fetch_add_explicit(&m->values[which], n, memory_order_relaxed);
}

void metrics_set(struct metrics *m, enum metric which, long value) {
    atomic_store_explicit(&m->values[which], value, memory_order_relaxed);
}

long metrics_get(struct metrics *m, enum metric which) {
    return atomic_load_explicit(&m->values[which], memory_order_relaxed);
}

/* ---- by route -------------------------------------------------------------------- */

struct metrics *metrics_new(void) {
    struct metrics *m = calloc(1, sizeof *m);
    if (m)
        pthread_mutex_init(&m->lock, NULL);
    return m;
}

void metrics_free(struct metrics *m) {
    if (!m)
        return;
    pthread_mutex_destroy(&m->lock);
    free(m);
}

/* The route's place, or the first free one. */
static struct route *look(struct metrics *m, const char *name, bool *found) {
    for (size_t i = 0; i < ROUTES_MAX; i++) {
        const char *here = atomic_load_explicit(&m->routes[i].name, memory_order_acquire);
        *found = here && (here == name || strcmp(here, name) == 0);
        if (*found || !here)
            return &m->routes[i];
    }
    *found = true;
    return &m->routes[ROUTES_MAX - 1];
}

static struct route *route_of(struct metrics *m, const char *name) {
    bool found;
    struct route *r = look(m, name, &found);
    if (found)
        return r;
    pthread_mutex_lock(&m->lock);
    r = look(m, name, &found);
    if (!found) {
        bool last = r == &m->routes[ROUTES_MAX - 1];
        atomic_store_explicit(&r->name, last ? "other" : name, memory_order_release);
    }
    pthread_mutex_unlock(&m->lock);
    return r;
}

static size_t status_of(int status) {
    size_t i = 0;
    while (i + 1 < STATUSES && statuses[i] != status)
        i++;
    return i;
}

static void count(atomic_ulong *to, unsigned long n) {
    atomic_fetch_add_explicit(to, n, memory_order_relaxed);
}

void metrics_request(struct metrics *m, const char *route, enum http_method method, int status,
                     double seconds) {
    struct route *r = route_of(m, route);
    size_t bucket = 0;
    while (bucket < BOUNDS && seconds > bounds[bucket])
        bucket++;
    count(&r->requests[method][status_of(status)], 1);
    count(&r->buckets[bucket], 1);
    count(&r->microseconds, (unsigned long)(seconds * 1e6));
}

/* ---- the text -------------------------------------------------------------------- */

static unsigned long now(atomic_ulong *of) {
    return atomic_load_explicit(of, memory_order_relaxed);
}

static void write_head(struct buf *out, const char *name, const char *type, const char *help) {
    buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void write_label(struct buf *out, const char *name, const char *value) {
    buf_printf(out, "%s=\"", name);
    for (const char *s = value; *s; s++) {
        if (*s == '"' || *s == '\\')
            buf_char(out, '\\');
        if (*s == '\n')
            buf_str(out, "\\n");
        else
            buf_char(out, *s);
    }
    buf_char(out, '"');
}

static void write_requests(struct route *r, const char *name, struct buf *out) {
    for (int method = 0; method < METHODS; method++)
        for (size_t s = 0; s < STATUSES; s++) {
            unsigned long n = now(&r->requests[method][s]);
            if (n == 0)
                continue;
            char status[12] = "other";
            if (s + 1 < STATUSES)
                snprintf(status, sizeof status, "%d", statuses[s]);
            buf_str(out, "timtin_http_requests_total{");
            write_label(out, "route", name);
            buf_printf(out, ",method=\"%s\",status=\"%s\"} %lu\n",
                       framing_method_name((enum http_method)method), status, n);
        }
}

static void write_histogram(struct route *r, const char *name, struct buf *out) {
    static const char metric[] = "timtin_http_request_duration_seconds";
    unsigned long sum = 0;
    for (size_t i = 0; i <= BOUNDS; i++) {
        sum += now(&r->buckets[i]);
        buf_printf(out, "%s_bucket{", metric);
        write_label(out, "route", name);
        if (i < BOUNDS)
            buf_printf(out, ",le=\"%g\"} %lu\n", bounds[i], sum);
        else
            buf_printf(out, ",le=\"+Inf\"} %lu\n", sum);
    }
    buf_printf(out, "%s_sum{", metric);
    write_label(out, "route", name);
    buf_printf(out, "} %.6f\n%s_count{", (double)now(&r->microseconds) / 1e6, metric);
    write_label(out, "route", name);
    buf_printf(out, "} %lu\n", sum);
}

static void each_route(struct metrics *m, struct buf *out,
                       void (*write)(struct route *, const char *, struct buf *)) {
    for (size_t i = 0; i < ROUTES_MAX; i++) {
        const char *name = atomic_load_explicit(&m->routes[i].name, memory_order_acquire);
        if (name)
            write(&m->routes[i], name, out);
    }
}

static void write_info(const struct metrics_labels *labels, struct buf *out) {
    write_head(out, "timtin_build_info", "gauge", "The program.");
    buf_str(out, "timtin_build_info{");
    write_label(out, "version", labels->version);
    buf_str(out, "} 1\n");
    if (!labels->generation)
        return;
    write_head(out, "timtin_index_info", "gauge", "The generation that is served.");
    buf_str(out, "timtin_index_info{");
    write_label(out, "generation", labels->generation);
    buf_char(out, ',');
    write_label(out, "built_at", labels->built_at ? labels->built_at : "");
    buf_str(out, "} 1\n");
}

void metrics_text(struct metrics *m, const struct metrics_labels *labels, struct buf *out) {
    write_head(out, "timtin_http_requests_total", "counter", "Requests answered.");
    each_route(m, out, write_requests);
    write_head(out, "timtin_http_request_duration_seconds", "histogram",
               "Seconds from a complete head to the answer.");
    each_route(m, out, write_histogram);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].help)
            write_head(out, rows[i].name, rows[i].type, rows[i].help);
        buf_printf(out, "%s%s %ld\n", rows[i].name, rows[i].labels, metrics_get(m, rows[i].which));
    }
    write_info(labels, out);
}
