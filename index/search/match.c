#include "index/search/match.h"

#include <stdlib.h>
#include <string.h>

#define XXH_STATIC_LINKING_ONLY /* the state on the stack */
#include <xxhash.h>

void match_term(const struct query_word *w, bool title, enum search_accents accents,
                struct term *out) {
    if (word_is_exact(w, accents))
        term_make(title ? TERM_TITLE_EXACT : TERM_EXACT, w->exact, w->exact_len, out);
    else
        term_make(title ? TERM_TITLE_FOLDED : TERM_FOLDED, w->folded, w->folded_len, out);
}

static bool no_memory(struct tt_error *e) {
    return tt_fail(e, TT_NO_MEMORY, "no memory for a set of articles");
}

/* ---- sets together --------------------------------------------------------------- */

static roaring_bitmap_t *unite(const roaring_bitmap_t **sets, size_t n, struct tt_error *e) {
    roaring_bitmap_t *all = n == 1 ? roaring_bitmap_copy(sets[0]) : roaring_bitmap_or_many(n, sets);
    if (!all)
        no_memory(e);
    return all;
}

static int by_size(const void *a, const void *b) {
    uint64_t x = roaring_bitmap_get_cardinality(*(const roaring_bitmap_t *const *)a);
    uint64_t y = roaring_bitmap_get_cardinality(*(const roaring_bitmap_t *const *)b);
    return (x > y) - (x < y);
}

static roaring_bitmap_t *intersect(const roaring_bitmap_t **sets, size_t n, struct tt_error *e) {
    qsort(sets, n, sizeof *sets, by_size);
    roaring_bitmap_t *all =
        n == 1 ? roaring_bitmap_copy(sets[0]) : roaring_bitmap_and(sets[0], sets[1]);
    for (size_t i = 2; all && i < n; i++)
        roaring_bitmap_and_inplace(all, sets[i]);
    if (!all)
        no_memory(e);
    return all;
}

/* ---- days ------------------------------------------------------------------------ */

/* The first row whose date comes at or before `order` (rows are newest first; unknown dates
 * come last, as 0). */
static uint32_t first_not_after(const struct snapshot *s, uint32_t order) {
    const uint32_t *date = column_u32(s, COL_DATE);
    uint32_t low = 0, high = s->manifest.documents;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (day_order(date[middle]) > order)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void match_days(const struct snapshot *s, day_t from, day_t to, uint32_t *first, uint32_t *end) {
    *first = first_not_after(s, to == DAY_UNKNOWN ? UINT32_MAX : to);
    *end = first_not_after(s, from == DAY_UNKNOWN ? 0 : from - 1);
}

/* ---- prefixes -------------------------------------------------------------------- */

struct best_terms {
    struct expansion *out;
    uint32_t df[PREFIX_EXPANSIONS_MAX];
    const struct deadline *deadline;
    unsigned seen;
};

/* Keeps the most frequent terms: an insertion into a short sorted list. */
static bool take_term(void *state, const char *name, size_t len, uint32_t df) {
    struct best_terms *b = state;
    struct expansion *x = b->out;
    size_t i = x->n;
    if (x->n == PREFIX_EXPANSIONS_MAX) {
        x->cut = true;
        if (df <= b->df[--i])
            return (++b->seen & 1023) || !deadline_passed(b->deadline);
    } else {
        x->n++;
    }
    for (; i > 0 && b->df[i - 1] < df; i--) {
        b->df[i] = b->df[i - 1];
        x->terms[i] = x->terms[i - 1];
    }
    b->df[i] = df;
    memcpy(x->terms[i].name, name, len);
    x->terms[i].len = len;
    return true;
}

bool match_expand(struct matching *m, const struct query_node *node, struct expansion *out,
                  struct tt_error *e) {
    struct term prefix;
    struct best_terms best = {.out = out, .deadline = &m->deadline};
    out->n = 0;
    out->cut = false;
    /* Two spellings have as many letters: no word begins with both. */
    for (uint16_t i = 0; i < node->n_words; i++) {
        match_term(&m->query->words[node->word + i], node->title, m->mode.accents, &prefix);
        if (!shim_reader_terms(m->reader, prefix.name, prefix.len, take_term, &best, e))
            return false;
    }
    return !deadline_passed(&m->deadline) || deadline_fail(e);
}

static roaring_bitmap_t *match_prefix(struct matching *m, const struct query_node *node,
                                      struct tt_error *e) {
    struct expansion *x = malloc(sizeof *x);
    const roaring_bitmap_t *sets[PREFIX_EXPANSIONS_MAX];
    roaring_bitmap_t *all = NULL;
    bool ok = x ? match_expand(m, node, x, e) : no_memory(e);
    for (size_t i = 0; ok && i < x->n; i++)
        ok = termsets_get(m->sets, &x->terms[i], &m->deadline, &sets[i], e);
    if (ok) {
        m->cut = m->cut || x->cut;
        all = unite(sets, x->n, e);
    }
    free(x);
    return all;
}

/* ---- words and phrases ----------------------------------------------------------- */

/* How many words of the node stand as they are: a prefix's spellings do not. */
static uint16_t whole_words(const struct query_node *node) {
    return node->op == QUERY_PREFIX ? node->n_before : node->n_words;
}

/* The sets of a phrase's words and, outside titles, of its bigrams, smallest first. */
static bool phrase_sets(struct matching *m, const struct query_node *node,
                        const roaring_bitmap_t **sets, size_t *n, struct tt_error *e) {
    const struct query_word *w = &m->query->words[node->word];
    *n = 0;
    for (uint16_t i = 0; i < whole_words(node); i++) {
        struct term term;
        match_term(&w[i], node->title, m->mode.accents, &term);
        if (!termsets_get(m->sets, &term, &m->deadline, &sets[(*n)++], e))
            return false;
        if (i == 0 || node->title)
            continue;
        term_make_bigram(w[i - 1].folded, w[i - 1].folded_len, w[i].folded, w[i].folded_len, &term);
        if (!termsets_get(m->sets, &term, &m->deadline, &sets[(*n)++], e))
            return false;
    }
    return true;
}

/* Two folded words side by side are just what their bigram says. */
static bool bigram_decides(const struct matching *m, const struct query_node *node) {
    const struct query_word *w = &m->query->words[node->word];
    return node->n_words == 2 && !node->title && !word_is_exact(&w[0], m->mode.accents) &&
           !word_is_exact(&w[1], m->mode.accents);
}

static bool needs_stream(const struct matching *m, const struct query_node *node) {
    if (node->op == QUERY_PREFIX || node->guard != QUERY_NONE)
        return true;
    return node->n_words > 1 && !bigram_decides(m, node);
}

/* Leaves of those dated the ones of the phrase's time. */
static void keep_time(const struct matching *m, const struct query_node *node,
                      roaring_bitmap_t *set) {
    const struct snapshot *s = m->snapshot;
    uint32_t first, end, newest, dated;
    match_days(s, node->from, node->to, &first, &end);
    match_days(s, DAY_UNKNOWN, DAY_UNKNOWN, &newest, &dated);
    roaring_bitmap_remove_range(set, 1, (uint64_t)first + 1);
    roaring_bitmap_remove_range(set, (uint64_t)end + 1, (uint64_t)dated + 1);
}

static roaring_bitmap_t *find_phrase(struct matching *m, const struct query_node *node,
                                     struct tt_error *e) {
    const roaring_bitmap_t *sets[2 * QUERY_WORDS_MAX];
    size_t n;
    if (!phrase_sets(m, node, sets, &n, e))
        return NULL;
    roaring_bitmap_t *set = intersect(sets, n, e);
    if (set && needs_stream(m, node) && !phrase_filter(m, node, set, e)) {
        roaring_bitmap_free(set);
        return NULL;
    }
    if (set && (node->from || node->to))
        keep_time(m, node, set);
    return set;
}

/* What the set depends on, as the name of no term. */
static void phrase_key(const struct matching *m, const struct query_node *node, struct term *key) {
    bool guarded = node->guard != QUERY_NONE;
    const uint32_t what[] = {node->op, node->title, node->from, node->to, node->n_before, guarded};
    XXH3_state_t state;
    XXH3_128bits_reset(&state);
    XXH3_128bits_update(&state, what, sizeof what);
    for (size_t i = 0; i < node->n_words + (size_t)guarded; i++) {
        const struct query_word *w = &m->query->words[node->word + i];
        bool exact = word_is_exact(w, m->mode.accents);
        XXH3_128bits_update(&state, exact ? "E" : "F", 1);
        XXH3_128bits_update(&state, exact ? w->exact : w->folded,
                            (exact ? w->exact_len : w->folded_len) + 1);
    }
    XXH128_hash_t hash = XXH3_128bits_digest(&state);
    key->name[0] = '\x01';
    memcpy(key->name + 1, &hash, sizeof hash);
    key->len = 1 + sizeof hash;
}

const roaring_bitmap_t *match_phrase(struct matching *m, const struct query_node *node,
                                     struct tt_error *e) {
    struct term key;
    const roaring_bitmap_t *set;
    bool plain = !needs_stream(m, node) && node->n_words == 1 && !node->from && !node->to;
    if (plain) {
        match_term(&m->query->words[node->word], node->title, m->mode.accents, &key);
        return termsets_get(m->sets, &key, &m->deadline, &set, e) ? set : NULL;
    }
    phrase_key(m, node, &key);
    set = termsets_kept(m->sets, &key);
    if (set)
        return set;
    roaring_bitmap_t *fresh = find_phrase(m, node, e);
    return fresh ? termsets_keep(m->sets, &key, fresh, e) : NULL;
}

static roaring_bitmap_t *copy_phrase(struct matching *m, const struct query_node *node,
                                     struct tt_error *e) {
    const roaring_bitmap_t *set = match_phrase(m, node, e);
    roaring_bitmap_t *copy = set ? roaring_bitmap_copy(set) : NULL;
    if (set && !copy)
        no_memory(e);
    return copy;
}

static roaring_bitmap_t *match_date(const struct matching *m, const struct query_node *node,
                                    struct tt_error *e) {
    uint32_t first = 0, end = 0;
    if (m->mode.dates)
        match_days(m->snapshot, node->from, node->to, &first, &end);
    roaring_bitmap_t *set = first < end ? roaring_bitmap_from_range(first + 1, (uint64_t)end + 1, 1)
                                        : roaring_bitmap_create();
    if (!set)
        no_memory(e);
    return set;
}

/* ---- operators ------------------------------------------------------------------- */

static roaring_bitmap_t *everything(const struct matching *m, struct tt_error *e) {
    roaring_bitmap_t *all =
        roaring_bitmap_from_range(1, (uint64_t)m->snapshot->manifest.documents + 1, 1);
    if (!all)
        no_memory(e);
    return all;
}

static bool is_time(const struct query *q, uint16_t at) {
    const struct query_node *node = &q->nodes[at];
    for (uint16_t k = node->first_kid; node->op == QUERY_EITHER && k != QUERY_NONE;
         k = q->nodes[k].next)
        if (q->nodes[k].op == QUERY_DATE)
            return true;
    return false;
}

bool match_is_optional(const struct matching *m, uint16_t at) {
    const struct query *q = m->query;
    const struct query_node *root = &q->nodes[q->root];
    bool here = false, others = false;
    if (!m->mode.dates || m->mode.any || root->op != QUERY_AND || !is_time(q, at))
        return false;
    for (uint16_t k = root->first_kid; k != QUERY_NONE; k = q->nodes[k].next) {
        here |= k == at;
        others |= q->nodes[k].op != QUERY_NOT && !is_time(q, k);
    }
    return here && others;
}

/* What is to be joined: the terms' own sets where they can be borrowed. */
struct operands {
    const roaring_bitmap_t **sets;
    roaring_bitmap_t **own; /* to be freed */
    size_t n, n_own;
};

static bool operands_begin(struct operands *o, size_t room, struct tt_error *e) {
    *o = (struct operands){.sets = malloc((room + 1) * sizeof *o->sets),
                           .own = malloc((room + 1) * sizeof *o->own)};
    return (o->sets && o->own) || no_memory(e);
}

static void operands_done(struct operands *o) {
    while (o->n_own)
        roaring_bitmap_free(o->own[--o->n_own]);
    free(o->own);
    free(o->sets);
}

static bool is_kept(const struct query_node *node) {
    return node->op == QUERY_PHRASE || (node->op == QUERY_PREFIX && node->n_before);
}

static bool take_operand(struct matching *m, uint16_t at, struct operands *o, struct tt_error *e) {
    const struct query_node *node = &m->query->nodes[at];
    roaring_bitmap_t *own = is_kept(node) ? NULL : match_node(m, at, e);
    const roaring_bitmap_t *set = is_kept(node) ? match_phrase(m, node, e) : own;
    if (own)
        o->own[o->n_own++] = own;
    if (set)
        o->sets[o->n++] = set;
    return set;
}

static bool is_positive(const struct matching *m, uint16_t at) {
    return m->query->nodes[at].op != QUERY_NOT && !match_is_optional(m, at);
}

/* Kids that are not negations, joined by OR or AND. False with *e filled; *out NULL: none. */
static bool match_positive(struct matching *m, const struct query_node *node, bool any,
                           roaring_bitmap_t **out, struct tt_error *e) {
    struct operands o;
    size_t room = 0;
    for (uint16_t k = node->first_kid; k != QUERY_NONE; k = m->query->nodes[k].next)
        room++;
    bool ok = operands_begin(&o, room, e);
    for (uint16_t k = node->first_kid; ok && k != QUERY_NONE; k = m->query->nodes[k].next)
        ok = !is_positive(m, k) || take_operand(m, k, &o, e);
    *out = !ok || !o.n ? NULL : any ? unite(o.sets, o.n, e) : intersect(o.sets, o.n, e);
    ok = ok && (!o.n || *out);
    operands_done(&o);
    return ok;
}

static bool subtract_negations(struct matching *m, const struct query_node *node,
                               roaring_bitmap_t *all, struct tt_error *e) {
    for (uint16_t k = node->first_kid; k != QUERY_NONE; k = m->query->nodes[k].next) {
        if (m->query->nodes[k].op != QUERY_NOT)
            continue;
        /* Of what is not wanted every word must be there, also where any other would do. */
        struct reading_mode mode = m->mode;
        m->mode.any = false;
        roaring_bitmap_t *kid = match_node(m, m->query->nodes[k].first_kid, e);
        m->mode = mode;
        if (!kid)
            return false;
        roaring_bitmap_andnot_inplace(all, kid);
        roaring_bitmap_free(kid);
    }
    return true;
}

static roaring_bitmap_t *match_group(struct matching *m, const struct query_node *node,
                                     struct tt_error *e) {
    bool any = node->op != QUERY_AND || m->mode.any;
    roaring_bitmap_t *all;
    if (!match_positive(m, node, any, &all, e))
        return NULL;
    if (!all)
        all = everything(m, e);
    if (!all || subtract_negations(m, node, all, e))
        return all;
    roaring_bitmap_free(all);
    return NULL;
}

roaring_bitmap_t *match_node(struct matching *m, uint16_t at, struct tt_error *e) {
    const struct query_node *node = &m->query->nodes[at];
    if (deadline_passed(&m->deadline)) {
        deadline_fail(e);
        return NULL;
    }
    switch (node->op) {
    case QUERY_PHRASE:
        return copy_phrase(m, node, e);
    case QUERY_PREFIX:
        return node->n_before ? copy_phrase(m, node, e) : match_prefix(m, node, e);
    case QUERY_DATE:
        return match_date(m, node, e);
    default:
        return match_group(m, node, e);
    }
}
