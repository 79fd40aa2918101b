/* Numbers for names while a generation is written: ids of agencies and sources.
 *
 * Threads: one at a time. */
#ifndef TIMTIN_INDEX_BASE_NAMES_H
#define TIMTIN_INDEX_BASE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct name {
    char *id, *name;
};

struct names {
    struct name *list;
    size_t n, cap;
    uint32_t *slots; /* open addressing over `list`, 0 is empty */
    size_t n_slots;
};

void names_done(struct names *t);
/* The number (from 1) of the id, which is added with its name when it is new; 0: no
 * memory. */
uint32_t names_add(struct names *t, const char *id, const char *name);

/* The id's number, 0 when it is not there. */
uint32_t names_find(const struct names *t, const char *id);

#endif
