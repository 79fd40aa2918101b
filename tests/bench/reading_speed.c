/* What reading costs: a build of these inputs that stops before the writing, measured phase
 * by phase.
 *
 *   reading_speed FOLDER [THREADS] PATH...
 *
 * FOLDER is for what is kept between the phases; PATHs as for `timtin-index build`. One row:
 * pages, found copies, pages a second of learning + reading + clustering, CPU microseconds a
 * page of each and of all, bytes a page, the peak of resident memory. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "index/base/lanes.h"
#include "index/build/build.h"

static double bytes_of(const char *const *paths, size_t n) {
    double bytes = 0;
    struct stat st;
    for (size_t i = 0; i < n; i++)
        bytes += stat(paths[i], &st) == 0 ? (double)st.st_size : 0;
    return bytes;
}

static void print_row(const struct build_summary *s, double bytes) {
    struct rusage used;
    double wall = 0, cpu = 0, n = s->read ? s->read : 1;
    getrusage(RUSAGE_SELF, &used);
    for (int i = PHASE_LEARN; i <= PHASE_CLUSTER; i++) {
        wall += s->phases[i].wall;
        cpu += s->phases[i].cpu;
    }
    printf("| %" PRIu32 " | %" PRIu32 " | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f | %ld |\n",
           s->read, s->duplicates, n / wall, s->phases[PHASE_LEARN].cpu * 1e6 / n,
           s->phases[PHASE_READ].cpu * 1e6 / n, s->phases[PHASE_CLUSTER].cpu * 1e6 / n,
           cpu * 1e6 / n, bytes / n, used.ru_maxrss / 1024);
}

int main(int argc, char **argv) {
    struct build_summary summary;
    struct tt_error e;
    char *end = NULL;
    unsigned long threads = argc > 3 ? strtoul(argv[2], &end, 10) : 0;
    int first = end && !*end && end != argv[2] ? 3 : 2;
    if (argc <= first || (first == 3 && (threads < 1 || threads > LANES_THREADS_MAX))) {
        fputs("usage: reading_speed FOLDER [THREADS] PATH...\n", stderr);
        return 2;
    }
    const struct build_options o = {.index = argv[1],
                                    .paths = (const char *const *)argv + first,
                                    .n_paths = (size_t)(argc - first),
                                    .keep = 1,
                                    .threads = first == 3 ? (unsigned)threads : 0,
                                    .dry = true};
    if (!build(&o, &summary, &e)) {
        fprintf(stderr, "reading_speed: %s\n", e.text);
        return 1;
    }
    print_row(&summary, bytes_of(o.paths, o.n_paths));
    return fflush(stdout) != 0;
}
