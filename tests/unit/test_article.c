#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/store/article.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static struct agency_ref agencies[] = {
    {"bo-ngoai-giao", "Bộ Ngoại giao"},
    {"so-y-te-tinh-lao-cai", "Sở Y tế tỉnh Lào Cai"},
};

static struct duplicate duplicates[] = {
    {"0123456789abcdef", "https://vi.example/1", "Báo Thử", "Một tựa đề", 20211231},
    {"b", "", "", "", DAY_UNKNOWN},
    {"c", "", "Tạp chí", "", 20050000},
};

static const struct article full = {
    .s = {"a1", "Tựa đề", "Đoạn một.\nĐoạn hai.", "", "Báo Thử", "https://vi.example/0", "vi",
          "{}"},
    .len = {2, sizeof "Tựa đề" - 1, sizeof "Đoạn một.\nĐoạn hai." - 1, 0, sizeof "Báo Thử" - 1, 20,
            2, 2},
    .published = 20220110,
    .agencies = agencies,
    .n_agencies = COUNT(agencies),
    .duplicates = duplicates,
    .n_duplicates = COUNT(duplicates),
};

static const struct article bare = {
    .s = {"x", "", "", "", "", "", "", ""},
    .len = {1},
};

static void assert_same(const struct article *a, const struct article *b) {
    for (size_t i = 0; i < ARTICLE_STRINGS; i++) {
        assert_int_equal(a->len[i], b->len[i]);
        assert_string_equal(a->s[i], b->s[i]);
    }
    assert_int_equal(a->published, b->published);
    assert_int_equal(a->n_agencies, b->n_agencies);
    for (size_t i = 0; i < a->n_agencies; i++) {
        assert_string_equal(a->agencies[i].id, b->agencies[i].id);
        assert_string_equal(a->agencies[i].name, b->agencies[i].name);
    }
    assert_int_equal(a->n_duplicates, b->n_duplicates);
    for (size_t i = 0; i < a->n_duplicates; i++) {
        const struct duplicate *c = &a->duplicates[i], *d = &b->duplicates[i];
        assert_string_equal(c->id, d->id);
        assert_string_equal(c->url, d->url);
        assert_string_equal(c->source, d->source);
        assert_string_equal(c->title, d->title);
        assert_int_equal(c->published, d->published);
    }
}

static void what_is_packed_is_read_again(void **state) {
    (void)state;
    const struct article *cases[] = {&full, &bare};
    struct buf b;
    buf_init(&b, 10000);
    buf_str(&b, "xyz"); /* what stands before is filled up to the alignment */
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t begin = (b.len + 7) / 8 * 8;
        article_pack(cases[i], &b);
        assert_true(buf_ok(&b));
        assert_int_equal(b.len % 8, 0);
        struct article a;
        struct tt_error e;
        assert_true(article_unpack(b.data + begin, b.len - begin, &a, &e));
        assert_same(&a, cases[i]);
        article_done(&a);
        article_done(&a);
    }
    buf_done(&b);
}

static void what_stands_behind_a_packed_article_is_found(void **state) {
    (void)state;
    const struct article *cases[] = {&full, &bare};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf b;
        struct article a;
        struct tt_error e;
        size_t end;
        buf_init(&b, 10000);
        article_pack_tight(cases[i], &b);
        size_t len = b.len;
        for (size_t cut = 0; cut < len; cut++)
            assert_false(article_extent(b.data, cut, &end));
        buf_str(&b, "behind");
        assert_true(article_extent(b.data, b.len, &end));
        assert_int_equal(end, len);
        assert_true(article_unpack(b.data, end, &a, &e));
        assert_same(&a, cases[i]);
        article_done(&a);
        buf_done(&b);
    }
}

static void one_field_is_read_without_the_others(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, 10000);
    article_pack(&full, &b);
    for (unsigned f = 0; f < ARTICLE_STRINGS; f++) {
        const char *s;
        size_t n;
        assert_true(article_field(b.data, b.len, f, &s, &n));
        assert_int_equal(n, full.len[f]);
        assert_string_equal(s, full.s[f]);
    }
    const char *s;
    size_t n;
    assert_false(article_field(b.data, b.len, ARTICLE_STRINGS, &s, &n));
    assert_false(article_field(b.data, 0, ARTICLE_ID, &s, &n));
    assert_false(article_field(b.data, 40, ARTICLE_ID, &s, &n));
    buf_done(&b);
}

/* Reads everything of a copy of exactly this size, so that a checker sees any step out. */
static bool readable(const char *bytes, size_t len) {
    char *copy = malloc(len ? len : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, len);
    struct article a;
    struct tt_error e = {.code = TT_OK};
    bool ok = article_unpack(copy, len, &a, &e);
    if (ok) {
        for (size_t i = 0; i < ARTICLE_STRINGS; i++)
            assert_int_equal(a.s[i][a.len[i]], '\0');
        article_done(&a);
    } else {
        assert_int_equal(e.code, TT_CORRUPT);
    }
    free(copy);
    return ok;
}

static void cut_bytes_are_no_article(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, 10000);
    article_pack(&full, &b);
    size_t len = b.len;
    while (len > 0 && b.data[len - 1] == '\0')
        len--;
    assert_true(readable(b.data, len + 1)); /* the filling behind is not needed */
    for (; len > 0; len--)
        assert_false(readable(b.data, len));
    buf_done(&b);
}

static void damaged_bytes_are_never_read_out_of_bounds(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, 10000);
    article_pack(&full, &b);
    for (size_t i = 0; i < b.len; i++) {
        static const uint8_t flips[] = {0x01, 0x80, 0xFF};
        for (size_t k = 0; k < COUNT(flips); k++) {
            b.data[i] = (char)(b.data[i] ^ flips[k]);
            readable(b.data, b.len);
            b.data[i] = (char)(b.data[i] ^ flips[k]);
        }
    }
    b.data[0] = (char)(b.data[0] + 1); /* a number of strings that the counts do not give */
    assert_false(readable(b.data, b.len));
    buf_done(&b);
}

static void a_full_buffer_fails_without_a_trace_of_success(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, 100);
    article_pack(&full, &b);
    assert_false(buf_ok(&b));
    buf_done(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_packed_is_read_again),
        cmocka_unit_test(what_stands_behind_a_packed_article_is_found),
        cmocka_unit_test(one_field_is_read_without_the_others),
        cmocka_unit_test(cut_bytes_are_no_article),
        cmocka_unit_test(damaged_bytes_are_never_read_out_of_bounds),
        cmocka_unit_test(a_full_buffer_fails_without_a_trace_of_success),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
