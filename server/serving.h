/* The generation that is served now, and its replacement.
 *
 * A new generation is opened and verified while the old one serves; only the swap of one
 * pointer is locked. The old one ends when its last user lets go. What cannot be opened is
 * refused: the old one stays, and the reason is kept.
 * Ownership: serving_new/serving_free (takes NULL); serving_acquire gives a reference.
 * Threads:   any, but for serving_new, serving_stop and serving_free. */
#ifndef TIMTIN_SERVER_SERVING_H
#define TIMTIN_SERVER_SERVING_H

#include <stdint.h>

#include "api/http.h"
#include "server/log.h"
#include "server/metrics.h"

struct serving;

struct serving_setup {
    const char *index_dir;
    const struct log *log;
    struct metrics *metrics;
    /* After each swap, on the loading thread: idle users may let go of the old one. */
    void (*swapped)(void *context);
    void *context;
};

/* Nothing is loaded yet. The setup's pointers must outlive the serving. */
bool serving_new(const struct serving_setup *setup, struct serving **out, struct tt_error *e);
/* Ends the loading thread, after the loads that were asked for; serving_free needs it. */
void serving_stop(struct serving *s); /* takes NULL */
void serving_free(struct serving *s);

/* The current snapshot, or NULL; *serial (may be NULL) grows with every swap, and is 0 as long as
 * nothing is served. */
struct snapshot *serving_acquire(struct serving *s, uint64_t *serial);
uint64_t serving_serial(struct serving *s); /* without a lock */

/* Loads what CURRENT names, now. False: refused, *e says why. */
bool serving_reload(struct serving *s, struct tt_error *e);

/* The same on the serving's own thread. `done` (may be NULL) is called there when a load
 * that began after this call has ended. False: too many are waiting already. */
typedef void serving_done(void *argument, bool ok, const struct tt_error *e);
bool serving_reload_later(struct serving *s, serving_done *done, void *argument);

/* Why nothing is served, or why the last load was refused; "" when all is well. */
void serving_reason(struct serving *s, char reason[200]);

#endif
