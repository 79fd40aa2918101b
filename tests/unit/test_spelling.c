/* Spelling: keystrokes of input methods, and suggestions from an archive's own words. */
#include "made_archive.h"

#include <string.h>

#include "index/search/spelling.h"

static void keystrokes_give_the_syllable_that_was_meant(void **state) {
    (void)state;
    static const struct {
        enum typing how;
        const char *keys, *want; /* NULL: nothing else */
    } cases[] = {
        {TYPING_TELEX, "thoong", "thông"},
        {TYPING_TELEX, "thongo", "thông"},
        {TYPING_TELEX, "ddoois", "đối"},
        {TYPING_TELEX, "ddoosi", "đối"},
        {TYPING_TELEX, "ddoi", "đoi"},
        {TYPING_TELEX, "ngoaij", "ngoại"},
        {TYPING_TELEX, "nguwowif", "người"},
        {TYPING_TELEX, "nguowif", "người"},
        {TYPING_TELEX, "dduwowngf", "đường"},
        {TYPING_TELEX, "vieetj", "việt"},
        {TYPING_TELEX, "tieengs", "tiếng"},
        {TYPING_TELEX, "hoaf", "hòa"},
        {TYPING_TELEX, "thuyr", "thủy"},
        {TYPING_TELEX, "bawcs", "bắc"},
        {TYPING_TELEX, "saangs", "sấng"},
        {TYPING_TELEX, "tin", NULL},
        {TYPING_TELEX, "sr", NULL},
        {TYPING_TELEX, "t1n", NULL},
        {TYPING_TELEX, "abcdefghijklmnopqrs", NULL},
        {TYPING_VNI, "tho6ng", "thông"},
        {TYPING_VNI, "d9o6i1", "đối"},
        {TYPING_VNI, "d9oi61", "đối"},
        {TYPING_VNI, "ngoai5", "ngoại"},
        {TYPING_VNI, "nguoi72", "người"},
        {TYPING_VNI, "ba81c", "bắc"},
        {TYPING_VNI, "57", NULL},
        {TYPING_VNI, "h1", NULL},
        {TYPING_VNI, "tin", NULL},
        {TYPING_VNI, "a0", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct query_word word;
        bool ok = typing_read(cases[i].how, cases[i].keys, strlen(cases[i].keys), &word);
        if (ok != (cases[i].want != NULL))
            fail_msg("%s gives %s", cases[i].keys, ok ? word.exact : "nothing");
        if (ok)
            assert_string_equal(word.exact, cases[i].want);
    }
}

static void what_sounds_alike_is_written_for_each_other(void **state) {
    (void)state;
    static const struct {
        const char *form, *want; /* of several, parted by spaces */
    } cases[] = {
        {"trất", "chất trấc trấch"},
        {"chất", "trất chấc chấch"},
        {"xa", "sa"},
        {"nính", "lính nín"},
        {"dải", "giải rải vải đải dảy dãi"},
        {"giải", "dải rải giảy giãi"},
        {"sảng", "xảng sản sãng"},
        {"ngĩ", "nghĩ ngỉ"},
        {"57", ""},
        {"ừ", ""},
        {"", ""},
        {"abcdefghijklmnopqrstuvwxyzabcdefghijklmn", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct sounds sounds;
        char have[SOUNDS_MAX * (SOUND_BYTES_MAX + 1)] = "";
        spelling_sounds(cases[i].form, strlen(cases[i].form), &sounds);
        for (size_t k = 0; k < sounds.n; k++) {
            strcat(have, k ? " " : "");
            strcat(have, sounds.forms[k]);
        }
        if (strcmp(have, cases[i].want) != 0)
            fail_msg("%s: %s", cases[i].form, have);
    }
}

static void a_suggestion_finds_more_and_nothing_is_rewritten(void **state) {
    const struct made_folder *f = *state;
    const struct article list[] = {
        plain_article("a", "Đối ngoại", "Công tác thông tin đối ngoại.", "", 20220101),
        plain_article("b", "Thông tin đối ngoại", "Báo chí nói về biển đảo.", "", 20210101),
        plain_article("c", "Biển đảo", "Báo chí và thông tin đối ngoại.", "", 20200101),
    };
    static const struct {
        const char *q, *want;
        uint32_t total;
    } cases[] = {
        {"thoong tin", "thông tin", 3},  {"\"thoong tin\"", "\"thông tin\"", 3},
        {"thong tni", "thong tin", 3},   {"title:(thoong tin)", "title:(thông tin)", 1},
        {"bieern ddaor", "biển đảo", 2}, {"biển đỏa", "biển đảo", 2},
        {"báo trí", "báo chí", 2},       {"biển đạo", "biển đảo", 2},
        {"thông tn", "thông tin", 3},    {"bien dao", NULL, 0},
        {"bien zzzzz", NULL, 0},         {"BIEEN dao", "BIEN dao", 2},
        {"thong tin", NULL, 0},          {"12345", NULL, 0},
        {"a* thoong", NULL, 0},
    };
    struct searcher *s = archive_search(f->path, list, COUNT(list));
    struct tt_error e;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct search_request q = {.q = cases[i].q, .q_len = strlen(cases[i].q), .limit = 10};
        struct search_result r;
        assert_ok(search(s, &q, &r, &e), e);
        const char *want = cases[i].want ? cases[i].want : "";
        const char *have = r.suggestion ? r.suggestion : "";
        if (strcmp(have, want) != 0 || r.suggestion_total != cases[i].total)
            fail_msg("%s: \"%s\" %u", cases[i].q, have, r.suggestion_total);
        search_result_done(&r);
    }
    searcher_close(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keystrokes_give_the_syllable_that_was_meant),
        cmocka_unit_test(what_sounds_alike_is_written_for_each_other),
        cmocka_unit_test_setup_teardown(a_suggestion_finds_more_and_nothing_is_rewritten,
                                        folder_setup, folder_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
