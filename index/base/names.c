#include "index/base/names.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "index/base/buf.h"

void names_done(struct names *t) {
    for (size_t i = 0; i < t->n; i++) {
        free(t->list[i].id);
        free(t->list[i].name);
    }
    free(t->list);
    free(t->slots);
    *t = (struct names){0};
}

static uint32_t *slot_of(const struct names *t, const char *id) {
    size_t mask = t->n_slots - 1;
    size_t i = XXH3_64bits(id, strlen(id)) & mask;
    while (t->slots[i] && strcmp(t->list[t->slots[i] - 1].id, id) != 0)
        i = (i + 1) & mask;
    return &t->slots[i];
}

static bool widen(struct names *t) {
    size_t n = t->n_slots ? t->n_slots * 2 : 256;
    uint32_t *slots = calloc(n, sizeof *slots);
    if (!slots)
        return false;
    free(t->slots);
    t->slots = slots;
    t->n_slots = n;
    for (uint32_t i = 0; i < t->n; i++)
        *slot_of(t, t->list[i].id) = i + 1;
    return true;
}

uint32_t names_add(struct names *t, const char *id, const char *name) {
    if ((t->n + 1) * 2 > t->n_slots && !widen(t))
        return 0;
    uint32_t *slot = slot_of(t, id);
    if (*slot)
        return *slot;
    if (!array_grow(&t->list, &t->cap, t->n + 1, sizeof *t->list))
        return 0;
    struct name new = {strdup(id), strdup(name)};
    if (!new.id || !new.name) {
        free(new.id);
        free(new.name);
        return 0;
    }
    t->list[t->n++] = new;
    return *slot = (uint32_t)t->n;
}

uint32_t names_find(const struct names *t, const char *id) {
    return t->n_slots ? *slot_of(t, id) : 0;
}
