"""Of several figures in a sentence the one that the question asks for, or none."""

import pytest

from index.documents import BlockKind, Context, DocumentId, Sentence
from rag.figure import the_figure
from rag.question import understand


@pytest.mark.parametrize(
    ("question", "text", "figure"),
    [
        ("Có bao nhiêu nhà bị ngập?", "Huyện có 4.126 nhà bị ngập, 87 nhà sập đổ, 640 ha dâu mất trắng.", "4.126"),
        ("Có bao nhiêu nhà sập đổ?", "Huyện có 4.126 nhà bị ngập, 87 nhà sập đổ, 640 ha dâu mất trắng.", "87"),
        (
            "Thu ngân sách bao nhiêu?",
            "Các chỉ tiêu đều đạt, thu ngân sách 340 tỷ đồng, chi ngân sách 204 tỷ đồng.",
            "340",
        ),
        (
            "Chi ngân sách bao nhiêu?",
            "Các chỉ tiêu đều đạt, thu ngân sách 340 tỷ đồng, chi ngân sách 204 tỷ đồng.",
            "204",
        ),
        ("thiệt hại lúa bao nhiêu ha", "Toàn tỉnh có 13.840ha lúa, 480ha hoa màu bị thiệt hại.", "13.840"),
        ("thiệt hại hoa màu bao nhiêu ha", "Toàn tỉnh có 13.840ha lúa, 480ha hoa màu bị thiệt hại.", "480"),
        ("Phường có bao nhiêu đảng viên?", "Phường đặt chỉ tiêu kết nạp 60 đảng viên mỗi năm.", None),
        (
            "Mỗi năm kết nạp bao nhiêu đảng viên theo chỉ tiêu?",
            "Phường đặt chỉ tiêu kết nạp 60 đảng viên mỗi năm.",
            "60",
        ),
        ("Bao nhiêu thí sinh bị đình chỉ thi?", "Hơn 1 triệu thí sinh bước vào kỳ thi.", None),
        ("Bao nhiêu thí sinh bị đình chỉ thi?", "Có 41 thí sinh bị đình chỉ thi.", "41"),
        ("Lũ làm bao nhiêu người thiệt mạng?", "Toàn huyện có 9 người chết, 11 người mất tích.", "9"),
        ("Thành phố có mấy công ty nợ bảo hiểm?", "Thành phố có 1.240 doanh nghiệp nợ bảo hiểm.", "1.240"),
        (
            "Đã bàn giao bao nhiêu % mặt bằng?",
            "Việc giải phóng mặt bằng chậm, đến nay mới bàn giao được 61% diện tích.",
            "61%",
        ),
        ("Tỷ lệ hộ nghèo là bao nhiêu phần trăm?", "Tỷ lệ hộ cận thị ở trường là 12%.", None),
        ("Khu công nghiệp ở phường rộng bao nhiêu ha?", "Phường có diện tích hơn 580 ha.", None),
        ("Mức thưởng là bao nhiêu?", "Tổng thu ngân sách đạt 340 tỷ đồng.", None),
        ("Máy bơm giá bao nhiêu?", "Máy bơm từ phía bắc chuyển vào là 36 máy.", None),
        ("Công ty Mây Hồng nợ mấy tháng lương?", "Công ty Mây Hồng nợ 3 tháng lương.", "3"),
        ("Huyện đắp mấy cái đập tạm?", "Huyện đã đắp 16 đập tạm.", "16"),
        ("Tỉnh rót thêm bao nhiêu vào quỹ?", "Tỉnh rót thêm 5 tỷ đồng vào quỹ.", "5"),
        ("Mức phạt là bao nhiêu?", "Vi phạm bị phạt 5 triệu đồng.", "5"),
        ("Lệ phí thi lại là bao nhiêu?", "Còn 9 ngày nữa là thi lại.", None),
        ("Mức hỗ trợ là bao nhiêu tiền?", "Đề nghị nâng mức hỗ trợ từ 60 triệu đồng.", None),
        (
            "Đường 25C đã đạt bao nhiêu phần trăm khối lượng?",
            "Đường 25B đã đạt 72% khối lượng, đường 25C đạt 64%.",
            "64%",
        ),
        ("Mức hỗ trợ nâng lên bao nhiêu?", "Tỉnh nâng mức hỗ trợ từ 60 triệu đồng lên 80 triệu đồng.", "80"),
        ("Thẩm định rút còn mấy ngày?", "Sở rút thời gian thẩm định từ 20 ngày xuống còn 12 ngày.", "12"),
        (
            "Quỹ của công đoàn còn bao nhiêu?",
            "Công đoàn hòa giải thành 14 vụ, quỹ công đoàn còn 860 triệu đồng.",
            "860",
        ),
        ("Quỹ của công đoàn còn bao nhiêu?", "Công đoàn hòa giải thành 14 vụ khiếu nại.", None),
        ("Công ty thu của khách bao nhiêu tiền?", "Tòa tuyên án giám đốc và 3 đồng phạm.", None),
        ("Phường nhận bao nhiêu hồ sơ?", "Có 97,4% hồ sơ được trả đúng hạn.", None),
        ("Công an làm rõ mấy vụ cướp giật?", "Huyện xảy ra 23 vụ cướp giật, đã làm rõ 19 vụ.", "19"),
        ("Đạt mấy chỉ tiêu?", "Tỉnh chịu bốn cơn bão, đạt 15/19 chỉ tiêu.", "15/19"),
        ("Mỗi hộ vay được mấy triệu?", "Quỹ có 21 tỷ đồng, mỗi hộ vay bình quân 20 triệu.", "20"),
        ("Có bao nhiêu ca tử vong?", "Sáu tháng đầu năm, tỉnh có 5.126 ca sốt xuất huyết.", None),
        ("Có bao nhiêu ca tử vong?", "Toàn tỉnh có 187 ca nặng và 3 ca tử vong.", "3"),
        ("Sơ tán xen ghép bao nhiêu người?", "Thành phố sơ tán 92.000 người, trong đó 70% xen ghép.", None),
        ("Đã bố trí bao nhiêu tỷ cho dự án?", "Dự án cần 3.200 tỷ đồng, mà mới bố trí được hơn 600 tỷ đồng.", "hơn"),
        ("Tỉnh thiệt hại bao nhiêu ha lúa?", "Mặn làm hại 13.840ha lúa, 480ha hoa màu.", "13.840"),
        ("Thiệt hại ước bao nhiêu?", "Mặn làm hại 13.840ha lúa, 480ha hoa màu.", None),
        ("Có bao nhiêu mỏ được cấp phép?", "Tỉnh có 4 mỏ cát được cấp phép nhưng 2 mỏ phải dừng.", "4"),
        ("Huyện có bao nhiêu nhà bị ngập?", "Huyện có 9 người chết, 46 nhà bị cuốn trôi.", None),
        ("Viện đề nghị phạt bao nhiêu năm tù?", "Tòa tuyên phạt bị cáo 18 năm tù.", None),
        ("Lương của bà Lài bao nhiêu?", "Bà Lài đã nộp khắc phục 700 triệu đồng.", None),
        ("Mỗi nhà vay được mấy triệu?", "Quỹ cho vay 21 tỷ đồng.", None),
        ("Trần Văn Bình bao nhiêu tuổi?", "Bị cáo có cha già 80 tuổi.", None),
        ("Công an làm rõ mấy vụ cướp nữ công nhân?", "Có 23 vụ cướp nữ công nhân, đã làm rõ 19 vụ.", "19"),
        ("Tỷ lệ giải ngân của huyện hiện nay?", "Huyện cam kết đưa tỷ lệ giải ngân lên 55%.", None),
        ("Quỹ của phường Tân Khánh còn bao nhiêu tiền?", "Quỹ của tỉnh còn 3,2 tỷ đồng.", None),
        (
            "Đề nghị phạt bà Lan mấy năm tù?",
            "Viện đề nghị phạt ông Trần Văn Bình 19 năm tù, bà Lê Thị Lan 8 năm tù.",
            "8",
        ),
    ],
)
def test_a_figure_is_given_with_its_own_clause(question: str, text: str, figure: str | None) -> None:
    found = the_figure(understand(question), Sentence(DocumentId("d"), 0, len(text), text, BlockKind.BODY, Context()))
    assert (found and found.text.split()[0]) == figure
