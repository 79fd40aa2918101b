#include "index/search/understand.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "index/text/token.h"

/* What was typed, said otherwise, counts so much less that an article that says just what was
 * typed, if only once, comes first: more often counts at most 2.2 times (BM25 with k1 = 1.2). But
 * for what only capital letters tell from a common word: the index does not know them. */
static const float said_otherwise = 0.5F, common_word = 0.5F;

enum { ALTERNATIVES_MAX = 10 };

/* ---- readings -------------------------------------------------------------------- */

void ways_add(struct ways *w, float weight, const char *guard, const char *format, ...) {
    va_list arguments;
    if (w->n == WAYS_MAX)
        return;
    struct way *way = &w->list[w->n];
    *way = (struct way){.weight = weight, .guard = guard};
    va_start(arguments, format);
    int n = vsnprintf(way->text, sizeof way->text, format, arguments);
    va_end(arguments);
    bool there = n <= 0 || (size_t)n >= sizeof way->text;
    for (size_t i = 0; i < w->n && !there; i++)
        there = strcmp(w->list[i].text, way->text) == 0;
    w->n += !there;
}

bool heard_is(const struct heard *h, const char *exact, const char *folded) {
    return h->word->marked ? strcmp(h->word->exact, exact) == 0
                           : strcmp(h->word->folded, folded) == 0;
}

unsigned heard_number(const struct heard *h, size_t most) {
    const char *s = h->word->folded;
    unsigned value = 0;
    if (h->word->folded_len > most || strspn(s, "0123456789") != h->word->folded_len)
        return 0;
    for (; *s; s++)
        value = value * 10 + (unsigned)(*s - '0');
    return value;
}

/* Whether the words of one stand in the other: then it finds nothing more, or much else. */
static bool within(const char *a, const char *b) {
    const char *longer = strlen(a) >= strlen(b) ? a : b, *shorter = longer == a ? b : a;
    size_t n = strlen(shorter);
    for (const char *at = longer; (at = strstr(at, shorter)); at++)
        if ((at == longer || at[-1] == ' ') && (!at[n] || at[n] == ' '))
            return true;
    return false;
}

/* Whether the saying may be looked for where this was typed. A part of what was typed finds much
 * else, unless its time tells which agency is meant. */
static bool adds(const struct saying *s, const struct saying *typed) {
    if (s->typed_only)
        return false;
    bool part = strlen(s->folded) < strlen(typed->folded);
    return (s->shared && part) || !within(s->folded, typed->folded);
}

/* Whether another one of the concept finds all that it finds. */
static bool is_covered(const struct saying *list, size_t n, size_t i, const struct saying *typed) {
    for (size_t k = 0; k < n; k++)
        if (k != i && adds(&list[k], typed) && !list[k].shared && !list[k].guard &&
            strlen(list[k].folded) < strlen(list[i].folded) &&
            within(list[k].folded, list[i].folded))
            return true;
    return false;
}

static void add_concept(const struct abbreviations *a, const struct saying *typed, float weight,
                        struct ways *out) {
    size_t n;
    const struct saying *s = abbreviations_concept(a, typed->concept, &n);
    if (typed->whole)
        ways_add(out, 1, typed->guard, "%s", typed->text);
    for (size_t i = 0; i < n && out->n < ALTERNATIVES_MAX; i++) {
        size_t before = out->n;
        if (!adds(&s[i], typed) || is_covered(s, n, i, typed))
            continue;
        ways_add(out, weight, s[i].guard, "%s", s[i].text);
        if (out->n == before || !s[i].shared)
            continue;
        out->list[before].from = s[i].from;
        out->list[before].to = s[i].until;
    }
}

/* What is said otherwise of the sayings. Inside a name only general abbreviations are meant: Bộ
 * Nông nghiệp is another one than Bộ Nông nghiệp và Môi trường. */
static void add_concepts(const struct abbreviations *a, const struct saying *const *found, size_t n,
                         bool inside, struct ways *out) {
    bool common = true;
    for (size_t i = 0; i < n; i++)
        common = common && found[i]->word;
    out->n = 0;
    out->typed = common ? common_word : 1;
    for (size_t i = 0; i < n; i++)
        if (!inside || !found[i]->agency)
            add_concept(a, found[i], common ? 1 : said_otherwise, out);
}

/* A name of at most `most` words that begins here. */
static bool names_read(const struct abbreviations *a, const struct heard *heard, size_t n,
                       size_t most, bool inside, struct ways *out) {
    const struct query_word *words[SAYING_WORDS_MAX];
    const struct saying *found[SAYINGS_MAX];
    size_t k = 0;
    for (; k < n && k < SAYING_WORDS_MAX; k++)
        words[k] = heard[k].word;
    for (size_t len; most > 0; most = len - 1) {
        size_t n_found = abbreviations_find(a, words, k, most, found, &len);
        if (!n_found)
            return false;
        out->n_words = len;
        add_concepts(a, found, n_found, inside, out);
        if (out->n && heard[0].first && heard[len - 1].last)
            return true;
    }
    return false;
}

/* ---- joining the tree ------------------------------------------------------------ */

static uint16_t add_node(struct query *q, enum query_op op) {
    if (q->n_nodes == QUERY_ALL_NODES)
        return QUERY_NONE;
    q->nodes[q->n_nodes] = (struct query_node){
        .op = op, .first_kid = QUERY_NONE, .next = QUERY_NONE, .guard = QUERY_NONE, .weight = 1};
    return (uint16_t)q->n_nodes++;
}

/* Adds the text's words; how many, 0 when there is no room. They are meant as they are spelt. */
static size_t add_words(struct query *q, const char *text) {
    struct tokenizer tokenizer;
    struct token token;
    size_t n = 0;
    tokenizer_init(&tokenizer, text, strlen(text));
    while (tokenizer_next(&tokenizer, &token)) {
        if (q->n_words + n == QUERY_ALL_WORDS)
            return 0;
        struct query_word *w = &q->words[q->n_words + n++];
        query_word_of(&token, text, w);
        w->marked = true;
        w->start = w->end = 0;
    }
    return n;
}

/* Whether the phrase has just the n words behind the query's last. */
static bool is_typed(const struct query *q, const struct query_node *typed, size_t n) {
    bool same = typed->op == QUERY_PHRASE && typed->n_words == n;
    for (size_t i = 0; i < n && same; i++)
        same = strcmp(q->words[typed->word + i].exact, q->words[q->n_words + i].exact) == 0;
    return same;
}

static uint16_t add_phrase(struct query *q, const struct query_node *typed, const struct way *way) {
    size_t n = add_words(q, way->text), guard = 0;
    uint16_t node = QUERY_NONE;
    if (n == 0 || is_typed(q, typed, n))
        return node;
    size_t first = q->n_words;
    q->n_words += n;
    if (way->guard && (guard = add_words(q, way->guard)) == 1)
        q->n_words++;
    if (!way->guard || guard == 1)
        node = add_node(q, QUERY_PHRASE);
    if (node == QUERY_NONE) {
        q->n_words = first;
        return node;
    }
    q->nodes[node].word = (uint16_t)first;
    q->nodes[node].n_words = (uint16_t)n;
    if (guard)
        q->nodes[node].guard = (uint16_t)(first + n);
    return node;
}

static uint16_t add_way(struct query *q, uint16_t typed, const struct way *way) {
    const struct query_node *t = &q->nodes[typed];
    uint16_t node = way->text[0] ? add_phrase(q, t, way) : add_node(q, QUERY_DATE);
    if (node == QUERY_NONE)
        return node;
    q->nodes[node].title = t->title;
    q->nodes[node].weight = way->weight;
    q->nodes[node].from = way->from;
    q->nodes[node].to = way->to;
    return node;
}

/* Puts an either in place of the kids *link .. last: they are what was typed. */
static uint16_t join_ways(struct query *q, uint16_t *link, uint16_t last, const struct ways *ways) {
    bool title = q->nodes[*link].title;
    uint16_t either = add_node(q, QUERY_EITHER), typed = *link, after = q->nodes[last].next;
    if (either == QUERY_NONE)
        return QUERY_NONE;
    if (typed != last && (typed = add_node(q, QUERY_AND)) == QUERY_NONE)
        return QUERY_NONE;
    uint16_t tail = typed;
    q->nodes[typed].title = title;
    for (size_t i = 0; i < ways->n; i++) {
        uint16_t way = add_way(q, typed, &ways->list[i]);
        if (way == QUERY_NONE)
            continue;
        q->nodes[tail].next = way;
        tail = way;
    }
    if (tail == typed)
        return QUERY_NONE;
    q->nodes[last].next = typed == last ? q->nodes[last].next : QUERY_NONE;
    if (typed != last)
        q->nodes[typed].first_kid = *link;
    q->nodes[typed].weight = ways->typed;
    q->nodes[either].first_kid = typed;
    q->nodes[either].next = after;
    *link = either;
    return typed;
}

/* ---- rows of words --------------------------------------------------------------- */

struct listener {
    struct query *q;
    const struct abbreviations *names;
    struct heard heard[QUERY_WORDS_MAX];
    size_t n;
};

static bool is_plain(const struct query_node *node) {
    return node->op == QUERY_PHRASE && !node->quoted;
}

/* Takes the words of the plain phrases from `kid` on that stand in the same field; the first
 * kid that does not belong to them. */
static uint16_t hear(struct listener *l, uint16_t kid) {
    const struct query *q = l->q;
    bool title = q->nodes[kid].title;
    l->n = 0;
    for (; kid != QUERY_NONE; kid = q->nodes[kid].next) {
        const struct query_node *node = &q->nodes[kid];
        if (!is_plain(node) || node->title != title || l->n + node->n_words > QUERY_WORDS_MAX)
            break;
        for (uint16_t i = 0; i < node->n_words; i++)
            l->heard[l->n++] =
                (struct heard){&q->words[node->word + i], kid, i == 0, i + 1 == node->n_words};
    }
    return kid;
}

/* Names within a name that was found: Ban Tuyên giáo (TW). The words are the kids of `typed`. */
static void listen_within(struct listener *l, uint16_t typed, const struct heard *heard, size_t n) {
    struct query *q = l->q;
    uint16_t *link = &q->nodes[typed].first_kid;
    struct ways ways;
    for (size_t at = 0; at < n && *link != QUERY_NONE;) {
        size_t step = 1;
        if (names_read(l->names, heard + at, n - at, at ? n - at : n - 1, true, &ways) &&
            join_ways(q, link, heard[at + ways.n_words - 1].kid, &ways) != QUERY_NONE)
            step = ways.n_words;
        while (at + step < n && !heard[at + step].first)
            step++;
        at += step;
        link = &q->nodes[*link].next;
    }
}

static bool read_at(const struct listener *l, size_t at, struct ways *ways, bool *names) {
    const struct heard *h = l->heard + at;
    size_t n = l->n - at;
    bool title = l->q->nodes[h->kid].title;
    *names = false;
    if (numbers_read(h, n, ways) || (!title && times_read(h, n, ways)))
        return true;
    *names = names_read(l->names, h, n, n, false, ways);
    return *names;
}

/* Reads the row of words that begins at *link; the link behind it. */
static uint16_t *listen_row(struct listener *l, uint16_t *link) {
    struct query *q = l->q;
    struct ways ways;
    hear(l, *link);
    for (size_t at = 0; at < l->n;) {
        bool names;
        size_t step = 1;
        if (read_at(l, at, &ways, &names)) {
            uint16_t typed = join_ways(q, link, l->heard[at + ways.n_words - 1].kid, &ways);
            if (typed != QUERY_NONE) {
                step = ways.n_words;
                if (names && q->nodes[typed].op == QUERY_AND)
                    listen_within(l, typed, l->heard + at, step);
            }
        }
        while (at + step < l->n && !l->heard[at + step].first)
            step++;
        at += step;
        link = &q->nodes[*link].next;
    }
    return link;
}

static void listen(struct listener *l, uint16_t *link);

static void listen_kids(struct listener *l, uint16_t node) {
    struct query *q = l->q;
    bool all = q->nodes[node].op == QUERY_AND;
    uint16_t *link = &q->nodes[node].first_kid;
    while (*link != QUERY_NONE) {
        if (all && is_plain(&q->nodes[*link])) {
            link = listen_row(l, link);
            continue;
        }
        uint16_t next = q->nodes[*link].next;
        listen(l, link);
        q->nodes[*link].next = next;
        link = &q->nodes[*link].next;
    }
}

/* What hangs on *link, as if it stood alone; its `next` is lost. */
static void listen(struct listener *l, uint16_t *link) {
    struct query_node *node = &l->q->nodes[*link];
    node->next = QUERY_NONE;
    if (is_plain(node))
        listen_row(l, link);
    else if (node->op == QUERY_AND || node->op == QUERY_OR)
        listen_kids(l, *link);
    const struct query_node *only = &l->q->nodes[node->op == QUERY_AND ? node->first_kid : *link];
    if (only->op == QUERY_EITHER && only->next == QUERY_NONE)
        *link = (uint16_t)(only - l->q->nodes);
}

void understand(struct query *q, const struct abbreviations *a) {
    struct listener l = {.q = q, .names = a, .n = 0};
    if (q->root != QUERY_NONE)
        listen(&l, &q->root);
}
