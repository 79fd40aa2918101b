/* Phrases that an archive uses often, learned from its articles. Internal to suggest_write.c.
 *
 * A phrase is 2 to 6 syllables side by side, on one line and with no punctuation between (but the
 * joints of a code), that
 *   - repeats: three articles have it;
 *   - is whole: on both sides stand at least three different neighbours (accessor variety; Feng,
 *     Chen, Deng and Zheng 2004), none of them in more than 7 of 10 places, or else it is a
 *     piece of something longer;
 *   - holds together: its first syllable and the others, and its last syllable and the others,
 *     meet more often than chance has it, by normalised pointwise mutual information (Bouma
 *     2009);
 *   - begins and ends with words that may: no particle of a closed list, no bare number;
 *   - says what an article is about: of 100 articles that have it at least one has it in the
 *     title, or else it is a name, written with a capital inside sentences, or two syllables
 *     that fewer articles have.
 * It is looked for in a sample of the articles that is bounded in syllables, and then counted
 * in all of them, on their streams: `count` is how many articles have it in this spelling.
 *
 * Memory: about 9 bytes a syllable of the sample, and what is found.
 * Threads: one at a time. */
#ifndef TIMTIN_INDEX_STORE_SUGGEST_LEARN_H
#define TIMTIN_INDEX_STORE_SUGGEST_LEARN_H

#include "index/base/buf.h"
#include "index/base/files.h"
#include "index/store/articles.h"
#include "index/store/lexicon.h"

enum {
    PHRASE_SYLLABLES_MIN = 2,
    PHRASE_SYLLABLES_MAX = 6,
    PHRASE_ARTICLES_MIN = 3,
    PHRASE_TITLES_IN = 100,        /* articles with it for one that has it in the title */
    PHRASES_MAX = 50000,           /* the most used stay */
    SAMPLE_SYLLABLES_MAX = 8 << 20 /* about 20,000 articles */
};

/* Files of a generation that is being written, closed for writing. */
struct suggest_archive {
    struct articles_view articles;
    struct mapping article_start, streams, stream_start;
    uint32_t documents;
};

/* After so many articles what was read of the files is left to the page cache. */
enum { SUGGEST_REST_EVERY = 1 << 15 };

struct phrase {
    uint32_t id[PHRASE_SYLLABLES_MAX]; /* of exact forms in the generation's lexicon */
    uint32_t n, count, titles;         /* syllables; articles, and titles that have it */
    uint32_t place, shown;             /* an occurrence in the sample; its text in phrases.shown */
    bool name;                         /* has a capital in front */
};

struct phrases {
    struct phrase *list; /* by count, most first */
    size_t n, cap;
    struct buf shown; /* NUL behind each */
};

/* Fills *out. The lexicon knows every form of the articles, and is only read. */
bool phrases_learn(const struct suggest_archive *a, struct lexicon *lexicon, struct phrases *out,
                   struct tt_error *e);
void phrases_done(struct phrases *p);

/* ---- between suggest_learn.c and suggest_sample.c --------------------------------- */

/* Every n-th article, title and body, as one sequence; it begins and ends with a break, and one
 * stands wherever a phrase may not go across. */
struct sample {
    uint32_t *tokens; /* sample_token, 0: a break */
    size_t n, cap;
    uint32_t step; /* articles 1, 1 + step, ... */
};

/* A syllable of the sample: its exact form's number, whether it is a further part of a code, and
 * whether its letters are small, or the first or all of them capital. */
enum { SAMPLE_SHIFT = 3, SAMPLE_JOINED = 4, SAMPLE_CASE = 3 };

bool sample_read(const struct suggest_archive *a, struct lexicon *lexicon, struct sample *out,
                 struct tt_error *e);
void sample_done(struct sample *s);
/* Reads the sample again, for the texts of the phrases, which are sorted by place. */
bool sample_show(const struct suggest_archive *a, struct lexicon *lexicon, const struct sample *s,
                 struct phrases *p, struct tt_error *e);

/* suggest_count.c: in how many articles the phrases stand. */
bool phrases_count(const struct suggest_archive *a, uint32_t lexicon_size, struct phrases *p,
                   struct tt_error *e);

/* suggest_words.c: what a form may not do in a phrase. */
enum { WORD_NOT_FIRST = 1, WORD_NOT_LAST = 2, WORD_NUMBER = 4 };
unsigned phrase_word(const char *form);

#endif
