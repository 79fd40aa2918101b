#include "index/store/articles.h"

#include "index/store/columns.h"

bool article_row_pack(struct text_packer *p, const struct article *a, struct buf *out,
                      struct tt_error *e) {
    struct article head = *a;
    head.s[ARTICLE_BODY] = head.s[ARTICLE_PROVENANCE] = "";
    head.len[ARTICLE_BODY] = head.len[ARTICLE_PROVENANCE] = 0;
    article_pack_tight(&head, out);
    if (!buf_ok(out))
        return tt_fail(e, TT_NO_MEMORY, "no memory to pack an article");
    return text_pack(p, a, out, e);
}

bool article_row_read(struct text_reader *texts, const char *row, size_t len, struct article *a,
                      struct tt_error *e) {
    struct article found;
    size_t end;
    if (!article_extent(row, len, &end))
        return tt_fail(e, TT_CORRUPT, "the row of an article is damaged");
    if (!article_unpack(row, end, &found, e))
        return false;
    if (texts && !text_unpack(texts, row + end, len - end, &found, e)) {
        article_done(&found);
        return false;
    }
    *a = found;
    return true;
}

static bool map_one(const char *dir, const char *name, struct mapping *m, struct tt_error *e) {
    char path[FILES_PATH_MAX];
    return files_join(dir, name, path, e) && mapping_open(path, m, e);
}

void articles_close(struct articles_view *v) {
    text_reader_free(v->texts);
    mapping_close(&v->rows);
    mapping_close(&v->dictionary);
    *v = (struct articles_view){.n = 0};
}

bool articles_open(const char *dir, const uint64_t *start, uint32_t n, struct articles_view *out,
                   struct tt_error *e) {
    struct articles_view v = {.start = start, .n = n};
    if (map_one(dir, FILE_ARTICLES, &v.rows, e) &&
        map_one(dir, FILE_DICTIONARY, &v.dictionary, e) &&
        text_reader_new(v.dictionary.data, v.dictionary.len, &v.texts, e)) {
        *out = v;
        return true;
    }
    articles_close(&v);
    return false;
}

static bool read_row(const struct articles_view *v, uint32_t docid, struct text_reader *texts,
                     struct article *a, struct tt_error *e) {
    const uint64_t *start = v->start;
    if (docid < 1 || docid > v->n || start[docid - 1] > start[docid] || start[docid] > v->rows.len)
        return tt_fail(e, TT_CORRUPT, "article %u has no bytes", docid);
    return article_row_read(texts, v->rows.data + start[docid - 1], start[docid] - start[docid - 1],
                            a, e);
}

bool articles_whole(const struct articles_view *v, uint32_t docid, struct article *a,
                    struct tt_error *e) {
    return read_row(v, docid, v->texts, a, e);
}

bool articles_head(const struct articles_view *v, uint32_t docid, struct article *a,
                   struct tt_error *e) {
    return read_row(v, docid, NULL, a, e);
}
