/* Plain records: JSON objects of strings, whole numbers, true, false and null. Nearly all
 * records are, and a pass over their bytes reads them ten times as fast as a library that
 * makes a tree. Whatever else a record is, the library reads it, or says what is wrong.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_INPUT_INPUT_JSON_H
#define TIMTIN_INDEX_INPUT_INPUT_JSON_H

#include "index/base/buf.h"

struct plain_value {
    const char *s; /* NULL: not given, or null. Points into the JSON or the scratch buffer */
    size_t n;
    bool number; /* `s` are the digits of a positive whole number */
};

/* Values of the keys, of equal keys the last. False: not a plain record, or one whose value of
 * such a key is true, false or another number. Strings may be malformed UTF-8 where they are
 * the value of a key asked for. Clears the scratch buffer, which is to have room for n bytes. */
bool plain_read(const char *json, size_t n, const char *const *keys, size_t n_keys,
                struct plain_value *values, struct buf *scratch);

/* Offset of the first malformed sequence of UTF-8, n when there is none. */
size_t malformed_at(const char *s, size_t n);

#endif
