#include "api/cursor.h"

#include <string.h>
#include <xxhash.h>

enum {
    AT_SERVED = 0,
    AT_REQUEST = 8,
    AT_POSITION = 16,
    AT_SUM = 20,
    BYTES = 24,
    SHAPE = 1 /* of the token, in the checksum's seed: another shape is another number */
};
_Static_assert(BYTES % 3 == 0 && BYTES / 3 * 4 == CURSOR_CHARS, "no bits are left over");

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* ---- numbers --------------------------------------------------------------------- */

static void put(uint8_t *at, size_t n, uint64_t value) {
    for (size_t i = 0; i < n; i++)
        at[i] = (uint8_t)(value >> 8 * i);
}

static uint64_t get(const uint8_t *at, size_t n) {
    uint64_t value = 0;
    for (size_t i = 0; i < n; i++)
        value |= (uint64_t)at[i] << 8 * i;
    return value;
}

static uint32_t sum_of(const uint8_t bytes[BYTES]) {
    return (uint32_t)XXH3_64bits_withSeed(bytes, AT_SUM, SHAPE);
}

/* ---- letters --------------------------------------------------------------------- */

static void to_letters(const uint8_t bytes[BYTES], char *out) {
    for (size_t i = 0; i < BYTES; i += 3) {
        uint32_t bits = (uint32_t)bytes[i] << 16 | (uint32_t)bytes[i + 1] << 8 | bytes[i + 2];
        for (int shift = 18; shift >= 0; shift -= 6)
            *out++ = alphabet[bits >> shift & 63];
    }
    *out = '\0';
}

static bool from_letters(const char *s, uint8_t bytes[BYTES]) {
    uint32_t bits = 0;
    for (size_t i = 0; i < CURSOR_CHARS; i++) {
        const char *letter = memchr(alphabet, s[i], sizeof alphabet - 1);
        if (!letter)
            return false;
        bits = bits << 6 | (uint32_t)(letter - alphabet);
        if (i % 4 == 3) {
            uint8_t *at = bytes + i / 4 * 3;
            at[0] = (uint8_t)(bits >> 16);
            at[1] = (uint8_t)(bits >> 8);
            at[2] = (uint8_t)bits;
        }
    }
    return true;
}

/* ---- the whole ------------------------------------------------------------------- */

void cursor_write(const struct cursor *c, char out[CURSOR_CHARS + 1]) {
    uint8_t bytes[BYTES];
    put(bytes + AT_SERVED, 8, c->served);
    put(bytes + AT_REQUEST, 8, c->request);
    put(bytes + AT_POSITION, 4, c->position);
    put(bytes + AT_SUM, 4, sum_of(bytes));
    to_letters(bytes, out);
}

bool cursor_read(const char *s, size_t n, struct cursor *out) {
    uint8_t bytes[BYTES];
    if (n != CURSOR_CHARS || !from_letters(s, bytes) || get(bytes + AT_SUM, 4) != sum_of(bytes))
        return false;
    *out = (struct cursor){.served = get(bytes + AT_SERVED, 8),
                           .request = get(bytes + AT_REQUEST, 8),
                           .position = (uint32_t)get(bytes + AT_POSITION, 4)};
    return true;
}
