#include "made_archive.h"

#include <stdio.h>
#include <string.h>

#include "index/search/search.h"

static struct searcher *open_searcher(const char *index, const struct article *list, size_t n) {
    struct searcher *s;
    struct tt_error e;
    archive_publish(index, list, n, NULL, 1, NULL);
    struct snapshot *snapshot = archive_open(index);
    assert_ok(searcher_open(snapshot, 1 << 20, &s, &e), e);
    assert_ptr_equal(searcher_snapshot(s), snapshot);
    snapshot_unref(snapshot); /* the searcher has its own reference */
    return s;
}

static struct search_result ask(struct searcher *s, const char *q, enum search_match match,
                                enum search_accents accents) {
    struct search_request request = {
        .q = q, .q_len = strlen(q), .match = match, .accents = accents, .limit = 100};
    struct search_result r;
    struct tt_error e;
    assert_ok(search(s, &request, &r, &e), e);
    assert_int_equal(r.n_hits, r.total < 100 ? r.total : 100);
    return r;
}

static void marks_and_words_give_way_only_when_nothing_is_found(void **state) {
    const struct made_folder *f = *state;
    const struct article list[] = {
        plain_article("a", "Đối ngoại", "Công tác thông tin đối ngoại.", "", 20220101),
        plain_article("b", "Doi ngoai", "Cong tac thong tin doi ngoai.", "", 20210101),
    };
    static const struct {
        const char *q;
        enum search_match match;
        enum search_accents accents;
        uint32_t total;
        bool relaxed;
        enum search_match matched;
        enum search_accents read_as;
    } cases[] = {
        {"doi ngoai", MATCH_AUTO, ACCENTS_AUTO, 2, false, MATCH_ALL, ACCENTS_AUTO},
        {"đối ngoại", MATCH_AUTO, ACCENTS_AUTO, 1, false, MATCH_ALL, ACCENTS_AUTO},
        {"doi ngoai", MATCH_AUTO, ACCENTS_EXACT, 1, false, MATCH_ALL, ACCENTS_EXACT},
        {"đối ngoại", MATCH_AUTO, ACCENTS_IGNORE, 2, false, MATCH_ALL, ACCENTS_IGNORE},
        {"đồi ngoài", MATCH_AUTO, ACCENTS_AUTO, 2, true, MATCH_ALL, ACCENTS_IGNORE},
        {"đồi ngoài", MATCH_AUTO, ACCENTS_EXACT, 0, false, MATCH_ALL, ACCENTS_EXACT},
        {"đối vắng", MATCH_AUTO, ACCENTS_AUTO, 1, true, MATCH_ANY, ACCENTS_AUTO},
        {"đối vắng", MATCH_ALL, ACCENTS_AUTO, 0, false, MATCH_ALL, ACCENTS_AUTO},
        {"đồi vắng", MATCH_AUTO, ACCENTS_AUTO, 2, true, MATCH_ANY, ACCENTS_IGNORE},
        {"vắng", MATCH_AUTO, ACCENTS_AUTO, 0, false, MATCH_ALL, ACCENTS_AUTO},
        {"", MATCH_AUTO, ACCENTS_AUTO, 2, false, MATCH_ALL, ACCENTS_AUTO},
        {" .?! ", MATCH_ANY, ACCENTS_AUTO, 2, false, MATCH_ANY, ACCENTS_AUTO},
    };
    struct searcher *s = open_searcher(f->path, list, COUNT(list));
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct search_result r = ask(s, cases[i].q, cases[i].match, cases[i].accents);
        if (r.total != cases[i].total || r.relaxed != cases[i].relaxed ||
            r.matched != cases[i].matched || r.accents != cases[i].read_as)
            fail_msg("\"%s\": %u hits, relaxed %d, match %d, accents %d", cases[i].q, r.total,
                     r.relaxed, r.matched, r.accents);
        search_result_done(&r);
    }
    searcher_close(s);
}

static void any_word_finds_no_article_by_its_neighbours_alone(void **state) {
    const struct made_folder *f = *state;
    const struct article list[] = {
        plain_article("a", "", "Một thông báo.", "", 20220101),
        plain_article("b", "", "Một thòng tìn khác.", "", 20210101),
    };
    struct searcher *s = open_searcher(f->path, list, COUNT(list));
    struct search_result r = ask(s, "thông tin", MATCH_ANY, ACCENTS_EXACT);
    assert_int_equal(r.total, 1);
    assert_int_equal(r.hits[0].docid, 1);
    search_result_done(&r);
    searcher_close(s);
}

static void a_prefix_finds_longer_syllables_that_are_spelt_otherwise(void **state) {
    const struct made_folder *f = *state;
    const struct article list[] = {
        plain_article("a", "", "Tỉnh kính hoàn.", "", 20220101),
        plain_article("b", "", "Tỉ lệ, kĩ sư, hoà bình.", "", 20210101),
    };
    static const char *const both[] = {"ti*", "ki*", "hoà*", "tỉ*", "hoa*"};
    struct searcher *s = open_searcher(f->path, list, COUNT(list));
    for (size_t i = 0; i < COUNT(both); i++) {
        struct search_result r = ask(s, both[i], MATCH_ALL, ACCENTS_AUTO);
        if (r.total != 2)
            fail_msg("%s finds %u", both[i], r.total);
        search_result_done(&r);
    }
    searcher_close(s);
}

static void a_prefix_beyond_its_cap_says_that_the_total_is_not_exact(void **state) {
    const struct made_folder *f = *state;
    char bodies[PREFIX_EXPANSIONS_MAX + 1][16];
    struct article list[PREFIX_EXPANSIONS_MAX + 1];
    for (size_t n = PREFIX_EXPANSIONS_MAX; n <= COUNT(list); n++) {
        for (size_t i = 0; i < n; i++) {
            snprintf(bodies[i], sizeof bodies[i], "qx%zu", i);
            list[i] = plain_article(bodies[i], "", bodies[i], "", 20220101);
        }
        struct searcher *s = open_searcher(f->path, list, n);
        struct search_result r = ask(s, "qx*", MATCH_AUTO, ACCENTS_AUTO);
        assert_int_equal(r.total, PREFIX_EXPANSIONS_MAX);
        assert_int_equal(r.total_exact, n == PREFIX_EXPANSIONS_MAX);
        search_result_done(&r);
        searcher_close(s);
    }
}

static void a_query_over_a_cap_is_refused_and_a_late_search_stops(void **state) {
    const struct made_folder *f = *state;
    const struct article list[] = {plain_article("a", "Tin", "Tin tức.", "", 20220101)};
    struct searcher *s = open_searcher(f->path, list, COUNT(list));
    char longer[QUERY_BYTES_MAX + 1];
    memset(longer, 'a', sizeof longer);
    struct search_request q = {.q = longer, .q_len = sizeof longer, .limit = 10};
    struct search_result r;
    struct tt_error e;
    assert_refused(search(s, &q, &r, &e), e, TT_BAD_INPUT);
    q = (struct search_request){.q = "tin", .q_len = 3, .limit = 10, .seconds = 1e-9};
    assert_refused(search(s, &q, &r, &e), e, TT_TIMEOUT);
    q.seconds = 60;
    assert_ok(search(s, &q, &r, &e), e);
    assert_int_equal(r.total, 1);
    search_result_done(&r);
    searcher_close(s);
}

static void pages_beyond_the_end_are_empty_and_no_limit_is_too_large(void **state) {
    const struct made_folder *f = *state;
    const struct article list[] = {plain_article("a", "Tin", "Tin.", "", 20220101),
                                   plain_article("b", "Tin", "Tin.", "", DAY_UNKNOWN)};
    static const struct {
        uint32_t offset, limit, hits;
    } cases[] = {{0, 0, 0},
                 {2, 10, 0},
                 {1, 10, 1},
                 {UINT32_MAX, 10, 0},
                 {1, UINT32_MAX, 1},
                 {0, UINT32_MAX, 2},
                 {UINT32_MAX, UINT32_MAX, 0}};
    struct searcher *s = open_searcher(f->path, list, COUNT(list));
    for (size_t i = 0; i < COUNT(cases); i++)
        for (int sort = SORT_RELEVANCE; sort <= SORT_OLDEST; sort++) {
            struct search_request q = {.q = "tin",
                                       .q_len = 3,
                                       .sort = (enum search_sort)sort,
                                       .offset = cases[i].offset,
                                       .limit = cases[i].limit};
            struct search_result r;
            struct tt_error e;
            assert_ok(search(s, &q, &r, &e), e);
            assert_int_equal(r.total, 2);
            assert_int_equal(r.n_hits, cases[i].hits);
            search_result_done(&r);
        }
    searcher_close(s);
}

/* More articles than are ranked, newest first; every third has the second word. */
enum { MANY = SEARCH_RANKED_MAX + 300 };

static struct searcher *open_many(const char *index) {
    static char ids[MANY][8];
    static struct article list[MANY];
    for (int i = 0; i < MANY; i++) {
        snprintf(ids[i], sizeof ids[i], "a%d", i);
        list[i] = plain_article(ids[i], "", i % 3 ? "Tin." : "Tin biển.", "", 20220101);
    }
    return open_searcher(index, list, MANY);
}

/* Appends the page to *docids; how many of it have a score. */
static uint32_t take_page(struct searcher *s, uint32_t offset, uint32_t limit, uint32_t *docids,
                          uint32_t *n) {
    struct search_request q = {.q = "tin biển",
                               .q_len = strlen("tin biển"),
                               .match = MATCH_ANY,
                               .offset = offset,
                               .limit = limit,
                               .explain = true};
    struct search_result r;
    struct tt_error e;
    assert_ok(search(s, &q, &r, &e), e);
    assert_int_equal(r.total, MANY);
    for (uint32_t i = 0; i < r.n_hits; i++) {
        docids[(*n)++] = r.hits[i].docid;
        assert_int_equal(r.hits[i].score > 0, i < r.n_scored);
    }
    uint32_t scored = r.n_scored;
    search_result_done(&r);
    return scored;
}

static void behind_those_ranked_the_others_follow_newest_first(void **state) {
    static const uint32_t limits[] = {70, 100, MANY};
    static uint32_t docids[MANY], whole[MANY];
    static bool seen[MANY + 1];
    const struct made_folder *f = *state;
    struct searcher *s = open_many(f->path);
    uint32_t n = 0;
    assert_int_equal(take_page(s, 0, MANY, whole, &n), SEARCH_RANKED_MAX);
    assert_int_equal(n, MANY);
    for (uint32_t i = 0; i < MANY; i++) {
        assert_false(seen[whole[i]]);
        seen[whole[i]] = true;
        bool rest = i > SEARCH_RANKED_MAX;
        if (rest && whole[i] <= whole[i - 1])
            fail_msg("article %u stands behind %u", whole[i], whole[i - 1]);
    }
    for (size_t k = 0; k < COUNT(limits); k++) { /* pages are cut from one order */
        n = 0;
        uint32_t first = SEARCH_RANKED_MAX - 150, at = first, scored = 0;
        for (; at < MANY; at += limits[k])
            scored += take_page(s, at, limits[k], docids, &n);
        assert_int_equal(n, MANY - first);
        assert_int_equal(scored, 150);
        assert_memory_equal(docids, whole + first, n * sizeof *docids);
    }
    searcher_close(s);
}

static void what_was_asked_before_comes_from_the_cache(void **state) {
    const struct made_folder *f = *state;
    const struct article list[] = {
        plain_article("a", "Đối ngoại", "Công tác thông tin đối ngoại.", "", 20220101),
        plain_article("b", "Hội nghị", "Hội nghị tổng kết công tác.", "", 20210101),
    };
    static const char *const queries[] = {"công tác", "\"thông tin đối ngoại\""};
    struct searcher *s = open_searcher(f->path, list, COUNT(list));
    struct searcher_cache none = searcher_cache(s);
    assert_int_equal(none.hits + none.misses + none.bytes, 0);
    for (size_t i = 0; i < COUNT(queries); i++) {
        struct searcher_cache before = searcher_cache(s), first, second;
        struct search_result r = ask(s, queries[i], MATCH_ALL, ACCENTS_AUTO);
        search_result_done(&r);
        first = searcher_cache(s);
        assert_true(first.misses > before.misses);
        assert_true(first.bytes > before.bytes);
        r = ask(s, queries[i], MATCH_ALL, ACCENTS_AUTO);
        search_result_done(&r);
        second = searcher_cache(s);
        assert_int_equal(second.misses, first.misses);
        assert_int_equal(second.bytes, first.bytes);
        assert_true(second.hits > first.hits);
    }
    searcher_close(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_setup, folder_teardown)
        IN_FOLDER(marks_and_words_give_way_only_when_nothing_is_found),
        IN_FOLDER(any_word_finds_no_article_by_its_neighbours_alone),
        IN_FOLDER(a_prefix_finds_longer_syllables_that_are_spelt_otherwise),
        IN_FOLDER(a_prefix_beyond_its_cap_says_that_the_total_is_not_exact),
        IN_FOLDER(a_query_over_a_cap_is_refused_and_a_late_search_stops),
        IN_FOLDER(pages_beyond_the_end_are_empty_and_no_limit_is_too_large),
        IN_FOLDER(behind_those_ranked_the_others_follow_newest_first),
        IN_FOLDER(what_was_asked_before_comes_from_the_cache),
#undef IN_FOLDER
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
