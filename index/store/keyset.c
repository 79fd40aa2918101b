#include "index/store/keyset.h"

#include <stdlib.h>
#include <string.h>

#include "index/base/buf.h"

static struct keyset_slot *slot_of(const struct keyset *k, uint64_t key) {
    size_t mask = k->n_slots - 1;
    size_t i = (size_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 32) & mask;
    while (k->slots[i].epoch == k->epoch && k->slots[i].key != key)
        i = (i + 1) & mask;
    return &k->slots[i];
}

static bool widen(struct keyset *k) {
    enum { SLOTS_FIRST = 2048 };
    size_t n = k->n_slots ? k->n_slots * 2 : SLOTS_FIRST;
    struct keyset_slot *slots = calloc(n, sizeof *slots);
    if (!slots)
        return false;
    free(k->slots);
    k->slots = slots;
    k->n_slots = n;
    k->epoch = 1;
    for (size_t i = 0; i < k->n; i++)
        *slot_of(k, k->keys[i]) = (struct keyset_slot){k->keys[i], k->epoch, (uint32_t)i};
    return true;
}

uint32_t keyset_add(struct keyset *k, uint64_t key) {
    if ((k->n + 1) * 2 > k->n_slots && !widen(k))
        return KEYSET_NONE;
    struct keyset_slot *s = slot_of(k, key);
    if (s->epoch == k->epoch)
        return s->number;
    if (k->n >= KEYSET_NONE || !array_grow(&k->keys, &k->cap, k->n + 1, sizeof *k->keys))
        return KEYSET_NONE;
    *s = (struct keyset_slot){key, k->epoch, (uint32_t)k->n};
    k->keys[k->n++] = key;
    return s->number;
}

void keyset_clear(struct keyset *k) {
    k->n = 0;
    if (++k->epoch == 0) { /* after 2^32 times a slot could look taken */
        memset(k->slots, 0, k->n_slots * sizeof *k->slots);
        k->epoch = 1;
    }
}

void keyset_done(struct keyset *k) {
    free(k->slots);
    free(k->keys);
    *k = (struct keyset){0};
}
