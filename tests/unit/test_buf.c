#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/buf.h"

static void what_is_appended_is_there_in_order(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, 1000);
    assert_string_equal(buf_text(&b), "");
    buf_str(&b, "Hà ");
    buf_add(&b, "Nội---", 5);
    buf_char(&b, ',');
    buf_printf(&b, " %d %s", 36, "phố");
    assert_true(buf_ok(&b));
    assert_string_equal(buf_text(&b), "Hà Nội, 36 phố");
    assert_int_equal(b.len, strlen("Hà Nội, 36 phố"));
    buf_done(&b);
    assert_string_equal(buf_text(&b), "");
}

static void a_buffer_takes_exactly_its_maximum(void **state) {
    (void)state;
    static const size_t maxima[] = {0, 1, 63, 64, 65, 100, 1000};
    for (size_t i = 0; i < sizeof maxima / sizeof maxima[0]; i++) {
        struct buf b;
        buf_init(&b, maxima[i]);
        for (size_t n = 0; n < maxima[i]; n++)
            buf_char(&b, 'x');
        assert_true(buf_ok(&b));
        assert_int_equal(b.len, maxima[i]);
        assert_true(b.cap <= maxima[i]);
        assert_int_equal(strlen(buf_text(&b)), maxima[i]);
        buf_char(&b, 'y');
        assert_false(buf_ok(&b));
        assert_int_equal(b.len, maxima[i]);
        buf_done(&b);
    }
}

static void after_a_failure_nothing_is_appended_until_it_is_cleared(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, 5);
    buf_str(&b, "abc");
    buf_str(&b, "def");
    buf_char(&b, 'g');
    buf_printf(&b, "%d", 1);
    assert_null(buf_reserve(&b, 0));
    assert_false(buf_ok(&b));
    assert_string_equal(buf_text(&b), "abc");
    buf_clear(&b);
    assert_true(buf_ok(&b));
    assert_string_equal(buf_text(&b), "");
    buf_printf(&b, "%s", "12345");
    assert_true(buf_ok(&b));
    assert_string_equal(buf_text(&b), "12345");
    buf_done(&b);
}

static void a_size_that_no_memory_has_is_a_failure(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, SIZE_MAX);
    buf_char(&b, 'x');
    assert_null(buf_reserve(&b, SIZE_MAX));
    assert_false(buf_ok(&b));
    buf_done(&b);
}

static void reserved_room_is_written_by_the_caller(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, 300);
    char *to = buf_reserve(&b, 200);
    assert_non_null(to);
    memset(to, 'z', 200);
    b.len += 200;
    assert_int_equal(strlen(buf_text(&b)), 200);
    assert_null(buf_reserve(&b, 101));
    buf_done(&b);
}

static void stolen_bytes_belong_to_the_caller(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b, 10);
    char *empty = buf_steal(&b);
    assert_string_equal(empty, "");
    free(empty);
    buf_str(&b, "của tôi");
    char *text = buf_steal(&b);
    assert_string_equal(text, "của tôi");
    free(text);
    assert_int_equal(b.len, 0);
    buf_str(&b, "longer than ten bytes");
    assert_null(buf_steal(&b));
    buf_done(&b);
}

static void an_array_grows_and_keeps_what_it_has(void **state) {
    (void)state;
    uint32_t *numbers = NULL;
    size_t cap = 0;
    for (uint32_t i = 0; i < 1000; i++) {
        assert_true(array_grow(&numbers, &cap, i + 1, sizeof *numbers));
        assert_true(cap > i);
        numbers[i] = i;
    }
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(numbers[i], i);
    uint32_t *before = numbers;
    size_t cap_before = cap;
    assert_false(array_grow(&numbers, &cap, SIZE_MAX / 2, sizeof *numbers));
    assert_false(array_grow(&numbers, &cap, SIZE_MAX, sizeof *numbers));
    assert_ptr_equal(numbers, before);
    assert_int_equal(cap, cap_before);
    free(numbers);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_appended_is_there_in_order),
        cmocka_unit_test(a_buffer_takes_exactly_its_maximum),
        cmocka_unit_test(after_a_failure_nothing_is_appended_until_it_is_cleared),
        cmocka_unit_test(a_size_that_no_memory_has_is_a_failure),
        cmocka_unit_test(reserved_room_is_written_by_the_caller),
        cmocka_unit_test(stolen_bytes_belong_to_the_caller),
        cmocka_unit_test(an_array_grows_and_keeps_what_it_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
