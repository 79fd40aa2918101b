/* The words of an article and the tries over them: inside of the agency module.
 *
 * An article becomes an array of words (hashes, case, what stands before each); names,
 * patterns, places and grammar are tries over folded words, each with its own root in one
 * hash table of edges. Words are compared by 64-bit hashes of their forms.
 *
 * Ownership: *_init embeds, *_done frees. Threads: a trie is read-only once filled. */
#ifndef TIMTIN_INDEX_AGENCY_AGENCY_TRIE_H
#define TIMTIN_INDEX_AGENCY_AGENCY_TRIE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SCAN_WORDS_MAX = 1 << 13 }; /* who acts is told by the beginning of a long text */

/* What stands between a word and the one before it. */
enum gap {
    GAP_COMMA = 1,
    GAP_HYPHEN = 2, /* with white space beside it */
    GAP_STOP = 4,   /* . ; : ! ? … with white space behind, but not that of "TP. " */
    GAP_QUOTE = 8,  /* brackets, quotes, bars and the like */
    GAP_BREAK = 16, /* a line break, or the border between title and body */
    GAP_GLUE = 32,  /* a part of a code: TT-BTTTT, 34/CĐ-UBND */
    GAP_CLOSE = 64, /* with GAP_QUOTE: begins with a closing bracket */
    GAP_ROW = 128   /* with GAP_STOP: a colon or semicolon, what a row of persons goes on behind */
};
enum { GAP_HARD = GAP_STOP | GAP_QUOTE | GAP_BREAK };

enum word_flag {
    WORD_CAP = 1,    /* begins with a capital letter */
    WORD_UPPER = 2,  /* two letters or more, all capital */
    WORD_MARKED = 4, /* written with a mark or đ */
    WORD_TITLE = 8,  /* of the title: start and end count in it, else in the body */
    WORD_DIGIT = 16
};

struct word {
    uint64_t exact, fold; /* hashes of the forms */
    uint32_t start, end;  /* bytes of the title or body */
    uint32_t cls, back;   /* grammar of the phrase that begins here, of the one that ends here */
    uint16_t id;          /* in the trie's vocabulary, 0 unknown */
    uint16_t named;       /* length of the agency's name that begins here, 0 none */
    uint8_t cls_len, back_len;
    uint8_t gap, flags;
};

struct scan {
    struct word *words;
    size_t n, cap, n_title;
    const char *title, *body;
};

enum trie_root {
    ROOT_NONE,
    ROOT_NAME,
    ROOT_BODY,
    ROOT_LEVEL,
    ROOT_PLACE,
    ROOT_LAND,
    ROOT_OURS, /* our own country, behind a name that others' agencies share */
    ROOT_CODE, /* issuers in the numbers of documents: 14/CT-TTg */
    ROOT_GRAMMAR,
    ROOT_HOST,
    ROOT_SITE,  /* whose a site is: labels of hosts */
    ROOT_SHORT, /* what longer names are shortened to: Bộ, Sở */
    ROOT_COUNT
};

enum leaf_flag {
    LEAF_CAP = 1,   /* matches only where its first word has a capital letter */
    LEAF_UPPER = 2, /* one word: matches only in capitals and not glued to others */
    LEAF_CODE = 4,  /* matches only what a record names */
    LEAF_NOT = 8,   /* is no agency: covers a shorter name in it */
    LEAF_DISTRICT = 16,
    LEAF_PERSON = 32,  /* a place that is a person's name without its level: Hồ Chí Minh */
    LEAF_ENGLISH = 64, /* the country stands before it: Japanese Foreign Ministry */
    LEAF_OFFICE = 128  /* a person's name may follow: Thủ tướng ... */
};

struct leaf {
    uint64_t exact[2];  /* of a name of one or two words, which must be spelt so or unmarked */
    uint32_t ref, next; /* next: another leaf of the same node, 0 none */
    uint32_t parted;    /* bit i: a comma or hyphen may stand before word i */
    uint8_t n, flags;
};

struct trie_edge {
    uint64_t key; /* node << 16 | word, 0 = free */
    uint32_t to;
};
struct trie_word {
    uint64_t fold; /* 0 = free */
    uint16_t id;
};

struct trie {
    struct leaf *leaves;  /* [0] is none */
    uint32_t *first_leaf; /* per node */
    struct trie_edge *edges;
    struct trie_word *vocabulary;
    uint16_t *begins; /* per word: bit r: a name below root r begins with it */
    size_t n_leaves, cap_leaves, n_nodes, cap_nodes, n_edges, cap_edges, n_words, cap_words;
    size_t cap_begins;
};

bool trie_init(struct trie *t);
void trie_done(struct trie *t);

/* Adds a name below a root; false when there is no memory or it has no word. `exact` and
 * `n` of the leaf are filled in here. */
bool trie_add(struct trie *t, enum trie_root root, const char *name, size_t len, struct leaf leaf);

/* The longest name below the root that begins at words[at]: the first leaf of its node, its
 * length in *len. NULL when there is none. */
const struct leaf *trie_match(const struct trie *t, enum trie_root root, const struct scan *s,
                              size_t at, size_t *len);
/* Marks in the words the longest name below the root that begins at words[at], and where it and
 * shorter ones end: `cls` and `back` are their leaves' refs. */
void trie_mark(const struct trie *t, enum trie_root root, struct scan *s, size_t at);
/* The next leaf of the same node that fits, or NULL. */
const struct leaf *trie_more(const struct trie *t, const struct leaf *l, const struct scan *s,
                             size_t at);

/* A form's hash, never 0, and a folded form's place in the vocabulary, 0 when unknown. */
uint64_t trie_hash(const char *s, size_t n);
uint16_t trie_word_id(const struct trie *t, uint64_t fold);

/* Cuts title and body into words; false when there is no memory. */
bool scan_init(struct scan *s, const struct trie *t, const char *title, const char *body);
void scan_done(struct scan *s);
/* The text that the word's start and end count in. */
static inline const char *scan_text(const struct scan *s, const struct word *w) {
    return w->flags & WORD_TITLE ? s->title : s->body;
}

#endif
