#include "server/gzip.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Level 1: of 12 KB of JSON 59 us, where zlib takes 180 us for hardly less. */
enum { LEVEL = 1 };

struct gzip {
    struct libdeflate_compressor *compressor;
};

struct gzip *gzip_new(void) {
    struct gzip *g = calloc(1, sizeof *g);
    if (g)
        g->compressor = libdeflate_alloc_compressor(LEVEL);
    if (g && !g->compressor) {
        free(g);
        return NULL;
    }
    return g;
}

void gzip_free(struct gzip *g) {
    if (!g)
        return;
    libdeflate_free_compressor(g->compressor);
    free(g);
}

/* A room one byte short of the input: what does not fit is not worth it. */
static char *pack(struct gzip *g, const char *bytes, size_t n, size_t *packed) {
    char *out = n > 1 ? malloc(n - 1) : NULL;
    if (!out)
        return NULL;
    size_t size = libdeflate_gzip_compress(g->compressor, bytes, n, out, n - 1);
    if (size == 0) {
        free(out);
        return NULL;
    }
    char *less = realloc(out, size);
    *packed = size;
    return less ? less : out;
}

char *gzip_pack(struct gzip *g, const char *bytes, size_t n, size_t *packed) {
    struct gzip *own = g ? NULL : gzip_new();
    char *out = g || own ? pack(g ? g : own, bytes, n, packed) : NULL;
    gzip_free(own);
    return out;
}

/* ---- Accept-Encoding ------------------------------------------------------------- */

/* A weight in thousandths: "1", "0.5", "0.333"; what is no weight counts as 0. */
static int read_weight(const char *s, size_t n) {
    if (n == 0 || n > 5 || (s[0] != '0' && s[0] != '1') || (n > 1 && s[1] != '.'))
        return 0;
    int value = (s[0] - '0') * 1000, place = 100;
    for (size_t i = 2; i < n; i++, place /= 10) {
        if (s[i] < '0' || s[i] > '9')
            return 0;
        value += (s[i] - '0') * place;
    }
    return value <= 1000 ? value : 0;
}

static const char *trim(const char *s, size_t *n) {
    while (*n && (*s == ' ' || *s == '\t')) {
        s++;
        --*n;
    }
    while (*n && (s[*n - 1] == ' ' || s[*n - 1] == '\t'))
        --*n;
    return s;
}

static bool is(const char *s, size_t n, const char *word) {
    return n == strlen(word) && strncasecmp(s, word, n) == 0;
}

/* The weight behind "; q=", 1000 when there is none. */
static int weight_of(const char *s, size_t n) {
    const char *semicolon = memchr(s, ';', n);
    if (!semicolon)
        return 1000;
    size_t left = n - (size_t)(semicolon + 1 - s);
    const char *p = trim(semicolon + 1, &left);
    if (left < 2 || (*p != 'q' && *p != 'Q') || p[1] != '=')
        return 0;
    return read_weight(p + 2, left - 2);
}

struct weights {
    int gzip, identity, any; /* -1: not named */
};

static void weigh(const char *s, size_t n, struct weights *w) {
    size_t name = 0;
    while (name < n && s[name] != ';')
        name++;
    int weight = weight_of(s, n);
    s = trim(s, &name);
    if (is(s, name, "gzip") || is(s, name, "x-gzip"))
        w->gzip = weight;
    else if (is(s, name, "identity"))
        w->identity = weight;
    else if (is(s, name, "*"))
        w->any = weight;
}

bool gzip_wanted(const char *accept_encoding) {
    struct weights w = {-1, -1, -1};
    for (const char *s = accept_encoding; s && *s;) {
        size_t n = strcspn(s, ",");
        weigh(s, n, &w);
        s += n + (s[n] == ',');
    }
    int gzip = w.gzip >= 0 ? w.gzip : w.any;
    /* identity, when not named, is acceptable but never preferred. */
    return gzip > 0 && gzip >= w.identity;
}
