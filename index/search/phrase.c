/* Phrases: verified on the articles' syllable streams, which stand in for positions. */
#include <stdlib.h>
#include <string.h>

#include "index/search/match.h"
#include "index/text/day.h"

struct wanted {
    uint32_t id; /* exact or folded number in the lexicon */
    bool exact;
};

/* What shall stand side by side. */
struct pattern {
    const struct lexicon_view *lexicon;
    struct wanted words[QUERY_WORDS_MAX];
    size_t n;
    const struct query_word *open; /* spellings with which the word behind them begins */
    size_t n_open;
    bool exact;          /* compare them with exact forms */
    bool guarded;        /* no year may follow, nor: */
    struct wanted guard; /* this word; id 0: the archive has it not */
    /* The exact word that is looked for first, as it stands in a stream; 0 bytes: none is exact. */
    size_t anchor, anchor_len;
    unsigned char anchor_bytes[5];
};

static struct wanted resolve_word(const struct matching *m, const struct query_word *w) {
    const struct lexicon_view *lexicon = &m->snapshot->lexicon;
    bool exact = word_is_exact(w, m->mode.accents);
    return (struct wanted){exact ? lexicon_find(lexicon, w->exact, w->exact_len)
                                 : lexicon_find(lexicon, w->folded, w->folded_len),
                           exact};
}

static void find_anchor(struct pattern *p) {
    uint32_t id = 0;
    for (size_t i = 0; i < p->n; i++)
        if (p->words[i].exact && p->words[i].id > id) { /* rare words have large numbers */
            id = p->words[i].id;
            p->anchor = i;
        }
    for (; id >= 0x80; id >>= 7)
        p->anchor_bytes[p->anchor_len++] = (unsigned char)(id | 0x80);
    if (id)
        p->anchor_bytes[p->anchor_len++] = (unsigned char)id;
}

/* False when the archive lacks one of the words. */
static bool resolve(const struct matching *m, const struct query_node *node, struct pattern *p) {
    const struct query_word *w = &m->query->words[node->word];
    *p = (struct pattern){.lexicon = &m->snapshot->lexicon, .n = node->n_words};
    if (node->op == QUERY_PREFIX) {
        p->n = node->n_before;
        p->open = w + p->n;
        p->n_open = node->n_words - p->n;
        p->exact = word_is_exact(p->open, m->mode.accents);
    }
    if (node->guard != QUERY_NONE) {
        p->guarded = true;
        p->guard = resolve_word(m, &m->query->words[node->guard]);
    }
    for (size_t i = 0; i < p->n; i++) {
        p->words[i] = resolve_word(m, &w[i]);
        if (!p->words[i].id)
            return false;
    }
    find_anchor(p);
    return true;
}

static bool fits(const struct lexicon_view *lexicon, const struct wanted *w, uint32_t id) {
    return (w->exact ? id : lexicon_fold(lexicon, id)) == w->id;
}

static bool begins_open(const struct pattern *p, uint32_t id) {
    const char *form = lexicon_text(p->lexicon, p->exact ? id : lexicon_fold(p->lexicon, id));
    for (size_t i = 0; id && i < p->n_open; i++) {
        const struct query_word *w = &p->open[i];
        if (strncmp(form, p->exact ? w->exact : w->folded,
                    p->exact ? w->exact_len : w->folded_len) == 0)
            return true;
    }
    return false;
}

bool phrase_year(const char *form) {
    unsigned year = 0;
    if (strspn(form, "0123456789") != 4 || form[4])
        return false;
    for (; *form; form++)
        year = year * 10 + (unsigned)(*form - '0');
    return year >= DAY_YEAR_MIN && year <= DAY_YEAR_MAX;
}

/* Whether what comes next, behind the words, is as it must be. */
static bool ends_well(const struct pattern *p, const unsigned char *at, const unsigned char *end) {
    uint32_t id = at < end ? stream_next(&at) : 0;
    if (p->open)
        return begins_open(p, id);
    if (!p->guarded || id == 0)
        return true;
    return !(p->guard.id && fits(p->lexicon, &p->guard, id)) &&
           !phrase_year(lexicon_text(p->lexicon, id));
}

/* Whether the pattern stands there. */
static bool stands_at(const struct pattern *pattern, const unsigned char *p,
                      const unsigned char *end) {
    size_t i = 0;
    while (i < pattern->n && p < end && fits(pattern->lexicon, &pattern->words[i], stream_next(&p)))
        i++;
    return i == pattern->n && ends_well(pattern, p, end);
}

/* The start is tried at every number; a phrase is short, so what is read twice is little. */
static bool stands_anywhere(const struct pattern *pattern, const unsigned char *p,
                            const unsigned char *end) {
    while (p < end) {
        if (stands_at(pattern, p, end))
            return true;
        stream_next(&p);
    }
    return false;
}

/* The number that ends before `p`: only its last byte is below 0x80. */
static const unsigned char *number_before(const unsigned char *p, const unsigned char *begin) {
    for (p--; p > begin && p[-1] >= 0x80; p--)
        continue;
    return p;
}

static bool is_anchor(const struct pattern *pattern, const unsigned char *begin,
                      const unsigned char *at, const unsigned char *end) {
    return (size_t)(end - at) >= pattern->anchor_len &&
           memcmp(at, pattern->anchor_bytes, pattern->anchor_len) == 0 &&
           (at == begin || at[-1] < 0x80);
}

/* The same by the anchor's bytes alone: they are a number of their own where no byte before
 * goes on. Its first byte is rare enough to be looked for. */
static bool stands_around(const struct pattern *pattern, const unsigned char *begin,
                          const unsigned char *end) {
    const unsigned char *p = begin, *found;
    for (; (found = memchr(p, pattern->anchor_bytes[0], (size_t)(end - p))); p = found + 1) {
        if (!is_anchor(pattern, begin, found, end))
            continue;
        const unsigned char *first = found;
        size_t back = pattern->anchor;
        for (; back && first > begin; back--)
            first = number_before(first, begin);
        if (back == 0 && stands_at(pattern, first, end))
            return true;
    }
    return false;
}

/* Whether the pattern stands in the stream, or in its title. */
static bool stands_in(const struct pattern *pattern, const unsigned char *p,
                      const unsigned char *end, bool title) {
    if (title) { /* no number but 0 has a byte 0 */
        const unsigned char *behind = memchr(p, 0, (size_t)(end - p));
        end = behind ? behind : end;
    }
    return (pattern->anchor_len ? stands_around : stands_anywhere)(pattern, p, end);
}

bool phrase_filter(struct matching *m, const struct query_node *node, roaring_bitmap_t *candidates,
                   struct tt_error *e) {
    const struct snapshot *s = m->snapshot;
    const uint64_t *start = column_u64(s, COL_STREAM_START);
    struct pattern pattern;
    roaring_uint32_iterator_t it;
    bool known = resolve(m, node, &pattern);
    roaring_bitmap_t *good = roaring_bitmap_create();
    if (!good)
        return tt_fail(e, TT_NO_MEMORY, "no memory for a set of articles");
    roaring_init_iterator(candidates, &it);
    for (unsigned seen = 0; known && it.has_value; roaring_advance_uint32_iterator(&it)) {
        const unsigned char *bytes = (const unsigned char *)s->streams.data;
        uint32_t docid = it.current_value;
        if (stands_in(&pattern, bytes + start[docid - 1], bytes + start[docid], node->title))
            roaring_bitmap_add(good, docid);
        if ((++seen & 255) == 0 && deadline_passed(&m->deadline)) {
            roaring_bitmap_free(good);
            return deadline_fail(e);
        }
    }
    roaring_bitmap_and_inplace(candidates, good);
    roaring_bitmap_free(good);
    return true;
}
