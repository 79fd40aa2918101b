#include "api/json.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "index/text/text.h"

void jw_init(struct jw *j, struct buf *out) {
    *j = (struct jw){.out = out};
}

/* ---- structure ------------------------------------------------------------------- */

/* Writes the comma that a further value of this object or array needs. */
static void begin_value(struct jw *j) {
    uint64_t bit = UINT64_C(1) << j->depth;
    if (!j->keyed && (j->filled & bit))
        buf_char(j->out, ',');
    j->filled |= bit;
    j->keyed = false;
}

static void open_level(struct jw *j, char bracket) {
    begin_value(j);
    buf_char(j->out, bracket);
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
    begin_value(j);
    buf_char(j->out, '"');
    buf_str(j->out, key);
    buf_add(j->out, "\":", 2);
    j->keyed = true;
}

/* ---- strings --------------------------------------------------------------------- */

static inline bool is_continuation(unsigned char c) {
    return (c & 0xC0) == 0x80;
}

/* Bytes of the character at s[0..n-1], n > 0, when it may stand in a JSON string as it is;
 * else 0. Two and three bytes are decided here, as nearly all Vietnamese letters are. */
static inline size_t plain_length(const unsigned char *s, size_t n) {
    if (s[0] < 0x80)
        return s[0] >= 0x20 && s[0] != '"' && s[0] != '\\';
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

void jw_string(struct jw *j, const char *s, size_t n) {
    const unsigned char *at = (const unsigned char *)s;
    size_t from = 0, i = 0;

    begin_value(j);
    buf_char(j->out, '"');
    while (i < n) {
        size_t length = plain_length(at + i, n - i);
        if (length) {
            i += length;
            continue;
        }
        buf_add(j->out, s + from, i - from);
        i += escape(j->out, at + i, n - i);
        from = i;
    }
    if (i > from)
        buf_add(j->out, s + from, i - from);
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
    begin_value(j);
    buf_add(j->out, s, n);
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

void jw_uint(struct jw *j, uint64_t value) {
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    jw_raw(j, digits + at, sizeof digits - at);
}

void jw_decimal(struct jw *j, double value) {
    enum { SCALE = 10000 };
    if (!isfinite(value)) {
        jw_null(j);
        return;
    }
    begin_value(j);
    /* Beyond this a double has no four decimals left; "%.0f" knows no decimal comma. */
    if (fabs(value) >= 1e11) {
        buf_printf(j->out, "%.0f", value);
        return;
    }
    int64_t scaled = llround(fabs(value) * SCALE);
    if (value < 0 && scaled)
        buf_char(j->out, '-');
    buf_printf(j->out, "%" PRId64, scaled / SCALE);
    if (scaled % SCALE == 0)
        return;
    char decimals[8] = {'.'};
    int last = 4;
    for (int64_t rest = scaled % SCALE, i = 4; i > 0; i--, rest /= 10)
        decimals[i] = (char)('0' + rest % 10);
    while (decimals[last] == '0')
        last--;
    buf_add(j->out, decimals, (size_t)last + 1);
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
