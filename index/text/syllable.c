#include "index/text/syllable.h"

#include <string.h>

enum { LETTERS_MAX = 7, NOWHERE = -1 }; /* nghiêng */

/* Vowel letters by number, from 1. */
enum { NONE, A, A_BREVE, A_HAT, E, E_HAT, I, O, O_HAT, O_HORN, U, U_HORN, Y, VOWELS };
static const uint8_t vowel_numbers[128] = {
    ['a'] = A,
    ['e'] = E,
    ['i'] = I,
    ['o'] = O,
    ['u'] = U,
    ['y'] = Y,
    [BASE_A_BREVE] = A_BREVE,
    [BASE_A_HAT] = A_HAT,
    [BASE_E_HAT] = E_HAT,
    [BASE_O_HAT] = O_HAT,
    [BASE_O_HORN] = O_HORN,
    [BASE_U_HORN] = U_HORN,
};

/* Which letter of a group of vowels bears the tone, from 1, at the end of a syllable and before a
 * final consonant; 0 where the group cannot stand. */
struct places {
    uint8_t open, closed;
};

static const struct places pairs[VOWELS][VOWELS] = {
    [A] = {[I] = {1, 0}, [O] = {1, 0}, [U] = {1, 0}, [Y] = {1, 0}},
    [A_HAT] = {[U] = {1, 0}, [Y] = {1, 0}},
    [E] = {[O] = {1, 0}},
    [E_HAT] = {[U] = {1, 0}},
    [I] = {[A] = {1, 0}, [E_HAT] = {2, 2}, [U] = {1, 0}},
    [O] = {[A] = {1, 2}, [A_BREVE] = {0, 2}, [E] = {1, 2}, [I] = {1, 0}, [O] = {0, 2}},
    [O_HAT] = {[I] = {1, 0}},
    [O_HORN] = {[I] = {1, 0}},
    [U] = {[A] = {1, 0},
           [A_HAT] = {2, 2},
           [E_HAT] = {2, 2},
           [I] = {1, 0},
           [O_HAT] = {2, 2},
           [O_HORN] = {2, 0},
           [Y] = {1, 2}},
    [U_HORN] = {[A] = {1, 0}, [I] = {1, 0}, [O_HORN] = {2, 2}, [U] = {1, 0}},
    [Y] = {[E_HAT] = {2, 2}},
};

static const struct places triples[VOWELS][VOWELS][VOWELS] = {
    [I][E_HAT][U] = {2, 0}, [O][A][I] = {2, 0},           [O][A][O] = {2, 0},
    [O][A][Y] = {2, 0},     [O][E][O] = {2, 0},           [U][A_HAT][Y] = {2, 0},
    [U][O_HAT][I] = {2, 0}, [U][Y][A] = {2, 0},           [U][Y][E_HAT] = {0, 3},
    [U][Y][U] = {2, 0},     [U_HORN][O_HORN][I] = {2, 0}, [U_HORN][O_HORN][U] = {2, 0},
    [Y][E_HAT][U] = {2, 0},
};

/* Consonants that begin or end a syllable: those of one letter by letter, the others one behind
 * the other. "qu" and "gi" are looked at before. */
struct consonants {
    bool one[128];
    const char *two, *three;
};

static const struct consonants initials = {
    {['b'] = 1,
     ['c'] = 1,
     ['d'] = 1,
     [BASE_D_BAR] = 1,
     ['g'] = 1,
     ['h'] = 1,
     ['k'] = 1,
     ['l'] = 1,
     ['m'] = 1,
     ['n'] = 1,
     ['p'] = 1,
     ['r'] = 1,
     ['s'] = 1,
     ['t'] = 1,
     ['v'] = 1,
     ['x'] = 1},
    "chghkhngnhphthtr",
    "ngh",
};
static const struct consonants finals = {
    {['c'] = 1, ['m'] = 1, ['n'] = 1, ['p'] = 1, ['t'] = 1}, "chngnh", ""};

static bool consonants_have(const struct consonants *c, const uint8_t *base, size_t n) {
    if (n == 0)
        return true;
    if (n == 1)
        return c->one[base[0] & 0x7F];
    if (n == 3)
        return strncmp((const char *)base, c->three, 3) == 0;
    for (const char *pair = c->two; n == 2 && *pair; pair += 2)
        if (memcmp(base, pair, 2) == 0)
            return true;
    return false;
}

static uint8_t number_of(uint8_t base) {
    return vowel_numbers[base & 0x7F];
}

/* Which of n vowel letters bears the tone. */
static int vowel_place(const uint8_t *base, size_t n, bool closed) {
    if (n == 1)
        return 0;
    if (n < 2 || n > 3)
        return NOWHERE;
    const struct places *p =
        n == 2 ? &pairs[number_of(base[0])][number_of(base[1])]
               : &triples[number_of(base[0])][number_of(base[1])][number_of(base[2])];
    return (closed ? p->closed : p->open) - 1;
}

/* Where the vowels begin. The u of qu, and the i of gi before another vowel, belong to the
 * consonant: quý, già, but gìn. */
static size_t vowels_begin(const struct syllable *s, bool *known) {
    size_t i = 0;
    while (i < s->n && !alphabet_is_vowel(s->base[i]))
        i++;
    *known = true;
    if (i == 1 && s->base[0] == 'q' && s->n > 2 && s->base[1] == 'u')
        return 2;
    if (i == 1 && s->base[0] == 'g' && s->n > 2 && s->base[1] == 'i' &&
        alphabet_is_vowel(s->base[2]))
        return 2;
    *known = consonants_have(&initials, s->base, i);
    return i;
}

/* The index of the letter that bears the tone, or NOWHERE when this is no Vietnamese syllable. */
static int tone_place(const struct syllable *s) {
    bool known;
    size_t first = vowels_begin(s, &known), last = first;
    if (!known)
        return NOWHERE;
    while (last < s->n && alphabet_is_vowel(s->base[last]))
        last++;
    if (!consonants_have(&finals, s->base + last, s->n - last))
        return NOWHERE;
    int place = vowel_place(s->base + first, last - first, last < s->n);
    return place == NOWHERE ? NOWHERE : (int)first + place;
}

bool syllable_settle_i(uint8_t *base, size_t n) {
    if (n < 2 || n > 3 || base[n - 1] != 'i')
        return false;
    bool listed = n == 2 ? memchr("hklmst", base[0], 6) != NULL : memcmp(base, "qu", 2) == 0;
    if (listed)
        base[n - 1] = 'y';
    return listed;
}

/* The only tone goes to the letter, if it is not there. */
static bool move_tone(struct syllable *s, int place) {
    if (place == NOWHERE || s->tone[place] != TONE_NONE)
        return false;
    for (size_t i = 0; i < s->n; i++) {
        s->tone[place] |= s->tone[i];
        s->tone[i] = (int)i == place ? s->tone[i] : TONE_NONE;
    }
    return true;
}

bool syllable_settle(struct syllable *s) {
    if (s->n > LETTERS_MAX)
        return false;
    /* One vowel letter leaves the tone no choice. */
    bool moved = s->toned == 1 && s->vowels > 1 && move_tone(s, tone_place(s));
    return syllable_settle_i(s->base, s->n) || moved;
}
