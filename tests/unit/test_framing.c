/* What a request's head may be, and the entity tags in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "server/etag.h"
#include "server/framing.h"
#include "server/limits.h"

/* ---- targets --------------------------------------------------------------------- */

static void a_target_is_cut_at_its_question_mark(void **state) {
    (void)state;
    static const struct {
        const char *raw, *path, *query;
    } rows[] = {
        {"/", "/", NULL},
        {"/v1/search?q=a&b=c", "/v1/search", "q=a&b=c"},
        {"/v1/search?", "/v1/search", ""},
        {"/a?b?c", "/a", "b?c"},
        {"/a%2Fb?q=%00", "/a%2Fb", "q=%00"},
        {"http://host/v1?x", "/v1", "x"},
        {"https://[::1]:8080/v1", "/v1", NULL},
        {"*", "*", NULL},
        {"/tìm?q=phở", "/tìm", "q=phở"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char raw[64];
        struct framing_target t;
        struct framing_fault f = {0};
        strcpy(raw, rows[i].raw);
        assert_true(framing_target(raw, strlen(raw), &t, &f));
        assert_string_equal(t.path, rows[i].path);
        if (rows[i].query)
            assert_string_equal(t.query, rows[i].query);
        else
            assert_null(t.query);
    }
}

static void a_doubtful_target_is_refused(void **state) {
    (void)state;
    static const char *const rows[] = {
        "",        "v1/search", "/a b", "/a\x01", "/a\x7f",  "/a%00b", "/%00?q", "http://host",
        "http:/x", "://x/y",    "?q=a", "/a?\t",  "//?%00 ",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char raw[64];
        struct framing_target t;
        struct framing_fault f = {0};
        strcpy(raw, rows[i]);
        if (framing_target(raw, strlen(raw), &t, &f))
            fail_msg("'%s' was accepted", rows[i]);
        assert_int_equal(f.status, 400);
    }
}

static void a_target_that_is_too_long_is_414(void **state) {
    (void)state;
    static char raw[TARGET_BYTES_MAX + 2];
    struct framing_target t;
    struct framing_fault f = {0};
    memset(raw, 'a', sizeof raw - 1);
    raw[0] = '/';
    assert_false(framing_target(raw, sizeof raw - 1, &t, &f));
    assert_int_equal(f.status, 414);
    assert_true(framing_target(raw, sizeof raw - 2, &t, &f));
}

/* ---- heads ----------------------------------------------------------------------- */

enum { LINES_MAX = 4 };
struct line {
    const char *name, *value;
};

/* A line's name and value stand in one buffer, as they do when they are read. */
static void add(struct framing *f, const struct line *l) {
    char text[256];
    size_t name = strlen(l->name), value = strlen(l->value);
    memcpy(text, l->name, name + 1);
    memcpy(text + name + 2, l->value, value + 1);
    framing_header(f, text, name, text + name + 2, value);
}

static void a_head_is_accepted_or_refused_as_a_whole(void **state) {
    (void)state;
    static const struct {
        const char *what;
        enum http_method method;
        const char *version;
        struct line lines[LINES_MAX];
        int status; /* 0: accepted */
    } rows[] = {
        {"plain", HTTP_GET, "HTTP/1.1", {{"Host", "a"}}, 0},
        {"old without host", HTTP_GET, "HTTP/1.0", {{"Accept", "*/*"}}, 0},
        {"no host", HTTP_GET, "HTTP/1.1", {{"Accept", "*/*"}}, 400},
        {"two hosts", HTTP_GET, "HTTP/1.1", {{"Host", "a"}, {"host", "a"}}, 400},
        {"empty host", HTTP_GET, "HTTP/1.1", {{"Host", ""}}, 400},
        {"host with a blank", HTTP_GET, "HTTP/1.1", {{"Host", "a b"}}, 400},
        {"host with blanks behind", HTTP_GET, "HTTP/1.1", {{"Host", "a  "}}, 0},
        {"empty value", HTTP_GET, "HTTP/1.1", {{"Host", "a"}, {"Accept", ""}}, 0},
        {"control in a value", HTTP_GET, "HTTP/1.1", {{"Host", "a"}, {"X", "a\x01"}}, 400},
        {"carriage return in a value", HTTP_GET, "HTTP/1.1", {{"Host", "a"}, {"X", "a\rb"}}, 400},
        {"tab in a value", HTTP_GET, "HTTP/1.1", {{"Host", "a"}, {"X", "a\tb"}}, 0},
        {"UTF-8 in a value", HTTP_GET, "HTTP/1.1", {{"Host", "a"}, {"X", "tìm"}}, 0},
        {"blank behind a name",
         HTTP_POST,
         "HTTP/1.1",
         {{"Host", "a"}, {"Transfer-Encoding ", "chunked"}},
         400},
        {"empty name", HTTP_GET, "HTTP/1.1", {{"Host", "a"}, {"", "x"}}, 400},
        {"length and encoding",
         HTTP_POST,
         "HTTP/1.1",
         {{"Host", "a"}, {"Content-Length", "3"}, {"Transfer-Encoding", "chunked"}},
         400},
        {"two lengths",
         HTTP_POST,
         "HTTP/1.1",
         {{"Host", "a"}, {"Content-Length", "3"}, {"content-length", "5"}},
         400},
        {"two equal lengths",
         HTTP_POST,
         "HTTP/1.1",
         {{"Host", "a"}, {"Content-Length", "3"}, {"Content-Length", "3"}},
         400},
        {"signed length", HTTP_POST, "HTTP/1.1", {{"Host", "a"}, {"Content-Length", "+3"}}, 400},
        {"list of lengths",
         HTTP_POST,
         "HTTP/1.1",
         {{"Host", "a"}, {"Content-Length", "3, 3"}},
         400},
        {"endless length",
         HTTP_POST,
         "HTTP/1.1",
         {{"Host", "a"}, {"Content-Length", "99999999999999999999"}},
         400},
        {"no digits", HTTP_POST, "HTTP/1.1", {{"Host", "a"}, {"Content-Length", ""}}, 400},
        {"chunks", HTTP_POST, "HTTP/1.1", {{"Host", "a"}, {"Transfer-Encoding", "chunked"}}, 411},
        {"body of a GET", HTTP_GET, "HTTP/1.1", {{"Host", "a"}, {"Content-Length", "1"}}, 400},
        {"no body of a GET", HTTP_GET, "HTTP/1.1", {{"Host", "a"}, {"Content-Length", "0"}}, 0},
        {"body of a POST", HTTP_POST, "HTTP/1.1", {{"Host", "a"}, {"Content-Length", "65536"}}, 0},
        {"large body", HTTP_POST, "HTTP/1.1", {{"Host", "a"}, {"Content-Length", "65537"}}, 413},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct framing f = {0};
        struct framing_fault fault = {0};
        for (size_t l = 0; l < LINES_MAX && rows[i].lines[l].name; l++)
            add(&f, &rows[i].lines[l]);
        bool ok = framing_check(&f, rows[i].method, rows[i].version, &fault);
        if (ok != (rows[i].status == 0) || fault.status != rows[i].status)
            fail_msg("%s: %d instead of %d", rows[i].what, fault.status, rows[i].status);
    }
}

static void too_many_headers_are_431(void **state) {
    (void)state;
    struct framing f = {0};
    struct framing_fault fault = {0};
    add(&f, &(struct line){"Host", "a"});
    for (int i = 1; i < HEADERS_MAX; i++)
        add(&f, &(struct line){"X", "1"});
    assert_true(framing_check(&f, HTTP_GET, "HTTP/1.1", &fault));
    add(&f, &(struct line){"X", "1"});
    assert_false(framing_check(&f, HTTP_GET, "HTTP/1.1", &fault));
    assert_int_equal(fault.status, 431);
}

static void every_byte_of_a_head_is_accounted_for(void **state) {
    (void)state;
    struct framing f = {0};
    add(&f, &(struct line){"Host", "a"});
    add(&f, &(struct line){"Accept", "*/*  "});
    size_t n = framing_bytes(&f, strlen("GET"), strlen("/v1?q=a"), strlen("HTTP/1.1"));
    assert_int_equal(n, strlen("GET /v1?q=a HTTP/1.1\r\nHost: a\r\nAccept: */*  \r\n\r\n"));
}

static void methods_are_case_sensitive(void **state) {
    (void)state;
    assert_int_equal(framing_method("GET"), HTTP_GET);
    assert_int_equal(framing_method("OPTIONS"), HTTP_OPTIONS);
    assert_int_equal(framing_method("get"), HTTP_OTHER);
    assert_int_equal(framing_method("PATCH"), HTTP_OTHER);
    assert_string_equal(framing_method_name(HTTP_POST), "POST");
    assert_string_equal(framing_method_name(HTTP_OTHER), "other");
}

static void a_request_id_is_sane_or_not_echoed(void **state) {
    (void)state;
    char long_one[REQUEST_ID_BYTES_MAX + 2];
    memset(long_one, 'a', sizeof long_one);
    long_one[REQUEST_ID_BYTES_MAX + 1] = '\0';
    assert_true(framing_request_id("abc-DEF_0.9"));
    assert_false(framing_request_id(""));
    assert_false(framing_request_id("a b"));
    assert_false(framing_request_id("a\r\nSet-Cookie: x"));
    assert_false(framing_request_id("\"a\""));
    assert_false(framing_request_id(long_one));
    assert_true(framing_request_id(long_one + 1));
}

/* ---- entity tags ----------------------------------------------------------------- */

static void a_compressed_answer_has_a_tag_of_its_own(void **state) {
    (void)state;
    char out[ETAG_BYTES];
    etag_gzipped("\"abc\"", out);
    assert_string_equal(out, "\"abc-gzip\"");
    etag_gzipped("", out);
    assert_string_equal(out, "");
}

static void the_suffix_is_taken_out_of_every_tag(void **state) {
    (void)state;
    char text[] = "\"a-gzip\", W/\"b-gzip\",\"c\", \"d-gzipped\"";
    etag_strip(text);
    assert_string_equal(text, "\"a\", W/\"b\",\"c\", \"d-gzipped\"");
}

static void a_tag_is_found_in_a_list(void **state) {
    (void)state;
    static const struct {
        const char *list;
        bool found;
    } rows[] = {
        {"\"a\"", true},
        {"W/\"a\"", true},
        {"\"b\", \"a\"", true},
        {" \"b\",\"a\" ", true},
        {"*", true},
        {"\"b\"", false},
        {"\"aa\"", false},
        {"a", false},
        {"", false},
        {"\"b\" garbage \"a\"", false},
        {"\"a", false},
        {"\"b\", *", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (etag_listed(rows[i].list, "\"a\"") != rows[i].found)
            fail_msg("wrong about %s", rows[i].list);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_target_is_cut_at_its_question_mark),
        cmocka_unit_test(a_doubtful_target_is_refused),
        cmocka_unit_test(a_target_that_is_too_long_is_414),
        cmocka_unit_test(a_head_is_accepted_or_refused_as_a_whole),
        cmocka_unit_test(too_many_headers_are_431),
        cmocka_unit_test(every_byte_of_a_head_is_accounted_for),
        cmocka_unit_test(methods_are_case_sensitive),
        cmocka_unit_test(a_request_id_is_sane_or_not_echoed),
        cmocka_unit_test(a_compressed_answer_has_a_tag_of_its_own),
        cmocka_unit_test(the_suffix_is_taken_out_of_every_tag),
        cmocka_unit_test(a_tag_is_found_in_a_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
