#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "index/base/deadline.h"
#include "index/base/lanes.h"
#include "index/build/build.h"
#include "index/program/commands.h"

/* ---- progress: a bar on a terminal, else a line every few seconds ---------------- */

static const char *const phase_names[PHASES] = {
    [PHASE_LEARN] = "learning what pages share",
    [PHASE_READ] = "reading",
    [PHASE_CLUSTER] = "looking for duplicates",
    [PHASE_WRITE] = "indexing",
    [PHASE_PUBLISH] = "publishing",
};

struct progress {
    bool terminal;
    double last; /* when something was shown */
    enum build_phase phase;
};

static void show_bar(const char *phase, uint64_t done, uint64_t total) {
    enum { WIDTH = 30 };
    char bar[WIDTH + 1];
    size_t full = total ? (size_t)(done * WIDTH / total) : 0;
    memset(bar, '.', WIDTH);
    memset(bar, '#', full < WIDTH ? full : WIDTH);
    bar[WIDTH] = '\0';
    if (total)
        fprintf(stderr, "\r%-26s [%s] %" PRIu64 "/%" PRIu64 "\033[K", phase, bar, done, total);
    else
        fprintf(stderr, "\r%-26s %" PRIu64 "\033[K", phase, done);
}

static void show_line(const char *phase, uint64_t done, uint64_t total) {
    if (total)
        fprintf(stderr, "%s: %" PRIu64 " of %" PRIu64 "\n", phase, done, total);
    else if (done)
        fprintf(stderr, "%s: %" PRIu64 "\n", phase, done);
    else
        fprintf(stderr, "%s\n", phase);
}

static void show_progress(void *state, enum build_phase phase, uint64_t done, uint64_t total) {
    struct progress *p = state;
    double now = deadline_now(), every = p->terminal ? 0.1 : 5.0;
    bool last_step = total && done == total && p->terminal;
    if (phase == p->phase && now - p->last < every && !last_step)
        return;
    /* Short work says nothing: only a phase that lasts is shown line by line. */
    if (!p->terminal && phase != p->phase) {
        p->phase = phase;
        return;
    }
    p->phase = phase;
    p->last = now;
    (p->terminal ? show_bar : show_line)(phase_names[phase], done, total);
}

/* Where the seconds went, phase by phase: what reading took can be told from writing. */
static void print_phases(const struct build_summary *s) {
    static const char *const words[PHASES] = {"learn", "read", "cluster", "write", "publish"};
    for (size_t i = 0; i < PHASES; i++)
        printf("%s%s %.1f", i ? " + " : "", words[i], s->phases[i].wall);
    printf(" = %.1f s", s->seconds);
}

static void print_summary(const struct build_summary *s, bool dry) {
    printf("%s%s: %" PRIu32 " read, %" PRIu32 " indexed, %" PRIu32 " duplicates, %" PRIu32
           " excluded, %" PRIu32 " rejected",
           dry ? "dry run" : "generation ", dry ? "" : s->generation, s->read, s->indexed,
           s->duplicates, s->excluded, s->rejected);
    for (size_t i = 0; i < s->n_reasons; i++)
        printf("%s%s %" PRIu32, i ? ", " : " (", s->reasons[i].reason, s->reasons[i].count);
    printf("%s, %" PRIu32 " reused, ", s->n_reasons ? ")" : "", s->reused);
    print_phases(s);
    printf(", %.0f documents/s\n", s->seconds > 0 ? s->read / s->seconds : 0.0);
}

int command_build(int argc, char **argv) {
    struct progress progress = {.terminal = isatty(STDERR_FILENO), .last = deadline_now()};
    struct build_options o = {.keep = 2, .progress = show_progress, .progress_state = &progress};
    const struct option_row rows[] = {
        {.name = "--index", .text = &o.index},
        {.name = "--report", .text = &o.report},
        {.name = "--exclude", .text = &o.exclude},
        {.name = "--keep", .number = &o.keep},
        {.name = "--keep-duplicates", .flag = &o.keep_duplicates},
        {.name = "--threads", .number = &o.threads},
        {.name = "--memory", .number = &o.memory},
        {.name = "--dry-run", .flag = &o.dry},
    };
    int n = arguments_parse(argc, argv, rows, sizeof rows / sizeof *rows);
    if (n < 0)
        return EXIT_USAGE;
    if (!o.index)
        return fail_usage("build needs --index DIR");
    if (n == 0)
        return fail_usage("build needs at least one PATH");
    if (o.keep > GENERATIONS_KEPT_MAX)
        return fail_usage("--keep takes 1 to 200");
    if (o.threads > LANES_THREADS_MAX)
        return fail_usage("--threads takes 1 to 256");
    o.paths = (const char *const *)argv;
    o.n_paths = (size_t)n;
    struct build_summary summary;
    struct tt_error e;
    bool ok = build(&o, &summary, &e);
    if (progress.terminal)
        fputs("\r\033[K", stderr);
    if (!ok)
        return fail_with(&e);
    print_summary(&summary, o.dry);
    return EXIT_DONE;
}
