/* From an article's text to the terms of its document and to its syllable stream.
 *
 * Terms use Omega's prefix habits; see term_prefix in terms.c. The stream is the article's
 * sequence of lexicon numbers, each as a LEB128 varint: the title, 0, then the body with 0
 * at every line break. It stands in for positions: phrases are verified on it.
 *
 * Threads: an analysis and its lexicon, one thread at a time. */
#ifndef TIMTIN_INDEX_STORE_TERMS_H
#define TIMTIN_INDEX_STORE_TERMS_H

#include "index/base/buf.h"
#include "index/store/article.h"
#include "index/store/lexicon.h"
#include "shim/shim.h"

enum term_kind {
    TERM_EXACT,        /* a syllable as written: "thông" */
    TERM_FOLDED,       /* without marks: "Zthong" */
    TERM_BIGRAM,       /* two neighbours, folded: "XBthong tin" */
    TERM_TITLE_EXACT,  /* in the title: "Sthông" */
    TERM_TITLE_FOLDED, /* "ZSthong" */
    TERM_ID,           /* "Q" and the article's id */
    TERM_AGENCY,       /* "XA" and the agency's id */
    TERM_SOURCE,       /* "XS" and the source's id */
    TERM_KINDS
};

struct term {
    char name[SHIM_TERM_MAX];
    size_t len;
};
/* The index's name for a term; a value too long for a term is cut. */
void term_make(enum term_kind kind, const char *value, size_t len, struct term *out);
/* Whether articles are ranked by it: it stands for words, not for a value. */
bool term_is_scored(const struct term *t);
/* The bigram of two folded forms. */
void term_make_bigram(const char *first, size_t n1, const char *second, size_t n2,
                      struct term *out);

/* A term of an article by number: its kind, and the numbers of its forms. */
uint64_t term_key(enum term_kind kind, uint32_t form, uint32_t second);
enum term_kind term_key_kind(uint64_t key);
uint32_t term_key_form(uint64_t key);
/* The term's name; forms are those of the lexicon. */
void term_of_key(const struct lexicon *forms, uint64_t key, struct term *out);

struct analysis;
struct analysis *analysis_new(void); /* NULL: no memory */
void analysis_free(struct analysis *a);

struct analysed {
    const uint64_t *keys; /* n_terms different ones, in the order of first use */
    const uint32_t *wdf;  /* how often each occurs */
    size_t n_terms;
    const char *stream; /* bytes */
    size_t stream_len;
    uint32_t length;    /* syllables of title and body */
    uint32_t frequency; /* sum of all wdf */
};

/* Analyses title and body; *out lives until the next call. Adds their forms to the lexicon.
 * Names (TERM_ID, TERM_AGENCY, TERM_SOURCE) are none of its business. */
bool analyse(struct analysis *a, struct lexicon *lexicon, const struct article *article,
             struct analysed *out, struct tt_error *e);

/* Appends a number to a stream. */
void stream_put(struct buf *stream, uint32_t v);
/* The next number of a stream; *p moves on. The stream must hold a whole varint at *p. */
static inline uint32_t stream_next(const unsigned char **p) {
    uint32_t v = 0;
    for (int shift = 0;; shift += 7) {
        unsigned char c = *(*p)++;
        v |= (uint32_t)(c & 0x7f) << shift;
        if (c < 0x80 || shift >= 28)
            return v;
    }
}
/* The same where at least one byte more can be read: whether a number has one byte or two is hard
 * to foretell, so there is no branch for it. */
static inline uint32_t stream_next_inside(const unsigned char **p) {
    const unsigned char *at = *p;
    uint32_t more = at[0] >> 7;
    if (more & at[1] >> 7)
        return stream_next(p);
    *p = at + 1 + more;
    return (at[0] & 0x7fu) | ((uint32_t)at[1] << 7 & -more);
}

#endif
