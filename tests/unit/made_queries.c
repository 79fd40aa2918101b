#include "made_queries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/text/text.h"
#include "index/text/token.h"
#include "made_archive.h"

static const char *const common_words[] = {
    "tin",   "tín",   "TIN", "tìn", "đối", "doi", "dối",
    "ngoại", "ngoai", "hoà", "hòa", "hoa", "ma",  "má",
};
static const char *const rare_words[] = {
    "mạ",   "đa",   "da", "dá", "57",    "kl",    "tw",   "Covid", "19",  "kĩ",  "kỹ",
    "ky",   "kí",   "uỷ", "ủy", "thông", "thong", "báo",  "bao",   "chí", "chi", "thuyền",
    "tinh", "tính", "北", "京", "hoàn",  "Việt",  "viet", "Nam",   "năm", "nắm",
};
static const char *const unheard_words[] = {"vắng", "zzz", "tĩn", "ngoải", "40404"};

#define PICK(random, list) ((list)[random_below(random, COUNT(list))])

const char *vocabulary_word(uint64_t *random) {
    return random_below(random, 3) ? PICK(random, common_words) : PICK(random, rare_words);
}

void vocabulary_text(uint64_t *random, unsigned words, bool lines, char *out, size_t room) {
    static const char *const gaps[] = {" ", " ",  " ",   " ", " ",     ", ",
                                       "-", ". ", " – ", "&", " <b> ", "  "};
    size_t at = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < words && at + 32 < room; i++) {
        const char *gap = lines && !random_below(random, 9) ? "\n" : PICK(random, gaps);
        at += (size_t)snprintf(out + at, room - at, "%s%s", i ? gap : "", vocabulary_word(random));
    }
}

/* ---- reading --------------------------------------------------------------------- */

void text_read(const char *text, struct read_text *out) {
    struct tokenizer t;
    struct token token;
    *out = (struct read_text){calloc(TOKENS_MAX, sizeof *out->list), 0};
    assert_non_null(out->list);
    tokenizer_init(&t, text, strlen(text));
    while (tokenizer_next(&t, &token)) {
        struct read_token *r = &out->list[out->n++];
        assert_true(out->n < TOKENS_MAX);
        strcpy(r->exact, token.exact);
        strcpy(r->folded, token.folded);
        r->start = token.start;
        r->end = token.end;
        r->breaks = token.breaks;
        r->marked = token.marked;
    }
}

static void word_read(const char *word, struct read_token *out) {
    struct read_text text;
    text_read(word, &text);
    assert_int_equal(text.n, 1);
    *out = text.list[0];
    free(text.list);
}

/* ---- making ---------------------------------------------------------------------- */

struct maker {
    uint64_t *random;
    struct asked *q;
    size_t at;
};

static void put(struct maker *m, const char *s) {
    size_t room = sizeof m->q->text - m->at;
    m->at += (size_t)snprintf(m->q->text + m->at, room, "%s", s);
    assert_true(m->at < sizeof m->q->text);
}

static unsigned keep(struct maker *m, const struct asked_node *node) {
    assert_true(m->q->n < ASKED_NODES_MAX);
    m->q->nodes[m->q->n] = *node;
    return m->q->n++;
}

static const char *some_word(struct maker *m) {
    return random_below(m->random, 25) ? vocabulary_word(m->random)
                                       : PICK(m->random, unheard_words);
}

static unsigned make_phrase(struct maker *m, bool title, bool negative, unsigned words, bool code) {
    struct asked_node node = {.op = ASK_PHRASE, .title = title, .negative = negative, .n = words};
    put(m, words > 1 && !code ? "\"" : "");
    for (unsigned i = 0; i < words; i++) {
        const char *word = some_word(m);
        word_read(word, &node.words[i]);
        put(m, i ? code ? "-" : " " : "");
        put(m, word);
    }
    put(m, words > 1 && !code ? "\"" : "");
    return keep(m, &node);
}

static unsigned make_prefix(struct maker *m, bool title, bool negative) {
    static const struct {
        const char *typed, *exact, *folded; /* but for the spelling of syllables */
    } prefixes[] = {
        {"th", "th", "th"}, {"thô", "thô", "tho"}, {"ti", "ti", "ti"}, {"TÍ", "tí", "ti"},
        {"ho", "ho", "ho"}, {"hoà", "hoà", "hoa"}, {"ng", "ng", "ng"}, {"ngoa", "ngoa", "ngoa"},
        {"57", "57", "57"}, {"nă", "nă", "na"},    {"đố", "đố", "do"}, {"do", "do", "do"},
        {"ki", "ki", "ki"}, {"kĩ", "kĩ", "ki"},    {"co", "co", "co"}, {"zz", "zz", "zz"},
        {"vi", "vi", "vi"}, {"d", "d", "d"},       {"uỷ", "uỷ", "uy"},
    };
    struct asked_node node = {.op = ASK_PREFIX, .title = title, .negative = negative, .n = 1};
    unsigned i = random_below(m->random, COUNT(prefixes));
    word_read(prefixes[i].typed, &node.words[0]);
    node.words[1] = node.words[0];
    strcpy(node.words[1].exact, prefixes[i].exact);
    strcpy(node.words[1].folded, prefixes[i].folded);
    put(m, prefixes[i].typed);
    put(m, "*");
    return keep(m, &node);
}

static unsigned make_either(struct maker *m, unsigned depth, bool title);

static unsigned make_clause(struct maker *m, unsigned depth, bool title, bool negative) {
    unsigned kind = random_below(m->random, 100);
    put(m, negative ? "-" : "");
    if (!title && random_below(m->random, 8) == 0) {
        put(m, "title:");
        title = true;
    }
    if (kind < 12 && depth < 3) {
        put(m, "(");
        unsigned group = make_either(m, depth + 1, title);
        put(m, ")");
        m->q->nodes[group].negative = negative;
        return group;
    }
    if (kind < 22)
        return make_prefix(m, title, negative);
    if (kind < 40)
        return make_phrase(m, title, negative, 2 + random_below(m->random, 2), false);
    return make_phrase(m, title, negative, kind < 46 ? 2 : 1, kind < 46);
}

static unsigned make_every(struct maker *m, unsigned depth, bool title) {
    struct asked_node node = {.op = ASK_EVERY, .n = 1 + random_below(m->random, depth ? 2 : 4)};
    for (unsigned i = 0; i < node.n; i++) {
        put(m, i ? " " : "");
        node.kids[i] = make_clause(m, depth, title, random_below(m->random, 9) == 0);
    }
    return keep(m, &node);
}

static unsigned make_either(struct maker *m, unsigned depth, bool title) {
    struct asked_node node = {.op = ASK_EITHER, .n = random_below(m->random, 5) ? 1 : 2};
    for (unsigned i = 0; i < node.n; i++) {
        put(m, i ? " OR " : "");
        node.kids[i] = make_every(m, depth, title);
    }
    return keep(m, &node);
}

void asked_make(uint64_t *random, struct asked *q) {
    struct maker m = {random, q, 0};
    q->n = 0;
    q->text[0] = '\0';
    make_either(&m, 0, false);
}

/* ---- matching -------------------------------------------------------------------- */

static bool begins(const char *whole, const char *with) {
    return strncmp(whole, with, strlen(with)) == 0;
}

/* A prefix of one letter is a word. */
static bool is_open(const struct asked_node *leaf) {
    uint32_t first;
    const struct read_token *w = &leaf->words[0];
    return leaf->op == ASK_PREFIX &&
           utf8_decode(w->exact, strlen(w->exact), &first) < strlen(w->exact);
}

static bool word_is(const struct read_token *want, bool prefix, const struct read_token *have,
                    enum search_accents accents) {
    bool exact = accents == ACCENTS_EXACT || (accents == ACCENTS_AUTO && want->marked);
    const char *w = exact ? want->exact : want->folded, *h = exact ? have->exact : have->folded;
    return prefix ? begins(h, w) : strcmp(h, w) == 0;
}

static bool leaf_stands_at(const struct asked_node *leaf, const struct read_text *text, size_t at,
                           bool title, enum search_accents accents) {
    const struct read_token *have = &text->list[at];
    if (is_open(leaf))
        return word_is(&leaf->words[0], true, have, accents) ||
               word_is(&leaf->words[1], true, have, accents);
    for (unsigned i = 0; i < leaf->n; i++)
        if (at + i == text->n || !word_is(&leaf->words[i], false, have + i, accents) ||
            (i && !title && have[i].breaks))
            return false;
    return true;
}

static bool leaf_in(const struct asked_node *leaf, const struct read_text *text, bool title,
                    enum search_accents accents) {
    for (size_t at = 0; at < text->n; at++)
        if (leaf_stands_at(leaf, text, at, title, accents))
            return true;
    return false;
}

static bool node_matches(const struct asked *q, unsigned at, const struct read_article *a, bool any,
                         enum search_accents accents) {
    const struct asked_node *node = &q->nodes[at];
    if (node->op == ASK_PHRASE || node->op == ASK_PREFIX)
        return leaf_in(node, &a->title, true, accents) ||
               (!node->title && leaf_in(node, &a->body, false, accents));
    bool either = node->op == ASK_EITHER || any;
    unsigned wanted = 0, found = 0;
    for (unsigned i = 0; i < node->n; i++) {
        bool negative = q->nodes[node->kids[i]].negative;
        bool matches = node_matches(q, node->kids[i], a, any && !negative, accents);
        if (negative && matches)
            return false;
        wanted += !negative;
        found += !negative && matches;
    }
    return wanted == 0 || (either ? found > 0 : found == wanted);
}

bool asked_matches(const struct asked *q, const struct read_article *a, bool any,
                   enum search_accents accents) {
    return node_matches(q, q->n - 1, a, any, accents);
}

static void mark_node(const struct asked *q, unsigned at, const struct read_text *text, bool title,
                      enum search_accents accents, bool *marks) {
    const struct asked_node *node = &q->nodes[at];
    if (node->negative)
        return;
    if (node->op == ASK_EVERY || node->op == ASK_EITHER) {
        for (unsigned i = 0; i < node->n; i++)
            mark_node(q, node->kids[i], text, title, accents, marks);
        return;
    }
    for (size_t t = 0; t < text->n && (title || !node->title); t++)
        if (leaf_stands_at(node, text, t, title, accents))
            memset(marks + t, true, node->n);
}

void asked_marks(const struct asked *q, const struct read_text *text, bool title,
                 enum search_accents accents, bool *marks) {
    memset(marks, false, text->n);
    mark_node(q, q->n - 1, text, title, accents, marks);
}
