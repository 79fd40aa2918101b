/* A baseline: plain BM25 over the syllables of title and body, in memory.
 *
 *   bm25 RECORDS QUERIES exact|folded DEPTH
 *
 * RECORDS: JSON lines with id, title, body; QUERIES ("-": standard input): JSON lines with id and
 * text. Prints "query TAB article TAB score", the best DEPTH of each query, best first. k1 = 1.2,
 * b = 0.75, idf = ln(1 + (N - df + .5) / (df + .5)), as Lucene has it. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/store/lexicon.h"
#include "index/text/text.h"
#include "index/text/token.h"

static const double bm25_k1 = 1.2, bm25_b = 0.75;

struct posting {
    uint32_t article, tf;
};

struct postings {
    struct posting *list;
    size_t n, cap;
};

struct archive {
    struct lexicon *lexicon;
    bool folded;
    struct postings *terms; /* by number in the lexicon */
    size_t cap_terms;
    char **ids;
    uint32_t *lengths;
    size_t n, cap_ids, cap_lengths;
    uint64_t length; /* of all */
    double *scores;  /* of a query, by article */
};

static void *must(void *memory) {
    if (!memory) {
        fprintf(stderr, "bm25: no memory\n");
        exit(1);
    }
    return memory;
}

static void must_grow(void *array, size_t *cap, size_t need, size_t size) {
    size_t before = *cap;
    must(array_grow(array, cap, need, size) ? array : NULL);
    void *data;
    memcpy(&data, array, sizeof data);
    memset((char *)data + before * size, 0, (*cap - before) * size);
}

/* The number of a token's form; a query's new words get new numbers, and have no postings. */
static uint32_t term_of(struct archive *a, const struct token *t) {
    uint32_t exact, folded;
    if (!lexicon_add(a->lexicon, t->exact, t->exact_len, t->folded, t->folded_len, &exact, &folded))
        must(NULL);
    uint32_t term = a->folded ? folded : exact;
    must_grow(&a->terms, &a->cap_terms, (size_t)term + 1, sizeof *a->terms);
    return term;
}

static void stored(const char *text, struct buf *out) {
    struct tt_error e;
    buf_clear(out);
    if (text && !text_store(text, strlen(text), out, &e))
        fprintf(stderr, "bm25: %s\n", e.text);
}

static void add_text(struct archive *a, const char *text) {
    struct buf clean;
    struct tokenizer tokenizer;
    struct token token;
    buf_init(&clean, SIZE_MAX);
    stored(text, &clean);
    tokenizer_init(&tokenizer, buf_text(&clean), clean.len);
    while (tokenizer_next(&tokenizer, &token)) {
        uint32_t term = term_of(a, &token);
        struct postings *p = &a->terms[term];
        a->lengths[a->n]++;
        if (p->n == 0 || p->list[p->n - 1].article != a->n) {
            must_grow(&p->list, &p->cap, p->n + 1, sizeof *p->list);
            p->list[p->n++] = (struct posting){(uint32_t)a->n, 0};
        }
        p->list[p->n - 1].tf++;
    }
    buf_done(&clean);
}

static const char *text_at(const json_t *o, const char *key) {
    return json_string_value(json_object_get(o, key));
}

static void add_article(struct archive *a, const json_t *o) {
    must_grow(&a->ids, &a->cap_ids, a->n + 1, sizeof *a->ids);
    must_grow(&a->lengths, &a->cap_lengths, a->n + 1, sizeof *a->lengths);
    a->ids[a->n] = must(strdup(text_at(o, "id") ? text_at(o, "id") : ""));
    add_text(a, text_at(o, "title"));
    add_text(a, text_at(o, "body"));
    a->length += a->lengths[a->n++];
}

static void score_term(struct archive *a, uint32_t term) {
    const struct postings *p = &a->terms[term];
    double n = (double)a->n, df = (double)p->n, mean = (double)a->length / n;
    double idf = log(1 + (n - df + .5) / (df + .5));
    for (size_t i = 0; i < p->n; i++) {
        double tf = p->list[i].tf, length = a->lengths[p->list[i].article];
        a->scores[p->list[i].article] +=
            idf * tf * (bm25_k1 + 1) / (tf + bm25_k1 * (1 - bm25_b + bm25_b * length / mean));
    }
}

struct hit {
    double score;
    size_t article;
};

static int better(const void *x, const void *y) {
    const struct hit *a = x, *b = y;
    if (a->score != b->score)
        return a->score < b->score ? 1 : -1;
    return (a->article > b->article) - (a->article < b->article);
}

/* Prints the best, equal scores in the order of the records. */
static void print_best(const struct archive *a, const char *query, size_t depth) {
    struct hit *hits = must(malloc((a->n + 1) * sizeof *hits));
    size_t n = 0;
    for (size_t i = 0; i < a->n; i++)
        if (a->scores[i] > 0)
            hits[n++] = (struct hit){a->scores[i], i};
    qsort(hits, n, sizeof *hits, better);
    for (size_t i = 0; i < n && i < depth; i++)
        printf("%s\t%s\t%.4f\n", query, a->ids[hits[i].article], hits[i].score);
    free(hits);
}

static void answer(struct archive *a, const json_t *o, size_t depth) {
    struct buf clean;
    struct tokenizer tokenizer;
    struct token token;
    memset(a->scores, 0, a->n * sizeof *a->scores);
    buf_init(&clean, SIZE_MAX);
    stored(text_at(o, "text"), &clean);
    tokenizer_init(&tokenizer, buf_text(&clean), clean.len);
    while (tokenizer_next(&tokenizer, &token))
        score_term(a, term_of(a, &token));
    buf_done(&clean);
    print_best(a, text_at(o, "id"), depth);
}

/* Hands every line's object on; false when the file cannot be read. */
static bool each_line(const char *path, void (*take)(struct archive *, const json_t *, size_t),
                      struct archive *a, size_t depth) {
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    if (!file)
        return false;
    while ((n = getline(&line, &cap, file)) > 0) {
        json_t *o = json_loadb(line, (size_t)n, 0, NULL);
        if (o)
            take(a, o, depth);
        json_decref(o);
    }
    free(line);
    if (file != stdin)
        fclose(file);
    return true;
}

static void take_article(struct archive *a, const json_t *o, size_t depth) {
    (void)depth;
    add_article(a, o);
}

int main(int argc, char **argv) {
    if (argc != 5 || (strcmp(argv[3], "exact") != 0 && strcmp(argv[3], "folded") != 0)) {
        fprintf(stderr, "usage: bm25 RECORDS QUERIES exact|folded DEPTH\n");
        return 2;
    }
    struct archive a = {.lexicon = must(lexicon_new()), .folded = strcmp(argv[3], "folded") == 0};
    if (!each_line(argv[1], take_article, &a, 0) || a.n == 0) {
        fprintf(stderr, "bm25: no records in %s\n", argv[1]);
        return 1;
    }
    a.scores = must(calloc(a.n, sizeof *a.scores));
    if (!each_line(argv[2], answer, &a, strtoul(argv[4], NULL, 10))) {
        fprintf(stderr, "bm25: cannot read %s\n", argv[2]);
        return 1;
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
