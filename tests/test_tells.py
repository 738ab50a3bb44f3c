"""Whether a sentence holds the kind of thing that is asked for."""

import pytest

from index.documents import BlockKind, Context, DocumentId, Sentence
from rag.question import understand
from rag.said import NOTHING
from rag.tells import has_wanted


@pytest.mark.parametrize(
    ("question", "text", "held"),
    [
        ("Nhà thầu nào thi công?", "Sở Xây dựng kiểm tra công trình.", False),
        ("Nhà thầu nào thi công?", "Công ty Cổ phần Xây dựng Hòa Bình thi công công trình.", True),
        ("Sở nào tham mưu?", "Ban Tổ chức Thành ủy tham mưu.", False),
        ("Sở nào tham mưu?", "Giao Sở Nội vụ tham mưu.", True),
        ("Đơn vị nào tham mưu?", "Ban Tổ chức Thành ủy tham mưu.", True),
        ("Vì sao phường giải ngân chậm?", "Phường cần rà soát điểm tắc nghẽn để tháo gỡ.", False),
        ("Vì sao phường giải ngân chậm?", "Giải ngân chậm do vướng mặt bằng.", True),
        ("Vì sao phải rà soát?", "Phường cần rà soát để tháo gỡ điểm tắc nghẽn.", True),
        ("Hạn chót giải ngân?", "Giải ngân xong trong tháng 12-2025.", True),
        ("Hạn chót giải ngân?", "Ngày 12-9-2025, phường họp về giải ngân.", False),
        ("Khởi công ngày nào?", "Dự án khởi công trong năm 2016.", False),
        ("Khởi công năm nào?", "Dự án khởi công trong năm 2016.", True),
        ("Sau bao lâu mới trồng lại?", "Không nên trồng lại trong ít nhất 2 năm.", True),
        ("Công điện của tỉnh mang số mấy?", "Tỉnh ban hành Công điện số 21/CĐ-UBND.", True),
        ("Ngập ở con đường nào?", "Nước ngập đường tỉnh 978.", True),
        ("Ban chỉ huy đóng ở thành phố nào?", "Ban chỉ huy đóng tại Đà Nẵng.", True),
    ],
)
def test_a_sentence_holds_what_is_asked_for_or_not(question: str, text: str, held: bool) -> None:
    sentence = Sentence(DocumentId("d"), 0, len(text), text, BlockKind.BODY, Context())
    assert has_wanted(understand(question), sentence, NOTHING) is held
