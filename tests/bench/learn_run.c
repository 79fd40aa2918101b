/* How well and how fast settings of the weights rank: the searches of many queries, in process, one
 * thread, each query under every setting in turn so that all see the same noise.
 *
 *   learn_run INDEX QUERIES QRELS SETTINGS ROUNDS
 *   learn_run                                prints the default as a line of SETTINGS
 *
 * QUERIES   form, match (auto, all, any), query, text; tab-separated, no head
 * QRELS     query, article, gain; tab-separated, with a head
 * SETTINGS  a line each: fields of struct weights as name=value, separated by blanks; a line may
 *           be empty (the default)
 * Prints    setting (from 0), form, match, query, nDCG@10, recall@100, CPU microseconds;
 *           tab-separated
 * Of ROUNDS runs of a query the fastest one is timed; the first warms the cache of sets. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "index/search/search.h"
#include "index/text/text.h"

enum { LINE = 4096, SETTINGS_MAX = 256, HITS = 100, IDEAL = 10 };

/* ---- settings -------------------------------------------------------------------- */

#define FIELD(name, kind)                                                                          \
    { #name, offsetof(struct weights, name), kind }
static const struct {
    const char *name;
    size_t at;
    enum { REAL, WHOLE } kind;
} fields[] = {
    FIELD(k1, REAL),
    FIELD(b, REAL),
    FIELD(bigram, REAL),
    FIELD(passage, REAL),
    FIELD(passage_width, WHOLE),
    FIELD(depth, WHOLE),
};

static bool set_field(struct weights *w, const char *name, const char *value) {
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strcmp(fields[i].name, name) != 0)
            continue;
        char *at = (char *)w + fields[i].at;
        if (fields[i].kind == REAL)
            *(double *)(void *)at = strtod(value, NULL);
        else
            *(uint32_t *)(void *)at = (uint32_t)strtoul(value, NULL, 10);
        return true;
    }
    fprintf(stderr, "no weight is called %s\n", name);
    return false;
}

static int print_default(void) {
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *at = (const char *)&weights_default + fields[i].at;
        double value = fields[i].kind == REAL ? *(const double *)(const void *)at
                                              : *(const uint32_t *)(const void *)at;
        printf("%s=%g ", fields[i].name, value);
    }
    putchar('\n');
    return 0;
}

static bool read_setting(char *line, struct weights *w) {
    *w = weights_default;
    for (char *word = strtok(line, " \n"); word; word = strtok(NULL, " \n")) {
        char *value = strchr(word, '=');
        if (!value)
            return false;
        *value = '\0';
        if (!set_field(w, word, value + 1))
            return false;
    }
    return true;
}

static bool read_settings(const char *path, struct weights *list, size_t *n) {
    char line[LINE];
    FILE *file = fopen(path, "r");
    bool ok = file != NULL;
    for (*n = 0; ok && *n < SETTINGS_MAX && fgets(line, sizeof line, file);)
        ok = read_setting(line, &list[(*n)++]);
    if (file)
        fclose(file);
    return ok && *n > 0;
}

/* ---- what is right --------------------------------------------------------------- */

struct judged {
    char query[64];
    uint32_t docid;
    double gain;
};

struct qrels {
    struct judged *list;
    size_t n, cap;
};

static int by_query(const void *a, const void *b) {
    return strcmp(((const struct judged *)a)->query, ((const struct judged *)b)->query);
}

static bool read_qrels(const char *path, const struct snapshot *s, struct qrels *out) {
    char line[LINE], article[512];
    FILE *file = fopen(path, "r");
    bool ok = file && fgets(line, sizeof line, file);
    while (ok && fgets(line, sizeof line, file)) {
        struct judged j;
        if (sscanf(line, "%63[^\t]\t%511[^\t]\t%lf", j.query, article, &j.gain) != 3)
            continue;
        if (snapshot_find(s, article, &j.docid) == FIND_NONE)
            continue;
        ok = array_grow(&out->list, &out->cap, out->n + 1, sizeof *out->list);
        if (ok)
            out->list[out->n++] = j;
    }
    if (file)
        fclose(file);
    qsort(out->list, out->n, sizeof *out->list, by_query);
    return ok;
}

static int falling(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

struct quality {
    double ndcg, recall;
};

/* The query's judgements are list[0..n-1]. */
static struct quality judge(const struct judged *list, size_t n, const struct search_result *r) {
    double gains[256], dcg = 0, ideal = 0, found = 0;
    n = n < 256 ? n : 256;
    for (size_t i = 0; i < n; i++)
        gains[i] = list[i].gain;
    for (uint32_t i = 0; i < r->n_hits; i++)
        for (size_t k = 0; k < n; k++)
            if (list[k].docid == r->hits[i].docid) {
                dcg += i < IDEAL ? list[k].gain / log2(i + 2.0) : 0;
                found++;
            }
    qsort(gains, n, sizeof *gains, falling);
    for (size_t i = 0; i < n && i < IDEAL; i++)
        ideal += gains[i] / log2((double)i + 2);
    return (struct quality){dcg / ideal, found / (double)n};
}

/* ---- the searches ---------------------------------------------------------------- */

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static enum search_match match_of(const char *name) {
    return strcmp(name, "any") == 0 ? MATCH_ANY : strcmp(name, "all") == 0 ? MATCH_ALL : MATCH_AUTO;
}

static bool ask(struct searcher *s, const struct search_request *q, const struct judged *right,
                size_t n, struct quality *out, double *us) {
    struct search_result r;
    struct tt_error e;
    double began = now();
    if (!search(s, q, &r, &e)) {
        fprintf(stderr, "%s: %s\n", q->q, e.text);
        return false;
    }
    double took = now() - began;
    *us = took < *us ? took : *us;
    *out = judge(right, n, &r);
    search_result_done(&r);
    return true;
}

static bool ask_all(struct searcher *s, const char *form, const char *match, const char *query,
                    const char *text, const struct weights *settings, size_t n_settings,
                    size_t rounds, const struct judged *right, size_t n) {
    struct quality found[SETTINGS_MAX];
    double us[SETTINGS_MAX];
    for (size_t i = 0; i < n_settings; i++)
        us[i] = HUGE_VAL;
    for (size_t i = 0; i < rounds * n_settings; i++) {
        struct search_request q = {.q = text,
                                   .q_len = strlen(text),
                                   .match = match_of(match),
                                   .limit = HITS,
                                   .weights = &settings[i % n_settings]};
        if (!ask(s, &q, right, n, &found[i % n_settings], &us[i % n_settings]))
            return false;
    }
    for (size_t i = 0; i < n_settings; i++)
        printf("%zu\t%s\t%s\t%s\t%.5f\t%.4f\t%.0f\n", i, form, match, query, found[i].ndcg,
               found[i].recall, us[i]);
    return true;
}

/* The query's judgements: the first, and how many. */
static const struct judged *find_judged(const struct qrels *qrels, const char *query, size_t *n) {
    struct judged key;
    snprintf(key.query, sizeof key.query, "%s", query);
    const struct judged *end = qrels->list + qrels->n;
    const struct judged *one = bsearch(&key, qrels->list, qrels->n, sizeof key, by_query);
    const struct judged *first = one, *last = one;
    while (one && first > qrels->list && by_query(first - 1, &key) == 0)
        first--;
    while (one && last < end && by_query(last, &key) == 0)
        last++;
    *n = (size_t)(last - first);
    return first;
}

static bool run(struct searcher *s, const char *path, const struct qrels *qrels,
                const struct weights *settings, size_t n_settings, size_t rounds) {
    char line[LINE];
    FILE *file = fopen(path, "r");
    bool ok = file != NULL;
    while (ok && fgets(line, sizeof line, file)) {
        char *part[4], *rest = line;
        size_t n = 0, judged = 0;
        for (; n < 4 && rest; n++)
            part[n] = strsep(&rest, "\t\n");
        const struct judged *right = n == 4 ? find_judged(qrels, part[2], &judged) : NULL;
        if (judged)
            ok = ask_all(s, part[0], part[1], part[2], part[3], settings, n_settings, rounds, right,
                         judged);
    }
    if (file)
        fclose(file);
    return ok;
}

int main(int argc, char **argv) {
    static struct weights settings[SETTINGS_MAX];
    struct snapshot *snapshot = NULL;
    struct searcher *searcher = NULL;
    struct qrels qrels = {0};
    struct tt_error e = {.text = "cannot read the settings"};
    size_t n;
    if (argc == 1)
        return print_default();
    if (argc != 6) {
        fprintf(stderr, "usage: learn_run [INDEX QUERIES QRELS SETTINGS ROUNDS]\n");
        return 2;
    }
    bool ok = read_settings(argv[4], settings, &n) && snapshot_open(argv[1], &snapshot, &e) &&
              searcher_open(snapshot, 64 << 20, &searcher, &e);
    if (!ok)
        fprintf(stderr, "%s\n", e.text);
    ok = ok && read_qrels(argv[3], snapshot, &qrels) &&
         run(searcher, argv[2], &qrels, settings, n, strtoul(argv[5], NULL, 10));
    free(qrels.list);
    searcher_close(searcher);
    snapshot_unref(snapshot);
    return !ok;
}
