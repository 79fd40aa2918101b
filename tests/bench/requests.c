#include "requests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { COLUMNS = 7, LINE_BYTES = 16 << 10, REQUESTS_MAX = 10000000 };

static const char *const op_names[] = {
    [OP_NONE] = "none",     [OP_OR] = "or",         [OP_AND] = "and",
    [OP_PHRASE] = "phrase", [OP_PREFIX] = "prefix", [OP_NEWEST] = "newest",
};

void bench_die(const char *what, const char *more) {
    fprintf(stderr, "benchmark: %s %s\n", what, more);
    exit(1);
}

double seconds_of(int clock) {
    struct timespec t;
    clock_gettime((clockid_t)clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void *room_for(void *old, size_t bytes) {
    void *room = realloc(old, bytes ? bytes : 1);
    if (!room)
        bench_die("no memory", "");
    return room;
}

/* ---- the file -------------------------------------------------------------------- */

static enum request_op op_of(const char *name) {
    for (int i = 0; i < (int)(sizeof op_names / sizeof *op_names); i++)
        if (strcmp(op_names[i], name) == 0)
            return (enum request_op)i;
    bench_die("no such operator:", name);
}

static struct request request_of(char *line) {
    char *at = line, *column[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
        column[i] = strsep(&at, "\t");
        if (!column[i])
            bench_die("a line has too few columns:", line);
    }
    return (struct request){
        .kind = column[0],
        .path = column[1],
        .op = op_of(column[2]),
        .offset = (unsigned)strtoul(column[3], NULL, 10),
        .year = (unsigned)strtoul(column[4], NULL, 10),
        .agency = column[5],
        .words = column[6],
    };
}

void requests_read(const char *file, struct requests *out) {
    char line[LINE_BYTES];
    size_t cap = 0;
    FILE *f = fopen(file, "r");
    if (!f)
        bench_die("cannot read", file);
    *out = (struct requests){NULL, 0};
    while (out->n < REQUESTS_MAX && fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        if (out->n == cap)
            out->list = room_for(out->list, (cap = cap ? cap * 2 : 1024) * sizeof *out->list);
        char *copy = strdup(line);
        if (!copy)
            bench_die("no memory", "");
        out->list[out->n++] = request_of(copy);
    }
    fclose(f);
}

void requests_done(struct requests *all) {
    for (size_t i = 0; i < all->n; i++)
        free((char *)all->list[i].kind); /* the line begins with it */
    free(all->list);
    *all = (struct requests){NULL, 0};
}

static size_t find_class(const struct requests *all, const char *kind, size_t *n) {
    size_t first = 0;
    while (first < all->n && strcmp(all->list[first].kind, kind) != 0)
        first++;
    *n = 0;
    while (first + *n < all->n && strcmp(all->list[first + *n].kind, kind) == 0)
        ++*n;
    return first;
}

/* ---- commands -------------------------------------------------------------------- */

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_figures(struct figures *f) {
    double sum = 0;
    for (size_t i = 0; i < f->n; i++)
        sum += f->took[i];
    qsort(f->took, f->n, sizeof *f->took, ascending);
    printf("%zu %zu %.6f %.3f %.3f %.3f %.3f %llu\n", f->n, f->errors, f->seconds,
           f->took[f->n / 2], f->took[f->n * 99 / 100], sum / (double)f->n,
           f->cpu * 1e6 / (double)f->n, (unsigned long long)f->hits);
    fflush(stdout);
}

int requests_serve_by(const struct requests *all, requests_run *run, void *state) {
    char line[256], kind[64];
    struct figures f = {0};
    while (fgets(line, sizeof line, stdin)) {
        size_t first, n_class, from;
        unsigned connections = 1;
        double *took = f.took;
        f = (struct figures){0};
        if (sscanf(line, "%63s %zu %zu %u", kind, &first, &f.n, &connections) < 3 || !f.n ||
            f.n > REQUESTS_MAX)
            bench_die("no command:", line);
        from = find_class(all, kind, &n_class);
        if (!n_class)
            bench_die("no requests of the class", kind);
        f.took = room_for(took, f.n * sizeof *f.took);
        run(state, all->list + from, n_class, first, connections, &f);
        print_figures(&f);
    }
    free(f.took);
    return 0;
}

struct sequence {
    request_ask *ask;
    void *state;
};

static void ask_all(void *state, const struct request *list, size_t n, size_t first,
                    unsigned connections, struct figures *out) {
    struct sequence *s = state;
    double began = seconds_of(CLOCK_MONOTONIC), cpu = seconds_of(CLOCK_THREAD_CPUTIME_ID);
    (void)connections;
    for (size_t i = 0; i < out->n; i++) {
        double start = seconds_of(CLOCK_MONOTONIC);
        out->errors += !s->ask(s->state, &list[(first + i) % n], &out->hits);
        out->took[i] = (seconds_of(CLOCK_MONOTONIC) - start) * 1e6;
    }
    out->cpu = seconds_of(CLOCK_THREAD_CPUTIME_ID) - cpu;
    out->seconds = seconds_of(CLOCK_MONOTONIC) - began;
}

int requests_serve(const struct requests *all, request_ask *ask, void *state) {
    struct sequence s = {ask, state};
    return requests_serve_by(all, ask_all, &s);
}
