#include "index/dedup/shingle.h"

#include <stdlib.h>
#include <string.h>

#include "index/base/buf.h"
#include "index/dedup/minhash.h"

enum {
    /* More syllables in a row that the other text has not are a stretch of its own, fewer
     * are words changed in a common stretch. */
    CHANGE_SYLLABLES = 6,
    /* Fewer syllables in common than a short sentence are a name that comes again. */
    COMMON_SYLLABLES = 15,
    /* So many own syllables in a row within a common stretch are a phrase, fewer a word. */
    PHRASE_SYLLABLES = 3,
    /* Titles of one form share at least a phrase of two words. */
    FORM_SYLLABLES = 4
};

/* How much may be changed when nothing is added, and added when nothing is changed; of both
 * kinds the parts of what is allowed add up to 1 at most. With one syllable in ten changed
 * .9^3 = 73 % of the shingles stay; 50 syllables may be added to 200. */
static const double DENSITY_MIN = 0.70;
static const double NEW_PART_MAX = 0.25;
/* A text cut to less than half is an excerpt, or the longer one a digest that holds it among
 * others. */
static const double OF_LARGER_MIN = 0.50;
/* Of two reprints of one source each has at least half of the shorter. */
static const double OF_SMALLER_MIN = 0.50;

/* A lead put in front is what a reprint adds, while the next story has other words in several
 * places, or in front of both texts. So half of it counts. An editor's introduction of up to
 * three paragraphs does not count at all where nothing else is new, the text behind it is
 * whole, and hardly a word of it is changed: one syllable in twenty, .95^3. */
static const double LEAD_OF_WHOLE = 120;
static const double DENSITY_OF_WHOLE = 0.85;

/* Where the titles are one form filled in twice, the bodies may hardly have phrases of their
 * own in the same places: one in a hundred syllables. */
static const double PHRASES_MAX = 0.01;

/* A form is filled in anew when facts differ in more than `chance` + `part` * all shared
 * frames. Numbers: one correction or one clock at the text's edge costs two frames, a bulletin
 * changes most, a yearly event its years and counts. Numbers in words: more is allowed, for
 * they are also idioms and syllables that only look like them. Names: more still, for they are
 * spelt in several ways. */
static const struct {
    double chance, part;
} refilled[FACT_KINDS] = {
    [FACT_NUMBER] = {1, 0.08},
    [FACT_COUNT] = {2, 0.15},
    [FACT_NAME] = {2, 0.20},
};

void shingle_set_init(struct shingle_set *s) {
    *s = (struct shingle_set){0};
}

void shingle_set_done(struct shingle_set *s) {
    free(s->shingles);
    free(s->shared);
    facts_done(s->facts);
    syllables_done(&s->title);
    *s = (struct shingle_set){0};
}

size_t shingle_set_bytes(const struct shingle_set *s) {
    size_t n = s->cap * sizeof *s->shingles + s->shared_cap * sizeof *s->shared +
               s->title.cap * sizeof *s->title.items;
    for (int k = 0; k < FACT_KINDS; k++)
        n += s->facts[k].cap * sizeof(struct fact);
    return n;
}

/* ---- shingles -------------------------------------------------------------------- */

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static bool read_shingles(struct shingle_set *out, const struct syllables *all) {
    const struct syllable *s = all->items;
    out->n = all->n < SHINGLE_SYLLABLES ? 0 : all->n - SHINGLE_SYLLABLES + 1;
    if (!out->n)
        return true;
    if (!array_grow(&out->shingles, &out->cap, out->n, sizeof *out->shingles) ||
        !array_grow(&out->shared, &out->shared_cap, out->n, sizeof *out->shared)) {
        out->n = 0;
        return false;
    }
    for (size_t i = 0; i < out->n; i++)
        out->shingles[i] = shingle_hash(s[i].hash, s[i + 1].hash, s[i + 2].hash) << 32 | i;
    qsort(out->shingles, out->n, sizeof *out->shingles, by_value);
    return true;
}

bool shingle_set_read(struct shingle_set *s, const char *body, size_t len, struct tt_error *e) {
    struct syllables all = {0};
    bool ok =
        syllables_read(&all, body, len) && read_shingles(s, &all) && facts_read(s->facts, &all);
    syllables_done(&all);
    s->title.n = 0;
    return ok || tt_fail(e, TT_NO_MEMORY, "no memory to compare two texts");
}

bool shingle_set_entitle(struct shingle_set *s, const char *title, size_t len, struct tt_error *e) {
    s->title.n = 0;
    return syllables_read(&s->title, title, len) ||
           tt_fail(e, TT_NO_MEMORY, "no memory to compare two titles");
}

/* ---- likeness -------------------------------------------------------------------- */

/* The end of the run of equal shingles that begins at `from`. */
static size_t equal_end(const struct shingle_set *s, size_t from) {
    size_t end = from + 1;
    while (end < s->n && s->shingles[end] >> 32 == s->shingles[from] >> 32)
        end++;
    return end;
}

/* Each time that a shingle comes in the one text pairs with one time in the other, the first
 * ones first: what a text repeats further down is shared only if the other repeats it too. */
static void note_pairs(struct shingle_set *a, size_t i, struct shingle_set *b, size_t j, size_t n) {
    for (size_t k = 0; k < n; k++) {
        a->shared[(uint32_t)a->shingles[i + k]] = true;
        b->shared[(uint32_t)b->shingles[j + k]] = true;
    }
}

static void note_shared(struct shingle_set *a, struct shingle_set *b) {
    if (!a->n || !b->n)
        return;
    memset(a->shared, 0, a->n * sizeof *a->shared);
    memset(b->shared, 0, b->n * sizeof *b->shared);
    for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
        uint64_t x = a->shingles[i] >> 32, y = b->shingles[j] >> 32;
        size_t i_end = equal_end(a, i), j_end = equal_end(b, j);
        if (x == y)
            note_pairs(a, i, b, j, i_end - i < j_end - j ? i_end - i : j_end - j);
        i = x <= y ? i_end : i;
        j = y <= x ? j_end : j;
    }
}

/* Syllables of one text. */
struct extent {
    size_t all;
    size_t own;        /* in stretches that the other has not */
    size_t lead, tail; /* the first and the last of them, at the text's ends */
    size_t shared;     /* shingles */
    size_t phrases;    /* runs of its own between what both have */
};

/* The common stretch that begins with the shingle `from`: its end in syllables. Adds up its
 * shared shingles and own phrases. `from` when that shingle is not shared. */
static size_t common_end(const struct shingle_set *s, size_t from, struct extent *x) {
    size_t end = from;
    for (size_t i = from; i < s->n && s->shared[from] && i <= end + CHANGE_SYLLABLES; i++)
        if (s->shared[i]) {
            x->phrases += end > from && i >= end + PHRASE_SYLLABLES;
            x->shared++;
            end = i + SHINGLE_SYLLABLES;
        }
    return end;
}

static size_t own_stretch(size_t syllables) {
    return syllables > CHANGE_SYLLABLES ? syllables : 0;
}

static struct extent measure(const struct shingle_set *s) {
    struct extent x = {.all = s->n + SHINGLE_SYLLABLES - 1};
    size_t covered = 0; /* syllables up to the end of the last common stretch */
    for (size_t i = 0; i < s->n;) {
        struct extent with = x;
        size_t from = i, end = common_end(s, from, &with);
        i = end > from ? end : from + 1;
        if (end < from + COMMON_SYLLABLES)
            continue;
        size_t own = own_stretch(from - covered);
        if (!x.shared)
            with.lead = own;
        else
            with.phrases += own > 0;
        with.own += own;
        covered = end;
        x = with;
    }
    x.tail = own_stretch(x.all - covered);
    x.own += x.tail;
    return x;
}

static double common_part(const struct extent *x) {
    return (double)(x->all - x->own) / (double)x->all;
}

/* The stretches of its own between the common ones. */
static double inner(const struct extent *x) {
    return (double)(x->own - x->lead - x->tail);
}

/* How many syllables of a lead that only one of the texts has do not count as new. */
static double free_lead(const struct extent *x, const struct extent *y, double density) {
    const struct extent *led = x->lead ? x : y, *other = x->lead ? y : x;
    double lead = (double)led->lead;
    if (other->lead)
        return 0;
    bool whole = other->own == 0 && inner(led) == 0 && density >= DENSITY_OF_WHOLE;
    if (!whole || lead / 2 > LEAD_OF_WHOLE)
        return lead / 2;
    return lead < LEAD_OF_WHOLE ? lead : LEAD_OF_WHOLE;
}

static void compare_extents(const struct extent *x, const struct extent *y, struct likeness *l) {
    const struct extent *larger = x->all < y->all ? y : x, *smaller = x->all < y->all ? x : y;
    double common = (double)(x->all - x->own + y->all - y->own) / 2;
    double free_tail = (double)(x->tail > y->tail ? x->tail : y->tail);
    if (common <= 0)
        return;
    l->density = (double)(x->shared + y->shared) / (2 * common);
    l->of_larger = common_part(larger);
    l->of_smaller = common_part(smaller);
    l->new_part = ((double)(x->own + y->own) - free_tail - free_lead(x, y, l->density)) / common;
    l->inner_part = (inner(x) + inner(y)) / common;
    l->phrases = (double)(x->phrases < y->phrases ? x->phrases : y->phrases) / common;
}

/* Whether two titles begin and end alike, and each has words of its own between: the form
 * "Giá nông sản 6/5: hồ tiêu tăng" filled in twice. */
static bool of_one_form(const struct syllables *a, const struct syllables *b) {
    size_t least = a->n < b->n ? a->n : b->n, most = a->n < b->n ? b->n : a->n;
    size_t front = 0, back = 0;
    while (front < least && a->items[front].hash == b->items[front].hash)
        front++;
    while (back < least - front && a->items[a->n - 1 - back].hash == b->items[b->n - 1 - back].hash)
        back++;
    return front + back < least && front + back >= FORM_SYLLABLES && 3 * (front + back) >= most;
}

struct likeness shingle_sets_compare(struct shingle_set *a, struct shingle_set *b) {
    struct likeness l = {0};
    if (!a->n || !b->n)
        return l;
    note_shared(a, b);
    struct extent x = measure(a), y = measure(b);
    compare_extents(&x, &y, &l);
    l.titles_of_one_form = of_one_form(&a->title, &b->title);
    for (int k = 0; k < FACT_KINDS; k++)
        facts_compare(&a->facts[k], &b->facts[k], &l.agree[k], &l.differ[k]);
    return l;
}

static bool is_filled_in_anew(const struct likeness *l) {
    if (l->titles_of_one_form && l->phrases > PHRASES_MAX)
        return true;
    for (int k = 0; k < FACT_KINDS; k++) {
        double all = (double)(l->agree[k] + l->differ[k]);
        if ((double)l->differ[k] > refilled[k].chance + refilled[k].part * all)
            return true;
    }
    return false;
}

/* Of what may be changed and what may be added, each counts with its part of what is allowed. */
static bool is_near(double density, double added) {
    return (1 - density) / (1 - DENSITY_MIN) + added / NEW_PART_MAX <= 1;
}

bool likeness_is_same_text(const struct likeness *l) {
    return is_near(l->density, l->new_part) && l->of_larger >= OF_LARGER_MIN &&
           !is_filled_in_anew(l);
}

bool likeness_is_of_one_source(const struct likeness *l) {
    return is_near(l->density, l->inner_part) && l->of_smaller >= OF_SMALLER_MIN &&
           !is_filled_in_anew(l);
}
