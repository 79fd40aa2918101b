#include <stdlib.h>
#include <string.h>

#include <roaring/roaring.h>
#include <xxhash.h>

#include "index/base/buf.h"
#include "index/store/impacts.h"
#include "index/store/terms.h"

struct impacts_writer {
    const struct lengths *lengths;
    struct outfile file;
    struct impacts_row *rows;
    size_t n_rows, rows_cap;
    uint8_t *packed;
    uint32_t *starts;
    uint16_t *entries;
    char *set; /* frozen */
    size_t set_cap;
};

static bool no_memory(struct tt_error *e) {
    return tt_fail(e, TT_NO_MEMORY, "no memory for impacts");
}

bool impacts_writer_begin(const char *dir, const struct lengths *l, struct impacts_writer **out,
                          struct tt_error *e) {
    uint32_t blocks = impacts_blocks(l->documents);
    struct impacts_writer *w = calloc(1, sizeof *w);
    if (!w)
        return no_memory(e);
    w->lengths = l;
    w->packed = malloc(impacts_bytes(l->documents));
    w->starts = malloc((blocks + (size_t)1) * sizeof *w->starts);
    w->entries = malloc((l->documents / IMPACTS_PACKED + (size_t)1) * sizeof *w->entries);
    bool ok = (w->packed && w->starts && w->entries) || no_memory(e);
    if (ok && outfile_begin(dir, FILE_IMPACTS, &w->file, e)) {
        *out = w;
        return true;
    }
    impacts_writer_free(w);
    return false;
}

void impacts_writer_free(struct impacts_writer *w) {
    if (!w)
        return;
    outfile_drop(&w->file);
    free(w->rows);
    free(w->packed);
    free(w->starts);
    free(w->entries);
    free(w->set);
    free(w);
}

/* ---- a term ------------------------------------------------------------------------ */

static void align(struct outfile *o) {
    static const char zeros[IMPACTS_ALIGNMENT];
    outfile_write(o, zeros, -o->at % IMPACTS_ALIGNMENT);
}

static bool is_more(size_t df, uint32_t documents, uint32_t one_of) {
    return df > documents / one_of;
}

static void write_packed(struct impacts_writer *w, const struct shim_posting *list, size_t n) {
    size_t bytes = impacts_bytes(w->lengths->documents);
    memset(w->packed, 0, bytes);
    for (size_t i = 0; i < n; i++) {
        uint32_t docid = list[i].docid, at = docid % IMPACTS_BLOCK;
        uint8_t impact = impact_of(w->lengths, docid, list[i].wdf);
        w->packed[(size_t)(docid / IMPACTS_BLOCK) * IMPACTS_HALF + at % IMPACTS_HALF] |=
            (uint8_t)(at < IMPACTS_HALF ? impact : impact << IMPACT_BITS);
    }
    outfile_write(&w->file, w->packed, bytes);
}

static void write_list(struct impacts_writer *w, const struct shim_posting *list, size_t n) {
    uint32_t blocks = impacts_blocks(w->lengths->documents), i = 0;
    for (uint32_t block = 0; block < blocks; block++) {
        w->starts[block] = i;
        for (; i < n && list[i].docid / IMPACTS_BLOCK == block; i++)
            w->entries[i] =
                impacts_entry_of(list[i].docid, impact_of(w->lengths, list[i].docid, list[i].wdf));
    }
    w->starts[blocks] = i;
    outfile_write(&w->file, w->starts, (blocks + (size_t)1) * sizeof *w->starts);
    outfile_write(&w->file, w->entries, n * sizeof *w->entries);
}

static roaring_bitmap_t *set_of(const struct shim_posting *list, size_t n) {
    uint32_t ids[1024];
    roaring_bitmap_t *set = roaring_bitmap_create();
    for (size_t i = 0, k = 0; set && i < n; k = 0) {
        while (i < n && k < sizeof ids / sizeof *ids)
            ids[k++] = list[i++].docid;
        roaring_bitmap_add_many(set, k, ids);
    }
    if (set)
        roaring_bitmap_run_optimize(set);
    return set;
}

/* The set as it lies in memory. */
static bool write_set(struct impacts_writer *w, const struct shim_posting *list, size_t n,
                      struct impacts_row *row, struct tt_error *e) {
    roaring_bitmap_t *set = set_of(list, n);
    size_t bytes = set ? roaring_bitmap_frozen_size_in_bytes(set) : 0;
    bool ok = set && bytes <= UINT32_MAX && array_grow(&w->set, &w->set_cap, bytes, 1);
    if (ok) {
        roaring_bitmap_frozen_serialize(set, w->set);
        outfile_write(&w->file, w->set, bytes);
        align(&w->file);
        row->set_bytes = (uint32_t)bytes;
    }
    if (set)
        roaring_bitmap_free(set);
    return ok || no_memory(e);
}

bool impacts_writer_add(struct impacts_writer *w, const char *term, size_t len,
                        const struct shim_posting *list, size_t n, struct tt_error *e) {
    uint32_t documents = w->lengths->documents;
    struct term name = {.len = len};
    if (n <= IMPACTS_LEAST || !is_more(n, documents, IMPACTS_LISTED) || len > sizeof name.name)
        return true;
    memcpy(name.name, term, len);
    bool scored = term_is_scored(&name);
    struct impacts_row row = {.term = XXH3_64bits(term, len), .at = w->file.at, .df = (uint32_t)n};
    if ((!scored || is_more(n, documents, IMPACTS_SETS)) && !write_set(w, list, n, &row, e))
        return false;
    if (scored) {
        bool packed = is_more(n, documents, IMPACTS_PACKED);
        row.kind = packed ? IMPACTS_KIND_PACKED : IMPACTS_KIND_LIST;
        (packed ? write_packed : write_list)(w, list, n);
    }
    align(&w->file);
    if (!array_grow(&w->rows, &w->rows_cap, w->n_rows + 1, sizeof *w->rows))
        return no_memory(e);
    w->rows[w->n_rows++] = row;
    return true;
}

/* ---- the end ----------------------------------------------------------------------- */

static int by_term(const void *a, const void *b) {
    const struct impacts_row *x = a, *y = b;
    return (x->term > y->term) - (x->term < y->term);
}

bool impacts_writer_end(struct impacts_writer *w, struct tt_error *e) {
    struct impacts_tail tail = {IMPACTS_MAGIC, w->file.at, w->lengths->documents,
                                (uint32_t)w->n_rows};
    if (w->n_rows)
        qsort(w->rows, w->n_rows, sizeof *w->rows, by_term);
    outfile_write(&w->file, w->rows, w->n_rows * sizeof *w->rows);
    outfile_write(&w->file, &tail, sizeof tail);
    return outfile_end(&w->file, e);
}
