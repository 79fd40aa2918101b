/* What the daemon counts, and its text for Prometheus.
 *
 * Ownership: metrics_new/metrics_free (takes NULL).
 * Threads:   any; counting takes no lock. */
#ifndef TIMTIN_SERVER_METRICS_H
#define TIMTIN_SERVER_METRICS_H

#include "api/http.h"

struct metrics;

/* One row each in metrics.c: name, kind, help. Gauges are set just before the text is made. */
enum metric {
    METRIC_REJECTED_BUSY,    /* the queue was full or the wait too long */
    METRIC_REJECTED_FRAMING, /* the head was refused */
    METRIC_REJECTED_MEMORY,  /* too many bytes on their way to slow readers */
    METRIC_ABORTED,          /* ended without an answer: a broken head, a client that went */
    METRIC_CUT,              /* connections ended for slowness */
    METRIC_CACHE_HITS,
    METRIC_CACHE_MISSES,
    METRIC_CACHE_BYTES,
    METRIC_TERM_HITS, /* sets of terms and phrases, in the workers' caches */
    METRIC_TERM_MISSES,
    METRIC_TERM_BYTES,
    METRIC_RELOADS_OK,
    METRIC_RELOADS_FAILED,
    METRIC_IN_FLIGHT,
    METRIC_CONNECTIONS,
    METRIC_SENDING_BYTES,
    METRIC_QUEUE,
    METRIC_QUEUE_ROOM,
    METRIC_WORKERS,
    METRIC_WORKERS_BUSY,
    METRIC_READY,
    METRIC_DOCUMENTS,
    METRIC_DUPLICATES,
    METRIC_AGENCIES,
    METRIC_INDEX_BYTES,
    METRIC_BUILT_AT, /* seconds since 1970 */
    METRIC_RESIDENT_BYTES,
    METRIC_OPEN_FILES,
    METRIC_UPTIME,
    METRICS
};

struct metrics *metrics_new(void); /* NULL: no memory */
void metrics_free(struct metrics *m);

void metrics_add(struct metrics *m, enum metric which, long n);
void metrics_set(struct metrics *m, enum metric which, long value);
long metrics_get(struct metrics *m, enum metric which);

/* One answered request; `route` is a static string. */
void metrics_request(struct metrics *m, const char *route, enum http_method method, int status,
                     double seconds);

struct metrics_labels {
    const char *version, *generation, *built_at; /* the last two NULL: nothing is served */
};
void metrics_text(struct metrics *m, const struct metrics_labels *labels, struct buf *out);

#endif
