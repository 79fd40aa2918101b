/* Generations in an index folder: one lock, one CURRENT, atomic publishing.
 *
 *   INDEX/CURRENT                    the name of the generation served
 *   INDEX/lock                       held (flock) by the one build at work
 *   INDEX/.building-<generation>/    a build that is not finished, or was killed
 *   INDEX/<generation>/              complete: manifest.json and the files it lists
 *
 * Threads: one at a time for what holds the lock; reading CURRENT any time. */
#ifndef TIMTIN_INDEX_STORE_GENERATION_H
#define TIMTIN_INDEX_STORE_GENERATION_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/error.h"
#include "index/base/files.h"
#include "index/store/manifest.h"

enum { GENERATIONS_KEPT_MAX = 200 };

struct generation_lock {
    char index[FILES_PATH_MAX];
    int fd;
};

/* Creates the index folder when it is not there, and takes its lock. TT_BUSY: another
 * build is at work. */
bool generation_lock(const char *index, struct generation_lock *l, struct tt_error *e);
void generation_unlock(struct generation_lock *l);

/* Removes what killed builds left, makes the folder for a new generation and names it by
 * the time: *name "20260131T120000Z", dir its folder so far. */
bool generation_begin(const struct generation_lock *l, char name[GENERATION_NAME_MAX],
                      char dir[FILES_PATH_MAX], struct tt_error *e);

/* Syncs the finished folder, renames it to its name, lets CURRENT name it and removes the
 * oldest other generations so that at most `keep` (1..GENERATIONS_KEPT_MAX) remain. Once CURRENT
 * names it, it is published: what cannot be removed is left to the next build. */
bool generation_publish(const struct generation_lock *l, const char *name, unsigned keep,
                        struct tt_error *e);

/* Lets CURRENT name this generation. The caller has verified it. */
bool generation_activate(const struct generation_lock *l, const char *name, struct tt_error *e);

/* The name in CURRENT. TT_NOT_FOUND: there is no index. */
bool generation_current(const char *index, char name[GENERATION_NAME_MAX], struct tt_error *e);

/* The folder of a generation; TT_BAD_INPUT for what cannot be a generation's name. */
bool generation_dir(const char *index, const char *name, char dir[FILES_PATH_MAX],
                    struct tt_error *e);

/* Names of complete generations, oldest first; at most `room`. */
size_t generation_list(const char *index, char (*names)[GENERATION_NAME_MAX], size_t room);

#endif
