/* URLs as keys: which site, which page, which words.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_URL_H
#define TIMTIN_INDEX_READ_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/buf.h"

/* Appends the URL as it counts for identity: no scheme, user, "www.", default port, fragment,
 * tracking parameters nor slash at the end; host in lower case, what need not be
 * percent-encoded decoded, parameters in order. */
void url_normalise(const char *url, struct buf *out);

/* Appends the host, in lower case and without "www."; nothing when there is none. */
void url_host(const char *url, struct buf *out);

/* The words of the part of the path that spells the title ("/thoi-su/mot-bai-bao-123.htm" ->
 * "mot bai bao"), into out[room]: the last of two words or more, for those before it are folders,
 * named like sections. Returns the length; 0 when that part has but two, or when a program is called
 * with a number ("/tin-tuc-su-kien.aspx?id=5"), whose name says nothing. */
size_t url_slug(const char *url, char *out, size_t room);

#endif
