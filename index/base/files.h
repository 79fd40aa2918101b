/* Files: mapped for reading, appended when writing, made durable.
 *
 * Errors: TT_NOT_FOUND when a file to be read is not there, else TT_INTERNAL with the
 * system's reason. Threads: a mapping may be read by all, the rest by one at a time. */
#ifndef TIMTIN_INDEX_BASE_FILES_H
#define TIMTIN_INDEX_BASE_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "index/base/error.h"

enum { FILES_PATH_MAX = 4096 };

/* "dir/name" into out; TT_BAD_INPUT when it is too long. */
bool files_join(const char *dir, const char *name, char out[FILES_PATH_MAX], struct tt_error *e);

struct mapping {
    const char *data; /* "" for an empty file; never NULL once open */
    size_t len;
};
bool mapping_open(const char *path, struct mapping *m, struct tt_error *e);
void mapping_close(struct mapping *m);
/* What was read of it leaves this process, to come back when it is read again. */
void mapping_rest(const struct mapping *m);
/* XXH3 of its first n bytes, of which at no time more than 64 MiB are resident. */
uint64_t mapping_sum(const struct mapping *m, size_t n);

/* A file being written from its beginning. The first failure sticks and is told by _end. */
struct outfile {
    FILE *f;
    uint64_t at; /* bytes written so far */
    int error;   /* errno of the first failure, 0: none */
    char path[FILES_PATH_MAX];
};
bool outfile_begin(const char *dir, const char *name, struct outfile *o, struct tt_error *e);
void outfile_write(struct outfile *o, const void *bytes, size_t n);
bool outfile_end(struct outfile *o, struct tt_error *e); /* closes */
void outfile_drop(struct outfile *o);                    /* closes, whatever happened */

/* Writes a whole small file. */
bool files_write(const char *dir, const char *name, const char *bytes, size_t n,
                 struct tt_error *e);
/* Flushes a file or a folder to the disk. */
bool files_sync(const char *path, struct tt_error *e);
/* Removes a folder and all in it; what is not there is no error. */
bool files_remove_tree(const char *path, struct tt_error *e);

#endif
