/* A generation's manifest: what it is and the checksum of each of its files.
 *
 * The file is jansson's indented dump with sorted keys; its last word is the checksum of
 * the dump without that word, so every byte of it is covered too.
 * Threads: values. */
#ifndef TIMTIN_INDEX_STORE_MANIFEST_H
#define TIMTIN_INDEX_STORE_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/error.h"

enum { MANIFEST_FILES_MAX = 32, GENERATION_NAME_MAX = 64 };

struct manifest_file {
    char name[32];
    uint64_t bytes, xxh3;
};

struct manifest {
    char generation[GENERATION_NAME_MAX], built_at[32];
    uint32_t documents, duplicates, gone;
    struct manifest_file files[MANIFEST_FILES_MAX];
    size_t n_files;
};

/* Measures every file of the folder (but manifest.json) and writes manifest.json. The
 * counts and names of *m are the caller's; files[] is filled. */
bool manifest_write(const char *dir, struct manifest *m, struct tt_error *e);

/* Reads and checks dir/manifest.json itself: TT_STALE for other versions, TT_CORRUPT. */
bool manifest_read(const char *dir, struct manifest *m, struct tt_error *e);

/* Reads every byte of every file that the manifest lists; TT_CORRUPT names the first file
 * that is not as it was written. */
bool manifest_verify(const char *dir, const struct manifest *m, struct tt_error *e);

#endif
