/* Ranking: what impacts add up to is near the exact score; scores fall down the list; weights are
 * the request's. */
#include "random_archive.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/search.h"
#include "index/store/impacts.h"

enum { ROUNDS = 5, QUERIES = 200, FRESH = 9 };

/* Queries with everything that a tree may have, some with random ones around. */
static void make_query(uint64_t *random, char *text, size_t room) {
    static const char *const said[] = {
        "57-KL/TW", "KL 57",       "năm 2020",  "2/2021",          "Việt Nam",
        "VN",       "57-k*",       "TW",        "(TTTT)",          "tin tin",
        "ti* tí",   "hoà hòa",     "title:tin", "title:(tin đối)", "-tin",
        "T.Ư",      "\"tin đối\"", "đối ngoại", "doi ngoai",       "thông tin",
        "thong tin"};
    struct asked a = {.text = ""};
    if (random_below(random, 3))
        asked_make(random, &a);
    snprintf(text, room, "%s %s", said[random_below(random, COUNT(said))], a.text);
}

/* `how`: of 0..17. */
static void ask(struct searcher *s, const char *q, uint64_t how, const struct weights *w,
                struct search_result *out) {
    struct search_request r = {.q = q,
                               .q_len = strlen(q),
                               .match = how % 3,
                               .accents = how / 3 % 3,
                               .freshness = how >= FRESH,
                               .limit = ARTICLES_MAX,
                               .weights = w};
    struct tt_error e;
    assert_ok(search(s, &r, out, &e), e);
}

static double score_of(const struct search_result *r, uint32_t docid) {
    for (uint32_t i = 0; i < r->n_hits; i++)
        if (r->hits[i].docid == docid)
            return r->hits[i].score;
    return -1;
}

/* Impacts are shares of a bound, k1 + 1 times what a word weighs, in steps of which at most half
 * is lost. `flat` has what the words weigh. */
static void check_near(const struct search_result *impacts, const struct search_result *exact,
                       const struct search_result *flat, const char *q) {
    assert_int_equal(impacts->n_hits, exact->n_hits);
    for (uint32_t i = 0; i < impacts->n_hits; i++) {
        uint32_t docid = impacts->hits[i].docid;
        double quick = impacts->hits[i].score, own = score_of(exact, docid);
        double step = (weights_default.k1 + 1) * score_of(flat, docid) / IMPACT_MAX;
        if (fabs(quick - own) > step / 2 + 1e-5)
            fail_msg("%s: article %u has %.9f by impacts, %.9f exactly, a step is %.9f", q, docid,
                     quick, own, step);
    }
}

static void check_falling(const struct search_result *r, const char *q) {
    for (uint32_t i = 1; i < r->n_hits; i++)
        if (r->hits[i].score > r->hits[i - 1].score)
            fail_msg("%s: hit %u has %.9f, the one before %.9f", q, i, r->hits[i].score,
                     r->hits[i - 1].score);
}

static void each_query(const struct made_folder *f,
                       void (*check)(struct searcher *, const char *, uint64_t, uint32_t *)) {
    uint64_t random = 97;
    uint32_t seen = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct archive *a = archive_make(f->path, &random);
        struct searcher *s;
        struct tt_error e;
        assert_ok(searcher_open(a->snapshot, 1 << 20, &s, &e), e);
        for (int k = 0; k < QUERIES; k++) {
            char text[2 * QUERY_BYTES_MAX];
            make_query(&random, text, sizeof text);
            check(s, text, random_below(&random, 9), &seen);
        }
        searcher_close(s);
        archive_free(a);
    }
    assert_in_range(seen, 5000, UINT32_MAX);
}

static void compare(struct searcher *s, const char *q, uint64_t how, uint32_t *seen) {
    struct weights none = weights_default, all, flat;
    struct search_result impacts, exact, bound;
    none.passage = 0;
    all = none;
    none.depth = 0;
    all.depth = ARTICLES_MAX;
    flat = all;
    flat.k1 = 0;
    ask(s, q, how, &none, &impacts);
    ask(s, q, how, &all, &exact);
    ask(s, q, how, &flat, &bound);
    check_near(&impacts, &exact, &bound, q);
    *seen += exact.n_hits;
    search_result_done(&impacts);
    search_result_done(&exact);
    search_result_done(&bound);
}

static void impacts_are_no_further_from_the_score_than_half_a_step(void **state) {
    each_query(*state, compare);
}

static void fall(struct searcher *s, const char *q, uint64_t how, uint32_t *seen) {
    static const uint32_t depths[] = {0, 1, 7, 100};
    for (size_t i = 0; i < COUNT(depths); i++) {
        struct weights w = weights_default;
        struct search_result r;
        w.depth = depths[i];
        ask(s, q, how + (i % 2 ? FRESH : 0), &w, &r);
        check_falling(&r, q);
        *seen += r.n_hits;
        search_result_done(&r);
    }
}

static void scores_never_rise_down_the_list(void **state) {
    each_query(*state, fall);
}

/* ---- single weights -------------------------------------------------------------- */

static struct searcher *open_articles(const struct made_folder *f) {
    static const char long_text[] =
        "Ngoại giao văn hóa. Một hai ba bốn năm sáu bảy tám chín mười, một hai ba bốn năm sáu bảy "
        "tám chín mười, một hai ba bốn năm sáu bảy tám chín mười.";
    struct article list[] = {
        plain_article("long", "Tin", long_text, "Báo A", 20230504),
        plain_article("short", "Tin", "Ngoại giao văn hóa.", "Báo A", 20220504),
        plain_article("apart", "Tin", "Ngoại văn.\nGiao hóa.", "Báo A", 20210504),
    };
    return archive_search(f->path, list, COUNT(list));
}

static double score_with(struct searcher *s, const struct weights *w, const char *id) {
    struct search_result r;
    uint32_t docid;
    assert_int_equal(snapshot_find(searcher_snapshot(s), id, &docid), FIND_ARTICLE);
    ask(s, "ngoại giao văn hóa", 0, w, &r);
    double score = score_of(&r, docid);
    search_result_done(&r);
    return score;
}

static void each_weight_does_what_it_says(void **state) {
    struct searcher *s = open_articles(*state);
    struct weights w = weights_default;
    assert_true(score_with(s, NULL, "long") == score_with(s, &w, "long"));
    assert_true(score_with(s, &w, "short") > score_with(s, &w, "long"));
    w.b = 0;
    assert_true(fabs(score_with(s, &w, "short") - score_with(s, &w, "long")) < 1e-9);
    assert_true(score_with(s, &w, "long") > score_with(s, &w, "apart"));
    w.bigram = w.passage = 0;
    assert_true(fabs(score_with(s, &w, "long") - score_with(s, &w, "apart")) < 1e-9);
    w.passage = 1;
    assert_true(score_with(s, &w, "long") > score_with(s, &w, "apart"));
    w.passage_width = 1;
    assert_true(fabs(score_with(s, &w, "long") - score_with(s, &w, "apart")) < 1e-9);
    searcher_close(s);
}

/* ---- freshness ------------------------------------------------------------------- */

static struct searcher *open_dated(const struct made_folder *f) {
    struct article list[] = {
        plain_article("newest", "Tin", "Hội chợ.", "Báo A", 20240101),
        plain_article("longer", "Tin", "Ngoại giao văn hóa, và nữa.", "Báo A", 20231231),
        plain_article("same", "Tin", "Ngoại giao văn hóa.", "Báo A", 20220101),
        plain_article("year", "Tin", "Ngoại giao văn hóa.", "Báo A", 20210000),
        plain_article("before", "Tin", "Ngoại giao văn hóa.", "Báo A", 20200229),
        plain_article("titled", "Ngoại giao văn hóa", "Ngoại giao văn hóa.", "Báo A", 20100101),
        plain_article("old", "Tin", "Ngoại giao văn hóa.", "Báo A", 19600101),
        plain_article("unknown", "Tin", "Ngoại giao văn hóa.", "Báo A", DAY_UNKNOWN),
    };
    return archive_search(f->path, list, COUNT(list));
}

static uint32_t number_of(struct searcher *s, const char *id) {
    uint32_t docid;
    assert_int_equal(snapshot_find(searcher_snapshot(s), id, &docid), FIND_ARTICLE);
    return docid;
}

static size_t place_of(struct searcher *s, const struct search_result *r, const char *id) {
    uint32_t docid = number_of(s, id);
    for (uint32_t i = 0; i < r->n_hits; i++)
        if (r->hits[i].docid == docid)
            return i;
    fail_msg("%s is not found", id);
    return 0;
}

static void a_date_adds_a_share_that_halves_with_its_distance_to_the_newest(void **state) {
    static const struct {
        const char *id;
        double days; /* before the newest of the archive; < 0: unknown */
    } cases[] = {{"longer", 1},    {"same", 730},  {"year", 1095}, {"before", 1402},
                 {"titled", 5113}, {"old", 23376}, {"unknown", -1}};
    struct searcher *s = open_dated(*state);
    struct search_result plain, fresh;
    ask(s, "ngoại giao văn hóa", 0, NULL, &plain);
    ask(s, "ngoại giao văn hóa", FRESH, NULL, &fresh);
    for (size_t i = 0; i < COUNT(cases); i++) {
        double years = cases[i].days / 365.25, share = 0;
        uint32_t docid = number_of(s, cases[i].id);
        if (years >= 0)
            share = weights_default.freshness * exp2(-years / weights_default.freshness_half);
        double want = score_of(&plain, docid) * (1 + share), have = score_of(&fresh, docid);
        if (fabs(want - have) > 1e-9)
            fail_msg("%s has %.9f, not %.9f", cases[i].id, have, want);
    }
    search_result_done(&plain);
    search_result_done(&fresh);
    searcher_close(s);
}

static void the_newer_of_two_that_are_nearly_as_good_comes_first_when_asked_for(void **state) {
    struct searcher *s = open_dated(*state);
    struct search_result plain, fresh;
    ask(s, "ngoại giao văn hóa", 0, NULL, &plain);
    ask(s, "ngoại giao văn hóa", FRESH, NULL, &fresh);
    assert_true(place_of(s, &plain, "longer") > place_of(s, &plain, "old"));
    assert_true(place_of(s, &fresh, "longer") < place_of(s, &fresh, "same"));
    assert_true(place_of(s, &fresh, "same") < place_of(s, &fresh, "year"));
    assert_int_equal(place_of(s, &plain, "titled"), 0); /* clearly better stays first */
    assert_int_equal(place_of(s, &fresh, "titled"), 0);
    assert_int_equal(plain.total, fresh.total);
    search_result_done(&plain);
    search_result_done(&fresh);
    searcher_close(s);
}

static void an_archive_without_dates_knows_nothing_fresh(void **state) {
    const struct made_folder *f = *state;
    struct article list[] = {
        plain_article("a", "Tin", "Ngoại giao.", "Báo A", DAY_UNKNOWN),
        plain_article("b", "Ngoại giao", "Ngoại giao, và nữa.", "Báo A", DAY_UNKNOWN),
    };
    struct search_result plain, fresh;
    struct searcher *s = archive_search(f->path, list, COUNT(list));
    ask(s, "ngoại giao", 0, NULL, &plain);
    ask(s, "ngoại giao", FRESH, NULL, &fresh);
    assert_int_equal(fresh.n_hits, 2);
    for (uint32_t i = 0; i < 2; i++) {
        assert_int_equal(fresh.hits[i].docid, plain.hits[i].docid);
        assert_true(fresh.hits[i].score == plain.hits[i].score);
    }
    search_result_done(&plain);
    search_result_done(&fresh);
    searcher_close(s);
}

/* Nor does it count beyond those that are read. */
static void other_orders_know_nothing_of_freshness(void **state) {
    struct searcher *s = open_dated(*state);
    struct weights unread = weights_default;
    unread.depth = 0;
    for (int sort = SORT_RELEVANCE; sort <= SORT_OLDEST; sort++) {
        struct search_request q = {.q = "ngoại giao văn hóa",
                                   .q_len = strlen("ngoại giao văn hóa"),
                                   .sort = (enum search_sort)sort,
                                   .limit = 10,
                                   .weights = &unread};
        struct search_result plain, fresh;
        struct tt_error e;
        assert_ok(search(s, &q, &plain, &e), e);
        q.freshness = true;
        assert_ok(search(s, &q, &fresh, &e), e);
        assert_int_equal(fresh.n_hits, plain.n_hits);
        for (uint32_t i = 0; i < fresh.n_hits; i++) {
            assert_int_equal(fresh.hits[i].docid, plain.hits[i].docid);
            assert_true(fresh.hits[i].score == plain.hits[i].score);
        }
        search_result_done(&plain);
        search_result_done(&fresh);
    }
    searcher_close(s);
}

/* Another way of saying something whose set found no room in the tree adds nothing. */
static void more_times_and_codes_than_the_tree_has_room_for_are_ranked(void **state) {
    enum { TIMES = 50, CODES = 28 };
    const struct made_folder *f = *state;
    const struct article list[] = {
        plain_article("code", "Tin", "Năm 2020, KL57.", "Báo A", 20210101),
        plain_article("year", "Tin", "Năm 2020.", "Báo A", 20200101),
    };
    struct searcher *s = archive_search(f->path, list, COUNT(list));
    char text[QUERY_BYTES_MAX] = "";
    size_t n = 0;
    for (int i = 0; i < TIMES + CODES; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s ", i < TIMES ? "năm 2020" : "KL57");
    for (uint64_t how = 0; how < 3; how++) {
        struct search_result r;
        ask(s, text, how, NULL, &r);
        assert_in_range(r.n_hits, 1, COUNT(list));
        check_falling(&r, text);
        search_result_done(&r);
    }
    searcher_close(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_setup, folder_teardown)
        IN_FOLDER(impacts_are_no_further_from_the_score_than_half_a_step),
        IN_FOLDER(scores_never_rise_down_the_list),
        IN_FOLDER(each_weight_does_what_it_says),
        IN_FOLDER(a_date_adds_a_share_that_halves_with_its_distance_to_the_newest),
        IN_FOLDER(the_newer_of_two_that_are_nearly_as_good_comes_first_when_asked_for),
        IN_FOLDER(an_archive_without_dates_knows_nothing_fresh),
        IN_FOLDER(other_orders_know_nothing_of_freshness),
        IN_FOLDER(more_times_and_codes_than_the_tree_has_room_for_are_ranked),
#undef IN_FOLDER
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
