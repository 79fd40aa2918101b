/* A set of ids with a number each: an id's length and 29 to 41 bytes more in memory.
 * Threads: one at a time. */
#ifndef TIMTIN_INDEX_BUILD_IDSET_H
#define TIMTIN_INDEX_BUILD_IDSET_H

#include "index/base/error.h"

struct idset;
struct idset *idset_new(void); /* NULL: no memory */
void idset_free(struct idset *s);
/* Adds an id that is not there; what is there keeps its number. *added (may be NULL) tells
 * which. The number that the id has now; UINT_MAX: no memory. */
unsigned idset_add(struct idset *s, const char *id, unsigned number, bool *added);
/* Another number for an id that is there. */
void idset_change(struct idset *s, const char *id, unsigned number);
/* The number of an id; UINT_MAX when it is not there. */
unsigned idset_get(const struct idset *s, const char *id);
bool idset_has(const struct idset *s, const char *id);

/* The file of ids and URLs that are taken down: one a line, # comments. A URL counts as its
 * id. */
bool idset_read(struct idset *s, const char *path, struct tt_error *e);

/* Every id, in the order of adding, until `each` says false. */
typedef bool idset_each(void *state, const char *id, struct tt_error *e);
bool idset_walk(const struct idset *s, idset_each *each, void *state, struct tt_error *e);

#endif
