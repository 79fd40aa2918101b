#include "index/read/draft.h"

#include <stdio.h>
#include <string.h>

#include "index/base/limits.h"
#include "index/read/byline.h"
#include "index/read/title.h"
#include "index/read/url.h"

/* A body of fewer words is no article. */
enum { WORDS_MIN = 5, SLUG_BYTES = 400, TAIL_BYTES = 60 };

static bool reject(struct draft *d, const char *reason, const char *detail) {
    d->reject = reason;
    snprintf(d->reject_detail, sizeof d->reject_detail, "%s", detail);
    return true;
}

/* ---- paragraphs ------------------------------------------------------------------ */

static void add_paragraph(struct buf *body, const char *s, size_t n) {
    while (n > 0 && s[0] == ' ')
        s++, n--;
    while (n > 0 && s[n - 1] == ' ')
        n--;
    if (n == 0)
        return;
    if (body->len > 0)
        buf_char(body, '\n');
    buf_add(body, s, n);
}

static size_t words_of(const char *s) {
    size_t words = *s != '\0';
    for (; *s; s++)
        words += *s == ' ' || *s == '\n';
    return words;
}

/* Looks at the finished body. False: it is none. */
static bool body_serves(struct draft *d) {
    if (d->body.failed)
        return !reject(d, "too-large", "the article is larger than the archive takes");
    size_t words = words_of(buf_text(&d->body));
    if (words >= WORDS_MIN)
        return true;
    char detail[80];
    snprintf(detail, sizeof detail, "%zu words are no article", words);
    return !reject(d, words ? "too-short" : "no-body", detail);
}

static bool settle_title(struct draft *d, const char *s, size_t n, const struct input *in,
                         struct tt_error *e) {
    char slug[SLUG_BYTES] = "";
    if (in->url)
        url_slug(in->url, slug, sizeof slug);
    title_part(&s, &n, buf_text(&d->body), slug);
    title_trim(&s, &n);
    n = title_cut(s, n, TITLE_BYTES_MAX);
    buf_add(&d->title, s, n);
    return buf_ok(&d->title) || tt_fail(e, TT_NO_MEMORY, "no memory for a title");
}

static void init(struct draft *d) {
    *d = (struct draft){.reject = NULL};
    buf_init(&d->body, BODY_BYTES_MAX);
    buf_init(&d->title, TITLE_BYTES_MAX + 1);
}

/* ---- bylines --------------------------------------------------------------------- */

static void take_byline(struct draft *d, const char *s, size_t n) {
    struct byline b;
    if (!byline_read(s, n, &b))
        return;
    if (b.author && !d->author.s)
        d->author = (struct draft_span){b.author, b.author_len};
    if (b.source && !d->source.s)
        d->source = (struct draft_span){b.source, b.source_len};
}

static void bylines_of_page(struct draft *d) {
    const struct page *p = &d->page;
    const struct cleaning *c = &d->cleaning;
    bool text = false;
    for (size_t i = c->from; i < c->to; i++) {
        const struct line *l = &p->lines[i];
        text |= c->rule[i] == RULE_NONE && l->flags & LINE_PROSE;
        if (c->rule[i] == RULE_STAMP && !text)
            take_byline(d, l->s + l->stamp.rest_start, l->stamp.rest_end - l->stamp.rest_start);
        else if (c->rule[i] == RULE_BYLINE && (!text || i > c->last))
            take_byline(d, l->s, l->len);
    }
}

/* "Đăng bởi Minh Thư vào 12/05/2020" right above the title, or a name and a date there. */
static void byline_above(struct draft *d) {
    enum { ABOVE_MAX = 2 };
    size_t title = d->cleaning.title;
    const struct line *name = NULL;
    bool dated = false;
    for (size_t i = title; title != SIZE_MAX && i-- > 0 && i + ABOVE_MAX >= title;) {
        const struct line *l = &d->page.lines[i];
        const char *rest = l->s + l->stamp.rest_start;
        size_t n = l->stamp.rest_end - l->stamp.rest_start;
        bool shown = l->flags & LINE_STAMP && !l->stamp.visit;
        if (shown && byline_alone(rest, n))
            take_byline(d, rest, n);
        dated |= shown && l->stamp.day != DAY_UNKNOWN;
        name = l->flags & LINE_NAME ? l : name;
    }
    if (name && dated && !d->author.s)
        take_byline(d, name->s, name->len);
}

/* "..đã kết thúc./. Hồng Nhung/VOV": a byline behind the last sentence. */
static void byline_behind(struct draft *d) {
    const char *body = buf_text(&d->body), *end = body + d->body.len;
    const char *line = memrchr(body, '\n', d->body.len);
    const char *from = line ? line + 1 : body;
    for (const char *at = end; at > from + 1 && end - at < TAIL_BYTES; at--)
        if (at[-1] == ' ' && at[-2] == '.' && byline_alone(at, (size_t)(end - at))) {
            take_byline(d, at, (size_t)(end - at));
            return;
        }
}

static void dateline(struct draft *d) {
    size_t start, end;
    const char *body = buf_text(&d->body);
    size_t n = d->body.len < 80 ? d->body.len : 80;
    if (d->source.s || !byline_dateline(body, n, &start, &end))
        return;
    d->source = (struct draft_span){body + start, end - start};
    byline_newsroom(&d->source.s, &d->source.n);
}

/* ---- pages ----------------------------------------------------------------------- */

/* The given title, unless it is the line's with the site's name behind it. */
static bool title_of_page(const struct input *in, struct draft *d, struct tt_error *e) {
    const struct line *l = d->cleaning.title != SIZE_MAX ? &d->page.lines[d->cleaning.title] : NULL;
    size_t n = l ? title_length(l) : 0;
    bool longer = l && in->title && strlen(in->title) > n && memcmp(in->title, l->s, n) == 0;
    if (in->title && !longer)
        return settle_title(d, in->title, strlen(in->title), in, e);
    if (l)
        return settle_title(d, l->s, n, in, e);
    const char *body = buf_text(&d->body);
    return settle_title(d, body, title_of_text(body, d->body.len), in, e);
}

static bool clean(const struct templates *t, const struct input *in, struct draft *d,
                  struct tt_error *e) {
    char slug[SLUG_BYTES] = "";
    struct title_hint hint = {in->title, slug, in->url};
    struct tt_error why;
    if (in->url)
        url_slug(in->url, slug, sizeof slug);
    if (!page_split(in->text, &d->page, &why))
        return why.code == TT_BAD_INPUT ? reject(d, "too-large", why.text)
                                        : tt_fail(e, why.code, "%s", why.text);
    templates_mark(t, in, &d->page);
    if (!clean_page(&d->page, &hint, &d->cleaning, &why))
        return why.code == TT_NOT_FOUND ? reject(d, "no-body", why.text)
                                        : tt_fail(e, why.code, "%s", why.text);
    return true;
}

bool draft_page(const struct templates *t, const struct input *in, struct draft *d,
                struct tt_error *e) {
    init(d);
    if (!clean(t, in, d, e))
        return false;
    if (d->reject)
        return true;
    for (size_t i = d->cleaning.from; i < d->cleaning.to; i++)
        if (d->cleaning.rule[i] == RULE_NONE)
            add_paragraph(&d->body, d->page.lines[i].s, d->page.lines[i].len);
    if (!body_serves(d))
        return true;
    if (!title_of_page(in, d, e))
        return false;
    bylines_of_page(d);
    if (!d->author.s)
        byline_behind(d);
    if (!d->author.s)
        byline_above(d);
    dateline(d);
    published_find(in, t, &d->page, &d->cleaning, buf_text(&d->title), buf_text(&d->body),
                   &d->published);
    return true;
}

/* ---- records --------------------------------------------------------------------- */

bool draft_record(const struct input *in, struct draft *d, struct tt_error *e) {
    init(d);
    for (const char *at = in->body; *at;) {
        size_t n = strcspn(at, "\n");
        add_paragraph(&d->body, at, n);
        at += n + (at[n] == '\n');
    }
    if (!body_serves(d))
        return true;
    const char *body = buf_text(&d->body);
    const char *title = in->title ? in->title : body;
    size_t n = in->title ? strlen(in->title) : title_of_text(body, d->body.len);
    if (!settle_title(d, title, n, in, e))
        return false;
    const char *last = memrchr(body, '\n', d->body.len);
    if (last && byline_alone(last + 1, strlen(last + 1)))
        take_byline(d, last + 1, strlen(last + 1));
    dateline(d);
    published_find(in, NULL, NULL, NULL, buf_text(&d->title), body, &d->published);
    return true;
}

void draft_done(struct draft *d) {
    page_done(&d->page);
    cleaning_done(&d->cleaning);
    buf_done(&d->body);
    buf_done(&d->title);
}

/* ---- provenance ------------------------------------------------------------------ */

static void json_string(struct buf *out, const char *s) {
    buf_char(out, '"');
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\')
            buf_char(out, '\\');
        if (c < 0x20)
            buf_printf(out, "\\u%04x", c);
        else
            buf_char(out, *s);
    }
    buf_char(out, '"');
}

static void removed(const struct draft *d, struct buf *out) {
    size_t lines[RULES] = {0};
    for (size_t i = 0; d->cleaning.rule && i < d->page.n; i++)
        lines[d->cleaning.rule[i]]++;
    const char *between = "";
    for (enum rule r = RULE_BEFORE; r < RULES; r++) {
        if (lines[r] == 0)
            continue;
        buf_printf(out, "%s{\"rule\":\"%s\",\"lines\":%zu}", between, rule_name(r), lines[r]);
        between = ",";
    }
    if (d->page.markup > 0)
        buf_printf(out, "%s{\"rule\":\"markup\",\"lines\":%u}", between, d->page.markup);
}

void draft_provenance(const struct draft *d, const struct input *in, struct buf *out) {
    buf_str(out, "{\"input\":");
    json_string(out, in->name);
    buf_printf(out, ",\"form\":\"%s\",\"date_basis\":\"%s\",\"date_text\":",
               in->text ? "page" : "record", basis_name(d->published.basis));
    json_string(out, d->published.text);
    buf_str(out, ",\"removed\":[");
    removed(d, out);
    buf_str(out, "]}");
}
