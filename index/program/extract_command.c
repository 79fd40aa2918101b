#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "index/program/commands.h"
#include "index/read/reading.h"

struct extract {
    struct directory *directory;
    struct templates *templates;
    struct inputs *inputs;
    uint32_t written, rejected;
};

static bool learn(void *state, const struct input *in, struct tt_error *e) {
    struct extract *x = state;
    return templates_observe(x->templates, in, e);
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

static bool write_one(void *state, const struct input *in, struct tt_error *e) {
    struct extract *x = state;
    struct reading r;
    if (!read_article(x->directory, x->templates, in, &r, e))
        return false;
    if (r.reject) {
        say_rejected(x, in->name, r.reject, r.reject_detail);
        reading_done(&r);
        return true;
    }
    json_t *o = article_json(&r.article);
    char *line = json_dumps(o, JSON_COMPACT);
    json_decref(o);
    reading_done(&r);
    if (!line)
        return tt_fail(e, TT_NO_MEMORY, "no memory for a line of JSON");
    bool ok = puts(line) >= 0 || tt_fail(e, TT_INTERNAL, "cannot write to standard output");
    free(line);
    x->written++;
    return ok;
}

int command_extract(int argc, char **argv) {
    struct extract x = {0};
    struct tt_error e;
    int n = arguments_parse(argc, argv, NULL, 0);
    if (n < 0)
        return EXIT_USAGE;
    if (n == 0)
        return fail_usage("extract needs at least one PATH");
    x.templates = templates_new();
    bool ok = (x.templates || tt_fail(&e, TT_NO_MEMORY, "no memory to begin")) &&
              directory_open(&x.directory, &e) &&
              inputs_open((const char *const *)argv, (size_t)n, &x.inputs, &e) &&
              inputs_walk(x.inputs, learn, ignore, &x, &e) &&
              inputs_walk(x.inputs, write_one, say_rejected, &x, &e);
    inputs_close(x.inputs);
    templates_free(x.templates);
    directory_close(x.directory);
    if (!ok)
        return fail_with(&e);
    return fflush(stdout) == 0 && (x.written || !x.rejected) ? EXIT_DONE : EXIT_FAILED;
}
