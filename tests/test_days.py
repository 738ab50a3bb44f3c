"""Of the days in a sentence only those are given that can be the one asked for."""

import pytest

from index.documents import BlockKind, Context, DocumentId, Sentence
from rag.question import understand
from rag.short import short_answer


@pytest.mark.parametrize(
    ("question", "text", "day"),
    [
        ("Họp tổng kết ngày nào?", "Sở báo cáo kết quả họp tổng kết trước ngày 31-3.", None),
        ("Phải báo cáo trước ngày nào?", "Sở báo cáo kết quả trước ngày 31-3.", "31-3"),
        ("Bao giờ sửa trạm bơm?", "Trạm bơm hỏng từ tháng 10/2020, chưa sửa.", None),
        ("Trạm bơm hỏng từ bao giờ?", "Trạm bơm hỏng từ tháng 10/2020, chưa sửa.", "tháng 10/2020"),
        ("Tàu phải vào neo trước mấy giờ?", "Tàu vào neo trước 10 giờ ngày 6-11.", None),
        ("Hội nghị tổ chức ngày nào?", "Ngày 26-9, phường tổ chức hội nghị.", "26-9"),
        ("Kết quả thi công bố ngày nào?", "Chiều 30-6, Bộ họp báo về kỳ thi.", None),
        ("Vắc xin được cấp phép khi nào?", "Chiều 28-5, Bộ họp báo về vắc xin.", None),
        ("Tuyến cống khởi công ngày nào?", "Tuyến cống được duyệt ngày 21-4 và khởi công tháng 8.", None),
        ("Công điện về bão số 6 ban hành ngày nào?", "Bão số 6 đổ bộ ngày 15-10.", None),
        ("Bão số 6 đổ bộ khi nào?", "Bão số 6 đổ bộ trong đêm 14, rạng sáng 15/10.", "14, rạng sáng 15/10"),
        ("Dự án khởi công năm nào?", "Dự án khởi công trong năm 2016.", "năm 2016"),
    ],
)
def test_a_day_is_no_deadline_nor_a_beginning_that_was_not_asked_for(question: str, text: str, day: str | None) -> None:
    sentence = Sentence(DocumentId("d"), 0, len(text), text, BlockKind.BODY, Context())
    assert short_answer(understand(question), sentence) == day


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("Cán bộ nào làm thiếu hồ sơ?", None),
        ("Ai thừa nhận hồ sơ thiếu?", "Nguyễn Út Em"),
        ("Ai giao ai đi kiểm tra?", None),
    ],
)
def test_who_tells_of_something_is_not_given_for_who_did_it(question: str, person: str | None) -> None:
    text = "Ông Nguyễn Út Em thừa nhận hồ sơ của ba xã cũ bàn giao thiếu."
    context = Context(speaker="nguyễn út em")
    sentence = Sentence(DocumentId("d"), 0, len(text), text, BlockKind.BODY, context)
    assert short_answer(understand(question), sentence) == person


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("Ai chủ trì tìm kiếm cứu nạn?", None),
        ("Ai làm thủ tục tạm ứng?", None),
        ("Ai giao Bộ Chỉ huy Quân sự chủ trì tìm kiếm cứu nạn?", "Tạ Quốc Hưng"),
    ],
)
def test_who_has_others_do_something_is_not_given_for_who_does_it(question: str, person: str | None) -> None:
    text = "Ông Tạ Quốc Hưng giao Bộ Chỉ huy Quân sự tỉnh chủ trì tìm kiếm cứu nạn và làm thủ tục tạm ứng."
    sentence = Sentence(DocumentId("d"), 0, len(text), text, BlockKind.BODY, Context())
    assert short_answer(understand(question), sentence) == person


def test_who_is_given_something_is_not_given_for_who_gave_it() -> None:
    text = "Bà Ngô Thị Bích Thủy được Chủ tịch UBND tỉnh giao kiểm tra trường lớp."
    sentence = Sentence(DocumentId("d"), 0, len(text), text, BlockKind.BODY, Context())
    assert short_answer(understand("Ai giao kiểm tra trường lớp?"), sentence) is None
    assert short_answer(understand("Ai được giao kiểm tra trường lớp?"), sentence) == "Ngô Thị Bích Thủy"


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("Sở Y tế phải xong trước ngày nào?", "2/10"),
        ("Sở Tài chính phải xong trước ngày nào?", "5/10"),
        ("Sở Tài chính phải tổng hợp thiệt hại trước ngày nào?", "5/10"),
    ],
)
def test_of_two_bodies_in_a_sentence_each_has_its_own_day(question: str, day: str) -> None:
    text = (
        "Ông Cao Trọng Nghĩa giao Sở Y tế phun khử khuẩn các xã ngập xong trước ngày 2/10; giao Sở Tài chính tổng hợp "
        "thiệt hại, tham mưu phân bổ dự phòng ngân sách trước ngày 5/10."
    )
    sentence = Sentence(DocumentId("d"), 0, len(text), text, BlockKind.BODY, Context())
    assert short_answer(understand(question), sentence) == day
