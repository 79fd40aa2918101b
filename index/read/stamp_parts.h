/* The parts of a displayed date: labels, and times of day.
 * Internal to stamp.c, stamp_labels.c and stamp_time.c.
 *
 * Threads: no state. */
#ifndef TIMTIN_INDEX_READ_STAMP_PARTS_H
#define TIMTIN_INDEX_READ_STAMP_PARTS_H

#include "index/read/dates.h"

/* ---- words that belong to a displayed date (stamp_labels.c) ---------------------- */

enum label_of {
    LABEL_PLAIN,   /* "lúc", "GMT+7", "lượt xem" */
    LABEL_WEEKDAY, /* "Thứ Năm", "Chủ nhật" */
    LABEL_POSTED,  /* "Ngày đăng", "Posted on" */
    LABEL_UPDATED, /* "Cập nhật", "Sửa đổi lần cuối" */
    LABEL_TODAY,   /* "hôm nay" */
    LABEL_PERSON,  /* "Tác giả", "Đăng bởi": the author stands behind */
    LABEL_FROM,    /* "Nguồn": a newsroom stands behind */
    LABEL_SECTION  /* "Chuyên mục": a section of the site does */
};

/* The longest label at s[0..n-1], its bytes; 0: none. */
size_t stamp_label(const char *s, size_t n, enum label_of *out);

/* ---- the time of day (stamp_time.c) ---------------------------------------------- */

/* "20:13", "09:25:27", "8h30", "15 giờ 40", "16:5'", "9:15 PM" at i: its end, *minute of the day
 * and whether it has seconds; i when there is none. */
size_t stamp_time(const char *s, size_t n, size_t i, int *minute, bool *seconds);

#endif
