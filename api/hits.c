#include "api/hits.h"

#include "api/article_json.h"
#include "index/search/explain.h"

enum {
    SNIPPET_BYTES = 320,         /* about 220 Vietnamese letters: two lines of a list */
    SCRATCH_BYTES_MAX = 64 << 10 /* one highlighted title or snippet */
};

/* One hit on its way into the answer. */
struct hit {
    const struct search_params *p;
    const struct search_result *result;
    const struct article *article;
    double score;
    uint32_t number;     /* among the result's */
    struct buf *scratch; /* for text that is made before it is escaped */
};

/* ---- fields ---------------------------------------------------------------------- */

static void put_id(struct jw *j, const struct hit *h) {
    jw_put_str(j, "id", h->article->s[ARTICLE_ID]);
}

static void put_title(struct jw *j, const struct hit *h) {
    jw_put_str(j, "title", h->article->s[ARTICLE_TITLE]);
}

static void put_url(struct jw *j, const struct hit *h) {
    jw_put_text(j, "url", h->article->s[ARTICLE_URL]);
}

static void put_source(struct jw *j, const struct hit *h) {
    jw_put_text(j, "source", h->article->s[ARTICLE_SOURCE]);
}

static void put_published(struct jw *j, const struct hit *h) {
    write_published(j, h->article->published);
}

static void put_date_precision(struct jw *j, const struct hit *h) {
    write_date_precision(j, h->article->published);
}

static void put_year(struct jw *j, const struct hit *h) {
    write_year(j, h->article->published);
}

static void put_agencies(struct jw *j, const struct hit *h) {
    write_agency_refs(j, h->article);
}

static void put_snippet(struct jw *j, const struct hit *h) {
    const struct article *a = h->article;
    buf_clear(h->scratch);
    highlight_body(h->result, a->s[ARTICLE_BODY], a->len[ARTICLE_BODY], SNIPPET_BYTES,
                   h->p->highlight, h->scratch);
    jw_key(j, "snippet");
    jw_string(j, buf_text(h->scratch), h->scratch->len);
}

/* Left out when marks are not wanted: it would be the title once more. */
static void put_title_highlighted(struct jw *j, const struct hit *h) {
    const struct article *a = h->article;
    if (!h->p->highlight)
        return;
    buf_clear(h->scratch);
    highlight_title(h->result, a->s[ARTICLE_TITLE], a->len[ARTICLE_TITLE], h->scratch);
    jw_key(j, "title_highlighted");
    jw_string(j, buf_text(h->scratch), h->scratch->len);
}

static void put_duplicate_count(struct jw *j, const struct hit *h) {
    jw_put_uint(j, "duplicate_count", h->article->n_duplicates);
}

static void put_score(struct jw *j, const struct hit *h) {
    jw_key(j, "score");
    if (h->number < h->result->n_scored)
        jw_decimal(j, h->score);
    else
        jw_null(j);
}

static void write_part(struct jw *j, const struct explain_part *p, const char *text) {
    static const char *const kinds[EXPLAIN_KINDS] = {[EXPLAIN_WORD] = "word",
                                                     [EXPLAIN_PREFIX] = "prefix",
                                                     [EXPLAIN_NEIGHBOURS] = "neighbours",
                                                     [EXPLAIN_ALTERNATIVE] = "alternative",
                                                     [EXPLAIN_DATE] = "date",
                                                     [EXPLAIN_PASSAGE] = "passage",
                                                     [EXPLAIN_FRESHNESS] = "freshness",
                                                     [EXPLAIN_REST] = "rest"};
    static const char *const forms[] = {[EXPLAIN_EXACT] = "exact", [EXPLAIN_FOLDED] = "folded"};
    static const char *const fields[] = {[EXPLAIN_TITLE] = "title",
                                         [EXPLAIN_BODY] = "body",
                                         [EXPLAIN_TITLE | EXPLAIN_BODY] = "title and body"};
    jw_object(j);
    jw_put_str(j, "part", text + p->name);
    jw_put_str(j, "kind", kinds[p->kind]);
    jw_put_str(j, "form", forms[p->form]);
    jw_put_str(j, "field", fields[p->fields]);
    jw_put_uint(j, "count", p->count);
    jw_key(j, "weight");
    jw_decimal(j, p->weight);
    jw_put_str(j, "why", text + p->why);
    jw_object_end(j);
}

static void put_explain(struct jw *j, const struct hit *h) {
    const struct explanations *x = h->number < h->result->n_scored ? h->result->explained : NULL;
    jw_key(j, "explain");
    jw_object(j);
    put_score(j, h);
    jw_key(j, "parts");
    jw_array(j);
    for (size_t i = x ? x->first[h->number] : 0; x && i < x->first[h->number + 1]; i++)
        write_part(j, &x->parts[i], buf_text(&x->text));
    jw_array_end(j);
    jw_object_end(j);
}

typedef void field_writer(struct jw *j, const struct hit *h);
static field_writer *const writers[HIT_FIELDS] = {
    [HIT_ID] = put_id,
    [HIT_TITLE] = put_title,
    [HIT_URL] = put_url,
    [HIT_SOURCE] = put_source,
    [HIT_PUBLISHED] = put_published,
    [HIT_DATE_PRECISION] = put_date_precision,
    [HIT_YEAR] = put_year,
    [HIT_AGENCIES] = put_agencies,
    [HIT_SNIPPET] = put_snippet,
    [HIT_TITLE_HIGHLIGHTED] = put_title_highlighted,
    [HIT_DUPLICATE_COUNT] = put_duplicate_count,
    [HIT_SCORE] = put_score,
};

/* ---- one behind the other -------------------------------------------------------- */

static bool write_hit(struct jw *j, const struct snapshot *s, struct hit *h, uint32_t docid,
                      struct fault *f) {
    struct article article;
    struct tt_error e;
    if (deadline_passed(&h->result->deadline)) {
        deadline_fail(&e);
        return fault_error(f, &e, NULL);
    }
    bool text = h->p->fields & 1u << HIT_SNIPPET;
    if (!(text ? snapshot_article : snapshot_head)(s, docid, &article, &e))
        return fault_error(f, &e, NULL);
    h->article = &article;
    jw_object(j);
    for (unsigned i = 0; i < HIT_FIELDS; i++)
        if (h->p->fields & 1u << i)
            writers[i](j, h);
    if (h->p->explain)
        put_explain(j, h);
    jw_object_end(j);
    article_done(&article);
    return true;
}

bool write_hits(struct jw *j, const struct snapshot *s, const struct search_params *p,
                const struct search_result *r, struct fault *f) {
    struct buf scratch;
    struct hit h = {.p = p, .result = r, .scratch = &scratch};
    bool ok = true;

    buf_init(&scratch, SCRATCH_BYTES_MAX);
    jw_key(j, "hits");
    jw_array(j);
    for (uint32_t i = 0; ok && i < r->n_hits; i++) {
        h.score = r->hits[i].score;
        h.number = i;
        ok = write_hit(j, s, &h, r->hits[i].docid, f);
    }
    jw_array_end(j);
    buf_done(&scratch);
    return ok;
}
