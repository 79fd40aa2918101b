/* The rows of articles.bin: what is read in place, and what is unpacked. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/store/articles.h"
#include "index/store/columns.h"
#include "made_archive.h"

enum { ROWS = 3 };

static struct agency_ref agencies[] = {{"bo-a", "Bộ A"}, {"so-b", "Sở B"}};
static struct duplicate copies[] = {{"c", "http://c.vn/1", "Báo Ba", "Tin", 20220102}};

static void make_articles(struct article list[ROWS]) {
    list[0] = plain_article("a", "Tin một", "Thông tin đối ngoại\nĐoạn hai.", "Báo Một", 20220105);
    list[0].s[ARTICLE_PROVENANCE] = "{\"input\":\"x\"}";
    list[0].len[ARTICLE_PROVENANCE] = strlen(list[0].s[ARTICLE_PROVENANCE]);
    list[0].agencies = agencies;
    list[0].n_agencies = 2;
    list[0].duplicates = copies;
    list[0].n_duplicates = 1;
    list[1] = plain_article("b", "", "", "", DAY_UNKNOWN);
    list[2] = plain_article("c", "Tin ba", "Thân bài thứ ba.", "Báo Ba", 20210000);
}

/* Rows of these articles, packed without a dictionary. */
static void pack_rows(const struct article *list, struct buf *out, uint64_t start[ROWS + 1]) {
    struct text_dictionary *d;
    struct tt_error e;
    assert_ok(text_dictionary_new("", 0, &d, &e), e);
    struct text_packer *p = text_packer_new(d);
    buf_init(out, 1 << 20);
    for (size_t i = 0; i < ROWS; i++) {
        start[i] = out->len;
        assert_ok(article_row_pack(p, &list[i], out, &e), e);
    }
    start[ROWS] = out->len;
    text_packer_free(p);
    text_dictionary_free(d);
}

static void write_rows(const struct made_folder *f, const struct buf *rows) {
    struct tt_error e;
    assert_ok(files_write(f->path, FILE_ARTICLES, rows->data, rows->len, &e), e);
    folder_write(f, FILE_DICTIONARY, "");
}

static void assert_same(const struct article *a, const struct article *b, bool whole) {
    for (unsigned i = 0; i < ARTICLE_STRINGS; i++) {
        bool there = whole || (i != ARTICLE_BODY && i != ARTICLE_PROVENANCE);
        assert_string_equal(a->s[i], there ? b->s[i] : "");
        assert_int_equal(a->len[i], there ? b->len[i] : 0);
    }
    assert_int_equal(a->published, b->published);
    assert_int_equal(a->n_agencies, b->n_agencies);
    assert_int_equal(a->n_duplicates, b->n_duplicates);
    for (size_t i = 0; i < a->n_agencies; i++)
        assert_string_equal(a->agencies[i].id, b->agencies[i].id);
    for (size_t i = 0; i < a->n_duplicates; i++)
        assert_string_equal(a->duplicates[i].url, b->duplicates[i].url);
}

static void rows_are_read_with_and_without_their_text(void **state) {
    const struct made_folder *f = *state;
    struct article list[ROWS], a;
    struct articles_view v;
    struct tt_error e;
    struct buf rows;
    uint64_t start[ROWS + 1];
    make_articles(list);
    pack_rows(list, &rows, start);
    write_rows(f, &rows);
    assert_ok(articles_open(f->path, start, ROWS, &v, &e), e);
    for (uint32_t docid = 1; docid <= ROWS; docid++) {
        assert_ok(articles_whole(&v, docid, &a, &e), e);
        assert_same(&a, &list[docid - 1], true);
        article_done(&a);
        assert_ok(articles_head(&v, docid, &a, &e), e);
        assert_same(&a, &list[docid - 1], false);
        assert_null(a.text); /* nothing was unpacked */
        article_done(&a);
    }
    articles_close(&v);
    articles_close(&v);
    buf_done(&rows);
}

static void a_row_that_is_not_there_is_refused(void **state) {
    const struct made_folder *f = *state;
    struct article list[ROWS], a;
    struct articles_view v;
    struct tt_error e;
    struct buf rows;
    uint64_t good[ROWS + 1];
    make_articles(list);
    pack_rows(list, &rows, good);
    write_rows(f, &rows);
    const uint64_t starts[][ROWS + 1] = {
        {good[0], good[1], good[2], good[3] + 1}, /* behind the end */
        {good[0], good[2], good[1], good[0]},     /* the last two descend */
        {0, 0, good[2], good[2]},                 /* nothing, two at once, nothing */
        {UINT64_MAX, 0, UINT64_MAX, 1},
    };
    const bool there[][ROWS] = {{1, 1, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}};
    for (size_t i = 0; i < COUNT(starts); i++) {
        assert_ok(articles_open(f->path, starts[i], ROWS, &v, &e), e);
        for (uint32_t docid = 0; docid <= ROWS + 1; docid++) {
            e.code = TT_OK;
            bool ok = articles_whole(&v, docid, &a, &e);
            if (ok)
                article_done(&a);
            assert_int_equal(ok, docid >= 1 && docid <= ROWS && there[i][docid - 1]);
            assert_int_equal(e.code, ok ? TT_OK : TT_CORRUPT);
        }
        articles_close(&v);
    }
    buf_done(&rows);
}

static void files_that_are_missing_or_damaged_are_told(void **state) {
    const struct made_folder *f = *state;
    struct articles_view v = {.n = 0};
    struct tt_error e;
    const uint64_t start[] = {0};
    /* The magic number of a dictionary, and nothing that is one. */
    static const char damaged[] = "\x37\xa4\x30\xec damaged";
    assert_refused(articles_open(f->path, start, 0, &v, &e), e, TT_NOT_FOUND);
    folder_write(f, FILE_ARTICLES, "");
    assert_refused(articles_open(f->path, start, 0, &v, &e), e, TT_NOT_FOUND);
    folder_write(f, FILE_DICTIONARY, damaged);
    assert_refused(articles_open(f->path, start, 0, &v, &e), e, TT_CORRUPT);
    folder_write(f, FILE_DICTIONARY, "");
    assert_ok(articles_open(f->path, start, 0, &v, &e), e);
    articles_close(&v);
}

/* Reads a copy of exactly this size, so that a checker sees any step out. */
static bool readable(struct text_reader *texts, const char *row, size_t len) {
    struct article a;
    struct tt_error e = {.code = TT_OK};
    char *copy = malloc(len ? len : 1);
    assert_non_null(copy);
    memcpy(copy, row, len);
    bool ok = article_row_read(texts, copy, len, &a, &e);
    if (ok)
        article_done(&a);
    else
        assert_int_equal(e.code, TT_CORRUPT);
    free(copy);
    return ok;
}

static void damaged_rows_are_refused_or_read_within_bounds(void **state) {
    struct article list[ROWS];
    struct text_reader *texts;
    struct tt_error e;
    struct buf rows;
    uint64_t start[ROWS + 1];
    (void)state;
    make_articles(list);
    pack_rows(list, &rows, start);
    assert_ok(text_reader_new("", 0, &texts, &e), e);
    for (size_t i = 0; i < start[1]; i++)
        for (int bit = 0; bit < 8; bit++) {
            rows.data[i] = (char)(rows.data[i] ^ 1 << bit);
            readable(texts, rows.data, start[1]);
            readable(NULL, rows.data, start[1]);
            rows.data[i] = (char)(rows.data[i] ^ 1 << bit);
        }
    for (size_t len = 0; len < start[1]; len++)
        assert_false(readable(texts, rows.data, len));
    assert_true(readable(texts, rows.data, start[1]));
    text_reader_free(texts);
    buf_done(&rows);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_setup, folder_teardown)
        IN_FOLDER(rows_are_read_with_and_without_their_text),
        IN_FOLDER(a_row_that_is_not_there_is_refused),
        IN_FOLDER(files_that_are_missing_or_damaged_are_told),
        cmocka_unit_test(damaged_rows_are_refused_or_read_within_bounds),
#undef IN_FOLDER
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
