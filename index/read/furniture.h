/* The furniture around an article: lines that are told by their make-up, not by one phrase.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_FURNITURE_H
#define TIMTIN_INDEX_READ_FURNITURE_H

#include <stdbool.h>
#include <stddef.h>

/* The flags (lines.h) that the line s[0..n-1], with a NUL behind it, has for its make-up; `folded`
 * is its folded key (shape_fold). LINE_NAV: a path of sections ("Trang chủ » Thời sự"), a counter
 * ("12 lượt xem · 0 bình luận"), a row of tools ("Lưu bài · Chia sẻ · In"). LINE_END: a heading of
 * other articles ("Các tin bài tiếp theo"). LINE_PARTS: short parts in a row between bars or dots,
 * as menus and tables are; prices, rates and weather in a row. */
unsigned furniture_flags(const char *s, size_t n, const char *folded);

/* How many bytes of the line are the path of sections before its last part ("TCSH › " of
 * "TCSH › Du lịch"): what the pages of one source share of it. 0: it is no path. */
size_t furniture_path(const char *s, size_t n);

/* "cay cau moi qua song Khánh thành cây cầu": an image's alternative text, in small letters without
 * marks, glued to the title that it links to. */
bool furniture_alt_glued(const char *s, size_t n);

#endif
