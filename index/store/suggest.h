/* The file of completions, suggest.bin: texts as numbers of syllables, and for their beginnings
 * and their later words an order in which what begins alike stands side by side.
 *
 * Texts of a field are laid by use, the most used first (titles: the newest), so the smaller of
 * two places in its tokens is the better one, and the best of a range is its minimum.
 *
 * The layout is in index/docs/format.md. Whatever the bytes are, once a view is open every
 * number in it may be followed.
 *
 * Ownership: suggest_open/_close; what is reached through a view ends with it.
 * Threads:   a view is read-only once open and may be shared. */
#ifndef TIMTIN_INDEX_STORE_SUGGEST_H
#define TIMTIN_INDEX_STORE_SUGGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/error.h"
#include "index/base/files.h"

#define FILE_SUGGEST "suggest.bin"
#define SUGGEST_MAGIC "ttsugg1" /* with its NUL */

enum suggest_field { SUGGEST_AGENCIES, SUGGEST_PHRASES, SUGGEST_TITLES, SUGGEST_FIELDS };
enum suggest_place { SUGGEST_FIRST, SUGGEST_LATER, SUGGEST_PLACES };

/* The head of the file; what it counts follows in the order of suggest_view. */
struct suggest_head {
    char magic[8];
    uint32_t forms, form_bytes, shown_bytes;
    struct {
        uint32_t texts, tokens, order[SUGGEST_PLACES];
    } field[SUGGEST_FIELDS];
};

/* Places in tokens, sorted by the folded syllables that follow. */
struct suggest_order {
    const uint32_t *at;
    uint32_t n;
    uint32_t *minima; /* of blocks, as a tree; the view's own memory */
};

struct suggest_texts {
    const uint32_t *start;  /* one more than texts: where a text's tokens begin */
    const uint32_t *tokens; /* numbers of forms, from 1; 0 behind each text */
    uint32_t texts, n_tokens;
    struct suggest_order order[SUGGEST_PLACES];
};

/* A text of an agency: its name, an alias, or the name with its abbreviation written out. */
struct suggest_agency {
    uint32_t number; /* in agencies.json, from 1 */
    uint32_t alias;  /* 0: the name, SUGGEST_WRITTEN_OUT, or which alias, from 1 */
};
#define SUGGEST_WRITTEN_OUT UINT32_MAX

struct suggest_view {
    struct mapping file;
    const uint32_t *form_start; /* two for each form: its folded and its exact spelling */
    uint32_t forms;
    struct suggest_texts field[SUGGEST_FIELDS]; /* a title's number is its article's, from 0 */
    const struct suggest_agency *agency;        /* of each text of agencies */
    const uint32_t *phrase_count;               /* articles that have the phrase */
    const uint32_t *phrase_start;               /* where it begins in shown */
    const char *form_bytes, *shown;             /* NUL behind each */
};

/* `titles` and `agencies`: how many the generation has. TT_CORRUPT: the file does not fit. */
bool suggest_open(const char *dir, uint32_t titles, size_t agencies, struct suggest_view *v,
                  struct tt_error *e);
/* The same of the file's bytes, which become the view's when they fit. */
bool suggest_read(struct mapping file, uint32_t titles, size_t agencies, struct suggest_view *v,
                  struct tt_error *e);
void suggest_close(struct suggest_view *v);

/* Forms are numbered from 1 by their folded, then by their exact spelling. */
static inline const char *suggest_folded(const struct suggest_view *v, uint32_t form) {
    return v->form_bytes + v->form_start[2 * (form - 1)];
}
static inline const char *suggest_exact(const struct suggest_view *v, uint32_t form) {
    return v->form_bytes + v->form_start[2 * (form - 1) + 1];
}

/* Numbers first..end-1. */
struct suggest_range {
    uint32_t first, end;
};

/* The forms whose folded spelling is (or, with `prefix`, begins with) this. */
struct suggest_range suggest_forms(const struct suggest_view *v, const char *folded, size_t len,
                                   bool prefix);

/* The places of the order at which the words stand, each one of a range of forms. All but the
 * last must be the forms of one folded spelling. */
struct suggest_range suggest_find(const struct suggest_texts *t, enum suggest_place place,
                                  const struct suggest_range *words, size_t n);

/* The index of the smallest place in a range that is not empty. */
uint32_t suggest_best(const struct suggest_order *o, struct suggest_range r);

/* The text in which a place lies. */
uint32_t suggest_text_at(const struct suggest_texts *t, uint32_t place);

#endif
