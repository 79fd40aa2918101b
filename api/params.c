#include "api/params.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/text/text.h"

/* ---- percent escapes ------------------------------------------------------------- */

static int hex_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static bool is_utf8(const char *s, size_t n) {
    uint32_t code_point;
    for (size_t i = 0, length; i < n; i += length) {
        length = (unsigned char)s[i] < 0x80 ? 1 : utf8_decode(s + i, n - i, &code_point);
        if (length == 0)
            return false;
    }
    return true;
}

bool percent_decode(const char *s, size_t n, bool plus_is_space, char *out, size_t *len,
                    const char **why) {
    size_t written = 0;
    for (size_t i = 0; i < n; i++) {
        char c = s[i] == '+' && plus_is_space ? ' ' : s[i];
        if (c == '%') {
            int high = i + 2 < n ? hex_value(s[i + 1]) : -1;
            int low = i + 2 < n ? hex_value(s[i + 2]) : -1;
            if (high < 0 || low < 0) {
                *why = "has a malformed percent escape";
                return false;
            }
            c = (char)(high << 4 | low);
            i += 2;
        }
        if (c == '\0') {
            *why = "has a NUL character";
            return false;
        }
        out[written++] = c;
    }
    if (!is_utf8(out, written)) {
        *why = "is not UTF-8";
        return false;
    }
    *len = written;
    return true;
}

static bool is_unreserved(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c && strchr("-._~", c));
}

void percent_encode(struct buf *out, const char *s, size_t n) {
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (is_unreserved(c))
            buf_char(out, s[i]);
        else
            buf_add(out, (char[]){'%', digits[c >> 4], digits[c & 15]}, 3);
    }
}

/* ---- the query string ------------------------------------------------------------ */

struct cutter {
    const struct param_spec *specs;
    struct params *out;
    char *room;       /* where the next decoded text goes */
    uint64_t seen[4]; /* of which single-valued parameters */
};
_Static_assert(sizeof((struct cutter *)0)->seen * 8 >= PARAM_VALUES_MAX, "a bit a parameter");

/* Decodes the name at s[0..n-1] and finds it among the known ones. */
static bool known_name(struct cutter *c, const char *s, size_t n, size_t *spec, struct fault *f) {
    const char *why;
    size_t len;
    if (!percent_decode(s, n, true, c->room, &len, &why)) {
        char raw[sizeof f->parameter];
        snprintf(raw, sizeof raw, "%.*s", n < sizeof raw ? (int)n : (int)sizeof raw, s);
        return fault_bad(f, raw, "the name of a parameter %s", why);
    }
    c->room[len] = '\0';
    for (size_t i = 0; c->specs[i].name; i++)
        if (strcmp(c->specs[i].name, c->room) == 0) {
            *spec = i;
            return true;
        }
    return fault_set(f, 400, "unknown_parameter", c->room, "there is no parameter %.64s here",
                     c->room);
}

static bool add_pair(struct cutter *c, const char *s, size_t n, struct fault *f) {
    const char *equals = memchr(s, '=', n), *why;
    size_t name_len = equals ? (size_t)(equals - s) : n, spec = 0, len;
    const char *raw = equals ? equals + 1 : s + n;

    if (!known_name(c, s, name_len, &spec, f))
        return false;
    const char *name = c->specs[spec].name;
    uint64_t *word = &c->seen[spec / 64], bit = UINT64_C(1) << spec % 64;
    if (c->specs[spec].kind == PARAM_ONE && (*word & bit))
        return fault_bad(f, name, "%s is given more than once", name);
    *word |= bit;
    if (c->out->n == PARAM_VALUES_MAX)
        return fault_bad(f, name, "more than %d values are given", PARAM_VALUES_MAX);
    if (!percent_decode(raw, (size_t)(s + n - raw), true, c->room, &len, &why))
        return fault_bad(f, name, "%s %s", name, why);
    c->room[len] = '\0';
    c->out->v[c->out->n++] = (struct param){spec, c->room, len};
    c->room += len + 1;
    return true;
}

bool params_parse(const char *query, const struct param_spec *specs, struct params *out,
                  struct fault *f) {
    out->n = 0;
    out->bytes = NULL;
    size_t len = query ? strlen(query) : 0;
    if (len == 0)
        return true;
    if (len > QUERY_STRING_BYTES_MAX)
        return fault_set(f, 414, "uri_too_long", NULL, "the query string is over %d bytes",
                         QUERY_STRING_BYTES_MAX);
    /* A decoded pair with its NUL takes at most one byte more than its raw text. */
    out->bytes = malloc(2 * len + 2);
    if (!out->bytes)
        return fault_set(f, 503, "no_memory", NULL, "no memory for the query string");

    struct cutter c = {.specs = specs, .out = out, .room = out->bytes};
    for (const char *s = query, *end = query + len; s < end;) {
        size_t n = strcspn(s, "&");
        if (n > 0 && !add_pair(&c, s, n, f)) {
            params_done(out);
            return false;
        }
        s += n + 1;
    }
    return true;
}

void params_done(struct params *p) {
    free(p->bytes);
    p->bytes = NULL;
    p->n = 0;
}

/* ---- values ---------------------------------------------------------------------- */

bool list_next(const char **at, const char *end, struct slice *piece) {
    if (!*at)
        return false;
    const char *comma = memchr(*at, ',', (size_t)(end - *at));
    const char *stop = comma ? comma : end;
    *piece = (struct slice){*at, (size_t)(stop - *at)};
    *at = comma ? comma + 1 : NULL;
    return true;
}

bool param_number(const char *name, const char *s, size_t n, uint32_t min, uint32_t max,
                  uint32_t *out, struct fault *f) {
    uint64_t value = 0;
    bool digits = n > 0 && n <= 9 && (n == 1 || s[0] != '0');
    for (size_t i = 0; digits && i < n; i++) {
        digits = s[i] >= '0' && s[i] <= '9';
        value = value * 10 + (uint64_t)(s[i] - '0');
    }
    if (!digits || value < min || value > max)
        return fault_bad(f, name, "%s must be a whole number from %u to %u", name, min, max);
    *out = (uint32_t)value;
    return true;
}

size_t name_index(const char *const *names, size_t count, const char *s, size_t n) {
    size_t i = 0;
    while (i < count && (strlen(names[i]) != n || memcmp(names[i], s, n) != 0))
        i++;
    return i;
}
