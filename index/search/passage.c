#include "index/search/passage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORDS_MAX = PASSAGE_WORDS_MAX, /* words of the query beyond do not count */
    WAYS_MAX = 32,                 /* nor do further ways of saying them */
    SEGMENT_MAX = 512              /* nor does what a paragraph has of them beyond */
};

struct wanted {
    uint32_t id;   /* in the lexicon */
    bool exact;    /* else any form that folds to it */
    uint16_t word; /* in the query */
    uint32_t way;  /* to which it belongs; 0: it is wanted anyhow */
    double idf;
};

/* A way of saying something, of which the best in a passage counts. */
struct way {
    uint32_t group;              /* of those that say the same */
    const roaring_bitmap_t *set; /* the articles where it stands whole; NULL: any */
    uint32_t first, end;         /* a time: rows of articles (from 0) that have it */
    double idf;                  /* of all its words */
    uint16_t node;               /* in the query */
};

/* The query's distinct words: an exact one and its folded form are two. */
struct passages {
    const struct weights *weights;
    struct wanted list[WORDS_MAX];
    size_t n;
    struct way ways[WAYS_MAX]; /* from 1 on; [0] sums up what is wanted anyhow */
    uint32_t n_ways, n_groups;
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

static bool add_word(struct matching *m, const struct query_word *w, uint32_t way,
                     struct passages *out, struct tt_error *e) {
    const struct lexicon_view *lexicon = &m->snapshot->lexicon;
    const roaring_bitmap_t *set;
    struct term term;
    struct wanted wanted = {.exact = word_is_exact(w, m->mode.accents),
                            .word = (uint16_t)(w - m->query->words),
                            .way = way};
    wanted.id = wanted.exact ? lexicon_find(lexicon, w->exact, w->exact_len)
                             : lexicon_find(lexicon, w->folded, w->folded_len);
    if (out->n == WORDS_MAX)
        return true;
    for (size_t i = 0; i < out->n; i++)
        if (out->list[i].id == wanted.id && out->list[i].exact == wanted.exact &&
            out->list[i].way == way)
            return true;
    match_term(w, false, m->mode.accents, &term);
    if (!termsets_get(m->sets, &term, &m->deadline, &set, e))
        return false;
    double n = m->snapshot->manifest.documents, df = (double)roaring_bitmap_get_cardinality(set);
    wanted.idf = log(1 + (n - df + 0.5) / (df + 0.5));
    out->ways[way].idf += wanted.idf; /* of a word that stands nowhere too: others may say it */
    if (wanted.id)
        out->list[out->n++] = wanted;
    return true;
}

static bool collect(struct matching *m, uint16_t at, uint32_t way, struct passages *out,
                    struct tt_error *e);

/* The words of one way, and what they weigh; `typed` is what those typed do, 0: it is those. */
static bool collect_way(struct matching *m, uint16_t at, double typed, struct passages *out,
                        struct tt_error *e) {
    const struct query_node *node = &m->query->nodes[at];
    size_t first = out->n;
    uint32_t number = out->n_ways + 1;
    struct way *way = &out->ways[number];
    if (number >= WAYS_MAX)
        return true;
    *way = (struct way){.group = out->n_groups, .node = at};
    out->n_ways = number;
    if (node->op == QUERY_DATE) {
        if (m->mode.any)
            return true;
        match_days(m->snapshot, node->from, node->to, &way->first, &way->end);
        way->idf = typed;
        return true;
    }
    if (typed > 0 && !(way->set = match_phrase(m, node, e)))
        return false;
    if (!collect(m, at, number, out, e))
        return false;
    for (size_t i = first; i < out->n; i++)
        out->list[i].idf *= node->weight * (typed > 0 ? typed / way->idf : 1);
    return true;
}

/* What was typed, and what says the same: no more weight than the typed words have. */
static bool collect_either(struct matching *m, uint16_t at, struct passages *out,
                           struct tt_error *e) {
    const struct query_node *nodes = m->query->nodes;
    uint16_t kid = nodes[at].first_kid;
    uint32_t typed = out->n_ways + 1;
    out->n_groups++;
    if (!collect_way(m, kid, 0, out, e))
        return false;
    for (kid = nodes[kid].next; kid != QUERY_NONE && typed < WAYS_MAX; kid = nodes[kid].next)
        if (out->ways[typed].idf > 0 && !collect_way(m, kid, out->ways[typed].idf, out, e))
            return false;
    return true;
}

static bool collect(struct matching *m, uint16_t at, uint32_t way, struct passages *out,
                    struct tt_error *e) {
    const struct query_node *node = &m->query->nodes[at];
    if (node->op == QUERY_PHRASE && !node->title)
        for (uint16_t i = 0; i < node->n_words; i++)
            if (!add_word(m, &m->query->words[node->word + i], way, out, e))
                return false;
    if (node->op == QUERY_EITHER)
        return way ? collect(m, node->first_kid, way, out, e) : collect_either(m, at, out, e);
    if (node->op != QUERY_AND && node->op != QUERY_OR)
        return true;
    for (uint16_t k = node->first_kid; k != QUERY_NONE; k = m->query->nodes[k].next)
        if (!collect(m, k, way, out, e))
            return false;
    return true;
}

/* ---- an article ------------------------------------------------------------------ */

/* What is inside of a passage. */
struct inside {
    uint16_t times[WORDS_MAX];
    double sum[WAYS_MAX]; /* idf of distinct words by way */
};

/* Of ways that say the same only the best counts. A time that the article has stands in every
 * passage. */
static double passage_sum(const struct passages *w, const struct inside *in, uint32_t row) {
    double all = in->sum[0], best = 0;
    for (uint32_t i = 1; i <= w->n_ways; i++) {
        const struct way *way = &w->ways[i];
        double sum = row >= way->first && row < way->end ? way->idf : in->sum[i];
        best = sum > best ? sum : best;
        if (i < w->n_ways && way[1].group == way->group)
            continue;
        all += best;
        best = 0;
    }
    return all;
}

/* Places first..last of a segment. */
struct window {
    size_t first, last;
};

/* The most idf within a passage: a window that moves over the places, each distinct word counted
 * once. `where` may be NULL. */
static double best_passage(const struct passages *w, const struct segment *s, uint32_t row,
                           struct window *where) {
    struct inside in = {.times = {0}};
    double best = 0;
    size_t first = 0;
    for (size_t i = 0; i < s->n; i++) {
        while (s->list[i].at - s->list[first].at >= w->weights->passage_width) {
            const struct place *p = &s->list[first++];
            if (--in.times[p->word] == 0)
                in.sum[w->list[p->word].way] -= w->list[p->word].idf;
        }
        const struct wanted *wanted = &w->list[s->list[i].word];
        if (in.times[s->list[i].word]++ == 0)
            in.sum[wanted->way] += wanted->idf;
        double sum = passage_sum(w, &in, row);
        if (sum <= best)
            continue;
        best = sum;
        if (where)
            *where = (struct window){first, i};
    }
    return best;
}

/* The ways that count in the article, as bits: those that stand in it whole. */
static uint32_t ways_in(const struct passages *w, uint32_t docid) {
    uint32_t ways = 1;
    for (uint32_t i = 1; i <= w->n_ways; i++)
        if (!w->ways[i].set || roaring_bitmap_contains(w->ways[i].set, docid))
            ways |= UINT32_C(1) << i;
    return ways;
}

static void note(const struct passages *w, uint32_t ways, const struct read_word *word,
                 struct segment *s) {
    for (uint32_t i = 0; i < w->n; i++)
        if ((w->list[i].exact ? word->id : word->folded) == w->list[i].id &&
            (ways >> w->list[i].way & 1) && s->n < SEGMENT_MAX)
            s->list[s->n++] = (struct place){word->at, i};
}

/* Of ways that say the same the one that counts. */
static void choose_ways(const struct passages *w, const double *sum, uint32_t row, bool *chosen) {
    uint32_t best = 0;
    double most = 0;
    for (uint32_t i = 1; i <= w->n_ways; i++) {
        const struct way *way = &w->ways[i];
        double worth = row >= way->first && row < way->end ? way->idf : sum[i];
        if (worth > most) {
            most = worth;
            best = i;
        }
        if (i < w->n_ways && way[1].group == way->group)
            continue;
        chosen[best] = true;
        best = 0;
        most = 0;
    }
}

/* What stands in the window, of the ways that count. */
static void tell_window(const struct passages *w, const struct segment *s,
                        const struct window *where, uint32_t row, struct passage *out) {
    bool there[WORDS_MAX] = {false}, chosen[WAYS_MAX] = {false};
    double sum[WAYS_MAX] = {0};
    for (size_t i = where->first; i <= where->last; i++)
        there[s->list[i].word] = true;
    for (size_t i = 0; i < w->n; i++)
        sum[w->list[i].way] += there[i] ? w->list[i].idf : 0;
    choose_ways(w, sum, row, chosen);
    chosen[0] = true;
    out->n = 0;
    for (size_t i = 0; i < w->n; i++)
        if (there[i] && chosen[w->list[i].way])
            out->words[out->n++] = w->list[i].word;
    for (uint32_t i = 1; i <= w->n_ways; i++)
        if (chosen[i] && row >= w->ways[i].first && row < w->ways[i].end)
            out->date = w->ways[i].node;
}

double passages_score(const struct passages *w, uint32_t docid, const struct read_words *words,
                      struct passage *out) {
    uint32_t ways = ways_in(w, docid);
    struct segment segment = {.n = 0};
    double best = 0;
    bool title = true;
    if (w->n < 2)
        return 0;
    for (size_t i = 0; i < words->n; i++) {
        const struct read_word *word = &words->list[i];
        if (word->id) {
            note(w, ways, word, &segment);
            continue;
        }
        struct window where;
        double passage = best_passage(w, &segment, docid - 1, out ? &where : NULL);
        if (passage > best && out) {
            tell_window(w, &segment, &where, docid - 1, out);
            out->title = title;
        }
        best = passage > best ? passage : best;
        segment.n = 0;
        title = false;
    }
    return w->weights->passage * best;
}

/* ---- all of them ----------------------------------------------------------------- */

bool passages_new(struct matching *m, struct read_words *wanted, struct passages **out,
                  struct tt_error *e) {
    struct passages *p = malloc(sizeof *p);
    if (!p)
        return tt_fail(e, TT_NO_MEMORY, "no memory to rank");
    p->weights = m->weights;
    p->n = p->n_ways = p->n_groups = 0;
    p->ways[0].idf = 0;
    if (!collect(m, m->query->root, 0, p, e)) {
        free(p);
        return false;
    }
    for (size_t i = 0; i < p->n; i++)
        read_words_want(wanted, &m->snapshot->lexicon, p->list[i].id);
    *out = p;
    return true;
}

void passages_free(struct passages *p) {
    free(p);
}
