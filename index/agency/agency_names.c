/* Which agencies an article mentions, and how those found by pattern are called. */
#include <string.h>
#include <utf8proc.h>

#include "index/agency/agency_parts.h"
#include "index/text/text.h"
#include "index/text/token.h"

static bool was_there(const struct entry *entry, day_t day) {
    uint32_t at = day_order(day);
    return (!entry->from || at >= entry->from) && (!entry->until || at < entry->until);
}

/* Of the agencies of one name the one that was there on that day, else the first. */
static const struct leaf *leaf_of_day(const struct directory *d, const struct leaf *l,
                                      const struct scan *s, size_t at, day_t published) {
    const struct leaf *first = l;
    for (; published && l; l = trie_more(&d->trie, l, s, at))
        if (!(l->flags & LEAF_NOT) && was_there(&d->entries[l->ref], published))
            return l;
    return first;
}

static bool land_at(const struct directory *d, const struct scan *s, size_t at, size_t *n) {
    return at < s->n && !s->words[at].gap && trie_match(&d->trie, ROOT_LAND, s, at, n);
}

/* "Japanese Foreign Ministry", "Japan's Ministry of Finance". */
static bool land_before(const struct directory *d, const struct scan *s, size_t at) {
    for (size_t back = 1; back <= 2 && back <= at; back++) {
        size_t n = 0;
        if (s->words[at - back + 1].gap & GAP_HARD)
            return false;
        bool whole = trie_match(&d->trie, ROOT_LAND, s, at - back, &n) && n == back;
        const struct word *last = &s->words[at - 1];
        if (whole || (n == 1 && back == 2 && last->end - last->start == 1))
            return true;
    }
    return false;
}

/* "Thủ tướng Narendra Modi": who bears the office is none of ours. */
static bool stranger_follows(const struct scan *s, size_t end) {
    if (end >= s->n || s->words[end].gap || s->words[end - 1].flags & WORD_UPPER)
        return false;
    const struct word *w = &s->words[end];
    return (w->flags & WORD_CAP) && !(w->flags & (WORD_UPPER | WORD_DIGIT)) && !w->cls;
}

/* "Bộ Ngoại giao Mexico", "Thủ tướng Thái Lan", "Quốc hội của Lào". */
static bool is_foreign(const struct directory *d, const struct scan *s, size_t at, size_t end,
                       const struct leaf *l) {
    size_t n = 0;
    if (!d->entries[l->ref].land)
        return false;
    if (land_at(d, s, end, &n) || ((l->flags & LEAF_OFFICE) && stranger_follows(s, end)))
        return true;
    if (l->flags & LEAF_ENGLISH && land_before(d, s, at))
        return true;
    bool of = end < s->n && !s->words[end].gap && (s->words[end].cls & CLS_OF);
    return of && land_at(d, s, end + s->words[end].cls_len, &n);
}

/* "Bộ Quốc phòng Việt Nam". */
static bool says_ours(const struct directory *d, const struct scan *s, size_t at, size_t end) {
    size_t n = 0;
    if (end < s->n && !s->words[end].gap && trie_match(&d->trie, ROOT_OURS, s, end, &n))
        return true;
    return end >= at + 4 && trie_match(&d->trie, ROOT_OURS, s, end - 2, &n);
}

static enum named how_named(const struct directory *d, const struct scan *s, size_t at, size_t end,
                            const struct leaf *l) {
    if (l->flags & LEAF_NOT)
        return NAMED_NOBODY;
    if (is_foreign(d, s, at, end, l))
        return NAMED_FOREIGN;
    return d->entries[l->ref].land && !says_ours(d, s, at, end) ? NAMED_EITHER : NAMED_OURS;
}

static const struct leaf *name_at(const struct directory *d, const struct scan *s, size_t at,
                                  day_t published, bool codes, size_t *len) {
    const struct leaf *l = trie_match(&d->trie, ROOT_NAME, s, at, len);
    if (l && !codes)
        while (l && (l->flags & LEAF_CODE))
            l = trie_more(&d->trie, l, s, at);
    return l ? leaf_of_day(d, l, s, at, published) : NULL;
}

void candidate_of_body(const struct body_match *body, struct candidate *out) {
    uint64_t key = (body->place.key ^ ((uint64_t)body->place.level << 56)) * 0x9E3779B97F4A7C15ULL +
                   body->body;
    *out = (struct candidate){.key = key | 1ULL << 63, .is_body = true, .body = *body};
}

/* How high a body stands among those that are parts of one another, 0 unknown. */
static unsigned rank_of(const struct directory *d, const struct candidate *c) {
    static const struct {
        const char *begins;
        unsigned rank;
    } rows[] = {
        {"Phòng ", 1},   {"Chi cục ", 1},   {"Trung tâm ", 1},        {"Hạt ", 1},
        {"Đồn ", 1},     {"Thanh tra ", 1}, {"Lữ đoàn ", 1},          {"Trung đoàn ", 1},
        {"Sở ", 2},      {"Cục ", 2},       {"Bộ đội Biên phòng", 2}, {"Bộ Chỉ huy ", 2},
        {"Sư đoàn ", 2},
    };
    const char *name = c->is_body ? d->bodies[c->body.body].name : d->entries[c->entry].shown.name;
    const char *kind = c->is_body ? "" : d->entries[c->entry].shown.kind;
    for (size_t i = 0; c->is_body && i < sizeof rows / sizeof *rows; i++)
        if (strncmp(name, rows[i].begins, strlen(rows[i].begins)) == 0)
            return rows[i].rank;
    if (!kind || *kind == 0)
        return 0;
    if (strcmp(kind, "department") == 0)
        return strncmp(name, "Tổng cục ", strlen("Tổng cục ")) == 0 ? 2 : 1;
    return strcmp(kind, "ministry") == 0 ? 3 : 0;
}

bool candidate_part_of(const struct directory *d, const struct candidate *a,
                       const struct candidate *b) {
    unsigned low = rank_of(d, a);
    return a->is_body == b->is_body && low > 0 && rank_of(d, b) > low;
}

size_t agency_at(const struct directory *d, const struct scan *s, const struct home *h, size_t at,
                 day_t published, bool codes, struct candidate *out, enum named *how) {
    size_t named = 0, pattern = 0;
    struct body_match body = {.body = 0};
    if (!s->words[at].id || (s->words[at].gap & GAP_GLUE))
        return 0;
    const struct leaf *l = name_at(d, s, at, published, codes, &named);
    bool found = body_at(d, s, h, at, &body, &pattern);
    if (!l)
        named = 0;
    *how = found ? NAMED_OURS : NAMED_NOBODY;
    if (pattern > named) {
        candidate_of_body(&body, out);
        return pattern;
    }
    if (!l)
        return 0;
    *out = (struct candidate){.key = l->ref + 1U, .entry = l->ref};
    *how = how_named(d, s, at, at + named, l);
    return named;
}

/* The issuer in a document's number in the title: 14/CT-TTg. */
static size_t issuer_at(const struct directory *d, const struct scan *s, size_t at,
                        struct candidate *out) {
    size_t n = 0;
    const struct word *w = &s->words[at];
    bool last = at + 1 >= s->n || !(s->words[at + 1].gap & GAP_GLUE);
    if (!(w->flags & WORD_TITLE) || !(w->gap & GAP_GLUE) || !last || !w->id)
        return 0;
    const struct leaf *l = trie_match(&d->trie, ROOT_CODE, s, at, &n);
    if (!l)
        return 0;
    *out = (struct candidate){.key = l->ref + 1U, .entry = l->ref};
    return 1;
}

uint16_t who_add(struct mentions *m, const struct candidate *c) {
    size_t i = 0;
    while (i < m->n_who && m->who[i].key != c->key)
        i++;
    if (i == CANDIDATES_MAX)
        return CANDIDATES_MAX;
    if (i == m->n_who)
        m->who[m->n_who++] = *c;
    return (uint16_t)i;
}

/* Agencies of other countries seen so far: who has named "Quốc hội Nhật Bản" means it by
 * "Quốc hội" too, unless ours was named first. */
struct abroad {
    uint32_t entry[8];
    size_t n;
};

static bool is_ours(const struct mentions *m, struct abroad *abroad, const struct candidate *c,
                    enum named how) {
    if (how == NAMED_OURS || how == NAMED_NOBODY)
        return how == NAMED_OURS;
    size_t i = 0;
    for (size_t k = 0; k < m->n_who; k++)
        if (m->who[k].key == c->key)
            return how == NAMED_EITHER;
    while (i < abroad->n && abroad->entry[i] != c->entry)
        i++;
    if (how == NAMED_EITHER)
        return i == abroad->n;
    if (i == abroad->n && i < sizeof abroad->entry / sizeof *abroad->entry)
        abroad->entry[abroad->n++] = c->entry;
    return false;
}

/* The agency at words[at] into *c; returns the length. */
static size_t mention_at(const struct directory *d, const struct scan *s, const struct home *h,
                         size_t at, day_t published, struct mention *out, struct candidate *c,
                         enum named *how) {
    size_t n = agency_at(d, s, h, at, published, false, c, how);
    if (n > 0)
        return n;
    *how = NAMED_OURS;
    if ((n = issuer_at(d, s, at, c)) > 0)
        return n;
    *how = NAMED_NOBODY;
    n = short_at(d, s, at);
    if (n == 0) {
        n = officer_at(s, at);
        out->officer = n > 0;
    }
    out->brief = n > 0;
    return n;
}

bool mentions_find(const struct directory *d, struct scan *s, const struct home *h, day_t published,
                   struct mentions *out) {
    struct abroad abroad = {.n = 0};
    out->n_who = out->n = 0;
    for (size_t i = 0, len; i < s->n; i += len ? len : 1) {
        struct candidate c;
        struct mention m = {.at = (uint32_t)i, .who = CANDIDATES_MAX};
        enum named how = NAMED_NOBODY;
        len = mention_at(d, s, h, i, published, &m, &c, &how);
        if (len == 0)
            continue;
        if (!array_grow(&out->list, &out->cap, out->n + 1, sizeof *out->list))
            return false;
        s->words[i].named = (uint16_t)len;
        m.end = (uint32_t)(i + len);
        if (is_ours(out, &abroad, &c, how))
            m.who = who_add(out, &c);
        m.known = m.who < CANDIDATES_MAX;
        out->list[out->n++] = m;
    }
    shorts_resolve(s, h, out);
    return true;
}

/* ---- the names of bodies --------------------------------------------------------- */

static void add_capital(struct buf *out, const struct token *t) {
    uint32_t c = 0;
    size_t n = utf8_decode(t->exact, t->exact_len, &c);
    char first[4];
    uint32_t upper = (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
    buf_add(out, first, utf8_encode(upper, first));
    buf_add(out, t->exact + n, t->exact_len - n);
}

/* The spelling of a name that stands in no table: as written, but capitals at the beginning
 * of syllables only, one apostrophe, and Đắk for Đăk. */
static void add_words_name(struct buf *out, const struct scan *s, const struct place *p) {
    const struct word *first = &s->words[p->at], *last = &s->words[p->at + p->n - 1];
    const char *text = scan_text(s, first);
    struct tokenizer cutter;
    struct token t;
    bool begun = false;
    tokenizer_init(&cutter, text + first->start, last->end - first->start);
    for (; tokenizer_next(&cutter, &t); begun = true) {
        const char *from = text + first->start + t.start;
        char before = begun ? from[-1] : 0;
        bool shouted = last->flags & first->flags & WORD_UPPER;
        if (begun)
            buf_char(out, t.joined ? (before == '-' ? '-' : '\'') : ' ');
        if (t.exact_len == strlen("đăk") && memcmp(t.exact, "đăk", t.exact_len) == 0)
            buf_str(out, "Đắk");
        else if (shouted || !t.joined)
            add_capital(out, &t);
        else
            buf_add(out, from, t.end - t.start);
    }
}

static void add_place(struct buf *out, const struct directory *d, const struct scan *s,
                      const struct place *p) {
    if (p->kind == PLACE_PROVINCE)
        buf_str(out, d->provinces[p->ref].name);
    else if (p->kind == PLACE_DISTRICT)
        buf_str(out, d->districts[p->ref].name);
    else if (p->kind == PLACE_AGENCY)
        buf_str(out, d->entries[p->ref].shown.name);
    else
        add_words_name(out, s, p);
    if (p->kind == PLACE_REGION) {
        buf_str(out, " - ");
        buf_str(out, d->provinces[p->ref].name);
    }
}

void body_name(const struct directory *d, const struct scan *s, const struct body_match *m,
               struct buf *out) {
    const struct body *b = &d->bodies[m->body];
    buf_str(out, b->name);
    buf_char(out, ' ');
    if (b->form == FORM_LEVEL) {
        buf_str(out, (b->usual ? d->levels : d->full_levels)[m->place.level]);
        buf_char(out, ' ');
    }
    add_place(out, d, s, &m->place);
}
