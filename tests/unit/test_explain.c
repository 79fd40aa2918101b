/* Explanations: their weights are the score, their counts what stands in the article, their
 * sentences what a reader would say. */
#include "random_archive.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/explain.h"

enum { ROUNDS = 6, QUERIES = 250 };

/* ---- sums ------------------------------------------------------------------------ */

static void check_sum(const struct search_result *r, uint32_t i, const char *q) {
    const struct explanations *x = r->explained;
    double sum = 0, score = r->hits[i].score;
    double before = 0;
    assert_in_range(x->first[i + 1] - x->first[i], 0, EXPLAIN_PARTS_MAX);
    for (size_t k = x->first[i]; k < x->first[i + 1]; k++) {
        const struct explain_part *p = &x->parts[k];
        bool counted =
            p->kind != EXPLAIN_DATE && p->kind != EXPLAIN_PASSAGE && p->kind != EXPLAIN_FRESHNESS;
        const char *why = x->text.data + p->why;
        sum += p->weight;
        if (p->weight <= 0 || (counted && p->count == 0))
            fail_msg("%s: %s weighs %g, stands %u times", q, x->text.data + p->name, p->weight,
                     p->count);
        if (k > x->first[i] && p->kind != EXPLAIN_REST && p->weight > before)
            fail_msg("%s: %s comes too late", q, x->text.data + p->name);
        if (!*why || why[strlen(why) - 1] != '.' || strstr(why, ".."))
            fail_msg("%s: %s", q, why);
        before = p->weight;
    }
    if (fabs(sum - score) > 1e-6 * (score > 1 ? score : 1))
        fail_msg("%s: article %u has %.9f, its parts %.9f", q, r->hits[i].docid, score, sum);
}

static uint32_t check_query(struct searcher *s, struct search_request *q, uint64_t *random) {
    struct search_result r;
    struct tt_error e;
    q->q_len = strlen(q->q);
    q->match = random_below(random, 3);
    q->accents = random_below(random, 3);
    q->limit = 1 + random_below(random, 100);
    q->offset = random_below(random, 3) ? 0 : random_below(random, 120);
    q->explain = true;
    q->freshness = random_below(random, 2);
    q->years = random_below(random, 3) ? NULL : &(const struct year_range){2019, 2021};
    q->n_years = q->years ? 1 : 0;
    assert_ok(search(s, q, &r, &e), e);
    assert_int_equal(r.explained != NULL, r.n_hits > 0 && r.query != NULL);
    for (uint32_t i = 0; r.explained && i < r.n_hits; i++)
        check_sum(&r, i, q->q);
    uint32_t n = r.explained ? r.n_hits : 0;
    search_result_done(&r);
    return n;
}

/* A query with what is read in other ways, and random ones around it. */
static void make_query(uint64_t *random, char *text, size_t room) {
    static const char *const said[] = {
        "57-KL/TW",   "KL 57",     "năm 2020",          "2/2021",
        "Việt Nam",   "VN",        "KL57 OR",           "57-k*",
        "TW",         "(TTTT)",    "trung ương TW",     "tin tin tin",
        "ti* tin tí", "hoà hòa",   "\"tin đối ngoại\"", "title:(tin đối)",
        "-tin",       "T.Ư 2020",  "tho* ng*",          "57 kl tw",
        "đối ngoại",  "doi ngoai", "thông tin",         ""};
    struct asked a = {.text = ""};
    if (random_below(random, 4))
        asked_make(random, &a);
    const char *one = said[random_below(random, COUNT(said))];
    bool before = random_below(random, 2);
    snprintf(text, room, "%s %s", before ? one : a.text, before ? a.text : one);
}

static void the_parts_of_every_hit_add_up_to_its_score(void **state) {
    const struct made_folder *f = *state;
    uint64_t random = 41;
    uint32_t explained = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct archive *a = archive_make(f->path, &random);
        struct searcher *s;
        struct tt_error e;
        assert_ok(searcher_open(a->snapshot, i % 2 ? 0 : 1 << 20, &s, &e), e);
        for (int k = 0; k < QUERIES; k++) {
            char text[2 * QUERY_BYTES_MAX];
            struct search_request q = {.q = text, .as_typed = !random_below(&random, 5)};
            make_query(&random, text, sizeof text);
            explained += check_query(s, &q, &random);
        }
        searcher_close(s);
        archive_free(a);
    }
    assert_in_range(explained, 10000, UINT32_MAX);
}

/* ---- what is said ---------------------------------------------------------------- */

static struct searcher *say_archive(const struct made_folder *f) {
    struct article list[] = {
        plain_article("a", "Ngoại giao kinh tế",
                      "Công tác ngoại giao kinh tế năm nay.\nNgoài ra ngoại giao văn hóa.", "Báo A",
                      20230504),
        plain_article("b", "Tin ngắn", "Kết luận số 57 của Bộ Thông tin và Truyền thông.", "Báo A",
                      20220000),
        plain_article("c", "Tuyên truyền", "Tuyên dương, tuyển chọn; ngoai giao.", "Báo A",
                      20210101),
    };
    return archive_search(f->path, list, COUNT(list));
}

/* Of the first hit. */
static const struct explain_part *part_named(const struct explanations *x, enum explain_kind kind,
                                             const char *name) {
    for (size_t k = 0; k < x->first[1]; k++)
        if (x->parts[k].kind == kind && strcmp(x->text.data + x->parts[k].name, name) == 0)
            return &x->parts[k];
    return NULL;
}

static void sentences_say_what_stood_where(void **state) {
    static const struct {
        const char *q, *part;
        enum explain_kind kind;
        enum explain_form form;
        unsigned fields;
        uint32_t count;
        const char *why;
    } cases[] = {
        {"ngoại giao", "ngoại", EXPLAIN_WORD, EXPLAIN_EXACT, EXPLAIN_TITLE | EXPLAIN_BODY, 3,
         "“ngoại” stands as typed once in the title and 2 times in the body."},
        {"ngoai", "ngoai", EXPLAIN_WORD, EXPLAIN_FOLDED, EXPLAIN_TITLE | EXPLAIN_BODY, 4,
         "“ngoai”, typed without marks, stands once in the title and 3 times in the body, as "
         "“ngoại” (3) and “ngoài” (1)."},
        {"title:ngoại", "ngoại", EXPLAIN_WORD, EXPLAIN_EXACT, EXPLAIN_TITLE, 1,
         "“ngoại” stands as typed once in the title."},
        {"kinh kinh", "kinh", EXPLAIN_WORD, EXPLAIN_FOLDED, EXPLAIN_TITLE | EXPLAIN_BODY, 2,
         "“kinh” (typed 2 times) stands as typed once in the title and once in the body."},
        {"ngoại giao", "ngoại giao", EXPLAIN_NEIGHBOURS, EXPLAIN_FOLDED,
         EXPLAIN_TITLE | EXPLAIN_BODY, 3,
         "“ngoại” and “giao” stand side by side once in the title and 2 times in the body, with "
         "the "
         "marks that were typed."},
        {"van hoa", "van hoa", EXPLAIN_NEIGHBOURS, EXPLAIN_FOLDED, EXPLAIN_BODY, 1,
         "“van” and “hoa” stand side by side once in the body, whatever their marks."},
        {"tuyên*", "tuyên", EXPLAIN_PREFIX, EXPLAIN_EXACT, EXPLAIN_TITLE | EXPLAIN_BODY, 2,
         "“tuyên” begins like “tuyên*” and stands once in the title and once in the body."},
        {"tuy*", "tuyen", EXPLAIN_PREFIX, EXPLAIN_FOLDED, EXPLAIN_TITLE | EXPLAIN_BODY, 3,
         "“tuyen” begins like “tuy*” and stands once in the title and 2 times in the body, as "
         "“tuyên” (2) and “tuyển” (1)."},
        {"KL 57", "kết luận số 57", EXPLAIN_ALTERNATIVE, EXPLAIN_EXACT, EXPLAIN_BODY, 1,
         "“KL 57” was also read as “kết luận số 57”, which stands once in the body."},
        {"Bộ TT&TT", "thông tin và truyền thông", EXPLAIN_ALTERNATIVE, EXPLAIN_EXACT, EXPLAIN_BODY,
         1, NULL},
        {"ngoại giao năm 2023", "năm 2023", EXPLAIN_DATE, EXPLAIN_NO_FORM, 0, 0,
         "“năm 2023” was read as a time, and the article was published on 2023-05-04."},
        {"kết luận 2022", "2022", EXPLAIN_DATE, EXPLAIN_NO_FORM, 0, 0,
         "“2022” was read as a time, and the article was published in 2022."},
        {"ngoại giao văn hóa", "ngoại giao văn hóa", EXPLAIN_PASSAGE, EXPLAIN_NO_FORM, EXPLAIN_BODY,
         4,
         "“ngoại”, “giao”, “văn” and “hóa” stand together within 32 syllables of a paragraph, the "
         "article's best passage."},
        /* the abbreviation itself stands nowhere */
        {"kết luận TTTT", "kết luận thông tin và truyền", EXPLAIN_PASSAGE, EXPLAIN_NO_FORM,
         EXPLAIN_BODY, 6, NULL},
        {"ngoại giao văn hóa", "2023-05-04", EXPLAIN_FRESHNESS, EXPLAIN_NO_FORM, 0, 0,
         "Newer articles were asked for first: this one was published on 2023-05-04, the newest of "
         "the archive on 2023-05-04."},
        {"kết luận", "2022", EXPLAIN_FRESHNESS, EXPLAIN_NO_FORM, 0, 0,
         "Newer articles were asked for first: this one was published in 2022, the newest of the "
         "archive on 2023-05-04."},
    };
    struct searcher *s = say_archive(*state);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct search_request q = {.q = cases[i].q,
                                   .q_len = strlen(cases[i].q),
                                   .limit = 10,
                                   .freshness = cases[i].kind == EXPLAIN_FRESHNESS,
                                   .explain = true};
        struct search_result r;
        struct tt_error e;
        assert_ok(search(s, &q, &r, &e), e);
        if (!r.explained)
            fail_msg("%s finds nothing", cases[i].q);
        const struct explanations *x = r.explained;
        const struct explain_part *found = part_named(x, cases[i].kind, cases[i].part);
        if (!found)
            fail_msg("%s: no part %s", cases[i].q, cases[i].part);
        if (cases[i].why && strcmp(x->text.data + found->why, cases[i].why) != 0)
            fail_msg("%s: %s", cases[i].q, x->text.data + found->why);
        assert_int_equal(found->form, cases[i].form);
        assert_int_equal(found->fields, cases[i].fields);
        assert_int_equal(found->count, cases[i].count);
        search_result_done(&r);
    }
    searcher_close(s);
}

static void the_lightest_of_very_many_parts_are_told_as_one(void **state) {
    const struct made_folder *f = *state;
    char text[QUERY_BYTES_MAX] = "";
    for (int i = 0; i < 90; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "w%d ", i);
    struct article one = plain_article("a", "Tin", text, "Báo A", 20230504);
    struct search_request q = {.q = text, .q_len = strlen(text), .limit = 1, .explain = true};
    struct searcher *s;
    struct search_result r;
    struct tt_error e;
    archive_publish(f->path, &one, 1, NULL, 1, NULL);
    struct snapshot *snapshot = archive_open(f->path);
    assert_ok(searcher_open(snapshot, 1 << 20, &s, &e), e);
    snapshot_unref(snapshot);
    assert_ok(search(s, &q, &r, &e), e);
    assert_int_equal(r.explained->n, EXPLAIN_PARTS_MAX);
    const struct explain_part *last = &r.explained->parts[EXPLAIN_PARTS_MAX - 1];
    assert_int_equal(last->kind, EXPLAIN_REST);
    /* 90 words, 89 pairs and the passage */
    assert_int_equal(last->count, 180 - (EXPLAIN_PARTS_MAX - 1));
    check_sum(&r, 0, "w0 .. w89");
    search_result_done(&r);
    searcher_close(s);
}

static void nothing_is_explained_unless_asked_for(void **state) {
    struct searcher *s = say_archive(*state);
    struct search_request q = {.q = "ngoại giao", .q_len = strlen("ngoại giao"), .limit = 10};
    struct search_result r;
    struct tt_error e;
    for (int i = 0; i < 4; i++) {
        q.explain = i & 1;
        q.sort = i & 2 ? SORT_NEWEST : SORT_RELEVANCE;
        assert_ok(search(s, &q, &r, &e), e);
        assert_int_equal(r.explained != NULL, i == 1);
        search_result_done(&r);
    }
    searcher_close(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_setup, folder_teardown)
        IN_FOLDER(the_parts_of_every_hit_add_up_to_its_score),
        IN_FOLDER(sentences_say_what_stood_where),
        IN_FOLDER(the_lightest_of_very_many_parts_are_told_as_one),
        IN_FOLDER(nothing_is_explained_unless_asked_for),
#undef IN_FOLDER
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
