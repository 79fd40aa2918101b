/* What is understood of one input before it is laid out as an article. Internal to read.c.
 *
 * Ownership: draft_page and draft_record fill a draft that draft_done ends; its strings point
 * into the input or the draft.
 * Threads: one draft, one thread. */
#ifndef TIMTIN_INDEX_READ_DRAFT_H
#define TIMTIN_INDEX_READ_DRAFT_H

#include "index/base/buf.h"
#include "index/read/published.h"
#include "index/read/reading.h"

struct draft_span {
    const char *s; /* NULL: none */
    size_t n;
};

struct draft {
    struct page page;         /* empty for a record */
    struct cleaning cleaning; /* the same */
    struct buf body, title;
    struct draft_span author, source; /* as the text tells */
    struct published published;
    const char *reject; /* a word such as "no-body", or NULL */
    char reject_detail[200];
};

/* False only for lack of memory and the like. */
bool draft_page(const struct templates *t, const struct input *in, struct draft *d,
                struct tt_error *e);
bool draft_record(const struct input *in, struct draft *d, struct tt_error *e);
void draft_done(struct draft *d);

/* Appends the provenance, a JSON object (reading.h). */
void draft_provenance(const struct draft *d, const struct input *in, struct buf *out);

#endif
