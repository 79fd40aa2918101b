#include "index/dedup/shingle.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include <xxhash.h>

#include "index/base/buf.h"
#include "index/text/token.h"

enum {
    /* More syllables in a row that the other text has not are a stretch of its own, fewer
     * are words changed in a common stretch. */
    CHANGE_SYLLABLES = 6,
    /* Fewer syllables in common than a short sentence are a name that comes again. */
    COMMON_SYLLABLES = 15
};

/* How much may be changed when nothing is added, and added when nothing is changed; of both
 * kinds the parts of what is allowed add up to 1 at most. With one syllable in ten changed
 * .9^3 = 73 % of the shingles stay; 50 syllables may be added to 200. A lead put in front of
 * the text counts half: it is what a reprint adds, while the next story has other words in
 * several places, or in front of both texts. */
static const double DENSITY_MIN = 0.70;
static const double NEW_PART_MAX = 0.25;
/* A text cut to less than half is an excerpt, or the longer one a digest that holds it among
 * others. */
static const double OF_LARGER_MIN = 0.50;

/* A form is filled in anew when facts differ in more than `chance` + `part` * all shared
 * frames. Numbers: one correction or one clock at the text's edge costs two frames, a bulletin
 * changes most, a yearly event its years and counts. Names: more is allowed, for names are
 * spelt in several ways. */
static const struct {
    double chance, part;
} refilled[FACT_KINDS] = {
    [FACT_NUMBER] = {1, 0.08},
    [FACT_NAME] = {2, 0.20},
};

void shingle_set_init(struct shingle_set *s) {
    *s = (struct shingle_set){0};
}

void shingle_set_done(struct shingle_set *s) {
    free(s->shingles);
    free(s->shared);
    for (int k = 0; k < FACT_KINDS; k++)
        free(s->facts[k].items);
    *s = (struct shingle_set){0};
}

size_t shingle_set_bytes(const struct shingle_set *s) {
    size_t n = s->cap * sizeof *s->shingles + s->shared_cap * sizeof *s->shared;
    for (int k = 0; k < FACT_KINDS; k++)
        n += s->facts[k].cap * sizeof(struct fact);
    return n;
}

/* ---- syllables ------------------------------------------------------------------- */

struct syllable {
    uint64_t hash;
    bool number;  /* has a digit */
    bool capital; /* begins with a capital letter */
    bool joined;  /* a further part of a code */
    bool spaced;  /* nothing but a space stands before it */
};

struct syllables {
    struct syllable *items;
    size_t n, cap;
};

static bool is_capital(const char *s, size_t n) {
    utf8proc_int32_t c;
    if ((unsigned char)s[0] < 0x80)
        return s[0] >= 'A' && s[0] <= 'Z';
    utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, &c);
    return c >= 0 && utf8proc_category(c) == UTF8PROC_CATEGORY_LU;
}

static bool read_syllables(struct syllables *all, const char *body, size_t len) {
    struct tokenizer tokenizer;
    struct token t;
    size_t end = 0;
    tokenizer_init(&tokenizer, body, len);
    while (tokenizer_next(&tokenizer, &t)) {
        if (!array_grow(&all->items, &all->cap, all->n + 1, sizeof *all->items))
            return false;
        all->items[all->n++] = (struct syllable){
            .hash = XXH3_64bits(t.folded, t.folded_len),
            .number = syllable_has_digit(t.folded, t.folded_len),
            .capital = is_capital(body + t.start, t.end - t.start),
            .joined = t.joined,
            .spaced = t.start == end + 1 && body[end] == ' ',
        };
        end = t.end;
    }
    return true;
}

/* ---- facts ----------------------------------------------------------------------- */

/* The end of the fact that begins at `from`, or `from` when none does. A number goes on over
 * the parts of a code (57-KL/TW); a name is a run of capitals. One capital alone is a name
 * only in mid-sentence. */
static size_t fact_end(const struct syllables *all, size_t from, enum fact_kind *kind) {
    const struct syllable *s = all->items;
    size_t end = from + 1;
    if (s[from].number) {
        *kind = FACT_NUMBER;
        while (end < all->n && s[end].joined)
            end++;
        return end;
    }
    if (!s[from].capital)
        return from;
    *kind = FACT_NAME;
    while (end < all->n && s[end].capital && !s[end].number && (s[end].spaced || s[end].joined))
        end++;
    return end > from + 1 || s[from].spaced ? end : from;
}

/* A syllable as frames see it: facts look all alike, so that frames hold none. */
static uint64_t masked(const struct syllables *all, size_t i) {
    const struct syllable *s = &all->items[i];
    return s->number ? 1 : s->capital ? 2 : s->hash;
}

static bool add_fact(struct facts *f, uint64_t side, uint64_t near, uint64_t far, uint64_t value) {
    if (near <= 2 && far <= 2)
        return true; /* a frame without a word fits everywhere */
    if (!array_grow(&f->items, &f->cap, f->n + 1, sizeof *f->items))
        return false;
    f->items[f->n++] = (struct fact){
        .frame = (uint32_t)shingle_hash(side, near, far),
        .value = (uint32_t)value,
    };
    return true;
}

/* The fact [from, end) in its frame before it and in that behind it. A long fact counts with
 * the two syllables next to the frame: "Ban Tuyên giáo" and "Ban Tuyên giáo Trung ương",
 * 12/5 and 12/5/2021 are then no contradiction. */
static bool add_frames(struct facts *f, const struct syllables *all, size_t from, size_t end) {
    const struct syllable *s = all->items;
    uint64_t first = hash_mix(s[from].hash + (end - from > 1 ? s[from + 1].hash * 3 : 0));
    uint64_t last = hash_mix(s[end - 1].hash + (end - from > 1 ? s[end - 2].hash * 3 : 0));
    if (from >= 2 && !add_fact(f, 1, masked(all, from - 1), masked(all, from - 2), first))
        return false;
    return end + 2 > all->n || add_fact(f, 2, masked(all, end), masked(all, end + 1), last);
}

static int by_frame(const void *a, const void *b) {
    const struct fact *x = a, *y = b;
    if (x->frame != y->frame)
        return x->frame < y->frame ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

static void sort_facts(struct facts *f) {
    size_t kept = 0;
    if (!f->n)
        return;
    qsort(f->items, f->n, sizeof *f->items, by_frame);
    for (size_t i = 1; i < f->n; i++)
        if (by_frame(&f->items[kept], &f->items[i]) != 0)
            f->items[++kept] = f->items[i];
    f->n = kept + 1;
}

static bool read_facts(struct shingle_set *out, const struct syllables *all) {
    for (int k = 0; k < FACT_KINDS; k++)
        out->facts[k].n = 0;
    for (size_t i = 0; i < all->n;) {
        enum fact_kind kind;
        size_t end = fact_end(all, i, &kind);
        if (end > i && !add_frames(&out->facts[kind], all, i, end))
            return false;
        i = end > i ? end : i + 1;
    }
    for (int k = 0; k < FACT_KINDS; k++)
        sort_facts(&out->facts[k]);
    return true;
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
    bool ok = read_syllables(&all, body, len) && read_shingles(s, &all) && read_facts(s, &all);
    free(all.items);
    return ok || tt_fail(e, TT_NO_MEMORY, "no memory to compare two texts");
}

/* ---- likeness -------------------------------------------------------------------- */

/* Notes a run of equal shingles; returns its end. */
static size_t note_run(struct shingle_set *s, size_t from) {
    uint32_t hash = (uint32_t)(s->shingles[from] >> 32);
    for (; from < s->n && s->shingles[from] >> 32 == hash; from++)
        s->shared[(uint32_t)s->shingles[from]] = true;
    return from;
}

static void note_shared(struct shingle_set *a, struct shingle_set *b) {
    if (!a->n || !b->n)
        return;
    memset(a->shared, 0, a->n * sizeof *a->shared);
    memset(b->shared, 0, b->n * sizeof *b->shared);
    for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
        uint64_t x = a->shingles[i] >> 32, y = b->shingles[j] >> 32;
        if (x == y) {
            i = note_run(a, i);
            j = note_run(b, j);
        } else if (x < y) {
            i++;
        } else {
            j++;
        }
    }
}

/* Syllables of one text. */
struct extent {
    size_t all;
    size_t own;        /* in stretches that the other has not */
    size_t lead, tail; /* the first and the last of them, at the text's ends */
    size_t shared;     /* shingles */
};

/* The common stretch that begins with the shingle `from`: its end in syllables, and its shared
 * shingles. `from` when that one is not shared. */
static size_t common_end(const struct shingle_set *s, size_t from, size_t *shared) {
    size_t end = from;
    *shared = 0;
    for (size_t i = from; i < s->n && s->shared[from] && i <= end + CHANGE_SYLLABLES; i++)
        if (s->shared[i]) {
            end = i + SHINGLE_SYLLABLES;
            ++*shared;
        }
    return end;
}

static size_t own_stretch(size_t syllables) {
    return syllables > CHANGE_SYLLABLES ? syllables : 0;
}

static struct extent measure(const struct shingle_set *s) {
    struct extent x = {.all = s->n + SHINGLE_SYLLABLES - 1};
    size_t covered = 0; /* syllables up to the end of the last common stretch */
    size_t i = 0;
    while (i < s->n) {
        size_t shared = 0, from = i, end = common_end(s, from, &shared);
        i = end > from ? end : from + 1;
        if (end < from + COMMON_SYLLABLES)
            continue;
        size_t own = own_stretch(from - covered);
        if (!x.shared)
            x.lead = own;
        x.own += own;
        x.shared += shared;
        covered = end;
    }
    x.tail = own_stretch(x.all - covered);
    x.own += x.tail;
    return x;
}

/* The end of the frame that begins at `from`. */
static size_t frame_end(const struct facts *f, size_t from) {
    size_t end = from + 1;
    while (end < f->n && f->items[end].frame == f->items[from].frame)
        end++;
    return end;
}

static bool share_value(const struct fact *a, size_t n, const struct fact *b, size_t m) {
    size_t i = 0, j = 0;
    while (i < n && j < m) {
        if (a[i].value == b[j].value)
            return true;
        if (a[i].value < b[j].value)
            i++;
        else
            j++;
    }
    return false;
}

static void compare_facts(const struct facts *a, const struct facts *b, size_t *agree,
                          size_t *differ) {
    for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
        uint32_t x = a->items[i].frame, y = b->items[j].frame;
        size_t i_end = frame_end(a, i), j_end = frame_end(b, j);
        if (x == y) {
            bool same = share_value(a->items + i, i_end - i, b->items + j, j_end - j);
            *(same ? agree : differ) += 1;
        }
        i = x <= y ? i_end : i;
        j = y <= x ? j_end : j;
    }
}

struct likeness shingle_sets_compare(struct shingle_set *a, struct shingle_set *b) {
    struct likeness l = {0};
    if (!a->n || !b->n)
        return l;
    note_shared(a, b);
    struct extent x = measure(a), y = measure(b);
    struct extent larger = x.all < y.all ? y : x;
    double common = (double)(x.all - x.own + y.all - y.own);
    double free_tail = (double)(x.tail > y.tail ? x.tail : y.tail);
    double half_lead = x.lead && y.lead ? 0 : (double)(x.lead + y.lead) / 2;
    if (common > 0) {
        l.density = (double)(x.shared + y.shared) / common;
        l.of_larger = (double)(larger.all - larger.own) / (double)larger.all;
        l.new_part = ((double)(x.own + y.own) - free_tail - half_lead) / (common / 2);
    }
    for (int k = 0; k < FACT_KINDS; k++)
        compare_facts(&a->facts[k], &b->facts[k], &l.agree[k], &l.differ[k]);
    return l;
}

bool likeness_is_same_text(const struct likeness *l) {
    double changed = (1 - l->density) / (1 - DENSITY_MIN), added = l->new_part / NEW_PART_MAX;
    if (changed + added > 1 || l->of_larger < OF_LARGER_MIN)
        return false;
    for (int k = 0; k < FACT_KINDS; k++) {
        double all = (double)(l->agree[k] + l->differ[k]);
        if ((double)l->differ[k] > refilled[k].chance + refilled[k].part * all)
            return false;
    }
    return true;
}
