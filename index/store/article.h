/* An article as the archive keeps it, in memory and packed in a file.
 *
 * Packed form (all little-endian): u32 number of strings n, u32 offset[n + 1] from the end
 * of this table, then the strings, each NUL-terminated: first the fields below, then
 * `published` as YYYYMMDD, the number of agencies and of duplicates as decimal digits, then
 * id and name of each agency, then id, url, source, title and published of each duplicate.
 * All strings are stored text (index/text/text.h). */
#ifndef TIMTIN_INDEX_STORE_ARTICLE_H
#define TIMTIN_INDEX_STORE_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buf.h"
#include "index/base/error.h"
#include "index/text/day.h"

enum article_field {
    ARTICLE_ID,
    ARTICLE_TITLE,
    ARTICLE_BODY, /* paragraphs separated by "\n" */
    ARTICLE_AUTHOR,
    ARTICLE_SOURCE, /* readable name, or the URL's host */
    ARTICLE_URL,
    ARTICLE_LANG,
    ARTICLE_PROVENANCE, /* a JSON object: see reading.h */
    ARTICLE_STRINGS
};

struct agency_ref {
    const char *id, *name;
};

/* Another page with (nearly) the same text. */
struct duplicate {
    const char *id, *url, *source, *title;
    day_t published;
};

/* Strings are never NULL; "" means that there is none. They belong to whoever made the
 * view: a packed article's bytes, or the builder's arena. */
struct article {
    const char *s[ARTICLE_STRINGS];
    size_t len[ARTICLE_STRINGS];
    day_t published;
    struct agency_ref *agencies; /* most important first */
    size_t n_agencies;
    struct duplicate *duplicates; /* oldest first */
    size_t n_duplicates;
    char *text; /* malloc'd: what body and provenance were unpacked to (texts.h); mostly NULL */
};

/* Appends the packed form; 8-byte aligned from the start of the buffer: zero bytes before it
 * (none when out->len is a multiple of 8) and behind it (at most 7, they may be read along). */
void article_pack(const struct article *a, struct buf *out);
/* The same without any zero bytes. */
void article_pack_tight(const struct article *a, struct buf *out);

/* Where the packed article ends that `bytes` begin with: *end <= len. */
bool article_extent(const char *bytes, size_t len, size_t *end);

/* Reads a packed article: *a points into `bytes`, but for its two arrays, which
 * article_done frees. TT_CORRUPT when the bytes are not a packed article. */
bool article_unpack(const char *bytes, size_t len, struct article *a, struct tt_error *e);
void article_done(struct article *a);

/* One field of a packed article, without looking at the others: *s points into `bytes`, with
 * a NUL behind its *n bytes. False when the bytes are not a packed article. */
bool article_field(const char *bytes, size_t len, enum article_field f, const char **s, size_t *n);

#endif
