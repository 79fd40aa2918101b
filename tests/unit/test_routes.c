/* Paths, methods, errors and ETags: what is answered without an index. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <string.h>

#include "api/api.h"
#include "api/etag.h"
#include "api/routes.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void paths_find_their_rows(void **state) {
    static const struct {
        const char *path, *pattern, *id;
    } cases[] = {
        {"/v1/search", "/v1/search", ""},
        {"/v1/facets", "/v1/facets", ""},
        {"/v1/stats", "/v1/stats", ""},
        {"/v1/articles", "/v1/articles", ""},
        {"/v1/articles/0123abcd", "/v1/articles/{id}", "0123abcd"},
        {"/v1/articles/a%2Fb", "/v1/articles/{id}", "a%2Fb"},
        {"/v1/agencies", "/v1/agencies", ""},
        {"/v1/agencies/bo-ngoai-giao", "/v1/agencies/{id}", "bo-ngoai-giao"},
        {"/v1/articles/", NULL, ""},
        {"/v1/articles/a/b", NULL, ""},
        {"/v1/articles/a/", NULL, ""},
        {"/v1/search/", NULL, ""},
        {"/v1/Search", NULL, ""},
        {"/v1/searc", NULL, ""},
        {"/v1/searchx", NULL, ""},
        {"//v1/search", NULL, ""},
        {"/v1", NULL, ""},
        {"/", NULL, ""},
        {"", NULL, ""},
        {"*", NULL, ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct slice id;
        const struct route *route = route_find(cases[i].path, &id);
        if (!cases[i].pattern) {
            assert_null(route);
            continue;
        }
        assert_non_null(route);
        assert_string_equal(route->pattern, cases[i].pattern);
        assert_int_equal(id.n, strlen(cases[i].id));
        assert_memory_equal(id.s, cases[i].id, id.n);
    }
}

static void every_row_is_found_by_its_own_pattern(void **state) {
    size_t n;
    const struct route *routes = routes_all(&n);
    (void)state;
    for (size_t i = 0; i < n; i++) {
        struct slice id;
        assert_ptr_equal(route_find(routes[i].pattern, &id), &routes[i]);
        assert_non_null(routes[i].handler);
        assert_non_null(routes[i].params);
        assert_true(routes[i].summary[0]);
    }
}

/* Answers without an index. */
static void handle(enum http_method method, const char *path, const char *query,
                   struct http_response *r) {
    struct api_context context = {.seconds = 1, .version = "test"};
    struct http_request q = {.method = method, .path = path, .query = query};
    http_response_init(r);
    api_handle(&context, &q, r);
}

static const char *member(json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

static void errors_are_problems_that_name_what_is_wrong(void **state) {
    static const struct {
        enum http_method method;
        const char *path, *query;
        int status;
        const char *code, *parameter;
    } cases[] = {
        {HTTP_GET, "/nowhere", NULL, 404, "not_found", NULL},
        {HTTP_OPTIONS, "/nowhere", NULL, 404, "not_found", NULL},
        {HTTP_POST, "/v1/search", NULL, 405, "method_not_allowed", NULL},
        {HTTP_OTHER, "/v1/articles/a", NULL, 405, "method_not_allowed", NULL},
        {HTTP_GET, "/v1/search", "explains=true", 400, "unknown_parameter", "explains"},
        {HTTP_GET, "/v1/search", "q=%ff", 400, "bad_parameter", "q"},
        {HTTP_GET, "/v1/search", "\xff=1", 400, "bad_parameter", "\uFFFD"},
        {HTTP_GET, "/v1/stats", "q=a", 400, "unknown_parameter", "q"},
        {HTTP_GET, "/v1/stats", "=", 400, "unknown_parameter", ""},
        {HTTP_GET, "/v1/articles/a%00b", NULL, 400, "bad_parameter", "id"},
        {HTTP_GET, "/v1/articles/a%2", NULL, 400, "bad_parameter", "id"},
        {HTTP_GET, "/v1/agencies/%C3", NULL, 400, "bad_parameter", "id"},
        {HTTP_HEAD, "/v1/articles/a%00", NULL, 400, "bad_parameter", "id"},
        {HTTP_GET, "/v1/search", "q=a", 503, "not_ready", NULL},
        {HTTP_HEAD, "/v1/stats", NULL, 503, "not_ready", NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct http_response r;
        handle(cases[i].method, cases[i].path, cases[i].query, &r);
        assert_int_equal(r.status, cases[i].status);
        assert_string_equal(r.content_type, "application/problem+json");
        assert_string_equal(r.cache_control, "no-store");
        assert_string_equal(r.etag, "");
        assert_int_equal(r.retry_after, cases[i].status == 503);
        assert_int_equal(r.allow != NULL, cases[i].status == 405);

        json_t *problem = json_loadb(r.body.data, r.body.len, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(problem);
        assert_int_equal(json_integer_value(json_object_get(problem, "status")), r.status);
        assert_string_equal(member(problem, "code"), cases[i].code);
        assert_memory_equal(member(problem, "type"), "urn:timtin:problem:", 19);
        assert_string_equal(member(problem, "type") + 19, cases[i].code);
        assert_true(member(problem, "title")[0]);
        assert_true(member(problem, "detail")[0]);
        assert_string_equal(member(problem, "detail"), member(problem, "message"));
        if (cases[i].parameter)
            assert_string_equal(member(problem, "parameter"), cases[i].parameter);
        else
            assert_null(json_object_get(problem, "parameter"));
        json_decref(problem);
        http_response_done(&r);
    }
}

static void an_id_far_too_long_is_not_found(void **state) {
    char path[4000] = "/v1/articles/";
    (void)state;
    for (int i = 0; i < 1000; i++)
        strcat(path, i % 2 ? "a" : "%41");
    struct http_response r;
    handle(HTTP_GET, path, NULL, &r);
    assert_int_equal(r.status, 404);
    http_response_done(&r);

    path[13 + 300] = '\0';
    memset(path + 13, 'a', 300);
    handle(HTTP_GET, path, NULL, &r);
    assert_int_equal(r.status, 404);
    http_response_done(&r);
}

static void options_say_what_is_allowed(void **state) {
    struct http_response r;
    (void)state;
    handle(HTTP_OPTIONS, "/v1/search", "whatever=%zz", &r);
    assert_int_equal(r.status, 204);
    assert_string_equal(r.allow, "GET, HEAD, OPTIONS");
    assert_int_equal(r.body.len, 0);
    assert_string_equal(r.route, "/v1/search");
    http_response_done(&r);
}

static void the_route_is_told_for_the_log(void **state) {
    struct http_response r;
    (void)state;
    handle(HTTP_GET, "/v1/articles/abc", NULL, &r);
    assert_string_equal(r.route, "/v1/articles/{id}");
    http_response_done(&r);
    handle(HTTP_GET, "/v2/search", NULL, &r);
    assert_string_equal(r.route, "-");
    http_response_done(&r);
}

static void only_reading_an_index_needs_a_worker(void **state) {
    static const struct {
        enum http_method method;
        const char *path;
        enum api_cost cost;
    } cases[] = {
        {HTTP_GET, "/v1/search", API_SEARCH},      {HTTP_HEAD, "/v1/search", API_SEARCH},
        {HTTP_OPTIONS, "/v1/search", API_INSTANT}, {HTTP_POST, "/v1/search", API_INSTANT},
        {HTTP_OTHER, "/v1/search", API_INSTANT},   {HTTP_GET, "/v1/facets", API_SEARCH},
        {HTTP_GET, "/v1/articles/a", API_SEARCH},  {HTTP_GET, "/v1/stats", API_INSTANT},
        {HTTP_GET, "/nowhere", API_INSTANT},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct http_request q = {.method = cases[i].method, .path = cases[i].path};
        assert_int_equal(api_cost(&q), cases[i].cost);
    }
}

static void error_codes_have_one_status_each(void **state) {
    static const struct {
        enum tt_code code;
        int status;
    } cases[] = {
        {TT_OK, 200},       {TT_BAD_INPUT, 400},     {TT_NOT_FOUND, 404}, {TT_BUSY, 503},
        {TT_STALE, 503},    {TT_TIMEOUT, 503},       {TT_NO_MEMORY, 503}, {TT_CORRUPT, 500},
        {TT_INTERNAL, 500}, {(enum tt_code)99, 500},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(api_status(cases[i].code), cases[i].status);
}

static void what_failed_inside_is_for_the_log_alone(void **state) {
    struct http_response r;
    struct fault f;
    struct tt_error e = {TT_CORRUPT, "column 7 is cut short"};
    (void)state;
    http_response_init(&r);
    assert_false(fault_error(&f, &e, "q"));
    fault_answer(&f, &r);
    assert_int_equal(r.status, 500);
    assert_string_equal(r.cause, e.text);
    assert_null(strstr(buf_text(&r.body), "column"));
    assert_null(strstr(buf_text(&r.body), "parameter"));
    http_response_done(&r);
}

static void if_none_match_is_a_list_of_tags(void **state) {
    static const struct {
        const char *header;
        bool matches;
    } cases[] = {
        {NULL, false},
        {"", false},
        {"*", true},
        {" * ", true},
        {"*, \"abc\"", false},
        {"\"abc\"", true},
        {"W/\"abc\"", true},
        {"\"x\", \"abc\"", true},
        {"\"x\",W/\"y\" ,\t\"abc\"", true},
        {"\"abc-gzip\"", true},
        {"\"abcd\"", false},
        {"\"ab\"", false},
        {"\"ABC\"", false},
        {"abc", false},
        {"\"abc", false},
        {"w/\"abc\"", false},
        {"\"x\" \"abc\"", false},
        {"\"x,\"abc\"", false},
        {",,\"abc\"", true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        if (etag_matches(cases[i].header, "\"abc\"") != cases[i].matches)
            fail_msg("%s", cases[i].header ? cases[i].header : "(none)");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_find_their_rows),
        cmocka_unit_test(every_row_is_found_by_its_own_pattern),
        cmocka_unit_test(errors_are_problems_that_name_what_is_wrong),
        cmocka_unit_test(an_id_far_too_long_is_not_found),
        cmocka_unit_test(options_say_what_is_allowed),
        cmocka_unit_test(the_route_is_told_for_the_log),
        cmocka_unit_test(only_reading_an_index_needs_a_worker),
        cmocka_unit_test(error_codes_have_one_status_each),
        cmocka_unit_test(what_failed_inside_is_for_the_log_alone),
        cmocka_unit_test(if_none_match_is_a_list_of_tags),
    };
    return cmocka_run_group_tests_name("routes", tests, NULL, NULL);
}
