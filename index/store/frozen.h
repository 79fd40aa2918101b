/* Frozen Roaring bitmaps (roaring_bitmap_frozen_view) as bytes: the library believes whatever they
 * say, and what they say wrongly it writes beyond its memory. What is sound here is safe to view.
 *
 * A bitmap is a list of containers, each of numbers with one upper half, ascending: either all
 * bits, or runs, or the lower halves one by one. First lie the bits of all containers that are
 * bits, 8 KiB each; then the runs of all that are runs (u16: first, how many more); then the lists
 * (u16); then of each container its upper half (u16), its size (u16: numbers less one, or runs),
 * its kind (u8); last a u32: a magic word in the lower 15 bits, above it the number of containers.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_STORE_FROZEN_H
#define TIMTIN_INDEX_STORE_FROZEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FROZEN_ALIGNMENT = 32 }; /* of the first byte */

/* Whether these are the bytes of a bitmap with at least one number, all of them 1..`most`, as the
 * library writes it; *n: how many numbers. Reads every byte. */
bool frozen_is_sound(const char *bytes, size_t len, uint32_t most, uint32_t *n);

#endif
