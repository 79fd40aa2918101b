/* Errors as values.
 *
 * A function that can fail takes a `struct tt_error *` as its last argument and returns
 * false when it failed. The struct lives on the caller's stack: no pointer, nothing to
 * free, usable when memory is exhausted. Codes carry the caller's meaning, never a
 * library's name. On failure out-parameters are as they were. */
#ifndef TIMTIN_SHIM_ERROR_H
#define TIMTIN_SHIM_ERROR_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

enum tt_code {
    TT_OK,
    TT_BAD_INPUT, /* the caller's data or parameters are wrong */
    TT_NOT_FOUND, /* what was named is not there */
    TT_BUSY,      /* somebody else holds it, or no room in a queue: try later */
    TT_STALE,     /* made by another format or analyzer version: rebuild */
    TT_TIMEOUT,   /* the deadline passed before the work was done */
    TT_NO_MEMORY,
    TT_CORRUPT, /* stored bytes are not what was written */
    TT_INTERNAL /* the machine or a library failed: I/O, a bug */
};

struct tt_error {
    enum tt_code code;
    char text[200]; /* one UTF-8 sentence without a full stop, cut to fit, NUL-terminated */
};

/* Fills *e (printf style) and returns false, so that a failing function can end with
 * `return tt_fail(e, ...)`. A NULL e is allowed and ignored. Thread-safe. */
__attribute__((format(printf, 3, 4))) bool tt_fail(struct tt_error *e, enum tt_code code,
                                                   const char *format, ...);

/* The code's name in lower case with underscores, e.g. "bad_input". Never NULL. */
const char *tt_code_name(enum tt_code code);

#ifdef __cplusplus
}
#endif
#endif
