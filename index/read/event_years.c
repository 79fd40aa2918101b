/* Which year a text speaks from: what the years in it are said of. */
#include <string.h>

#include "index/read/event_parts.h"

static const struct {
    const char *words;
    enum tense tense;
} tenses[] = {
    {"nhiem vu", TENSE_ANNUAL},
    {"phuong huong", TENSE_ANNUAL},
    {"ke hoach", TENSE_ANNUAL},
    {"du toan", TENSE_ANNUAL},
    {"den nam", TENSE_AHEAD},
    {"toi nam", TENSE_AHEAD},
    {"muc tieu", TENSE_AHEAD},
    {"tam nhin", TENSE_AHEAD},
    {"phan dau", TENSE_AHEAD},
    {"chi tieu", TENSE_ANNUAL},
    {"nhiem ky", TENSE_AHEAD},
    {"giai doan", TENSE_AHEAD},
    {"tien de", TENSE_AHEAD},
    {"du kien", TENSE_AHEAD},
    {"trien khai", TENSE_ANNUAL},
    {"truoc ngay", TENSE_AHEAD},
    {"den ngay", TENSE_AHEAD},
    {"hieu luc", TENSE_AHEAD},
    {"cham nhat", TENSE_AHEAD},
    {"chuyen qua", TENSE_AHEAD},
    {"dinh huong", TENSE_AHEAD},
    {"quy i", TENSE_NOW},
    {"quy ii", TENSE_NOW},
    {"quy iii", TENSE_NOW},
    {"quy iv", TENSE_NOW},
    {"quy 1", TENSE_NOW},
    {"quy 2", TENSE_NOW},
    {"quy 3", TENSE_NOW},
    {"quy 4", TENSE_NOW},
    {"thang dau", TENSE_NOW},
    {"thang cuoi", TENSE_NOW},
    {"tong ket", TENSE_REPORT},
    {"ket qua", TENSE_REPORT},
    {"so voi", TENSE_LONG_AGO},
    {"cung ky", TENSE_LONG_AGO},
    {"sinh nam", TENSE_LONG_AGO},
    {"sinh", TENSE_LONG_AGO},
    {"truoc nam", TENSE_LONG_AGO},
    {"ky niem", TENSE_LONG_AGO},
    {"thanh lap", TENSE_LONG_AGO},
    {"tu nam", TENSE_LONG_AGO},
    {"ra doi", TENSE_LONG_AGO},
    {"chien thang", TENSE_LONG_AGO},
    {"luat", TENSE_LONG_AGO},
    {"giai phong", TENSE_LONG_AGO},
    {"se", TENSE_AHEAD},
    {"hoan thanh", TENSE_AHEAD},
    {"tien do", TENSE_AHEAD},
};

/* The tense of a year: that of the last of these words before it; of a quarter that is planned,
 * the plan's. */
enum tense year_tense(struct text t, const struct date *d) {
    char key[200];
    size_t n = text_before(t, d->start, key, sizeof key), latest = 0;
    enum tense tense = TENSE_PLAIN;
    bool planned = false;
    for (size_t i = 0; i < sizeof tenses / sizeof *tenses; i++) {
        size_t k = strlen(tenses[i].words);
        for (size_t at = 0; at + k <= n; at++) {
            bool edge = (at == 0 || key[at - 1] == ' ') && (key[at + k] == ' ' || at + k == n);
            if (!edge || memcmp(key + at, tenses[i].words, k) != 0)
                continue;
            planned |= tenses[i].tense == TENSE_AHEAD;
            if (at + k > latest) {
                latest = at + k;
                tense = tenses[i].tense;
            }
        }
    }
    return tense == TENSE_NOW && planned ? TENSE_AHEAD : tense;
}

void years_note(struct years *y, enum tense tense, unsigned year) {
    if (tense == TENSE_LONG_AGO)
        return;
    if (tense == TENSE_PLAIN)
        y->first = y->first == 0 || year < y->first ? year : y->first;
    unsigned *slot = tense == TENSE_NOW ? &y->now : tense == TENSE_REPORT ? &y->report : &y->plain;
    if (tense == TENSE_ANNUAL)
        y->annual = y->annual == 0 || year < y->annual ? year : y->annual;
    if (tense == TENSE_ANNUAL || tense == TENSE_AHEAD)
        y->ahead = y->ahead == 0 || year < y->ahead ? year : y->ahead;
    else
        *slot = year > *slot ? year : *slot;
}

/* The year of a month whose sentence speaks of these years: a review of one year with the
 * tasks of the next is held from September on in the old year, before that in the new. */
unsigned years_of_month(const struct years *y, unsigned month) {
    unsigned past = y->report > y->plain ? y->report : y->plain;
    if (y->now)
        return y->now;
    if (past && y->annual == past + 1)
        return month >= 9 ? past : y->annual;
    if (past)
        return y->report == past && month <= 3 && !y->plain ? past + 1 : past;
    if (y->annual)
        return month >= 10 ? y->annual - 1 : y->annual;
    return 0;
}

static bool is_birth(struct text t, size_t at) {
    char key[200];
    size_t n = text_before(t, at, key, sizeof key);
    return memmem(key, n, "sinh", 4) || memmem(key, n, "sn ", 3) || memmem(key, n, "mat ", 4);
}

/* The years named in the sentence that goes on behind the date. */
struct years years_of_sentence(struct text t, const struct date *d) {
    struct years y = {0};
    struct date next;
    size_t end = text_sentence_end(t, d->end);
    for (size_t i = d->end; date_next(t.s, end, i, &next); i = next.end) {
        bool counts = next.kind == DATE_YEAR ? next.called && !next.range : next.year != 0;
        if (counts && !next.number && !next.lunar)
            years_note(&y, year_tense(t, &next), next.year);
    }
    return y;
}

/* The same day with its year somewhere in the text, if that is not long before the years that
 * the text speaks of: so births are, and anniversaries. */
unsigned year_elsewhere(struct text t, const struct date *d, unsigned latest) {
    struct date next;
    for (size_t i = 0; date_next(t.s, t.n, i, &next); i = next.end)
        if (next.kind == DATE_FULL && next.day == d->day && next.month == d->month && !next.lunar &&
            next.year + 1 >= latest && !is_birth(t, next.start))
            return next.year;
    return 0;
}
