/* Highlighting: marks exactly what matched, in the form in which it matched. */
#include <string.h>

#include "index/search/highlight_spans.h"
#include "index/text/text.h"

/* How much of a body a window is looked for in: of one shown alone, of each where many are, and
 * of all together (about a tenth of a second). */
enum { SCAN_ALONE_MAX = 256 << 10, SCAN_EACH_MIN = 16 << 10, SCAN_ALL_MAX = 4 << 20 };

/* ---- writing --------------------------------------------------------------------- */

static const char *entity_of(char c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\n':
        return " ";
    default:
        return NULL;
    }
}

static void put_escaped(struct buf *out, const char *s, size_t n) {
    size_t written = 0;
    for (size_t i = 0; i < n; i++) {
        const char *entity = entity_of(s[i]);
        if (!entity)
            continue;
        buf_add(out, s + written, i - written);
        buf_str(out, entity);
        written = i + 1;
    }
    buf_add(out, s + written, n - written);
}

static void put_marked(struct buf *out, const char *text, size_t from, size_t to,
                       const struct spans *spans) {
    size_t at = from;
    for (size_t i = 0; i < spans->n; i++) {
        /* A run of words may reach beyond the window. */
        size_t start = spans->list[i].start > at ? spans->list[i].start : at;
        size_t end = spans->list[i].end < to ? spans->list[i].end : to;
        if (start >= end)
            continue;
        put_escaped(out, text + at, start - at);
        buf_str(out, "<mark>");
        put_escaped(out, text + start, end - start);
        buf_str(out, "</mark>");
        at = end;
    }
    put_escaped(out, text + at, to - at);
}

static void put_plain(struct buf *out, const char *text, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        buf_char(out, text[i] == '\n' ? ' ' : text[i]);
}

void highlight_title(const struct search_result *r, const char *title, size_t len,
                     struct buf *out) {
    struct spans spans = spans_find(r, true, title, len);
    put_marked(out, title, 0, len, &spans);
    spans_done(&spans);
}

/* ---- the window ------------------------------------------------------------------ */

/* What a row of spans says about the query: different words count most, then words that stand
 * together, then the number of marks. */
struct window {
    const struct spans *spans;
    size_t first, end; /* spans first .. end - 1 */
    uint16_t times[QUERY_WORDS_MAX];
    unsigned different, longest;
};

static void count_span(struct window *w, const struct span *s, bool in) {
    for (size_t i = 0; i < QUERY_WORDS_MAX / 64; i++)
        for (uint64_t left = s->things.bits[i]; left; left &= left - 1) {
            uint16_t *times = &w->times[i * 64 + (unsigned)__builtin_ctzll(left)];
            w->different += in ? (*times)++ == 0 : 0;
            w->different -= in ? 0 : --*times == 0;
        }
}

static void take_next(struct window *w) {
    const struct span *s = &w->spans->list[w->end++];
    count_span(w, s, true);
    w->longest = s->tokens > w->longest ? s->tokens : w->longest;
}

static void drop_first(struct window *w) {
    const struct span *s = &w->spans->list[w->first++];
    count_span(w, s, false);
    if (s->tokens < w->longest)
        return;
    w->longest = 0;
    for (size_t i = w->first; i < w->end; i++)
        if (w->spans->list[i].tokens > w->longest)
            w->longest = w->spans->list[i].tokens;
}

static unsigned window_score(const struct window *w) {
    size_t marks = w->end - w->first;
    return w->different * 32 + w->longest * 16 + (unsigned)(marks < 8 ? marks : 8);
}

static bool next_fits(const struct window *w, size_t width) {
    const struct span *list = w->spans->list;
    return w->end < w->spans->n &&
           (w->end == w->first || list[w->end].end - list[w->first].start <= width);
}

/* The spans first..last that fit into the width and say most, no more of them than that takes. */
static void best_window(const struct spans *spans, size_t width, size_t *first, size_t *last) {
    struct window w = {.spans = spans};
    unsigned best = 0;
    *first = 0;
    while (w.first < spans->n) {
        while (next_fits(&w, width))
            take_next(&w);
        if (window_score(&w) > best) {
            best = window_score(&w);
            *first = w.first;
        }
        drop_first(&w);
    }
    w = (struct window){.spans = spans, .first = *first, .end = *first};
    while (window_score(&w) < best && next_fits(&w, width))
        take_next(&w);
    *last = w.end > w.first ? w.end - 1 : w.first;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\n';
}

/* A sentence or paragraph begins at text[i]. */
static bool begins_sentence(const char *text, size_t i) {
    if (i == 0 || text[i - 1] == '\n')
        return true;
    return i >= 2 && text[i - 1] == ' ' && strchr(".!?;", text[i - 2]) != NULL;
}

/* Where the window begins: the sentence's start when it is near enough, else a word's. */
static size_t window_start(const char *text, size_t match, size_t spare) {
    size_t lowest = match > spare ? match - spare : 0;
    for (size_t i = match;; i--) {
        if (begins_sentence(text, i))
            return i;
        if (i == lowest)
            break;
    }
    size_t i = match > spare / 3 ? match - spare / 3 : 0;
    while (i < match && !is_blank(text[i]))
        i++;
    return i < match ? i + 1 : match;
}

/* A window at the end of the text has room left: it begins with an earlier sentence. */
static size_t fill_width(const char *text, size_t len, size_t start, size_t width) {
    if (len - start >= width)
        return start;
    for (size_t i = len > width ? len - width : 0; i < start; i++)
        if (begins_sentence(text, i))
            return i;
    return start;
}

static size_t window_end(const char *text, size_t len, size_t start, size_t width, size_t least) {
    if (len - start <= width)
        return len;
    size_t end = start + width > least ? start + width : least;
    size_t word = end, lowest = start + width / 2 > least ? start + width / 2 : least;
    while (word > lowest && !is_blank(text[word]))
        word--;
    if (word == lowest && word != least)
        word = end; /* no blank: a script without them, or one long word */
    for (size_t i = word; i > least && i > start + width * 2 / 3; i--)
        if (begins_sentence(text, i))
            return i - 1;
    return word;
}

static size_t scan_most(const struct search_result *r) {
    size_t most = r->n_hits ? SCAN_ALL_MAX / r->n_hits : SCAN_ALONE_MAX;
    most = most < SCAN_EACH_MIN ? SCAN_EACH_MIN : most;
    return most > SCAN_ALONE_MAX ? SCAN_ALONE_MAX : most;
}

void highlight_body(const struct search_result *r, const char *body, size_t len, size_t width,
                    bool marks, struct buf *out) {
    size_t most = scan_most(r), scanned = len <= most ? len : utf8_cut(body, len, most);
    struct spans spans = spans_find(r, false, body, scanned);
    size_t start = 0, least = 0, first, last;
    if (spans.n) {
        best_window(&spans, width, &first, &last);
        least = spans.list[last].end;
        size_t taken = least - spans.list[first].start;
        start = window_start(body, spans.list[first].start, width > taken ? width - taken : 0);
        start = fill_width(body, len, start, width);
    }
    size_t end = window_end(body, len, start, width, least);
    /* Long words without a blank: never cut inside a character. */
    while (end < len && ((unsigned char)body[end] & 0xc0) == 0x80)
        end++;
    if (start > 0)
        buf_str(out, "… ");
    if (marks)
        put_marked(out, body, start, end, &spans);
    else
        put_plain(out, body, start, end);
    if (end < len)
        buf_str(out, " …");
    spans_done(&spans);
}
