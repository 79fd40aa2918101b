/* GET /v1/articles/{id} and GET /v1/articles?id= */
#include <stdio.h>
#include <string.h>

#include "api/article_json.h"
#include "api/etag.h"
#include "api/handlers.h"

enum { ARTICLES_MAX = 100 }; /* ids of one request */

const struct param_spec articles_specs[] = {{"id", PARAM_LIST}, {NULL, PARAM_ONE}};

/* ---- one ------------------------------------------------------------------------- */

static void write_location(struct http_response *r, const char *id) {
    struct buf location;
    struct jw j;

    buf_init(&location, sizeof r->location - 1);
    buf_str(&location, "/v1/articles/");
    percent_encode(&location, id, strlen(id));
    snprintf(r->location, sizeof r->location, "%s", buf_text(&location));
    buf_done(&location);

    r->status = 301;
    jw_init(&j, &r->body);
    jw_object(&j);
    jw_put_str(&j, "id", id);
    jw_put_str(&j, "location", r->location);
    jw_object_end(&j);
}

static bool write_one(struct call *c, uint32_t docid, bool moved, struct fault *f) {
    struct article article;
    struct tt_error e;
    struct jw j;

    if (!(moved ? snapshot_head : snapshot_article)(c->context->snapshot, docid, &article, &e))
        return fault_error(f, &e, NULL);
    if (moved) {
        write_location(c->response, article.s[ARTICLE_ID]);
    } else {
        jw_init(&j, &c->response->body);
        write_article(&j, &article);
    }
    article_done(&article);
    return true;
}

bool article_named(struct call *c, uint32_t *docid, bool *moved, struct fault *f) {
    enum snapshot_find found = snapshot_find(c->context->snapshot, c->id, docid);
    *moved = found == FIND_DUPLICATE;
    switch (found) {
    case FIND_NONE:
        return fault_set(f, 404, "not_found", "id", "there is no article with this id");
    case FIND_GONE:
        return fault_set(f, 410, "gone", "id", "this article was taken down");
    default:
        return true;
    }
}

bool article_get(struct call *c, struct fault *f) {
    uint32_t docid;
    bool moved;
    if (!article_named(c, &docid, &moved, f))
        return false;
    if (moved)
        return write_one(c, docid, true, f);
    return etag_unchanged(c, c->id, strlen(c->id)) || write_one(c, docid, false, f);
}

/* ---- several --------------------------------------------------------------------- */

struct wanted {
    struct slice ids[ARTICLES_MAX]; /* as asked for, each once */
    size_t n;
    uint32_t docids[ARTICLES_MAX]; /* canonical articles, each once */
    size_t n_docids;
    struct {
        struct slice id;
        const char *reason;
    } missing[ARTICLES_MAX];
    size_t n_missing;
};

static bool add_wanted(struct wanted *w, struct slice id, struct fault *f) {
    if (id.n == 0)
        return fault_bad(f, "id", "an id is empty");
    for (size_t i = 0; i < w->n; i++)
        if (w->ids[i].n == id.n && memcmp(w->ids[i].s, id.s, id.n) == 0)
            return true;
    if (w->n == ARTICLES_MAX)
        return fault_bad(f, "id", "more than %d ids are asked for", ARTICLES_MAX);
    w->ids[w->n++] = id;
    return true;
}

static bool read_wanted(const struct params *p, struct wanted *w, struct fault *f) {
    struct slice id;
    for (size_t i = 0; i < p->n; i++) {
        const char *at = p->v[i].value, *end = at + p->v[i].len;
        while (list_next(&at, end, &id))
            if (!add_wanted(w, id, f))
                return false;
    }
    return w->n > 0 || fault_bad(f, "id", "id is missing: which articles?");
}

static void add_docid(struct wanted *w, uint32_t docid) {
    for (size_t i = 0; i < w->n_docids; i++)
        if (w->docids[i] == docid)
            return;
    w->docids[w->n_docids++] = docid;
}

static void find_wanted(const struct snapshot *s, struct wanted *w) {
    for (size_t i = 0; i < w->n; i++) {
        char id[ID_BYTES_MAX + 1] = "";
        uint32_t docid = 0;
        enum snapshot_find found = FIND_NONE;
        if (w->ids[i].n <= ID_BYTES_MAX) {
            memcpy(id, w->ids[i].s, w->ids[i].n);
            id[w->ids[i].n] = '\0';
            found = snapshot_find(s, id, &docid);
        }
        if (found == FIND_ARTICLE || found == FIND_DUPLICATE) {
            add_docid(w, docid);
        } else {
            w->missing[w->n_missing].id = w->ids[i];
            w->missing[w->n_missing++].reason = found == FIND_GONE ? "gone" : "not_found";
        }
    }
}

static void write_missing(struct jw *j, const struct wanted *w) {
    jw_key(j, "missing");
    jw_array(j);
    for (size_t i = 0; i < w->n_missing; i++) {
        jw_object(j);
        jw_key(j, "id");
        jw_string(j, w->missing[i].id.s, w->missing[i].id.n);
        jw_put_str(j, "reason", w->missing[i].reason);
        jw_object_end(j);
    }
    jw_array_end(j);
}

static bool write_several(struct call *c, const struct wanted *w, struct fault *f) {
    struct jw j;
    jw_init(&j, &c->response->body);
    jw_object(&j);
    jw_key(&j, "articles");
    jw_array(&j);
    for (size_t i = 0; i < w->n_docids && buf_ok(&c->response->body); i++) {
        struct article article;
        struct tt_error e;
        if (!snapshot_article(c->context->snapshot, w->docids[i], &article, &e))
            return fault_error(f, &e, NULL);
        write_article(&j, &article);
        article_done(&article);
    }
    jw_array_end(&j);
    write_missing(&j, w);
    jw_object_end(&j);
    return buf_ok(&c->response->body) ||
           fault_set(f, 400, "too_large", "id", "these articles are over %d MiB: ask for fewer",
                     HTTP_BODY_BYTES_MAX >> 20);
}

/* The ids with a comma between: they stand for the request in the ETag. */
static bool unchanged(struct call *c, const struct wanted *w) {
    struct buf canonical;
    buf_init(&canonical, 2 * QUERY_STRING_BYTES_MAX);
    for (size_t i = 0; i < w->n; i++) {
        buf_add(&canonical, w->ids[i].s, w->ids[i].n);
        buf_char(&canonical, ',');
    }
    bool same = etag_unchanged(c, buf_text(&canonical), canonical.len);
    buf_done(&canonical);
    return same;
}

bool articles_get(struct call *c, struct fault *f) {
    struct wanted w;
    w.n = w.n_docids = w.n_missing = 0;
    if (!read_wanted(&c->params, &w, f))
        return false;
    if (unchanged(c, &w))
        return true;
    find_wanted(c->context->snapshot, &w);
    return write_several(c, &w, f);
}
