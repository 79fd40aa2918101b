/* The operators' port: health, metrics, version, reload.
 *
 * Threads: called on that port's poller. */
#ifndef TIMTIN_SERVER_OPS_H
#define TIMTIN_SERVER_OPS_H

#include "server/site.h"

struct http_handler ops_handler(struct site *s);

#endif
