#include "index/search/passage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    PASSAGE_SYLLABLES = 32,
    WORDS_MAX = 64,   /* words of the query beyond do not count */
    SEGMENT_MAX = 512 /* nor does what a paragraph has of them beyond */
};
static const double passage_weight = 0.8;

struct wanted {
    uint32_t id; /* in the lexicon */
    bool exact;  /* else any form that folds to it */
    double idf;
};

/* The query's distinct words: an exact one and its folded form are two. */
struct wanted_words {
    struct wanted list[WORDS_MAX];
    size_t n;
};

/* Where words stand in a segment between two breaks. */
struct place {
    uint32_t at;
    uint32_t word;
};

struct segment {
    struct place list[SEGMENT_MAX];
    size_t n;
};

/* ---- the words ------------------------------------------------------------------- */

static bool add_word(struct matching *m, const struct query_word *w, struct wanted_words *out,
                     struct tt_error *e) {
    const struct lexicon_view *lexicon = &m->snapshot->lexicon;
    const roaring_bitmap_t *set;
    struct term term;
    struct wanted wanted = {.exact = word_is_exact(w, m->mode.accents)};
    wanted.id = wanted.exact ? lexicon_find(lexicon, w->exact, w->exact_len)
                             : lexicon_find(lexicon, w->folded, w->folded_len);
    if (!wanted.id || out->n == WORDS_MAX)
        return true;
    for (size_t i = 0; i < out->n; i++)
        if (out->list[i].id == wanted.id && out->list[i].exact == wanted.exact)
            return true;
    match_term(w, false, m->mode.accents, &term);
    if (!termsets_get(m->sets, &term, &m->deadline, &set, e))
        return false;
    double n = m->snapshot->manifest.documents, df = (double)roaring_bitmap_get_cardinality(set);
    wanted.idf = log(1 + (n - df + 0.5) / (df + 0.5));
    out->list[out->n++] = wanted;
    return true;
}

static bool collect(struct matching *m, uint16_t at, struct wanted_words *out, struct tt_error *e) {
    const struct query_node *node = &m->query->nodes[at];
    if (node->op == QUERY_PHRASE && !node->title)
        for (uint16_t i = 0; i < node->n_words; i++)
            if (!add_word(m, &m->query->words[node->word + i], out, e))
                return false;
    if (node->op != QUERY_AND && node->op != QUERY_OR)
        return true;
    for (uint16_t k = node->first_kid; k != QUERY_NONE; k = m->query->nodes[k].next)
        if (!collect(m, k, out, e))
            return false;
    return true;
}

/* ---- an article ------------------------------------------------------------------ */

/* The most idf within a passage: a window that moves over the places, each distinct word counted
 * once. */
static double best_passage(const struct wanted_words *w, const struct segment *s) {
    uint16_t inside[WORDS_MAX] = {0};
    double best = 0, sum = 0;
    size_t first = 0;
    for (size_t i = 0; i < s->n; i++) {
        while (s->list[i].at - s->list[first].at >= PASSAGE_SYLLABLES) {
            uint32_t word = s->list[first++].word;
            if (--inside[word] == 0)
                sum -= w->list[word].idf;
        }
        if (inside[s->list[i].word]++ == 0)
            sum += w->list[s->list[i].word].idf;
        best = sum > best ? sum : best;
    }
    return best;
}

static void note(const struct lexicon_view *lexicon, const struct wanted_words *w, uint32_t id,
                 uint32_t at, struct segment *s) {
    uint32_t folded = lexicon_fold(lexicon, id);
    for (uint32_t i = 0; i < w->n; i++)
        if ((w->list[i].exact ? id : folded) == w->list[i].id && s->n < SEGMENT_MAX)
            s->list[s->n++] = (struct place){at, i};
}

static double score_article(const struct matching *m, const struct wanted_words *w,
                            uint32_t docid) {
    const struct snapshot *s = m->snapshot;
    const uint64_t *start = column_u64(s, COL_STREAM_START);
    const unsigned char *p = (const unsigned char *)s->streams.data + start[docid - 1];
    const unsigned char *end = (const unsigned char *)s->streams.data + start[docid];
    struct segment segment = {.n = 0};
    double best = 0;
    for (uint32_t at = 0; p < end; at++) {
        uint32_t id = stream_next(&p);
        if (id)
            note(&s->lexicon, w, id, at, &segment);
        if (id && p < end)
            continue;
        double passage = best_passage(w, &segment);
        best = passage > best ? passage : best;
        segment.n = 0;
    }
    return passage_weight * best;
}

/* ---- all of them ----------------------------------------------------------------- */

static int better(const void *a, const void *b) {
    const struct search_hit *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return (x->docid > y->docid) - (x->docid < y->docid);
}

bool passages_rank(struct matching *m, struct search_hit *hits, uint32_t n, struct tt_error *e) {
    struct wanted_words words = {.n = 0};
    if (!collect(m, m->query->root, &words, e))
        return false;
    if (words.n < 2)
        return true;
    for (uint32_t i = 0; i < n; i++)
        hits[i].score += score_article(m, &words, hits[i].docid);
    qsort(hits, n, sizeof *hits, better);
    return true;
}
