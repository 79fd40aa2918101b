#include "server/framing.h"

#include <string.h>
#include <strings.h>

#include "server/limits.h"

static const char *const methods[] = {
    [HTTP_GET] = "GET",
    [HTTP_HEAD] = "HEAD",
    [HTTP_POST] = "POST",
    [HTTP_OPTIONS] = "OPTIONS",
};
enum { METHODS = sizeof methods / sizeof *methods };

enum http_method framing_method(const char *name) {
    for (int i = 0; i < METHODS; i++)
        if (strcmp(methods[i], name) == 0)
            return (enum http_method)i;
    return HTTP_OTHER;
}

const char *framing_method_name(enum http_method method) {
    return (size_t)method < METHODS ? methods[method] : "other";
}

static bool refuse(struct framing_fault *fault, int status, const char *code, const char *text) {
    *fault = (struct framing_fault){status, code, text};
    return false;
}

/* ---- the target ------------------------------------------------------------------ */

static bool has_control(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] <= 0x20 || s[i] == 0x7f)
            return true;
    return false;
}

/* The path of "http://host/path", RFC 9112 3.2.2; NULL when there is none of either form. */
static char *path_of(char *raw) {
    if (*raw == '/' || strcmp(raw, "*") == 0)
        return raw;
    char *slashes = strstr(raw, "://");
    if (!slashes || slashes == raw || strcspn(raw, ":/?#") != (size_t)(slashes - raw))
        return NULL;
    return strchr(slashes + 3, '/');
}

bool framing_target(char *raw, size_t n, struct framing_target *out, struct framing_fault *fault) {
    if (n > TARGET_BYTES_MAX)
        return refuse(fault, 414, "uri_too_long", "the address is longer than 16 KiB");
    if (has_control(raw, n))
        return refuse(fault, 400, "bad_request", "the address has a space or control character");
    char *path = path_of(raw);
    if (!path)
        return refuse(fault, 400, "bad_request", "the address does not begin with '/'");
    char *mark = strchr(path, '?');
    if (mark)
        *mark = '\0';
    if (strstr(path, "%00"))
        return refuse(fault, 400, "bad_request", "the path has a NUL character");
    *out = (struct framing_target){.path = path, .query = mark ? mark + 1 : NULL};
    return true;
}

/* ---- the header lines ------------------------------------------------------------ */

/* A token of RFC 9110 5.6.2. */
static bool is_token(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && (c == 0 || !strchr("!#$%&'*+-.^_`|~", c)))
            return false;
    }
    return n > 0;
}

static bool is_field_value(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (((unsigned char)s[i] < 0x20 && s[i] != '\t') || s[i] == 0x7f)
            return false;
    return true;
}

static bool is(const char *name, size_t n, const char *wanted) {
    return n == strlen(wanted) && strncasecmp(name, wanted, n) == 0;
}

/* Digits alone, no sign, no list, no more than fits. */
static bool read_length(const char *s, size_t n, uint64_t *out) {
    uint64_t value = 0;
    if (n == 0 || n > 18)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        value = value * 10 + (uint64_t)(s[i] - '0');
    }
    *out = value;
    return true;
}

/* Blanks behind a value do not belong to it. */
static size_t trimmed(const char *s, size_t n) {
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\t'))
        n--;
    return n;
}

void framing_header(struct framing *f, const char *name, size_t name_len, const char *value,
                    size_t value_len) {
    f->headers++;
    f->bytes += name_len + value_len + 4;
    f->seen += (size_t)((uintptr_t)value - (uintptr_t)name) + value_len + 2;
    f->bad_name |= !is_token(name, name_len);
    f->bad_value |= !is_field_value(value, value_len);
    value_len = trimmed(value, value_len);
    if (is(name, name_len, "host")) {
        f->hosts++;
        f->bad_value |= value_len == 0 || has_control(value, value_len);
    } else if (is(name, name_len, "content-length")) {
        f->lengths++;
        f->bad_length |= !read_length(value, value_len, &f->length);
    } else if (is(name, name_len, "transfer-encoding")) {
        f->encodings++;
    }
}

static bool check_body(const struct framing *f, enum http_method method,
                       struct framing_fault *fault) {
    if (f->lengths > 1 || f->bad_length)
        return refuse(fault, 400, "bad_request", "Content-Length must be one number");
    if (f->encodings && f->lengths)
        return refuse(fault, 400, "bad_request",
                      "Content-Length and Transfer-Encoding exclude each other");
    if (f->encodings)
        return refuse(fault, 411, "length_required", "a body needs a Content-Length");
    bool reads = method == HTTP_GET || method == HTTP_HEAD || method == HTTP_OPTIONS;
    if (reads && f->length > 0)
        return refuse(fault, 400, "bad_request", "a request that reads has no body");
    if (f->length > REQUEST_BODY_BYTES_MAX)
        return refuse(fault, 413, "body_too_large", "the body is larger than 64 KiB");
    return true;
}

bool framing_check(const struct framing *f, enum http_method method, const char *version,
                   struct framing_fault *fault) {
    if (f->headers > HEADERS_MAX || f->bytes > HEADER_BYTES_MAX)
        return refuse(fault, 431, "head_too_large", "there are too many headers, or too long ones");
    if (f->bad_name)
        return refuse(fault, 400, "bad_request",
                      "a header's name has a character it must not have");
    if (f->bad_value)
        return refuse(fault, 400, "bad_request",
                      "a header's value is empty or has a control character");
    if (f->hosts > 1 || (f->hosts == 0 && strcmp(version, "HTTP/1.0") != 0))
        return refuse(fault, 400, "bad_request", "there must be exactly one Host");
    return check_body(f, method, fault);
}

size_t framing_bytes(const struct framing *f, size_t method, size_t target, size_t version) {
    return method + 1 + target + 1 + version + 2 + f->seen + 2;
}

/* ---- single headers -------------------------------------------------------------- */

bool framing_request_id(const char *id) {
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    size_t n = strspn(id, allowed);
    return n > 0 && n <= REQUEST_ID_BYTES_MAX && id[n] == '\0';
}
