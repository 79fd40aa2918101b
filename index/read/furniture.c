#include "index/read/furniture.h"

#include <stdbool.h>
#include <string.h>

#include "index/read/lines.h"
#include "index/read/shape.h"

/* A path's part is a section's name; a row's part a menu's. */
enum { PATH_WORDS_MAX = 6, PATH_BYTES_MAX = 300, ROW_WORDS_MAX = 5, TOOLS_WORDS_MAX = 14 };

/* ---- parts between signs --------------------------------------------------------- */

struct parts {
    unsigned n;       /* one more than signs */
    unsigned longest; /* words, the last part left out */
    unsigned last;    /* words of the last part */
    size_t last_at;   /* where that begins */
};

static size_t sign_at(const char *s, size_t n, const char *const *signs) {
    for (; *signs; signs++) {
        size_t k = strlen(*signs);
        if (k <= n && memcmp(s, *signs, k) == 0)
            return k;
    }
    return 0;
}

static unsigned words_in(const char *s, size_t n) {
    unsigned words = 0;
    for (size_t i = 0; i < n; i++)
        words += s[i] != ' ' && (i == 0 || s[i - 1] == ' ');
    return words;
}

static struct parts parts_of(const char *s, size_t n, const char *const *signs) {
    struct parts p = {.n = 1};
    for (size_t i = 1; i < n; i++) {
        bool may = (s[i] == ' ' && i + 1 < n && strchr("\xC2\xE2>/|\\-:", s[i + 1])) ||
                   s[i] == '|' || s[i] == ']'; /* signs begin so */
        size_t k = may ? sign_at(s + i, n - i, signs) : 0;
        if (k == 0 || i + k >= n)
            continue;
        unsigned words = words_in(s + p.last_at, i - p.last_at);
        p.longest = words > p.longest ? words : p.longest;
        p.n += words > 0; /* "»»" is one sign */
        i += k - 1;
        p.last_at = i + 1;
    }
    p.last = words_in(s + p.last_at, n - p.last_at);
    return p;
}

/* ---- paths of sections ----------------------------------------------------------- */

static const char *const arrows[] = {" » ", " › ", " > ", " → ", " ❯ ", " ▸ ", " >> ", NULL};
static const char *const any_sign[] = {" » ", " › ", " > ",  " → ", " ❯ ", " ▸ ", " >> ",
                                       " / ", " | ", " \\ ", " - ", " – ", NULL};
static const char *const homes[] = {"trang chu",    "trang nhat", "home",         "homepage",
                                    "ban dang o",   "vi tri",     "ban dang xem", "trang dau",
                                    "you are here", "ban o day"};

static bool begins_at_home(const char *folded) {
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++) {
        size_t k = strlen(homes[i]);
        if (strncmp(folded, homes[i], k) == 0 && (folded[k] == ' ' || folded[k] == '\0'))
            return true;
    }
    return false;
}

static bool is_path(const char *s, size_t n, const char *folded) {
    if (n > PATH_BYTES_MAX || (n > 0 && s[n - 1] == '.'))
        return false;
    bool home = begins_at_home(folded);
    struct parts p = parts_of(s, n, home ? any_sign : arrows);
    return p.n >= 2 && p.longest <= PATH_WORDS_MAX && (home || p.last <= PATH_WORDS_MAX);
}

size_t furniture_path(const char *s, size_t n) {
    static const char *const signs[] = {" » ", " › ", " > ", " → ", " / ", " ❯ ", NULL};
    bool may =
        memchr(s, '>', n) || memchr(s, '/', n) || memchr(s, '\xC2', n) || memchr(s, '\xE2', n);
    if (n > PATH_BYTES_MAX || !may)
        return 0;
    struct parts p = parts_of(s, n, signs);
    return p.n >= 2 && p.longest <= PATH_WORDS_MAX && p.last <= PATH_WORDS_MAX ? p.last_at : 0;
}

/* ---- counters and tools ---------------------------------------------------------- */

/* Of these words alone, with numbers, counters and rows of buttons are made (folded). */
static const char *const tool_words[] = {
    "1x",        "a",       "audio",    "bai",       "bam",      "ban",      "bao",   "be",
    "binh",      "bluesky", "bookmark", "button",    "cap",      "chep",     "chia",  "cho",
    "chu",       "co",      "comment",  "comments",  "copy",     "cua",      "cuu",   "dang",
    "danh",      "dau",     "diem",     "do",        "doc",      "dong",     "email", "facebook",
    "fb",        "gia",     "giam",     "gian",      "giay",     "google",   "gui",   "hits",
    "hoi",       "in",      "kb",       "ket",       "kien",     "lai",      "lan",   "len",
    "lien",      "like",    "likes",    "link",      "linkedin", "luan",     "luot",  "luu",
    "mail",      "mau",     "mb",       "messenger", "mp3",      "nay",      "news",  "nghe",
    "nguoi",     "nho",     "nut",      "pdf",       "phan",     "phat",     "phong", "phut",
    "pinterest", "print",   "quay",     "read",      "reads",    "sao",      "save",  "se",
    "share",     "shares",  "so",       "tai",       "tang",     "telegram", "thich", "thoi",
    "thu",       "thuong",  "to",       "toc",       "tong",     "trang",    "tren",  "trung",
    "truy",      "tweet",   "twitter",  "ve",        "viet",     "view",     "views", "voi",
    "web",       "x",       "xem",      "xuong",     "y",        "zalo"};
/* One of which is there, or the line is something else. */
static const char *const tool_heads[] = {
    "cap",   "chep",     "co",    "comment", "comments", "copy",  "doc",   "dong",
    "email", "facebook", "gui",   "hits",    "hoi",      "in",    "like",  "likes",
    "luan",  "luu",      "nghe",  "print",   "reads",    "se",    "share", "shares",
    "tai",   "thich",    "tweet", "twitter", "view",     "views", "xem",   "zalo"};

/* Is the word in the table, which is sorted? */
static bool one_of(const char *word, size_t n, const char *const *words, size_t count) {
    while (count > 0) {
        const char *middle = words[count / 2];
        int order = strncmp(word, middle, n);
        order = order == 0 && middle[n] ? -1 : order;
        if (order == 0)
            return true;
        words += order > 0 ? count / 2 + 1 : 0;
        count = order > 0 ? count - count / 2 - 1 : count / 2;
    }
    return false;
}

#define ONE_OF(word, n, table) one_of(word, n, table, sizeof table / sizeof *table)

static bool is_tools(const char *folded) {
    unsigned words = 0, numbers = 0;
    bool heads = false;
    for (const char *at = folded; *at; words++) {
        size_t n = strcspn(at, " ");
        bool number = strspn(at, "0123456789") >= n;
        if (words == TOOLS_WORDS_MAX || (!number && !ONE_OF(at, n, tool_words)))
            return false;
        numbers += number;
        heads |= ONE_OF(at, n, tool_heads);
        at += n + (at[n] == ' ');
    }
    return heads && words >= 2 && numbers < words;
}

/* ---- headings of other articles -------------------------------------------------- */

/* Of these words alone such headings are made: "Các tin bài tiếp theo", "Góp ý, bình luận". */
static const char *const heading_words[] = {
    "bai",  "ban",  "bat",  "binh",  "bo",    "cac",   "cho",  "chu",  "chung", "chuyen", "co",
    "cu",   "cua",  "cung", "da",    "dang",  "danh",  "de",   "doc",  "dua",   "duoc",   "gia",
    "gioi", "goi",  "gop",  "gui",   "hoi",   "hon",   "khac", "kien", "lai",   "lien",   "loai",
    "luan", "moi",  "muc",  "nay",   "nen",   "ngay",  "nghe", "nhat", "nhieu", "nhung",  "noi",
    "phan", "quan", "su",   "tac",   "tam",   "thang", "the",  "them", "theo",  "thich",  "thieu",
    "tiep", "tin",  "toi",  "trong", "truoc", "tuan",  "tuc",  "va",   "viet",  "xem",    "y"};
/* One of which is there. */
static const char *const heading_heads[] = {"bat",  "cung",  "goi",  "hoi",   "hon",
                                            "khac", "luan",  "nhat", "nhieu", "quan",
                                            "them", "thich", "tiep"};

static bool heads_others(const char *folded) {
    enum { HEADING_WORDS_MAX = 8 };
    unsigned words = 0, articles = 0;
    bool heads = false;
    for (const char *at = folded; *at; words++) {
        size_t n = strcspn(at, " ");
        bool number = strspn(at, "0123456789") >= n;
        if (words == HEADING_WORDS_MAX || (!number && !ONE_OF(at, n, heading_words)))
            return false;
        articles += number ||
                    (n == 3 && (memcmp(at, "tin", 3) == 0 || memcmp(at, "bai", 3) == 0 ||
                                memcmp(at, "doc", 3) == 0 || memcmp(at, "xem", 3) == 0)) ||
                    (n == 4 && memcmp(at, "luan", 4) == 0) ||
                    (n == 4 && memcmp(at, "nghe", 4) == 0);
        heads |= ONE_OF(at, n, heading_heads);
        at += n + (at[n] == ' ');
    }
    return heads && articles > 0 && words >= 2;
}

/* ---- rows ------------------------------------------------------------------------ */

static bool is_row(const char *s, size_t n) {
    static const char *const bars[] = {"|", " · ", " • ", " ● ", " :: ", "][", "] [", NULL};
    struct parts p = parts_of(s, n, bars);
    return p.n >= 3 && p.longest <= ROW_WORDS_MAX && p.last <= ROW_WORDS_MAX;
}

/* ---- tickers --------------------------------------------------------------------- */

/* How many numbers stand behind a colon or before a unit of prices and weather. */
static unsigned figures_in(const char *s, size_t n) {
    static const char *const units[] = {"°", "đ/", "%", "USD", "EUR", "VND", "VNĐ", "km/h"};
    unsigned figures = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            continue;
        bool named = i >= 2 && s[i - 1] == ' ' && s[i - 2] == ':';
        while (i < n && strchr("0123456789.,", s[i]))
            i++;
        size_t unit = i + (i < n && s[i] == ' ');
        for (size_t k = 0; !named && k < sizeof units / sizeof *units; k++)
            named = strncmp(s + unit, units[k], strlen(units[k])) == 0;
        figures += named;
    }
    return figures;
}

/* "USD: 25.340 EUR: 27.120", "Đà Nẵng 27°C 80%": prices, rates and weather one behind the
 * other, no sentence. */
static bool is_ticker(const char *s, size_t n) {
    enum { FIGURES = 2, WORDS_EACH = 8 };
    unsigned figures = strpbrk(s, "0123456789") && s[n - 1] != '.' ? figures_in(s, n) : 0;
    return (figures >= FIGURES && words_in(s, n) <= figures * WORDS_EACH) ||
           (figures == 1 && words_in(s, n) <= WORDS_EACH && strstr(s, "°C"));
}

/* ---- other residue --------------------------------------------------------------- */

/* "Hay ★ ★★": a reader's choice of marks. */
static bool is_rating(const char *s) {
    static const char star[] = "★";
    const char *first = strstr(s, star);
    return first && strstr(first + sizeof star - 1, star);
}

/* "ảnh 3", "Hình 12": a picture's number, without a caption. */
static bool is_picture_number(const char *folded) {
    size_t word = strncmp(folded, "anh ", 4) == 0 ? 4 : strncmp(folded, "hinh ", 5) == 0 ? 5 : 0;
    return word && strspn(folded + word, "0123456789") == strlen(folded + word);
}

unsigned furniture_flags(const char *s, size_t n, const char *folded) {
    if (is_rating(s) || is_picture_number(folded))
        return LINE_NAV;
    bool parts = strpbrk(s, "\xC2\xE2>/|\\-]") != NULL; /* a first byte of some sign */
    if ((parts && is_path(s, n, folded)) || is_tools(folded))
        return LINE_NAV;
    if (heads_others(folded))
        return LINE_END;
    return (parts && is_row(s, n)) || is_ticker(s, n) ? LINE_PARTS : 0;
}

bool furniture_alt_glued(const char *s, size_t n) {
    enum { ALT_WORDS = 4 };
    unsigned words = 0;
    size_t at = 0;
    for (; at < n; words++) {
        size_t end = at;
        while (end < n && s[end] >= 'a' && s[end] <= 'z')
            end++;
        if (end == at || end >= n || s[end] != ' ')
            break;
        at = end + 1;
    }
    return words >= ALT_WORDS && shape_starts_upper(s + at, n - at);
}
