/* The build: pages and records -> a new generation, published atomically.
 *
 * Threads: a build belongs to one thread and has helpers of its own; another process may serve
 * the index meanwhile. */
#ifndef TIMTIN_INDEX_BUILD_BUILD_H
#define TIMTIN_INDEX_BUILD_BUILD_H

#include <stdio.h>

#include "index/base/error.h"
#include "index/store/generation.h"

enum build_phase { PHASE_LEARN, PHASE_READ, PHASE_CLUSTER, PHASE_WRITE, PHASE_PUBLISH, PHASES };

struct build_options {
    const char *index; /* folder, created when it is not there */
    const char *const *paths;
    size_t n_paths;
    const char *report;  /* file for what was not indexed, JSON lines; NULL: none */
    const char *exclude; /* file of ids and URLs taken down, one a line; NULL: none */
    bool keep_duplicates;
    bool dry; /* all but the writing: what would be indexed, reported and counted */
    unsigned
        threads;     /* that read and index; 0: one a processor. It changes nothing in the result */
    unsigned memory; /* MiB for articles being indexed; 0: WRITER_MEMORY. Nor does this */
    unsigned keep;   /* complete generations that remain, the new one included; >= 1 */
    /* Told now and then; total 0: not known. NULL: nobody listens. */
    void (*progress)(void *state, enum build_phase phase, uint64_t done, uint64_t total);
    void *progress_state;
};

enum { REASONS_MAX = 32 };

struct build_summary {
    char generation[GENERATION_NAME_MAX];
    uint32_t read, reused; /* inputs; those that an earlier build had read already */
    uint32_t indexed, duplicates, excluded, rejected; /* their sum is `read` */
    struct {
        char reason[32];
        uint32_t count;
    } reasons[REASONS_MAX];
    size_t n_reasons;
    double seconds;
    struct {
        double wall, cpu; /* seconds; of all threads */
    } phases[PHASES];
};

/* False: nothing was published and what was served stays so. An index without a single
 * article is never published (TT_BAD_INPUT). The summary is filled as far as it got. */
bool build(const struct build_options *o, struct build_summary *summary, struct tt_error *e);

#endif
