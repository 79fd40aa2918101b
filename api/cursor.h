/* Cursors: a place in a list of hits as an opaque token.
 *
 * A token is 32 letters of the URL-safe alphabet of RFC 4648 (base64url), for 24 bytes, numbers
 * with their low byte first:
 *
 *   8  what was served: hash of the generation's name and the build
 *   8  what was asked for: hash of all that decides which articles are hits, and their order
 *   4  how many hits stand before the place
 *   4  XXH3 of the 20 bytes before, its low half
 *
 * The checksum tells a damaged token from another one; it keeps nobody from making his own, who
 * then sees a page that anybody may ask for. So every number in it is a stranger's.
 * Threads: values. */
#ifndef TIMTIN_API_CURSOR_H
#define TIMTIN_API_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CURSOR_CHARS = 32 };

struct cursor {
    uint64_t served, request;
    uint32_t position;
};

/* A place has one token. */
void cursor_write(const struct cursor *c, char out[CURSOR_CHARS + 1]);
/* False, and *out as it was: s[0..n-1] is nothing that cursor_write makes. */
bool cursor_read(const char *s, size_t n, struct cursor *out);

#endif
