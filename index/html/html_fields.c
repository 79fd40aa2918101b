#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "index/base/limits.h"
#include "index/html/html_parts.h"
#include "index/read/dates.h"
#include "index/read/markup.h"
#include "index/read/shape.h"
#include "index/text/text.h"

enum {
    CLAIM_BYTES_MAX = 4 * FIELD_BYTES_MAX,
    NAME_BYTES_MAX = 120, /* of an author or a site: a longer one is no name */
    YEAR_MIN = 1995,      /* the first pages of Vietnamese newspapers are of 1997 */
    VIETNAM_OFFSET = 7 * 3600
};

/* ---- claims ---------------------------------------------------------------------- */

void html_claim(struct html_claims *c, enum html_claim what, unsigned rank, const char *s) {
    if (!s || s[strspn(s, " \t\r\n\f")] == '\0')
        return;
    if (c->value[what].len > 0 && c->rank[what] <= rank)
        return;
    c->rank[what] = rank;
    buf_clear(&c->value[what]);
    buf_str(&c->value[what], s);
    if (!buf_ok(&c->value[what])) /* longer than anything it may be */
        buf_clear(&c->value[what]);
}

/* ---- <meta>, <link>, <title> ----------------------------------------------------- */

enum { RANK_MICRODATA = 3, RANK_TEMPLATE = 9 };

/* Sites mix up the attributes name, property and itemprop: the key may stand in each. JSON-LD
 * claims with the rank 2. */
static const struct {
    const char *key;
    enum html_claim what;
    unsigned rank;
} metas[] = {
    {"og:title", CLAIM_OG_TITLE, 1},
    {"twitter:title", CLAIM_OG_TITLE, 2},
    {"og:url", CLAIM_URL, 2},
    {"article:published_time", CLAIM_PUBLISHED, 1},
    {"og:article:published_time", CLAIM_PUBLISHED, 1},
    {"pubdate", CLAIM_PUBLISHED, 4},
    {"publishdate", CLAIM_PUBLISHED, 4},
    {"publish-date", CLAIM_PUBLISHED, 4},
    {"publish_date", CLAIM_PUBLISHED, 4},
    {"date", CLAIM_PUBLISHED, 6},
    {"dc.date", CLAIM_PUBLISHED, 5},
    {"dc.date.issued", CLAIM_PUBLISHED, 5},
    {"dc.date.created", CLAIM_PUBLISHED, 5},
    {"dcterms.issued", CLAIM_PUBLISHED, 5},
    {"dcterms.created", CLAIM_PUBLISHED, 5},
    {"article:author", CLAIM_AUTHOR, 3},
    {"author", CLAIM_AUTHOR, 4},
    {"dc.creator", CLAIM_AUTHOR, 5},
    {"og:site_name", CLAIM_SOURCE, 1},
    {"application-name", CLAIM_SOURCE, 3},
};

static void claim_meta(struct html_claims *c, const char *key, const char *content) {
    for (size_t i = 0; key && i < sizeof metas / sizeof metas[0]; i++)
        if (strcasecmp(key, metas[i].key) == 0)
            html_claim(c, metas[i].what, metas[i].rank, content);
}

/* An item of the page may be a related article: several days say nothing of the page. */
static void claim_microdata(struct html_claims *c, const GumboNode *n) {
    const char *prop = html_attribute(n, "itemprop");
    if (!prop || strcasecmp(prop, "datePublished") != 0)
        return;
    const char *value = html_attribute(n, "content");
    value = value ? value : html_attribute(n, "datetime");
    const struct buf *kept = &c->value[CLAIM_PUBLISHED];
    bool same_rank = kept->len > 0 && c->rank[CLAIM_PUBLISHED] == RANK_MICRODATA;
    if (value && same_rank && strncmp(value, kept->data, 10) != 0)
        c->conflict = true;
    html_claim(c, CLAIM_PUBLISHED, RANK_MICRODATA, value);
}

static const char *text_inside(const GumboNode *n) {
    const GumboVector *children = &n->v.element.children;
    const GumboNode *first = children->length ? children->data[0] : NULL;
    bool text = first && (first->type == GUMBO_NODE_TEXT || first->type == GUMBO_NODE_CDATA);
    return text ? first->v.text.text : NULL;
}

static void claim_script(struct html_claims *c, const GumboNode *n) {
    const char *type = html_attribute(n, "type"), *json = text_inside(n);
    if (json && type && strncasecmp(type, "application/ld+json", 19) == 0)
        html_jsonld(c, json, strlen(json));
}

static void claim_element(struct html_claims *c, const GumboNode *n) {
    const char *content = html_attribute(n, "content"), *rel = html_attribute(n, "rel");
    switch (n->v.element.tag) {
    case GUMBO_TAG_META:
        claim_meta(c, html_attribute(n, "property"), content);
        claim_meta(c, html_attribute(n, "name"), content);
        claim_meta(c, html_attribute(n, "itemprop"), content);
        break;
    case GUMBO_TAG_LINK:
        if (rel && strcasecmp(rel, "canonical") == 0)
            html_claim(c, CLAIM_URL, 1, html_attribute(n, "href"));
        break;
    case GUMBO_TAG_TITLE:
        html_claim(c, CLAIM_TITLE, 1, text_inside(n));
        break;
    case GUMBO_TAG_SCRIPT:
        claim_script(c, n);
        break;
    default:
        break;
    }
    claim_microdata(c, n);
}

static void claim_all(struct html_claims *c, const GumboNode *root) {
    struct html_walk walk;
    const GumboNode *n;
    html_claim(c, CLAIM_LANG, 1, html_attribute(root, "lang"));
    html_walk_init(&walk, root);
    for (enum html_event event; (event = html_walk_next(&walk, &n)) != HTML_END;)
        if (event == HTML_ENTER && n->type == GUMBO_NODE_ELEMENT)
            claim_element(c, n);
    if (c->conflict && c->rank[CLAIM_PUBLISHED] == RANK_MICRODATA)
        buf_clear(&c->value[CLAIM_PUBLISHED]);
}

/* ---- what may be true ------------------------------------------------------------ */

static bool begins(const char *s, const char *word) {
    return strncmp(s, word, strlen(word)) == 0;
}

bool html_is_site(const char *s) {
    static const char *const names[] = {
        "cong thong tin",  "cong ttdt",      "trang thong tin", "trang tin dien tu", "bao dien tu",
        "tap chi dien tu", "dai phat thanh", "website",         "trang chu",         "home"};
    char folded[100];
    size_t n = strlen(s);
    shape_fold(s, n < 60 ? n : utf8_cut(s, n, 60), folded, sizeof folded);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (begins(folded, names[i]))
            return true;
    return false;
}

/* A URL with more than a site's name: its home would be every page's. */
static bool url_fits(const char *s) {
    static const char *const homes[] = {"index.html",   "index.htm",     "index.php",
                                        "default.aspx", "home",          "default.html",
                                        "trang-chu",    "trang-chu.html"};
    if (strncasecmp(s, "https://", 8) != 0 && strncasecmp(s, "http://", 7) != 0)
        return false;
    const char *path = strchr(s + 8, '/');
    if (!path || strpbrk(s, " \n<>\""))
        return false;
    path += strspn(path, "/");
    for (size_t i = 0; i < sizeof homes / sizeof homes[0]; i++)
        if (strcasecmp(path, homes[i]) == 0)
            return false;
    return path[0] != '\0' && path[0] != '#';
}

/* "2024-03-12T18:30:00Z" is 13 March in Vietnam. Writes that day; false: no zone is named, or
 * it is Vietnam's. */
static bool in_vietnam(const char *s, char out[11]) {
    struct tm t = {0};
    const char *end = strptime(s, "%Y-%m-%dT%H:%M", &t);
    end = end ? end : strptime(s, "%Y-%m-%d %H:%M", &t);
    if (!end)
        return false;
    end += strspn(end, ":.0123456789 ");
    int hours = 0, minutes = 0; /* of "+0700" the width takes "+07" */
    if (*end != 'Z' && sscanf(end, "%3d:%2d", &hours, &minutes) < 1)
        return false;
    long offset = hours * 3600L + (hours < 0 ? -60L : 60L) * minutes;
    time_t there = timegm(&t) - offset + VIETNAM_OFFSET;
    return offset != VIETNAM_OFFSET && gmtime_r(&there, &t) &&
           strftime(out, 11, "%Y-%m-%d", &t) == 10;
}

/* With AM or PM the month stands before the day: 3/12/2024 is the 12th of March. */
static bool date_fits(const char *s) {
    struct date d;
    day_t day = DAY_UNKNOWN;
    size_t n = strlen(s);
    if (n > 3 && (strcasecmp(s + n - 2, "AM") == 0 || strcasecmp(s + n - 2, "PM") == 0))
        return false;
    if (!day_parse_record(s, n, &day) && date_next(s, n, 0, &d))
        day = date_day(&d);
    return day != DAY_UNKNOWN && !day_is_year_only(day) && day_year(day) >= YEAR_MIN;
}

static bool author_fits(const struct html *h, const char *s) {
    static const char *const nobody[] = {"admin", "administrator", "quản trị", "editor", "root"};
    if (strlen(s) > NAME_BYTES_MAX || strpbrk(s, "@<>{}") || strstr(s, "://") ||
        strncasecmp(s, "www.", 4) == 0 || !strpbrk(s, " ."))
        return false;
    for (size_t i = 0; i < sizeof nobody / sizeof nobody[0]; i++)
        if (strncasecmp(s, nobody[i], strlen(nobody[i])) == 0)
            return false;
    return strcasecmp(s, buf_text(&h->fields[HTML_SOURCE])) != 0 && !html_is_site(s);
}

static bool source_fits(const char *s) {
    return strlen(s) <= NAME_BYTES_MAX && !strstr(s, "://");
}

/* ---- into fields ----------------------------------------------------------------- */

/* One line of stored text without markup, or nothing when it is longer than may be. */
static void store(const char *s, struct buf *out) {
    struct tt_error ignored;
    struct markup m;
    buf_clear(out);
    if (!text_store(s, strlen(s), out, &ignored)) {
        buf_clear(out);
        return;
    }
    for (size_t i = 0; i < out->len; i++)
        if (out->data[i] == '\n')
            out->data[i] = ' ';
    char line[CLAIM_BYTES_MAX];
    if (out->len == 0 || out->len > sizeof line)
        return;
    markup_strip(out->data, out->len, line, &m);
    buf_clear(out);
    buf_add(out, line, m.length);
}

static void settle_plain(struct html *h, struct html_claims *c) {
    struct buf *url = &h->fields[HTML_URL], *source = &h->fields[HTML_SOURCE];
    struct buf *author = &h->fields[HTML_AUTHOR];
    const struct buf *given = &c->value[CLAIM_URL];
    const char *from = buf_text(given) + strspn(buf_text(given), " \t\r\n");
    struct tt_error ignored;
    size_t n = strcspn(from, " \t\r\n"); /* not without markup: "_" and "*" are the URL's own */
    if (!text_store(from, n, url, &ignored) || !url_fits(buf_text(url)))
        buf_clear(url);
    store(buf_text(&c->value[CLAIM_SOURCE]), source);
    if (!source_fits(buf_text(source)))
        buf_clear(source);
    store(buf_text(&c->value[CLAIM_AUTHOR]), author);
    if (!author_fits(h, buf_text(author)))
        buf_clear(author);
}

static void settle_published(struct html *h, struct html_claims *c) {
    struct buf *out = &h->fields[HTML_PUBLISHED];
    char day[11];
    store(buf_text(&c->value[CLAIM_PUBLISHED]), out);
    if (in_vietnam(buf_text(out), day)) {
        buf_clear(out);
        buf_str(out, day);
    }
    if (!date_fits(buf_text(out)))
        buf_clear(out);
}

/* The text is asked first: many templates say "en" of Vietnamese pages. Of Vietnamese letters
 * a quarter bear marks; of other languages' written with Latin ones a tenth at most. */
static void settle_lang(struct html *h, const struct html_claims *c) {
    const char *s = buf_text(&c->value[CLAIM_LANG]);
    size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"), marked = 0;
    for (size_t i = 0; i < h->text.len; i++) {
        unsigned char byte = (unsigned char)h->text.data[i];
        marked += byte == 0xE1 || (byte >= 0xC3 && byte <= 0xC6);
    }
    bool vietnamese = marked * 20 > h->text.len;
    if (vietnamese || n < 2 || n > 3 || strncasecmp(s, "vi", n) == 0)
        return;
    for (size_t i = 0; i < n; i++)
        buf_char(&h->fields[HTML_LANG], (char)(s[i] | 32));
}

void html_fields(struct html *h, const GumboNode *root) {
    struct html_claims c = {.conflict = false};
    for (size_t i = 0; i < CLAIMS; i++)
        buf_init(&c.value[i], CLAIM_BYTES_MAX);
    claim_all(&c, root);
    settle_plain(h, &c);
    settle_published(h, &c);
    settle_lang(h, &c);
    static const enum html_claim titles[] = {CLAIM_OG_TITLE, CLAIM_HEADLINE, CLAIM_TITLE};
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        struct buf plain;
        buf_init(&plain, CLAIM_BYTES_MAX);
        store(buf_text(&c.value[titles[i]]), &plain);
        buf_done(&c.value[titles[i]]);
        c.value[titles[i]] = plain;
    }
    html_title(h, &c);
    for (size_t i = 0; i < CLAIMS; i++)
        buf_done(&c.value[i]);
    for (size_t i = 0; i < HTML_FIELDS; i++)
        if (!buf_ok(&h->fields[i]))
            buf_clear(&h->fields[i]);
}
