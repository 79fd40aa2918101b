/* The API's port: what is trivial or cached at once, the rest to the workers.
 *
 * Threads: called on the pollers. */
#ifndef TIMTIN_SERVER_FRONT_H
#define TIMTIN_SERVER_FRONT_H

#include "server/site.h"

struct http_handler front_handler(struct site *s);

#endif
