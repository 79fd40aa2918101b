#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "index/html/html_parts.h"

/* ---- tags ------------------------------------------------------------------------ */

/* Tags that open nothing, or that close by themselves where the like begins. */
static const char *const light[] = {
    "area",    "base",  "basefont", "bgsound", "body",   "br",     "col",    "colgroup",
    "command", "dd",    "dt",       "embed",   "frame",  "head",   "hr",     "html",
    "image",   "img",   "input",    "li",      "link",   "meta",   "option", "optgroup",
    "p",       "param", "rp",       "rt",      "source", "tbody",  "td",     "tfoot",
    "th",      "thead", "tr",       "track",   "wbr",    "keygen",
};
/* Nothing of these is read, and all that the parser was seen to fail an assertion of its own
 * on (version 0.10.1), which would end the process, began with one of them inside another. */
static const char *const unwanted[] = {"svg", "math", "select", "template", "frameset"};
/* Tags whose content is no markup. */
static const char *const raw[] = {"script", "style",  "textarea", "title",
                                  "xmp",    "iframe", "noembed",  "noframes"};

#define SPACE " \t\r\n\f"
enum { NAME_MAX_BYTES = 12 };

struct tag {
    char name[NAME_MAX_BYTES + 1]; /* in small letters; the beginning of a longer one */
    uint32_t hash;                 /* of the whole name */
    bool end;                      /* "</div>" */
    unsigned attributes;           /* as many at most */
};

static bool among(const char *name, const char *const *names, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}
#define AMONG(name, names) among(name, names, sizeof names / sizeof names[0])

static bool is_letter(char c) {
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Behind the ">" of the tag whose name ended at `at`; a ">" in quotes is none. */
static size_t behind_tag(const char *s, size_t n, size_t at, struct tag *t) {
    char quote = 0;
    for (; at < n; at++) {
        if (quote)
            quote = s[at] == quote ? 0 : quote;
        else if (s[at] == '>')
            return at + 1;
        else if ((s[at] == '"' || s[at] == '\'') && s[at - 1] == '=')
            quote = s[at];
        t->attributes += !quote && strchr(SPACE "/\"'", s[at]) != NULL;
    }
    return n;
}

/* The tag at s[at], a "<" with a name behind it. Returns where it ends. */
static size_t read_tag(const char *s, size_t n, size_t at, struct tag *t) {
    *t = (struct tag){.hash = 2166136261u, .end = s[at + 1] == '/'};
    size_t len = 0;
    for (at += 1 + t->end; at < n && !strchr(SPACE "/>", s[at]); at++) {
        char c = (char)(s[at] >= 'A' && s[at] <= 'Z' ? s[at] | 32 : s[at]);
        t->hash = (t->hash ^ (unsigned char)c) * 16777619u; /* FNV-1a */
        if (len < NAME_MAX_BYTES)
            t->name[len++] = c;
    }
    return behind_tag(s, n, at, t);
}

/* Behind a comment, a doctype and the like at s[at]; `at` when it is none of these. */
static size_t behind_comment(const char *s, size_t n, size_t at) {
    if (at + 1 >= n || (s[at + 1] != '!' && s[at + 1] != '?'))
        return at;
    bool comment = n - at >= 4 && memcmp(s + at, "<!--", 4) == 0;
    const char *end =
        comment ? memmem(s + at + 2, n - at - 2, "-->", 3) : memchr(s + at, '>', n - at);
    return end ? (size_t)(end - s) + (comment ? 3 : 1) : n;
}

static size_t behind_raw(const char *s, size_t n, size_t at, const char *name) {
    size_t len = strlen(name);
    while (at < n) {
        const char *end = memmem(s + at, n - at, "</", 2);
        if (!end)
            return n;
        at = (size_t)(end - s);
        if (n - at > len + 2 && strncasecmp(end + 2, name, len) == 0)
            return at;
        at += 2;
    }
    return n;
}

struct open_elements {
    uint32_t hash[HTML_NESTING_MAX];
    size_t n;
};

static bool take_tag(struct open_elements *o, const struct tag *t) {
    if (t->end) {
        for (size_t i = o->n; i-- > 0;)
            if (o->hash[i] == t->hash) {
                o->n = i;
                break;
            }
        return true;
    }
    if (AMONG(t->name, light))
        return true;
    if (o->n == HTML_NESTING_MAX)
        return false;
    o->hash[o->n++] = t->hash;
    return true;
}

bool html_too_deep(struct html *h) {
    h->reject = "too-deep";
    snprintf(h->detail, sizeof h->detail, "more than %d elements are inside one another",
             HTML_NESTING_MAX);
    return false;
}

static bool too_many_attributes(struct html *h) {
    h->reject = "too-complex";
    snprintf(h->detail, sizeof h->detail, "a tag has more than %d attributes", HTML_ATTRIBUTES_MAX);
    return false;
}

/* Blanks the tag at s[from..to-1], and with an opening one all up to its end. Returns where
 * to go on. Bit i of *endless: no end of unwanted[i] is left, so that it is sought once. */
static size_t blank(char *s, size_t n, size_t from, size_t to, const struct tag *t,
                    unsigned *endless) {
    unsigned i = 0;
    while (strcmp(unwanted[i], t->name) != 0)
        i++;
    size_t end = t->end || *endless >> i & 1 ? to : behind_raw(s, n, to, t->name);
    if (end >= n) { /* a forgotten end: what is behind may be the article */
        *endless |= 1u << i;
        end = to;
    }
    memset(s + from, ' ', end - from);
    return end;
}

/* Takes the "<" from every unwanted tag that is left, be it in a comment or a script: what
 * the parser takes for one may be more than the scan did. */
static void blank_rest(char *s, size_t n) {
    for (size_t at = 0; at < n; at++) {
        char *next = memchr(s + at, '<', n - at);
        if (!next)
            return;
        at = (size_t)(next - s);
        size_t name = at + 1 + (at + 1 < n && s[at + 1] == '/');
        for (size_t i = 0; i < sizeof unwanted / sizeof unwanted[0]; i++) {
            size_t len = strlen(unwanted[i]);
            bool whole = n - name == len || (n - name > len && strchr(SPACE "/>", s[name + len]));
            if (whole && strncasecmp(s + name, unwanted[i], len) == 0)
                *next = ' ';
        }
    }
}

static bool scan(struct html *h, char *s, size_t n) {
    struct open_elements open = {.n = 0};
    unsigned endless = 0;
    struct tag t;
    for (size_t at = 0; at < n;) {
        const char *next = memchr(s + at, '<', n - at);
        if (!next)
            return true;
        at = (size_t)(next - s);
        size_t behind = behind_comment(s, n, at);
        size_t name = at + 1 + (at + 1 < n && s[at + 1] == '/');
        if (behind > at) {
            at = behind;
        } else if (name >= n || !is_letter(s[name])) {
            at++;
        } else {
            size_t from = at;
            at = read_tag(s, n, at, &t);
            if (AMONG(t.name, unwanted)) {
                at = blank(s, n, from, at, &t, &endless);
                continue;
            }
            if (t.attributes > HTML_ATTRIBUTES_MAX)
                return too_many_attributes(h);
            if (!take_tag(&open, &t))
                return html_too_deep(h);
            if (!t.end && AMONG(t.name, raw))
                at = behind_raw(s, n, at, t.name);
        }
    }
    return true;
}

bool html_prepare(struct html *h, char *s, size_t n) {
    if (!scan(h, s, n))
        return false;
    blank_rest(s, n);
    return true;
}
