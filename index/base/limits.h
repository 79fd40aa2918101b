/* Every bound of the index layer in one place. Beyond a bound stands a clear error, never
 * a crash and never silence. */
#ifndef TIMTIN_INDEX_BASE_LIMITS_H
#define TIMTIN_INDEX_BASE_LIMITS_H

/* What a generation is made of. A reader refuses other versions (TT_STALE). */
enum {
    FORMAT_VERSION = 4,   /* files and their layout: index/docs/format.md */
    ANALYZER_VERSION = 1, /* normalisation and terms: queries and index must agree */
    CLEANER_VERSION = 2   /* how pages are read: what was read is reused only within one */
};

enum {
    INPUT_BYTES_MAX = 8 << 20, /* one page or record */
    BODY_BYTES_MAX = 4 << 20,  /* an article's body after cleaning */
    TITLE_BYTES_MAX = 1000,    /* a longer title is cut at a word */
    FIELD_BYTES_MAX = 2000,    /* url, source, author */
    ID_BYTES_MAX = 64,         /* an article's id: letters, digits, "._-" */
    AGENCIES_MAX = 64,         /* agencies of one article */
    PATH_DEPTH_MAX = 32,       /* folders below a PATH */
    TOKEN_BYTES_MAX = 64,      /* a longer run of letters is cut here */
    QUERY_BYTES_MAX = 1024,    /* after NFC */
    QUERY_WORDS_MAX = 128,
    QUERY_DEPTH_MAX = 8, /* nested parentheses */
    PREFIX_EXPANSIONS_MAX = 50,
    EXPANSION_WORDS_MAX = 256, /* what a query's alternatives add to it */
    EXPANSION_NODES_MAX = 128,
    PAGE_LIMIT_MAX = 100,
    PAGE_OFFSET_MAX = 10000,
    FACET_LIMIT_MAX = 1000,
    SUGGEST_LIMIT_MAX = 50
};

#endif
