#include "index/read/byline.h"

#include <string.h>

#include "index/read/shape.h"

/* A piece of text. */
struct piece {
    const char *s;
    size_t n;
};

enum { NAME_WORDS_MIN = 2, NAME_WORDS_MAX = 4, NAMES_MAX = 4, SOURCE_WORDS_MAX = 8 };

static struct piece trimmed(const char *s, size_t n) {
    while (n > 0 && strchr(" :,;.|*", s[0]))
        s++, n--;
    while (n > 0 && strchr(" :,;.|*", s[n - 1]))
        n--;
    return (struct piece){s, n};
}

static bool is(struct piece p, const char *word) {
    return strlen(word) == p.n && memcmp(word, p.s, p.n) == 0;
}

static bool is_one_of(struct piece p, const char *const *words) {
    for (; *words; words++)
        if (is(p, *words))
            return true;
    return false;
}

/* The next word of *rest; false at the end. */
static bool next_word(struct piece *rest, struct piece *word) {
    while (rest->n > 0 && rest->s[0] == ' ')
        rest->s++, rest->n--;
    const char *end = rest->n ? memchr(rest->s, ' ', rest->n) : NULL;
    *word = (struct piece){rest->s, end ? (size_t)(end - rest->s) : rest->n};
    rest->s += word->n;
    rest->n -= word->n;
    return word->n > 0;
}

/* ---- names of people ------------------------------------------------------------- */

/* What begins the name of a body or a section, not of a person. */
static const char *const no_first[] = {
    "Báo",  "Theo",  "Ban",    "Bộ",   "Sở",   "Cục",  "Hội",   "Đảng",   "Nguồn", "Tin",  "Ảnh",
    "Đài",  "Phòng", "Trang",  "Cổng", "Tạp",  "Xã",   "Huyện", "Tỉnh",   "Viện",  "Thời", "Kinh",
    "Pháp", "Giáo",  "Đời",    "Giải", "Sức",  "Bạn",  "Tòa",   "Viết",   "Tổng",  "Liên", "Ủy",
    "Uỷ",   "Khu",   "Vụ",     "Chủ",  "Thủ",  "Phó",  "Bí",    "Các",    "Những", "Một",  "Trong",
    "Ngày", "Người", "Truyền", "Bóng", "Nghị", "Luật", "Điều",  "Trường", NULL};
/* Words of sections in capitals, which tell them from the family names above. */
static const char *const no_second[] = {
    "Sự",  "Giới", "Tế",   "Luật", "Hóa",    "Hoá",  "Dục", "Thao", "Sống", "Trí",   "Trị",
    "Học", "Lịch", "Khỏe", "Khoẻ", "Đọc",    "Soạn", "Hội", "Nghệ", "Nội",  "Phòng", "Tin",
    "Tư",  "Nghị", "Chí",  "Báo",  "Thương", "Đảng", "Bộ",  "Ương", "Sứ",   "Thể",   NULL};
/* Places that would pass for people. */
static const char *const places[] = {
    "An Giang",       "Bắc Giang",  "Bắc Kạn",       "Bạc Liêu",    "Bắc Ninh",    "Bến Tre",
    "Bình Định",      "Bình Dương", "Bình Phước",    "Bình Thuận",  "Cà Mau",      "Cần Thơ",
    "Cao Bằng",       "Đà Nẵng",    "Đắk Lắk",       "Đắk Nông",    "Điện Biên",   "Đồng Nai",
    "Đồng Tháp",      "Gia Lai",    "Hà Giang",      "Hà Nam",      "Hà Nội",      "Hà Tĩnh",
    "Hải Dương",      "Hải Phòng",  "Hậu Giang",     "Hòa Bình",    "Hưng Yên",    "Khánh Hòa",
    "Kiên Giang",     "Kon Tum",    "Lai Châu",      "Lâm Đồng",    "Lạng Sơn",    "Lào Cai",
    "Long An",        "Nam Định",   "Nghệ An",       "Ninh Bình",   "Ninh Thuận",  "Phú Thọ",
    "Phú Yên",        "Quảng Bình", "Quảng Nam",     "Quảng Ngãi",  "Quảng Ninh",  "Quảng Trị",
    "Sóc Trăng",      "Sơn La",     "Tây Ninh",      "Thái Bình",   "Thái Nguyên", "Thanh Hóa",
    "Thừa Thiên Huế", "Tiền Giang", "Trà Vinh",      "Tuyên Quang", "Vĩnh Long",   "Vĩnh Phúc",
    "Vũng Tàu",       "Yên Bái",    "Việt Nam",      "Hồ Chí Minh", "Sài Gòn",     "Biển Đông",
    "Trường Sa",      "Hoàng Sa",   "Điện Biên Phủ", "Trung Quốc",  "Hàn Quốc",    "Công An",
    "Nam Bộ",         "Tây Nguyên", "Nhật Bản",      "Hoa Kỳ",      "Thái Lan",    "Ấn Độ",
    "Trung Tâm",      NULL};

/* One word of a name: a capital and small letters, or an initial; or all in capitals.
 * Vietnamese syllables have at most seven letters. */
static bool is_name_word(struct piece w, bool *capitals) {
    unsigned letters = 0, upper = 0;
    for (size_t i = 0, width; i < w.n; i += width) {
        uint32_t c = shape_next(w.s + i, w.n - i, &width);
        bool last = i + width == w.n;
        if (!shape_is_letter(c) && !(c == '.' && last && letters == 1))
            return false;
        if (letters == 0 && !shape_is_upper(c))
            return false;
        letters += shape_is_letter(c);
        upper += shape_is_upper(c);
    }
    *capitals = upper == letters && letters > 1;
    return letters >= 1 && letters <= 7 && (upper == 1 || *capitals);
}

static bool is_folded_one_of(struct piece w, const char *const *words) {
    char key[32], other[32];
    shape_fold(w.s, w.n, key, sizeof key);
    for (; *words; words++) {
        shape_fold(*words, strlen(*words), other, sizeof other);
        if (strcmp(key, other) == 0)
            return true;
    }
    return false;
}

/* In capitals a name looks like a section or a heading, whose words are told without marks. */
static bool is_name_in_capitals(struct piece p, struct piece first, struct piece second, size_t n) {
    return n >= NAME_WORDS_MIN && n <= 3 && !is_folded_one_of(first, no_first) &&
           !(n == 2 && is_folded_one_of(second, no_second)) && !is_folded_one_of(p, places);
}

/* "T.N", "H.L.A": two or three capitals with dots between them, which newsrooms (P.V) and
 * abbreviations of places (T.P) are written with too. */
static bool is_initials(struct piece p) {
    static const char *const others[] = {"P.V", "T.P", "B.T", "T.T", "Q.H", "T.W", "T.Ư", NULL};
    size_t letters = 0, i = 0, width;
    for (; i < p.n; i += width) {
        if (!shape_is_upper(shape_next(p.s + i, p.n - i, &width)))
            return false;
        letters++;
        if (i + width < p.n && p.s[i + width] != '.')
            return false;
        width += i + width < p.n;
    }
    return letters >= 2 && letters <= 3 && !is_one_of(p, others);
}

/* First words of one letter in names of the Central Highlands. */
static bool is_short_first(struct piece w) {
    return w.n == 1 && strchr("YHK", w.s[0]);
}

static bool is_name(struct piece p) {
    struct piece rest = p, word, first = p, second = p;
    size_t words = 0, in_capitals = 0;
    if (is_initials(p))
        return true;
    for (; next_word(&rest, &word); words++) {
        bool capitals;
        if (words == NAME_WORDS_MAX || !is_name_word(word, &capitals) ||
            (words == 0 && word.n < 2 && !is_short_first(word)))
            return false;
        in_capitals += capitals;
        if (words == 0)
            first = word;
        if (words == 1)
            second = word;
    }
    if (in_capitals > 0)
        return in_capitals == words && is_name_in_capitals(p, first, second, words);
    if (words < NAME_WORDS_MIN || is_one_of(first, no_first))
        return false;
    return !(words == 2 && is_one_of(second, no_second)) && !is_one_of(p, places);
}

/* Cuts the first of several names off *rest, at " - ", " – ", ",", "&" or " và ". */
static struct piece next_name(struct piece *rest) {
    static const char *const between[] = {" - ", " \xE2\x80\x93 ", "- ",           " -", ",",
                                          "&",   " và ",           "\xE2\x80\x93", ";",  " | "};
    size_t best = rest->n, width = 0;
    bool several = memchr(rest->s, '-', rest->n) || memchr(rest->s, ',', rest->n) ||
                   memchr(rest->s, '&', rest->n) || memchr(rest->s, ';', rest->n) ||
                   memchr(rest->s, '|', rest->n) || memchr(rest->s, '\xE2', rest->n) ||
                   memmem(rest->s, rest->n, " v", 2);
    for (size_t i = 0; several && i < sizeof between / sizeof *between; i++) {
        size_t k = strlen(between[i]);
        const char *at = memmem(rest->s, rest->n, between[i], k);
        if (at && (size_t)(at - rest->s) < best) {
            best = (size_t)(at - rest->s);
            width = k;
        }
    }
    struct piece name = trimmed(rest->s, best);
    rest->s += best + width;
    rest->n -= best + width;
    return name;
}

/* The span of names in a list of them. Other parts are left out at its ends when `loose`
 * ("Xã hội - Mỹ Dung"), else the whole must be names; mail addresses never count. */
static bool names_in(struct piece p, bool loose, struct piece *out) {
    struct piece rest = p;
    size_t names = 0;
    *out = (struct piece){NULL, 0};
    while (rest.n > 0) {
        struct piece name = next_name(&rest);
        if (is_name(name)) {
            if (!out->s || names == 0)
                out->s = name.s;
            out->n = (size_t)(name.s + name.n - out->s);
            names++;
        } else if (name.n > 0 && !memchr(name.s, '@', name.n)) {
            if (!loose || names > 0)
                return false;
        }
    }
    return names >= 1 && names <= NAMES_MAX;
}

/* ---- labels ---------------------------------------------------------------------- */

enum label_kind { LABEL_NONE, LABEL_AUTHOR, LABEL_SOURCE };

static const struct {
    const char *words; /* folded */
    enum label_kind kind;
} labels[] = {
    {"tin bai va anh", LABEL_AUTHOR},
    {"tin bai anh", LABEL_AUTHOR},
    {"bai va anh", LABEL_AUTHOR},
    {"tin va anh", LABEL_AUTHOR},
    {"tin anh", LABEL_AUTHOR},
    {"tin bai", LABEL_AUTHOR},
    {"bai anh", LABEL_AUTHOR},
    {"bai viet", LABEL_AUTHOR},
    {"tac gia", LABEL_AUTHOR},
    {"nguoi viet", LABEL_AUTHOR},
    {"thuc hien", LABEL_AUTHOR},
    {"phong vien", LABEL_AUTHOR},
    {"bien tap", LABEL_AUTHOR},
    {"ctv", LABEL_AUTHOR},
    {"pv", LABEL_AUTHOR},
    {"bai", LABEL_AUTHOR},
    {"tin", LABEL_AUTHOR},
    {"by", LABEL_AUTHOR},
    {"nguon tin", LABEL_SOURCE},
    {"nguon", LABEL_SOURCE},
    {"theo", LABEL_SOURCE},
    {"source", LABEL_SOURCE},
};

/* Where the first `words` words of the text end. */
static size_t words_end(struct piece p, size_t words) {
    size_t end = 0;
    for (; end < p.n; end++)
        if (strchr(" :", p.s[end]) && end > 0 && p.s[end - 1] != ' ' && words-- == 1)
            break;
    return end;
}

/* Takes a label off the front of *p: its words, a colon or space behind them. */
static enum label_kind take_label(struct piece *p) {
    char key[48];
    size_t n = shape_fold(p->s, p->n < 40 ? p->n : 40, key, sizeof key);
    for (size_t k = 0; k < sizeof labels / sizeof *labels; k++) {
        size_t want = strlen(labels[k].words), words = 1;
        if (n <= want || key[want] != ' ' || memcmp(key, labels[k].words, want) != 0)
            continue;
        for (const char *w = labels[k].words; *w; w++)
            words += *w == ' ';
        size_t end = words_end(*p, words);
        *p = trimmed(p->s + end, p->n - end);
        return labels[k].kind;
    }
    return LABEL_NONE;
}

/* A newsroom: few words, the first with a capital or a domain. */
static bool is_source(struct piece p) {
    struct piece rest = p, word;
    size_t words = 0;
    while (next_word(&rest, &word))
        words++;
    bool domain = words == 1 && memchr(p.s, '.', p.n);
    return words >= 1 && words <= SOURCE_WORDS_MAX && p.n >= 2 &&
           (shape_starts_upper(p.s, p.n) || domain) && !memmem(p.s, p.n, ". ", 2);
}

static void set_source(struct piece p, struct byline *out) {
    enum label_kind kind = take_label(&p);
    if ((kind == LABEL_SOURCE || kind == LABEL_NONE) && is_source(p)) {
        out->source = p.s;
        out->source_len = p.n;
    }
}

/* ---- the whole ------------------------------------------------------------------- */

/* "Chu Văn (Theo TTXVN)", "Hồng Nhung/VOV": cuts what stands behind the names off *p. */
static bool take_tail(struct piece *p, struct byline *out) {
    const char *open = memchr(p->s, '(', p->n);
    if (open && p->n > 0 && p->s[p->n - 1] == ')') {
        struct piece inner = {open + 1, (size_t)(p->s + p->n - 1 - open) - 1};
        enum label_kind kind = take_label(&inner);
        if (kind == LABEL_SOURCE)
            set_source(inner, out);
        else if (inner.n > 60)
            return false;
        *p = trimmed(p->s, (size_t)(open - p->s));
    }
    const char *slash = memchr(p->s, '/', p->n);
    if (slash) {
        struct piece newsroom = trimmed(slash + 1, (size_t)(p->s + p->n - slash) - 1);
        set_source(newsroom, out);
        *p = trimmed(p->s, (size_t)(slash - p->s));
    }
    return true;
}

static bool read(struct piece p, bool loose, struct byline *out) {
    *out = (struct byline){0};
    p = trimmed(p.s, p.n);
    while (p.n > 2 && p.s[0] == '(' && p.s[p.n - 1] == ')')
        p = trimmed(p.s + 1, p.n - 2);
    enum label_kind kind = take_label(&p);
    if (kind == LABEL_SOURCE) {
        set_source(p, out);
        return out->source != NULL;
    }
    struct piece names;
    if (!take_tail(&p, out) || !names_in(p, loose || kind == LABEL_AUTHOR, &names))
        return false;
    out->author = names.s;
    out->author_len = names.n;
    return true;
}

bool byline_read(const char *s, size_t n, struct byline *out) {
    return n < 200 && read((struct piece){s, n}, true, out);
}

bool byline_alone(const char *s, size_t n) {
    struct byline b;
    bool begins = n > 0 && (s[0] == '(' || s[0] == '*' || shape_starts_upper(s, n));
    return n < 100 && begins && read((struct piece){s, n}, false, &b);
}

bool byline_dateline(const char *s, size_t n, size_t *start, size_t *end) {
    size_t i = 0, upper = 0;
    bool bracket = n > 0 && s[0] == '(';
    i += bracket;
    while (i < n && s[i] == ' ')
        i++;
    *start = i;
    for (; i < n && i - *start < 24; upper++) {
        size_t width;
        uint32_t c = shape_next(s + i, n - i, &width);
        bool inside = c == '.' && i + 1 < n && s[i + 1] != ' ' && upper > 1;
        if (!(shape_is_upper(c) || (c >= '0' && c <= '9') || inside))
            break;
        i += width;
    }
    *end = i;
    while (i < n && s[i] == ' ')
        i++;
    if (upper < 2 || i >= n)
        return false;
    if (bracket)
        return s[i] == ')';
    bool dash = s[i] == '-' || (n - i >= 3 && memcmp(s + i, "\xE2\x80\x93", 3) == 0);
    return (dash && i > *end) || (s[i] == '.' && i + 1 < n && s[i + 1] == ' ');
}
