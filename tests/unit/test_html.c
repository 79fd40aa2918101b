/* Pages with their markup: the text as it is seen, what they say of themselves, whole pages
 * (the folder with the test data is the first argument), and bytes that mean harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/limits.h"
#include "index/html/html.h"
#include "index/read/reading.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void read_bytes(struct html *h, const char *bytes, size_t n) {
    struct tt_error e = {0};
    html_init(h);
    if (!html_read(h, bytes, n, &e))
        fail_msg("%s", e.text);
}

static void expect(const char *what, const char *page, const char *got, const char *wanted) {
    if (strcmp(got, wanted) != 0)
        fail_msg("%s of \"%.300s\"\nis     \"%s\"\nwanted \"%s\"", what, page, got, wanted);
}

/* ---- text ------------------------------------------------------------------------ */

static const struct {
    const char *page, *text;
} texts[] = {
    {"", ""},
    {"một  hai\n ba", "một hai ba\n"},
    {"<p>một<p>hai", "một\n\nhai\n"},
    {"<div>một</div><div>hai</div>", "một\nhai\n"},
    {"một<br>hai<br><br>ba", "một\nhai\n\nba\n"},
    {"<p>m<b>ộ</b>t<i> hai</i></p>", "một hai\n"},
    {"<p>một</p>  <p> </p><p>hai</p>", "một\n\nhai\n"},
    {"<h1>Một</h1><h2>Hai</h2><h4>Ba</h4>bốn", "# Một\n\n## Hai\n\n## Ba\n\nbốn\n"},
    {"<h1>Một<br>hai</h1>", "# Một hai\n"},
    {"<h1><a href=/x>Một</a></h1>", "# Một\n"},
    {"<ul><li>một</li><li><p>hai</p><p>ba</p></li></ul>bốn", "* một\n\n* hai\n\nba\n\nbốn\n"},
    {"<a href=/x>Một <b>hai</b></a> ba", "[Một hai](#) ba\n"},
    {"<a name=x>Một</a>", "Một\n"},
    {"<a href=x>[Ảnh] Một</a> <a href=x>[Hai</a>", "[[Ảnh] Một](#) [Hai\n"},
    {"<a href=x><h3>Một</h3><p>hai</p></a>", "## [Một](#)\n\n[hai](#)\n"},
    {"<p><a href=x>một<p>hai", "[một](#)\n\nhai\n"}, /* forgotten: the rest is no link */
    {"<img src=a alt=Một>hai", "![]() hai\n"},
    {"<img src=a width=16 height=16>hai", "hai\n"},
    {"<a href=x><img src=a></a>hai", "![]() hai\n"},
    {"<figure><img src=a><figcaption>Ảnh: TTX</figcaption></figure>một",
     "![]()\nẢnh: TTX\n\nmột\n"},
    {"<table><tr><td>a<td>b<tr><th><p>c</p></th><td><div>d</div></td></table>", "a | b\nc | d\n"},
    {"<table><tr><td><td>b</table>", "b\n"},
    {"<table><tr><td><p>a</p><p>b</p><td>c</table>", "a\nb\n\nc\n"},
    {"<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", "a | b\n\nc\n"},
    {"<table><tr><td>a<td><h1>b</h1></table>", "a\n\n# b\n"},
    {"<table><tr><td><img src=a><td>b</table>", "![]()\nb\n"},
    {"<pre>một\n  hai</pre>", "một\nhai\n"},
    {"<body><script>một</script><style>hai</style><noscript>ba</noscript>bốn<!-- năm -->", "bốn\n"},
    {"<select><option>một</select><button>hai</button><textarea>ba</textarea>bốn", "bốn\n"},
    {"<svg><title>một</title><text>hai</text></svg><iframe>ba</iframe>bốn", "bốn\n"},
    {"<svg-icon>một</svg-icon> <!--<select>-->hai", "một hai\n"},
    {"<select name=a>một", "một\n"}, /* forgotten */
    {"<template><p>một</template><form><p>hai</form>", "hai\n"},
    {"<p hidden>một<p style='color:red; DISPLAY : none'>hai<p>ba", "ba\n"},
    {"<nav>một</nav>hai<aside>ba</aside><footer>bốn</footer>", "hai\n"},
    {"<div role=navigation>một</div>hai", "hai\n"},
    {"<article>một<footer>hai</footer></article>", "một\n\nhai\n"},
    {"<nav>một<h1>Hai</h1></nav>", "một\n\n# Hai\n"}, /* forgotten: the article is inside */
    {"&lt;b&gt; &amp;amp; &#7841;&nbsp;&eacute;", "<b> &amp; ạ é\n"},
    {"Ho\xCC\x80"
     "a bi\xCC\x80nh",
     "Hòa bình\n"},
    {"m\0t", "m\n"},
    {"</p></p></div><td>một</b></table><b><p>hai</b>ba</p>", "một\n\nhaiba\n"},
};

static void the_text_is_what_is_seen_a_line_a_block(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct html h;
        read_bytes(&h, texts[i].page, strlen(texts[i].page));
        assert_null(h.reject);
        expect("the text", texts[i].page, buf_text(&h.text), texts[i].text);
        html_done(&h);
    }
}

static void rows_with_a_long_cell_are_lines(void **state) {
    (void)state;
    char page[600] = "<table><tr><td>một<td>";
    for (int i = 0; i < 50; i++)
        strcat(page, "hai ");
    struct html h;
    read_bytes(&h, page, strlen(page));
    assert_memory_equal(buf_text(&h.text), "một\nhai hai", 13);
    html_done(&h);
}

/* ---- fields ---------------------------------------------------------------------- */

#define LD(json) "<script type='application/ld+json'>" json "</script>"
#define T "Hội chợ hoa ven sông"

static const struct {
    const char *page;
    enum html_field field;
    const char *value;
} fields[] = {
    {"<title>" T " - Báo Bến</title><h2>" T "</h2>", HTML_TITLE, T},
    {"<title>Báo Bến | " T "</title><p>" T "</p>", HTML_TITLE, T},
    {"<title>" T "</title><p>khác", HTML_TITLE, ""},
    {"<meta property=og:title content='" T "'><title>Khác hẳn nhau đây</title><h1>" T "</h1>",
     HTML_TITLE, T},
    {"<meta property=og:title content='Viết cho máy tìm kiếm'><h1>" T "</h1>", HTML_TITLE, ""},
    {"<meta property=og:title content='Cổng thông tin điện tử tỉnh'><h1>Cổng thông tin điện tử "
     "tỉnh</h1>",
     HTML_TITLE, ""},
    {"<meta property=og:site_name content='Bến xưa đò cũ'><title>Bến xưa đò cũ</title><h1>Bến xưa "
     "đò cũ</h1>",
     HTML_TITLE, ""},
    {"<title>" T "</title><h1>Hội chợ</h1>", HTML_TITLE, ""},
    {LD("{\"@type\":\"NewsArticle\",\"headline\":\"" T "\"}"), HTML_TITLE, T},
    {LD("{\"@type\":\"NewsArticle\",\"headline\":\"" T "...\"}"), HTML_TITLE, ""},
    {"<meta property=og:title content='A &amp;quot;bê&amp;quot; xê'><p>A \"bê\" xê", HTML_TITLE,
     "A \"bê\" xê"},
    {"<link rel=canonical href='https://a.vn/b_c*d-1.html'>", HTML_URL,
     "https://a.vn/b_c*d-1.html"},
    {"<meta property=og:url content='https://a.vn/o'><link rel=Canonical href='https://a.vn/c'>",
     HTML_URL, "https://a.vn/c"},
    {"<link rel=canonical href='https://a.vn/'>", HTML_URL, ""},
    {"<link rel=canonical href='https://a.vn/Default.aspx'>", HTML_URL, ""},
    {"<link rel=canonical href='/b'>", HTML_URL, ""},
    {"<link rel=canonical href='javascript:a://b/c'>", HTML_URL, ""},
    {"<meta property='article:published_time' content='2023-04-05T06:07:08+07:00'>", HTML_PUBLISHED,
     "2023-04-05T06:07:08+07:00"},
    {"<meta name=pubdate content='2023-04-05T18:07:08Z'>", HTML_PUBLISHED, "2023-04-06"},
    {"<meta name=pubdate content='2023-12-31 20:00:00+00:00'>", HTML_PUBLISHED, "2024-01-01"},
    {"<meta name=pubdate content='2023-04-05T01:00:00.000-05:00'>", HTML_PUBLISHED, "2023-04-05"},
    {"<meta name=date content='05/04/2023'>", HTML_PUBLISHED, "05/04/2023"},
    {"<meta name=date content='4/5/2023 7:00:00 AM'>", HTML_PUBLISHED, ""},
    {"<meta name=date content='1970-01-01T00:00:00Z'>", HTML_PUBLISHED, ""},
    {"<meta name=date content='0001-01-01'>", HTML_PUBLISHED, ""},
    {"<meta name=date content='2023-02-30'>", HTML_PUBLISHED, ""},
    {"<meta name=date content='2023'>", HTML_PUBLISHED, ""},
    {"<meta name=date content='hôm qua'>", HTML_PUBLISHED, ""},
    {"<meta name=date content='2026-01-01'>" LD("{\"@type\":\"Article\",\"datePublished\":"
                                                "\"2020-02-03\"}"),
     HTML_PUBLISHED, "2020-02-03"},
    {LD("{\"@graph\":[{\"@type\":\"WebSite\",\"datePublished\":\"2001-01-01\"},{\"@type\":"
        "[\"BlogPosting\"],\"datePublished\":\"2020-02-03\"}]}"),
     HTML_PUBLISHED, "2020-02-03"},
    {LD("{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"Article\",\"datePublished\":"
        "\"2020-02-03\"}]}"),
     HTML_PUBLISHED, ""},
    {LD("<!--\n{\"@type\":\"Article\",\"description\":\"a\nb\",\"datePublished\":\"2020-02-03\"};"
        "\n-->"),
     HTML_PUBLISHED, "2020-02-03"},
    {LD("{\"@type\":\"Article\",\"datePublished\":"), HTML_PUBLISHED, ""},
    {LD("{\"@type\":7,\"datePublished\":[]}"), HTML_PUBLISHED, ""},
    {"<time itemprop=datePublished datetime='2021-06-07'>x</time>", HTML_PUBLISHED, "2021-06-07"},
    {"<time itemprop=datePublished datetime='2021-06-07'></time><meta itemprop=datePublished "
     "content='2021-06-08'>",
     HTML_PUBLISHED, ""},
    {"<meta name=author content='Lê Văn Bến'>", HTML_AUTHOR, "Lê Văn Bến"},
    {"<meta name=author content=admin>", HTML_AUTHOR, ""},
    {"<meta property='article:author' content='https://f.example/bao ben'>", HTML_AUTHOR, ""},
    {"<meta name=author content='Báo Bến'><meta property=og:site_name content='Báo Bến'>",
     HTML_AUTHOR, ""},
    {LD("{\"@type\":\"Article\",\"author\":[{\"name\":\"Lê Bến\"},\"Hồ Đò\"]}"), HTML_AUTHOR,
     "Lê Bến, Hồ Đò"},
    {LD("{\"@type\":\"Article\",\"author\":{\"@type\":\"Organization\",\"name\":\"Ban Bến\"}}"),
     HTML_AUTHOR, ""},
    {"<meta property=og:site_name content=' Báo\n Bến '>", HTML_SOURCE, "Báo Bến"},
    {LD("{\"@type\":\"Article\",\"publisher\":{\"name\":\"Báo Bến\"}}"), HTML_SOURCE, "Báo Bến"},
    {"<html lang=en-US><p>A market of flowers by the river", HTML_LANG, "en"},
    {"<html lang=en><p>Hội chợ hoa ven sông mở cửa đến hết tuần sau", HTML_LANG, ""},
    {"<html lang=vi><p>abc", HTML_LANG, ""},
    {"<html lang='&lt;script'><p>abc", HTML_LANG, ""},
};

static void what_a_page_says_of_itself_is_taken_where_it_is_plausible(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(fields); i++) {
        struct html h;
        read_bytes(&h, fields[i].page, strlen(fields[i].page));
        assert_null(h.reject);
        expect("the field", fields[i].page, buf_text(&h.fields[fields[i].field]), fields[i].value);
        html_done(&h);
    }
}

static void a_page_read_after_another_has_nothing_of_it(void **state) {
    (void)state;
    static const char first[] = "<meta name=author content='Lê Bến'><p>một", second[] = "<p>hai";
    struct html h;
    struct tt_error e = {0};
    read_bytes(&h, first, sizeof first - 1);
    assert_true(html_read(&h, second, sizeof second - 1, &e));
    assert_string_equal(buf_text(&h.text), "hai\n");
    assert_string_equal(buf_text(&h.fields[HTML_AUTHOR]), "");
    html_done(&h);
}

/* ---- encodings ------------------------------------------------------------------- */

static const struct {
    const char *bytes;
    size_t n;
    const char *text, *detail; /* one of them */
} encodings[] = {
#define BYTES(s) s, sizeof s - 1
    {BYTES("\xEF\xBB\xBFm\xE1\xBB\x99t"), "một\n", NULL},
    {BYTES("<meta charset=windows-1258>H\xF4\xCC"
           "i"),
     "Hồi\n", NULL},
    {BYTES("<meta charset=utf-16>m\xE1\xBB\x99t"), "một\n", NULL}, /* what is UTF-8 is */
    {BYTES("<meta charset='ISO-8859-1'>caf\xE9"), "café\n", NULL},
    {BYTES("\xFF\xFEm\0t\0\xD9\x1E"), "mtộ\n", NULL},
    {BYTES("<meta charset=big5>\xA4\xA4"), NULL, "encoding big5"},
    {BYTES("<meta charset=x-user-defined>\xA4"), NULL, "x-user-defined"},
    {BYTES("<meta charset=utf-8>caf\xE9"), NULL, "UTF-8 from offset 23"},
    {BYTES("caf\xE9"), NULL, "UTF-8 from offset 3"},
    {BYTES("<meta charset=windows-1252>\x81"), NULL, "not CP1252"},
};

static void other_encodings_are_converted_or_named(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(encodings); i++) {
        struct html h;
        read_bytes(&h, encodings[i].bytes, encodings[i].n);
        if (encodings[i].text) {
            assert_null(h.reject);
            expect("the text", encodings[i].bytes, buf_text(&h.text), encodings[i].text);
        } else {
            assert_string_equal(h.reject, "not-utf8");
            if (!strstr(h.detail, encodings[i].detail))
                fail_msg("%s", h.detail);
        }
        html_done(&h);
    }
}

/* ---- harm ------------------------------------------------------------------------ */

static char *repeat(const char *head, const char *part, size_t times, size_t *n) {
    size_t k = strlen(part);
    char *bytes = malloc(strlen(head) + k * times + 1);
    assert_non_null(bytes);
    *n = (size_t)sprintf(bytes, "%s", head);
    for (size_t i = 0; i < times; i++, *n += k)
        memcpy(bytes + *n, part, k + 1);
    return bytes;
}

static const struct {
    const char *head, *part;
    size_t times;
    const char *reject; /* NULL: it is read; "": either */
} harms[] = {
    {"", "<div>", 100000, "too-deep"},
    {"", "<svg>", 100000, NULL},
    {"", "<a href=x><b><table><td>", 50000, "too-deep"},
    {"", "<div>", 500, NULL},
    {"", "<p>một", 100000, NULL},
    {"<table>", "<tr><td>một", 50000, NULL},
    {"", "<ul><li>một", 500, NULL},
    {"", "<div><p>một</div>", 100000, NULL},
    {"", "<div></b></div>", 100000, NULL},
    {"", "</div>", 100000, NULL},
    {"<script>", "<div>", 100000, NULL},
    {"<!--", "<div>", 100000, NULL},
    {"<svg>", "<path d='x'/>", 100, NULL},
    {"", "<svg><path d='x'/><path/></svg>", 10000, NULL},
    {"", "<table><svg><select><title><select><td>", 10, NULL}, /* an assertion of the parser's */
    {"<!-- --!>", "<table><svg><SELECT><title><select><td>", 10, NULL},
    {"", "<div><table><td></div>", 2000, ""}, /* the parser ignores that end */
    {"<table>", "<div><!--</div></table>--><table>", 2000, "too-deep"},
    {"", "<div><!--></div>-->", 300, NULL},
    {"<p ", "a ", 1000, NULL},
    {"<p ", "a ", 3000, "too-complex"},
    {"<p ", "a='b'", 3000, "too-complex"},
    {"<p a='", "b ", 3000, NULL},
    {"", "<", 100000, NULL},
    {"", "<a href='", 1000, NULL},
    {"", "[", 100000, NULL},
    {"<a href=x>", "[", 100000, NULL},
    {"<h1>", "&nbsp;", 100000, NULL},
};

static void no_markup_is_too_much(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(harms); i++) {
        struct html h;
        size_t n;
        char *bytes = repeat(harms[i].head, harms[i].part, harms[i].times, &n);
        read_bytes(&h, bytes, n);
        const char *wanted = harms[i].reject;
        if (wanted ? wanted[0] && (!h.reject || strcmp(h.reject, wanted)) : h.reject != NULL)
            fail_msg("%zu times \"%s\": %s", harms[i].times, harms[i].part,
                     h.reject ? h.reject : "read");
        html_done(&h);
        free(bytes);
    }
}

static void what_takes_too_much_memory_is_too_complex(void **state) {
    (void)state;
    struct html h;
    char head[8000] = "<p>";
    size_t n;
    for (int i = 0; i < 400; i++) /* each opened again in every paragraph below */
        sprintf(head + strlen(head), "<b id=%d>", i);
    char *bytes = repeat(head, "<p>x</p>", 20000, &n);
    read_bytes(&h, bytes, n);
    assert_non_null(h.reject);
    assert_string_equal(h.reject, "too-complex");
    html_done(&h);
    free(bytes);
}

/* ---- whole pages ----------------------------------------------------------------- */

static const char *data_folder;

static const struct {
    const char *file, *title, *author, *source, *url;
    day_t published;
    const char *has[4], *lacks[8];
} pages[] = {
    {"bao-song-hau-1.html",
     "Cần Thơ mở chuyên trang tiếng Anh giới thiệu chợ nổi",
     "Lâm Thúy Kiều",
     "Báo Sông Hậu",
     "https://baosonghau.example/van-hoa/can-tho-mo-chuyen-trang-tieng-anh-4471.html",
     20230419,
     {"Từ tuần này, du khách", "\"để câu văn tự nhiên", "chính những người lái ghe."},
     {"Quảng cáo", "Kinh tế", "Tin liên quan", "Hội thi ghe ngo", "Giá cá tra", "Giấy phép",
      "2023-final", "Chia sẻ"}},
    {"bao-song-hau-2.html",
     "Phóng viên tám nước đi thực tế vùng trồng sen Đồng Tháp",
     "Tường Vi",
     "Báo Sông Hậu",
     "",
     20220906,
     {"Hai mươi phóng viên thường trú", "chuyện chuyển từ bán gương sen", "đường dẫn đến bài gốc."},
     {"Tin cùng chuyên mục", "đờn ca tài tử", "Bản quyền", "Thời sự"}},
    {"cong-tinh-1.html",
     "Quảng Thanh triển khai kế hoạch thông tin đối ngoại năm 2021",
     "Thu Hà",
     "",
     "",
     20210208,
     {"UBND tỉnh Quảng Thanh vừa ban hành", "Bộ tư liệu ảnh | Sở Ngoại vụ | 120 triệu đồng",
      "đăng trên chuyên mục tiếng Anh."},
     {"Bộ máy tổ chức", "wEPDwUK", "Liên kết website", "giao ban báo chí", "Chánh Văn phòng"}},
    {"cong-tinh-2.html",
     "Đoàn báo chí Lào thăm và làm việc tại Quảng Thanh",
     "Văn Khải",
     "",
     "",
     20161117,
     {"Chiều 16/11", "nhấn mạnh quan hệ hữu nghị đặc biệt giữa", "hai bên đường biên."},
     {"Trang chủ", "CỔNG THÔNG TIN", "Các tin khác", "đường tuần tra", "Bản quyền"}},
    {"tap-chi-hai-dang-1.html",
     "Kể chuyện biển đảo bằng những bức thư tay",
     "Đinh Hoài An",
     "Tạp chí Hải Đăng",
     "https://tapchihaidang.example/ke-chuyen-bien-dao-bang-nhung-buc-thu-tay",
     20190726,
     {"Suốt năm năm", "Những hồi âm từ xa", "rau xanh.", "cuối năm tại Hà Nội."},
     {"Hồ sơ", "Người giữ đèn", "máy in", "JavaScript", "khung"}},
    {"tap-chi-hai-dang-2.html",
     "Bảo tàng số về đèn biển đón lượt khách thứ một triệu",
     "Phạm Gia Bình",
     "Tạp chí Hải Đăng",
     "",
     20221012,
     {"Sau mười bốn tháng", "Khách xem nhiều nhất", "Khách ở lại lâu nhất",
      "máy tính của nhà trường."},
     {"Trang chủ", "Hồ sơ"}},
};

static void check_page(size_t i, const struct article *a) {
    const char *body = a->s[ARTICLE_BODY], *file = pages[i].file;
    expect("the title", file, a->s[ARTICLE_TITLE], pages[i].title);
    expect("the author", file, a->s[ARTICLE_AUTHOR], pages[i].author);
    expect("the source", file, a->s[ARTICLE_SOURCE], pages[i].source);
    expect("the URL", file, a->s[ARTICLE_URL], pages[i].url);
    expect("the language", file, a->s[ARTICLE_LANG], "vi");
    assert_int_equal(a->published, pages[i].published);
    for (size_t k = 0; k < COUNT(pages[i].has) && pages[i].has[k]; k++)
        if (!strstr(body, pages[i].has[k]))
            fail_msg("%s: \"%s\" is missing in\n%s", file, pages[i].has[k], body);
    for (size_t k = 0; k < COUNT(pages[i].lacks) && pages[i].lacks[k]; k++)
        if (strstr(body, pages[i].lacks[k]))
            fail_msg("%s: \"%s\" is in\n%s", file, pages[i].lacks[k], body);
}

struct checking {
    struct directory *directory;
    size_t page;
};

static bool read_one(void *state, const struct input *in, struct tt_error *e) {
    struct checking *c = state;
    struct reading r;
    if (!read_article(c->directory, NULL, in, &r, e))
        return false;
    if (r.reject)
        fail_msg("%s: %s, %s", in->name, r.reject, r.reject_detail);
    check_page(c->page++, &r.article);
    reading_done(&r);
    return true;
}

static void refuse(void *state, const char *name, const char *reason, const char *detail) {
    (void)state;
    fail_msg("%s: %s, %s", name, reason, detail);
}

static void whole_pages_become_articles(void **state) {
    (void)state;
    struct checking c = {.page = 0};
    struct tt_error e = {0};
    if (!data_folder)
        skip();
    assert_true(directory_open(&c.directory, &e));
    for (size_t i = 0; i < COUNT(pages); i++) {
        char path[4096];
        const char *paths[] = {path};
        struct inputs *in = NULL;
        snprintf(path, sizeof path, "%s/html/%s", data_folder, pages[i].file);
        if (!inputs_open(paths, 1, &in, &e) || !inputs_walk(in, read_one, refuse, &c, &e))
            fail_msg("%s", e.text);
        inputs_close(in);
    }
    assert_int_equal(c.page, COUNT(pages));
    directory_close(c.directory);
}

int main(int argc, char **argv) {
    data_folder = argc > 1 ? argv[1] : NULL;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text_is_what_is_seen_a_line_a_block),
        cmocka_unit_test(rows_with_a_long_cell_are_lines),
        cmocka_unit_test(what_a_page_says_of_itself_is_taken_where_it_is_plausible),
        cmocka_unit_test(a_page_read_after_another_has_nothing_of_it),
        cmocka_unit_test(other_encodings_are_converted_or_named),
        cmocka_unit_test(no_markup_is_too_much),
        cmocka_unit_test(what_takes_too_much_memory_is_too_complex),
        cmocka_unit_test(whole_pages_become_articles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
