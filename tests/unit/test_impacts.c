/* Impacts of an archive of several blocks: what the file holds, and that adding them up finds the
 * same articles with nearly the same scores as weighing each one. */
#include "made_archive.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <roaring/roaring.h>

#include "index/search/search.h"
#include "index/search/termsets.h"
#include "index/store/impacts.h"
#include "index/store/snapshot_data.h"

enum { ARTICLES = 2 * IMPACTS_BLOCK + 809, SELDOM = 997 };

/* Article i has "chung" once, every second one "hai", every third one has "ba" i % 5 + 1 times,
 * every tenth "mười", every fortieth "tư", few have "hiếm". */
static unsigned times_of(uint32_t i) {
    return i % 3 ? 0 : i % 5 + 1;
}

static void make_body(uint32_t i, char *text, size_t room) {
    size_t n = (size_t)snprintf(text, room, "Chung%s.%s%s%s", i % SELDOM ? "" : " hiếm",
                                i % 2 ? "" : " Hai.", i % 10 ? "" : " Mười.", i % 40 ? "" : " Tư.");
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

static const struct impacts_row *row_of(const struct snapshot *s, const char *term) {
    return impacts_find(&s->impacts, term, strlen(term));
}

static void a_frequent_term_has_the_impact_of_every_article(void **state) {
    const struct made_folder *f = *state;
    struct snapshot *s = archive_open(f->path);
    const struct impacts_row *row = row_of(s, "ba");
    assert_non_null(row);
    assert_int_equal(row->df, ARTICLES / 3 + (ARTICLES % 3 > 0));
    const uint8_t *packed = impacts_of(&s->impacts, row).packed;
    assert_non_null(packed);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        unsigned tf = times_of(i);
        unsigned expected = tf ? impact_of(&s->lengths, i + 1, tf) : 0;
        assert_int_equal(impacts_get(packed, i + 1), expected);
    }
    snapshot_unref(s);
}

/* Of each block the articles that have it, with their impacts. */
static void one_that_is_less_so_has_a_list(void **state) {
    static const struct {
        const char *term;
        uint32_t every;
        bool set;
    } terms[] = {{"mười", 10, true}, {"Ztu", 40, false}};
    const struct made_folder *f = *state;
    struct snapshot *s = archive_open(f->path);
    for (size_t k = 0; k < COUNT(terms); k++) {
        const struct impacts_row *row = row_of(s, terms[k].term);
        assert_non_null(row);
        assert_int_equal(row->kind, IMPACTS_KIND_LIST);
        assert_int_equal(impacts_set(&s->impacts, row) != NULL, terms[k].set);
        struct impacts of = impacts_of(&s->impacts, row);
        uint32_t docid = 1;
        for (uint32_t block = 0; block < impacts_blocks(ARTICLES); block++)
            for (uint32_t i = of.starts[block]; i < of.starts[block + 1]; i++) {
                assert_int_equal(block * IMPACTS_BLOCK + (of.entries[i] >> IMPACT_BITS), docid);
                assert_int_equal(of.entries[i] & IMPACT_MAX, impact_of(&s->lengths, docid, 1));
                docid += terms[k].every;
            }
        assert_in_range(docid, ARTICLES + 1, ARTICLES + terms[k].every);
    }
    snapshot_unref(s);
}

static void sets_are_used_where_they_are_mapped(void **state) {
    static const struct {
        const char *term;
        uint32_t every;
    } terms[] = {{"chung", 1}, {"hai", 2}, {"ba", 3}, {"mười", 10}, {"XSbao", 1}};
    const struct made_folder *f = *state;
    struct snapshot *s = archive_open(f->path);
    for (size_t k = 0; k < COUNT(terms); k++) {
        const struct impacts_row *row = row_of(s, terms[k].term);
        assert_non_null(row);
        const roaring_bitmap_t *set =
            roaring_bitmap_frozen_view(impacts_set(&s->impacts, row), row->set_bytes);
        assert_non_null(set);
        assert_int_equal(roaring_bitmap_get_cardinality(set), row->df);
        for (uint32_t i = 0; i < ARTICLES; i++)
            assert_int_equal(roaring_bitmap_contains(set, i + 1), i % terms[k].every == 0);
        roaring_bitmap_free(set);
    }
    snapshot_unref(s);
}

static void a_rare_term_has_none_and_ids_have_none(void **state) {
    const struct made_folder *f = *state;
    struct snapshot *s = archive_open(f->path);
    assert_null(row_of(s, "hiếm"));
    assert_null(row_of(s, "Qa1"));
    assert_null(row_of(s, ""));
    assert_int_equal(row_of(s, "XSbao")->kind, IMPACTS_KIND_NONE);
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

/* A byte of the file is another one, or the file is cut before it. */
struct damage {
    size_t at;
    unsigned char flip; /* these bits of it; 0: it is cut */
};

/* Bytes on which it depends where something is found. */
static size_t damages_of(const struct snapshot *s, size_t len, struct damage *out) {
    const struct impacts_row *list = row_of(s, "mười"), *bare = row_of(s, "Ztu");
    size_t tail = len - sizeof(struct impacts_tail);
    size_t first = tail - s->impacts.n * sizeof *list;
    size_t row = first + (size_t)(list - s->impacts.rows) * sizeof *list;
    size_t other = first + (size_t)(bare - s->impacts.rows) * sizeof *bare;
    size_t starts =
        (size_t)((const char *)impacts_of(&s->impacts, list).starts - s->impacts.file.data);
    const struct damage all[] = {
        {tail, 0xff},
        {tail + offsetof(struct impacts_tail, documents), 0xff},
        {tail + offsetof(struct impacts_tail, terms), 0xff},
        {tail + offsetof(struct impacts_tail, terms) + 3, 0xff},
        {first + 7, 0xff}, /* the order of terms */
        {row + offsetof(struct impacts_row, at), 0xff},
        {row + offsetof(struct impacts_row, at) + 7, 0xff},
        {row + offsetof(struct impacts_row, df), 0xff},
        {row + offsetof(struct impacts_row, df) + 3, 0xff},
        {row + offsetof(struct impacts_row, set_bytes) + 3, 0xff},
        {row + offsetof(struct impacts_row, kind), 0xff},
        {other + offsetof(struct impacts_row, kind), IMPACTS_KIND_LIST}, /* nothing */
        {other + offsetof(struct impacts_row, kind), IMPACTS_KIND_LIST ^ IMPACTS_KIND_PACKED},
        {list->at, 1}, /* a set's first number */
        {row_of(s, "ba")->at, 4},
        {row_of(s, "hai")->at, 0xff},
        {row_of(s, "hai")->at + 8191, 0xff},
        {row_of(s, "chung")->at, 1},
        {row_of(s, "chung")->at + 2, 1},
        {row_of(s, "XSbao")->at + 3, 0xff},
        {starts, 0xff},
        {starts + 4 + 3, 0xff},
        {starts + 4 * (size_t)impacts_blocks(ARTICLES), 0xff},
        {0, 0},
        {15, 0},
        {len - 1, 0},
    };
    memcpy(out, all, sizeof all);
    return COUNT(all);
}

static void each_damage_is_refused(void **state) {
    const struct made_folder *f = *state;
    struct snapshot *s = archive_open(f->path);
    struct damage damages[32];
    struct impacts_view view;
    struct tt_error e;
    char path[FILES_PATH_MAX];
    size_t len = s->impacts.file.len, n = damages_of(s, len, damages);
    char *bytes = malloc(len);
    assert_non_null(bytes);
    for (size_t i = 0; i < n; i++) {
        memcpy(bytes, s->impacts.file.data, len);
        bytes[damages[i].at] ^= (char)damages[i].flip;
        FILE *out = fopen(folder_file(f, FILE_IMPACTS, path), "wb");
        assert_non_null(out);
        size_t left = damages[i].flip ? len : damages[i].at;
        assert_int_equal(fwrite(bytes, 1, left, out), left);
        fclose(out);
        assert_refused(impacts_open(f->path, ARTICLES, &view, &e), e, TT_CORRUPT);
    }
    free(bytes);
    assert_refused(impacts_open(s->dir, ARTICLES - 1, &view, &e), e, TT_CORRUPT);
    snapshot_unref(s);
}

/* Writes a file of one term, "a", that the articles first..first+n-1 of `documents` have. */
static void write_one(const struct made_folder *f, uint32_t documents, uint32_t first, uint32_t n) {
    uint32_t *lengths = calloc(documents, sizeof *lengths);
    struct shim_posting *list = calloc(n, sizeof *list);
    struct impacts_writer *w;
    struct tt_error e;
    assert_true(lengths && list);
    for (uint32_t i = 0; i < n; i++)
        list[i] = (struct shim_posting){first + i, 1};
    const struct lengths l = lengths_of(lengths, documents);
    assert_ok(impacts_writer_begin(f->path, &l, &w, &e), e);
    assert_ok(impacts_writer_add(w, "a", 1, list, n, &e), e);
    assert_ok(impacts_writer_end(w, &e), e);
    impacts_writer_free(w);
    free(list);
    free(lengths);
}

/* The file's bytes, where they may be; to be freed. */
static struct mapping read_file(const struct made_folder *f) {
    char path[FILES_PATH_MAX];
    struct mapping file;
    struct tt_error e;
    assert_ok(mapping_open(folder_file(f, FILE_IMPACTS, path), &file, &e), e);
    size_t room = (file.len + IMPACTS_ALIGNMENT - 1) / IMPACTS_ALIGNMENT * IMPACTS_ALIGNMENT;
    char *bytes = aligned_alloc(IMPACTS_ALIGNMENT, room);
    assert_non_null(bytes);
    memcpy(bytes, file.data, file.len);
    struct mapping copy = {bytes, file.len};
    mapping_close(&file);
    return copy;
}

static void a_block_has_no_more_entries_than_articles(void **state) {
    enum { DOCUMENTS = 5 * IMPACTS_BLOCK, MORE = IMPACTS_BLOCK + 1 };
    const struct made_folder *f = *state;
    struct impacts_view view;
    struct tt_error e;
    write_one(f, DOCUMENTS, 2, MORE);
    struct mapping file = read_file(f);
    assert_ok(impacts_read(file, DOCUMENTS, &view, &e), e);
    assert_int_equal(view.rows->kind, IMPACTS_KIND_LIST);
    uint32_t *starts = (uint32_t *)(uintptr_t)impacts_of(&view, view.rows).starts;
    starts[1] = MORE;
    assert_refused(impacts_read(file, DOCUMENTS, &view, &e), e, TT_CORRUPT);
    free((char *)(uintptr_t)file.data);
}

/* ---- sets of terms --------------------------------------------------------------- */

/* What is asked of a snapshot for the set of a term. */
static struct snapshot *borrow(struct snapshot *out, const struct impacts_view *view,
                               const struct lengths *l) {
    memset(out, 0, sizeof *out);
    out->impacts = *view;
    out->lengths = *l;
    out->manifest.documents = l->documents;
    return out;
}

static void check_set(const struct snapshot *s, struct shim_reader *reader, const char *name,
                      bool fits) {
    struct termsets *sets = termsets_new(s, reader, 1 << 20);
    const struct deadline never = {0};
    const roaring_bitmap_t *set;
    struct term term;
    struct tt_error e;
    assert_non_null(sets);
    term_make(TERM_EXACT, name, strlen(name), &term);
    if (fits)
        assert_ok(termsets_get(sets, &term, &never, &set, &e), e);
    else
        assert_refused(termsets_get(sets, &term, &never, &set, &e), e, TT_CORRUPT);
    termsets_free(sets);
}

/* Entries are not looked at before they are used. */
static void a_list_with_numbers_of_no_article_makes_no_set(void **state) {
    enum { DOCUMENTS = IMPACTS_BLOCK + 10, HAVE = 200 };
    static const struct {
        uint32_t first, at; /* of the articles; the entry */
        uint16_t place;
        bool fits;
    } cases[] = {
        {1, 0, 1, true},
        {1, 0, 0, false}, /* no article has the number 0 */
        {DOCUMENTS - HAVE + 1, HAVE - 1, 10, true},
        {DOCUMENTS - HAVE + 1, HAVE - 1, 11, false},
    };
    const struct made_folder *f = *state;
    const struct lengths l = {NULL, DOCUMENTS, 1};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct impacts_view view;
        struct snapshot s;
        struct tt_error e;
        write_one(f, DOCUMENTS, cases[i].first, HAVE);
        struct mapping file = read_file(f);
        assert_ok(impacts_read(file, DOCUMENTS, &view, &e), e);
        uint16_t *entries = (uint16_t *)(uintptr_t)impacts_of(&view, view.rows).entries;
        entries[cases[i].at] = (uint16_t)(cases[i].place << IMPACT_BITS | 1);
        check_set(borrow(&s, &view, &l), NULL, "a", cases[i].fits);
        free((char *)(uintptr_t)file.data);
    }
}

static void postings_of_no_article_make_no_set(void **state) {
    const struct made_folder *f = *state;
    const struct impacts_view none = {.n = 0};
    struct snapshot *whole = archive_open(f->path), cut;
    struct shim_reader *reader;
    struct tt_error e;
    assert_ok(shim_reader_open(whole->terms_path, &reader, &e), e);
    struct lengths l = whole->lengths;
    check_set(borrow(&cut, &none, &l), reader, "hiếm", true);
    l.documents = SELDOM;
    check_set(borrow(&cut, &none, &l), reader, "hiếm", false);
    shim_reader_close(reader);
    snapshot_unref(whole);
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
    static const char *const queries[] = {"ba",           "hiếm", "ba hiếm", "chung ba",
                                          "ba hiem them", "mười", "mười tư", "tu them hiem"};
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
        cmocka_unit_test(one_that_is_less_so_has_a_list),
        cmocka_unit_test(sets_are_used_where_they_are_mapped),
        cmocka_unit_test(a_rare_term_has_none_and_ids_have_none),
        cmocka_unit_test(more_of_a_term_is_never_less_impact),
        cmocka_unit_test(each_damage_is_refused),
        cmocka_unit_test(a_block_has_no_more_entries_than_articles),
        cmocka_unit_test(a_list_with_numbers_of_no_article_makes_no_set),
        cmocka_unit_test(postings_of_no_article_make_no_set),
        cmocka_unit_test(blocks_find_what_weighing_finds),
    };
    return cmocka_run_group_tests_name("impacts", tests, publish, folder_teardown);
}
