/* Texts, packed small: what an article can be listed without, its body and its provenance, as one
 * Zstandard frame (RFC 8878) of body, NUL, provenance, NUL. The frame tells its size; it has
 * neither a checksum (the manifest has one of the file) nor the number of a dictionary (a
 * generation has only one).
 *
 * The dictionary holds what texts of one archive have in common: pieces of them, chosen to cover
 * as much of a sample as they can (Liao, Petri, Moffat and Wirth 2016: "Effective construction of
 * relative Lempel-Ziv dictionaries"), and how often letters and matches follow. With it a
 * generated article of 2.4 KB takes 0.78 KB, without 1.37.
 *
 * Errors: TT_CORRUPT for bytes that are no such frame, TT_NO_MEMORY. */
#ifndef TIMTIN_INDEX_STORE_TEXTS_H
#define TIMTIN_INDEX_STORE_TEXTS_H

#include "index/base/buf.h"
#include "index/base/limits.h"
#include "index/store/article.h"

enum {
    PACKED_TEXT_MAX = BODY_BYTES_MAX + (1 << 20), /* of body and provenance: see read/read.c */
    TEXT_SAMPLE_ARTICLES = 2000,                  /* more of them made texts 0.1 % smaller */
    TEXT_DICTIONARY_MAX = 256 << 10               /* 112 KiB: 3.5 % larger; 512 KiB: 1 % smaller */
};

/* ---- learning a dictionary ------------------------------------------------------- */

struct text_sample {
    struct buf texts; /* one behind the other */
    size_t *lengths;
    size_t n, cap;
};
void text_sample_init(struct text_sample *s);
void text_sample_done(struct text_sample *s);
/* Copies the first few thousand bytes of its body, and its provenance. */
bool text_sample_add(struct text_sample *s, const struct article *a, struct tt_error *e);

/* Appends the dictionary of the sample: a sixteenth of its size, nothing where that is too little
 * to be worth it. The same sample gives the same bytes. */
bool text_learn(const struct text_sample *s, struct buf *dictionary, struct tt_error *e);

/* ---- packing --------------------------------------------------------------------- */

/* A dictionary made ready: for any number of packers, on any thread. */
struct text_dictionary;
bool text_dictionary_new(const char *bytes, size_t n, struct text_dictionary **out,
                         struct tt_error *e);
void text_dictionary_free(struct text_dictionary *d); /* takes NULL */

/* One thread at a time. The dictionary must outlive it. */
struct text_packer;
struct text_packer *text_packer_new(const struct text_dictionary *d); /* NULL: no memory */
void text_packer_free(struct text_packer *p);                         /* takes NULL */
/* Appends the article's text; TT_BAD_INPUT when it is larger than PACKED_TEXT_MAX. The bytes depend
 * on text and dictionary alone. */
bool text_pack(struct text_packer *p, const struct article *a, struct buf *out, struct tt_error *e);

/* ---- reading --------------------------------------------------------------------- */

/* For any thread at once, without locks: what a thread needs for a moment (half a megabyte) it
 * takes out of a few places, each one word, and puts back. The dictionary must outlive it. */
struct text_reader;
bool text_reader_new(const char *dictionary, size_t n, struct text_reader **out,
                     struct tt_error *e);
void text_reader_free(struct text_reader *r); /* takes NULL */
/* Gives the article its body and provenance; article_done frees them. */
bool text_unpack(struct text_reader *r, const char *frame, size_t len, struct article *a,
                 struct tt_error *e);

#endif
