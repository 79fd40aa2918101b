/* Reading: from an input (a page or a record) to an article.
 *
 * Text has no tags, so a page is understood from what is left: lines that many pages share,
 * blocks of short lines without sentence ends, lists of related titles with dates behind
 * them, navigation words, captions that stand twice, footers. `templates` learns what the
 * pages of one source share; a page alone is read without it.
 *
 * Ownership: see each call. Threads: templates are read-only once learned. */
#ifndef TIMTIN_INDEX_READ_READING_H
#define TIMTIN_INDEX_READ_READING_H

#include "index/agency/agency.h"
#include "index/input/input.h"
#include "index/store/article.h"

/* ---- what pages share ------------------------------------------------------------ */

struct templates;
struct templates *templates_new(void); /* NULL: no memory */
void templates_free(struct templates *t);
/* Counts the lines of a page (inputs with `text`; others are ignored). */
bool templates_observe(struct templates *t, const struct input *in, struct tt_error *e);

/* The same in two steps: a look at the page, of bytes that are appended to `out` (from an
 * 8-byte boundary), may be taken by any thread while one counts others. What is learnt
 * depends on the order of counting alone. */
bool templates_look(const struct templates *t, const struct input *in, struct buf *out,
                    struct tt_error *e);
bool templates_count(struct templates *t, const char *look, size_t len, struct tt_error *e);

/* Stands for all that the reading of this input depends on of the templates: equal while the
 * pages of its source are the same. 0 for records. */
uint64_t templates_state(const struct templates *t, const struct input *in);

/* ---- one article ----------------------------------------------------------------- */

/* An article with memory of its own. */
struct reading {
    struct article article; /* views into `arena` and `agencies` */
    struct agency_list agencies;
    const char *reject; /* NULL, or why this is no article: no-body, no-title, ... */
    char reject_detail[200];
    struct buf arena;
};

/* Understands one input. False only for lack of memory and the like; an input that is no
 * article comes back with `reject` set. The article's id is the record's own, else 16 hex
 * digits hashed from the normalised URL, else from the input's bytes.
 *
 * ARTICLE_PROVENANCE is a JSON object: {"input": name, "form": "page"|"record",
 * "date_basis": "metadata"|"displayed"|"text"|"year"|"unknown", "date_text": what was read,
 * "removed": [{"rule": "...", "lines": n}, ...]}. */
bool read_article(const struct directory *d, const struct templates *t, const struct input *in,
                  struct reading *out, struct tt_error *e);
void reading_done(struct reading *r);

/* The id for a URL: scheme, "www.", default port, fragment, tracking parameters and a
 * trailing slash do not count. 17 bytes with the NUL. */
void article_id_of_url(const char *url, char out[17]);

#endif
