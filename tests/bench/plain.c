#include "plain.h"

#include <stdlib.h>
#include <string.h>

#include "index/store/snapshot_data.h"
#include "index/store/terms.h"
#include "index/text/token.h"

struct plain_index {
    struct snapshot *snapshot;
    uint16_t *year;
    uint32_t first[PLAIN_YEARS], end[PLAIN_YEARS]; /* documents of a year, end one more */
};

struct plain_index *plain_open(const char *index) {
    struct plain_index *x = calloc(1, sizeof *x);
    struct tt_error e;
    if (!x)
        bench_die("no memory", "");
    if (!snapshot_open(index, &x->snapshot, &e))
        bench_die("cannot open the index:", e.text);
    uint32_t n = x->snapshot->manifest.documents;
    const uint32_t *date = column_u32(x->snapshot, COL_DATE);
    x->year = calloc((size_t)n + 1, sizeof *x->year);
    if (!x->year)
        bench_die("no memory", "");
    for (uint32_t i = 0; i < n; i++) {
        unsigned year = day_year(date[i]);
        x->year[i] = (uint16_t)year;
        if (!x->first[year])
            x->first[year] = i + 1;
        x->end[year] = i + 2;
    }
    return x;
}

void plain_close(struct plain_index *x) {
    snapshot_unref(x->snapshot);
    free(x->year);
    free(x);
}

const char *plain_terms_path(const struct plain_index *x) {
    return x->snapshot->terms_path;
}

static uint32_t highest(const uint32_t *list, size_t n) {
    uint32_t most = 0;
    for (size_t i = 0; i < n; i++)
        most = list[i] > most ? list[i] : most;
    return most;
}

struct plain_columns plain_columns_of(const struct plain_index *x) {
    const struct snapshot *s = x->snapshot;
    const uint32_t *agency = column_u32(s, COL_AGENCY);
    return (struct plain_columns){
        .documents = s->manifest.documents,
        .agencies = highest(agency, s->columns[COL_AGENCY].len / sizeof *agency),
        .year = x->year,
        .agency_start = column_u32(s, COL_AGENCY_START),
        .agency = agency,
    };
}

/* ---- terms ----------------------------------------------------------------------- */

static void set_term(struct plain_term *to, const struct term *from) {
    memcpy(to->name, from->name, from->len);
    to->len = from->len;
}

static void add_term(struct plain_query *q, const struct term *t) {
    if (q->n == PLAIN_TERMS_MAX)
        bench_die("a request has too many words", "");
    set_term(&q->terms[q->n++], t);
}

static void make_word(const struct token *t, enum plain_accents accents, struct term *out) {
    if (t->marked || accents == PLAIN_EXACT)
        term_make(TERM_EXACT, t->exact, t->exact_len, out);
    else
        term_make(TERM_FOLDED, t->folded, t->folded_len, out);
}

static void add_words(struct plain_query *q, const char *words, enum plain_accents accents) {
    struct tokenizer tokenizer;
    struct token token;
    struct term term;
    size_t len = strlen(words);
    tokenizer_init(&tokenizer, words, len);
    while (tokenizer_next(&tokenizer, &token)) {
        make_word(&token, accents, &term);
        if (token.end < len && words[token.end] == '*') {
            set_term(&q->prefix, &term);
            q->has_prefix = true;
        } else {
            add_term(q, &term);
        }
    }
}

void plain_query_of(const struct plain_index *x, const struct request *r,
                    enum plain_accents accents, struct plain_query *out) {
    struct term term;
    out->n = 0;
    out->has_prefix = false;
    out->has_agency = *r->agency;
    out->first = out->end = 0;
    add_words(out, r->words, accents);
    if (r->year && r->year < PLAIN_YEARS) {
        out->first = x->first[r->year];
        out->end = x->end[r->year];
    }
    if (out->has_agency) {
        term_make(TERM_AGENCY, r->agency, strlen(r->agency), &term);
        set_term(&out->agency, &term);
    }
}

/* ---- articles -------------------------------------------------------------------- */

void plain_words(const struct plain_index *x, uint32_t article, plain_take *take, void *state) {
    const struct snapshot *s = x->snapshot;
    const uint64_t *start = column_u64(s, COL_STREAM_START);
    const unsigned char *p = (const unsigned char *)s->streams.data + start[article - 1];
    const unsigned char *end = (const unsigned char *)s->streams.data + start[article];
    bool title = true;
    for (uint32_t place = 1; p < end; place++) {
        uint32_t id = stream_next(&p);
        const char *form = lexicon_text(&s->lexicon, id);
        struct term term;
        struct plain_term word;
        title = title && id; /* the first break ends it */
        if (!id)
            continue;
        term_make(TERM_EXACT, form, strlen(form), &term);
        set_term(&word, &term);
        take(state, place, &word, title);
    }
}

void plain_agency(const struct plain_index *x, uint32_t number, struct plain_term *out) {
    const char *id = x->snapshot->agency_of[number - 1]->id;
    struct term term;
    term_make(TERM_AGENCY, id, strlen(id), &term);
    set_term(out, &term);
}

static uint64_t mix(uint64_t hash, const void *bytes, size_t n) {
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++) /* FNV-1a */
        hash = (hash ^ p[i]) * 0x100000001b3;
    return hash;
}

static void mix_word(void *state, uint32_t place, const struct plain_term *word, bool title) {
    uint64_t *hash = state;
    *hash = mix(mix(*hash, &place, sizeof place), word->name, word->len) + title;
}

uint64_t plain_fingerprint(const struct plain_index *x) {
    struct plain_columns c = plain_columns_of(x);
    uint64_t hash = 0xcbf29ce484222325;
    for (uint32_t article = 1; article <= c.documents; article++) {
        plain_words(x, article, mix_word, &hash);
        for (uint32_t i = c.agency_start[article - 1]; i < c.agency_start[article]; i++) {
            struct plain_term agency;
            plain_agency(x, c.agency[i], &agency);
            hash = mix(hash, agency.name, agency.len);
        }
    }
    return hash;
}
