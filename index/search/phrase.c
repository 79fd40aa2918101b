/* Phrases: verified on the articles' syllable streams, which stand in for positions. */
#include <stdlib.h>

#include "index/search/match.h"

struct wanted {
    uint32_t id; /* exact or folded number in the lexicon */
    bool exact;
};

/* The phrase's words as lexicon numbers; false when the archive lacks one. */
static bool resolve(const struct matching *m, const struct query_node *node,
                    struct wanted *wanted) {
    for (uint16_t i = 0; i < node->n_words; i++) {
        const struct query_word *w = &m->query->words[node->word + i];
        wanted[i].exact = word_is_exact(w, m->mode.accents);
        wanted[i].id = wanted[i].exact
                           ? lexicon_find(&m->snapshot->lexicon, w->exact, w->exact_len)
                           : lexicon_find(&m->snapshot->lexicon, w->folded, w->folded_len);
        if (!wanted[i].id)
            return false;
    }
    return true;
}

static bool fits(const struct lexicon_view *lexicon, const struct wanted *w, uint32_t id) {
    return (w->exact ? id : lexicon_fold(lexicon, id)) == w->id;
}

/* Whether the words stand side by side in the stream. The start is tried at every number;
 * a phrase is short, so what is read twice is little. */
static bool stands_in(const struct lexicon_view *lexicon, const struct wanted *wanted, size_t n,
                      const unsigned char *p, const unsigned char *end, bool title) {
    while (p < end) {
        uint32_t id = stream_next(&p);
        if (title && id == 0)
            return false;
        if (!fits(lexicon, &wanted[0], id))
            continue;
        const unsigned char *q = p;
        size_t i = 1;
        while (i < n && q < end && fits(lexicon, &wanted[i], stream_next(&q)))
            i++;
        if (i == n)
            return true;
    }
    return false;
}

bool phrase_filter(struct matching *m, const struct query_node *node, roaring_bitmap_t *candidates,
                   struct tt_error *e) {
    const struct snapshot *s = m->snapshot;
    const uint64_t *start = column_u64(s, COL_STREAM_START);
    struct wanted wanted[QUERY_WORDS_MAX];
    roaring_uint32_iterator_t it;
    bool known = resolve(m, node, wanted);
    roaring_bitmap_t *good = roaring_bitmap_create();
    if (!good)
        return tt_fail(e, TT_NO_MEMORY, "no memory for a set of articles");
    roaring_init_iterator(candidates, &it);
    for (unsigned seen = 0; known && it.has_value; roaring_advance_uint32_iterator(&it)) {
        const unsigned char *bytes = (const unsigned char *)s->streams.data;
        uint32_t docid = it.current_value;
        if (stands_in(&s->lexicon, wanted, node->n_words, bytes + start[docid - 1],
                      bytes + start[docid], node->title))
            roaring_bitmap_add(good, docid);
        if ((++seen & 255) == 0 && deadline_passed(&m->deadline)) {
            roaring_bitmap_free(good);
            return deadline_fail(e);
        }
    }
    roaring_bitmap_and_inplace(candidates, good);
    roaring_bitmap_free(good);
    return true;
}
