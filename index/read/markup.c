#include "index/read/markup.h"

#include <stdint.h>
#include <string.h>

#include "index/text/text.h"

struct cursor {
    const char *s;
    size_t n, at;
    char *out;
    struct markup *m;
    unsigned link_depth;
    unsigned misses; /* openers without their end: each costs a look ahead, so they are few */
};

enum { MISSES_MAX = 200 };

static void put(struct cursor *c, const char *bytes, size_t n) {
    struct markup *m = c->m;
    if (n == 1 && bytes[0] == ' ' && (m->length == 0 || c->out[m->length - 1] == ' '))
        return;
    memcpy(c->out + m->length, bytes, n);
    m->length += n;
    if (c->link_depth > 0)
        m->link_bytes += n;
}

static bool starts(const struct cursor *c, const char *word) {
    size_t k = strlen(word);
    return c->n - c->at >= k && memcmp(c->s + c->at, word, k) == 0;
}

/* ---- entities -------------------------------------------------------------------- */

static const struct {
    const char *name;
    uint32_t code_point;
} entities[] = {
    {"nbsp;", ' '},      {"amp;", '&'},      {"lt;", '<'},       {"gt;", '>'},
    {"quot;", '"'},      {"apos;", '\''},    {"ndash;", 0x2013}, {"mdash;", 0x2014},
    {"hellip;", 0x2026}, {"ldquo;", 0x201C}, {"rdquo;", 0x201D}, {"lsquo;", 0x2018},
    {"rsquo;", 0x2019},  {"laquo;", 0xAB},   {"raquo;", 0xBB},   {"middot;", 0xB7},
    {"bull;", 0x2022},   {"copy;", 0xA9},    {"reg;", 0xAE},     {"deg;", 0xB0},
    {"agrave;", 0xE0},   {"aacute;", 0xE1},  {"acirc;", 0xE2},   {"atilde;", 0xE3},
    {"egrave;", 0xE8},   {"eacute;", 0xE9},  {"ecirc;", 0xEA},   {"igrave;", 0xEC},
    {"iacute;", 0xED},   {"ograve;", 0xF2},  {"oacute;", 0xF3},  {"ocirc;", 0xF4},
    {"otilde;", 0xF5},   {"ugrave;", 0xF9},  {"uacute;", 0xFA},  {"yacute;", 0xFD},
};

static int digit_of(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 16;
}

/* "#273;" or "#x111;" at p. Returns its length, 0 when there is none. */
static size_t numeric_entity(const char *p, size_t n, uint32_t *code_point) {
    size_t at = 1;
    int base = at < n && (p[at] | 32) == 'x' ? 16 : 10;
    at += base == 16;
    uint32_t value = 0;
    size_t first = at;
    for (; at < n && at < first + 7 && digit_of(p[at]) < base; at++)
        value = value * (uint32_t)base + (uint32_t)digit_of(p[at]);
    bool printable = value >= 0x20 && value != 0x7F && (value < 0xD800 || value > 0xDFFF);
    if (at == first || at >= n || p[at] != ';' || !printable || value > 0x10FFFF)
        return 0;
    *code_point = value == 0xA0 ? ' ' : value;
    return at + 1;
}

static bool entity(struct cursor *c) {
    const char *p = c->s + c->at + 1;
    size_t left = c->n - c->at - 1, used = 0;
    uint32_t code_point = 0;
    if (left > 1 && p[0] == '#')
        used = numeric_entity(p, left, &code_point);
    for (size_t i = 0; !used && i < sizeof entities / sizeof *entities; i++) {
        size_t k = strlen(entities[i].name);
        if (k <= left && memcmp(p, entities[i].name, k) == 0) {
            used = k;
            code_point = entities[i].code_point;
        }
    }
    if (!used)
        return false;
    char utf8[4];
    put(c, utf8, utf8_encode(code_point, utf8));
    c->at += 1 + used;
    return true;
}

/* ---- tags, links, images --------------------------------------------------------- */

/* "<p class=..>", "</p>", "<o:p>", "<!-- .. -->"; a "<" in running text is kept. */
static bool tag(struct cursor *c) {
    size_t at = c->at + 1;
    at += at < c->n && (c->s[at] == '/' || c->s[at] == '!');
    if (at >= c->n || !(((c->s[at] | 32) >= 'a' && (c->s[at] | 32) <= 'z') || c->s[at] == '-'))
        return false;
    const char *end = memchr(c->s + at, '>', c->n - at < 2000 ? c->n - at : 2000);
    if (!end || memchr(c->s + at, '<', (size_t)(end - c->s) - at))
        return false;
    c->at = (size_t)(end - c->s) + 1;
    put(c, " ", 1);
    return true;
}

/* Where the "(target "title")" that starts at `at` ends, or 0. */
static size_t target_end(const struct cursor *c, size_t at) {
    if (at >= c->n || c->s[at] != '(')
        return 0;
    unsigned depth = 0;
    for (size_t end = c->n - at < 4000 ? c->n : at + 4000; at < end; at++) {
        depth += c->s[at] == '(';
        if (c->s[at] == ')' && --depth == 0)
            return at + 1;
    }
    return 0;
}

/* Where the "]" stands that closes the "[" at `at`, or 0. */
static size_t bracket_end(const struct cursor *c, size_t at) {
    unsigned depth = 0;
    for (size_t end = c->n - at < 4000 ? c->n : at + 4000; at < end; at++) {
        depth += c->s[at] == '[';
        if (c->s[at] == ']' && --depth == 0)
            return at;
    }
    return 0;
}

static bool image(struct cursor *c) {
    size_t close = bracket_end(c, c->at + 1);
    size_t end = close ? target_end(c, close + 1) : 0;
    if (!end)
        return false;
    c->m->image = true;
    c->at = end;
    put(c, " ", 1);
    return true;
}

static void step(struct cursor *c);

static bool link(struct cursor *c) {
    size_t close = bracket_end(c, c->at);
    size_t end = close ? target_end(c, close + 1) : 0;
    if (!end || c->link_depth > 2)
        return false;
    size_t whole = c->n;
    c->n = close;
    c->at++;
    c->link_depth++;
    while (c->at < c->n)
        step(c);
    c->link_depth--;
    c->n = whole;
    c->at = end;
    return true;
}

/* Emphasis: runs of '*' or '_' that stand at the edge of a word. */
static bool emphasis(struct cursor *c) {
    char mark = c->s[c->at];
    size_t run = 1;
    while (c->at + run < c->n && c->s[c->at + run] == mark)
        run++;
    bool before = c->at > 0 && (unsigned char)c->s[c->at - 1] > ' ';
    bool after = c->at + run < c->n && (unsigned char)c->s[c->at + run] > ' ';
    if (run > 3 || (mark == '_' && before && after) || (!before && !after))
        return false;
    c->at += run;
    return true;
}

static bool construct(struct cursor *c) {
    switch (c->s[c->at]) {
    case '!':
        return c->at + 1 < c->n && c->s[c->at + 1] == '[' && image(c);
    case '[':
        return link(c);
    case '<':
        return tag(c);
    case '&':
        return entity(c);
    case '*':
    case '_':
        return emphasis(c);
    default:
        return false;
    }
}

/* Bytes that may begin something else than running text. */
static const bool special[256] = {
    ['!'] = true, ['['] = true, ['<'] = true, ['&'] = true, ['*'] = true,
    ['_'] = true, ['-'] = true, [' '] = true, ['\t'] = true};

/* Copies what stands before the next special byte. */
static void copy_plain(struct cursor *c) {
    size_t end = c->at;
    while (end < c->n && !special[(unsigned char)c->s[end]])
        end++;
    if (end > c->at)
        put(c, c->s + c->at, end - c->at);
    c->at = end;
}

static void step(struct cursor *c) {
    copy_plain(c);
    if (c->at >= c->n)
        return;
    char first = c->s[c->at];
    if (first != ' ' && first != '-' && c->misses < MISSES_MAX) {
        if (construct(c))
            return;
        c->misses++;
    }
    if (first == '-' && starts(c, "-->")) {
        c->at += 3;
        return;
    }
    if (first == '\t')
        first = ' ';
    put(c, &first, 1);
    c->at++;
}

/* ---- the line -------------------------------------------------------------------- */

static const char *const bullets[] = {"\xE2\x80\xA2", "\xC2\xB7", "\xE2\x97\x8F",
                                      "\xE2\x96\xAA", "\xC2\xBB", "\xE2\x80\xBA",
                                      "\xE2\x96\xBA", "* "};

static void skip_spaces(struct cursor *c) {
    while (c->at < c->n && (c->s[c->at] == ' ' || c->s[c->at] == '\t'))
        c->at++;
}

/* "## ", "> ", "* ", bullets: what may stand before a line's words. */
static void line_start(struct cursor *c) {
    skip_spaces(c);
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (starts(c, bullets[i])) {
            c->m->bullet = true;
            c->at += strlen(bullets[i]);
            skip_spaces(c);
        }
    unsigned level = 0;
    while (c->at + level < c->n && c->s[c->at + level] == '#')
        level++;
    if (level >= 1 && level <= 6 && c->at + level < c->n && c->s[c->at + level] == ' ') {
        c->m->heading = level;
        c->at += level;
    }
    skip_spaces(c);
}

/* "| a | b |" loses its bars; a bar alone (what is left of an image cell) counts as one. */
static void table_row(struct cursor *c) {
    size_t end = c->n;
    while (end > c->at && c->s[end - 1] == ' ')
        end--;
    if (end == c->at || (c->s[c->at] != '|' && c->s[end - 1] != '|'))
        return;
    for (size_t i = c->at; i < end; i++)
        c->m->cells += c->s[i] == '|';
    c->m->cells -= c->m->cells > 1;
    c->n = end - (c->s[end - 1] == '|');
    c->at += c->at < c->n && c->s[c->at] == '|';
    skip_spaces(c);
}

void markup_strip(const char *s, size_t n, char *out, struct markup *m) {
    struct cursor c = {.s = s, .n = n, .out = out, .m = m};
    *m = (struct markup){0};
    line_start(&c);
    table_row(&c);
    while (c.at < c.n)
        step(&c);
    while (m->length > 0 && out[m->length - 1] == ' ')
        m->length--;
    if (m->link_bytes > m->length)
        m->link_bytes = m->length;
}
