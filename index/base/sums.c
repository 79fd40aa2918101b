#include "index/base/sums.h"

#include <stdlib.h>

void sums_init(struct sums *s) {
    *s = (struct sums){0};
}

void sums_done(struct sums *s) {
    free(s->slots);
    sums_init(s);
}

static struct sum *slot_of(const struct sums *s, uint64_t key) {
    size_t mask = s->n_slots - 1, i = (size_t)(key >> 16) & mask;
    while (s->slots[i].key && s->slots[i].key != key)
        i = (i + 1) & mask;
    return &s->slots[i];
}

static bool widen(struct sums *s) {
    struct sums wider = {NULL, s->n, s->n_slots ? s->n_slots * 2 : 64};
    wider.slots = calloc(wider.n_slots, sizeof *wider.slots);
    if (!wider.slots)
        return false;
    for (size_t i = 0; i < s->n_slots; i++)
        if (s->slots[i].key)
            *slot_of(&wider, s->slots[i].key) = s->slots[i];
    free(s->slots);
    *s = wider;
    return true;
}

bool sums_add(struct sums *s, uint64_t key, uint64_t value) {
    if ((s->n + 1) * 2 > s->n_slots && !widen(s))
        return false;
    struct sum *slot = slot_of(s, key);
    s->n += slot->key == 0;
    slot->key = key;
    slot->value += value;
    return true;
}

uint64_t sums_get(const struct sums *s, uint64_t key) {
    return s->n_slots ? slot_of(s, key)->value : 0;
}
