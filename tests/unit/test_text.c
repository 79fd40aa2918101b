#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "index/text/text.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

struct text_case {
    const char *given, *want;
};

static void check_store(const struct text_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct buf b;
        struct tt_error e;
        buf_init(&b, 1000);
        buf_str(&b, "<");
        assert_true(text_store(cases[i].given, strlen(cases[i].given), &b, &e));
        assert_string_equal(buf_text(&b) + 1, cases[i].want);
        buf_done(&b);
    }
}

static void well_formed_sequences_are_decoded_and_encoded_again(void **state) {
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        char bytes[4];
        uint32_t again = 0;
        size_t n = utf8_encode(c, bytes);
        assert_int_equal(utf8_decode(bytes, n, &again), n);
        assert_int_equal(again, c);
        if (n > 1)
            assert_int_equal(utf8_decode(bytes, n - 1, &again), 0);
    }
}

static void malformed_sequences_are_refused(void **state) {
    (void)state;
    static const char *const cases[] = {
        "\x80",
        "\xBF",
        "\xC0\xAF",
        "\xC1\xBF",
        "\xC3",
        "\xC3(",
        "\xE0\x80\xAF",
        "\xE0\x9F\xBF",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xE1\xBA",
        "\xE1\xBA(",
        "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xF0\x9F\x98",
        "\xFE",
        "\xFF",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint32_t c = 7;
        assert_int_equal(utf8_decode(cases[i], strlen(cases[i]), &c), 0);
        assert_int_equal(c, 7);
    }
}

static void a_cut_never_splits_a_character(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t max, want;
    } cases[] = {
        {"Việt", 6, 6}, {"Việt", 9, 6}, {"Việt", 5, 5}, {"Việt", 4, 2},
        {"Việt", 3, 2}, {"Việt", 2, 2}, {"Việt", 0, 0}, {"ệ", 2, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(utf8_cut(cases[i].text, strlen(cases[i].text), cases[i].max),
                         cases[i].want);
}

static void text_that_is_already_clean_stays_as_it_is(void **state) {
    (void)state;
    static const struct text_case cases[] = {
        {"", ""},
        {"Thông tin đối ngoại", "Thông tin đối ngoại"},
        {"  hai  dấu cách \n\n dòng sau\n", "  hai  dấu cách \n\n dòng sau\n"},
        {"“Quê hương” – 5°C, 3 €, 北京 😀", "“Quê hương” – 5°C, 3 €, 北京 😀"},
    };
    check_store(cases, COUNT(cases));
}

static void marks_written_apart_are_composed(void **state) {
    (void)state;
    static const struct text_case cases[] = {
        {"ho\u0300a", "hòa"},
        {"Vie\u0302\u0323t", "Việt"},
        {"Vie\u0323\u0302t", "Việt"},
        {"Vi\u00EA\u0323t Nam\ne\u0301", "Việt Nam\né"},
        {"u\u031B\u0301 \u01B0\u0301", "ứ ứ"},
        {"a\u200B\u0301", "á"}, /* what is taken out stands between no longer */
        {"\u212B\u2126", "ÅΩ"},
        {"x\u0303 y", "x\u0303 y"},
        {"e\u0301\r\ne\u0301", "é\né"},
    };
    check_store(cases, COUNT(cases));
}

static void what_cannot_be_seen_is_taken_out(void **state) {
    (void)state;
    static const struct text_case cases[] = {
        {"\uFEFFtin", "tin"},
        {"đối\u00AD ngo\u200Bại\u2060", "đối ngoại"},
        {"a\u200E\u200F\u202A\u202E\u2066\u2069\uFEFF\uFE0Fb", "ab"},
        {"a\x01\x1F\x7F\xC2\x80\xC2\x9F"
         "b",
         "ab"},
    };
    check_store(cases, COUNT(cases));
    struct buf b;
    struct tt_error e;
    buf_init(&b, 10);
    assert_true(text_store("a\0b", 3, &b, &e));
    assert_string_equal(buf_text(&b), "ab");
    buf_done(&b);
}

static void spaces_become_plain_spaces_and_line_ends_line_feeds(void **state) {
    (void)state;
    static const struct text_case cases[] = {
        {"a\tb", "a b"},
        {"a\u00A0b\u2003c\u202Fd\u3000e", "a b c d e"},
        {"a\u00A0\u00A0 b", "a   b"},
        {"a\r\nb\rc\n\rd\r\n", "a\nb\nc\n\nd\n"},
        {"a\u2028b\u2029c\xC2\x85"
         "d\fe\vf",
         "a\nb\nc\nd\ne\nf"},
        {"\r", "\n"},
    };
    check_store(cases, COUNT(cases));
}

static void malformed_text_is_refused_at_its_offset_and_nothing_is_appended(void **state) {
    (void)state;
    static const struct {
        const char *text, *offset;
    } cases[] = {
        {"\xFF", " 0"},
        {"a\tb\xC3", " 3"},
        {"Vi\xE1\xBB\x87t\nNam\xE1\xBA ", " 10"},
        {"e\xCC\x81\r\n\xED\xA0\x80", " 5"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf b;
        struct tt_error e;
        buf_init(&b, 1000);
        buf_str(&b, "trước");
        assert_false(text_store(cases[i].text, strlen(cases[i].text), &b, &e));
        assert_int_equal(e.code, TT_BAD_INPUT);
        const char *tail = e.text + strlen(e.text) - strlen(cases[i].offset);
        assert_string_equal(tail, cases[i].offset);
        assert_string_equal(buf_text(&b), "trước");
        assert_true(buf_ok(&b));
        buf_done(&b);
    }
}

static void text_beyond_the_buffer_s_bound_is_an_error(void **state) {
    (void)state;
    static const char *const cases[] = {"một hai ba", "\tmột\thai", "mo\u0323\u0302\u0323\u0323t"};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf b;
        struct tt_error e;
        buf_init(&b, 5);
        assert_false(text_store(cases[i], strlen(cases[i]), &b, &e));
        assert_int_equal(e.code, TT_NO_MEMORY);
        buf_done(&b);
    }
}

/* Stores "a" + c and checks it against the library's own NFC, or sees that c was dropped or
 * became white space. Finds any code point that the table wrongly calls composed already. */
static void check_code_point(uint32_t c) {
    char bytes[6] = "a";
    size_t n = 1 + utf8_encode(c, bytes + 1);
    struct buf b;
    struct tt_error e;
    buf_init(&b, 64);
    assert_true(text_store(bytes, n, &b, &e));
    const char *stored = buf_text(&b);
    if (strcmp(stored, "a") != 0 && strcmp(stored, "a ") != 0 && strcmp(stored, "a\n") != 0) {
        utf8proc_uint8_t *nfc = NULL;
        utf8proc_map((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)n, &nfc,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE);
        assert_non_null(nfc);
        assert_string_equal(stored, (const char *)nfc);
        free(nfc);
    }
    buf_done(&b);
}

static void every_code_point_is_stored_in_nfc(void **state) {
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c++)
        if (c < 0xD800 || c > 0xDFFF)
            check_code_point(c);
}

static void letters_digits_and_marks_make_words(void **state) {
    (void)state;
    static const uint32_t in[] = {'a', 'Z', '0', '9', U'đ', U'Ệ', U'ß', U'я', U'中', 0x0301, U'٣'};
    static const uint32_t out[] = {0,    ' ',  '-',  '_',  '@',    U'×',   U'“',
                                   U'–', U'€', U'²', U'😀', 0xFFFD, 0x2019, 0x02BC};
    for (size_t i = 0; i < COUNT(in); i++)
        assert_true(text_is_word(in[i]));
    for (size_t i = 0; i < COUNT(out); i++)
        assert_false(text_is_word(out[i]));
}

static void a_slug_is_the_folded_name_with_hyphens(void **state) {
    (void)state;
    static const struct text_case cases[] = {
        {"Bộ Ngoại giao", "bo-ngoai-giao"},
        {"Ban Tuyên giáo Trung ương", "ban-tuyen-giao-trung-uong"},
        {"UBND TP. Hồ Chí Minh", "ubnd-tp-ho-chi-minh"},
        {"  Đài PT&TH -- Hà Nội! ", "dai-pt-th-ha-noi"},
        {"Hội Nghệ sĩ (Việt Nam)", "hoi-nghe-si-viet-nam"},
        {"Ðà Nẵng", "da-nang"},
        {"Thông tấn xã TASS/ТАСС", "thong-tan-xa-tass-тасс"},
        {"Ministère de l’Œuvre", "ministere-de-l-oeuvre"},
        {"Straße Łódź Ørsted", "strasse-lodz-orsted"},
        {"...", ""},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf b;
        buf_init(&b, 1000);
        text_slug(cases[i].given, strlen(cases[i].given), &b);
        assert_string_equal(buf_text(&b), cases[i].want);
        buf_done(&b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_sequences_are_decoded_and_encoded_again),
        cmocka_unit_test(malformed_sequences_are_refused),
        cmocka_unit_test(a_cut_never_splits_a_character),
        cmocka_unit_test(text_that_is_already_clean_stays_as_it_is),
        cmocka_unit_test(marks_written_apart_are_composed),
        cmocka_unit_test(what_cannot_be_seen_is_taken_out),
        cmocka_unit_test(spaces_become_plain_spaces_and_line_ends_line_feeds),
        cmocka_unit_test(malformed_text_is_refused_at_its_offset_and_nothing_is_appended),
        cmocka_unit_test(text_beyond_the_buffer_s_bound_is_an_error),
        cmocka_unit_test(every_code_point_is_stored_in_nfc),
        cmocka_unit_test(letters_digits_and_marks_make_words),
        cmocka_unit_test(a_slug_is_the_folded_name_with_hyphens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
