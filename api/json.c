#include "api/json.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "index/text/text.h"

void jw_init(struct jw *j, struct buf *out) {
    *j = (struct jw){.out = out};
}

/* ---- structure ------------------------------------------------------------------- */

/* Room for a further value of this object or array, `n` bytes that the caller writes, behind the
 * comma that it needs; NULL when there is none. An answer has some hundred keys and values: one
 * look at the buffer for each. */
static char *put(struct jw *j, size_t n) {
    uint64_t bit = UINT64_C(1) << j->depth;
    size_t comma = !j->keyed && (j->filled & bit);
    char *to = buf_reserve(j->out, comma + n);
    j->filled |= bit;
    j->keyed = false;
    if (!to)
        return NULL;
    j->out->len += comma + n;
    if (comma)
        *to = ',';
    return to + comma;
}

static void open_level(struct jw *j, char bracket) {
    jw_raw(j, &bracket, 1);
    if (j->depth == JSON_DEPTH_MAX) {
        j->out->failed = true;
        return;
    }
    j->depth++;
    j->filled &= ~(UINT64_C(1) << j->depth);
}

static void close_level(struct jw *j, char bracket) {
    if (j->depth > 0)
        j->depth--;
    buf_char(j->out, bracket);
}

void jw_object(struct jw *j) {
    open_level(j, '{');
}

void jw_object_end(struct jw *j) {
    close_level(j, '}');
}

void jw_array(struct jw *j) {
    open_level(j, '[');
}

void jw_array_end(struct jw *j) {
    close_level(j, ']');
}

void jw_key(struct jw *j, const char *key) {
    size_t n = strlen(key);
    char *to = put(j, n + 3);
    j->keyed = true;
    if (!to)
        return;
    to[0] = '"';
    memcpy(to + 1, key, n);
    memcpy(to + 1 + n, "\":", 2);
}

/* ---- strings --------------------------------------------------------------------- */

static inline bool is_continuation(unsigned char c) {
    return (c & 0xC0) == 0x80;
}

static inline bool is_plain_ascii(unsigned char c) {
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* Bytes of the character at s[0..n-1], n > 0, when it may stand in a JSON string as it is;
 * else 0. Two and three bytes are decided here, as nearly all Vietnamese letters are. */
static inline size_t plain_length(const unsigned char *s, size_t n) {
    if (s[0] < 0x80)
        return is_plain_ascii(s[0]);
    if (s[0] >= 0xC2 && s[0] <= 0xDF)
        return n > 1 && is_continuation(s[1]) ? 2 : 0;
    if (s[0] >= 0xE1 && s[0] <= 0xEC && n > 2 && is_continuation(s[1]) && is_continuation(s[2]))
        return s[0] == 0xE2 && s[1] == 0x80 && (s[2] == 0xA8 || s[2] == 0xA9) ? 0 : 3;
    uint32_t code_point;
    return s[0] == 0xE2 ? 0 : utf8_decode((const char *)s, n, &code_point);
}

/* Writes what stands for the character at s[0..n-1] that is not plain; returns its bytes. */
static size_t escape(struct buf *out, const unsigned char *s, size_t n) {
    static const char letters[0x80] = {['"'] = '"',  ['\\'] = '\\', ['\n'] = 'n', ['\t'] = 't',
                                       ['\r'] = 'r', ['\b'] = 'b',  ['\f'] = 'f'};
    if (s[0] < 0x80 && letters[s[0]]) {
        buf_add(out, (char[]){'\\', letters[s[0]]}, 2);
        return 1;
    }
    uint32_t code_point;
    size_t length = utf8_decode((const char *)s, n, &code_point);
    buf_printf(out, "\\u%04" PRIx32, length ? code_point : UINT32_C(0xFFFD));
    return length ? length : 1;
}

/* Bytes at the beginning of s[0..n-1] that stand in a JSON string as they are. */
static size_t plain_run(const unsigned char *s, size_t n) {
    size_t i = 0, length = 1;
    while (i < n && length > 0) {
        while (i < n && is_plain_ascii(s[i]))
            i++;
        length = i < n ? plain_length(s + i, n - i) : 0;
        i += length;
    }
    return i;
}

/* The rest of a string whose first character is not plain. */
static void escape_rest(struct buf *out, const unsigned char *s, size_t n) {
    while (n > 0) {
        size_t length = escape(out, s, n);
        s += length;
        n -= length;
        length = plain_run(s, n);
        buf_add(out, s, length);
        s += length;
        n -= length;
    }
}

void jw_string(struct jw *j, const char *s, size_t n) {
    size_t plain = plain_run((const unsigned char *)s, n);
    bool whole = plain == n;
    char *to = put(j, 1 + plain + whole);
    if (!to)
        return;
    to[0] = '"';
    if (plain > 0)
        memcpy(to + 1, s, plain);
    if (whole) {
        to[1 + plain] = '"';
        return;
    }
    escape_rest(j->out, (const unsigned char *)s + plain, n - plain);
    buf_char(j->out, '"');
}

void jw_str(struct jw *j, const char *s) {
    if (s)
        jw_string(j, s, strlen(s));
    else
        jw_null(j);
}

/* ---- other values ---------------------------------------------------------------- */

void jw_raw(struct jw *j, const char *s, size_t n) {
    char *to = put(j, n);
    if (to && n > 0)
        memcpy(to, s, n);
}

void jw_null(struct jw *j) {
    jw_raw(j, "null", 4);
}

void jw_bool(struct jw *j, bool value) {
    if (value)
        jw_raw(j, "true", 4);
    else
        jw_raw(j, "false", 5);
}

enum { NUMBER_BYTES = 32 };

/* Writes digits before text[at]; returns where they begin. */
static size_t digits_before(char *text, size_t at, uint64_t value) {
    do {
        text[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    return at;
}

void jw_uint(struct jw *j, uint64_t value) {
    char text[NUMBER_BYTES];
    size_t at = digits_before(text, sizeof text, value);
    jw_raw(j, text + at, sizeof text - at);
}

/* The same for what stands behind the point of value / 10^places, and the point: nothing when
 * that is nothing. */
static size_t places_before(char *text, size_t at, uint64_t value, int places) {
    for (; places > 0 && value % 10 == 0; places--)
        value /= 10;
    if (places == 0)
        return at;
    for (; places > 0; places--, value /= 10)
        text[--at] = (char)('0' + value % 10);
    text[--at] = '.';
    return at;
}

void jw_decimal(struct jw *j, double value) {
    enum { PLACES = 4, SCALE = 10000 };
    char text[NUMBER_BYTES];
    if (!isfinite(value)) {
        jw_null(j);
        return;
    }
    /* Beyond this a double has no four decimals left; "%.0f" knows no decimal comma. */
    if (fabs(value) >= 1e11) {
        jw_raw(j, "", 0);
        buf_printf(j->out, "%.0f", value);
        return;
    }
    uint64_t scaled = (uint64_t)llround(fabs(value) * SCALE);
    size_t at = places_before(text, sizeof text, scaled % SCALE, PLACES);
    at = digits_before(text, at, scaled / SCALE);
    if (value < 0 && scaled > 0)
        text[--at] = '-';
    jw_raw(j, text + at, sizeof text - at);
}

/* ---- a key and its value --------------------------------------------------------- */

void jw_put_str(struct jw *j, const char *key, const char *s) {
    jw_key(j, key);
    jw_str(j, s);
}

void jw_put_text(struct jw *j, const char *key, const char *s) {
    jw_put_str(j, key, s && *s ? s : NULL);
}

void jw_put_uint(struct jw *j, const char *key, uint64_t value) {
    jw_key(j, key);
    jw_uint(j, value);
}

void jw_put_bool(struct jw *j, const char *key, bool value) {
    jw_key(j, key);
    jw_bool(j, value);
}
