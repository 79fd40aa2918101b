/* Compressing answers, and knowing who wants it.
 *
 * Ownership: gzip_new/gzip_free (takes NULL); gzip_pack gives memory to free.
 * Threads:   one compressor, one thread at a time; gzip_wanted any. */
#ifndef TIMTIN_SERVER_GZIP_H
#define TIMTIN_SERVER_GZIP_H

#include <stdbool.h>
#include <stddef.h>

struct gzip;

struct gzip *gzip_new(void); /* NULL: no memory */
void gzip_free(struct gzip *g);

/* The bytes compressed, or NULL when that would not make them smaller (or no memory). A
 * NULL compressor is made for this one call. */
char *gzip_pack(struct gzip *g, const char *bytes, size_t n, size_t *packed);

/* Does an Accept-Encoding (NULL: none) prefer gzip to no encoding? RFC 9110 12.5.3. */
bool gzip_wanted(const char *accept_encoding);

#endif
