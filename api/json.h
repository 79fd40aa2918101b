/* A JSON writer straight into a buffer: no tree, no memory of its own.
 *
 * Commas are the writer's business. What it writes is valid JSON as long as the calls nest
 * (a key before each value of an object, every open object and array ended); text that is
 * not well-formed UTF-8 comes out with U+FFFD in its place, so that a careless caller still
 * cannot break the answer. U+2028 and U+2029 are escaped: some readers take them for ends of
 * line.
 *
 * Errors:  sticky, in the buffer (index/base/buf.h): look once, at the end.
 * Threads: a writer is a value, one thread at a time. */
#ifndef TIMTIN_API_JSON_H
#define TIMTIN_API_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buf.h"

enum { JSON_DEPTH_MAX = 63 }; /* deeper nesting fails the buffer */

struct jw {
    struct buf *out;
    uint64_t filled; /* bit d: depth d has a value already, the next one needs a comma */
    unsigned depth;
    bool keyed; /* a key has just been written: its value follows */
};

void jw_init(struct jw *j, struct buf *out);

void jw_object(struct jw *j);
void jw_object_end(struct jw *j);
void jw_array(struct jw *j);
void jw_array_end(struct jw *j);

/* `key` is a constant of the program that needs no escaping. */
void jw_key(struct jw *j, const char *key);

void jw_string(struct jw *j, const char *s, size_t n);
void jw_str(struct jw *j, const char *s); /* NULL: null */
void jw_uint(struct jw *j, uint64_t value);
/* At most four decimals, no trailing zeros, whatever the locale; not finite: null. */
void jw_decimal(struct jw *j, double value);
void jw_bool(struct jw *j, bool value);
void jw_null(struct jw *j);
/* `s` is JSON already. */
void jw_raw(struct jw *j, const char *s, size_t n);

/* A key and its value. */
void jw_put_str(struct jw *j, const char *key, const char *s);
void jw_put_text(struct jw *j, const char *key, const char *s); /* NULL and "": null */
void jw_put_uint(struct jw *j, const char *key, uint64_t value);
void jw_put_bool(struct jw *j, const char *key, bool value);

#endif
