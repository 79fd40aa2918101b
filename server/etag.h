/* Entity tags as the server sees them: an answer's tag gets "-gzip" inside its quotes when
 * the body is compressed (a strong tag names bytes), and comes back so in If-None-Match.
 *
 * Threads: values. */
#ifndef TIMTIN_SERVER_ETAG_H
#define TIMTIN_SERVER_ETAG_H

#include <stdbool.h>
#include <stddef.h>

enum { ETAG_BYTES = 72 }; /* the api's 64 and the suffix */

/* "abc" -> "abc-gzip" (with the quotes); `etag` itself when it has no quotes at its end. */
void etag_gzipped(const char *etag, char out[ETAG_BYTES]);

/* Takes every suffix out of an If-None-Match, in place. */
void etag_strip(char *if_none_match);

/* Does a list of tags, or "*", name this tag? Weak comparison, RFC 9110 13.1.2. */
bool etag_listed(const char *if_none_match, const char *etag);

#endif
