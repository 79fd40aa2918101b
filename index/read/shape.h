/* The shape of words, cheaply: capitals, marks, and folded keys for comparing short texts.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_SHAPE_H
#define TIMTIN_INDEX_READ_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Letters of ASCII and of the Latin blocks that Vietnamese is written with. */
static inline bool shape_is_letter(uint32_t c) {
    if (c < 0x80)
        return (c | 32) >= 'a' && (c | 32) <= 'z';
    return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x1EA0 && c <= 0x1EF9);
}

static inline bool shape_is_upper(uint32_t c) {
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    if (c <= 0xDE)
        return c >= 0xC0 && c != 0xD7;
    if (c == 0x1A0 || c == 0x1AF) /* Ơ is even, Ư odd */
        return true;
    return ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) ||
            (c >= 0x1EA0 && c <= 0x1EF9)) &&
           c % 2 == 0;
}

/* The code point at s[0..n-1], n > 0, of stored text (well-formed UTF-8); *width is its bytes,
 * never more than n. */
static inline uint32_t shape_next(const char *s, size_t n, size_t *width) {
    unsigned char a = (unsigned char)s[0];
    if (a < 0x80 || n < 2) {
        *width = 1;
        return a;
    }
    uint32_t b = (unsigned char)s[1] & 0x3F;
    if (a < 0xE0 || n < 3) {
        *width = 2;
        return (a & 0x1Fu) << 6 | b;
    }
    uint32_t c = (unsigned char)s[2] & 0x3F;
    if (a < 0xF0 || n < 4) {
        *width = 3;
        return (a & 0x0Fu) << 12 | b << 6 | c;
    }
    *width = 4;
    return (a & 0x07u) << 18 | b << 12 | c << 6 | ((unsigned char)s[3] & 0x3F);
}

/* Does the text begin with a capital letter? */
bool shape_starts_upper(const char *s, size_t n);

/* Writes the words of s, in lower case without marks, with one space between them, to out
 * (NUL-terminated, cut to fit in `room` bytes). Returns the length. */
size_t shape_fold(const char *s, size_t n, char *out, size_t room);

/* ---- wording: which pairs of syllables a text has -------------------------------- */

/* A set of pairs, of fixed size; what does not fit any more is not added. Zero it to empty. */
enum { WORDING_SLOTS = 8192 };
struct wording {
    uint32_t slot[WORDING_SLOTS];
    unsigned used;
};

void wording_add(struct wording *w, const char *s, size_t n);

/* Which part of the text's pairs (0..1) the set has; 0 for a text of one word. */
double wording_share(const struct wording *w, const char *s, size_t n);

#endif
