/* Letters of Vietnamese as a base and a tone; letters of other languages in lower case and
 * without marks. Internal to text.c, token.c and syllable.c.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_TEXT_ALPHABET_H
#define TIMTIN_INDEX_TEXT_ALPHABET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum tone { TONE_NONE, TONE_GRAVE, TONE_ACUTE, TONE_HOOK, TONE_TILDE, TONE_DOT, TONES };

/* A base is one byte, so that a syllable without its tone is a short ASCII string: a letter
 * or digit stands for itself, a capital for a letter with a quality mark or stroke. */
enum {
    BASE_A_BREVE = 'B', /* ă */
    BASE_A_HAT = 'A',   /* â */
    BASE_D_BAR = 'D',   /* đ */
    BASE_E_HAT = 'E',   /* ê */
    BASE_O_HAT = 'O',   /* ô */
    BASE_O_HORN = 'P',  /* ơ */
    BASE_U_HORN = 'U'   /* ư */
};

struct letter {
    uint8_t base; /* 0: not an accented letter of Vietnamese */
    uint8_t tone;
};

/* U+00C0..U+01B0 and U+1EA0..U+1EF9, one behind the other. */
enum {
    ALPHABET_LOW = 0xC0,
    ALPHABET_LOW_END = 0x1B1,
    ALPHABET_HIGH = 0x1EA0,
    ALPHABET_HIGH_END = 0x1EFA,
    ALPHABET_LOW_COUNT = ALPHABET_LOW_END - ALPHABET_LOW,
    ALPHABET_SLOTS = ALPHABET_LOW_COUNT + ALPHABET_HIGH_END - ALPHABET_HIGH
};
extern const struct letter alphabet_slots[ALPHABET_SLOTS];

/* The letter or digit of an ASCII byte in lower case, or 0. */
static inline uint8_t alphabet_ascii(uint8_t c) {
    if ((uint8_t)((c | 0x20) - 'a') < 26)
        return c | 0x20;
    return (uint8_t)(c - '0') < 10 ? c : 0;
}

/* The accented letter of a code point beyond ASCII, whatever its case. */
static inline struct letter alphabet_of(uint32_t code_point) {
    if (code_point - ALPHABET_LOW < ALPHABET_LOW_COUNT)
        return alphabet_slots[code_point - ALPHABET_LOW];
    if (code_point - ALPHABET_HIGH < ALPHABET_HIGH_END - ALPHABET_HIGH)
        return alphabet_slots[code_point - ALPHABET_HIGH + ALPHABET_LOW_COUNT];
    return (struct letter){0, 0};
}

static inline bool alphabet_is_vowel(uint8_t base) {
    static const uint8_t vowels[128] = {
        ['a'] = 1,        ['e'] = 1,        ['i'] = 1,          ['o'] = 1,
        ['u'] = 1,        ['y'] = 1,        [BASE_A_BREVE] = 1, [BASE_A_HAT] = 1,
        [BASE_E_HAT] = 1, [BASE_O_HAT] = 1, [BASE_O_HORN] = 1,  [BASE_U_HORN] = 1,
    };
    return vowels[base & 0x7F];
}

/* A base as it is written with each tone, 1..3 bytes of UTF-8. */
extern const char alphabet_forms[128][TONES][4];

/* Writes the letter in lower case, 1..3 bytes of UTF-8 (room for 4 needed). */
static inline size_t alphabet_write(uint8_t base, uint8_t tone, char *out) {
    const char *form = alphabet_forms[base & 0x7F][tone];
    memcpy(out, form, 4);
    return 1 + (form[1] != 0) + (form[2] != 0);
}

/* The base without its mark or stroke, one ASCII byte. */
static inline char alphabet_bare(uint8_t base) {
    /* What is added to a capital; others stand for themselves. */
    static const char bare[128] = {
        [BASE_A_BREVE] = 'a' - BASE_A_BREVE, [BASE_A_HAT] = 'a' - BASE_A_HAT,
        [BASE_D_BAR] = 'd' - BASE_D_BAR,     [BASE_E_HAT] = 'e' - BASE_E_HAT,
        [BASE_O_HAT] = 'o' - BASE_O_HAT,     [BASE_O_HORN] = 'o' - BASE_O_HORN,
        [BASE_U_HORN] = 'u' - BASE_U_HORN,
    };
    return (char)(base + bare[base & 0x7F]);
}

/* Folds any code point that stands in a word: lower case, and for Latin letters no marks.
 * `after_latin` says whether the letter before it was a Latin one, whose combining marks are
 * dropped; it is kept up to date. Writes 0..4 bytes, never more than the code point in lower
 * case has. */
size_t alphabet_fold(uint32_t code_point, bool *after_latin, char out[4]);

/* The code point in lower case; Ð and Ɖ, often typed for Đ, become đ. */
uint32_t alphabet_lower(uint32_t code_point);

#endif
