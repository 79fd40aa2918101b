/* The syllables of a body, and the facts among them: numbers, numbers in words, and names.
 *
 * Each fact is known by its frames, the two syllables before it and the two behind it. Where
 * two bodies have a frame but other facts in it, somebody filled in a form anew.
 *
 * Ownership: *_done frees what the structure holds; all zeros is empty. Threads: a value, one
 * thread at a time. */
#ifndef TIMTIN_INDEX_DEDUP_FACTS_H
#define TIMTIN_INDEX_DEDUP_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a syllable may be a part of. */
enum syllable_kind {
    SYLLABLE_PLAIN,
    SYLLABLE_NUMBER,  /* has a digit */
    SYLLABLE_COUNT,   /* says a number by itself, as written: hai, bảy, mười */
    SYLLABLE_UNIT,    /* goes on with a number in words: mươi, trăm, nghìn */
    SYLLABLE_NUMERAL, /* may be a number before a unit, whatever its accents: nam, bay */
    SYLLABLE_CAPITAL  /* begins with a capital letter */
};

struct syllable {
    uint64_t hash; /* of the folded form */
    enum syllable_kind kind;
    bool joined; /* a further part of a code */
    bool spaced; /* nothing but a space stands before it */
};

struct syllables {
    struct syllable *items;
    size_t n, cap;
};

/* Appends those of a body (stored text). False without memory. */
bool syllables_read(struct syllables *all, const char *body, size_t len);
void syllables_done(struct syllables *all);

enum fact_kind { FACT_NUMBER, FACT_COUNT, FACT_NAME, FACT_KINDS };

struct fact {
    uint32_t frame, value; /* hashes */
};

struct facts {
    struct fact *items; /* ascending by frame, then value; no two alike */
    size_t n, cap;
};

/* Makes facts[kind] of each kind those of the syllables. False without memory. */
bool facts_read(struct facts facts[FACT_KINDS], const struct syllables *all);
void facts_done(struct facts facts[FACT_KINDS]);

/* Adds up the frames that both have: with a fact in common, or with none. */
void facts_compare(const struct facts *a, const struct facts *b, size_t *agree, size_t *differ);

#endif
