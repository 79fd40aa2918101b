/* The files of a generation beside its manifest and the lexicon, by name; all numbers
 * little-endian. Rows are articles: row docid - 1. See index/docs/format.md. */
#ifndef TIMTIN_INDEX_STORE_COLUMNS_H
#define TIMTIN_INDEX_STORE_COLUMNS_H

#include <stdint.h>

enum column {
    COL_DATE,          /* day_t */
    COL_SOURCE,        /* number in sources.json from 1; 0: none */
    COL_LENGTH,        /* syllables of title and body */
    COL_AGENCY_START,  /* first of the row's entries in COL_AGENCY; one row more */
    COL_AGENCY,        /* numbers in agencies.json from 1 */
    COL_ARTICLE_START, /* where the article begins in articles.bin; one row more */
    COL_STREAM_START,  /* where the stream begins in streams.bin; one row more */
    COL_IDS,           /* struct id_entry, ascending */
    COLUMNS
};

struct id_entry {
    uint64_t hash;  /* XXH3 of the id */
    uint32_t docid; /* the article, or the canonical one of a duplicate; 0: taken down */
    uint32_t kind;  /* enum snapshot_find */
};

struct column_file {
    const char *name;
    unsigned width; /* bytes a row */
};
extern const struct column_file column_files[COLUMNS];

#define FILE_TERMS "terms.xapian" /* one Xapian database in a file */
#define FILE_ARTICLES "articles.bin"
#define FILE_DICTIONARY "articles.dict" /* what their texts are packed with; may be empty */
#define FILE_STREAMS "streams.bin"
#define FILE_AGENCIES "agencies.json"
#define FILE_SOURCES "sources.json"

#endif
