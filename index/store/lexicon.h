/* The lexicon: every exact and folded form of the archive has a number.
 *
 * Numbers begin with 1 and grow in the order of first use, so frequent forms have small
 * numbers (they come early); 0 is no form: a break in a syllable stream.
 *
 * Ownership: lexicon_new/_free while building; a lexicon_view borrows mapped files.
 * Threads:   a builder one thread; views are read-only. */
#ifndef TIMTIN_INDEX_STORE_LEXICON_H
#define TIMTIN_INDEX_STORE_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/error.h"
#include "index/base/files.h"

/* ---- building -------------------------------------------------------------------- */

struct lexicon;
struct lexicon *lexicon_new(void); /* NULL: no memory */
void lexicon_free(struct lexicon *l);
/* The numbers of an exact form and of its folded form, adding what is new; false: no
 * memory. */
bool lexicon_add(struct lexicon *l, const char *exact, size_t exact_len, const char *folded,
                 size_t folded_len, uint32_t *exact_id, uint32_t *folded_id);
uint32_t lexicon_size(const struct lexicon *l); /* numbers are 1..size */
const char *lexicon_form(const struct lexicon *l, uint32_t id, size_t *len);
uint32_t lexicon_folded(const struct lexicon *l, uint32_t id);
/* Forgets all forms; memory is kept. */
void lexicon_clear(struct lexicon *l);
/* Adds the forms of another one, in their order: what read a part of an archive with a lexicon of
 * its own is numbered as if all had been read with this one. numbers[id] gets the number of
 * the other's form `id`; room for its size + 1. False: no memory. */
bool lexicon_merge(struct lexicon *l, const struct lexicon *other, uint32_t *numbers);
/* Writes the files of a lexicon_view. */
bool lexicon_write(const struct lexicon *l, const char *dir, struct tt_error *e);

/* ---- reading --------------------------------------------------------------------- */

struct lexicon_view {
    struct mapping forms;  /* "lexicon.bin": the forms, NUL behind each */
    struct mapping start;  /* "lexicon_start.u32": [id - 1] = where its form begins */
    struct mapping folded; /* "lexicon_folded.u32": [id - 1] = the folded form's number */
    struct mapping sorted; /* "lexicon_sorted.u32": numbers in byte order of the forms */
};
bool lexicon_open(const char *dir, struct lexicon_view *v, struct tt_error *e);
void lexicon_close(struct lexicon_view *v);
/* The form's number, 0 when the archive has none. */
uint32_t lexicon_find(const struct lexicon_view *v, const char *form, size_t len);
static inline uint32_t lexicon_fold(const struct lexicon_view *v, uint32_t id) {
    return id ? ((const uint32_t *)(const void *)v->folded.data)[id - 1] : 0;
}
/* The form of a number 1..size, NUL-terminated; "" for 0. */
static inline const char *lexicon_text(const struct lexicon_view *v, uint32_t id) {
    return id ? v->forms.data + ((const uint32_t *)(const void *)v->start.data)[id - 1] : "";
}

#endif
