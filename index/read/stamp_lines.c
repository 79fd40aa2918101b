#include "index/read/stamp_lines.h"

#include <string.h>

/* A day or a month of a date in three lines: "Tháng Mười Hai" is the longest. */
enum { PIECE_BYTES_MAX = 24, PIECES_MAX = 3 };

static bool is_stamp(const struct line *l) {
    return l->flags & LINE_STAMP && l->stamp.day != DAY_UNKNOWN;
}

static bool is_time(const struct line *l) {
    return l->flags & LINE_STAMP && l->stamp.day == DAY_UNKNOWN && l->stamp.minute >= 0;
}

/* The time beside a date that has none; with one it is hardly a clock of the page's head. */
static void take_time(struct line *date, const struct line *time) {
    date->stamp.minute = time->stamp.minute;
    date->stamp.clock = date->stamp.visit || time->stamp.clock;
}

static bool is_piece(const struct line *l) {
    return l->len <= PIECE_BYTES_MAX && !(l->flags & (LINE_STAMP | LINE_DATED));
}

/* A day's number, or a month's name, with which such a date begins. */
static bool begins_date(const struct line *l) {
    size_t digits = strspn(l->s, "0123456789");
    bool day = digits == l->len && digits >= 1 && digits <= 2;
    return is_piece(l) && (day || strncmp(l->s, "Th", 2) == 0 ||
                           (l->len >= 3 && l->len <= 9 && strspn(l->s, "0123456789/") == 0 &&
                            l->s[0] >= 'A' && l->s[0] <= 'Z'));
}

static bool has_letter(const struct line *l) {
    for (const char *c = l->s; *c; c++)
        if ((*c | 32) >= 'a' && (*c | 32) <= 'z')
            return true;
    return false;
}

/* Reads `count` lines from l on as one date; one of them names the month. */
static bool read_pieces(struct line *l, size_t count, struct stamp *out) {
    char text[PIECES_MAX * (PIECE_BYTES_MAX + 1) + 1];
    size_t n = 0;
    bool named = false;
    for (size_t i = 0; i < count; i++) {
        if (!is_piece(&l[i]))
            return false;
        named |= has_letter(&l[i]);
        memcpy(text + n, l[i].s, l[i].len);
        n += l[i].len;
        text[n++] = ' ';
    }
    text[--n] = '\0';
    return named && date_stamp(text, n, out) && out->rest_start == out->rest_end;
}

static void join_pieces(struct page *p, size_t i) {
    for (size_t count = 2; count <= PIECES_MAX && i + count <= p->n; count++) {
        struct stamp stamp;
        if (!read_pieces(&p->lines[i], count, &stamp))
            continue;
        for (size_t k = i; k < i + count; k++) {
            p->lines[k].flags &= ~(unsigned)(LINE_JUNK | LINE_TITLE | LINE_NAME);
            p->lines[k].flags |= LINE_STAMP;
            p->lines[k].stamp = (struct stamp){.minute = -1};
        }
        p->lines[i].stamp = stamp;
        return;
    }
}

void stamp_join(struct page *p) {
    for (size_t i = 0; i + 1 < p->n; i++) {
        struct line *l = &p->lines[i], *below = l + 1;
        if (is_stamp(l) && l->stamp.minute < 0 && is_time(below))
            take_time(l, below);
        else if (is_time(l) && is_stamp(below) && below->stamp.minute < 0)
            take_time(below, l);
        else if (begins_date(l))
            join_pieces(p, i);
    }
}
