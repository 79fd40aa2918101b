/* Lanes: jobs done by several threads, their outcome taken in order by one.
 *
 * The caller fills a job and hands it in; helpers work on it meanwhile. When as many are on
 * the way as the plan allows he does some himself, then takes the oldest. So n threads are
 * n - 1 helpers and the caller: with one thread there is no helper, and the order of taking
 * is the same for every n. Jobs should last milliseconds: one lock guards the ring.
 *
 * Ownership: jobs are the caller's array; who works on a job has it alone.
 * Errors: of work and taking alike the first in order of the jobs is told, and the end of it:
 * nothing behind is taken.
 * Threads: lanes belong to one thread; `work` runs on any, `take` on that one. */
#ifndef TIMTIN_INDEX_BASE_LANES_H
#define TIMTIN_INDEX_BASE_LANES_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/error.h"

enum { LANES_THREADS_MAX = 256 };

typedef bool lanes_call(void *state, void *job, struct tt_error *e);

struct lanes_plan {
    unsigned threads; /* the caller's included; >= 1 */
    void *jobs;       /* n_jobs of job_size bytes */
    size_t n_jobs, job_size;
    size_t weight_max; /* of all on the way, in the caller's units; one alone may be heavier */
    lanes_call *work, *take;
    void *state;
};

struct lanes;
/* Where the system gives fewer threads, those must do. */
bool lanes_new(const struct lanes_plan *plan, struct lanes **out, struct tt_error *e);
/* Waits for what is at work; the rest is dropped. Takes NULL. */
void lanes_free(struct lanes *l);

/* The job to be filled next; NULL: see Errors. The same one until it is handed in. */
void *lanes_next(struct lanes *l, struct tt_error *e);
bool lanes_push(struct lanes *l, size_t weight, struct tt_error *e);
/* Takes all that was handed in. */
bool lanes_drain(struct lanes *l, struct tt_error *e);

/* Processors that this process may use. */
unsigned lanes_processors(void);

#endif
