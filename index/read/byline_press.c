/* Newsrooms: their abbreviations, and how the text before an article's first sentence names them.
 */
#include <string.h>

#include "index/read/byline.h"
#include "index/read/byline_parts.h"
#include "index/read/shape.h"

/* Abbreviations as bylines and datelines write them, with the names that the papers bear. Those of
 * papers' sites end in O ("online"). */
static const struct {
    const char *brief, *name;
} newsrooms[] = {
    {"ANTĐ", "Báo An ninh Thủ đô"},
    {"ANTV", "Truyền hình Công an nhân dân"},
    {"BNEWS", "Bnews"},
    {"BVPL", "Báo Bảo vệ pháp luật"},
    {"CAND", "Báo Công an nhân dân"},
    {"CPV", "Báo điện tử Đảng Cộng sản Việt Nam"},
    {"DĐDN", "Tạp chí Diễn đàn Doanh nghiệp"},
    {"ĐBND", "Báo Đại biểu Nhân dân"},
    {"ĐBNDO", "Báo Đại biểu Nhân dân"},
    {"ĐCS", "Báo điện tử Đảng Cộng sản Việt Nam"},
    {"ĐCSVN", "Báo điện tử Đảng Cộng sản Việt Nam"},
    {"ĐĐK", "Báo Đại Đoàn Kết"},
    {"ĐTTC", "Báo Đầu tư Tài chính"},
    {"GD&TĐ", "Báo Giáo dục và Thời đại"},
    {"GDTĐ", "Báo Giáo dục và Thời đại"},
    {"HNM", "Báo Hànộimới"},
    {"HNMO", "Báo Hànộimới"},
    {"KTĐT", "Báo Kinh tế & Đô thị"},
    {"LĐ", "Báo Lao Động"},
    {"LĐO", "Báo Lao Động"},
    {"NDĐT", "Báo Nhân Dân"},
    {"NDO", "Báo Nhân Dân"},
    {"NLĐ", "Báo Người Lao Động"},
    {"NLĐO", "Báo Người Lao Động"},
    {"PLO", "Báo Pháp luật TP. Hồ Chí Minh"},
    {"PLVN", "Báo Pháp luật Việt Nam"},
    {"QĐND", "Báo Quân đội nhân dân"},
    {"SGGP", "Báo Sài Gòn Giải Phóng"},
    {"SGGPO", "Báo Sài Gòn Giải Phóng"},
    {"SK&ĐS", "Báo Sức khỏe và Đời sống"},
    {"SKĐS", "Báo Sức khỏe và Đời sống"},
    {"TG", "Tạp chí Tuyên giáo"},
    {"TGVN", "Báo Thế giới và Việt Nam"},
    {"TG&VN", "Báo Thế giới và Việt Nam"},
    {"TNO", "Báo Thanh Niên"},
    {"TPO", "Báo Tiền Phong"},
    {"TT", "Báo Tuổi Trẻ"},
    {"TTO", "Báo Tuổi Trẻ"},
    {"TTXVN", "Thông tấn xã Việt Nam"},
    {"VGP", "Báo điện tử Chính phủ"},
    {"VGP News", "Báo điện tử Chính phủ"},
    {"VHO", "Báo Văn Hóa"},
    {"VNA", "Thông tấn xã Việt Nam"},
    {"VNN", "VietNamNet"},
    {"VOV", "Đài Tiếng nói Việt Nam"},
    {"VTC", "VTC News"},
    {"VTV", "Đài Truyền hình Việt Nam"},
};

/* Names that datelines bear in small letters. */
static const char *const in_full[] = {"Dân trí",    "Dân Trí",     "Dân Việt",  "Tổ Quốc",
                                      "Vietnam+",   "VietnamPlus", "VnExpress", "VietNamNet",
                                      "Thanh Niên", "Tuổi Trẻ",    "Chính phủ", NULL};

const char *press_name(struct piece p) {
    static const char online[] = " Online";
    size_t tail = sizeof online - 1;
    if (p.n > tail && memcmp(p.s + p.n - tail, online, tail) == 0)
        p.n -= tail;
    for (size_t i = 0; p.n >= 2 && i < sizeof newsrooms / sizeof *newsrooms; i++)
        if (newsrooms[i].brief[0] == p.s[0] && strncmp(newsrooms[i].brief, p.s, p.n) == 0 &&
            !newsrooms[i].brief[p.n])
            return newsrooms[i].name;
    return NULL;
}

/* "Chinhphu.vn", "bao.example": letters and dots, two letters or more behind the last of them. */
static bool is_domain(struct piece p) {
    size_t dot = 0;
    for (size_t i = 0; i < p.n; i++) {
        char c = p.s[i];
        bool plain = ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') || c == '-';
        if (c != '.' && !plain)
            return false;
        if (c == '.' && (i == 0 || p.s[i - 1] == '.'))
            return false;
        dot = c == '.' ? i : dot;
    }
    return dot > 1 && p.n - dot > 2;
}

bool is_press(struct piece p) {
    enum { SOURCE_WORDS_MAX = 8 };
    struct piece rest = p, word;
    size_t words = 0;
    while (piece_word(&rest, &word))
        words++;
    return words >= 1 && words <= SOURCE_WORDS_MAX && p.n >= 2 &&
           (shape_starts_upper(p.s, p.n) || is_domain(p)) && !memmem(p.s, p.n, ". ", 2);
}

bool is_surely_press(struct piece p) {
    static const char *const first[] = {"Báo",      "Tạp chí",      "Đài",
                                        "Thời báo", "Thông tấn",    "Cổng",
                                        "Trang",    "Chuyên trang", "Truyền hình"};
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        size_t k = strlen(first[i]);
        if (p.n > k && memcmp(p.s, first[i], k) == 0 && p.s[k] == ' ')
            return is_press(p);
    }
    return press_name(p) || is_domain(p) || piece_is_one_of(p, in_full);
}

/* Cuts the first part of *rest off at "/", " - " or "(". */
static struct piece next_part(struct piece *rest) {
    size_t i = 0;
    for (; i < rest->n; i++)
        if (strchr("/()", rest->s[i]) || (rest->s[i] == '-' && i > 0 && rest->s[i - 1] == ' '))
            break;
    struct piece part = piece_trimmed(rest->s, i);
    i += i < rest->n;
    rest->s += i;
    rest->n -= i;
    return part;
}

bool press_in(struct piece p, struct piece *out) {
    struct piece rest = p, found = piece_trimmed(p.s, p.n);
    while (rest.n > 0) {
        struct piece part = next_part(&rest);
        if (is_surely_press(part)) {
            found = part;
            break;
        }
    }
    if (!is_press(found))
        return false;
    const char *name = press_name(found);
    *out = name ? (struct piece){name, strlen(name)} : found;
    return true;
}

void byline_newsroom(const char **s, size_t *n) {
    struct piece found;
    if (press_in((struct piece){*s, *n}, &found)) {
        *s = found.s;
        *n = found.n;
    }
}

/* ---- datelines ------------------------------------------------------------------- */

/* The capitals, digits and inner dots at i: where they end; *count how many they are. */
static size_t capitals(const char *s, size_t n, size_t i, size_t *count) {
    enum { CAPITALS_BYTES_MAX = 24 };
    size_t start = i;
    for (*count = 0; i < n && i - start < CAPITALS_BYTES_MAX; ++*count) {
        size_t width;
        uint32_t c = shape_next(s + i, n - i, &width);
        bool inside = (c == '.' || c == '&') && i + 1 < n && s[i + 1] != ' ' && *count > 1;
        if (!(shape_is_upper(c) || (c >= '0' && c <= '9') || inside))
            break;
        i += width;
    }
    return i;
}

/* A dash at i: its bytes; 0: none. */
static size_t dash_at(const char *s, size_t n, size_t i) {
    if (i < n && s[i] == '-')
        return 1;
    bool wide = n - i >= 3 &&
                (memcmp(s + i, "\xE2\x80\x93", 3) == 0 || memcmp(s + i, "\xE2\x80\x94", 3) == 0);
    return wide ? 3 : 0;
}

static size_t behind_spaces(const char *s, size_t n, size_t i) {
    while (i < n && s[i] == ' ')
        i++;
    return i;
}

/* "(TTXVN/Vietnam+)", "(Dân trí) -", "(ABC)": the bracket at `open`. */
static bool in_bracket(const char *s, size_t n, size_t open, size_t *start, size_t *end) {
    enum { BRACKET_BYTES_MAX = 40, BRACKET_WORDS_MAX = 4 };
    size_t room = n - open < BRACKET_BYTES_MAX ? n - open : BRACKET_BYTES_MAX, count;
    const char *close = memchr(s + open, ')', room);
    if (!close || (size_t)(close - s) + 1 >= n)
        return false;
    struct piece p = piece_trimmed(s + open + 1, (size_t)(close - s) - open - 1), part = p,
                 rest = p, word;
    *start = (size_t)(p.s - s);
    *end = *start + p.n;
    bool upper = p.n > 0 && capitals(s, *end, *start, &count) == *end && count > 1;
    if (upper || is_surely_press(next_part(&part)))
        return true;
    size_t words = 0;
    for (; piece_word(&rest, &word); words++)
        if (words == 0 && !shape_starts_upper(word.s, word.n))
            return false;
    size_t behind = behind_spaces(s, n, (size_t)(close - s) + 1);
    return words >= 1 && words <= BRACKET_WORDS_MAX && dash_at(s, n, behind) &&
           !memchr(p.s, ':', p.n) && !memchr(p.s, ',', p.n);
}

/* "Hà Nội (TTXVN)": few words with capitals before the bracket of a newsroom. */
static bool behind_place(const char *s, size_t n, size_t *start, size_t *end) {
    enum { PLACE_BYTES_MAX = 40 };
    const char *open = memchr(s, '(', n < PLACE_BYTES_MAX ? n : PLACE_BYTES_MAX);
    if (!open || open < s + 2 || open[-1] != ' ' || memchr(s, '.', (size_t)(open - s)))
        return false;
    for (const char *c = s; c < open; c++)
        if ((c == s || c[-1] == ' ') && *c != ' ' && !shape_starts_upper(c, (size_t)(open - c)))
            return false;
    struct piece p;
    if (!in_bracket(s, n, (size_t)(open - s), start, end))
        return false;
    p = (struct piece){s + *start, *end - *start};
    return is_surely_press(next_part(&p));
}

/* Where the known newsroom at the text's beginning ends: before a dash, "Dân trí - "; 0: none. */
static size_t known_before_dash(const char *s, size_t n) {
    enum { NEWSROOM_BYTES_MAX = 30 };
    for (size_t i = 1; i < n && i < NEWSROOM_BYTES_MAX; i++) {
        if (!dash_at(s, n, i))
            continue;
        struct piece p = piece_trimmed(s, i);
        bool glued = s[i - 1] != ' ';
        size_t behind = behind_spaces(s, n, i + dash_at(s, n, i));
        bool text = behind < n && shape_starts_upper(s + behind, n - behind);
        bool brief = press_name(p) && p.n > 2; /* "TT-BTC" is of a document */
        return text && (glued ? brief : is_surely_press(p)) ? (size_t)(p.s - s) + p.n : 0;
    }
    return 0;
}

bool byline_dateline(const char *s, size_t n, size_t *start, size_t *end) {
    size_t count, i = behind_spaces(s, n, 0);
    if (i < n && s[i] == '(')
        return in_bracket(s, n, i, start, end);
    *start = i;
    *end = i + known_before_dash(s + i, n - i);
    if (*end > i || behind_place(s, n, start, end))
        return true;
    *start = i;
    *end = capitals(s, n, i, &count);
    i = behind_spaces(s, n, *end);
    if (count < 2 || i >= n)
        return false;
    bool dash = dash_at(s, n, i) && i > *end;
    return dash || (s[i] == '.' && i + 1 < n && s[i + 1] == ' ');
}
