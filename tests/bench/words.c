#include "words.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { SLOTS = 1 << 17, WORD_MAX = 48 };

struct next {
    uint32_t word, upto; /* counts up to and including this one */
};

struct words {
    char (*words)[WORD_MAX];
    uint32_t *slots, n_words;
    uint32_t *first, *fill; /* of each word's rows in `rows`; one more */
    struct next *rows;
    size_t n_rows;
    uint32_t start, end, number;
};

/* splitmix64: Steele, Lea, Flood 2014 */
uint64_t draw(uint64_t *dice) {
    uint64_t z = *dice += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

uint32_t below(uint64_t *dice, uint32_t n) {
    return (uint32_t)(draw(dice) % n);
}

static void die(const char *what) {
    fprintf(stderr, "generate: %s\n", what);
    exit(1);
}

/* ---- the table ------------------------------------------------------------------- */

static uint32_t hash_of(const char *s) {
    uint32_t h = 2166136261u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h;
}

static uint32_t word_id(struct words *m, const char *word) {
    uint32_t i = hash_of(word) % SLOTS;
    while (m->slots[i] && strcmp(m->words[m->slots[i] - 1], word) != 0)
        i = (i + 1) % SLOTS;
    if (!m->slots[i]) {
        if (m->n_words == SLOTS / 2)
            die("too many words");
        snprintf(m->words[m->n_words], WORD_MAX, "%s", word);
        m->slots[i] = ++m->n_words;
    }
    return m->slots[i] - 1;
}

struct row {
    uint32_t word, next, count;
};

static bool read_row(gzFile f, struct words *m, struct row *r) {
    char line[256];
    while (gzgets(f, line, sizeof line)) {
        char *next = strchr(line, '\t'), *count = next ? strchr(next + 1, '\t') : NULL;
        if (!count)
            continue;
        *next++ = *count++ = '\0';
        if (strlen(line) >= WORD_MAX || strlen(next) >= WORD_MAX)
            continue;
        *r = (struct row){word_id(m, line), word_id(m, next), (uint32_t)strtoul(count, NULL, 10)};
        return true;
    }
    return false;
}

static void *zeroed(size_t n, size_t size) {
    void *room = calloc(n, size);
    if (!room)
        die("no memory");
    return room;
}

static struct row *read_rows(const char *path, struct words *m, size_t *n) {
    gzFile f = gzopen(path, "rb");
    struct row *rows = NULL, r;
    size_t cap = 0;
    if (!f)
        die("no bigrams.tsv.gz there");
    for (*n = 0; read_row(f, m, &r); rows[(*n)++] = r)
        if (*n == cap && !(rows = realloc(rows, (cap = cap ? cap * 2 : 4096) * sizeof *rows)))
            die("no memory");
    gzclose(f);
    return rows;
}

/* Each word's rows side by side, in their order. */
static void group(struct words *m, const struct row *rows, size_t n) {
    m->first = zeroed(m->n_words + 2, sizeof *m->first);
    m->fill = zeroed(m->n_words + 1, sizeof *m->fill);
    m->rows = zeroed(n + 1, sizeof *m->rows);
    for (size_t i = 0; i < n; i++)
        m->first[rows[i].word + 1]++;
    for (uint32_t w = 0; w < m->n_words; w++)
        m->first[w + 1] += m->first[w];
    for (size_t i = 0; i < n; i++) {
        uint32_t w = rows[i].word, at = m->first[w] + m->fill[w]++;
        uint32_t before = at > m->first[w] ? m->rows[at - 1].upto : 0;
        m->rows[at] = (struct next){rows[i].next, before + rows[i].count};
    }
    m->n_rows = n;
}

struct words *words_load(const char *dir) {
    struct words *m = zeroed(1, sizeof *m);
    char path[4096];
    size_t n;
    snprintf(path, sizeof path, "%s/bigrams.tsv.gz", dir);
    m->words = zeroed(SLOTS / 2, sizeof *m->words);
    m->slots = zeroed(SLOTS, sizeof *m->slots);
    struct row *rows = read_rows(path, m, &n);
    m->start = word_id(m, "<s>");
    m->end = word_id(m, "</s>");
    m->number = word_id(m, "#");
    group(m, rows, n);
    free(rows);
    return m;
}

void words_free(struct words *m) {
    free(m->words);
    free(m->slots);
    free(m->first);
    free(m->fill);
    free(m->rows);
    free(m);
}

static uint32_t follow(const struct words *m, uint64_t *dice, uint32_t word) {
    uint32_t low = m->first[word], high = m->first[word + 1];
    if (low == high)
        return m->end;
    uint32_t pick = below(dice, m->rows[high - 1].upto);
    while (low + 1 < high) {
        uint32_t middle = low + (high - low - 1) / 2;
        if (m->rows[middle].upto > pick)
            high = middle + 1;
        else
            low = middle + 1;
    }
    return m->rows[low].word;
}

/* ---- text ------------------------------------------------------------------------ */

static size_t put_word(const struct words *m, uint64_t *dice, char *out, size_t at, size_t max,
                       uint32_t word, bool first) {
    char number[16];
    const char *text = m->words[word];
    if (word == m->number) {
        snprintf(number, sizeof number, "%" PRIu32, 1 + below(dice, below(dice, 4) ? 40 : 3000));
        text = number;
    }
    size_t n = strlen(text);
    if (at + n + 2 >= max)
        return at;
    if (!first)
        out[at++] = ' ';
    memcpy(out + at, text, n);
    if (first && out[at] >= 'a' && out[at] <= 'z')
        out[at] = (char)(out[at] - 'a' + 'A');
    return at + n;
}

size_t words_sentence(const struct words *m, uint64_t *dice, char *out, size_t at, size_t max,
                      unsigned most, unsigned *count) {
    uint32_t word = m->start;
    for (unsigned n = 0; n < most; n++) {
        word = follow(m, dice, word);
        if (word == m->end && n >= 3)
            break;
        if (word == m->end || word == m->start) {
            word = m->start;
            n--;
            if (below(dice, 20) == 0)
                break;
            continue;
        }
        at = put_word(m, dice, out, at, max, word, n == 0);
        ++*count;
    }
    return at;
}

const char *words_at(const struct words *m, uint32_t i) {
    return m->words[i % m->n_words];
}

/* The sum of three uniform draws: 200..700 syllables, 365 in the mean. */
size_t words_body(const struct words *m, uint64_t *dice, char *out, size_t at) {
    unsigned wanted = 180 + below(dice, 130) + below(dice, 130) + below(dice, 130), count = 0;
    while (count < wanted && at + 600 < BODY_MAX) {
        at = words_sentence(m, dice, out, at, BODY_MAX - 8, 45, &count);
        out[at++] = '.';
        out[at++] = below(dice, 3) ? ' ' : '\n';
    }
    out[at] = '\0';
    return at;
}

void put_json_text(const char *key, const char *text, const char *behind) {
    printf("\"%s\": \"", key);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            putchar_unlocked('\\');
        if (*text == '\n')
            fputs("\\n", stdout);
        else
            putchar_unlocked(*text);
    }
    printf("\"%s", behind);
}
