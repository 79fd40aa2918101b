/* Agencies and sources of a snapshot: names from the generation's JSON files, counts from
 * its columns. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/buf.h"
#include "index/store/snapshot_data.h"

static json_t *load_list(const struct snapshot *s, const char *name, struct tt_error *e) {
    char path[FILES_PATH_MAX];
    struct mapping m;
    if (!files_join(s->dir, name, path, e) || !mapping_open(path, &m, e))
        return NULL;
    json_t *list = json_loadb(m.data, m.len, 0, NULL);
    mapping_close(&m);
    if (json_is_array(list))
        return list;
    json_decref(list);
    tt_fail(e, TT_CORRUPT, "%s is not a list", name);
    return NULL;
}

/* The strings of a JSON list, which owns them; NULL when empty or without memory. */
static const char *const *strings_of(const json_t *list, size_t *n) {
    *n = 0;
    const char **strings = calloc(json_array_size(list) + 1, sizeof *strings);
    for (size_t i = 0; strings && i < json_array_size(list); i++) {
        const char *text = json_string_value(json_array_get(list, i));
        if (text)
            strings[(*n)++] = text;
    }
    return strings;
}

static const struct lineage_edge *edges_of(const json_t *list, size_t *n) {
    *n = 0;
    struct lineage_edge *edges = calloc(json_array_size(list) + 1, sizeof *edges);
    for (size_t i = 0; edges && i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        struct lineage_edge edge = {json_string_value(json_object_get(item, "id")),
                                    json_string_value(json_object_get(item, "name")),
                                    json_string_value(json_object_get(item, "from")),
                                    json_string_value(json_object_get(item, "function"))};
        if (edge.id && edge.name)
            edges[(*n)++] = edge;
    }
    return edges;
}

static bool read_agency(const json_t *item, struct agency_info *a) {
    a->id = json_string_value(json_object_get(item, "id"));
    a->name = json_string_value(json_object_get(item, "name"));
    a->kind = json_string_value(json_object_get(item, "kind"));
    a->valid_from = json_string_value(json_object_get(item, "valid_from"));
    a->valid_until = json_string_value(json_object_get(item, "valid_until"));
    a->aliases = strings_of(json_object_get(item, "aliases"), &a->n_aliases);
    a->successors = edges_of(json_object_get(item, "successors"), &a->n_successors);
    a->predecessors = edges_of(json_object_get(item, "predecessors"), &a->n_predecessors);
    return a->id && a->name && a->aliases && a->successors && a->predecessors;
}

/* Makes room for one more year of an agency: years grow by doubling from the count. */
static bool add_year(struct agency_info *a, unsigned year, uint32_t count) {
    if ((a->n_years & (a->n_years - 1)) == 0) {
        size_t room = a->n_years ? a->n_years * 2 : 1;
        struct year_count *years = realloc((void *)(uintptr_t)a->years, room * sizeof *years);
        if (!years)
            return false;
        a->years = years;
    }
    ((struct year_count *)(uintptr_t)a->years)[a->n_years++] = (struct year_count){year, count};
    a->count += count;
    return true;
}

/* Counts one year's articles: `tally` has a zero for each agency and is left so. */
static bool count_year(struct snapshot *s, const struct date_run *run, uint32_t *tally) {
    const uint32_t *start = column_u32(s, COL_AGENCY_START);
    const uint32_t *agency = column_u32(s, COL_AGENCY);
    for (uint32_t i = start[run->first - 1]; i < start[run->end - 1]; i++) {
        if (agency[i] < 1 || agency[i] > s->n_agencies)
            return false;
        tally[agency[i] - 1]++;
    }
    for (size_t i = 0; i < s->n_agencies; i++) {
        if (tally[i] && !add_year(&s->agencies[i], run->key, tally[i]))
            return false;
        tally[i] = 0;
    }
    return true;
}

static int agencies_by_name(const void *a, const void *b) {
    const struct agency_info *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static int agencies_by_count(const void *a, const void *b) {
    const struct agency_info *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return (x->by_name > y->by_name) - (x->by_name < y->by_name);
}

static int sources_by_name(const void *a, const void *b) {
    const struct source_info *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static int sources_by_count(const void *a, const void *b) {
    const struct source_info *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return (x->by_name > y->by_name) - (x->by_name < y->by_name);
}

/* Sorts the agencies by count and lets agency_of[number - 1] find them. */
static bool order_agencies(struct snapshot *s) {
    s->agency_of = calloc(s->n_agencies + 1, sizeof *s->agency_of);
    if (!s->agency_of)
        return false;
    qsort(s->agencies, s->n_agencies, sizeof *s->agencies, agencies_by_name);
    for (size_t i = 0; i < s->n_agencies; i++)
        s->agencies[i].by_name = (uint32_t)i;
    qsort(s->agencies, s->n_agencies, sizeof *s->agencies, agencies_by_count);
    for (size_t i = 0; i < s->n_agencies; i++)
        s->agency_of[s->agencies[i].number - 1] = &s->agencies[i];
    return true;
}

static void order_sources(struct snapshot *s) {
    qsort(s->sources, s->n_sources, sizeof *s->sources, sources_by_name);
    for (size_t i = 0; i < s->n_sources; i++)
        s->sources[i].by_name = (uint32_t)i;
    qsort(s->sources, s->n_sources, sizeof *s->sources, sources_by_count);
    for (size_t i = 0; i < s->n_sources; i++)
        s->source_of[s->sources[i].number - 1] = &s->sources[i];
}

static bool load_agencies(struct snapshot *s, struct tt_error *e) {
    s->agencies_json = load_list(s, FILE_AGENCIES, e);
    if (!s->agencies_json)
        return false;
    size_t n = json_array_size(s->agencies_json);
    uint32_t *tally = calloc(n + 1, sizeof *tally);
    s->agencies = calloc(n + 1, sizeof *s->agencies);
    bool ok = tally && s->agencies;
    for (; ok && s->n_agencies < n; s->n_agencies++) {
        struct agency_info *a = &s->agencies[s->n_agencies];
        a->number = (uint32_t)s->n_agencies + 1;
        ok = read_agency(json_array_get(s->agencies_json, s->n_agencies), a);
    }
    for (size_t i = 0; ok && i < s->years.n; i++)
        ok = count_year(s, &s->years.list[i], tally);
    free(tally);
    return (ok && order_agencies(s)) || tt_fail(e, TT_CORRUPT, "%s does not fit", FILE_AGENCIES);
}

static bool load_sources(struct snapshot *s, struct tt_error *e) {
    s->sources_json = load_list(s, FILE_SOURCES, e);
    if (!s->sources_json)
        return false;
    size_t n = s->n_sources = json_array_size(s->sources_json);
    const uint32_t *source = column_u32(s, COL_SOURCE);
    s->sources = calloc(n + 1, sizeof *s->sources);
    s->source_of = calloc(n + 1, sizeof *s->source_of);
    bool ok = s->sources && s->source_of;
    for (size_t i = 0; ok && i < n; i++) {
        json_t *item = json_array_get(s->sources_json, i);
        s->sources[i].id = json_string_value(json_object_get(item, "id"));
        s->sources[i].name = json_string_value(json_object_get(item, "name"));
        s->sources[i].number = (uint32_t)i + 1;
        ok = s->sources[i].id && s->sources[i].name;
    }
    for (uint32_t i = 0; ok && i < s->manifest.documents; i++) {
        ok = source[i] <= n;
        if (ok && source[i])
            s->sources[source[i] - 1].count++;
    }
    if (!ok)
        return tt_fail(e, TT_CORRUPT, "%s does not fit", FILE_SOURCES);
    order_sources(s);
    return true;
}

bool snapshot_load_names(struct snapshot *s, struct tt_error *e) {
    return load_agencies(s, e) && load_sources(s, e);
}

void snapshot_free_names(struct snapshot *s) {
    for (size_t i = 0; s->agencies && i < s->n_agencies; i++) {
        free((void *)(uintptr_t)s->agencies[i].aliases);
        free((void *)(uintptr_t)s->agencies[i].successors);
        free((void *)(uintptr_t)s->agencies[i].predecessors);
        free((void *)(uintptr_t)s->agencies[i].years);
    }
    free(s->agencies);
    free(s->agency_of);
    free(s->sources);
    free(s->source_of);
    json_decref(s->agencies_json);
    json_decref(s->sources_json);
}

const struct agency_info *snapshot_agencies(const struct snapshot *s, size_t *n) {
    *n = s->facts.agencies;
    return s->agencies;
}

const struct agency_info *snapshot_agency(const struct snapshot *s, const char *id) {
    for (size_t i = 0; i < s->n_agencies; i++)
        if (strcmp(s->agencies[i].id, id) == 0)
            return &s->agencies[i];
    return NULL;
}

const struct source_info *snapshot_sources(const struct snapshot *s, size_t *n) {
    *n = s->n_sources;
    return s->sources;
}

/* ---- lineage --------------------------------------------------------------------- */

/* One direction; each agency is entered once in it. */
static void follow(const struct snapshot *s, const struct agency_info *a, unsigned char direction,
                   unsigned char *marks) {
    bool forward = direction == MARK_FORWARD;
    size_t n = forward ? a->n_successors : a->n_predecessors;
    const struct lineage_edge *edges = forward ? a->successors : a->predecessors;
    marks[a->number - 1] |= (unsigned char)(MARK_WANTED | direction);
    for (size_t i = 0; i < n; i++) {
        const struct agency_info *next = snapshot_agency(s, edges[i].id);
        if (next && !(marks[next->number - 1] & direction))
            follow(s, next, direction, marks);
    }
}

void snapshot_mark_lineage(const struct snapshot *s, const struct agency_info *a,
                           unsigned char *marks) {
    follow(s, a, MARK_FORWARD, marks);
    follow(s, a, MARK_BACKWARD, marks);
}
