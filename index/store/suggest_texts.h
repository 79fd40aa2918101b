/* What suggest.bin is made of while it is written. Internal to suggest_texts.c, which gathers
 * the texts, and suggest_write.c, which numbers their forms and writes.
 *
 * Threads: one at a time. */
#ifndef TIMTIN_INDEX_STORE_SUGGEST_TEXTS_H
#define TIMTIN_INDEX_STORE_SUGGEST_TEXTS_H

#include "index/base/sums.h"
#include "index/store/suggest.h"
#include "index/store/suggest_learn.h"
#include "index/store/suggest_write.h"

/* Texts of a field: numbers of exact forms in writing.forms, later those of the file. */
struct texts {
    uint32_t *tokens, *start;
    size_t n_tokens, tokens_cap, n, start_cap;
};

struct agency_texts {
    struct suggest_agency *list; /* one a text */
    size_t n, cap;
    struct sums folded; /* XXH3 of folded texts: phrases that say the same are left out */
};

struct writing {
    const struct suggest_input *in;
    struct suggest_archive archive;
    struct mapping agency;
    struct phrases phrases;
    struct lexicon *forms;
    struct texts field[SUGGEST_FIELDS];
    struct agency_texts agencies;
    uint32_t *form, *number, *group; /* forms in order; by form; by number */
    size_t n_forms;
    struct buf scratch;
};

/* Adds the texts of all fields, by use; false: no memory. Phrases that say the same as an agency
 * are left out. */
bool suggest_gather(struct writing *w);

#endif
