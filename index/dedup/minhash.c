#include "index/dedup/minhash.h"

#include <string.h>
#include <xxhash.h>

#include "index/text/token.h"

enum { DIGIT_WEIGHT = 3 };

/* The state of one pass over a body. */
struct pass {
    uint64_t last[SHINGLE_SYLLABLES]; /* the newest syllable last */
    bool digit[SHINGLE_SYLLABLES];
    uint64_t exact;
    uint32_t syllables;
    uint32_t minimum[MINHASH_BINS];
};

static void put(struct pass *p, uint64_t shingle) {
    uint32_t bin = (uint32_t)((shingle >> 32) * MINHASH_BINS >> 32);
    uint32_t value = (uint32_t)shingle;
    if (value < p->minimum[bin])
        p->minimum[bin] = value;
}

static void add_syllable(struct pass *p, const struct token *t) {
    uint64_t hash = XXH3_64bits(t->folded, t->folded_len);
    p->exact = hash_mix(p->exact ^ hash) + 1;
    memmove(p->last, p->last + 1, sizeof p->last - sizeof p->last[0]);
    memmove(p->digit, p->digit + 1, sizeof p->digit - sizeof p->digit[0]);
    p->last[SHINGLE_SYLLABLES - 1] = hash;
    p->digit[SHINGLE_SYLLABLES - 1] = syllable_has_digit(t->folded, t->folded_len);
    if (++p->syllables < SHINGLE_SYLLABLES)
        return;
    uint64_t shingle = shingle_hash(p->last[0], p->last[1], p->last[2]);
    put(p, shingle);
    if (p->digit[0] || p->digit[1] || p->digit[2])
        for (uint64_t copy = 1; copy < DIGIT_WEIGHT; copy++)
            put(p, hash_mix(shingle + copy));
}

/* Which bin an empty one asks at its nth attempt: the same in every set. */
static uint32_t lender(uint32_t bin, uint32_t attempt) {
    uint64_t hash = hash_mix((uint64_t)bin << 32 | attempt);
    return (uint32_t)((hash >> 32) * MINHASH_BINS >> 32);
}

static void densify(const struct pass *p, uint8_t *bins) {
    for (uint32_t i = 0; i < MINHASH_BINS; i++) {
        uint32_t from = i;
        for (uint32_t attempt = 1; p->minimum[from] == UINT32_MAX; attempt++)
            from = lender(i, attempt);
        bins[i] = (uint8_t)p->minimum[from];
    }
}

static uint64_t exact_title(const char *title, size_t n, uint64_t exact) {
    struct tokenizer tokenizer;
    struct token t;
    tokenizer_init(&tokenizer, title, n);
    while (tokenizer_next(&tokenizer, &t))
        exact = hash_mix(exact ^ XXH3_64bits(t.folded, t.folded_len)) + 1;
    return exact;
}

void fingerprint_read(const char *title, size_t title_len, const char *body, size_t body_len,
                      struct fingerprint *out) {
    struct pass p = {0};
    struct tokenizer tokenizer;
    struct token t;
    memset(p.minimum, 0xFF, sizeof p.minimum);
    tokenizer_init(&tokenizer, body, body_len);
    while (tokenizer_next(&tokenizer, &t))
        add_syllable(&p, &t);
    bool is_short = p.syllables < SHORT_SYLLABLES;
    *out = (struct fingerprint){.exact = p.exact, .syllables = p.syllables};
    if (is_short && title)
        out->exact = exact_title(title, title_len, hash_mix(p.exact));
    if (!is_short)
        densify(&p, out->bins);
}

/* How many of eight bytes are zero: their top bits are set and added up. */
static unsigned zero_bytes(uint64_t x) {
    const uint64_t low = 0x7F7F7F7F7F7F7F7Fu;
    uint64_t top = ~(((x & low) + low) | x | low);
    return (unsigned)((top >> 7) * 0x0101010101010101u >> 56);
}

static unsigned equal_bins(const uint8_t *a, const uint8_t *b) {
    unsigned equal = 0, i = 0;
    for (; i + 8 <= MINHASH_BINS; i += 8) {
        uint64_t x, y;
        memcpy(&x, a + i, 8);
        memcpy(&y, b + i, 8);
        equal += zero_bytes(x ^ y);
    }
    for (; i < MINHASH_BINS; i++)
        equal += a[i] == b[i];
    return equal;
}

double fingerprint_resemblance(const struct fingerprint *a, const struct fingerprint *b) {
    const double by_chance = 1.0 / 256;
    double share = (double)equal_bins(a->bins, b->bins) / MINHASH_BINS;
    return share <= by_chance ? 0 : (share - by_chance) / (1 - by_chance);
}
