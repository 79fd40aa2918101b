#include "api/search_params.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "api/handlers.h"
#include "api/search_values.h"
#include "index/text/text.h"
#include "index/text/token.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { LIMIT_DEFAULT = 10, FACET_LIMIT_DEFAULT = 50 };

const char *const hit_field_names[HIT_FIELDS] = {"id",
                                                 "title",
                                                 "url",
                                                 "source",
                                                 "published",
                                                 "date_precision",
                                                 "year",
                                                 "agencies",
                                                 "snippet",
                                                 "title_highlighted",
                                                 "duplicate_count",
                                                 "score"};
const char *const facet_names[FACETS] = {"year", "month", "agency", "source"};
const char *const accents_names[] = {
    [ACCENTS_AUTO] = "auto", [ACCENTS_EXACT] = "exact", [ACCENTS_IGNORE] = "ignore"};
static const char *const match_names[] = {
    [MATCH_AUTO] = "auto", [MATCH_ALL] = "all", [MATCH_ANY] = "any"};
static const char *const sort_names[] = {
    [SORT_RELEVANCE] = "relevance", [SORT_NEWEST] = "newest", [SORT_OLDEST] = "oldest"};
static const char *const bool_names[] = {"false", "true"};

/* ---- q --------------------------------------------------------------------------- */

bool store_text(const struct reading *r, const char *s, size_t n, struct buf *out) {
    struct tt_error e;
    return text_store(s, n, out, &e) || fault_error(r->f, &e, r->name);
}

static bool read_q(const struct reading *r, const char *s, size_t n) {
    struct search_params *p = r->p;
    struct tokenizer words;
    struct token token;

    if (!store_text(r, s, n, &p->q))
        return false;
    if (p->q.len > QUERY_BYTES_MAX)
        return fault_bad(r->f, r->name, "q is over %d bytes", QUERY_BYTES_MAX);
    p->request.q = buf_text(&p->q);
    p->request.q_len = p->q.len;
    tokenizer_init(&words, p->request.q, p->request.q_len);
    p->has_words = tokenizer_next(&words, &token);
    return true;
}

static void write_q(const struct search_params *p, const struct row *row, struct buf *out) {
    (void)row;
    percent_encode(out, buf_text(&p->q), p->q.len);
}

/* ---- cursor ---------------------------------------------------------------------- */

static bool read_cursor(const struct reading *r, const char *s, size_t n) {
    return cursor_read(s, n, &r->p->cursor) ||
           fault_bad(r->f, r->name, "%s must be one that the next of an answer has", r->name);
}

static void write_cursor(const struct search_params *p, const struct row *row, struct buf *out) {
    char text[CURSOR_CHARS + 1];
    (void)row;
    cursor_write(&p->cursor, text);
    buf_str(out, text);
}

/* ---- days, numbers, choices, sets ------------------------------------------------ */

static bool read_day(const struct reading *r, const char *s, size_t n) {
    day_t *day = param_field(r->p, r->row);
    return day_parse_iso(s, n, day) ||
           fault_bad(r->f, r->name, "%s must be a day like 2022-12-27, from %d to %d", r->name,
                     DAY_YEAR_MIN, DAY_YEAR_MAX);
}

static void write_day(const struct search_params *p, const struct row *row, struct buf *out) {
    const day_t *day = param_field_const(p, row);
    char text[11];
    day_format(*day, text);
    buf_str(out, text);
}

static bool read_number(const struct reading *r, const char *s, size_t n) {
    return param_number(r->name, s, n, r->row->min, r->row->max, param_field(r->p, r->row), r->f);
}

static void write_number(const struct search_params *p, const struct row *row, struct buf *out) {
    const uint32_t *number = param_field_const(p, row);
    buf_printf(out, "%u", *number);
}

/* The place of the name in the row's names. */
static bool read_name(const struct reading *r, const char *s, size_t n, size_t *place) {
    const struct row *row = r->row;
    struct buf list;

    *place = name_index(row->names, row->n_names, s, n);
    if (*place < row->n_names)
        return true;
    buf_init(&list, sizeof r->f->text);
    for (size_t i = 0; i < row->n_names; i++)
        buf_printf(&list, "%s%s", i ? ", " : "", row->names[i]);
    fault_bad(r->f, r->name, "%s must be one of: %s", r->name, buf_text(&list));
    buf_done(&list);
    return false;
}

static bool read_choice(const struct reading *r, const char *s, size_t n) {
    size_t place;
    unsigned *choice = param_field(r->p, r->row);
    if (!read_name(r, s, n, &place))
        return false;
    *choice = (unsigned)place;
    return true;
}

static void write_choice(const struct search_params *p, const struct row *row, struct buf *out) {
    const unsigned *choice = param_field_const(p, row);
    buf_str(out, row->names[*choice]);
}

static bool read_member(const struct reading *r, const char *s, size_t n) {
    size_t place;
    unsigned *set = param_field(r->p, r->row);
    if (!read_name(r, s, n, &place))
        return false;
    *set |= 1u << place;
    return true;
}

static void write_set(const struct search_params *p, const struct row *row, struct buf *out) {
    const unsigned *set = param_field_const(p, row);
    const char *comma = "";
    for (size_t i = 0; i < row->n_names; i++)
        if (*set & 1u << i) {
            buf_printf(out, "%s%s", comma, row->names[i]);
            comma = ",";
        }
}

/* ---- the table ------------------------------------------------------------------- */

const struct param_spec search_specs[] = {
    [P_Q] = {"q", PARAM_ONE},
    [P_YEAR] = {"year", PARAM_LIST},
    [P_AGENCY] = {"agency", PARAM_LIST},
    [P_SOURCE] = {"source", PARAM_LIST},
    [P_FROM] = {"from", PARAM_ONE},
    [P_TO] = {"to", PARAM_ONE},
    [P_SORT] = {"sort", PARAM_ONE},
    [P_FRESHNESS] = {"freshness", PARAM_ONE},
    [P_MATCH] = {"match", PARAM_ONE},
    [P_ACCENTS] = {"accents", PARAM_ONE},
    [P_LIMIT] = {"limit", PARAM_ONE},
    [P_OFFSET] = {"offset", PARAM_ONE},
    [P_CURSOR] = {"cursor", PARAM_ONE},
    [P_FACETS] = {"facets", PARAM_LIST},
    [P_FACET_LIMIT] = {"facet_limit", PARAM_ONE},
    [P_FIELDS] = {"fields", PARAM_LIST},
    [P_HIGHLIGHT] = {"highlight", PARAM_ONE},
    [P_EXPLAIN] = {"explain", PARAM_ONE},
    [SEARCH_PARAMS] = {NULL, PARAM_ONE},
};

#define AT(field) .at = offsetof(struct search_params, field)
#define NAMES(array) .names = array, .n_names = COUNT(array)
#define WHICH .says = SAYS_WHICH
#define ORDER .says = SAYS_ORDER
#define COUNTS .says = SAYS_COUNTS
#define HITS .says = SAYS_HITS
static const struct row rows[SEARCH_PARAMS] = {
    [P_Q] = {read_q, write_q, WHICH},
    [P_YEAR] = {read_years, write_years, WHICH, .pieces = true},
    [P_AGENCY] = {read_ids, write_ids, AT(agencies), WHICH, .known = known_agency},
    [P_SOURCE] = {read_ids, write_ids, AT(sources), WHICH, .known = known_source},
    [P_FROM] = {read_day, write_day, AT(request.from), WHICH},
    [P_TO] = {read_day, write_day, AT(request.to), WHICH},
    [P_SORT] = {read_choice, write_choice, AT(request.sort), ORDER, NAMES(sort_names)},
    [P_FRESHNESS] = {read_choice, write_choice, AT(freshness), ORDER, NAMES(bool_names)},
    [P_MATCH] = {read_choice, write_choice, AT(request.match), WHICH, NAMES(match_names)},
    [P_ACCENTS] = {read_choice, write_choice, AT(request.accents), WHICH, NAMES(accents_names)},
    [P_LIMIT] = {read_number, write_number, AT(request.limit), HITS, .max = PAGE_LIMIT_MAX},
    [P_OFFSET] = {read_number, write_number, AT(request.offset), HITS, .max = PAGE_OFFSET_MAX},
    [P_CURSOR] = {read_cursor, write_cursor, HITS},
    [P_FACETS] = {read_member, write_set, AT(request.facets), COUNTS, .pieces = true, .empty = true,
                  NAMES(facet_names)},
    [P_FACET_LIMIT] = {read_number, write_number, AT(request.facet_limit), COUNTS, .min = 1,
                       .max = FACET_LIMIT_MAX},
    [P_FIELDS] = {read_member, write_set, AT(fields), HITS, .pieces = true, NAMES(hit_field_names)},
    [P_HIGHLIGHT] = {read_choice, write_choice, AT(highlight), HITS, NAMES(bool_names)},
    [P_EXPLAIN] = {read_choice, write_choice, AT(explain), HITS, NAMES(bool_names)},
};

/* ---- all of them ----------------------------------------------------------------- */

static bool read_value(const struct reading *r, const struct param *v) {
    const char *at = v->value, *end = v->value + v->len;
    struct slice piece;

    if (!r->row->pieces)
        return r->row->read(r, v->value, v->len);
    if (r->row->empty && v->len == 0)
        return true;
    while (list_next(&at, end, &piece))
        if (!r->row->read(r, piece.s, piece.n))
            return false;
    return true;
}

static bool is_given(const struct search_params *p, enum search_param param) {
    return p->given & 1u << param;
}

/* What was not given, and what follows from several parameters together. */
static bool complete(struct search_params *p, struct fault *f) {
    struct search_request *q = &p->request;
    if (!is_given(p, P_SORT))
        q->sort = p->has_words ? SORT_RELEVANCE : SORT_NEWEST;
    if (!is_given(p, P_LIMIT))
        q->limit = LIMIT_DEFAULT;
    if (!is_given(p, P_FACETS))
        q->facets = 1u << FACET_YEAR | 1u << FACET_AGENCY;
    if (!is_given(p, P_FACET_LIMIT))
        q->facet_limit = FACET_LIMIT_DEFAULT;
    if (!is_given(p, P_FIELDS))
        p->fields = (1u << HIT_FIELDS) - 1;
    if (!is_given(p, P_HIGHLIGHT))
        p->highlight = true;
    q->freshness = p->freshness;
    q->explain = p->explain;
    if (q->from && q->to && q->from > q->to)
        return fault_bad(f, "from", "from is later than to");
    if (is_given(p, P_CURSOR) && is_given(p, P_OFFSET))
        return fault_bad(f, "cursor", "cursor and offset cannot go together");
    tidy_years(p);
    q->agencies = (const char *const *)p->agencies.id;
    q->n_agencies = p->agencies.n;
    q->sources = (const char *const *)p->sources.id;
    q->n_sources = p->sources.n;
    return true;
}

static size_t param_named(const char *name) {
    size_t i = 0;
    while (strcmp(search_specs[i].name, name) != 0)
        i++;
    return i;
}

bool search_params_read(const struct params *given, const struct param_spec *specs,
                        const struct snapshot *snapshot, struct search_params *out,
                        struct fault *f) {
    memset(out, 0, sizeof *out);
    /* Composed text is at most three times as long (U+1D160 and its like). */
    buf_init(&out->q, 3 * QUERY_STRING_BYTES_MAX);
    for (size_t i = 0; i < given->n; i++) {
        const struct param *v = &given->v[i];
        size_t param = param_named(specs[v->spec].name);
        struct reading r = {out, &rows[param], snapshot, search_specs[param].name, f};
        out->given |= 1u << param;
        if (!read_value(&r, v)) {
            search_params_done(out);
            return false;
        }
    }
    if (complete(out, f))
        return true;
    search_params_done(out);
    return false;
}

static void free_ids(struct id_list *list) {
    while (list->n > 0)
        free(list->id[--list->n]);
}

void search_params_done(struct search_params *p) {
    buf_done(&p->q);
    free_ids(&p->agencies);
    free_ids(&p->sources);
}

static void write_param(const struct search_params *p, unsigned i, size_t start, struct buf *out) {
    if (out->len > start)
        buf_char(out, '&');
    buf_str(out, search_specs[i].name);
    buf_char(out, '=');
    rows[i].write(p, &rows[i], out);
}

void search_params_write(const struct search_params *p, unsigned says, struct buf *out) {
    size_t start = out->len;
    for (unsigned i = 0; i < SEARCH_PARAMS; i++)
        if (is_given(p, i) && rows[i].says & says && (i != P_Q || p->q.len))
            write_param(p, i, start, out);
}

void search_params_write_order(const struct search_params *p, struct buf *out) {
    size_t start = out->len;
    for (unsigned i = 0; i < SEARCH_PARAMS; i++)
        if (rows[i].says & (SAYS_WHICH | SAYS_ORDER))
            write_param(p, i, start, out);
}
