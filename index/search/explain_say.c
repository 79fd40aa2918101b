/* What explains a score, in words. */
#include <string.h>

#include "index/search/explain_parts.h"

/* ---- pieces ---------------------------------------------------------------------- */

/* From the first byte to the last that the words below the node were typed in. */
static void widen(const struct query *q, uint16_t at, struct query_part *span) {
    const struct query_node *node = &q->nodes[at];
    bool words = node->op == QUERY_PHRASE || node->op == QUERY_PREFIX;
    for (uint16_t i = 0; words && i < node->n_words; i++) {
        const struct query_word *w = &q->words[node->word + i];
        if (w->end == 0)
            continue;
        span->start = span->end && span->start < w->start ? span->start : w->start;
        span->end = span->end > w->end ? span->end : w->end;
    }
    for (uint16_t k = node->first_kid; k != QUERY_NONE; k = q->nodes[k].next)
        widen(q, k, span);
}

static void add_typed(const struct saying_hit *h, uint16_t node, struct buf *out) {
    struct query_part span = {0, 0};
    widen(h->m->query, node, &span);
    buf_add(out, h->q + span.start, (size_t)(span.end - span.start));
}

static const struct query_word *word_of(const struct saying_hit *h, uint16_t word) {
    return &h->m->query->words[word];
}

static void typed_times(const struct sight *s, struct buf *out) {
    if (s->thing->times > 1)
        buf_printf(out, " (typed %u times)", s->thing->times);
}

/* A part's name within a sentence. */
static void quote(const struct saying_hit *h, const struct sight *s, struct buf *out) {
    buf_str(out, "“");
    say_name(h, s, out);
    buf_str(out, "”");
    if (s->thing->kind != EXPLAIN_ALTERNATIVE)
        typed_times(s, out);
}

static void times(uint32_t n, struct buf *out) {
    if (n == 1)
        buf_str(out, "once");
    else
        buf_printf(out, "%u times", n);
}

/* "once in the title and 4 times in the body" */
static void where(const struct sight *s, struct buf *out) {
    if (s->title) {
        times(s->title, out);
        buf_str(out, s->body ? " in the title and " : " in the title");
    }
    if (s->body) {
        times(s->body, out);
        buf_str(out, " in the body");
    }
}

/* ---- sentences ------------------------------------------------------------------- */

/* ", as “ngoại” (4) and “ngoài” (1)" */
static void forms(const struct saying_hit *h, const struct sight *s, struct buf *out) {
    uint32_t n = s->n_forms < FORMS_MAX ? s->n_forms : FORMS_MAX;
    for (uint32_t i = 0; i < n; i++) {
        bool last = i + 1 == s->n_forms;
        buf_str(out, i == 0 ? ", as " : last ? " and " : ", ");
        buf_printf(out, "“%s”", lexicon_text(&h->m->snapshot->lexicon, s->forms[i].id));
        if (s->n_forms > 1)
            buf_printf(out, " (%u)", s->forms[i].count);
    }
    if (s->n_forms > FORMS_MAX)
        buf_str(out, " and otherwise");
}

static void why_word(const struct saying_hit *h, const struct sight *s, struct buf *out) {
    const struct query_word *w = word_of(h, s->thing->word);
    const char *form = lexicon_text(&h->m->snapshot->lexicon, s->forms[0].id);
    bool just_so = s->thing->exact || (s->n_forms == 1 && strcmp(form, w->exact) == 0);
    quote(h, s, out);
    if (just_so)
        buf_str(out, " stands as typed ");
    else
        buf_str(out, w->marked ? ", whose marks were not looked at, stands "
                               : ", typed without marks, stands ");
    where(s, out);
    if (!just_so)
        forms(h, s, out);
    buf_char(out, '.');
}

static void why_prefix(const struct saying_hit *h, const struct sight *s, struct buf *out) {
    quote(h, s, out);
    buf_str(out, " begins like “");
    add_typed(h, s->thing->node, out);
    buf_str(out, "*” and stands ");
    where(s, out);
    if (!s->thing->exact && (s->n_forms != 1 || s->forms[0].id != h->things->ids[s->thing->ids]))
        forms(h, s, out);
    buf_char(out, '.');
}

static void why_neighbours(const struct saying_hit *h, const struct sight *s, struct buf *out) {
    const struct query_word *a = word_of(h, s->thing->other), *b = word_of(h, s->thing->word);
    uint32_t all = s->title + s->body;
    buf_printf(out, "“%s” and “%s”", a->exact, b->exact);
    typed_times(s, out);
    buf_str(out, " stand side by side ");
    where(s, out);
    if (!a->marked && !b->marked)
        buf_str(out, ", whatever their marks.");
    else if (s->as_typed == all)
        buf_str(out, ", with the marks that were typed.");
    else if (s->as_typed == 0)
        buf_str(out, ", with other marks than were typed.");
    else
        buf_printf(out, ", %u of these %u times with the marks that were typed.", s->as_typed, all);
}

static void why_alternative(const struct saying_hit *h, const struct sight *s, struct buf *out) {
    buf_str(out, "“");
    add_typed(h, s->thing->typed, out);
    buf_str(out, "” was also read as ");
    quote(h, s, out);
    buf_str(out, ", which stands ");
    where(s, out);
    buf_str(out, s->thing->exact ? "." : ", whatever its marks.");
}

static void add_date(const struct saying_hit *h, uint32_t docid, struct buf *out) {
    day_t day = column_u32(h->m->snapshot, COL_DATE)[docid - 1];
    char text[11];
    day_format(day, text);
    buf_printf(out, "%s %s", day_is_year_only(day) ? "in" : "on", text);
}

static void why_date(const struct saying_hit *h, const struct sight *s, struct buf *out) {
    quote(h, s, out);
    buf_str(out, " was read as a time, and the article was published ");
    add_date(h, h->docid, out);
    buf_char(out, '.');
}

static void why_passage(const struct saying_hit *h, const struct sight *s, struct buf *out) {
    const struct passage *p = h->passage;
    (void)s;
    for (size_t i = 0; i < p->n; i++) {
        buf_str(out, i == 0 ? "“" : i + 1 < p->n ? ", “" : " and “");
        buf_printf(out, "%s”", word_of(h, p->words[i])->exact);
    }
    buf_str(out, p->n == 0 ? "No word of the query counts" : " stand");
    buf_str(out, p->n == 1 ? "s" : p->n > 1 ? " together" : "");
    buf_printf(out, " within %d syllables of %s, the article's best passage",
               (int)h->m->weights->passage_width, p->title ? "the title" : "a paragraph");
    if (p->date != QUERY_NONE) {
        buf_str(out, ", and the article's date fits “");
        add_typed(h, h->things->typed[p->date], out);
        buf_str(out, "”");
    }
    buf_char(out, '.');
}

/* The newest is the first. */
static void why_freshness(const struct saying_hit *h, const struct sight *s, struct buf *out) {
    (void)s;
    buf_str(out, "Newer articles were asked for first: this one was published ");
    add_date(h, h->docid, out);
    buf_str(out, ", the newest of the archive ");
    add_date(h, 1, out);
    buf_char(out, '.');
}

static void why_rest(const struct saying_hit *h, const struct sight *s, struct buf *out) {
    (void)h;
    buf_printf(out, "%u further parts of the query stand here and weigh less than each of these.",
               s->title);
}

void say_why(const struct saying_hit *h, const struct sight *s, struct buf *out) {
    static void (*const why[EXPLAIN_KINDS])(const struct saying_hit *, const struct sight *,
                                            struct buf *) = {
        [EXPLAIN_WORD] = why_word,
        [EXPLAIN_PREFIX] = why_prefix,
        [EXPLAIN_NEIGHBOURS] = why_neighbours,
        [EXPLAIN_ALTERNATIVE] = why_alternative,
        [EXPLAIN_DATE] = why_date,
        [EXPLAIN_PASSAGE] = why_passage,
        [EXPLAIN_FRESHNESS] = why_freshness,
        [EXPLAIN_REST] = why_rest,
    };
    why[s->thing->kind](h, s, out);
}

/* ---- names ----------------------------------------------------------------------- */

static void name_passage(const struct saying_hit *h, struct buf *out) {
    const struct passage *p = h->passage;
    for (size_t i = 0; i < p->n; i++)
        buf_printf(out, "%s%s", i ? " " : "", word_of(h, p->words[i])->exact);
    if (p->n == 0 && p->date != QUERY_NONE)
        add_typed(h, h->things->typed[p->date], out);
}

static void name_freshness(const struct saying_hit *h, struct buf *out) {
    char text[11];
    day_format(column_u32(h->m->snapshot, COL_DATE)[h->docid - 1], text);
    buf_str(out, text);
}

void say_name(const struct saying_hit *h, const struct sight *s, struct buf *out) {
    const struct thing *t = s->thing;
    const struct query_node *node = &h->m->query->nodes[t->node];
    switch (t->kind) {
    case EXPLAIN_WORD:
        buf_str(out, word_of(h, t->word)->exact);
        break;
    case EXPLAIN_PREFIX:
        buf_str(out, lexicon_text(&h->m->snapshot->lexicon, h->things->ids[t->ids]));
        break;
    case EXPLAIN_NEIGHBOURS:
        buf_printf(out, "%s %s", word_of(h, t->other)->exact, word_of(h, t->word)->exact);
        break;
    case EXPLAIN_ALTERNATIVE:
        for (uint16_t i = 0; i < node->n_words; i++)
            buf_printf(out, "%s%s", i ? " " : "", word_of(h, (uint16_t)(node->word + i))->exact);
        break;
    case EXPLAIN_DATE:
        add_typed(h, t->typed, out);
        break;
    case EXPLAIN_PASSAGE:
        name_passage(h, out);
        break;
    case EXPLAIN_FRESHNESS:
        name_freshness(h, out);
        break;
    default:
        buf_str(out, "…");
        break;
    }
}
