#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xxhash.h>

#include "index/base/deadline.h"
#include "index/build/build_parts.h"

static double cpu_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void build_enter(struct build *b, enum build_phase phase) {
    double wall = deadline_now(), cpu = cpu_seconds();
    b->summary->phases[b->phase].wall += wall - b->phase_wall;
    b->summary->phases[b->phase].cpu += cpu - b->phase_cpu;
    b->phase = phase;
    b->phase_wall = wall;
    b->phase_cpu = cpu;
}

void build_tell(struct build *b, enum build_phase phase, uint64_t done, uint64_t total) {
    if (b->options->progress)
        b->options->progress(b->options->progress_state, phase, done, total);
}

/* What is published was read back first: a disk that lies is caught here. */
static bool verify(const struct build *b, struct tt_error *e) {
    struct manifest m;
    return manifest_read(b->dir, &m, e) && manifest_verify(b->dir, &m, e);
}

/* ---- the whole ------------------------------------------------------------------- */

/* Another program, another cleaner or another directory of agencies reads otherwise. */
static uint64_t reader_version(const struct directory *d) {
    uint64_t parts[] = {CLEANER_VERSION, FORMAT_VERSION, directory_version(d),
                        XXH3_64bits(TIMTIN_VERSION, strlen(TIMTIN_VERSION))};
    return XXH3_64bits(parts, sizeof parts);
}

static bool prepare(struct build *b, struct tt_error *e) {
    const struct build_options *o = b->options;
    b->templates = templates_new();
    b->clusters = clusters_new();
    b->ids = idset_new();
    b->excluded = o->exclude ? idset_new() : NULL;
    if (!b->templates || !b->clusters || !b->ids || (o->exclude && !b->excluded))
        return tt_fail(e, TT_NO_MEMORY, "no memory to begin");
    if (!directory_open(&b->directory, e))
        return false;
    b->version = reader_version(b->directory);
    return (!o->exclude || idset_read(b->excluded, o->exclude, e)) &&
           inputs_open(o->paths, o->n_paths, &b->inputs, e) &&
           generation_begin(&b->lock, b->summary->generation, b->dir, e) &&
           spool_new(o->index, &b->spool, e) && kept_open(o->index, b->version, &b->kept, e) &&
           report_open(&b->report, o->report, b->summary, e);
}

static bool run(struct build *b, struct tt_error *e) {
    struct tt_error ignored;
    if (!prepare(b, e) || !build_read(b, e) || !build_write(b, e))
        return false;
    if (b->options->dry)
        return report_close(&b->report, e) && files_remove_tree(b->dir, e);
    if (!verify(b, e) || !report_close(&b->report, e) ||
        !generation_publish(&b->lock, b->summary->generation, b->options->keep, e))
        return false;
    spool_keep(b->spool, b->version, &ignored); /* without it the next build reads anew */
    return true;
}

static void finish(struct build *b) {
    inputs_close(b->inputs);
    templates_free(b->templates);
    spool_free(b->spool);
    kept_close(b->kept);
    clusters_free(b->clusters);
    idset_free(b->ids);
    idset_free(b->excluded);
    directory_close(b->directory);
    free(b->articles);
    generation_unlock(&b->lock);
}

bool build(const struct build_options *o, struct build_summary *summary, struct tt_error *e) {
    struct build b = {.options = o, .summary = summary, .report = {.summary = summary}};
    double began = deadline_now();
    struct tt_error ignored;
    *summary = (struct build_summary){0};
    b.phase_wall = began;
    b.phase_cpu = cpu_seconds();
    if (!generation_lock(o->index, &b.lock, e))
        return false;
    bool ok = run(&b, e);
    build_enter(&b, b.phase); /* ends the last one */
    report_close(&b.report, &ignored);
    if (!ok && b.dir[0])
        files_remove_tree(b.dir, &ignored);
    finish(&b);
    summary->seconds = deadline_now() - began;
    return ok;
}
