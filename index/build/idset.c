#include "index/build/idset.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "index/base/buf.h"
#include "index/read/reading.h"

struct member {
    size_t id; /* where in `ids` */
    unsigned number;
};

struct idset {
    struct buf ids; /* one behind the other, each with its NUL */
    struct member *list;
    size_t n, cap;
    uint32_t *slots; /* open addressing over `list`, from 1; 0 is empty, at most half full */
    size_t n_slots;
};

struct idset *idset_new(void) {
    struct idset *s = calloc(1, sizeof *s);
    if (s)
        buf_init(&s->ids, SIZE_MAX);
    return s;
}

void idset_free(struct idset *s) {
    if (!s)
        return;
    buf_done(&s->ids);
    free(s->list);
    free(s->slots);
    free(s);
}

static const char *id_of(const struct idset *s, size_t i) {
    return s->ids.data + s->list[i].id;
}

static uint32_t *slot_of(const struct idset *s, const char *id) {
    size_t mask = s->n_slots - 1, i = XXH3_64bits(id, strlen(id)) & mask;
    while (s->slots[i] && strcmp(id_of(s, s->slots[i] - 1), id) != 0)
        i = (i + 1) & mask;
    return &s->slots[i];
}

static struct member *find(const struct idset *s, const char *id) {
    uint32_t at = s->n_slots ? *slot_of(s, id) : 0;
    return at ? &s->list[at - 1] : NULL;
}

static bool widen(struct idset *s) {
    size_t n = s->n_slots ? s->n_slots * 2 : 256;
    uint32_t *slots = calloc(n, sizeof *slots);
    if (!slots)
        return false;
    free(s->slots);
    s->slots = slots;
    s->n_slots = n;
    for (uint32_t i = 0; i < s->n; i++)
        *slot_of(s, id_of(s, i)) = i + 1;
    return true;
}

unsigned idset_add(struct idset *s, const char *id, unsigned number, bool *added) {
    const struct member *there = find(s, id);
    if (added)
        *added = !there;
    if (there)
        return there->number;
    size_t at = s->ids.len;
    if (((s->n + 1) * 2 > s->n_slots && !widen(s)) ||
        !array_grow(&s->list, &s->cap, s->n + 1, sizeof *s->list))
        return UINT_MAX;
    buf_add(&s->ids, id, strlen(id) + 1);
    if (!buf_ok(&s->ids))
        return UINT_MAX;
    uint32_t *slot = slot_of(s, id);
    s->list[s->n++] = (struct member){at, number};
    *slot = (uint32_t)s->n;
    return number;
}

void idset_change(struct idset *s, const char *id, unsigned number) {
    struct member *m = find(s, id);
    if (m)
        m->number = number;
}

unsigned idset_get(const struct idset *s, const char *id) {
    const struct member *m = find(s, id);
    return m ? m->number : UINT_MAX;
}

bool idset_has(const struct idset *s, const char *id) {
    return find(s, id) != NULL;
}

static bool add_line(struct idset *s, char *line) {
    line[strcspn(line, "\r\n#")] = '\0';
    line += strspn(line, " \t");
    size_t n = strlen(line);
    while (n && strchr(" \t", line[n - 1]))
        line[--n] = '\0';
    if (!n)
        return true;
    char id[17];
    if (!strchr(line, '/'))
        return idset_add(s, line, 0, NULL) != UINT_MAX;
    article_id_of_url(line, id);
    return idset_add(s, id, 0, NULL) != UINT_MAX;
}

bool idset_read(struct idset *s, const char *path, struct tt_error *e) {
    FILE *f = fopen(path, "re");
    if (!f)
        return tt_fail(e, errno == ENOENT ? TT_NOT_FOUND : TT_INTERNAL, "cannot read %s: %s", path,
                       strerror(errno));
    char *line = NULL;
    size_t cap = 0;
    bool ok = true;
    while (ok && getline(&line, &cap, f) >= 0)
        ok = add_line(s, line);
    ok = ok ? !ferror(f) || tt_fail(e, TT_INTERNAL, "cannot read %s", path)
            : tt_fail(e, TT_NO_MEMORY, "no memory for the ids of %s", path);
    free(line);
    fclose(f);
    return ok;
}

bool idset_walk(const struct idset *s, idset_each *each, void *state, struct tt_error *e) {
    for (size_t i = 0; i < s->n; i++)
        if (!each(state, id_of(s, i), e))
            return false;
    return true;
}
