#include "index/build/idset.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/names.h"
#include "index/read/reading.h"

/* Names already are a table from ids to the order of adding; the number given with an id is
 * kept beside it. */
struct idset {
    struct names names;
    unsigned *number;
    size_t cap;
};

struct idset *idset_new(void) {
    return calloc(1, sizeof(struct idset));
}

void idset_free(struct idset *s) {
    if (!s)
        return;
    names_done(&s->names);
    free(s->number);
    free(s);
}

unsigned idset_add(struct idset *s, const char *id, unsigned number, bool *added) {
    size_t before = s->names.n;
    uint32_t at = names_add(&s->names, id, "");
    if (!at || !array_grow(&s->number, &s->cap, s->names.n, sizeof *s->number))
        return UINT_MAX;
    bool new = s->names.n > before;
    if (new)
        s->number[at - 1] = number;
    if (added)
        *added = new;
    return s->number[at - 1];
}

bool idset_has(const struct idset *s, const char *id) {
    return names_find(&s->names, id) != 0;
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
    for (size_t i = 0; i < s->names.n; i++)
        if (!each(state, s->names.list[i].id, e))
            return false;
    return true;
}
