#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/agency/agency.h"
#include "tests/unit/agency_articles.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

enum { DAY_2005 = 20050301, DAY_2022 = 20221227, DAY_2025 = 20250901 };

struct named_case {
    const char *given, *name;
    day_t published;
};

/* want: the names that must be found, parted by '|', most important first; "" nobody. */
struct find_case {
    const char *title, *body, *want;
};

static int open_directory(void **state) {
    struct tt_error e;
    struct directory *d = NULL;
    if (!directory_open(&d, &e))
        return -1;
    *state = d;
    return 0;
}

static int close_directory(void **state) {
    directory_close(*state);
    return 0;
}

static void check_named(const struct directory *d, const struct named_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct agency_list l = {.n = 0};
        struct tt_error e;
        assert_true(directory_named(d, cases[i].given, cases[i].published, &l, &e));
        assert_int_equal(l.n, 1);
        assert_string_equal(l.name[0], cases[i].name);
        agency_list_done(&l);
    }
}

static void join(const struct agency_list *l, char *out, size_t size) {
    size_t at = 0;
    out[0] = 0;
    for (size_t i = 0; i < l->n && at < size; i++)
        at += (size_t)snprintf(out + at, size - at, "%s%s", i ? "|" : "", l->name[i]);
}

static void check_find(const struct directory *d, const struct find_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct agency_list l = {.n = 0};
        struct tt_error e;
        char found[4000];
        assert_true(directory_find(d, cases[i].title, cases[i].body, DAY_UNKNOWN, &l, &e));
        join(&l, found, sizeof found);
        assert_string_equal(found, cases[i].want);
        agency_list_done(&l);
    }
}

static void an_agency_is_known_by_name_alias_and_abbreviation(void **state) {
    static const struct named_case cases[] = {
        {"Bộ Ngoại giao", "Bộ Ngoại giao", 0},
        {"BNG", "Bộ Ngoại giao", 0},
        {"MOFA", "Bộ Ngoại giao", 0},
        {"Bộ TT&TT", "Bộ Thông tin và Truyền thông", 0},
        {"Bộ TT-TT", "Bộ Thông tin và Truyền thông", 0},
        {"Bộ TT & TT", "Bộ Thông tin và Truyền thông", 0},
        {"MIC", "Bộ Thông tin và Truyền thông", 0},
        {"Bộ Thông tin - Truyền thông", "Bộ Thông tin và Truyền thông", 0},
        {"Ban Tuyên giáo TW", "Ban Tuyên giáo Trung ương", 0},
        {"Ban Tuyên giáo T.Ư", "Ban Tuyên giáo Trung ương", 0},
        {"Ban Tuyên giáo TƯ", "Ban Tuyên giáo Trung ương", 0},
        {"BCĐ TTĐN", "Ban Chỉ đạo Công tác thông tin đối ngoại Trung ương", 0},
        {"Bộ VHTTDL", "Bộ Văn hóa, Thể thao và Du lịch", 0},
        {"Bộ VH,TT&DL", "Bộ Văn hóa, Thể thao và Du lịch", 0},
        {"UBTV Quốc hội", "Ủy ban Thường vụ Quốc hội", 0},
        {"VUFO", "Liên hiệp các tổ chức hữu nghị Việt Nam", 0},
        {"TTXVN", "Thông tấn xã Việt Nam", 0},
        {"UBTW MTTQ VN", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", 0},
        {"Trung ương Đoàn", "Trung ương Đoàn TNCS Hồ Chí Minh", 0},
        {"TAND tối cao", "Tòa án nhân dân tối cao", 0},
        {"Thủ tướng", "Thủ tướng Chính phủ", 0},
    };
    check_named(*state, cases, COUNT(cases));
}

static void a_name_is_known_in_any_case_accents_and_tone_placement(void **state) {
    static const struct named_case cases[] = {
        {"BỘ NGOẠI GIAO", "Bộ Ngoại giao", 0},
        {"bộ ngoại giao", "Bộ Ngoại giao", 0},
        {"Bo Ngoai giao", "Bộ Ngoại giao", 0},
        {"bo thong tin va truyen thong", "Bộ Thông tin và Truyền thông", 0},
        {"Toà án nhân dân tối cao", "Tòa án nhân dân tối cao", 0},
        {"Uỷ ban Kiểm tra Trung ương", "Ủy ban Kiểm tra Trung ương", 0},
        {"Bộ Văn hoá, Thể thao và Du lịch", "Bộ Văn hóa, Thể thao và Du lịch", 0},
        {"BAN TUYÊN GIÁO TRUNG ƯƠNG", "Ban Tuyên giáo Trung ương", 0},
        {"Bộ Công thương", "Bộ Công Thương", 0},
        {" Bộ Y tế ", "Bộ Y tế", 0},
    };
    check_named(*state, cases, COUNT(cases));
}

static void bodies_of_places_are_named_by_pattern(void **state) {
    static const struct named_case cases[] = {
        {"Ủy ban nhân dân tỉnh Khánh Hòa", "UBND tỉnh Khánh Hòa", 0},
        {"UBND tỉnh Khánh Hoà", "UBND tỉnh Khánh Hòa", 0},
        {"UBND TỈNH QUẢNG NINH", "UBND tỉnh Quảng Ninh", 0},
        {"UBND Quảng Ninh", "UBND tỉnh Quảng Ninh", 0},
        {"UBND tỉnh Đăk Nông", "UBND tỉnh Đắk Nông", 0},
        {"UBND tỉnh Đắc Nông", "UBND tỉnh Đắk Nông", 0},
        {"UBND thành phố Hồ Chí Minh", "UBND TP. Hồ Chí Minh", 0},
        {"UBND TP.HCM", "UBND TP. Hồ Chí Minh", 0},
        {"UBND TP Hà Nội", "UBND TP. Hà Nội", 0},
        {"UBND thành phố Huế", "UBND TP. Huế", 0},
        {"UBND TP. Đà Lạt", "UBND TP. Đà Lạt", 0},
        {"Hội đồng nhân dân tỉnh Nghệ An", "HĐND tỉnh Nghệ An", 0},
        {"Ủy ban nhân dân huyện Củ Chi", "UBND huyện Củ Chi", 0},
        {"UBND quận 1", "UBND quận 1", 0},
        {"UBND xã Thanh Bình", "UBND xã Thanh Bình", 0},
        {"UBND thị trấn Tam Đảo", "UBND thị trấn Tam Đảo", 0},
        {"UBND phường 5", "UBND phường 5", 0},
        {"Tòa án nhân dân tỉnh Bến Tre", "TAND tỉnh Bến Tre", 0},
        {"Viện KSND huyện Cái Bè", "VKSND huyện Cái Bè", 0},
        {"Tỉnh ủy Hà Giang", "Tỉnh ủy Hà Giang", 0},
        {"Tỉnh uỷ Hà Giang", "Tỉnh ủy Hà Giang", 0},
        {"Thành ủy TP. Hồ Chí Minh", "Thành ủy Hồ Chí Minh", 0},
        {"Ban Tuyên giáo Tỉnh ủy Lào Cai", "Ban Tuyên giáo Tỉnh ủy Lào Cai", 0},
        {"Sở GD&ĐT tỉnh Long An", "Sở Giáo dục và Đào tạo tỉnh Long An", 0},
        {"Sở Y tế Hà Nội", "Sở Y tế thành phố Hà Nội", 0},
        {"Công an tỉnh An Giang", "Công an tỉnh An Giang", 0},
        {"BĐBP tỉnh Kiên Giang", "Bộ đội Biên phòng tỉnh Kiên Giang", 0},
        {"Hạt kiểm lâm huyện Ba Tơ", "Hạt Kiểm lâm huyện Ba Tơ", 0},
        {"Hội LHPN tỉnh Thái Bình", "Hội Liên hiệp Phụ nữ tỉnh Thái Bình", 0},
        {"Đại sứ quán Việt Nam tại Nhật Bản", "Đại sứ quán Việt Nam tại Nhật Bản", 0},
    };
    check_named(*state, cases, COUNT(cases));
}

static void the_day_chooses_between_agencies_of_one_name(void **state) {
    static const struct named_case cases[] = {
        {"Bộ Nông nghiệp", "Bộ Nông nghiệp và Phát triển nông thôn", DAY_2022},
        {"Bộ Nông nghiệp", "Bộ Nông nghiệp và Môi trường", DAY_2025},
        {"Bộ Văn hóa - Thông tin", "Bộ Văn hóa - Thông tin", DAY_2005},
        {"Bộ Thông tin và Truyền thông", "Bộ Thông tin và Truyền thông", DAY_2025},
        {"Ủy ban Về các vấn đề xã hội", "Ủy ban Về các vấn đề xã hội của Quốc hội", DAY_2005},
        {"Ủy ban Xã hội", "Ủy ban Xã hội của Quốc hội", DAY_2022},
    };
    check_named(*state, cases, COUNT(cases));
}

static void an_unknown_name_stays_as_it_is(void **state) {
    static const struct named_case cases[] = {
        {"Câu lạc bộ Thơ Hương Sen", "Câu lạc bộ Thơ Hương Sen", 0},
        {"Bộ Ngoại giao và bạn bè", "Bộ Ngoại giao và bạn bè", 0},
    };
    struct agency_list l = {.n = 0};
    struct tt_error e;
    check_named(*state, cases, COUNT(cases));
    assert_true(directory_named(*state, "Câu lạc bộ Thơ Hương Sen", 0, &l, &e));
    assert_true(directory_named(*state, "câu lạc bộ thơ hương sen", 0, &l, &e));
    assert_int_equal(l.n, 1);
    assert_string_equal(l.id[0], "cau-lac-bo-tho-huong-sen");
    agency_list_done(&l);
}

static void subjects_of_title_and_lead_act(void **state) {
    static const struct find_case cases[] = {
        {"Bộ Y tế công bố kế hoạch tiêm chủng mùa hè", "Trẻ em cả nước sẽ được tiêm.", "Bộ Y tế"},
        {"Hội nghị về cà phê sạch",
         "Sáng 3/5, tại Buôn Ma Thuột, Bộ Công Thương tổ chức hội nghị về cà phê sạch.",
         "Bộ Công Thương"},
        {"Lớp học bơi mở cửa",
         "Hôm qua, UBND huyện Củ Chi phối hợp với Sở Du lịch TP. Hồ Chí Minh khai trương lớp.",
         "UBND huyện Củ Chi|Sở Du lịch thành phố Hồ Chí Minh"},
        {"Ngày hội trái cây",
         "Ngày hội do Hội Nông dân Việt Nam, Bộ Công Thương và báo Làng Nghề tổ chức.",
         "Hội Nông dân Việt Nam|Bộ Công Thương"},
        {"THỦ TƯỚNG THĂM LÀNG CHÀI", "Bà con vui mừng đón khách.", "Thủ tướng Chính phủ"},
        {"Quy định mới về đèn đường",
         "Nghị định số 77 của Chính phủ quy định độ sáng của đèn đường từ năm sau.", "Chính phủ"},
        {"Bo Ngoai giao to chuc hop bao", "Cuoc hop bao dien ra chieu nay.", "Bộ Ngoại giao"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void a_lead_that_names_nobody_takes_the_next_paragraph_in(void **state) {
    static const struct find_case cases[] = {
        {"Kho ảnh mở cửa cho bạn bè",
         "Hơn một trăm người trong nghề vừa bàn cách đưa ảnh, phim và sách lên một nền tảng chung, "
         "mở cho "
         "mọi người tra cứu bằng nhiều thứ tiếng, kể cả những người ở rất xa và chưa từng đến đây "
         "lần "
         "nào.\nNgày 17/11, Bộ Ngoại giao phối hợp với UBND tỉnh Hà Giang tổ chức hội thảo.",
         "Bộ Ngoại giao|UBND tỉnh Hà Giang"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void a_newsroom_may_act_too(void **state) {
    static const struct find_case cases[] = {
        {"Thêm giờ phát sóng",
         "Từ ngày 10/4, Đài Tiếng nói Việt Nam tăng giờ phát sóng ở biên giới.",
         "Đài Tiếng nói Việt Nam"},
        {"Thêm giờ phát sóng",
         "Bà con vùng cao có thêm giờ nghe đài mỗi ngày.\nĐài Tiếng nói Việt Nam", ""},
        {"Thêm giờ phát sóng", "Theo Thông tấn xã Việt Nam, bà con có thêm giờ nghe đài.", ""},
    };
    check_find(*state, cases, COUNT(cases));
}

static void a_caption_tells_who_mattered(void **state) {
    static const struct find_case cases[] = {
        {"Sơ kết công tác sáu tháng",
         "Ngày 5/7, Bộ Nội vụ tổ chức hội nghị sơ kết công tác sáu tháng đầu năm.\n"
         "Thứ trưởng Bộ Nội vụ chủ trì hội nghị.\n"
         "Các đại biểu đã nghe báo cáo và bàn những việc cần làm trong sáu tháng cuối năm, trong "
         "đó có "
         "việc đào tạo, bồi dưỡng cán bộ trẻ và sắp xếp lại các đơn vị ở vùng xa cho gọn hơn.\n"
         "Bà Mẫu, Chủ tịch Liên hiệp các tổ chức hữu nghị Việt Nam phát biểu tại hội nghị.",
         "Bộ Nội vụ|Liên hiệp các tổ chức hữu nghị Việt Nam"},
        {"Chợ hoa mở cửa sớm",
         "Ngày 5/1, UBND huyện Ba Tri mở chợ hoa bên bờ sông, sớm hơn mọi năm mười ngày để bà con "
         "kịp bán hoa trước Tết.\n"
         "Chợ có hai trăm gian, mỗi gian rộng mười hai mét vuông, có điện, có nước và không thu "
         "tiền thuê trong ba ngày đầu, bà con các xã đã chở hoa đến từ chập tối hôm trước.\n"
         "Giám đốc Sở Công Thương tỉnh Bến Tre cho rằng chợ nên mở muộn hơn.\n"
         "Trưởng Công an huyện Ba Tri đề nghị bà con giữ lối đi.\n",
         "UBND huyện Ba Tri"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void officers_act_for_their_agency(void **state) {
    static const struct find_case cases[] = {
        {"Bộ trưởng Bộ Công Thương Lê Văn Mẫu thăm chợ nổi", "Chợ đông từ sáng.", "Bộ Công Thương"},
        {"Chuyến thăm làng gốm",
         "Người phát ngôn Bộ Ngoại giao Trần Thị Mẫu cho biết đoàn khách rất thích gốm.",
         "Bộ Ngoại giao"},
        {"Phó Chủ tịch UBND tỉnh Bến Tre Nguyễn Văn Mẫu kiểm tra đê biển", "Đê dài 3 km.",
         "UBND tỉnh Bến Tre"},
        {"Họp về sách", "Sáng nay, Bộ trưởng Ngoại giao Trần Văn Mẫu chủ trì buổi họp về sách.",
         "Bộ Ngoại giao"},
        {"Đêm thơ",
         "Chủ tịch Liên hiệp các tổ chức hữu nghị Việt Nam Phạm Thị Mẫu phát biểu khai mạc.",
         "Liên hiệp các tổ chức hữu nghị Việt Nam"},
        {"Ra quân", "Chủ tịch UBND huyện Krông Nô Trần Văn Mẫu phát động phong trào.",
         "UBND huyện Krông Nô"},
        {"Tập huấn",
         "Ông Lê Văn Mẫu, Cục trưởng Cục Báo chí (Bộ Thông tin và Truyền thông) nhấn mạnh.",
         "Cục Báo chí|Bộ Thông tin và Truyền thông"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void a_bare_level_means_the_place_of_the_article(void **state) {
    static const struct find_case cases[] = {
        {"UBND tỉnh họp về hạn mặn", "Nông dân tỉnh Bến Tre đang thiếu nước ngọt.",
         "UBND tỉnh Bến Tre"},
        {"Chủ tịch UBND huyện chỉ đạo gấp rút đắp đập", "Huyện Ba Tri có ba con đập.",
         "UBND huyện Ba Tri"},
        {"Tỉnh ủy ra nghị quyết về rừng", "Rừng ở tỉnh Kon Tum đang xanh lại.", "Tỉnh ủy Kon Tum"},
        {"UBND tỉnh họp về hạn mặn", "Nông dân đang thiếu nước ngọt.", ""},
        {"UBND tỉnh, thành phố họp giao ban", "Nông dân tỉnh Bến Tre thiếu nước.", ""},
    };
    check_find(*state, cases, COUNT(cases));
}

static void the_site_tells_the_province_that_the_article_does_not(void **state) {
    struct agency_list l = {.n = 0};
    struct tt_error e;
    assert_true(directory_find_at(*state, "UBND tỉnh họp về hạn mặn", "Nước ngọt đang thiếu.",
                                  "www.bentre.gov.vn", DAY_UNKNOWN, &l, &e));
    assert_int_equal(l.n, 1);
    assert_string_equal(l.name[0], "UBND tỉnh Bến Tre");
    assert_string_equal(l.id[0], "ubnd-tinh-ben-tre");
    agency_list_done(&l);
}

static void the_longest_name_wins(void **state) {
    static const struct find_case cases[] = {
        {"Ủy ban Pháp luật của Quốc hội họp phiên toàn thể", "Phiên họp kéo dài hai ngày.",
         "Ủy ban Pháp luật của Quốc hội"},
        {"Ban Tuyên giáo Tỉnh ủy Lào Cai tổ chức hội thi", "Hội thi thu hút 30 đội.",
         "Ban Tuyên giáo Tỉnh ủy Lào Cai"},
        {"Ban Chỉ đạo công tác thông tin đối ngoại tỉnh Lào Cai họp", "Cuộc họp diễn ra sáng nay.",
         "Ban Chỉ đạo Công tác thông tin đối ngoại tỉnh Lào Cai"},
        {"Ban Chỉ đạo Công tác thông tin đối ngoại họp", "Cuộc họp diễn ra sáng nay.",
         "Ban Chỉ đạo Công tác thông tin đối ngoại Trung ương"},
        {"Văn phòng Chính phủ thông báo lịch nghỉ", "Lịch nghỉ dài ba ngày.",
         "Văn phòng Chính phủ"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void who_is_named_in_passing_does_not_act(void **state) {
    static const struct find_case cases[] = {
        {"Mùa sen nở", "Sen nở khắp hồ. Ảnh: TTXVN", ""},
        {"Mùa sen nở", "Sen nở khắp hồ, du khách nườm nượp. Theo VTV", ""},
        {"Đường làng rộng hơn",
         "Nhà bà Sáu hiến đất theo nghị quyết của Quốc hội, con đường rộng ra ba mét.", ""},
        {"Mexico đổi giờ", "Bộ Ngoại giao Mexico cho biết giờ mùa hè sẽ bỏ từ năm sau.", ""},
        {"Thái Lan mở hội", "Thủ tướng Thái Lan phát biểu khai mạc lễ hội té nước.", ""},
        {"Ong mật về vườn", "Cán bộ y tế và người dân cùng tham gia chăm vườn ong.", ""},
        {"Vườn xoài trĩu quả",
         "Xoài được mùa.\nGiá xoài tăng. Bà con mong giá giữ lâu.\n"
         "Văn bản số 12/UBND-KT và 34/TT-BTTTT đã hết hiệu lực.",
         ""},
        {"Bộ Y tế đề nghị Bộ Công Thương giảm giá khẩu trang", "Giá đang cao.", "Bộ Y tế"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void an_english_name_means_the_vietnamese_agency(void **state) {
    static const struct find_case cases[] = {
        {"Photo week opens in Hue",
         "HANOI — The Ministry of Culture, Sports and Tourism opened a photo week on Monday in "
         "coordination with the Vietnam News Agency.",
         "Bộ Văn hóa, Thể thao và Du lịch|Thông tấn xã Việt Nam"},
        {"Tea farmers meet buyers",
         "The Ministry of Industry and Trade has announced a fair for tea farmers. The Japanese "
         "Ministry of Finance sent its greetings.",
         "Bộ Công Thương"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void agencies_of_other_countries_are_not_ours(void **state) {
    static const struct find_case cases[] = {
        {"Tokyo bàn chuyện thuế",
         "Sáng nay, Quốc hội Nhật Bản họp bàn về thuế. Quốc hội sẽ biểu quyết vào tuần sau.", ""},
        {"Lễ hội màu", "Thủ tướng Narendra Modi khai mạc lễ hội màu ở thủ đô.", ""},
        {"Chuyện bên sông", "Bộ Y tế của Lào công bố số liệu về bệnh sốt.", ""},
        {"Hai bên bàn chuyện cá",
         "Bộ Ngoại giao Việt Nam tiếp đoàn khách sáng 3/4. Bộ Ngoại giao Lào cảm ơn.",
         "Bộ Ngoại giao"},
        {"Đồng chí Trưởng Ban tiếp khách",
         "Tại trụ sở Ban Nội chính Trung ương, đồng chí Trưởng Ban đã tiếp đoàn Ủy ban Kiểm tra "
         "Trung ương Đảng Nhân dân Cách mạng Lào.",
         "Ban Nội chính Trung ương"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void guests_do_not_act_whatever_they_say(void **state) {
    static const struct find_case cases[] = {
        {"Hội thi chim hót",
         "Ngày 2/3, Hội Nông dân huyện Ba Tri tổ chức hội thi chim hót. Đến dự có các đồng chí: "
         "Trần Văn Mẫu, Phó Bí thư Huyện ủy Ba Tri; Lê Thị Mẫu, Phó Chủ tịch UBND huyện Ba Tri.\n"
         "Phát biểu tại hội thi, Phó Bí thư Huyện ủy Ba Tri Trần Văn Mẫu khen chim hay.\n"
         "Phó Bí thư Huyện ủy Ba Tri trao giải",
         "Hội Nông dân huyện Ba Tri"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void of_several_offices_those_at_the_head_act(void **state) {
    static const struct find_case cases[] = {
        {"Đắp đê ngăn mặn",
         "Ông Lê Văn Mẫu, Phó Bí thư Tỉnh ủy Bến Tre, Chủ tịch UBND tỉnh Bến Tre kiểm tra đê.",
         "UBND tỉnh Bến Tre"},
        {"Bàn về sách",
         "Bà Trần Thị Mẫu, Ủy viên Ban Thường vụ Tỉnh ủy Bến Tre, Giám đốc Sở Y tế tỉnh Bến Tre "
         "chủ trì buổi họp về sách.",
         "Sở Y tế tỉnh Bến Tre"},
        {"Gặp bạn cũ", "Nguyên Bộ trưởng Bộ Y tế Lê Văn Mẫu kể chuyện xưa.", ""},
    };
    check_find(*state, cases, COUNT(cases));
}

static void a_delegation_acts_whoever_leads_it(void **state) {
    static const struct find_case cases[] = {
        {"Đi xem hồ chứa",
         "Sáng 8/9, đoàn công tác của Bộ Công Thương do Thứ trưởng Lê Văn Mẫu dẫn đầu đã kiểm tra "
         "hồ chứa ở Sơn La.",
         "Bộ Công Thương"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void a_title_tells_whose_words_and_papers_follow(void **state) {
    static const struct find_case cases[] = {
        {"Phát biểu của Bộ trưởng Bộ Y tế tại lễ khai giảng", "Thưa các em học sinh.", "Bộ Y tế"},
        {"Phỏng vấn Cục trưởng Cục Báo chí về nghề viết", "Nghề viết vui hay buồn?", "Cục Báo chí"},
        {"Chỉ thị số 99/CT-TTg về trồng cây đầu xuân", "Mỗi nhà trồng một cây.",
         "Thủ tướng Chính phủ"},
        {"Bến Tre đắp thêm đập ngăn mặn",
         "Ông Ba chở đá từ sáng.\nÔng Tư chở cát.\nTheo UBND tỉnh Bến Tre, đập cao ba mét.",
         "UBND tỉnh Bến Tre"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void a_source_that_is_only_credited_does_not_act(void **state) {
    static const struct find_case cases[] = {
        {"Lửa trên đồi thông",
         "UBND huyện Củ Chi huy động dân quân dập lửa.\nKhói bốc cao. Ảnh: TTXVN phát\n",
         "UBND huyện Củ Chi"},
        {"Mưa lớn ở vùng cao", "Mưa kéo dài ba ngày.\n(Theo Bộ Y tế)", ""},
        {"Lời chào đầu năm",
         "Bộ Nội vụ tổ chức lễ chào năm mới. Báo Nhân Dân trân trọng giới thiệu bài phát biểu.",
         "Bộ Nội vụ"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void who_is_told_what_to_do_does_not_act(void **state) {
    static const struct find_case cases[] = {
        {"Công điện về bão",
         "Thủ tướng Chính phủ vừa ký công điện yêu cầu các nơi chống bão:\n"
         "1. Bộ Y tế bảo đảm thuốc.\n2. Bộ Công Thương chuẩn bị hàng hóa.",
         "Thủ tướng Chính phủ"},
        {"Sửa cầu phao",
         "UBND huyện Ba Tri thông báo sửa cầu phao.\nGiao Công an huyện Ba Tri chốt hai đầu cầu; "
         "UBND xã An Thủy tuyên truyền cho bà con.",
         "UBND huyện Ba Tri"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void a_short_text_tells_of_one_partner(void **state) {
    static const struct find_case cases[] = {
        {"Đường mới ở xã An Thủy",
         "UBND huyện Ba Tri khởi công con đường mới.\nBà con mừng lắm. Con đường rộng năm mét, "
         "dài ba cây số, chạy từ chợ ra tận bờ biển, hai bên có hàng dừa đã trồng từ năm ngoái và "
         "những ngôi nhà mới sơn.\nSở Xây dựng tỉnh Bến Tre đã giám sát từng đoạn.",
         "UBND huyện Ba Tri|Sở Xây dựng tỉnh Bến Tre"},
        {"Đường mới ở xã An Thủy",
         "UBND huyện Ba Tri khởi công con đường mới.\nBà con mừng lắm. Con đường rộng năm mét, "
         "dài ba cây số, chạy từ chợ ra tận bờ biển, hai bên có hàng dừa đã trồng từ năm ngoái và "
         "những ngôi nhà mới sơn.\nSở Xây dựng tỉnh Bến Tre đã giám sát từng đoạn. Công an huyện "
         "Ba Tri đã giữ trật tự.",
         "UBND huyện Ba Tri"},
    };
    check_find(*state, cases, COUNT(cases));
}

static bool is_among(const char *name, const char *names) {
    size_t n = strlen(name);
    for (; names && *names; names += strcspn(names, "|"), names += *names == '|')
        if (strcspn(names, "|") == n && memcmp(names, name, n) == 0)
            return true;
    return false;
}

static size_t count_names(const char *names) {
    size_t n = names && *names;
    for (; names && *names; names++)
        n += *names == '|';
    return n;
}

static void of_hard_articles_those_who_act_are_told(void **state) {
    for (size_t i = 0; i < COUNT(articles); i++) {
        const struct article_case *a = &articles[i];
        struct agency_list l = {.n = 0};
        struct tt_error e;
        assert_true(directory_find(*state, a->title, a->body, DAY_UNKNOWN, &l, &e));
        if (l.n != count_names(a->want) + count_names(a->also))
            print_message("%s\n", a->title);
        assert_int_equal(l.n, count_names(a->want) + count_names(a->also));
        for (size_t k = 0; k < l.n; k++)
            assert_true(is_among(l.name[k], a->want) || is_among(l.name[k], a->also));
        agency_list_done(&l);
    }
}

static void a_person_s_name_is_no_place(void **state) {
    static const struct find_case cases[] = {
        {"Huyện Vũ Thư nạo vét sông", "Chủ tịch UBND huyện Khiếu Minh Thông ra quân từ sáng sớm.",
         "UBND huyện Vũ Thư"},
        {"Xã An Thủy mở chợ", "Phó Chủ tịch UBND xã Cấn Thị Mẫu cắt băng khai trương chợ.",
         "UBND xã An Thủy"},
        {"Chợ mới mở cửa", "UBND xã Lê Minh Xuân mở chợ từ sáng sớm.", "UBND xã Lê Minh Xuân"},
        {"Chợ mới mở cửa", "Chủ tịch UBND xã Lê Minh Xuân Trần Văn Mẫu mở chợ.",
         "UBND xã Lê Minh Xuân"},
        {"Chợ mới mở cửa", "Chủ tịch UBND huyện Trần Văn Thời phát biểu khai trương chợ.",
         "UBND huyện Trần Văn Thời"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void a_part_acts_and_the_whole_behind_it_only_owns_it(void **state) {
    static const struct find_case cases[] = {
        {"Lớp học bơi mở cửa", "Cục Báo chí (Bộ Thông tin và Truyền thông) tổ chức lớp học bơi.",
         "Cục Báo chí"},
        {"Lớp học bơi mở cửa", "Cục Báo chí, Bộ Thông tin và Truyền thông tổ chức lớp học bơi.",
         "Cục Báo chí"},
        {"Lớp học bơi mở cửa",
         "Cục Báo chí và Bộ Thông tin và Truyền thông cùng tổ chức lớp học bơi.",
         "Cục Báo chí|Bộ Thông tin và Truyền thông"},
        {"Bệnh viện thiếu thuốc",
         "Theo phân cấp, UBND huyện Ba Tri chịu trách nhiệm mua thuốc cho trạm y tế.", ""},
        {"Giảm án", "Tòa án nhân dân cấp cao tại TP.HCM giảm án cho bị cáo Lê Văn Mẫu.",
         "Tòa án nhân dân cấp cao tại TP. Hồ Chí Minh"},
        {"Vượt chỉ tiêu trồng rừng",
         "UBND huyện Ba Tri đã hoàn thành chỉ tiêu Bộ Công Thương giao, trồng xong rừng dừa.",
         "UBND huyện Ba Tri"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void an_id_names_its_agency_and_so_does_that_of_an_alias(void **state) {
    static const struct named_case cases[] = {
        {"bo-ngoai-giao", "Bộ Ngoại giao", 0},
        {"ubnd-thanh-pho-hue", "UBND TP. Huế", 0},
        {"toa-an-nhan-dan-tinh-ben-tre", "TAND tỉnh Bến Tre", 0},
        {"uy-ban-mttq-viet-nam-quan-long-bien", "Ủy ban Mặt trận Tổ quốc Việt Nam quận Long Biên",
         0},
        {"trung-uong-hoi-nong-dan-viet-nam", "Hội Nông dân Việt Nam", 0},
        {"cau-lac-bo-tho", "cau-lac-bo-tho", 0},
    };
    check_named(*state, cases, COUNT(cases));
}

struct site_case {
    const char *site, *title, *body, *want;
};

static void check_sites(const struct directory *d, const struct site_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct agency_list l = {.n = 0};
        struct tt_error e;
        char found[4000];
        assert_true(directory_find_at(d, cases[i].title, cases[i].body, cases[i].site, DAY_UNKNOWN,
                                      &l, &e));
        join(&l, found, sizeof found);
        assert_string_equal(found, cases[i].want);
        agency_list_done(&l);
    }
}

static void a_shortened_name_means_whom_the_text_or_the_site_names(void **state) {
    static const struct site_case cases[] = {
        {"sct.bentre.gov.vn", "Giám đốc Sở kiểm tra chợ đêm", "Chợ đông từ chập tối.",
         "Sở Công Thương tỉnh Bến Tre"},
        {"www.moh.gov.vn", "Lãnh đạo Bộ thăm trạm xá vùng cao", "Trạm xá vừa xây.", "Bộ Y tế"},
        {"tinhuybentre.vn", "Tỉnh ủy ra nghị quyết về dừa", "Dừa đang được giá.",
         "Tỉnh ủy Bến Tre"},
        {"tin.example", "Bộ tổ chức lớp học bơi", "Bộ Công an mở lớp cho trẻ em.", "Bộ Công an"},
        {"www.moh.gov.vn", "Sở hữu nhà ở tại phố cổ", "Nhà cổ đắt dần.", ""},
        {"www.moh.gov.vn", "Các Bộ bàn chuyện nhà ở", "Nhà cổ đắt dần.", ""},
    };
    check_sites(*state, cases, COUNT(cases));
}

static void bodies_with_a_name_of_their_own_are_known_by_their_kind(void **state) {
    static const struct named_case cases[] = {
        {"Đồn Biên phòng Cửa Lân", "Đồn Biên phòng Cửa Lân", 0},
        {"VQG Cúc Phương", "Vườn quốc gia Cúc Phương", 0},
        {"Sư đoàn 5", "Sư đoàn 5", 0},
        {"Bộ Tư lệnh Vùng 5 Hải quân", "Vùng 5 Hải quân", 0},
        {"Đồn BP cửa khẩu quốc tế Lào Cai", "Đồn Biên phòng cửa khẩu quốc tế Lào Cai", 0},
        {"Tòa án nhân dân khu vực 3 - Cà Mau", "TAND khu vực 3 - Cà Mau", 0},
        {"VKSND khu vực 2 – tỉnh Lâm Đồng", "VKSND khu vực 2 - Lâm Đồng", 0},
        {"TAND khu vực 4", "TAND khu vực 4", 0},
        {"Công đoàn Bộ Y tế", "Công đoàn Bộ Y tế", 0},
        {"Ban Chỉ huy PCTT&TKCN tỉnh Cà Mau",
         "Ban Chỉ huy Phòng chống thiên tai và Tìm kiếm cứu nạn tỉnh Cà Mau", 0},
        {"Bộ Chỉ huy BĐBP tỉnh Cà Mau", "Bộ đội Biên phòng tỉnh Cà Mau", 0},
        {"Đoàn Chủ tịch UBTƯ MTTQ Việt Nam", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", 0},
        {"MTTQ huyện Ba Tri", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Ba Tri", 0},
        {"Công an TP. Vinh", "Công an thành phố Vinh", 0},
        {"Sở TN và MT tỉnh Bến Tre", "Sở Tài nguyên và Môi trường tỉnh Bến Tre", 0},
        {"Viet Nam Women's Union", "Hội Liên hiệp Phụ nữ Việt Nam", 0},
    };
    check_named(*state, cases, COUNT(cases));
}

static void an_officer_without_a_ministry_acts_for_the_one_known_to_be_his(void **state) {
    static const struct site_case cases[] = {
        {"www.moh.gov.vn", "Thứ trưởng Trần Văn Lạc thăm trạm xá",
         "Thứ trưởng Trần Văn Lạc đã thăm trạm xá bên sông.", "Bộ Y tế"},
        {"tin.example", "Thứ trưởng Trần Văn Lạc thăm chợ nổi",
         "Đoàn do Thứ trưởng Bộ Công Thương Trần Văn Lạc dẫn đầu đi từ sáng.", "Bộ Công Thương"},
        {"tin.example", "Thứ trưởng Trần Văn Lạc thăm chợ nổi", "Chợ họp từ tinh mơ.", ""},
        {"www.moh.gov.vn", "Thứ trưởng Rodrigo Fuentes thăm chợ nổi", "Chợ họp từ tinh mơ.", ""},
    };
    check_sites(*state, cases, COUNT(cases));
}

static void a_name_kept_back_is_nobody_s(void **state) {
    static const struct find_case cases[] = {
        {"Thông báo kiểm tra", "UBND xã K. đã thiếu trách nhiệm khi giao đất.", ""},
        {"Thông báo kiểm tra", "UBND xã A Ngo đã họp dân.", "UBND xã A Ngo"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void who_is_answered_examined_or_reported_of_does_not_act(void **state) {
    static const struct find_case cases[] = {
        {"Bộ Nội vụ trả lời Sở Nội vụ tỉnh Cà Mau", "Văn bản dài ba trang, nêu rõ từng mức.",
         "Bộ Nội vụ"},
        {"Thanh tra Chính phủ kết luận về đất đai",
         "Thanh tra Chính phủ công bố kết luận đối với UBND tỉnh Cà Mau.\nHồ sơ dày ngàn trang.",
         "Thanh tra Chính phủ"},
        {"Bộ Y tế nói về thuốc hiếm",
         "Bộ Y tế vừa họp bàn về thuốc hiếm.\nBộ Y tế cho biết Cục Hải quan tỉnh Cà Mau đã thông "
         "quan hai lô.",
         "Bộ Y tế"},
        {"Bộ Công an khen đội cứu nạn",
         "Bộ Công an khen đội cứu nạn.\nTheo báo cáo của Sở Y tế tỉnh Cà Mau,\nbốn người khỏe lại.",
         "Bộ Công an"},
        {"Công đoàn Cơ quan UBND huyện Năm Căn đại hội", "Có sáu mươi đoàn viên.", ""},
    };
    check_find(*state, cases, COUNT(cases));
}

static void a_short_word_ends_a_sentence_and_a_quote_opens_no_source(void **state) {
    static const struct find_case cases[] = {
        {"Hội đồng họp",
         "HĐND huyện Năm Căn đã họp, mọi việc đã xong từ khi trời mới vừa "
         "sáng ra. Dự kỳ họp có tổ đại biểu HĐND tỉnh Cà Mau.",
         "HĐND huyện Năm Căn"},
        {"Tàu về bến", "Con tàu đã về.\n“Sóng to lắm”\nTheo Vùng 5 Hải quân, tàu còn đi nữa.",
         "Vùng 5 Hải quân"},
    };
    check_find(*state, cases, COUNT(cases));
}

static void a_long_text_that_only_quotes_one_in_passing_is_about_others(void **state) {
    char body[8000] = "";
    for (size_t i = 0; i < 60; i++)
        strcat(body, "Người nuôi cá kể chuyện mùa nước nổi năm nay.\n");
    strcat(body, "Ông Lê Văn Bảy nói.\nTheo lãnh đạo UBND xã Hòa Lạc, đường sẽ rộng thêm.\n");
    strcat(body, "Chiều xuống, ghe thuyền về bến đông vui.");
    const struct find_case one = {"Mùa cá", body, ""};
    check_find(*state, &one, 1);
}

static void an_entry_tells_its_names_and_successors(void **state) {
    struct agency_entry entry;
    assert_true(directory_entry(*state, "bo-thong-tin-va-truyen-thong", &entry));
    assert_string_equal(entry.name, "Bộ Thông tin và Truyền thông");
    assert_string_equal(entry.kind, "ministry");
    assert_string_equal(entry.valid_until, "2025-03-01");
    assert_int_equal(entry.n_successors, 3);
    for (size_t i = 0; i < entry.n_successors; i++) {
        struct agency_entry successor;
        assert_true(directory_entry(*state, entry.successors[i].id, &successor));
    }
    assert_false(directory_entry(*state, "bo-nao-do", &entry));
}

static void strange_texts_do_no_harm(void **state) {
    static const char *const texts[] = {
        "",
        " ",
        "\n\n",
        "UBND",
        "UBND tỉnh",
        "UBND tỉnh ",
        "của",
        "((((",
        "do UBND",
        "UBND huyện (",
        "\xC4",
        "Bộ\xFF Y tế",
        "Đại sứ quán Việt Nam tại",
        "Trưởng Ban",
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        for (size_t k = 0; k < COUNT(texts); k++) {
            struct agency_list l = {.n = 0};
            struct tt_error e;
            assert_true(directory_find_at(*state, texts[i], texts[k], texts[i], 0, &l, &e));
            agency_list_done(&l);
            assert_true(directory_named(*state, texts[i], 0, &l, &e));
            agency_list_done(&l);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_agency_is_known_by_name_alias_and_abbreviation),
        cmocka_unit_test(a_name_is_known_in_any_case_accents_and_tone_placement),
        cmocka_unit_test(bodies_of_places_are_named_by_pattern),
        cmocka_unit_test(the_day_chooses_between_agencies_of_one_name),
        cmocka_unit_test(an_unknown_name_stays_as_it_is),
        cmocka_unit_test(subjects_of_title_and_lead_act),
        cmocka_unit_test(a_lead_that_names_nobody_takes_the_next_paragraph_in),
        cmocka_unit_test(a_newsroom_may_act_too),
        cmocka_unit_test(a_caption_tells_who_mattered),
        cmocka_unit_test(officers_act_for_their_agency),
        cmocka_unit_test(a_bare_level_means_the_place_of_the_article),
        cmocka_unit_test(the_site_tells_the_province_that_the_article_does_not),
        cmocka_unit_test(the_longest_name_wins),
        cmocka_unit_test(who_is_named_in_passing_does_not_act),
        cmocka_unit_test(an_english_name_means_the_vietnamese_agency),
        cmocka_unit_test(agencies_of_other_countries_are_not_ours),
        cmocka_unit_test(guests_do_not_act_whatever_they_say),
        cmocka_unit_test(of_several_offices_those_at_the_head_act),
        cmocka_unit_test(a_delegation_acts_whoever_leads_it),
        cmocka_unit_test(a_title_tells_whose_words_and_papers_follow),
        cmocka_unit_test(a_source_that_is_only_credited_does_not_act),
        cmocka_unit_test(who_is_told_what_to_do_does_not_act),
        cmocka_unit_test(a_short_text_tells_of_one_partner),
        cmocka_unit_test(of_hard_articles_those_who_act_are_told),
        cmocka_unit_test(a_person_s_name_is_no_place),
        cmocka_unit_test(a_part_acts_and_the_whole_behind_it_only_owns_it),
        cmocka_unit_test(an_id_names_its_agency_and_so_does_that_of_an_alias),
        cmocka_unit_test(a_shortened_name_means_whom_the_text_or_the_site_names),
        cmocka_unit_test(bodies_with_a_name_of_their_own_are_known_by_their_kind),
        cmocka_unit_test(an_officer_without_a_ministry_acts_for_the_one_known_to_be_his),
        cmocka_unit_test(a_name_kept_back_is_nobody_s),
        cmocka_unit_test(who_is_answered_examined_or_reported_of_does_not_act),
        cmocka_unit_test(a_short_word_ends_a_sentence_and_a_quote_opens_no_source),
        cmocka_unit_test(a_long_text_that_only_quotes_one_in_passing_is_about_others),
        cmocka_unit_test(an_entry_tells_its_names_and_successors),
        cmocka_unit_test(strange_texts_do_no_harm),
    };
    return cmocka_run_group_tests_name("agency", tests, open_directory, close_directory);
}
