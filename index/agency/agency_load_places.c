/* Reading provinces.json: levels, places, patterns of bodies, foreign countries. */
#include <string.h>

#include "index/agency/agency_parts.h"
#include "index/text/text.h"
#include "index/text/token.h"

enum { HOST_BYTES_MIN = 4, SITE_BYTES_MIN = 3 };

static const char *text_of(const json_t *o, const char *key) {
    return json_string_value(json_object_get(o, key));
}

static uint8_t level_of(const struct directory *d, const char *name) {
    for (size_t i = 0; name && i < d->n_levels; i++)
        if (strcmp(d->levels[i], name) == 0)
            return (uint8_t)i;
    return LEVEL_NONE;
}

/* Abbreviations of one or two letters but TP count only in capitals: Q. 1, TX. Gia Nghĩa. */
static bool read_levels(struct directory *d) {
    const json_t *list = json_object_get(d->provinces_json, "levels");
    for (size_t i = 0; i < json_array_size(list) && i < LEVELS_MAX; i++) {
        const json_t *o = json_array_get(list, i), *aliases = json_object_get(o, "aliases");
        d->levels[d->n_levels] = text_of(o, "name");
        d->full_levels[d->n_levels++] = json_string_value(json_array_get(aliases, 0));
        for (size_t k = 0; k < json_array_size(aliases); k++) {
            const char *s = json_string_value(json_array_get(aliases, k));
            struct leaf leaf = {.ref = (uint32_t)i, .flags = strlen(s) == 1 ? LEAF_CAP : 0};
            if (strlen(s) == 2 && strcmp(s, "TP") != 0)
                leaf.flags = LEAF_UPPER;
            if (!trie_add(&d->trie, ROOT_LEVEL, s, strlen(s), leaf))
                return false;
        }
    }
    return true;
}

/* With the spellings of Đắk: they are all in use. */
static bool add_place(struct directory *d, const char *name, uint32_t ref, uint8_t flags) {
    static const char *const spellings[] = {"Đắk", "Đăk", "Đak"};
    struct leaf leaf = {.ref = ref, .flags = LEAF_CAP | flags};
    if (!name || !trie_add(&d->trie, ROOT_PLACE, name, strlen(name), leaf))
        return false;
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        const char *at = strstr(name, spellings[i]);
        for (size_t k = 0; at && k < sizeof spellings / sizeof *spellings; k++) {
            char other[NAME_BYTES_MAX];
            snprintf(other, sizeof other, "%.*s%s%s", (int)(at - name), name, spellings[k],
                     at + strlen(spellings[i]));
            if (!trie_add(&d->trie, ROOT_PLACE, other, strlen(other), leaf))
                return false;
        }
    }
    return true;
}

/* "Đắk R'lấp" as it stands in a host name: dakrlap. Returns its length. */
static size_t host_label(const char *name, char *out, size_t room) {
    struct tokenizer cutter;
    struct token t;
    size_t n = 0;
    for (tokenizer_init(&cutter, name, strlen(name)); tokenizer_next(&cutter, &t);) {
        if (n + t.folded_len >= room)
            break;
        memcpy(out + n, t.folded, t.folded_len);
        n += t.folded_len;
    }
    out[n] = 0;
    return n;
}

static bool add_host(struct directory *d, const char *name, uint32_t ref, uint8_t flags) {
    char label[NAME_BYTES_MAX];
    size_t n = host_label(name, label, sizeof label);
    return n < HOST_BYTES_MIN ||
           trie_add(&d->trie, ROOT_HOST, label, n, (struct leaf){.ref = ref, .flags = flags});
}

/* Whose site it is: "sonoivu", "snv", with the province's label behind or beside. */
bool site_add(struct directory *d, const char *name, struct leaf leaf) {
    char joined[NAME_BYTES_MAX], initials[NAME_BYTES_MAX];
    struct tokenizer cutter;
    struct token t;
    size_t n = 0, k = 0;
    for (tokenizer_init(&cutter, name, strlen(name)); tokenizer_next(&cutter, &t);) {
        if (n + t.folded_len >= sizeof joined)
            return true;
        memcpy(joined + n, t.folded, t.folded_len);
        n += t.folded_len;
        if (strcmp(t.exact, "và") != 0)
            initials[k++] = t.folded[0];
    }
    return (n < SITE_BYTES_MIN || trie_add(&d->trie, ROOT_SITE, joined, n, leaf)) &&
           (k < SITE_BYTES_MIN || trie_add(&d->trie, ROOT_SITE, initials, k, leaf));
}

static bool add_sites(struct directory *d, const json_t *o, uint32_t ref) {
    const json_t *names = json_object_get(o, "names"), *hosts = json_object_get(o, "hosts");
    for (size_t i = 0; i < json_array_size(names); i++)
        if (!site_add(d, json_string_value(json_array_get(names, i)), (struct leaf){.ref = ref}))
            return false;
    for (size_t i = 0; i < json_array_size(hosts); i++) {
        const char *s = json_string_value(json_array_get(hosts, i));
        if (!trie_add(&d->trie, ROOT_SITE, s, strlen(s), (struct leaf){.ref = ref}))
            return false;
    }
    return true;
}

static bool read_province(struct directory *d, const json_t *o) {
    const json_t *aliases = json_object_get(o, "aliases");
    uint32_t ref = (uint32_t)d->n_provinces++;
    d->provinces[ref] =
        (struct province){.name = text_of(o, "name"), .level = level_of(d, text_of(o, "kind"))};
    host_label(d->provinces[ref].name, d->provinces[ref].label, sizeof d->provinces[ref].label);
    uint8_t flags = json_is_true(json_object_get(o, "person")) ? LEAF_PERSON : 0;
    bool ok = add_place(d, d->provinces[ref].name, ref, flags) &&
              add_host(d, d->provinces[ref].name, ref, 0);
    for (size_t i = 0; ok && i < json_array_size(aliases); i++)
        ok = add_place(d, json_string_value(json_array_get(aliases, i)), ref, 0);
    return ok;
}

static bool read_districts(struct directory *d, const json_t *o, uint8_t province) {
    const json_t *list = json_object_get(o, "districts");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *name = json_string_value(json_array_get(list, i));
        if (!array_grow(&d->districts, &d->cap_districts, d->n_districts + 1, sizeof *d->districts))
            return false;
        d->districts[d->n_districts] = (struct district){name, province};
        uint32_t ref = (uint32_t)d->n_districts++;
        if (!add_place(d, name, ref, LEAF_DISTRICT) || !add_host(d, name, ref, LEAF_DISTRICT))
            return false;
    }
    return true;
}

/* Provinces come first in a node: a bare "Cà Mau" is the province. */
static bool read_provinces(struct directory *d) {
    const json_t *list = json_object_get(d->provinces_json, "provinces");
    if (json_array_size(list) > PROVINCES_MAX)
        return false;
    for (size_t i = 0; i < json_array_size(list); i++)
        if (!read_province(d, json_array_get(list, i)))
            return false;
    for (size_t i = 0; i < json_array_size(list); i++)
        if (!read_districts(d, json_array_get(list, i), (uint8_t)i))
            return false;
    return true;
}

static uint8_t form_of(const char *name) {
    static const char *const forms[] = {"level", "party", "abroad", "region", "within"};
    for (uint8_t i = 0; name && i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i], name) == 0)
            return i;
    return FORM_LEVEL;
}

static bool add_head(struct directory *d, const char *name, uint32_t ref) {
    bool upper;
    size_t n = name_words(name, &upper);
    struct leaf leaf = {.ref = ref};
    if (n == 1 && (!upper || strlen(name) <= 2))
        leaf.flags = upper ? LEAF_UPPER : LEAF_CAP;
    return trie_add(&d->trie, ROOT_BODY, name, strlen(name), leaf);
}

static bool add_head_variants(struct directory *d, const char *name, uint32_t ref) {
    const char *and = strstr(name, " và ");
    char variant[NAME_BYTES_MAX];
    if (!add_head(d, name, ref))
        return false;
    if (!and)
        return true;
    snprintf(variant, sizeof variant, "%.*s, %s", (int)(and-name), name, and+strlen(" và "));
    return add_head(d, variant, ref);
}

static bool read_bodies(struct directory *d) {
    const json_t *list = json_object_get(d->provinces_json, "bodies");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *o = json_array_get(list, i), *names = json_object_get(o, "names");
        const json_t *levels = json_object_get(o, "levels");
        if (!array_grow(&d->bodies, &d->cap_bodies, d->n_bodies + 1, sizeof *d->bodies))
            return false;
        struct body *b = &d->bodies[d->n_bodies++];
        *b = (struct body){.name = json_string_value(json_array_get(names, 0)),
                           .usual = json_is_true(json_object_get(o, "usual")),
                           .form = form_of(text_of(o, "form")),
                           .bare = level_of(d, text_of(o, "bare"))};
        for (size_t k = 0; k < json_array_size(levels); k++)
            b->levels |=
                (uint16_t)(1U << (level_of(d, json_string_value(json_array_get(levels, k))) & 15));
        for (size_t k = 0; k < json_array_size(names); k++)
            if (!add_head_variants(d, json_string_value(json_array_get(names, k)), (uint32_t)i))
                return false;
        if (b->form < FORM_ABROAD && !add_sites(d, o, (uint32_t)i))
            return false;
    }
    return true;
}

/* What full names are shortened to in running text. */
static bool add_shorts(struct directory *d) {
    static const char *const names[] = {
        "Bộ",        "Sở",          "Cục",       "Vụ",       "Viện",        "Học viện", "Tổng cục",
        "Chi cục",   "Hội",         "Liên đoàn", "Ủy ban",   "Ban",         "Đài",      "Thanh tra",
        "Trung tâm", "Đại sứ quán", "Công an",   "Bảo tàng", "Ban Chỉ đạo", "Hạt"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!trie_add(&d->trie, ROOT_SHORT, names[i], strlen(names[i]),
                      (struct leaf){.flags = LEAF_CAP}))
            return false;
    return true;
}

/* How our own country is written where it stands behind a name that others use too. */
static bool add_ours(struct directory *d) {
    static const char *const names[] = {
        "Việt Nam",        "Viet Nam",
        "Vietnam",         "ta",
        "nước ta",         "nước CHXHCN Việt Nam",
        "CHXHCN Việt Nam", "nước Cộng hòa xã hội chủ nghĩa Việt Nam"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!trie_add(&d->trie, ROOT_OURS, names[i], strlen(names[i]), (struct leaf){.ref = 0}))
            return false;
    return true;
}

static bool read_lands(struct directory *d) {
    const json_t *list = json_object_get(d->provinces_json, "foreign");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *s = json_string_value(json_array_get(list, i));
        uint8_t flags = s[0] >= 'a' && s[0] <= 'z' ? 0 : LEAF_CAP;
        if (!trie_add(&d->trie, ROOT_LAND, s, strlen(s), (struct leaf){.flags = flags}))
            return false;
    }
    return true;
}

bool places_load(struct directory *d) {
    return read_levels(d) && read_provinces(d) && read_bodies(d) && read_lands(d) && add_ours(d) &&
           add_shorts(d);
}
