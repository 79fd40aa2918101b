/* The inside of a build: its state, and the phases that build.c calls one after the other.
 *
 * Threads: one build, one thread. */
#ifndef TIMTIN_INDEX_BUILD_BUILD_PARTS_H
#define TIMTIN_INDEX_BUILD_BUILD_PARTS_H

#include "index/build/build.h"
#include "index/build/idset.h"
#include "index/build/report.h"
#include "index/build/spool.h"
#include "index/dedup/cluster.h"
#include "index/input/input.h"
#include "index/read/reading.h"

struct build {
    const struct build_options *options;
    struct build_summary *summary;
    struct generation_lock lock;
    char dir[FILES_PATH_MAX];
    struct directory *directory;
    struct inputs *inputs;
    struct templates *templates;
    struct spool *spool;
    struct kept *kept; /* what the last build read */
    uint64_t version;  /* of all that reads articles */
    uint64_t key;      /* of the input at hand, for spool_add */
    struct clusters *clusters;
    struct idset *ids, *excluded;
    struct report report;
    struct reading reading;
    day_t *published; /* of each article of the spool */
    size_t published_cap;
    uint64_t steps;
    uint64_t pages; /* inputs seen by PHASE_LEARN: the total of PHASE_READ */
};

/* Tells the listener. */
void build_tell(struct build *b, enum build_phase phase, uint64_t done, uint64_t total);

/* build_read.c: learns, reads every input, and lays articles into the spool. */
bool build_read(struct build *b, struct tt_error *e);

/* build_write.c: clusters, orders and writes the files of the generation. */
bool build_write(struct build *b, struct tt_error *e);

#endif
