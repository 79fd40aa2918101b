/* The parts of a byline: names of people, and newsrooms.
 * Internal to byline.c, byline_names.c and byline_press.c.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_BYLINE_PARTS_H
#define TIMTIN_INDEX_READ_BYLINE_PARTS_H

#include <stdbool.h>
#include <stddef.h>

/* A piece of text. */
struct piece {
    const char *s;
    size_t n;
};

/* Without spaces and signs at its ends. */
struct piece piece_trimmed(const char *s, size_t n);
/* The next word of *rest; false at the end. */
bool piece_word(struct piece *rest, struct piece *word);
/* Is it one of the words, of which the last is NULL; as written, or folded? */
bool piece_is_one_of(struct piece p, const char *const *words);
bool piece_folds_to_one_of(struct piece p, const char *const *words);

/* ---- people (byline_names.c) ----------------------------------------------------- */

/* "Minh Thư", "MINH THƯ", "H'Mai Niê", "T.N", "TS. Nguyễn Văn An". */
bool is_name(struct piece p);

/* The span of names in a list of them. Other parts are left out at its ends when `loose`
 * ("Xã hội - Mỹ Dung"), else the whole must be names; mail addresses never count. */
bool names_in(struct piece p, bool loose, struct piece *out);

/* ---- newsrooms (byline_press.c) -------------------------------------------------- */

/* The full name of a newsroom that goes by this abbreviation: "TTXVN", "QĐND Online"; NULL when
 * it is not known. */
const char *press_name(struct piece p);

/* A newsroom: few words, the first with a capital, or a domain. */
bool is_press(struct piece p);
/* Surely one, whatever stands around it: a known abbreviation, a domain, "Báo ..", "Đài ..". */
bool is_surely_press(struct piece p);

/* The newsroom that a text names: "TTXVN/Vietnam+" and "Minh Thư/VOV" name theirs, else all of it;
 * full names for known abbreviations. *out: into the text, or constant. */
bool press_in(struct piece p, struct piece *out);

#endif
