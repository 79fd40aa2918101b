/* The second form of generated archives: see generate.c and generate_pages.c. */
#ifndef TIMTIN_TESTS_BENCH_GENERATE_H
#define TIMTIN_TESTS_BENCH_GENERATE_H

#include "words.h"

void generate_pages(const struct words *w, uint64_t *dice, uint64_t count);

#endif
