/* Who wants compressed answers, and that they come back whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libdeflate.h>

#include "server/gzip.h"

static void accept_encoding_is_read_with_its_weights(void **state) {
    (void)state;
    static const struct {
        const char *header;
        bool wanted;
    } rows[] = {
        {NULL, false},
        {"", false},
        {"gzip", true},
        {"GZIP", true},
        {"x-gzip", true},
        {"deflate, gzip;q=1.0, *;q=0.5", true},
        {"br;q=1.0, gzip;q=0.8", true},
        {"*", true},
        {"*;q=0", false},
        {"gzip;q=0", false},
        {"gzip;q=0.000", false},
        {"gzip;q=0.001", true},
        {"*, gzip;q=0", false},
        {"*;q=0, gzip", true},
        {"identity", false},
        {"identity;q=0", false},
        {"identity;q=0, *", true},
        {"identity;q=0, gzip", true},
        {"gzip;q=0.5, identity;q=0.9", false},
        {"gzip;q=0.5, identity;q=0.5", true},
        {"gzip ; q=0.5", true},
        {"gzip;q=2", false},
        {"gzip;q=abc", false},
        {"gzip;q=", false},
        {"gzipped", false},
        {"br, deflate", false},
        {",,gzip,,", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (gzip_wanted(rows[i].header) != rows[i].wanted)
            fail_msg("wrong about '%s'", rows[i].header ? rows[i].header : "(none)");
}

static void assert_comes_back(struct gzip *g, const char *text, size_t n) {
    size_t packed = 0, got = 0;
    char *bytes = gzip_pack(g, text, n, &packed);
    assert_non_null(bytes);
    assert_true(packed < n);
    char *back = malloc(n);
    assert_non_null(back);
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    assert_int_equal(libdeflate_gzip_decompress(d, bytes, packed, back, n, &got), 0);
    assert_int_equal(got, n);
    assert_memory_equal(back, text, n);
    libdeflate_free_decompressor(d);
    free(back);
    free(bytes);
}

static void what_is_packed_comes_back(void **state) {
    (void)state;
    enum { BYTES = 20000 };
    static char text[BYTES];
    for (int i = 0; i < BYTES; i++)
        text[i] = "tìm tin đối ngoại "[i * i / 7 % 20];
    struct gzip *g = gzip_new();
    assert_non_null(g);
    assert_comes_back(g, text, BYTES);
    assert_comes_back(g, text, 2000);
    assert_comes_back(NULL, text, BYTES);
    gzip_free(g);
}

static void what_does_not_shrink_is_left_alone(void **state) {
    (void)state;
    size_t packed = 0;
    assert_null(gzip_pack(NULL, "", 0, &packed));
    assert_null(gzip_pack(NULL, "a", 1, &packed));
    assert_null(gzip_pack(NULL, "q8#kZ!w2", 8, &packed));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accept_encoding_is_read_with_its_weights),
        cmocka_unit_test(what_is_packed_comes_back),
        cmocka_unit_test(what_does_not_shrink_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
