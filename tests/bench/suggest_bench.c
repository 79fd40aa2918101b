/* How long completions take: beginnings of titles, agencies and phrases of the served index as
 * they are typed, letter by letter, with marks and without, in one thread, no HTTP.
 *
 *   suggest_bench INDEX [COUNT [SEED]]   COUNT texts are typed (1000)
 *   suggest_bench INDEX -                prints the completions of each line of standard input */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "index/search/suggest.h"
#include "index/store/snapshot_data.h"
#include "index/text/text.h"
#include "index/text/token.h"

enum { SHOWN = 10, TYPED_MAX = 40 };

struct times {
    clockid_t clock;
    double *list; /* microseconds */
    size_t n, cap;
};

static double now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static bool ask(const struct snapshot *s, const char *q, size_t n, struct times *times) {
    struct suggestions found;
    struct tt_error e;
    double began = now(times->clock);
    if (!suggest(s, q, n, SHOWN, &found, &e))
        return false;
    if (!array_grow(&times->list, &times->cap, times->n + 1, sizeof *times->list))
        return false;
    times->list[times->n++] = now(times->clock) - began;
    return true;
}

/* Asks for every beginning of the text that ends with a whole character. */
static bool type(const struct snapshot *s, const char *text, size_t len, struct times *times) {
    bool ok = true;
    for (size_t n = 1; ok && n <= len && n <= TYPED_MAX; n++)
        if (n == len || ((unsigned char)text[n] & 0xc0) != 0x80)
            ok = ask(s, text, n, times);
    return ok;
}

/* The text as it is, without marks, and from its third word on. */
static bool type_forms(const struct snapshot *s, const char *text, struct times *times) {
    struct buf plain;
    size_t len = strlen(text), at = 0;
    buf_init(&plain, 1 << 16);
    text_fold(text, len, &plain);
    for (int words = 0; words < 2 && text[at]; at++)
        words += text[at] == ' ';
    bool ok = type(s, text, len, times) && type(s, buf_text(&plain), plain.len, times) &&
              type(s, text + at, len - at, times);
    buf_done(&plain);
    return ok;
}

static bool type_titles(const struct snapshot *s, size_t count, unsigned seed,
                        struct times *times) {
    uint32_t documents = snapshot_facts(s)->documents;
    bool ok = documents > 0;
    srandom(seed);
    for (size_t i = 0; ok && i < count; i++) {
        struct article a;
        struct tt_error e;
        ok = snapshot_head(s, 1 + (uint32_t)random() % documents, &a, &e);
        if (ok) {
            ok = type_forms(s, a.s[ARTICLE_TITLE], times);
            article_done(&a);
        }
    }
    return ok;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void report_size(const struct suggest_view *v) {
    printf("%u articles, %u phrases, %u texts of agencies, %u forms; suggest.bin %zu bytes, "
           "%.1f an article\n",
           v->field[SUGGEST_TITLES].texts, v->field[SUGGEST_PHRASES].texts,
           v->field[SUGGEST_AGENCIES].texts, v->forms, v->file.len,
           (double)v->file.len / (v->field[SUGGEST_TITLES].texts + 1e-9));
}

static void report(const char *what, struct times *t) {
    qsort(t->list, t->n, sizeof *t->list, by_size);
    printf("%zu queries, %s: p50 %.0f us, p90 %.0f, p99 %.0f, p99.9 %.0f, worst %.0f\n", t->n, what,
           t->list[t->n / 2], t->list[t->n * 9 / 10], t->list[t->n * 99 / 100],
           t->list[t->n * 999 / 1000], t->list[t->n - 1]);
}

static int print_completions(const struct snapshot *s) {
    static const char *const kinds[] = {"agency", "phrase", "title"};
    char line[2048];
    while (fgets(line, sizeof line, stdin)) {
        struct suggestions found;
        struct tt_error e;
        struct buf shown;
        buf_init(&shown, 1 << 16);
        double began = now(CLOCK_MONOTONIC);
        if (!suggest(s, line, strcspn(line, "\n"), SHOWN, &found, &e))
            return 1;
        printf("== %.*s (%.0f us)\n", (int)strcspn(line, "\n"), line, now(CLOCK_MONOTONIC) - began);
        for (size_t i = 0; i < found.n; i++) {
            buf_clear(&shown);
            suggest_highlight(&found.list[i], &shown);
            printf("  %-6s %7u  %s\n", kinds[found.list[i].kind], found.list[i].count,
                   buf_text(&shown));
        }
        buf_done(&shown);
    }
    return 0;
}

static const struct {
    clockid_t id;
    const char *name;
} clocks[] = {{CLOCK_MONOTONIC, "wall"}, {CLOCK_THREAD_CPUTIME_ID, "CPU"}};

int main(int argc, char **argv) {
    struct snapshot *s = NULL;
    struct times times = {0};
    struct tt_error e;
    if (argc < 2 || argc > 4) {
        fprintf(stderr, "usage: suggest_bench INDEX [COUNT [SEED] | -]\n");
        return 2;
    }
    if (!snapshot_open(argv[1], &s, &e)) {
        fprintf(stderr, "%s\n", e.text);
        return 1;
    }
    if (argc > 2 && strcmp(argv[2], "-") == 0)
        return print_completions(s);
    bool ok = true;
    report_size(&s->suggest);
    for (size_t i = 0; ok && i < sizeof clocks / sizeof *clocks; i++) {
        times.clock = clocks[i].id;
        times.n = 0;
        ok = type_titles(s, argc > 2 ? strtoul(argv[2], NULL, 10) : 1000,
                         argc > 3 ? (unsigned)strtoul(argv[3], NULL, 10) : 1, &times);
        if (ok)
            report(clocks[i].name, &times);
    }
    free(times.list);
    snapshot_unref(s);
    return !ok;
}
