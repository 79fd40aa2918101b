#include "api/etag.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

bool etag_matches(const char *if_none_match, const char *tag) {
    size_t len = strlen(tag) - 1; /* up to the closing quote */
    const char *at = if_none_match ? if_none_match : "";
    at += strspn(at, " \t");
    if (*at == '*')
        return at[1 + strspn(at + 1, " \t")] == '\0';
    while (*at) {
        at += strspn(at, " \t,");
        if (strncmp(at, "W/", 2) == 0)
            at += 2;
        if (*at != '"')
            return false;
        const char *end = strchr(at + 1, '"');
        if (!end)
            return false;
        if ((size_t)(end - at) >= len && memcmp(at, tag, len) == 0 &&
            (at[len] == '"' || at[len] == '-'))
            return true;
        at = end + 1;
        at += strspn(at, " \t");
        if (*at && *at != ',')
            return false;
    }
    return false;
}

/* Appends the string with its NUL, so that no two requests run together into one text. */
static void add_string(struct buf *b, const char *s) {
    buf_add(b, s, strlen(s) + 1);
}

bool etag_unchanged(struct call *c, const char *canonical, size_t n) {
    struct http_response *r = c->response;
    const struct api_context *context = c->context;
    struct buf all;

    buf_init(&all, n + 4096);
    add_string(&all, snapshot_facts(context->snapshot)->generation);
    add_string(&all, context->version ? context->version : "");
    add_string(&all, c->route->pattern);
    buf_add(&all, canonical, n);
    bool ok = buf_ok(&all);
    XXH128_hash_t hash = XXH3_128bits(buf_text(&all), all.len);
    buf_done(&all);
    if (!ok)
        return false; /* an answer without a tag is still an answer */

    snprintf(r->etag, sizeof r->etag, "\"%016" PRIx64 "%016" PRIx64 "\"", hash.high64, hash.low64);
    if (!etag_matches(c->if_none_match, r->etag))
        return false;
    r->status = 304;
    r->content_type = NULL;
    return true;
}
