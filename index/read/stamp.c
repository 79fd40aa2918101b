/* A displayed date: the line's dates, times and labels, and what stands beside them. */
#include <stdlib.h>
#include <string.h>

#include "index/read/byline.h"
#include "index/read/shape.h"
#include "index/read/stamp_parts.h"

enum {
    STAMP_BYTES_MAX = 240,
    RUN_WORDS_MAX = 9, /* beside a date: more is a sentence */
    RUNS_MAX = 4,
    RUN_WORDS_OF_SEVERAL = 5
};

/* Words beside the date, one behind the other. */
struct run {
    size_t start, end; /* with its label, if that tells who wrote */
    size_t text;       /* without it */
    unsigned words;
    enum label_of label; /* LABEL_PLAIN: none */
};

struct walk {
    const char *s;
    size_t n, at;
    size_t first_date;
    struct date date; /* the next one ahead */
    bool more;        /* there is one ahead */
    bool weekday, posted, seconds, today;
    bool half;            /* "9:15:00 SA": so servers write times if not told otherwise */
    bool offset;          /* "+07:00" behind the time: a server wrote it, no clock of the page */
    bool update_named;    /* "cập nhật" stands right before */
    bool dated_by_update; /* the date taken is an update's */
    struct run runs[RUNS_MAX];
    unsigned n_runs;
    bool open;                     /* the last run may go on */
    enum label_of pending;         /* tells of the run that begins next */
    size_t label_start, label_end; /* the label last passed */
};

/* ---- the parts of a line --------------------------------------------------------- */

static void close_run(struct walk *w) {
    w->open = false;
    w->pending = LABEL_PLAIN;
}

static void take_date(struct walk *w, struct stamp *out) {
    day_t day = date_day(&w->date);
    if (day != DAY_UNKNOWN &&
        (out->day == DAY_UNKNOWN || (w->dated_by_update && !w->update_named))) {
        out->day = day;
        w->dated_by_update = w->update_named;
    }
    w->update_named = false;
    close_run(w);
    w->at = w->date.end;
    w->more = date_next(w->s, w->n, w->at, &w->date);
}

static bool take_time(struct walk *w, struct stamp *out) {
    int minute;
    size_t end = stamp_time(w->s, w->n, w->at, &minute, &w->seconds);
    if (end == w->at)
        return false;
    w->half |= (w->s[end - 1] | 32) == 'm' || (end > 1 && strchr("AH", w->s[end - 1]) != NULL);
    if (out->minute < 0)
        out->minute = minute;
    w->at = end;
    close_run(w);
    return true;
}

static size_t word_end(const struct walk *w) {
    enum { WORD_BYTES_MAX = 40 };
    size_t end = w->at;
    while (end < w->n && !strchr(" ,|()[]:;", w->s[end]) && end - w->at < WORD_BYTES_MAX)
        end++;
    return end > w->at ? end : end + 1;
}

static bool folds_to_one(const char *s, size_t n, const char *const *words) {
    char key[16];
    shape_fold(s, n, key, sizeof key);
    for (; *words; words++)
        if (strcmp(key, *words) == 0)
            return true;
    return false;
}

/* Labels that are the syllables of names too: "Thu Hà", "Đăng Quý", "Phương Nam". */
static bool may_be_name(const char *s, size_t n) {
    static const char *const names[] = {"thu", "dang", "nam", "sang", "tao", NULL};
    return shape_starts_upper(s, n) && folds_to_one(s, n, names);
}

/* The label of n bytes at `at` goes on with what stands beside: "Minh Thư", "Xã hội". */
static bool goes_on(const struct walk *w, size_t n) {
    static const char *const syllables[] = {"hoi", "nam", "sang", "thu", "tao", NULL};
    const struct run *run = w->n_runs ? &w->runs[w->n_runs - 1] : NULL;
    size_t behind = w->at + n;
    if (!w->open || !run || w->at != run->end + 1 || (behind < w->n && w->s[behind] == ':'))
        return false;
    if (may_be_name(w->s + w->at, n))
        return true;
    while (behind < w->n && w->s[behind] == ' ')
        behind++;
    bool number = behind < w->n && w->s[behind] >= '0' && w->s[behind] <= '9';
    return !number && folds_to_one(w->s + w->at, n, syllables);
}

static void note_label(struct walk *w, enum label_of kind, size_t end) {
    w->weekday |= kind == LABEL_WEEKDAY;
    w->posted |= kind == LABEL_POSTED || kind == LABEL_PERSON;
    w->update_named |= kind == LABEL_UPDATED;
    w->today |= kind == LABEL_TODAY;
    w->open = false;
    bool tells = kind == LABEL_PERSON || kind == LABEL_FROM || kind == LABEL_SECTION;
    w->pending = tells ? kind : LABEL_PLAIN;
    w->label_start = w->at;
    w->label_end = end;
    w->at = end;
}

/* A word of what stands beside. False: too much. */
static bool take_beside(struct walk *w, size_t end) {
    if (!w->open) {
        if (w->n_runs == RUNS_MAX)
            return false;
        size_t start = w->at;
        bool named = w->label_end + 1 == w->at && shape_starts_upper(w->s + start, w->n - start) &&
                     may_be_name(w->s + w->label_start, w->label_end - w->label_start);
        start = named ? w->label_start : start;
        bool told = w->pending == LABEL_PERSON || w->pending == LABEL_FROM;
        w->runs[w->n_runs++] = (struct run){.start = told ? w->label_start : start,
                                            .text = start,
                                            .words = named,
                                            .label = w->pending};
        w->open = true;
    }
    struct run *run = &w->runs[w->n_runs - 1];
    run->end = w->at = end;
    return ++run->words <= RUN_WORDS_MAX;
}

/* The word at `at`: a label, a number, a sign, or a part of what stands beside. */
static bool take_word(struct walk *w) {
    enum label_of kind;
    size_t end = word_end(w);
    size_t label = stamp_label(w->s + w->at, w->n - w->at, &kind);
    if (label > 0 && !goes_on(w, label)) {
        note_label(w, kind, w->at + label);
        return true;
    }
    char word[48];
    size_t length = shape_fold(w->s + w->at, end - w->at, word, sizeof word);
    if (length > 0 && !(word[0] >= '0' && word[0] <= '9'))
        return take_beside(w, end);
    w->offset |= w->seconds && w->s[w->at] == '+';
    w->at = end; /* a sign, a counter */
    return true;
}

/* The T of 2019-08-05T09:30. */
static bool stands_for_time(const struct walk *w) {
    return w->s[w->at] == 'T' && w->at > 0 && w->s[w->at - 1] >= '0' && w->s[w->at - 1] <= '9' &&
           w->at + 1 < w->n && w->s[w->at + 1] >= '0' && w->s[w->at + 1] <= '9';
}

/* "Người đăng: minhthu .Ngày đăng: ..": a full stop that begins the next word. */
static bool is_stop_between(const struct walk *w) {
    return w->s[w->at] == '.' && w->at > 0 && w->s[w->at - 1] == ' ';
}

/* False: there is more on the line than belongs to a displayed date. */
static bool pass_line(struct walk *w, struct stamp *out) {
    w->first_date = w->more ? w->date.start : w->n;
    while (w->at < w->n) {
        char c = w->s[w->at];
        if (w->more && w->at == w->date.start) {
            take_date(w, out);
        } else if (c >= '0' && c <= '9' && take_time(w, out)) {
            continue;
        } else if (strchr(" ,|()[]:;", c) || stands_for_time(w) || is_stop_between(w)) {
            w->open &= !strchr("|;.", c);
            w->at++;
        } else if (!take_word(w)) {
            return false;
        }
    }
    return true;
}

/* ---- what stands beside ---------------------------------------------------------- */

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

/* What stands beside a date is parted from it by a label or a sign; a name before it by less, or
 * by nothing if it is plainly a person's. */
static bool is_parted(const struct walk *w, const struct run *run, int minute) {
    size_t i = run->end;
    if (run->label != LABEL_PLAIN)
        return true;
    if (w->first_date >= run->end) {
        while (i < w->n && w->s[i] == ' ')
            i++;
        bool name = capitalised(w->s, run->start, run->end);
        bool sign = i < w->n && strchr("-|\xE2\xC2", w->s[i]);
        sign |= i + 1 < w->n && w->s[i] == '/' && w->s[i + 1] == ' ';
        bool comma = i < w->n && strchr(",/(", w->s[i]);
        bool less = comma || minute >= 0 || word_parts(w->s + i, w->n - i);
        bool none = i == w->first_date && byline_alone(w->s + run->start, run->end - run->start);
        return sign || (name && (less || none));
    }
    for (i = run->start; i > 0 && w->s[i - 1] == ' ';)
        i--;
    bool last = run->end == w->n && minute >= 0;
    return (i > 0 && strchr("-|;\x93\xA2\xB7", w->s[i - 1])) ||
           (last && byline_alone(w->s + run->start, run->end - run->start));
}

static bool all_parted(const struct walk *w, int minute) {
    unsigned free = 0, longest = 0;
    for (unsigned i = 0; i < w->n_runs; i++) {
        if (!is_parted(w, &w->runs[i], minute))
            return false;
        bool of_none = w->runs[i].label == LABEL_PLAIN;
        free += of_none;
        longest = of_none && w->runs[i].words > longest ? w->runs[i].words : longest;
    }
    return free <= 1 || (free <= 3 && longest <= RUN_WORDS_OF_SEVERAL);
}

/* No date nor counter between the two runs. */
static bool adjoin(const struct walk *w, const struct run *a, const struct run *b) {
    for (size_t i = a->end; i < b->start; i++)
        if (w->s[i] >= '0' && w->s[i] <= '9')
            return false;
    return true;
}

/* Who wrote it: what is labelled so, with the newsroom beside it; else what reads as a name. */
static void choose_rest(const struct walk *w, struct stamp *out) {
    const struct run *best = NULL;
    int best_points = 0;
    for (unsigned i = 0; i < w->n_runs; i++) {
        const struct run *run = &w->runs[i];
        int points = run->label == LABEL_PERSON ? 5 : run->label == LABEL_FROM ? 3 : 1;
        if (run->label == LABEL_PLAIN && byline_alone(w->s + run->start, run->end - run->start))
            points = 4;
        if (run->label != LABEL_SECTION && points > best_points) {
            best = run;
            best_points = points;
        }
    }
    if (!best)
        return;
    const struct run *behind = best + 1 < w->runs + w->n_runs ? best + 1 : NULL;
    bool both = behind && behind->label != LABEL_SECTION && adjoin(w, best, behind);
    out->rest_start = best->start;
    out->rest_end = both ? behind->end : best->end;
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
    w.more = n <= STAMP_BYTES_MAX && date_next(s, n, 0, &w.date);
    if (!w.more || !pass_line(&w, out))
        return false;
    if (out->day == DAY_UNKNOWN || !all_parted(&w, out->minute))
        return false;
    choose_rest(&w, out);
    out->updated = w.dated_by_update;
    out->visit = is_of_visit(s, n);
    bool running = w.seconds && !w.posted && !w.offset && !(w.half && !w.weekday);
    bool dayless = w.weekday && out->minute < 0 && !w.posted;
    out->clock = out->visit || w.today || running || dayless;
    return true;
}

/* ---- parts of a displayed date on lines of their own ------------------------------ */

enum { PART_BYTES_MAX = 48 };

/* "3 giờ trước", "vừa xong", "hôm qua": how many minutes ago; -1: not so. Of weeks and longer times
 * no day can be told. */
static int distance_of(const char *key) {
    enum { HOUR = 60, DAY = 24 * HOUR };
    static const struct {
        const char *words;
        int minutes;
    } units[] = {{" giay truoc", 0},     {" phut truoc", 1},   {" gio truoc", HOUR},
                 {" tieng truoc", HOUR}, {" ngay truoc", DAY}, {" tuan truoc", 0},
                 {" thang truoc", 0},    {" nam truoc", 0}};
    if (strcmp(key, "vua xong") == 0)
        return 1;
    if (strcmp(key, "hom qua") == 0)
        return DAY;
    size_t digits = strspn(key, "0123456789");
    if (digits == 0 || digits > 3)
        return -1;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(key + digits, units[i].words) == 0)
            return (int)strtol(key, NULL, 10) * units[i].minutes;
    return -1;
}

/* Has a digit, or begins as weekdays and "vừa xong" do: most lines of a menu have not. */
static bool may_be_part(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (s[i] >= '0' && s[i] <= '9')
            return true;
    return n > 0 && n < 20 && strchr("TCVHtcvhMWFS", s[0]);
}

bool date_part(const char *s, size_t n, struct stamp *out) {
    struct walk w = {.s = s, .n = n};
    char key[PART_BYTES_MAX + 2];
    *out = (struct stamp){.minute = -1};
    if (n > PART_BYTES_MAX || !may_be_part(s, n))
        return false;
    shape_fold(s, n, key, sizeof key);
    int ago = distance_of(key);
    if (ago >= 0) {
        out->ago = ago;
        return true;
    }
    w.more = date_next(s, n, 0, &w.date);
    if (!pass_line(&w, out) || w.n_runs > 0 || out->day != DAY_UNKNOWN)
        return false;
    out->clock = w.seconds || w.today;
    return w.weekday || out->minute >= 0;
}
