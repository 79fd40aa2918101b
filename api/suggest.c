/* GET /v1/suggest */
#include "index/search/suggest.h"

#include "api/etag.h"
#include "api/handlers.h"
#include "api/json.h"
#include "index/text/text.h"

enum { LIMIT_DEFAULT = 10, SCRATCH_BYTES_MAX = 64 << 10 };

enum suggest_param { S_Q, S_LIMIT };
const struct param_spec suggest_specs[] = {
    [S_Q] = {"q", PARAM_ONE}, [S_LIMIT] = {"limit", PARAM_ONE}, {NULL, PARAM_ONE}};

static const char *const kind_names[SUGGEST_KINDS] = {
    [SUGGEST_AGENCY] = "agency", [SUGGEST_PHRASE] = "phrase", [SUGGEST_TITLE] = "title"};

struct asked {
    struct buf q; /* stored text */
    uint32_t limit;
};

static bool read_q(const struct param *v, struct asked *a, struct fault *f) {
    struct tt_error e;
    if (!text_store(v->value, v->len, &a->q, &e))
        return fault_error(f, &e, "q");
    return a->q.len <= QUERY_BYTES_MAX || fault_bad(f, "q", "q is over %d bytes", QUERY_BYTES_MAX);
}

static bool read_asked(const struct params *p, struct asked *a, struct fault *f) {
    for (size_t i = 0; i < p->n; i++) {
        const struct param *v = &p->v[i];
        bool ok = v->spec == S_Q
                      ? read_q(v, a, f)
                      : param_number("limit", v->value, v->len, 1, SUGGEST_LIMIT_MAX, &a->limit, f);
        if (!ok)
            return false;
    }
    return true;
}

static void write_one(struct jw *j, const struct suggestion *s, struct buf *scratch) {
    buf_clear(scratch);
    suggest_highlight(s, scratch);
    jw_object(j);
    jw_put_str(j, "kind", kind_names[s->kind]);
    jw_put_str(j, "text", s->text);
    jw_key(j, "highlighted");
    jw_string(j, buf_text(scratch), scratch->len);
    jw_put_uint(j, "count", s->count);
    if (s->id)
        jw_put_str(j, "id", s->id);
    if (s->alias)
        jw_put_str(j, "alias", s->alias);
    jw_object_end(j);
}

static void write_answer(struct call *c, const struct asked *a, const struct suggestions *found) {
    struct jw j;
    struct buf scratch;
    buf_init(&scratch, SCRATCH_BYTES_MAX);
    jw_init(&j, &c->response->body);
    jw_object(&j);
    jw_key(&j, "q");
    jw_string(&j, buf_text(&a->q), a->q.len);
    jw_key(&j, "suggestions");
    jw_array(&j);
    for (size_t i = 0; i < found->n; i++)
        write_one(&j, &found->list[i], &scratch);
    jw_array_end(&j);
    jw_put_str(&j, "generation", snapshot_facts(c->context->snapshot)->generation);
    jw_object_end(&j);
    buf_done(&scratch);
}

static bool unchanged(struct call *c, const struct asked *a) {
    struct buf canonical;
    buf_init(&canonical, QUERY_BYTES_MAX + 64);
    buf_printf(&canonical, "%u,", a->limit);
    buf_add(&canonical, buf_text(&a->q), a->q.len);
    bool same = etag_unchanged(c, buf_text(&canonical), canonical.len);
    buf_done(&canonical);
    return same;
}

static bool answer(struct call *c, const struct asked *a, struct fault *f) {
    struct suggestions found;
    struct tt_error e;
    if (unchanged(c, a))
        return true;
    if (!suggest(c->context->snapshot, buf_text(&a->q), a->q.len, a->limit, &found, &e))
        return fault_error(f, &e, "q");
    write_answer(c, a, &found);
    return true;
}

bool suggest_get(struct call *c, struct fault *f) {
    struct asked a = {.limit = LIMIT_DEFAULT};
    buf_init(&a.q, QUERY_STRING_BYTES_MAX);
    bool ok = read_asked(&c->params, &a, f) && answer(c, &a, f);
    buf_done(&a.q);
    return ok;
}
