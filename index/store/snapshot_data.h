/* What a snapshot is made of: for snapshot*.c and the search, not for the layer above. */
#ifndef TIMTIN_INDEX_STORE_SNAPSHOT_DATA_H
#define TIMTIN_INDEX_STORE_SNAPSHOT_DATA_H

#include <stdatomic.h>

#include "index/base/files.h"
#include "index/store/articles.h"
#include "index/store/columns.h"
#include "index/store/impacts.h"
#include "index/store/lexicon.h"
#include "index/store/manifest.h"
#include "index/store/snapshot.h"
#include "index/store/suggest.h"

/* Articles first..end-1 have one year (or month): document order is date order. */
struct date_run {
    unsigned key; /* year, or year * 100 + month (month 0: only the year is known); 0: unknown */
    uint32_t first, end;
};

struct date_runs {
    struct date_run *list; /* newest first */
    size_t n, cap;
};

struct snapshot {
    atomic_uint refs;
    char dir[FILES_PATH_MAX], terms_path[FILES_PATH_MAX];
    struct manifest manifest;
    struct mapping columns[COLUMNS], streams;
    struct articles_view articles;
    struct lexicon_view lexicon;
    struct suggest_view suggest;
    struct impacts_view impacts;
    struct lengths lengths;
    struct snapshot_facts facts;
    struct date_runs years, months;
    struct year_count *year_counts;
    struct json_t *agencies_json, *sources_json; /* own the strings below */
    struct agency_info *agencies;                /* by count */
    struct agency_info **agency_of;              /* [number - 1] */
    struct source_info *sources;
    struct source_info **source_of;
    size_t n_agencies, n_sources;
};

static inline const uint32_t *column_u32(const struct snapshot *s, enum column c) {
    return (const uint32_t *)(const void *)s->columns[c].data;
}
static inline const uint64_t *column_u64(const struct snapshot *s, enum column c) {
    return (const uint64_t *)(const void *)s->columns[c].data;
}

/* snapshot_names.c: agencies and sources with their counts. */
bool snapshot_load_names(struct snapshot *s, struct tt_error *e);
void snapshot_free_names(struct snapshot *s);

/* Marks the agency, all from which functions came to it over any number of steps, and all to
 * which they went: MARK_WANTED in marks[number - 1]; the other bits are its own. */
enum { MARK_WANTED = 1, MARK_FORWARD = 2, MARK_BACKWARD = 4 };
void snapshot_mark_lineage(const struct snapshot *s, const struct agency_info *a,
                           unsigned char *marks);

#endif
