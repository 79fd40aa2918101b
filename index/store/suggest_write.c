#include "index/store/suggest_write.h"

#include <stdlib.h>
#include <string.h>

#include "index/store/columns.h"
#include "index/store/suggest_sort.h"
#include "index/store/suggest_texts.h"

static bool no_memory(struct tt_error *e) {
    return tt_fail(e, TT_NO_MEMORY, "no memory to write completions");
}

/* ---- forms ----------------------------------------------------------------------- */

static const char *folded_of(struct lexicon *l, uint32_t id) {
    uint32_t exact, folded;
    size_t n;
    const char *form = lexicon_form(l, id, &n);
    return lexicon_add(l, form, n, form, n, &exact, &folded) ? lexicon_form(l, folded, &n) : form;
}

static int by_folded(const void *a, const void *b, void *lexicon) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    size_t n;
    int d = strcmp(folded_of(lexicon, x), folded_of(lexicon, y));
    return d ? d : strcmp(lexicon_form(lexicon, x, &n), lexicon_form(lexicon, y, &n));
}

static void use_numbers(struct writing *w) {
    for (int f = 0; f < SUGGEST_FIELDS; f++)
        for (size_t i = 0; i < w->field[f].n_tokens; i++)
            w->field[f].tokens[i] = w->number[w->field[f].tokens[i]];
}

/* Numbers the forms that are used, from 1 in their order. */
static bool number_forms(struct writing *w) {
    size_t all = (size_t)lexicon_size(w->forms) + 1;
    w->form = calloc(all, sizeof *w->form);
    w->number = calloc(all, sizeof *w->number);
    w->group = calloc(all, sizeof *w->group);
    if (!w->form || !w->number || !w->group)
        return false;
    for (int f = 0; f < SUGGEST_FIELDS; f++)
        for (size_t i = 0; i < w->field[f].n_tokens; i++)
            w->number[w->field[f].tokens[i]] = 1;
    for (uint32_t id = 1; id < all; id++)
        if (w->number[id])
            w->form[w->n_forms++] = id;
    qsort_r(w->form, w->n_forms, sizeof *w->form, by_folded, w->forms);
    w->number[0] = 0;
    for (size_t i = 0; i < w->n_forms; i++) {
        bool same =
            i && strcmp(folded_of(w->forms, w->form[i - 1]), folded_of(w->forms, w->form[i])) == 0;
        w->number[w->form[i]] = (uint32_t)i + 1;
        w->group[i + 1] = same ? w->group[i] : (uint32_t)i + 1;
    }
    use_numbers(w);
    return true;
}

/* ---- the file -------------------------------------------------------------------- */

static void put_u32(struct outfile *o, size_t v) {
    uint32_t word = (uint32_t)v;
    outfile_write(o, &word, sizeof word);
}

static size_t count_first(const struct texts *t) {
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        n += t->tokens[t->start[i]] != 0;
    return n;
}

static size_t length_of(const struct writing *w, size_t i, bool exact) {
    size_t n;
    const char *form = lexicon_form(w->forms, w->form[i], &n);
    return (exact ? n : strlen(folded_of(w->forms, w->form[i]))) + (form != NULL);
}

static void put_head(const struct writing *w, struct outfile *o) {
    struct suggest_head h = {.magic = SUGGEST_MAGIC, .forms = (uint32_t)w->n_forms};
    for (size_t i = 0; i < w->n_forms; i++)
        h.form_bytes += (uint32_t)(length_of(w, i, false) + length_of(w, i, true));
    h.shown_bytes = (uint32_t)w->phrases.shown.len;
    for (int f = 0; f < SUGGEST_FIELDS; f++) {
        const struct texts *t = &w->field[f];
        size_t first = count_first(t);
        h.field[f].texts = (uint32_t)t->n;
        h.field[f].tokens = (uint32_t)t->n_tokens;
        h.field[f].order[SUGGEST_FIRST] = (uint32_t)first;
        h.field[f].order[SUGGEST_LATER] = (uint32_t)(t->n_tokens - t->n - first);
    }
    outfile_write(o, &h, sizeof h);
}

static bool put_order(const struct writing *w, const struct texts *t, enum suggest_place place,
                      struct outfile *o) {
    struct sequence s = {t->tokens, w->group, 0, QUERY_WORDS_MAX};
    uint32_t *places = malloc((t->n_tokens + 1) * sizeof *places);
    size_t n = 0;
    if (!places)
        return false;
    for (size_t i = 0; i < t->n; i++) {
        size_t at = t->start[i];
        if (place == SUGGEST_FIRST && t->tokens[at])
            places[n++] = (uint32_t)at;
        while (place == SUGGEST_LATER && t->tokens[at] && t->tokens[at + 1])
            places[n++] = (uint32_t)++at;
    }
    sequence_sort(&s, places, n);
    outfile_write(o, places, n * sizeof *places);
    free(places);
    return true;
}

static bool put_texts(const struct writing *w, const struct texts *t, struct outfile *o) {
    outfile_write(o, t->start, t->n * sizeof *t->start);
    put_u32(o, t->n_tokens);
    outfile_write(o, t->tokens, t->n_tokens * sizeof *t->tokens);
    return put_order(w, t, SUGGEST_FIRST, o) && put_order(w, t, SUGGEST_LATER, o);
}

static void put_forms(const struct writing *w, bool starts, struct outfile *o) {
    uint32_t at = 0;
    for (size_t i = 0; i < w->n_forms; i++)
        for (int exact = 0; exact < 2; exact++) {
            size_t n = length_of(w, i, exact), ignored;
            if (starts)
                put_u32(o, at);
            else
                outfile_write(o,
                              exact ? lexicon_form(w->forms, w->form[i], &ignored)
                                    : folded_of(w->forms, w->form[i]),
                              n);
            at += (uint32_t)n;
        }
}

static bool put_file(const struct writing *w, struct outfile *o) {
    bool ok = true;
    put_head(w, o);
    put_forms(w, true, o);
    for (int f = 0; ok && f < SUGGEST_FIELDS; f++)
        ok = put_texts(w, &w->field[f], o);
    outfile_write(o, w->agencies.list, w->agencies.n * sizeof *w->agencies.list);
    for (size_t i = 0; i < w->phrases.n; i++)
        put_u32(o, w->phrases.list[i].count);
    for (size_t i = 0; i < w->phrases.n; i++)
        put_u32(o, w->phrases.list[i].shown);
    put_forms(w, false, o);
    outfile_write(o, buf_text(&w->phrases.shown), w->phrases.shown.len);
    return ok;
}

/* ---- all of it ------------------------------------------------------------------- */

static bool map_one(const struct writing *w, const char *name, struct mapping *m,
                    struct tt_error *e) {
    char path[FILES_PATH_MAX];
    return files_join(w->in->dir, name, path, e) && mapping_open(path, m, e);
}

static bool map_all(struct writing *w, struct tt_error *e) {
    struct suggest_archive *a = &w->archive;
    a->documents = w->in->documents;
    return map_one(w, column_files[COL_ARTICLE_START].name, &a->article_start, e) &&
           articles_open(w->in->dir, (const void *)a->article_start.data, a->documents,
                         &a->articles, e) &&
           map_one(w, FILE_STREAMS, &a->streams, e) &&
           map_one(w, column_files[COL_STREAM_START].name, &a->stream_start, e) &&
           map_one(w, column_files[COL_AGENCY].name, &w->agency, e);
}

static bool write_file(const struct writing *w, struct tt_error *e) {
    struct outfile o;
    if (!outfile_begin(w->in->dir, FILE_SUGGEST, &o, e))
        return false;
    if (put_file(w, &o))
        return outfile_end(&o, e);
    outfile_drop(&o);
    return no_memory(e);
}

static void writing_done(struct writing *w) {
    struct mapping *maps[] = {&w->archive.article_start, &w->archive.streams,
                              &w->archive.stream_start, &w->agency};
    articles_close(&w->archive.articles);
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        mapping_close(maps[i]);
    for (int f = 0; f < SUGGEST_FIELDS; f++) {
        free(w->field[f].tokens);
        free(w->field[f].start);
    }
    phrases_done(&w->phrases);
    lexicon_free(w->forms);
    free(w->agencies.list);
    sums_done(&w->agencies.folded);
    free(w->form);
    free(w->number);
    free(w->group);
    buf_done(&w->scratch);
}

bool suggest_write(const struct suggest_input *in, struct tt_error *e) {
    struct writing w = {.in = in, .forms = lexicon_new()};
    buf_init(&w.scratch, 1 << 20);
    sums_init(&w.agencies.folded);
    bool ok = (w.forms || no_memory(e)) && map_all(&w, e) &&
              phrases_learn(&w.archive, in->lexicon, &w.phrases, e);
    ok = ok && ((suggest_gather(&w) && number_forms(&w)) || no_memory(e));
    ok = ok && write_file(&w, e);
    writing_done(&w);
    return ok;
}
