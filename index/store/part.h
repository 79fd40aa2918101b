/* A part of an archive: some hundred or thousand articles, read by one thread on its own, as
 * syllable streams and as a run: their terms in byte order, each with its postings.
 *
 * Parts know nothing of each other: forms are numbered and articles counted within one. A run
 * names its terms, so runs can be merged as they are (index/store/runs.h); streams are numbered
 * anew once it is known how the archive numbers the forms (lexicon_merge).
 *
 * Threads: one at a time; many parts at once. */
#ifndef TIMTIN_INDEX_STORE_PART_H
#define TIMTIN_INDEX_STORE_PART_H

#include "index/store/keyset.h"
#include "index/store/terms.h"

struct part_row {
    uint32_t length;    /* syllables of title and body */
    uint32_t frequency; /* sum of all wdf */
    size_t stream_end;  /* in `streams`; it begins where the one before ends */
};

struct part {
    struct part_row *rows; /* one an article */
    size_t n, rows_cap;
    struct buf streams, run;
    struct lexicon *forms;  /* of texts: what the streams' numbers mean */
    struct lexicon *values; /* ids: of articles, agencies, sources */
    struct analysis *analysis;
    struct keyset terms; /* their numbers say where they are in the arrays below */
    struct part_list {
        uint32_t n, last_row, at; /* postings; the last one's row; where they go in `sorted` */
    } * lists;
    size_t lists_cap;
    /* Postings as they come, and again by their terms' names. A chain for each term would do
     * with one of the two and take thrice as long: every link waits for the one before. */
    struct part_posting {
        uint32_t term, row, wdf;
    } * postings;
    struct part_sorted {
        uint32_t row, wdf;
    } * sorted;
    size_t n_postings, postings_cap, sorted_cap;
};

struct part *part_new(void); /* NULL: no memory */
void part_free(struct part *p);
void part_clear(struct part *p); /* memory is kept */
/* `source` is the id of the article's source, "" for none. */
bool part_add(struct part *p, const struct article *a, const char *source, struct tt_error *e);
/* Makes the run of what was added. */
bool part_end(struct part *p, struct tt_error *e);

#endif
