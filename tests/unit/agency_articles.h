/* Short articles, a lead and three paragraphs each, and who acts in them: the hard kinds. All
 * are invented. want: the names that must be found, parted by '|', in any order; "" nobody.
 * also: whom the rules find besides, though a reader would not; else NULL. */
#ifndef TIMTIN_TESTS_UNIT_AGENCY_ARTICLES_H
#define TIMTIN_TESTS_UNIT_AGENCY_ARTICLES_H

struct article_case {
    const char *title, *body, *want, *also;
};

static const struct article_case articles[] = {
    /* two bodies together */
    {"Khai mạc tuần phim tài liệu về biển",
     "Tối 12/6, tại Nha Trang, Bộ Văn hóa, Thể thao và Du lịch và UBND tỉnh Khánh Hòa khai mạc "
     "tuần phim tài liệu về biển.\n"
     "Mười bốn bộ phim được chiếu ngoài trời, khán giả vào cửa tự do.\n"
     "Đạo diễn Phan Thế Duyệt kể lại những ngày quay ở đảo Sinh Tồn.\n"
     "Tuần phim kết thúc vào ngày 18/6.",
     "Bộ Văn hóa, Thể thao và Du lịch|UBND tỉnh Khánh Hòa", NULL},
    {"Ký kết phối hợp giữ rừng giáp ranh",
     "Sáng 9/4, UBND huyện Quế Phong cùng UBND huyện Thường Xuân ký kết quy chế phối hợp giữ rừng "
     "giáp ranh hai tỉnh.\n"
     "Theo quy chế, mỗi quý hai bên tuần tra chung một lần.\n"
     "Đường ranh giới dài 42 km, chạy qua nhiều khe suối sâu.\n"
     "Năm ngoái cả vùng xảy ra ba vụ cháy nhỏ.",
     "UBND huyện Quế Phong|UBND huyện Thường Xuân", NULL},
    {"Tập huấn chữa cháy cho tiểu thương",
     "Công an quận Gò Vấp vừa phối hợp với Liên đoàn Lao động quận Gò Vấp mở lớp tập huấn chữa "
     "cháy cho 200 tiểu thương.\n"
     "Các học viên được cầm bình, dập lửa trong khay dầu.\n"
     "Bà Ngô Thị Rạng bán vải ở chợ nói bà mới biết bình cũng có hạn dùng.\n"
     "Lớp học diễn ra trong hai buổi chiều.",
     "Công an quận Gò Vấp|Liên đoàn Lao động quận Gò Vấp", NULL},
    {"Hai ngành bắt tay số hóa hộ tịch",
     "Bộ Tư pháp và Bộ Công an thống nhất lộ trình số hóa sổ hộ tịch, hoàn thành trước tháng 9.\n"
     "Hiện còn khoảng 30 triệu trang sổ giấy, nhiều trang đã ố.\n"
     "Người dân sẽ không phải nộp bản sao giấy khai sinh.\n"
     "Kinh phí lấy từ nguồn sự nghiệp hằng năm.",
     "Bộ Tư pháp|Bộ Công an", NULL},
    {"Gặp mặt cựu giáo chức vùng biên",
     "Đồn Biên phòng Na Loi phối hợp Trường THCS Na Loi tổ chức gặp mặt cựu giáo chức vùng biên.\n"
     "Hai mươi thầy cô từng dạy học ở bản từ năm 1985 đã về dự.\n"
     "Thầy Lô Văn Piềng mang theo quyển sổ điểm danh cũ.\n"
     "Cuộc gặp kết thúc bằng một vòng xòe.",
     "Đồn Biên phòng Na Loi", NULL},

    /* reported about only */
    {"Cây cầu treo được dỡ bỏ sau 31 năm",
     "Cây cầu treo bắc qua suối Nậm Cắn ngừng dùng từ sáng nay, khi cầu bê tông bên cạnh thông "
     "xe.\n"
     "Công trình mới được đầu tư bằng vốn của Bộ Giao thông vận tải, rộng 7 mét.\n"
     "Ông Vi Văn Thoong, người gác cầu, giữ lại một tấm ván làm kỷ niệm.\n"
     "Trẻ con trong bản chạy qua chạy lại đến tối.",
     "", NULL},
    {"Giá cam tăng trở lại",
     "Cam sành ở Hàm Yên được thu mua 9.000 đồng một ký, cao gấp đôi tháng trước.\n"
     "Nhà vườn Trịnh Đình Quảng còn khoảng 40 tấn chưa hái.\n"
     "Cuối năm 2022, UBND tỉnh Tuyên Quang từng phê duyệt đề án phát triển cây cam đến năm 2030.\n"
     "Thương lái cho rằng giá sẽ giữ đến Tết.",
     "", NULL},
    {"Chuyện ông lão chép sử làng",
     "Ở tuổi 84, ông Đàm Quang Lữ vẫn ngồi chép sử làng Đọi mỗi sáng.\n"
     "Ông nguyên là cán bộ Sở Văn hóa - Thông tin tỉnh Hà Nam, nghỉ hưu đã hơn hai chục năm.\n"
     "Bộ sách viết tay nay được 11 quyển, quyển nào cũng có bìa vải.\n"
     "Cháu nội ông đang gõ lại từng trang vào máy tính.",
     "", NULL},
    {"Nữ sinh làm máy lọc nước từ vỏ trấu",
     "Em Cù Thị Hoài An, lớp 11, vừa làm xong chiếc máy lọc nước dùng than vỏ trấu.\n"
     "Mô hình từng đoạt giải ba cuộc thi do Bộ Giáo dục và Đào tạo tổ chức năm ngoái.\n"
     "Mỗi giờ máy cho 20 lít nước trong.\n"
     "An mong có thêm máy đặt ở trường mầm non của xóm.",
     "", NULL},
    {"Quán cơm hai nghìn đồng",
     "Đúng 10 giờ 30, quán cơm của chị Tạ Thị Nhàn mở cửa, mỗi suất giá hai nghìn đồng.\n"
     "Quán nằm trong hẻm sau lưng trụ sở UBND phường 7, chỉ kê được tám bàn.\n"
     "Khách phần nhiều là người bán vé số, chạy xe ôm.\n"
     "Chị Nhàn nói còn sức thì còn nấu.",
     "", NULL},

    /* the leaders of a province and a company */
    {"Lãnh đạo tỉnh thăm doanh nghiệp đầu năm",
     "Sáng mùng 6 Tết, Chủ tịch UBND tỉnh Hải Dương Vũ Hữu Quyết đến thăm, chúc Tết Công ty CP Gốm "
     "Đông Triều Mới.\n"
     "Giám đốc công ty Lã Mạnh Trường báo cáo năm qua doanh thu đạt 310 tỷ đồng.\n"
     "Chủ tịch UBND tỉnh đề nghị công ty chú ý đời sống công nhân.\n"
     "Dịp này, 50 công nhân được nhận quà.",
     "UBND tỉnh Hải Dương", NULL},
    {"Bí thư Tỉnh ủy khảo sát nhà máy may",
     "Chiều 3/3, Bí thư Tỉnh ủy Nam Định Đỗ Thế Kiên đã đi khảo sát nhà máy may của Công ty Sợi "
     "Thành Nam.\n"
     "Cùng đi có lãnh đạo Sở Công Thương, UBND huyện Ý Yên.\n"
     "Nhà máy có 1.200 lao động, phần lớn là nữ.\n"
     "Công ty kiến nghị tỉnh mở thêm tuyến xe buýt.",
     "Tỉnh ủy Nam Định", NULL},
    {"Tập đoàn Trường Xuân tặng xe cứu thương",
     "Tập đoàn Trường Xuân vừa tặng bốn xe cứu thương cho các bệnh viện tuyến huyện.\n"
     "Mỗi xe trị giá 1,2 tỷ đồng, có máy thở và cáng nâng.\n"
     "Bộ Y tế ghi nhận, biểu dương việc làm của tập đoàn.\n"
     "Đây là năm thứ ba tập đoàn làm việc này.",
     "", NULL},
    {"Công ty sữa trồng 10.000 cây bần",
     "Công ty Sữa Đồng Xanh hoàn thành việc trồng 10.000 cây bần ven cửa sông.\n"
     "Hơn 300 nhân viên đã lội bùn suốt hai tuần.\n"
     "Đại diện Bộ Tài nguyên và Môi trường đánh giá cao sáng kiến này.\n"
     "Công ty sẽ chăm cây trong ba năm đầu.",
     "", NULL},

    /* court cases */
    {"12 năm tù cho kẻ lừa bán đất",
     "Ngày 21/8, TAND tỉnh Long An tuyên phạt Hứa Văn Đảm 12 năm tù về tội lừa đảo chiếm đoạt tài "
     "sản.\n"
     "Theo cáo trạng của VKSND tỉnh Long An, Đảm nhận cọc của chín người cho cùng một lô đất.\n"
     "Số tiền bị chiếm đoạt là 5,6 tỷ đồng.\n"
     "Tại tòa, bị cáo xin được trả dần.",
     "TAND tỉnh Long An", NULL},
    {"Hoãn phiên tòa vì vắng luật sư",
     "Sáng 14/5, Tòa án nhân dân huyện Cai Lậy mở phiên xét xử vụ trộm 18 chiếc máy bơm nhưng phải "
     "hoãn.\n"
     "Luật sư của bị cáo Kiều Thanh Lạc xin vắng mặt vì ốm.\n"
     "Hồ sơ cho thấy các vụ trộm xảy ra vào mùa khô năm ngoái.\n"
     "Phiên tòa sẽ mở lại vào cuối tháng.",
     "TAND huyện Cai Lậy", NULL},
    {"Bắt nhóm trộm cáp viễn thông",
     "Cơ quan Cảnh sát điều tra Công an huyện Đức Linh vừa khởi tố bốn người trộm cáp viễn thông.\n"
     "Nhóm này khai đã cắt hơn 3 km cáp trong hai tháng.\n"
     "Viện Kiểm sát nhân dân huyện Đức Linh đã phê chuẩn các quyết định khởi tố.\n"
     "Tang vật gồm hai xe máy, ba kìm cộng lực.",
     "Công an huyện Đức Linh", "VKSND huyện Đức Linh"},
    {"Kháng nghị bản án tranh chấp lối đi",
     "Viện Kiểm sát nhân dân tỉnh Phú Yên kháng nghị bản án tranh chấp lối đi giữa hai gia đình.\n"
     "Trước đó, TAND huyện Tuy An xử buộc một bên dỡ tường rào.\n"
     "Theo kháng nghị, việc đo đạc chưa chính xác.\n"
     "Vụ án sẽ được xử phúc thẩm vào tháng sau.",
     "VKSND tỉnh Phú Yên", NULL},

    /* a congress with guests from the province */
    {"Đại hội Hội Chữ thập đỏ huyện Thới Lai",
     "Ngày 27/6, Hội Chữ thập đỏ huyện Thới Lai tổ chức đại hội đại biểu lần thứ V.\n"
     "Tham dự đại hội có ông Nhan Minh Đức, Chủ tịch Hội Chữ thập đỏ TP. Cần Thơ; bà Quách Thị "
     "Sương, Phó Bí thư Huyện ủy Thới Lai.\n"
     "Phát biểu tại đại hội, Chủ tịch Hội Chữ thập đỏ TP. Cần Thơ đề nghị các cấp hội huyện quan "
     "tâm hiến máu.\n"
     "Đại hội bầu 21 người vào ban chấp hành.",
     "Hội Chữ thập đỏ huyện Thới Lai", NULL},
    {"Hội Cựu chiến binh huyện Thạch Hà trao nhà",
     "Hội Cựu chiến binh huyện Thạch Hà vừa bàn giao căn nhà mới cho hội viên Bùi Xuân Trạc.\n"
     "Đến dự có các đồng chí: Trương Đình Ngật, Phó Chủ tịch Hội Cựu chiến binh tỉnh Hà Tĩnh; Thân "
     "Thị Lài, Chủ tịch UBND xã Thạch Hải.\n"
     "Căn nhà rộng 60 m2, xây hết 140 triệu đồng.\n"
     "Ông Trạc trồng hai cây mít trước hiên để ghi ngày vui.",
     "Hội Cựu chiến binh huyện Thạch Hà", NULL},
    {"Công đoàn huyện Tân Châu sơ kết phong trào",
     "Liên đoàn Lao động huyện Tân Châu vừa sơ kết phong trào thi đua sáu tháng đầu năm.\n"
     "Dự hội nghị có Phó Chủ tịch Liên đoàn Lao động tỉnh Tây Ninh Mạc Thị Bưởi, Trưởng Ban Dân "
     "vận Huyện ủy Tân Châu.\n"
     "Nửa năm qua có 62 sáng kiến được công nhận.\n"
     "Phó Chủ tịch Liên đoàn Lao động tỉnh Tây Ninh trao cờ cho hai đơn vị.",
     "Liên đoàn Lao động huyện Tân Châu", NULL},

    /* an answer to a province, an order to a body */
    {"Bộ Tài chính trả lời về tiền sử dụng đất",
     "Bộ Tài chính vừa có văn bản trả lời UBND tỉnh Quảng Nam về cách tính tiền sử dụng đất.\n"
     "Theo đó, thời điểm tính là ngày có quyết định giao đất.\n"
     "Tỉnh Quảng Nam trước đó hỏi về 14 dự án còn vướng.\n"
     "Văn bản có hiệu lực từ ngày ký.",
     "Bộ Tài chính", NULL},
    {"Trả lời kiến nghị của cử tri về đê biển",
     "Cử tri tỉnh Thái Bình kiến nghị nâng cấp đê biển số 7. Bộ Nông nghiệp và Phát triển nông "
     "thôn trả lời như sau:\n"
     "Đê số 7 dài 31 km, cao trình hiện tại 4,5 mét.\n"
     "Bộ đã ghi công trình vào danh mục ưu tiên. Đề nghị UBND tỉnh Thái Bình lập dự án.\n"
     "Việc thi công dự kiến bắt đầu sau mùa mưa.",
     "Bộ Nông nghiệp và Phát triển nông thôn", NULL},
    {"Yêu cầu báo cáo vụ sập mái nhà thi đấu",
     "Bộ Xây dựng yêu cầu Sở Xây dựng tỉnh Bình Phước báo cáo vụ sập mái nhà thi đấu trước ngày "
     "15/10.\n"
     "Mái tôn rộng 800 m2 đổ lúc 2 giờ sáng, không ai bị thương.\n"
     "Công trình mới đưa vào dùng bốn tháng.\n"
     "Nhà thầu nói gió giật mạnh bất thường.",
     "Bộ Xây dựng", NULL},
    {"Chấp thuận mở bến thủy nội địa",
     "Sau đề nghị của UBND huyện Gò Công Tây, Sở Giao thông vận tải tỉnh Tiền Giang đã chấp thuận "
     "mở bến thủy nội địa Vàm Giồng.\n"
     "Bến đón tàu dưới 50 khách, hoạt động từ 5 giờ đến 19 giờ.\n"
     "Chủ bến phải lắp phao cứu sinh và bảng giá.\n"
     "Giấy phép có hạn năm năm.",
     "Sở Giao thông vận tải tỉnh Tiền Giang", NULL},

    /* other countries */
    {"Bangkok xây thêm hồ điều hòa",
     "Bộ Nội vụ Thái Lan hôm qua công bố kế hoạch xây chín hồ điều hòa quanh thủ đô.\n"
     "Bộ cho biết mỗi hồ chứa được hai triệu mét khối.\n"
     "Chính phủ nước này sẽ chi 12 tỷ baht.\n"
     "Mùa mưa năm ngoái, nhiều quận ngập hơn một tuần.",
     "", NULL},
    {"Ngoại trưởng Lào thăm Việt Nam",
     "Chiều 6/7, Bộ trưởng Bộ Ngoại giao Tôn Quang Hiển hội đàm với Bộ trưởng Ngoại giao Lào đang "
     "thăm chính thức Việt Nam.\n"
     "Hai bên bàn về đường sắt nối cảng Vũng Áng.\n"
     "Bộ trưởng Ngoại giao Lào cảm ơn sự đón tiếp nồng hậu.\n"
     "Trưa mai đoàn khách đi thăm làng gốm Bát Tràng.",
     "Bộ Ngoại giao", NULL},
    {"Tọa đàm về giao thương ở Berlin",
     "Ngày 8/11, Đại sứ quán Việt Nam tại Đức phối hợp với Bộ Kinh tế Đức tổ chức tọa đàm về giao "
     "thương.\n"
     "Khoảng 90 doanh nghiệp hai nước tham gia.\n"
     "Đại diện Bộ Kinh tế Đức cho rằng nông sản sạch còn nhiều chỗ đứng.\n"
     "Các bên trao nhau hàng trăm danh thiếp.",
     "Đại sứ quán Việt Nam tại Đức", NULL},
    {"Hàn Quốc nới quy định thị thực",
     "Bộ Tư pháp Hàn Quốc thông báo nới quy định thị thực cho lao động thời vụ từ đầu năm sau.\n"
     "Thời gian lưu trú tăng từ năm lên tám tháng.\n"
     "Quốc hội nước này đã thông qua khoản chi bổ sung.\n"
     "Nhiều nông trại mừng vì đang thiếu người hái dâu.",
     "", NULL},

    /* names of persons behind places */
    {"Giải tỏa lòng sông để thông luồng",
     "Sáng 2/2, UBND huyện Vũ Thư ra quân giải tỏa 45 đăng đó trên sông Kiến Giang.\n"
     "Chủ tịch UBND huyện Khiếu Minh Thông cho biết các hộ đều tự tháo.\n"
     "Lòng sông rộng thêm gần ba chục mét.\n"
     "Ghe thuyền đã đi lại bình thường.",
     "UBND huyện Vũ Thư", NULL},
    {"Phường Vĩnh Mỹ phát thẻ rác",
     "UBND phường Vĩnh Mỹ phát cho mỗi nhà một tấm thẻ ghi giờ đổ rác.\n"
     "Chủ tịch UBND phường Âu Dương Hoàng Kha nói phố sạch hơn thấy rõ.\n"
     "Xe rác qua mỗi ngõ hai lần một ngày.\n"
     "Ai đổ sai giờ ba lần thì phải quét ngõ một tuần.",
     "UBND phường Vĩnh Mỹ", NULL},
    {"Bình Đại khởi công trạm cấp nước",
     "Chiều nay, Bí thư Huyện ủy Bình Đại Phùng Chí Dũng dự lễ khởi công trạm cấp nước do UBND "
     "huyện Bình Đại làm chủ đầu tư.\n"
     "Trạm có công suất 3.000 m3 một ngày đêm.\n"
     "Hơn 4.000 hộ dân bốn xã cù lao sẽ có nước ngọt.\n"
     "Công trình xong trong 14 tháng.",
     "UBND huyện Bình Đại", NULL},

    /* a part beside the whole */
    {"Bắt lô hàng giả ở cảng Cát Lái",
     "Cục Điều tra chống buôn lậu (Tổng cục Hải quan) vừa bắt lô hàng 12.000 đôi giày giả.\n"
     "Số giày được giấu sau lớp bàn ghế nhựa.\n"
     "Chủ hàng khai không biết thùng có gì.\n"
     "Vụ việc đang được làm rõ.",
     "Cục Điều tra chống buôn lậu", NULL},
    {"Cảnh báo phần mềm giả ngân hàng",
     "Cục An toàn thông tin, Bộ Thông tin và Truyền thông cảnh báo phần mềm giả ngân hàng đang lan "
     "qua tin nhắn.\n"
     "Kẻ gian dụ người dùng bấm vào đường dẫn lạ rồi chiếm máy.\n"
     "Cục khuyến cáo chỉ tải phần mềm từ kho chính thức.\n"
     "Trong tháng, 1.100 người đã báo mất tiền.",
     "Cục An toàn thông tin", NULL},
    {"Sở Y tế thanh tra phòng khám tư",
     "Thanh tra Sở Y tế TP. Hồ Chí Minh vừa xử phạt sáu phòng khám tư, tổng số tiền 480 triệu "
     "đồng.\n"
     "Các lỗi chính là quảng cáo quá phép, thuê người không có chứng chỉ.\n"
     "Một phòng khám ở quận 10 bị đình chỉ ba tháng.\n"
     "Sở Y tế TP. Hồ Chí Minh công khai danh sách trên trang của Sở.",
     "Sở Y tế thành phố Hồ Chí Minh", NULL},
    {"Đoàn kiểm tra trường nội trú",
     "Vụ Giáo dục Dân tộc (Bộ Giáo dục và Đào tạo) khảo sát bếp ăn ở 12 trường nội trú.\n"
     "Đa số bếp có tủ lưu mẫu thức ăn, nhưng bốn bếp thiếu nước sạch.\n"
     "Học sinh được hỏi mong có thêm rau.\n"
     "Kết quả khảo sát công bố trong tháng tới.",
     "Vụ Giáo dục Dân tộc", NULL},

    /* fronts, unions and their usual short names */
    {"Mặt trận giám sát chợ dân sinh",
     "Ủy ban MTTQ Việt Nam huyện Thanh Trì vừa giám sát việc thu phí ở năm chợ dân sinh.\n"
     "Các tổ giám sát hỏi chuyện 300 người bán hàng.\n"
     "Hai chợ thu cao hơn mức niêm yết, đã trả lại tiền cho bà con.\n"
     "Chủ tịch Ủy ban MTTQ huyện Khương Thị Mẫn nói sẽ quay lại sau ba tháng.",
     "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Thanh Trì", NULL},
    {"Trao 500 suất quà ở vùng lũ",
     "Trung ương Hội Chữ thập đỏ Việt Nam trao 500 suất quà cho bà con vùng lũ Minh Hóa.\n"
     "Mỗi suất gồm gạo, chăn và một triệu đồng.\n"
     "Hội Chữ thập đỏ tỉnh Quảng Bình cử 20 tình nguyện viên chở hàng bằng thuyền.\n"
     "Bà Cao Thị Lệ nhận quà ngay trên mái bếp.",
     "Hội Chữ thập đỏ Việt Nam|Hội Chữ thập đỏ tỉnh Quảng Bình", NULL},

    /* nobody, though offices are near */
    {"Hai đội bóng nữ chia điểm",
     "Trận bóng nữ giữa Công an Phương Nam và Quân khu Bốn kết thúc với tỷ số 1-1.\n"
     "Trung vệ Lường Thị Hạnh gỡ hòa ở phút 88.\n"
     "Giải do Đài Truyền hình địa phương bảo trợ, kéo dài đến hết tháng.\n"
     "Vòng sau hai đội gặp nhau lần nữa trên sân Thiên Trường.",
     "", NULL},
    {"Những người đan lưới ở Cù Lao Xanh",
     "Từ sáng sớm, bến Cù Lao Xanh đã râm ran tiếng cười của những người đan lưới.\n"
     "Chị Huỳnh Thị Đượm từng được Hội Liên hiệp Phụ nữ tỉnh Bình Định tặng giấy khen.\n"
     "Mỗi tay lưới dài 80 mét, đan hết năm ngày.\n"
     "Nghề này nuôi ba chị em khôn lớn.",
     "", NULL},

    /* the same kinds once more, written after the rules for those above */
    {"Lãnh đạo thành phố làm việc với nhà máy giấy",
     "Sáng 11/3, Phó Chủ tịch UBND TP. Hải Phòng Bùi Thế Lân làm việc với Công ty Giấy Sông Cấm về "
     "xử lý nước thải.\n"
     "Công ty xin lùi thời hạn lắp trạm quan trắc đến tháng 8.\n"
     "Dự buổi làm việc có đại diện Sở Tài nguyên và Môi trường, UBND quận Hải An.\n"
     "Phó Chủ tịch UBND thành phố không đồng ý cho lùi quá tháng 6.",
     "UBND TP. Hải Phòng", NULL},
    {"Đoàn công tác tỉnh Savannakhet thăm Quảng Trị",
     "Chiều 18/5, Chủ tịch UBND tỉnh Quảng Trị Hoàng Văn Nhiệm tiếp đoàn công tác tỉnh "
     "Savannakhet, "
     "Lào.\n"
     "Hai bên trao đổi về cặp cửa khẩu Lao Bảo - Đensavẳn.\n"
     "Trưởng đoàn, Phó Tỉnh trưởng Savannakhet, mời lãnh đạo tỉnh sang dự hội Bun Pi May.\n"
     "Đoàn ở lại Đông Hà đến hết ngày 20/5.",
     "UBND tỉnh Quảng Trị", NULL},
    {"Tử hình kẻ buôn 40 bánh heroin",
     "Sau hai ngày xét xử, TAND tỉnh Sơn La tuyên tử hình Giàng A Páo về tội mua bán trái phép "
     "chất "
     "ma túy.\n"
     "Páo bị Đồn Biên phòng Chiềng Sơn bắt quả tang vào tháng 11 năm ngoái.\n"
     "Đại diện VKSND tỉnh Sơn La giữ quyền công tố tại phiên tòa.\n"
     "Hai người giúp sức lãnh án 18 và 20 năm tù.",
     "TAND tỉnh Sơn La", "Đồn Biên phòng Chiềng Sơn"},
    {"Đại hội Hội Nông dân huyện Lấp Vò",
     "Trong hai ngày 20 và 21/6, Hội Nông dân huyện Lấp Vò tổ chức đại hội nhiệm kỳ 2023 - 2028.\n"
     "Đến dự có ông Tiêu Hoài Bắc, Phó Chủ tịch Hội Nông dân tỉnh Đồng Tháp; bà Cao Thị Thắm, Bí "
     "thư Huyện ủy Lấp Vò.\n"
     "Nhiệm kỳ qua, hội viên góp 9.000 ngày công làm đường.\n"
     "Phó Chủ tịch Hội Nông dân tỉnh Tiêu Hoài Bắc đề nghị hội huyện quan tâm đến hộ trồng hoa.",
     "Hội Nông dân huyện Lấp Vò", NULL},
    {"Trả lời Đắk Lắk về nhà ở công nhân",
     "Ngày 2/10, Bộ Xây dựng có công văn gửi UBND tỉnh Đắk Lắk trả lời về nhà ở cho công nhân.\n"
     "UBND tỉnh Đắk Lắk đề nghị được dùng quỹ đất thương mại trong khu công nghiệp.\n"
     "Bộ Xây dựng cho rằng đề nghị này chưa phù hợp với Luật Nhà ở.\n"
     "Hai dự án liên quan có tổng cộng 800 căn hộ.",
     "Bộ Xây dựng", NULL},
    {"Tokyo và Seoul nối lại đối thoại",
     "Bộ trưởng Ngoại giao Nhật Bản và người đồng cấp Hàn Quốc gặp nhau tại Busan.\n"
     "Bộ Ngoại giao Nhật Bản cho biết cuộc gặp kéo dài hai giờ.\n"
     "Thủ tướng hai nước sẽ điện đàm trong tuần.\n"
     "Lần đối thoại trước diễn ra cách đây bốn năm.",
     "", NULL},
    {"Bộ Ngoại giao bác tin về tàu cá",
     "Trả lời câu hỏi của phóng viên chiều 9/2, Người phát ngôn Bộ Ngoại giao Lại Thu Vân nói tin "
     "tàu cá bị giữ là không đúng.\n"
     "Bà cho biết Đại sứ quán Việt Nam tại Malaysia vẫn liên lạc với chủ tàu.\n"
     "Con tàu dài 17 mét hỏng máy và được kéo vào cảng.\n"
     "Chín thuyền viên đều khỏe.",
     "Bộ Ngoại giao", NULL},
    {"Doanh nghiệp gạo được khen vì giữ giá",
     "Công ty Lương thực Tân Long An giữ nguyên giá bán suốt ba tháng gạo sốt.\n"
     "Việc này được Bộ Công Thương khen ngợi tại cuộc họp giao ban.\n"
     "Giám đốc Đoàn Thị Hiền nói công ty chịu lãi ít đi.\n"
     "Nhiều cửa hàng treo biển ủng hộ.",
     "", NULL},
    {"Hội thảo giống lúa chịu mặn",
     "Viện Lúa đồng bằng sông Cửu Long và Trung tâm Khuyến nông Quốc gia tổ chức hội thảo về giống "
     "lúa chịu mặn.\n"
     "Ba giống mới cho năng suất 6 tấn một héc ta ở vùng nước 4 phần nghìn.\n"
     "Nông dân đề nghị có giống thơm hơn.\n"
     "Hội thảo diễn ra tại Ô Môn.",
     "Trung tâm Khuyến nông Quốc gia", NULL},
    {"Kho thóc cổ thành thư viện",
     "Kho thóc xây năm 1931 ở làng Vạc nay là thư viện của trẻ con.\n"
     "Nhóm kiến trúc sư trẻ giữ nguyên vách gỗ, chỉ thay mái.\n"
     "Tháng trước, UBND huyện Bình Giang trao bằng khen cho nhóm.\n"
     "Mỗi chiều có chừng ba chục em đến đọc.",
     "", NULL},
    {"Bão số 4 đổi hướng",
     "Theo Trung tâm Dự báo khí tượng thủy văn quốc gia, bão số 4 đổi hướng lên phía bắc, gió giật "
     "cấp 11.\n"
     "Tâm bão lúc 4 giờ cách Lý Sơn 210 km.\n"
     "Ngư dân đã đưa hơn một nghìn tàu vào bờ.\n"
     "Mưa sẽ kéo dài đến thứ năm.",
     "Trung tâm Dự báo khí tượng thủy văn quốc gia", NULL},
    {"Chủ tịch huyện xin lỗi dân",
     "Tại buổi đối thoại sáng nay, Chủ tịch UBND huyện Mù Cang Chải Giàng A Lử xin lỗi các hộ dân "
     "vì "
     "chậm cấp sổ.\n"
     "Có 212 hồ sơ nộp từ năm ngoái chưa được giải quyết.\n"
     "Chủ tịch UBND huyện Giàng A Lử hứa làm xong trước 30/9.\n"
     "Bà con mang theo cả xôi nếp mời cán bộ.",
     "UBND huyện Mù Cang Chải", NULL},
    {"Ba bệnh viện chung một kho máu",
     "Sở Y tế tỉnh Khánh Hòa chủ trì, phối hợp với Hội Chữ thập đỏ tỉnh Khánh Hòa lập kho máu "
     "chung "
     "cho ba bệnh viện.\n"
     "Kho chứa được 2.000 đơn vị máu.\n"
     "Trước đây, mỗi bệnh viện tự lo, có lúc thiếu nhóm hiếm.\n"
     "Người hiến máu nhận tin nhắn khi máu được dùng.",
     "Sở Y tế tỉnh Khánh Hòa|Hội Chữ thập đỏ tỉnh Khánh Hòa", NULL},
    {"Chi cục Kiểm lâm thả 30 con rùa",
     "Chi cục Kiểm lâm, Sở Nông nghiệp và Phát triển nông thôn tỉnh Quảng Bình thả 30 con rùa về "
     "rừng.\n"
     "Đàn rùa do một chủ quán giao nộp.\n"
     "Con to nhất nặng 4 kg.\n"
     "Cán bộ gắn thẻ theo dõi trên mai từng con.",
     "Chi cục Kiểm lâm tỉnh Quảng Bình", NULL},
    {"Nghệ nhân cuối cùng của làng sơn then",
     "Ông Lưu Ngọc Bảng là người cuối cùng ở làng còn pha sơn then.\n"
     "Đôi câu đối ông làm từng được Bảo tàng tỉnh Bắc Giang mua về trưng bày.\n"
     "Con trai ông chạy xe tải, chưa chịu học nghề.\n"
     "Ông bảo sơn ta khó tính như người già.",
     "", NULL},
    {"Quốc hội thảo luận về luật đường thủy",
     "Sáng 27/10, Quốc hội thảo luận ở hội trường về dự án luật đường thủy.\n"
     "Thay mặt cơ quan soạn thảo, Bộ trưởng Bộ Giao thông vận tải Đinh Trọng Khải trình bày tờ "
     "trình.\n"
     "Nhiều đại biểu Quốc hội muốn quy định rõ áo phao.\n"
     "Luật sẽ được biểu quyết vào kỳ họp sau.",
     "Quốc hội|Bộ Giao thông vận tải", NULL},
};

#endif
