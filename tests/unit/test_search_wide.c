/* The search against brute force in archives that cross what the index and the libraries cut
 * archives into: blocks of 4,096 numbers and Roaring containers of 65,536. Totals, facets and
 * filters are those of looking at every token; pages by date are exact; scores do not depend on
 * whether an article is scored with its block or looked up. TIMTIN_ARCHIVES in the environment, by
 * the dozen, makes so many times the requests. */
#include "made_requests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    uint32_t articles;
    int requests;
} archives[] = {{4095, 100}, {4096, 60}, {12300, 100}, {65535, 15}, {66500, 60}};

enum { PAGES = 4, DOZEN = 12 };

static int times(void) {
    const char *wanted = getenv("TIMTIN_ARCHIVES");
    return wanted && atoi(wanted) > DOZEN ? atoi(wanted) / DOZEN : 1;
}

/* ---- pages ----------------------------------------------------------------------- */

/* What is found, by date: numbers of articles. */
static uint32_t *list_by_date(const struct archive *a, const struct request *q,
                              const struct expected *x) {
    uint32_t *list = malloc((x->total + 1) * sizeof *list), n = 0, undated = 0;
    bool backwards = q->r.sort == SORT_OLDEST;
    assert_non_null(list);
    while (undated < a->n && a->list[a->n - 1 - undated].published == DAY_UNKNOWN)
        undated++;
    for (uint32_t i = 0; i < a->n; i++) {
        uint32_t dated = a->n - undated, row = backwards && i < dated ? dated - 1 - i : i;
        if (x->hit[row])
            list[n++] = row + 1;
    }
    assert_int_equal(n, x->total);
    return list;
}

/* A page anywhere, at the beginning, near the end, or where ranking ends. */
static uint32_t some_offset(uint64_t *random, int page, const struct request *q, uint32_t total) {
    uint32_t near_end = total > q->r.limit ? total - q->r.limit + random_below(random, 4) : 0;
    switch (page) {
    case 0:
        return 0;
    case 1:
        return near_end;
    case 2:
        return SEARCH_RANKED_MAX - random_below(random, q->r.limit);
    default:
        return random_below(random, total + 1);
    }
}

static void check_hits(const struct archive *a, const struct request *q, const struct expected *x,
                       const struct search_result *r, const uint32_t *by_date) {
    uint32_t left = q->r.offset < x->total ? x->total - q->r.offset : 0;
    assert_int_equal(r->n_hits, left < q->r.limit ? left : q->r.limit);
    for (uint32_t i = 0; i < r->n_hits; i++) {
        const struct search_hit *hit = &r->hits[i];
        if (hit->docid < 1 || hit->docid > a->n || !x->hit[hit->docid - 1])
            fail_msg("%s: article %u is no hit", q->r.q, hit->docid);
        if (by_date)
            assert_int_equal(hit->docid, by_date[q->r.offset + i]);
        for (uint32_t k = 0; k < i; k++)
            assert_int_not_equal(hit->docid, r->hits[k].docid);
        check_order(a, q, hit, i && i < r->n_scored ? hit - 1 : NULL);
    }
}

static void check_request(struct searcher *s, const struct archive *a, struct request *q,
                          uint64_t *random, uint32_t seen[KINDS]) {
    struct expected x = expect(a, q);
    bool relevance = q->r.sort == SORT_RELEVANCE && !q->everything;
    uint32_t *by_date = relevance ? NULL : list_by_date(a, q, &x);
    count_kinds(a, q, &x, seen);
    for (int page = 0; page < PAGES; page++) {
        struct search_result r;
        struct tt_error e;
        q->r.offset = some_offset(random, page, q, x.total);
        assert_ok(search(s, &q->r, &r, &e), e);
        check_head(q, &x, &r);
        check_facets(a, q, &x, &r);
        check_hits(a, q, &x, &r, by_date);
        search_result_done(&r);
    }
    free(by_date);
    expected_done(&x);
}

/* ---- scores ---------------------------------------------------------------------- */

/* By impacts alone, all that are ranked. */
static void ask_impacts(struct searcher *s, const struct request *q, struct search_result *out) {
    struct weights w = weights_default;
    struct search_request r = q->r;
    struct tt_error e;
    w.depth = 0;
    r.weights = &w;
    r.sort = SORT_RELEVANCE;
    r.facets = 0;
    r.offset = 0;
    r.limit = SEARCH_RANKED_MAX;
    assert_ok(search(s, &r, out, &e), e);
}

static bool comes_before(const struct search_hit *a, const struct search_hit *b) {
    return a->score != b->score ? a->score > b->score : a->docid < b->docid;
}

/* The rows that the filters let through, whatever the query. */
static struct expected expect_filtered(const struct archive *a, const struct request *q) {
    struct request all = *q;
    all.everything = true;
    return expect(a, &all);
}

/* The best within filters are the best of all that the filters let through. */
static void check_scores(struct searcher *s, const struct archive *a, struct request *q) {
    struct search_result within, all;
    double *score = malloc((a->n + (size_t)1) * sizeof *score);
    struct expected x = expect_filtered(a, q);
    assert_non_null(score);
    for (uint32_t i = 0; i <= a->n; i++)
        score[i] = -1;
    ask_impacts(s, q, &within);
    request_without_filters(q);
    ask_impacts(s, q, &all);
    for (uint32_t i = 0; i < within.n_scored; i++) {
        score[within.hits[i].docid] = within.hits[i].score;
        assert_true(i == 0 || comes_before(&within.hits[i - 1], &within.hits[i]));
    }
    const struct search_hit *last = within.n_scored ? &within.hits[within.n_scored - 1] : NULL;
    for (uint32_t i = 0; i < all.n_scored; i++) {
        const struct search_hit *hit = &all.hits[i];
        assert_true(i == 0 || comes_before(hit - 1, hit));
        bool wanted = x.hit[hit->docid - 1] &&
                      (within.n_scored < SEARCH_RANKED_MAX || !comes_before(last, hit));
        if (score[hit->docid] != (wanted ? hit->score : -1))
            fail_msg("%s: article %u has %.9f, within filters %.9f", q->r.q, hit->docid, hit->score,
                     score[hit->docid]);
    }
    search_result_done(&within);
    search_result_done(&all);
    expected_done(&x);
    free(score);
}

/* Also of what may be said otherwise, where whole sets count. */
static void check_other_ways(struct searcher *s, const struct archive *a, uint64_t *random) {
    static const char *const said[] = {"57-KL/TW ", "KL 57 ",    "KL57 ",  "VN ",
                                       "VN OR ",    "năm 2020 ", "2/2021 "};
    struct request q;
    char text[2 * QUERY_BYTES_MAX];
    request_make(random, &q);
    snprintf(text, sizeof text, "%s%s", said[random_below(random, COUNT(said))],
             random_below(random, 3) ? "" : q.asked.text);
    q.r.q = text;
    q.r.q_len = strlen(text);
    q.r.as_typed = false;
    check_scores(s, a, &q);
}

/* ---- archives -------------------------------------------------------------------- */

static void ask(const struct archive *a, int requests, uint64_t *random, uint32_t seen[KINDS]) {
    struct searcher *s;
    struct tt_error e;
    assert_ok(searcher_open(a->snapshot, 1 << 20, &s, &e), e);
    for (int i = 0; i < requests; i++) {
        struct request q;
        request_make(random, &q);
        check_request(s, a, &q, random, seen);
        if (!q.everything)
            check_scores(s, a, &q);
        check_other_ways(s, a, random);
    }
    searcher_close(s);
}

static void every_answer_is_that_of_looking_at_every_token(void **state) {
    const struct made_folder *f = *state;
    uint32_t seen[KINDS] = {0};
    uint64_t random = 19;
    for (size_t i = 0; i < COUNT(archives); i++) {
        struct archive *a = archive_make_wide(f->path, &random, archives[i].articles);
        ask(a, archives[i].requests * times(), &random, seen);
        archive_free(a);
    }
    for (int kind = 0; kind < KINDS; kind++)
        assert_in_range(seen[kind], 100, UINT32_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_answer_is_that_of_looking_at_every_token,
                                        folder_setup, folder_teardown),
    };
    return cmocka_run_group_tests_name("wide", tests, NULL, NULL);
}
