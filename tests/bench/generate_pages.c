/* Pages as a crawler keeps them: an article inside its site's furniture.
 *
 * 200 sites, each with a layout of its own: which sections its menu has, where clock,
 * breadcrumb, stamp and captions stand and how they are written, what closes its pages. The
 * stories are walks over bigrams of Vietnamese news (words.h) behind a lead that names who
 * acts; one page in ten tells one of the last thousand stories again: another site's
 * furniture and headline, a later day, a word in a hundred changed. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "generate.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { SITES = 200, RECENT_STORIES = 1000, COPIES_PERCENT = 10, RELATED = 5, MENU_MAX = 16 };

static const char *const sections[] = {
    "Thời sự",    "Chính trị",  "Kinh tế",       "Văn hóa",     "Xã hội",      "Giáo dục",
    "Y tế",       "Khoa học",   "Môi trường",    "Pháp luật",   "Quốc tế",     "Thể thao",
    "Du lịch",    "Đời sống",   "Công nghệ",     "Bạn đọc",     "Biển đảo",    "Người Việt",
    "Đối ngoại",  "Quốc phòng", "An ninh",       "Nông nghiệp", "Công thương", "Lao động",
    "Giao thông", "Địa phương", "Phóng sự",      "Ảnh",         "Video",       "Văn bản mới",
    "Thông báo",  "Hỏi đáp",    "Lịch công tác", "Nhân sự",     "Tư liệu",     "Nghiên cứu",
    "Trao đổi",   "Gương sáng", "Dân tộc",       "Tôn giáo",
};
static const char *const homes[] = {"Trang chủ", "TRANG CHỦ", "Trang nhất", "Home"};
static const char *const tools[] = {
    "Đăng nhập", "Tìm kiếm", "RSS", "Sơ đồ trang", "Liên hệ", "Đặt báo", "Hộp thư", "English",
};
static const char *const weekdays[] = {
    "Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy",
};
static const char *const related_heads[] = {
    "Tin liên quan", "Tin cùng chuyên mục", "Các tin khác", "Bài đọc thêm", "Tin mới hơn",
};
static const char *const shares[] = {
    "Chia sẻ", "In trang", "Gửi cho bạn bè", "Cỡ chữ", "Facebook", "Zalo", "Về đầu trang",
};
static const char *const acts[] = {
    "khai mạc hội nghị về", "ký kế hoạch phối hợp về", "công bố báo cáo về",
    "họp bàn về",           "tổ chức tập huấn về",     "tiếp đoàn khách đến tìm hiểu về",
};
static const char *const ministries[] = {
    "Bộ Ngoại giao",
    "Bộ Quốc phòng",
    "Bộ Công an",
    "Bộ Tài chính",
    "Bộ Y tế",
    "Bộ Công Thương",
    "Bộ Xây dựng",
    "Bộ Tư pháp",
    "Bộ Nội vụ",
    "Bộ Giáo dục và Đào tạo",
    "Quốc hội",
    "Ban Tuyên giáo Trung ương",
    "Ban Đối ngoại Trung ương",
    "Hội Nông dân Việt Nam",
    "Thông tấn xã Việt Nam",
    "Hội Nhà báo Việt Nam",
    "Tổng cục Hải quan",
    "Bộ Tư lệnh Cảnh sát biển",
};
static const char *const bodies[] = {"UBND tỉnh", "Sở Y tế tỉnh", "HĐND tỉnh", "Công an tỉnh",
                                     "Sở Tài chính tỉnh"};
static const char *const provinces[] = {
    "Quảng Ninh", "Lào Cai", "Nghệ An",  "Quảng Trị", "Bình Định", "Khánh Hòa", "Lâm Đồng",
    "Đồng Nai",   "Cà Mau",  "An Giang", "Sơn La",    "Thanh Hóa", "Gia Lai",   "Tây Ninh",
};

/* How a site writes a day: %1 day, %2 month, %3 year, %4 hour, %5 minute. */
static const char *const stamps[] = {
    "%1$02u/%2$02u/%3$u",
    "Ngày đăng: %1$02u/%2$02u/%3$u",
    "%4$02u:%5$02u | %1$02u/%2$02u/%3$u",
    "%1$02u-%2$02u-%3$u %4$02u:%5$02u",
    "(%1$02u.%2$02u.%3$u %4$02u:%5$02u)",
    "Cập nhật lúc %4$02u:%5$02u, %1$u/%2$u/%3$u",
};

struct date {
    unsigned year, month, day, hour, minute, weekday;
};

struct headline {
    char text[256];
    struct date date;
};

struct site {
    const char *menu[MENU_MAX], *home, *section_head, *stamp;
    unsigned n_menu, clock, foot;
    bool crumbs, stamp_below_lead, captions_first, related_inside, tags, bullets, twice;
    struct headline recent[RELATED];
    unsigned n_recent;
};

struct story {
    char body[BODY_MAX];
    size_t lead; /* bytes of its first paragraph, with the line end */
    struct date date;
    unsigned site;
};

struct out {
    char text[4 * BODY_MAX];
    size_t n;
};

#define CHOOSE(dice, list) ((list)[below((dice), COUNT(list))])

__attribute__((format(printf, 2, 3))) static void put(struct out *o, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int n = vsnprintf(o->text + o->n, sizeof o->text - o->n, format, args);
    va_end(args);
    if (n > 0 && (size_t)n < sizeof o->text - o->n)
        o->n += (size_t)n;
    o->text[o->n] = '\0';
}

static void put_date(struct out *o, const char *how, const struct date *d) {
    char text[100];
    snprintf(text, sizeof text, how, d->day, d->month, d->year, d->hour, d->minute);
    put(o, "%s", text);
}

/* ---- sites ----------------------------------------------------------------------- */

static void make_site(struct site *s, uint64_t number) {
    uint64_t of_site = number * 1000 + 17, *dice = &of_site;
    s->n_menu = 7 + below(dice, MENU_MAX - 7);
    for (unsigned i = 0, at = below(dice, COUNT(sections)); i < s->n_menu; i++)
        s->menu[i] = sections[(at += 1 + below(dice, 3)) % COUNT(sections)];
    s->home = CHOOSE(dice, homes);
    s->section_head = CHOOSE(dice, related_heads);
    s->stamp = CHOOSE(dice, stamps);
    s->clock = below(dice, 4);
    s->foot = below(dice, 1000);
    s->crumbs = below(dice, 2);
    s->stamp_below_lead = below(dice, 4) == 0;
    s->captions_first = below(dice, 2);
    s->related_inside = below(dice, 3) == 0;
    s->tags = below(dice, 2);
    s->bullets = below(dice, 3) == 0;
    s->twice = below(dice, 3) == 0;
}

static void put_head(struct out *o, const struct site *s, uint64_t *dice, const char *section) {
    const struct date crawl = {2024, 5, 20, 7 + below(dice, 3), below(dice, 60), 1};
    put(o, "%s\n", s->home);
    for (unsigned i = 0; i < s->n_menu; i++)
        put(o, "%s%s\n", s->bullets ? "- " : "", s->menu[i]);
    put(o, "%s\n%s\n\n", tools[s->foot % COUNT(tools)], tools[s->foot / 8 % COUNT(tools)]);
    if (s->clock == 1)
        put(o, "%s, ", weekdays[crawl.weekday]);
    if (s->clock)
        put_date(o, s->clock == 2 ? stamps[2] : stamps[0], &crawl);
    put(o, "%s", s->clock ? "\n\n" : "");
    if (s->crumbs)
        put(o, "%s > %s\n\n", s->home, section);
    else
        put(o, "%s\n", section);
}

/* Inside of an article they are few and have no heading. */
static void put_related(struct out *o, const struct site *s) {
    unsigned n = s->related_inside && s->n_recent > 2 ? 2 : s->n_recent;
    if (n > 0 && !s->related_inside)
        put(o, "%s\n", s->section_head);
    for (unsigned i = 0; i < n; i++) {
        const struct headline *h = &s->recent[i];
        put(o, "%s%s (%02u/%02u/%u)\n", s->bullets ? "* " : "", h->text, h->date.day, h->date.month,
            h->date.year);
    }
    put(o, "\n");
}

static void put_foot(struct out *o, const struct site *s, uint64_t number) {
    for (unsigned i = 0; i < 3; i++)
        put(o, "%s\n", shares[(s->foot + i) % COUNT(shares)]);
    if (s->twice)
        for (unsigned i = 0; i < s->n_menu / 2; i++)
            put(o, "%s\n", s->menu[i]);
    put(o,
        "\nTrang tin Sông Thử %03u\nGiấy phép số %u/GP-TTĐT do Cục quản lý cấp ngày 12/3/2015\n"
        "Người chịu trách nhiệm nội dung: Ban biên tập\n"
        "Địa chỉ: số %u đường Bến Mới, điện thoại 0%u\n© Bản quyền thuộc về trang tin Sông Thử "
        "%03u\n",
        (unsigned)number, 100 + s->foot, 1 + s->foot % 90, 240000000 + s->foot * 977,
        (unsigned)number);
}

/* ---- stories --------------------------------------------------------------------- */

static void make_date(struct date *d, uint64_t *dice) {
    unsigned a = below(dice, 19), b = below(dice, 19);
    *d = (struct date){
        2005 + (a > b ? a : b), 1 + below(dice, 12), 1 + below(dice, 28),
        6 + below(dice, 15),    below(dice, 60),     0,
    };
}

/* The lead says who acts, where and about what. */
static void make_story(struct story *s, const struct words *w, uint64_t *dice) {
    unsigned count = 0;
    make_date(&s->date, dice);
    s->site = below(dice, SITES);
    size_t n = (size_t)snprintf(s->body, 400, "Sáng %u/%u, ", s->date.day, s->date.month);
    n += (size_t)snprintf(s->body + n, 200, "%s", CHOOSE(dice, ministries));
    if (below(dice, 2)) {
        n += (size_t)snprintf(s->body + n, 100, " phối hợp với %s ", CHOOSE(dice, bodies));
        n += (size_t)snprintf(s->body + n, 100, "%s", CHOOSE(dice, provinces));
    }
    n += (size_t)snprintf(s->body + n, 100, " %s ", CHOOSE(dice, acts));
    n = words_sentence(w, dice, s->body, n, 1000, 20, &count);
    n += (size_t)snprintf(s->body + n, 8, ".\n");
    s->lead = n;
    words_body(w, dice, s->body, n);
}

/* A word in a hundred becomes its neighbour's copy. */
static void make_copy(struct story *s, const struct story *of, uint64_t *dice) {
    *s = *of;
    s->site = (s->site + 1 + below(dice, SITES - 1)) % SITES;
    s->date.day = s->date.day < 27 ? s->date.day + 1 : s->date.day;
    for (char *c = s->body + s->lead; (c = strchr(c, ' ')); c++)
        if (below(dice, 100) == 0 && c[1] >= 'a' && c[1] <= 'z')
            c[1] = (char)('a' + below(dice, 26));
}

static void put_caption(struct out *o, const struct words *w, uint64_t *dice) {
    char text[400];
    unsigned count = 0;
    size_t n = words_sentence(w, dice, text, 0, sizeof text - 2, 10, &count);
    text[n] = '\0';
    put(o, "%s. Ảnh: TL\n", text);
}

static void put_article(struct out *o, const struct site *s, const struct story *story,
                        const char *title, const struct words *w, uint64_t *dice) {
    put(o, "%s\n", title);
    if (!s->stamp_below_lead)
        put_date(o, s->stamp, &story->date);
    put(o, "\n\n%.*s", (int)story->lead, story->body);
    if (s->stamp_below_lead) {
        put_date(o, s->stamp, &story->date);
        put(o, "\n");
    }
    if (s->captions_first)
        put_caption(o, w, dice);
    if (s->related_inside)
        put_related(o, s);
    put(o, "%s\n", story->body + story->lead);
    if (!s->captions_first)
        put_caption(o, w, dice);
    if (s->tags)
        put(o, "Từ khóa: %s, %s\n", CHOOSE(dice, sections), CHOOSE(dice, provinces));
    if (!s->related_inside)
        put_related(o, s);
}

static void remember(struct site *s, const struct headline *h) {
    memmove(s->recent + 1, s->recent, sizeof *h * (RELATED - 1));
    s->recent[0] = *h;
    s->n_recent += s->n_recent < RELATED;
}

static void put_page(struct site *s, const struct story *story, uint64_t number,
                     const struct words *w, uint64_t *dice) {
    static struct out o;
    struct headline h = {.date = story->date};
    unsigned count = 0;
    o.n = 0;
    size_t n = words_sentence(w, dice, h.text, 0, sizeof h.text - 2, 14, &count);
    h.text[n] = '\0';
    put_head(&o, s, dice, s->menu[below(dice, s->n_menu)]);
    put_article(&o, s, story, h.text, w, dice);
    put_foot(&o, s, story->site);
    remember(s, &h);
    printf("{\"url\": \"https://trang%03u.example.vn/tin/%" PRIu64 ".html\", ", story->site,
           number);
    put_json_text("text", o.text, "}\n");
}

void generate_pages(const struct words *w, uint64_t *dice, uint64_t count) {
    static struct story recent[RECENT_STORIES];
    static struct site sites[SITES];
    for (unsigned i = 0; i < SITES; i++)
        make_site(&sites[i], i);
    for (uint64_t i = 0; i < count; i++) {
        struct story *s = &recent[i % RECENT_STORIES];
        if (i >= RECENT_STORIES && below(dice, 100) < COPIES_PERCENT)
            make_copy(s, &recent[(i + 1 + below(dice, RECENT_STORIES - 1)) % RECENT_STORIES], dice);
        else
            make_story(s, w, dice);
        put_page(&sites[s->site], s, i, w, dice);
    }
}
