/* Completions of what is being typed: agencies, phrases and titles of the archive.
 *
 * What is typed is found at the beginning of a text and at every later word of it, whatever its
 * marks: a syllable typed without them stands for all. Marks that are typed decide: a finished
 * syllable that has some stands for itself, of the last one, which may be half typed, the marks
 * so far must be there and others may follow. Only when nothing is left are marks ignored.
 *
 * Order: what begins with the typed text, then what has it at a later word; within each part
 * agencies and phrases by the number of their articles, then titles, newest first. A third of
 * the places is kept for each kind that has so many.
 *
 * A range of texts is gone through best first, and at most SUGGEST_LOOKED_MAX places of it are
 * looked at: marks that are rarer than that among texts of the same letters may be missed.
 *
 * Ownership: strings end with the snapshot.
 * Threads:   any, at once. */
#ifndef TIMTIN_INDEX_SEARCH_SUGGEST_H
#define TIMTIN_INDEX_SEARCH_SUGGEST_H

#include "index/base/buf.h"
#include "index/base/error.h"
#include "index/base/limits.h"
#include "index/store/snapshot.h"

enum { SUGGEST_LOOKED_MAX = 1024 };

enum suggest_kind { SUGGEST_AGENCY, SUGGEST_PHRASE, SUGGEST_TITLE, SUGGEST_KINDS };

struct suggestion {
    enum suggest_kind kind;
    const char *text;  /* the agency's name, the phrase, the title */
    const char *alias; /* of the agency, when that is what matched; else NULL */
    const char *id;    /* the agency's, the title's article's; NULL for phrases */
    uint32_t count;    /* articles that have it, at least 1 */
    bool later;        /* found at a later word, not at the beginning */
    struct {
        size_t word, n; /* words of the text (or alias) that were typed; n 0: none of them */
        size_t letters; /* of the last of them; 0: all */
    } typed;
};

struct suggestions {
    struct suggestion list[SUGGEST_LIMIT_MAX];
    size_t n;
};

/* Completes stored text (text_store); without a word in it: the most used agencies and phrases.
 * `limit` is at most SUGGEST_LIMIT_MAX. TT_BAD_INPUT: more than QUERY_WORDS_MAX words. */
bool suggest(const struct snapshot *s, const char *q, size_t len, uint32_t limit,
             struct suggestions *out, struct tt_error *e);

/* Appends the text HTML-escaped (& < > " '), what was typed within <mark>...</mark>; where an
 * alias was found it stands behind the name, in parentheses. */
void suggest_highlight(const struct suggestion *s, struct buf *out);

#endif
