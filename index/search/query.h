/* The query language: forgiving, nothing a user types is a syntax error.
 *
 *   words            every one is wanted (or any, see search_match)
 *   "a phrase"       its words side by side; an open quote ends with the query
 *   57-KL/TW         a code: its parts side by side, like a phrase
 *   -word -"phrase"  not these ("-" with a space behind it is punctuation)
 *   a OR b           either side; binds looser than standing side by side, for one
 *                    Vietnamese word is several syllables: thông tin OR báo chí
 *   title:word       in the title; also title:"a phrase" and title:(a group)
 *   chuy*            words that begin so
 *   ( ... )          a group; one that is not closed ends with the query
 *
 * Ownership: query_parse gives a query, query_free takes it (and NULL).
 * Threads:   a query is read-only once parsed. */
#ifndef TIMTIN_INDEX_SEARCH_QUERY_H
#define TIMTIN_INDEX_SEARCH_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/error.h"
#include "index/base/limits.h"

enum query_op {
    QUERY_PHRASE, /* its words side by side; a single word is a phrase of one */
    QUERY_PREFIX, /* words that begin with a spelling of its one word */
    QUERY_AND,    /* kids: all of them; the only one that has QUERY_NOT kids */
    QUERY_OR,     /* kids: any of them */
    QUERY_NOT     /* its one kid must not match */
};

struct query_word {
    char exact[TOKEN_BYTES_MAX + 8], folded[TOKEN_BYTES_MAX + 8];
    size_t exact_len, folded_len;
    bool marked;
};

enum { QUERY_NODES_MAX = 4 * QUERY_WORDS_MAX, QUERY_NONE = 0xffff };

struct query_node {
    enum query_op op;
    bool title;               /* phrase or prefix: in the title alone */
    uint16_t word, n_words;   /* words[word .. word + n_words): a phrase's, in their order; a
                                 prefix's spellings, one or two */
    uint16_t first_kid, next; /* node numbers, QUERY_NONE: none */
};

struct query {
    struct query_node nodes[QUERY_NODES_MAX];
    struct query_word words[QUERY_WORDS_MAX];
    size_t n_nodes, n_words;
    uint16_t root; /* QUERY_NONE when the text has no word */
};

/* Parses stored text (text_store). TT_BAD_INPUT: over a cap of limits.h, the text says
 * which. A query without a word is fine and has no root. */
bool query_parse(const char *text, size_t len, struct query **out, struct tt_error *e);
void query_free(struct query *q);

#endif
