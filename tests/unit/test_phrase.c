/* Phrases against looking at every word, in an archive with so many forms that their numbers take
 * two bytes of a stream: bytes of one number must not be taken for those of another. */
#include "made_archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/search.h"
#include "index/store/snapshot_data.h"

enum { ARTICLES = 60, WORDS = 150, QUERIES = 3000, FORM = 16, PHRASE_MAX = 4 };

static const char *const heads[] = {"b", "c", "d", "đ", "g", "h",  "kh", "l",  "m", "n",
                                    "s", "t", "v", "x", "r", "ph", "th", "tr", "ch"};
static const char *const vowels[] = {"a", "á", "à", "ạ", "ê", "ế", "ề", "o", "ó", "ò"};
static const char *const tails[] = {"", "n", "ng", "m", "t"};

struct text {
    char word[WORDS][FORM];
};

static void make_word(uint64_t *random, char out[FORM]) {
    snprintf(out, FORM, "%s%s%s", heads[random_below(random, COUNT(heads))],
             vowels[random_below(random, COUNT(vowels))],
             tails[random_below(random, COUNT(tails))]);
}

static void join(const struct text *t, unsigned from, unsigned n, char *out, size_t room) {
    size_t len = 0;
    out[0] = '\0';
    for (unsigned i = from; i < from + n; i++)
        len += (size_t)snprintf(out + len, room - len, "%s%s", i > from ? " " : "", t->word[i]);
}

static bool has(const struct text *t, const struct text *of, unsigned from, unsigned n) {
    for (unsigned i = 0; i + n <= WORDS; i++) {
        unsigned k = 0;
        while (k < n && strcmp(t->word[i + k], of->word[from + k]) == 0)
            k++;
        if (k == n)
            return true;
    }
    return false;
}

static struct searcher *open_texts(const struct made_folder *f, const struct text *texts) {
    struct article list[ARTICLES];
    static char body[ARTICLES][WORDS * FORM], id[ARTICLES][8];
    for (unsigned i = 0; i < ARTICLES; i++) {
        join(&texts[i], 0, WORDS, body[i], sizeof body[i]);
        snprintf(id[i], sizeof id[i], "a%u", i);
        list[i] = plain_article(id[i], "", body[i], "Báo", 20200101);
    }
    return archive_search(f->path, list, ARTICLES);
}

static uint32_t ask(struct searcher *s, const char *words) {
    char quoted[PHRASE_MAX * FORM + 3];
    struct search_result result;
    struct tt_error e;
    snprintf(quoted, sizeof quoted, "\"%s\"", words);
    struct search_request r = {.q = quoted,
                               .q_len = strlen(quoted),
                               .match = MATCH_ALL,
                               .accents = ACCENTS_EXACT,
                               .limit = 1};
    assert_ok(search(s, &r, &result, &e), e);
    uint32_t total = result.total;
    search_result_done(&result);
    return total;
}

/* Half of the articles repeat words of others, so that phrases stand in several. */
static void make_texts(uint64_t *random, struct text *texts) {
    for (unsigned i = 0; i < ARTICLES; i++)
        for (unsigned k = 0; k < WORDS; k++)
            if (i % 2 && k % 10 < 7)
                memcpy(texts[i].word[k], texts[i - 1].word[k], FORM);
            else
                make_word(random, texts[i].word[k]);
}

static void finds_what_looking_at_every_word_finds(void **state) {
    static struct text texts[ARTICLES];
    uint64_t random = 41;
    make_texts(&random, texts);
    struct searcher *s = open_texts(*state, texts);
    for (int i = 0; i < QUERIES; i++) {
        const struct text *of = &texts[random_below(&random, ARTICLES)];
        unsigned n = 2 + random_below(&random, PHRASE_MAX - 1);
        unsigned from = random_below(&random, WORDS - n);
        char words[PHRASE_MAX * FORM];
        uint32_t expected = 0;
        join(of, from, n, words, sizeof words);
        for (unsigned k = 0; k < ARTICLES; k++)
            expected += has(&texts[k], of, from, n);
        if (ask(s, words) != expected)
            fail_msg("%s: not in %u articles", words, expected);
    }
    searcher_close(s);
}

/* The n-th of many different words, without marks. */
static void plain_word(unsigned n, char out[FORM]) {
    static const char heads_of[] = "bcdghklmnprstvx", vowels_of[] = "aeiou", tails_of[] = "mnptcg";
    snprintf(out, FORM, "%c%c%c%c", heads_of[n % 15], vowels_of[n / 15 % 5], tails_of[n / 75 % 6],
             tails_of[n / 450 % 6]);
}

/* Number 899 ends with the byte that is number 7. */
static void the_end_of_a_number_is_no_number(void **state) {
    enum { FORMS = 1000, SHORT = 7, LONG = SHORT << 7 | 3 };
    const struct made_folder *f = *state;
    static char all[FORMS * FORM];
    char word[FORM], first[FORM], second[FORM], third[FORM], body[200], phrase[2 * FORM];
    struct searcher *s;
    struct tt_error e;
    size_t len = 0;
    for (unsigned i = 1; i < FORMS; i++) {
        plain_word(i, word);
        len += (size_t)snprintf(all + len, sizeof all - len, "%s ", word);
    }
    plain_word(SHORT, first);
    plain_word(5, second);
    plain_word(LONG, third);
    /* The same letters with a mark, and both words, make it a candidate. */
    snprintf(body, sizeof body, "%.1sá%s %s, %s %s, %s", first, first + 2, second, third, second,
             first);
    struct article list[] = {plain_article("all", "", all, "Báo", 20200102),
                             plain_article("one", "", body, "Báo", 20200101)};
    archive_publish(f->path, list, COUNT(list), NULL, 1, NULL);
    struct snapshot *snapshot = archive_open(f->path);
    assert_int_equal(lexicon_find(&snapshot->lexicon, first, strlen(first)), SHORT);
    assert_int_equal(lexicon_find(&snapshot->lexicon, third, strlen(third)), LONG);
    assert_ok(searcher_open(snapshot, 1 << 20, &s, &e), e);
    snprintf(phrase, sizeof phrase, "%s %s", first, second);
    assert_int_equal(ask(s, phrase), 0);
    snprintf(phrase, sizeof phrase, "%s %s", third, second);
    assert_int_equal(ask(s, phrase), 1);
    searcher_close(s);
    snapshot_unref(snapshot);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_end_of_a_number_is_no_number, folder_setup,
                                        folder_teardown),
        cmocka_unit_test_setup_teardown(finds_what_looking_at_every_word_finds, folder_setup,
                                        folder_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
