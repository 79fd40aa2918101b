/* The JSON writer: everything it writes is parsed back by another library. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "api/json.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void begin(struct jw *j, struct buf *b) {
    buf_init(b, 1 << 20);
    jw_init(j, b);
}

static json_t *parsed(const struct buf *b) {
    json_error_t error;
    assert_true(buf_ok(b));
    json_t *value = json_loadb(b->data, b->len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
    if (!value)
        fail_msg("%s: %s", error.text, b->data);
    return value;
}

static void strings_are_escaped_where_json_wants_it(void **state) {
    static const struct {
        const char *text, *json;
    } cases[] = {
        {"", "\"\""},
        {"thông tin đối ngoại", "\"thông tin đối ngoại\""},
        {"a\"b\\c/d", "\"a\\\"b\\\\c/d\""},
        {"một\nhai\tba\r\b\f", "\"một\\nhai\\tba\\r\\b\\f\""},
        {"\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\""},
        {"\u2027\u2028\u2029\u202a", "\"\u2027\\u2028\\u2029\u202a\""},
        {"đ\u20ac\U0001F600.", "\"đ\u20ac\U0001F600.\""},
        {"\n", "\"\\n\""},
        {"<b>&'", "\"<b>&'\""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf b;
        struct jw j;
        begin(&j, &b);
        jw_str(&j, cases[i].text);
        assert_string_equal(buf_text(&b), cases[i].json);
        json_t *value = parsed(&b);
        assert_string_equal(json_string_value(value), cases[i].text);
        json_decref(value);
        buf_done(&b);
    }
}

static void malformed_utf8_becomes_the_replacement_character(void **state) {
    static const struct {
        const char *text, *read;
    } cases[] = {
        {"a\xff"
         "b",
         "a\uFFFDb"},
        {"\xc3", "\uFFFD"},
        {"\xe1\xbb", "\uFFFD\uFFFD"},
        {"\xe1\xbbz", "\uFFFD\uFFFDz"},
        {"\xc0\x80", "\uFFFD\uFFFD"},
        {"\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD"},
        {"\xf4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
        {"\xe2\x80", "\uFFFD\uFFFD"},
        {"\xe2(\xa1", "\uFFFD(\uFFFD"},
        {"\xe0\x80\x80", "\uFFFD\uFFFD\uFFFD"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf b;
        struct jw j;
        begin(&j, &b);
        jw_str(&j, cases[i].text);
        json_t *value = parsed(&b);
        assert_string_equal(json_string_value(value), cases[i].read);
        json_decref(value);
        buf_done(&b);
    }
}

static void every_code_point_comes_back(void **state) {
    (void)state;
    for (uint32_t from = 1; from < 0x110000; from += 0x800) {
        char text[0x800 * 4];
        size_t n = 0;
        for (uint32_t c = from; c < from + 0x800 && c < 0x110000; c++) {
            if (c >= 0xD800 && c < 0xE000)
                continue;
            if (c < 0x80)
                text[n++] = (char)c;
            else if (c < 0x800)
                text[n++] = (char)(0xC0 | c >> 6), text[n++] = (char)(0x80 | (c & 63));
            else if (c < 0x10000)
                text[n++] = (char)(0xE0 | c >> 12), text[n++] = (char)(0x80 | (c >> 6 & 63)),
                text[n++] = (char)(0x80 | (c & 63));
            else
                text[n++] = (char)(0xF0 | c >> 18), text[n++] = (char)(0x80 | (c >> 12 & 63)),
                text[n++] = (char)(0x80 | (c >> 6 & 63)), text[n++] = (char)(0x80 | (c & 63));
        }
        struct buf b;
        struct jw j;
        begin(&j, &b);
        jw_string(&j, text, n);
        json_t *value = parsed(&b);
        assert_int_equal(json_string_length(value), n);
        assert_memory_equal(json_string_value(value), text, n);
        json_decref(value);
        buf_done(&b);
    }
}

static void a_nul_inside_a_string_is_kept(void **state) {
    struct buf b;
    struct jw j;
    (void)state;
    begin(&j, &b);
    jw_string(&j, "a\0b", 3);
    assert_string_equal(buf_text(&b), "\"a\\u0000b\"");
    buf_done(&b);
}

static void decimals_have_at_most_four_places_in_any_locale(void **state) {
    static const struct {
        double value;
        const char *json;
    } cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {12.3, "12.3"},
        {12.34567, "12.3457"},
        {-1.5, "-1.5"},
        {0.00004, "0"},
        {-0.00004, "0"},
        {0.0001, "0.0001"},
        {99999.99996, "100000"},
        {7.0100, "7.01"},
        {1e10, "10000000000"},
        {1e15, "1000000000000000"},
        {-1e15, "-1000000000000000"},
        {INFINITY, "null"},
        {NAN, "null"},
    };
    (void)state;
    setlocale(LC_ALL, "vi_VN.UTF-8"); /* a decimal comma, where the machine has it */
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf b;
        struct jw j;
        begin(&j, &b);
        jw_decimal(&j, cases[i].value);
        assert_string_equal(buf_text(&b), cases[i].json);
        buf_done(&b);
    }
    setlocale(LC_ALL, "C");
}

static void commas_stand_between_values_and_nowhere_else(void **state) {
    struct buf b;
    struct jw j;
    (void)state;
    begin(&j, &b);
    jw_object(&j);
    jw_put_uint(&j, "a", 0);
    jw_put_uint(&j, "b", UINT64_MAX);
    jw_key(&j, "c");
    jw_array(&j);
    jw_array(&j);
    jw_array_end(&j);
    jw_object(&j);
    jw_object_end(&j);
    jw_null(&j);
    jw_bool(&j, true);
    jw_raw(&j, "{\"x\":1}", 7);
    jw_array_end(&j);
    jw_put_str(&j, "d", NULL);
    jw_put_text(&j, "e", "");
    jw_put_text(&j, "f", "ngày");
    jw_put_bool(&j, "g", false);
    jw_object_end(&j);
    assert_string_equal(buf_text(&b),
                        "{\"a\":0,\"b\":18446744073709551615,\"c\":[[],{},null,true,"
                        "{\"x\":1}],\"d\":null,\"e\":null,\"f\":\"ngày\",\"g\":false}");
    buf_done(&b);
}

static void nesting_has_a_bound(void **state) {
    struct buf b;
    struct jw j;
    (void)state;
    begin(&j, &b);
    for (int i = 0; i < JSON_DEPTH_MAX; i++)
        jw_array(&j);
    assert_true(buf_ok(&b));
    jw_array(&j);
    assert_false(buf_ok(&b));
    for (int i = 0; i < 2 * JSON_DEPTH_MAX; i++)
        jw_array_end(&j);
    buf_done(&b);
}

static void a_full_buffer_fails_and_stays_failed(void **state) {
    struct buf b;
    struct jw j;
    (void)state;
    buf_init(&b, 16);
    jw_init(&j, &b);
    jw_str(&j, "một câu dài hơn mười sáu byte");
    jw_null(&j);
    assert_false(buf_ok(&b));
    buf_done(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_escaped_where_json_wants_it),
        cmocka_unit_test(malformed_utf8_becomes_the_replacement_character),
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(a_nul_inside_a_string_is_kept),
        cmocka_unit_test(decimals_have_at_most_four_places_in_any_locale),
        cmocka_unit_test(commas_stand_between_values_and_nowhere_else),
        cmocka_unit_test(nesting_has_a_bound),
        cmocka_unit_test(a_full_buffer_fails_and_stays_failed),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
