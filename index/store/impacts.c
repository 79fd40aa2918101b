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

static bool is_sound(const struct impacts_view *v, uint32_t documents) {
    struct impacts_head head;
    uint64_t bytes = impacts_bytes(documents);
    if (v->file.len < sizeof head)
        return false;
    memcpy(&head, v->file.data, sizeof head);
    if (memcmp(head.magic, IMPACTS_MAGIC, sizeof head.magic) != 0 || head.documents != documents)
        return false;
    return v->file.len == sizeof head + head.terms * (sizeof *v->list + bytes);
}

/* Every entry's bytes are in the file, and the list is in order. */
static bool entries_are_sound(const struct impacts_view *v, uint32_t documents) {
    uint64_t bytes = impacts_bytes(documents);
    for (uint32_t i = 0; i < v->n; i++)
        if (v->list[i].at > v->file.len - bytes || (i && v->list[i].term <= v->list[i - 1].term))
            return false;
    return true;
}

bool impacts_open(const char *dir, uint32_t documents, struct impacts_view *v, struct tt_error *e) {
    char path[FILES_PATH_MAX];
    struct impacts_view view = {.n = 0};
    if (!files_join(dir, FILE_IMPACTS, path, e) || !mapping_open(path, &view.file, e))
        return false;
    bool ok = is_sound(&view, documents);
    if (ok) {
        view.list = (const void *)(view.file.data + sizeof(struct impacts_head));
        view.n = ((const struct impacts_head *)(const void *)view.file.data)->terms;
        ok = entries_are_sound(&view, documents);
    }
    if (!ok) {
        mapping_close(&view.file);
        return tt_fail(e, TT_CORRUPT, "%s does not fit", FILE_IMPACTS);
    }
    *v = view;
    return true;
}

void impacts_close(struct impacts_view *v) {
    mapping_close(&v->file);
    *v = (struct impacts_view){.n = 0};
}

const uint8_t *impacts_find(const struct impacts_view *v, const char *term, size_t len) {
    uint64_t hash = XXH3_64bits(term, len);
    uint32_t low = 0, high = v->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (v->list[middle].term < hash)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < v->n && v->list[low].term == hash;
    return found ? (const uint8_t *)v->file.data + v->list[low].at : NULL;
}
