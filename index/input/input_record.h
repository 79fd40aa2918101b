/* One input from its bytes: a JSON record, a page's text, or a page with its markup.
 *
 * Record keys: id, url, title, published, source, author, agencies, lang, and one of body
 * (or content) and text; body wins over content, and both over text. Null, empty and blank
 * fields count as not given, other keys are ignored, the last of equal keys counts. An
 * integer serves as id and as published; agencies are one name, or a list of names and of
 * objects with a name (as our own answers write them).
 *
 * Ownership: record_init embeds, record_done frees; what was read ends with the next
 * reading. Threads: one record, one thread. */
#ifndef TIMTIN_INDEX_INPUT_INPUT_RECORD_H
#define TIMTIN_INDEX_INPUT_INPUT_RECORD_H

#include "index/base/buf.h"
#include "index/base/limits.h"
#include "index/input/input.h"
#include "index/input/input_walk.h"

enum record_slot {
    RECORD_ID,
    RECORD_URL,
    RECORD_TITLE,
    RECORD_PUBLISHED,
    RECORD_SOURCE,
    RECORD_AUTHOR,
    RECORD_LANG,
    RECORD_BODY,
    RECORD_TEXT,
    RECORD_SLOTS
};

struct record {
    struct input input; /* filled when `reject` is NULL */
    const char *reject; /* a word of input_reject, with its sentence: */
    char detail[200];
    struct buf arena, scratch;
    size_t slots[RECORD_SLOTS]; /* offsets into the arena, 0 = not given */
    size_t agency_slots[AGENCIES_MAX];
    const char *agencies[AGENCIES_MAX];
};

void record_init(struct record *r);
void record_done(struct record *r);

/* False only without memory; what is no record comes back with `reject` set. The name stays
 * NULL but for a piece's. */
bool record_read_piece(struct record *r, const struct input_piece *p, struct tt_error *e);
bool record_read(struct record *r, const char *json, size_t n, struct tt_error *e);
bool record_read_page(struct record *r, const char *text, size_t n, struct tt_error *e);
bool record_read_html(struct record *r, const char *html, size_t n, struct tt_error *e);

#endif
