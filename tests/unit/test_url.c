#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "index/read/reading.h"
#include "index/read/url.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void what_does_not_count_is_left_out_of_a_url(void **state) {
    (void)state;
    static const struct {
        const char *url, *want;
    } cases[] = {
        {"https://www.Bao.Example/Tin/bai-1.htm", "bao.example/Tin/bai-1.htm"},
        {"http://bao.example:80/tin/", "bao.example/tin"},
        {"https://bao.example:443", "bao.example"},
        {"https://bao.example:8443/a", "bao.example:8443/a"},
        {"//bao.example/a#phan-2", "bao.example/a"},
        {"bao.example/a?b=2&a=1", "bao.example/a?a=1&b=2"},
        {"https://bao.example/a?utm_source=x&fbclid=y&id=7&zarsrc=30", "bao.example/a?id=7"},
        {"https://bao.example/a?", "bao.example/a"},
        {"https://ten:mat-khau@bao.example/a", "bao.example/a"},
        {"https://bao.example/%61%2d%e1%ba%a1", "bao.example/a-%E1%BA%A1"},
        {"https://bao.example/100%", "bao.example/100%"},
        {"  https://bao.example/a ", "bao.example/a"},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf b;
        buf_init(&b, 1000);
        url_normalise(cases[i].url, &b);
        assert_string_equal(buf_text(&b), cases[i].want);
        buf_done(&b);
    }
}

static void one_page_has_one_id_whatever_its_url_looks_like(void **state) {
    (void)state;
    static const char *const same[] = {
        "https://bao.example/tin/mot-bai.htm", "http://www.bao.example/tin/mot-bai.htm",
        "https://bao.example/tin/mot-bai.htm?utm_source=zalo", "bao.example/tin/mot-bai.htm/#top"};
    char want[17], got[17];
    article_id_of_url(same[0], want);
    assert_int_equal(strlen(want), 16);
    assert_int_equal(strspn(want, "0123456789abcdef"), 16);
    for (size_t i = 1; i < COUNT(same); i++) {
        article_id_of_url(same[i], got);
        assert_string_equal(got, want);
    }
    article_id_of_url("https://bao.example/tin/hai-bai.htm", got);
    assert_string_not_equal(got, want);
}

static void the_host_is_the_site(void **state) {
    (void)state;
    static const struct {
        const char *url, *want;
    } cases[] = {{"https://WWW.bao.example/a", "bao.example"},
                 {"http://kinhte.bao.example:8080/", "kinhte.bao.example"},
                 {"bao.example", "bao.example"},
                 {"/tin/mot-bai.htm", ""},
                 {"tep-tren-dia", ""},
                 {"", ""}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf b;
        buf_init(&b, 1000);
        url_host(cases[i].url, &b);
        assert_string_equal(buf_text(&b), cases[i].want);
        buf_done(&b);
    }
}

static void the_words_of_a_title_are_found_in_a_url(void **state) {
    (void)state;
    static const struct {
        const char *url, *want;
    } cases[] = {
        {"https://bao.example/thoi-su/mot-bai-bao-hay-1234567.htm", "mot bai bao hay"},
        {"https://bao.example/mot-bai-bao-hay/index.html", "mot bai bao hay"},
        {"https://bao.example/Mot-Bai-Bao-20-nam/58/12239222.epi", "mot bai bao 20 nam"},
        {"https://bao.example/tin-tuc/bai.htm", ""},
        {"https://bao.example/hoat-dong-cua-lanh-dao-tinh/mot-bai-bao-hay.htm", "mot bai bao hay"},
        {"https://bao.example/hoat-dong-cua-lanh-dao-tinh/hoi-nghi", ""},
        {"https://bao.example/", ""},
        {"https://cong.example/Pages/tin-tuc-tong-hop.aspx?ItemID=12", ""},
        {"https://cong.example/Pages/tin-tuc-tong-hop.aspx?view=all", "tin tuc tong hop"},
        {"https://cong.example/mot-bai-bao-hay.html?zarsrc=30", "mot bai bao hay"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char slug[200];
        size_t n = url_slug(cases[i].url, slug, sizeof slug);
        assert_string_equal(slug, cases[i].want);
        assert_int_equal(n, strlen(cases[i].want));
    }
}

static void a_slug_fits_its_room(void **state) {
    (void)state;
    char slug[12];
    size_t n = url_slug("https://bao.example/mot-bai-bao-rat-la-dai-va-hay", slug, sizeof slug);
    assert_true(n < sizeof slug);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_does_not_count_is_left_out_of_a_url),
        cmocka_unit_test(one_page_has_one_id_whatever_its_url_looks_like),
        cmocka_unit_test(the_host_is_the_site),
        cmocka_unit_test(the_words_of_a_title_are_found_in_a_url),
        cmocka_unit_test(a_slug_fits_its_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
