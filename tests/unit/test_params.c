/* Query strings, and the parameters of a search. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/handlers.h"
#include "api/params.h"
#include "api/search_params.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define CURSOR "AQAAAAAAAAACAAAAAAAAAAMAAACgmUul"

static const struct param_spec specs[] = {
    {"q", PARAM_ONE}, {"year", PARAM_LIST}, {"năm", PARAM_LIST}, {NULL, PARAM_ONE}};

static void values_are_decoded_in_the_order_given(void **state) {
    struct params p;
    struct fault f;
    (void)state;
    assert_true(
        params_parse("&q=tin+t%e1%bb%a9c%2B&year=2022,2023&&year=&n%C4%83m=%2C&", specs, &p, &f));
    static const struct param want[] = {
        {0, "tin tức+", 0}, {1, "2022,2023", 0}, {1, "", 0}, {2, ",", 0}};
    assert_int_equal(p.n, COUNT(want));
    for (size_t i = 0; i < p.n; i++) {
        assert_int_equal(p.v[i].spec, want[i].spec);
        assert_string_equal(p.v[i].value, want[i].value);
        assert_int_equal(p.v[i].len, strlen(want[i].value));
    }
    params_done(&p);
}

static void nothing_given_is_nothing(void **state) {
    static const char *const queries[] = {NULL, "", "&", "&&&"};
    (void)state;
    for (size_t i = 0; i < COUNT(queries); i++) {
        struct params p;
        struct fault f;
        assert_true(params_parse(queries[i], specs, &p, &f));
        assert_int_equal(p.n, 0);
        params_done(&p);
    }
}

static void a_name_without_a_value_has_the_empty_one(void **state) {
    struct params p;
    struct fault f;
    (void)state;
    assert_true(params_parse("q&year", specs, &p, &f));
    assert_int_equal(p.n, 2);
    assert_string_equal(p.v[0].value, "");
    params_done(&p);
}

static void faults_name_the_parameter(void **state) {
    static const struct {
        const char *query, *code, *parameter;
    } cases[] = {
        {"q=a&q=b", "bad_parameter", "q"},
        {"q=%00", "bad_parameter", "q"},
        {"q=a%0", "bad_parameter", "q"},
        {"q=%", "bad_parameter", "q"},
        {"q=%zz", "bad_parameter", "q"},
        {"q=%ff", "bad_parameter", "q"},
        {"q=%c3%28", "bad_parameter", "q"},
        {"q=%ed%a0%80", "bad_parameter", "q"},
        {"q=\xe1\xbb", "bad_parameter", "q"},
        {"year=2022&year=%00", "bad_parameter", "year"},
        {"Q=a", "unknown_parameter", "Q"},
        {"q=a&explains=true", "unknown_parameter", "explains"},
        {"t%c3%a0i=1", "unknown_parameter", "tài"},
        {"=1", "unknown_parameter", ""},
        {"a%00=1", "bad_parameter", "a%00"},
        {"%zz=1", "bad_parameter", "%zz"},
        {"q%20=1", "unknown_parameter", "q "},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct params p;
        struct fault f;
        assert_false(params_parse(cases[i].query, specs, &p, &f));
        assert_int_equal(f.status, 400);
        assert_string_equal(f.code, cases[i].code);
        assert_string_equal(f.parameter, cases[i].parameter);
        assert_true(f.text[0]);
    }
}

static void a_long_unknown_name_is_cut_at_a_letter(void **state) {
    char query[600] = "x";
    struct params p;
    struct fault f;
    (void)state;
    for (int i = 0; i < 100; i++)
        strcat(query, "ộ");
    assert_false(params_parse(query, specs, &p, &f));
    assert_int_equal(strlen(f.parameter), 64);
    assert_memory_equal(f.parameter + 61, "ộ", 3);
}

static void there_is_a_bound_on_bytes_and_values(void **state) {
    struct params p;
    struct fault f;
    char *query = calloc(1, QUERY_STRING_BYTES_MAX + 2);
    (void)state;
    assert_non_null(query);
    memset(query, 'x', QUERY_STRING_BYTES_MAX + 1);
    assert_false(params_parse(query, specs, &p, &f));
    assert_int_equal(f.status, 414);

    query[0] = '\0';
    for (int i = 0; i < PARAM_VALUES_MAX; i++)
        strcat(query, "year=1&");
    assert_true(params_parse(query, specs, &p, &f));
    params_done(&p);
    strcat(query, "year=1");
    assert_false(params_parse(query, specs, &p, &f));
    assert_string_equal(f.parameter, "year");
    free(query);
}

static void lists_are_cut_at_commas(void **state) {
    static const char list[] = "a,,bc,";
    static const char *const want[] = {"a", "", "bc", ""};
    const char *at = list;
    struct slice piece;
    size_t n = 0;
    (void)state;
    while (list_next(&at, list + strlen(list), &piece)) {
        assert_int_equal(piece.n, strlen(want[n]));
        assert_memory_equal(piece.s, want[n], piece.n);
        n++;
    }
    assert_int_equal(n, COUNT(want));
}

static void numbers_are_read_strictly(void **state) {
    static const struct {
        const char *text;
        bool ok;
    } cases[] = {
        {"1", true},           {"100", true},
        {"0", false},          {"101", false},
        {"", false},           {"+5", false},
        {"-5", false},         {" 5", false},
        {"5 ", false},         {"05", false},
        {"5.0", false},        {"0x5", false},
        {"4294967297", false}, {"99999999999999999999", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct fault f;
        uint32_t value = 7;
        bool ok = param_number("n", cases[i].text, strlen(cases[i].text), 1, 100, &value, &f);
        assert_int_equal(ok, cases[i].ok);
        assert_int_equal(value, ok ? (uint32_t)atoi(cases[i].text) : 7);
    }
}

static void percent_escapes_go_both_ways(void **state) {
    struct buf b;
    char out[64];
    size_t len;
    const char *why;
    (void)state;
    buf_init(&b, 1000);
    percent_encode(&b, "tin tức/a+b~._-", strlen("tin tức/a+b~._-"));
    assert_string_equal(buf_text(&b), "tin%20t%E1%BB%A9c%2Fa%2Bb~._-");
    assert_true(percent_decode(b.data, b.len, true, out, &len, &why));
    assert_int_equal(len, strlen("tin tức/a+b~._-"));
    assert_memory_equal(out, "tin tức/a+b~._-", len);
    assert_true(percent_decode("a+b", 3, false, out, &len, &why));
    assert_memory_equal(out, "a+b", 3);
    buf_done(&b);
}

/* ---- searches -------------------------------------------------------------------- */

static bool read_search(const char *query, struct search_params *p, struct fault *f) {
    struct params given;
    if (!params_parse(query, search_specs, &given, f))
        return false;
    bool ok = search_params_read(&given, search_specs, NULL, p, f);
    params_done(&given);
    return ok;
}

static void a_search_has_one_normalised_form(void **state) {
    static const struct {
        const char *query, *form;
    } cases[] = {
        {"", ""},
        {"q=", ""},
        {"q=+%09", "q=%20%20"},
        {"limit=5&q=tin+t%E1%BB%A9c", "q=tin%20t%E1%BB%A9c&limit=5"},
        {"q=tu%CC%9B%CC%81", "q=t%E1%BB%A9"}, /* decomposed */
        {"year=2022", "year=2022"},
        {"year=2023,2018..2020&year=unknown,2021&year=2025", "year=2018..2021,2023,2025,unknown"},
        {"year=2018..2022,2019..2020,2022..2024", "year=2018..2024"},
        {"year=..2020", "year=..2020"},
        {"year=2020..", "year=2020.."},
        {"year=2020..,..2021", "year=0001.."},
        {"year=2021..2021", "year=2021"},
        {"year=unknown,unknown", "year=unknown"},
        {"agency=bo-y-te&agency=bo-ngoai-giao,bo-y-te", "agency=bo-ngoai-giao,bo-y-te"},
        {"agency=B%E1%BB%99+Ngo%E1%BA%A1i+giao", "agency=bo-ngoai-giao"},
        {"source=baoquocte.vn", "source=baoquocte-vn"},
        {"to=2022-12-31&from=2022-01-01", "from=2022-01-01&to=2022-12-31"},
        {"sort=oldest&match=any&accents=ignore", "sort=oldest&match=any&accents=ignore"},
        {"facets=", "facets="},
        {"facets=source,year", "facets=year,source"},
        {"facets=source&facets=year", "facets=year,source"},
        {"explain=true&q=tin", "q=tin&explain=true"},
        {"match=all&freshness=true&sort=relevance", "sort=relevance&freshness=true&match=all"},
        {"fields=url,id&highlight=false", "fields=id,url&highlight=false"},
        {"offset=20&limit=100", "limit=100&offset=20"},
        {"facet_limit=1000", "facet_limit=1000"},
        {"facets=year&cursor=" CURSOR "&limit=5", "limit=5&cursor=" CURSOR "&facets=year"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct search_params p;
        struct fault f;
        struct buf b;
        buf_init(&b, 4096);
        if (!read_search(cases[i].query, &p, &f))
            fail_msg("%s: %s", cases[i].query, f.text);
        search_params_write(&p, SAYS_ALL, &b);
        assert_string_equal(buf_text(&b), cases[i].form);
        search_params_done(&p);
        buf_done(&b);
    }
}

static void the_form_can_be_of_what_has_a_say_in_the_counts(void **state) {
    struct search_params p;
    struct fault f;
    struct buf b;
    (void)state;
    buf_init(&b, 4096);
    assert_true(read_search("limit=1&q=a&year=2022&sort=oldest&facets=year&facet_limit=9&offset=2"
                            "&fields=id&highlight=false&explain=true&freshness=true",
                            &p, &f));
    search_params_write(&p, SAYS_WHICH | SAYS_COUNTS, &b);
    assert_string_equal(buf_text(&b), "q=a&year=2022&facets=year&facet_limit=9");
    search_params_done(&p);
    buf_done(&b);
}

static void write_order(const char *query, struct buf *out) {
    struct search_params p;
    struct fault f;
    if (!read_search(query, &p, &f))
        fail_msg("%s: %s", query, f.text);
    buf_clear(out);
    search_params_write_order(&p, out);
    assert_true(buf_ok(out));
    search_params_done(&p);
}

/* What a cursor is bound to. */
static void the_form_of_hits_and_order_is_that_of_the_meaning(void **state) {
    static const struct {
        const char *one, *other;
        bool same;
    } cases[] = {
        {"", "q=", true},
        {"", "sort=newest&match=auto&accents=auto", true},
        {"q=a", "q=a&sort=relevance", true},
        {"q=a", "limit=100&explain=true&fields=id&highlight=false&facets=month&q=a", true},
        {"q=a", "q=a&offset=20&facet_limit=3", true},
        {"q=a&offset=20", "q=a&cursor=" CURSOR, true},
        {"agency=Y,x", "agency=x&agency=y", true},
        {"q=a", "q=b", false},
        {"q=a", "q=a&sort=newest", false},
        {"q=a", "q=a&freshness=false", true},
        {"q=a", "q=a&freshness=true", false},
        {"sort=oldest", "sort=newest", false},
        {"q=a", "q=a&match=any", false},
        {"q=a", "q=a&accents=exact", false},
        {"year=2022", "year=2023", false},
        {"year=2022", "year=2022,unknown", false},
        {"agency=x", "source=x", false},
        {"from=2022-01-01", "to=2022-01-01", false},
        {"q=a%26year%3D2022", "q=a&year=2022", false},
    };
    struct buf one, other;
    (void)state;
    buf_init(&one, 4096);
    buf_init(&other, 4096);
    for (size_t i = 0; i < COUNT(cases); i++) {
        write_order(cases[i].one, &one);
        write_order(cases[i].other, &other);
        if ((strcmp(buf_text(&one), buf_text(&other)) == 0) != cases[i].same)
            fail_msg("%s is %s, %s is %s", cases[i].one, buf_text(&one), cases[i].other,
                     buf_text(&other));
    }
    buf_done(&one);
    buf_done(&other);
}

static void defaults_are_those_of_the_contract(void **state) {
    struct search_params p;
    struct fault f;
    (void)state;
    assert_true(read_search(NULL, &p, &f));
    assert_int_equal(p.request.limit, 10);
    assert_int_equal(p.request.offset, 0);
    assert_int_equal(p.request.sort, SORT_NEWEST);
    assert_int_equal(p.request.match, MATCH_AUTO);
    assert_int_equal(p.request.accents, ACCENTS_AUTO);
    assert_int_equal(p.request.facets, 1u << FACET_YEAR | 1u << FACET_AGENCY);
    assert_int_equal(p.request.facet_limit, 50);
    assert_int_equal(p.fields, (1u << HIT_FIELDS) - 1);
    assert_true(p.highlight);
    assert_false(p.request.explain);
    assert_false(p.request.freshness);
    assert_int_equal(p.request.from, DAY_UNKNOWN);
    search_params_done(&p);
}

static void the_default_order_depends_on_words_in_the_query(void **state) {
    static const struct {
        const char *query;
        enum search_sort sort;
    } cases[] = {
        {"q=tin", SORT_RELEVANCE},
        {"q=", SORT_NEWEST},
        {"q=%20", SORT_NEWEST},
        {"q=%22%21%22", SORT_NEWEST},
        {"q=tin&sort=newest", SORT_NEWEST},
        {"sort=relevance", SORT_RELEVANCE},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct search_params p;
        struct fault f;
        assert_true(read_search(cases[i].query, &p, &f));
        assert_int_equal(p.request.sort, cases[i].sort);
        search_params_done(&p);
    }
}

static void years_are_ranges_within_four_digits(void **state) {
    struct search_params p;
    struct fault f;
    (void)state;
    assert_true(read_search("year=..1999,2005,unknown", &p, &f));
    assert_int_equal(p.request.n_years, 2);
    assert_int_equal(p.request.years[0].from, 1);
    assert_int_equal(p.request.years[0].to, 1999);
    assert_int_equal(p.request.years[1].from, 2005);
    assert_int_equal(p.request.years[1].to, 2005);
    assert_true(p.request.year_unknown);
    search_params_done(&p);
}

static void bad_values_name_their_parameter(void **state) {
    static const struct {
        const char *query, *parameter;
    } cases[] = {
        {"year=", "year"},
        {"year=22", "year"},
        {"year=..", "year"},
        {"year=2022..2018", "year"},
        {"year=2022...2023", "year"},
        {"year=20222", "year"},
        {"year=2022,", "year"},
        {"year=0000", "year"},
        {"year=2022-2023", "year"},
        {"year=Unknown", "year"},
        {"from=2022-02-30", "from"},
        {"from=2022", "from"},
        {"to=", "to"},
        {"to=31/12/2022", "to"},
        {"from=2023-01-01&to=2022-01-01", "from"},
        {"sort=new", "sort"},
        {"sort=", "sort"},
        {"match=every", "match"},
        {"accents=yes", "accents"},
        {"limit=101", "limit"},
        {"limit=-1", "limit"},
        {"limit=", "limit"},
        {"offset=10001", "offset"},
        {"offset=1e3", "offset"},
        {"facets=years", "facets"},
        {"facets=year,", "facets"},
        {"facet_limit=0", "facet_limit"},
        {"facet_limit=1001", "facet_limit"},
        {"fields=", "fields"},
        {"fields=body", "fields"},
        {"highlight=1", "highlight"},
        {"highlight=TRUE", "highlight"},
        {"explain=1", "explain"},
        {"explain=", "explain"},
        {"freshness=1", "freshness"},
        {"freshness=", "freshness"},
        {"agency=", "agency"},
        {"agency=a,,b", "agency"},
        {"source=--", "source"},
        {"cursor=", "cursor"},
        {"cursor=x", "cursor"},
        {"cursor=" CURSOR "A", "cursor"},
        {"cursor=" CURSOR "&cursor=" CURSOR, "cursor"},
        {"cursor=" CURSOR "&offset=0", "cursor"},
        {"limit=1&limit=1", "limit"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct search_params p;
        struct fault f;
        if (read_search(cases[i].query, &p, &f))
            fail_msg("%s was taken", cases[i].query);
        assert_int_equal(f.status, 400);
        assert_string_equal(f.parameter, cases[i].parameter);
    }
}

static void a_query_is_measured_after_composition(void **state) {
    char query[8 * QUERY_BYTES_MAX] = "q=";
    struct search_params p;
    struct fault f;
    (void)state;
    /* "e" and an acute accent: three bytes as given, two composed. */
    for (int i = 0; i < QUERY_BYTES_MAX / 2; i++)
        strcat(query, "e%CC%81");
    assert_true(read_search(query, &p, &f));
    assert_int_equal(p.request.q_len, QUERY_BYTES_MAX);
    search_params_done(&p);
    strcat(query, "e");
    assert_false(read_search(query, &p, &f));
    assert_string_equal(f.parameter, "q");
}

static void a_list_of_ids_has_a_bound(void **state) {
    char query[16 * PARAM_VALUES_MAX] = "agency=0";
    struct search_params p;
    struct fault f;
    (void)state;
    for (int i = 1; i < PARAM_VALUES_MAX; i++)
        sprintf(query + strlen(query), ",x%d", i);
    assert_true(read_search(query, &p, &f));
    assert_int_equal(p.request.n_agencies, PARAM_VALUES_MAX);
    search_params_done(&p);
    strcat(query, ",one-more");
    assert_false(read_search(query, &p, &f));
    assert_string_equal(f.parameter, "agency");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_decoded_in_the_order_given),
        cmocka_unit_test(nothing_given_is_nothing),
        cmocka_unit_test(a_name_without_a_value_has_the_empty_one),
        cmocka_unit_test(faults_name_the_parameter),
        cmocka_unit_test(a_long_unknown_name_is_cut_at_a_letter),
        cmocka_unit_test(there_is_a_bound_on_bytes_and_values),
        cmocka_unit_test(lists_are_cut_at_commas),
        cmocka_unit_test(numbers_are_read_strictly),
        cmocka_unit_test(percent_escapes_go_both_ways),
        cmocka_unit_test(a_search_has_one_normalised_form),
        cmocka_unit_test(the_form_can_be_of_what_has_a_say_in_the_counts),
        cmocka_unit_test(the_form_of_hits_and_order_is_that_of_the_meaning),
        cmocka_unit_test(defaults_are_those_of_the_contract),
        cmocka_unit_test(the_default_order_depends_on_words_in_the_query),
        cmocka_unit_test(years_are_ranges_within_four_digits),
        cmocka_unit_test(bad_values_name_their_parameter),
        cmocka_unit_test(a_query_is_measured_after_composition),
        cmocka_unit_test(a_list_of_ids_has_a_bound),
    };
    return cmocka_run_group_tests_name("params", tests, NULL, NULL);
}
