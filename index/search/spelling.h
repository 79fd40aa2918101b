/* What was meant where almost nothing is found: keystrokes of an input method that was off
 * (thoong, tho6ng), syllables that sound alike (trất, chất), and single letters too many, too few,
 * wrong or swapped.
 *
 * Candidates for a word are what its keystrokes would have given, and what in the archive's
 * lexicon sounds like it or is one letter away; the ones chosen are frequent, and stand beside
 * their neighbours in articles. The work is bounded: SPELLING_WORDS_MAX words, a few of them looked
 * at closely.
 *
 * Threads: as a matching's. */
#ifndef TIMTIN_INDEX_SEARCH_SPELLING_H
#define TIMTIN_INDEX_SEARCH_SPELLING_H

#include "index/base/buf.h"
#include "index/search/match.h"

enum { SPELLING_WORDS_MAX = 16 };

/* Appends the text of the matching's query with other words in place of some; nothing when there
 * is nothing better. `text` is what was parsed. */
bool spelling_correct(struct matching *m, const char *text, size_t len, struct buf *out,
                      struct tt_error *e);

/* Into out->suggestion a corrected query that finds more of the request's articles than `found`,
 * when there is one. */
struct abbreviations;
bool spelling_suggest(const struct matching *typed, const struct abbreviations *names,
                      const struct search_request *q, uint32_t found, struct search_result *out,
                      struct tt_error *e);

/* ---- inside ---------------------------------------------------------------------- */

/* What the keystrokes of a word of letters and digits give with Telex or VNI, as a token's exact
 * form; false when that is the same word. */
enum typing { TYPING_TELEX, TYPING_VNI, TYPINGS };
bool typing_read(enum typing how, const char *keys, size_t n, struct query_word *out);

/* What may have been meant by a syllable's exact form that sounds like it; no word perhaps. */
enum { SOUNDS_MAX = 12, SOUND_BYTES_MAX = 32 };
struct sounds {
    char forms[SOUNDS_MAX][SOUND_BYTES_MAX];
    size_t n;
};
void spelling_sounds(const char *exact, size_t len, struct sounds *out);

#endif
