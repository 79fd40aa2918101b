#include "index/search/rank_read.h"

#include <stdlib.h>
#include <string.h>

#include "index/base/buf.h"
#include "index/store/terms.h"

void read_words_init(struct read_words *r) {
    *r = (struct read_words){.n = 0};
    r->heads[0] = true; /* breaks */
}

void read_words_done(struct read_words *r) {
    free(r->list);
}

bool read_words(struct read_words *r, const struct snapshot *s, uint32_t docid,
                struct tt_error *e) {
    const uint64_t *start = column_u64(s, COL_STREAM_START);
    const unsigned char *p = (const unsigned char *)s->streams.data + start[docid - 1];
    const unsigned char *end = (const unsigned char *)s->streams.data + start[docid];
    size_t n = 0, most = (size_t)(end - p) + 1; /* a byte a syllable at least, and the end */
    if (!array_grow(&r->list, &r->cap, most, sizeof *r->list))
        return tt_fail(e, TT_NO_MEMORY, "no memory to rank");
    struct read_word word = {.at = 0};
    for (; p < end; word.at++) {
        word.id = end - p > 1 ? stream_next_inside(&p) : stream_next(&p);
        word.folded = lexicon_fold(&s->lexicon, word.id);
        r->list[n] = word; /* mostly for nothing, but without a branch that is hard to foretell */
        n += r->heads[word.folded % READ_HEADS];
    }
    r->list[n++] = (struct read_word){.at = word.at};
    r->n = n;
    return true;
}
