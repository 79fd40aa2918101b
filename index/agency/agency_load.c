/* Reading the embedded JSON into tables and tries. */
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "index/agency/agency_parts.h"
#include "index/text/text.h"
#include "index/text/token.h"

extern const unsigned char agencies_json[];
extern const size_t agencies_json_len;
extern const unsigned char provinces_json[];
extern const size_t provinces_json_len;

static bool no_memory(struct tt_error *e) {
    return tt_fail(e, TT_NO_MEMORY, "no memory for the directory of agencies");
}

/* How names are shortened in running text. Each rule may apply or not. */
static const struct {
    const char *find, *put;
} shorter[] = {
    {"Trung ương", "TW"},
    {"Trung ương", "TƯ"},
    {"Trung ương", "T.Ư"},
    {"Việt Nam", "VN"},
    {"Viet Nam", "Vietnam"},
    {" và ", ", "},
    {"&", " và "},
    {"thông tin đối ngoại", "TTĐN"},
    {"Thông tin đối ngoại", "TTĐN"},
    {"Ủy ban", "UB"},
    {"Hồ Chí Minh", "HCM"},
    {"Ban Chỉ đạo", "BCĐ"},
};
enum { N_SHORTER = sizeof shorter / sizeof *shorter };

size_t name_words(const char *s, bool *upper) {
    struct tokenizer cutter;
    struct token token;
    size_t n = 0;
    *upper = true;
    for (tokenizer_init(&cutter, s, strlen(s)); tokenizer_next(&cutter, &token); n++)
        for (size_t i = token.start; i < token.end; i++)
            *upper &= !(s[i] >= 'a' && s[i] <= 'z');
    return n;
}

/* "Thủ tướng", "Bộ trưởng Ngoại giao": who holds the office may be named behind. */
static uint8_t office_flag(const char *name) {
    static const char *const begin[] = {"Bộ trưởng ", "Thứ trưởng "};
    static const char *const whole[] = {"Thủ tướng", "Chủ tịch nước"};
    for (size_t i = 0; i < sizeof begin / sizeof *begin; i++)
        if (strncmp(name, begin[i], strlen(begin[i])) == 0)
            return LEAF_OFFICE;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (strcmp(name, whole[i]) == 0)
            return LEAF_OFFICE;
    return 0;
}

static bool add_name(struct directory *d, const char *name, uint32_t ref, uint8_t flags) {
    bool upper;
    size_t n = name_words(name, &upper);
    struct leaf leaf = {.ref = ref, .flags = flags | office_flag(name)};
    if (!(flags & LEAF_NOT) && n == 1)
        leaf.flags |= LEAF_UPPER;
    else if (!(flags & LEAF_NOT) && n == 2)
        leaf.flags |= LEAF_CAP;
    if (n == 1 && !(flags & LEAF_NOT) &&
        !trie_add(&d->trie, ROOT_CODE, name, strlen(name), (struct leaf){.ref = ref}))
        return false;
    return trie_add(&d->trie, ROOT_NAME, name, strlen(name), leaf);
}

/* The name and, from rule `rule` on, its shorter forms. */
static bool add_variants(struct directory *d, const char *name, uint32_t ref, uint8_t flags,
                         size_t rule) {
    if (!add_name(d, name, ref, flags))
        return false;
    for (size_t i = rule; i < N_SHORTER; i++) {
        const char *at = strstr(name, shorter[i].find);
        char variant[NAME_BYTES_MAX];
        if (!at)
            continue;
        int n = snprintf(variant, sizeof variant, "%.*s%s%s", (int)(at - name), name,
                         shorter[i].put, at + strlen(shorter[i].find));
        if (n > 0 && (size_t)n < sizeof variant && !add_variants(d, variant, ref, flags, i + 1))
            return false;
    }
    return true;
}

/* "Bộ trưởng Ngoại giao": the office holds the name, but without its "Bộ". */
static bool add_offices(struct directory *d, const char *name, uint32_t ref) {
    static const char *const offices[] = {"Bộ trưởng ", "Thứ trưởng "};
    if (strncmp(name, "Bộ ", strlen("Bộ ")) != 0)
        return true;
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++) {
        char office[NAME_BYTES_MAX];
        snprintf(office, sizeof office, "%s%s", offices[i], name + strlen("Bộ "));
        if (!add_variants(d, office, ref, 0, 0))
            return false;
    }
    return true;
}

static const char *text_of(const json_t *o, const char *key) {
    return json_string_value(json_object_get(o, key));
}

/* "2007", "2007-08", "2007-08-02" as its first day. */
static day_t day_of_text(const char *s) {
    unsigned year = 0, month = 1, day = 1;
    if (!s || sscanf(s, "%4u-%2u-%2u", &year, &month, &day) < 1)
        return DAY_UNKNOWN;
    return day_of(year, month, day);
}

/* The strings of both arrays. */
static bool read_strings(const json_t *array, const json_t *more, const char ***out, size_t *n) {
    size_t first = json_array_size(array), all = first + json_array_size(more);
    *n = 0;
    *out = calloc(all + 1, sizeof **out);
    if (!*out)
        return false;
    for (size_t i = 0; i < all; i++) {
        const char *s = json_string_value(i < first ? json_array_get(array, i)
                                                    : json_array_get(more, i - first));
        if (s)
            (*out)[(*n)++] = s;
    }
    return true;
}

static bool add_entry_names(struct directory *d, const json_t *o, uint32_t ref) {
    const struct entry *entry = &d->entries[ref];
    const json_t *codes = json_object_get(o, "codes"), *english = json_object_get(o, "english");
    size_t n_own = entry->shown.n_aliases - json_array_size(english);
    bool ok = add_variants(d, entry->shown.name, ref, 0, 0);
    for (size_t i = 0; ok && i < entry->shown.n_aliases; i++)
        ok = add_variants(d, entry->aliases[i], ref, i < n_own ? 0 : LEAF_ENGLISH, 0);
    for (size_t i = 0; ok && i < json_array_size(codes); i++)
        ok = add_name(d, json_string_value(json_array_get(codes, i)), ref, LEAF_CODE);
    struct leaf site = {.ref = ref, .flags = LEAF_CODE};
    ok = ok && site_add(d, entry->shown.name, site);
    for (size_t i = 0; ok && i < json_array_size(codes); i++)
        ok = site_add(d, json_string_value(json_array_get(codes, i)), site);
    if (ok && strcmp(entry->shown.kind, "ministry") == 0)
        ok = add_offices(d, entry->shown.name, ref);
    return ok;
}

static bool read_entry(struct directory *d, const json_t *o) {
    if (!array_grow(&d->entries, &d->cap_entries, d->n_entries + 1, sizeof *d->entries))
        return false;
    struct entry *entry = &d->entries[d->n_entries];
    *entry = (struct entry){.from = day_of_text(text_of(o, "valid_from")),
                            .until = day_of_text(text_of(o, "valid_until"))};
    d->n_entries++;
    struct agency_entry *shown = &entry->shown;
    *shown = (struct agency_entry){.name = text_of(o, "name"),
                                   .kind = text_of(o, "kind"),
                                   .valid_from = text_of(o, "valid_from"),
                                   .valid_until = text_of(o, "valid_until")};
    if (!shown->name || !shown->kind)
        return false;
    struct buf id;
    buf_init(&id, NAME_BYTES_MAX);
    text_slug(shown->name, strlen(shown->name), &id);
    shown->id = entry->id = buf_steal(&id);
    bool ok =
        entry->id && read_strings(json_object_get(o, "aliases"), json_object_get(o, "english"),
                                  &entry->aliases, &shown->n_aliases);
    shown->aliases = entry->aliases;
    entry->press = strcmp(shown->kind, "press") == 0;
    entry->land = !strstr(shown->name, "Việt Nam");
    return ok && add_entry_names(d, o, (uint32_t)(d->n_entries - 1));
}

static bool read_agencies(struct directory *d) {
    const json_t *list = json_object_get(d->agencies_json, "agencies");
    const json_t *none = json_object_get(d->agencies_json, "not");
    for (size_t i = 0; i < json_array_size(list); i++)
        if (!read_entry(d, json_array_get(list, i)))
            return false;
    for (size_t i = 0; i < json_array_size(none); i++)
        if (!add_name(d, json_string_value(json_array_get(none, i)), 0, LEAF_NOT))
            return false;
    return true;
}

static bool index_ids(struct directory *d) {
    for (d->n_slots = 64; d->n_slots < d->n_entries * 2;)
        d->n_slots *= 2;
    d->by_id = calloc(d->n_slots, sizeof *d->by_id);
    if (!d->by_id)
        return false;
    for (size_t i = 0; i < d->n_entries; i++) {
        const char *id = d->entries[i].id;
        size_t k = trie_hash(id, strlen(id)) & (d->n_slots - 1);
        while (d->by_id[k])
            k = (k + 1) & (d->n_slots - 1);
        d->by_id[k] = (uint32_t)i + 1;
    }
    return true;
}

/* ---- lineage --------------------------------------------------------------------- */

static struct entry *entry_of(const struct directory *d, const char *id) {
    size_t i = trie_hash(id, strlen(id)) & (d->n_slots - 1);
    for (; d->by_id[i]; i = (i + 1) & (d->n_slots - 1))
        if (strcmp(d->entries[d->by_id[i] - 1].id, id) == 0)
            return &d->entries[d->by_id[i] - 1];
    return NULL;
}

static struct agency_edge edge_to(const struct entry *other, const json_t *o) {
    return (struct agency_edge){other->id, other->shown.name, text_of(o, "from"),
                                text_of(o, "function")};
}

static bool append_edge(struct agency_edge **list, size_t *n, struct agency_edge edge) {
    struct agency_edge *longer = realloc(*list, (*n + 1) * sizeof *longer);
    if (!longer)
        return false;
    *list = longer;
    longer[(*n)++] = edge;
    return true;
}

/* Both directions of each edge; an edge to an agency that the directory lacks is a fault of
 * the data. */
static bool link_entry(struct directory *d, struct entry *entry, const json_t *o) {
    const json_t *list = json_object_get(o, "successors");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *edge = json_array_get(list, i);
        const char *id = text_of(edge, "id");
        struct entry *other = id ? entry_of(d, id) : NULL;
        if (!other ||
            !append_edge(&entry->successors, &entry->shown.n_successors, edge_to(other, edge)) ||
            !append_edge(&other->predecessors, &other->shown.n_predecessors, edge_to(entry, edge)))
            return false;
    }
    return true;
}

static bool link_entries(struct directory *d) {
    const json_t *list = json_object_get(d->agencies_json, "agencies");
    for (size_t i = 0; i < d->n_entries; i++)
        if (!link_entry(d, &d->entries[i], json_array_get(list, i)))
            return false;
    for (size_t i = 0; i < d->n_entries; i++) {
        d->entries[i].shown.successors = d->entries[i].successors;
        d->entries[i].shown.predecessors = d->entries[i].predecessors;
    }
    return true;
}

uint64_t directory_version(const struct directory *d) {
    (void)d; /* all are made of the same data */
    return XXH3_64bits(agencies_json, agencies_json_len) ^
           XXH3_64bits(provinces_json, provinces_json_len) * 31;
}

bool directory_load(struct directory *d, struct tt_error *e) {
    json_error_t why;
    d->agencies_json = json_loadb((const char *)agencies_json, agencies_json_len, 0, &why);
    if (d->agencies_json)
        d->provinces_json = json_loadb((const char *)provinces_json, provinces_json_len, 0, &why);
    if (!d->provinces_json)
        return tt_fail(e, TT_INTERNAL, "the directory of agencies is not JSON: %s", why.text);
    if (!trie_init(&d->trie) || !places_load(d) || !read_agencies(d) || !index_ids(d) ||
        !link_entries(d) || !grammar_load(&d->trie))
        return no_memory(e);
    return true;
}
