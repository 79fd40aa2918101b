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
    {"thang nam", TENSE_NOW}, /* "chín tháng năm 2019" */
    {"thang dau", TENSE_NOW},
    {"thang cuoi", TENSE_NOW},
    {"tong ket", TENSE_REPORT},
    {"ket qua", TENSE_REPORT},
    {"so voi", TENSE_LONG_AGO},
    {"cung ky", TENSE_LONG_AGO},
    {"sinh nam", TENSE_LONG_AGO},
    {"vao nam", TENSE_LONG_AGO},
    {"xay ra", TENSE_LONG_AGO},
    {"khoi cong", TENSE_LONG_AGO},
    {"lap nam", TENSE_LONG_AGO},
    {"sinh", TENSE_LONG_AGO},
    {"truoc nam", TENSE_LONG_AGO},
    {"ky niem", TENSE_LONG_AGO},
    {"thanh lap", TENSE_LONG_AGO},
    {"tu nam", TENSE_LONG_AGO},
    {"tu khi", TENSE_LONG_AGO},
    {"ke tu", TENSE_LONG_AGO},
    {"ra doi", TENSE_LONG_AGO},
    {"chien thang", TENSE_LONG_AGO},
    {"luat", TENSE_LONG_AGO},
    {"giai phong", TENSE_LONG_AGO},
    {"se", TENSE_AHEAD},
    {"hoan thanh", TENSE_AHEAD},
    {"tien do", TENSE_AHEAD},
    {"cuoc thi", TENSE_EDITION},
    {"hoi thi", TENSE_EDITION},
    {"ky thi", TENSE_EDITION},
    {"ngay hoi", TENSE_EDITION},
    {"le hoi", TENSE_EDITION},
    {"lien hoan", TENSE_EDITION},
    {"chien dich", TENSE_EDITION},
    {"thang hanh dong", TENSE_EDITION},
    {"tuan le", TENSE_EDITION},
    {"festival", TENSE_EDITION},
    {"hoi cho", TENSE_EDITION},
    {"hoi bao", TENSE_EDITION},
    {"giai bao chi", TENSE_EDITION},
    {"tet nguyen dan", TENSE_EDITION},
    {"trung thu", TENSE_EDITION},
};

static bool begins_at(struct text t, size_t at, const char *words) {
    size_t n = strlen(words);
    return t.n - at >= n && memcmp(t.s + at, words, n) == 0;
}

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
    if (d->kind == DATE_YEAR && d->called && begins_at(t, d->end, " này"))
        return TENSE_NOW; /* "năm 2012 này" */
    return tense == TENSE_NOW && planned ? TENSE_AHEAD : tense;
}

void years_note(struct years *y, enum tense tense, unsigned year) {
    if (tense == TENSE_LONG_AGO)
        return;
    if (tense == TENSE_EDITION) {
        y->edition = year > y->edition ? year : y->edition;
        tense = TENSE_PLAIN;
    }
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

struct years years_between(struct text t, size_t from, size_t end) {
    struct years y = {0};
    struct date next;
    for (size_t i = from; date_next(t.s, end, i, &next); i = next.end) {
        bool counts = next.kind == DATE_YEAR ? next.called && !next.range : next.year != 0;
        if (counts && !next.number && !next.lunar && (!next.brief || next.called))
            years_note(&y, year_tense(t, &next), next.year);
    }
    return y;
}

struct years years_of_sentence(struct text t, const struct date *d) {
    struct years behind = years_between(t, d->end, text_sentence_end(t, d->end));
    if (behind.now || behind.plain || behind.report || behind.annual)
        return behind;
    return years_between(t, text_sentence_start(t, d->start), d->start);
}

/* "tổng kết năm học 2012 - 2013, nhiệm vụ năm học 2013 - 2014": held in the year that both share.
 */
unsigned years_of_school(struct text t) {
    struct date d;
    unsigned ended = 0;
    for (size_t i = 0; date_next(t.s, t.n, i, &d); i = d.end) {
        char key[200];
        size_t n = text_before(t, d.start, key, sizeof key);
        bool school = d.range && n >= 7 && memcmp(key + n - 7, "nam hoc", 7) == 0;
        if (school && ended + 1 == d.year)
            return ended;
        ended = school ? d.year : ended;
    }
    return 0;
}

/* The same day with its year somewhere in the text, if that is not long before the years that
 * the text speaks of: so births are, and anniversaries. */
unsigned year_elsewhere(struct text t, const struct date *d, unsigned latest) {
    struct date next;
    for (size_t i = 0; date_next(t.s, t.n, i, &next); i = next.end)
        if (next.kind == DATE_FULL && !next.brief && next.day == d->day && next.month == d->month &&
            !next.lunar && next.year + 1 >= latest && !is_birth(t, next.start))
            return next.year;
    return 0;
}
