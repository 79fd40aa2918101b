#include "index/read/shape.h"

#include "index/text/alphabet.h"

/* The folded letter or digit at s[0..n-1], or 0 between words; *width is its bytes. */
static char folded(const char *s, size_t n, size_t *width) {
    unsigned char first = (unsigned char)s[0];
    if (first < 0x80) {
        *width = 1;
        return (char)alphabet_ascii(first);
    }
    struct letter l = alphabet_of(shape_next(s, n, width));
    return l.base ? alphabet_bare(l.base) : 0;
}

bool shape_starts_upper(const char *s, size_t n) {
    size_t width;
    return n > 0 && shape_is_upper(shape_next(s, n, &width));
}

size_t shape_fold(const char *s, size_t n, char *out, size_t room) {
    size_t length = 0, width;
    bool gap = false;
    for (size_t i = 0; i < n && length + 2 < room; i += width) {
        char c = folded(s + i, n - i, &width);
        if (!c) {
            gap = length > 0;
            continue;
        }
        if (gap)
            out[length++] = ' ';
        out[length++] = c;
        gap = false;
    }
    out[length] = '\0';
    return length;
}

/* ---- wording --------------------------------------------------------------------- */

/* The hash of the next pair of words from *i on; 0 at the end. `last` is carried along. */
static uint32_t next_pair(const char *s, size_t n, size_t *i, uint32_t *last) {
    while (*i < n) {
        uint32_t word = 0;
        size_t width;
        char c;
        for (; *i < n && (c = folded(s + *i, n - *i, &width)) != 0; *i += width)
            word = (word ^ (unsigned char)c) * 0x9E3779B1u;
        if (*i < n)
            *i += width;
        if (!word)
            continue;
        uint32_t pair = (*last * 31 + word) * 0x85EBCA6Bu;
        bool first = *last == 0;
        *last = word;
        if (!first)
            return pair | 1;
    }
    return 0;
}

static size_t slot_of(const struct wording *w, uint32_t pair) {
    size_t i = (pair >> 16 ^ pair) % WORDING_SLOTS;
    while (w->slot[i] && w->slot[i] != pair)
        i = (i + 1) % WORDING_SLOTS;
    return i;
}

void wording_add(struct wording *w, const char *s, size_t n) {
    uint32_t last = 0, pair;
    for (size_t i = 0; w->used < WORDING_SLOTS / 2 && (pair = next_pair(s, n, &i, &last)) != 0;) {
        size_t slot = slot_of(w, pair);
        w->used += w->slot[slot] == 0;
        w->slot[slot] = pair;
    }
}

double wording_share(const struct wording *w, const char *s, size_t n) {
    uint32_t last = 0, pair;
    unsigned all = 0, found = 0;
    for (size_t i = 0; (pair = next_pair(s, n, &i, &last)) != 0; all++)
        found += w->slot[slot_of(w, pair)] != 0;
    return all ? (double)found / all : 0;
}
