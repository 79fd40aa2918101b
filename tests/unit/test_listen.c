/* Reading HOST:PORT and binding to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/listen.h"

static void a_host_and_a_port_are_told_apart(void **state) {
    (void)state;
    static const struct {
        const char *text, *host, *port;
    } rows[] = {
        {"127.0.0.1:8080", "127.0.0.1", "8080"}, {"localhost:0", "localhost", "0"},
        {"[::1]:65535", "::1", "65535"},         {"[::]:80", "::", "80"},
        {"0.0.0.0:1", "0.0.0.0", "1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct listen_address a;
        struct tt_error e;
        assert_true(listen_parse(rows[i].text, &a, &e));
        assert_string_equal(a.host, rows[i].host);
        assert_string_equal(a.port, rows[i].port);
    }
}

static void what_is_no_address_is_refused(void **state) {
    (void)state;
    static const char *const rows[] = {
        "",        "8080",   ":8080", "127.0.0.1", "127.0.0.1:",     "127.0.0.1:65536", "a:-1",
        "a:+1",    "a: 1",   "a:1 ",  "::1:80",    "[::1]",          "[]:80",           "[::1:80",
        "::1]:80", "a:http", "[a:80", "a:999999",  "127.0.0.1:80/x",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct listen_address a = {.host = "untouched"};
        struct tt_error e = {0};
        if (listen_parse(rows[i], &a, &e))
            fail_msg("'%s' was taken for an address", rows[i]);
        assert_int_equal(e.code, TT_BAD_INPUT);
        assert_string_equal(a.host, "untouched");
    }
}

static void a_host_that_is_too_long_is_refused(void **state) {
    (void)state;
    char text[HOST_BYTES_MAX + 8];
    struct listen_address a;
    struct tt_error e;
    memset(text, 'a', sizeof text);
    strcpy(text + HOST_BYTES_MAX, ":80");
    assert_false(listen_parse(text, &a, &e));
    strcpy(text + HOST_BYTES_MAX - 1, ":80");
    assert_true(listen_parse(text, &a, &e));
}

static void port_0_becomes_a_real_one(void **state) {
    (void)state;
    char url[LISTEN_URL_BYTES];
    struct tt_error e;
    int fd = -1;
    assert_true(listen_open("127.0.0.1:0", &fd, url, &e));
    assert_true(fd >= 0);
    assert_int_equal(strncmp(url, "http://127.0.0.1:", 17), 0);
    assert_true(atoi(url + 17) > 0);
    close(fd);
}

static void a_taken_port_is_an_error(void **state) {
    (void)state;
    char url[LISTEN_URL_BYTES], second[LISTEN_URL_BYTES];
    struct tt_error e = {0};
    int fd = -1, other = -1;
    assert_true(listen_open("127.0.0.1:0", &fd, url, &e));
    assert_false(listen_open(url + strlen("http://"), &other, second, &e));
    assert_int_equal(e.code, TT_INTERNAL);
    assert_int_equal(other, -1);
    close(fd);
}

static void an_ipv6_address_gets_its_brackets_back(void **state) {
    (void)state;
    char url[LISTEN_URL_BYTES];
    struct tt_error e;
    int fd = -1;
    if (!listen_open("[::1]:0", &fd, url, &e)) {
        print_message("skipped: no IPv6 here\n");
        skip();
    }
    assert_int_equal(strncmp(url, "http://[::1]:", 13), 0);
    close(fd);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_host_and_a_port_are_told_apart),
        cmocka_unit_test(what_is_no_address_is_refused),
        cmocka_unit_test(a_host_that_is_too_long_is_refused),
        cmocka_unit_test(port_0_becomes_a_real_one),
        cmocka_unit_test(a_taken_port_is_an_error),
        cmocka_unit_test(an_ipv6_address_gets_its_brackets_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
