#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/read/draft.h"
#include "index/read/lead.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

enum { TEXTS_MAX = 8 };

struct page_case {
    const char *page, *url;
    const char *title, *author, *published;
    const char *has[TEXTS_MAX], *lacks[TEXTS_MAX];
};

static void read_page(const char *text, const char *url, struct draft *d) {
    struct input in = {.name = "page.txt", .text = text, .url = url};
    struct tt_error e;
    assert_true(draft_page(NULL, &in, d, &e));
}

static void expect(const char *what, const char *got, size_t n, const char *want) {
    if (want && (strlen(want) != n || memcmp(got, want, n) != 0))
        fail_msg("%s is \"%.*s\", not \"%s\"", what, (int)n, got ? got : "", want);
}

static void check(const struct page_case *c) {
    struct draft d;
    read_page(c->page, c->url, &d);
    if (d.reject)
        fail_msg("\"%.40s..\": rejected: %s, %s", c->page, d.reject, d.reject_detail);
    const char *body = buf_text(&d.body);
    char day[11];
    day_format(d.published.day, day);
    expect("the title", buf_text(&d.title), d.title.len, c->title);
    expect("the author", d.author.s, d.author.n, c->author);
    expect("the date", day, strlen(day), c->published);
    for (size_t i = 0; i < TEXTS_MAX && c->has[i]; i++)
        if (!strstr(body, c->has[i]))
            fail_msg("\"%s\" is missing in the body:\n%s", c->has[i], body);
    for (size_t i = 0; i < TEXTS_MAX && c->lacks[i]; i++)
        if (strstr(body, c->lacks[i]))
            fail_msg("\"%s\" is in the body:\n%s", c->lacks[i], body);
    draft_done(&d);
}

static void check_all(const struct page_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++)
        check(&cases[i]);
}

/* ---- whole pages ----------------------------------------------------------------- */

#define LEAD                                                                                                              \
    "Sáng 13/6, tại thành phố Vinh, Sở Công Thương tỉnh Nghệ An khai mạc hội chợ hàng thủ công " \
    "với hơn hai trăm gian hàng của các làng nghề trong vùng.\n"
#define SECOND                                                                                                               \
    "Theo ban tổ chức hội chợ, các làng nghề mang đến hàng mây tre, lụa, gốm và nước mắm, trong " \
    "đó nhiều sản phẩm lần đầu tiên được giới thiệu với khách mua hàng nước ngoài.\n"
#define THIRD                                                                                                               \
    "Hội chợ hàng thủ công mở cửa đến hết tuần sau; khách vào xem các gian hàng của làng nghề " \
    "không phải mua vé, xe đưa đón chạy từ nhà ga mỗi nửa giờ một chuyến.\n"
#define OTHER_1                                                                                    \
    "Đội tuyển bơi lội vừa kết thúc chuyến tập huấn dài ngày ở nước ngoài và về nước tối qua.\n"
#define OTHER_2                                                                                    \
    "Giá cà phê trên sàn giao dịch quốc tế giảm phiên thứ ba liên tiếp vì đồng tiền mạnh lên.\n"

static void a_page_with_the_stamp_above_the_title(void **state) {
    (void)state;
    check(&(struct page_case){.page =
                                  "Kinh doanh\nThứ ba, 13/6/2023, 09:15 (GMT+7)\n"
                                  "Khai mạc hội chợ hàng thủ công ở Nghệ An\n" LEAD SECOND
                                  "Khách xem gốm tại hội chợ. Ảnh: Văn Tuấn\n" THIRD "Minh Thư\n",
                              .title = "Khai mạc hội chợ hàng thủ công ở Nghệ An",
                              .author = "Minh Thư",
                              .published = "2023-06-13",
                              .has = {"Sáng 13/6", "Khách xem gốm", "nửa giờ một chuyến."},
                              .lacks = {"GMT", "Minh Thư", "Kinh doanh"}});
}

static void a_page_with_byline_and_stamp_below_the_title(void **state) {
    (void)state;
    check(&(struct page_case){
        .page = "Trang chủ\nThời sự\nKinh tế\nVăn hóa\nThể thao\n\nHôm nay: Thứ Sáu, 12/04/2024\n\n"
                "Trang chủ > Kinh tế > Thị trường\n\nKhai mạc hội chợ hàng thủ công ở Nghệ An\n\n"
                "Hà Phương - 09:15 | 13/06/2023\n\nTheo dõi Báo Mẫu trên\nChia sẻ\nIn bài\n\n" LEAD
                "\n" SECOND "\n" THIRD "\n(Theo TTXVN)\n\nXem nhiều\n\n"
                "Đội tuyển bơi lội về nước sau chuyến tập huấn\n\nGiá cà phê giảm phiên thứ ba\n",
        .title = "Khai mạc hội chợ hàng thủ công ở Nghệ An",
        .author = "Hà Phương",
        .published = "2023-06-13",
        .has = {"Sáng 13/6", "nửa giờ một chuyến."},
        .lacks = {"Chia sẻ", "In bài", "Theo dõi", "TTXVN", "cà phê", "Hà Phương"}});
}

static void related_titles_between_the_paragraphs(void **state) {
    (void)state;
    check(&(struct page_case){
        .page = "Khai mạc hội chợ hàng thủ công ở Nghệ An\n13/06/2023 09:15\n\n" LEAD "\n"
                "TIN LIÊN QUAN\nĐội tuyển bơi lội về nước sau chuyến tập huấn\n"
                "Giá cà phê giảm phiên thứ ba liên tiếp\n\n" SECOND "\n"
                ">> Xem thêm: Mùa hoa cúc ở vùng cao nguyên\n" THIRD,
        .title = "Khai mạc hội chợ hàng thủ công ở Nghệ An",
        .published = "2023-06-13",
        .has = {"Sáng 13/6", "khách mua hàng nước ngoài.", "nửa giờ một chuyến."},
        .lacks = {"bơi lội", "cà phê", "hoa cúc", "LIÊN QUAN"}});
}

static void teasers_behind_the_article(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        {.page = "Khai mạc hội chợ hàng thủ công ở Nghệ An\n\n" LEAD "\n" SECOND "\n" THIRD "\n"
                 "Tin cùng chuyên mục\nĐội tuyển bơi lội về nước sau chuyến tập huấn\n" OTHER_1
                 "Giá cà phê giảm phiên thứ ba liên tiếp\n" OTHER_2,
         .lacks = {"bơi lội", "cà phê"}},
        {.page = "Khai mạc hội chợ hàng thủ công ở Nghệ An\n\n" LEAD "\n" SECOND "\n" THIRD "\n"
                 "Lê Thu Hà\n\nĐội tuyển bơi lội về nước sau chuyến tập huấn\n\n" OTHER_1
                 "\nGiá cà phê giảm phiên thứ ba liên tiếp\n\n" OTHER_2,
         .author = "Lê Thu Hà",
         .lacks = {"bơi lội", "cà phê", "Lê Thu Hà"}},
        {.page = "Khai mạc hội chợ hàng thủ công ở Nghệ An\n\n" LEAD "\n" SECOND "\n" THIRD "\n"
                 "BÌNH LUẬN\nNguyễn An\nHội chợ hàng thủ công năm nay vui hơn năm ngoái rất nhiều, "
                 "các gian hàng cũng đẹp hơn hẳn.\nThích\nTrả lời\n",
         .lacks = {"vui hơn năm ngoái", "Trả lời"}},
        {.page = "Khai mạc hội chợ hàng thủ công ở Nghệ An\n\n" LEAD "\n" SECOND "\n" THIRD "\n"
                 "Từ khóa: hội chợ, làng nghề\nÝ kiến bạn đọc (0)\nGửi bình luận\n",
         .lacks = {"Từ khóa", "Ý kiến"}},
        {.page = "Khai mạc hội chợ hàng thủ công ở Nghệ An\n\n" LEAD "\n" SECOND "\n" THIRD "\n"
                 "Đội tuyển bơi lội về nước sau chuyến tập huấn (12/06/2023)\n"
                 "Giá cà phê giảm phiên thứ ba liên tiếp (11/06/2023)\n",
         .lacks = {"bơi lội", "cà phê"}},
    };
    check_all(cases, COUNT(cases));
}

static void lists_of_other_articles_are_told_by_their_make_up(void **state) {
    (void)state;
    /* titles with texts and dates of their own, although they speak of the same */
    check(&(struct page_case){
        .page =
            "Khai mạc hội chợ hàng thủ công ở Nghệ An\n13/06/2023 09:15\n" LEAD SECOND THIRD
            "Đọc thêm\n\nCác làng nghề được mùa hội chợ\nCác làng nghề được mùa hội chợ\n"
            "Các gian hàng của làng nghề tại hội chợ đón khách mua hàng nước ngoài.\n12/06/2023\n\n"
            "Khách nước ngoài mua lụa ở hội chợ\nKhách nước ngoài mua lụa ở hội chợ\n"
            "Khách mua hàng nước ngoài thích lụa của các làng nghề trong vùng.\n11/06/2023\n"
            "Để lại bình luận\n",
        .has = {"nửa giờ một chuyến."},
        .lacks = {"được mùa", "đón khách mua hàng", "thích lụa", "bình luận"}});
    /* headings in other words */
    check(&(struct page_case){
        .page = "Khai mạc hội chợ hàng thủ công ở Nghệ An\n13/06/2023 09:15\n" LEAD SECOND THIRD
                "Các tin bài tiếp theo\nĐội bơi lội về nước sau chuyến tập huấn\nGiá cà phê giảm "
                "phiên thứ "
                "ba liên tiếp\nMùa hoa cúc ở vùng cao nguyên đến sớm\n",
        .has = {"nửa giờ một chuyến."},
        .lacks = {"tiếp theo", "bơi lội", "cà phê", "hoa cúc"}});
    /* titles run together under the lead */
    check(&(struct page_case){
        .page = "Khai mạc hội chợ hàng thủ công ở Nghệ An\n13/06/2023 09:15\n" LEAD
                "Chợ quê đông khách ngày cuối tuần Bình Dương: 30 gian hàng mới của thợ gốm Chuyện "
                "những "
                "người thợ dệt lụa ven sông\n\n" SECOND THIRD,
        .has = {"Sáng 13/6", "Theo ban tổ chức", "nửa giờ một chuyến."},
        .lacks = {"Chợ quê", "thợ dệt"}});
    /* a boxed teaser under an image, behind the text */
    check(&(struct page_case){
        .page =
            "Khai mạc hội chợ hàng thủ công ở Nghệ An\n13/06/2023 09:15\n" LEAD SECOND
            "![]() |\n| Khách xem gốm tại hội chợ |\n" THIRD
            "![]() |\n| Đội tuyển bơi lội về nước Ngày 2/6, các kình ngư trẻ kết thúc chuyến tập "
            "huấn "
            "dài ngày ở nước ngoài. |\nTin bài liên quan\nGiá cà phê giảm phiên thứ ba liên tiếp\n",
        .has = {"Khách xem gốm", "nửa giờ một chuyến."},
        .lacks = {"bơi lội", "cà phê"}});
}

static void a_stamp_may_stand_under_the_lead(void **state) {
    (void)state;
    check(&(struct page_case){.page = "Khai mạc hội chợ hàng thủ công ở Nghệ An\n" LEAD
                                      "Thứ Ba, 13/06/2023 | 07:00 GMT+7\n" SECOND THIRD,
                              .title = "Khai mạc hội chợ hàng thủ công ở Nghệ An",
                              .published = "2023-06-13",
                              .has = {"Sáng 13/6", "nửa giờ một chuyến."},
                              .lacks = {"GMT"}});
    check(&(struct page_case){
        .page =
            "Blog làng nghề\n\nĐăng bởi Minh Thư vào 13/06/2023\nKhai mạc hội chợ hàng thủ công ở "
            "Nghệ An\n0 bình luận\n\n" LEAD SECOND THIRD "T.H\n",
        .title = "Khai mạc hội chợ hàng thủ công ở Nghệ An",
        .published = "2023-06-13",
        .lacks = {"T.H", "Đăng bởi", "0 bình"}});
}

static void what_stands_twice_is_kept_once(void **state) {
    (void)state;
    struct draft d;
    read_page("Khai mạc hội chợ hàng thủ công ở Nghệ An\n\n" LEAD
              "\nToàn cảnh hội chợ\nToàn cảnh hội chợ\n\n" SECOND
              "\nKhai mạc hội chợ hàng thủ công ở Nghệ An\n" THIRD,
              NULL, &d);
    const char *body = buf_text(&d.body), *once = strstr(body, "Toàn cảnh hội chợ");
    assert_non_null(once);
    assert_null(strstr(once + 5, "Toàn cảnh hội chợ"));
    assert_null(strstr(body, "Khai mạc hội chợ hàng thủ công ở"));
    draft_done(&d);
}

static void residue_of_markup_goes(void **state) {
    (void)state;
    check(&(struct page_case){
        .page =
            "--> -->\n# Khai mạc hội chợ hàng thủ công ở Nghệ An\n"
            "[Kinh tế](https://bao.example/kinh-te.htm \"Kinh tế\")\n"
            "![](https://bao.example/a.jpg)\n| Khách xem gốm ở làng nghề. |\n" LEAD
            "Theo <b>ban tổ chức</b>&nbsp;của [hội chợ](https://bao.example/h), **các làng nghề** "
            "mang đến hàng mây tre &amp; lụa, gốm và nước mắm.<o:p></o:p>\n"
            "khai mac hoi cho hang thu cong o nghe an\nanh_hoi_cho_01.jpg\n" THIRD,
        .title = "Khai mạc hội chợ hàng thủ công ở Nghệ An",
        .has = {"Theo ban tổ chức của hội chợ, các làng nghề mang đến hàng mây tre & lụa",
                "Khách xem gốm ở làng nghề."},
        .lacks = {"![", "](", "<o:p>", "&nbsp;", "**", ".jpg", "khai mac", "|"}});
}

static void a_footer_and_a_masthead_go(void **state) {
    (void)state;
    check(&(struct page_case){
        .page = "Khai mạc hội chợ hàng thủ công ở Nghệ An\n\n" LEAD "\n" SECOND "\n" THIRD "\n"
                "Giấy phép số 12/GP-TTĐT do Sở Thông tin và Truyền thông cấp ngày 08/08/2013\n"
                "Chịu trách nhiệm nội dung: Ông Trần Văn Mẫu, Trưởng ban Biên tập.\n"
                "Địa chỉ: Số 1, đường Lê Lợi, thành phố Vinh, tỉnh Nghệ An.\n"
                "Điện thoại: 0238.000000 - Email: bbt@mau.example\n",
        .lacks = {"Giấy phép", "Trần Văn Mẫu", "Địa chỉ", "Điện thoại"}});
}

static void subheadings_captions_and_lists_stay(void **state) {
    (void)state;
    check(&(struct page_case){
        .page =
            "Khai mạc hội chợ hàng thủ công ở Nghệ An\n\n" LEAD "Làng nghề góp mặt\n" SECOND
            "Việc cần làm trong tuần tới gồm:\n- Sắp xếp lại các gian hàng;\n- In thêm bản đồ;\n"
            "- Cử người hướng dẫn khách.\nGiờ mở cửa của hội chợ\n" THIRD,
        .has = {"Làng nghề góp mặt", "- In thêm bản đồ;", "- Cử người hướng dẫn khách.",
                "Giờ mở cửa của hội chợ"}});
}

#define HEAD "Khai mạc hội chợ hàng thủ công ở Nghệ An\n13/06/2023 09:15\n"

static void verse_and_tables_stay(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        {.page =
             HEAD LEAD SECOND "TIẾNG RAO\n"
                              "Sớm mai chợ họp bên sông\nNgười qua kẻ lại mênh mông tiếng mời\n"
                              "Mẹt mây đan ánh mặt trời\nBàn tay cô thợ nói lời thay hoa\n"
                              "Lê Thu Hà\nTin cùng mục\nGiá cà phê giảm phiên thứ ba liên tiếp\n",
         .author = "Lê Thu Hà",
         .has = {"TIẾNG RAO", "Sớm mai chợ họp", "nói lời thay hoa"},
         .lacks = {"Lê Thu Hà", "cà phê"}},
        {.page = HEAD LEAD "Số gian hàng của các nước như sau:\nNước\nNăm nay\nNăm ngoái\n"
                           "Lào\n12\n9\nÚc\n3\n-\nNhật Bản\n7\n5\n" THIRD,
         .has = {"Nước\nNăm nay\nNăm ngoái\nLào\n12\n9\nÚc\n3", "Nhật Bản\n7\n5"}},
    };
    check_all(cases, COUNT(cases));
}

static void what_a_site_says_to_its_readers_goes(void **state) {
    (void)state;
    static const char *const lines[] = {
        "Chúng tôi sử dụng cookie để trang này chạy tốt hơn trên máy của quý vị, mời quý vị bấm "
        "đồng ý.",
        "*Mời quý độc giả theo dõi các chương trình đã phát sóng của đài trên ứng dụng xem lại.",
        "Theo dõi Báo Làng Nghề trên Google News",
        "Bạn đang đọc bài viết Khai mạc hội chợ tại chuyên mục Kinh tế của Báo Làng Nghề.",
        "Tổng số điểm của bài viết là: 5 trong 1 đánh giá",
        "Click to share on Facebook (Opens in new window)",
        "Xem thêm các bài viết khác trên Báo Làng Nghề",
        "Kém ★ Bình thường ★★ Hay ★★★",
        "(theo Đại sứ quán Việt Nam tại Lào)",
        "Tải file đính kèm: ke_hoach.doc",
        "Quảng cáo",
        "undefined",
        "ảnh 3"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        char page[3000];
        snprintf(page, sizeof page, HEAD LEAD SECOND THIRD "%s\n", lines[i]);
        check(&(struct page_case){
            .page = page, .has = {"Sáng 13/6", "nửa giờ một chuyến."}, .lacks = {lines[i]}});
    }
}

static void what_stands_between_title_and_text_is_told_from_it(void **state) {
    (void)state;
    check(&(struct page_case){
        .page = "Khai mạc hội chợ hàng thủ công ở Nghệ An\nKinh tế\n13/06/2023 09:15\nThu Hà\n"
                "0:00\n/\n3:25\nGiọng đọc miền Bắc\nHai trăm gian hàng về dự\n"
                "(Baonghean.vn) -\n" LEAD SECOND THIRD,
        .title = "Khai mạc hội chợ hàng thủ công ở Nghệ An",
        .author = "Thu Hà",
        .has = {"Hai trăm gian hàng về dự\nSáng 13/6"},
        .lacks = {"Kinh tế\n", "3:25", "Thu Hà", "Baonghean"}});
    /* the same words inside the article stay */
    check(&(struct page_case){.page = HEAD LEAD "Kinh tế làng nghề\n" SECOND THIRD,
                              .has = {"Kinh tế làng nghề\nTheo ban tổ chức"}});
}

static void what_heads_the_end_may_stand_between_lead_and_text(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        {.page = "Khai mạc hội chợ hàng thủ công ở Nghệ An\n" LEAD
                 "Bình luận 0\nChia sẻ\n" SECOND THIRD "Bình luận 0\nHội chợ năm nay đẹp quá.\n",
         .has = {"Sáng 13/6", "Theo ban tổ chức", "nửa giờ một chuyến."},
         .lacks = {"Bình luận", "đẹp quá"}},
        {.page = HEAD LEAD "Quảng cáo\n" SECOND "Quảng cáo\n" THIRD,
         .has = {"Sáng 13/6", "Theo ban tổ chức", "nửa giờ một chuyến."},
         .lacks = {"Quảng cáo"}},
        {.page = HEAD LEAD "Đừng bỏ lỡ\nGiá cà phê giảm phiên thứ ba liên tiếp\n" SECOND
                           "Có thể bạn quan tâm\nĐội tuyển bơi lội về nước\n" THIRD,
         .has = {"Sáng 13/6", "Theo ban tổ chức", "nửa giờ một chuyến."},
         .lacks = {"cà phê", "bơi lội"}},
    };
    check_all(cases, COUNT(cases));
}

static void titles_of_others_need_no_heading(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        {.page = HEAD LEAD "Đội tuyển bơi lội về nước sau chuyến tập huấn\n"
                           "Giá cà phê giảm phiên thứ ba liên tiếp\n" SECOND
                           "Mùa hoa cúc ở vùng cao nguyên đến sớm\n" THIRD,
         .has = {"Theo ban tổ chức", "nửa giờ một chuyến."},
         .lacks = {"bơi lội", "cà phê", "hoa cúc"}},
        /* titles and dates in turn */
        {.page =
             HEAD LEAD SECOND THIRD "Đội tuyển bơi lội về nước sau chuyến tập huấn\n12/06/2023\n"
                                    "Giá cà phê giảm phiên thứ ba liên tiếp\n11/06/2023\n",
         .has = {"nửa giờ một chuyến."},
         .lacks = {"bơi lội", "cà phê"}},
        /* a list that the text announces, subheadings, captions */
        {.page =
             HEAD LEAD "Năm sản phẩm được khen nhiều nhất là:\n"
                       "Chiếu cói hoa dâu của xã ven biển\nĐèn lồng giấy dó hình cá chép\n" SECOND
                       "Xe đưa đón khách\n" THIRD,
         .has = {"Chiếu cói hoa dâu", "Đèn lồng giấy dó", "Xe đưa đón khách\n"}},
    };
    check_all(cases, COUNT(cases));
}

static void an_interview_is_no_list_of_teasers(void **state) {
    (void)state;
    check(&(struct page_case){
        .page =
            "\"Người thợ phải sống được bằng nghề\"\n13/06/2023 09:15\n"
            "Thưa bà, hội chợ năm nay có gì mới?\n"
            "Chúng tôi mời thợ đến làm ngay tại chỗ, khách được cầm thử dụng cụ và học vài động "
            "tác đầu tiên.\n"
            "Vì sao ít người trẻ theo nghề?\n"
            "Thu nhập thấp hơn đi làm xa, mà học cho giỏi thì mất nhiều năm, không phải ai cũng "
            "chờ được.\n"
            "Bà mong điều gì nhất?\n"
            "Có đơn hàng đều đặn quanh năm để mấy chị em trong tổ không phải bỏ khung cửi đi rửa "
            "bát thuê.\n"
            "Còn chuyện mẫu mã thì sao?\n"
            "Mỗi mùa một mẫu, con gái tôi vẽ trên máy tính rồi cả nhà ngồi lại chê cho đến khi "
            "hết chê được.\n"
            "Bà có định nghỉ không?\n"
            "Mắt còn nhìn ra sợi chỉ thì tôi còn ngồi đây, nghỉ rồi biết làm gì cho hết ngày "
            "dài.\n",
        .title = "\"Người thợ phải sống được bằng nghề\"",
        .has = {"Thưa bà, hội chợ", "hết chê được.", "hết ngày dài."}});
}

static void a_title_listed_elsewhere_on_the_page_is_anothers(void **state) {
    (void)state;
    check(&(struct page_case){
        .page =
            HEAD LEAD "Hội chợ làng nghề ở xã bên\n" SECOND "Gian hàng của các làng nghề\n" THIRD
                      "Tin khác\nHội chợ làng nghề ở xã bên\nGiá cà phê giảm phiên thứ ba\n",
        .has = {"Theo ban tổ chức", "Gian hàng của các làng nghề", "nửa giờ một chuyến."},
        .lacks = {"xã bên"}});
}

static void a_heading_of_others_may_interrupt_an_article(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        /* for a list that the text announces */
        {.page = HEAD LEAD "Ba việc phải xong trước ngày mở cửa:\nXem thêm\n"
                           "Giá cà phê giảm phiên thứ ba liên tiếp\n- Dựng xong rạp;\n"
                           "- Kéo điện ra bãi đỗ xe.\n" SECOND THIRD,
         .has = {"ngày mở cửa:\n- Dựng xong rạp;\n- Kéo điện ra bãi đỗ xe.\nTheo ban"},
         .lacks = {"cà phê"}},
        /* paragraph upon paragraph behind it */
        {.page =
             HEAD LEAD "Tin bài khác\nGiá cà phê giảm phiên thứ ba liên tiếp\n"
                       "Đội tuyển bơi lội về nước\n" SECOND THIRD
                       "Chiều cùng ngày, khách đầu tiên đã đặt mua trọn lô chiếu cói của một hợp "
                       "tác xã.\nTin bài khác\nMùa hoa cúc đến sớm\n",
         .has = {"Theo ban tổ chức", "nửa giờ một chuyến.", "chiếu cói"},
         .lacks = {"cà phê", "bơi lội", "hoa cúc"}},
        /* a subheading in capitals above it */
        {.page = HEAD LEAD SECOND THIRD "ĐƯỜNG RA BIỂN LỚN\nCó thể bạn quan tâm\n"
                                        "Giá cà phê giảm phiên thứ ba liên tiếp\n" SECOND THIRD,
         .has = {"ĐƯỜNG RA BIỂN LỚN"},
         .lacks = {"cà phê"}},
        /* but one text under each title is a list */
        {.page = HEAD LEAD SECOND THIRD "Tin nổi bật\nĐội tuyển bơi lội về nước\n" OTHER_1
                                        "Giá cà phê giảm phiên thứ ba\n" OTHER_2,
         .has = {"nửa giờ một chuyến."},
         .lacks = {"bơi lội", "cà phê"}},
    };
    check_all(cases, COUNT(cases));
}

static void an_article_may_have_a_table_in_its_middle(void **state) {
    (void)state;
    check(&(struct page_case){
        .page = "Thời sự\nKhai mạc hội chợ hàng thủ công ở Nghệ An\n" LEAD
                "Số gian hàng của các tỉnh như sau:\nNghệ An\n96 gian\nHà Tĩnh\n41 gian\n"
                "Thanh Hóa\n38 gian\nQuảng Bình\n17 gian\nQuảng Trị\n9 gian\nHuế\n8 gian\n"
                "Ninh Bình\n6 gian\nNam Định\n4 gian\nHà Nam\n3 gian\n" SECOND THIRD,
        .title = "Khai mạc hội chợ hàng thủ công ở Nghệ An",
        .has = {"Sáng 13/6", "Nghệ An\n96 gian\nHà Tĩnh\n41 gian", "Hà Nam\n3 gian", "nửa giờ"}});
}

static void a_teaser_above_the_article_is_not_its_beginning(void **state) {
    (void)state;
    check(&(struct page_case){
        .page = "Xem nhiều\nĐội tuyển bơi lội về nước sau chuyến tập huấn\n" OTHER_1
                "Tin vui\nKinh tế\nKhai mạc hội chợ hàng thủ công ở Nghệ An\n"
                "Thứ ba, 13/6/2023, 09:15 (GMT+7)\n" LEAD SECOND THIRD,
        .title = "Khai mạc hội chợ hàng thủ công ở Nghệ An",
        .has = {"Sáng 13/6", "nửa giờ một chuyến."},
        .lacks = {"bơi lội", "kết thúc chuyến tập huấn", "Tin vui"}});
}

static void an_images_text_beside_its_caption_goes(void **state) {
    (void)state;
    check(&(struct page_case){
        .page = HEAD LEAD "Khách xem gốm tại hội chợ\n"
                          "Khách nước ngoài xem gốm tại hội chợ sáng 13/6. Ảnh: Văn Tuấn\n" SECOND
                          "Nghe thợ kể chuyện nghề\n" THIRD,
        .has = {"Khách nước ngoài xem gốm", "Nghe thợ kể chuyện nghề"},
        .lacks = {"Khách xem gốm tại hội chợ\n"}});
}

#define TEASERS                                                                                    \
    "Đội tuyển bơi lội về nước tối qua\n" OTHER_1 "Giá cà phê giảm phiên thứ ba\n" OTHER_2         \
    "Cầu treo bản Mới sắp thông xe\n"                                                     \
    "Sau bốn tháng thi công, cây cầu treo của bản sẽ được đưa vào sử dụng trong tuần này.\n"

static void teasers_in_number_hide_no_article(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        /* several above it */
        {.page =
             "TIN MỚI\n" TEASERS "Khai mạc hội chợ hàng thủ công\n13/6/2023 09:15\n" LEAD SECOND,
         .title = "Khai mạc hội chợ hàng thủ công",
         .has = {"khai mạc hội chợ", "Theo ban tổ chức"},
         .lacks = {"bơi lội", "cầu treo"}},
        /* many below an interview of short answers */
        {.page = "Phỏng vấn trưởng ban tổ chức hội chợ\n13/6/2023 09:15\n"
                 "Thưa bà, hội chợ năm nay có gì mới?\n"
                 "Năm nay các làng nghề tự chọn chỗ bày hàng, không còn bốc thăm như trước nữa.\n"
                 "Khách nước ngoài có đến không?\n"
                 "Có mười hai đoàn đã đăng ký, đoàn đông nhất có bốn mươi người mua sỉ.\n"
                 "Điều gì làm bà lo nhất?\n"
                 "Mưa. Mái che của khu ngoài trời mới xong một nửa và dự báo không được tốt.\n"
                 "Tin cùng chuyên mục\n" TEASERS TEASERS TEASERS,
         .title = "Phỏng vấn trưởng ban tổ chức hội chợ",
         .has = {"bốc thăm", "Mái che"},
         .lacks = {"bơi lội", "cầu treo"}},
    };
    check_all(cases, COUNT(cases));
}

static void a_pictures_credit_alone_is_no_paragraph(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        {.page =
             "Khai mạc hội chợ hàng thủ công\n" LEAD
             "Gian hàng lụa ở cổng chính\nẢnh: NVCC\n" SECOND "(Ảnh: Minh Thư)\n" THIRD "Thu Hà\n",
         .author = "Thu Hà",
         .has = {"Gian hàng lụa", "Theo ban tổ chức"},
         .lacks = {"NVCC", "Minh Thư"}},
        {.page = "Khai mạc hội chợ hàng thủ công\n" LEAD
                 "Gian hàng lụa ở cổng chính. Ảnh: Minh Thư\n" SECOND THIRD,
         .has = {"Ảnh: Minh Thư"}},
    };
    check_all(cases, COUNT(cases));
}

static void a_linked_title_may_have_a_text_of_its_own(void **state) {
    (void)state;
    static const struct page_case cases[] = {
        /* a dateline in the middle */
        {.page = "# Khai mạc hội chợ hàng thủ công\n**ABC. " LEAD
                 "\n[Giá cà phê giảm phiên thứ ba](https://bao.example/1)\n\nABC. " OTHER_2
                 "\n" SECOND "\n" THIRD,
         .has = {"Theo ban tổ chức", "mở cửa đến hết"},
         .lacks = {"cà phê"}},
        /* not parted from the link, as paragraphs are */
        {.page = "# Khai mạc hội chợ hàng thủ công\n" LEAD "\n" SECOND "\n" THIRD
                 "\n[Giá cà phê giảm phiên thứ ba](https://bao.example/1)\n" OTHER_2
                 "[Chủ đề: Hội chợ](https://bao.example/2)\n",
         .has = {"mở cửa đến hết"},
         .lacks = {"cà phê"}},
        /* the article goes on behind a link */
        {.page = "# Khai mạc hội chợ hàng thủ công\n" LEAD "\n" SECOND
                 "\n[Giá cà phê giảm phiên thứ ba](https://bao.example/1)\n\n" THIRD,
         .has = {"mở cửa đến hết"}},
    };
    check_all(cases, COUNT(cases));
}

static void newsrooms_below_a_name_make_no_list_of_names(void **state) {
    (void)state;
    check(&(struct page_case){.page = "Khai mạc hội chợ hàng thủ công\n" LEAD SECOND THIRD
                                      "M.Thư\n(Theo Thời Báo)\nBáo Mẫu (Theo_Thoi_Bao)\n"
                                      "Bình luận về bài viết này\n",
                              .author = "M.Thư",
                              .has = {"mở cửa đến hết"},
                              .lacks = {"M.Thư", "Thoi_Bao"}});
}

static void who_signed_in_a_few_words_goes(void **state) {
    (void)state;
    check(&(struct page_case){.page = HEAD LEAD SECOND THIRD "Trung tâm Thông tin\nTin khác\n",
                              .has = {"nửa giờ một chuyến."},
                              .lacks = {"Trung tâm"}});
}

static void a_short_notice_is_an_article(void **state) {
    (void)state;
    check(&(struct page_case){
        .page = "Thông báo lịch cắt điện ở phường Hưng Dũng\n"
                "Phường mất điện từ 7 giờ đến 11 giờ ngày thứ bảy để thay trạm biến áp.\n",
        .title = "Thông báo lịch cắt điện ở phường Hưng Dũng",
        .has = {"để thay trạm biến áp."}});
}

static void a_page_in_english_keeps_its_lines(void **state) {
    (void)state;
    check(&(struct page_case){
        .page = "Craft fair opens in the old harbour\n\n"
                "More than two hundred workshops show baskets, silk and pottery in the old harbour "
                "this week, the organisers said on Tuesday.\n\n"
                "Visitors need no ticket, and a bus runs from the railway station every half hour "
                "until the fair closes on Sunday.\n",
        .title = "Craft fair opens in the old harbour",
        .has = {"More than two hundred workshops", "until the fair closes on Sunday."}});
}

static void the_lead_is_the_first_paragraph_where_it_serves(void **state) {
    (void)state;
    static const char lead[] =
        "Chợ nổi họp từ mờ sáng trên khúc sông rộng nhất của huyện, đông nhất vào cuối tuần.";
    static const struct {
        const char *before, *behind;
        bool serves;
    } cases[] = {
        {"", "\nNgười bán treo hàng lên cây sào cao cho khách nhìn thấy từ đằng xa.", true},
        {"", "\nCây sào\nNgười bán treo hàng lên cây sào cao cho khách nhìn thấy từ xa.", true},
        {"", "", false},
        {"", "\n", false},
        {"", "\nNgười bán treo hàng lên cây sào.", false},
        {"Chợ nổi mùa nước lên\n", "\nNgười bán treo hàng lên cây sào cao cho khách nhìn.", false},
        {"- ", "\nNgười bán treo hàng lên cây sào cao cho khách nhìn thấy từ đằng xa.", false},
        {"", " Ảnh: Hà An\nNgười bán treo hàng lên cây sào cao cho khách nhìn thấy từ xa.", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char body[600];
        snprintf(body, sizeof body, "%s%s%s", cases[i].before, lead, cases[i].behind);
        assert_int_equal(lead_length(body, strlen(body)), cases[i].serves ? strlen(lead) : 0);
    }
    char block[4000] = "";
    for (size_t i = 0; i < 25; i++)
        strcat(block, "Chợ nổi họp từ mờ sáng. ");
    strcat(block, "\nNgười bán treo hàng lên cây sào cao cho khách nhìn thấy từ đằng xa.");
    assert_int_equal(lead_length(block, strlen(block)), 0);
    assert_int_equal(lead_length("", 0), 0);
}

/* ---- no article ------------------------------------------------------------------ */

static void what_is_no_article_is_rejected(void **state) {
    (void)state;
    static const struct {
        const char *page, *reason;
    } cases[] = {
        {"", "no-body"},
        {"\n\n \n", "no-body"},
        {"Trang chủ\nGiới thiệu\nLiên hệ\n\nThời sự\nKinh tế\nVăn hóa\n", "no-body"},
        {"12\n34\n5/6\n", "no-body"},
        {"Thời sự\n\nĐội tuyển bơi lội về nước sau chuyến tập huấn\n" OTHER_1
         "Giá cà phê giảm phiên thứ ba liên tiếp\n" OTHER_2
         "Khai mạc hội chợ hàng thủ công ở Nghệ An\n" LEAD
         "Mùa hoa cúc trên cao nguyên năm nay đến sớm\n"
         "Những cánh đồng hoa cúc ven đường đã nở vàng từ cuối tháng trước, sớm hơn mọi năm.\n"
         "Thêm một tuyến xe buýt nối sân bay với bãi biển\n"
         "Tuyến xe buýt mới chạy từ năm giờ sáng đến mười giờ đêm, mỗi hai mươi phút một chuyến.\n",
         "no-body"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct draft d;
        read_page(cases[i].page, NULL, &d);
        assert_non_null(d.reject);
        assert_string_equal(d.reject, cases[i].reason);
        assert_true(d.reject_detail[0] != '\0');
        draft_done(&d);
    }
}

static void endless_pages_are_read_in_bounded_time(void **state) {
    (void)state;
    static const struct {
        const char *piece;
        size_t times;
    } cases[] = {{"[", 500000},
                 {"![](", 200000},
                 {"<a ", 300000},
                 {"từ ", 300000},
                 {"1/2/", 300000},
                 {"(", 500000},
                 {"\n", 90000},
                 {"a\n", 90000},
                 {"& ", 300000},
                 {"| ", 300000},
                 {"* ", 300000},
                 {"\n", 300000},
                 {"12\nMỹ\n", 45000},
                 {"Xem thêm\n", 90000},
                 {"Lê Thu Hà\nGiá giảm\n", 45000},
                 {"Giá cà phê giảm phiên này\n12/06/2023\n", 45000}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        static const char before[] = LEAD SECOND, behind[] = "\n" THIRD;
        size_t n = strlen(cases[i].piece), all = n * cases[i].times;
        char *page = malloc(strlen(before) + all + sizeof behind);
        assert_non_null(page);
        char *at = page + strlen(strcpy(page, before));
        for (size_t k = 0; k < cases[i].times; k++)
            memcpy(at + k * n, cases[i].piece, n);
        strcpy(at + all, behind);
        struct draft d;
        read_page(page, NULL, &d);
        draft_done(&d);
        free(page);
    }
}

/* ---- records --------------------------------------------------------------------- */

static void a_record_keeps_its_body(void **state) {
    (void)state;
    struct input in = {.name = "a.jsonl:1",
                       .body = "  Tin liên quan \n\nHội chợ mở cửa đến hết tuần sau tại Vinh.\n"
                               "Chia sẻ\n"};
    struct draft d;
    struct tt_error e;
    assert_true(draft_record(&in, &d, &e));
    assert_null(d.reject);
    assert_string_equal(buf_text(&d.body),
                        "Tin liên quan\nHội chợ mở cửa đến hết tuần sau tại Vinh.\nChia sẻ");
    draft_done(&d);
}

static void provenance_names_the_rules(void **state) {
    (void)state;
    struct input in = {.name = "thư mục/\"trang\".txt",
                       .text = "Trang chủ\nLiên hệ\n\nKhai mạc hội chợ hàng thủ công ở Nghệ An\n"
                               "13/06/2023 09:15\n\n" LEAD SECOND THIRD
                               "Tin cùng chuyên mục\nGiá cà phê giảm phiên thứ ba liên tiếp\n"};
    struct draft d;
    struct tt_error e;
    struct buf json;
    assert_true(draft_page(NULL, &in, &d, &e));
    buf_init(&json, 10000);
    draft_provenance(&d, &in, &json);
    assert_string_equal(
        buf_text(&json),
        "{\"input\":\"thư mục/\\\"trang\\\".txt\",\"form\":\"page\","
        "\"date_basis\":\"displayed\",\"date_text\":\"13/06/2023 09:15\","
        "\"removed\":[{\"rule\":\"before-title\",\"lines\":2},"
        "{\"rule\":\"after-article\",\"lines\":2},{\"rule\":\"stamp\",\"lines\":1}]}");
    buf_done(&json);
    draft_done(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_with_the_stamp_above_the_title),
        cmocka_unit_test(a_page_with_byline_and_stamp_below_the_title),
        cmocka_unit_test(related_titles_between_the_paragraphs),
        cmocka_unit_test(teasers_behind_the_article),
        cmocka_unit_test(lists_of_other_articles_are_told_by_their_make_up),
        cmocka_unit_test(a_stamp_may_stand_under_the_lead),
        cmocka_unit_test(what_stands_twice_is_kept_once),
        cmocka_unit_test(residue_of_markup_goes),
        cmocka_unit_test(a_footer_and_a_masthead_go),
        cmocka_unit_test(subheadings_captions_and_lists_stay),
        cmocka_unit_test(verse_and_tables_stay),
        cmocka_unit_test(what_a_site_says_to_its_readers_goes),
        cmocka_unit_test(what_stands_between_title_and_text_is_told_from_it),
        cmocka_unit_test(what_heads_the_end_may_stand_between_lead_and_text),
        cmocka_unit_test(titles_of_others_need_no_heading),
        cmocka_unit_test(an_interview_is_no_list_of_teasers),
        cmocka_unit_test(a_title_listed_elsewhere_on_the_page_is_anothers),
        cmocka_unit_test(a_heading_of_others_may_interrupt_an_article),
        cmocka_unit_test(an_article_may_have_a_table_in_its_middle),
        cmocka_unit_test(a_teaser_above_the_article_is_not_its_beginning),
        cmocka_unit_test(an_images_text_beside_its_caption_goes),
        cmocka_unit_test(teasers_in_number_hide_no_article),
        cmocka_unit_test(a_pictures_credit_alone_is_no_paragraph),
        cmocka_unit_test(a_linked_title_may_have_a_text_of_its_own),
        cmocka_unit_test(newsrooms_below_a_name_make_no_list_of_names),
        cmocka_unit_test(who_signed_in_a_few_words_goes),
        cmocka_unit_test(a_short_notice_is_an_article),
        cmocka_unit_test(a_page_in_english_keeps_its_lines),
        cmocka_unit_test(the_lead_is_the_first_paragraph_where_it_serves),
        cmocka_unit_test(what_is_no_article_is_rejected),
        cmocka_unit_test(endless_pages_are_read_in_bounded_time),
        cmocka_unit_test(a_record_keeps_its_body),
        cmocka_unit_test(provenance_names_the_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
