/* Fingerprints against the resemblance they stand for, and shingle sets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "index/dedup/minhash.h"
#include "index/dedup/shingle.h"
#include "tests/unit/made_texts.h"

static struct fingerprint print_of(const char *title, const char *body) {
    struct fingerprint f;
    fingerprint_read(title, title ? strlen(title) : 0, body, strlen(body), &f);
    return f;
}

static struct likeness likeness_of(const char *a, const char *b) {
    struct shingle_set x, y;
    struct tt_error e;
    shingle_set_init(&x);
    shingle_set_init(&y);
    assert_true(shingle_set_read(&x, a, strlen(a), &e));
    assert_true(shingle_set_read(&y, b, strlen(b), &e));
    struct likeness l = shingle_sets_compare(&x, &y);
    shingle_set_done(&x);
    shingle_set_done(&y);
    return l;
}

static void equal_syllables_give_equal_fingerprints(void **state) {
    (void)state;
    char *body = made_article((struct made_seed){1, 2}, 12);
    struct fingerprint a = print_of("Một", body), b = print_of("Hai", body);
    assert_int_equal(a.exact, b.exact);
    assert_memory_equal(a.bins, b.bins, sizeof a.bins);
    assert_true(fingerprint_resemblance(&a, &b) == 1);
    free(body);
}

static void the_title_tells_short_bodies_apart(void **state) {
    (void)state;
    struct fingerprint a = print_of("Một", "Xem ảnh."), b = print_of("Hai", "Xem ảnh."),
                       c = print_of("MỘT", "xem ảnh"), none = print_of(NULL, "Xem ảnh.");
    assert_int_not_equal(a.exact, b.exact);
    assert_int_equal(a.exact, c.exact);
    assert_int_not_equal(a.exact, none.exact);
    assert_int_equal(a.syllables, 2);
}

static void the_order_of_syllables_counts(void **state) {
    (void)state;
    struct fingerprint a = print_of(NULL, "một hai ba"), b = print_of(NULL, "ba hai một");
    assert_int_not_equal(a.exact, b.exact);
}

static void an_empty_body_has_a_fingerprint(void **state) {
    (void)state;
    struct fingerprint a = print_of(NULL, ""), b = print_of(NULL, " - ! ");
    assert_int_equal(a.syllables, 0);
    assert_int_equal(a.exact, b.exact);
}

static int by_value(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* A text of n syllables, each a number of its own: its shingles are known without hashing. */
static char *numbered(unsigned from, unsigned n) {
    char *out = calloc(n + 1, 8);
    assert_non_null(out);
    size_t at = 0;
    for (unsigned i = from; i < from + n; i++) {
        for (unsigned x = i, k = 0; k < 4; k++, x /= 26)
            out[at++] = (char)('a' + x % 26);
        out[at++] = ' ';
    }
    return out;
}

static void fingerprints_estimate_the_resemblance(void **state) {
    (void)state;
    enum { TRIALS = 60, LENGTH = 370, SHINGLES = LENGTH - SHINGLE_SYLLABLES + 1 };
    static const unsigned shifts[] = {0, 20, 90, 125, 185, 300, 400};
    for (size_t s = 0; s < sizeof shifts / sizeof shifts[0]; s++) {
        double shared = shifts[s] < SHINGLES ? SHINGLES - shifts[s] : 0, sum = 0, worst = 0;
        double truth = shared / (2 * SHINGLES - shared);
        for (unsigned t = 0; t < TRIALS; t++) {
            char *a = numbered(t * 1000, LENGTH), *b = numbered(t * 1000 + shifts[s], LENGTH);
            struct fingerprint x = print_of(NULL, a), y = print_of(NULL, b);
            double found = fingerprint_resemblance(&x, &y);
            sum += found;
            worst = fmax(worst, fabs(found - truth));
            free(a);
            free(b);
        }
        print_message("resemblance %.3f: mean %.3f, worst error %.3f\n", truth, sum / TRIALS,
                      worst);
        assert_true(fabs(sum / TRIALS - truth) < 0.025);
        assert_true(worst < 0.17);
    }
}

static void bands_of_alike_texts_meet_and_of_others_do_not(void **state) {
    (void)state;
    unsigned alike = 0, others = 0;
    for (unsigned t = 0; t < 100; t++) {
        char *a = numbered(t * 1000, 370), *b = numbered(t * 1000 + 120, 370),
             *c = numbered(t * 1000 + 400, 370);
        struct fingerprint x = print_of(NULL, a), y = print_of(NULL, b), z = print_of(NULL, c);
        bool meet = false;
        for (unsigned band = 0; band < MINHASH_BANDS; band++) {
            meet |= fingerprint_band(&x, band) == fingerprint_band(&y, band);
            others += fingerprint_band(&x, band) == fingerprint_band(&z, band);
        }
        alike += meet;
        free(a);
        free(b);
        free(c);
    }
    assert_true(alike >= 99);
    assert_true(others <= 2);
}

static void bins_of_a_short_body_are_spread(void **state) {
    (void)state;
    char *body = numbered(5, SHORT_SYLLABLES);
    struct fingerprint f = print_of(NULL, body);
    uint32_t bands[MINHASH_BANDS], distinct = 1;
    for (unsigned i = 0; i < MINHASH_BANDS; i++)
        bands[i] = fingerprint_band(&f, i);
    qsort(bands, MINHASH_BANDS, sizeof bands[0], by_value);
    for (unsigned i = 1; i < MINHASH_BANDS; i++)
        distinct += bands[i] != bands[i - 1];
    assert_true(distinct > MINHASH_BANDS * 9 / 10);
    free(body);
}

static void the_likeness_of_a_text_with_itself_is_whole(void **state) {
    (void)state;
    char *body = made_article((struct made_seed){3, 4}, 12);
    struct likeness l = likeness_of(body, body);
    assert_true(l.density > 0.97 && l.of_larger == 1 && l.new_part == 0);
    assert_int_equal(l.differ[FACT_NUMBER] + l.differ[FACT_NAME], 0);
    assert_true(l.agree[FACT_NUMBER] > 5 && l.agree[FACT_NAME] > 5);
    assert_true(likeness_is_same_text(&l));
    free(body);
}

static void nothing_is_like_an_empty_text(void **state) {
    (void)state;
    struct likeness l = likeness_of("", "một hai ba bốn năm");
    assert_false(likeness_is_same_text(&l));
    l = likeness_of("", "");
    assert_false(likeness_is_same_text(&l));
}

/* One sentence frame, filled in twice. */
static void facts_tell_a_form_filled_in_anew_from_a_reprint(void **state) {
    (void)state;
    static const char first[] =
        "Hội nghị tổng kết năm 2021 do Sở Ngoại vụ chủ trì diễn ra sáng 12/1 với 150 đại biểu. Ông "
        "Trần Văn An đọc báo cáo dài 40 trang về những việc đã làm được trong năm qua.";
    static const struct {
        const char *text;
        size_t numbers, names; /* frames that differ */
        bool same;
    } cases[] = {
        {"Hội nghị tổng kết năm 2021 do Sở Ngoại vụ chủ trì, diễn ra sáng 12/1 với 150 đại biểu; "
         "ông Trần Văn An đọc báo cáo dài 40 trang về những việc đã làm được trong năm qua.",
         0, 0, true},
        {"Hội nghị tổng kết năm 2022 do Sở Ngoại vụ chủ trì diễn ra sáng 10/1 với 180 đại biểu. "
         "Ông "
         "Trần Văn An đọc báo cáo dài 55 trang về những việc đã làm được trong năm qua.",
         8, 0, false},
        {"Hội nghị tổng kết năm 2021 do Sở Ngoại vụ chủ trì diễn ra sáng 12/1 với 150 đại biểu. "
         "Ông "
         "Lê Quốc Bình đọc báo cáo dài 40 trang về những việc đã làm được trong năm qua.",
         0, 2, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct likeness l = likeness_of(first, cases[i].text);
        assert_int_equal(l.differ[FACT_NUMBER], cases[i].numbers);
        assert_int_equal(l.differ[FACT_NAME], cases[i].names);
        assert_int_equal(likeness_is_same_text(&l), cases[i].same);
    }
}

static void numbers_in_words_are_facts_whatever_became_of_their_accents(void **state) {
    (void)state;
    static const char first[] =
        "Trong năm qua đội đã dập hai mươi sáu đám cháy, cứu được mười một người và bảy xe máy; "
        "tổ trực nhận ba nghìn cuộc gọi, trong đó tám trăm cuộc là trẻ con gọi chơi.";
    static const struct {
        const char *text;
        bool same;
    } cases[] = {
        {"Trong nam qua doi da dap hai muoi sau dam chay, cuu duoc muoi mot nguoi va bay xe may; "
         "tổ trực nhận ba nghìn cuộc gọi, trong đó tám trăm cuộc là trẻ con gọi chơi.",
         true},
        {"Trong năm qua đội đã dập ba mươi tư đám cháy, cứu được mười bốn người và hai xe máy; "
         "tổ trực nhận năm nghìn cuộc gọi, trong đó sáu trăm cuộc là trẻ con gọi chơi.",
         false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct likeness l = likeness_of(first, cases[i].text);
        assert_int_equal(l.differ[FACT_COUNT] == 0, cases[i].same);
        assert_int_equal(likeness_is_same_text(&l), cases[i].same);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_syllables_give_equal_fingerprints),
        cmocka_unit_test(the_title_tells_short_bodies_apart),
        cmocka_unit_test(the_order_of_syllables_counts),
        cmocka_unit_test(an_empty_body_has_a_fingerprint),
        cmocka_unit_test(fingerprints_estimate_the_resemblance),
        cmocka_unit_test(bands_of_alike_texts_meet_and_of_others_do_not),
        cmocka_unit_test(bins_of_a_short_body_are_spread),
        cmocka_unit_test(the_likeness_of_a_text_with_itself_is_whole),
        cmocka_unit_test(nothing_is_like_an_empty_text),
        cmocka_unit_test(facts_tell_a_form_filled_in_anew_from_a_reprint),
        cmocka_unit_test(numbers_in_words_are_facts_whatever_became_of_their_accents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
