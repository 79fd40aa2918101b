#include <string.h>

#include "index/read/dates.h"
#include "index/read/shape.h"
#include "index/text/text.h"

/* Words that belong to a displayed date, folded; whatever else stands beside it is a byline
 * or a section, or shows that the line is none. */
static const char *const labels[] = {
    "thu",      "hai",    "ba",        "tu",       "nam",     "sau",    "bay",     "chu",
    "nhat",     "cn",     "ngay",      "dang",     "luc",     "cap",    "lan",     "cuoi",
    "gio",      "phut",   "gmt",       "am",       "pm",      "sa",     "ch",      "xuat",
    "ban",      "vao",    "hoi",       "tao",      "viet",    "bai",    "luot",    "xem",
    "doc",      "thoi",   "gian",      "date",     "post",    "posted", "on",      "at",
    "utc",      "last",   "published", "modified", "updated", "views",  "view",    "hits",
    "phat",     "hanh",   "tin",       "mon",      "tue",     "wed",    "fri",     "sat",
    "sun",      "t2",     "t3",        "t4",       "t5",      "t6",     "t7",      "gui",
    "dua",      "h",      "t",         "z",        "thang",   "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday",  "sunday",   "so",      "hom",    "nay",     "boi",
    "by",
};

enum { STAMP_BYTES_MAX = 160, REST_WORDS_MAX = 9 };

static bool is_label(const char *word) {
    if (strncmp(word, "gmt", 3) == 0 || strncmp(word, "utc", 3) == 0)
        return true;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(labels[i], word) == 0)
            return true;
    return false;
}

/* ---- the time of day ------------------------------------------------------------- */

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

static size_t two_digits(const char *s, size_t n, size_t i, unsigned *value) {
    size_t start = i;
    for (*value = 0; i < n && i < start + 2 && digit(s[i]); i++)
        *value = *value * 10 + (unsigned)(s[i] - '0');
    return i < n && digit(s[i]) ? start : i;
}

/* "20:13", "09:25:27", "8h30", "15 giờ 40" at i: fills the stamp, returns its end, or i. */
static size_t time_at(const char *s, size_t n, size_t i, struct stamp *out) {
    static const char *const between[] = {":", "h", "g", "H", " giờ ", "giờ", " : "};
    unsigned hour, minute, second;
    size_t j = two_digits(s, n, i, &hour);
    for (size_t k = 0; j > i && k < sizeof between / sizeof *between; k++) {
        size_t len = strlen(between[k]);
        if (n - j < len || memcmp(s + j, between[k], len) != 0)
            continue;
        size_t end = two_digits(s, n, j + len, &minute);
        if (end < j + len + 2 || hour > 23 || minute > 59)
            return i;
        out->minute = (int)(hour * 60 + minute);
        size_t last = end < n && s[end] == ':' ? two_digits(s, n, end + 1, &second) : end;
        out->clock |= last > end + 1;
        return last > end + 1 ? last : end;
    }
    return i;
}

/* ---- the line -------------------------------------------------------------------- */

struct walk {
    const char *s;
    size_t n, at;
    size_t first_date;
    struct date date; /* the next one ahead */
    bool more;        /* there is one ahead */
    bool weekday;
    bool update_named;    /* "cập nhật" stands right before */
    bool dated_by_update; /* the date taken is an update's */
    size_t rest_words;
    bool rest_closed;              /* something of the stamp stands behind the rest */
    size_t label_start, label_end; /* the run of labels last passed */
};

static void take_date(struct walk *w, struct stamp *out) {
    day_t day = date_day(&w->date);
    if (day != DAY_UNKNOWN &&
        (out->day == DAY_UNKNOWN || (w->dated_by_update && !w->update_named))) {
        out->day = day;
        w->dated_by_update = w->update_named;
    }
    w->update_named = false;
    w->rest_closed = w->rest_words > 0;
    w->at = w->date.end;
    w->more = date_next(w->s, w->n, w->at, &w->date);
}

/* Where the capitalised words of the run of labels that ends before `at` begin. */
static size_t capitals_from(const struct walk *w) {
    size_t from = w->at;
    while (from > w->label_start) {
        size_t word = from - 1;
        while (word > w->label_start && w->s[word - 1] != ' ')
            word--;
        if (!shape_starts_upper(w->s + word, w->n - word))
            break;
        from = word;
    }
    return from;
}

/* The word at `at`: a label, a number, or a part of what stands beside. False: too much. */
static bool take_word(struct walk *w, struct stamp *out) {
    size_t end = w->at;
    while (end < w->n && !strchr(" ,|()[]:;", w->s[end]) && end - w->at < 40)
        end++;
    char word[48];
    size_t length = shape_fold(w->s + w->at, end - w->at, word, sizeof word);
    bool name_goes_on = out->rest_end > 0 && !w->rest_closed && w->at == out->rest_end + 1 &&
                        shape_starts_upper(w->s + w->at, w->n - w->at);
    bool plain = length == 0 || digit(word[0]) || is_label(word);
    if (plain && !name_goes_on) {
        w->label_start = w->label_end + 1 == w->at ? w->label_start : w->at;
        w->label_end = end;
        w->update_named |= strcmp(word, "cap") == 0 || strcmp(word, "updated") == 0;
        w->weekday |= strcmp(word, "thu") == 0 || strcmp(word, "chu") == 0;
        out->clock |= strcmp(word, "nay") == 0;
        w->at = end > w->at ? end : end + 1;
        return true;
    }
    if (w->rest_closed || ++w->rest_words > REST_WORDS_MAX)
        return false;
    if (w->rest_words == 1) /* "Đăng Quý": the first word of a name may look like a label */
        out->rest_start =
            w->label_end + 1 == w->at && shape_starts_upper(w->s + w->at, w->n - w->at)
                ? capitals_from(w)
                : w->at;
    out->rest_end = w->at = end > w->at ? end : end + 1;
    return true;
}

/* Every word of s[from, to) begins with a capital: a name, a place. */
static bool capitalised(const char *s, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        if ((i == from || s[i - 1] == ' ') && s[i] != ' ' && s[i] != '-' &&
            !shape_starts_upper(s + i, to - i))
            return false;
    return true;
}

/* "vào 12/05/2020", "lúc ..": words that part a name from its date. */
static bool word_parts(const char *s, size_t n) {
    static const char *const words[] = {"vào ", "ngày ", "lúc ", "on ", "at ", "Ngày "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (n > strlen(words[i]) && memcmp(s, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

/* What stands beside a date is parted from it by a sign; a name before it by less. */
static bool parted(const struct walk *w, const struct stamp *out) {
    size_t from = out->rest_start, to = out->rest_end, i = to;
    if (from == to)
        return true;
    if (w->first_date >= to) {
        while (i < w->n && w->s[i] == ' ')
            i++;
        bool name = capitalised(w->s, from, to);
        bool sign = i < w->n && strchr("-|\xE2\xC2", w->s[i]);
        bool comma = i < w->n && strchr(",/", w->s[i]);
        return sign || (name && (comma || out->minute >= 0 || word_parts(w->s + i, w->n - i)));
    }
    for (i = from; i > 0 && w->s[i - 1] == ' ';)
        i--;
    return i > 0 && strchr("-|\x93\xA2\xB7", w->s[i - 1]);
}

/* The T of 2019-08-05T09:30. */
static bool stands_for_time(const struct walk *w) {
    return w->s[w->at] == 'T' && w->at > 0 && digit(w->s[w->at - 1]) && w->at + 1 < w->n &&
           digit(w->s[w->at + 1]);
}

/* The line says that it shows when the page was looked at, or printed. */
static bool is_of_visit(const char *s, size_t n) {
    static const char *const heads[] = {
        "hom nay",    "ngay in", "in ngay",      "in luc",     "bay gio",      "today",
        "print date", "printed", "thoi gian in", "gio ha noi", "truy cap luc", "ngay truy cap"};
    char key[40];
    shape_fold(s, n < 30 ? n : 30, key, sizeof key);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (strncmp(key, heads[i], strlen(heads[i])) == 0)
            return true;
    bool place = strncmp(key, "gio ", 4) == 0 && key[4] >= 'a' && key[4] <= 'z';
    return place && n > 5 && strncmp(s, "Giờ ", strlen("Giờ ")) == 0 &&
           shape_starts_upper(s + strlen("Giờ "), n - strlen("Giờ "));
}

bool date_stamp(const char *s, size_t n, struct stamp *out) {
    struct walk w = {.s = s, .n = n};
    *out = (struct stamp){.minute = -1};
    if (n > STAMP_BYTES_MAX || !date_next(s, n, 0, &w.date))
        return false;
    w.more = true;
    w.first_date = w.date.start;
    while (w.at < n) {
        size_t end = w.more && w.at == w.date.start ? w.at : time_at(s, n, w.at, out);
        if (w.more && w.at == w.date.start) {
            take_date(&w, out);
        } else if (end > w.at) {
            w.at = end;
            w.rest_closed = w.rest_words > 0;
        } else if (strchr(" ,|()[]:;", s[w.at]) || stands_for_time(&w)) {
            w.at++;
        } else if (!take_word(&w, out)) {
            return false;
        }
    }
    out->clock |= w.weekday && out->minute < 0;
    out->updated = w.dated_by_update;
    out->visit = is_of_visit(s, n);
    out->clock |= out->visit;
    return out->day != DAY_UNKNOWN && parted(&w, out);
}
