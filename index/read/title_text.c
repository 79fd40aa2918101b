#include <string.h>

#include "index/base/limits.h"
#include "index/read/shape.h"
#include "index/read/title.h"
#include "index/text/text.h"

/* Bytes that must be left of a title when a site's name is cut off. */
enum { TITLE_KEPT_MIN = 15 };

/* "Một tiêu đề - Báo Mẫu", ".. | bao.example": where the site's name begins, or n. */
static size_t site_name(const char *s, size_t n) {
    static const char *const sites[] = {
        "bao ",           "tap chi ",        "cong thong tin", "trang thong tin",
        "dai phat thanh", "dai truyen hinh", "dai tieng noi",  "website",
        "trang tin",      "cong ttdt"};
    static const char *const signs[] = {" | ", " - ", " – ", " — ", " :: "};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t k = strlen(signs[i]), at = n > k ? n - k : 0;
        while (at > 0 && memcmp(s + at, signs[i], k) != 0)
            at--;
        char key[60];
        size_t len = at > 0 ? shape_fold(s + at + k, n - at - k, key, sizeof key) : 0;
        bool site = memchr(s + at, ' ', n - at) && at > 0 && i == 0; /* a bar parts nothing else */
        for (size_t j = 0; len > 0 && j < sizeof sites / sizeof *sites; j++)
            site |= strncmp(key, sites[j], strlen(sites[j])) == 0;
        bool domain =
            len > 0 && !memchr(s + at + k, ' ', n - at - k) && memchr(s + at + k, '.', n - at - k);
        if (site || domain)
            return at;
    }
    return n;
}

/* ---- parts ----------------------------------------------------------------------- */

enum { PARTS_MAX = 5, OTHER_WORDS = 6, PATH_WORDS = 4, SAID_BYTES = 8000 };

struct title_piece {
    const char *s;
    size_t n;
    unsigned words;
    double said; /* pairs of its words in body and address */
};

static unsigned words_in(const char *s, size_t n) {
    unsigned words = n > 0;
    for (size_t i = 0; i < n; i++)
        words += s[i] == ' ';
    return words;
}

/* Where the parts between the signs lie; 0: too many. */
static size_t pieces_of(const char *s, size_t n, const char *sign, struct title_piece *out) {
    size_t count = 0, k = strlen(sign);
    for (const char *at = s, *end = s + n; at <= end; count++) {
        const char *next = memmem(at, (size_t)(end - at), sign, k);
        size_t length = (size_t)((next ? next : end) - at);
        if (count == PARTS_MAX)
            return 0;
        out[count] = (struct title_piece){at, length, words_in(at, length), 0};
        at = next ? next + k : end + 1;
    }
    return count;
}

/* What is said most; of those the longest. */
static const struct title_piece *best_of(struct title_piece *p, size_t n, const char *body,
                                         const char *slug) {
    struct wording said = {0};
    const struct title_piece *best = p;
    wording_add(&said, body, strnlen(body, SAID_BYTES));
    wording_add(&said, slug, strlen(slug));
    for (size_t i = 0; i < n; i++) {
        p[i].said = wording_share(&said, p[i].s, p[i].n) * (p[i].words - 1);
        bool more = p[i].said > best->said;
        best = more || (p[i].said >= best->said && p[i].words > best->words) ? &p[i] : best;
    }
    return best;
}

/* A slash may stand in a title: only a section's name before it goes. */
static bool may_go(const struct title_piece *other, const struct title_piece *best, bool slash) {
    bool figures = strcspn(other->s, "0123456789") < other->n;
    if (slash)
        return other < best && other->words <= PATH_WORDS && other->said < 1 && !figures &&
               best->words >= PATH_WORDS;
    return other->words <= OTHER_WORDS || other->said * 2 < best->said;
}

void title_part(const char **s, size_t *n, const char *body, const char *slug) {
    static const char *const signs[] = {" :: ", " | ", " » ", " › ", " >> ", " > ", " / "};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        struct title_piece p[PARTS_MAX];
        if (!memmem(*s, *n, signs[i], strlen(signs[i])))
            continue;
        size_t count = pieces_of(*s, *n, signs[i], p), gone = 0;
        const struct title_piece *best = count ? best_of(p, count, body, slug) : p;
        for (size_t k = 0; k < count; k++)
            gone += &p[k] != best && may_go(&p[k], best, strcmp(signs[i], " / ") == 0);
        if (count > 1 && gone + 1 == count && best->words > 1) {
            *s = best->s;
            *n = best->n;
        }
    }
}

size_t title_length(const struct line *l) {
    const char *open = l->flags & LINE_DATED ? memrchr(l->s, '(', l->len) : NULL;
    size_t n = open && open > l->s ? (size_t)(open - l->s) : l->len;
    while (n > 0 && l->s[n - 1] == ' ')
        n--;
    return n;
}

void title_trim(const char **s, size_t *n) {
    static const char *const ends[] = {" ", "()", "( )", "(  )", "|", "-", "–", "•", "»", ":"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends;) {
        size_t k = strlen(ends[i]);
        bool tail = *n > k && memcmp(*s + *n - k, ends[i], k) == 0;
        bool head = !tail && *n > k && ends[i][0] != ':' && memcmp(*s, ends[i], k) == 0;
        *s += head ? k : 0;
        *n -= head || tail ? k : 0;
        i = head || tail ? 0 : i + 1;
    }
    size_t site = site_name(*s, *n);
    *n = site >= TITLE_KEPT_MIN ? site : *n;
}

size_t title_cut(const char *s, size_t n, size_t max) {
    if (n <= max)
        return n;
    size_t cut = utf8_cut(s, n, max);
    const char *space = memrchr(s, ' ', cut);
    return space && space > s ? (size_t)(space - s) : cut;
}

size_t title_of_text(const char *s, size_t n) {
    const char *line = memchr(s, '\n', n);
    n = line ? (size_t)(line - s) : n;
    size_t limit = n < TITLE_BYTES_MAX ? n : TITLE_BYTES_MAX;
    for (size_t i = 20; i + 1 < limit; i++)
        if (strchr(".!?", s[i]) && s[i + 1] == ' ' && shape_starts_upper(s + i + 2, n - i - 2))
            return s[i] == '.' ? i : i + 1;
    return title_cut(s, n, TITLE_BYTES_MAX);
}
