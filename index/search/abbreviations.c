#include "index/search/abbreviations.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "index/base/buf.h"

extern const unsigned char agencies_json[];
extern const size_t agencies_json_len;
extern const unsigned char abbreviations_json[];
extern const size_t abbreviations_json_len;

enum { KEY_BYTES_MAX = 1024, SAYING_BYTES_MAX = 400 };

struct abbreviations {
    struct saying *sayings; /* by concept */
    uint32_t *first;        /* of a concept; one more at the end */
    uint32_t *slots;        /* saying + 1 by hash of its folded words, open addressing */
    size_t n, cap, n_concepts, cap_concepts, n_slots;
    bool failed; /* no memory */
};

/* ---- what reads as a syllable ---------------------------------------------------- */

static size_t longest_of(const char *s, const char *const *list, size_t n) {
    size_t best = 0;
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(list[i]);
        if (len > best && strncmp(s, list[i], len) == 0)
            best = len;
    }
    return best;
}

/* Whether a Vietnamese syllable may be written so without its marks. */
static bool reads_as_syllable(const char *folded) {
    static const char *const onsets[] = {"ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu",
                                         "th",  "tr", "b",  "c",  "d",  "g",  "h",  "k",  "l",
                                         "m",   "n",  "p",  "q",  "r",  "s",  "t",  "v",  "x"};
    static const char *const codas[] = {"ng", "nh", "ch", "c", "m", "n", "p", "t"};
    size_t onset = longest_of(folded, onsets, sizeof onsets / sizeof *onsets);
    size_t vowels = strspn(folded + onset, "aeiouy");
    if (vowels == 0 || vowels > 3)
        return false;
    const char *rest = folded + onset + vowels;
    return !*rest || rest[longest_of(rest, codas, sizeof codas / sizeof *codas)] == '\0';
}

/* ---- the table ------------------------------------------------------------------- */

static char *words_of(const char *text, bool folded) {
    struct buf words;
    buf_init(&words, KEY_BYTES_MAX);
    if (folded)
        text_fold(text, strlen(text), &words);
    else
        text_exact(text, strlen(text), &words);
    return buf_steal(&words);
}

/* The slot of the folded words, or the free one where they would be. */
static uint32_t *slot_of(const struct abbreviations *a, const char *folded, size_t len) {
    size_t i = XXH3_64bits(folded, len) & (a->n_slots - 1);
    for (; a->slots[i]; i = (i + 1) & (a->n_slots - 1)) {
        const char *have = a->sayings[a->slots[i] - 1].folded;
        if (strncmp(have, folded, len) == 0 && !have[len])
            break;
    }
    return &a->slots[i];
}

static bool said_in(const struct abbreviations *a, uint32_t concept, const char *folded) {
    for (size_t i = a->first[concept]; i < a->n; i++)
        if (strcmp(a->sayings[i].folded, folded) == 0)
            return true;
    return false;
}

struct origin {
    bool typed_only, caps, agency;
    bool sure; /* no word is written so, though it reads as a syllable */
    bool whole;
    const char *guard, *guard_folded;
    day_t from, until;
};

/* Adds a way of saying the last concept, unless it has it already. */
static void add_saying(struct abbreviations *a, const char *text, const struct origin *o) {
    struct saying s = {.concept = (uint32_t)a->n_concepts - 1,
                       .caps = o->caps,
                       .typed_only = o->typed_only,
                       .agency = o->agency,
                       .whole = o->whole,
                       .guard = o->guard,
                       .guard_folded = o->guard_folded,
                       .from = o->from,
                       .until = o->until};
    if (!text)
        return;
    char *own = strdup(text), *exact = words_of(text, false), *folded = words_of(text, true);
    bool ok =
        own && exact && folded && array_grow(&a->sayings, &a->cap, a->n + 1, sizeof *a->sayings);
    if (!ok || !*folded || said_in(a, s.concept, folded)) {
        a->failed |= !ok;
        free(own);
        free(exact);
        free(folded);
        return;
    }
    s.text = own;
    s.exact = exact;
    s.folded = folded;
    s.word = !o->sure && !strchr(folded, ' ') && reads_as_syllable(folded);
    s.caps |= s.word;
    s.typed_only |= s.word;
    a->sayings[a->n++] = s;
}

static void begin_concept(struct abbreviations *a) {
    if (!array_grow(&a->first, &a->cap_concepts, a->n_concepts + 2, sizeof *a->first)) {
        a->failed = true;
        return;
    }
    a->first[a->n_concepts++] = (uint32_t)a->n;
}

/* Every saying into the hash table, those of equal words in a chain. */
static void index_sayings(struct abbreviations *a) {
    for (a->n_slots = 1024; a->n_slots < a->n * 2;)
        a->n_slots *= 2;
    a->slots = calloc(a->n_slots, sizeof *a->slots);
    if (!a->slots) {
        a->failed = true;
        return;
    }
    for (size_t i = 0; i < a->n; i++) {
        struct saying *s = &a->sayings[i];
        uint32_t *slot = slot_of(a, s->folded, strlen(s->folded));
        s->next = *slot;
        *slot = (uint32_t)i + 1;
    }
}

/* What several concepts are called is ambiguous: of agencies the time decides, of general
 * abbreviations only capital letters show that one is meant. */
static void settle_shared(struct abbreviations *a) {
    for (size_t i = 0; i < a->n; i++) {
        struct saying *s = &a->sayings[i];
        uint32_t at = *slot_of(a, s->folded, strlen(s->folded));
        for (; at; at = a->sayings[at - 1].next) {
            const struct saying *other = &a->sayings[at - 1];
            if (other->concept == s->concept)
                continue;
            s->shared |= s->agency && other->agency;
            if (!s->agency && !other->agency && !strchr(s->folded, ' '))
                s->caps = s->typed_only = true;
        }
    }
}

/* ---- reading the data ------------------------------------------------------------ */

static void add_list(struct abbreviations *a, const json_t *list, const struct origin *o) {
    for (size_t i = 0; i < json_array_size(list); i++)
        if (!a->failed)
            add_saying(a, json_string_value(json_array_get(list, i)), o);
}

static day_t day_of_text(const char *s) {
    unsigned year = 0, month = 1, day = 1;
    if (!s || sscanf(s, "%4u-%2u-%2u", &year, &month, &day) < 1)
        return DAY_UNKNOWN;
    return day_of(year, month, day);
}

/* Adds the name with `new` in place of `old`, if it has that. */
static void add_replaced(struct abbreviations *a, const char *name, const char *old,
                         const char *new, const struct origin *o) {
    const char *at = name ? strstr(name, old) : NULL;
    char other[SAYING_BYTES_MAX];
    if (!at || a->failed)
        return;
    int n =
        snprintf(other, sizeof other, "%.*s%s%s", (int)(at - name), name, new, at + strlen(old));
    if (n > 0 && (size_t)n < sizeof other)
        add_saying(a, other, o);
}

/* "Ban Tuyên giáo Trung ương" is often written "Ban Tuyên giáo TW", "T.Ư" or "TƯ". The index
 * knows no capitals: in front of "tư" there must be a name of three syllables, and behind it not
 * what makes it another word. */
static void add_central(struct abbreviations *a, const char *name, const struct origin *o) {
    static const char central[] = " Trung ương";
    static const struct {
        const char *name, *guard, *folded;
    } words[] = {{"Ban Kinh tế", "nhân", "nhan"}, {"Ban Tổ chức", "vấn", "van"}};
    struct origin guarded = *o;
    const char *at = strstr(name, central);
    size_t spaces = 0;
    if (!at || at[sizeof central - 1])
        return;
    for (const char *c = name; c < at; c++)
        spaces += *c == ' ';
    add_replaced(a, name, central, " TW", o);
    add_replaced(a, name, central, " T.Ư", o);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strncmp(name, words[i].name, strlen(words[i].name)) != 0)
            continue;
        guarded.guard = words[i].guard;
        guarded.guard_folded = words[i].folded;
    }
    guarded.whole = true;
    if (spaces >= 2)
        add_replaced(a, name, central, " TƯ", &guarded);
}

/* The country's name is written both ways; ministries go by "Health Ministry" too. */
static void add_english(struct abbreviations *a, const json_t *list, const struct origin *o) {
    static const char ministry[] = "Ministry of ";
    char other[SAYING_BYTES_MAX];
    for (size_t i = 0; i < json_array_size(list) && !a->failed; i++) {
        const char *name = json_string_value(json_array_get(list, i));
        add_saying(a, name, o);
        add_replaced(a, name, "Viet Nam", "Vietnam", o);
        if (!name || strncmp(name, ministry, sizeof ministry - 1) != 0 || a->failed)
            continue;
        int n = snprintf(other, sizeof other, "%s Ministry", name + sizeof ministry - 1);
        if (n > 0 && (size_t)n < sizeof other)
            add_saying(a, other, o);
    }
}

static void read_agency(struct abbreviations *a, const json_t *row) {
    const char *name = json_string_value(json_object_get(row, "name"));
    struct origin o = {.agency = true,
                       .from = day_of_text(json_string_value(json_object_get(row, "valid_from"))),
                       .until =
                           day_of_text(json_string_value(json_object_get(row, "valid_until")))};
    begin_concept(a);
    if (a->failed)
        return;
    add_saying(a, name, &o);
    if (!a->failed && name)
        add_central(a, name, &o);
    add_english(a, json_object_get(row, "english"), &o);
    add_list(a, json_object_get(row, "aliases"), &o);
    o.typed_only = o.caps = true;
    add_list(a, json_object_get(row, "codes"), &o);
}

static void read_general(struct abbreviations *a, const json_t *row) {
    struct origin o = {.sure = json_is_true(json_object_get(row, "sure"))};
    begin_concept(a);
    if (a->failed)
        return;
    add_list(a, json_object_get(row, "full"), &o);
    add_list(a, json_object_get(row, "english"), &o);
    add_list(a, json_object_get(row, "short"), &o);
    o.typed_only = true;
    add_list(a, json_object_get(row, "typed"), &o);
}

static bool read_rows(struct abbreviations *a, const unsigned char *data, size_t len,
                      const char *key, void (*read)(struct abbreviations *, const json_t *),
                      struct tt_error *e) {
    json_t *root = json_loadb((const char *)data, len, 0, NULL);
    const json_t *list = json_object_get(root, key);
    for (size_t i = 0; i < json_array_size(list) && !a->failed; i++)
        read(a, json_array_get(list, i));
    bool ok = json_array_size(list) > 0 && !a->failed;
    json_decref(root);
    return ok || tt_fail(e, TT_NO_MEMORY, "no memory for the table of abbreviations");
}

bool abbreviations_open(struct abbreviations **out, struct tt_error *e) {
    struct abbreviations *a = calloc(1, sizeof *a);
    if (!a)
        return tt_fail(e, TT_NO_MEMORY, "no memory for the table of abbreviations");
    bool ok = read_rows(a, abbreviations_json, abbreviations_json_len, "abbreviations",
                        read_general, e) &&
              read_rows(a, agencies_json, agencies_json_len, "agencies", read_agency, e);
    if (ok) {
        a->first[a->n_concepts] = (uint32_t)a->n;
        index_sayings(a);
        ok = !a->failed || tt_fail(e, TT_NO_MEMORY, "no memory for the table of abbreviations");
    }
    if (!ok) {
        abbreviations_close(a);
        return false;
    }
    settle_shared(a);
    *out = a;
    return true;
}

void abbreviations_close(struct abbreviations *a) {
    if (!a)
        return;
    for (size_t i = 0; i < a->n; i++) {
        free((void *)(uintptr_t)a->sayings[i].text);
        free((void *)(uintptr_t)a->sayings[i].exact);
        free((void *)(uintptr_t)a->sayings[i].folded);
    }
    free(a->sayings);
    free(a->first);
    free(a->slots);
    free(a);
}

/* ---- looking up ------------------------------------------------------------------ */

/* A word typed with marks is that word; one typed without may have any. */
static bool is_word(const struct query_word *w, const char *exact, const char *folded) {
    return w->marked ? strcmp(w->exact, exact) == 0 : strcmp(w->folded, folded) == 0;
}

/* Whether words[0..k-1], whose folded words are the saying's, are it. */
static bool fits(const struct saying *s, const struct query_word *const *words, size_t k,
                 size_t n) {
    const char *at = s->exact;
    for (size_t i = 0; i < k; i++) {
        size_t len = strcspn(at, " ");
        const struct query_word *w = words[i];
        if (w->marked && (w->exact_len != len || memcmp(w->exact, at, len) != 0))
            return false;
        if (s->caps && !w->upper)
            return false;
        at += len + (at[len] == ' ');
    }
    return !s->guard || k == n || !is_word(words[k], s->guard, s->guard_folded);
}

/* The lengths of keys by number of words; 0 where they are too long for any saying. */
static size_t write_key(const struct query_word *const *words, size_t n, char *key, size_t *end) {
    size_t at = 0, i = 0;
    for (; i < n && at + words[i]->folded_len + 2 < KEY_BYTES_MAX; i++) {
        if (i)
            key[at++] = ' ';
        memcpy(key + at, words[i]->folded, words[i]->folded_len);
        end[i] = at += words[i]->folded_len;
    }
    return i;
}

size_t abbreviations_find(const struct abbreviations *a, const struct query_word *const *words,
                          size_t n, size_t most, const struct saying *out[SAYINGS_MAX],
                          size_t *len) {
    char key[KEY_BYTES_MAX];
    size_t end[SAYING_WORDS_MAX], found = 0;
    if (most > SAYING_WORDS_MAX)
        most = SAYING_WORDS_MAX;
    for (size_t k = write_key(words, n < most ? n : most, key, end); k > 0 && !found; k--) {
        uint32_t at = *slot_of(a, key, end[k - 1]);
        for (; at && found < SAYINGS_MAX; at = a->sayings[at - 1].next)
            if (fits(&a->sayings[at - 1], words, k, n))
                out[found++] = &a->sayings[at - 1];
        *len = k;
    }
    return found;
}

const struct saying *abbreviations_concept(const struct abbreviations *a, uint32_t concept,
                                           size_t *n) {
    *n = a->first[concept + 1] - a->first[concept];
    return &a->sayings[a->first[concept]];
}
