#include "plain.h"

#include <stdlib.h>
#include <string.h>

#include "index/store/snapshot_data.h"
#include "index/store/terms.h"
#include "index/text/token.h"

struct plain_index {
    struct snapshot *snapshot;
    uint16_t *year;
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
    for (uint32_t i = 0; i < n; i++)
        x->year[i] = (uint16_t)day_year(date[i]);
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

static void make_word(const struct token *t, struct term *out) {
    if (t->marked)
        term_make(TERM_EXACT, t->exact, t->exact_len, out);
    else
        term_make(TERM_FOLDED, t->folded, t->folded_len, out);
}

static void add_words(struct plain_query *q, const char *words, bool pairs) {
    struct tokenizer tokenizer;
    struct token token;
    struct term term;
    char before[TOKEN_BYTES_MAX + 1];
    size_t n_before = 0, len = strlen(words);
    tokenizer_init(&tokenizer, words, len);
    while (tokenizer_next(&tokenizer, &token)) {
        make_word(&token, &term);
        if (token.end < len && words[token.end] == '*') {
            set_term(&q->prefix, &term);
            q->has_prefix = true;
            continue;
        }
        add_term(q, &term);
        if (pairs && n_before) {
            term_make_bigram(before, n_before, token.folded, token.folded_len, &term);
            add_term(q, &term);
        }
        memcpy(before, token.folded, n_before = token.folded_len);
    }
}

static void find_year(const struct plain_index *x, unsigned year, struct plain_query *q) {
    uint32_t n = x->snapshot->manifest.documents, i = 0;
    while (i < n && x->year[i] != year)
        i++;
    q->first = i + 1;
    while (i < n && x->year[i] == year)
        i++;
    q->end = i + 1;
}

void plain_query_of(const struct plain_index *x, const struct request *r, struct plain_query *out) {
    struct term term;
    out->n = 0;
    out->has_prefix = false;
    out->has_agency = *r->agency;
    out->first = out->end = 0;
    add_words(out, r->words, r->op == OP_PHRASE);
    if (r->year)
        find_year(x, r->year, out);
    if (out->has_agency) {
        term_make(TERM_AGENCY, r->agency, strlen(r->agency), &term);
        set_term(&out->agency, &term);
    }
}
