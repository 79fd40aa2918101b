/* Text as it is stored: valid UTF-8, NFC, no invisible characters.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_TEXT_TEXT_H
#define TIMTIN_INDEX_TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buf.h"
#include "index/base/error.h"

/* Decodes one code point at s[0..n-1], n > 0. Returns its length in bytes (1..4), or 0 when
 * the bytes are not well-formed UTF-8 (overlong, surrogate, beyond U+10FFFF, cut). */
size_t utf8_decode(const char *s, size_t n, uint32_t *code_point);

/* Writes 1..4 bytes to out; the code point must be valid. */
size_t utf8_encode(uint32_t code_point, char out[4]);

/* Bytes of the longest prefix of s[0..n-1] that is at most `max` bytes and ends on a
 * character boundary. */
size_t utf8_cut(const char *s, size_t n, size_t max);

/* Appends s[0..n-1] as stored text: a BOM at the start, zero-width characters, soft hyphens
 * and control characters out; CR LF, CR and the other line and page ends (VT, FF, NEL,
 * U+2028, U+2029) become LF; tabs and all Unicode spaces become a plain space; composed to
 * NFC. TT_BAD_INPUT names the byte offset of the first malformed sequence (nothing
 * appended), TT_NO_MEMORY when the buffer is full. */
bool text_store(const char *s, size_t n, struct buf *out, struct tt_error *e);

/* True when the code point is a letter, digit or mark, i.e. may stand in a token. */
bool text_is_word(uint32_t code_point);

/* "Bộ Ngoại giao" -> "bo-ngoai-giao": folded, lower case, runs of other characters one '-'
 * (none at the ends). Appends to out. The id of agencies and sources. */
void text_slug(const char *s, size_t n, struct buf *out);

#endif
