#include "made_archive.h"
#include "made_queries.h"

#include <stdlib.h>
#include <string.h>

#include "index/text/sieve.h"
#include "index/text/text.h"
#include "index/text/token.h"

enum { TEXT_BYTES = 4000 };

static void sieve_for(const char *const *folded, size_t n, struct sieve *out) {
    sieve_init(out);
    for (size_t i = 0; i < n; i++)
        sieve_want(out, folded[i], strlen(folded[i]));
}

/* The words let through, "|" behind each. */
static void sift(const struct sieve *sieve, const char *text, char *out) {
    struct sifting s;
    size_t start, end;
    char *at = out;
    sifting_init(&s, sieve, text, strlen(text));
    while (sifting_next(&s, &start, &end)) {
        memcpy(at, text + start, end - start);
        at += end - start;
        *at++ = '|';
    }
    *at = '\0';
}

static void words_are_let_through_in_all_their_forms_and_few_others(void **state) {
    (void)state;
    static const struct {
        const char *folded, *text, *want;
    } cases[] = {
        {"tin", "Thông tin TÍN, tinh (tìn) nhắn-tín.", "tin|TÍN|tìn|tín|"},
        {"thong", "thông\nTHÔNG thồng thong thôn thng", "thông|THÔNG|thồng|thong|"},
        {"ky", "kĩ kỹ Kí ky ke kyy", "kĩ|kỹ|Kí|ky|"},
        {"dong", "Đồng đông dong đòng đon", "Đồng|đông|dong|đòng|"},
        {"tin", "“thông tin” – báo… 北京 café tin2", "“thông|tin”|–|báo…|北京|"},
        {"57", "57-KL/TW, số 57 75 5 7", "57|57|75|"}, /* the sum is the same */
        {"tin", "", ""},
        {"tin", " ,.-\n", ""},
        {"tin", "tin", "tin|"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct sieve sieve;
        char shown[400];
        sieve_for(&cases[i].folded, 1, &sieve);
        sift(&sieve, cases[i].text, shown);
        assert_string_equal(shown, cases[i].want);
    }
}

static void beginnings_are_let_through_in_all_their_forms(void **state) {
    (void)state;
    static const struct {
        char first;
        const char *text, *want;
    } cases[] = {
        {'t', "Tin tín đá ông an a", "Tin|tín|"},
        {'o', "Ông oan ớt ăn đá", "Ông|oan|ớt|ăn|đá|"},
        {'d', "da đá Đi to", "da|đá|Đi|"},
        {'2', "2023 1923 hai", "2023|"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct sieve sieve;
        char shown[400];
        sieve_init(&sieve);
        sieve_want_beginning(&sieve, cases[i].first);
        sift(&sieve, cases[i].text, shown);
        assert_string_equal(shown, cases[i].want);
    }
}

/* ---- beside the tokenizer -------------------------------------------------------- */

struct wanted {
    const char *const *folded;
    size_t n;
    char first; /* beginning with it, too; 0: none */
};

static bool is_wanted(const struct wanted *w, const struct token *t) {
    for (size_t i = 0; i < w->n; i++)
        if (strcmp(w->folded[i], t->folded) == 0)
            return true;
    return w->first && t->folded[0] == w->first;
}

/* The next token of the words let through, by its place in the text. */
struct sifted {
    struct sifting sifting;
    struct tokenizer tokenizer;
    size_t word;
};

static bool sifted_next(struct sifted *s, const char *text, struct token *out) {
    while (!tokenizer_next(&s->tokenizer, out)) {
        size_t end;
        if (!sifting_next(&s->sifting, &s->word, &end))
            return false;
        tokenizer_init(&s->tokenizer, text + s->word, end - s->word);
    }
    out->start += s->word;
    out->end += s->word;
    return true;
}

/* What is let through are tokens of the text, and all that are wanted are among them. */
static void check_against_tokens(const struct wanted *w, const char *text) {
    struct sieve sieve;
    struct sifted some = {.word = 0};
    struct tokenizer all;
    struct token a, b;
    sieve_for(w->folded, w->n, &sieve);
    if (w->first)
        sieve_want_beginning(&sieve, w->first);
    sifting_init(&some.sifting, &sieve, text, strlen(text));
    tokenizer_init(&some.tokenizer, "", 0);
    tokenizer_init(&all, text, strlen(text));
    for (bool more = sifted_next(&some, text, &b); tokenizer_next(&all, &a);) {
        if (!more || a.start < b.start) {
            if (is_wanted(w, &a))
                fail_msg("%s of \"%s\" is kept back", a.folded, text);
            continue;
        }
        assert_int_equal(a.start, b.start);
        assert_int_equal(a.end, b.end);
        assert_string_equal(a.exact, b.exact);
        assert_string_equal(a.folded, b.folded);
        more = sifted_next(&some, text, &b);
    }
    assert_false(sifted_next(&some, text, &b));
}

static void no_wanted_word_of_any_text_is_kept_back(void **state) {
    (void)state;
    uint64_t random = 11;
    for (int i = 0; i < 20000; i++) {
        char text[TEXT_BYTES], folded[3][TOKEN_BYTES_MAX + 8];
        const char *list[] = {folded[0], folded[1], folded[2]};
        struct wanted w = {list, random_below(&random, COUNT(list) + 1), 0};
        for (size_t k = 0; k < COUNT(list); k++) {
            const char *word = vocabulary_word(&random);
            struct tokenizer t;
            struct token token;
            tokenizer_init(&t, word, strlen(word));
            strcpy(folded[k], tokenizer_next(&t, &token) ? token.folded : "a");
        }
        w.first = random_below(&random, 3) ? 0 : folded[2][0];
        vocabulary_text(&random, random_below(&random, 200), true, text, sizeof text);
        check_against_tokens(&w, text);
    }
}

static void no_character_hides_a_word(void **state) {
    (void)state;
    static const char *const folded[] = {"a", "ac", "nad", "e", "o", "u", "y", "d", "i"};
    for (uint32_t c = 1; c < 0x30000; c += c < 0x3100 ? 1 : 7) {
        static const char *const around[][2] = {{"", ""}, {"a", ""}, {"", "c"}, {"n", "d"}};
        for (size_t i = 0; i < COUNT(around); i++) {
            char given[40] = "ú", character[5] = "";
            struct buf text;
            struct tt_error e;
            if (c >= 0xD800 && c < 0xE000)
                continue;
            utf8_encode(c, character);
            strcat(strcat(given, around[i][0]), character);
            strcat(strcat(given, around[i][1]), " à ú");
            buf_init(&text, 1000);
            assert_ok(text_store(given, strlen(given), &text, &e), e);
            check_against_tokens(&(struct wanted){folded, COUNT(folded), 0}, buf_text(&text));
            check_against_tokens(&(struct wanted){folded, COUNT(folded), 'o'},
                                 buf_text(&text) + strlen("ú"));
            buf_done(&text);
        }
    }
}

static void long_words_and_texts_are_read_to_their_end(void **state) {
    (void)state;
    static const char *const folded[] = {"tin"};
    for (size_t n = 1; n < 3 * SIEVE_BLOCK; n += n < 2 * TOKEN_BYTES_MAX ? 1 : 37) {
        char text[4 * SIEVE_BLOCK];
        for (int blank = 0; blank < 2; blank++) {
            memset(text, blank ? ' ' : 'a', n);
            strcpy(text + n, " tin");
            check_against_tokens(&(struct wanted){folded, 1, 0}, text);
            strcpy(text + n, "tin đá tín");
            check_against_tokens(&(struct wanted){folded, 1, 0}, text);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_let_through_in_all_their_forms_and_few_others),
        cmocka_unit_test(beginnings_are_let_through_in_all_their_forms),
        cmocka_unit_test(no_wanted_word_of_any_text_is_kept_back),
        cmocka_unit_test(no_character_hides_a_word),
        cmocka_unit_test(long_words_and_texts_are_read_to_their_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
