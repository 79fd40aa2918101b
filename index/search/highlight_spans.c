#include "index/search/highlight_spans.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "index/search/match.h"
#include "index/text/token.h"

enum {
    SPANS_MAX = 8192,  /* marks beyond are not shown */
    PREFIXES_MAX = 64, /* prefixes beyond are not marked */
    SLOTS = 1024       /* at least twice the words of a query */
};
_Static_assert(SLOTS >= 2 * QUERY_ALL_WORDS, "a table has room");

/* A part of the query that is marked where it stands whole. */
struct leaf {
    const struct query_node *node;
    struct things things;
    uint16_t next; /* + 1: another one that begins with the same needle */
    uint8_t prefix;
};

/* A form that a token may have. */
struct needle {
    const struct query_word *word;
    bool exact;
    uint16_t leaves; /* + 1: the first that begins with it */
};

struct haystack {
    const struct search_result *r;
    bool title;
    struct leaf leaves[QUERY_ALL_NODES];
    size_t n_leaves;
    struct needle needles[QUERY_ALL_WORDS];
    size_t n_needles;
    uint16_t slots[SLOTS];               /* needle + 1 */
    uint16_t needle_of[QUERY_ALL_WORDS]; /* needle + 1, by word */
    uint16_t prefixes[PREFIXES_MAX];     /* leaves */
    size_t n_prefixes;
    uint64_t begins[256]; /* prefixes by the first byte of their folded form */
    bool guarded;         /* some leaf looks at what follows it */
};

/* A token that is some word of the query, or a year. */
struct seen {
    size_t start, end;
    uint64_t prefixes;
    uint32_t at;            /* which token of the text */
    uint16_t exact, folded; /* needles + 1 */
    bool breaks;            /* a phrase does not reach here from before */
    bool year;
};

struct row {
    struct seen *list;
    size_t n, cap;
};

/* ---- what to look for ------------------------------------------------------------ */

static void add_thing(struct things *t, size_t word) {
    if (word < QUERY_WORDS_MAX)
        t->bits[word / 64] |= UINT64_C(1) << (word % 64);
}

static void add_things(struct things *to, const struct things *from) {
    for (size_t i = 0; i < QUERY_WORDS_MAX / 64; i++)
        to->bits[i] |= from->bits[i];
}

static uint16_t *slot_of(struct haystack *h, const char *form, size_t len, bool exact) {
    size_t i = XXH3_64bits_withSeed(form, len, exact) & (SLOTS - 1);
    for (; h->slots[i]; i = (i + 1) & (SLOTS - 1)) {
        const struct needle *n = &h->needles[h->slots[i] - 1];
        size_t have = exact ? n->word->exact_len : n->word->folded_len;
        if (n->exact == exact && have == len &&
            memcmp(exact ? n->word->exact : n->word->folded, form, len) == 0)
            break;
    }
    return &h->slots[i];
}

static void add_needle(struct haystack *h, size_t at) {
    const struct query_word *w = &h->r->query->words[at];
    bool exact = word_is_exact(w, h->r->accents);
    uint16_t *slot =
        slot_of(h, exact ? w->exact : w->folded, exact ? w->exact_len : w->folded_len, exact);
    if (!*slot) {
        h->needles[h->n_needles] = (struct needle){.word = w, .exact = exact};
        *slot = (uint16_t)++h->n_needles;
    }
    h->needle_of[at] = *slot;
}

static void add_prefix(struct haystack *h, struct leaf *leaf) {
    const struct query_node *node = leaf->node;
    leaf->prefix = PREFIXES_MAX;
    if (h->n_prefixes == PREFIXES_MAX)
        return;
    for (size_t i = node->n_before; i < node->n_words; i++) {
        unsigned char c = (unsigned char)h->r->query->words[node->word + i].folded[0];
        h->begins[c] |= UINT64_C(1) << h->n_prefixes;
    }
    leaf->prefix = (uint8_t)h->n_prefixes;
    h->prefixes[h->n_prefixes++] = (uint16_t)(leaf - h->leaves);
}

/* `whole`: what the leaf says otherwise; NULL: it is what was typed. */
static void add_leaf(struct haystack *h, const struct query_node *node,
                     const struct things *whole) {
    struct leaf *leaf = &h->leaves[h->n_leaves++];
    bool prefix = node->op == QUERY_PREFIX;
    uint16_t n = prefix ? node->n_before : node->n_words;
    *leaf = (struct leaf){.node = node};
    for (uint16_t i = 0; i < n + prefix && !whole; i++)
        add_thing(&leaf->things, node->word + i);
    if (whole)
        leaf->things = *whole;
    for (uint16_t i = 0; i < n; i++)
        add_needle(h, node->word + i);
    if (node->guard != QUERY_NONE) {
        add_needle(h, node->guard);
        h->guarded = true;
    }
    if (prefix)
        add_prefix(h, leaf);
    if (n == 0)
        return;
    struct needle *first = &h->needles[h->needle_of[node->word] - 1];
    leaf->next = first->leaves;
    first->leaves = (uint16_t)h->n_leaves;
}

/* The words typed below the node. */
static void typed_things(const struct query *q, uint16_t at, struct things *out) {
    const struct query_node *node = &q->nodes[at];
    for (uint16_t i = 0; i < node->n_words; i++)
        add_thing(out, node->word + i);
    if (node->op == QUERY_EITHER)
        typed_things(q, node->first_kid, out);
    for (uint16_t k = node->op == QUERY_AND ? node->first_kid : QUERY_NONE; k != QUERY_NONE;
         k = q->nodes[k].next)
        typed_things(q, k, out);
}

/* The leaves that may be marked: positive, and about this field. */
static void collect(struct haystack *h, uint16_t at, const struct things *whole) {
    const struct query *q = h->r->query;
    const struct query_node *node = &q->nodes[at];
    if (node->op == QUERY_PHRASE || node->op == QUERY_PREFIX) {
        if (h->title || !node->title)
            add_leaf(h, node, whole);
        return;
    }
    if (node->op == QUERY_NOT || node->op == QUERY_DATE)
        return;
    struct things typed = {{0}};
    if (node->op == QUERY_EITHER)
        typed_things(q, node->first_kid, &typed);
    for (uint16_t k = node->first_kid; k != QUERY_NONE; k = q->nodes[k].next)
        collect(h, k, node->op == QUERY_EITHER && k != node->first_kid ? &typed : whole);
}

/* ---- what is there --------------------------------------------------------------- */

static bool begins(const struct haystack *h, const struct leaf *leaf, const struct token *t) {
    for (size_t i = leaf->node->n_before; i < leaf->node->n_words; i++) {
        const struct query_word *w = &h->r->query->words[leaf->node->word + i];
        bool exact = word_is_exact(w, h->r->accents);
        if (strncmp(exact ? t->exact : t->folded, exact ? w->exact : w->folded,
                    exact ? w->exact_len : w->folded_len) == 0)
            return true;
    }
    return false;
}

static uint64_t prefixes_of(const struct haystack *h, const struct token *t) {
    uint64_t found = 0;
    for (uint64_t left = h->begins[(unsigned char)t->folded[0]]; left; left &= left - 1) {
        unsigned i = (unsigned)__builtin_ctzll(left);
        if (begins(h, &h->leaves[h->prefixes[i]], t))
            found |= UINT64_C(1) << i;
    }
    return found;
}

static bool scan(struct haystack *h, const char *text, size_t len, struct row *row) {
    struct tokenizer tokenizer;
    struct token t;
    bool broken = false; /* a line break stood before some token that was left out */
    tokenizer_init(&tokenizer, text, len);
    for (uint32_t at = 0; tokenizer_next(&tokenizer, &t); at++) {
        struct seen s = {.start = t.start, .end = t.end, .at = at};
        s.exact = *slot_of(h, t.exact, t.exact_len, true);
        s.folded = *slot_of(h, t.folded, t.folded_len, false);
        s.prefixes = h->n_prefixes ? prefixes_of(h, &t) : 0;
        s.year = h->guarded && phrase_year(t.folded);
        broken |= t.breaks && !h->title;
        if (!s.exact && !s.folded && !s.prefixes && !s.year)
            continue;
        s.breaks = broken;
        broken = false;
        if (!array_grow(&row->list, &row->cap, row->n + 1, sizeof *row->list))
            return false;
        row->list[row->n++] = s;
    }
    return true;
}

/* ---- where it stands whole ------------------------------------------------------- */

static bool is_word(const struct haystack *h, const struct seen *s, size_t word) {
    uint16_t needle = h->needle_of[word];
    return needle && (s->exact == needle || s->folded == needle);
}

/* Whether b is the token right behind a, in the same line. */
static bool follows(const struct seen *a, const struct seen *b) {
    return b->at == a->at + 1 && !b->breaks;
}

static bool guard_holds(const struct haystack *h, const struct query_node *node,
                        const struct row *row, size_t last) {
    if (node->guard == QUERY_NONE || last + 1 == row->n)
        return true;
    const struct seen *next = &row->list[last + 1];
    return !follows(&row->list[last], next) || !(next->year || is_word(h, next, node->guard));
}

/* How many tokens the leaf stands on from row->list[i] on, 0: not there. */
static size_t stands_at(const struct haystack *h, const struct leaf *leaf, const struct row *row,
                        size_t i) {
    const struct query_node *node = leaf->node;
    bool prefix = node->op == QUERY_PREFIX;
    size_t whole = prefix ? node->n_before : node->n_words, n = whole + prefix;
    if (i + n > row->n)
        return 0;
    for (size_t k = 0; k < n; k++) {
        const struct seen *s = &row->list[i + k];
        bool fits = k < whole ? is_word(h, s, node->word + k)
                              : leaf->prefix < PREFIXES_MAX && (s->prefixes >> leaf->prefix & 1);
        if (!fits || (k > 0 && !follows(s - 1, s)))
            return 0;
    }
    return guard_holds(h, node, row, i + n - 1) ? n : 0;
}

/* Two parts are shown as one mark when they overlap, or only a blank or the joint of a code
 * parts them. */
static bool touches(const char *text, const struct span *a, const struct seen *b) {
    if (b->start <= a->end)
        return true;
    size_t gap = b->start - a->end;
    return gap <= 1 && memchr(text + a->end, '\n', gap) == NULL;
}

static bool add_span(struct spans *out, const char *text, const struct row *row, size_t i, size_t n,
                     const struct things *things) {
    const struct seen *first = &row->list[i], *last = &row->list[i + n - 1];
    struct span *span = out->n ? &out->list[out->n - 1] : NULL;
    if (!span || !touches(text, span, first)) {
        if (out->n == SPANS_MAX)
            return true;
        if (!array_grow(&out->list, &out->cap, out->n + 1, sizeof *out->list))
            return false;
        span = &out->list[out->n++];
        *span = (struct span){.start = first->start, .end = first->start};
    }
    if (last->end > span->end) {
        span->end = last->end;
        span->tokens += (unsigned)n;
    }
    add_things(&span->things, things);
    return true;
}

/* The leaves that begin with the needle (+ 1), at row->list[i]. */
static bool mark_needle(const struct haystack *h, uint16_t needle, const char *text,
                        const struct row *row, size_t i, struct spans *out) {
    uint16_t next = needle ? h->needles[needle - 1].leaves : 0;
    for (; next; next = h->leaves[next - 1].next) {
        const struct leaf *leaf = &h->leaves[next - 1];
        size_t n = stands_at(h, leaf, row, i);
        if (n && !add_span(out, text, row, i, n, &leaf->things))
            return false;
    }
    return true;
}

static bool mark_prefixes(const struct haystack *h, const char *text, const struct row *row,
                          size_t i, struct spans *out) {
    for (uint64_t left = row->list[i].prefixes; left; left &= left - 1) {
        const struct leaf *leaf = &h->leaves[h->prefixes[__builtin_ctzll(left)]];
        if (leaf->node->n_before == 0 && !add_span(out, text, row, i, 1, &leaf->things))
            return false;
    }
    return true;
}

static bool mark_all(const struct haystack *h, const char *text, const struct row *row,
                     struct spans *out) {
    for (size_t i = 0; i < row->n; i++) {
        const struct seen *s = &row->list[i];
        if (!mark_needle(h, s->exact, text, row, i, out) ||
            !mark_needle(h, s->folded, text, row, i, out) || !mark_prefixes(h, text, row, i, out))
            return false;
    }
    return true;
}

struct spans spans_find(const struct search_result *r, bool title, const char *text, size_t len) {
    struct spans spans = {0};
    struct row row = {0};
    struct haystack *h = r->query ? calloc(1, sizeof *h) : NULL;
    if (!h)
        return spans;
    h->r = r;
    h->title = title;
    collect(h, r->query->root, NULL);
    if (h->n_leaves && !(scan(h, text, len, &row) && mark_all(h, text, &row, &spans)))
        spans.n = 0;
    free(row.list);
    free(h);
    return spans;
}

void spans_done(struct spans *s) {
    free(s->list);
}
