/* Shingles and facts of a body, and the verdict whether two bodies are the same text.
 *
 * Two things set a reprint apart from a text that only shares much with another:
 *
 * - Where the new words are. A reprint changes words here and there, puts a dateline or a
 *   lead in front and cuts paragraphs at the end. The next story about the same affair puts
 *   its news in front, too, but long ones, in both texts, and between what it repeats of the
 *   background. So stretches that only one of the texts has are summed up, but for one tail.
 *
 * - What the new words are. Facts are the numbers and names, each with the two syllables
 *   before it and the two behind it as its frames. Where both bodies have a frame but other
 *   facts in it, somebody filled in a form anew (tomorrow's weather, next year's
 *   conference), however much of the words is the same.
 *
 * Ownership: shingle_set_init embeds, shingle_set_done frees. Threads: one set, one thread. */
#ifndef TIMTIN_INDEX_DEDUP_SHINGLE_H
#define TIMTIN_INDEX_DEDUP_SHINGLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/error.h"
#include "index/dedup/facts.h"

struct shingle_set {
    uint64_t *shingles; /* hash << 32 | place of its first syllable; ascending */
    bool *shared;       /* by place; what a comparison notes */
    size_t n, cap, shared_cap;
    struct facts facts[FACT_KINDS];
    struct syllables title; /* none: not known */
};

void shingle_set_init(struct shingle_set *s);
void shingle_set_done(struct shingle_set *s);

/* Makes it the set of this body (stored text). False without memory. */
bool shingle_set_read(struct shingle_set *s, const char *body, size_t len, struct tt_error *e);

/* Gives the set read last its title (stored text). False without memory. */
bool shingle_set_entitle(struct shingle_set *s, const char *title, size_t len, struct tt_error *e);

/* Bytes held, for caches. */
size_t shingle_set_bytes(const struct shingle_set *s);

struct likeness {
    double density;          /* the shared shingles' part of the common stretches, 0..1 */
    double of_larger;        /* the common stretches' part of the longer text */
    double of_smaller;       /* and of the shorter */
    double new_part;         /* syllables in stretches of their own per syllable of the common ones;
                              * the longer of the two tails does not count, a lead that only one of
                              * the texts has counts in part */
    double inner_part;       /* the same of stretches between common ones, in both texts */
    double phrases;          /* per common syllable: phrases of its own between what both have, in
                              * the text that has fewer */
    bool titles_of_one_form; /* alike but for words in the same place */
    /* Frames that both have: with a fact in common, or with none. */
    size_t agree[FACT_KINDS], differ[FACT_KINDS];
};

/* Writes `shared` of both. */
struct likeness shingle_sets_compare(struct shingle_set *a, struct shingle_set *b);

/* The verdict. Thresholds and their reasons stand in shingle.c. */
bool likeness_is_same_text(const struct likeness *l);

/* Whether two bodies may both come from a third one that is the same text as either: two
 * leads were put before it, or the one was cut where the other was added to. */
bool likeness_is_of_one_source(const struct likeness *l);

#endif
