#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/limits.h"
#include "index/read/draft.h"
#include "index/read/url.h"

enum { ARENA_BYTES_MAX = BODY_BYTES_MAX + (1 << 20) };

/* ---- the arena: strings one behind the other, each with its NUL ------------------ */

struct layout {
    struct buf *arena;
    size_t start[ARTICLE_STRINGS], len[ARTICLE_STRINGS];
};

static void lay(struct layout *l, enum article_field field, const char *s, size_t n) {
    l->start[field] = l->arena->len;
    l->len[field] = n;
    buf_add(l->arena, s, n);
    buf_add(l->arena, "", 1);
}

static void lay_text(struct layout *l, enum article_field field, const char *s) {
    size_t n = s ? strlen(s) : 0;
    lay(l, field, n ? s : "", n);
}

static void lay_id(struct layout *l, const struct input *in) {
    char id[17];
    if (in->id) {
        lay_text(l, ARTICLE_ID, in->id);
        return;
    }
    if (in->url)
        article_id_of_url(in->url, id);
    else
        snprintf(id, sizeof id, "%016llx", (unsigned long long)in->hash);
    lay(l, ARTICLE_ID, id, strlen(id));
}

static void lay_author(struct layout *l, const struct draft *d, const struct input *in) {
    if (in->author)
        lay_text(l, ARTICLE_AUTHOR, in->author);
    else
        lay(l, ARTICLE_AUTHOR, d->author.s ? d->author.s : "", d->author.n);
}

/* The record's source, else the site, else what byline or dateline name. */
static void lay_source(struct layout *l, const struct draft *d, const struct input *in) {
    if (in->source) {
        lay_text(l, ARTICLE_SOURCE, in->source);
        return;
    }
    struct buf host;
    buf_init(&host, FIELD_BYTES_MAX);
    if (in->url)
        url_host(in->url, &host);
    if (buf_ok(&host) && host.len > 0)
        lay(l, ARTICLE_SOURCE, host.data, host.len);
    else
        lay(l, ARTICLE_SOURCE, d->source.s ? d->source.s : "", d->source.n);
    buf_done(&host);
}

/* Vietnamese is told by its marks: a quarter of its letters bear one, hardly any of others. */
static const char *language(const struct buf *body) {
    size_t marked = 0, n = body->len < 4000 ? body->len : 4000;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)body->data[i];
        marked += c == 0xE1 || (c >= 0xC3 && c <= 0xC6);
    }
    return marked * 20 > n ? "vi" : "";
}

static bool lay_out(const struct draft *d, const struct input *in, struct reading *out,
                    struct tt_error *e) {
    struct layout l = {.arena = &out->arena};
    lay_id(&l, in);
    lay(&l, ARTICLE_TITLE, buf_text(&d->title), d->title.len);
    lay(&l, ARTICLE_BODY, buf_text(&d->body), d->body.len);
    lay_author(&l, d, in);
    lay_source(&l, d, in);
    lay_text(&l, ARTICLE_URL, in->url);
    lay_text(&l, ARTICLE_LANG, in->lang ? in->lang : language(&d->body));
    l.start[ARTICLE_PROVENANCE] = out->arena.len;
    draft_provenance(d, in, &out->arena);
    l.len[ARTICLE_PROVENANCE] = out->arena.len - l.start[ARTICLE_PROVENANCE];
    buf_add(&out->arena, "", 1);
    if (!buf_ok(&out->arena))
        return tt_fail(e, TT_NO_MEMORY, "no memory for an article");
    for (size_t i = 0; i < ARTICLE_STRINGS; i++) {
        out->article.s[i] = out->arena.data + l.start[i];
        out->article.len[i] = l.len[i];
    }
    out->article.published = d->published.day;
    return true;
}

/* ---- agencies -------------------------------------------------------------------- */

/* Appends the address's host, and the hosts in its path, where archives and mirrors keep them
 * ("archive.example/2019/daknong.gov.vn/tin.html"), parted by spaces. */
static void hosts_of(const char *url, struct buf *out) {
    url_host(url, out);
    const char *path = strstr(url, "://");
    path = strchr(path ? path + 3 : url, '/');
    for (; path; path = strchr(path + 1, '/')) {
        size_t n = strcspn(path + 1, "/?#");
        bool inner = path[1 + n] == '/'; /* the last part is a file's name */
        if (inner && n > 3 && memchr(path + 2, '.', n - 2)) {
            buf_char(out, ' ');
            buf_add(out, path + 1, n);
        }
    }
}

static bool find_agencies(const struct directory *d, const struct input *in, struct reading *r,
                          struct tt_error *e) {
    const struct article *a = &r->article;
    struct buf host;
    buf_init(&host, FIELD_BYTES_MAX);
    if (!in->agencies_given && in->url)
        hosts_of(in->url, &host);
    const char *site = host.len > 0 && buf_ok(&host) ? host.data : a->s[ARTICLE_SOURCE];
    bool found = in->agencies_given || directory_find_at(d, a->s[ARTICLE_TITLE], a->s[ARTICLE_BODY],
                                                         site, a->published, &r->agencies, e);
    buf_done(&host);
    if (!in->agencies_given)
        return found;
    for (size_t i = 0; i < in->n_agencies; i++)
        if (!directory_named(d, in->agencies[i], a->published, &r->agencies, e))
            return false;
    return true;
}

static bool refer_to_agencies(struct reading *r, struct tt_error *e) {
    size_t n = r->agencies.n;
    struct agency_ref *refs = n ? calloc(n, sizeof *refs) : NULL;
    if (n && !refs)
        return tt_fail(e, TT_NO_MEMORY, "no memory for an article's agencies");
    for (size_t i = 0; i < n; i++)
        refs[i] = (struct agency_ref){r->agencies.id[i], r->agencies.name[i]};
    r->article.agencies = refs;
    r->article.n_agencies = n;
    return true;
}

/* ---- the whole ------------------------------------------------------------------- */

static bool finish(const struct directory *d, const struct draft *draft, const struct input *in,
                   struct reading *r, struct tt_error *e) {
    if (draft->reject) {
        r->reject = draft->reject;
        memcpy(r->reject_detail, draft->reject_detail, sizeof r->reject_detail);
        return true;
    }
    return lay_out(draft, in, r, e) && find_agencies(d, in, r, e) && refer_to_agencies(r, e);
}

bool read_article(const struct directory *d, const struct templates *t, const struct input *in,
                  struct reading *out, struct tt_error *e) {
    struct reading r = {.reject = NULL};
    struct draft draft;
    buf_init(&r.arena, ARENA_BYTES_MAX);
    bool ok = in->body ? draft_record(in, &draft, e) : draft_page(t, in, &draft, e);
    ok = ok && finish(d, &draft, in, &r, e);
    draft_done(&draft);
    if (ok)
        *out = r;
    else
        reading_done(&r);
    return ok;
}

void reading_done(struct reading *r) {
    article_done(&r->article);
    agency_list_done(&r->agencies);
    buf_done(&r->arena);
    *r = (struct reading){.reject = NULL};
}
