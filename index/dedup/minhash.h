/* Fingerprints: 192 bytes that say how much two bodies have in common.
 *
 * A body is the set of its shingles: every three syllables that follow each other, folded,
 * so that neither accents, case nor punctuation count. Three, because a Vietnamese word has
 * mostly two syllables: a shingle spans a border between words, two articles about
 * different things share next to none, and yet 95 % of words kept keep .95^3 = 86 % of the
 * shingles (with five syllables it were 77 %).
 *
 * The chance that the minimum of a random hash over two sets is the same is their resemblance
 * |A and B| / |A or B| (Broder, On the resemblance and containment of documents, 1997). All
 * minima come from one pass: one hash, one minimum a bin, an empty bin borrows from a filled
 * one chosen by a second hash of its number (Shrivastava, Optimal densification for fast and
 * accurate minwise hashing, ICML 2017). Of each minimum one byte is kept (b-bit minwise
 * hashing: Li and König, WWW 2010): unequal ones look equal once in 256.
 *
 * Shingles with a digit count three times. It leaves reprints as alike as they were, but
 * notices made from one form (weather, prices, draws) become unlike where they differ.
 *
 * Bands of three bins find the candidates: two bodies of resemblance s meet in one of b bands
 * of r bins with a chance of 1 - (1 - s^r)^b. With r = 3 and b = 60:
 *
 *     s       .1    .2    .3    .4    .41   .5     .6
 *     chance  .06   .38   .81   .98   .986  .9997  1.0
 *
 * .41 is the least resemblance that the verdict of index/dedup/shingle.h lets pass.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_DEDUP_MINHASH_H
#define TIMTIN_INDEX_DEDUP_MINHASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SHINGLE_SYLLABLES = 3,
    MINHASH_ROWS = 3,
    MINHASH_BANDS = 60,
    MINHASH_BINS = MINHASH_BANDS * MINHASH_ROWS,
    /* A shorter body says too little: it is the same as another only when every syllable
     * and the title are. */
    SHORT_SYLLABLES = 25
};

struct fingerprint {
    uint64_t exact;     /* of all folded syllables, of a short body with its title's */
    uint32_t syllables; /* of the body */
    uint8_t bins[MINHASH_BINS];
};

/* Both are stored text; `title` may be NULL. */
void fingerprint_read(const char *title, size_t title_len, const char *body, size_t body_len,
                      struct fingerprint *out);

/* The resemblance that two fingerprints let expect, 0..1, give or take .037. */
double fingerprint_resemblance(const struct fingerprint *a, const struct fingerprint *b);

/* The bins of one band as a number below 2^24. */
static inline uint32_t fingerprint_band(const struct fingerprint *f, unsigned band) {
    const uint8_t *row = f->bins + band * MINHASH_ROWS;
    return (uint32_t)row[0] << 16 | (uint32_t)row[1] << 8 | row[2];
}

/* ---- for index/dedup/shingle.c --------------------------------------------------- */

/* Every bit of the result depends on every bit of x (the finaliser of MurmurHash3). */
static inline uint64_t hash_mix(uint64_t x) {
    x = (x ^ x >> 33) * 0xFF51AFD7ED558CCDu;
    x = (x ^ x >> 33) * 0xC4CEB9FE1A85EC53u;
    return x ^ x >> 33;
}

/* Whether a folded syllable holds a digit. */
static inline bool syllable_has_digit(const char *folded, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (folded[i] >= '0' && folded[i] <= '9')
            return true;
    return false;
}

/* Of three syllables' hashes; their order counts. */
static inline uint64_t shingle_hash(uint64_t a, uint64_t b, uint64_t c) {
    return hash_mix(a * 0x9E3779B97F4A7C15u + (b << 21 | b >> 43) * 0xC2B2AE3D27D4EB4Fu + c);
}

#endif
