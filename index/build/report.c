#include "index/build/report.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

bool report_open(struct report *r, const char *path, struct build_summary *summary,
                 struct tt_error *e) {
    *r = (struct report){NULL, summary};
    if (!path)
        return true;
    r->f = fopen(path, "we");
    return r->f || tt_fail(e, TT_INTERNAL, "cannot write %s: %s", path, strerror(errno));
}

static void put_line(struct report *r, json_t *line) {
    char *text = line && r->f ? json_dumps(line, JSON_COMPACT) : NULL;
    if (text)
        fprintf(r->f, "%s\n", text);
    free(text);
    json_decref(line);
}

static void count_reason(struct build_summary *s, const char *reason) {
    size_t i = 0;
    while (i < s->n_reasons && strcmp(s->reasons[i].reason, reason) != 0)
        i++;
    if (i == REASONS_MAX)
        return;
    if (i == s->n_reasons) {
        snprintf(s->reasons[i].reason, sizeof s->reasons[i].reason, "%s", reason);
        s->reasons[i].count = 0;
        s->n_reasons++;
    }
    s->reasons[i].count++;
}

void report_reject(struct report *r, const char *name, const char *reason, const char *detail) {
    r->summary->rejected++;
    count_reason(r->summary, reason);
    put_line(r, json_pack("{s:s, s:s, s:s, s:s}", "status", "rejected", "input", name, "reason",
                          reason, "detail", detail));
}

void report_excluded(struct report *r, const char *name, const char *id) {
    r->summary->excluded++;
    put_line(r, json_pack("{s:s, s:s, s:s}", "status", "excluded", "input", name, "id", id));
}

void report_duplicate(struct report *r, const char *id, const char *url, const char *of) {
    r->summary->duplicates++;
    put_line(r, json_pack("{s:s, s:s, s:s, s:s}", "status", "duplicate", "id", id, "url", url, "of",
                          of));
}

void report_repeated(struct report *r, const char *name, const char *id, const char *of) {
    r->summary->duplicates++;
    put_line(r, json_pack("{s:s, s:s, s:s, s:s}", "status", "repeated", "input", name, "id", id,
                          "of", of));
}

bool report_close(struct report *r, struct tt_error *e) {
    FILE *f = r->f;
    r->f = NULL;
    if (!f)
        return true;
    bool ok = !ferror(f);
    ok = fclose(f) == 0 && ok;
    return ok || tt_fail(e, TT_INTERNAL, "cannot write the report: %s", strerror(errno));
}
