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

/* "Bộ Ngoại giao Mexico", "Thủ tướng Thái Lan". */
static bool is_foreign(const struct directory *d, const struct scan *s, size_t end,
                       const struct entry *entry) {
    size_t n = 0;
    return entry->land && end < s->n && !s->words[end].gap &&
           trie_match(&d->trie, ROOT_LAND, s, end, &n);
}

static const struct leaf *name_at(const struct directory *d, const struct scan *s, size_t at,
                                  day_t published, bool codes, size_t *len) {
    const struct leaf *l = trie_match(&d->trie, ROOT_NAME, s, at, len);
    if (l && !codes)
        while (l && (l->flags & LEAF_CODE))
            l = trie_more(&d->trie, l, s, at);
    return l ? leaf_of_day(d, l, s, at, published) : NULL;
}

static void name_candidate(const struct directory *d, const struct scan *s, size_t end,
                           const struct leaf *l, struct candidate *out, bool *known) {
    *out = (struct candidate){.key = l->ref + 1U, .entry = l->ref};
    *known = !(l->flags & LEAF_NOT) && !is_foreign(d, s, end, &d->entries[l->ref]);
}

size_t agency_at(const struct directory *d, const struct scan *s, const struct home *h, size_t at,
                 day_t published, bool codes, struct candidate *out, bool *known) {
    size_t named = 0, pattern = 0;
    struct body_match body = {.body = 0};
    if (!s->words[at].id || (s->words[at].gap & GAP_GLUE))
        return 0;
    const struct leaf *l = name_at(d, s, at, published, codes, &named);
    bool found = body_at(d, s, h, at, &body, &pattern);
    if (!l)
        named = 0;
    if (pattern > named) {
        uint64_t key =
            (body.place.key ^ ((uint64_t)body.place.level << 56)) * 0x9E3779B97F4A7C15ULL +
            body.body;
        *out = (struct candidate){.key = key | 1ULL << 63, .is_body = true, .body = body};
        *known = found;
        return pattern;
    }
    if (l)
        name_candidate(d, s, at + named, l, out, known);
    return named;
}

static uint16_t who_add(struct mentions *m, const struct candidate *c) {
    size_t i = 0;
    while (i < m->n_who && m->who[i].key != c->key)
        i++;
    if (i == CANDIDATES_MAX)
        return CANDIDATES_MAX;
    if (i == m->n_who)
        m->who[m->n_who++] = *c;
    return (uint16_t)i;
}

bool mentions_find(const struct directory *d, struct scan *s, const struct home *h, day_t published,
                   struct mentions *out) {
    out->n_who = out->n = 0;
    for (size_t i = 0, len; i < s->n; i += len ? len : 1) {
        struct candidate c;
        bool known = false;
        len = agency_at(d, s, h, i, published, false, &c, &known);
        if (len == 0)
            continue;
        if (!array_grow(&out->list, &out->cap, out->n + 1, sizeof *out->list))
            return false;
        s->words[i].named = (uint16_t)len;
        uint16_t who = known ? who_add(out, &c) : CANDIDATES_MAX;
        out->list[out->n++] = (struct mention){.at = (uint32_t)i,
                                               .end = (uint32_t)(i + len),
                                               .who = who,
                                               .known = who < CANDIDATES_MAX};
    }
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
    else
        add_words_name(out, s, p);
}

void body_name(const struct directory *d, const struct scan *s, const struct body_match *m,
               struct buf *out) {
    const struct body *b = &d->bodies[m->body];
    buf_str(out, b->name);
    buf_char(out, ' ');
    if (b->form == FORM_LEVEL) {
        buf_str(out, d->levels[m->place.level]);
        buf_char(out, ' ');
    }
    add_place(out, d, s, &m->place);
}
