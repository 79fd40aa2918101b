/* Generates records from word statistics: JSON lines that look like an archive of articles.
 *
 *   generate LM_DIR COUNT [SEED]
 *
 * LM_DIR holds bigrams.tsv.gz (word TAB next TAB count; <s>, </s> sentence ends, # a
 * number). Bodies are walks over the bigrams, about 365 syllables; years 2005-2026, later
 * ones more often; agencies by Zipf's law (the k-th with a chance of 1/k); 8 % are
 * near-duplicates of one of the last thousand: another headline, source and URL, a later
 * date, some words changed. The same seed gives the same bytes. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { SLOTS = 1 << 17, WORD_MAX = 48, BODY_MAX = 16384, RECENT = 1000, AGENCIES = 300 };

struct next {
    uint32_t word, upto; /* counts up to and including this one */
};

struct model {
    char (*words)[WORD_MAX];
    uint32_t *slots, n_words;
    uint32_t *first, *fill; /* of each word's rows in `rows`; one more */
    struct next *rows;
    size_t n_rows;
    uint32_t start, end, number;
};

struct record {
    char body[BODY_MAX], title[512];
    unsigned year, month, day, source;
    unsigned agencies[4], n_agencies;
};

static uint64_t state;

/* splitmix64: Steele, Lea, Flood 2014 */
static uint64_t draw(void) {
    uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}
static uint32_t below(uint32_t n) {
    return (uint32_t)(draw() % n);
}

static void die(const char *what) {
    fprintf(stderr, "generate: %s\n", what);
    exit(1);
}

/* ---- the model ------------------------------------------------------------------- */

static uint32_t hash_of(const char *s) {
    uint32_t h = 2166136261u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h;
}

static uint32_t word_id(struct model *m, const char *word) {
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

static bool read_row(gzFile f, struct model *m, struct row *r) {
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

static void load_model(struct model *m, const char *dir) {
    char path[4096];
    snprintf(path, sizeof path, "%s/bigrams.tsv.gz", dir);
    gzFile f = gzopen(path, "rb");
    struct row *rows = NULL, r;
    size_t n = 0, cap = 0;
    if (!f)
        die("no bigrams.tsv.gz there");
    m->words = calloc(SLOTS / 2, sizeof *m->words);
    m->slots = calloc(SLOTS, sizeof *m->slots);
    while (read_row(f, m, &r)) {
        if (n == cap && !(rows = realloc(rows, (cap = cap ? cap * 2 : 4096) * sizeof *rows)))
            die("no memory");
        rows[n++] = r;
    }
    gzclose(f);
    m->start = word_id(m, "<s>");
    m->end = word_id(m, "</s>");
    m->number = word_id(m, "#");
    m->first = calloc(m->n_words + 2, sizeof *m->first);
    m->fill = calloc(m->n_words + 1, sizeof *m->fill);
    m->rows = calloc(n + 1, sizeof *m->rows);
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
    free(rows);
}

static uint32_t follow(const struct model *m, uint32_t word) {
    uint32_t low = m->first[word], high = m->first[word + 1];
    if (low == high)
        return m->end;
    uint32_t pick = below(m->rows[high - 1].upto);
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

static size_t put_word(const struct model *m, char *out, size_t at, size_t max, uint32_t word,
                       bool first) {
    char number[16];
    const char *text = m->words[word];
    if (word == m->number) {
        snprintf(number, sizeof number, "%" PRIu32, 1 + below(below(4) ? 40 : 3000));
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

/* One sentence of at most `most` syllables; returns its end, *count grows. */
static size_t put_sentence(const struct model *m, char *out, size_t at, size_t max, unsigned most,
                           unsigned *count) {
    uint32_t word = m->start;
    for (unsigned n = 0; n < most; n++) {
        word = follow(m, word);
        if (word == m->end && n >= 3)
            break;
        if (word == m->end || word == m->start) {
            word = m->start;
            n--;
            if (below(20) == 0)
                break;
            continue;
        }
        at = put_word(m, out, at, max, word, n == 0);
        ++*count;
    }
    return at;
}

static void put_body(const struct model *m, struct record *r) {
    /* The sum of three uniform draws: 200..700 syllables, 365 in the mean. */
    unsigned wanted = 180 + below(130) + below(130) + below(130), count = 0;
    size_t at = 0;
    while (count < wanted && at + 600 < BODY_MAX) {
        at = put_sentence(m, r->body, at, BODY_MAX - 8, 45, &count);
        r->body[at++] = '.';
        r->body[at++] = below(3) ? ' ' : '\n';
    }
    r->body[at] = '\0';
}

/* ---- records --------------------------------------------------------------------- */

static const char *const kinds[] = {"Bộ", "Cục", "Ban", "Sở", "UBND tỉnh", "Hội"};

/* The k-th agency's name: made of syllables, the same in every run. */
static void agency_name(const struct model *m, unsigned k, char *out, size_t size) {
    uint32_t a = 100 + k * 37 % 900, b = 50 + k * 91 % 1400;
    snprintf(out, size, "%s %s %s", kinds[k % 6], m->words[a % m->n_words],
             m->words[b % m->n_words]);
}

static unsigned zipf(const double *upto, unsigned n) {
    double pick = (double)(draw() >> 11) / (double)(UINT64_C(1) << 53) * upto[n - 1];
    unsigned k = 0;
    while (upto[k] < pick)
        k++;
    return k;
}

static void make_record(const struct model *m, const double *zipf_upto, struct record *r) {
    unsigned count = 0, a = below(22), b = below(22);
    put_body(m, r);
    size_t n = put_sentence(m, r->title, 0, sizeof r->title - 2, 14, &count);
    r->title[n] = '\0';
    r->year = 2005 + (a > b ? a : b);
    r->month = 1 + below(12);
    r->day = 1 + below(28);
    r->source = below(40);
    r->n_agencies = below(10) ? 1 + below(3) : 0;
    for (unsigned i = 0; i < r->n_agencies; i++)
        r->agencies[i] = zipf(zipf_upto, AGENCIES);
}

/* Copies an earlier record and changes what a reprint changes. */
static void make_copy(const struct model *m, const struct record *of, struct record *r) {
    unsigned count = 0;
    *r = *of;
    size_t n = put_sentence(m, r->title, 0, sizeof r->title - 2, 14, &count);
    r->title[n] = '\0';
    r->source = (r->source + 1 + below(38)) % 40;
    r->day = r->day < 27 ? r->day + 1 : r->day;
    for (char *c = r->body; (c = strchr(c, ' ')); c++)
        if (below(100) == 0 && c[1] >= 'a' && c[1] <= 'z')
            c[1] = (char)('a' + below(26));
}

static void put_json_text(const char *key, const char *text) {
    printf("\"%s\": \"", key);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            putchar('\\');
        if (*text == '\n')
            fputs("\\n", stdout);
        else
            putchar(*text);
    }
    fputs("\", ", stdout);
}

static void put_record(const struct model *m, const struct record *r, uint64_t number) {
    printf("{\"url\": \"https://nguon%u.example.vn/bai/%" PRIu64
           ".html\", \"source\": \"Nguồn %u\", "
           "\"published\": \"%04u-%02u-%02u\", ",
           r->source, number, r->source, r->year, r->month, r->day);
    put_json_text("title", r->title);
    put_json_text("body", r->body);
    fputs("\"agencies\": [", stdout);
    for (unsigned i = 0; i < r->n_agencies; i++) {
        char name[160];
        agency_name(m, r->agencies[i], name, sizeof name);
        printf("%s\"%s\"", i ? ", " : "", name);
    }
    puts("]}");
}

int main(int argc, char **argv) {
    static struct model m;
    static struct record recent[RECENT];
    double upto[AGENCIES];
    if (argc < 3 || argc > 4) {
        fputs("usage: generate LM_DIR COUNT [SEED]\n", stderr);
        return 2;
    }
    uint64_t count = strtoull(argv[2], NULL, 10);
    state = argc == 4 ? strtoull(argv[3], NULL, 10) : 1;
    load_model(&m, argv[1]);
    for (unsigned k = 0; k < AGENCIES; k++)
        upto[k] = (k ? upto[k - 1] : 0) + 1.0 / (k + 1);
    for (uint64_t i = 0; i < count; i++) {
        struct record *r = &recent[i % RECENT];
        if (i >= RECENT && below(100) < 8) {
            struct record *of = &recent[(i + 1 + below(RECENT - 1)) % RECENT];
            make_copy(&m, of, r);
        } else {
            make_record(&m, upto, r);
        }
        put_record(&m, r, i);
    }
    return fflush(stdout) != 0;
}
