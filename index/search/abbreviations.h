/* Ways of saying the same: abbreviations, aliases, full names.
 *
 * From the directory of agencies (index/data/agencies.json: names, aliases, codes, English names)
 * and a small table of general abbreviations (index/data/abbreviations.json), both compiled in.
 * Ways that say the same make a concept; an agency's predecessor is another one. A way may be fit
 * for being typed but not for being looked for: the index knows no capital letters, so TƯ (Trung
 * ương) would find every "tư".
 *
 * Ownership: abbreviations_open/_close; sayings are borrowed.
 * Threads:   read-only once open. */
#ifndef TIMTIN_INDEX_SEARCH_ABBREVIATIONS_H
#define TIMTIN_INDEX_SEARCH_ABBREVIATIONS_H

#include "index/search/query.h"

struct abbreviations;
bool abbreviations_open(struct abbreviations **out, struct tt_error *e);
void abbreviations_close(struct abbreviations *a); /* takes NULL */

struct saying {
    const char *text;           /* as it is written */
    const char *exact, *folded; /* its words, one space between */
    const char *guard;          /* not where this word follows (struct query_node); NULL: none */
    const char *guard_folded;
    uint32_t concept;
    uint32_t next;     /* + 1: another saying of the same folded words */
    bool caps;         /* means this only where it is typed in capital letters */
    bool word;         /* reads as a syllable: without capital letters it is another word */
    bool whole;        /* typed, it is looked for as it stands too: apart its words say less */
    bool typed_only;   /* not to be looked for */
    bool agency;       /* of the directory */
    bool shared;       /* another agency was called so: from and until decide */
    day_t from, until; /* of the agency; until is the first day without it; DAY_UNKNOWN: no bound */
};

enum { SAYING_WORDS_MAX = 16, SAYINGS_MAX = 6 };

/* The sayings (at most SAYINGS_MAX) that are the longest beginning of words[0..n-1], at most
 * `most` words long; their number of words in *len. */
size_t abbreviations_find(const struct abbreviations *a, const struct query_word *const *words,
                          size_t n, size_t most, const struct saying *out[SAYINGS_MAX],
                          size_t *len);

/* All sayings of the concept, the name first. */
const struct saying *abbreviations_concept(const struct abbreviations *a, uint32_t concept,
                                           size_t *n);

#endif
