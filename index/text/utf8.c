/* The code points of UTF-8, by the table of well-formed sequences in the Unicode Standard
 * (chapter 3, table 3-7). */
#include "index/text/text.h"

static bool is_tail(unsigned char c) {
    return (c & 0xC0) == 0x80;
}

/* The second byte decides about overlong forms, surrogates and the end of Unicode. */
static bool second_fits(unsigned char first, unsigned char second) {
    switch (first) {
    case 0xE0:
        return second >= 0xA0 && second <= 0xBF;
    case 0xED:
        return second >= 0x80 && second <= 0x9F;
    case 0xF0:
        return second >= 0x90 && second <= 0xBF;
    case 0xF4:
        return second >= 0x80 && second <= 0x8F;
    default:
        return is_tail(second);
    }
}

size_t utf8_decode(const char *s, size_t n, uint32_t *code_point) {
    const unsigned char *b = (const unsigned char *)s;
    unsigned char first = b[0];
    if (first < 0x80) {
        *code_point = first;
        return 1;
    }
    if (first < 0xC2 || first > 0xF4 || n < 2 || !second_fits(first, b[1]))
        return 0;
    if (first < 0xE0) {
        *code_point = (first & 0x1FU) << 6 | (b[1] & 0x3FU);
        return 2;
    }
    if (n < 3 || !is_tail(b[2]))
        return 0;
    if (first < 0xF0) {
        *code_point = (first & 0x0FU) << 12 | (b[1] & 0x3FU) << 6 | (b[2] & 0x3FU);
        return 3;
    }
    if (n < 4 || !is_tail(b[3]))
        return 0;
    *code_point =
        (first & 0x07U) << 18 | (b[1] & 0x3FU) << 12 | (b[2] & 0x3FU) << 6 | (b[3] & 0x3FU);
    return 4;
}

size_t utf8_encode(uint32_t code_point, char out[4]) {
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    size_t n = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    static const uint8_t lead[5] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    out[0] = (char)(lead[n] | code_point);
    return n;
}

size_t utf8_cut(const char *s, size_t n, size_t max) {
    if (n <= max)
        return n;
    while (max > 0 && is_tail((unsigned char)s[max]))
        max--;
    return max;
}
