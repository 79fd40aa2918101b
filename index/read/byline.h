/* Bylines: who wrote an article, and where it was taken from.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_BYLINE_H
#define TIMTIN_INDEX_READ_BYLINE_H

#include <stdbool.h>
#include <stddef.h>

struct byline {
    const char *author; /* into the text; NULL: none */
    size_t author_len;
    const char
        *source; /* into the text, or a constant: the full name of a newsroom that is named
                  * by its abbreviation ("TTXVN"), as long as that is a known one; NULL: none */
    size_t source_len;
};

/* Reads a short text as a byline: "Tuấn Trình", "Chu Văn (Theo TTXVN)", "Tin, ảnh: Ngô Tấm –
 * Thanh Tiến", "Theo chinhphu.vn", "Hồng Nhung/VOV", "(TTXVN/Vietnam+)", "Tác giả: Minh Anh Nguồn:
 * Báo Dân trí". False when it names nobody. Newsrooms (PV, TTXVN, ..) are sources, never authors,
 * and "admin" is nobody. */
bool byline_read(const char *s, size_t n, struct byline *out);

/* Would a whole line of this text be a byline and nothing else, if only "Đăng bởi: admin"? */
bool byline_alone(const char *s, size_t n);

/* The dateline before the first sentence: "TGVN. Ngày ..", "(ĐCSVN) - Sáng ..", "TTO - ..",
 * "(Dân trí) - ..", "Hà Nội (TTXVN) - ..": *start and *end are the newsroom's name. False when
 * there is none. */
bool byline_dateline(const char *s, size_t n, size_t *start, size_t *end);

/* Puts a newsroom's full name in place of *s, where it is a known abbreviation. */
void byline_newsroom(const char **s, size_t *n);

#endif
