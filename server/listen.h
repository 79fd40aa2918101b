/* Listening sockets from "HOST:PORT".
 *
 * HOST is a name, an IPv4 address, or an IPv6 address in brackets; PORT 0 picks a free one.
 * Ownership: listen_open gives a descriptor to close.
 * Threads:   any. */
#ifndef TIMTIN_SERVER_LISTEN_H
#define TIMTIN_SERVER_LISTEN_H

#include "api/http.h"

enum { HOST_BYTES_MAX = 256, LISTEN_URL_BYTES = HOST_BYTES_MAX + 32 };

struct listen_address {
    char host[HOST_BYTES_MAX]; /* without brackets */
    char port[6];
};

/* TT_BAD_INPUT: the text is not HOST:PORT. */
bool listen_parse(const char *text, struct listen_address *out, struct tt_error *e);

/* Binds and listens, non-blocking, closed on exec; `url` becomes "http://127.0.0.1:41233",
 * with the port really bound. */
bool listen_open(const char *text, int *fd, char url[LISTEN_URL_BYTES], struct tt_error *e);

#endif
