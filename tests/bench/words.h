/* Word statistics and what is written from them, for programs that generate archives.
 *
 * bigrams.tsv.gz holds word TAB next TAB count; <s>, </s> are sentence ends, # a number.
 * Errors end the program. Ownership: words_load/_free. Threads: one. */
#ifndef TIMTIN_TESTS_BENCH_WORDS_H
#define TIMTIN_TESTS_BENCH_WORDS_H

#include <stddef.h>
#include <stdint.h>

enum { BODY_MAX = 16384 };

uint64_t draw(uint64_t *dice);
uint32_t below(uint64_t *dice, uint32_t n);

struct words;
struct words *words_load(const char *dir);
void words_free(struct words *w);
const char *words_at(const struct words *w, uint32_t i); /* some word, the same in every run */

/* Appends a sentence of at most `most` syllables to out[at]; its end, *count grows. */
size_t words_sentence(const struct words *w, uint64_t *dice, char *out, size_t at, size_t max,
                      unsigned most, unsigned *count);
/* Appends sentences and paragraphs to out[at], of BODY_MAX bytes; their end. */
size_t words_body(const struct words *w, uint64_t *dice, char *out, size_t at);

/* "key": "text" on stdout, and what stands behind it. */
void put_json_text(const char *key, const char *text, const char *behind);

#endif
