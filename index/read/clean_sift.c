#include <string.h>
#include <strings.h>

#include "index/read/clean_sift.h"

static bool is_title_again(const struct sift *s, const struct line *l) {
    if (!s->title || l->flags & LINE_PROSE || l->len > s->title->len + 40)
        return false;
    char key[600];
    size_t n = shape_fold(l->s, l->len, key, sizeof key), want = strlen(s->title_key);
    return want > 0 && n >= want && memcmp(key, s->title_key, want) == 0 && n <= want + 8;
}

static bool has_digit(const struct line *l) {
    return strpbrk(l->s, "0123456789") != NULL;
}

/* How many lines of numbers stand around line i, before running text. */
static unsigned numbers_near(const struct sift *s, size_t i) {
    enum { NEAR = 4 };
    unsigned n = 0;
    for (size_t k = i; k-- > s->from && k + NEAR >= i && !(sift_flags(s, k) & LINE_PROSE);)
        n += sift_flags(s, k) & LINE_JUNK && has_digit(&s->p->lines[k]);
    for (size_t k = i + 1; k < s->to && k <= i + NEAR && !(sift_flags(s, k) & LINE_PROSE); k++)
        n += sift_flags(s, k) & LINE_JUNK && has_digit(&s->p->lines[k]);
    return n;
}

/* Numbers and very short words in a table stand beside others; alone they are counters, page
 * numbers, signs. */
static bool is_cell(const struct sift *s, size_t i) {
    const struct line *l = &s->p->lines[i];
    if (i <= s->first || strpbrk(l->s, "/_@"))
        return false;
    unsigned near = sift_flags(s, i - 1) | sift_flags(s, i + 1);
    if (has_digit(l) && !(near & LINE_PROSE))
        return true;
    bool says = has_digit(l) || shape_starts_upper(l->s, l->len);
    return says && i < s->last && numbers_near(s, i) >= 2;
}

static bool in_head(const struct sift *s, size_t i) {
    return i <= s->first;
}
static bool in_tail(const struct sift *s, size_t i) {
    return i >= s->last;
}

/* The same short text earlier in the article. */
static bool said_before(const struct sift *s, size_t i) {
    enum { BACK_MAX = 1000 }; /* lines: beyond, it is no caption said twice */
    const struct line *l = &s->p->lines[i];
    if (!(l->flags & LINE_TWICE) || l->words < 2)
        return false;
    for (size_t j = i; j-- > s->from && j + BACK_MAX > i;)
        if (s->rule[j] == RULE_NONE && s->p->lines[j].hash == l->hash)
            return true;
    return false;
}

/* "Nam miền Bắc", "Đối ngoại", "Bạn đọc": a few words between the title and the running text,
 * a section's name or a player's buttons. */
static bool is_head_button(const struct sift *s, size_t i) {
    enum { BUTTON_WORDS = 3 };
    const unsigned other = LINE_PROSE | LINE_STOP | LINE_COLON | LINE_CAPTION | LINE_IMAGE |
                           LINE_BOX | LINE_TWICE | LINE_HEADING | LINE_NAME;
    const struct line *l = &s->p->lines[i];
    return s->title && i < s->first && l->words <= BUTTON_WORDS && !(l->flags & other) &&
           !has_digit(l) && !memchr(l->s, '.', l->len);
}

/* "(Baonghean.vn) -", "TPO -": a dateline parted from its text. */
static bool is_dateline(const struct sift *s, size_t i) {
    const struct line *l = &s->p->lines[i];
    bool ends = l->s[l->len - 1] == '-' || (l->s[0] == '(' && l->s[l->len - 1] == ')');
    return i < s->first && l->words <= 3 && ends;
}

/* "(theo Đại sứ quán Việt Nam tại Lào)", "Tin, ảnh: BBT": where the article was taken from and
 * who made it, behind it. */
static bool is_origin(const struct sift *s, size_t i) {
    enum { ORIGIN_WORDS = 14 };
    const struct line *l = &s->p->lines[i];
    bool theo = strncasecmp(l->s, "(theo ", 6) == 0 || strncmp(l->s, "(Nguồn", 8) == 0;
    bool made = l->flags & LINE_CAPTION &&
                (strncasecmp(l->s, "tin", 3) == 0 || strncmp(l->s, "Bài", 4) == 0);
    return i > s->last && l->words <= ORIGIN_WORDS && (made || (theo && l->s[l->len - 1] == ')'));
}

/* "Trung tâm Thông tin": a few words behind the last sentence, who signed it. */
static bool is_signature(const struct sift *s, size_t i) {
    enum { SIGNED_WORDS = 4 };
    const struct line *l = &s->p->lines[i];
    return i > s->end && i > s->last && l->words <= SIGNED_WORDS && !has_digit(l) &&
           !(l->flags & (LINE_CAPTION | LINE_IMAGE | LINE_BOX | LINE_BULLET | LINE_VERSE)) &&
           shape_starts_upper(l->s, l->len) && !clean_in_list(s->p, i);
}

/* "Ảnh: NVCC", "(Ảnh: Minh Thư)": a credit without the caption that it belongs to. */
static bool is_credit_alone(const struct line *l) {
    enum { CREDIT_WORDS = 8 };
    static const char *const begins[] = {"Ảnh:",        "(Ảnh:",      "ẢNH:",   "Ảnh minh h",
                                         "(Ảnh minh h", "Nguồn ảnh:", "Photo:", "Ảnh :"};
    for (size_t i = 0; l->flags & LINE_CAPTION && i < sizeof begins / sizeof *begins; i++)
        if (strncmp(l->s, begins[i], strlen(begins[i])) == 0)
            return l->words <= CREDIT_WORDS;
    return false;
}

/* An image's text beside its caption, which says the same and more. */
static bool said_in_caption(const struct sift *s, size_t i) {
    enum { WORDS_MIN = 4, WORDS_MAX = 30 };
    static const double most = 0.7;
    const struct line *l = &s->p->lines[i];
    if (l->flags & (LINE_CAPTION | LINE_PROSE | LINE_STOP) || l->words < WORDS_MIN ||
        l->words > WORDS_MAX)
        return false;
    for (size_t j = i > s->from ? i - 1 : i; j <= i + 1 && j < s->to; j++) {
        if (j == i || !(sift_flags(s, j) & LINE_CAPTION) || s->p->lines[j].words <= l->words)
            continue;
        struct wording caption = {0};
        wording_add(&caption, s->p->lines[j].s, s->p->lines[j].len);
        if (wording_share(&caption, l->s, l->len) >= most)
            return true;
    }
    return false;
}

static enum rule rule_of(const struct sift *s, size_t i) {
    const struct line *l = &s->p->lines[i];
    if (l->flags & LINE_JUNK)
        return is_cell(s, i) ? RULE_NONE : l->flags & LINE_STAMP ? RULE_STAMP : RULE_JUNK;
    if (l->flags & LINE_SHARED && !(l->flags & LINE_PROSE))
        return RULE_TEMPLATE;
    if (l->flags & (LINE_NAV | LINE_END))
        return RULE_NAVIGATION;
    if (l->flags & LINE_PARTS && (i < s->first || i > s->last))
        return RULE_NAVIGATION;
    if (is_dateline(s, i) || is_origin(s, i))
        return RULE_BYLINE;
    if (is_head_button(s, i))
        return RULE_NAVIGATION;
    if (is_title_again(s, l))
        return RULE_TITLE_AGAIN;
    if (l->flags & LINE_STAMP && (i <= s->second || in_tail(s, i))) /* perhaps under a lead */
        return RULE_STAMP;
    if (l->flags & LINE_NAME && (in_head(s, i) || in_tail(s, i)) && !clean_in_list(s->p, i))
        return RULE_BYLINE;
    if (is_signature(s, i))
        return RULE_BYLINE;
    if (is_credit_alone(l))
        return RULE_CREDIT;
    if (l->flags & LINE_DATED && l->flags & LINE_TITLE)
        return RULE_RELATED;
    if (l->flags & LINE_LINKS && l->words < 40)
        return RULE_LINKS;
    if (l->flags & LINE_ALT)
        return RULE_ALT;
    if (sift_is_related(s, i))
        return RULE_RELATED;
    return said_before(s, i) || said_in_caption(s, i) ? RULE_TWICE : RULE_NONE;
}

static void find_text(struct sift *s) {
    const unsigned not_text = LINE_BOX | LINE_ALT | LINE_NAV | LINE_END;
    for (size_t i = s->from; i < s->to; i++) {
        unsigned flags = s->p->lines[i].flags;
        bool kept = s->rule[i] == RULE_NONE && !(flags & not_text);
        bool text = kept && flags & LINE_PROSE;
        if (text && s->first != s->to && s->second == s->to)
            s->second = i;
        if (text && s->first == s->to)
            s->first = i;
        if (text || (kept && flags & LINE_VERSE))
            s->last = i;
        if (kept && flags & (LINE_PROSE | LINE_STOP | LINE_COLON | LINE_VERSE))
            s->end = i;
    }
    if (s->first == s->to)
        s->first = s->second = s->last = s->from;
}

void clean_sift(const struct page *p, const struct line *title, size_t from, size_t to,
                unsigned char *rule) {
    struct sift s = {
        .p = p, .title = title, .from = from, .to = to, .first = to, .second = to, .rule = rule};
    if (title)
        shape_fold(title->s, title->len, s.title_key, sizeof s.title_key);
    find_text(&s);
    sift_teasers(&s);
    sift_titles(&s);
    for (size_t i = from; i < to; i++)
        if (rule[i] == RULE_NONE)
            rule[i] = (unsigned char)rule_of(&s, i);
}
