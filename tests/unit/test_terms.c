#include "made_archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/store/terms.h"
#include "made_queries.h"

struct term_case {
    const char *name;
    uint32_t wdf;
};

static uint32_t wdf_of(const struct analysed *a, const struct lexicon *forms, const char *name) {
    uint32_t wdf = UINT32_MAX;
    for (size_t i = 0; i < a->n_terms; i++) {
        struct term t;
        term_of_key(forms, a->keys[i], &t);
        if (t.len == strlen(name) && memcmp(t.name, name, t.len) == 0) {
            assert_int_equal(wdf, UINT32_MAX); /* each name once */
            wdf = a->wdf[i];
        }
    }
    return wdf;
}

static void a_document_has_the_terms_of_its_words_and_pairs(void **state) {
    (void)state;
    static const struct term_case want[] = {
        {"tin", 5},       {"mới", 3},       {"đối", 1},  {"Ztin", 5}, {"Zmoi", 3},  {"Zdoi", 1},
        {"XBtin moi", 3}, {"XBtin doi", 1}, {"Stin", 1}, {"Smới", 1}, {"ZStin", 1}, {"ZSmoi", 1},
    };
    struct analysis *a = analysis_new();
    struct lexicon *lexicon = lexicon_new();
    struct article article = plain_article("bai-1", "Tin mới", "Tin đối\nTin", "Báo Một", 20220101);
    struct analysed got;
    struct tt_error e;
    assert_ok(analyse(a, lexicon, &article, &got, &e), e);
    for (size_t i = 0; i < COUNT(want); i++)
        if (wdf_of(&got, lexicon, want[i].name) != want[i].wdf)
            fail_msg("%s has wdf %u", want[i].name, wdf_of(&got, lexicon, want[i].name));
    assert_int_equal(got.n_terms, COUNT(want));
    assert_int_equal(got.length, 5);
    assert_int_equal(got.frequency, 9 + 9 + 4 + 2 + 2);
    assert_int_equal(got.stream_len, 7);
    assert_memory_equal(got.stream, "\1\2\0\1\4\0\1", 7);
    lexicon_free(lexicon);
    analysis_free(a);
    analysis_free(NULL);
}

static uint32_t next_number(const unsigned char **p, const struct analysed *a) {
    assert_true(*p < (const unsigned char *)a->stream + a->stream_len);
    return stream_next(p);
}

static void check_field(const struct lexicon *lexicon, const struct analysed *a,
                        const struct read_text *text, bool title, const unsigned char **p) {
    for (size_t i = 0; i < text->n; i++) {
        size_t len;
        if (!title && i && text->list[i].breaks)
            assert_int_equal(next_number(p, a), 0);
        assert_string_equal(lexicon_form(lexicon, next_number(p, a), &len), text->list[i].exact);
    }
}

static void a_stream_is_the_text_word_for_word(void **state) {
    (void)state;
    struct analysis *a = analysis_new();
    struct lexicon *lexicon = lexicon_new();
    uint64_t random = 4;
    for (uint32_t i = 0; i < 300; i++) /* as many forms as need longer numbers */
        assert_true(lexicon_add(lexicon, (char[]){(char)('a' + i % 26), (char)('a' + i / 26)}, 2,
                                (char[]){(char)('a' + i % 26), (char)('a' + i / 26)}, 2,
                                &(uint32_t){0}, &(uint32_t){0}));
    for (int i = 0; i < 300; i++) {
        char title[300], body[3000];
        struct read_article read;
        struct analysed got;
        struct tt_error e;
        vocabulary_text(&random, random_below(&random, 8), false, title, sizeof title);
        vocabulary_text(&random, random_below(&random, 60), true, body, sizeof body);
        struct article article = plain_article("a", title, body, "", 0);
        assert_ok(analyse(a, lexicon, &article, &got, &e), e);
        text_read(title, &read.title);
        text_read(body, &read.body);
        const unsigned char *p = (const unsigned char *)got.stream;
        check_field(lexicon, &got, &read.title, true, &p);
        assert_int_equal(next_number(&p, &got), 0);
        check_field(lexicon, &got, &read.body, false, &p);
        assert_ptr_equal(p, (const unsigned char *)got.stream + got.stream_len);
        assert_int_equal(got.length, read.title.n + read.body.n);
        uint32_t frequency = 0;
        for (size_t k = 0; k < got.n_terms; k++)
            frequency += got.wdf[k];
        assert_int_equal(got.frequency, frequency);
        free(read.title.list);
        free(read.body.list);
    }
    lexicon_free(lexicon);
    analysis_free(a);
}

static void a_long_value_is_cut_to_a_term(void **state) {
    (void)state;
    static const struct {
        enum term_kind kind;
        size_t len, want;
    } cases[] = {{TERM_EXACT, 64, 64},     {TERM_AGENCY, 243, 245}, {TERM_AGENCY, 244, 245},
                 {TERM_SOURCE, 2000, 245}, {TERM_EXACT, 245, 245},  {TERM_EXACT, 246, 245}};
    char value[2000];
    memset(value, 'a', sizeof value);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct term t;
        term_make(cases[i].kind, value, cases[i].len, &t);
        assert_int_equal(t.len, cases[i].want);
    }
    struct term pair;
    term_make_bigram(value, TOKEN_BYTES_MAX, value, TOKEN_BYTES_MAX, &pair);
    assert_int_equal(pair.len, 2 + 2 * TOKEN_BYTES_MAX + 1);
}

static void numbers_of_a_stream_are_read_as_they_were_written(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        uint32_t want;
    } cases[] = {
        {"\0", 1, 0},           {"\x7f", 1, 127},           {"\x80\x01", 2, 128},
        {"\xff\x7f", 2, 16383}, {"\x80\x80\x01", 3, 16384}, {"\xff\xff\xff\xff\x0f", 5, UINT32_MAX},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const unsigned char *p = (const unsigned char *)cases[i].bytes;
        assert_int_equal(stream_next(&p), cases[i].want);
        assert_ptr_equal(p, (const unsigned char *)cases[i].bytes + cases[i].len);
        p = (const unsigned char *)cases[i].bytes; /* the literal's NUL can be read */
        assert_int_equal(stream_next_inside(&p), cases[i].want);
        assert_ptr_equal(p, (const unsigned char *)cases[i].bytes + cases[i].len);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_has_the_terms_of_its_words_and_pairs),
        cmocka_unit_test(a_stream_is_the_text_word_for_word),
        cmocka_unit_test(a_long_value_is_cut_to_a_term),
        cmocka_unit_test(numbers_of_a_stream_are_read_as_they_were_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
