#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/buf.h"
#include "index/text/token.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

struct text_case {
    const char *given, *want;
};

typedef void text_form(const char *s, size_t n, struct buf *out);

static void check(text_form *form, const struct text_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct buf b, again;
        buf_init(&b, 10000);
        buf_init(&again, 10000);
        form(cases[i].given, strlen(cases[i].given), &b);
        assert_string_equal(buf_text(&b), cases[i].want);
        form(buf_text(&b), b.len, &again);
        assert_string_equal(buf_text(&again), cases[i].want);
        buf_done(&b);
        buf_done(&again);
    }
}

static void the_tone_mark_goes_to_its_one_place(void **state) {
    (void)state;
    static const struct text_case cases[] = {
        {"hoà hóa hoạ", "hòa hóa họa"},
        {"khoẻ loé toè", "khỏe lóe tòe"},
        {"thuý uỷ luỹ", "thúy ủy lũy"},
        {"hòan tóan tòang", "hoàn toán toàng"},
        {"khóet lóet", "khoét loét"},
        {"thúyêt thuýêt thuyết nguyên", "thuyết thuyết thuyết nguyên"},
        {"qúy qúa qủa qùê qúôc", "quý quá quả quề quốc"},
        {"gìa gía giừơng giêt́", "già giá giường giêt́"},
        {"gíêt gìn gịư", "giết gìn giự"},
        {"đựơc trừơng ngừơi", "được trường người"},
        {"tíêng việt̉ vịêt", "tiếng việt̉ việt"},
        {"cúôn múôn ngúôn", "cuốn muốn nguốn"},
        {"ngòai xóay ngóao", "ngoài xoáy ngoáo"},
        {"hụê thúê thủơ", "huệ thuế thuở"},
        {"ngừoi nứơc rựơu hứou", "ngừoi nước rượu hứou"},
        {"cuả muà chuá", "của mùa chúa"},
        {"giuã nưã muứt", "giũa nữa muứt"},
        {"nghiã kià", "nghĩa kìa"},
        {"qũy qụyt qúynh huýt hùynh", "quỹ quỵt quýnh huýt huỳnh"},
        {"khúyu khủyu khũyên", "khuýu khuỷu khuyễn"},
        {"xóong", "xoóng"},
        {"yếu ýêu ỷên", "yếu yếu yển"},
        {"lưụ hưũ cưú", "lựu hữu cứu"},
        {"HOÀ BÌNH Uỷ Ban", "hòa bình ủy ban"},
    };
    check(text_exact, cases, COUNT(cases));
}

static void words_that_are_no_vietnamese_syllables_stay_as_they_are(void **state) {
    (void)state;
    static const struct text_case cases[] = {
        {"café résumé José María Hué", "café résumé josé maría hué"},
        {"Noël naïve Müller Łódź", "noël naïve müller łódź"},
        {"hoà2 oàoà qú wíu", "hoà2 oàoà qú wíu"},
        {"İstanbul Kİ ĳ ǅ", "istanbul ky ĳ ǆ"},
        {"Covid19 4G F0 iPhone15", "covid19 4g f0 iphone15"},
        {"Россия Ёлка ΑΘΗΝΑ", "россия ёлка αθηνα"},
    };
    check(text_exact, cases, COUNT(cases));
}

static void a_closed_list_of_syllables_has_one_spelling_of_i(void **state) {
    (void)state;
    static const struct text_case cases[] = {
        {"hi kĩ lí mì sĩ ti quí qui", "hy kỹ lý mỳ sỹ ty quý quy"},
        {"hy kỹ lý mỹ sỹ tỷ quý quy", "hy kỹ lý mỹ sỹ tỷ quý quy"},
        {"bi chi đi khi ni phi thi vi", "bi chi đi khi ni phi thi vi"},
        {"mít kim lịch quít i I", "mít kim lịch quít i i"},
        {"qúi KĨ LÍ", "quý kỹ lý"},
    };
    check(text_exact, cases, COUNT(cases));
}

static void folding_takes_case_and_marks_away(void **state) {
    (void)state;
    static const struct text_case cases[] = {
        {"Đảng Cộng sản Việt Nam", "dang cong san viet nam"},
        {"Ðà Nẵng ĐẮK LẮK ðường", "da nang dak lak duong"},
        {"kỹ kĩ ky ki kî", "ky ky ky ky ky"},
        {"ẰẮẲẴẶ ầấẩẫậ ềếểễệ", "aaaaa aaaaa eeeee"},
        {"Noël Müller Łódź Straße Æsir", "noel muller lodz strasse aesir"},
        {"x\u0303 Россия й", "x россия й"},
        {"57-KL/TW", "57 kl tw"},
        {"Ǣ ǽ Ǿ ǿ", "ae ae o o"},
    };
    check(text_fold, cases, COUNT(cases));
}

/* Every vowel with every tone, in both cases, gives the letter that folding promises. */
static void every_accented_letter_is_known_in_both_cases(void **state) {
    (void)state;
    static const struct {
        const char *upper, *lower;
        char folded;
    } rows[] = {
        {"ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ", "àáảãạăằắẳẵặâầấẩẫậ", 'a'},
        {"ÈÉẺẼẸÊỀẾỂỄỆ", "èéẻẽẹêềếểễệ", 'e'},
        {"ÌÍỈĨỊ", "ìíỉĩị", 'i'},
        {"ÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ", "òóỏõọôồốổỗộơờớởỡợ", 'o'},
        {"ÙÚỦŨỤƯỪỨỬỮỰ", "ùúủũụưừứửữự", 'u'},
        {"ỲÝỶỸỴ", "ỳýỷỹỵ", 'y'},
        {"Đ", "đ", 'd'},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct tokenizer t;
        struct token token;
        tokenizer_init(&t, rows[i].upper, strlen(rows[i].upper));
        assert_true(tokenizer_next(&t, &token));
        assert_string_equal(token.exact, rows[i].lower);
        assert_true(token.marked);
        assert_int_equal(strspn(token.folded, (char[]){rows[i].folded, 0}), token.folded_len);
    }
}

/* Writes the tokens with their flags: '+' joined, '|' behind a line break, '*' marked. */
static void show(const char *text, char *out, size_t room) {
    struct tokenizer t;
    struct token token;
    size_t at = 0, end = 0;
    tokenizer_init(&t, text, strlen(text));
    out[0] = '\0';
    while (tokenizer_next(&t, &token)) {
        assert_true(token.start >= end && token.end > token.start && token.end <= strlen(text));
        end = token.end;
        at += (size_t)snprintf(out + at, room - at, "%s%s%s%s%s", at ? " " : "",
                               token.breaks ? "|" : "", token.joined ? "+" : "", token.exact,
                               token.marked ? "*" : "");
    }
}

static void parts_of_codes_are_joined_and_line_breaks_are_seen(void **state) {
    (void)state;
    static const struct text_case cases[] = {
        {"Kết luận 57-KL/TW", "kết* luận* 57 +kl +tw"},
        {"Bộ TT&TT, 1.570 người", "bộ* tt +tt 1 +570 người*"},
        {"Covid-19 a_b x+y a@b d’Ivoire d'or", "covid +19 a +b x +y a +b d +ivoire d +or"},
        {"2020–2025 2020 – 2025", "2020 +2025 2020 2025"},
        {"a--b a - b a, b a -b", "a b a b a b a b"},
        {"-a một\nhai\n\nba", "a một* |hai |ba"},
        {"\n đầu", "|đầu*"},
        {"km² 5%", "km 5"},
        {"北京2022年 カナ", "北 京 2022 年 カ ナ"},
        {"서울 Hà", "서울 hà*"},
        {"\u0301a", "a"},
        {" .,;! ", ""},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char shown[300];
        show(cases[i].given, shown, sizeof shown);
        assert_string_equal(shown, cases[i].want);
    }
}

static void offsets_are_those_of_the_text(void **state) {
    (void)state;
    static const char text[] = "“Hoà  bình” – Kĩ";
    static const char *const want[] = {"Hoà", "bình", "Kĩ"};
    struct tokenizer t;
    struct token token;
    tokenizer_init(&t, text, strlen(text));
    for (size_t i = 0; i < COUNT(want); i++) {
        assert_true(tokenizer_next(&t, &token));
        assert_int_equal(token.end - token.start, strlen(want[i]));
        assert_memory_equal(text + token.start, want[i], strlen(want[i]));
    }
    assert_false(tokenizer_next(&t, &token));
    assert_false(tokenizer_next(&t, &token));
}

/* `unit` repeated until it is longer than a token, then a second word. */
static void check_long(const char *unit, size_t want_exact) {
    char text[400] = "";
    while (strlen(text) <= 2 * TOKEN_BYTES_MAX)
        strcat(text, unit);
    size_t first = strlen(text);
    strcat(text, " sau");
    struct tokenizer t;
    struct token token;
    tokenizer_init(&t, text, strlen(text));
    assert_true(tokenizer_next(&t, &token));
    assert_int_equal(token.exact_len, want_exact);
    assert_int_equal(strlen(token.exact), want_exact);
    assert_int_equal(token.end, first);
    assert_true(tokenizer_next(&t, &token));
    assert_string_equal(token.exact, "sau");
    assert_false(tokenizer_next(&t, &token));
}

static void a_longer_word_is_cut_at_a_character_and_its_rest_skipped(void **state) {
    (void)state;
    check_long("a", TOKEN_BYTES_MAX);
    check_long("7", TOKEN_BYTES_MAX);
    check_long("ệ", TOKEN_BYTES_MAX / 3 * 3);
    check_long("đ", TOKEN_BYTES_MAX);
    check_long("ж", TOKEN_BYTES_MAX);
    check_long("서", TOKEN_BYTES_MAX / 3 * 3);
}

static void bytes_that_are_no_text_separate(void **state) {
    (void)state;
    char shown[100];
    show("a\xFF"
         "b\xE1\xBB"
         "c\xC3",
         shown, sizeof shown);
    assert_string_equal(shown, "a b c");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tone_mark_goes_to_its_one_place),
        cmocka_unit_test(words_that_are_no_vietnamese_syllables_stay_as_they_are),
        cmocka_unit_test(a_closed_list_of_syllables_has_one_spelling_of_i),
        cmocka_unit_test(folding_takes_case_and_marks_away),
        cmocka_unit_test(every_accented_letter_is_known_in_both_cases),
        cmocka_unit_test(parts_of_codes_are_joined_and_line_breaks_are_seen),
        cmocka_unit_test(offsets_are_those_of_the_text),
        cmocka_unit_test(a_longer_word_is_cut_at_a_character_and_its_rest_skipped),
        cmocka_unit_test(bytes_that_are_no_text_separate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
