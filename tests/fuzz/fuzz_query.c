/* A query of any bytes is a tree within its bounds, also with other ways of saying it; what it
 * marks in any text is that text, escaped, with balanced marks. The first line is the query, the
 * rest the text. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/query.h"
#include "index/search/search.h"
#include "index/search/understand.h"
#include "index/text/text.h"

static void require(bool holds) {
    if (!holds)
        abort();
}

/* Opened once, for all inputs. */
static const struct abbreviations *names(void) {
    static struct abbreviations *opened;
    struct tt_error e;
    require(opened || abbreviations_open(&opened, &e));
    return opened;
}

static void check_words(const struct query *q, const struct query_node *node) {
    require(node->n_words >= 1 && (size_t)node->word + node->n_words <= q->n_words);
    require(node->op == QUERY_PHRASE ||
            (node->n_words > node->n_before && node->n_words - node->n_before <= 2));
    for (size_t i = node->word; i < (size_t)node->word + node->n_words; i++) {
        const struct query_word *w = &q->words[i];
        require(w->start <= w->end && w->end <= QUERY_BYTES_MAX);
        require(w->exact_len >= 1 && w->exact_len <= TOKEN_BYTES_MAX);
        require(w->folded_len >= 1 && w->folded_len <= TOKEN_BYTES_MAX);
        require(strlen(w->exact) == w->exact_len && strlen(w->folded) == w->folded_len);
        for (const char *c = w->exact; *c; c++)
            require(*c < 'A' || *c > 'Z'); /* capitals are the prefixes of terms */
        for (const char *c = w->folded; *c; c++)
            require(*c < 'A' || *c > 'Z');
    }
}

/* Every node is met once; returns how many lie here and below. */
static size_t check_node(const struct query *q, uint16_t at, int depth) {
    require(at < q->n_nodes && depth < 4 * QUERY_DEPTH_MAX);
    const struct query_node *node = &q->nodes[at];
    size_t nodes = 1, kids = 0;
    require(node->weight > 0 && node->weight <= 1);
    if (node->op == QUERY_PHRASE || node->op == QUERY_PREFIX) {
        check_words(q, node);
        require(node->first_kid == QUERY_NONE);
        require(node->guard == QUERY_NONE || node->guard == node->word + node->n_words);
        return nodes;
    }
    if (node->op == QUERY_DATE) {
        require(node->from && node->from <= node->to);
        return nodes;
    }
    for (uint16_t k = node->first_kid; k != QUERY_NONE; k = q->nodes[k].next, kids++) {
        require(q->nodes[k].op != QUERY_NOT || node->op == QUERY_AND);
        require(q->nodes[k].op != QUERY_DATE || (node->op == QUERY_EITHER && kids > 0));
        require(node->op != QUERY_EITHER || kids == 0 || q->nodes[k].op == QUERY_PHRASE ||
                q->nodes[k].op == QUERY_DATE);
        nodes += check_node(q, k, depth + 1);
        require(nodes <= q->n_nodes);
    }
    require(kids >= 1 && (node->op != QUERY_NOT || kids == 1));
    require(node->op != QUERY_EITHER || kids >= 2);
    return nodes;
}

static char unescaped(const char *s, size_t *n) {
    static const struct {
        const char *entity;
        char c;
    } entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    for (size_t i = 0; *s == '&' && i < sizeof entities / sizeof *entities; i++) {
        *n = strlen(entities[i].entity);
        if (strncmp(s, entities[i].entity, *n) == 0)
            return entities[i].c;
    }
    require(!strchr("&<>\"'", *s));
    *n = 1;
    return *s;
}

/* Takes the marks and entities out, in place. */
static size_t strip(char *html) {
    size_t len = 0, n;
    bool in = false;
    for (const char *s = html; *s; s += n) {
        const char *tag = in ? "</mark>" : "<mark>";
        n = strlen(tag);
        if (strncmp(s, tag, n) == 0)
            in = !in;
        else
            html[len++] = unescaped(s, &n);
    }
    require(!in);
    html[len] = '\0';
    return len;
}

/* `shown` without its ellipses stands in `text`. */
static void check_window(const char *text, char *shown, size_t len) {
    static const char front[] = "… ", back[] = " …";
    if (strstr(text, shown))
        return;
    if (strncmp(shown, front, sizeof front - 1) == 0) {
        shown += sizeof front - 1;
        len -= sizeof front - 1;
    }
    if (strstr(text, shown))
        return;
    require(len >= sizeof back - 1 && strcmp(shown + len - (sizeof back - 1), back) == 0);
    shown[len - (sizeof back - 1)] = '\0';
    require(strstr(text, shown) != NULL);
}

static void check_marks(const struct search_result *r, const struct buf *text) {
    struct buf out, flat;
    buf_init(&out, 64 << 20);
    buf_init(&flat, 64 << 20);
    buf_add(&flat, text->data, text->len);
    for (size_t i = 0; i < flat.len; i++)
        flat.data[i] = flat.data[i] == '\n' ? ' ' : flat.data[i];
    highlight_title(r, text->data, text->len, &out);
    require(buf_ok(&out));
    if (out.len) {
        require(strip(out.data) == flat.len);
        require(memcmp(out.data, flat.data, flat.len) == 0);
    }
    for (size_t width = 0; width <= 320; width = width * 2 + 20) {
        buf_clear(&out);
        highlight_body(r, text->data, text->len, width, true, &out);
        if (out.len)
            check_window(buf_text(&flat), out.data, strip(out.data));
        buf_clear(&out);
        highlight_body(r, text->data, text->len, width, false, &out);
        if (out.len)
            check_window(buf_text(&flat), out.data, out.len);
    }
    buf_done(&out);
    buf_done(&flat);
}

static void check(const struct buf *asked, const struct buf *text) {
    struct search_result r = {0};
    struct tt_error e = {.code = TT_OK};
    if (!query_parse(buf_text(asked), asked->len, &r.query, &e)) {
        require(e.code == TT_BAD_INPUT && r.query == NULL);
        return;
    }
    require(r.query->n_nodes <= QUERY_NODES_MAX && r.query->n_words <= QUERY_WORDS_MAX);
    if (r.query->root == QUERY_NONE) {
        query_free(r.query);
        r.query = NULL;
    } else {
        require(check_node(r.query, r.query->root, 0) <= r.query->n_nodes);
        understand(r.query, names());
        require(r.query->n_nodes <= QUERY_ALL_NODES && r.query->n_words <= QUERY_ALL_WORDS);
        require(check_node(r.query, r.query->root, 0) <= r.query->n_nodes);
    }
    for (r.accents = ACCENTS_AUTO; text->len && r.accents <= ACCENTS_IGNORE; r.accents++)
        check_marks(&r, text);
    query_free(r.query);
}

/* The bytes with nothing behind them, so that a sanitizer sees what is read too far. */
static void trim(struct buf *b) {
    char *exact = b->len ? realloc(b->data, b->len) : NULL;
    if (exact) {
        b->data = exact;
        b->cap = b->len - 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    const char *s = (const char *)bytes, *line = size ? memchr(s, '\n', size) : NULL;
    size_t n = line ? (size_t)(line - s) : size;
    struct buf asked, text;
    struct tt_error e;
    buf_init(&asked, 1 << 20);
    buf_init(&text, 1 << 20);
    if (text_store(s, n, &asked, &e) && text_store(s + n, size - n, &text, &e)) {
        trim(&asked);
        trim(&text);
        check(&asked, &text);
    }
    buf_done(&asked);
    buf_done(&text);
    return 0;
}
