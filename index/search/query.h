/* The query language: forgiving, nothing a user types is a syntax error.
 *
 *   words            every one is wanted (or any, see search_match)
 *   "a phrase"       its words side by side; an open quote ends with the query
 *   57-KL/TW         a code: its parts side by side, like a phrase
 *   -word -"phrase"  not these ("-" with a space behind it is punctuation)
 *   a OR b           either side; binds looser than standing side by side, for one
 *                    Vietnamese word is several syllables: thông tin OR báo chí
 *   title:word       in the title; also title:"a phrase" and title:(a group)
 *   chuy*            words that begin so; 57-k* codes whose next part begins so
 *   ( ... )          a group; one that is not closed ends with the query
 *
 * What was typed may have other ways of being said (understand.h): they join the tree as
 * alternatives, beyond the caps on what is typed and within caps of their own.
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
#include "index/text/day.h"
#include "index/text/token.h"

enum query_op {
    QUERY_PHRASE, /* its words side by side; a single word is a phrase of one */
    QUERY_PREFIX, /* words that begin with a spelling of its one word, behind the code's parts */
    QUERY_AND,    /* kids: all of them; the only one that has QUERY_NOT kids */
    QUERY_OR,     /* kids: any of them */
    QUERY_NOT,    /* its one kid must not match */
    QUERY_EITHER, /* kids: the first one as it was typed, the others say the same otherwise */
    QUERY_DATE    /* articles of a time; only as a kid of QUERY_EITHER */
};

struct query_word {
    char exact[TOKEN_BYTES_MAX + 8], folded[TOKEN_BYTES_MAX + 8];
    size_t exact_len, folded_len;
    bool marked;         /* by its exact form where accents count */
    bool upper;          /* typed in capital letters */
    uint16_t start, end; /* bytes of what was typed; 0, 0: a word of an alternative */
};

enum {
    QUERY_NODES_MAX = 4 * QUERY_WORDS_MAX,
    QUERY_ALL_WORDS = QUERY_WORDS_MAX + EXPANSION_WORDS_MAX,
    QUERY_ALL_NODES = QUERY_NODES_MAX + EXPANSION_NODES_MAX,
    QUERY_NONE = 0xffff
};

struct query_node {
    enum query_op op;
    bool title;             /* phrase or prefix: in the title alone */
    bool quoted;            /* phrase: in quotation marks, wanted as it stands */
    uint16_t word, n_words; /* words[word .. word + n_words): a phrase's, in their order; a
                               prefix's: n_before parts of a code, then one or two spellings */
    uint16_t n_before;
    uint16_t first_kid, next; /* node numbers, QUERY_NONE: none */
    float weight;             /* of a kid of QUERY_EITHER: how much it counts beside the typed */
    uint16_t guard;           /* phrase: no place where this word or a year stands behind it;
                                 QUERY_NONE: any place */
    day_t from, to;           /* inclusive; a date's, or when a phrase means what was typed
                                 (articles without a date too); both DAY_UNKNOWN: always */
};

struct query {
    struct query_node nodes[QUERY_ALL_NODES];
    struct query_word words[QUERY_ALL_WORDS];
    size_t n_nodes, n_words;
    size_t n_typed; /* words[0 .. n_typed) were typed */
    uint16_t root;  /* QUERY_NONE when the text has no word */
};

/* Parses stored text (text_store). TT_BAD_INPUT: over a cap of limits.h, the text says
 * which. A query without a word is fine and has no root. */
bool query_parse(const char *text, size_t len, struct query **out, struct tt_error *e);
void query_free(struct query *q);

/* A word as a token writes it; `text`: what the token's start and end count in. */
void query_word_of(const struct token *t, const char *text, struct query_word *out);

#endif
