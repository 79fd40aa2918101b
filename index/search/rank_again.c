#include "index/search/rank_again.h"

#include <math.h>
#include <stdlib.h>

#include "index/search/rank_weigh.h"

struct again {
    struct matching *m;
    struct weigher *weigher;
    struct passages *passages;
    struct read_words words;
};

bool again_new(struct matching *m, const struct tree *t, struct again **out, struct tt_error *e) {
    struct again *a = malloc(sizeof *a);
    if (!a)
        return tt_fail(e, TT_NO_MEMORY, "no memory to rank");
    *a = (struct again){.m = m};
    read_words_init(&a->words);
    if (!weigher_new(m, t, &a->words, &a->weigher, e) ||
        !passages_new(m, &a->words, &a->passages, e)) {
        again_free(a);
        return false;
    }
    *out = a;
    return true;
}

void again_free(struct again *a) {
    if (!a)
        return;
    passages_free(a->passages);
    weigher_free(a->weigher);
    read_words_done(&a->words);
    free(a);
}

static bool read_article(struct again *a, uint32_t docid, struct tt_error *e) {
    if (deadline_passed(&a->m->deadline))
        return deadline_fail(e);
    return read_words(&a->words, a->m->snapshot, docid, e);
}

/* ---- freshness ------------------------------------------------------------------- */

/* Days since 1 March of the year 0. Years that begin in March have the leap day at their end, and
 * their months of 31, 30, 31, 30, 31 days come round every 153 (H. Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms", days_from_civil). */
static uint32_t day_number(day_t d) {
    uint32_t order = day_order(d), month = (order / 100 % 100 + 9) % 12;
    uint32_t year = order / 10000 - (month >= 10);
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + order % 100;
}

/* Articles lie newest first, those without a date last. */
double again_freshness(const struct again *a, uint32_t docid) {
    static const double days_a_year = 365.25;
    const day_t *dates = column_u32(a->m->snapshot, COL_DATE);
    const struct weights *w = a->m->weights;
    if (!a->m->freshness || dates[docid - 1] == DAY_UNKNOWN)
        return 0;
    uint32_t age = day_number(dates[0]) - day_number(dates[docid - 1]);
    return w->freshness * exp2(-(age / days_a_year) / w->freshness_half);
}

/* ---- ranking --------------------------------------------------------------------- */

static int better(const void *a, const void *b) {
    const struct search_hit *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return (x->docid > y->docid) - (x->docid < y->docid);
}

/* The scores of the rest, no larger than that of the last of the best. */
static void lower(struct search_hit *rest, uint32_t n, double most) {
    double first = n ? rest[0].score : 0;
    for (uint32_t i = 0; first > most && i < n; i++)
        rest[i].score = fmin(most, rest[i].score * (most / first)); /* rounding may go upwards */
}

bool again_rank(struct again *a, struct search_hit *hits, uint32_t n, struct tt_error *e) {
    const struct weights *w = a->m->weights;
    uint32_t best = n < w->depth ? n : w->depth;
    for (uint32_t i = 0; i < best; i++) {
        if (!read_article(a, hits[i].docid, e))
            return false;
        hits[i].score = weigher_score(a->weigher, hits[i].docid, &a->words, w->k1, w->b) +
                        passages_score(a->passages, hits[i].docid, &a->words, NULL);
        hits[i].score *= 1 + again_freshness(a, hits[i].docid);
    }
    qsort(hits, best, sizeof *hits, better);
    if (best)
        lower(hits + best, n - best, hits[best - 1].score);
    return true;
}

/* ---- telling --------------------------------------------------------------------- */

bool again_tell(struct again *a, uint32_t docid, bool best, const double **worth,
                struct passage *passage, struct tt_error *e) {
    const struct weights *w = a->m->weights;
    if (!read_article(a, docid, e))
        return false;
    *worth = weigher_article(a->weigher, docid, &a->words, w->k1, w->b);
    *passage = (struct passage){.date = QUERY_NONE};
    if (best)
        passage->weight = passages_score(a->passages, docid, &a->words, passage);
    return true;
}
