/* articles.bin: the articles of a generation, each a row of its own: packed (article.h) but for
 * its text, which stands behind it, packed small (texts.h). What is listed of an article is read
 * in place, and its text is unpacked only for who asks for it.
 *
 * Ownership: articles_open/_close; an article's strings end with the view, what was made for
 *            it with article_done.
 * Errors:    TT_CORRUPT for bytes that are no row, TT_NO_MEMORY.
 * Threads:   a view may be read by all at once. */
#ifndef TIMTIN_INDEX_STORE_ARTICLES_H
#define TIMTIN_INDEX_STORE_ARTICLES_H

#include "index/base/files.h"
#include "index/store/texts.h"

/* Appends the article's row. */
bool article_row_pack(struct text_packer *p, const struct article *a, struct buf *out,
                      struct tt_error *e);
/* Reads a row; without a reader of texts body and provenance are "". */
bool article_row_read(struct text_reader *texts, const char *row, size_t len, struct article *a,
                      struct tt_error *e);

struct articles_view {
    struct mapping rows, dictionary;
    const uint64_t *start; /* of each row, and the end of the last; any bytes */
    uint32_t n;
    struct text_reader *texts;
};
bool articles_open(const char *dir, const uint64_t *start, uint32_t n, struct articles_view *out,
                   struct tt_error *e);
void articles_close(struct articles_view *v); /* takes one of zero bytes */

/* Article 1..n: all of it, or all but body and provenance, which are "" then. */
bool articles_whole(const struct articles_view *v, uint32_t docid, struct article *a,
                    struct tt_error *e);
bool articles_head(const struct articles_view *v, uint32_t docid, struct article *a,
                   struct tt_error *e);

#endif
