/* Impacts of an archive of several blocks: what the file holds, and that adding them up finds the
 * same articles with nearly the same scores as weighing each one. */
#include "made_archive.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/search.h"
#include "index/store/impacts.h"
#include "index/store/snapshot_data.h"

enum { ARTICLES = 2 * IMPACTS_BLOCK + 809, SELDOM = 997 };

/* Article i has "chung" once, every third one has "ba" i % 5 + 1 times, few have "hiếm". */
static unsigned times_of(uint32_t i) {
    return i % 3 ? 0 : i % 5 + 1;
}

static void make_body(uint32_t i, char *text, size_t room) {
    size_t n = (size_t)snprintf(text, room, "Chung%s.", i % SELDOM ? "" : " hiếm");
    for (unsigned k = 0; k < times_of(i); k++)
        n += (size_t)snprintf(text + n, room - n, " Ba.");
    for (unsigned k = 0; k < i % 7; k++)
        n += (size_t)snprintf(text + n, room - n, " Thêm.");
}

static int publish(void **state) {
    if (folder_setup(state))
        return 1;
    const struct made_folder *f = *state;
    struct article *list = calloc(ARTICLES, sizeof *list);
    char(*texts)[128] = malloc(ARTICLES * sizeof *texts),
    (*ids)[16] = malloc(ARTICLES * sizeof *ids);
    if (!list || !texts || !ids)
        return 1;
    for (uint32_t i = 0; i < ARTICLES; i++) {
        make_body(i, texts[i], sizeof texts[i]);
        snprintf(ids[i], sizeof ids[i], "a%u", i);
        list[i] = plain_article(ids[i], "", texts[i], "Báo", 20200101);
    }
    archive_publish(f->path, list, ARTICLES, NULL, 1, NULL);
    free(ids);
    free(texts);
    free(list);
    return 0;
}

/* ---- the file -------------------------------------------------------------------- */

static void a_frequent_term_has_the_impact_of_every_article(void **state) {
    const struct made_folder *f = *state;
    struct snapshot *s = archive_open(f->path);
    const uint8_t *packed = impacts_find(&s->impacts, "ba", strlen("ba"));
    assert_non_null(packed);
    for (uint32_t row = 0; row < ARTICLES; row++) {
        unsigned tf = times_of(row);
        unsigned expected = tf ? impact_of(&s->lengths, row + 1, tf) : 0;
        assert_int_equal(impacts_get(packed, row), expected);
    }
    snapshot_unref(s);
}

static void a_rare_term_has_none_and_ids_have_none(void **state) {
    const struct made_folder *f = *state;
    struct snapshot *s = archive_open(f->path);
    assert_null(impacts_find(&s->impacts, "hiếm", strlen("hiếm")));
    assert_null(impacts_find(&s->impacts, "XSbao", strlen("XSbao")));
    assert_null(impacts_find(&s->impacts, "", 0));
    snapshot_unref(s);
}

static void more_of_a_term_is_never_less_impact(void **state) {
    (void)state;
    static const uint32_t lengths[] = {1, 100, 400, 100000};
    const struct lengths l = {lengths, COUNT(lengths), 200};
    for (uint32_t i = 1; i <= COUNT(lengths); i++) {
        assert_in_range(impact_of(&l, i, 1), 1, IMPACT_MAX);
        for (uint32_t tf = 1; tf < 300; tf++)
            assert_true(impact_of(&l, i, tf) <= impact_of(&l, i, tf + 1));
        assert_in_range(impact_of(&l, i, UINT32_MAX), IMPACT_MAX, IMPACT_MAX);
    }
}

/* What stands at `at` becomes `byte`; or the file is cut there when `cut`. */
static void each_damage_is_refused(void **state) {
    const struct made_folder *f = *state;
    struct snapshot *s = archive_open(f->path);
    struct mapping file;
    struct impacts_view view;
    struct tt_error e;
    char path[FILES_PATH_MAX];
    assert_ok(files_join(s->dir, FILE_IMPACTS, path, &e) && mapping_open(path, &file, &e), e);
    const size_t entry = sizeof(struct impacts_head);
    const struct {
        size_t at;
        bool cut;
    } damages[] = {{0, false},          {8, false},         {12, false},
                   {entry + 15, false}, {entry + 7, false}, {0, true},
                   {15, true},          {entry + 3, true},  {file.len - 1, true}};
    char *bytes = malloc(file.len);
    assert_non_null(bytes);
    for (size_t i = 0; i < COUNT(damages); i++) {
        memcpy(bytes, file.data, file.len);
        bytes[damages[i].at] ^= (char)0xff;
        FILE *out = fopen(folder_file(f, FILE_IMPACTS, path), "wb");
        assert_non_null(out);
        size_t len = damages[i].cut ? damages[i].at : file.len;
        assert_int_equal(fwrite(bytes, 1, len, out), len);
        fclose(out);
        assert_refused(impacts_open(f->path, ARTICLES, &view, &e), e, TT_CORRUPT);
    }
    free(bytes);
    assert_refused(impacts_open(s->dir, ARTICLES - 1, &view, &e), e, TT_CORRUPT);
    mapping_close(&file);
    snapshot_unref(s);
}

/* ---- searching ------------------------------------------------------------------- */

static void ask(struct searcher *s, const char *q, const struct weights *w,
                struct search_result *out) {
    struct search_request r = {
        .q = q, .q_len = strlen(q), .match = MATCH_ANY, .limit = ARTICLES, .weights = w};
    struct tt_error e;
    assert_ok(search(s, &r, out, &e), e);
}

static void blocks_find_what_weighing_finds(void **state) {
    static const char *const queries[] = {"ba", "hiếm", "ba hiếm", "chung ba", "ba hiem them"};
    const struct made_folder *f = *state;
    struct snapshot *snapshot = archive_open(f->path);
    struct searcher *s;
    struct tt_error e;
    double *exact = malloc((ARTICLES + 1) * sizeof *exact);
    assert_non_null(exact);
    assert_ok(searcher_open(snapshot, 1 << 20, &s, &e), e);
    for (size_t q = 0; q < COUNT(queries); q++) {
        struct weights all = weights_default, none = weights_default;
        struct search_result quick, slow;
        all.passage = none.passage = 0;
        all.depth = ARTICLES;
        none.depth = 0;
        ask(s, queries[q], &none, &quick);
        ask(s, queries[q], &all, &slow);
        assert_int_equal(quick.n_hits, slow.n_hits);
        assert_int_equal(quick.n_hits, quick.total);
        for (uint32_t i = 0; i <= ARTICLES; i++)
            exact[i] = -1;
        for (uint32_t i = 0; i < slow.n_hits; i++)
            exact[slow.hits[i].docid] = slow.hits[i].score;
        for (uint32_t i = 0; i < quick.n_hits; i++) {
            double own = exact[quick.hits[i].docid];
            assert_true(own >= 0);
            assert_true(fabs(own - quick.hits[i].score) <= 0.12 * own + 1e-6);
        }
        search_result_done(&quick);
        search_result_done(&slow);
    }
    free(exact);
    searcher_close(s);
    snapshot_unref(snapshot);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frequent_term_has_the_impact_of_every_article),
        cmocka_unit_test(a_rare_term_has_none_and_ids_have_none),
        cmocka_unit_test(more_of_a_term_is_never_less_impact),
        cmocka_unit_test(each_damage_is_refused),
        cmocka_unit_test(blocks_find_what_weighing_finds),
    };
    return cmocka_run_group_tests_name("impacts", tests, publish, folder_teardown);
}
