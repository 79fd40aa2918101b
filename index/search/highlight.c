/* Highlighting: marks exactly what matched, in the form in which it matched. */
#include <stdlib.h>
#include <string.h>

#include "index/search/match.h"
#include "index/search/query.h"
#include "index/search/search.h"
#include "index/text/text.h"
#include "index/text/token.h"

enum {
    SCAN_BYTES_MAX = 256 << 10, /* a window is looked for in this much of a body */
    SPANS_MAX = 512             /* marks beyond are not counted */
};

/* A run of matched tokens: one mark. */
struct span {
    size_t start, end; /* bytes */
    uint64_t words[2]; /* which words of the query it has */
    unsigned tokens;
};

struct spans {
    struct span *list;
    size_t n, cap;
};

struct seen {
    size_t start, end;
    uint64_t words[2]; /* words of the query that this token is */
    bool marked;
    bool breaks; /* a phrase does not reach here from before */
};

struct tokens {
    struct seen *list;
    size_t n, cap;
};

static bool has(const uint64_t words[2], size_t i) {
    return words[i / 64] >> (i % 64) & 1;
}

static bool word_fits(const struct query_word *w, bool prefix, enum search_accents accents,
                      const struct token *t) {
    bool exact = word_is_exact(w, accents);
    const char *want = exact ? w->exact : w->folded, *have = exact ? t->exact : t->folded;
    size_t n = exact ? w->exact_len : w->folded_len;
    size_t len = exact ? t->exact_len : t->folded_len;
    return (prefix ? len >= n : len == n) && memcmp(want, have, n) == 0;
}

/* The query's leaves that may be marked: positive, and about this field. */
struct leaves {
    const struct query_node *list[QUERY_WORDS_MAX];
    size_t n;
};

static void collect_leaves(const struct query *q, uint16_t at, bool title, struct leaves *out) {
    const struct query_node *node = &q->nodes[at];
    if (node->op == QUERY_PHRASE || node->op == QUERY_PREFIX) {
        if ((title || !node->title) && out->n < QUERY_WORDS_MAX)
            out->list[out->n++] = node;
        return;
    }
    if (node->op == QUERY_NOT)
        return;
    for (uint16_t k = node->first_kid; k != QUERY_NONE; k = q->nodes[k].next)
        collect_leaves(q, k, title, out);
}

/* How many tokens a leaf stands on: the spellings of a prefix are one word. */
static size_t leaf_tokens(const struct query_node *leaf) {
    return leaf->op == QUERY_PREFIX ? 1 : leaf->n_words;
}

/* Notes which of the leaf's words the token is; all spellings of a prefix are its first. */
static void note_words(const struct search_result *r, const struct query_node *leaf,
                       const struct token *token, struct seen *seen) {
    bool prefix = leaf->op == QUERY_PREFIX;
    for (size_t i = 0; i < leaf->n_words; i++) {
        size_t w = leaf->word + (prefix ? 0 : i);
        if (word_fits(&r->query->words[leaf->word + i], prefix, r->accents, token))
            seen->words[w / 64] |= UINT64_C(1) << (w % 64);
    }
}

static bool scan(const struct search_result *r, const struct leaves *leaves, bool title,
                 const char *text, size_t len, struct tokens *out) {
    struct tokenizer tokenizer;
    struct token token;
    tokenizer_init(&tokenizer, text, len);
    while (tokenizer_next(&tokenizer, &token)) {
        struct seen seen = {
            .start = token.start, .end = token.end, .breaks = token.breaks && !title};
        for (size_t i = 0; i < leaves->n; i++)
            note_words(r, leaves->list[i], &token, &seen);
        if (!array_grow(&out->list, &out->cap, out->n + 1, sizeof *out->list))
            return false;
        out->list[out->n++] = seen;
    }
    return true;
}

/* Marks the tokens at which a leaf stands whole. */
static void mark_leaf(const struct query_node *leaf, struct tokens *t) {
    size_t n = leaf_tokens(leaf);
    for (size_t i = 0; i + n <= t->n; i++) {
        size_t k = 0;
        while (k < n && has(t->list[i + k].words, leaf->word + k) &&
               (k == 0 || !t->list[i + k].breaks))
            k++;
        for (size_t j = 0; k == n && j < k; j++)
            t->list[i + j].marked = true;
    }
}

/* Two tokens are shown as one mark when only blanks or the joint of a code part them. */
static bool side_by_side(const char *text, const struct seen *a, const struct seen *b) {
    size_t gap = b->start - a->end;
    return gap <= 1 && memchr(text + a->end, '\n', gap) == NULL;
}

static bool make_spans(const char *text, const struct tokens *t, struct spans *out) {
    for (size_t i = 0; i < t->n && out->n < SPANS_MAX; i++) {
        const struct seen *s = &t->list[i];
        if (!s->marked)
            continue;
        if (i == 0 || !t->list[i - 1].marked || !side_by_side(text, s - 1, s)) {
            if (!array_grow(&out->list, &out->cap, out->n + 1, sizeof *out->list))
                return false;
            out->list[out->n++] = (struct span){.start = s->start};
        }
        struct span *span = &out->list[out->n - 1];
        span->end = s->end;
        span->words[0] |= s->words[0];
        span->words[1] |= s->words[1];
        span->tokens++;
    }
    return true;
}

/* Finds what to mark; without memory nothing is marked. */
static struct spans find_spans(const struct search_result *r, bool title, const char *text,
                               size_t len) {
    struct spans spans = {0};
    struct tokens tokens = {0};
    struct leaves leaves = {.n = 0};
    if (r->query)
        collect_leaves(r->query, r->query->root, title, &leaves);
    if (leaves.n && scan(r, &leaves, title, text, len, &tokens)) {
        for (size_t i = 0; i < leaves.n; i++)
            mark_leaf(leaves.list[i], &tokens);
        if (!make_spans(text, &tokens, &spans))
            spans.n = 0;
    }
    free(tokens.list);
    return spans;
}

/* ---- writing --------------------------------------------------------------------- */

static void put_escaped(struct buf *out, const char *s, size_t n) {
    for (size_t i = 0; i < n; i++) {
        switch (s[i]) {
        case '&':
            buf_str(out, "&amp;");
            break;
        case '<':
            buf_str(out, "&lt;");
            break;
        case '>':
            buf_str(out, "&gt;");
            break;
        case '"':
            buf_str(out, "&quot;");
            break;
        case '\'':
            buf_str(out, "&#39;");
            break;
        case '\n':
            buf_char(out, ' ');
            break;
        default:
            buf_char(out, s[i]);
        }
    }
}

static void put_marked(struct buf *out, const char *text, size_t from, size_t to,
                       const struct spans *spans) {
    size_t at = from;
    for (size_t i = 0; i < spans->n; i++) {
        /* A run of words may reach beyond the window. */
        size_t start = spans->list[i].start > at ? spans->list[i].start : at;
        size_t end = spans->list[i].end < to ? spans->list[i].end : to;
        if (start >= end)
            continue;
        put_escaped(out, text + at, start - at);
        buf_str(out, "<mark>");
        put_escaped(out, text + start, end - start);
        buf_str(out, "</mark>");
        at = end;
    }
    put_escaped(out, text + at, to - at);
}

static void put_plain(struct buf *out, const char *text, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        buf_char(out, text[i] == '\n' ? ' ' : text[i]);
}

void highlight_title(const struct search_result *r, const char *title, size_t len,
                     struct buf *out) {
    struct spans spans = find_spans(r, true, title, len);
    put_marked(out, title, 0, len, &spans);
    free(spans.list);
}

/* ---- the window ------------------------------------------------------------------ */

static unsigned bits(const uint64_t words[2]) {
    return (unsigned)(__builtin_popcountll(words[0]) + __builtin_popcountll(words[1]));
}

/* The spans first..last that fit into the width and say most about the query: different
 * words count most, then words that stand together, then the number of marks. */
static void best_window(const struct spans *spans, size_t width, size_t *first, size_t *last) {
    unsigned best = 0;
    *first = *last = 0;
    for (size_t i = 0; i < spans->n; i++) {
        uint64_t words[2] = {0, 0};
        unsigned longest = 0;
        for (size_t j = i; j < spans->n; j++) {
            const struct span *s = &spans->list[j];
            if (j > i && s->end - spans->list[i].start > width)
                break;
            words[0] |= s->words[0];
            words[1] |= s->words[1];
            longest = s->tokens > longest ? s->tokens : longest;
            unsigned marks = (unsigned)(j - i + 1 < 8 ? j - i + 1 : 8);
            unsigned score = bits(words) * 32 + longest * 16 + marks;
            if (score > best) {
                best = score;
                *first = i;
                *last = j;
            }
        }
    }
}

static bool is_blank(char c) {
    return c == ' ' || c == '\n';
}

/* A sentence or paragraph begins at text[i]. */
static bool begins_sentence(const char *text, size_t i) {
    if (i == 0 || text[i - 1] == '\n')
        return true;
    return i >= 2 && text[i - 1] == ' ' && strchr(".!?;", text[i - 2]) != NULL;
}

/* Where the window begins: the sentence's start when it is near enough, else a word's. */
static size_t window_start(const char *text, size_t match, size_t spare) {
    size_t lowest = match > spare ? match - spare : 0;
    for (size_t i = match;; i--) {
        if (begins_sentence(text, i))
            return i;
        if (i == lowest)
            break;
    }
    size_t i = match > spare / 3 ? match - spare / 3 : 0;
    while (i < match && !is_blank(text[i]))
        i++;
    return i < match ? i + 1 : match;
}

/* A window at the end of the text has room left: it begins with an earlier sentence. */
static size_t fill_width(const char *text, size_t len, size_t start, size_t width) {
    if (len - start >= width)
        return start;
    for (size_t i = len > width ? len - width : 0; i < start; i++)
        if (begins_sentence(text, i))
            return i;
    return start;
}

static size_t window_end(const char *text, size_t len, size_t start, size_t width, size_t least) {
    if (len - start <= width)
        return len;
    size_t end = start + width > least ? start + width : least;
    size_t word = end, lowest = start + width / 2 > least ? start + width / 2 : least;
    while (word > lowest && !is_blank(text[word]))
        word--;
    if (word == lowest && word != least)
        word = end; /* no blank: a script without them, or one long word */
    for (size_t i = word; i > least && i > start + width * 2 / 3; i--)
        if (begins_sentence(text, i))
            return i - 1;
    return word;
}

void highlight_body(const struct search_result *r, const char *body, size_t len, size_t width,
                    bool marks, struct buf *out) {
    size_t scanned = len <= SCAN_BYTES_MAX ? len : utf8_cut(body, len, SCAN_BYTES_MAX);
    struct spans spans = find_spans(r, false, body, scanned);
    size_t start = 0, least = 0, first, last;
    if (spans.n) {
        best_window(&spans, width, &first, &last);
        least = spans.list[last].end;
        size_t taken = least - spans.list[first].start;
        start = window_start(body, spans.list[first].start, width > taken ? width - taken : 0);
        start = fill_width(body, len, start, width);
    }
    size_t end = window_end(body, len, start, width, least);
    /* Long words without a blank: never cut inside a character. */
    while (end < len && ((unsigned char)body[end] & 0xc0) == 0x80)
        end++;
    if (start > 0)
        buf_str(out, "… ");
    if (marks)
        put_marked(out, body, start, end, &spans);
    else
        put_plain(out, body, start, end);
    if (end < len)
        buf_str(out, " …");
    free(spans.list);
}
