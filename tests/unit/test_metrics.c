/* Counting, and the text for Prometheus. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_are_told_apart_by_route_method_and_status),
        cmocka_unit_test(counters_gauges_and_labels_are_written),
        cmocka_unit_test(the_text_is_what_a_scraper_reads),
        cmocka_unit_test(too_many_routes_share_the_last_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
