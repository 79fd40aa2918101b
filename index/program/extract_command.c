#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "index/base/lanes.h"
#include "index/program/commands.h"
#include "index/read/lead.h"
#include "index/read/reading.h"

struct extract {
    struct directory *directory;
    struct templates *templates;
    struct inputs *inputs;
    uint32_t written, rejected;
};

static bool look(void *state, const struct input *in, struct input_work *w, struct tt_error *e) {
    const struct extract *x = state;
    return templates_look(x->templates, in, w->out, e);
}

static bool learn(void *state, const char *name, const char *made, size_t len, struct tt_error *e) {
    struct extract *x = state;
    (void)name;
    return templates_count(x->templates, made, len, e);
}

static void ignore(void *state, const char *name, const char *reason, const char *detail) {
    (void)state, (void)name, (void)reason, (void)detail;
}

static void say_rejected(void *state, const char *name, const char *reason, const char *detail) {
    struct extract *x = state;
    x->rejected++;
    fprintf(stderr, "%s: %s: %s\n", name, reason, detail);
}

static json_t *text_or_null(const struct article *a, enum article_field f) {
    return a->len[f] ? json_stringn(a->s[f], a->len[f]) : json_null();
}

static json_t *lead_or_null(const struct article *a) {
    size_t n = lead_length(a->s[ARTICLE_BODY], a->len[ARTICLE_BODY]);
    return n ? json_stringn(a->s[ARTICLE_BODY], n) : json_null();
}

static json_t *agencies_json(const struct article *a) {
    json_t *list = json_array();
    for (size_t i = 0; i < a->n_agencies; i++)
        json_array_append_new(
            list, json_pack("{s:s, s:s}", "id", a->agencies[i].id, "name", a->agencies[i].name));
    return list;
}

static json_t *article_json(const struct article *a) {
    char published[11];
    day_format(a->published, published);
    json_t *o = json_object();
    json_object_set_new(o, "id", text_or_null(a, ARTICLE_ID));
    json_object_set_new(o, "title", text_or_null(a, ARTICLE_TITLE));
    json_object_set_new(o, "lead", lead_or_null(a));
    json_object_set_new(o, "body", text_or_null(a, ARTICLE_BODY));
    json_object_set_new(o, "author", text_or_null(a, ARTICLE_AUTHOR));
    json_object_set_new(o, "source", text_or_null(a, ARTICLE_SOURCE));
    json_object_set_new(o, "url", text_or_null(a, ARTICLE_URL));
    json_object_set_new(o, "lang", text_or_null(a, ARTICLE_LANG));
    json_object_set_new(o, "published", *published ? json_string(published) : json_null());
    json_object_set_new(o, "date_precision", json_string(day_precision(a->published)));
    json_object_set_new(o, "year",
                        a->published ? json_integer(day_year(a->published)) : json_null());
    json_object_set_new(o, "agencies", agencies_json(a));
    json_object_set_new(o, "duplicates", json_array());
    json_object_set_new(o, "provenance",
                        json_loadb(a->s[ARTICLE_PROVENANCE], a->len[ARTICLE_PROVENANCE], 0, NULL));
    return o;
}

static int add_text(const char *bytes, size_t n, void *out) {
    buf_add(out, bytes, n);
    return 0;
}

static bool read_one(void *state, const struct input *in, struct input_work *w,
                     struct tt_error *e) {
    const struct extract *x = state;
    struct reading r;
    if (!read_article(x->directory, x->templates, in, &r, e))
        return false;
    bool ok = true;
    if (r.reject) {
        w->reject = r.reject;
        snprintf(w->detail, sizeof w->detail, "%s", r.reject_detail);
    } else {
        json_t *o = article_json(&r.article);
        ok = json_dump_callback(o, add_text, w->out, JSON_COMPACT) == 0;
        buf_char(w->out, '\n');
        json_decref(o);
    }
    reading_done(&r);
    return (ok && buf_ok(w->out)) || tt_fail(e, TT_NO_MEMORY, "no memory for a line of JSON");
}

static bool write_one(void *state, const char *name, const char *made, size_t len,
                      struct tt_error *e) {
    struct extract *x = state;
    (void)name;
    x->written++;
    return fwrite(made, 1, len, stdout) == len ||
           tt_fail(e, TT_INTERNAL, "cannot write to standard output");
}

static bool run(struct extract *x, unsigned threads, const char *const *paths, size_t n,
                struct tt_error *e) {
    const struct input_crew first = {threads, look, learn, ignore, x};
    const struct input_crew second = {threads, read_one, write_one, say_rejected, x};
    x->templates = templates_new();
    return (x->templates || tt_fail(e, TT_NO_MEMORY, "no memory to begin")) &&
           directory_open(&x->directory, e) && inputs_open(paths, n, &x->inputs, e) &&
           inputs_walk_wide(x->inputs, &first, e) && inputs_walk_wide(x->inputs, &second, e);
}

int command_extract(int argc, char **argv) {
    struct extract x = {0};
    struct tt_error e;
    unsigned threads = lanes_processors();
    const struct option_row rows[] = {{.name = "--threads", .number = &threads}};
    int n = arguments_parse(argc, argv, rows, 1);
    if (n < 0)
        return EXIT_USAGE;
    if (n == 0)
        return fail_usage("extract needs at least one PATH");
    if (threads > LANES_THREADS_MAX)
        return fail_usage("--threads takes 1 to 256");
    bool ok = run(&x, threads, (const char *const *)argv, (size_t)n, &e);
    inputs_close(x.inputs);
    templates_free(x.templates);
    directory_close(x.directory);
    if (!ok)
        return fail_with(&e);
    return fflush(stdout) == 0 && (x.written || !x.rejected) ? EXIT_DONE : EXIT_FAILED;
}
