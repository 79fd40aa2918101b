/* The directory of agencies, and which of them act in an article.
 *
 * The directory is index/data/agencies.json, compiled in; bodies of provinces, districts and
 * communes come from patterns over index/data/provinces.json ("UBND tỉnh X", "Sở Y tỉnh X").
 * Names match whatever their case, accents style and tone placement, by name, alias and
 * abbreviation.
 *
 * Ownership: directory_open/_close; lists belong to the caller's arrays, names to the
 * directory or, for pattern names, to the list (agency_list_done frees).
 * Threads: a directory is read-only once open and may be shared. */
#ifndef TIMTIN_INDEX_AGENCY_AGENCY_H
#define TIMTIN_INDEX_AGENCY_AGENCY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/error.h"
#include "index/base/limits.h"
#include "index/text/day.h"

struct directory;

bool directory_open(struct directory **out, struct tt_error *e);
void directory_close(struct directory *d);

/* Changes whenever the directory's data does. */
uint64_t directory_version(const struct directory *d);

struct agency_list {
    char *id[AGENCIES_MAX], *name[AGENCIES_MAX]; /* malloc'd */
    size_t n;
};
void agency_list_done(struct agency_list *l);

/* The agencies that act in the article, most important first: decided by a score from
 * title, lead, subject positions and frequency. `published` chooses between names of
 * different times (DAY_UNKNOWN: as written). */
bool directory_find(const struct directory *d, const char *title, const char *body, day_t published,
                    struct agency_list *out, struct tt_error *e);

/* The same with the page's source, which may be NULL: a site's name or host
 * ("daknong.gov.vn"). What "UBND tỉnh" means where the article names no province. */
bool directory_find_at(const struct directory *d, const char *title, const char *body,
                       const char *source, day_t published, struct agency_list *out,
                       struct tt_error *e);

/* A name as a record gives it: the directory's agency (by name, alias, pattern or the id of one of
 * these), or one of
 * its own named so. */
bool directory_named(const struct directory *d, const char *name, day_t published,
                     struct agency_list *out, struct tt_error *e);

/* Functions that went from one agency to another: a change of the state, no mere renaming. */
struct agency_edge {
    const char *id, *name;       /* of the other one */
    const char *from, *function; /* since when "YYYY[-MM[-DD]]", and which; NULL: not known */
};

/* One entry, for the published directory (see generation format): fields may be NULL. */
struct agency_entry {
    const char *id, *name, *kind, *valid_from, *valid_until;
    const char *const *aliases;
    size_t n_aliases;
    const struct agency_edge *successors, *predecessors;
    size_t n_successors, n_predecessors;
};
/* The entry with this id, or false. Points into the directory. */
bool directory_entry(const struct directory *d, const char *id, struct agency_entry *out);

#endif
