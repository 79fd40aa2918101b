#include "index/store/suggest_texts.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "index/store/terms.h"
#include "index/text/token.h"

static bool begin_text(struct texts *t) {
    if (t->n_tokens > UINT32_MAX ||
        !array_grow(&t->start, &t->start_cap, t->n + 1, sizeof *t->start))
        return false;
    t->start[t->n++] = (uint32_t)t->n_tokens;
    return true;
}

static bool push(struct texts *t, uint32_t token) {
    if (!array_grow(&t->tokens, &t->tokens_cap, t->n_tokens + 1, sizeof *t->tokens))
        return false;
    t->tokens[t->n_tokens++] = token;
    return true;
}

static bool add_text(struct writing *w, enum suggest_field field, const char *text, size_t len) {
    struct tokenizer tokenizer;
    struct token token;
    uint32_t exact, folded;
    bool ok = begin_text(&w->field[field]);
    tokenizer_init(&tokenizer, text, len);
    while (ok && tokenizer_next(&tokenizer, &token))
        ok = lexicon_add(w->forms, token.exact, token.exact_len, token.folded, token.folded_len,
                         &exact, &folded) &&
             push(&w->field[field], exact);
    return ok && push(&w->field[field], 0);
}

/* ---- agencies -------------------------------------------------------------------- */

static uint64_t folded_sum(struct writing *w, const char *text) {
    buf_clear(&w->scratch);
    text_fold(text, strlen(text), &w->scratch);
    return XXH3_64bits(buf_text(&w->scratch), w->scratch.len) | 1;
}

static bool add_agency_text(struct writing *w, uint32_t number, uint32_t alias, const char *text) {
    struct agency_texts *a = &w->agencies;
    if (!array_grow(&a->list, &a->cap, a->n + 1, sizeof *a->list) ||
        !sums_add(&a->folded, folded_sum(w, text), 1))
        return false;
    a->list[a->n++] = (struct suggest_agency){number, alias};
    return add_text(w, SUGGEST_AGENCIES, text, strlen(text));
}

/* Bodies are named by their usual abbreviation, and also typed in full. */
static bool add_written_out(struct writing *w, uint32_t number, const char *name) {
    static const struct {
        const char *brief, *full;
    } bodies[] = {
        {"UBND ", "Ủy ban nhân dân "},
        {"HĐND ", "Hội đồng nhân dân "},
        {"TAND ", "Tòa án nhân dân "},
        {"VKSND ", "Viện kiểm sát nhân dân "},
    };
    char text[FIELD_BYTES_MAX + 64];
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof bodies / sizeof *bodies; i++) {
        size_t n = strlen(bodies[i].brief);
        if (strncmp(name, bodies[i].brief, n) != 0)
            continue;
        snprintf(text, sizeof text, "%s%s", bodies[i].full, name + n);
        ok = add_agency_text(w, number, SUGGEST_WRITTEN_OUT, text);
    }
    return ok;
}

static bool add_agency(struct writing *w, uint32_t number) {
    const struct name *name = &w->in->agencies->list[number - 1];
    struct agency_entry entry = {0};
    directory_entry(w->in->directory, name->id, &entry);
    bool ok = add_agency_text(w, number, 0, name->name) && add_written_out(w, number, name->name);
    for (size_t i = 0; ok && i < entry.n_aliases; i++)
        ok = add_agency_text(w, number, (uint32_t)i + 1, entry.aliases[i]);
    return ok;
}

struct used {
    uint32_t number, count;
};

static int by_use(const void *a, const void *b) {
    const struct used *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return (x->number > y->number) - (x->number < y->number);
}

static bool add_agencies(struct writing *w) {
    size_t n = w->in->agencies->n;
    const uint32_t *rows = (const void *)w->agency.data;
    struct used *used = calloc(n + 1, sizeof *used);
    if (!used)
        return false;
    for (size_t i = 0; i < w->agency.len / sizeof *rows; i++)
        used[rows[i] - 1].count++;
    for (size_t i = 0; i < n; i++)
        used[i].number = (uint32_t)i + 1;
    qsort(used, n, sizeof *used, by_use);
    bool ok = true;
    for (size_t i = 0; ok && i < n && used[i].count; i++)
        ok = add_agency(w, used[i].number);
    free(used);
    return ok;
}

/* ---- phrases and titles ---------------------------------------------------------- */

static bool add_phrases(struct writing *w) {
    struct phrases *p = &w->phrases;
    size_t kept = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < p->n; i++) {
        const char *text = buf_text(&p->shown) + p->list[i].shown;
        if (sums_get(&w->agencies.folded, folded_sum(w, text)))
            continue;
        ok = add_text(w, SUGGEST_PHRASES, text, strlen(text));
        p->list[kept++] = p->list[i];
    }
    p->n = kept;
    return ok;
}

/* A form of the streams among those of the file; 0: no memory. */
static uint32_t own_form(struct writing *w, uint32_t id) {
    struct lexicon *l = w->in->lexicon;
    uint32_t exact, folded;
    size_t n, folded_len;
    const char *form = lexicon_form(l, id, &n);
    /* What is there already is only looked up. */
    if (!lexicon_add(l, form, n, form, n, &exact, &folded))
        return 0;
    const char *plain = lexicon_form(l, folded, &folded_len);
    return lexicon_add(w->forms, form, n, plain, folded_len, &exact, &folded) ? exact : 0;
}

/* Titles stand in front of their articles' streams. */
static bool add_titles(struct writing *w) {
    const uint64_t *start = (const void *)w->archive.stream_start.data;
    uint32_t *own = calloc((size_t)lexicon_size(w->in->lexicon) + 1, sizeof *own);
    bool ok = own;
    for (uint32_t row = 0; ok && row < w->in->documents; row++) {
        const unsigned char *at = (const void *)(w->archive.streams.data + start[row]);
        if (row % SUGGEST_REST_EVERY == 0)
            mapping_rest(&w->archive.streams);
        ok = begin_text(&w->field[SUGGEST_TITLES]);
        for (uint32_t id; ok && (id = stream_next(&at)) != 0;) {
            if (!own[id])
                own[id] = own_form(w, id);
            ok = own[id] && push(&w->field[SUGGEST_TITLES], own[id]);
        }
        ok = ok && push(&w->field[SUGGEST_TITLES], 0);
    }
    free(own);
    mapping_rest(&w->archive.streams);
    return ok;
}

bool suggest_gather(struct writing *w) {
    return add_agencies(w) && add_phrases(w) && add_titles(w);
}
