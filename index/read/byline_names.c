/* Names of people, told from sections, bodies and places. */
#include <string.h>

#include "index/read/byline_parts.h"
#include "index/read/shape.h"

enum { NAME_WORDS_MIN = 2, NAME_WORDS_MAX = 4, NAMES_MAX = 6 };

/* ---- pieces ---------------------------------------------------------------------- */

struct piece piece_trimmed(const char *s, size_t n) {
    while (n > 0 && strchr(" :,;.|*/\"_", s[0]))
        s++, n--;
    while (n > 0 && strchr(" :,;.|*/\"_", s[n - 1]))
        n--;
    return (struct piece){s, n};
}

bool piece_word(struct piece *rest, struct piece *word) {
    while (rest->n > 0 && rest->s[0] == ' ')
        rest->s++, rest->n--;
    const char *end = rest->n ? memchr(rest->s, ' ', rest->n) : NULL;
    *word = (struct piece){rest->s, end ? (size_t)(end - rest->s) : rest->n};
    rest->s += word->n;
    rest->n -= word->n;
    return word->n > 0;
}

bool piece_is_one_of(struct piece p, const char *const *words) {
    for (; p.n > 0 && *words; words++)
        if ((*words)[0] == p.s[0] && strncmp(*words, p.s, p.n) == 0 && !(*words)[p.n])
            return true;
    return false;
}

bool piece_folds_to_one_of(struct piece p, const char *const *words) {
    char key[32], other[32];
    shape_fold(p.s, p.n, key, sizeof key);
    for (; *words; words++) {
        shape_fold(*words, strlen(*words), other, sizeof other);
        if (strcmp(key, other) == 0)
            return true;
    }
    return false;
}

/* Small letters for capitals, in the blocks of shape_is_upper. */
static uint32_t small(uint32_t c) {
    if (!shape_is_upper(c))
        return c;
    return c < 0x100 ? c + 32 : c + 1;
}

static bool same_letters(struct piece p, const char *word) {
    size_t n = strlen(word), i = 0, j = 0, a, b;
    for (; i < p.n && j < n; i += a, j += b)
        if (small(shape_next(p.s + i, p.n - i, &a)) != small(shape_next(word + j, n - j, &b)))
            return false;
    return i == p.n && j == n;
}

static bool is_plain(struct piece p) {
    for (size_t i = 0; i < p.n; i++)
        if (p.s[i] & 0x80)
            return false;
    return true;
}

/* Is it one of the words in capitals; in `plain` text without their marks? */
static bool is_capital_one_of(struct piece p, bool plain, const char *const *words) {
    if (plain)
        return piece_folds_to_one_of(p, words);
    for (; *words; words++)
        if (same_letters(p, *words))
            return true;
    return false;
}

/* ---- names of people ------------------------------------------------------------- */

/* What begins the name of a body or a section, not of a person. */
static const char *const no_first[] = {
    "Báo",   "Theo",   "Ban",   "Bộ",   "Sở",   "Cục",  "Hội",   "Đảng",  "Nguồn", "Tin",   "Ảnh",
    "Đài",   "Phòng",  "Trang", "Cổng", "Tạp",  "Xã",   "Huyện", "Tỉnh",  "Viện",  "Thời",  "Kinh",
    "Pháp",  "Giáo",   "Đời",   "Giải", "Sức",  "Bạn",  "Tòa",   "Tổng",  "Liên",  "Ủy",    "Uỷ",
    "Khu",   "Vụ",     "Chủ",   "Thủ",  "Phó",  "Bí",   "Các",   "Những", "Một",   "Trong", "Ngày",
    "Người", "Truyền", "Bóng",  "Nghị", "Luật", "Điều", NULL};
/* Sections, papers and headings of two words, written large, that would pass for people. */
static const char *const sections[] = {
    "An Ninh",    "Bản Tin",      "Bạn Đọc",     "Báo Chí",     "Bảo Hiểm",    "Biển Đảo",
    "Cán Bộ",     "Chính Phủ",    "Chính Sách",  "Chính Trị",   "Chuyển Đổi",  "Chuyên Đề",
    "Công Dân",   "Công Nghệ",    "Công Nghiệp", "Công Thương", "Đại Biểu",    "Đại Sứ",
    "Dân Trí",    "Dân Tộc",      "Dân Vận",     "Dân Việt",    "Đầu Tư",      "Đăng Nhập",
    "Dịch Vụ",    "Doanh Nghiệp", "Đô Thị",      "Đoàn Thể",    "Đối Ngoại",   "Đối Thoại",
    "Đời Sống",   "Đồng Chí",     "Du Lịch",     "Giải Trí",    "Giao Thông",  "Giáo Dục",
    "Giới Thiệu", "Góp Ý",        "Hình Ảnh",    "Hỏi Đáp",     "Khách Hàng",  "Khoa Học",
    "Khoáng Sản", "Kiểm Tra",     "Kinh Doanh",  "Kinh Tế",     "Lao Động",    "Lịch Sử",
    "Lối Sống",   "Môi Trường",   "Năng Lượng",  "Ngân Hàng",   "Ngoại Giao",  "Nhân Ái",
    "Nhân Dân",   "Nhân Vật",     "Nội Chính",   "Nông Dân",    "Nông Nghiệp", "Nông Thôn",
    "Phân Tích",  "Pháp Luật",    "Phóng Sự",    "Phụ Nữ",      "Quân Đội",    "Quân Sự",
    "Quảng Cáo",  "Quốc Hội",     "Quốc Phòng",  "Quốc Tế",     "Sự Kiện",     "Sức Khỏe",
    "Sức Khoẻ",   "Tài Chính",    "Tài Liệu",    "Tạp Chí",     "Tập Thể",     "Thanh Niên",
    "Thế Giới",   "Thể Thao",     "Thị Trường",  "Thời Sự",     "Thông Báo",   "Thông Tin",
    "Thư Viện",   "Thương Hiệu",  "Thương Mại",  "Tiền Phong",  "Tiêu Dùng",   "Tìm Kiếm",
    "Tòa Soạn",   "Toà Soạn",     "Tổ Chức",     "Trong Nước",  "Trung Ương",  "Tuổi Trẻ",
    "Tuyên Giáo", "Tuyên Truyền", "Tư Liệu",     "Văn Bản",     "Văn Hóa",     "Văn Hoá",
    "Văn Nghệ",   "Việc Làm",     "Xã Hội",      "Xây Dựng",    "Ý Kiến",      "Y Tế",
    "Nghiên Cứu", "Trao Đổi",     "Bình Luận",   "Thực Tiễn",   "Kinh Nghiệm", "Học Tập",
    "Đất Nước",   "Con Người",    "Hoạt Động",   "Chuyên Mục",  "Phát Thanh",  "Điều Tra",
    "Hà Nội",     "Trung Tâm",    NULL};
/* What begins the name of the body that a person belongs to, or an office held. */
static const char *const bodies[] = {
    "Báo",   "Ban",  "Bộ",     "Sở",    "Cục",  "Cơ",   "Hội",    "Đảng",   "Đài", "Đoàn",
    "Phòng", "Cổng", "Tạp",    "Huyện", "Tỉnh", "Viện", "Học",    "Trường", "Đại", "Trung",
    "Tòa",   "Tổng", "Ủy",     "Uỷ",    "UBND", "Vụ",   "Văn",    "Công",   "Chủ", "Phó",
    "Giám",  "Bí",   "Nguyên", "Sư",    "Chi",  "Khoa", "Trưởng", NULL};
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

/* Behind a part of a name of so many letters a sign may stand: "T.Lê", "H'Mai". */
static size_t sign_in_name(struct piece w, size_t i, unsigned letters) {
    bool behind = i + 1 < w.n && shape_starts_upper(w.s + i + 1, w.n - i - 1);
    bool cluster = letters == 2 && i > 0 && strchr("hgri", w.s[i - 1]); /* "Th.", "Ng." */
    if (w.s[i] == '.')
        return (letters == 1 && (behind || i + 1 == w.n)) || (cluster && behind);
    if (w.s[i] == '\'')
        return letters >= 1 && behind;
    bool quote = w.n - i > 3 && memcmp(w.s + i, "\xE2\x80\x99", 3) == 0;
    return quote && letters >= 1 && shape_starts_upper(w.s + i + 3, w.n - i - 3) ? 3 : 0;
}

/* One word of a name: a capital and small letters, or an initial; or all in capitals.
 * Vietnamese syllables have at most seven letters. */
static bool is_name_word(struct piece w, bool *capitals) {
    unsigned letters = 0, upper = 0, parts = 1, all = 0, all_upper = 0;
    for (size_t i = 0, width; i < w.n; i += width) {
        uint32_t c = shape_next(w.s + i, w.n - i, &width);
        if (!shape_is_letter(c)) {
            width = sign_in_name(w, i, letters);
            if (width == 0 || ++parts > 3)
                return false;
            letters = upper = 0;
            continue;
        }
        if (letters == 0 && !shape_is_upper(c))
            return false;
        letters++;
        upper += shape_is_upper(c);
        all++;
        all_upper += shape_is_upper(c);
        if (letters > 7)
            return false;
    }
    *capitals = all_upper == all && all > parts;
    return all >= 1 && (*capitals || all_upper <= parts);
}

/* "T.Lê": a name in one word; "T.Ư" is none. */
static bool is_initial_and_name(struct piece w) {
    const char *dot = memchr(w.s, '.', w.n);
    size_t n = dot ? (size_t)(w.s + w.n - dot) - 1 : 0, width = 0;
    if (n > 0)
        shape_next(dot + 1, n, &width);
    return n > width && !shape_starts_upper(dot + 1 + width, n - width);
}

/* In capitals a name looks like a section or a heading. */
static bool is_name_in_capitals(struct piece p, struct piece first, size_t n) {
    static const char *const names_too[] = {"ANH", NULL}; /* and "Ảnh" without its mark */
    bool plain = is_plain(p) && !piece_is_one_of(first, names_too);
    return n >= NAME_WORDS_MIN && n <= 4 && !is_capital_one_of(first, plain, no_first) &&
           !is_capital_one_of(p, plain, sections) && !is_capital_one_of(p, plain, places);
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
    return letters >= 2 && letters <= 3 && !piece_is_one_of(p, others);
}

/* First words of one letter in names of the Central Highlands and of the Hmong. */
static bool is_short_first(struct piece w) {
    return w.n == 1 && strchr("AYHK", w.s[0]);
}

/* Without "TS.", "PGS.TS" and the like before it. */
static struct piece without_degree(struct piece p) {
    static const char *const degrees[] = {
        "TS",    "TS.",    "Ts.",   "PGS",   "PGS.",   "PGS.TS", "PGS.TS.", "GS",  "GS.",
        "GS.TS", "GS.TS.", "ThS",   "ThS.",  "Ths.",   "Th.S",   "BS",      "BS.", "BS.CK",
        "LS",    "LS.",    "KTS",   "KTS.",  "NSND",   "NSƯT",   "KS",      "KS.", "CN.",
        "DS.",   "ThS.BS", "TS.BS", "BSCKI", "BSCKII", "BS.CKI", "BS.CKII", NULL};
    struct piece rest = p, word;
    while (piece_word(&rest, &word) && piece_is_one_of(word, degrees))
        p = piece_trimmed(rest.s, rest.n);
    return p;
}

static bool is_letter(struct piece w) {
    size_t width = 0;
    return w.n > 0 && shape_is_letter(shape_next(w.s, w.n, &width)) && width == w.n;
}

/* "Trường Mầm non", but not "Trường Phong": a school's kind stands behind the word. */
static bool is_school(struct piece p) {
    static const char *const kinds[] = {"Học",  "Mầm",    "Mẫu", "Tiểu", "Trung", "Cao",
                                        "Đại",  "Chính",  "Sĩ",  "Dạy",  "Nghề",  "Công",
                                        "Tư",   "Dân",    "Bổ",  "Đảng", "Năng",  "Lớp",
                                        "Quay", "Chuyên", "Đua", "Quốc", "Đoàn",  NULL};
    struct piece word;
    bool school = piece_word(&p, &word) && same_letters(word, "Trường");
    return school && (!piece_word(&p, &word) || p.n > 0 || is_capital_one_of(word, false, kinds));
}

bool is_name(struct piece whole) {
    struct piece p = without_degree(whole), rest = p, word, first = p;
    size_t words = 0, in_capitals = 0, letters = 0;
    if (is_initials(p))
        return true;
    for (; piece_word(&rest, &word); words++) {
        bool capitals;
        if (words == NAME_WORDS_MAX || !is_name_word(word, &capitals) ||
            (words == 0 && word.n < 2 && !is_short_first(word)))
            return false;
        in_capitals += capitals;
        letters += is_letter(word); /* "Ý THU" */
        if (words == 0)
            first = word;
    }
    if (is_school(p))
        return false;
    if (letters == words) /* "A A A": sizes of letters to choose from */
        return false;
    if (in_capitals > 0)
        return in_capitals + letters == words && is_name_in_capitals(p, first, words);
    if (words == 1 && is_initial_and_name(first))
        return true;
    if (words < NAME_WORDS_MIN || piece_is_one_of(first, no_first))
        return false;
    return !piece_is_one_of(p, sections) && !piece_is_one_of(p, places);
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
    struct piece name = piece_trimmed(rest->s, best);
    rest->s += best + width;
    rest->n -= best + width;
    return name;
}

/* "Công an huyện ..", "Viện trưởng": behind a name, where that person belongs. */
static bool begins_body(struct piece p) {
    struct piece word;
    return piece_word(&p, &word) && p.n > 0 && piece_is_one_of(word, bodies);
}

static bool is_in_capitals(struct piece p) {
    for (size_t i = 0, width; i < p.n; i += width) {
        uint32_t c = shape_next(p.s + i, p.n - i, &width);
        if (shape_is_letter(c) && !shape_is_upper(c))
            return false;
    }
    return true;
}

/* "TRẦN VĂN AN Viện Kinh tế": the name in capitals right before a body's; else all of it. */
static struct piece name_before_body(struct piece p) {
    struct piece rest = p, word;
    while (piece_word(&rest, &word) && (is_in_capitals(word) || memchr(word.s, '.', word.n)))
        ;
    struct piece name = piece_trimmed(p.s, (size_t)(word.s - p.s));
    struct piece body = {word.s, word.n + rest.n};
    return word.n > 0 && begins_body(body) && is_name(name) ? name : p;
}

bool names_in(struct piece p, bool loose, struct piece *out) {
    struct piece rest = p;
    size_t names = 0;
    *out = (struct piece){NULL, 0};
    while (rest.n > 0) {
        struct piece name = name_before_body(next_name(&rest));
        if (is_name(name)) {
            if (!out->s || names == 0)
                out->s = name.s;
            out->n = (size_t)(name.s + name.n - out->s);
            names++;
        } else if (name.n > 0 && !memchr(name.s, '@', name.n)) {
            if (names > 0 && begins_body(name))
                break;
            if (!loose || names > 0)
                return false;
        }
    }
    return names >= 1 && names <= NAMES_MAX;
}
