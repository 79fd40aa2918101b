/* What was read in the last build, by key. */
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "index/base/files.h"
#include "index/build/spool.h"
#include "index/build/spool_file.h"

struct kept_row {
    uint64_t key, start, end; /* where its article begins and ends */
};

struct kept {
    struct mapping file;   /* len 0: nothing is kept */
    struct kept_row *rows; /* by key */
    size_t n;
    size_t articles; /* bytes of them: where the table begins */
};

static int by_key(const void *a, const void *b) {
    const struct kept_row *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->start > y->start) - (x->start < y->start);
}

/* Whether the file is whole, and of this version. */
static bool is_sound(const struct mapping *m, uint64_t version, struct spool_footer *f) {
    if (m->len < sizeof *f)
        return false;
    memcpy(f, m->data + m->len - sizeof *f, sizeof *f);
    return f->magic == SPOOL_MAGIC && f->version == version &&
           f->n <= (m->len - sizeof *f) / sizeof(struct spool_row) &&
           f->xxh3 == mapping_sum(m, m->len - sizeof f->xxh3);
}

static bool load_rows(struct kept *k, const struct spool_footer *f) {
    size_t n = f->n, table = k->file.len - sizeof *f - n * sizeof(struct spool_row);
    k->rows = calloc(n + 1, sizeof *k->rows);
    if (!k->rows)
        return false;
    for (size_t i = 0; i < n; i++) {
        struct spool_row row;
        memcpy(&row, k->file.data + table + i * sizeof row, sizeof row);
        k->rows[i] = (struct kept_row){row.key, row.start, table};
        if (i > 0)
            k->rows[i - 1].end = row.start;
    }
    qsort(k->rows, n, sizeof *k->rows, by_key);
    k->n = n;
    k->articles = table;
    return true;
}

bool kept_open(const char *index, uint64_t version, struct kept **out, struct tt_error *e) {
    struct kept *k = calloc(1, sizeof *k);
    char path[FILES_PATH_MAX];
    struct spool_footer f;
    struct tt_error ignored;
    if (!k)
        return tt_fail(e, TT_NO_MEMORY, "no memory for what was read before");
    bool ok = true;
    if (files_join(index, SPOOL_KEPT, path, &ignored) && mapping_open(path, &k->file, &ignored) &&
        is_sound(&k->file, version, &f))
        ok = load_rows(k, &f) || tt_fail(e, TT_NO_MEMORY, "no memory for what was read before");
    if (ok)
        *out = k;
    else
        kept_close(k);
    return ok;
}

void kept_close(struct kept *k) {
    if (!k)
        return;
    mapping_close(&k->file);
    free(k->rows);
    free(k);
}

void kept_rest(const struct kept *k) {
    mapping_rest(&k->file);
}

bool kept_find(const struct kept *k, uint64_t key, const char **packed, size_t *len,
               struct article *a) {
    struct tt_error ignored;
    size_t low = 0, high = k->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (k->rows[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    const struct kept_row *row = &k->rows[low];
    if (!key || low == k->n || row->key != key || row->start > row->end || row->end > k->articles)
        return false;
    *packed = k->file.data + row->start;
    *len = row->end - row->start;
    return article_unpack(*packed, *len, a, &ignored);
}
