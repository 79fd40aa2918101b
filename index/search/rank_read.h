/* An article's syllable stream, read once for all who weigh it: only where words of the query may
 * stand, and where paragraphs end.
 *
 * Ownership: read_words_done frees what a read_words holds; the struct itself is the caller's.
 * Threads:   one read_words, one thread at a time. */
#ifndef TIMTIN_INDEX_SEARCH_RANK_READ_H
#define TIMTIN_INDEX_SEARCH_RANK_READ_H

#include "index/store/snapshot_data.h"

enum { READ_HEADS = 256 };

/* A syllable that may be wanted, or a break. */
struct read_word {
    uint32_t at;         /* place in the stream, from 0; breaks have one too */
    uint32_t id, folded; /* in the lexicon; 0: the title or a paragraph ends here */
};

struct read_words {
    bool heads[READ_HEADS]; /* by the lower part of the folded number: those wanted */
    struct read_word *list; /* the last one is a break */
    size_t n, cap;
};

/* Wants no word yet. */
void read_words_init(struct read_words *r);
void read_words_done(struct read_words *r);
/* Wants a word by the number of any of its forms; 0 is no word. */
static inline void read_words_want(struct read_words *r, const struct lexicon_view *v,
                                   uint32_t id) {
    r->heads[lexicon_fold(v, id) % READ_HEADS] = true;
}

/* Reads the article into r->list, instead of the one before. */
bool read_words(struct read_words *r, const struct snapshot *s, uint32_t docid, struct tt_error *e);

#endif
