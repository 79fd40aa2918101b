#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "index/base/limits.h"
#include "index/html/html_parts.h"
#include "index/text/text.h"

/* ---- encodings ------------------------------------------------------------------- */

/* What pages call an encoding, and what iconv calls it. Latin 1 is read as browsers do. */
static const struct {
    const char *label, *name;
} charsets[] = {
    {"windows-1258", "CP1258"}, {"cp1258", "CP1258"},        {"x-cp1258", "CP1258"},
    {"tcvn", "TCVN5712-1"},     {"tcvn-5712", "TCVN5712-1"}, {"tcvn5712-1", "TCVN5712-1"},
    {"viscii", "VISCII"},       {"windows-1252", "CP1252"},  {"cp1252", "CP1252"},
    {"latin1", "CP1252"},       {"iso-8859-1", "CP1252"},    {"us-ascii", "CP1252"},
};

enum { CHARSET_LOOKED_AT = 4096, LABEL_MAX = 40 };

static bool reject(struct html *h, const char *format, const char *charset) {
    h->reject = "not-utf8";
    snprintf(h->detail, sizeof h->detail, format, charset); /* every format has one %s */
    return false;
}

/* Offset of the first malformed sequence, n when there is none. */
static size_t malformed_at(const char *s, size_t n) {
    size_t at = 0, step;
    uint32_t code_point;
    while (at < n && (step = utf8_decode(s + at, n - at, &code_point)))
        at += step;
    return at;
}

/* What stands behind "charset=" in the page's head, in small letters; "" when nothing does. */
static void declared_charset(const char *s, size_t n, char label[LABEL_MAX]) {
    static const char key[] = "charset", part_of[] = "abcdefghijklmnopqrstuvwxyz0123456789-_:.";
    size_t out = 0, end = n < CHARSET_LOOKED_AT ? n : CHARSET_LOOKED_AT;
    for (size_t i = 0; i + sizeof key < end && out == 0; i++) {
        if (strncasecmp(s + i, key, sizeof key - 1) != 0)
            continue;
        size_t at = i + sizeof key - 1;
        while (at < end && s[at] && strchr(" =\"'\t\r\n", s[at]))
            at++;
        for (; at < end && s[at] && strchr(part_of, s[at] | 32) && out < LABEL_MAX - 1; at++)
            label[out++] = (char)(s[at] >= 'A' && s[at] <= 'Z' ? s[at] | 32 : s[at]);
    }
    label[out] = '\0';
}

static bool convert(struct html *h, const char *name, const char *bytes, size_t n, struct buf *out,
                    struct tt_error *e) {
    char *from = (char *)bytes; /* iconv's own prototype; it does not write there */
    iconv_t cd = iconv_open("UTF-8", name);
    if (cd == (iconv_t)-1)
        return reject(h, "this system cannot convert from %s", name);
    int fault = 0;
    bool more = true;
    while (more && !fault && buf_reserve(out, 4096)) {
        char *to = out->data + out->len;
        size_t room = 4096;
        more = n > 0; /* and once again for a letter that waits for its marks */
        size_t got = iconv(cd, more ? &from : NULL, &n, &to, &room);
        fault = got == (size_t)-1 && errno != E2BIG ? errno : 0;
        out->len = (size_t)(to - out->data);
    }
    iconv_close(cd);
    if (!buf_ok(out))
        return tt_fail(e, TT_NO_MEMORY, "no memory to convert a page");
    return fault ? reject(h, "the bytes are not %s", name) : true;
}

static const char *name_of(const char *label) {
    for (size_t i = 0; i < sizeof charsets / sizeof charsets[0]; i++)
        if (strcmp(label, charsets[i].label) == 0)
            return charsets[i].name;
    return NULL;
}

bool html_decode(struct html *h, const char *bytes, size_t n, struct buf *out, struct tt_error *e) {
    char label[LABEL_MAX], where[24];
    bool utf16 = n >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
    size_t bad = malformed_at(bytes, n);
    if (bad == n) {
        buf_add(out, bytes, n);
        return (buf_reserve(out, 1) && buf_ok(out)) ||
               tt_fail(e, TT_NO_MEMORY, "no memory for a page");
    }
    declared_charset(bytes, n, label);
    const char *name = utf16 ? "UTF-16" : name_of(label);
    if (name)
        return convert(h, name, bytes, n, out, e);
    snprintf(where, sizeof where, "%zu", bad);
    if (label[0] == '\0' || strcmp(label, "utf-8") == 0 || strcmp(label, "utf8") == 0)
        return reject(h, "the bytes are not UTF-8 from offset %s on", where);
    return reject(h, "the page is in the encoding %s, which is not read", label);
}
