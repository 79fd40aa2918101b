/* What a build did not index, and why: counted by reason, and as JSON lines in a file:
 *
 *   {"status": "rejected", "input", "reason", "detail"}
 *   {"status": "duplicate", "id", "url", "of"}   another page with the text of the article `of`
 *   {"status": "repeated", "input", "id", "of"}  the same page again: `of` is the input that stands
 *   {"status": "excluded", "input", "id"}
 *
 * Threads: one at a time. */
#ifndef TIMTIN_INDEX_BUILD_REPORT_H
#define TIMTIN_INDEX_BUILD_REPORT_H

#include "index/build/build.h"

struct report {
    FILE *f; /* NULL: only counted */
    struct build_summary *summary;
};

bool report_open(struct report *r, const char *path, struct build_summary *summary,
                 struct tt_error *e);
void report_reject(struct report *r, const char *name, const char *reason, const char *detail);
void report_excluded(struct report *r, const char *name, const char *id);
void report_duplicate(struct report *r, const char *id, const char *url, const char *of);
/* Counts as a duplicate. */
void report_repeated(struct report *r, const char *name, const char *id, const char *of);
bool report_close(struct report *r, struct tt_error *e);

#endif
