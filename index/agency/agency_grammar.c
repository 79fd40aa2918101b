/* The words by which we tell who acts. A phrase stands in one row only. */
#include <string.h>

#include "index/agency/agency_parts.h"

/* Phrases of a row are parted by '|'. */
static const struct {
    uint32_t cls;
    const char *phrases;
} rows[] = {
    {CLS_VERB | CLS_CHAIR, "chủ trì|đồng chủ trì|cùng chủ trì"},
    {CLS_VERB,
     "tổ chức|khai trương|ban hành|phối hợp|công bố|phát động|khẳng định|cho biết|cho rằng|"
     "nhấn mạnh|thông báo|thông tin|phát biểu|ký|ký kết|ký ban hành|triển khai|thực hiện|"
     "phê duyệt|thông qua|quyết định|thành lập|khai mạc|bế mạc|khánh thành|trao|trao tặng|"
     "tặng|đón|đón tiếp|hội kiến|hội đàm|gặp gỡ|gặp mặt|thăm|đến thăm|tới thăm|"
     "thăm và làm việc|làm việc|kiểm tra|giám sát|khảo sát|đánh giá|ghi nhận|biểu dương|"
     "bày tỏ|chúc mừng|chia buồn|lên án|phản đối|bác bỏ|trả lời|giải đáp|đăng tải|xây dựng|"
     "xác định|quy định|sửa đổi|bổ sung|điều chỉnh|đẩy mạnh|tăng cường|tập trung|tích cực|"
     "chủ động|quan tâm|tiến hành|hoàn thành|hoàn thiện|nghiên cứu|tiếp thu|xem xét|"
     "thảo luận|cho ý kiến|góp ý|họp|tổng kết|sơ kết|ra mắt|khởi động|phát hành|xuất bản|"
     "hỗ trợ|giúp đỡ|huy động|vận động|tuyên truyền|tập huấn|bồi dưỡng|khởi tố|bắt|bắt giữ|"
     "tạm giữ|điều tra|xử lý|xử phạt|thu giữ|phát hiện|kết luận|nêu rõ|nêu|chỉ rõ|lưu ý|"
     "chia sẻ|phân tích|thống nhất|cam kết|cảnh báo|khuyến cáo|dự báo|tiếp nhận|bàn giao|"
     "phản ánh|cung cấp|kêu gọi|mong muốn|tin tưởng|cảm ơn|hoan nghênh|ủng hộ|đồng hành|"
     "tham gia|góp phần|đóng góp|đạt|nỗ lực|vừa có|có buổi|có cuộc|có văn bản|có công văn|"
     "có công điện|có ý kiến|có thông báo|có quyết định|có chuyến|mở|lập|quản lý|duy trì|"
     "đề ra|đặt ra|giới thiệu|trưng bày|đăng cai|đón nhận|khen thưởng|công nhận|"
     "bổ nhiệm|kỷ luật|cảnh cáo|xét xử|tuyên|truy tố|thẩm định|nghiệm thu|nói|nói rõ|"
     "thừa nhận|xác nhận|giải thích|trình bày|quán triệt|phổ biến|cấp|chấp thuận|cho phép|"
     "đồng ý|bảo đảm|đảm bảo|chúc|viếng|dâng hương|điện đàm|trao đổi|thị sát|tiếp xúc|"
     "đối thoại|đào tạo|tuyển dụng|tuyển sinh|tuyên dương|vinh danh|phòng chống|bảo vệ|"
     "tuần tra|cứu hộ|cứu nạn|tìm kiếm|hướng tới|cập nhật|gia hạn|thu hồi|bãi bỏ|"
     "không ngừng|thường xuyên|xin|thu hút|đưa|tạo|nhận|nhận được|dành|làm|dẫn đầu|"
     "điều hành|bố trí|có nhiệm vụ|đề cao|chuyển|kiểm điểm|yêu cầu làm rõ|cử|tổng hợp|"
     "rà soát|ứng phó|vào cuộc|ra quân|ra quyết định|ra thông báo|tăng|giảm|phát sóng|"
     "tiếp sóng|phát thanh|truyền hình trực tiếp|chịu trách nhiệm|đảm nhiệm|đảm nhận|nêu thực tế|"
     "kết nạp|biên soạn|sản xuất|dịch|khen|tri ân|tài trợ|bảo trợ|vận hành"},
    {CLS_VERB | CLS_TO,
     "giao|yêu cầu|đề nghị|đề xuất|chỉ đạo|gửi|trình|báo cáo|kiến nghị|đôn đốc|hướng dẫn|mời|"
     "phân công|tham mưu|tham mưu cho|tham mưu giúp|ủy quyền|chỉ thị|đề nghị các|"
     "yêu cầu các|nhắc nhở|xin ý kiến|giúp|tiếp"},
    {CLS_VERB | CLS_BY, "phối hợp với|phối hợp cùng|phối hợp cùng với|phối hợp chặt chẽ với"},
    {CLS_TO, "kính gửi|nơi nhận|gửi đến|gửi tới|giao cho|thay vì|thuộc thẩm quyền|kiến nghị với|"
             "kiến nghị lên|trách nhiệm cho|báo cáo về|gửi về|hoặc"},
    {CLS_ADVERB,
     "tiếp tục|vừa qua|không|chưa|cần|phải|còn|nên|chính thức|đồng thời|cùng|cùng ngày|"
     "lần lượt|trực tiếp|đồng loạt|kịp thời|long trọng|trọng thể|hôm nay|sáng nay|chiều nay|"
     "hôm qua|liên tục|nhanh chóng|khẩn trương|trân trọng|từng|lại|thì|mà|từ đó|hiện|"
     "hiện nay|cơ bản"},
    {CLS_AUXILIARY,
     "đã|vừa|sẽ|cũng|đang|mới|cũng đã|sẽ tiếp tục|vừa mới|luôn|luôn luôn|đều|đều đã"},
    {CLS_AND, "và|với|cùng với|và các|kiêm|cùng các"},
    {CLS_OF, "của|thuộc|trực thuộc|do đảng|ngành|trước|giữa|từ|như|trong đó có"},
    {CLS_BY, "do|bởi"},
    {CLS_AT, "tại|ở|đến|tới|về|trụ sở|trụ sở của|hội trường|cổng|trước cổng|cho|quanh|gần"},
    {CLS_CREDIT, "ảnh|nguồn|nguồn ảnh|ảnh minh họa|video|clip|tin ảnh|đồ họa|bài|bài ảnh"},
    {CLS_AFTER, "theo|theo thông tin từ|theo báo cáo của|theo thông tin của|theo nguồn tin|"
                "theo đại diện|theo đánh giá của|theo thông báo của|theo tin từ"},
    {CLS_OFFICE,
     "bộ trưởng|thứ trưởng|chủ tịch|phó chủ tịch|quyền chủ tịch|phó chủ tịch thường trực|"
     "giám đốc|phó giám đốc|cục trưởng|phó cục trưởng|vụ trưởng|phó vụ trưởng|bí thư|"
     "phó bí thư|phó bí thư thường trực|chủ nhiệm|phó chủ nhiệm|tổng giám đốc|"
     "phó tổng giám đốc|chánh văn phòng|phó chánh văn phòng|người phát ngôn|phó phát ngôn|"
     "phát ngôn viên|chánh án|phó chánh án|viện trưởng|phó viện trưởng|tổng biên tập|"
     "phó tổng biên tập|tư lệnh|phó tư lệnh|chính ủy|phó chính ủy|lãnh đạo|đại diện|"
     "đại diện lãnh đạo|nguyên|quyền|thường trực|tổng thư ký|phó tổng thư ký|trợ lý|"
     "thủ trưởng|chỉ huy trưởng|chính trị viên|hạt trưởng|phó hạt trưởng|trưởng|phó trưởng|"
     "thống đốc|phó thống đốc|tổng thanh tra|phó tổng thanh tra|tổng cục trưởng|"
     "phó tổng cục trưởng|ủy viên|ủy viên thường trực|chuyên trách|cán bộ|đồn trưởng|"
     "bí thư thứ nhất|đoàn công tác|đoàn công tác của|tập thể lãnh đạo|phó đoàn|đoàn|"
     "hiệu trưởng|phó|chi cục trưởng|ct|pct|bt|pbt|gđ|pgđ|tuv|uvbtv|uvtv|uv btv|chuyên viên|"
     "cơ quan thường trực|văn phòng thường trực|văn phòng|thay mặt lãnh đạo|thay mặt|"
     "nguyên phó|ban thường vụ|thường vụ|ủy viên ban thường vụ"},
    {CLS_PERSON,
     "ông|bà|đồng chí|đ/c|các đồng chí|anh|chị|tiến sĩ|ts|pgs ts|gs ts|thạc sĩ|bác sĩ|"
     "đại tướng|thượng tướng|trung tướng|thiếu tướng|đại tá|thượng tá|trung tá|thiếu tá|"
     "đại úy|đại sứ|nhà báo|luật sư|phó đô đốc|chuẩn đô đốc|thầy|cô"},
    {CLS_GUEST, "tham dự|dự|đến dự|về dự|cùng dự|cùng tham dự|có mặt|về phía|sự tham dự của|"
                "sự tham gia của|sự có mặt của|với sự tham gia|với sự tham dự|tới dự|tham gia đoàn|"
                "cùng đi|cùng đi có|thành phần tham dự|dự và|chứng kiến|sự chứng kiến của"},
    {CLS_PAPER,
     "nghị định|quyết định số|nghị quyết|nghị quyết số|chỉ thị số|thông tư|thông tư số|"
     "công văn|công văn số|công điện|công điện số|kế hoạch số|kế hoạch|văn bản|văn bản số|"
     "kết luận số|thông báo số|hướng dẫn số|nghị định số|thông cáo|báo cáo số|dự thảo|"
     "bản tin"},
    {CLS_PASSIVE, "được|bị"},
    {CLS_LEVEL,
     "tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|tp|các cấp|trung ương|đảng bộ|"
     "khóa|nhiệm kỳ|các|báo|đài|tạp chí|công ty|tập đoàn|trường|sở|ban|cục|tuyên giáo|vụ|"
     "phòng|hội|viện|trung tâm|kiêm nhiệm|học viện|bộ|đơn vị|liên quan|ngành chức năng"},
    {CLS_SURNAME,
     "nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đinh|đoàn văn|"
     "đoàn thị|trương|hà|lưu|mai|tô|trịnh|lương|cao|tạ|châu|thái|triệu|đào|lâm|tăng|phùng|"
     "quách|vương|từ|khuất|nông|h|k|y|điểu|ma|giàng|thào|vàng|hứa|kiều|la|mạc|nghiêm|ninh|"
     "ông văn|quản|thạch|kim|sơn|tống|trang|tôn|ung|văn|viên|âu|bạch|cù|doãn|đàm|đồng văn|"
     "giang|lại|lục|lò|quang|sầm|thân|tiêu|vi|khổng|ngọ"},
};

bool grammar_load(struct trie *t) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (const char *s = rows[i].phrases; *s;) {
            size_t n = strcspn(s, "|");
            if (!trie_add(t, ROOT_GRAMMAR, s, n, (struct leaf){.ref = rows[i].cls}))
                return false;
            s += n + (s[n] == '|');
        }
    return true;
}
