/* GET /v1/stats */
#include "api/article_json.h"
#include "api/etag.h"
#include "api/handlers.h"

static void write_years(struct jw *j, const struct snapshot *s) {
    size_t n;
    const struct year_count *years = snapshot_years(s, &n);
    jw_key(j, "years");
    jw_array(j);
    for (size_t i = 0; i < n; i++) {
        jw_object(j);
        write_year_value(j, years[i].year);
        jw_put_uint(j, "count", years[i].count);
        jw_object_end(j);
    }
    jw_array_end(j);
}

bool stats_get(struct call *c, struct fault *f) {
    const struct snapshot *s = c->context->snapshot;
    const struct snapshot_facts *facts = snapshot_facts(s);
    struct jw j;

    (void)f; /* nothing here can fail */
    if (etag_unchanged(c, "", 0))
        return true;
    jw_init(&j, &c->response->body);
    jw_object(&j);
    jw_put_uint(&j, "documents", facts->documents);
    jw_put_uint(&j, "duplicates", facts->duplicates);
    jw_put_uint(&j, "unknown_dates", facts->unknown_dates);
    write_years(&j, s);
    jw_put_uint(&j, "agencies", facts->agencies);
    jw_put_uint(&j, "sources", facts->sources);
    jw_put_str(&j, "generation", facts->generation);
    jw_put_str(&j, "built_at", facts->built_at);
    jw_put_uint(&j, "bytes", facts->bytes);
    jw_object_end(&j);
    return true;
}
