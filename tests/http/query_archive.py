"""A small archive for the query cases: each article says one thing in one way."""

import json

SOURCE = "Bản tin Hỏi"


def article(name, title, body, published=None):
    record = {"id": name, "title": title, "body": body, "source": SOURCE}
    if published:
        record["published"] = published
    return record


# Long enough to be read as articles; nothing in it that a case asks for.
PAD = (" Buổi làm việc kéo dài đến trưa, các bên ghi lại từng ý kiến rồi hẹn gặp nhau vào kỳ sau."
       " Ngoài sân nắng đẹp, mấy gốc cây cổ thụ rợp bóng xuống lối đi lát gạch đỏ.")

ARTICLES = [
    # An abbreviation, what it stands for, and words of it that stand apart.
    article("ubnd-ngan", "UBND xã Vân Hồ dựng cầu treo",
            "Sáng nay UBND xã Vân Hồ khởi công cầu treo qua suối." + PAD, "2021-03-04"),
    article("ubnd-dai", "Ủy ban nhân dân xã Vân Hồ dựng cầu treo",
            "Sáng nay Ủy ban nhân dân xã Vân Hồ khởi công cầu treo qua suối." + PAD, "2021-03-05"),
    article("ubnd-roi", "Nhân dân xã Lũng Cú góp công dựng cầu treo",
            "Một ủy viên trong ban vận động đi từng nhà, nhân dân hưởng ứng." + PAD, "2021-03-06"),
    article("tttt-ma", "Bộ TT&TT bàn về sóng di động vùng lõm",
            "Đại diện Bộ TT&TT nói về trạm phát sóng ở vùng lõm." + PAD, "2022-05-01"),
    article("tttt-lien", "Bộ TTTT kiểm tra sóng di động vùng lõm",
            "Đoàn của Bộ TTTT đi đo sóng ở vùng lõm." + PAD, "2022-05-02"),
    article("tttt-dai", "Sóng di động vùng lõm được phủ thêm",
            "Bộ Thông tin và Truyền thông cho biết trạm phát sóng đã xong." + PAD, "2022-05-03"),
    article("tttt-roi", "Người làng chờ sóng di động vùng lõm",
            "Bộ loa cũ là thông tin duy nhất, và truyền thông còn xa." + PAD, "2022-05-04"),
    article("khcn-ma", "Sở KH&CN trao giải sáng chế máy gặt",
            "Giải sáng chế của Sở KH&CN về tay bác nông dân." + PAD, "2020-08-01"),
    article("khcn-dai", "Trao giải sáng chế máy gặt",
            "Sở Khoa học và Công nghệ trao giải sáng chế cho bác nông dân." + PAD, "2020-08-02"),
    article("tw-ma", "Cán bộ TW về thăm nghề gốm",
            "Một đoàn cán bộ TW đến lò gốm bên sông." + PAD, "2019-02-01"),
    article("tw-dai", "Cán bộ Trung ương về thăm nghề gốm",
            "Một đoàn cán bộ Trung ương đến lò gốm bên sông." + PAD, "2019-02-02"),
    article("tw-cham", "Cán bộ T.Ư về thăm nghề gốm",
            "Một đoàn cán bộ T.Ư đến lò gốm bên sông." + PAD, "2019-02-03"),
    article("tu-thuong", "Cán bộ hưu thứ tư về thăm nghề gốm",
            "Vào thứ tư, một nhóm cán bộ hưu đến lò gốm bên sông." + PAD, "2019-02-04"),
    article("btg-ma", "Ban TGTW gặp các họa sĩ tranh cổ động",
            "Ban TGTW mời họa sĩ góp ý tranh cổ động." + PAD, "2020-04-01"),
    article("btg-dai", "Gặp các họa sĩ tranh cổ động",
            "Ban Tuyên giáo Trung ương mời họa sĩ góp ý tranh cổ động." + PAD, "2020-04-02"),
    article("btg-tw", "Họa sĩ nói về tranh cổ động",
            "Ban Tuyên giáo TW mời họa sĩ góp ý tranh cổ động." + PAD, "2020-04-03"),
    article("hcm-ma", "TP.HCM mở tuyến buýt đường sông",
            "Tuyến buýt đường sông của TP.HCM chạy thử." + PAD, "2017-11-01"),
    article("hcm-dai", "Thành phố Hồ Chí Minh mở tuyến buýt đường sông",
            "Tuyến buýt đường sông của Thành phố Hồ Chí Minh chạy thử." + PAD, "2017-11-02"),
    article("ttxvn-ma", "Ảnh báo chí của TTXVN ra mắt tập mới",
            "Tập ảnh do TTXVN tuyển chọn." + PAD, "2018-09-01"),
    article("ttxvn-dai", "Ảnh báo chí ra mắt tập mới",
            "Tập ảnh do Thông tấn xã Việt Nam tuyển chọn." + PAD, "2018-09-02"),
    article("lhq-ma", "Đặc phái viên LHQ thăm làng chài",
            "Đặc phái viên LHQ trò chuyện với ngư dân." + PAD, "2016-06-01"),
    article("lhq-dai", "Đặc phái viên thăm làng chài",
            "Đặc phái viên Liên hợp quốc trò chuyện với ngư dân." + PAD, "2016-06-02"),
    article("qdnd", "Hội thao mùa xuân của Quân đội nhân dân Việt Nam",
            "Quân đội nhân dân Việt Nam khai mạc hội thao mùa xuân." + PAD, "2015-02-02"),
    article("dcs", "Triển lãm tư liệu về Đảng Cộng sản Việt Nam",
            "Hiện vật kể chuyện Đảng Cộng sản Việt Nam những ngày đầu." + PAD, "2015-02-03"),
    article("hdnd", "Hội đồng nhân dân huyện họp chuyên đề giếng khoan",
            "Hội đồng nhân dân huyện chất vấn về giếng khoan." + PAD, "2015-05-03"),
    article("mttq", "Mặt trận Tổ quốc các cấp trao nhà tình thương",
            "Mặt trận Tổ quốc các cấp vận động trao nhà tình thương." + PAD, "2015-06-03"),
    article("ca-lang", "Công an xã tìm lại đàn bò lạc",
            "Công an xã giúp dân tìm lại đàn bò lạc trong rừng." + PAD, "2014-03-03"),
    article("ca-kich", "Ca kịch xã diễn đàn bò lạc",
            "Đoàn ca kịch xã diễn vở đàn bò lạc trong rừng." + PAD, "2014-03-04"),
    # One name of two agencies at two times.
    article("vhtt-xua", "Bộ VHTT ban hành quy chế thư viện làng",
            "Bộ VHTT nói về thư viện làng và người giữ sách." + PAD, "2005-07-07"),
    article("vhtt-dai", "Quy chế thư viện làng thuở trước",
            "Bộ Văn hóa - Thông tin từng nói về thư viện làng." + PAD, "2006-07-07"),
    # Numbers of documents.
    article("kl57-ma", "Sơ kết văn bản về thông tin đối ngoại",
            "Hội nghị sơ kết việc thực hiện 57-KL/TW trên cả nước." + PAD, "2023-08-01"),
    article("kl57-so", "Học tập văn bản mới",
            "Kết luận số 57-KL/TW được phổ biến đến chi bộ." + PAD, "2023-08-02"),
    article("kl57-chu", "Quán triệt văn bản mới",
            "Theo Kết luận 57, báo chí phải đi trước." + PAD, "2023-08-03"),
    article("kl57-roi", "Kết luận của buổi họp về 57 hộ dân",
            "Chủ tọa kết luận, rồi đọc danh sách có 57 hộ dân cần giúp." + PAD, "2023-08-04"),
    article("qd57", "Quy trình khen thưởng theo 57-QĐ/TW",
            "Văn bản 57-QĐ/TW nói về khen thưởng." + PAD, "2023-08-05"),
    article("kl157", "Nhắc lại 157-KL/TW",
            "Văn bản 157-KL/TW nói về thi đua." + PAD, "2023-08-06"),
    article("nq68-tw", "Phát triển hợp tác theo 68-NQ/TW",
            "Nghị quyết 68-NQ/TW mở lối cho hộ kinh doanh." + PAD, "2025-05-10"),
    article("nq68-cp", "Hỗ trợ người lao động theo 68/NQ-CP",
            "Nghị quyết số 68/NQ-CP giúp người lao động." + PAD, "2021-07-10"),
    article("nq68-lien", "Tổ hợp tác bàn về NQ68",
            "Các hộ bàn xem NQ68 giúp gì cho chợ phiên." + PAD, "2025-05-11"),
    article("nd72-15", "Nghị định 72/2015/NĐ-CP đi vào đời sống",
            "Nghị định 72/2015/NĐ-CP quản lý hoạt động thông tin đối ngoại." + PAD, "2015-09-07"),
    article("nd72-13", "Nghị định 72/2013/NĐ-CP và mạng xã hội",
            "Nghị định 72/2013/NĐ-CP quản lý dịch vụ mạng." + PAD, "2013-07-15"),
    article("qd1945", "Phê duyệt đề án vườn thuốc nam",
            "Quyết định số 1945/QĐ-TTg phê duyệt đề án vườn thuốc nam." + PAD, "2018-12-01"),
    article("tt22", "Hướng dẫn chi cho thư tín",
            "Thông tư 22/2016/TT-BTTTT hướng dẫn chi cho thư tín." + PAD, "2016-10-19"),
    article("tt22-khac", "Đánh giá học trò theo lối mới",
            "Thông tư 22/2016/TT-BGDĐT hướng dẫn đánh giá học trò." + PAD, "2016-09-22"),
    article("ct25", "Chỉ thị 25 về ngoại giao nhiều bên",
            "Chỉ thị 25-CT/TW nâng tầm ngoại giao nhiều bên." + PAD, "2018-08-08"),
    # Times.
    article("hoi-22", "Lễ hội đua thuyền mở lại",
            "Mười hai đội tranh giải đua thuyền trên sông Son." + PAD, "2022-12-20"),
    article("hoi-23", "Lễ hội đua thuyền đông khách",
            "Mười hai đội tranh giải đua thuyền trên sông Son, khách kéo về." + PAD, "2023-12-27"),
    article("hoi-19", "Lễ hội đua thuyền nhìn lại",
            "Ban tổ chức nói lễ hội đua thuyền năm 2023 sẽ lớn hơn." + PAD, "2019-12-20"),
    article("hoi-18", "Lễ hội đua thuyền tạm hoãn",
            "Nước lớn nên lễ hội đua thuyền tạm hoãn." + PAD, "2018-12-20"),
    # Phrases, accents, tone placement, relaxation, spelling.
    article("ttdn", "Công tác thông tin đối ngoại ở vùng biên",
            "Công tác thông tin đối ngoại ở vùng biên có thêm cộng tác viên." + PAD, "2020-01-02"),
    article("ttdn-roi", "Thông báo tin vui đối với bà ngoại",
            "Thông báo có tin vui: đối với bà ngoại, cháu đã về." + PAD, "2020-01-03"),
    article("ttdn-hai", "Báo chí và thông tin đối ngoại",
            "Thông tin đối ngoại cần những cây bút trẻ." + PAD, "2020-01-04"),
    article("hoa-sen", "Mùa hoa sen trên đầm",
            "Đầm sen nở hoa, khách chụp ảnh từ tinh mơ." + PAD, "2012-06-01"),
    article("hoa-binh", "Chuông hòa bình ngân trên đồi",
            "Tiếng chuông hòa bình ngân xa." + PAD, "2012-07-01"),
    article("uy-vien", "Ủy viên nhóm điều phối lên đường",
            "Các ủy viên nhóm điều phối lên đường ra đảo chìm." + PAD, "2012-08-01"),
]


def write(path):
    with open(path, "w", encoding="utf-8") as out:
        for record in ARTICLES:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path
