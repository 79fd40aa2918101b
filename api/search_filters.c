/* The filters of a search: years, agencies, sources. */
#include <stdlib.h>
#include <string.h>

#include "api/search_values.h"
#include "index/text/text.h"

enum {
    YEAR_FIRST = 1,  /* what an open range begins with; 0 is the unknown year */
    YEAR_LAST = 9999 /* what it ends with */
};

/* ---- years ----------------------------------------------------------------------- */

/* Four digits, or nothing and then `open`. */
static bool read_year(const char *s, size_t n, unsigned open, unsigned *out) {
    unsigned year = 0;
    if (n == 0) {
        *out = open;
        return true;
    }
    for (size_t i = 0; i < n; i++) {
        if (n != 4 || s[i] < '0' || s[i] > '9')
            return false;
        year = year * 10 + (unsigned)(s[i] - '0');
    }
    *out = year;
    return year > 0;
}

static bool read_range(const char *s, size_t n, struct year_range *out) {
    const char *dots = memmem(s, n, "..", 2);
    if (!dots) {
        bool ok = n > 0 && read_year(s, n, YEAR_FIRST, &out->from);
        out->to = out->from;
        return ok;
    }
    size_t left = (size_t)(dots - s), right = n - left - 2;
    return left + right > 0 && read_year(s, left, YEAR_FIRST, &out->from) &&
           read_year(dots + 2, right, YEAR_LAST, &out->to);
}

bool read_years(const struct reading *r, const char *s, size_t n) {
    static const char unknown[] = "unknown";
    struct search_params *p = r->p;
    struct year_range range = {0, 0};

    if (n == sizeof unknown - 1 && memcmp(s, unknown, n) == 0) {
        p->request.year_unknown = true;
        return true;
    }
    if (!read_range(s, n, &range))
        return fault_bad(r->f, r->name,
                         "year must be like 2022, 2018..2023, ..2020, 2020.. or unknown");
    if (range.from > range.to)
        return fault_bad(r->f, r->name, "the range %u..%u ends before it begins", range.from,
                         range.to);
    if (p->request.n_years == PARAM_VALUES_MAX)
        return fault_bad(r->f, r->name, "more than %d years are given", PARAM_VALUES_MAX);
    p->years[p->request.n_years++] = range;
    return true;
}

static int by_start(const void *a, const void *b) {
    const struct year_range *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

/* Sorts the ranges and joins those that touch. */
void tidy_years(struct search_params *p) {
    struct year_range *years = p->years;
    size_t n = p->request.n_years, kept = 0;

    qsort(years, n, sizeof *years, by_start);
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || years[i].from > years[kept - 1].to + 1)
            years[kept++] = years[i];
        else if (years[i].to > years[kept - 1].to)
            years[kept - 1].to = years[i].to;
    }
    p->request.years = years;
    p->request.n_years = kept;
}

static void write_range(struct year_range range, struct buf *out) {
    bool from_first = range.from == YEAR_FIRST, to_last = range.to == YEAR_LAST;
    if (range.from == range.to)
        buf_printf(out, "%04u", range.from);
    else if (to_last)
        buf_printf(out, "%04u..", range.from);
    else if (from_first)
        buf_printf(out, "..%04u", range.to);
    else
        buf_printf(out, "%04u..%04u", range.from, range.to);
}

void write_years(const struct search_params *p, const struct row *row, struct buf *out) {
    (void)row;
    for (size_t i = 0; i < p->request.n_years; i++) {
        buf_str(out, i ? "," : "");
        write_range(p->years[i], out);
    }
    if (p->request.year_unknown)
        buf_printf(out, "%sunknown", p->request.n_years ? "," : "");
}

/* ---- agencies and sources -------------------------------------------------------- */

/* Bytes of a "+lineage" at the end of an agency; a '+' typed in an address is a space. */
static size_t lineage_tail(const char *s, size_t n) {
    size_t tail = strlen(SEARCH_LINEAGE);
    bool there = n > tail && (s[n - tail] == SEARCH_LINEAGE[0] || s[n - tail] == ' ') &&
                 memcmp(s + n - tail + 1, SEARCH_LINEAGE + 1, tail - 1) == 0;
    return there ? tail : 0;
}

bool known_agency(const struct snapshot *s, const char *id) {
    size_t n = strlen(id), tail = lineage_tail(id, n);
    char *bare = strndup(id, n - tail);
    bool known = bare && snapshot_agency(s, bare);
    free(bare);
    return known;
}

bool known_source(const struct snapshot *s, const char *id) {
    size_t n;
    const struct source_info *sources = snapshot_sources(s, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(sources[i].id, id) == 0)
            return true;
    return false;
}

/* The id for a name or an id, malloc'd; NULL with a fault when there is no letter in it. */
static char *id_of(const struct reading *r, const char *s, size_t n) {
    struct buf text, slug;
    char *id = NULL;
    size_t tail = r->row->known == known_agency ? lineage_tail(s, n) : 0;

    buf_init(&text, QUERY_STRING_BYTES_MAX * 4);
    buf_init(&slug, QUERY_STRING_BYTES_MAX * 4);
    if (store_text(r, s, n - tail, &text)) {
        text_slug(buf_text(&text), text.len, &slug);
        bool empty = slug.len == 0;
        buf_str(&slug, tail ? SEARCH_LINEAGE : "");
        if (empty && buf_ok(&slug))
            fault_bad(r->f, r->name, "%s must be an id or a name, not empty", r->name);
        else if (!(id = buf_steal(&slug)))
            fault_set(r->f, 503, "no_memory", NULL, "no memory for a list of ids");
    }
    buf_done(&text);
    buf_done(&slug);
    return id;
}

/* Takes over the id. */
static bool add_id(const struct reading *r, struct id_list *list, char *id) {
    size_t at = 0;
    while (at < list->n && strcmp(list->id[at], id) < 0)
        at++;
    if (at < list->n && strcmp(list->id[at], id) == 0) {
        free(id);
        return true;
    }
    if (list->n == PARAM_VALUES_MAX) {
        free(id);
        return fault_bad(r->f, r->name, "more than %d values are given", PARAM_VALUES_MAX);
    }
    memmove(&list->id[at + 1], &list->id[at], (list->n - at) * sizeof *list->id);
    list->id[at] = id;
    list->n++;
    return true;
}

/* The end of the value that begins at `s`: the longest run of pieces, commas and all, whose id
 * is known ("Bộ Văn hóa, Thể thao và Du lịch"), else the first piece. */
static const char *value_end(const struct reading *r, const char *s, const char *end) {
    enum { PIECES_MAX = 4 };
    const char *stops[PIECES_MAX] = {end}, *at = s;
    struct slice piece;
    size_t n = 0;

    while (n < PIECES_MAX && list_next(&at, end, &piece))
        stops[n++] = piece.s + piece.n;
    while (n > 1 && r->snapshot) {
        struct fault none;
        char *id = id_of(&(struct reading){r->p, r->row, r->snapshot, r->name, &none}, s,
                         (size_t)(stops[n - 1] - s));
        bool found = id && r->row->known(r->snapshot, id);
        free(id);
        if (found)
            return stops[n - 1];
        n--;
    }
    return stops[0];
}

bool read_ids(const struct reading *r, const char *s, size_t n) {
    struct id_list *list = param_field(r->p, r->row);
    for (const char *end = s + n, *stop; s; s = stop < end ? stop + 1 : NULL) {
        stop = value_end(r, s, end);
        char *id = id_of(r, s, (size_t)(stop - s));
        if (!id || !add_id(r, list, id))
            return false;
    }
    return true;
}

void write_ids(const struct search_params *p, const struct row *row, struct buf *out) {
    const struct id_list *list = param_field_const(p, row);
    for (size_t i = 0; i < list->n; i++) {
        buf_str(out, i ? "," : "");
        percent_encode(out, list->id[i], strlen(list->id[i]));
    }
}
