#include "made_archive.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "index/store/columns.h"
#include "index/store/generation.h"
#include "index/store/manifest.h"

enum { FILES_MAX = 32, POSITIONS = 500 };

static struct agency_ref agencies[] = {
    {"bo-ngoai-giao", "Bộ Ngoại giao"}, {"so-a", "Sở A"}, {"so-b", "Sở B"}};
static struct duplicate copies[] = {
    {"copy-1", "http://b.vn/1", "Báo Hai", "Tin một", 20220102},
    {"copy-2", "", "", "Tin một", DAY_UNKNOWN},
};

/* Five articles, newest first; one with copies, one without anything. */
static void publish(const struct made_folder *f) {
    struct article list[] = {
        plain_article("n1", "Tin một", "Thông tin đối ngoại\nĐoạn hai.", "Báo Một", 20220105),
        plain_article("n2", "Tin hai", "Báo chí và thông tin.", "Báo Hai", 20220105),
        plain_article("n3", "Tin ba", "Hội nghị đối ngoại.", "Báo Một", 20220000),
        plain_article("n4", "", "Một ngày năm trước.", "", 20211231),
        plain_article("n5", "Không ngày", "", "Báo Hai", DAY_UNKNOWN),
    };
    list[0].agencies = agencies;
    list[0].n_agencies = 2;
    list[0].duplicates = copies;
    list[0].n_duplicates = 2;
    list[2].agencies = agencies + 1;
    list[2].n_agencies = 2;
    list[4].agencies = agencies + 1;
    list[4].n_agencies = 1;
    archive_publish(f->path, list, COUNT(list), "taken-down", 1, NULL);
}

static void a_snapshot_says_what_it_is(void **state) {
    const struct made_folder *f = *state;
    struct tt_error e;
    struct snapshot *s = NULL;
    size_t n;
    assert_refused(snapshot_open(f->path, &s, &e), e, TT_NOT_FOUND);
    publish(f);
    s = archive_open(f->path);
    const struct snapshot_facts *facts = snapshot_facts(s);
    assert_int_equal(facts->documents, 5);
    assert_int_equal(facts->duplicates, 2);
    assert_int_equal(facts->unknown_dates, 1);
    assert_int_equal(facts->agencies, 3);
    assert_int_equal(facts->sources, 2);
    assert_int_equal(facts->years, 2);
    assert_true(facts->bytes > 1000);
    assert_string_equal(facts->built_at, "2026-01-31T12:00:00Z");
    const struct year_count *years = snapshot_years(s, &n);
    assert_int_equal(n, 3);
    static const struct year_count want[] = {{2022, 3}, {2021, 1}, {0, 1}};
    assert_memory_equal(years, want, sizeof want);
    assert_ptr_equal(snapshot_ref(s), s);
    snapshot_unref(s);
    snapshot_unref(s);
    snapshot_unref(NULL);
}

static void ids_lead_to_articles_copies_and_what_was_taken_down(void **state) {
    const struct made_folder *f = *state;
    static const struct {
        const char *id;
        enum snapshot_find found;
        uint32_t docid;
    } cases[] = {
        {"n1", FIND_ARTICLE, 1},       {"n5", FIND_ARTICLE, 5},      {"copy-1", FIND_DUPLICATE, 1},
        {"copy-2", FIND_DUPLICATE, 1}, {"taken-down", FIND_GONE, 0}, {"", FIND_NONE, 77},
        {"n", FIND_NONE, 77},          {"N1", FIND_NONE, 77},
    };
    publish(f);
    struct snapshot *s = archive_open(f->path);
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint32_t docid = 77;
        assert_int_equal(snapshot_find(s, cases[i].id, &docid), cases[i].found);
        assert_int_equal(docid, cases[i].docid);
    }
    snapshot_unref(s);
}

static void an_article_comes_back_as_it_was_given(void **state) {
    const struct made_folder *f = *state;
    struct article a;
    struct tt_error e;
    publish(f);
    struct snapshot *s = archive_open(f->path);
    assert_ok(snapshot_article(s, 1, &a, &e), e);
    assert_string_equal(a.s[ARTICLE_BODY], "Thông tin đối ngoại\nĐoạn hai.");
    assert_int_equal(a.published, 20220105);
    assert_int_equal(a.n_agencies, 2);
    assert_string_equal(a.agencies[1].name, "Sở A");
    assert_int_equal(a.n_duplicates, 2);
    assert_string_equal(a.duplicates[0].url, "http://b.vn/1");
    article_done(&a);
    static const uint32_t none[] = {0, 6, UINT32_MAX};
    for (size_t i = 0; i < COUNT(none); i++)
        assert_refused(snapshot_article(s, none[i], &a, &e), e, TT_CORRUPT);
    snapshot_unref(s);
}

static void a_head_is_an_article_without_its_text(void **state) {
    const struct made_folder *f = *state;
    struct article head, whole;
    struct tt_error e;
    publish(f);
    struct snapshot *s = archive_open(f->path);
    for (uint32_t docid = 1; docid <= 5; docid++) {
        assert_ok(snapshot_head(s, docid, &head, &e), e);
        assert_ok(snapshot_article(s, docid, &whole, &e), e);
        for (unsigned i = 0; i < ARTICLE_STRINGS; i++)
            assert_string_equal(head.s[i],
                                i == ARTICLE_BODY || i == ARTICLE_PROVENANCE ? "" : whole.s[i]);
        assert_int_equal(head.n_agencies, whole.n_agencies);
        assert_int_equal(head.n_duplicates, whole.n_duplicates);
        assert_null(head.text); /* nothing was unpacked */
        article_done(&head);
        article_done(&whole);
    }
    assert_refused(snapshot_head(s, 6, &head, &e), e, TT_CORRUPT);
    snapshot_unref(s);
}

/* A manifest that fits whatever the files say: only looking at them can tell. */
static void streams_that_go_on_behind_their_end_are_refused(void **state) {
    const struct made_folder *f = *state;
    struct manifest *m = malloc(sizeof *m);
    struct tt_error e;
    struct snapshot *s;
    char name[GENERATION_NAME_MAX], dir[FILES_PATH_MAX], path[FILES_PATH_MAX];
    publish(f);
    assert_non_null(m);
    assert_ok(generation_current(f->path, name, &e) && generation_dir(f->path, name, dir, &e), e);
    assert_ok(manifest_read(dir, m, &e) && files_join(dir, FILE_STREAMS, path, &e), e);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, -1, SEEK_END), 0);
    assert_int_equal(fputc(0x80, file), 0x80);
    assert_int_equal(fclose(file), 0);
    assert_ok(manifest_write(dir, m, &e), e);
    assert_refused(snapshot_open(f->path, &s, &e), e, TT_CORRUPT);
    free(m);
}

static void an_index_may_be_empty(void **state) {
    const struct made_folder *f = *state;
    struct article a;
    struct tt_error e;
    archive_publish(f->path, NULL, 0, NULL, 1, NULL);
    struct snapshot *s = archive_open(f->path);
    assert_int_equal(snapshot_facts(s)->documents, 0);
    assert_refused(snapshot_article(s, 1, &a, &e), e, TT_CORRUPT);
    snapshot_unref(s);
}

static void agencies_and_sources_come_by_count_then_name(void **state) {
    const struct made_folder *f = *state;
    static const struct {
        const char *id;
        uint32_t count;
        size_t years;
        unsigned first_year;
    } want[] = {{"so-a", 3, 2, 2022}, {"bo-ngoai-giao", 1, 1, 2022}, {"so-b", 1, 1, 2022}};
    size_t n;
    publish(f);
    struct snapshot *s = archive_open(f->path);
    const struct agency_info *list = snapshot_agencies(s, &n);
    assert_int_equal(n, COUNT(want));
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(list[i].id, want[i].id);
        assert_int_equal(list[i].count, want[i].count);
        assert_int_equal(list[i].n_years, want[i].years);
        assert_int_equal(list[i].years[0].year, want[i].first_year);
        assert_ptr_equal(snapshot_agency(s, want[i].id), &list[i]);
    }
    assert_null(snapshot_agency(s, "so-c"));
    assert_non_null(list[1].kind); /* of the directory */
    assert_null(list[0].kind);
    const struct source_info *sources = snapshot_sources(s, &n);
    assert_int_equal(n, 2);
    assert_string_equal(sources[0].id, "bao-hai");
    assert_int_equal(sources[0].count, 2);
    assert_string_equal(sources[1].name, "Báo Một");
    snapshot_unref(s);
}

/* ---- damage ---------------------------------------------------------------------- */

struct stored {
    struct made_folder dir; /* the generation's */
    char names[FILES_MAX][64];
    size_t n;
};

static void list_files(const struct made_folder *f, struct stored *out) {
    char name[GENERATION_NAME_MAX];
    struct tt_error e;
    assert_ok(generation_current(f->path, name, &e), e);
    assert_true(snprintf(out->dir.path, sizeof out->dir.path, "%.180s/%s", f->path, name) > 0);
    DIR *d = opendir(out->dir.path);
    assert_non_null(d);
    out->n = 0;
    for (struct dirent *entry; (entry = readdir(d));)
        if (entry->d_name[0] != '.') {
            assert_true(out->n < FILES_MAX);
            snprintf(out->names[out->n++], sizeof out->names[0], "%.63s", entry->d_name);
        }
    closedir(d);
}

static char *read_whole(const char *path, size_t *n) {
    struct mapping m;
    struct tt_error e;
    assert_ok(mapping_open(path, &m, &e), e);
    char *bytes = malloc(m.len + 1);
    assert_non_null(bytes);
    memcpy(bytes, m.data, m.len);
    *n = m.len;
    mapping_close(&m);
    return bytes;
}

static void must_refuse(const char *index, const char *file, size_t at) {
    struct snapshot *s = NULL;
    struct tt_error e;
    if (snapshot_open(index, &s, &e))
        fail_msg("%s damaged at %zu is served", file, at);
    assert_null(s);
    if (e.code != TT_CORRUPT && e.code != TT_STALE && e.code != TT_NOT_FOUND)
        fail_msg("%s damaged at %zu: %s", file, at, e.text);
}

/* Changes one byte in place, and back. */
static void damage(const char *index, const char *path, const char *bytes, size_t n) {
    uint64_t random = n;
    size_t step = n > POSITIONS ? n / POSITIONS : 1;
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    setvbuf(file, NULL, _IONBF, 0);
    for (size_t at = 0; at < n; at += step) {
        char wrong = (char)(bytes[at] ^ 1 << random_below(&random, 8));
        assert_int_equal(fseek(file, (long)at, SEEK_SET), 0);
        assert_int_equal(fwrite(&wrong, 1, 1, file), 1);
        must_refuse(index, path, at);
        assert_int_equal(fseek(file, (long)at, SEEK_SET), 0);
        assert_int_equal(fwrite(bytes + at, 1, 1, file), 1);
    }
    fclose(file);
}

static void a_damaged_file_is_never_served(void **state) {
    const struct made_folder *f = *state;
    static struct stored stored;
    publish(f);
    list_files(f, &stored);
    assert_true(stored.n > COLUMNS);
    for (size_t i = 0; i < stored.n; i++) {
        char path[FILES_PATH_MAX];
        size_t n;
        char *bytes = read_whole(folder_file(&stored.dir, stored.names[i], path), &n);
        damage(f->path, path, bytes, n);
        free(bytes);
    }
    snapshot_unref(archive_open(f->path)); /* as good as before */
}

static void a_cut_longer_or_missing_file_is_never_served(void **state) {
    const struct made_folder *f = *state;
    static struct stored stored;
    publish(f);
    list_files(f, &stored);
    for (size_t i = 0; i < stored.n; i++) {
        char path[FILES_PATH_MAX];
        struct tt_error e;
        size_t n;
        const char *name = stored.names[i];
        char *bytes = read_whole(folder_file(&stored.dir, name, path), &n);
        const size_t cuts[] = {0, n / 2, n - 1, n + 1};
        bytes[n] = '\n';
        for (size_t k = 0; k < COUNT(cuts) && n > 0; k++) {
            assert_ok(files_write(stored.dir.path, name, bytes, cuts[k], &e), e);
            must_refuse(f->path, name, cuts[k]);
        }
        assert_int_equal(unlink(path), 0);
        must_refuse(f->path, name, 0);
        assert_ok(files_write(stored.dir.path, name, bytes, n, &e), e);
        snapshot_unref(archive_open(f->path));
        free(bytes);
    }
}

static void a_current_that_names_nothing_is_refused(void **state) {
    const struct made_folder *f = *state;
    static const char *const texts[] = {"20200101T000000Z\n", "", "../x", "lock"};
    publish(f);
    for (size_t i = 0; i < COUNT(texts); i++) {
        folder_write(f, "CURRENT", texts[i]);
        must_refuse(f->path, "CURRENT", i);
    }
}

static void a_snapshot_outlives_its_generation_on_disk(void **state) {
    const struct made_folder *f = *state;
    struct article a;
    struct tt_error e;
    publish(f);
    struct snapshot *old = archive_open(f->path);
    publish(f); /* keeps one: the old one goes */
    struct snapshot *new = archive_open(f->path);
    assert_string_not_equal(snapshot_facts(old)->generation, snapshot_facts(new)->generation);
    assert_ok(snapshot_article(old, 2, &a, &e), e);
    assert_string_equal(a.s[ARTICLE_ID], "n2");
    article_done(&a);
    snapshot_unref(old);
    snapshot_unref(new);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_setup, folder_teardown)
        IN_FOLDER(a_snapshot_says_what_it_is),
        IN_FOLDER(ids_lead_to_articles_copies_and_what_was_taken_down),
        IN_FOLDER(an_article_comes_back_as_it_was_given),
        IN_FOLDER(a_head_is_an_article_without_its_text),
        IN_FOLDER(streams_that_go_on_behind_their_end_are_refused),
        IN_FOLDER(an_index_may_be_empty),
        IN_FOLDER(agencies_and_sources_come_by_count_then_name),
        IN_FOLDER(a_damaged_file_is_never_served),
        IN_FOLDER(a_cut_longer_or_missing_file_is_never_served),
        IN_FOLDER(a_current_that_names_nothing_is_refused),
        IN_FOLDER(a_snapshot_outlives_its_generation_on_disk),
#undef IN_FOLDER
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
