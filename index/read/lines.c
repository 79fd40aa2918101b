#include "index/read/lines.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "index/base/buf.h"
#include "index/read/byline.h"
#include "index/read/furniture.h"
#include "index/read/markup.h"
#include "index/read/shape.h"
#include "index/read/stamp_lines.h"
#include "index/read/vocabulary.h"

/* Below, a line of this many words with a full stop is running text; twice as many are
 * running text whatever their end (jusText takes 70 and 200 characters for its two bounds,
 * some 15 and 45 syllables; news paragraphs here may be one short sentence). */
enum {
    PROSE_WORDS = 12,
    PROSE_WORDS_ASKED = 20,
    PROSE_WORDS_OPEN = 30,
    TITLE_WORDS = 4,
    TITLE_WORDS_MAX = 45
};

struct letters {
    unsigned letters, upper, marked, digits;
};

static struct letters count_letters(const char *s, size_t n) {
    struct letters l = {0};
    for (size_t i = 0, width; i < n; i += width) {
        uint32_t c = shape_next(s + i, n - i, &width);
        bool letter = shape_is_letter(c);
        l.letters += letter;
        l.upper += letter && shape_is_upper(c);
        l.marked += letter && c >= 0xC0;
        l.digits += c >= '0' && c <= '9';
    }
    return l;
}

static unsigned count_words(const char *s, size_t n) {
    unsigned words = n > 0;
    for (size_t i = 0; i < n; i++)
        words += s[i] == ' ';
    return words;
}

/* ---- how a line ends ------------------------------------------------------------- */

static bool ends_with(const char *s, size_t n, const char *end) {
    size_t k = strlen(end);
    return n >= k && memcmp(s + n - k, end, k) == 0;
}

static unsigned end_flags(const char *s, size_t n) {
    static const char *const closing[] = {"\"", "'", ")", "]", "*", "_", " ", "”", "’", "»", "/"};
    static const char *const dots[] = {"...", "…", ". .", ".."};
    for (size_t i = 0; i < sizeof dots / sizeof *dots; i++)
        if (ends_with(s, n, dots[i]))
            return LINE_STOP | LINE_TRAIL;
    for (size_t i = 0; i < sizeof closing / sizeof *closing;) {
        bool found = ends_with(s, n, closing[i]);
        n -= found ? strlen(closing[i]) : 0;
        i = found ? 0 : i + 1;
    }
    if (n == 0)
        return 0;
    if (strchr("!?", s[n - 1]))
        return LINE_STOP | LINE_ASKS;
    if (s[n - 1] == '.' || ends_with(s, n, "…"))
        return LINE_STOP;
    return strchr(":;,", s[n - 1]) ? LINE_COLON : 0;
}

/* ---- what a line is -------------------------------------------------------------- */

/* Paths, file names, addresses: one word with a dot, a slash or an at sign inside. */
static bool is_token(const char *s, size_t n, unsigned words) {
    if (words != 1)
        return false;
    if (s[0] == '/' || memchr(s, '@', n))
        return true;
    const char *dot = memchr(s, '.', n);
    return (dot && dot < s + n - 1) || memchr(s, '/', n) || memchr(s, '_', n);
}

/* Is "ảnh" or "Photo" there, in any case? Most texts have neither. */
static bool may_credit(const char *s, size_t n) {
    for (size_t i = 2; i < n; i++) {
        unsigned char last = (unsigned char)s[i - 2]; /* of ả (0xA3) or Ả (0xA2) */
        if ((s[i] == 'h' || s[i] == 'H') && (s[i - 1] == 'n' || s[i - 1] == 'N') &&
            (last == 0xA2 || last == 0xA3))
            return true;
    }
    return memmem(s, n, "Photo", 5) != NULL;
}

bool line_credits_picture(const char *s, size_t n) {
    enum { HEAD_BYTES = 20, CREDIT_WORDS = 5, CREDIT_BYTES = 90 };
    static const char *const credits[] = {"Ảnh:",   "ảnh:",      "Ảnh :",      "(Ảnh",
                                          "(ảnh",   "Nguồn ảnh", "Ảnh minh h", "ảnh minh h",
                                          "Photo:", "ẢNH:"};
    size_t from = n > CREDIT_BYTES ? n - CREDIT_BYTES : 0;
    if (!may_credit(s + from, n - from))
        return false;
    for (size_t i = 0; i < sizeof credits / sizeof *credits; i++) {
        const char *at = memmem(s + from, n - from, credits[i], strlen(credits[i]));
        /* "Chùm ảnh: Mùa hoa trên cao nguyên đá" is a title */
        if (at && (at - s > HEAD_BYTES || count_words(at, n - (size_t)(at - s)) <= CREDIT_WORDS))
            return true;
    }
    return false;
}

static unsigned shape_flags(const struct line *l, struct letters c) {
    unsigned flags = 0;
    if (c.letters < 3 || c.letters * 2 < c.digits || is_token(l->s, l->len, l->words))
        flags |= LINE_JUNK;
    if (c.upper == c.letters && c.letters > 3)
        flags |= LINE_UPPER;
    if (c.marked == 0 && l->words >= 4 && c.letters > 12)
        flags |= LINE_PLAIN | (c.upper <= 1 && !(l->flags & LINE_STOP) ? LINE_ALT : 0);
    bool asks = l->flags & LINE_ASKS; /* titles do */
    bool whole = l->flags & LINE_STOP && l->words >= (asks ? PROSE_WORDS_ASKED : PROSE_WORDS);
    bool part = l->flags & LINE_COLON && l->words >= PROSE_WORDS;
    if (!(l->flags & LINE_LINKS) && (whole || part || l->words >= PROSE_WORDS_OPEN))
        flags |= LINE_PROSE;
    bool open = !(l->flags & (LINE_STOP | LINE_COLON)) || asks;
    if (l->words >= TITLE_WORDS && l->words <= TITLE_WORDS_MAX && open && c.letters >= 8)
        flags |= LINE_TITLE;
    if (c.marked > 0 && flags & LINE_TITLE && !(flags & LINE_PROSE) &&
        furniture_alt_glued(l->s, l->len))
        flags |= LINE_PLAIN | LINE_LINKS;
    return flags;
}

/* "CHÀO MỪNG KỶ NIỆM ..": a banner in the page's head. */
static bool is_slogan(const char *folded) {
    static const char *const begins[] = {"chao mung ", "nhiet liet ", "quyet tam ", "thi dua "};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (strncmp(folded, begins[i], strlen(begins[i])) == 0)
            return true;
    return false;
}

static unsigned word_flags(const struct line *l) {
    enum { HEAD_WORDS = 14, HEAD_BYTES = 120 }; /* of longer lines only the beginning tells */
    char key[400];
    size_t n = shape_fold(l->s, l->len, key, l->words > HEAD_WORDS ? HEAD_BYTES : sizeof key);
    const char *colon = memchr(l->s, ':', l->len < 30 ? l->len : 30);
    bool heads = colon && colon < l->s + l->len - 1; /* "Xem thêm:" alone heads a list */
    unsigned flags = vocabulary_flags(key, n, l->words, heads);
    bool sentence = l->flags & LINE_PROSE && l->flags & LINE_STOP;
    if (!flags && !sentence && !(l->flags & LINE_STAMP))
        flags |= furniture_flags(l->s, l->len, key);
    if (l->len >= 2 && (memcmp(l->s, ">>", 2) == 0 || memcmp(l->s, "> ", 2) == 0))
        flags |= LINE_NAV; /* ">> Một bài khác" */
    if (l->len >= 2 && (memcmp(l->s, "©", 2) == 0 || memcmp(l->s, "®", 2) == 0))
        flags |= LINE_FOOT;
    if (l->flags & LINE_UPPER && is_slogan(key))
        flags |= LINE_PARTS;
    if (l->words <= 40 && line_credits_picture(l->s, l->len))
        flags |= LINE_CAPTION;
    if (!(flags & (LINE_END | LINE_NAV | LINE_FOOT)) && byline_alone(l->s, l->len))
        flags |= LINE_NAME;
    return flags;
}

static void features(struct line *l, const struct markup *m) {
    struct letters c = count_letters(l->s, l->len);
    l->words = count_words(l->s, l->len);
    l->hash = XXH3_64bits(l->s, l->len);
    l->flags |= end_flags(l->s, l->len);
    l->flags |= m->bullet ? LINE_BULLET : 0;
    l->flags |= m->heading ? LINE_HEADING : 0;
    l->flags |= m->heading == 1 ? LINE_H1 : 0;
    l->flags |= m->cells == 1 ? LINE_BOX : 0;
    l->flags |= m->image ? LINE_IMAGE : 0;
    l->flags |= m->link_bytes * 10 > l->len * 6 ? LINE_LINKS : 0;
    if (c.digits >= 4 && date_trails(l->s, l->len, &l->stamp))
        l->flags |= LINE_DATED;
    else if (c.digits >= 4 && date_stamp(l->s, l->len, &l->stamp))
        l->flags |= LINE_STAMP;
    else if (date_part(l->s, l->len, &l->stamp))
        l->flags |= LINE_STAMP;
    l->flags |= shape_flags(l, c);
    l->flags |= word_flags(l);
    if (l->flags & LINE_NAME) /* initials are few letters */
        l->flags &= ~(unsigned)LINE_JUNK;
}

/* ---- the page -------------------------------------------------------------------- */

/* Vietnamese pages have marks in nearly every line; without them is only what crawlers and
 * file names left. A page in another language keeps its lines. */
static void settle_plain(struct page *p) {
    size_t plain = 0, prose = 0;
    for (size_t i = 0; i < p->n; i++) {
        if (!(p->lines[i].flags & LINE_PROSE))
            continue;
        prose++;
        plain += (p->lines[i].flags & LINE_PLAIN) != 0;
    }
    bool other_language = plain * 2 > prose;
    for (size_t i = 0; other_language && i < p->n; i++)
        p->lines[i].flags &= ~(unsigned)(LINE_PLAIN | LINE_ALT);
}

/* ---- verse ----------------------------------------------------------------------- */

static bool may_be_verse(const struct line *l) {
    enum { SYLLABLES_MIN = 5, SYLLABLES_MAX = 8 };
    const unsigned other = LINE_NAV | LINE_END | LINE_FOOT | LINE_JUNK | LINE_STAMP | LINE_DATED |
                           LINE_LINKS | LINE_CAPTION | LINE_BOX | LINE_BULLET | LINE_HEADING;
    return l->words >= SYLLABLES_MIN && l->words <= SYLLABLES_MAX && !(l->flags & other) &&
           !strpbrk(l->s, "0123456789");
}

/* Of one metre: as many syllables in each line, or six and eight in turn (lục bát). */
static bool goes_with(const struct line *a, const struct line *b) {
    return a->words == b->words || (a->words == 6 && b->words == 8) ||
           (a->words == 8 && b->words == 6);
}

/* A stanza has four lines; of titles in a list so many hardly agree in their length. */
static void mark_verse(struct page *p) {
    enum { STANZA = 4 };
    for (size_t i = 0, end; i < p->n; i = end) {
        end = i + 1;
        if (!may_be_verse(&p->lines[i]))
            continue;
        while (end < p->n && may_be_verse(&p->lines[end]) &&
               goes_with(&p->lines[end - 1], &p->lines[end]))
            end++;
        for (size_t k = i; end - i >= STANZA && k < end; k++)
            p->lines[k].flags |= LINE_VERSE;
    }
}

static bool mark_repeated(struct page *p) {
    size_t slots = 16;
    while (slots < p->n * 2)
        slots *= 2;
    uint32_t *seen = calloc(slots, sizeof *seen); /* a line's number and 1 */
    if (!seen)
        return false;
    for (size_t i = 0; i < p->n; i++) {
        size_t at = p->lines[i].hash & (slots - 1);
        while (seen[at] && p->lines[seen[at] - 1].hash != p->lines[i].hash)
            at = (at + 1) & (slots - 1);
        if (seen[at]) {
            p->lines[seen[at] - 1].flags |= LINE_AGAIN;
            p->lines[i].flags |= LINE_TWICE;
        }
        seen[at] = (uint32_t)i + 1;
    }
    free(seen);
    return true;
}

/* "NGHIÊN CỨU - TRAO ĐỔI" looks like two names, until "Nghiên cứu - Trao đổi" stands in a menu. */
static void settle_names(struct page *p) {
    enum { NAME_BYTES = 80, NAMES_TRIED = 50 };
    char key[NAME_BYTES + 2], other[NAME_BYTES + 2];
    size_t tried = 0;
    for (size_t i = 0; i < p->n && tried < NAMES_TRIED; i++) {
        struct line *l = &p->lines[i];
        if (!(l->flags & LINE_NAME) || !(l->flags & LINE_UPPER) || l->len > NAME_BYTES)
            continue;
        size_t n = shape_fold(l->s, l->len, key, sizeof key);
        tried++;
        for (size_t j = 0; j < p->n && l->flags & LINE_NAME; j++)
            if (p->lines[j].words == l->words && !(p->lines[j].flags & LINE_NAME) &&
                p->lines[j].len == l->len &&
                shape_fold(p->lines[j].s, p->lines[j].len, other, sizeof other) == n &&
                memcmp(key, other, n) == 0)
                l->flags &= ~(unsigned)LINE_NAME;
    }
}

static size_t count_of(const char *text, const char *sign) {
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, sign)) != NULL; at += strlen(sign))
        n++;
    return n;
}

/* Bars at the ends of s[0..n) are a table's. */
static bool is_row(const char *s, size_t n) {
    size_t first = 0;
    while (first < n && s[first] == ' ')
        first++;
    while (n > first && s[n - 1] == ' ')
        n--;
    return first == n || s[first] == '|' || s[n - 1] == '|';
}

/* "Một tiêu đề||Lời dẫn": where the first of two texts in s[0..n) ends that some crawlers join so,
 * or n. */
static size_t joined_end(const char *s, size_t n) {
    for (const char *at = s; (at = memmem(at, (size_t)(s + n - at), "||", 2));) {
        size_t bars = strspn(at, "|");
        if (bars == 2)
            return (size_t)(at - s);
        at += bars;
    }
    return n;
}

/* What lines are made of, one after the other. */
struct filling {
    struct page *p;
    char *out;        /* gets the clean text of each with a NUL behind it */
    unsigned carried; /* flags for the next line */
};

static void fill_line(struct filling *f, const char *s, size_t n) {
    struct markup m;
    markup_strip(s, n, f->out, &m);
    if (m.length == 0) {
        size_t blank = 0;
        while (blank < n && strchr(" |", s[blank]))
            blank++;
        f->p->markup += blank < n;
        f->carried |= LINE_GAP | (m.image ? LINE_IMAGE : 0);
        return;
    }
    struct line *l = &f->p->lines[f->p->n++];
    *l = (struct line){.s = f->out, .len = m.length, .flags = f->carried};
    f->out[m.length] = '\0';
    f->out += m.length + 1;
    features(l, &m);
    f->carried = 0;
}

static void fill(const char *text, bool joined, struct filling *f) {
    for (const char *at = text; *at; at += *at == '\n') {
        size_t left = strcspn(at, "\n");
        bool parts = joined && !is_row(at, left);
        for (;;) {
            size_t n = parts ? joined_end(at, left) : left;
            fill_line(f, at, n);
            at += n;
            left -= n;
            if (left == 0)
                break;
            at += 2;
            left -= 2;
        }
    }
}

bool page_split(const char *text, struct page *out, struct tt_error *e) {
    size_t breaks = count_of(text, "\n") + 1, more = count_of(text, "||");
    if (breaks > PAGE_LINES_MAX)
        return tt_fail(e, TT_BAD_INPUT, "the page has more than %d lines", PAGE_LINES_MAX);
    bool joined = breaks + more <= PAGE_LINES_MAX;
    breaks += joined ? more : 0;
    struct page p = {.lines = calloc(breaks, sizeof *p.lines), .text = malloc(strlen(text) + 2)};
    if (!p.lines || !p.text) {
        page_done(&p);
        return tt_fail(e, TT_NO_MEMORY, "no memory for a page's lines");
    }
    fill(text, joined, &(struct filling){.p = &p, .out = p.text});
    stamp_join(&p);
    settle_plain(&p);
    mark_verse(&p);
    settle_names(&p);
    if (!mark_repeated(&p)) {
        page_done(&p);
        return tt_fail(e, TT_NO_MEMORY, "no memory for a page's lines");
    }
    *out = p;
    return true;
}

void page_done(struct page *p) {
    free(p->lines);
    free(p->text);
    *p = (struct page){0};
}

bool page_has(const struct page *p, size_t from, size_t to, const struct line *line) {
    for (size_t i = from; i < to; i++)
        if (p->lines[i].hash == line->hash && &p->lines[i] != line)
            return true;
    return false;
}
