#include "index/store/writer.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "index/store/part.h"
#include "index/store/snapshot.h"
#include "index/store/writer_state.h"
#include "index/text/text.h"

/* A job is a part: packed articles of about so many bytes. What is made of them (postings,
 * names, streams) takes some ten times as much. Larger parts make fewer runs, and a term that is
 * in fewer runs is joined faster, but their tables leave the caches. CPU-seconds of 30,000 articles
 * by parts of 1, 2, 4 and 8 MiB: 11.2, 10.1, 10.3, 10.2. */
enum { JOB_BYTES_MIN = 64 << 10, JOB_BYTES_MAX = 4 << 20, JOB_SWELLS = 10, ARTICLE_MAX = 64 << 20 };

struct writer_job {
    struct buf packed;
    size_t *ends; /* of each article in `packed` */
    size_t n, ends_cap;
    struct part *part;
    struct text_packer *packer;
    struct buf rows; /* of articles.bin */
    size_t *row_ends;
    size_t row_ends_cap;
};

static bool job_init(struct writer_job *j, const struct text_dictionary *d) {
    buf_init(&j->packed, JOB_BYTES_MAX + ARTICLE_MAX);
    buf_init(&j->rows, JOB_BYTES_MAX + ARTICLE_MAX);
    j->part = part_new();
    j->packer = text_packer_new(d);
    return j->part && j->packer;
}

static void job_done(struct writer_job *j) {
    buf_done(&j->packed);
    buf_done(&j->rows);
    free(j->ends);
    free(j->row_ends);
    part_free(j->part);
    text_packer_free(j->packer);
}

/* ---- a part, by any thread ------------------------------------------------------- */

static bool add_to_part(struct part *p, const struct article *a, struct tt_error *e) {
    struct buf slug;
    buf_init(&slug, ARTICLE_MAX);
    text_slug(a->s[ARTICLE_SOURCE], a->len[ARTICLE_SOURCE], &slug);
    bool ok = buf_ok(&slug) ? part_add(p, a, buf_text(&slug), e)
                            : tt_fail(e, TT_NO_MEMORY, "no memory for a source");
    buf_done(&slug);
    return ok;
}

static bool work_on(struct writer_job *j, size_t i, struct tt_error *e) {
    size_t at = i ? j->ends[i - 1] : 0;
    struct article a;
    if (!article_unpack(j->packed.data + at, j->ends[i] - at, &a, e))
        return false;
    bool ok = add_to_part(j->part, &a, e) && article_row_pack(j->packer, &a, &j->rows, e);
    j->row_ends[i] = j->rows.len;
    article_done(&a);
    return ok;
}

static bool work(void *state, void *job, struct tt_error *e) {
    struct writer_job *j = job;
    (void)state;
    if (!array_grow(&j->row_ends, &j->row_ends_cap, j->n, sizeof *j->row_ends))
        return tt_fail(e, TT_NO_MEMORY, "no memory for the rows of a part");
    for (size_t i = 0; i < j->n; i++)
        if (!work_on(j, i, e))
            return false;
    return part_end(j->part, e);
}

/* ---- what was made of it, in order ----------------------------------------------- */

/* A stream in the archive's numbers of forms. */
static void renumber(struct generation_writer *w, const char *stream, size_t len) {
    const unsigned char *p = (const unsigned char *)stream, *end = p + len;
    while (p < end)
        stream_put(&w->scratch, w->numbers[stream_next(&p)]);
}

static bool take_rows(struct generation_writer *w, const struct part *p) {
    size_t at = 0;
    if (!array_grow(&w->frequencies, &w->frequencies_cap, w->taken + p->n, sizeof *w->frequencies))
        return false;
    for (size_t i = 0; i < p->n; at = p->rows[i++].stream_end) {
        buf_clear(&w->scratch);
        renumber(w, p->streams.data + at, p->rows[i].stream_end - at);
        if (!buf_ok(&w->scratch))
            return false;
        writer_put_u64(w, COL_STREAM_START, w->streams.at);
        outfile_write(&w->streams, w->scratch.data, w->scratch.len);
        writer_put_u32(w, COL_LENGTH, p->rows[i].length);
        w->frequencies[w->taken + i] = p->rows[i].frequency;
    }
    return true;
}

static void take_articles(struct generation_writer *w, const struct writer_job *j) {
    for (size_t i = 0; i < j->n; i++)
        writer_put_u64(w, COL_ARTICLE_START, w->articles.at + (i ? j->row_ends[i - 1] : 0));
    outfile_write(&w->articles, j->rows.data, j->rows.len);
}

static bool take_run(struct generation_writer *w, const struct part *p) {
    if (!array_grow(&w->run_list, &w->runs_cap, w->n_runs + 1, sizeof *w->run_list))
        return false;
    uint64_t start = w->runs.at;
    outfile_write(&w->runs, p->run.data, p->run.len);
    w->run_list[w->n_runs++] = (struct run){start, w->runs.at, w->taken + 1};
    return true;
}

static bool take(void *state, void *job, struct tt_error *e) {
    struct generation_writer *w = state;
    struct writer_job *j = job;
    struct part *p = j->part;
    size_t n = lexicon_size(p->forms) + (size_t)1;
    if (!array_grow(&w->numbers, &w->numbers_cap, n, sizeof *w->numbers) ||
        !lexicon_merge(w->lexicon, p->forms, w->numbers) || !take_rows(w, p) || !take_run(w, p))
        return tt_fail(e, TT_NO_MEMORY, "no memory for a part of the archive");
    take_articles(w, j);
    w->taken += (uint32_t)p->n;
    part_clear(p);
    buf_clear(&j->rows);
    buf_clear(&j->packed);
    j->n = 0;
    return true;
}

static bool push(struct generation_writer *w, struct tt_error *e) {
    struct writer_job *j = w->job;
    w->job = NULL;
    return lanes_push(w->lanes, j->packed.len, e);
}

bool generation_writer_drain(struct generation_writer *w, struct tt_error *e) {
    return (!w->job || push(w, e)) && lanes_drain(w->lanes, e);
}

/* ---- beginning ------------------------------------------------------------------- */

static bool open_files(struct generation_writer *w, struct tt_error *e) {
    for (int i = 0; i < COLUMNS; i++)
        if (!outfile_begin(w->dir, column_files[i].name, &w->columns[i], e))
            return false;
    return outfile_begin(w->dir, FILE_ARTICLES, &w->articles, e) &&
           outfile_begin(w->dir, FILE_STREAMS, &w->streams, e) &&
           outfile_begin(w->dir, WRITER_RUNS, &w->runs, e);
}

static bool open_dictionary(struct generation_writer *w, struct tt_error *e) {
    const struct buf *d = w->options.dictionary;
    const char *bytes = d ? buf_text(d) : "";
    size_t n = d ? d->len : 0;
    return files_write(w->dir, FILE_DICTIONARY, bytes, n, e) &&
           text_dictionary_new(bytes, n, &w->dictionary, e);
}

static size_t job_bytes(size_t memory, size_t n_jobs) {
    size_t bytes = (memory ? memory : WRITER_MEMORY) / n_jobs / JOB_SWELLS;
    return bytes < JOB_BYTES_MIN ? JOB_BYTES_MIN : bytes < JOB_BYTES_MAX ? bytes : JOB_BYTES_MAX;
}

static bool open_lanes(struct generation_writer *w, struct tt_error *e) {
    unsigned threads = w->options.threads;
    w->n_jobs = threads > 1 ? threads + 1 : 1;
    w->job_bytes = job_bytes(w->options.memory, w->n_jobs);
    w->jobs = calloc(w->n_jobs, sizeof *w->jobs);
    for (size_t i = 0; w->jobs && i < w->n_jobs; i++)
        if (!job_init(&w->jobs[i], w->dictionary))
            return false;
    struct lanes_plan plan = {
        threads, w->jobs, w->n_jobs, sizeof *w->jobs, w->n_jobs * w->job_bytes, work, take, w};
    return w->jobs && lanes_new(&plan, &w->lanes, e);
}

bool generation_writer_begin(const char *dir, const struct directory *directory,
                             const struct writer_options *o, struct generation_writer **out,
                             struct tt_error *e) {
    struct generation_writer *w = calloc(1, sizeof *w);
    if (!w)
        return tt_fail(e, TT_NO_MEMORY, "no memory for a writer");
    buf_init(&w->scratch, ARTICLE_MAX);
    w->directory = directory;
    w->options = *o;
    w->lexicon = lexicon_new();
    snprintf(w->dir, sizeof w->dir, "%s", dir);
    tt_fail(e, TT_NO_MEMORY, "no memory for a writer"); /* unless it is told otherwise */
    if (w->lexicon && open_dictionary(w, e) && open_lanes(w, e) && open_files(w, e)) {
        *out = w;
        return true;
    }
    generation_writer_free(w);
    return false;
}

void generation_writer_free(struct generation_writer *w) {
    if (!w)
        return;
    lanes_free(w->lanes);
    for (size_t i = 0; w->jobs && i < w->n_jobs; i++)
        job_done(&w->jobs[i]);
    for (int i = 0; i < COLUMNS; i++)
        outfile_drop(&w->columns[i]);
    outfile_drop(&w->articles);
    outfile_drop(&w->streams);
    outfile_drop(&w->runs);
    lexicon_free(w->lexicon);
    text_dictionary_free(w->dictionary);
    names_done(&w->agencies);
    names_done(&w->sources);
    free(w->jobs);
    free(w->ids);
    free(w->frequencies);
    free(w->run_list);
    free(w->numbers);
    buf_done(&w->scratch);
    free(w);
}

/* ---- articles -------------------------------------------------------------------- */

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

/* The article's row in every column but those of its streams. */
static bool add_row(struct generation_writer *w, const struct article *a) {
    uint32_t source = 0;
    buf_clear(&w->scratch);
    text_slug(a->s[ARTICLE_SOURCE], a->len[ARTICLE_SOURCE], &w->scratch);
    if (w->scratch.len)
        source = names_add(&w->sources, buf_text(&w->scratch), a->s[ARTICLE_SOURCE]);
    writer_put_u32(w, COL_DATE, a->published);
    writer_put_u32(w, COL_SOURCE, source);
    writer_put_u32(w, COL_AGENCY_START, w->agency_rows);
    for (size_t i = 0; i < a->n_agencies; i++) {
        uint32_t agency = names_add(&w->agencies, a->agencies[i].id, a->agencies[i].name);
        if (!agency)
            return false;
        writer_put_u32(w, COL_AGENCY, agency);
        w->agency_rows++;
    }
    return buf_ok(&w->scratch) && (source || !w->scratch.len);
}

/* The article's bytes, into the job at hand. */
static bool add_article(struct generation_writer *w, const struct article *a, struct tt_error *e) {
    if (!w->job && !(w->job = lanes_next(w->lanes, e)))
        return false;
    struct writer_job *j = w->job;
    article_pack(a, &j->packed);
    if (!buf_ok(&j->packed) || !array_grow(&j->ends, &j->ends_cap, j->n + 1, sizeof *j->ends))
        return tt_fail(e, TT_NO_MEMORY, "no memory to pack an article");
    j->ends[j->n++] = j->packed.len;
    return true;
}

bool generation_writer_add(struct generation_writer *w, const struct article *a,
                           struct tt_error *e) {
    w->documents++;
    w->duplicates += (uint32_t)a->n_duplicates;
    if (!add_row(w, a) || !add_ids(w, a))
        return tt_fail(e, TT_NO_MEMORY, "no memory for an article's row");
    return add_article(w, a, e) && (w->job->packed.len < w->job_bytes || push(w, e));
}

bool generation_writer_gone(struct generation_writer *w, const char *id, struct tt_error *e) {
    w->gone++;
    return add_id(w, id, 0, FIND_GONE) || tt_fail(e, TT_NO_MEMORY, "no memory for an id");
}
