/* The inside of a generation_writer: articles come in (writer.c), files are finished
 * (writer_end.c). */
#ifndef TIMTIN_INDEX_STORE_WRITER_STATE_H
#define TIMTIN_INDEX_STORE_WRITER_STATE_H

#include "index/base/files.h"
#include "index/base/lanes.h"
#include "index/base/names.h"
#include "index/store/articles.h"
#include "index/store/columns.h"
#include "index/store/lexicon.h"
#include "index/store/runs.h"
#include "index/store/writer.h"

/* Where runs lie until they are joined. */
#define WRITER_RUNS ".runs"

struct generation_writer {
    char dir[FILES_PATH_MAX];
    const struct directory *directory;
    struct writer_options options;
    struct lexicon *lexicon;
    struct text_dictionary *dictionary;
    struct outfile columns[COLUMNS], articles, streams, runs;
    struct names agencies, sources;
    struct id_entry *ids;
    size_t n_ids, ids_cap;
    uint32_t documents, duplicates, gone, agency_rows;
    struct buf scratch;
    /* Articles on the way: each job a part. */
    struct lanes *lanes;
    struct writer_job *jobs, *job; /* the one being filled, NULL: none yet */
    size_t n_jobs, job_bytes;
    /* Of what was taken. */
    uint32_t taken;        /* articles */
    uint32_t *frequencies; /* of each, the sum of its terms' */
    size_t frequencies_cap;
    struct run *run_list;
    size_t n_runs, runs_cap;
    uint32_t *numbers; /* of a part's forms */
    size_t numbers_cap;
};

static inline void writer_put_u32(struct generation_writer *w, enum column c, uint32_t v) {
    outfile_write(&w->columns[c], &v, sizeof v);
}

static inline void writer_put_u64(struct generation_writer *w, enum column c, uint64_t v) {
    outfile_write(&w->columns[c], &v, sizeof v);
}

#endif
