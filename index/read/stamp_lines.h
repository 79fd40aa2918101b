/* Displayed dates that stand on several lines of a page.
 *
 * Threads: one page, one thread. */
#ifndef TIMTIN_INDEX_READ_STAMP_LINES_H
#define TIMTIN_INDEX_READ_STAMP_LINES_H

#include "index/read/lines.h"

/* Joins "Thứ Năm, 10/12/2020" and "09:15 (GMT+7)" below or above it, and "10", "Th12", "2020": the
 * first line gets the whole stamp; the others are LINE_STAMP with no day. */
void stamp_join(struct page *p);

#endif
