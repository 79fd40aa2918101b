/* Between the table of search parameters and the readers of its values; for search_params.c
 * and search_filters.c alone. */
#ifndef TIMTIN_API_SEARCH_VALUES_H
#define TIMTIN_API_SEARCH_VALUES_H

#include "api/search_params.h"

struct row;

/* One value on its way into the struct. */
struct reading {
    struct search_params *p;
    const struct row *row;
    const struct snapshot *snapshot; /* may be NULL */
    const char *name;                /* of the parameter */
    struct fault *f;
};

/* What there is to know about a parameter besides its name: how its value is read and written,
 * and where it goes. */
struct row {
    bool (*read)(const struct reading *r, const char *s, size_t n);
    void (*write)(const struct search_params *p, const struct row *row, struct buf *out);
    size_t at;                /* of its field in struct search_params */
    unsigned says;            /* bits SAYS_... */
    bool pieces;              /* the reader takes one piece of a comma list at a time */
    bool empty;               /* no value is a value: the empty list */
    const char *const *names; /* of choices and sets */
    size_t n_names;
    uint32_t min, max;                                       /* of numbers */
    bool (*known)(const struct snapshot *s, const char *id); /* of ids */
};

static inline void *param_field(struct search_params *p, const struct row *row) {
    return (char *)p + row->at;
}

static inline const void *param_field_const(const struct search_params *p, const struct row *row) {
    return (const char *)p + row->at;
}

/* Appends the value as stored text (index/text/text.h). */
bool store_text(const struct reading *r, const char *s, size_t n, struct buf *out);

bool read_years(const struct reading *r, const char *s, size_t n);
void write_years(const struct search_params *p, const struct row *row, struct buf *out);
/* Sorts the ranges and joins those that touch. */
void tidy_years(struct search_params *p);

bool read_ids(const struct reading *r, const char *s, size_t n);
void write_ids(const struct search_params *p, const struct row *row, struct buf *out);
bool known_agency(const struct snapshot *s, const char *id);
bool known_source(const struct snapshot *s, const char *id);

#endif
