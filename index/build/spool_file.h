/* The layout that spool.c writes and kept.c reads; see spool.h. */
#ifndef TIMTIN_INDEX_BUILD_SPOOL_FILE_H
#define TIMTIN_INDEX_BUILD_SPOOL_FILE_H

#include <stdint.h>

#define SPOOL_NEXT ".readings.next"
#define SPOOL_KEPT ".readings"
#define SPOOL_MAGIC UINT64_C(0x31676e6964616572) /* "reading1" */

struct spool_row {
    uint64_t key, start;
};

struct spool_footer {
    uint64_t magic, version, n, xxh3;
};

#endif
