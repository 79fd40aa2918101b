/* A row of articles.bin of any bytes is refused, or all of its article can be read. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/store/articles.h"

static void require(bool holds) {
    if (!holds)
        abort();
}

static bool is_text(enum article_field f) {
    return f == ARTICLE_BODY || f == ARTICLE_PROVENANCE;
}

static void check_head(const struct article *head, const char *row, size_t size) {
    require(!head->text);
    for (unsigned f = 0; f < ARTICLE_STRINGS; f++)
        require(head->s[f] >= row && head->s[f] + head->len[f] < row + size);
}

static void check_whole(const struct article *a, const struct article *head) {
    for (unsigned f = 0; f < ARTICLE_STRINGS; f++) {
        require(a->s[f][a->len[f]] == '\0');
        if (!is_text(f))
            require(a->s[f] == head->s[f] && a->len[f] == head->len[f]);
    }
    require(a->text && a->s[ARTICLE_BODY] == a->text);
    require(a->s[ARTICLE_PROVENANCE] == a->text + a->len[ARTICLE_BODY] + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    const char *row = (const char *)bytes;
    struct text_reader *texts;
    struct article head, whole;
    struct tt_error e;
    if (!text_reader_new("", 0, &texts, &e))
        return 0;
    bool listed = article_row_read(NULL, row, size, &head, &e);
    bool read = article_row_read(texts, row, size, &whole, &e);
    require(listed || !read);
    if (listed)
        check_head(&head, row, size);
    if (read) {
        check_whole(&whole, &head);
        article_done(&whole);
    }
    if (listed)
        article_done(&head);
    text_reader_free(texts);
    return 0;
}
