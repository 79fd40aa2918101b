/* Texts, packed small: what comes back, and what is refused. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/store/texts.h"
#include "made_archive.h"
#include "made_queries.h"

enum { LONG = 1 << 20, SAMPLE = 300, THREADS = 4 };

static const char provenance[] = "{\"input\":\"in.jsonl:1\",\"form\":\"record\",\"removed\":[]}";

static struct article text_of(const char *body, size_t n, const char *provenance_text) {
    struct article a = plain_article("a", "Tựa", "", "Báo", 20220101);
    a.s[ARTICLE_BODY] = body;
    a.len[ARTICLE_BODY] = n;
    a.s[ARTICLE_PROVENANCE] = provenance_text;
    a.len[ARTICLE_PROVENANCE] = strlen(provenance_text);
    return a;
}

/* Learned from so many articles of made words. */
static void learn(unsigned articles, unsigned words, struct buf *dictionary) {
    struct text_sample sample;
    struct tt_error e;
    uint64_t random = 5;
    text_sample_init(&sample);
    for (unsigned i = 0; i < articles; i++) {
        char body[6000];
        vocabulary_text(&random, words, true, body, sizeof body);
        struct article a = text_of(body, strlen(body), provenance);
        assert_ok(text_sample_add(&sample, &a, &e), e);
    }
    buf_init(dictionary, PACKED_TEXT_MAX);
    assert_ok(text_learn(&sample, dictionary, &e), e);
    text_sample_done(&sample);
}

static void pack(const struct buf *dictionary, const struct article *a, struct buf *out) {
    struct text_dictionary *d;
    struct tt_error e;
    assert_ok(text_dictionary_new(buf_text(dictionary), dictionary->len, &d, &e), e);
    struct text_packer *p = text_packer_new(d);
    assert_non_null(p);
    assert_ok(text_pack(p, a, out, &e), e);
    text_packer_free(p);
    text_dictionary_free(d);
}

static struct text_reader *reader_of(const struct buf *dictionary) {
    struct text_reader *r;
    struct tt_error e;
    assert_ok(text_reader_new(buf_text(dictionary), dictionary->len, &r, &e), e);
    return r;
}

static void assert_same_text(const struct article *a, const struct article *b) {
    static const enum article_field fields[] = {ARTICLE_BODY, ARTICLE_PROVENANCE};
    for (size_t i = 0; i < COUNT(fields); i++) {
        assert_int_equal(a->len[fields[i]], b->len[fields[i]]);
        assert_memory_equal(a->s[fields[i]], b->s[fields[i]], a->len[fields[i]] + 1);
    }
}

static void what_is_packed_is_read_again(void **state) {
    static char longest[LONG + 1];
    struct buf dictionaries[2];
    uint64_t random = 3;
    (void)state;
    for (size_t i = 0; i < LONG; i++)
        longest[i] = (char)(1 + random_below(&random, 255));
    const struct article cases[] = {
        text_of("Đoạn một.\nĐoạn hai.", sizeof "Đoạn một.\nĐoạn hai." - 1, provenance),
        text_of("", 0, ""),
        text_of("", 0, provenance),
        text_of("Thân.", 6, ""),
        text_of("a\0b\0", 4, "{}"),
        text_of(longest, LONG, "{}"),
    };
    buf_init(&dictionaries[0], 1);
    learn(SAMPLE, 60, &dictionaries[1]);
    for (size_t d = 0; d < COUNT(dictionaries); d++) {
        struct text_reader *r = reader_of(&dictionaries[d]);
        for (size_t i = 0; i < COUNT(cases); i++) {
            struct article a = text_of("", 0, "");
            struct tt_error e;
            struct buf b;
            buf_init(&b, 2 * LONG);
            pack(&dictionaries[d], &cases[i], &b);
            assert_ok(text_unpack(r, b.data, b.len, &a, &e), e);
            assert_same_text(&a, &cases[i]);
            article_done(&a);
            assert_null(a.text);
            buf_done(&b);
        }
        text_reader_free(r);
        buf_done(&dictionaries[d]);
    }
    text_reader_free(NULL);
    text_packer_free(NULL);
    text_dictionary_free(NULL);
}

static void a_text_that_no_reader_would_take_is_not_packed(void **state) {
    struct buf dictionary, out;
    struct text_dictionary *d;
    struct tt_error e;
    (void)state;
    char *body = calloc(1, PACKED_TEXT_MAX);
    assert_non_null(body);
    buf_init(&dictionary, 1);
    buf_init(&out, 2 * PACKED_TEXT_MAX);
    assert_ok(text_dictionary_new("", 0, &d, &e), e);
    struct text_packer *p = text_packer_new(d);
    struct article a = text_of(body, PACKED_TEXT_MAX - 1, "");
    assert_refused(text_pack(p, &a, &out, &e), e, TT_BAD_INPUT);
    a.len[ARTICLE_BODY] = PACKED_TEXT_MAX - 2;
    assert_ok(text_pack(p, &a, &out, &e), e);
    struct text_reader *r = reader_of(&dictionary);
    assert_ok(text_unpack(r, out.data, out.len, &a, &e), e);
    assert_int_equal(a.len[ARTICLE_BODY], PACKED_TEXT_MAX - 2);
    article_done(&a);
    text_reader_free(r);
    text_packer_free(p);
    text_dictionary_free(d);
    buf_done(&out);
    free(body);
}

/* ---- the dictionary -------------------------------------------------------------- */

static void a_dictionary_makes_texts_smaller(void **state) {
    struct buf dictionary, none, with, without;
    uint64_t random = 77;
    char body[6000];
    (void)state;
    learn(SAMPLE, 60, &dictionary);
    buf_init(&none, 1);
    buf_init(&with, LONG);
    buf_init(&without, LONG);
    vocabulary_text(&random, 60, true, body, sizeof body);
    struct article a = text_of(body, strlen(body), provenance);
    pack(&dictionary, &a, &with);
    pack(&none, &a, &without);
    assert_true(with.len < without.len * 2 / 3);
    buf_done(&dictionary);
    buf_done(&with);
    buf_done(&without);
}

static void the_same_sample_teaches_the_same(void **state) {
    struct buf a, b;
    (void)state;
    learn(SAMPLE, 60, &a);
    learn(SAMPLE, 60, &b);
    assert_true(a.len > 1000);
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.data, b.data, a.len);
    buf_done(&a);
    buf_done(&b);
}

static void a_dictionary_is_bounded_and_of_little_there_is_none(void **state) {
    static const struct {
        unsigned articles, words;
        size_t least, most;
    } cases[] = {
        {0, 0, 0, 0},       {1, 5, 0, 0},        {5, 60, 0, 0},
        {4, 2000, 0, 2000}, {2500, 0, 0, 20000}, {2500, 700, 1000, TEXT_DICTIONARY_MAX},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf dictionary;
        learn(cases[i].articles, cases[i].words, &dictionary);
        assert_in_range(dictionary.len, cases[i].least, cases[i].most);
        buf_done(&dictionary);
    }
}

static void what_a_packer_did_before_changes_nothing(void **state) {
    struct buf dictionary, again, all;
    struct text_dictionary *d;
    struct tt_error e;
    uint64_t random = 9;
    char body[6000];
    (void)state;
    learn(SAMPLE, 60, &dictionary);
    assert_ok(text_dictionary_new(dictionary.data, dictionary.len, &d, &e), e);
    struct text_packer *p = text_packer_new(d);
    buf_init(&all, LONG);
    buf_init(&again, LONG);
    for (unsigned i = 0; i < SAMPLE; i++) {
        vocabulary_text(&random, random_below(&random, 70), true, body, sizeof body);
        struct article a = text_of(body, strlen(body), provenance);
        buf_clear(&all);
        buf_clear(&again);
        assert_ok(text_pack(p, &a, &all, &e), e);
        pack(&dictionary, &a, &again);
        assert_int_equal(all.len, again.len);
        assert_memory_equal(all.data, again.data, all.len);
    }
    text_packer_free(p);
    text_dictionary_free(d);
    buf_done(&dictionary);
    buf_done(&all);
    buf_done(&again);
}

/* ---- damage ---------------------------------------------------------------------- */

/* Reads a copy of exactly this size, so that a checker sees any step out. */
static bool readable(struct text_reader *r, const char *frame, size_t len) {
    struct article a = text_of("", 0, "");
    struct tt_error e = {.code = TT_OK};
    char *copy = malloc(len ? len : 1);
    assert_non_null(copy);
    memcpy(copy, frame, len);
    bool ok = text_unpack(r, copy, len, &a, &e);
    if (ok)
        assert_int_equal(a.s[ARTICLE_BODY][a.len[ARTICLE_BODY]], '\0');
    else
        assert_int_equal(e.code, TT_CORRUPT);
    assert_true(ok || !a.text);
    article_done(&a);
    free(copy);
    return ok;
}

static void damaged_frames_are_refused_or_read_within_bounds(void **state) {
    struct buf dictionary, b;
    uint64_t random = 21;
    char body[6000];
    (void)state;
    learn(SAMPLE, 60, &dictionary);
    buf_init(&b, LONG);
    vocabulary_text(&random, 60, true, body, sizeof body);
    struct article a = text_of(body, strlen(body), provenance);
    pack(&dictionary, &a, &b);
    struct text_reader *r = reader_of(&dictionary);
    assert_true(readable(r, b.data, b.len));
    for (size_t i = 0; i < b.len; i++)
        for (int bit = 0; bit < 8; bit++) {
            b.data[i] = (char)(b.data[i] ^ 1 << bit);
            readable(r, b.data, b.len);
            b.data[i] = (char)(b.data[i] ^ 1 << bit);
        }
    for (size_t len = 0; len < b.len; len++)
        assert_false(readable(r, b.data, len));
    buf_char(&b, '\0'); /* a byte too many */
    assert_false(readable(r, b.data, b.len));
    text_reader_free(r);
    buf_done(&dictionary);
    buf_done(&b);
}

/* A frame's head, then one block of bytes as they are, its last: RFC 8878, 3.1.1. */
#define START 0x28, (char)0xB5, 0x2F, (char)0xFD
#define RAW(n) (char)(1 | (n) << 3), 0, 0

static void forged_frames_are_refused(void **state) {
    static const struct {
        const char *what;
        bool good;
        size_t len;
        char bytes[40];
    } cases[] = {
        {"whole", true, 13, {START, 0x20, 4, RAW(4), 'a', 0, 'b', 0}},
        {"nothing in it", false, 9, {START, 0x20, 0, RAW(0)}},
        {"no NUL at the end", false, 13, {START, 0x20, 4, RAW(4), 'a', 0, 'b', 'c'}},
        {"one part", false, 13, {START, 0x20, 4, RAW(4), 'a', 'b', 'c', 0}},
        {"one byte", false, 10, {START, 0x20, 1, RAW(1), 0}},
        {"says more than it has", false, 13, {START, 0x20, 5, RAW(4), 'a', 0, 'b', 0}},
        {"says less than it has", false, 13, {START, 0x20, 3, RAW(4), 'a', 0, 'b', 0}},
        {"does not say", false, 13, {START, 0, 0x20, RAW(4), 'a', 0, 'b', 0}},
        {"says 4 GB", false, 16, {START, (char)0xA0, -1, -1, -1, -1, RAW(4), 'a', 0, 'b', 0}},
        {"two frames",
         false,
         26,
         {START, 0x20, 4, RAW(4), 'a', 0, 'b', 0, START, 0x20, 4, RAW(4), 'a', 0, 'b', 0}},
        {"to be skipped", false, 12, {0x50, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 'a', 0, 'b', 0}},
        {"an older format", false, 12, {0x27, (char)0xB5, 0x2F, (char)0xFD, 0x20, 4, 0, 0, 4}},
        {"no frame", false, 4, {'a', 0, 'b', 0}},
    };
    struct buf none;
    (void)state;
    buf_init(&none, 1);
    struct text_reader *r = reader_of(&none);
    for (size_t i = 0; i < COUNT(cases); i++)
        if (readable(r, cases[i].bytes, cases[i].len) != cases[i].good)
            fail_msg("%s", cases[i].what);
    text_reader_free(r);
}

/* ---- threads --------------------------------------------------------------------- */

struct crowd {
    struct text_reader *reader;
    const struct buf *frame;
    const struct article *expected;
};

static void *read_often(void *state) {
    const struct crowd *c = state;
    for (int i = 0; i < 2000; i++) {
        struct article a = text_of("", 0, "");
        struct tt_error e;
        bool ok = text_unpack(c->reader, c->frame->data, c->frame->len, &a, &e) &&
                  a.len[ARTICLE_BODY] == c->expected->len[ARTICLE_BODY] &&
                  strcmp(a.s[ARTICLE_BODY], c->expected->s[ARTICLE_BODY]) == 0;
        article_done(&a);
        if (!ok)
            return state;
    }
    return NULL;
}

static void many_threads_read_at_once(void **state) {
    struct buf dictionary, frame;
    uint64_t random = 4;
    char body[6000];
    pthread_t threads[THREADS];
    (void)state;
    learn(SAMPLE, 60, &dictionary);
    vocabulary_text(&random, 60, true, body, sizeof body);
    struct article a = text_of(body, strlen(body), provenance);
    buf_init(&frame, LONG);
    pack(&dictionary, &a, &frame);
    struct crowd c = {reader_of(&dictionary), &frame, &a};
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_often, &c), 0);
    for (size_t i = 0; i < THREADS; i++) {
        void *failed;
        assert_int_equal(pthread_join(threads[i], &failed), 0);
        assert_null(failed);
    }
    text_reader_free(c.reader);
    buf_done(&dictionary);
    buf_done(&frame);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_packed_is_read_again),
        cmocka_unit_test(a_text_that_no_reader_would_take_is_not_packed),
        cmocka_unit_test(a_dictionary_makes_texts_smaller),
        cmocka_unit_test(the_same_sample_teaches_the_same),
        cmocka_unit_test(a_dictionary_is_bounded_and_of_little_there_is_none),
        cmocka_unit_test(what_a_packer_did_before_changes_nothing),
        cmocka_unit_test(damaged_frames_are_refused_or_read_within_bounds),
        cmocka_unit_test(forged_frames_are_refused),
        cmocka_unit_test(many_threads_read_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
