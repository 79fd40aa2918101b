#include "index/text/token.h"

#include <string.h>
#include <utf8proc.h>

#include "index/base/buf.h"
#include "index/text/syllable.h"
#include "index/text/text.h"

void tokenizer_init(struct tokenizer *t, const char *text, size_t len) {
    t->text = text;
    t->len = len;
    t->at = 0;
    t->last_end = SIZE_MAX;
}

static bool is_tail(uint8_t c) {
    return (c & 0xC0) == 0x80;
}

/* The code point at `at`; a byte that is not UTF-8 counts as U+FFFD, which is in no word.
 * The two shapes that Vietnamese letters have are read without a call. */
static inline size_t decode_at(const struct tokenizer *t, size_t at, uint32_t *c) {
    const uint8_t *s = (const uint8_t *)t->text + at;
    size_t left = t->len - at;
    if (left > 2 && s[0] == 0xE1 && is_tail(s[1]) && is_tail(s[2])) {
        *c = 0x1000U | (s[1] & 0x3FU) << 6 | (s[2] & 0x3FU);
        return 3;
    }
    if (left > 1 && s[0] >= 0xC3 && s[0] <= 0xC6 && is_tail(s[1])) {
        *c = (s[0] & 0x1FU) << 6 | (s[1] & 0x3FU);
        return 2;
    }
    size_t n = utf8_decode(t->text + at, left, c);
    if (n > 0)
        return n;
    *c = 0xFFFD;
    return 1;
}

static bool is_mark(uint32_t c) {
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return true;
    default:
        return false;
    }
}

/* Scripts without spaces, where each character is a token: ideographs and kana. */
static bool stands_alone(uint32_t c) {
    return c >= 0x3005 && ((c <= 0x3007) || (c >= 0x3041 && c <= 0x30FF) ||
                           (c >= 0x31F0 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x4DBF) ||
                           (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
                           (c >= 0xFF66 && c <= 0xFF9D) || (c >= 0x20000 && c <= 0x3FFFF));
}

/* May stand between the parts of a code. */
static bool joins(uint32_t c) {
    if (c <= ' ')
        return false;
    if (c < 0x80)
        return strchr("-/&.,_'+@", (int)c);
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x2212;
}

/* Goes to the first character of the next token; what lies between decides about joined and
 * breaks. A mark cannot begin a token. */
static bool skip_gap(struct tokenizer *t, struct token *out) {
    size_t gap = 0;
    bool joined = false, breaks = false;
    for (; t->at < t->len; gap++) {
        uint32_t c = (uint8_t)t->text[t->at];
        size_t n = 1;
        if (c < 0x80) {
            if (alphabet_ascii((uint8_t)c))
                break;
        } else {
            n = decode_at(t, t->at, &c);
            if (alphabet_of(c).base || (text_is_word(c) && !is_mark(c)))
                break;
        }
        joined = gap == 0 && joins(c);
        breaks |= c == '\n';
        t->at += n;
    }
    out->joined = joined && t->last_end != SIZE_MAX;
    out->breaks = breaks;
    return t->at < t->len;
}

/* Reads a run of Vietnamese letters and digits, and writes it as it stands there in lower case.
 * False when it is longer than a token or another letter or a mark is in it; `at` moves only on
 * success. */
static bool read_syllable(struct tokenizer *t, struct syllable *s, struct token *out) {
    size_t at = t->at, letters = 0, toned = 0, vowels = 0, bytes = 0;
    while (at < t->len) {
        uint32_t c = (uint8_t)t->text[at];
        struct letter l = {alphabet_ascii((uint8_t)c), TONE_NONE};
        size_t n = 1;
        if (c >= 0x80) {
            n = decode_at(t, at, &c);
            l = alphabet_of(c);
            if (!l.base && text_is_word(c) && !stands_alone(c))
                return false;
        }
        if (!l.base)
            break;
        if (at + n - t->at > TOKEN_BYTES_MAX)
            return false;
        s->base[letters] = l.base;
        s->tone[letters] = l.tone;
        t->folded[letters++] = alphabet_bare(l.base);
        bytes += alphabet_write(l.base, l.tone, t->exact + bytes);
        toned += l.tone != TONE_NONE;
        vowels += alphabet_is_vowel(l.base);
        at += n;
    }
    t->at = at;
    s->n = out->folded_len = letters;
    s->toned = toned;
    s->vowels = vowels;
    out->exact_len = bytes;
    return letters > 0;
}

/* Written anew where it is not the one way to write it; no letter comes or goes. */
static void settle_syllable(struct tokenizer *t, struct syllable *s, struct token *out) {
    if (syllable_settle(s)) {
        out->exact_len = 0;
        for (size_t i = 0; i < s->n; i++) {
            t->folded[i] = alphabet_bare(s->base[i]);
            out->exact_len += alphabet_write(s->base[i], s->tone[i], t->exact + out->exact_len);
        }
    }
    /* Any mark makes a letter longer. */
    out->marked = out->exact_len != out->folded_len;
}

/* Any other word, character by character. What is beyond the longest token is read over. */
static void read_word(struct tokenizer *t, struct token *out) {
    size_t n = 0, folded = 0, chars = 0;
    bool full = false, after_latin = false, alone = false;
    while (t->at < t->len && !alone) {
        uint32_t c;
        char lower[4];
        size_t step = decode_at(t, t->at, &c);
        alone = stands_alone(c);
        if (!text_is_word(c) || (alone && chars > 0))
            break;
        size_t bytes = utf8_encode(alphabet_lower(c), lower);
        full |= n + bytes > TOKEN_BYTES_MAX;
        if (!full) {
            memcpy(t->exact + n, lower, bytes);
            n += bytes;
            folded += alphabet_fold(c, &after_latin, t->folded + folded);
        }
        chars++;
        t->at += step;
    }
    syllable_settle_i((uint8_t *)t->folded, folded);
    out->exact_len = n;
    out->folded_len = folded;
    out->marked = n != folded || memcmp(t->exact, t->folded, n) != 0;
}

bool tokenizer_next(struct tokenizer *t, struct token *out) {
    struct syllable s;
    if (!skip_gap(t, out))
        return false;
    out->start = t->at;
    if (read_syllable(t, &s, out)) {
        settle_syllable(t, &s, out);
    } else {
        read_word(t, out);
    }
    out->end = t->last_end = t->at;
    t->exact[out->exact_len] = '\0';
    t->folded[out->folded_len] = '\0';
    out->exact = t->exact;
    out->folded = t->folded;
    return true;
}

static void append_tokens(const char *s, size_t n, bool folded, struct buf *out) {
    struct tokenizer t;
    struct token token;
    tokenizer_init(&t, s, n);
    for (bool first = true; tokenizer_next(&t, &token); first = false) {
        if (!first)
            buf_char(out, ' ');
        if (folded)
            buf_add(out, token.folded, token.folded_len);
        else
            buf_add(out, token.exact, token.exact_len);
    }
}

void text_fold(const char *s, size_t n, struct buf *out) {
    append_tokens(s, n, true, out);
}

void text_exact(const char *s, size_t n, struct buf *out) {
    append_tokens(s, n, false, out);
}
