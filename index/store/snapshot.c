#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "index/base/buf.h"
#include "index/store/generation.h"
#include "index/store/snapshot_data.h"

static bool map_file(struct snapshot *s, const char *name, struct mapping *m, struct tt_error *e) {
    char path[FILES_PATH_MAX];
    return files_join(s->dir, name, path, e) && mapping_open(path, m, e);
}

static bool map_columns(struct snapshot *s, struct tt_error *e) {
    uint64_t n = s->manifest.documents;
    for (int c = 0; c < COLUMNS; c++)
        if (!map_file(s, column_files[c].name, &s->columns[c], e))
            return false;
    const struct {
        enum column column;
        uint64_t rows;
    } want[] = {
        {COL_DATE, n},
        {COL_SOURCE, n},
        {COL_LENGTH, n},
        {COL_AGENCY_START, n + 1},
        {COL_ARTICLE_START, n + 1},
        {COL_STREAM_START, n + 1},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        if (s->columns[want[i].column].len != want[i].rows * column_files[want[i].column].width)
            return tt_fail(e, TT_CORRUPT, "%s has not one row an article",
                           column_files[want[i].column].name);
    return articles_open(s->dir, column_u64(s, COL_ARTICLE_START), s->manifest.documents,
                         &s->articles, e) &&
           map_file(s, FILE_STREAMS, &s->streams, e) && lexicon_open(s->dir, &s->lexicon, e);
}

/* Starts ascend, the last is not behind the end, and the last number of a stream ends there: what
 * they bound may be read. */
static bool check_starts(const struct snapshot *s, struct tt_error *e) {
    const uint32_t *agency = column_u32(s, COL_AGENCY_START);
    const uint64_t *stream = column_u64(s, COL_STREAM_START);
    uint32_t n = s->manifest.documents;
    bool ok = agency[n] <= s->columns[COL_AGENCY].len / column_files[COL_AGENCY].width &&
              stream[n] <= s->streams.len &&
              (stream[n] == 0 || (unsigned char)s->streams.data[stream[n] - 1] < 0x80);
    for (uint32_t i = 0; ok && i < n; i++)
        ok = agency[i] <= agency[i + 1] && stream[i] <= stream[i + 1];
    return ok || tt_fail(e, TT_CORRUPT, "a column of starts does not ascend, or goes too far");
}

static bool add_to_run(struct date_runs *runs, unsigned key, uint32_t docid) {
    if (runs->n && runs->list[runs->n - 1].key == key) {
        runs->list[runs->n - 1].end = docid + 1;
        return true;
    }
    if (!array_grow(&runs->list, &runs->cap, runs->n + 1, sizeof *runs->list))
        return false;
    runs->list[runs->n++] = (struct date_run){key, docid, docid + 1};
    return true;
}

static bool load_dates(struct snapshot *s, struct tt_error *e) {
    const uint32_t *date = column_u32(s, COL_DATE);
    for (uint32_t i = 0; i < s->manifest.documents; i++)
        if (!add_to_run(&s->years, day_year(date[i]), i + 1) ||
            !add_to_run(&s->months, date[i] / 100, i + 1))
            return tt_fail(e, TT_NO_MEMORY, "no memory for the years");
    s->year_counts = calloc(s->years.n + 1, sizeof *s->year_counts);
    if (!s->year_counts)
        return tt_fail(e, TT_NO_MEMORY, "no memory for the years");
    for (size_t i = 0; i < s->years.n; i++) {
        struct date_run r = s->years.list[i];
        s->year_counts[i] = (struct year_count){r.key, r.end - r.first};
    }
    return true;
}

static uint32_t with_article(const struct snapshot *s) {
    uint32_t n = 0;
    while (n < s->n_agencies && s->agencies[n].count)
        n++; /* they are sorted by count */
    return n;
}

static void load_facts(struct snapshot *s) {
    const struct manifest *m = &s->manifest;
    size_t n = s->years.n;
    bool has_unknown = n && s->years.list[n - 1].key == 0;
    s->facts = (struct snapshot_facts){
        .generation = m->generation,
        .built_at = m->built_at,
        .documents = m->documents,
        .duplicates = m->duplicates,
        .unknown_dates = has_unknown ? s->year_counts[n - 1].count : 0,
        .agencies = with_article(s),
        .sources = (uint32_t)s->n_sources,
        .years = (uint32_t)(n - has_unknown),
    };
    for (size_t i = 0; i < m->n_files; i++)
        s->facts.bytes += m->files[i].bytes;
}

static void destroy(struct snapshot *s) {
    for (int c = 0; c < COLUMNS; c++)
        mapping_close(&s->columns[c]);
    articles_close(&s->articles);
    mapping_close(&s->streams);
    lexicon_close(&s->lexicon);
    suggest_close(&s->suggest);
    impacts_close(&s->impacts);
    snapshot_free_names(s);
    free(s->years.list);
    free(s->months.list);
    free(s->year_counts);
    free(s);
}

bool snapshot_open(const char *index_dir, struct snapshot **out, struct tt_error *e) {
    char name[GENERATION_NAME_MAX];
    struct snapshot *s = calloc(1, sizeof *s);
    if (!s)
        return tt_fail(e, TT_NO_MEMORY, "no memory for a snapshot");
    atomic_init(&s->refs, 1);
    if (generation_current(index_dir, name, e) && generation_dir(index_dir, name, s->dir, e) &&
        files_join(s->dir, FILE_TERMS, s->terms_path, e) &&
        manifest_read(s->dir, &s->manifest, e) && manifest_verify(s->dir, &s->manifest, e) &&
        map_columns(s, e) && check_starts(s, e) && load_dates(s, e) && snapshot_load_names(s, e) &&
        suggest_open(s->dir, s->manifest.documents, s->n_agencies, &s->suggest, e) &&
        impacts_open(s->dir, s->manifest.documents, &s->impacts, e)) {
        s->lengths = lengths_of(column_u32(s, COL_LENGTH), s->manifest.documents);
        load_facts(s);
        *out = s;
        return true;
    }
    destroy(s);
    return false;
}

struct snapshot *snapshot_ref(struct snapshot *s) {
    atomic_fetch_add(&s->refs, 1);
    return s;
}

void snapshot_unref(struct snapshot *s) {
    if (s && atomic_fetch_sub(&s->refs, 1) == 1)
        destroy(s);
}

const struct snapshot_facts *snapshot_facts(const struct snapshot *s) {
    return &s->facts;
}

const struct year_count *snapshot_years(const struct snapshot *s, size_t *n) {
    *n = s->years.n;
    return s->year_counts;
}

/* ---- articles -------------------------------------------------------------------- */

bool snapshot_article(const struct snapshot *s, uint32_t docid, struct article *a,
                      struct tt_error *e) {
    return articles_whole(&s->articles, docid, a, e);
}

bool snapshot_head(const struct snapshot *s, uint32_t docid, struct article *a,
                   struct tt_error *e) {
    return articles_head(&s->articles, docid, a, e);
}

/* Two ids may share a hash: look at what the article itself says. */
static bool id_is(const struct snapshot *s, const struct id_entry *entry, const char *id) {
    struct article a;
    struct tt_error ignored;
    bool found = false;
    if (entry->kind == FIND_GONE)
        return true;
    if (!snapshot_head(s, entry->docid, &a, &ignored))
        return false;
    if (entry->kind == FIND_ARTICLE)
        found = strcmp(a.s[ARTICLE_ID], id) == 0;
    for (size_t i = 0; entry->kind == FIND_DUPLICATE && i < a.n_duplicates; i++)
        found = found || strcmp(a.duplicates[i].id, id) == 0;
    article_done(&a);
    return found;
}

enum snapshot_find snapshot_find(const struct snapshot *s, const char *id, uint32_t *docid) {
    const struct id_entry *ids = (const void *)s->columns[COL_IDS].data;
    size_t low = 0, n = s->columns[COL_IDS].len / sizeof *ids, high = n;
    uint64_t hash = XXH3_64bits(id, strlen(id));
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ids[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < n && ids[low].hash == hash; low++) {
        if (!id_is(s, &ids[low], id))
            continue;
        *docid = ids[low].docid;
        return (enum snapshot_find)ids[low].kind;
    }
    return FIND_NONE;
}
