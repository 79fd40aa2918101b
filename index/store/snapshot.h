/* A snapshot: one verified generation, opened for reading, immutable.
 *
 * Ownership: snapshot_open gives one reference; snapshot_ref/_unref share it; strings and
 *            arrays reached through it end with it.
 * Threads:   everything here may be called from any thread at once. */
#ifndef TIMTIN_INDEX_STORE_SNAPSHOT_H
#define TIMTIN_INDEX_STORE_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/error.h"
#include "index/store/article.h"
#include "index/text/day.h"

struct snapshot;

/* Opens the generation that INDEX/CURRENT names, after verifying the manifest, every
 * checksum and the versions. TT_NOT_FOUND: no index there; TT_STALE: another version;
 * TT_CORRUPT: bytes are not what was written. */
bool snapshot_open(const char *index_dir, struct snapshot **out, struct tt_error *e);
struct snapshot *snapshot_ref(struct snapshot *s);
void snapshot_unref(struct snapshot *s); /* takes NULL */

/* ---- what it is ------------------------------------------------------------------ */

struct snapshot_facts {
    const char *generation; /* its folder's name */
    const char *built_at;   /* "2026-01-31T12:00:00Z" */
    uint32_t documents;     /* articles, without their duplicates */
    uint32_t duplicates;    /* other pages with the same text */
    uint32_t unknown_dates;
    uint32_t agencies, sources, years; /* how many that have an article */
    uint64_t bytes;                    /* of all files */
};
const struct snapshot_facts *snapshot_facts(const struct snapshot *s);

/* ---- articles: numbers 1..documents, newest first, unknown dates last ------------ */

enum snapshot_find {
    FIND_NONE,      /* never heard of */
    FIND_ARTICLE,   /* *docid is it */
    FIND_DUPLICATE, /* *docid is the canonical article */
    FIND_GONE       /* taken down */
};
enum snapshot_find snapshot_find(const struct snapshot *s, const char *id, uint32_t *docid);

/* The whole article: *a is a view that ends with the snapshot, but for its arrays and its text,
 * body and provenance: article_done. */
bool snapshot_article(const struct snapshot *s, uint32_t docid, struct article *a,
                      struct tt_error *e);
/* The same without its text, which then need not be unpacked: body and provenance are "". */
bool snapshot_head(const struct snapshot *s, uint32_t docid, struct article *a, struct tt_error *e);

/* ---- years, agencies and sources that have an article ---------------------------- */

struct year_count {
    unsigned year; /* 0: unknown */
    uint32_t count;
};
/* Newest first, unknown last. */
const struct year_count *snapshot_years(const struct snapshot *s, size_t *n);

/* Functions that went to a successor, or came from a predecessor. */
struct lineage_edge {
    const char *id, *name;
    const char *from, *function; /* NULL: not known */
};

struct agency_info {
    const char *id, *name;
    const char *kind, *valid_from, *valid_until; /* NULL: not known */
    const char *const *aliases;
    size_t n_aliases;
    const struct lineage_edge *successors, *predecessors;
    size_t n_successors, n_predecessors;
    uint32_t count;                 /* articles */
    const struct year_count *years; /* newest first */
    size_t n_years;
    uint32_t number;  /* in the generation's columns */
    uint32_t by_name; /* its place among all names */
};
/* Those that have an article, by count, most first, then by name. */
const struct agency_info *snapshot_agencies(const struct snapshot *s, size_t *n);
/* NULL when no article has the agency, nor one that it comes from or went to. */
const struct agency_info *snapshot_agency(const struct snapshot *s, const char *id);

struct source_info {
    const char *id, *name; /* id: text_slug of the name */
    uint32_t count;
    uint32_t number, by_name; /* as of agencies */
};
const struct source_info *snapshot_sources(const struct snapshot *s, size_t *n);

#endif
