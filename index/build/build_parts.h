/* The inside of a build: its state, and the phases that build.c calls one after the other.
 *
 * Threads: while inputs are walked, helpers look at directory, templates and kept readings and
 * change nothing; the rest is for the build's own thread. */
#ifndef TIMTIN_INDEX_BUILD_BUILD_PARTS_H
#define TIMTIN_INDEX_BUILD_BUILD_PARTS_H

#include "index/build/build.h"
#include "index/build/idset.h"
#include "index/build/report.h"
#include "index/build/spool.h"
#include "index/dedup/cluster.h"
#include "index/input/input.h"
#include "index/read/reading.h"

/* What becomes of an article in the spool. */
enum fate {
    FATE_STANDS,
    FATE_REPEATED,  /* another input of the same id has the same text */
    FATE_SUPERSEDED /* another input of the same id has a newer text */
};

/* An article of the spool. */
struct spooled {
    day_t published;
    uint8_t fate;
};

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
    struct clusters *clusters;
    struct idset *ids, *excluded;
    struct report report;
    struct spooled *articles; /* of the spool, by number */
    size_t articles_cap;
    enum build_phase phase;
    double phase_wall, phase_cpu; /* when it began */
    uint64_t steps;
    uint64_t pages; /* inputs seen by PHASE_LEARN: the total of PHASE_READ */
};

/* Ends the phase at hand and begins this one. */
void build_enter(struct build *b, enum build_phase phase);
/* Tells the listener. */
void build_tell(struct build *b, enum build_phase phase, uint64_t done, uint64_t total);

/* Of copies: a year behind the days of its 1 January, unknown last. */
int build_oldest_first(day_t a, day_t b);

/* build_read.c: learns, reads every input, and lays articles into the spool. */
bool build_read(struct build *b, struct tt_error *e);

/* What was read of one input: made by any thread, taken in order. */
struct outcome {
    uint64_t key; /* of the input, for spool_add_packed */
    struct fingerprint print;
    day_t published;
    uint32_t reused;
};

/* build_take.c: decides about the article that was read of the input `name`. */
bool build_take(struct build *b, const char *name, const struct outcome *o, const char *packed,
                size_t len, struct tt_error *e);

/* build_write.c: clusters, orders and writes the files of the generation. */
bool build_write(struct build *b, struct tt_error *e);

#endif
