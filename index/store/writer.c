#include "index/store/writer.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "index/base/files.h"
#include "index/base/names.h"
#include "index/store/columns.h"
#include "index/store/snapshot.h"
#include "index/store/suggest_write.h"
#include "index/store/terms.h"
#include "index/text/text.h"

/* Postings are held in memory, in search trees, between commits: few fit the processor's
 * caches, many are walked again at every commit. Measured on 12,000 articles: 300 articles
 * cost 20.1 CPU-seconds, 1,000 18.9, 4,000 22.7. */
enum { COMMIT_EVERY = 1000 };

struct generation_writer {
    char dir[FILES_PATH_MAX], parts[FILES_PATH_MAX];
    const struct directory *directory;
    struct shim_writer *shim;
    struct lexicon *lexicon;
    struct analysis *analysis;
    struct outfile columns[COLUMNS], articles, streams;
    struct names agencies, sources;
    struct id_entry *ids;
    size_t n_ids, ids_cap;
    uint32_t documents, duplicates, gone, agency_rows;
    struct buf scratch;
};

static bool open_files(struct generation_writer *w, struct tt_error *e) {
    for (int i = 0; i < COLUMNS; i++)
        if (!outfile_begin(w->dir, column_files[i].name, &w->columns[i], e))
            return false;
    return outfile_begin(w->dir, FILE_ARTICLES, &w->articles, e) &&
           outfile_begin(w->dir, FILE_STREAMS, &w->streams, e);
}

bool generation_writer_begin(const char *dir, const struct directory *directory,
                             struct generation_writer **out, struct tt_error *e) {
    struct generation_writer *w = calloc(1, sizeof *w);
    if (!w)
        return tt_fail(e, TT_NO_MEMORY, "no memory for a writer");
    buf_init(&w->scratch, 64 << 20);
    w->directory = directory;
    w->lexicon = lexicon_new();
    w->analysis = analysis_new();
    snprintf(w->dir, sizeof w->dir, "%s", dir);
    if (((w->lexicon && w->analysis) || tt_fail(e, TT_NO_MEMORY, "no memory for a writer")) &&
        files_join(dir, ".parts", w->parts, e) && open_files(w, e) &&
        shim_writer_open(w->parts, &w->shim, e)) {
        *out = w;
        return true;
    }
    generation_writer_free(w);
    return false;
}

void generation_writer_free(struct generation_writer *w) {
    if (!w)
        return;
    shim_writer_close(w->shim);
    for (int i = 0; i < COLUMNS; i++)
        outfile_drop(&w->columns[i]);
    outfile_drop(&w->articles);
    outfile_drop(&w->streams);
    lexicon_free(w->lexicon);
    analysis_free(w->analysis);
    names_done(&w->agencies);
    names_done(&w->sources);
    free(w->ids);
    buf_done(&w->scratch);
    free(w);
}

static void put_u32(struct generation_writer *w, enum column c, uint32_t v) {
    outfile_write(&w->columns[c], &v, sizeof v);
}

static void put_u64(struct generation_writer *w, enum column c, uint64_t v) {
    outfile_write(&w->columns[c], &v, sizeof v);
}

static bool add_id(struct generation_writer *w, const char *id, uint32_t docid,
                   enum snapshot_find kind) {
    if (!array_grow(&w->ids, &w->ids_cap, w->n_ids + 1, sizeof *w->ids))
        return false;
    w->ids[w->n_ids++] = (struct id_entry){XXH3_64bits(id, strlen(id)), docid, (uint32_t)kind};
    return true;
}

static bool add_ids(struct generation_writer *w, const struct article *a) {
    uint32_t docid = w->documents;
    bool ok = add_id(w, a->s[ARTICLE_ID], docid, FIND_ARTICLE);
    for (size_t i = 0; ok && i < a->n_duplicates; i++)
        ok = strcmp(a->duplicates[i].id, a->s[ARTICLE_ID]) == 0 ||
             add_id(w, a->duplicates[i].id, docid, FIND_DUPLICATE);
    return ok;
}

/* The article's row in every column; its source's slug stays in w->scratch. */
static bool add_row(struct generation_writer *w, const struct article *a) {
    uint32_t source = 0;
    buf_clear(&w->scratch);
    text_slug(a->s[ARTICLE_SOURCE], a->len[ARTICLE_SOURCE], &w->scratch);
    if (w->scratch.len)
        source = names_add(&w->sources, buf_text(&w->scratch), a->s[ARTICLE_SOURCE]);
    put_u32(w, COL_DATE, a->published);
    put_u32(w, COL_SOURCE, source);
    put_u32(w, COL_AGENCY_START, w->agency_rows);
    put_u64(w, COL_ARTICLE_START, w->articles.at);
    put_u64(w, COL_STREAM_START, w->streams.at);
    for (size_t i = 0; i < a->n_agencies; i++) {
        uint32_t agency = names_add(&w->agencies, a->agencies[i].id, a->agencies[i].name);
        if (!agency)
            return false;
        put_u32(w, COL_AGENCY, agency);
        w->agency_rows++;
    }
    return buf_ok(&w->scratch) && (source || !w->scratch.len);
}

bool generation_writer_add(struct generation_writer *w, const struct article *a,
                           struct tt_error *e) {
    struct analysed terms;
    uint32_t docid;
    w->documents++;
    if (!add_row(w, a) || !add_ids(w, a))
        return tt_fail(e, TT_NO_MEMORY, "no memory for an article's row");
    if (!analyse(w->analysis, w->lexicon, a, buf_text(&w->scratch), &terms, e) ||
        !shim_writer_add(w->shim, terms.terms, terms.n_terms, a->s[ARTICLE_ID], a->len[ARTICLE_ID],
                         &docid, e))
        return false;
    if (docid != w->documents)
        return tt_fail(e, TT_INTERNAL, "article %u got number %u", w->documents, docid);
    put_u32(w, COL_LENGTH, terms.length);
    outfile_write(&w->streams, terms.stream, terms.stream_len);
    buf_clear(&w->scratch);
    article_pack(a, &w->scratch);
    if (!buf_ok(&w->scratch))
        return tt_fail(e, TT_NO_MEMORY, "no memory to pack an article");
    outfile_write(&w->articles, w->scratch.data, w->scratch.len);
    w->duplicates += (uint32_t)a->n_duplicates;
    return w->documents % COMMIT_EVERY != 0 || shim_writer_commit(w->shim, e);
}

bool generation_writer_gone(struct generation_writer *w, const char *id, struct tt_error *e) {
    w->gone++;
    return add_id(w, id, 0, FIND_GONE) || tt_fail(e, TT_NO_MEMORY, "no memory for an id");
}

/* ---- finishing ------------------------------------------------------------------- */

static int by_hash(const void *a, const void *b) {
    const struct id_entry *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->kind > y->kind) - (x->kind < y->kind);
}

static json_t *strings_of(const char *const *list, size_t n) {
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(array, json_string(list[i]));
    return array;
}

static json_t *edges_of(const struct agency_edge *edges, size_t n) {
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(array, json_pack("{s:s, s:s, s:s?, s:s?}", "id", edges[i].id, "name",
                                               edges[i].name, "from", edges[i].from, "function",
                                               edges[i].function));
    return array;
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

static bool write_names(struct generation_writer *w, const struct names *names, const char *file,
                        json_t *(*row)(const struct generation_writer *, const struct name *),
                        struct tt_error *e) {
    json_t *list = json_array();
    bool ok = list;
    for (size_t i = 0; ok && i < names->n; i++)
        ok = json_array_append_new(list, row(w, &names->list[i])) == 0;
    char *text = ok ? json_dumps(list, JSON_INDENT(1)) : NULL;
    json_decref(list);
    ok = text ? files_write(w->dir, file, text, strlen(text), e)
              : tt_fail(e, TT_NO_MEMORY, "no memory to write %s", file);
    free(text);
    return ok;
}

static bool end_files(struct generation_writer *w, struct tt_error *e) {
    put_u32(w, COL_AGENCY_START, w->agency_rows);
    put_u64(w, COL_ARTICLE_START, w->articles.at);
    put_u64(w, COL_STREAM_START, w->streams.at);
    if (w->n_ids)
        qsort(w->ids, w->n_ids, sizeof *w->ids, by_hash);
    outfile_write(&w->columns[COL_IDS], w->ids, w->n_ids * sizeof *w->ids);
    bool ok = outfile_end(&w->articles, e) && outfile_end(&w->streams, e);
    for (int i = 0; ok && i < COLUMNS; i++)
        ok = outfile_end(&w->columns[i], e);
    return ok;
}

static bool end_terms(struct generation_writer *w, struct tt_error *e) {
    char to[FILES_PATH_MAX];
    const char *from = w->parts;
    if (!files_join(w->dir, FILE_TERMS, to, e) || !shim_writer_commit(w->shim, e))
        return false;
    shim_writer_close(w->shim);
    w->shim = NULL;
    return shim_compact(&from, 1, to, e) && files_remove_tree(w->parts, e);
}

static bool end_suggest(struct generation_writer *w, struct tt_error *e) {
    struct suggest_input in = {w->dir, w->documents, w->lexicon, &w->agencies, w->directory};
    return suggest_write(&in, e);
}

bool generation_writer_end(struct generation_writer *w, struct manifest *m, struct tt_error *e) {
    m->documents = w->documents;
    m->duplicates = w->duplicates;
    m->gone = w->gone;
    return end_files(w, e) && end_terms(w, e) && lexicon_write(w->lexicon, w->dir, e) &&
           end_suggest(w, e) &&
           (add_lineage(w) || tt_fail(e, TT_NO_MEMORY, "no memory for the agencies")) &&
           write_names(w, &w->agencies, FILE_AGENCIES, agency_json, e) &&
           write_names(w, &w->sources, FILE_SOURCES, source_json, e) &&
           manifest_write(w->dir, m, e);
}
