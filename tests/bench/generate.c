/* Generates archives from word statistics: JSON lines that look like articles.
 *
 *   generate LM_DIR COUNT [SEED [pages]]
 *
 * LM_DIR holds the statistics (words.h). Records: bodies are walks over the bigrams, about
 * 365 syllables; years 2005-2026, later ones more often; agencies by Zipf's law (the k-th
 * with a chance of 1/k); 8 % are near-duplicates of one of the last thousand: another
 * headline, source and URL, a later date, some words changed. Pages: see generate_pages.c.
 * The same seed gives the same bytes. */
#include "generate.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "words.h"

enum { RECENT = 1000, AGENCIES = 300 };

struct record {
    char body[BODY_MAX], title[512];
    unsigned year, month, day, source;
    unsigned agencies[4], n_agencies;
};

static const char *const kinds[] = {"Bộ", "Cục", "Ban", "Sở", "UBND tỉnh", "Hội"};

/* The k-th agency's name: made of syllables, the same in every run. */
static void agency_name(const struct words *m, unsigned k, char *out, size_t size) {
    uint32_t a = 100 + k * 37 % 900, b = 50 + k * 91 % 1400;
    snprintf(out, size, "%s %s %s", kinds[k % 6], words_at(m, a), words_at(m, b));
}

static unsigned zipf(uint64_t *dice, const double *upto, unsigned n) {
    double pick = (double)(draw(dice) >> 11) / (double)(UINT64_C(1) << 53) * upto[n - 1];
    unsigned k = 0;
    while (upto[k] < pick)
        k++;
    return k;
}

static void make_record(const struct words *m, uint64_t *dice, const double *zipf_upto,
                        struct record *r) {
    unsigned count = 0, a = below(dice, 22), b = below(dice, 22);
    words_body(m, dice, r->body, 0);
    size_t n = words_sentence(m, dice, r->title, 0, sizeof r->title - 2, 14, &count);
    r->title[n] = '\0';
    r->year = 2005 + (a > b ? a : b);
    r->month = 1 + below(dice, 12);
    r->day = 1 + below(dice, 28);
    r->source = below(dice, 40);
    r->n_agencies = below(dice, 10) ? 1 + below(dice, 3) : 0;
    for (unsigned i = 0; i < r->n_agencies; i++)
        r->agencies[i] = zipf(dice, zipf_upto, AGENCIES);
}

/* Copies an earlier record and changes what a reprint changes. */
static void make_copy(const struct words *m, uint64_t *dice, const struct record *of,
                      struct record *r) {
    unsigned count = 0;
    *r = *of;
    size_t n = words_sentence(m, dice, r->title, 0, sizeof r->title - 2, 14, &count);
    r->title[n] = '\0';
    r->source = (r->source + 1 + below(dice, 38)) % 40;
    r->day = r->day < 27 ? r->day + 1 : r->day;
    for (char *c = r->body; (c = strchr(c, ' ')); c++)
        if (below(dice, 100) == 0 && c[1] >= 'a' && c[1] <= 'z')
            c[1] = (char)('a' + below(dice, 26));
}

static void put_record(const struct words *m, const struct record *r, uint64_t number) {
    printf("{\"url\": \"https://nguon%u.example.vn/bai/%" PRIu64
           ".html\", \"source\": \"Nguồn %u\", "
           "\"published\": \"%04u-%02u-%02u\", ",
           r->source, number, r->source, r->year, r->month, r->day);
    put_json_text("title", r->title, ", ");
    put_json_text("body", r->body, ", ");
    fputs("\"agencies\": [", stdout);
    for (unsigned i = 0; i < r->n_agencies; i++) {
        char name[160];
        agency_name(m, r->agencies[i], name, sizeof name);
        printf("%s\"%s\"", i ? ", " : "", name);
    }
    puts("]}");
}

static void generate_records(const struct words *m, uint64_t *dice, uint64_t count) {
    static struct record recent[RECENT];
    double upto[AGENCIES];
    for (unsigned k = 0; k < AGENCIES; k++)
        upto[k] = (k ? upto[k - 1] : 0) + 1.0 / (k + 1);
    for (uint64_t i = 0; i < count; i++) {
        struct record *r = &recent[i % RECENT];
        if (i >= RECENT && below(dice, 100) < 8) {
            struct record *of = &recent[(i + 1 + below(dice, RECENT - 1)) % RECENT];
            make_copy(m, dice, of, r);
        } else {
            make_record(m, dice, upto, r);
        }
        put_record(m, r, i);
    }
}

int main(int argc, char **argv) {
    bool pages = argc == 5 && strcmp(argv[4], "pages") == 0;
    if (argc < 3 || (argc > 4 && !pages)) {
        fputs("usage: generate LM_DIR COUNT [SEED [pages]]\n", stderr);
        return 2;
    }
    struct words *m = words_load(argv[1]);
    uint64_t count = strtoull(argv[2], NULL, 10);
    uint64_t dice = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    (pages ? generate_pages : generate_records)(m, &dice, count);
    words_free(m);
    return fflush(stdout) != 0;
}
