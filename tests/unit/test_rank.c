/* Ranking: the best, read again by ourselves, weigh what Xapian says they weigh; scores fall down
 * the list; weights are the request's. */
#include "random_archive.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/search.h"

enum { ROUNDS = 5, QUERIES = 200 };

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

static void ask(struct searcher *s, const char *q, uint64_t how, const struct weights *w,
                struct search_result *out) {
    struct search_request r = {.q = q,
                               .q_len = strlen(q),
                               .match = how % 3,
                               .accents = how / 3 % 3,
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

static void check_same(const struct search_result *xapian, const struct search_result *ours,
                       const char *q) {
    assert_int_equal(xapian->n_hits, ours->n_hits);
    for (uint32_t i = 0; i < xapian->n_hits; i++) {
        double theirs = xapian->hits[i].score, own = score_of(ours, xapian->hits[i].docid);
        if (fabs(theirs - own) > 1e-6 * (theirs > 1 ? theirs : 1))
            fail_msg("%s: article %u has %.9f of Xapian, %.9f of us", q, xapian->hits[i].docid,
                     theirs, own);
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

/* Without lengths and passages nothing is left but what Xapian counts. */
static void compare(struct searcher *s, const char *q, uint64_t how, uint32_t *seen) {
    struct weights none = weights_default, all = weights_default;
    struct search_result xapian, ours;
    none.passage = all.passage = none.b = all.b = 0;
    none.depth = 0;
    all.depth = ARTICLES_MAX;
    ask(s, q, how, &none, &xapian);
    ask(s, q, how, &all, &ours);
    check_same(&xapian, &ours, q);
    *seen += ours.n_hits;
    search_result_done(&xapian);
    search_result_done(&ours);
}

static void the_best_weigh_what_xapian_says(void **state) {
    each_query(*state, compare);
}

static void fall(struct searcher *s, const char *q, uint64_t how, uint32_t *seen) {
    static const uint32_t depths[] = {0, 1, 7, 100};
    for (size_t i = 0; i < COUNT(depths); i++) {
        struct weights w = weights_default;
        struct search_result r;
        w.depth = depths[i];
        ask(s, q, how, &w, &r);
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
    struct searcher *s;
    struct tt_error e;
    archive_publish(f->path, list, COUNT(list), NULL, 1, NULL);
    struct snapshot *snapshot = archive_open(f->path);
    assert_ok(searcher_open(snapshot, 1 << 20, &s, &e), e);
    snapshot_unref(snapshot);
    return s;
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

int main(void) {
    const struct CMUnitTest tests[] = {
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_setup, folder_teardown)
        IN_FOLDER(the_best_weigh_what_xapian_says),
        IN_FOLDER(scores_never_rise_down_the_list),
        IN_FOLDER(each_weight_does_what_it_says),
#undef IN_FOLDER
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
