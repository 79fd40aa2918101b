/* Tokens of places in a list: what is written is read again, and nothing else is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/cursor.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct cursor cursors[] = {
    {0, 0, 0},
    {1, 2, 3},
    {UINT64_MAX, UINT64_MAX, UINT32_MAX},
    {UINT64_C(0x0123456789abcdef), UINT64_C(0xfedcba9876543210), 10001},
};

static bool equal(const struct cursor *a, const struct cursor *b) {
    return a->served == b->served && a->request == b->request && a->position == b->position;
}

static void what_is_written_is_read_again(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(cursors); i++) {
        char text[CURSOR_CHARS + 1];
        struct cursor again;
        cursor_write(&cursors[i], text);
        assert_int_equal(strlen(text), CURSOR_CHARS);
        assert_true(cursor_read(text, CURSOR_CHARS, &again));
        assert_true(equal(&cursors[i], &again));
    }
}

static void a_token_needs_no_escape_in_an_address(void **state) {
    char text[CURSOR_CHARS + 1];
    (void)state;
    for (size_t i = 0; i < COUNT(cursors); i++) {
        cursor_write(&cursors[i], text);
        assert_int_equal(strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                      "0123456789-_"),
                         CURSOR_CHARS);
    }
}

/* The token of these values stays what it is: links are kept by clients and replicas differ in
 * age. A new shape needs another number in the checksum's seed. */
static void the_same_place_has_the_same_token_everywhere(void **state) {
    char text[CURSOR_CHARS + 1];
    (void)state;
    cursor_write(&cursors[1], text);
    assert_string_equal(text, "AQAAAAAAAAACAAAAAAAAAAMAAACgmUul");
}

static void any_other_byte_is_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(cursors); i++) {
        char text[CURSOR_CHARS + 1];
        cursor_write(&cursors[i], text);
        for (size_t at = 0; at < CURSOR_CHARS; at++)
            for (int byte = 0; byte < 256; byte++) {
                char other[CURSOR_CHARS];
                struct cursor out = {7, 7, 7};
                memcpy(other, text, CURSOR_CHARS);
                other[at] = (char)byte;
                if (cursor_read(other, CURSOR_CHARS, &out) != (other[at] == text[at]))
                    fail_msg("byte %d at %zu of %s", byte, at, text);
                if (other[at] != text[at])
                    assert_true(equal(&out, &(struct cursor){7, 7, 7})); /* as it was */
            }
    }
}

static void any_other_length_is_refused(void **state) {
    char text[2 * CURSOR_CHARS + 2];
    struct cursor out;
    (void)state;
    cursor_write(&cursors[3], text);
    memset(text + CURSOR_CHARS, 'A', CURSOR_CHARS + 1);
    for (size_t n = 0; n <= 2 * CURSOR_CHARS; n++) {
        char *exact = malloc(n ? n : 1); /* so that a sanitizer sees a read beyond the end */
        assert_non_null(exact);
        memcpy(exact, text, n);
        assert_int_equal(cursor_read(exact, n, &out), n == CURSOR_CHARS);
        free(exact);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(a_token_needs_no_escape_in_an_address),
        cmocka_unit_test(the_same_place_has_the_same_token_everywhere),
        cmocka_unit_test(any_other_byte_is_refused),
        cmocka_unit_test(any_other_length_is_refused),
    };
    return cmocka_run_group_tests_name("cursor", tests, NULL, NULL);
}
