/* What the pages of one source share: lines, and dates displayed by a bulk import.
 *
 * A source is a site (the URL's host), else the record's source, else the folder or file that
 * the input stands in. Lines are counted over different articles only: copies of one page say
 * nothing. Memory is fixed, 16 MiB whatever the archive's size: a table of counters in sets
 * of eight in which rare keys give way to new ones (as in the Misra-Gries summary), so that
 * what many pages have stays. Of a source with many pages only every eighth is looked at.
 *
 * Threads: looks may be taken by many threads while one counts; the rest is read-only, and
 * for when all is counted. */
#ifndef TIMTIN_INDEX_READ_TEMPLATES_H
#define TIMTIN_INDEX_READ_TEMPLATES_H

#include "index/read/lines.h"
#include "index/read/reading.h"

/* Sets LINE_SHARED on the lines that the source's pages share. `t` may be NULL. */
void templates_mark(const struct templates *t, const struct input *in, struct page *p);

enum sharing {
    SHARING_UNKNOWN, /* too few pages of the source were seen */
    SHARING_NO,
    SHARING_YES /* so many pages show this date that it is an import's, or a clock's */
};
enum sharing templates_stamp(const struct templates *t, const struct input *in,
                             const struct stamp *stamp);

#endif
