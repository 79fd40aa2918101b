#include "index/store/article.h"

#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ALIGNMENT = 8,
    HEAD_STRINGS = ARTICLE_STRINGS + 3, /* published and the two numbers */
    AGENCY_STRINGS = 2,
    DUPLICATE_STRINGS = 5
};

/* ---- packing --------------------------------------------------------------------- */

static void add_u32(struct buf *out, size_t value) {
    if (value > UINT32_MAX)
        out->failed = true;
    uint32_t little = htole32((uint32_t)value);
    buf_add(out, &little, sizeof little);
}

static void align(struct buf *out) {
    static const char zeros[ALIGNMENT];
    buf_add(out, zeros, -out->len % ALIGNMENT);
}

/* Walks over the strings of an article in their packed order. */
typedef void string_sink(void *state, const char *s, size_t n);

static void emit_day(string_sink *sink, void *state, day_t d) {
    char digits[12];
    int n = snprintf(digits, sizeof digits, "%08u", (unsigned)d);
    sink(state, digits, (size_t)n);
}

static void emit_count(string_sink *sink, void *state, size_t count) {
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%zu", count);
    sink(state, digits, (size_t)n);
}

static void emit_strings(string_sink *sink, void *state, const char *const *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        sink(state, s[i], strlen(s[i]));
}

static void emit_article(const struct article *a, string_sink *sink, void *state) {
    for (size_t i = 0; i < ARTICLE_STRINGS; i++)
        sink(state, a->s[i], a->len[i]);
    emit_day(sink, state, a->published);
    emit_count(sink, state, a->n_agencies);
    emit_count(sink, state, a->n_duplicates);
    for (size_t i = 0; i < a->n_agencies; i++)
        emit_strings(sink, state, (const char *[]){a->agencies[i].id, a->agencies[i].name}, 2);
    for (size_t i = 0; i < a->n_duplicates; i++) {
        const struct duplicate *d = &a->duplicates[i];
        emit_strings(sink, state, (const char *[]){d->id, d->url, d->source, d->title}, 4);
        emit_day(sink, state, d->published);
    }
}

struct table_state {
    struct buf *out;
    size_t offset;
};

static void write_offset(void *state, const char *s, size_t n) {
    struct table_state *table = state;
    (void)s;
    table->offset += n + 1;
    add_u32(table->out, table->offset);
}

static void write_string(void *state, const char *s, size_t n) {
    buf_add(state, s, n);
    buf_char(state, '\0');
}

void article_pack_tight(const struct article *a, struct buf *out) {
    struct table_state table = {.out = out};
    add_u32(out,
            HEAD_STRINGS + AGENCY_STRINGS * a->n_agencies + DUPLICATE_STRINGS * a->n_duplicates);
    add_u32(out, 0);
    emit_article(a, write_offset, &table);
    emit_article(a, write_string, out);
}

void article_pack(const struct article *a, struct buf *out) {
    align(out);
    article_pack_tight(a, out);
    align(out);
}

/* ---- reading --------------------------------------------------------------------- */

/* The strings of a packed article, each looked at only when asked for. */
struct strings {
    const char *table; /* of offsets */
    const char *base;  /* what they count from */
    size_t n, base_len;
};

static uint32_t read_u32(const char *at) {
    uint32_t little;
    memcpy(&little, at, sizeof little);
    return le32toh(little);
}

static bool strings_open(const char *bytes, size_t len, struct strings *out) {
    if (len < 8)
        return false;
    size_t n = read_u32(bytes);
    if (n < HEAD_STRINGS || n > len / 4 - 2)
        return false;
    size_t head = 4 * (n + 2);
    *out = (struct strings){bytes + 4, bytes + head, n, len - head};
    return true;
}

static bool strings_get(const struct strings *st, size_t i, const char **s, size_t *n) {
    size_t from = read_u32(st->table + 4 * i), to = read_u32(st->table + 4 * (i + 1));
    if (from >= to || to > st->base_len || st->base[to - 1] != '\0')
        return false;
    *s = st->base + from;
    *n = to - from - 1;
    return true;
}

bool article_extent(const char *bytes, size_t len, size_t *end) {
    struct strings st;
    if (!strings_open(bytes, len, &st))
        return false;
    size_t strings = read_u32(st.table + 4 * st.n);
    *end = (size_t)(st.base - bytes) + strings;
    return strings <= st.base_len;
}

/* A sequence of strings being read; the first that is not right ends it. */
struct reading {
    struct strings strings;
    size_t next;
    bool failed;
};

static const char *take_string(struct reading *r, size_t *n) {
    const char *s = "";
    *n = 0;
    if (r->failed || r->next >= r->strings.n || !strings_get(&r->strings, r->next++, &s, n))
        r->failed = true;
    return s;
}

/* Decimal digits without anything around them, at most 9. */
static uint32_t take_number(struct reading *r) {
    size_t n;
    const char *s = take_string(r, &n);
    uint32_t value = 0;
    if (n == 0 || n > 9)
        r->failed = true;
    for (size_t i = 0; i < n && !r->failed; i++) {
        if (s[i] < '0' || s[i] > '9')
            r->failed = true;
        value = value * 10 + (uint32_t)(s[i] - '0');
    }
    return r->failed ? 0 : value;
}

static day_t take_day(struct reading *r) {
    day_t d = take_number(r);
    bool known = day_is_year_only(d) ? day_of(day_year(d), 1, 1) != DAY_UNKNOWN
                                     : day_of(day_year(d), d / 100 % 100, d % 100) == d;
    if (d != DAY_UNKNOWN && !known)
        r->failed = true;
    return r->failed ? DAY_UNKNOWN : d;
}

static void take_head(struct reading *r, struct article *a) {
    for (size_t i = 0; i < ARTICLE_STRINGS; i++)
        a->s[i] = take_string(r, &a->len[i]);
    a->published = take_day(r);
    a->n_agencies = take_number(r);
    a->n_duplicates = take_number(r);
    if (HEAD_STRINGS + AGENCY_STRINGS * (uint64_t)a->n_agencies +
            DUPLICATE_STRINGS * (uint64_t)a->n_duplicates !=
        r->strings.n)
        r->failed = true;
}

static void take_lists(struct reading *r, struct article *a) {
    size_t n;
    for (size_t i = 0; i < a->n_agencies; i++) {
        a->agencies[i].id = take_string(r, &n);
        a->agencies[i].name = take_string(r, &n);
    }
    for (size_t i = 0; i < a->n_duplicates; i++) {
        struct duplicate *d = &a->duplicates[i];
        d->id = take_string(r, &n);
        d->url = take_string(r, &n);
        d->source = take_string(r, &n);
        d->title = take_string(r, &n);
        d->published = take_day(r);
    }
}

/* The arrays are bounded by the number of strings, and that by the bytes. */
static bool make_lists(struct article *a) {
    if (a->n_agencies > 0)
        a->agencies = calloc(a->n_agencies, sizeof *a->agencies);
    if (a->n_duplicates > 0)
        a->duplicates = calloc(a->n_duplicates, sizeof *a->duplicates);
    return (a->n_agencies == 0 || a->agencies) && (a->n_duplicates == 0 || a->duplicates);
}

bool article_unpack(const char *bytes, size_t len, struct article *a, struct tt_error *e) {
    struct reading r = {.next = 0};
    struct article found = {.published = DAY_UNKNOWN};
    if (!strings_open(bytes, len, &r.strings))
        return tt_fail(e, TT_CORRUPT, "a packed article is cut short");
    take_head(&r, &found);
    if (r.failed)
        return tt_fail(e, TT_CORRUPT, "a packed article is damaged in its fields");
    if (!make_lists(&found)) {
        article_done(&found);
        return tt_fail(e, TT_NO_MEMORY, "no memory for an article's lists");
    }
    take_lists(&r, &found);
    if (r.failed) {
        article_done(&found);
        return tt_fail(e, TT_CORRUPT, "a packed article is damaged in its lists");
    }
    *a = found;
    return true;
}

void article_done(struct article *a) {
    free(a->agencies);
    free(a->duplicates);
    free(a->text);
    a->agencies = NULL;
    a->duplicates = NULL;
    a->text = NULL;
    a->n_agencies = a->n_duplicates = 0;
}

bool article_field(const char *bytes, size_t len, enum article_field f, const char **s, size_t *n) {
    struct strings strings;
    if ((unsigned)f >= ARTICLE_STRINGS || !strings_open(bytes, len, &strings))
        return false;
    return strings_get(&strings, f, s, n);
}
