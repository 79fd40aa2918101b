#include "index/store/impacts.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

struct lengths lengths_of(const uint32_t *column, uint32_t documents) {
    struct lengths l = {column, documents, 1};
    uint64_t all = 0;
    for (uint32_t i = 0; i < documents; i++)
        all += column[i];
    if (all)
        l.mean = (double)all / documents;
    return l;
}

static uint64_t aligned(uint64_t bytes) {
    return (bytes + IMPACTS_ALIGNMENT - 1) / IMPACTS_ALIGNMENT * IMPACTS_ALIGNMENT;
}

static size_t starts_bytes(uint32_t documents) {
    return (impacts_blocks(documents) + (size_t)1) * sizeof(uint32_t);
}

/* ---- what a file must be ----------------------------------------------------------- */

static bool find_rows(struct impacts_view *v) {
    struct impacts_tail tail;
    if (v->file.len < sizeof tail)
        return false;
    size_t end = v->file.len - sizeof tail;
    memcpy(&tail, v->file.data + end, sizeof tail);
    if (memcmp(tail.magic, IMPACTS_MAGIC, sizeof tail.magic) != 0 ||
        tail.documents != v->documents || tail.rows > end || tail.rows % IMPACTS_ALIGNMENT ||
        end - tail.rows != tail.terms * (uint64_t)sizeof *v->rows)
        return false;
    v->rows = (const void *)(v->file.data + tail.rows);
    v->n = tail.terms;
    return true;
}

/* Entries of each block lie behind those of the one before, and are no more than its articles. */
static bool starts_are_sound(const struct impacts_view *v, const struct impacts_row *row) {
    const uint32_t *starts = impacts_of(v, row).starts;
    uint32_t blocks = impacts_blocks(v->documents);
    for (uint32_t i = 0; i < blocks; i++)
        if (starts[i] > starts[i + 1] || starts[i + 1] - starts[i] > IMPACTS_BLOCK)
            return false;
    return starts[0] == 0 && starts[blocks] == row->df;
}

static bool set_is_sound(const struct impacts_view *v, const struct impacts_row *row) {
    uint32_t n;
    return frozen_is_sound(impacts_set(v, row), row->set_bytes, v->documents, &n) && n == row->df;
}

static uint64_t kind_bytes(const struct impacts_view *v, const struct impacts_row *row) {
    if (row->kind == IMPACTS_KIND_LIST)
        return starts_bytes(v->documents) + row->df * (uint64_t)sizeof(uint16_t);
    return row->kind == IMPACTS_KIND_PACKED ? impacts_bytes(v->documents) : 0;
}

/* All that belongs to the row lies before the rows. */
static bool row_is_sound(const struct impacts_view *v, const struct impacts_row *row) {
    uint64_t end = (uint64_t)((const char *)v->rows - v->file.data);
    bool list = row->kind == IMPACTS_KIND_LIST;
    if (row->at > end || row->at % IMPACTS_ALIGNMENT || row->df > v->documents ||
        row->kind > IMPACTS_KIND_PACKED ||
        aligned(row->set_bytes) + kind_bytes(v, row) > end - row->at)
        return false;
    return (row->set_bytes ? set_is_sound(v, row) : list) && (!list || starts_are_sound(v, row));
}

static bool is_sound(struct impacts_view *v) {
    if (!find_rows(v))
        return false;
    for (uint32_t i = 0; i < v->n; i++)
        if (!row_is_sound(v, &v->rows[i]) || (i && v->rows[i].term <= v->rows[i - 1].term))
            return false;
    return true;
}

bool impacts_read(struct mapping file, uint32_t documents, struct impacts_view *v,
                  struct tt_error *e) {
    struct impacts_view view = {.file = file, .documents = documents};
    if (!is_sound(&view))
        return tt_fail(e, TT_CORRUPT, "%s does not fit", FILE_IMPACTS);
    *v = view;
    return true;
}

bool impacts_open(const char *dir, uint32_t documents, struct impacts_view *v, struct tt_error *e) {
    char path[FILES_PATH_MAX];
    struct mapping file;
    if (!files_join(dir, FILE_IMPACTS, path, e) || !mapping_open(path, &file, e))
        return false;
    if (impacts_read(file, documents, v, e))
        return true;
    mapping_close(&file);
    return false;
}

void impacts_close(struct impacts_view *v) {
    mapping_close(&v->file);
    *v = (struct impacts_view){.n = 0};
}

/* ---- what it has ------------------------------------------------------------------- */

const struct impacts_row *impacts_find(const struct impacts_view *v, const char *term, size_t len) {
    uint64_t hash = XXH3_64bits(term, len);
    uint32_t low = 0, high = v->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (v->rows[middle].term < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < v->n && v->rows[low].term == hash ? &v->rows[low] : NULL;
}

const char *impacts_set(const struct impacts_view *v, const struct impacts_row *row) {
    return row->set_bytes ? v->file.data + row->at : NULL;
}

struct impacts impacts_of(const struct impacts_view *v, const struct impacts_row *row) {
    const char *at = v->file.data + row->at + aligned(row->set_bytes);
    if (row->kind == IMPACTS_KIND_PACKED)
        return (struct impacts){.packed = (const uint8_t *)at};
    if (row->kind == IMPACTS_KIND_NONE)
        return (struct impacts){.packed = NULL};
    return (struct impacts){.starts = (const void *)at,
                            .entries = (const void *)(at + starts_bytes(v->documents))};
}
