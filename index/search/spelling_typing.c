/* Keystrokes of Telex (aa aw dd s f r x j) and VNI (6 7 8 9, 1 to 5) as the syllable meant. */
#include <string.h>

#include "index/search/spelling.h"
#include "index/text/text.h"
#include "index/text/token.h"

enum { KEYS_MAX = 12 };

/* A syllable being typed. */
struct typed {
    char base[KEYS_MAX]; /* a-z */
    char mark[KEYS_MAX]; /* 0, '^', '(' breve, '+' horn, '-' of đ */
    size_t n;
    size_t tone; /* 0: none; 1.. in the order of `tones` */
    bool changed;
};

/* Combining grave ... in the order of VNI's digits 1 to 5: sắc huyền hỏi ngã nặng. */
static const char *const tones[] = {"", "\xCC\x81", "\xCC\x80", "\xCC\x89", "\xCC\x83", "\xCC\xA3"};
static const char telex_tones[] = "sfrxj", vni_tones[] = "12345";

static bool is_vowel(char c) {
    return strchr("aeiouy", c) != NULL;
}

static bool has_vowel(const struct typed *t) {
    for (size_t i = 0; i < t->n; i++)
        if (is_vowel(t->base[i]))
            return true;
    return false;
}

/* Marks the last bare letter that is one of `bases`. */
static bool mark_last(struct typed *t, const char *bases, char mark) {
    for (size_t i = t->n; i-- > 0;) {
        if (t->mark[i] || !strchr(bases, t->base[i]))
            continue;
        t->mark[i] = mark;
        t->changed = true;
        return true;
    }
    return false;
}

/* uo with a horn is ươ. */
static bool mark_horn(struct typed *t) {
    for (size_t i = t->n; i-- > 1;)
        if (t->base[i - 1] == 'u' && t->base[i] == 'o' && !t->mark[i]) {
            t->mark[i - 1] = t->mark[i] = '+';
            return t->changed = true;
        }
    return mark_last(t, "ou", '+');
}

static bool set_tone(struct typed *t, const char *keys, char key) {
    const char *at = strchr(keys, key);
    if (!at || !has_vowel(t))
        return false;
    t->tone = (size_t)(at - keys) + 1;
    return t->changed = true;
}

static bool press_telex(struct typed *t, char key) {
    const char same[] = {key, '\0'};
    if (set_tone(t, telex_tones, key))
        return true;
    if (key == 'd')
        return t->n && t->base[0] == 'd' && mark_last(t, "d", '-');
    if (strchr("aeo", key))
        return mark_last(t, same, '^');
    if (key != 'w')
        return false;
    bool breve = false;
    for (size_t i = 0; i < t->n; i++)
        breve |= t->base[i] == 'a' && !t->mark[i];
    return breve ? mark_last(t, "a", '(') : mark_horn(t);
}

static bool press_vni(struct typed *t, char key) {
    switch (key) {
    case '6':
        return mark_last(t, "aeo", '^');
    case '7':
        return mark_horn(t);
    case '8':
        return mark_last(t, "a", '(');
    case '9':
        return mark_last(t, "d", '-');
    default:
        return set_tone(t, vni_tones, key);
    }
}

static const char *letter_of(char base, char mark) {
    static const struct {
        char base, mark;
        const char *letter;
    } letters[] = {{'a', '^', "â"}, {'e', '^', "ê"}, {'o', '^', "ô"}, {'a', '(', "ă"},
                   {'o', '+', "ơ"}, {'u', '+', "ư"}, {'d', '-', "đ"}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].base == base && letters[i].mark == mark)
            return letters[i].letter;
    return NULL;
}

static void write_typed(const struct typed *t, struct buf *out) {
    bool toned = false;
    for (size_t i = 0; i < t->n; i++) {
        const char *letter = letter_of(t->base[i], t->mark[i]);
        if (letter)
            buf_str(out, letter);
        else
            buf_char(out, t->base[i]);
        if (is_vowel(t->base[i]) && !toned)
            buf_str(out, tones[t->tone]); /* the tokenizer knows its place */
        toned |= is_vowel(t->base[i]);
    }
}

/* The text as the one token that it is. */
static bool read_token(const struct buf *text, struct query_word *out) {
    struct buf stored;
    struct tokenizer tokenizer;
    struct token token;
    struct tt_error e;
    buf_init(&stored, 256);
    bool ok = buf_ok(text) && text_store(buf_text(text), text->len, &stored, &e);
    if (ok) {
        tokenizer_init(&tokenizer, buf_text(&stored), stored.len);
        ok = tokenizer_next(&tokenizer, &token) && token.end == stored.len;
    }
    if (ok)
        query_word_of(&token, buf_text(&stored), out);
    buf_done(&stored);
    return ok;
}

bool typing_read(enum typing how, const char *keys, size_t n, struct query_word *out) {
    struct typed t = {.n = 0};
    struct buf text;
    for (size_t i = 0; i < n; i++) {
        bool taken = how == TYPING_TELEX ? press_telex(&t, keys[i]) : press_vni(&t, keys[i]);
        if (taken)
            continue;
        if (t.n == KEYS_MAX || keys[i] < 'a' || keys[i] > 'z')
            return false;
        t.base[t.n++] = keys[i];
    }
    if (!t.changed)
        return false;
    buf_init(&text, 256);
    write_typed(&t, &text);
    bool ok = read_token(&text, out);
    buf_done(&text);
    return ok;
}
