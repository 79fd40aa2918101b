/* The end of a generation: what could only be written when all articles were seen. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/buf.h"
#include "index/store/impacts.h"
#include "index/store/snapshot.h"
#include "index/store/suggest_write.h"
#include "index/store/writer_state.h"

enum { NAMES_BYTES_MAX = 1 << 30 };

static int by_hash(const void *a, const void *b) {
    const struct id_entry *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->kind > y->kind) - (x->kind < y->kind);
}

/* The list, or NULL when it is not whole. */
static json_t *whole(json_t *list, size_t n) {
    if (json_array_size(list) == n)
        return list;
    json_decref(list);
    return NULL;
}

static json_t *strings_of(const char *const *list, size_t n) {
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(array, json_string(list[i]));
    return whole(array, n);
}

static json_t *edges_of(const struct agency_edge *edges, size_t n) {
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(array, json_pack("{s:s, s:s, s:s?, s:s?}", "id", edges[i].id, "name",
                                               edges[i].name, "from", edges[i].from, "function",
                                               edges[i].function));
    return whole(array, n);
}

static json_t *agency_json(const struct generation_writer *w, const struct name *name) {
    struct agency_entry entry = {0};
    directory_entry(w->directory, name->id, &entry);
    return json_pack("{s:s, s:s, s:s?, s:s?, s:s?, s:o, s:o, s:o}", "id", name->id, "name",
                     name->name, "kind", entry.kind, "valid_from", entry.valid_from, "valid_until",
                     entry.valid_until, "aliases", strings_of(entry.aliases, entry.n_aliases),
                     "successors", edges_of(entry.successors, entry.n_successors), "predecessors",
                     edges_of(entry.predecessors, entry.n_predecessors));
}

/* Agencies from which functions came to those of the articles, or to which they went: they
 * are told of too, behind the others, without articles of their own. */
static bool add_lineage(struct generation_writer *w) {
    for (size_t i = 0; i < w->agencies.n; i++) { /* grows meanwhile */
        struct agency_entry entry = {0};
        directory_entry(w->directory, w->agencies.list[i].id, &entry);
        for (size_t k = 0; k < entry.n_successors; k++)
            if (!names_add(&w->agencies, entry.successors[k].id, entry.successors[k].name))
                return false;
        for (size_t k = 0; k < entry.n_predecessors; k++)
            if (!names_add(&w->agencies, entry.predecessors[k].id, entry.predecessors[k].name))
                return false;
    }
    return true;
}

static json_t *source_json(const struct generation_writer *w, const struct name *name) {
    (void)w;
    return json_pack("{s:s, s:s}", "id", name->id, "name", name->name);
}

static int add_text(const char *bytes, size_t n, void *out) {
    buf_add(out, bytes, n);
    return buf_ok(out) ? 0 : -1;
}

/* The text into `out`, whose failure sticks: json_dumps would leave out a key and not tell. */
static bool dump(const json_t *list, struct buf *out) {
    return json_dump_callback(list, add_text, out, JSON_INDENT(1)) == 0 && buf_ok(out);
}

static bool write_names(struct generation_writer *w, const struct names *names, const char *file,
                        json_t *(*row)(const struct generation_writer *, const struct name *),
                        struct tt_error *e) {
    struct buf text;
    json_t *list = json_array();
    bool ok = list;
    buf_init(&text, NAMES_BYTES_MAX);
    for (size_t i = 0; ok && i < names->n; i++)
        ok = json_array_append_new(list, row(w, &names->list[i])) == 0;
    ok = ok && dump(list, &text);
    json_decref(list);
    ok = ok ? files_write(w->dir, file, buf_text(&text), text.len, e)
            : tt_fail(e, TT_NO_MEMORY, "no memory to write %s", file);
    buf_done(&text);
    return ok;
}

static bool end_files(struct generation_writer *w, struct tt_error *e) {
    writer_put_u32(w, COL_AGENCY_START, w->agency_rows);
    writer_put_u64(w, COL_ARTICLE_START, w->articles.at);
    writer_put_u64(w, COL_STREAM_START, w->streams.at);
    if (w->n_ids)
        qsort(w->ids, w->n_ids, sizeof *w->ids, by_hash);
    outfile_write(&w->columns[COL_IDS], w->ids, w->n_ids * sizeof *w->ids);
    bool ok = outfile_end(&w->articles, e) && outfile_end(&w->streams, e);
    for (int i = 0; ok && i < COLUMNS; i++)
        ok = outfile_end(&w->columns[i], e);
    return ok;
}

/* Where a term goes. */
struct term_files {
    struct shim_writer *terms;
    struct impacts_writer *impacts;
};

static bool take_term(void *state, const char *term, size_t len, const struct shim_posting *list,
                      size_t n, struct tt_error *e) {
    const struct term_files *f = state;
    return shim_writer_add(f->terms, term, len, list, n, e) &&
           impacts_writer_add(f->impacts, term, len, list, n, e);
}

static bool write_terms(const struct generation_writer *w, const struct runs *runs,
                        const struct lengths *l, struct tt_error *e) {
    char path[FILES_PATH_MAX];
    struct term_files f = {NULL, NULL};
    bool ok = files_join(w->dir, FILE_TERMS, path, e) &&
              shim_writer_open(path, w->frequencies, w->documents, &f.terms, e) &&
              impacts_writer_begin(w->dir, l, &f.impacts, e) &&
              runs_merge(runs, take_term, &f, e) && shim_writer_end(f.terms, e) &&
              impacts_writer_end(f.impacts, e);
    shim_writer_close(f.terms);
    impacts_writer_free(f.impacts);
    return ok;
}

static bool end_terms(struct generation_writer *w, struct tt_error *e) {
    struct runs runs = {w->runs.path, w->run_list, w->n_runs, w->options.progress,
                        w->options.progress_state};
    char path[FILES_PATH_MAX];
    struct mapping column;
    if (!outfile_end(&w->runs, e) || !files_join(w->dir, column_files[COL_LENGTH].name, path, e) ||
        !mapping_open(path, &column, e))
        return false;
    struct lengths l = lengths_of((const uint32_t *)(const void *)column.data, w->documents);
    bool ok = write_terms(w, &runs, &l, e);
    mapping_close(&column);
    return ok && files_remove_tree(w->runs.path, e);
}

static bool end_suggest(struct generation_writer *w, struct tt_error *e) {
    struct suggest_input in = {w->dir, w->documents, w->lexicon, &w->agencies, w->directory};
    return suggest_write(&in, e);
}

/* What takes long and knows nothing of each other, so two threads can do it at once. */
static bool (*const long_tasks[])(struct generation_writer *, struct tt_error *) = {end_terms,
                                                                                    end_suggest};
enum { LONG_TASKS = sizeof long_tasks / sizeof *long_tasks };

static bool do_task(void *state, void *job, struct tt_error *e) {
    return long_tasks[*(const size_t *)job](state, e);
}

static bool task_done(void *state, void *job, struct tt_error *e) {
    (void)state, (void)job, (void)e;
    return true;
}

static bool do_long_tasks(struct generation_writer *w, struct tt_error *e) {
    size_t tasks[LONG_TASKS], *task;
    unsigned threads = w->options.threads < LONG_TASKS ? w->options.threads : LONG_TASKS;
    struct lanes_plan plan = {threads,  tasks,   LONG_TASKS, sizeof *tasks,
                              SIZE_MAX, do_task, task_done,  w};
    struct lanes *lanes;
    if (!lanes_new(&plan, &lanes, e))
        return false;
    bool ok = true;
    for (size_t i = 0; ok && i < LONG_TASKS; i++) {
        task = lanes_next(lanes, e);
        ok = task;
        if (ok)
            *task = i;
        ok = ok && lanes_push(lanes, 0, e);
    }
    ok = ok && lanes_drain(lanes, e);
    lanes_free(lanes);
    return ok;
}

bool generation_writer_end(struct generation_writer *w, struct manifest *m, struct tt_error *e) {
    m->documents = w->documents;
    m->duplicates = w->duplicates;
    m->gone = w->gone;
    return generation_writer_drain(w, e) && end_files(w, e) &&
           lexicon_write(w->lexicon, w->dir, e) && do_long_tasks(w, e) &&
           (add_lineage(w) || tt_fail(e, TT_NO_MEMORY, "no memory for the agencies")) &&
           write_names(w, &w->agencies, FILE_AGENCIES, agency_json, e) &&
           write_names(w, &w->sources, FILE_SOURCES, source_json, e) &&
           manifest_write(w->dir, m, e);
}
