#define _XOPEN_SOURCE 700
#include "shim_fixture.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

int fixture_setup(void **state) {
    struct fixture *f = calloc(1, sizeof *f);
    if (f == NULL)
        return -1;
    strcpy(f->dir, "/tmp/timtin-shim-XXXXXX");
    *state = f;
    return mkdtemp(f->dir) == NULL ? -1 : 0;
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *where) {
    (void)st;
    (void)type;
    (void)where;
    return remove(path);
}

int fixture_teardown(void **state) {
    struct fixture *f = *state;
    int failed = nftw(f->dir, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    for (size_t i = 0; i < f->n; i++)
        free(f->paths[i]);
    free(f);
    return failed;
}

const char *fixture_path(struct fixture *f, const char *name) {
    size_t size = strlen(f->dir) + strlen(name) + 2;
    char *path = malloc(size);
    assert_non_null(path);
    assert_true(f->n < sizeof f->paths / sizeof *f->paths);
    f->paths[f->n++] = path;
    snprintf(path, size, "%s/%s", f->dir, name);
    return path;
}

struct word {
    const char *name;
    size_t len;
    uint32_t docid;
};

static int by_name(const void *a, const void *b) {
    const struct word *x = a, *y = b;
    int d = memcmp(x->name, y->name, x->len < y->len ? x->len : y->len);
    if (d || x->len != y->len)
        return d ? d : (x->len > y->len) - (x->len < y->len);
    return (x->docid > y->docid) - (x->docid < y->docid);
}

/* The words of all texts, in byte order: malloc'd, *n of them. */
static struct word *words_of(const char *const *texts, size_t n_texts, uint32_t *lengths,
                             size_t *n) {
    size_t cap = 1;
    for (size_t i = 0; i < n_texts; i++)
        cap += strlen(texts[i]);
    struct word *words = malloc(cap * sizeof *words);
    assert_non_null(words);
    *n = 0;
    for (size_t i = 0; i < n_texts; i++)
        for (const char *at = texts[i]; *at != '\0'; at += strspn(at, " ")) {
            size_t len = strcspn(at, " ");
            words[(*n)++] = (struct word){at, len, (uint32_t)i + 1};
            lengths[i]++;
            at += len;
        }
    qsort(words, *n, sizeof *words, by_name);
    return words;
}

/* Adds the term of words[0]: how many words were it. */
static size_t add_term(struct shim_writer *w, const struct word *words, size_t n) {
    struct shim_posting *list = malloc(n * sizeof *list);
    struct tt_error e;
    size_t i = 0, k = 0;
    assert_non_null(list);
    for (;
         i < n && words[i].len == words->len && memcmp(words[i].name, words->name, words->len) == 0;
         i++)
        if (i && words[i].docid == words[i - 1].docid)
            list[k - 1].wdf++;
        else
            list[k++] = (struct shim_posting){words[i].docid, 1};
    assert_ok(shim_writer_add(w, words->name, words->len, list, k, &e), e);
    free(list);
    return i;
}

void fixture_index(const char *path, const char *const *texts, size_t n) {
    struct shim_writer *w = NULL;
    struct tt_error e;
    uint32_t *lengths = calloc(n + 1, sizeof *lengths);
    size_t n_words;
    assert_non_null(lengths);
    struct word *words = words_of(texts, n, lengths, &n_words);
    assert_ok(shim_writer_open(path, lengths, (uint32_t)n, &w, &e), e);
    for (size_t i = 0; i < n_words;)
        i += add_term(w, words + i, n_words - i);
    assert_ok(shim_writer_end(w, &e), e);
    shim_writer_close(w);
    free(words);
    free(lengths);
}

struct shim_reader *fixture_reader(struct fixture *f, const char *const *texts, size_t n) {
    const char *file = fixture_path(f, "fixture-file");
    struct shim_reader *r = NULL;
    struct tt_error e;
    fixture_index(file, texts, n);
    assert_ok(shim_reader_open(file, &r, &e), e);
    return r;
}
