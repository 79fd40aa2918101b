/* Highlighting of completions. */
#include <string.h>

#include "index/search/suggest.h"
#include "index/text/text.h"
#include "index/text/token.h"

static void put_escaped(struct buf *out, const char *s, size_t n) {
    static const char *const entities[] = {
        ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"};
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c < sizeof entities / sizeof *entities && entities[c])
            buf_str(out, entities[c]);
        else
            buf_char(out, s[i] == '\n' ? ' ' : s[i]);
    }
}

/* Bytes of the first n characters; of all when n is 0. */
static size_t bytes_of(const char *s, size_t len, size_t n) {
    size_t at = 0;
    uint32_t c;
    if (n == 0)
        return len;
    for (size_t step; n > 0 && at < len && (step = utf8_decode(s + at, len - at, &c)) != 0; n--)
        at += step;
    return at;
}

/* Where the typed words stand: text[*start..*end), empty when they do not. */
static void find_typed(const struct suggestion *s, const char *text, size_t *start, size_t *end) {
    struct tokenizer tokenizer;
    struct token token;
    size_t last = s->typed.word + s->typed.n - 1;
    *start = *end = 0;
    tokenizer_init(&tokenizer, text, strlen(text));
    for (size_t i = 0; s->typed.n && i <= last && tokenizer_next(&tokenizer, &token); i++) {
        if (i == s->typed.word)
            *start = *end = token.start;
        if (i == last)
            *end = token.start +
                   bytes_of(text + token.start, token.end - token.start, s->typed.letters);
    }
}

static void put_marked(const struct suggestion *s, const char *text, struct buf *out) {
    size_t start, end;
    find_typed(s, text, &start, &end);
    put_escaped(out, text, start);
    if (start < end) {
        buf_str(out, "<mark>");
        put_escaped(out, text + start, end - start);
        buf_str(out, "</mark>");
    }
    put_escaped(out, text + end, strlen(text) - end);
}

void suggest_highlight(const struct suggestion *s, struct buf *out) {
    if (!s->alias) {
        put_marked(s, s->text, out);
        return;
    }
    put_escaped(out, s->text, strlen(s->text));
    buf_str(out, " (");
    put_marked(s, s->alias, out);
    buf_char(out, ')');
}
