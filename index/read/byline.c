#include "index/read/byline.h"

#include <string.h>

#include "index/read/byline_parts.h"
#include "index/read/shape.h"

/* ---- labels ---------------------------------------------------------------------- */

/* LABEL_GIVEN: whoever stands behind it is the author, be it a person or not. */
enum label_kind { LABEL_NONE, LABEL_AUTHOR, LABEL_GIVEN, LABEL_SOURCE };

static const struct {
    const char *words; /* folded; of those that begin alike the longest first */
    enum label_kind kind;
} labels[] = {
    {"tin bai va anh", LABEL_AUTHOR},
    {"tin bai anh", LABEL_AUTHOR},
    {"bai va anh", LABEL_AUTHOR},
    {"tin va anh", LABEL_AUTHOR},
    {"tin anh", LABEL_AUTHOR},
    {"tin bai", LABEL_AUTHOR},
    {"bai anh", LABEL_AUTHOR},
    {"anh va bai", LABEL_AUTHOR},
    {"anh bai", LABEL_AUTHOR},
    {"anh va tin", LABEL_AUTHOR},
    {"bai viet cua", LABEL_AUTHOR},
    {"bai cua", LABEL_AUTHOR},
    {"ghi chep cua", LABEL_AUTHOR},
    {"phong su cua", LABEL_AUTHOR},
    {"but ky cua", LABEL_AUTHOR},
    {"ky su cua", LABEL_AUTHOR},
    {"bai viet", LABEL_AUTHOR},
    {"tac gia bai viet", LABEL_GIVEN},
    {"tac gia", LABEL_GIVEN},
    {"nguoi dang bai viet", LABEL_GIVEN},
    {"nguoi dang tin", LABEL_GIVEN},
    {"nguoi dang bai", LABEL_GIVEN},
    {"nguoi dang", LABEL_GIVEN},
    {"nguoi dua tin", LABEL_GIVEN},
    {"nguoi viet", LABEL_GIVEN},
    {"nguoi gui", LABEL_GIVEN},
    {"duoc dang boi", LABEL_GIVEN},
    {"duoc viet boi", LABEL_GIVEN},
    {"dang boi", LABEL_GIVEN},
    {"viet boi", LABEL_GIVEN},
    {"gui boi", LABEL_GIVEN},
    {"tao boi", LABEL_GIVEN},
    {"boi", LABEL_GIVEN},
    {"posted by", LABEL_GIVEN},
    {"written by", LABEL_GIVEN},
    {"author", LABEL_GIVEN},
    {"by", LABEL_GIVEN},
    {"thuc hien", LABEL_AUTHOR},
    {"tong hop", LABEL_AUTHOR},
    {"phong vien", LABEL_AUTHOR},
    {"bien tap", LABEL_AUTHOR},
    {"bien soan", LABEL_AUTHOR},
    {"ctv", LABEL_AUTHOR},
    {"pv", LABEL_AUTHOR},
    {"bai", LABEL_AUTHOR},
    {"tin", LABEL_AUTHOR},
    {"nguon tin", LABEL_SOURCE},
    {"nguon bai viet", LABEL_SOURCE},
    {"nguon", LABEL_SOURCE},
    {"trich nguon", LABEL_SOURCE},
    {"dan theo", LABEL_SOURCE},
    {"theo nguon", LABEL_SOURCE},
    {"theo", LABEL_SOURCE},
    {"source", LABEL_SOURCE},
};

/* Where the first `words` words of the text end. */
static size_t words_end(struct piece p, size_t words) {
    size_t end = 0;
    for (; end < p.n; end++)
        if (strchr(" :_", p.s[end]) && end > 0 && p.s[end - 1] != ' ' && words-- == 1)
            break;
    return end;
}

/* Takes a label off the front of *p: its words, a colon or space behind them. */
static enum label_kind take_label(struct piece *p) {
    char key[48];
    size_t n = shape_fold(p->s, p->n < 40 ? p->n : 40, key, sizeof key);
    for (size_t k = 0; k < sizeof labels / sizeof *labels; k++) {
        if (labels[k].words[0] != key[0])
            continue;
        size_t want = strlen(labels[k].words), words = 1;
        if (n <= want || key[want] != ' ' || memcmp(key, labels[k].words, want) != 0)
            continue;
        for (const char *w = labels[k].words; *w; w++)
            words += *w == ' ';
        size_t end = words_end(*p, words);
        if (end == p->n) /* "PV/TTXVN" */
            continue;
        *p = piece_trimmed(p->s + end, p->n - end);
        return labels[k].kind;
    }
    return LABEL_NONE;
}

static void set_source(struct piece p, struct byline *out) {
    enum label_kind kind = take_label(&p);
    struct piece found;
    if ((kind == LABEL_SOURCE || kind == LABEL_NONE) && !out->source && press_in(p, &found)) {
        out->source = found.s;
        out->source_len = found.n;
    }
}

static void set_author(struct piece p, struct byline *out) {
    if (!out->author) {
        out->author = p.s;
        out->author_len = p.n;
    }
}

/* ---- the whole ------------------------------------------------------------------- */

/* "Chu Văn (Theo TTXVN)", "Hồng Nhung/VOV": cuts what stands behind the names off *p. */
static bool take_tail(struct piece *p, struct byline *out) {
    enum { TAIL_BYTES_MAX = 60 };
    const char *open = memchr(p->s, '(', p->n);
    if (open && p->s[p->n - 1] == ')') {
        struct piece inner = {open + 1, (size_t)(p->s + p->n - 1 - open) - 1};
        enum label_kind kind = take_label(&inner);
        if (kind == LABEL_SOURCE || is_surely_press(inner))
            set_source(inner, out);
        else if (inner.n > TAIL_BYTES_MAX)
            return false;
        *p = piece_trimmed(p->s, (size_t)(open - p->s));
    }
    const char *slash = memchr(p->s, '/', p->n);
    if (slash) {
        struct piece newsroom = piece_trimmed(slash + 1, (size_t)(p->s + p->n - slash) - 1);
        set_source(newsroom, out);
        *p = piece_trimmed(p->s, (size_t)(slash - p->s));
    }
    return true;
}

/* Who is called the author but is nobody. */
static bool is_nobody(struct piece p) {
    static const char *const nobodies[] = {"admin",
                                           "administrator",
                                           "quan tri",
                                           "quan tri vien",
                                           "ban quan tri",
                                           "bqt",
                                           "editor",
                                           "bbt",
                                           "ban bien tap",
                                           "root",
                                           "web",
                                           "webmaster",
                                           "bien tap",
                                           "bien tap vien",
                                           "btv",
                                           "phong vien",
                                           NULL};
    return piece_folds_to_one_of(p, nobodies);
}

/* "Tác giả: ..": what follows is the author, as long as it may be a name of anything. */
static bool read_given(struct piece p, struct byline *out) {
    enum { GIVEN_WORDS_MAX = 9 };
    struct piece rest = p, word, names;
    size_t words = 0;
    if (!take_tail(&p, out))
        return false;
    if (names_in(p, true, &names)) {
        set_author(names, out);
        return true;
    }
    while (piece_word(&rest, &word))
        words++;
    if (words == 0 || words > GIVEN_WORDS_MAX || is_nobody(p))
        return words > 0 && words <= GIVEN_WORDS_MAX;
    if (is_surely_press(p))
        set_source(p, out);
    else if (shape_starts_upper(p.s, p.n) && !memmem(p.s, p.n, ". ", 2))
        set_author(p, out);
    return true;
}

/* "PV/TTXVN", "(TTXVN/Vietnam+)": newsrooms and nobody else. */
static bool only_press(struct piece p, bool bracket, struct byline *out) {
    static const char *const staff[] = {"PV", "P.V", "BTV", "CTV", "BBT", "PV.", NULL};
    if (!bracket && !out->source)
        return false;
    bool known = is_surely_press(p);
    if (known) {
        out->source = NULL; /* the first of them */
        set_source(p, out);
    }
    return out->source && (known || piece_is_one_of(p, staff));
}

/* "Minh Thư thực hiện", "Minh Thư (ghi)": cuts off what the person did. */
static void cut_deed(struct piece *p) {
    static const char *const deeds[] = {" thực hiện", " tổng hợp",  " (ghi)",     " ghi",
                                        " biên dịch", " lược dịch", " biên soạn", " (thực hiện)"};
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
        size_t k = strlen(deeds[i]);
        if (p->n > k && memcmp(p->s + p->n - k, deeds[i], k) == 0) {
            *p = piece_trimmed(p->s, p->n - k);
            return;
        }
    }
}

/* One label with what stands behind it, or a byline without any. */
static bool read_part(struct piece p, bool loose, bool bracket, struct byline *out) {
    const char *start = p.s;
    enum label_kind kind = take_label(&p);
    bool colon = memchr(start, ':', (size_t)(p.s - start)) != NULL;
    struct piece names;
    if (kind == LABEL_SOURCE) {
        set_source(p, out);
        return out->source != NULL;
    }
    if (kind == LABEL_GIVEN && (colon || is_nobody(p)))
        return read_given(p, out);
    cut_deed(&p);
    if (!take_tail(&p, out) || p.n == 0)
        return false;
    if (names_in(p, loose || kind != LABEL_NONE, &names)) {
        set_author(names, out);
        return true;
    }
    return only_press(p, bracket, out);
}

/* Where the next label begins that a colon follows, behind the text's first word; p.n: nowhere. */
static size_t next_label(struct piece p) {
    for (size_t i = memchr(p.s, ':', p.n) ? 1 : p.n; i < p.n; i++) {
        if (p.s[i - 1] != ' ' || !shape_starts_upper(p.s + i, p.n - i))
            continue;
        struct piece from = {p.s + i, p.n - i}, behind = from;
        const char *colon = memchr(from.s, ':', from.n);
        if (!colon)
            return p.n;
        if (take_label(&behind) != LABEL_NONE && colon < behind.s)
            return i;
    }
    return p.n;
}

static bool read(struct piece p, bool loose, struct byline *out) {
    *out = (struct byline){0};
    p = piece_trimmed(p.s, p.n);
    bool bracket = false, any = false;
    while (p.n > 2 && p.s[0] == '(' && p.s[p.n - 1] == ')') {
        p = piece_trimmed(p.s + 1, p.n - 2);
        bracket = true;
    }
    while (p.n > 0) {
        size_t end = next_label(p);
        if (!read_part(piece_trimmed(p.s, end), loose, bracket, out) && !(loose && any))
            return false;
        any = true;
        p = piece_trimmed(p.s + end, p.n - end);
    }
    return any && (out->author || out->source || !loose);
}

bool byline_read(const char *s, size_t n, struct byline *out) {
    return n < 200 && read((struct piece){s, n}, true, out);
}

bool byline_alone(const char *s, size_t n) {
    struct byline b;
    bool begins = n > 0 && (s[0] == '(' || s[0] == '*' || shape_starts_upper(s, n));
    return n < 100 && begins && read((struct piece){s, n}, false, &b);
}
