/* check, stats and activate: commands about an index that is there. */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "index/program/commands.h"
#include "index/search/search.h"
#include "index/store/generation.h"

/* Parses "--index DIR" and `wanted` words behind it; EXIT_DONE when they are there. */
static int parse_index(int argc, char **argv, int wanted, const char **index) {
    *index = NULL;
    const struct option_row rows[] = {{.name = "--index", .text = index}};
    int n = arguments_parse(argc, argv, rows, 1);
    if (n < 0)
        return EXIT_USAGE;
    if (!*index)
        return fail_usage("--index DIR is missing");
    if (n < wanted)
        return fail_usage("GENERATION is missing");
    return n > wanted ? fail_usage("too many arguments") : EXIT_DONE;
}

int command_check(int argc, char **argv) {
    const char *index;
    struct snapshot *s;
    struct searcher *r;
    struct tt_error e;
    int usage = parse_index(argc, argv, 0, &index);
    if (usage != EXIT_DONE)
        return usage;
    if (!snapshot_open(index, &s, &e))
        return fail_with(&e);
    bool ok = searcher_open(s, 0, &r, &e);
    for (uint32_t docid = 1; ok && docid <= snapshot_facts(s)->documents; docid++) {
        struct article a;
        ok = snapshot_article(s, docid, &a, &e);
        if (ok)
            article_done(&a);
    }
    if (ok) {
        printf("generation %s is sound: %" PRIu32 " articles, %" PRIu64 " bytes\n",
               snapshot_facts(s)->generation, snapshot_facts(s)->documents,
               snapshot_facts(s)->bytes);
        searcher_close(r);
    }
    snapshot_unref(s);
    return ok ? EXIT_DONE : fail_with(&e);
}

static json_t *years_json(const struct snapshot *s) {
    size_t n;
    const struct year_count *years = snapshot_years(s, &n);
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        char year[16];
        snprintf(year, sizeof year, years[i].year ? "%04u" : "unknown", years[i].year);
        json_array_append_new(
            list, json_pack("{s:s, s:I}", "value", year, "count", (json_int_t)years[i].count));
    }
    return list;
}

static json_t *count_json(const char *id, const char *name, uint32_t count) {
    return json_pack("{s:s, s:s, s:I}", "value", id, "name", name, "count", (json_int_t)count);
}

static json_t *agencies_json(const struct snapshot *s) {
    size_t n;
    const struct agency_info *agencies = snapshot_agencies(s, &n);
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list,
                              count_json(agencies[i].id, agencies[i].name, agencies[i].count));
    return list;
}

static json_t *sources_json(const struct snapshot *s) {
    size_t n;
    const struct source_info *sources = snapshot_sources(s, &n);
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, count_json(sources[i].id, sources[i].name, sources[i].count));
    return list;
}

static json_t *kept_json(const char *index) {
    enum { ROOM = 64 };
    char names[ROOM][GENERATION_NAME_MAX];
    size_t n = generation_list(index, names, ROOM);
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_string(names[i]));
    return list;
}

int command_stats(int argc, char **argv) {
    const char *index;
    struct snapshot *s;
    struct tt_error e;
    int usage = parse_index(argc, argv, 0, &index);
    if (usage != EXIT_DONE)
        return usage;
    if (!snapshot_open(index, &s, &e))
        return fail_with(&e);
    const struct snapshot_facts *f = snapshot_facts(s);
    json_t *o =
        json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:o, s:o, s:o, s:o}", "generation", f->generation,
                  "built_at", f->built_at, "documents", (json_int_t)f->documents, "duplicates",
                  (json_int_t)f->duplicates, "unknown_dates", (json_int_t)f->unknown_dates, "bytes",
                  (json_int_t)f->bytes, "years", years_json(s), "agencies", agencies_json(s),
                  "sources", sources_json(s), "kept", kept_json(index));
    char *text = o ? json_dumps(o, JSON_INDENT(1)) : NULL;
    if (text)
        puts(text);
    free(text);
    json_decref(o);
    snapshot_unref(s);
    return text && fflush(stdout) == 0 ? EXIT_DONE : EXIT_FAILED;
}

int command_activate(int argc, char **argv) {
    const char *index;
    char dir[FILES_PATH_MAX];
    struct generation_lock lock;
    struct manifest m;
    struct tt_error e;
    int usage = parse_index(argc, argv, 1, &index);
    if (usage != EXIT_DONE)
        return usage;
    if (!generation_dir(index, argv[0], dir, &e) || !manifest_read(dir, &m, &e) ||
        !manifest_verify(dir, &m, &e) || !generation_lock(index, &lock, &e))
        return fail_with(&e);
    bool ok = generation_activate(&lock, argv[0], &e);
    generation_unlock(&lock);
    if (!ok)
        return fail_with(&e);
    printf("generation %s is current\n", argv[0]);
    return EXIT_DONE;
}
