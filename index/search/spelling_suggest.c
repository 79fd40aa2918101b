/* A suggestion, with what it finds. */
#include <stdlib.h>

#include "index/search/facets.h"
#include "index/search/spelling.h"
#include "index/search/understand.h"

/* How many of the request's articles the matching's query finds, read strictly. */
static bool count(struct matching *m, const struct search_request *q, uint32_t *total,
                  struct tt_error *e) {
    struct filters filters;
    m->mode = (struct reading_mode){q->match == MATCH_ANY, q->match == MATCH_AUTO, q->accents};
    roaring_bitmap_t *base = match_node(m, m->query->root, e), *set = NULL;
    bool ok = base && filters_make(m->snapshot, m->sets, q, &m->deadline, &filters, e);
    if (ok) {
        set = filters_apply(&filters, base, FILTERS);
        ok = set || tt_fail(e, TT_NO_MEMORY, "no memory for a set of articles");
        filters_done(&filters);
    }
    if (ok)
        *total = (uint32_t)roaring_bitmap_get_cardinality(set);
    if (base)
        roaring_bitmap_free(base);
    if (set)
        roaring_bitmap_free(set);
    return ok;
}

static bool find(const struct matching *typed, const struct abbreviations *names,
                 const struct search_request *q, const struct buf *text, uint32_t *total,
                 struct tt_error *e) {
    struct query *query;
    struct matching m = *typed;
    *total = 0;
    if (!query_parse(buf_text(text), text->len, &query, e))
        return e->code == TT_BAD_INPUT; /* it has become too long */
    understand(query, names);
    m.query = query;
    bool ok = query->root == QUERY_NONE || count(&m, q, total, e);
    query_free(query);
    return ok;
}

bool spelling_suggest(const struct matching *typed, const struct abbreviations *names,
                      const struct search_request *q, uint32_t found, struct search_result *out,
                      struct tt_error *e) {
    struct matching m = *typed;
    struct buf text;
    uint32_t total = 0;
    buf_init(&text, 2 * QUERY_BYTES_MAX);
    bool ok = spelling_correct(&m, q->q, q->q_len, &text, e);
    if (ok && text.len && buf_ok(&text))
        ok = find(typed, names, q, &text, &total, e);
    if (ok && total > found) {
        out->suggestion = buf_steal(&text);
        out->suggestion_total = total;
    }
    buf_done(&text);
    return ok;
}
