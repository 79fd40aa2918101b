#include "index/input/input_json.h"

#include <string.h>

#include "index/text/text.h"

enum { DIGITS_MAX = 15 }; /* no number of so many digits overflows anything */

struct plain {
    const char *at, *end;
    struct buf *scratch;
};

size_t malformed_at(const char *s, size_t n) {
    size_t at = 0, step;
    uint32_t code_point;
    while (at < n && (step = utf8_decode(s + at, n - at, &code_point)))
        at += step;
    return at;
}

static char peek(struct plain *p) {
    while (p->at < p->end && memchr(" \t\r\n", *p->at, 4))
        p->at++;
    return p->at < p->end ? *p->at : '\0';
}

static bool take(struct plain *p, char c) {
    if (peek(p) != c || p->at == p->end)
        return false;
    p->at++;
    return true;
}

static bool take_word(struct plain *p, const char *word) {
    size_t n = strlen(word);
    if ((size_t)(p->end - p->at) < n || memcmp(p->at, word, n) != 0)
        return false;
    p->at += n;
    return true;
}

/* ---- strings --------------------------------------------------------------------- */

static const char *plain_end(const char *s, const char *end) {
    while (s < end && *s != '"' && *s != '\\' && (unsigned char)*s >= 0x20)
        s++;
    return s;
}

/* Four hexadecimal digits. */
static bool take_hex(struct plain *p, uint32_t *out) {
    *out = 0;
    if (p->end - p->at < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        static const char digits[] = "0123456789abcdef";
        char c = *p->at++;
        const char *digit = strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c);
        if (!digit || !*digit)
            return false;
        *out = *out << 4 | (uint32_t)(digit - digits);
    }
    return true;
}

/* Behind "\u": a character, as one escape or as a pair of them. */
static bool take_unicode(struct plain *p) {
    uint32_t c, low;
    char bytes[4];
    if (!take_hex(p, &c) || c == 0 || (c >= 0xDC00 && c <= 0xDFFF))
        return false;
    if (c >= 0xD800 && c <= 0xDBFF) {
        if (!take_word(p, "\\u") || !take_hex(p, &low) || low < 0xDC00 || low > 0xDFFF)
            return false;
        c = 0x10000 + ((c - 0xD800) << 10 | (low - 0xDC00));
    }
    buf_add(p->scratch, bytes, utf8_encode(c, bytes));
    return true;
}

static bool take_escape(struct plain *p) {
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    if (p->at == p->end)
        return false;
    char c = *p->at++;
    if (c == 'u')
        return take_unicode(p);
    const char *letter = c ? strchr(letters, c) : NULL;
    if (letter)
        buf_char(p->scratch, meant[letter - letters]);
    return letter;
}

/* The rest of a string with escapes, from its beginning `run` on. */
static bool take_escaped(struct plain *p, const char *run, struct plain_value *out) {
    size_t start = p->scratch->len;
    while (p->at < p->end && *p->at == '\\') {
        buf_add(p->scratch, run, (size_t)(p->at++ - run));
        if (!take_escape(p))
            return false;
        run = p->at;
        p->at = plain_end(p->at, p->end);
    }
    buf_add(p->scratch, run, (size_t)(p->at - run));
    *out = (struct plain_value){.s = p->scratch->data + start, .n = p->scratch->len - start};
    return p->at < p->end && *p->at++ == '"' && buf_ok(p->scratch);
}

static bool take_string(struct plain *p, struct plain_value *out) {
    if (!take(p, '"'))
        return false;
    const char *begin = p->at;
    p->at = plain_end(begin, p->end);
    if (p->at == p->end || *p->at != '"')
        return take_escaped(p, begin, out);
    *out = (struct plain_value){.s = begin, .n = (size_t)(p->at++ - begin)};
    return true;
}

/* ---- values ---------------------------------------------------------------------- */

static bool take_number(struct plain *p, struct plain_value *out) {
    const char *begin = p->at;
    while (p->at < p->end && *p->at >= '0' && *p->at <= '9')
        p->at++;
    size_t n = (size_t)(p->at - begin);
    *out = (struct plain_value){.s = begin, .n = n, .number = true};
    return n > 0 && n <= DIGITS_MAX && (*begin != '0' || n == 1) &&
           (p->at == p->end || !memchr(".eE", *p->at, 3));
}

static bool take_value(struct plain *p, struct plain_value *out, bool wanted) {
    char c = peek(p);
    *out = (struct plain_value){.s = NULL};
    if (c == '"')
        return take_string(p, out) && (wanted || malformed_at(out->s, out->n) == out->n);
    if (c >= '0' && c <= '9')
        return take_number(p, out);
    return take_word(p, "null") || (!wanted && (take_word(p, "true") || take_word(p, "false")));
}

static bool take_member(struct plain *p, const char *const *keys, size_t n_keys,
                        struct plain_value *values) {
    struct plain_value value;
    if (!take(p, '"'))
        return false;
    const char *key = p->at;
    p->at = plain_end(key, p->end);
    size_t len = (size_t)(p->at - key), i = 0;
    if (!take(p, '"') || malformed_at(key, len) != len || !take(p, ':'))
        return false;
    while (i < n_keys && (strlen(keys[i]) != len || memcmp(keys[i], key, len) != 0))
        i++;
    if (!take_value(p, &value, i < n_keys))
        return false;
    if (i < n_keys)
        values[i] = value;
    return true;
}

bool plain_read(const char *json, size_t n, const char *const *keys, size_t n_keys,
                struct plain_value *values, struct buf *scratch) {
    struct plain p = {.at = json, .end = json + n, .scratch = scratch};
    buf_clear(scratch);
    if (!buf_reserve(scratch, n)) /* so that it does not move */
        return false;
    for (size_t i = 0; i < n_keys; i++)
        values[i] = (struct plain_value){.s = NULL};
    if (!take(&p, '{'))
        return false;
    bool first = true;
    for (; peek(&p) != '}'; first = false)
        if ((!first && !take(&p, ',')) || !take_member(&p, keys, n_keys, values))
            return false;
    return take(&p, '}') && peek(&p) == '\0' && p.at == p.end;
}
