/* Syllables: what text is cut into, the same way for pages and for queries.
 *
 * A token is a run of letters, digits and marks. It has an exact form (NFC, lower case,
 * tone mark in its one canonical place: hoà = hòa, uỷ = ủy; one spelling for the closed list
 * of i/y syllables: kĩ = kỹ) and a folded form (the exact one without marks, đ = d). Folded
 * forms of tokens with equal exact forms are equal.
 *
 * Codes such as 57-KL/TW, TT&TT, Covid-19 and 1.570 come as their parts; `joined` says that
 * a part stands right behind the previous one, parted by a single one of - / & . , _ ' + @
 * (or a Unicode dash or apostrophe) without white space. A query reads a joined run as a
 * phrase.
 *
 * Ideographs and kana, which are written without spaces, are one token each. Letters that are
 * typed in place of đ (ð, Ɖ) are read as đ.
 *
 * Threads: a tokenizer is a value, one thread at a time. */
#ifndef TIMTIN_INDEX_TEXT_TOKEN_H
#define TIMTIN_INDEX_TEXT_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/limits.h"

struct token {
    const char *exact, *folded;   /* NUL-terminated, in the tokenizer, until the next call */
    size_t exact_len, folded_len; /* 1..TOKEN_BYTES_MAX bytes */
    size_t start, end;            /* bytes of the text: text[start..end), all of a cut word */
    bool marked;                  /* exact != folded: some mark or đ was written */
    bool joined;                  /* a further part of a code, see above */
    bool breaks;                  /* a line break stands before it: no phrase goes across */
};

struct tokenizer {
    const char *text;
    size_t len, at;
    size_t last_end; /* end of the previous token, SIZE_MAX before the first */
    char exact[TOKEN_BYTES_MAX + 8], folded[TOKEN_BYTES_MAX + 8];
};

/* `text` is stored text (text_store) and must outlive the tokenizer. */
void tokenizer_init(struct tokenizer *t, const char *text, size_t len);

/* The next token into *out, or false at the end. */
bool tokenizer_next(struct tokenizer *t, struct token *out);

/* Appends the folded tokens of the text with one space between: the form in which names,
 * titles and aliases are compared whatever their case, accents and tone placement. */
struct buf;
void text_fold(const char *s, size_t n, struct buf *out);
/* The same with exact forms. */
void text_exact(const char *s, size_t n, struct buf *out);

#endif
