#include "index/search/query.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "index/text/alphabet.h"
#include "index/text/text.h"
#include "index/text/token.h"

struct parser {
    struct query *q;
    const char *text, *p, *end;
    unsigned depth;
    bool title; /* inside title:( ... ) */
    struct tt_error *e;
    bool failed;
};

static uint16_t parse_or(struct parser *p);

static bool refuse(struct parser *p, const char *what, unsigned most) {
    if (!p->failed)
        tt_fail(p->e, TT_BAD_INPUT, "the query has more than %u %s", most, what);
    p->failed = true;
    return false;
}

static uint16_t add_node(struct parser *p, enum query_op op) {
    if (p->q->n_nodes == QUERY_NODES_MAX) {
        refuse(p, "parts", QUERY_NODES_MAX);
        return QUERY_NONE;
    }
    struct query_node *n = &p->q->nodes[p->q->n_nodes];
    *n = (struct query_node){
        .op = op, .first_kid = QUERY_NONE, .next = QUERY_NONE, .guard = QUERY_NONE, .weight = 1};
    return (uint16_t)p->q->n_nodes++;
}

/* Whether a letter is in the text and none that is small. */
static bool is_upper(const char *s, size_t n) {
    bool letters = false;
    for (size_t i = 0, step; i < n; i += step) {
        uint32_t c;
        step = utf8_decode(s + i, n - i, &c);
        if (!step || (c < 0x80 && c >= 'a' && c <= 'z'))
            return false;
        bool capital = alphabet_lower(c) != c;
        if (!capital && c >= 0x80)
            return false;
        letters |= capital;
    }
    return letters;
}

void query_word_of(const struct token *t, const char *text, struct query_word *out) {
    memcpy(out->exact, t->exact, t->exact_len + 1);
    memcpy(out->folded, t->folded, t->folded_len + 1);
    out->exact_len = t->exact_len;
    out->folded_len = t->folded_len;
    out->marked = t->marked;
    out->upper = is_upper(text + t->start, t->end - t->start);
    out->start = (uint16_t)t->start;
    out->end = (uint16_t)t->end;
}

/* `from`: what the token's start and end count in. */
static bool add_word(struct parser *p, const struct token *t, const char *from) {
    if (p->q->n_words == QUERY_WORDS_MAX)
        return refuse(p, "words", QUERY_WORDS_MAX);
    struct query_word *w = &p->q->words[p->q->n_words++];
    query_word_of(t, from, w);
    w->start = (uint16_t)(w->start + (from - p->text));
    w->end = (uint16_t)(w->end + (from - p->text));
    return true;
}

/* ---- a list of kids under one operator ------------------------------------------- */

struct kids {
    uint16_t first, last;
    unsigned n;
};
static const struct kids no_kids = {QUERY_NONE, QUERY_NONE, 0};

static void add_kid(struct parser *p, struct kids *k, uint16_t node) {
    if (node == QUERY_NONE)
        return;
    if (k->n++)
        p->q->nodes[k->last].next = node;
    else
        k->first = node;
    k->last = node;
}

/* The list under `op`; a single kid stands for itself, unless it is a negation, which only
 * makes sense under AND. */
static uint16_t join(struct parser *p, enum query_op op, const struct kids *k) {
    if (k->n == 0)
        return QUERY_NONE;
    if (k->n == 1 && (op != QUERY_AND || p->q->nodes[k->first].op != QUERY_NOT))
        return k->first;
    uint16_t node = add_node(p, op);
    if (node != QUERY_NONE)
        p->q->nodes[node].first_kid = k->first;
    return node;
}

/* ---- pieces ---------------------------------------------------------------------- */

/* The length of a quotation mark at s, 0 when there is none: " “ ” „ « ». */
static size_t quote_at(const char *s, const char *end) {
    static const char *const marks[] = {"\"", "“", "”", "„", "«", "»"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i]);
        if ((size_t)(end - s) >= n && memcmp(s, marks[i], n) == 0)
            return n;
    }
    return 0;
}

static bool is_space(char c) {
    return c == ' ' || c == '\n';
}

static uint16_t phrase_node(struct parser *p, size_t first_word, bool title) {
    if (p->failed || p->q->n_words == first_word)
        return QUERY_NONE;
    uint16_t node = add_node(p, QUERY_PHRASE);
    if (node == QUERY_NONE)
        return node;
    p->q->nodes[node].title = title;
    p->q->nodes[node].word = (uint16_t)first_word;
    p->q->nodes[node].n_words = (uint16_t)(p->q->n_words - first_word);
    return node;
}

static uint16_t parse_quoted(struct parser *p, bool title) {
    p->p += quote_at(p->p, p->end);
    const char *from = p->p;
    while (p->p < p->end && !quote_at(p->p, p->end))
        p->p++;
    size_t first = p->q->n_words;
    struct tokenizer tokenizer;
    struct token token;
    tokenizer_init(&tokenizer, from, (size_t)(p->p - from));
    while (tokenizer_next(&tokenizer, &token) && add_word(p, &token, from))
        continue;
    if (p->p < p->end)
        p->p += quote_at(p->p, p->end);
    uint16_t node = phrase_node(p, first, title);
    if (node != QUERY_NONE)
        p->q->nodes[node].quoted = true;
    return node;
}

/* A prefix needs two characters: one letter begins half the lexicon. Behind parts of a code,
 * which say where to look, one will do. */
static bool long_enough_prefix(const struct query_word *w) {
    uint32_t c;
    size_t n = utf8_decode(w->exact, w->exact_len, &c);
    return n && n < w->exact_len;
}

/* The word as the beginning of a longer one: with a digit behind it, it is no syllable, and
 * its letters stay as they were typed. False when it fills a token. */
static bool spell_open(const char *typed, size_t len, struct query_word *out) {
    char text[TOKEN_BYTES_MAX + 1];
    struct tokenizer tokenizer;
    struct token token;
    if (len >= sizeof text)
        return false;
    memcpy(text, typed, len);
    text[len] = '0';
    tokenizer_init(&tokenizer, text, len + 1);
    if (!tokenizer_next(&tokenizer, &token) || token.end != len + 1)
        return false;
    query_word_of(&token, text, out);
    out->exact[--out->exact_len] = '\0';
    out->folded[--out->folded_len] = '\0';
    return true;
}

/* Makes the node, whose last word is typed[0..n-1], a prefix. A token has the spelling of a whole
 * syllable; the beginning of a longer one may be spelt otherwise: ti* is the word tỷ, and
 * the beginning of tin; hoà* is hòa, and the beginning of hoàn. Both are wanted. */
static void make_prefix(struct parser *p, struct query_node *n, const char *typed, size_t len) {
    struct query_word spelling;
    const struct query_word *word = &p->q->words[n->word + n->n_words - 1];
    n->op = QUERY_PREFIX;
    n->n_before = (uint16_t)(n->n_words - 1);
    if (!spell_open(typed, len, &spelling) || strcmp(spelling.exact, word->exact) == 0)
        return;
    if (p->q->n_words == QUERY_WORDS_MAX) {
        refuse(p, "words", QUERY_WORDS_MAX);
        return;
    }
    spelling.start = word->start;
    spelling.end = word->end;
    p->q->words[p->q->n_words++] = spelling;
    n->n_words++;
}

/* One piece of text up to white space or a delimiter: a phrase for each run of joined
 * tokens; the last is a prefix when '*' stands right behind it. */
static void parse_piece(struct parser *p, struct kids *out, bool title) {
    const char *from = p->p;
    while (p->p < p->end && !is_space(*p->p) && !strchr("()", *p->p) && !quote_at(p->p, p->end))
        p->p++;
    struct tokenizer tokenizer;
    struct token token;
    size_t first = p->q->n_words, len = (size_t)(p->p - from), start = 0, end = len;
    tokenizer_init(&tokenizer, from, len);
    while (!p->failed && tokenizer_next(&tokenizer, &token)) {
        if (!token.joined && p->q->n_words > first) {
            add_kid(p, out, phrase_node(p, first, title));
            first = p->q->n_words;
        }
        if (!add_word(p, &token, from))
            return;
        start = token.start;
        end = token.end;
    }
    uint16_t node = phrase_node(p, first, title);
    if (node == QUERY_NONE)
        return;
    struct query_node *n = &p->q->nodes[node];
    bool star = end < len && from[end] == '*';
    if (star && (n->n_words > 1 || long_enough_prefix(&p->q->words[first])))
        make_prefix(p, n, from + start, end - start);
    add_kid(p, out, node);
}

static uint16_t parse_group(struct parser *p, bool title) {
    bool outer = p->title;
    if (++p->depth > QUERY_DEPTH_MAX) {
        refuse(p, "levels of parentheses", QUERY_DEPTH_MAX);
        return QUERY_NONE;
    }
    p->p++;
    p->title = title;
    uint16_t node = parse_or(p);
    p->title = outer;
    p->depth--;
    if (p->p < p->end && *p->p == ')')
        p->p++;
    return node;
}

static bool starts_with(const struct parser *p, const char *word) {
    size_t n = strlen(word);
    return (size_t)(p->end - p->p) >= n && strncasecmp(p->p, word, n) == 0;
}

static bool at_or(const struct parser *p) {
    return p->end - p->p >= 2 && memcmp(p->p, "OR", 2) == 0 &&
           (p->end - p->p == 2 || is_space(p->p[2]) || strchr("()\"", p->p[2]));
}

/* One clause into *out; p->p stands on neither a space nor ')'. */
static void parse_clause(struct parser *p, struct kids *out) {
    bool negative = false, title = p->title;
    struct kids here = no_kids;
    if (*p->p == '-' && p->p + 1 < p->end && !is_space(p->p[1])) {
        negative = true;
        p->p++;
    }
    if (starts_with(p, "title:")) {
        title = true;
        p->p += strlen("title:");
    }
    if (p->p < p->end && *p->p == '(')
        add_kid(p, &here, parse_group(p, title));
    else if (p->p < p->end && quote_at(p->p, p->end))
        add_kid(p, &here, parse_quoted(p, title));
    else
        parse_piece(p, &here, title);
    if (!negative) {
        while (here.first != QUERY_NONE) {
            uint16_t next = p->q->nodes[here.first].next;
            p->q->nodes[here.first].next = QUERY_NONE;
            add_kid(p, out, here.first);
            here.first = next;
        }
        return;
    }
    uint16_t kid = join(p, QUERY_AND, &here);
    uint16_t node = kid == QUERY_NONE ? QUERY_NONE : add_node(p, QUERY_NOT);
    if (node != QUERY_NONE)
        p->q->nodes[node].first_kid = kid;
    add_kid(p, out, node);
}

static uint16_t parse_and(struct parser *p) {
    struct kids kids = no_kids;
    while (!p->failed && p->p < p->end && *p->p != ')' && !at_or(p)) {
        const char *before = p->p;
        if (is_space(*p->p))
            p->p++;
        else
            parse_clause(p, &kids);
        if (p->p == before)
            p->p++; /* a lone delimiter: punctuation */
    }
    return join(p, QUERY_AND, &kids);
}

static uint16_t parse_or(struct parser *p) {
    struct kids kids = no_kids;
    for (;;) {
        add_kid(p, &kids, parse_and(p));
        if (p->failed || p->p >= p->end || !at_or(p))
            return join(p, QUERY_OR, &kids);
        p->p += strlen("OR");
    }
}

bool query_parse(const char *text, size_t len, struct query **out, struct tt_error *e) {
    if (len > QUERY_BYTES_MAX)
        return tt_fail(e, TT_BAD_INPUT, "the query has %zu bytes, %d are allowed", len,
                       QUERY_BYTES_MAX);
    struct query *q = malloc(sizeof *q);
    if (!q)
        return tt_fail(e, TT_NO_MEMORY, "no memory for a query");
    q->n_nodes = q->n_words = 0;
    struct parser p = {.q = q, .text = text, .p = text, .end = text + len, .e = e};
    struct kids kids = no_kids;
    while (!p.failed && p.p < p.end) {
        add_kid(&p, &kids, parse_or(&p));
        if (p.p < p.end && *p.p == ')')
            p.p++; /* a ')' that closes nothing */
    }
    q->root = join(&p, QUERY_AND, &kids);
    if (p.failed) {
        free(q);
        return false;
    }
    q->n_typed = q->n_words;
    *out = q;
    return true;
}

void query_free(struct query *q) {
    free(q);
}
