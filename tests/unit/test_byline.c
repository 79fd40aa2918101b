#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "index/read/byline.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void same(const char *text, const char *what, const char *got, size_t n, const char *want) {
    size_t length = want ? strlen(want) : 0;
    if (n != length || (n && memcmp(got, want, n) != 0))
        fail_msg("\"%s\": the %s is \"%.*s\", not \"%s\"", text, what, (int)n, got ? got : "",
                 want ? want : "");
}

static void names_and_newsrooms_are_told_apart(void **state) {
    (void)state;
    static const struct {
        const char *text, *author, *source;
    } cases[] = {
        {"Minh Thư", "Minh Thư", NULL},
        {"MINH THƯ", "MINH THƯ", NULL},
        {"Nguyễn Thị Minh Thư", "Nguyễn Thị Minh Thư", NULL},
        {"Minh Thư (Theo TTXVN)", "Minh Thư", "TTXVN"},
        {"Minh Thư (tổng hợp)", "Minh Thư", NULL},
        {"Minh Thư/VOV", "Minh Thư", "VOV"},
        {"Minh Thư - Thu Hà", "Minh Thư - Thu Hà", NULL},
        {"Minh Thư, Thu Hà", "Minh Thư, Thu Hà", NULL},
        {"Tin, ảnh: Minh Thư – Thu Hà", "Minh Thư – Thu Hà", NULL},
        {"Bài và ảnh: Minh Thư.", "Minh Thư", NULL},
        {"Tác giả: Minh Thư", "Minh Thư", NULL},
        {"Minh Thư - minhthu@bao.example", "Minh Thư", NULL},
        {"Xã hội - Minh Thư", "Minh Thư", NULL},
        {"Y Tâm - Minh Thư", "Y Tâm - Minh Thư", NULL},
        {"K Brin", "K Brin", NULL},
        {"T.N", "T.N", NULL},
        {"H.L.A", "H.L.A", NULL},
        {"Theo TTXVN", NULL, "TTXVN"},
        {"(Nguồn: Báo Mẫu)", NULL, "Báo Mẫu"},
        {"Theo bao.example", NULL, "bao.example"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct byline b;
        if (!byline_read(cases[i].text, strlen(cases[i].text), &b))
            fail_msg("\"%s\" is no byline", cases[i].text);
        same(cases[i].text, "author", b.author, b.author_len, cases[i].author);
        same(cases[i].text, "source", b.source, b.source_len, cases[i].source);
    }
}

static void other_short_texts_are_no_bylines(void **state) {
    (void)state;
    static const char *const texts[] = {
        "",
        "PV",
        "P.V",
        "T.P",
        "A.",
        "Trung Tâm",
        "TTXVN",
        "Thời sự",
        "THỜI SỰ",
        "Kinh Tế",
        "Hà Nội",
        "VIỆT NAM",
        "Theo đó:",
        "Theo đó, khách không phải mua vé.",
        "Toàn cảnh hội chợ",
        "Báo Mẫu Mực",
        "Sở Công Thương",
        "Hội chợ mở cửa",
        "minh thư",
        "Minh",
        "Minh Thư phát biểu tại hội chợ",
        "Ông Trần Văn Mẫu, trưởng ban tổ chức",
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        if (byline_alone(texts[i], strlen(texts[i])))
            fail_msg("\"%s\" was taken for a byline", texts[i]);
}

static void datelines_are_found(void **state) {
    (void)state;
    static const struct {
        const char *text, *name;
    } cases[] = {
        {"TGM. Ngày 24/12, hội chợ mở cửa.", "TGM"},
        {"(ĐCSM) - Sáng nay hội chợ mở cửa.", "ĐCSM"},
        {"( TNM ) Chiều qua hội chợ mở cửa.", "TNM"},
        {"VOM.VN - Hội chợ mở cửa.", "VOM.VN"},
        {"TTM – Hội chợ mở cửa.", "TTM"},
        {"UBND tỉnh mở hội chợ.", NULL},
        {"Hội chợ mở cửa.", NULL},
        {"57-KL/TW là số hiệu.", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t start = 0, end = 0;
        bool found = byline_dateline(cases[i].text, strlen(cases[i].text), &start, &end);
        assert_int_equal(found, cases[i].name != NULL);
        if (found)
            same(cases[i].text, "dateline", cases[i].text + start, end - start, cases[i].name);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_newsrooms_are_told_apart),
        cmocka_unit_test(other_short_texts_are_no_bylines),
        cmocka_unit_test(datelines_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
