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

static void add_text(struct shim_writer *w, const char *text) {
    struct shim_term terms[64];
    size_t n = 0;
    for (const char *at = text; *at != '\0'; at += strspn(at, " ")) {
        size_t len = strcspn(at, " ");
        assert_true(n < sizeof terms / sizeof *terms);
        terms[n++] = (struct shim_term){at, len, 1};
        at += len;
    }
    uint32_t docid = 0;
    struct tt_error e;
    assert_ok(shim_writer_add(w, terms, n, text, strlen(text), &docid, &e), e);
}

void fixture_index(const char *path, const char *const *texts, size_t n) {
    struct shim_writer *w = NULL;
    struct tt_error e;
    assert_ok(shim_writer_open(path, &w, &e), e);
    for (size_t i = 0; i < n; i++)
        add_text(w, texts[i]);
    assert_ok(shim_writer_commit(w, &e), e);
    shim_writer_close(w);
}

struct shim_reader *fixture_reader(struct fixture *f, const char *const *texts, size_t n) {
    const char *folder = fixture_path(f, "fixture-folder");
    const char *file = fixture_path(f, "fixture-file");
    struct shim_reader *r = NULL;
    struct tt_error e;
    fixture_index(folder, texts, n);
    assert_ok(shim_compact(&folder, 1, file, &e), e);
    assert_ok(shim_reader_open(file, &r, &e), e);
    return r;
}

uint32_t fixture_search(struct shim_reader *r, const struct shim_query *q,
                        const struct shim_options *o, struct shim_hit *hits) {
    struct tt_error e;
    uint32_t n = 0;
    assert_ok(shim_reader_search(r, q, o, hits, &n, &e), e);
    return n;
}
