/* A sieve for long texts: lets through the words that may be one of a few, without cutting the
 * text into syllables.
 *
 * Most words of a text are none of those that are looked for. To see that, their letters need not
 * be put in order, nor their tones in place: without case, marks and the difference of i and y,
 * letters are summed up, each with a weight of its own, and few words have one of the sums wanted.
 * What is let through is to be read with a tokenizer, which decides.
 *
 * A word here is a run of bytes without ASCII punctuation or white space. A token never reaches
 * beyond one; some hold several tokens, or none.
 *
 * Threads: values, one thread at a time. */
#ifndef TIMTIN_INDEX_TEXT_SIEVE_H
#define TIMTIN_INDEX_TEXT_SIEVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SIEVE_SUMS = 2048, SIEVE_BLOCK = 512 };

struct sieve {
    uint64_t sums[SIEVE_SUMS / 64];
    bool begins[256]; /* by a word's first byte */
};

/* Lets nothing through yet but what only a tokenizer can read. */
void sieve_init(struct sieve *s);
/* Lets through the words with the folded form of a token. */
void sieve_want(struct sieve *s, const char *folded, size_t len);
/* Lets through the words whose folded form begins with the byte. */
void sieve_want_beginning(struct sieve *s, char first);

struct sifting {
    const struct sieve *sieve;
    const char *text;
    size_t len, at; /* read so far */
    /* Of all that was read, and of all before the next word; bytes in the lower half. */
    uint64_t sum, sum_was;
    size_t n, next;
    uint64_t ends[SIEVE_BLOCK + 1]; /* sums where words end */
};

/* `text` is stored text (text_store), at most 4 GB; it and the sieve must outlive the sifting. */
void sifting_init(struct sifting *s, const struct sieve *sieve, const char *text, size_t len);
/* The next word that is let through, text[*start..*end), or false at the end. */
bool sifting_next(struct sifting *s, size_t *start, size_t *end);

#endif
