#include "index/search/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "index/search/query.h"
#include "index/search/suggest_match.h"
#include "index/store/snapshot_data.h"

/* Suggestions of one kind, in their order. */
struct kind_list {
    struct suggestion list[SUGGEST_LIMIT_MAX];
    uint32_t text[SUGGEST_LIMIT_MAX]; /* in suggest.bin */
    size_t n;
};

struct suggesting {
    const struct snapshot *snapshot;
    const struct suggest_view *view;
    uint32_t limit;
    bool marks; /* typed marks decide */
    struct typed typed;
    struct kind_list kinds[SUGGEST_KINDS];
};

/* ---- one text -------------------------------------------------------------------- */

static bool tell_agency(const struct suggesting *g, uint32_t text, struct suggestion *out) {
    const struct suggest_agency *a = &g->view->agency[text];
    const struct agency_info *agency = g->snapshot->agency_of[a->number - 1];
    bool written_out = a->alias == SUGGEST_WRITTEN_OUT; /* not shown: there is nothing to mark */
    if ((a->alias > agency->n_aliases && !written_out) || agency->count == 0)
        return false;
    out->text = agency->name;
    out->alias = a->alias && !written_out ? agency->aliases[a->alias - 1] : NULL;
    out->typed.n = written_out ? 0 : out->typed.n;
    out->id = agency->id;
    out->count = agency->count;
    return true;
}

static bool tell_phrase(const struct suggesting *g, uint32_t text, struct suggestion *out) {
    out->text = g->view->shown + g->view->phrase_start[text];
    out->count = g->view->phrase_count[text];
    return true;
}

static bool has_not(const struct query *q) {
    for (size_t i = 0; i < q->n_nodes; i++)
        if (q->nodes[i].op == QUERY_NOT)
            return true;
    return false;
}

/* A title that reads as a query which excludes or breaks a cap would find nothing. */
static bool finds_itself(const char *title, size_t len) {
    struct query *q = NULL;
    struct tt_error ignored;
    bool ok = query_parse(title, len, &q, &ignored) && !has_not(q);
    query_free(q);
    return ok;
}

static bool tell_title(const struct suggesting *g, uint32_t text, struct suggestion *out) {
    struct article a;
    struct tt_error ignored;
    if (!snapshot_head(g->snapshot, text + 1, &a, &ignored))
        return false;
    out->text = a.s[ARTICLE_TITLE];
    out->id = a.s[ARTICLE_ID];
    out->count = 1;
    bool ok = finds_itself(a.s[ARTICLE_TITLE], a.len[ARTICLE_TITLE]);
    article_done(&a);
    return ok;
}

static const struct {
    enum suggest_field field;
    bool (*tell)(const struct suggesting *g, uint32_t text, struct suggestion *out);
} kinds[SUGGEST_KINDS] = {
    [SUGGEST_AGENCY] = {SUGGEST_AGENCIES, tell_agency},
    [SUGGEST_PHRASE] = {SUGGEST_PHRASES, tell_phrase},
    [SUGGEST_TITLE] = {SUGGEST_TITLES, tell_title},
};

/* ---- one kind -------------------------------------------------------------------- */

static bool same_syllables(const struct suggest_texts *t, uint32_t a, uint32_t b) {
    uint32_t n = t->start[a + 1] - t->start[a];
    return n == t->start[b + 1] - t->start[b] &&
           memcmp(t->tokens + t->start[a], t->tokens + t->start[b], n * sizeof *t->tokens) == 0;
}

/* Whether the list says the same already: the same agency, or the same syllables. */
static bool is_there(const struct suggesting *g, enum suggest_kind kind, uint32_t text) {
    const struct kind_list *l = &g->kinds[kind];
    const struct suggest_texts *t = &g->view->field[kinds[kind].field];
    const struct suggest_agency *agency = g->view->agency;
    for (size_t i = 0; i < l->n; i++)
        if (kind == SUGGEST_AGENCY ? agency[l->text[i]].number == agency[text].number
                                   : same_syllables(t, l->text[i], text))
            return true;
    return false;
}

static void offer(struct suggesting *g, enum suggest_kind kind, uint32_t text, bool later,
                  size_t word) {
    struct kind_list *l = &g->kinds[kind];
    struct suggestion s = {.kind = kind, .later = later};
    s.typed.word = word;
    s.typed.n = g->typed.n;
    s.typed.letters = g->typed.open ? g->typed.n_letters : 0;
    if (is_there(g, kind, text) || !kinds[kind].tell(g, text, &s))
        return;
    l->text[l->n] = text;
    l->list[l->n++] = s;
}

static void match_kind(struct suggesting *g, enum suggest_kind kind) {
    const struct suggest_texts *t = &g->view->field[kinds[kind].field];
    struct matches m;
    uint32_t place;
    for (int p = 0; p < SUGGEST_PLACES; p++) {
        matches_begin(&m, t, (enum suggest_place)p, &g->typed);
        while (g->kinds[kind].n < g->limit && matches_next(&m, &place)) {
            uint32_t text = suggest_text_at(t, place);
            if (!g->marks || typed_fits(g->view, &g->typed, t->tokens + place))
                offer(g, kind, text, p == SUGGEST_LATER, place - t->start[text]);
        }
    }
}

/* Nothing is typed: texts lie by use. */
static void most_used(struct suggesting *g, enum suggest_kind kind) {
    uint32_t texts = g->view->field[kinds[kind].field].texts;
    for (uint32_t i = 0; i < texts && g->kinds[kind].n < g->limit; i++)
        if (kind != SUGGEST_AGENCY || g->view->agency[i].alias == 0)
            offer(g, kind, i, false, 0);
}

/* ---- all kinds ------------------------------------------------------------------- */

/* Goes before the other, of another kind. */
static bool precedes(const struct suggestion *a, const struct suggestion *b) {
    bool a_title = a->kind == SUGGEST_TITLE, b_title = b->kind == SUGGEST_TITLE;
    if (a->later != b->later)
        return b->later;
    if (a_title != b_title)
        return b_title;
    return a->count > b->count;
}

/* How many of each kind are taken: a third of the places, as long as it has so many, and of
 * what is left the best of all. */
static void share(const struct suggesting *g, size_t taken[SUGGEST_KINDS]) {
    size_t places = g->limit, third = (g->limit + SUGGEST_KINDS - 1) / SUGGEST_KINDS;
    for (int k = 0; k < SUGGEST_KINDS; k++) {
        size_t n = g->kinds[k].n < third ? g->kinds[k].n : third;
        taken[k] = n < places ? n : places;
        places -= taken[k];
    }
    for (int best = 0; places > 0 && best >= 0; places--) {
        best = -1;
        for (int k = 0; k < SUGGEST_KINDS; k++)
            if (taken[k] < g->kinds[k].n &&
                (best < 0 ||
                 precedes(&g->kinds[k].list[taken[k]], &g->kinds[best].list[taken[best]])))
                best = k;
        if (best >= 0)
            taken[best]++;
    }
}

static void merge(const struct suggesting *g, struct suggestions *out) {
    size_t taken[SUGGEST_KINDS], at[SUGGEST_KINDS] = {0};
    share(g, taken);
    for (out->n = 0;; out->n++) {
        int best = -1;
        for (int k = 0; k < SUGGEST_KINDS; k++)
            if (at[k] < taken[k] &&
                (best < 0 || precedes(&g->kinds[k].list[at[k]], &g->kinds[best].list[at[best]])))
                best = k;
        if (best < 0)
            return;
        out->list[out->n] = g->kinds[best].list[at[best]++];
    }
}

static void match_all(struct suggesting *g) {
    for (int k = 0; k < SUGGEST_KINDS; k++)
        match_kind(g, (enum suggest_kind)k);
    size_t found = 0;
    for (int k = 0; k < SUGGEST_KINDS; k++)
        found += g->kinds[k].n;
    if (found == 0 && g->marks) {
        g->marks = false;
        match_all(g);
    }
}

bool suggest(const struct snapshot *s, const char *q, size_t len, uint32_t limit,
             struct suggestions *out, struct tt_error *e) {
    struct suggesting *g = calloc(1, sizeof *g);
    if (!g)
        return tt_fail(e, TT_NO_MEMORY, "no memory for completions");
    g->snapshot = s;
    g->view = &s->suggest;
    g->limit = limit < SUGGEST_LIMIT_MAX ? limit : SUGGEST_LIMIT_MAX;
    if (!typed_read(g->view, q, len, &g->typed)) {
        free(g);
        return tt_fail(e, TT_BAD_INPUT, "more than %d words", QUERY_WORDS_MAX);
    }
    g->marks = g->typed.marked;
    if (g->typed.n) {
        match_all(g);
    } else {
        most_used(g, SUGGEST_AGENCY);
        most_used(g, SUGGEST_PHRASE);
    }
    merge(g, out);
    free(g);
    return true;
}
