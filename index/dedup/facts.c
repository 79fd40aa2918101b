#include "index/dedup/facts.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include <xxhash.h>

#include "index/base/buf.h"
#include "index/dedup/minhash.h"
#include "index/text/token.h"

/* ---- syllables ------------------------------------------------------------------- */

static bool is_capital(const char *s, size_t n) {
    utf8proc_int32_t c;
    if ((unsigned char)s[0] < 0x80)
        return s[0] >= 'A' && s[0] <= 'Z';
    utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, &c);
    return c >= 0 && utf8proc_category(c) == UTF8PROC_CATEGORY_LU;
}

/* Numbers in words. As a reprint may have lost accents, units and what stands before one are
 * known by the folded form; alone a syllable must be what it says, and "năm" (five, year),
 * "tư" and "lăm" alone say nothing. */
static const struct numeral {
    char exact[8], folded[8];
    enum syllable_kind kind;
} numerals[] = {
    {"một", "mot", SYLLABLE_COUNT},     {"hai", "hai", SYLLABLE_COUNT},
    {"ba", "ba", SYLLABLE_COUNT},       {"bốn", "bon", SYLLABLE_COUNT},
    {"sáu", "sau", SYLLABLE_COUNT},     {"bảy", "bay", SYLLABLE_COUNT},
    {"tám", "tam", SYLLABLE_COUNT},     {"chín", "chin", SYLLABLE_COUNT},
    {"mười", "muoi", SYLLABLE_UNIT},    {"mươi", "muoi", SYLLABLE_UNIT},
    {"trăm", "tram", SYLLABLE_UNIT},    {"nghìn", "nghin", SYLLABLE_UNIT},
    {"ngàn", "ngan", SYLLABLE_UNIT},    {"triệu", "trieu", SYLLABLE_UNIT},
    {"tỷ", "ty", SYLLABLE_UNIT},        {"năm", "nam", SYLLABLE_NUMERAL},
    {"lăm", "lam", SYLLABLE_NUMERAL},   {"tư", "tu", SYLLABLE_NUMERAL},
    {"linh", "linh", SYLLABLE_NUMERAL}, {"rưỡi", "ruoi", SYLLABLE_NUMERAL},
    {"phẩy", "phay", SYLLABLE_NUMERAL},
};

enum { NUMERAL_BYTES_MAX = 5 }; /* folded */

static enum syllable_kind kind_of_word(const struct token *t) {
    if (t->folded_len > NUMERAL_BYTES_MAX)
        return SYLLABLE_PLAIN;
    enum syllable_kind found = SYLLABLE_PLAIN;
    for (size_t i = 0; i < sizeof numerals / sizeof numerals[0]; i++) {
        if (strcmp(t->folded, numerals[i].folded) != 0)
            continue;
        if (numerals[i].kind == SYLLABLE_UNIT || strcmp(t->exact, numerals[i].exact) == 0)
            return numerals[i].kind;
        found = SYLLABLE_NUMERAL;
    }
    return found;
}

static enum syllable_kind kind_of(const struct token *t, const char *body) {
    if (syllable_has_digit(t->folded, t->folded_len))
        return SYLLABLE_NUMBER;
    return is_capital(body + t->start, t->end - t->start) ? SYLLABLE_CAPITAL : kind_of_word(t);
}

bool syllables_read(struct syllables *all, const char *body, size_t len) {
    struct tokenizer tokenizer;
    struct token t;
    size_t end = 0;
    tokenizer_init(&tokenizer, body, len);
    while (tokenizer_next(&tokenizer, &t)) {
        if (!array_grow(&all->items, &all->cap, all->n + 1, sizeof *all->items))
            return false;
        all->items[all->n++] = (struct syllable){
            .hash = XXH3_64bits(t.folded, t.folded_len),
            .kind = kind_of(&t, body),
            .joined = t.joined,
            .spaced = t.start == end + 1 && body[end] == ' ',
        };
        end = t.end;
    }
    return true;
}

void syllables_done(struct syllables *all) {
    free(all->items);
    *all = (struct syllables){0};
}

/* ---- facts ----------------------------------------------------------------------- */

static bool in_words(const struct syllables *all, size_t i) {
    enum syllable_kind kind = i < all->n ? all->items[i].kind : SYLLABLE_PLAIN;
    return kind == SYLLABLE_COUNT || kind == SYLLABLE_UNIT || kind == SYLLABLE_NUMERAL;
}

/* A number in words: begins with a count, or with what stands before a unit. */
static size_t count_end(const struct syllables *all, size_t from) {
    const struct syllable *s = all->items;
    size_t end = from + 1;
    bool unit_next = in_words(all, end) && s[end].kind == SYLLABLE_UNIT;
    if (!in_words(all, from) || (s[from].kind == SYLLABLE_NUMERAL && !unit_next))
        return from;
    while (in_words(all, end) && s[end].spaced)
        end++;
    return end;
}

/* The end of the fact that begins at `from`, or `from` when none does. A number goes on over
 * the parts of a code (57-KL/TW); a name is a run of capitals. One capital alone is a name
 * only in mid-sentence. */
static size_t fact_end(const struct syllables *all, size_t from, enum fact_kind *kind) {
    const struct syllable *s = all->items;
    size_t end = from + 1;
    if (s[from].kind == SYLLABLE_NUMBER) {
        *kind = FACT_NUMBER;
        while (end < all->n && s[end].joined)
            end++;
        return end;
    }
    if (s[from].kind != SYLLABLE_CAPITAL) {
        *kind = FACT_COUNT;
        return count_end(all, from);
    }
    *kind = FACT_NAME;
    while (end < all->n && s[end].kind == SYLLABLE_CAPITAL && (s[end].spaced || s[end].joined))
        end++;
    return end > from + 1 || s[from].spaced ? end : from;
}

/* A syllable as frames see it: numbers and names look all alike, so that frames hold none. */
static uint64_t masked(const struct syllables *all, size_t i) {
    const struct syllable *s = &all->items[i];
    return s->kind == SYLLABLE_NUMBER ? 1 : s->kind == SYLLABLE_CAPITAL ? 2 : s->hash;
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

bool facts_read(struct facts facts[FACT_KINDS], const struct syllables *all) {
    for (int k = 0; k < FACT_KINDS; k++)
        facts[k].n = 0;
    for (size_t i = 0; i < all->n;) {
        enum fact_kind kind;
        size_t end = fact_end(all, i, &kind);
        if (end > i && !add_frames(&facts[kind], all, i, end))
            return false;
        i = end > i ? end : i + 1;
    }
    for (int k = 0; k < FACT_KINDS; k++)
        sort_facts(&facts[k]);
    return true;
}

void facts_done(struct facts facts[FACT_KINDS]) {
    for (int k = 0; k < FACT_KINDS; k++) {
        free(facts[k].items);
        facts[k] = (struct facts){0};
    }
}

/* ---- comparing ------------------------------------------------------------------- */

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

void facts_compare(const struct facts *a, const struct facts *b, size_t *agree, size_t *differ) {
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
