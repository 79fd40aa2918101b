#include "index/text/syllable.h"

#include <string.h>

enum { LETTERS_MAX = 7, GROUP_MAX = 3, NOWHERE = -1 }; /* nghiêng; uyê */

/* A group of vowel letters and the index of the letter that bears the tone, at the end of
 * the syllable and before a final consonant; NOWHERE where the group cannot stand. */
struct group {
    char letters[GROUP_MAX + 1];
    int8_t open, closed;
};

static const struct group pairs[] = {
    {"UP", 1, 1},       {"iE", 1, 1},       {"uO", 1, 1},       {"ai", 0, NOWHERE},
    {"ao", 0, NOWHERE}, {"oa", 0, 1},       {"ua", 0, NOWHERE}, {"oi", 0, NOWHERE},
    {"Au", 0, NOWHERE}, {"Pi", 0, NOWHERE}, {"ay", 0, NOWHERE}, {"uA", 1, 1},
    {"Ay", 0, NOWHERE}, {"au", 0, NOWHERE}, {"Ua", 0, NOWHERE}, {"Oi", 0, NOWHERE},
    {"uy", 0, 1},       {"eo", 0, NOWHERE}, {"Eu", 0, NOWHERE}, {"ia", 0, NOWHERE},
    {"iu", 0, NOWHERE}, {"uE", 1, 1},       {"Ui", 0, NOWHERE}, {"ui", 0, NOWHERE},
    {"Uu", 0, NOWHERE}, {"oe", 0, 1},       {"oB", NOWHERE, 1}, {"yE", 1, 1},
    {"uP", 1, NOWHERE}, {"oo", NOWHERE, 1},
};

static const struct group triples[] = {
    {"UPi", 1, NOWHERE}, {"iEu", 1, NOWHERE}, {"oai", 1, NOWHERE}, {"uyE", NOWHERE, 2},
    {"uOi", 1, NOWHERE}, {"yEu", 1, NOWHERE}, {"UPu", 1, NOWHERE}, {"uAy", 1, NOWHERE},
    {"oay", 1, NOWHERE}, {"oao", 1, NOWHERE}, {"oeo", 1, NOWHERE}, {"uyu", 1, NOWHERE},
    {"uya", 1, NOWHERE},
};

/* Consonants that begin or end a syllable, by length: those of one letter as letters of one
 * string, the others one behind the other. "qu" and "gi" are looked at before. */
struct consonants {
    const char *one, *two, *three;
};

static const struct consonants initials = {"bcdDghklmnprstvx", "chghkhngnhphthtr", "ngh"};
static const struct consonants finals = {"cmnpt", "chngnh", ""};

static bool consonants_have(const struct consonants *c, const uint8_t *base, size_t n) {
    if (n == 0)
        return true;
    if (n == 1)
        return strchr(c->one, base[0]) != NULL;
    if (n == 3)
        return strncmp((const char *)base, c->three, 3) == 0;
    for (const char *pair = c->two; n == 2 && *pair; pair += 2)
        if (memcmp(base, pair, 2) == 0)
            return true;
    return false;
}

static int group_place(const struct group *groups, size_t count, const uint8_t *base, size_t n,
                       bool closed) {
    char wanted[GROUP_MAX + 1] = {0};
    memcpy(wanted, base, n);
    for (size_t i = 0; i < count; i++)
        if (memcmp(groups[i].letters, wanted, sizeof wanted) == 0)
            return closed ? groups[i].closed : groups[i].open;
    return NOWHERE;
}

/* Which of n vowel letters bears the tone. */
static int vowel_place(const uint8_t *base, size_t n, bool closed) {
    switch (n) {
    case 1:
        return 0;
    case 2:
        return group_place(pairs, sizeof pairs / sizeof pairs[0], base, n, closed);
    case 3:
        return group_place(triples, sizeof triples / sizeof triples[0], base, n, closed);
    default:
        return NOWHERE;
    }
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

void syllable_settle_i(uint8_t *base, size_t n) {
    if (n < 2 || n > 3 || base[n - 1] != 'i')
        return;
    bool listed = n == 2 ? memchr("hklmst", base[0], 6) != NULL : memcmp(base, "qu", 2) == 0;
    if (listed)
        base[n - 1] = 'y';
}

void syllable_settle(struct syllable *s) {
    if (s->n > LETTERS_MAX)
        return;
    /* One vowel letter leaves the tone no choice. */
    if (s->toned == 1 && s->vowels > 1) {
        int place = tone_place(s);
        uint8_t tone = TONE_NONE;
        for (size_t i = 0; i < s->n && place != NOWHERE; i++) {
            tone |= s->tone[i];
            s->tone[i] = TONE_NONE;
        }
        if (place != NOWHERE)
            s->tone[place] = tone;
    }
    syllable_settle_i(s->base, s->n);
}
