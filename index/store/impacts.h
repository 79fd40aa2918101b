/* Impacts: what a term adds to the score of an article that has it, in a few steps: BM25's part
 * without the idf, tf (k1 + 1) / (tf + k1 (1 - b + b length / mean)), as a share of its bound
 * k1 + 1 (Anh, Moffat 2002, "Impact transformation"). The length is in it, so the best of any set
 * are found by adding impacts up; they are weighed exactly afterwards.
 *
 * Those of frequent terms are in impacts.bin, half a byte for every article: see
 * index/docs/format.md. What is rarer is made of posting lists when wanted.
 *
 * Ownership: impacts_open/_close; what is reached through a view ends with it.
 * Threads:   a view is read-only once open and may be shared. */
#ifndef TIMTIN_INDEX_STORE_IMPACTS_H
#define TIMTIN_INDEX_STORE_IMPACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/error.h"
#include "index/base/files.h"

#define FILE_IMPACTS "impacts.bin"
#define IMPACTS_MAGIC "ttimpa1" /* with its NUL */

/* Parameters of BM25: chosen by measurement, tests/bench/README.md. */
#define BM25_K1 0.9
#define BM25_B 0.75

enum {
    IMPACT_BITS = 4,
    IMPACT_MAX = 15,
    IMPACTS_BLOCK = 4096, /* articles; its first half is in the lower halves of bytes */
    IMPACTS_HALF = IMPACTS_BLOCK / 2,
    IMPACTS_FREQUENT = 4 /* a frequent term is in more than one of so many articles */
};

/* Lengths of articles in syllables, by row. */
struct lengths {
    const uint32_t *of;
    uint32_t documents;
    double mean; /* > 0 */
};
struct lengths lengths_of(const uint32_t *column, uint32_t documents);

/* A short text is no better for being shorter than half of the mean. */
static inline double length_norm(const struct lengths *l, uint32_t docid, double k1, double b) {
    double length = l->of[docid - 1] / l->mean;
    return k1 * (1 - b + b * (length < 0.5 ? 0.5 : length));
}

/* 1..IMPACT_MAX, for a term that the article has `tf` times. */
static inline uint8_t impact_of(const struct lengths *l, uint32_t docid, uint32_t tf) {
    double norm = length_norm(l, docid, BM25_K1, BM25_B);
    uint8_t impact = (uint8_t)(IMPACT_MAX * (tf / (tf + norm)) + 0.5);
    return impact ? impact : 1;
}

/* The bytes that hold the impacts of so many articles. */
static inline uint64_t impacts_bytes(uint32_t documents) {
    return ((uint64_t)documents + IMPACTS_BLOCK - 1) / IMPACTS_BLOCK * IMPACTS_HALF;
}

/* Of the article in this row (from 0), 0: it has not the term. */
static inline uint8_t impacts_get(const uint8_t *packed, uint32_t row) {
    uint32_t at = row % IMPACTS_BLOCK;
    uint8_t pair = packed[(size_t)(row / IMPACTS_BLOCK) * IMPACTS_HALF + at % IMPACTS_HALF];
    return at < IMPACTS_HALF ? pair & 15 : pair >> 4;
}

struct impacts_head {
    char magic[8];
    uint32_t documents, terms;
};

struct impacts_entry {
    uint64_t term; /* XXH3 of its name */
    uint64_t at;   /* where its bytes begin in the file */
};

struct impacts_view {
    struct mapping file;
    const struct impacts_entry *list; /* ascending */
    uint32_t n;
};

/* TT_CORRUPT: the file does not fit. */
bool impacts_open(const char *dir, uint32_t documents, struct impacts_view *v, struct tt_error *e);
void impacts_close(struct impacts_view *v);
/* The packed impacts of a term; NULL: it is not frequent. */
const uint8_t *impacts_find(const struct impacts_view *v, const char *term, size_t len);

/* Writes the file for the index of terms at `terms`. */
bool impacts_write(const char *dir, const char *terms, const struct lengths *l, struct tt_error *e);

#endif
