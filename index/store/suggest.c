#include "index/store/suggest.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 }; /* places under one minimum */

/* ---- opening --------------------------------------------------------------------- */

/* Takes n numbers from the bytes that are left. */
static const void *take(const char **at, const char *end, uint64_t n) {
    const char *got = *at;
    if (n > (uint64_t)(end - got) / 4)
        return NULL;
    *at += n * 4;
    return got;
}

static bool take_texts(struct suggest_texts *t, const struct suggest_head *h, int field,
                       const char **at, const char *end) {
    t->texts = h->field[field].texts;
    t->n_tokens = h->field[field].tokens;
    t->start = take(at, end, (uint64_t)t->texts + 1);
    t->tokens = take(at, end, t->n_tokens);
    bool ok = t->start && t->tokens;
    for (int p = 0; ok && p < SUGGEST_PLACES; p++) {
        t->order[p].n = h->field[field].order[p];
        t->order[p].at = take(at, end, t->order[p].n);
        ok = t->order[p].at != NULL;
    }
    return ok;
}

static bool take_all(struct suggest_view *v, const struct suggest_head *h) {
    const char *at = v->file.data + sizeof *h, *end = v->file.data + v->file.len;
    bool ok = true;
    v->forms = h->forms;
    v->form_start = take(&at, end, 2 * (uint64_t)h->forms);
    for (int f = 0; ok && f < SUGGEST_FIELDS; f++)
        ok = take_texts(&v->field[f], h, f, &at, end);
    v->agency = take(&at, end, 2 * (uint64_t)h->field[SUGGEST_AGENCIES].texts);
    v->phrase_count = take(&at, end, h->field[SUGGEST_PHRASES].texts);
    v->phrase_start = take(&at, end, h->field[SUGGEST_PHRASES].texts);
    v->form_bytes = at;
    v->shown = at + h->form_bytes;
    return ok && v->form_start && v->agency && v->phrase_count && v->phrase_start &&
           (uint64_t)(end - at) == (uint64_t)h->form_bytes + h->shown_bytes;
}

/* Strings begin within the bytes, and the last byte ends them all. */
static bool are_strings(const uint32_t *start, uint64_t n, const char *bytes, uint32_t len) {
    uint32_t most = 0;
    for (uint64_t i = 0; i < n; i++)
        most = start[i] > most ? start[i] : most;
    return n == 0 || (most < len && bytes[len - 1] == '\0');
}

/* Texts lie one behind the other, each ends with a 0, and places are those of a syllable. */
static bool texts_are_sound(const struct suggest_texts *t, uint32_t forms) {
    bool ok = t->start[0] == 0 && t->start[t->texts] == t->n_tokens;
    for (uint32_t i = 0; ok && i < t->texts; i++)
        ok = t->start[i] < t->start[i + 1] && t->start[i + 1] <= t->n_tokens &&
             t->tokens[t->start[i + 1] - 1] == 0;
    for (uint32_t i = 0; ok && i < t->n_tokens; i++)
        ok = t->tokens[i] <= forms;
    for (int p = 0; p < SUGGEST_PLACES; p++)
        for (uint32_t i = 0; ok && i < t->order[p].n; i++)
            ok = t->order[p].at[i] < t->n_tokens && t->tokens[t->order[p].at[i]] != 0;
    return ok;
}

static bool is_sound(const struct suggest_view *v, const struct suggest_head *h, uint32_t titles,
                     size_t agencies) {
    bool ok =
        h->field[SUGGEST_TITLES].texts == titles &&
        are_strings(v->form_start, 2 * (uint64_t)v->forms, v->form_bytes, h->form_bytes) &&
        are_strings(v->phrase_start, h->field[SUGGEST_PHRASES].texts, v->shown, h->shown_bytes);
    for (uint32_t i = 0; ok && i < h->field[SUGGEST_AGENCIES].texts; i++)
        ok = v->agency[i].number >= 1 && v->agency[i].number <= agencies;
    for (int f = 0; ok && f < SUGGEST_FIELDS; f++)
        ok = texts_are_sound(&v->field[f], v->forms);
    return ok;
}

static uint32_t blocks_of(const struct suggest_order *o) {
    return (o->n + BLOCK - 1) / BLOCK;
}

static uint32_t smaller(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

/* A tree in an array: the blocks' minima are its leaves m..2m-1, node i has 2i and 2i+1. */
static bool find_minima(struct suggest_order *o) {
    uint32_t m = blocks_of(o);
    o->minima = malloc((2 * (size_t)m + 1) * sizeof *o->minima);
    if (!o->minima)
        return false;
    for (uint32_t b = 0; b < m; b++) {
        uint32_t end = smaller(o->n, (b + 1) * BLOCK), least = UINT32_MAX;
        for (uint32_t i = b * BLOCK; i < end; i++)
            least = smaller(least, o->at[i]);
        o->minima[m + b] = least;
    }
    for (uint32_t i = m; i-- > 1;)
        o->minima[i] = smaller(o->minima[2 * i], o->minima[2 * i + 1]);
    return true;
}

static void drop_minima(struct suggest_view *v) {
    for (int f = 0; f < SUGGEST_FIELDS; f++)
        for (int p = 0; p < SUGGEST_PLACES; p++)
            free(v->field[f].order[p].minima);
}

bool suggest_read(struct mapping file, uint32_t titles, size_t agencies, struct suggest_view *v,
                  struct tt_error *e) {
    struct suggest_view got = {.file = file};
    struct suggest_head head;
    if (file.len < sizeof head)
        return tt_fail(e, TT_CORRUPT, "%s is cut", FILE_SUGGEST);
    memcpy(&head, file.data, sizeof head);
    if (memcmp(head.magic, SUGGEST_MAGIC, sizeof head.magic) != 0 || !take_all(&got, &head) ||
        !is_sound(&got, &head, titles, agencies))
        return tt_fail(e, TT_CORRUPT, "%s does not fit", FILE_SUGGEST);
    bool ok = true;
    for (int f = 0; ok && f < SUGGEST_FIELDS; f++)
        for (int p = 0; ok && p < SUGGEST_PLACES; p++)
            ok = find_minima(&got.field[f].order[p]);
    if (!ok) {
        drop_minima(&got);
        return tt_fail(e, TT_NO_MEMORY, "no memory for completions");
    }
    *v = got;
    return true;
}

bool suggest_open(const char *dir, uint32_t titles, size_t agencies, struct suggest_view *v,
                  struct tt_error *e) {
    char path[FILES_PATH_MAX];
    struct mapping file;
    if (!files_join(dir, FILE_SUGGEST, path, e) || !mapping_open(path, &file, e))
        return false;
    if (suggest_read(file, titles, agencies, v, e))
        return true;
    mapping_close(&file);
    return false;
}

void suggest_close(struct suggest_view *v) {
    drop_minima(v);
    mapping_close(&v->file);
    *v = (struct suggest_view){0};
}

/* ---- finding --------------------------------------------------------------------- */

/* How a form's folded spelling stands to the one asked for. */
static int compare_form(const char *have, const char *want, size_t len, bool prefix) {
    int d = strncmp(have, want, len);
    return d ? d : !prefix && have[len] ? 1 : 0;
}

struct suggest_range suggest_forms(const struct suggest_view *v, const char *folded, size_t len,
                                   bool prefix) {
    uint32_t edge[2];
    for (int end = 0; end < 2; end++) { /* the first that is not less; that is greater */
        uint32_t low = 1, high = v->forms + 1;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (compare_form(suggest_folded(v, middle), folded, len, prefix) < end)
                low = middle + 1;
            else
                high = middle;
        }
        edge[end] = low;
    }
    return (struct suggest_range){edge[0], edge[1] < edge[0] ? edge[0] : edge[1]};
}

/* A text's end, 0, is less than any word. */
static int compare_words(const uint32_t *token, const struct suggest_range *words, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (token[i] < words[i].first)
            return -1;
        if (token[i] >= words[i].end)
            return 1;
    }
    return 0;
}

struct suggest_range suggest_find(const struct suggest_texts *t, enum suggest_place place,
                                  const struct suggest_range *words, size_t n) {
    const struct suggest_order *o = &t->order[place];
    uint32_t edge[2];
    for (int end = 0; end < 2; end++) {
        uint32_t low = 0, high = o->n;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (compare_words(t->tokens + o->at[middle], words, n) < end)
                low = middle + 1;
            else
                high = middle;
        }
        edge[end] = low;
    }
    return (struct suggest_range){edge[0], edge[1] < edge[0] ? edge[0] : edge[1]};
}

static uint32_t best_of(const struct suggest_order *o, uint32_t first, uint32_t end) {
    uint32_t best = first;
    for (uint32_t i = first + 1; i < end; i++)
        if (o->at[i] < o->at[best])
            best = i;
    return best;
}

/* The block among first..end-1 (at least one) with the smallest minimum. */
static uint32_t best_block(const struct suggest_order *o, uint32_t first, uint32_t end) {
    uint32_t m = blocks_of(o), best = m + first;
    for (uint32_t low = m + first, high = m + end; low < high; low /= 2, high /= 2) {
        if (low & 1) {
            best = o->minima[low] < o->minima[best] ? low : best;
            low++;
        }
        if (high & 1) {
            high--;
            best = o->minima[high] < o->minima[best] ? high : best;
        }
    }
    while (best < m)
        best = o->minima[2 * best] == o->minima[best] ? 2 * best : 2 * best + 1;
    return best - m;
}

uint32_t suggest_best(const struct suggest_order *o, struct suggest_range r) {
    uint32_t first = (r.first + BLOCK - 1) / BLOCK, end = r.end / BLOCK; /* whole blocks */
    if (first >= end)
        return best_of(o, r.first, r.end);
    uint32_t block = best_block(o, first, end);
    uint32_t found[3] = {best_of(o, block * BLOCK, block * BLOCK + BLOCK),
                         best_of(o, r.first, first * BLOCK + (first * BLOCK == r.first)),
                         end * BLOCK < r.end ? best_of(o, end * BLOCK, r.end) : r.first};
    uint32_t best = found[0];
    for (int i = 1; i < 3; i++)
        if (o->at[found[i]] < o->at[best])
            best = found[i];
    return best;
}

uint32_t suggest_text_at(const struct suggest_texts *t, uint32_t place) {
    uint32_t low = 0, high = t->texts; /* the last text that begins at or before it */
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (t->start[middle] <= place)
            low = middle;
        else
            high = middle;
    }
    return low;
}
