/* What a request's head must be before anything is done with it: no second meaning that a
 * proxy before us could have read (smuggling), nothing cut by a NUL, nothing too large.
 * libmicrohttpd 0.9.75 lets all of that pass.
 *
 * Ownership: nothing is kept but what the struct holds.
 * Threads:   values. */
#ifndef TIMTIN_SERVER_FRAMING_H
#define TIMTIN_SERVER_FRAMING_H

#include <stdint.h>

#include "api/http.h"

struct framing_fault {
    int status;       /* 0: nothing wrong */
    const char *code; /* for programs */
    const char *text; /* for people */
};

/* "GET" -> HTTP_GET; methods are case-sensitive. */
enum http_method framing_method(const char *name);
const char *framing_method_name(enum http_method method);

/* ---- the target ------------------------------------------------------------------ */

struct framing_target {
    const char *path;  /* raw, not empty */
    const char *query; /* raw, NULL: no '?' */
};

/* Cuts a request line's target at its '?'; "http://host/path" becomes "/path". The parts
 * point into `raw`, which is written to. False: *fault says why. */
bool framing_target(char *raw, size_t n, struct framing_target *out, struct framing_fault *fault);

/* ---- the header lines ------------------------------------------------------------ */

struct framing {
    unsigned headers, hosts, lengths, encodings;
    size_t bytes;
    uint64_t length; /* of Content-Length */
    bool bad_name, bad_value, bad_length;
    size_t seen; /* bytes of these lines as they must have been on the wire */
};

/* Adds one header line to a zeroed struct. `name` and `value` stand in the buffer that the
 * line was read into: between them is ':' and blanks. */
void framing_header(struct framing *f, const char *name, size_t name_len, const char *value,
                    size_t value_len);

/* Looks at the whole. False: *fault says why; the connection must end with that answer,
 * since where the next request begins is in doubt. */
bool framing_check(const struct framing *f, enum http_method method, const char *version,
                   struct framing_fault *fault);

/* The bytes of a head whose request line is "METHOD TARGET VERSION", lines ended by CR LF.
 * When more were read, something is not what it seems: a NUL that hid the rest of a line, a
 * line without a name, a line folded into the one before. When fewer, a line ended otherwise. */
size_t framing_bytes(const struct framing *f, size_t method, size_t target, size_t version);

/* ---- single headers -------------------------------------------------------------- */

/* 1..128 of A-Z a-z 0-9 . _ - */
bool framing_request_id(const char *id);

#endif
