#include "tests/unit/made_texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 64 << 10 };

/* Slots: {A} agency, {P} person, {L} place, {T} topic, {E} event, {O} outcome, {N} number,
 * {D} day and month, {Y} year. */
static const char *const sentences[] = {
    "Sáng {D}, tại {L}, {A} tổ chức {E} về {T} với sự tham dự của {N} đại biểu.",
    "Phát biểu khai mạc, ông {P} cho rằng {T} là việc làm lâu dài, cần sự kiên trì của mỗi cán bộ.",
    "Theo báo cáo của {A}, trong năm {Y} đã có {N} ấn phẩm được gửi tới bạn đọc ở nước ngoài.",
    "Bà {P}, đại diện {A}, kể lại chuyến công tác {N} ngày ở {L} hồi tháng trước.",
    "Nhiều ý kiến tại {E} đề nghị {A} sớm ban hành tài liệu hướng dẫn cho cơ sở.",
    "So với năm {Y}, số lượt người tìm đọc trang tin bằng tiếng Anh tăng thêm {N} lượt.",
    "{A} phối hợp với các trường đại học ở {L} mở {N} lớp học ngắn hạn cho phóng viên trẻ.",
    "Ông {P} nhấn mạnh: kết quả ấy cho thấy {O}, song phía trước còn không ít việc phải làm.",
    "Từ ngày {D}, một triển lãm ảnh về {T} sẽ mở cửa đón khách miễn phí tại {L}.",
    "Đoàn khảo sát đã đi qua {N} xã ven biển, gặp gỡ ngư dân và nghe họ nói về {T}.",
    "Trả lời báo giới, bà {P} khẳng định {O} và cảm ơn bạn bè quốc tế đã đồng hành.",
    "Kế hoạch năm {Y} đặt mục tiêu {N} bản tin song ngữ, gấp rưỡi mức của giai đoạn trước.",
    "Một điểm mới là {A} sẽ giao cho {L} làm thí điểm trước khi nhân rộng.",
    "Các chuyên gia đến từ {L} chia sẻ kinh nghiệm dùng bản đồ số để giới thiệu di sản.",
    "Bên lề {E}, hai bên ký bản ghi nhớ gồm {N} điều khoản về trao đổi phóng viên.",
    "Người dân {L} vui mừng vì con đường nối bến cảng với khu chợ cũ đã được trải nhựa.",
    "Cuối buổi, ông {P} trao {N} suất học bổng cho sinh viên ngành báo chí.",
    "Việc dịch thuật vẫn là khâu yếu: mỗi tháng chỉ có {N} bài được chuyển sang tiếng Pháp.",
    "{A} cho biết {O}; báo cáo đầy đủ sẽ được công bố trước ngày {D}.",
    "Tối cùng ngày, chương trình nghệ thuật chủ đề {T} diễn ra trên phố đi bộ của {L}.",
    "Ngân sách dành cho {T} trong năm {Y} vào khoảng {N} triệu đồng, phần lớn từ xã hội hóa.",
    "Bà {P} mong các tòa soạn cử người theo dõi lâu dài thay vì chỉ đưa tin sự kiện.",
    "Tính đến ngày {D}, hệ thống đã nhận {N} góp ý, quá nửa trong số đó là của kiều bào.",
    "Những bức thư tay gửi về từ {L} được trưng bày trang trọng giữa gian phòng chính.",
};

static const char *const agencies[] = {
    "Ban Văn hóa và Tư tưởng",
    "Hội Nhà báo thành phố",
    "Sở Ngoại vụ",
    "Trung tâm Báo chí Phương Nam",
    "Cục Hợp tác Biên giới",
    "Viện Nghiên cứu Truyền thông",
    "Ban Đối ngoại Nhân dân",
    "Liên hiệp Hữu nghị",
    "Phòng Thông tin Cơ sở",
    "Nhà xuất bản Biển Đảo",
    "Hội Sinh viên Du học",
    "Văn phòng Điều phối Vùng",
    "Bảo tàng Hàng hải",
    "Thư viện Khoa học Tổng hợp",
};
static const char *const places[] = {
    "Hạ Long",  "Quy Nhơn",   "Cần Thơ",  "Điện Biên", "Hội An",   "Buôn Ma Thuột",
    "Móng Cái", "Côn Đảo",    "Hà Tiên",  "Sa Pa",     "Đồng Hới", "Vũng Tàu",
    "Lạng Sơn", "Phan Thiết", "Tây Ninh", "Cà Mau",
};
static const char *const family[] = {"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ",
                                     "Đặng",   "Bùi",  "Đỗ", "Hồ",   "Ngô",   "Dương"};
static const char *const middle[] = {"Văn", "Thị", "Minh", "Quốc", "Thanh", "Hữu", "Ngọc", "Đức"};
static const char *const given[] = {"An",  "Bình", "Châu", "Dũng", "Giang", "Hải", "Khánh", "Lâm",
                                    "Mai", "Nam",  "Oanh", "Phúc", "Quang", "Sơn", "Tâm",   "Uyên"};
static const char *const topics[] = {
    "quảng bá hình ảnh đất nước",   "bảo tồn nghề thủ công",       "thông tin biển đảo",
    "ngoại giao văn hóa",           "dạy tiếng Việt cho kiều bào", "du lịch cộng đồng",
    "chuyển đổi số trong tòa soạn", "giao lưu nhân dân vùng biên", "giữ gìn làn điệu dân ca",
    "bảo vệ rừng đầu nguồn",        "kết nối cảng biển",           "phòng chống tin giả",
    "đưa sách về bản xa",           "an toàn cho tàu cá",
};
static const char *const events[] = {
    "hội nghị thường niên",  "buổi tọa đàm",      "diễn đàn hợp tác",
    "lớp tập huấn",          "phiên đối thoại",   "lễ khai trương chuyên trang",
    "cuộc gặp mặt đầu xuân", "hội thảo khoa học",
};
static const char *const outcomes[] = {
    "cách làm mới đã được bạn đọc đón nhận",
    "đội ngũ dịch giả đang lớn mạnh",
    "niềm tin của đối tác ngày càng vững",
    "nhiều rào cản thủ tục đã được gỡ bỏ",
    "chất lượng bản tin được nâng lên rõ rệt",
    "vùng xa không còn thiếu thông tin",
    "các bên đều giữ đúng cam kết",
    "sự chủ động của địa phương là yếu tố quyết định",
};

static const char *const bulletins[] = {
    "Dự báo thời tiết ngày {D}.\nPhía Bắc nhiều mây, có mưa rào vài nơi, nhiệt độ thấp nhất {N} "
    "độ, "
    "cao nhất {N} độ.\nVen biển miền Trung gió đông bắc cấp {N}, giật cấp {N}, sóng cao {N} mét.\n"
    "Tây Nguyên ngày nắng, đêm se lạnh, độ ẩm {N} phần trăm.\nNam Bộ chiều tối có dông, lượng mưa "
    "{N} mm, nhiệt độ {N} độ.\nTàu thuyền ra khơi chú ý theo dõi các bản tin tiếp theo.\nBản tin "
    "phát lúc {N} giờ.",
    "Tỷ giá ngày {D}.\nMột đô la Mỹ mua vào {N} đồng, bán ra {N} đồng.\nMột euro mua vào {N} đồng, "
    "bán ra {N} đồng.\nMột yên Nhật mua vào {N} đồng, bán ra {N} đồng.\nGiá vàng miếng niêm yết "
    "{N} "
    "nghìn đồng một lượng, giá vàng nhẫn {N} nghìn đồng một lượng.\nCác ngân hàng thương mại giao "
    "dịch bình thường trong phiên sáng, khối lượng đạt {N} tỷ đồng.",
    "Kết quả quay thưởng ngày {D}.\nGiải đặc biệt mang số {N}, giải nhất mang số {N}, giải nhì "
    "mang "
    "số {N}, giải ba mang số {N}.\nGiải khuyến khích dành cho các vé mang số {N}, số {N} và số {N}."
    "\nNgười trúng thưởng mang vé đến điểm bán gần nhất trong vòng ba mươi ngày để làm thủ tục "
    "nhận "
    "giải theo quy định.",
};

static const char *const others[] = {"đò",   "khoan", "lúa",  "gốm",  "thêu", "bưởi",
                                     "guốc", "rằm",   "vườn", "chum", "mía",  "thuyền",
                                     "ngói", "cau",   "diều", "giếng"};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

uint64_t made_random(uint64_t *state) {
    uint64_t x = *state += 0x9E3779B97F4A7C15u;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

static size_t pick(uint64_t *state, size_t n) {
    return (size_t)(made_random(state) % n);
}

static void *checked(void *p) {
    if (!p)
        abort();
    return p;
}

static void fill_fact(char slot, uint64_t *facts, char *out, size_t size) {
    unsigned r = (unsigned)(made_random(facts) >> 33);
    if (slot == 'N')
        snprintf(out, size, "%u", 10 + r % (r & 1 ? 90 : 9000));
    else if (slot == 'D')
        snprintf(out, size, "%u/%u", 1 + r % 28, 1 + r / 28 % 12);
    else if (slot == 'Y')
        snprintf(out, size, "%u", 2006 + r % 20);
    else
        snprintf(out, size, "%s %s %s", family[r % COUNT(family)], middle[r / 16 % COUNT(middle)],
                 given[r / 256 % COUNT(given)]);
}

static void fill_slot(char slot, struct made_seed *seed, char *out, size_t size) {
    static const struct {
        char slot;
        const char *const *words;
        size_t n;
    } lists[] = {
        {'A', agencies, COUNT(agencies)}, {'L', places, COUNT(places)},
        {'T', topics, COUNT(topics)},     {'E', events, COUNT(events)},
        {'O', outcomes, COUNT(outcomes)},
    };
    for (size_t i = 0; i < COUNT(lists); i++)
        if (lists[i].slot == slot) {
            snprintf(out, size, "%s", lists[i].words[pick(&seed->words, lists[i].n)]);
            return;
        }
    fill_fact(slot, &seed->facts, out, size);
}

/* Appends the sentence with its slots filled. */
static size_t fill(const char *form, struct made_seed *seed, char *out, size_t n) {
    for (; *form; form++) {
        if (*form != '{') {
            out[n++] = *form;
            continue;
        }
        fill_slot(form[1], seed, out + n, TEXT_MAX - n);
        n += strlen(out + n);
        form += 2;
    }
    out[n] = 0;
    return n;
}

char *made_article(struct made_seed seed, unsigned n_sentences) {
    size_t order[COUNT(sentences)], n = 0;
    char *out = checked(calloc(1, TEXT_MAX));
    for (size_t i = 0; i < COUNT(order); i++)
        order[i] = i;
    for (unsigned k = 0; k < n_sentences && k < COUNT(order); k++) {
        size_t i = k + pick(&seed.words, COUNT(order) - k), chosen = order[i];
        order[i] = order[k];
        if (k)
            out[n++] = '\n';
        n = fill(sentences[chosen], &seed, out, n);
    }
    return out;
}

char *made_bulletin(struct made_seed seed) {
    char *out = checked(calloc(1, TEXT_MAX));
    fill(bulletins[seed.words % COUNT(bulletins)], &seed, out, 0);
    return out;
}

size_t made_paragraphs(const char *text) {
    size_t n = 1;
    for (; *text; text++)
        n += *text == '\n';
    return n;
}

char *made_part(const char *text, size_t from, size_t count) {
    const char *end = text;
    for (; from && (end = strchr(text, '\n')); from--)
        text = end + 1;
    for (end = text; *end && count; end++)
        if (*end == '\n' && --count == 0)
            break;
    return checked(strndup(text, (size_t)(end - text)));
}

char *made_joined(const char *a, const char *b) {
    size_t size = strlen(a) + strlen(b) + 2;
    char *out = checked(malloc(size));
    snprintf(out, size, "%s\n%s", a, b);
    return out;
}

char *made_changed(const char *text, double part, uint64_t seed) {
    char *out = checked(calloc(1, 2 * strlen(text) + TEXT_MAX));
    size_t n = 0;
    while (*text) {
        size_t word = strcspn(text, " \n");
        bool change = (double)(made_random(&seed) >> 11) / (double)(1ULL << 53) < part;
        const char *s = change ? others[pick(&seed, COUNT(others))] : text;
        size_t len = change ? strlen(s) : word;
        memcpy(out + n, s, len);
        n += len;
        text += word;
        if (*text)
            out[n++] = *text++;
    }
    return out;
}

char *made_menu(uint64_t seed) {
    char out[400];
    size_t n = 0;
    for (int i = 0; i < 6; i++)
        n += (size_t)snprintf(out + n, sizeof out - n, "%s%s %s", i ? " | " : "",
                              others[pick(&seed, COUNT(others))],
                              others[pick(&seed, COUNT(others))]);
    return checked(strdup(out));
}
