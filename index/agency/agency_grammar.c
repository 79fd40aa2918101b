/* The words by which we tell who acts. A phrase stands in one row only, but for surnames, which
 * count in capitals. */
#include <string.h>

#include "index/agency/agency_parts.h"

/* Phrases of a row are parted by '|'. */
static const struct {
    uint32_t cls;
    const char *phrases;
} rows[] = {
    {CLS_VERB,
     "thấy|nhận thấy|bàn|dự kiến|có kế hoạch|có chủ trương|có thư|"
     "có báo cáo|có chỉ đạo|có chỉ thị|có tờ trình|có hướng dẫn|gặp|mừng|trồng|khám|tố cáo|"
     "chất vấn|giải trình|thẩm tra|tạm dừng|đình chỉ|cấm|bố cáo|lấy ý kiến|xây|sửa|dựng|"
     "lắp đặt|nâng cấp|đầu tư|quyên góp|cứu|dập tắt|sơ tán|di dời|khống chế|triệt phá|"
     "khám phá|phá án|tịch thu|tiêu hủy|khai quật|phục dựng|trùng tu|số hóa|ghi|chụp|thả|"
     "cấp phát|phát|bàn bạc|rút kinh nghiệm|tiếp sức|chốt|quyết nghị|biểu quyết|bầu|"
     "ủng hộ|san lấp|thông xe|khởi công|động thổ|thí điểm|lùi|hoãn|chọn|xét|xét duyệt|"
     "công khai|khai trương|phối hợp|công bố|"
     "ký|ký kết|ký ban hành|triển khai|thực hiện|"
     "thông qua|thành lập|khai mạc|bế mạc|khánh thành|trao|trao tặng|tặng|đón|hội kiến|"
     "hội đàm|gặp gỡ|gặp mặt|thăm|đến thăm|tới thăm|thăm và làm việc|làm việc|kiểm tra|"
     "giám sát|khảo sát|chúc mừng|chia buồn|lên án|"
     "phản đối|bác bỏ|giải đáp|đăng tải|xây dựng|xác định|sửa đổi|bổ sung|"
     "điều chỉnh|đẩy mạnh|tăng cường|tập trung|tích cực|chủ động|quan tâm|tiến hành|"
     "hoàn thành|hoàn thiện|nghiên cứu|tiếp thu|xem xét|thảo luận|cho ý kiến|góp ý|họp|"
     "tổng kết|sơ kết|ra mắt|khởi động|phát hành|xuất bản|hỗ trợ|giúp đỡ|huy động|vận động|"
     "tuyên truyền|tập huấn|bồi dưỡng|khởi tố|bắt|bắt giữ|tạm giữ|điều tra|xử lý|xử phạt|"
     "thu giữ|phát hiện|nêu|chỉ rõ|phân tích|thống nhất|cảnh báo|"
     "khuyến cáo|dự báo|tiếp nhận|bàn giao|phản ánh|cung cấp|kêu gọi|"
     "cảm ơn|đồng hành|tham gia|góp phần|đóng góp|đạt|nỗ lực|vừa có|có buổi|"
     "có cuộc|có văn bản|có công văn|có công điện|có ý kiến|có thông báo|có quyết định|"
     "có chuyến|mở|lập|duy trì|giới thiệu|trưng bày|đăng cai|đón nhận|"
     "khen thưởng|công nhận|bổ nhiệm|kỷ luật|cảnh cáo|xét xử|tuyên|truy tố|thẩm định|"
     "nghiệm thu|trình bày|quán triệt|phổ biến|"
     "chấp thuận|cho phép|đồng ý|bảo đảm|đảm bảo|chúc|viếng|dâng hương|điện đàm|trao đổi|"
     "thị sát|tiếp xúc|đối thoại|đào tạo|tuyển dụng|tuyển sinh|tuyên dương|vinh danh|"
     "phòng chống|bảo vệ|tuần tra|cứu hộ|cứu nạn|tìm kiếm|hướng tới|cập nhật|gia hạn|thu hồi|"
     "bãi bỏ|không ngừng|thường xuyên|xin|thu hút|đưa|tạo|nhận|nhận được|dành|làm|điều hành|"
     "bố trí|đề cao|chuyển|kiểm điểm|yêu cầu làm rõ|cử|tổng hợp|rà soát|ứng phó|"
     "vào cuộc|ra quân|ra quyết định|ra thông báo|tăng|giảm|phát sóng|tiếp sóng|phát thanh|"
     "truyền hình trực tiếp|đảm nhiệm|đảm nhận|nêu thực tế|kết nạp|biên soạn|"
     "sản xuất|dịch|tri ân|tài trợ|bảo trợ|vận hành|announced|announces|held|"
     "holds|organised|organized|organises|hosted|hosts|launched|launches|issued|issues|signed|"
     "signs|met|meets|received|receives|opened|opens|approved|approves|presented|unveiled|"
     "called on|convened|adopted|introduced|opposed|rejected|condemned|"
     "reported|reports|visited|visits|completed|coordinated|published|publishes|"
     "released|releases|planned|plans|proposed|kicked off|handed over|worked|inaugurated|"
     "honoured|awarded|congratulated|began|set up|established|urged|expects|aims|wants"},
    {CLS_VERB | CLS_TO, "chỉ đạo|gửi|trình|đôn đốc|mời|tham mưu|tham mưu cho|tham mưu giúp|"
                        "ủy quyền|nhắc nhở|giúp|tiếp|trả lời"},
    {CLS_TO,
     "kính gửi|nơi nhận|gửi đến|gửi tới|giao cho|thay vì|thuộc thẩm quyền|kiến nghị với|"
     "kiến nghị lên|đối với|trách nhiệm cho|báo cáo về|gửi về|hoặc|to|asked|tasked|requested"},
    {CLS_ADVERB,
     "tiếp tục|vừa qua|không|chưa|cần|phải|còn|nên|chính thức|đồng thời|cùng|cùng ngày|"
     "lần lượt|trực tiếp|đồng loạt|kịp thời|long trọng|trọng thể|hôm nay|sáng nay|chiều nay|"
     "hôm qua|liên tục|nhanh chóng|khẩn trương|trân trọng|lại|thì|mà|từ đó|hiện|hiện nay|"
     "cơ bản|on monday|on tuesday|on wednesday|on thursday|on friday|on saturday|on sunday|"
     "also|yesterday|today|recently|officially|jointly"},
    {CLS_AUXILIARY,
     "đã|vừa|sẽ|cũng|đang|mới|cũng đã|sẽ tiếp tục|vừa mới|luôn|luôn luôn|đều|đều đã|has|have|"
     "had|will"},
    {CLS_AND, "và|với|cùng với|và các|kiêm|cùng các|and"},
    {CLS_OF, "của|thuộc|trực thuộc|do đảng|ngành|trước|từ|như|trong đó có|công đoàn|"
             "công đoàn cơ quan|công đoàn cơ sở|chi bộ|chi bộ cơ quan|đảng bộ cơ quan|of|under"},
    {CLS_AT,
     "tại|ở|đến|tới|về|trụ sở|trụ sở của|hội trường|cổng|trước cổng|cho|quanh|gần|at|in|from"},
    {CLS_CREDIT,
     "ảnh|nguồn|nguồn ảnh|ảnh minh họa|video|clip|tin ảnh|đồ họa|bài|bài ảnh|photo|source|"
     "photos"},
    {CLS_AFTER,
     "theo|theo thông tin từ|theo báo cáo của|theo thông tin của|theo nguồn tin|theo đại diện|"
     "theo đánh giá của|theo thông báo của|theo tin từ|theo số liệu của|theo thống kê của|"
     "theo số liệu từ|theo số liệu thống kê của|theo thông báo từ|theo công bố của|"
     "theo dự báo của|theo nhận định của|theo kế hoạch của|theo thông tin|theo báo cáo từ|"
     "theo số liệu báo cáo của|cũng theo|thông tin từ|theo tổng hợp của|theo ghi nhận của|"
     "according to"},
    {CLS_OFFICE,
     "thứ trưởng|phó chủ tịch|phó chủ tịch thường trực|phó giám đốc|phó cục trưởng|"
     "phó vụ trưởng|phó bí thư|phó bí thư thường trực|phó bí thư tt|phó chủ nhiệm|"
     "phó tổng giám đốc|phó chánh văn phòng|người phát ngôn|phó phát ngôn|phát ngôn viên|"
     "phó chánh án|phó viện trưởng|phó tổng biên tập|phó tư lệnh|chính ủy|phó chính ủy|"
     "lãnh đạo|đại diện|đại diện lãnh đạo|quyền|thường trực|phó tổng thư ký|trợ lý|thủ trưởng|"
     "chính trị viên|phó hạt trưởng|phó trưởng|phó thống đốc|phó tổng thanh tra|"
     "phó tổng cục trưởng|ủy viên|ủy viên thường trực|chuyên trách|cán bộ|đoàn công tác|"
     "đoàn công tác của|tập thể lãnh đạo|phó đoàn|đoàn|phó|pct|pbt|pgđ|tuv|uvbtv|uvtv|uv btv|"
     "chuyên viên|cơ quan thường trực|văn phòng thường trực|văn phòng|thay mặt lãnh đạo|"
     "thay mặt|ban thường vụ|thường vụ|ủy viên ban thường vụ|phó chánh|"
     "phó tổng tham mưu trưởng|đoàn công tác liên ngành|đoàn kiểm tra|đoàn kiểm tra của|"
     "đoàn giám sát|đoàn giám sát của|đoàn khảo sát của|phái đoàn|ban lãnh đạo|đoàn thanh tra|"
     "ban giám đốc|ban chấp hành|phó viện trưởng thường trực|phó trưởng đoàn|deputy head of|"
     "vice chairman of|vice chairwoman of|deputy director of|deputy chief of|"
     "representatives of|representatives from|leaders of|officials of|officials from|"
     "spokesperson of|spokeswoman of|spokesman of|spokesperson for|deputy minister of|"
     "vice president of|delegation of|delegation from|đại biểu|tổ đại biểu|các đại biểu"},
    {CLS_PERSON,
     "ông|bà|đồng chí|đ/c|các đồng chí|anh|chị|tiến sĩ|ts|pgs ts|gs ts|thạc sĩ|bác sĩ|"
     "đại tướng|thượng tướng|trung tướng|thiếu tướng|đại tá|thượng tá|trung tá|thiếu tá|"
     "đại úy|đại sứ|nhà báo|luật sư|phó đô đốc|chuẩn đô đốc|thầy|cô"},
    {CLS_GUEST,
     "tham dự|dự|đến dự|về dự|cùng dự|cùng tham dự|có mặt|về phía|sự tham dự của|"
     "sự tham gia của|sự có mặt của|với sự tham gia|với sự tham dự|tới dự|tham gia đoàn|"
     "cùng đi|cùng đi có|thành phần tham dự|dự và|chứng kiến|sự chứng kiến của|cùng dự có|"
     "đến dự có|tới dự có|về dự có|tham dự có|dự có|cùng tham gia|tham gia có|tham gia buổi|"
     "khách mời|khách mời có|dự hội nghị có|cùng dự hội nghị|cùng tham gia đoàn|"
     "tham gia đoàn công tác|tham dự cuộc họp|dự buổi|dự lễ|đại biểu dự|tới tham dự|"
     "đến tham dự|về tham dự|vinh dự đón|đến dự và|tới dự và|dự và phát biểu|"
     "đến dự và phát biểu|tới dự và phát biểu|cùng có mặt|tham dự buổi lễ|attended by|"
     "in attendance"},
    {CLS_PAPER,
     "nghị định|nghị quyết|nghị quyết số|chỉ thị số|thông tư|thông tư số|công văn|công văn số|"
     "công điện|công điện số|kế hoạch số|văn bản|văn bản số|kết luận số|thông báo số|"
     "hướng dẫn số|nghị định số|thông cáo|báo cáo số|dự thảo|bản tin|bài phát biểu|diễn văn|"
     "thư|thư chúc mừng|lời kêu gọi|thông điệp|bài viết|thư ngỏ|quy định của|kế hoạch|"
     "công điện khẩn|thư khen|thư chúc tết|lời chúc tết|thông cáo báo chí|giấy mời|"
     "thông tư liên tịch|quyết định số|kết quả phiên họp"},
    {CLS_PASSIVE, "được|bị"},
    {CLS_LEVEL,
     "tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|tp|trung ương|đảng bộ|khóa|nhiệm kỳ|"
     "báo|đài|tạp chí|công ty|tập đoàn|trường|sở|ban|cục|tuyên giáo|vụ|phòng|hội|viện|"
     "trung tâm|kiêm nhiệm|học viện|bộ|đơn vị|liên quan|ngành chức năng"},
    {CLS_SURNAME,
     "nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đinh|đoàn văn|"
     "đoàn thị|trương|hà|lưu|mai|tô|trịnh|lương|cao|tạ|châu|thái|triệu|đào|lâm|tăng|phùng|"
     "quách|vương|từ|khuất|nông|h|k|y|điểu|ma|giàng|thào|vàng|hứa|kiều|la|mạc|nghiêm|ninh|"
     "ông văn|quản|thạch|kim|sơn|tống|trang|tôn|ung|văn|viên|âu|bạch|cù|doãn|đàm|đồng văn|"
     "giang|lại|lục|lò|quang|sầm|thân|tiêu|vi|khổng|ngọ|âu dương|tôn thất|tôn "
     "nữ|cấn|khiếu|khương|nhan|"
     "lường|lã|quàng|lữ|lỗ|giáp|đậu|khúc|mẫn|chử|bế|tòng|sùng|hạng|hầu|phàn|tẩn|ksor|siu|kpă|rơ"},
    {CLS_VERB | CLS_PAPER, "thông báo|quyết định|phát biểu|kết luận|tuyên bố"},
    {CLS_VERB | CLS_TO | CLS_PAPER, "hướng dẫn|chỉ thị|báo cáo"},
    {CLS_VERB | CLS_LEAD, "dẫn đầu|làm trưởng đoàn|làm phó trưởng đoàn|đứng đầu|làm đoàn trưởng"},
    {CLS_VERB | CLS_IS,
     "cho biết|cho rằng|nhận định|nói|nói rõ|khẳng định|nhấn mạnh|thông tin|chia sẻ|bày "
     "tỏ|mong|mong muốn|kỳ vọng|cam kết|lưu ý|thừa nhận|xác nhận|nêu rõ|giải thích|tin "
     "tưởng|lo|said|says|affirmed|stressed|confirmed|hứa"},
    {CLS_VERB | CLS_NEEDS,
     "ban hành|phát động|quy định|phê duyệt|đề ra|đặt ra|cấp|tổ chức|quản lý|ấn định"},
    {CLS_VERB | CLS_PRAISE, "ghi nhận|biểu dương|hoan nghênh|khen|đánh giá|đánh giá cao|khen ngợi"},
    {CLS_ONCE, "từng|đã từng|trước đó|trước đây|năm ngoái|năm trước|tháng trước|tuần trước"},
    {CLS_VERB | CLS_TO | CLS_ORDER, "yêu cầu|phân công|yêu cầu các"},
    {CLS_VERB | CLS_TO | CLS_ORDER | CLS_ASKS, "đề nghị|đề nghị các"},
    {CLS_VERB | CLS_TO | CLS_ASKS, "kiến nghị|đề xuất|xin ý kiến"},
    {CLS_VERB | CLS_TO | CLS_ORDER | CLS_NEEDS, "giao"},
    {CLS_VERB | CLS_HOST,
     "tiếp và làm việc|tiếp và làm việc với|đón và làm việc|đón và làm việc với|đón tiếp|"
     "tiếp đón|tiếp đoàn|đón đoàn|làm việc với đoàn|tiếp làm việc với đoàn|"
     "đón tiếp và làm việc"},
    {CLS_BY, "do|bởi|by|giữa|phỏng vấn|trò chuyện với|cuộc trao đổi với|trích phát biểu của"},
    {CLS_OFFICE | CLS_HEAD,
     "bộ trưởng|chủ tịch|giám đốc|cục trưởng|vụ trưởng|bí thư|chủ nhiệm|tổng giám đốc|"
     "chánh văn phòng|chánh án|viện trưởng|tổng biên tập|tư lệnh|trưởng|thống đốc|"
     "tổng thanh tra|tổng cục trưởng|chi cục trưởng|hạt trưởng|bí thư thứ nhất|tổng thư ký|"
     "hiệu trưởng|ct|bt|gđ|quyền chủ tịch|chỉ huy trưởng|đồn trưởng|chánh thanh tra|"
     "tổng tham mưu trưởng|minister of|head of|chairman of|chairwoman of|director of|"
     "director general of|president of|chief of|governor of"},
    {CLS_OFFICE | CLS_FORMER, "nguyên|cựu|nguyên phó"},
    {CLS_LEVEL | CLS_MANY, "các|các cấp|của các|ở các"},
    {CLS_VERB | CLS_CHAIR, "chủ trì|đồng chủ trì|cùng chủ trì|chaired|co chaired|presided over"},
    {CLS_VERB | CLS_BY,
     "phối hợp với|phối hợp cùng|phối hợp cùng với|phối hợp chặt chẽ với|in coordination with|"
     "in collaboration with|in cooperation with|together with|jointly with|co organised with"},
    {CLS_IS, "là|là cơ quan|là đơn vị|có nhiệm vụ|chịu trách nhiệm|có trách nhiệm|có thẩm quyền"},
    {CLS_THE, "the|liên ngành"},
    {CLS_QUOTES, "trân trọng giới thiệu|xin giới thiệu|xin trân trọng giới thiệu|đưa tin|dẫn lời|"
                 "dẫn nguồn|đăng toàn văn|trích đăng"},
};

bool grammar_load(struct trie *t) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (const char *s = rows[i].phrases; *s;) {
            size_t n = strcspn(s, "|");
            struct leaf leaf = {.ref = rows[i].cls,
                                .flags = rows[i].cls & CLS_SURNAME ? LEAF_CAP : 0};
            if (!trie_add(t, ROOT_GRAMMAR, s, n, leaf))
                return false;
            s += n + (s[n] == '|');
        }
    return true;
}

/* ---- what stands behind a name ---------------------------------------------------- */

enum {
    AFTER_WORDS = 24,
    LED_WORDS = 40 /* "do ông A, chức vụ, dẫn đầu" */
};

static size_t skip_bracket(const struct scan *s, size_t i) {
    for (size_t n = 0; i < s->n && n < 12; i++, n++)
        if (i + 1 < s->n && s->words[i + 1].gap & GAP_HARD)
            return s->words[i + 1].gap & (GAP_STOP | GAP_BREAK) ? s->n : i + 1;
    return s->n;
}

/* Behind the phrase at i, or where an agency's name begins in it ("Trưởng Ban ..."). */
static size_t next_phrase(const struct scan *s, size_t i) {
    size_t end = i + s->words[i].cls_len;
    for (i++; i < end && !s->words[i].named;)
        i++;
    return i;
}

/* "Đoàn công tác của Bộ do Thứ trưởng A dẫn đầu đã kiểm tra": behind what tells who leads, 0
 * when nothing of the kind begins at i. */
static size_t skip_leader(const struct scan *s, size_t i) {
    for (size_t end = i + LED_WORDS; i < s->n && i < end; i++) {
        if (s->words[i].gap & (GAP_STOP | GAP_BREAK))
            return 0;
        if (s->words[i].cls & CLS_LEAD)
            return i + s->words[i].cls_len;
    }
    return 0;
}

const struct word *verb_behind(const struct scan *s, size_t end) {
    size_t stop = end + AFTER_WORDS < s->n ? end + AFTER_WORDS : s->n;
    bool bracket = false;
    for (size_t i = end; i < stop;) {
        const struct word *w = &s->words[i];
        if (w->gap & (GAP_STOP | GAP_BREAK))
            return NULL;
        if ((w->gap & GAP_QUOTE) && !(w->gap & GAP_CLOSE) && !bracket) {
            bracket = true;
            i = skip_bracket(s, i);
            continue;
        }
        if (w->cls & CLS_AUXILIARY && i + w->cls_len < s->n)
            return w[w->cls_len].cls & (CLS_PASSIVE | CLS_ONCE) ? NULL : w + w->cls_len;
        if ((w->cls & CLS_VERB) && !(w->flags & WORD_CAP))
            return w;
        if ((w->cls & CLS_BY) && i == end) {
            i = skip_leader(s, i);
            if (i == 0)
                return NULL;
            stop = i + AFTER_WORDS < s->n ? i + AFTER_WORDS : s->n;
        } else if (w->named)
            i += w->named;
        else if (w->cls & (CLS_ADVERB | CLS_AND | CLS_OFFICE | CLS_PERSON | CLS_LEVEL))
            i = next_phrase(s, i);
        else if (w->flags & (WORD_CAP | WORD_DIGIT) || !w->id)
            i++;
        else if (!w->cls && i > end && s->words[i - 1].flags & WORD_CAP)
            i++; /* "Đài Phát thanh ..": the second half of a name's word */
        else
            return NULL;
    }
    return NULL;
}

bool is_subject(const struct scan *s, size_t end) {
    const uint32_t others = CLS_OF | CLS_AND | CLS_AT | CLS_LEVEL | CLS_OFFICE | CLS_PERSON |
                            CLS_SURNAME | CLS_GUEST | CLS_TO | CLS_IS | CLS_ONCE;
    if (end >= s->n || s->words[end].gap)
        return false;
    const struct word *w = &s->words[end];
    return !(w->flags & (WORD_CAP | WORD_DIGIT)) && !(w->cls & others);
}
