/* One syllable taken apart into letters, and the one way to write it.
 *
 * Internal to token.c. Threads: no state. */
#ifndef TIMTIN_INDEX_TEXT_SYLLABLE_H
#define TIMTIN_INDEX_TEXT_SYLLABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/limits.h"
#include "index/text/alphabet.h"

struct syllable {
    uint8_t base[TOKEN_BYTES_MAX]; /* see alphabet.h */
    uint8_t tone[TOKEN_BYTES_MAX];
    size_t n;      /* letters */
    size_t toned;  /* how many of them bear a tone */
    size_t vowels; /* how many are vowels */
};

/* Moves the tone mark of a Vietnamese syllable to its canonical place, in the older style:
 * hòa, hóe, thúy, but hoàn, quý, già. Then writes i as y in the closed list of syllables.
 * Anything else stays as it is. Applied twice it does nothing more. True when it changed. */
bool syllable_settle(struct syllable *s);

/* The i of hi, ki, li, mi, si, ti and qui is written y: base[0..n-1] is a whole word. True when
 * it changed. */
bool syllable_settle_i(uint8_t *base, size_t n);

#endif
