#include "index/agency/agency.h"

#include <stdlib.h>
#include <string.h>

#include "index/agency/agency_parts.h"
#include "index/text/text.h"

enum { AGENCY_NAME_MAX = FIELD_BYTES_MAX };

static bool no_memory(struct tt_error *e) {
    return tt_fail(e, TT_NO_MEMORY, "no memory for the agencies of an article");
}

bool directory_open(struct directory **out, struct tt_error *e) {
    struct directory *d = calloc(1, sizeof *d);
    if (!d)
        return no_memory(e);
    if (!directory_load(d, e)) {
        directory_close(d);
        return false;
    }
    *out = d;
    return true;
}

void directory_close(struct directory *d) {
    if (!d)
        return;
    for (size_t i = 0; i < d->n_entries; i++) {
        free(d->entries[i].id);
        free(d->entries[i].aliases);
        free(d->entries[i].successors);
        free(d->entries[i].predecessors);
    }
    trie_done(&d->trie);
    free(d->entries);
    free(d->bodies);
    free(d->districts);
    free(d->by_id);
    json_decref(d->agencies_json);
    json_decref(d->provinces_json);
    free(d);
}

bool directory_entry(const struct directory *d, const char *id, struct agency_entry *out) {
    size_t i = trie_hash(id, strlen(id)) & (d->n_slots - 1);
    for (; d->by_id[i]; i = (i + 1) & (d->n_slots - 1)) {
        const struct entry *entry = &d->entries[d->by_id[i] - 1];
        if (strcmp(entry->id, id) == 0) {
            *out = entry->shown;
            return true;
        }
    }
    return false;
}

void agency_list_done(struct agency_list *l) {
    for (size_t i = 0; i < l->n; i++) {
        free(l->id[i]);
        free(l->name[i]);
    }
    l->n = 0;
}

/* Adds a name unless its id is there already. */
static bool list_add(struct agency_list *l, const char *name, struct tt_error *e) {
    struct buf id;
    buf_init(&id, AGENCY_NAME_MAX);
    text_slug(name, strlen(name), &id);
    bool there = id.len == 0 || l->n == AGENCIES_MAX;
    for (size_t i = 0; !there && i < l->n; i++)
        there = strcmp(l->id[i], buf_text(&id)) == 0;
    if (there) {
        buf_done(&id);
        return true;
    }
    l->id[l->n] = buf_steal(&id);
    l->name[l->n] = strdup(name);
    if (!l->id[l->n] || !l->name[l->n]) {
        free(l->id[l->n]);
        free(l->name[l->n]);
        return tt_fail(e, TT_NO_MEMORY, "no memory for the agencies of an article");
    }
    l->n++;
    return true;
}

static bool list_candidate(const struct directory *d, const struct scan *s,
                           const struct candidate *c, struct agency_list *l, struct tt_error *e) {
    if (!c->is_body)
        return list_add(l, d->entries[c->entry].shown.name, e);
    struct buf name;
    buf_init(&name, AGENCY_NAME_MAX);
    body_name(d, s, &c->body, &name);
    bool ok = buf_ok(&name) ? list_add(l, buf_text(&name), e) : no_memory(e);
    buf_done(&name);
    return ok;
}

static bool list_acting(const struct directory *d, const struct scan *s, const struct mentions *m,
                        struct agency_list *l, struct tt_error *e) {
    uint16_t chosen[AGENCIES_MAX];
    size_t n = mentions_choose(m, chosen);
    for (size_t i = 0; i < n; i++)
        if (!list_candidate(d, s, &m->who[chosen[i]], l, e))
            return false;
    return true;
}

static bool find_home(const struct directory *d, const struct scan *s, const char *source,
                      struct home *h) {
    home_find(d, s, h);
    return !source || !*source || home_site(d, source, h);
}

static bool find_acting(const struct directory *d, struct scan *s, const char *source,
                        day_t published, struct agency_list *out, struct tt_error *e) {
    struct home h;
    struct mentions m = {.n = 0};
    bool ok =
        (find_home(d, s, source, &h) && mentions_find(d, s, &h, published, &m)) || no_memory(e);
    if (ok) {
        mentions_score(d, s, &h, &m);
        ok = list_acting(d, s, &m, out, e);
    }
    free(m.list);
    return ok;
}

bool directory_find(const struct directory *d, const char *title, const char *body, day_t published,
                    struct agency_list *out, struct tt_error *e) {
    return directory_find_at(d, title, body, NULL, published, out, e);
}

bool directory_find_at(const struct directory *d, const char *title, const char *body,
                       const char *source, day_t published, struct agency_list *out,
                       struct tt_error *e) {
    struct scan s;
    struct agency_list found = {.n = 0};
    if (!scan_init(&s, &d->trie, title ? title : "", body ? body : ""))
        return no_memory(e);
    bool ok = find_acting(d, &s, source, published, &found, e);
    scan_done(&s);
    if (!ok) {
        agency_list_done(&found);
        return false;
    }
    *out = found;
    return true;
}

/* The agency that the whole name means, if the directory knows one. */
static bool named_known(const struct directory *d, const struct scan *s, day_t published,
                        struct candidate *out) {
    struct home h;
    enum named how = NAMED_NOBODY;
    if (s->n == 0)
        return false;
    home_find(d, s, &h);
    size_t n = agency_at(d, s, &h, 0, published, true, out, &how);
    return n == s->n && how >= NAMED_EITHER;
}

static bool list_own(const char *name, struct agency_list *l, struct tt_error *e) {
    size_t n = strlen(name);
    while (n > 0 && (name[n - 1] == ' ' || name[n - 1] == '\n'))
        n--;
    while (n > 0 && (*name == ' ' || *name == '\n')) {
        name++;
        n--;
    }
    char *own = strndup(name, n < AGENCY_NAME_MAX ? n : utf8_cut(name, n, AGENCY_NAME_MAX));
    bool ok = own ? list_add(l, own, e) : no_memory(e);
    free(own);
    return ok;
}

/* An id as a name: "bo-ngoai-giao" is BO NGOAI GIAO, for capitals may begin any part of a name.
 * NULL when it is no id or there is no memory: a name then means itself. */
static char *name_of_id(const char *id) {
    size_t n = strlen(id);
    bool whole = n > 0 && strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
    char *name = whole && strchr(id, '-') ? strdup(id) : NULL;
    for (char *p = name; p && *p; p++)
        *p = *p == '-' ? ' ' : *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p;
    return name;
}

bool directory_named(const struct directory *d, const char *name, day_t published,
                     struct agency_list *out, struct tt_error *e) {
    struct scan s;
    struct candidate c;
    char *spelt = name_of_id(name);
    bool ok = scan_init(&s, &d->trie, "", spelt ? spelt : name) || no_memory(e);
    if (ok) {
        ok = named_known(d, &s, published, &c) ? list_candidate(d, &s, &c, out, e)
                                               : list_own(name, out, e);
        scan_done(&s);
    }
    free(spelt);
    return ok;
}
