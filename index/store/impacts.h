/* Impacts: what a term adds to the score of an article that has it, in a few steps: BM25's part
 * without the idf, tf (k1 + 1) / (tf + k1 (1 - b + b length / mean)), as a share of its bound
 * k1 + 1 (Anh, Moffat 2002, "Impact transformation"). The length is in it, so the best of any set
 * are found by adding impacts up; they are weighed exactly afterwards.
 *
 * Those of frequent terms are in impacts.bin, and of the most frequent ones the sets of their
 * articles, ready to use as they are mapped: see index/docs/format.md. What is rarer is made of
 * posting lists when wanted.
 *
 * Whatever the bytes are, once a view is open its sets may be used, and each block of its impacts
 * may be walked. Only the entries of lists are not looked at beforehand: any place in a block may
 * stand there, in any order, of articles that there are not.
 *
 * Ownership: impacts_open/_close; what is reached through a view ends with it.
 * Threads:   a view is read-only once open and may be shared; a writer is for one at a time. */
#ifndef TIMTIN_INDEX_STORE_IMPACTS_H
#define TIMTIN_INDEX_STORE_IMPACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/error.h"
#include "index/base/files.h"
#include "index/store/frozen.h"
#include "shim/shim.h"

#define FILE_IMPACTS "impacts.bin"
#define IMPACTS_MAGIC "ttimpa2" /* with its NUL */

/* Parameters of BM25: chosen by measurement, tests/bench/README.md. */
#define BM25_K1 0.9
#define BM25_B 0.75

/* One of so many articles, and more: the term's impacts are in the file, they are packed, its set
 * is in the file. Bytes an article at 100,000 and time: tests/bench/README.md. */
enum { IMPACTS_LISTED = 64, IMPACTS_PACKED = 4, IMPACTS_SETS = 16 };

enum {
    IMPACT_BITS = 4,
    IMPACT_MAX = 15,
    IMPACTS_LEAST = 32,   /* what no more articles have is not in the file */
    IMPACTS_BLOCK = 4096, /* numbers of articles; packed, the first half is in the lower halves */
    IMPACTS_HALF = IMPACTS_BLOCK / 2,
    IMPACTS_ALIGNMENT = FROZEN_ALIGNMENT /* of all that the file has of a term */
};

/* ---- lengths and impacts ----------------------------------------------------------- */

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

/* ---- the impacts of a term --------------------------------------------------------- */

/* Block b is of the articles b * IMPACTS_BLOCK and on. Either half a byte for every number there
 * is, or what the term's articles have; neither: it adds nothing. */
struct impacts {
    const uint8_t *packed;   /* 0: the article has not the term */
    const uint32_t *starts;  /* for each block where its entries begin, and where the last end */
    const uint16_t *entries; /* place in the block << IMPACT_BITS | impact, ascending */
};

static inline uint32_t impacts_blocks(uint32_t documents) {
    return documents / IMPACTS_BLOCK + 1; /* no article has the number 0 */
}

/* Of packed ones. */
static inline size_t impacts_bytes(uint32_t documents) {
    return (size_t)impacts_blocks(documents) * IMPACTS_HALF;
}

static inline uint8_t impacts_get(const uint8_t *packed, uint32_t docid) {
    uint32_t at = docid % IMPACTS_BLOCK;
    uint8_t pair = packed[(size_t)(docid / IMPACTS_BLOCK) * IMPACTS_HALF + at % IMPACTS_HALF];
    return at < IMPACTS_HALF ? pair & IMPACT_MAX : pair >> IMPACT_BITS;
}

static inline uint16_t impacts_entry_of(uint32_t docid, uint8_t impact) {
    return (uint16_t)(docid % IMPACTS_BLOCK << IMPACT_BITS | impact);
}

/* ---- the file ---------------------------------------------------------------------- */

struct impacts_tail { /* the file's last bytes */
    char magic[8];
    uint64_t rows; /* where they begin */
    uint32_t documents, terms;
};

enum impacts_kind { IMPACTS_KIND_NONE, IMPACTS_KIND_LIST, IMPACTS_KIND_PACKED };

/* What lies at `at`: the set, zeros up to the alignment, the impacts. No set: a list. */
struct impacts_row {
    uint64_t term; /* XXH3 of its name */
    uint64_t at;
    uint32_t df, set_bytes; /* 0: no set */
    uint32_t kind, zero;
};

struct impacts_view {
    struct mapping file;
    const struct impacts_row *rows; /* ascending by term; before the tail */
    uint32_t n, documents;
};

/* Reads every byte of the sets. TT_CORRUPT: the file does not fit. */
bool impacts_open(const char *dir, uint32_t documents, struct impacts_view *v, struct tt_error *e);
/* The same of the file's bytes (at a multiple of IMPACTS_ALIGNMENT), which become the view's when
 * they fit. */
bool impacts_read(struct mapping file, uint32_t documents, struct impacts_view *v,
                  struct tt_error *e);
void impacts_close(struct impacts_view *v);

/* What the file has of a term; NULL: nothing, it is not frequent. */
const struct impacts_row *impacts_find(const struct impacts_view *v, const char *term, size_t len);
struct impacts impacts_of(const struct impacts_view *v, const struct impacts_row *row);
/* set_bytes of a frozen Roaring bitmap with df numbers, all of them articles; or NULL. */
const char *impacts_set(const struct impacts_view *v, const struct impacts_row *row);

/* ---- writing ----------------------------------------------------------------------- */

struct impacts_writer;
/* Borrows the lengths. */
bool impacts_writer_begin(const char *dir, const struct lengths *l, struct impacts_writer **out,
                          struct tt_error *e);
/* Any term, with all its articles, ascending: those that are not frequent are passed over. */
bool impacts_writer_add(struct impacts_writer *w, const char *term, size_t len,
                        const struct shim_posting *list, size_t n, struct tt_error *e);
bool impacts_writer_end(struct impacts_writer *w, struct tt_error *e);
void impacts_writer_free(struct impacts_writer *w);

#endif
