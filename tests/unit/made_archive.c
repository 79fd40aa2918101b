#include "made_archive.h"

#include <stdlib.h>
#include <string.h>

#include "index/agency/agency.h"
#include "index/store/writer.h"

int folder_setup(void **state) {
    struct made_folder *f = calloc(1, sizeof *f);
    const char *parent = getenv("TMPDIR");
    if (!f)
        return -1;
    snprintf(f->path, sizeof f->path, "%s/timtin-test-XXXXXX", parent ? parent : P_tmpdir);
    *state = f;
    return mkdtemp(f->path) ? 0 : -1;
}

int folder_teardown(void **state) {
    struct made_folder *f = *state;
    struct tt_error e;
    bool ok = files_remove_tree(f->path, &e);
    free(f);
    return ok ? 0 : -1;
}

const char *folder_file(const struct made_folder *f, const char *name, char out[FILES_PATH_MAX]) {
    struct tt_error e;
    assert_ok(files_join(f->path, name, out, &e), e);
    return out;
}

void folder_write(const struct made_folder *f, const char *name, const char *text) {
    struct tt_error e;
    assert_ok(files_write(f->path, name, text, strlen(text), &e), e);
}

struct article plain_article(const char *id, const char *title, const char *body,
                             const char *source, day_t published) {
    struct article a = {.published = published};
    for (size_t i = 0; i < ARTICLE_STRINGS; i++)
        a.s[i] = "";
    a.s[ARTICLE_ID] = id;
    a.s[ARTICLE_TITLE] = title;
    a.s[ARTICLE_BODY] = body;
    a.s[ARTICLE_SOURCE] = source;
    for (size_t i = 0; i < ARTICLE_STRINGS; i++)
        a.len[i] = strlen(a.s[i]);
    return a;
}

void archive_publish(const char *index, const struct article *list, size_t n, const char *gone,
                     unsigned keep, char name[GENERATION_NAME_MAX]) {
    struct generation_lock lock;
    struct directory *directory;
    struct generation_writer *w;
    struct manifest m = {.built_at = "2026-01-31T12:00:00Z"};
    struct tt_error e;
    char dir[FILES_PATH_MAX];
    const struct writer_options options = {.threads = 2, .memory = 1};
    assert_ok(generation_lock(index, &lock, &e), e);
    assert_ok(generation_begin(&lock, m.generation, dir, &e), e);
    assert_ok(directory_open(&directory, &e), e);
    assert_ok(generation_writer_begin(dir, directory, &options, &w, &e), e);
    for (size_t i = 0; i < n; i++)
        assert_ok(generation_writer_add(w, &list[i], &e), e);
    if (gone)
        assert_ok(generation_writer_gone(w, gone, &e), e);
    assert_ok(generation_writer_end(w, &m, &e), e);
    generation_writer_free(w);
    directory_close(directory);
    assert_ok(generation_publish(&lock, m.generation, keep, &e), e);
    generation_unlock(&lock);
    if (name)
        strcpy(name, m.generation);
}

struct snapshot *archive_open(const char *index) {
    struct snapshot *s = NULL;
    struct tt_error e;
    assert_ok(snapshot_open(index, &s, &e), e);
    return s;
}

struct searcher *archive_search(const char *index, const struct article *list, size_t n) {
    struct searcher *s;
    struct tt_error e;
    archive_publish(index, list, n, NULL, 1, NULL);
    struct snapshot *snapshot = archive_open(index);
    assert_ok(searcher_open(snapshot, 1 << 20, &s, &e), e);
    snapshot_unref(snapshot);
    return s;
}

uint64_t random_next(uint64_t *state) {
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

unsigned random_below(uint64_t *state, unsigned n) {
    return (unsigned)(random_next(state) % n);
}
