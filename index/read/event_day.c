/* Which day a text tells of as its event: the words around a date. */
#include <string.h>

#include "index/read/event_parts.h"
#include "index/read/shape.h"

/* How much of what stands before a date tells of it. */
enum { CONTEXT_BYTES = 70 };

size_t text_sentence_start(struct text t, size_t at) {
    size_t from = at;
    while (from > 0 && t.s[from - 1] != '\n' &&
           !(t.s[from - 1] == '.' && from < at && t.s[from] == ' '))
        from--;
    return from;
}

size_t text_before(struct text t, size_t at, char *key, size_t room) {
    struct text near = t;
    size_t from = at > CONTEXT_BYTES ? at - CONTEXT_BYTES : 0;
    near.s += from;
    from += text_sentence_start(near, at - from);
    while (from < at && ((unsigned char)t.s[from] & 0xC0) == 0x80)
        from++;
    return shape_fold(t.s + from, at - from, key, room);
}

size_t text_sentence_end(struct text t, size_t at) {
    for (; at < t.n && t.s[at] != '\n'; at++) {
        bool small = at > 0 && !shape_is_upper((unsigned char)t.s[at - 1]);
        if (t.s[at] == '.' && small && at + 1 < t.n && t.s[at + 1] == ' ' &&
            shape_starts_upper(t.s + at + 2, t.n - at - 2))
            break;
    }
    return at;
}

static bool one_of(const char *word, size_t n, const char *const *words) {
    for (; *words; words++)
        if (strlen(*words) == n && memcmp(*words, word, n) == 0)
            return true;
    return false;
}

/* Where the last word of key[0..n) begins. */
static size_t last_word(const char *key, size_t n) {
    while (n > 0 && key[n - 1] != ' ')
        n--;
    return n;
}

static const char *const time_words[] = {
    "ngay", "sang", "chieu", "toi", "trua", "dem", "hom",  "nay", "qua", "thu",   "hai",
    "ba",   "tu",   "nam",   "sau", "bay",  "chu", "nhat", "luc", "gio", "khuya", NULL};
static const char *const parts_of_day[] = {"sang", "chieu", "toi", "trua",
                                           "dem",  "nay",   "qua", NULL};
/* Before a day that is a bound, an anniversary or a birth, not the event of the article. */
static const char *const not_events[] = {"den",  "truoc", "sau", "ke",  "dip", "niem",
                                         "nhan", "sinh",  "la",  "han", "toi", "mat",
                                         "hieu", "luat",  "qd",  NULL};

/* Cuts the words of time off the end of the key; says whether a part of the day was among
 * them, and whether "từ" was ("từ ngày" is a span; "thứ tư ngày" is not). */
static size_t cut_time(const char *key, size_t n, bool *part, bool *since) {
    *part = *since = false;
    for (size_t at; n > 0; n = at > 0 ? at - 1 : 0) {
        at = last_word(key, n);
        if (!one_of(key + at, n - at, time_words))
            return n;
        *part |= one_of(key + at, n - at, parts_of_day);
        bool weekday = at > 4 && memcmp(key + at - 4, "thu ", 4) == 0;
        *since |= n - at == 2 && memcmp(key + at, "tu", 2) == 0 && !weekday;
    }
    return 0;
}

/* "Nghị định 171 ngày ..", "Luật này ngày ..": what stands before "ngày" is a document. */
static bool names_document(const char *key, size_t n) {
    static const char *const documents[] = {"nghi dinh",  "quyet dinh", "thong tu", "chi thi",
                                            "nghi quyet", "cong van",   "luat",     "van ban",
                                            "cong dien",  "ke hoach",   "thong bao"};
    size_t word = last_word(key, n);
    bool number = word < n && strspn(key + word, "0123456789") >= n - word;
    size_t end = number && word > 0 ? word - 1 : n;
    end = end > 3 && memcmp(key + end - 3, " so", 3) == 0 ? end - 3 : end;
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        size_t k = strlen(documents[i]);
        if (end >= k && memcmp(key + end - k, documents[i], k) == 0)
            return true;
    }
    return false;
}

/* "số 16/CT-TTg ngày ..": the word before "ngày" is a document's number. */
static bool of_document(struct text t, size_t at) {
    size_t end = at;
    for (unsigned words = 0; words < 2 && end > 0; words++) {
        while (end > 0 && strchr(" ,", t.s[end - 1]))
            end--;
        size_t from = end;
        while (from > 0 && !strchr(" \n,", t.s[from - 1]))
            from--;
        bool sign = memchr(t.s + from, '/', end - from) || memchr(t.s + from, '-', end - from);
        if (sign && end - from >= 4)
            return true;
        end = from;
    }
    return false;
}

static bool followed_by(struct text t, size_t at, const char *const *words) {
    while (at < t.n && strchr(" ,)", t.s[at]))
        at++;
    for (; *words; words++)
        if (t.n - at >= strlen(*words) && memcmp(t.s + at, *words, strlen(*words)) == 0)
            return true;
    return false;
}

/* What news tells of a day; encyclopaedias and chronicles hardly use these of a day. */
static const char *const news_words[] = {
    "tại",   "tổ chức",     "khai mạc",    "bế mạc",    "diễn ra",  "ban hành", "họp",
    "tiếp ", "thăm",        "làm việc",    "chủ trì",   "hội nghị", "hội thảo", "phối hợp",
    "trao",  "khánh thành", "khai trương", "phát động", "tổng kết", "sơ kết",   "ra mắt",
    "UBND",  "Ủy ban",      "Sở ",         "Bộ ",       "Ban ",     "tỉnh",     "huyện",
    "xã",    "thành phố",   "đồng chí",    "ông ",      "bà ",      NULL};

static bool tells_news(struct text t, size_t from) {
    size_t end = text_sentence_end(t, from);
    for (const char *const *w = news_words; *w; w++)
        if (memmem(t.s + from, end - from, *w, strlen(*w)))
            return true;
    return false;
}

/* A whole date in words ("ngày 8 tháng 2 năm 2007") is what chronicles are written with too:
 * in news it opens its sentence, behind a dateline of a few words, without "vào". */
static bool is_newsy(struct text t, const struct date *d, const char *key, size_t n) {
    enum { OPENING_WORDS_MAX = 4 };
    size_t words = n > 0;
    for (size_t i = 0; i < n; i++)
        words += key[i] == ' ';
    size_t last = last_word(key, n);
    bool into = n - last == 3 && memcmp(key + last, "vao", 3) == 0;
    bool in_words = memmem(t.s + d->start, d->end - d->start, "th", 2) != NULL ||
                    memmem(t.s + d->start, d->end - d->start, "Th", 2) != NULL;
    if (d->kind != DATE_FULL || !in_words)
        return true;
    return !into && words <= OPENING_WORDS_MAX && tells_news(t, d->end);
}

bool date_is_event(struct text t, const struct date *d) {
    static const char *const past[] = {"của ", "hằng năm", "hàng năm", NULL};
    char key[200];
    bool part, since;
    if (d->lunar || d->kind > DATE_DAY_MONTH || (d->kind == DATE_DAY_MONTH && !d->called))
        return false;
    size_t all = text_before(t, d->start, key, sizeof key);
    size_t n = cut_time(key, all, &part, &since);
    size_t word = last_word(key, n);
    if (since || one_of(key + word, n - word, not_events))
        return false;
    if (names_document(key, n) || of_document(t, d->start) || followed_by(t, d->end, past))
        return false;
    if (!part && n == all) /* no word of time stands before it */
        return false;
    return is_newsy(t, d, key, n);
}
