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
        {"Minh Thư (Theo TTXVN)", "Minh Thư", "Thông tấn xã Việt Nam"},
        {"Minh Thư (tổng hợp)", "Minh Thư", NULL},
        {"Minh Thư/VOV", "Minh Thư", "Đài Tiếng nói Việt Nam"},
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
        {"Theo TTXVN", NULL, "Thông tấn xã Việt Nam"},
        {"(Nguồn: Báo Mẫu)", NULL, "Báo Mẫu"},
        {"Theo bao.example", NULL, "bao.example"},
        {"Theo Baomau.vn", NULL, "Baomau.vn"},
        {"(TTXVN/Vietnam+)", NULL, "Thông tấn xã Việt Nam"},
        {"Theo TTXVN/Vietnam+", NULL, "Thông tấn xã Việt Nam"},
        {"PV/QĐND", NULL, "Báo Quân đội nhân dân"},
        {"Minh Thư (QĐND Online)", "Minh Thư", "Báo Quân đội nhân dân"},
        {"Theo Minh Thư/TNM.VN", NULL, "TNM.VN"},
        {"Nguồn: XYZ", NULL, "XYZ"},
        {"Minh Thư/XYZ", "Minh Thư", "XYZ"},
        {"Đăng bởi: Minh Thư", "Minh Thư", NULL},
        {"Người đăng bài viết: Minh Thư", "Minh Thư", NULL},
        {"by Minh Thư", "Minh Thư", NULL},
        {"Tác giả: TS. Minh Thư", "TS. Minh Thư", NULL},
        {"Tác giả: Phòng Văn hóa huyện Mẫu", "Phòng Văn hóa huyện Mẫu", NULL},
        {"Tác giả: Minh Thư Nguồn: Báo Mẫu", "Minh Thư", "Báo Mẫu"},
        {"Tác giả: Minh Thư | Nguồn tin: TTXVN", "Minh Thư", "Thông tấn xã Việt Nam"},
        {"Nguồn: Báo Mẫu - Tác giả: Minh Thư", "Minh Thư", "Báo Mẫu"},
        {"Bảo Trị", "Bảo Trị", NULL},
        {"THU HÀ", "THU HÀ", NULL},
        {"Ý NHƯ", "Ý NHƯ", NULL},
        {"Bài, ảnh: ANH THƯ", "ANH THƯ", NULL},
        {"Bài, ảnh: ANH KHANG", "ANH KHANG", NULL},
        {"Minh Thư (Theo_TTXVN)", "Minh Thư", "Thông tấn xã Việt Nam"},
        {"Minh Thư thực hiện", "Minh Thư", NULL},
        {"Ghi chép của MINH THƯ", "MINH THƯ", NULL},
        {"Ảnh và bài: Minh Thư", "Minh Thư", NULL},
        {"Minh Thư - Công an huyện Mẫu", "Minh Thư", NULL},
        {"TS. TRẦN MINH THƯ Viện Nghiên cứu Mẫu", "TS. TRẦN MINH THƯ", NULL},
        {"A Mẫu - Chi cục Kiểm lâm", "A Mẫu", NULL},
        {"KS. Trần Minh Thư", "KS. Trần Minh Thư", NULL},
        {"TRƯỜNG THƯ", "TRƯỜNG THƯ", NULL},
        {"H'Mai Niê", "H'Mai Niê", NULL},
        {"T.Thư", "T.Thư", NULL},
        {"N. Thư - H. Hà", "N. Thư - H. Hà", NULL},
        {"MINH THƯ và NGỌC HÀ", "MINH THƯ và NGỌC HÀ", NULL},
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
        "A A A",
        "TRƯỜNG HỌC",
        "Trường Mầm Non",
        "Trung Tâm",
        "TTXVN",
        "Thời sự",
        "THỜI SỰ",
        "Kinh Tế",
        "Hà Nội",
        "KINH TẾ",
        "THE GIOI",
        "Bạn Đọc",
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
        "Người viết văn trẻ của tỉnh",
        "Tác giả bài thơ Mẹ tôi",
        "(ảnh)",
        "T.Ư",
        "TP.Vinh",
        "Tp.Vinh",
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        if (byline_alone(texts[i], strlen(texts[i])))
            fail_msg("\"%s\" was taken for a byline", texts[i]);
}

static void nobody_is_named_by_the_account_of_the_site(void **state) {
    (void)state;
    static const char *const texts[] = {"Đăng bởi: admin", "Đăng bởi: Ban Biên tập",
                                        "Người đăng: Quản trị viên", "Đăng bởi admin"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct byline b;
        assert_true(byline_alone(texts[i], strlen(texts[i])));
        if (byline_read(texts[i], strlen(texts[i]), &b))
            fail_msg("\"%s\" names \"%.*s\"", texts[i], (int)b.author_len, b.author);
    }
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
        {"(TG)-Ngày 20/10/2013, hội chợ mở cửa.", "TG"},
        {"TTO-Sáng 31-10, hội chợ mở cửa.", "TTO"},
        {"(TTXVN/Vietnam+) - Hội chợ mở cửa.", "TTXVN/Vietnam+"},
        {"(Baomau.vn) - Hội chợ mở cửa.", "Baomau.vn"},
        {"(Ngày Mẫu) – Hội chợ mở cửa.", "Ngày Mẫu"},
        {"Baomau.vn - Hội chợ mở cửa.", "Baomau.vn"},
        {"Dân trí - Hội chợ mở cửa.", "Dân trí"},
        {"Hà Nội (TTXVN) - Hội chợ mở cửa.", "TTXVN"},
        {"TT-BTC ngày 20/10 là số hiệu.", NULL},
        {"Hội chợ (lần 2) - mở cửa.", NULL},
        {"(Ảnh: Minh Thư) - Hội chợ mở cửa.", NULL},
        {"Hội Nông dân (HND) - hội mở.", NULL},
        {"UBND tỉnh mở hội chợ.", NULL},
        {"Hội chợ mở cửa.", NULL},
        {"57-KL/TW là số hiệu.", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t start = 0, end = 0;
        bool found = byline_dateline(cases[i].text, strlen(cases[i].text), &start, &end);
        if (found != (cases[i].name != NULL))
            fail_msg("\"%s\": %d", cases[i].text, found);
        if (found)
            same(cases[i].text, "dateline", cases[i].text + start, end - start, cases[i].name);
    }
}

static void newsrooms_get_their_full_names(void **state) {
    (void)state;
    static const struct {
        const char *text, *name;
    } cases[] = {
        {"TG", "Tạp chí Tuyên giáo"},
        {"TTXVN/Vietnam+", "Thông tấn xã Việt Nam"},
        {"ĐCSVN", "Báo điện tử Đảng Cộng sản Việt Nam"},
        {"XYZ", "XYZ"},
        {"Chinhphu.vn", "Chinhphu.vn"},
        {"Báo Mẫu", "Báo Mẫu"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *s = cases[i].text;
        size_t n = strlen(s);
        byline_newsroom(&s, &n);
        same(cases[i].text, "newsroom", s, n, cases[i].name);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_newsrooms_are_told_apart),
        cmocka_unit_test(other_short_texts_are_no_bylines),
        cmocka_unit_test(nobody_is_named_by_the_account_of_the_site),
        cmocka_unit_test(datelines_are_found),
        cmocka_unit_test(newsrooms_get_their_full_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
