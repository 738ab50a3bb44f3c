"""The kind of answer that a question wants is read from its words, wherever they stand, and where they are left out."""

import pytest

from rag.question import Wanted, understand

WORDINGS = {
    Wanted.FIGURE: """
        Phường có mấy chi bộ?
        Số chi bộ của phường Bình Trưng?
        Tổng số đảng viên dự đại hội?
        Kinh phí dự án cầu Rạch Đỉa?
        Tổng mức đầu tư tuyến metro số 2?
        Vốn đầu tư công năm 2025 của phường là bao nhiêu?
        Đã giải ngân được bao nhiêu phần trăm?
        Tỷ lệ hộ nghèo còn lại?
        Phường đã cấp giấy chứng nhận cho được mấy hộ rồi?
        Bao nhiêu hộ dân phải di dời?
        Diện tích phường Bình Dương?
        Thu ngân sách quý 3 đạt bao nhiêu tỷ?
        Mức phạt khi lấn chiếm vỉa hè?
        Mức hỗ trợ mỗi hộ di dời?
        Giá vé metro số 1?
        Tuyến đường dài bao nhiêu km?
        Chiều dài cầu Rạch Đỉa?
        Học phí lớp 10 là bao nhiêu?
        Doanh nghiệp trên địa bàn có bao nhiêu?
        Số ca mắc sốt xuất huyết tuần qua?
        Trường có mấy phòng học?
        Dân số phường hiện nay?
        How many households were moved?
        What is the budget of the bridge project?
        so luong can bo phuong la may nguoi
        phường thiếu bao nhiêu giáo viên
        Sản lượng lúa năm nay?
        Mất điện mấy tiếng?
        Tốc độ tối đa trên đường này là bao nhiêu?
    """,
    Wanted.DATE: """
        Hạn chót giải ngân?
        Hạn cuối nộp báo cáo là khi nào?
        Chậm nhất khi nào phải xong?
        Thời hạn hoàn thành đường Võ Văn Kiệt?
        Bao giờ khởi công nhà máy nước?
        Phường họp với đoàn công tác hôm nào?
        Đại hội diễn ra vào ngày mấy?
        Đến bao giờ thì xong mặt bằng?
        Ngày khởi công cầu Rạch Đỉa?
        Ngày ban hành Nghị quyết 98?
        Dự kiến khi nào thông xe?
        Nghị quyết có hiệu lực từ ngày nào?
        Thời gian hoàn thành dự án?
        Thời điểm thông xe tuyến cao tốc?
        Lúc mấy giờ thì cháy?
        Năm nào phường được thành lập?
        Mốc thời gian nào phải bàn giao mặt bằng?
        Kỳ họp tổ chức tháng mấy?
        When does the deadline expire?
        By when must the report be handed in?
        By what date must the land be cleared?
        bao gio khanh thanh truong
        Nhiệm kỳ nào?
        Phải xong trước ngày nào?
        Đoàn công tác tới Bình Trưng ngày bao nhiêu?
    """,
    Wanted.PERSON: """
        Ai chủ trì?
        Ai chủ trì buổi làm việc?
        Buổi làm việc do ai chủ trì?
        Chủ trì hội nghị là đồng chí nào?
        Người phát biểu kết luận là ai?
        Bí thư Đảng ủy phường Lái Thiêu là ai?
        Bí thư Đảng ủy phường Lái Thiêu tên gì?
        Chủ tịch phường Tân Hiệp tên là gì?
        Lãnh đạo nào tiếp đoàn?
        Vị nào làm trưởng đoàn?
        Người đứng đầu Sở Xây dựng?
        Dự họp có những ai?
        Thành phần dự họp gồm những ai?
        Cùng đi với đoàn có ai?
        Trách nhiệm thuộc về ai?
        Ai ký quyết định này?
        Theo lời ai thì dự án chậm?
        Who chaired the meeting?
        Who signed the decision?
        ai bao vay
        Đại biểu nào đặt câu hỏi?
        Ai đã phát biểu tại hội nghị?
        Nhân vật nào được biểu dương?
        Tổ trưởng tổ công tác số 10 là ông nào?
        By whom was it signed?
        Tên bí thư phường Tân Phước?
    """,
    Wanted.OFFICE: """
        Ông Nguyễn Văn Đông giữ chức vụ gì?
        Chức vụ của bà Hằng?
        Bà Hằng làm chức gì ở phường?
        Ông Nghị là gì ở Thành ủy?
        Ông Đông hiện đảm nhiệm cương vị nào?
        What is Mr. Dong's position?
    """,
    Wanted.ORGANISATION: """
        Đơn vị nào thi công?
        Cơ quan nào chịu trách nhiệm?
        Sở nào phải tham mưu?
        Chủ đầu tư là ai?
        Chủ đầu tư dự án là đơn vị nào?
        Nhà thầu nào trúng thầu?
        Đơn vị chủ trì?
        Cơ quan chủ trì việc rà soát?
        Which agency is in charge?
        Gửi báo cáo về cơ quan nào?
        Công ty gì xây cầu này?
        Do đơn vị nào cấp phép?
        don vi nao thi cong
    """,
    Wanted.PLACE: """
        Trụ sở mới xây ở đâu?
        Địa điểm xây trụ sở mới?
        Địa chỉ trụ sở phường?
        Vụ cháy xảy ra ở chỗ nào?
        Nơi nào còn ngập?
        Phường nào bị ngập?
        Trạm y tế nằm trên đường nào?
        Hội nghị tổ chức tại đâu?
        Where was the meeting held?
        Nhà máy đặt ở xã nào?
        Khu vực nào thiếu trường?
        Vị trí đặt trạm bơm?
        Đâu là nơi ngập nặng nhất?
        Điểm ngập nào nghiêm trọng?
    """,
    Wanted.REASON: """
        Vì sao dự án chậm?
        Tại sao phải dời trụ sở?
        Sao lại thiếu giáo viên?
        Lý do chậm giải ngân?
        Nguyên nhân ngập là gì?
        Dự án chậm là do đâu?
        Dự án chậm vì lẽ gì?
        Điều gì khiến dự án chậm?
        Cái gì làm cho dân bức xúc?
        Căn cứ vào đâu mà thu hồi đất?
        Why is the project late?
        What caused the delay?
        Giải ngân chậm do nguyên nhân nào?
        Để làm gì mà lập đường dây nóng?
        Lập đường dây nóng nhằm mục đích gì?
    """,
    Wanted.DEFINITION: """
        TOD là gì?
        TOD nghĩa là gì?
        Thế nào là hộ cận nghèo?
        Hộ cận nghèo được hiểu thế nào?
        VNeID viết tắt của từ gì?
        What does TOD mean?
        Khái niệm khu thương mại tự do?
    """,
    Wanted.DOCUMENT: """
        Theo nghị quyết nào?
        Căn cứ văn bản nào?
        Kế hoạch số mấy?
        Công văn số bao nhiêu?
        Số hiệu quyết định thành lập tổ công tác?
        Which resolution allows it?
    """,
    Wanted.DIRECTIVE: """
        Bí thư Thành ủy yêu cầu gì?
        Ông Thông chỉ đạo phường những gì?
        Phường được giao việc gì?
        Bí thư dặn phường làm gì?
        Ý kiến chỉ đạo của Bí thư Thành ủy?
        Nhiệm vụ giao cho Sở Xây dựng?
        Phường phải làm những việc gì?
        What was the ward told to do?
        Ông Nghị lưu ý điều gì với hai phường?
        Kết luận của Phó Bí thư Thành ủy về giải ngân?
        Chủ tịch thành phố yêu cầu xử lý ra sao?
    """,
    Wanted.PROPOSAL: """
        Phường kiến nghị gì?
        Phường đề xuất với thành phố những gì?
        Người dân mong điều gì?
        Kiến nghị của phường Bình Trưng?
        Doanh nghiệp đề đạt nguyện vọng gì?
        What did the ward propose?
        Xã xin tỉnh cái gì?
    """,
    Wanted.ANY: """
        Ba khâu đột phá của phường là gì?
        Tình hình trường lớp ra sao?
        Phường gặp khó khăn gì?
        Kết quả thực hiện Nghị quyết 57?
        Ông Tâm nói gì về cán bộ?
    """,
}
ASKED = [(text.strip(), kind) for kind, texts in WORDINGS.items() for text in texts.strip().splitlines()]


@pytest.mark.parametrize(("text", "wanted"), ASKED, ids=[text for text, _ in ASKED])
def test_a_wording_tells_the_kind_of_answer_that_is_wanted(text: str, wanted: Wanted) -> None:
    assert understand(text).wanted is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chỗ nào còn thiếu trường thì xử lý ra sao?", Wanted.ANY),
        ("Quảng Nam kiến nghị mấy thủy điện làm gì?", Wanted.PROPOSAL),
        ("Vì sao tỷ lệ giải ngân thấp?", Wanted.REASON),
        ("Vì sao phường kiến nghị tăng chỉ tiêu?", Wanted.REASON),
        ("Phường nào có tỷ lệ giải ngân thấp nhất?", Wanted.PLACE),
        ("Bí thư yêu cầu gì về tỷ lệ giải ngân?", Wanted.DIRECTIVE),
        ("Phường giải quyết chuyện cán bộ yếu công nghệ bằng cách nào?", Wanted.ANY),
        ("Ngành giao thông nói đường hư đến mức nào?", Wanted.ANY),
        ("Bao nhiêu người nghỉ vì lý do sức khỏe?", Wanted.FIGURE),
        ("Thanh tra có thanh tra mấy mỏ cát này không?", Wanted.ANY),
        ("Tỉnh đề ra mấy nhiệm vụ, kể ra giúp tôi", Wanted.ANY),
        ("Trưởng đoàn trả lời các kiến nghị thế nào?", Wanted.ANY),
        ("Which crops should they grow when rice fails?", Wanted.ANY),
    ],
)
def test_a_word_of_asking_that_asks_nothing_there_does_not_decide(text: str, wanted: Wanted) -> None:
    assert understand(text).wanted is wanted
