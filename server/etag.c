#include "server/etag.h"

#include <stdio.h>
#include <string.h>

static const char suffix[] = "-gzip\"";
enum { SUFFIX = sizeof suffix - 1 };

void etag_gzipped(const char *etag, char out[ETAG_BYTES]) {
    size_t n = strlen(etag);
    if (n < 2 || etag[n - 1] != '"' || n + SUFFIX > ETAG_BYTES)
        snprintf(out, ETAG_BYTES, "%s", etag);
    else
        snprintf(out, ETAG_BYTES, "%.*s%s", (int)(n - 1), etag, suffix);
}

void etag_strip(char *if_none_match) {
    char *to = if_none_match;
    for (const char *from = if_none_match; *from;) {
        if (strncmp(from, suffix, SUFFIX) == 0)
            from += SUFFIX - 1;
        *to++ = *from++;
    }
    *to = '\0';
}

static const char *skip(const char *s, const char *set) {
    return s + strspn(s, set);
}

bool etag_listed(const char *if_none_match, const char *etag) {
    size_t n = strlen(etag);
    const char *s = skip(if_none_match, " \t");
    if (strcmp(s, "*") == 0)
        return true;
    while (*s) {
        s = skip(s, " \t,");
        if (strncmp(s, "W/", 2) == 0)
            s += 2;
        if (*s != '"')
            return false;
        const char *end = strchr(s + 1, '"');
        if (!end)
            return false;
        if ((size_t)(end + 1 - s) == n && memcmp(s, etag, n) == 0)
            return true;
        s = end + 1;
    }
    return false;
}
