#include "index/store/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "index/base/buf.h"

struct entry {
    uint32_t start, len, folded;
};

struct lexicon {
    struct buf forms; /* NUL behind each */
    struct entry *entries;
    size_t n, cap;
    uint32_t *slots; /* open addressing; a power of two, at most half full; 0 is empty */
    size_t n_slots;
};

struct lexicon *lexicon_new(void) {
    struct lexicon *l = calloc(1, sizeof *l);
    if (!l)
        return NULL;
    buf_init(&l->forms, UINT32_MAX);
    l->n_slots = 1 << 12;
    l->slots = calloc(l->n_slots, sizeof *l->slots);
    if (!l->slots) {
        lexicon_free(l);
        return NULL;
    }
    return l;
}

void lexicon_free(struct lexicon *l) {
    if (!l)
        return;
    buf_done(&l->forms);
    free(l->entries);
    free(l->slots);
    free(l);
}

uint32_t lexicon_size(const struct lexicon *l) {
    return (uint32_t)l->n;
}

const char *lexicon_form(const struct lexicon *l, uint32_t id, size_t *len) {
    const struct entry *e = &l->entries[id - 1];
    *len = e->len;
    return l->forms.data + e->start;
}

/* The slot that holds the form, or the empty one where it belongs. */
static uint32_t *slot_of(const struct lexicon *l, const char *form, size_t len) {
    size_t mask = l->n_slots - 1;
    for (size_t i = XXH3_64bits(form, len) & mask;; i = (i + 1) & mask) {
        uint32_t id = l->slots[i];
        if (!id)
            return &l->slots[i];
        const struct entry *e = &l->entries[id - 1];
        if (e->len == len && memcmp(l->forms.data + e->start, form, len) == 0)
            return &l->slots[i];
    }
}

static bool grow_slots(struct lexicon *l) {
    uint32_t *old = l->slots;
    size_t n = l->n_slots;
    uint32_t *slots = calloc(n * 2, sizeof *slots);
    if (!slots)
        return false;
    l->slots = slots;
    l->n_slots = n * 2;
    for (uint32_t id = 1; id <= l->n; id++) {
        size_t len;
        const char *form = lexicon_form(l, id, &len);
        *slot_of(l, form, len) = id;
    }
    free(old);
    return true;
}

static uint32_t intern(struct lexicon *l, const char *form, size_t len, bool *added) {
    uint32_t *slot = slot_of(l, form, len);
    *added = false;
    if (*slot)
        return *slot;
    if (!array_grow(&l->entries, &l->cap, l->n + 1, sizeof *l->entries))
        return 0;
    struct entry e = {(uint32_t)l->forms.len, (uint32_t)len, 0};
    buf_add(&l->forms, form, len);
    buf_add(&l->forms, "", 1);
    if (!buf_ok(&l->forms))
        return 0;
    l->entries[l->n++] = e;
    uint32_t id = (uint32_t)l->n;
    *slot = id;
    *added = true;
    if (l->n * 2 > l->n_slots && !grow_slots(l))
        return 0;
    return id;
}

bool lexicon_add(struct lexicon *l, const char *exact, size_t exact_len, const char *folded,
                 size_t folded_len, uint32_t *exact_id, uint32_t *folded_id) {
    bool added;
    uint32_t x = intern(l, exact, exact_len, &added);
    if (!x)
        return false;
    if (added) {
        bool folded_added;
        uint32_t f = intern(l, folded, folded_len, &folded_added);
        if (!f)
            return false;
        l->entries[x - 1].folded = f;
        if (folded_added)
            l->entries[f - 1].folded = f; /* a folded form folds to itself */
    }
    *exact_id = x;
    *folded_id = l->entries[x - 1].folded;
    return true;
}

uint32_t lexicon_folded(const struct lexicon *l, uint32_t id) {
    return l->entries[id - 1].folded;
}

void lexicon_clear(struct lexicon *l) {
    buf_clear(&l->forms);
    l->n = 0;
    memset(l->slots, 0, l->n_slots * sizeof *l->slots);
}

bool lexicon_merge(struct lexicon *l, const struct lexicon *other, uint32_t *numbers) {
    numbers[0] = 0;
    for (uint32_t id = 1; id <= lexicon_size(other); id++) {
        size_t n, folded_n;
        uint32_t ignored;
        const char *form = lexicon_form(other, id, &n);
        const char *folded = lexicon_form(other, lexicon_folded(other, id), &folded_n);
        if (!lexicon_add(l, form, n, folded, folded_n, &numbers[id], &ignored))
            return false;
    }
    return true;
}

static int by_form(const void *a, const void *b, void *lexicon) {
    size_t na, nb;
    const char *fa = lexicon_form(lexicon, *(const uint32_t *)a, &na);
    const char *fb = lexicon_form(lexicon, *(const uint32_t *)b, &nb);
    int d = memcmp(fa, fb, na < nb ? na : nb);
    return d ? d : (na > nb) - (na < nb);
}

bool lexicon_write(const struct lexicon *l, const char *dir, struct tt_error *e) {
    uint32_t *column = malloc((l->n + 1) * sizeof *column);
    if (!column)
        return tt_fail(e, TT_NO_MEMORY, "no memory for the lexicon's columns");
    for (size_t i = 0; i < l->n; i++)
        column[i] = l->entries[i].start;
    bool ok = files_write(dir, "lexicon.bin", buf_text(&l->forms), l->forms.len, e) &&
              files_write(dir, "lexicon_start.u32", (const char *)column, l->n * 4, e);
    for (size_t i = 0; i < l->n; i++)
        column[i] = l->entries[i].folded;
    ok = ok && files_write(dir, "lexicon_folded.u32", (const char *)column, l->n * 4, e);
    for (size_t i = 0; i < l->n; i++)
        column[i] = (uint32_t)i + 1;
    qsort_r(column, l->n, sizeof *column, by_form, (void *)(uintptr_t)l);
    ok = ok && files_write(dir, "lexicon_sorted.u32", (const char *)column, l->n * 4, e);
    free(column);
    return ok;
}

/* ---- reading --------------------------------------------------------------------- */

static bool open_one(const char *dir, const char *name, struct mapping *m, struct tt_error *e) {
    char path[FILES_PATH_MAX];
    return files_join(dir, name, path, e) && mapping_open(path, m, e);
}

/* Whether every number and every start is one that may be followed. */
static bool is_sound(const struct lexicon_view *v) {
    const uint32_t *start = (const uint32_t *)(const void *)v->start.data;
    const uint32_t *folded = (const uint32_t *)(const void *)v->folded.data;
    const uint32_t *sorted = (const uint32_t *)(const void *)v->sorted.data;
    size_t n = v->start.len / 4;
    bool ok = v->folded.len == n * 4 && v->sorted.len == n * 4 && v->start.len == n * 4 &&
              (v->forms.len == 0) == (n == 0) &&
              (n == 0 || v->forms.data[v->forms.len - 1] == '\0');
    for (size_t i = 0; ok && i < n; i++)
        ok = start[i] < v->forms.len && folded[i] >= 1 && folded[i] <= n && sorted[i] >= 1 &&
             sorted[i] <= n;
    return ok;
}

bool lexicon_open(const char *dir, struct lexicon_view *v, struct tt_error *e) {
    struct lexicon_view got = {0};
    if (!open_one(dir, "lexicon.bin", &got.forms, e) ||
        !open_one(dir, "lexicon_start.u32", &got.start, e) ||
        !open_one(dir, "lexicon_folded.u32", &got.folded, e) ||
        !open_one(dir, "lexicon_sorted.u32", &got.sorted, e)) {
        lexicon_close(&got);
        return false;
    }
    if (!is_sound(&got)) {
        lexicon_close(&got);
        return tt_fail(e, TT_CORRUPT, "the lexicon's files do not fit each other");
    }
    *v = got;
    return true;
}

void lexicon_close(struct lexicon_view *v) {
    mapping_close(&v->forms);
    mapping_close(&v->start);
    mapping_close(&v->folded);
    mapping_close(&v->sorted);
}

uint32_t lexicon_find(const struct lexicon_view *v, const char *form, size_t len) {
    const uint32_t *start = (const uint32_t *)(const void *)v->start.data;
    const uint32_t *sorted = (const uint32_t *)(const void *)v->sorted.data;
    size_t low = 0, high = v->sorted.len / 4;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *have = v->forms.data + start[sorted[middle] - 1];
        int d = strncmp(have, form, len);
        if (d == 0 && have[len] != '\0')
            d = 1;
        if (d == 0)
            return sorted[middle];
        if (d < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}
