#include "index/search/highlight_spans.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "index/search/match.h"
#include "index/text/sieve.h"
#include "index/text/token.h"

enum {
    SPANS_MAX = 8192, /* marks beyond are not shown */
    PREFIXES_MAX = 64 /* prefixes beyond are not marked */
};

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

/* Made for each text: no larger than the query asks for. */
struct haystack {
    const struct search_result *r;
    bool title;
    struct leaf *leaves; /* at most one a node of the query */
    size_t n_leaves;
    struct needle *needles; /* at most one a word */
    size_t n_needles;
    uint16_t *slots;                 /* needle + 1 */
    size_t n_slots;                  /* a power of two, at least twice the words */
    uint16_t *needle_of;             /* needle + 1, by word */
    uint16_t prefixes[PREFIXES_MAX]; /* leaves */
    size_t n_prefixes;
    uint64_t begins[256]; /* prefixes by the first byte of their folded form */
    bool guarded;         /* some leaf looks at what follows it */
    struct sieve sieve;   /* lets all of these through */
};

/* A token that is some word of the query, or a year. */
struct seen {
    size_t start, end;
    uint64_t prefixes;
    uint16_t exact, folded; /* needles + 1 */
    bool year;
    enum { NOT_LOOKED_AT, FOLLOWS, PARTED } follows;
};

struct row {
    struct seen *list;
    size_t n, cap;
};

/* One piece of memory: what holds wider things comes first. */
static struct haystack *haystack_new(const struct search_result *r, bool title) {
    size_t nodes = r->query->n_nodes, words = r->query->n_words, slots = 16;
    while (slots < 2 * words)
        slots *= 2;
    struct haystack *h = calloc(1, sizeof *h + nodes * sizeof *h->leaves +
                                       words * (sizeof *h->needles + sizeof *h->needle_of) +
                                       slots * sizeof *h->slots);
    if (!h)
        return NULL;
    h->r = r;
    h->title = title;
    h->leaves = (struct leaf *)(h + 1);
    h->needles = (struct needle *)(h->leaves + nodes);
    h->needle_of = (uint16_t *)(h->needles + words);
    h->slots = h->needle_of + words;
    h->n_slots = slots;
    return h;
}

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
    size_t i = XXH3_64bits_withSeed(form, len, exact) & (h->n_slots - 1);
    for (; h->slots[i]; i = (i + 1) & (h->n_slots - 1)) {
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
        sieve_want(&h->sieve, w->folded, w->folded_len);
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
        sieve_want_beginning(&h->sieve, (char)c);
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
        sieve_want_beginning(&h->sieve, '1'); /* years */
        sieve_want_beginning(&h->sieve, '2');
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

static bool add_seen(struct haystack *h, const struct token *t, size_t from, struct row *row) {
    struct seen s = {.start = from + t->start, .end = from + t->end};
    s.exact = *slot_of(h, t->exact, t->exact_len, true);
    s.folded = *slot_of(h, t->folded, t->folded_len, false);
    s.prefixes = h->n_prefixes ? prefixes_of(h, t) : 0;
    s.year = h->guarded && phrase_year(t->folded);
    if (!s.exact && !s.folded && !s.prefixes && !s.year)
        return true;
    if (!array_grow(&row->list, &row->cap, row->n + 1, sizeof *row->list))
        return false;
    row->list[row->n++] = s;
    return true;
}

static bool scan(struct haystack *h, const char *text, size_t len, struct row *row) {
    struct sifting sifting;
    size_t start, end;
    sifting_init(&sifting, &h->sieve, text, len);
    while (sifting_next(&sifting, &start, &end)) {
        struct tokenizer tokenizer;
        struct token t;
        tokenizer_init(&tokenizer, text + start, end - start);
        while (tokenizer_next(&tokenizer, &t))
            if (!add_seen(h, &t, start, row))
                return false;
    }
    return true;
}

/* ---- where it stands whole ------------------------------------------------------- */

static bool is_word(const struct haystack *h, const struct seen *s, size_t word) {
    uint16_t needle = h->needle_of[word];
    return needle && (s->exact == needle || s->folded == needle);
}

/* Whether row->list[i] is the token right behind the one before it in the row, in the same line; a
 * title is one line. Looked at when first asked, and only then. */
static bool follows(const struct haystack *h, const char *text, const struct row *row, size_t i) {
    const struct seen *before = &row->list[i - 1];
    struct seen *s = &row->list[i];
    if (s->follows == NOT_LOOKED_AT) {
        struct tokenizer between;
        struct token t;
        size_t gap = s->start - before->end;
        tokenizer_init(&between, text + before->end, gap);
        bool parted = tokenizer_next(&between, &t) ||
                      (!h->title && memchr(text + before->end, '\n', gap) != NULL);
        s->follows = parted ? PARTED : FOLLOWS;
    }
    return s->follows == FOLLOWS;
}

static bool guard_holds(const struct haystack *h, const struct query_node *node, const char *text,
                        const struct row *row, size_t last) {
    if (node->guard == QUERY_NONE || last + 1 == row->n)
        return true;
    const struct seen *next = &row->list[last + 1];
    return !follows(h, text, row, last + 1) || !(next->year || is_word(h, next, node->guard));
}

/* How many tokens the leaf stands on from row->list[i] on, 0: not there. */
static size_t stands_at(const struct haystack *h, const struct leaf *leaf, const char *text,
                        const struct row *row, size_t i) {
    const struct query_node *node = leaf->node;
    bool prefix = node->op == QUERY_PREFIX;
    size_t whole = prefix ? node->n_before : node->n_words, n = whole + prefix;
    if (i + n > row->n)
        return 0;
    for (size_t k = 0; k < n; k++) {
        const struct seen *s = &row->list[i + k];
        bool fits = k < whole ? is_word(h, s, node->word + k)
                              : leaf->prefix < PREFIXES_MAX && (s->prefixes >> leaf->prefix & 1);
        if (!fits || (k > 0 && !follows(h, text, row, i + k)))
            return 0;
    }
    return guard_holds(h, node, text, row, i + n - 1) ? n : 0;
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
        size_t n = stands_at(h, leaf, text, row, i);
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
    struct haystack *h = r->query ? haystack_new(r, title) : NULL;
    if (!h)
        return spans;
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
