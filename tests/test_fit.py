"""Whether a sentence speaks of what was asked: neither another's words are let through, nor one's own kept back."""

import datetime as dt
from pathlib import Path

import pytest

from index.passages import document_of
from index.reading import Source
from rag.fit import misfit
from rag.question import understand
from rag.said import NOTHING


def _fits(question: str, text: str) -> list[bool]:
    """Whether each sentence of a text fits a question."""
    document, passages = document_of(Source(Path("a.txt"), text))
    asked, today = understand(question), dt.date(2026, 11, 22)
    found = [(p, s) for p in passages for s in p.sentences]
    return [misfit(asked, s, p, document, NOTHING, today) is None for p, s in found]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Sở Tư pháp Kiên Giang phải báo kết quả khi nào?", "Sở Tư pháp tỉnh Kiên Giang báo kết quả trước ngày 30-6."),
        ("Sở NN&PTNT công khai gì?", "Sở Nông nghiệp và Phát triển nông thôn công khai danh sách."),
        ("Ai là chỉ huy Bộ đội Biên phòng tỉnh Cà Mau?", "Tại Cà Mau, Đại tá Hải chỉ huy Bộ đội Biên phòng tỉnh."),
    ],
)
def test_an_authority_is_found_under_each_way_of_writing_its_name(question: str, text: str) -> None:
    assert _fits(question, text) == [True]


@pytest.mark.parametrize("body", ["Sở Y tế", "Sở Tư pháp tỉnh An Giang", "Bộ Tư pháp"])
def test_one_authority_is_not_given_for_another(body: str) -> None:
    assert _fits("Sở Tư pháp Kiên Giang phải báo kết quả khi nào?", f"{body} báo kết quả trước ngày 30-6.") == [False]


@pytest.mark.parametrize(
    "question",
    [
        "Vị lãnh đạo nào dự và chỉ đạo hội nghị?",
        "Vì sao xã Vĩnh Thủy gọi hỏi ai ký lệnh bơm?",
        "Vị lãnh đạo nào ra hiện trường chỉ đạo?",
    ],
)
def test_a_question_that_asks_for_no_order_needs_none(question: str) -> None:
    assert _fits(question, "Đồng chí Lê Văn An đến dự hội nghị của xã Vĩnh Thủy.") == [True]


def test_a_question_that_asks_for_an_order_is_not_answered_with_a_report() -> None:
    assert _fits("Ông Lê Văn An chỉ đạo gì?", "Đồng chí Lê Văn An đến dự hội nghị của xã Vĩnh Thủy.") == [False]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Đầu nậu gỗ ở Mai Châu tên gì?", "Bị cáo Hà Văn Lực khai một đầu nậu ở Mai Châu, nhưng không biết tên thật."),
        ("Hai ủy viên mới được bầu là những ai?", "Hội nghị đã bầu bổ sung hai ủy viên."),
        ("Trụ sở mới xây ở đâu?", "Phó Bí thư Thành ủy TPHCM yêu cầu lựa chọn vị trí xây trụ sở mới phù hợp."),
        ("Biển số chiếc xe là gì?", "Bị cáo dùng tiền mua một chiếc xe hạng sang."),
        ("17 xã chưa tiêu được vốn là những xã nào?", "Đến nay 17 xã chưa giải ngân được vốn."),
        ("Cựu hạt trưởng có được giảm án không?", "Cựu hạt trưởng hai lần nhận tin báo của tổ bảo vệ rừng."),
        ("Ai ký Kế hoạch 249-KH/UBKTTW?", "Đồng chí Đặng Minh Thông giám sát Kế hoạch 249-KH/UBKTTW."),
        ("Đại hội bầu ai làm bí thư?", "Đồng chí Lê Văn An làm việc về công tác chuẩn bị đại hội."),
        ("Phường chọn vị trí nào xây trụ sở?", "Phường tính toán lại, lựa chọn vị trí xây trụ sở phù hợp."),
        ("Hai hộ ở ấp Huê 1 tên gì?", "Bà Quách Ngọc Diễm băn khoăn vì sao 2 hộ ở ấp Huê 1 bị cắt hỗ trợ."),
        ("Bão số 13 làm sập bao nhiêu nhà?", "Bão số 12 làm sập 5.400 nhà."),
        ("Phiên phúc thẩm xử ngày nào?", "Phiên sơ thẩm xử ngày 23-5-2024."),
        ("Đường dây nóng gọi số nào?", "Thanh tra lập đường dây nóng và kiểm tra 60 trường."),
        ("Xã sáp nhập từ ba xã cũ nào?", "Hồ sơ của ba xã cũ bàn giao thiếu khi sáp nhập."),
        ("Công ty Hưng Thuận trả lương mức nào?", "Công nhân Công ty Giày Thuận Phát được trả lương đủ."),
        ("Ông An quê ở đâu?", "Ông Lê Văn An làm việc với phường Tân Khánh."),
        ("Vì sao Bộ quyết định điều chỉnh đáp án?", "Đáp án đã được rà soát, chưa có căn cứ để điều chỉnh."),
        ("Vì sao các đại biểu bác bỏ đề án?", "Các đại biểu góp ý cho đề án vì còn điểm chưa rõ."),
        ("Vì sao ông yêu cầu xây trụ sở mới?", "Vì trụ sở chật, ông yêu cầu phường lựa chọn vị trí xây trụ sở mới."),
    ],
)
def test_a_sentence_that_leaves_out_just_what_was_asked_is_no_answer(question: str, text: str) -> None:
    assert _fits(question, text) == [False]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Đầu nậu gỗ ở Mai Châu tên gì?", "Bị cáo khai đầu nậu ở Mai Châu là Vàng A Páo."),
        ("Trụ sở mới xây ở đâu?", "Trụ sở mới được xây trên đường Nguyễn Duy Trinh."),
        ("Trụ sở mới xây ở đâu?", "Trụ sở mới nằm cạnh trường tiểu học."),
        ("Bệnh viện kê thêm giường ở đâu?", "Bệnh viện kê thêm 60 giường ở hành lang."),
        ("Tỉnh ủy viên bị kỷ luật mức nào?", "Hội nghị kỷ luật một Tỉnh ủy viên bằng hình thức cảnh cáo."),
        ("Xã giao xong mấy căn nhà?", "Xã đã bàn giao 168 căn nhà."),
        ("Vì sao Bộ quyết định điều chỉnh đáp án?", "Bộ điều chỉnh đáp án vì có hai cách hiểu."),
        ("Vì sao dự án chậm bàn giao?", "Dự án chưa bàn giao vì thiếu mặt bằng."),
        (
            "Vì sao ông yêu cầu lựa chọn vị trí mới?",
            "Vì trụ sở chật, ông yêu cầu phường lựa chọn vị trí xây trụ sở mới.",
        ),
        ("17 xã chưa tiêu được vốn là những xã nào?", "17 xã chưa tiêu được vốn là xã Mường Khương, xã Bản Lầu."),
        ("Cựu hạt trưởng có được giảm án không?", "Tòa không giảm án cho cựu hạt trưởng."),
        ("Ai ký Kế hoạch 249-KH/UBKTTW?", "Kế hoạch 249-KH/UBKTTW do đồng chí Lê Văn An ký."),
        ("Ai nói dự án chậm?", "Dự án chậm vì thiếu cát, ông Lê Văn An cho biết."),
        ("Đội Ông Kho bị loại vì sao?", "Đương kim vô địch Ông Kho dừng bước vì ghe bị trôi."),
        ("Xã xin huyện hai việc gì?", "Xã xin huyện sửa trạm bơm, làm đường."),
    ],
)
def test_a_sentence_that_holds_what_was_asked_is_kept(question: str, text: str) -> None:
    assert _fits(question, text) == [True]


def test_what_was_only_proposed_is_not_given_as_decided() -> None:
    told = "Tỉnh Bến Tre kiến nghị trung ương hỗ trợ 145 tỉ đồng trong tháng 3-2016."
    assert _fits("Trung ương quyết định cấp 145 tỉ đồng cho Bến Tre tháng nào?", told) == [False]
    assert _fits("Bến Tre kiến nghị trung ương cho 145 tỉ đồng tháng nào?", told) == [True]


def test_whether_something_was_done_is_not_told_by_a_sentence_that_asks_for_it() -> None:
    asked = "Trạm bơm Cẩm Hà đã sửa xong chưa?"
    assert _fits(asked, "Đề nghị công ty thủy lợi sửa trạm bơm Cẩm Hà trước vụ mùa.") == [False]
    assert _fits(asked, "Công ty thủy lợi đã sửa xong trạm bơm Cẩm Hà từ vụ trước.") == [True]


def test_what_somebody_was_told_is_not_given_for_what_he_told_others() -> None:
    told = "Bộ Quốc phòng yêu cầu Quân khu 4 bố trí lực lượng trực cứu nạn."
    assert _fits("Quân khu 4 yêu cầu gì?", told) == [False]
    assert _fits("Bộ Quốc phòng yêu cầu Quân khu 4 làm gì?", told) == [True]


def test_communes_of_a_district_are_not_taken_for_one_commune_of_its_name() -> None:
    text = "Cử tri huyện Con Cuông gặp đại biểu.\n\nCử tri ba xã đề nghị sửa trạm bơm."
    assert _fits("Cử tri ba xã Con Cuông đề nghị gì?", text)[-1]
