/* Random queries as trees of our own: written out as a user would type them, and matched by
 * looking at every token, with nothing of the engine but its tokenizer.
 *
 * Threads: values. */
#ifndef TIMTIN_TESTS_MADE_QUERIES_H
#define TIMTIN_TESTS_MADE_QUERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/search/search.h"

enum { ASKED_NODES_MAX = 64, ASKED_KIDS_MAX = 4, ASKED_WORDS_MAX = 4, TOKENS_MAX = 400 };

struct read_token {
    char exact[TOKEN_BYTES_MAX + 8], folded[TOKEN_BYTES_MAX + 8];
    size_t start, end;
    bool breaks, marked;
};

enum asked_op { ASK_PHRASE, ASK_PREFIX, ASK_EVERY, ASK_EITHER };

struct asked_node {
    enum asked_op op;
    bool title, negative;
    struct read_token words[ASKED_WORDS_MAX]; /* of a phrase; a prefix has one, and it
                                                 as it was typed */
    unsigned kids[ASKED_KIDS_MAX];            /* of ASK_EVERY and ASK_EITHER: node numbers */
    unsigned n;                               /* words or kids */
};

/* The root is the last node. */
struct asked {
    struct asked_node nodes[ASKED_NODES_MAX];
    unsigned n;
    char text[QUERY_BYTES_MAX];
};

/* Words that differ in marks alone, so that everything collides. */
const char *vocabulary_word(uint64_t *random);
/* A text of about so many words, parted by what stands between words; `lines`: some by line
 * breaks. */
void vocabulary_text(uint64_t *random, unsigned words, bool lines, char *out, size_t room);

void asked_make(uint64_t *random, struct asked *q);

struct read_text {
    struct read_token *list;
    size_t n;
};
void text_read(const char *text, struct read_text *out); /* malloc'd list */

struct read_article {
    struct read_text title, body;
};

bool asked_matches(const struct asked *q, const struct read_article *a, bool any,
                   enum search_accents accents);

/* For each token of the text: does it belong to something that the query wants here? */
void asked_marks(const struct asked *q, const struct read_text *text, bool title,
                 enum search_accents accents, bool *marks);

#endif
