/* Ends connections that take too long, whatever trickles in: libmicrohttpd's own time-out is
 * for inactivity only, so a client that sends a byte now and then would hold its place for
 * ever.
 *
 * Ownership: reaper_start/reaper_stop (takes NULL); reaper_add gives an entry that
 *            reaper_remove ends, before its descriptor is closed.
 * Threads:   any. What a connection tells takes no lock, except while draining. */
#ifndef TIMTIN_SERVER_REAPER_H
#define TIMTIN_SERVER_REAPER_H

#include "api/http.h"

struct reaper;
struct reaped; /* one connection */

struct reaper_limits {
    double head;             /* seconds for a request, head and body */
    double idle;             /* seconds between two requests, and the least for taking an answer */
    double bytes_per_second; /* how fast a reader must be */
};

bool reaper_start(const struct reaper_limits *limits, struct reaper **out, struct tt_error *e);
void reaper_stop(struct reaper *r);

/* A new connection: the time for its first request begins. NULL: no memory. */
struct reaped *reaper_add(struct reaper *r, int fd);
void reaper_remove(struct reaper *r, struct reaped *c); /* takes NULL */

/* What a connection tells; `now` is clock_seconds(), and a NULL connection is not looked at.
 * The request is here and being answered: no limit but the search's own. */
void reaper_busy(struct reaper *r, struct reaped *c, double now);
/* An answer of so many bytes is on its way. */
void reaper_sending(struct reaper *r, struct reaped *c, size_t bytes, double now);
/* The answer is out, the next request may come. */
void reaper_idle(struct reaper *r, struct reaped *c, double now);

/* From now on idle connections are ended, softly: what they already sent is still read and
 * answered. */
void reaper_drain(struct reaper *r);

size_t reaper_connections(struct reaper *r);
unsigned long reaper_cut(struct reaper *r); /* how many were ended for slowness */

#endif
