/* What both ports and the workers share. Lives as long as the daemon.
 *
 * Threads: the fields are set before the first thread starts. */
#ifndef TIMTIN_SERVER_SITE_H
#define TIMTIN_SERVER_SITE_H

#include <stdatomic.h>

#include "server/cache.h"
#include "server/http.h"
#include "server/listen.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/options.h"
#include "server/pool.h"
#include "server/serving.h"

struct site {
    struct options options;
    struct log log;
    const char *version;
    double began;
    atomic_bool draining;
    atomic_bool loaded; /* or refused: the first load is over */
    struct metrics *metrics;
    struct serving *serving;
    struct cache *cache; /* NULL: none */
    struct pool *pool;
    struct http_port *api, *ops;
    char url[LISTEN_URL_BYTES], ops_url[LISTEN_URL_BYTES];
};

/* Everything up, the first load on its way. With nothing to serve the daemon listens all the
 * same, and says that it is not ready. False: nothing is left running. */
bool site_start(struct site *s, struct tt_error *e);
/* Not ready from now on; every answer ends its connection. */
void site_drain(struct site *s);
/* No new connections. */
void site_close(struct site *s);
/* Nothing is in flight and nobody is connected any more. */
bool site_quiet(struct site *s);
/* Ends and frees everything; the searches that still run are waited for. */
void site_stop(struct site *s);

#endif
