/* Query strings: cut, decoded and checked against the parameters that a route knows.
 *
 * Everything is strict: a parameter that the route does not know, a single-valued one given
 * twice, a malformed percent escape, %00 and text that is not UTF-8 are faults that name the
 * parameter. '+' is a space.
 *
 * Ownership: params_parse fills, params_done frees; values end with the params.
 * Threads:   values. */
#ifndef TIMTIN_API_PARAMS_H
#define TIMTIN_API_PARAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "api/fault.h"
#include "index/base/buf.h"

enum {
    QUERY_STRING_BYTES_MAX = 16 << 10, /* raw; room for a query of QUERY_BYTES_MAX in NFD,
                                          percent-encoded, and many filters */
    PARAM_VALUES_MAX = 256             /* values in all, and values of one list */
};

enum param_kind {
    PARAM_ONE, /* at most once */
    PARAM_LIST /* repeats, and each value may be a list with commas */
};

/* A route's parameters are an array of these that ends with a NULL name. */
struct param_spec {
    const char *name;
    enum param_kind kind;
};

struct param {
    size_t spec;       /* its place in the route's array */
    const char *value; /* decoded, NUL-terminated, well-formed UTF-8 without NUL */
    size_t len;
};

struct params {
    struct param v[PARAM_VALUES_MAX]; /* as given */
    size_t n;
    char *bytes;
};

/* `query` is raw, behind the '?'; NULL for none. */
bool params_parse(const char *query, const struct param_spec *specs, struct params *out,
                  struct fault *f);
void params_done(struct params *p);

/* The next piece of a comma list: *at..end is what is left (an empty list has one empty
 * piece); *at becomes NULL behind the last. */
struct slice {
    const char *s;
    size_t n;
};
bool list_next(const char **at, const char *end, struct slice *piece);

/* Strictly a decimal number without sign or leading zeros within min..max. */
bool param_number(const char *name, const char *s, size_t n, uint32_t min, uint32_t max,
                  uint32_t *out, struct fault *f);

/* The place of s[0..n-1] among names[0..count-1], or `count`. */
size_t name_index(const char *const *names, size_t count, const char *s, size_t n);

/* Decodes percent escapes into out (room for n bytes). False: *why says what is wrong with
 * it ("has ...", "is ..."). */
bool percent_decode(const char *s, size_t n, bool plus_is_space, char *out, size_t *len,
                    const char **why);
/* Appends s with everything but unreserved characters (RFC 3986) as percent escapes. */
void percent_encode(struct buf *out, const char *s, size_t n);

#endif
