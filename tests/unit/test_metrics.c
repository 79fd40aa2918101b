/* Counting, and the text for Prometheus; what finished answers cost in the cache. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "server/cache.h"
#include "server/limits.h"
#include "server/metrics.h"

static const struct metrics_labels labels = {"1.2.3", "20260101T000000Z-\"x\\", "2026-01-01"};

static void assert_has(const struct buf *b, const char *line) {
    if (!strstr(buf_text(b), line))
        fail_msg("no '%s' in:\n%s", line, buf_text(b));
}

static void requests_are_told_apart_by_route_method_and_status(void **state) {
    (void)state;
    struct metrics *m = metrics_new();
    struct buf b;
    buf_init(&b, 1 << 20);
    metrics_request(m, "/v1/search", HTTP_GET, 200, 0.0004);
    metrics_request(m, "/v1/search", HTTP_GET, 200, 0.3);
    metrics_request(m, "/v1/search", HTTP_HEAD, 304, 7);
    metrics_request(m, "/v1/stats", HTTP_OTHER, 418, 0.002);
    metrics_text(m, &labels, &b);
    assert_true(buf_ok(&b));
    assert_has(
        &b, "timtin_http_requests_total{route=\"/v1/search\",method=\"GET\",status=\"200\"} 2\n");
    assert_has(&b, "{route=\"/v1/search\",method=\"HEAD\",status=\"304\"} 1\n");
    assert_has(&b, "{route=\"/v1/stats\",method=\"other\",status=\"other\"} 1\n");
    assert_has(&b, "_bucket{route=\"/v1/search\",le=\"0.0005\"} 1\n");
    assert_has(&b, "_bucket{route=\"/v1/search\",le=\"0.5\"} 2\n");
    assert_has(&b, "_bucket{route=\"/v1/search\",le=\"5\"} 2\n");
    assert_has(&b, "_bucket{route=\"/v1/search\",le=\"+Inf\"} 3\n");
    assert_has(&b, "_count{route=\"/v1/search\"} 3\n");
    buf_done(&b);
    metrics_free(m);
}

static void counters_gauges_and_labels_are_written(void **state) {
    (void)state;
    struct metrics *m = metrics_new();
    struct buf b;
    buf_init(&b, 1 << 20);
    metrics_add(m, METRIC_RELOADS_OK, 2);
    metrics_add(m, METRIC_REJECTED_BUSY, 1);
    metrics_set(m, METRIC_DOCUMENTS, 340000);
    metrics_text(m, &labels, &b);
    assert_has(&b, "# TYPE timtin_reloads_total counter\n");
    assert_has(&b, "timtin_reloads_total{result=\"ok\"} 2\n");
    assert_has(&b, "timtin_reloads_total{result=\"failed\"} 0\n");
    assert_has(&b, "timtin_http_rejected_total{reason=\"busy\"} 1\n");
    assert_has(&b, "timtin_index_documents 340000\n");
    assert_has(&b, "timtin_build_info{version=\"1.2.3\"} 1\n");
    assert_has(&b, "generation=\"20260101T000000Z-\\\"x\\\\\"");
    assert_int_equal(metrics_get(m, METRIC_RELOADS_OK), 2);
    buf_done(&b);
    metrics_free(m);
}

/* Every line is a comment or "name{labels} number"; every name is typed once. */
static void the_text_is_what_a_scraper_reads(void **state) {
    (void)state;
    struct metrics *m = metrics_new();
    struct buf b;
    buf_init(&b, 1 << 20);
    metrics_request(m, "/", HTTP_GET, 200, 1);
    metrics_text(m, &(struct metrics_labels){.version = "x"}, &b);
    for (char *line = strtok(b.data, "\n"); line; line = strtok(NULL, "\n")) {
        if (strncmp(line, "# HELP ", 7) == 0 || strncmp(line, "# TYPE ", 7) == 0)
            continue;
        char *blank = strrchr(line, ' '), *end = NULL;
        assert_non_null(blank);
        strtod(blank + 1, &end);
        assert_int_equal(*end, 0);
    }
    buf_done(&b);
    metrics_free(m);
}

static void too_many_routes_share_the_last_place(void **state) {
    (void)state;
    static char names[ROUTES_MAX + 10][16];
    struct metrics *m = metrics_new();
    struct buf b;
    buf_init(&b, 4 << 20);
    for (int i = 0; i < ROUTES_MAX + 10; i++) {
        snprintf(names[i], sizeof names[i], "/r%d", i);
        metrics_request(m, names[i], HTTP_GET, 200, 0);
    }
    metrics_text(m, &labels, &b);
    assert_has(&b, "{route=\"other\",method=\"GET\",status=\"200\"} 11\n");
    buf_done(&b);
    metrics_free(m);
}

/* ---- the cache of answers -------------------------------------------------------- */

static struct reply *answer(size_t bytes) {
    struct http_response r;
    http_response_init(&r);
    r.status = 200;
    for (size_t i = 0; i < bytes; i++)
        buf_char(&r.body, 'a');
    return reply_new(&r, false, NULL);
}

static void an_answer_is_found_by_all_that_it_depends_on(void **state) {
    (void)state;
    struct cache *c = cache_new(1 << 20);
    struct cache_key key = {"g1", "/v1/search", "q=a", false}, other = key;
    struct reply *r = answer(100);
    cache_put(c, &key, r);
    struct reply *found = cache_find(c, &key);
    assert_ptr_equal(found, r);
    reply_unref(found);
    other.generation = "g2";
    assert_null(cache_find(c, &other));
    other = key;
    other.gzip = true;
    assert_null(cache_find(c, &other));
    other = key;
    other.query = NULL;
    assert_null(cache_find(c, &other));
    reply_unref(r);
    cache_clear(c);
    assert_null(cache_find(c, &key));
    assert_int_equal(cache_bytes(c), 0);
    cache_free(c);
}

static void what_was_not_used_for_longest_goes_first(void **state) {
    (void)state;
    enum { ROOM = 40000, ANSWERS = 40 };
    struct cache *c = cache_new(ROOM);
    char query[ANSWERS][16];
    for (int i = 0; i < ANSWERS; i++) {
        snprintf(query[i], sizeof query[i], "q=%d", i);
        struct cache_key key = {"g", "/", query[i], false}, first = {"g", "/", "q=0", false};
        struct reply *r = answer(2000);
        cache_put(c, &key, r);
        reply_unref(r);
        reply_unref(cache_find(c, &first));
        assert_true(cache_bytes(c) <= ROOM);
    }
    struct reply *used = cache_find(c, &(struct cache_key){"g", "/", "q=0", false});
    assert_non_null(used);
    reply_unref(used);
    assert_null(cache_find(c, &(struct cache_key){"g", "/", "q=1", false}));
    cache_free(c);
}

static void an_answer_that_is_too_large_is_not_kept(void **state) {
    (void)state;
    struct cache *c = cache_new(8000);
    struct cache_key key = {"g", "/", NULL, false};
    struct reply *r = answer(1001);
    cache_put(c, &key, r);
    assert_null(cache_find(c, &key));
    reply_unref(r);
    cache_free(c);
    assert_null(cache_new(0));
    assert_null(cache_find(NULL, &key));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_are_told_apart_by_route_method_and_status),
        cmocka_unit_test(counters_gauges_and_labels_are_written),
        cmocka_unit_test(the_text_is_what_a_scraper_reads),
        cmocka_unit_test(too_many_routes_share_the_last_place),
        cmocka_unit_test(an_answer_is_found_by_all_that_it_depends_on),
        cmocka_unit_test(what_was_not_used_for_longest_goes_first),
        cmocka_unit_test(an_answer_that_is_too_large_is_not_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
