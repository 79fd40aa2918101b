#include "index/read/url.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <xxhash.h>

#include "index/base/limits.h"
#include "index/read/reading.h"

struct span {
    const char *s;
    size_t n;
};

/* ---- taking a URL apart ---------------------------------------------------------- */

struct parts {
    struct span host; /* with the port */
    struct span path; /* with the slash */
    struct span query;
};

static struct parts take_apart(const char *url) {
    struct parts u = {0};
    while (*url == ' ')
        url++;
    const char *scheme = strstr(url, "://");
    if (scheme && memchr(url, '/', (size_t)(scheme - url)) == NULL)
        url = scheme + 3;
    else if (url[0] == '/' && url[1] == '/')
        url += 2;
    size_t host = strcspn(url, "/?#");
    const char *user = memchr(url, '@', host);
    const char *from = user ? user + 1 : url;
    u.host = (struct span){from, (size_t)(url + host - from)};
    if (u.host.n > 4 && strncasecmp(u.host.s, "www.", 4) == 0)
        u.host = (struct span){u.host.s + 4, u.host.n - 4};
    url += host;
    u.path = (struct span){url, strcspn(url, "?#")};
    url += u.path.n;
    if (*url == '?')
        u.query = (struct span){url + 1, strcspn(url + 1, "#")};
    while (u.path.n > 0 && strchr("/ ", u.path.s[u.path.n - 1]))
        u.path.n--;
    return u;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static void put_host(struct span host, bool port, struct buf *out) {
    const char *colon = memchr(host.s, ':', host.n);
    size_t n = colon ? (size_t)(colon - host.s) : host.n;
    bool usual = !colon || (host.n - n == 3 && memcmp(colon, ":80", 3) == 0) ||
                 (host.n - n == 4 && memcmp(colon, ":443", 4) == 0);
    while (n > 0 && host.s[n - 1] == '.')
        n--;
    for (size_t i = 0; i < n; i++)
        buf_char(out, lower(host.s[i]));
    if (port && !usual)
        buf_add(out, colon, (size_t)(host.s + host.n - colon));
}

static int hex(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes what need not be encoded (letters, digits, - . _ ~), writes other codes in capitals. */
static void put_decoded(struct span part, struct buf *out) {
    for (size_t i = 0; i < part.n; i++) {
        bool code = part.s[i] == '%' && part.n - i > 2 && hex(part.s[i + 1]) >= 0 &&
                    hex(part.s[i + 2]) >= 0;
        if (!code) {
            buf_char(out, part.s[i]);
            continue;
        }
        int c = hex(part.s[i + 1]) * 16 + hex(part.s[i + 2]);
        bool plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
                     (c > 0 && c < 128 && strchr("-._~", c));
        if (plain)
            buf_char(out, (char)c);
        else
            buf_printf(out, "%%%02X", (unsigned)c);
        i += 2;
    }
}

/* ---- parameters ------------------------------------------------------------------ */

/* Names, or beginnings of names ending in '*', that say where a reader came from. */
static const char *const tracking[] = {
    "utm_*",  "fbclid", "gclid",  "gclsrc", "dclid", "msclkid", "zarsrc",
    "zalo_*", "mc_cid", "mc_eid", "igshid", "_ga",   "_gl",     "ref_src",
    "yclid",  "twclid", "gidzl",  "vero_*", "ito",
};

static bool is_tracking(struct span p) {
    const char *equals = memchr(p.s, '=', p.n);
    size_t n = equals ? (size_t)(equals - p.s) : p.n;
    for (size_t i = 0; i < sizeof tracking / sizeof *tracking; i++) {
        size_t k = strlen(tracking[i]);
        bool open = tracking[i][k - 1] == '*';
        k -= open;
        if ((open ? n >= k : n == k) && strncasecmp(tracking[i], p.s, k) == 0)
            return true;
    }
    return n == 0;
}

static int compare_spans(const void *a, const void *b) {
    const struct span *x = a, *y = b;
    size_t n = x->n < y->n ? x->n : y->n;
    int order = memcmp(x->s, y->s, n);
    return order ? order : (x->n > y->n) - (x->n < y->n);
}

enum { PARAMETERS_MAX = 64 };

static void put_query(struct span query, struct buf *out) {
    struct span p[PARAMETERS_MAX];
    size_t n = 0;
    if (!query.s)
        return;
    for (const char *at = query.s, *end = query.s + query.n; at < end;) {
        const char *amp = memchr(at, '&', (size_t)(end - at));
        struct span one = {at, (size_t)((amp ? amp : end) - at)};
        if (!is_tracking(one) && n < PARAMETERS_MAX)
            p[n++] = one;
        at = amp ? amp + 1 : end;
    }
    if (n > 1)
        qsort(p, n, sizeof *p, compare_spans);
    for (size_t i = 0; i < n; i++) {
        buf_char(out, i ? '&' : '?');
        put_decoded(p[i], out);
    }
}

void url_normalise(const char *url, struct buf *out) {
    struct parts u = take_apart(url);
    put_host(u.host, true, out);
    put_decoded(u.path, out);
    put_query(u.query, out);
}

void url_host(const char *url, struct buf *out) {
    struct parts u = take_apart(url);
    if (memchr(u.host.s, '.', u.host.n))
        put_host(u.host, false, out);
}

void article_id_of_url(const char *url, char out[17]) {
    struct buf key;
    buf_init(&key, 4 * FIELD_BYTES_MAX);
    url_normalise(url, &key);
    /* without memory, or with an endless URL, the bytes as they are */
    bool whole = buf_ok(&key);
    uint64_t hash = whole ? XXH3_64bits(buf_text(&key), key.len) : XXH3_64bits(url, strlen(url));
    buf_done(&key);
    snprintf(out, 17, "%016llx", (unsigned long long)hash);
}

/* ---- words ----------------------------------------------------------------------- */

/* The words of one part of a path; numbers at its ends and the ending left out. */
static size_t words_of(struct span part, char *out, size_t room, unsigned *words) {
    const char *dot = memrchr(part.s, '.', part.n);
    size_t n = dot && part.n - (size_t)(dot - part.s) <= 6 ? (size_t)(dot - part.s) : part.n;
    size_t length = 0;
    *words = 0;
    for (size_t i = 0; i < n;) {
        size_t end = i;
        bool letters = false;
        for (; end < n && part.s[end] != '-' && part.s[end] != '_' && part.s[end] != '+'; end++)
            letters |= lower(part.s[end]) >= 'a' && lower(part.s[end]) <= 'z';
        bool id = !letters && end - i > 4;
        if (end > i && !id && length + (end - i) + 2 < room) {
            if (length > 0)
                out[length++] = ' ';
            for (size_t k = i; k < end; k++)
                out[length++] = lower(part.s[k]);
            ++*words;
        }
        i = end + 1;
    }
    out[length] = '\0';
    return length;
}

/* "/tin-tuc-su-kien.aspx?ItemID=123": a program is called with a number, and its name is a
 * section's. */
static bool is_program(const struct parts *u) {
    static const char *const endings[] = {".aspx", ".asp", ".php", ".jsp", ".do"};
    bool number = false, value = false;
    for (size_t i = 0; i < u->query.n; i++) {
        value = (value || u->query.s[i] == '=') && u->query.s[i] != '&';
        number |= value && u->query.s[i] >= '0' && u->query.s[i] <= '9';
    }
    for (size_t i = 0; number && i < sizeof endings / sizeof *endings; i++) {
        size_t k = strlen(endings[i]);
        if (u->path.n > k && strncasecmp(u->path.s + u->path.n - k, endings[i], k) == 0)
            return true;
    }
    return false;
}

size_t url_slug(const char *url, char *out, size_t room) {
    struct parts u = take_apart(url);
    if (is_program(&u))
        u.path.n = 0;
    unsigned words, last = 0;
    struct span best = {0};
    for (const char *at = u.path.s, *end = at + u.path.n; at < end;) {
        const char *slash = memchr(at, '/', (size_t)(end - at));
        struct span part = {at, (size_t)((slash ? slash : end) - at)};
        if (part.n < room && words_of(part, out, room, &words) > 0 && words >= 2) {
            last = words;
            best = part;
        }
        at = slash ? slash + 1 : end;
    }
    out[0] = '\0';
    return last >= 3 ? words_of(best, out, room, &words) : 0;
}
