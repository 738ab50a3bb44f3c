"""Kinds by who stands over whom: an order needs a speaker over those who are told; and utterances in many wordings."""

from pathlib import Path

import pytest

from index.documents import Statement, StatementKind
from index.passages import document_of
from index.reading import Source
from index.statements import statements_of

LEAD = (
    "Tin\nSáng 17-9-2025, ông Nguyễn Văn An, Chủ tịch UBND tỉnh, làm việc với xã Bình Minh. Cùng dự có bà Lê Thị Hoa, "
    "Giám đốc Sở Y tế.\n"
)


def one(sentence: str) -> Statement:
    """The only statement of an article that consists of a lead and a paragraph."""
    document, passages = document_of(Source(Path("bai.txt"), f"{LEAD}{sentence}\nHội nghị kết thúc."))
    (found,) = statements_of(document, passages)
    return found


@pytest.mark.parametrize(
    "sentence",
    [
        "Thủ tướng Phạm Minh Chính đề nghị Nhật Bản tiếp tục hỗ trợ Việt Nam chuyển đổi xanh.",
        "Thủ tướng Phạm Minh Chính đề nghị Ngân hàng Thế giới tiếp tục hỗ trợ vốn cho các dự án hạ tầng.",
        "Chủ tịch nước Lương Cường đề nghị hai nước tăng cường trao đổi đoàn các cấp.",
        "Ông Phan Văn Hải, Phó Chủ tịch Hội Nông dân tỉnh, đề nghị ngành nông nghiệp sớm công bố dịch.",
        "Chủ tịch Ủy ban MTTQ Việt Nam tỉnh Lê Thị Hà đề nghị UBND tỉnh quan tâm giải quyết kiến nghị của cử tri.",
        "Nguyên Phó Thủ tướng Vũ Văn Khoan cho rằng các tỉnh cần liên kết chặt hơn.",
        "Giám đốc Công ty Hòa Bình Trần Văn Tư yêu cầu UBND xã sớm bàn giao mặt bằng cho dự án.",
        "Giám đốc Công an tỉnh Đại tá Lê Văn Sơn đề nghị UBND các xã phối hợp quản lý cư trú.",
        "Hội đồng xét xử kiến nghị UBND tỉnh kiểm tra trách nhiệm của các cơ quan liên quan.",
        "Người dân yêu cầu chủ đầu tư phải bồi thường thiệt hại do nứt nhà.",
        "Cử tri Nguyễn Văn Ba yêu cầu chính quyền xử lý nghiêm các hộ lấn chiếm vỉa hè.",
    ],
)
def test_who_has_no_say_over_those_he_asks_only_proposes(sentence: str) -> None:
    assert one(sentence).kind is StatementKind.PROPOSAL


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Hiệu trưởng Trường THPT Bình Minh Lê Văn Hòa yêu cầu giáo viên chủ nhiệm rà soát.", "giáo viên chủ nhiệm"),
        (
            "Tổng Giám đốc Tập đoàn Sao Vàng Trần Văn Nhân yêu cầu các đơn vị thành viên tiết kiệm điện.",
            "các đơn vị thành viên",
        ),
        ("Giám đốc Công an tỉnh Đại tá Lê Văn Sơn yêu cầu công an các xã tăng cường tuần tra.", "công an các xã"),
    ],
)
def test_the_head_of_a_body_orders_his_own_people(sentence: str, told: str) -> None:
    found = one(sentence)
    assert (found.kind, found.addressees) == (StatementKind.DIRECTIVE, (told,))


@pytest.mark.parametrize(
    ("sentence", "speaker", "kind"),
    [
        ("UBND tỉnh vừa có văn bản yêu cầu các xã báo cáo tình hình sạt lở.", "UBND tỉnh", "directive"),
        ("Chủ tịch UBND tỉnh vừa có chỉ đạo hỏa tốc, yêu cầu các xã sơ tán dân.", "Nguyễn Văn An", "directive"),
        ("Sở Y tế có văn bản hỏa tốc gửi UBND các xã đề nghị phối hợp xử lý ổ dịch.", "Sở Y tế", None),
        ("Bà Hoa cho biết sẽ bổ sung máy siêu âm cho trạm y tế xã.", "Lê Thị Hoa", None),
        ("Giám đốc Sở Y tế hứa sẽ bổ sung máy siêu âm cho trạm y tế xã.", "Lê Thị Hoa", "commitment"),
        ("Theo PGS-TS Lê Anh Tuấn, các tỉnh giữ rừng đầu nguồn còn quá ít.", "Lê Anh Tuấn", "report"),
        ("Một số ý kiến cho rằng mức hỗ trợ như vậy là còn thấp.", "Một số ý kiến", "report"),
        ("Ông Lê Văn Tư - chủ cơ sở gỗ: Chúng tôi mong tỉnh sớm gia hạn giấy phép.", "Lê Văn Tư", "proposal"),
        (
            "Đại diện doanh nghiệp, ông Phan Văn Tư bày tỏ lo lắng về việc thiếu điện cho sản xuất.",
            "Phan Văn Tư",
            "report",
        ),
        ("Chủ tịch UBND tỉnh thống nhất chủ trương xây cầu mới thay cầu treo.", "Nguyễn Văn An", "report"),
    ],
)
def test_an_utterance_is_found_in_each_wording(sentence: str, speaker: str, kind: str | None) -> None:
    found = one(sentence)
    assert found.speaker == speaker
    assert kind in (None, found.kind.value)


def test_who_is_assigned_alone_is_in_charge() -> None:
    found = one("Ông An phân công Phó Chủ tịch UBND tỉnh Phạm Văn Minh trực tiếp theo dõi dự án.")
    assert found.lead == found.addressees == ("Phó Chủ tịch UBND tỉnh Phạm Văn Minh",)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Ông An kiểm tra hiện trường và yêu cầu nhà thầu tăng ca, tăng kíp.", "Nguyễn Văn An"),
        ("UBND tỉnh họp khẩn, yêu cầu các xã sơ tán dân trước 17 giờ.", "UBND tỉnh"),
        ("Sở Xây dựng cũng làm việc với các trường và yêu cầu các trường này chấn chỉnh ngay.", "Sở Xây dựng"),
    ],
)
def test_who_does_something_and_orders_something_orders_it(sentence: str, speaker: str) -> None:
    found = one(sentence)
    assert (found.kind, found.speaker) == (StatementKind.DIRECTIVE, speaker)


@pytest.mark.parametrize(
    "sentence",
    [
        "Thời gian qua, UBND xã đã sắp xếp bộ máy và yêu cầu các phòng làm việc nghiêm túc.",
        "Tên Lâm xông vào nhà và yêu cầu gia đình đưa tiền.",
    ],
)
def test_what_is_told_of_a_period_or_of_a_story_is_no_order(sentence: str) -> None:
    document, passages = document_of(Source(Path("bai.txt"), f"{LEAD}{sentence}\nHội nghị kết thúc."))
    assert statements_of(document, passages) == ()


def test_a_paragraph_with_its_own_verb_is_not_said_to_those_of_the_one_before() -> None:
    text = f"{LEAD}Ông An yêu cầu các sở giải ngân vốn.\nÔng An khuyến khích suy nghĩ đi rồi sẽ làm được.\n"
    document, passages = document_of(Source(Path("bai.txt"), text))
    assert statements_of(document, passages)[-1].addressees != ("các sở",)


def test_what_a_promise_or_report_tells_of_other_reports_is_not_to_whom_it_is_made() -> None:
    assert one("“Tôi đã nhiều lần kiến nghị với thành phố mà không ai trả lời”, ông An nói.").addressees == ()
    assert one("Báo cáo với đoàn giám sát, bà Hoa cho biết ngành y tế đang thiếu 30 bác sĩ.").addressees == (
        "đoàn giám sát",
    )


def test_a_list_that_is_asked_for_keeps_its_first_item() -> None:
    sentence = "Lãnh đạo xã Bình Minh kiến nghị với tổ giám sát một số nội dung liên quan hạ tầng, phần mềm; biên chế."
    document, passages = document_of(Source(Path("bai.txt"), f"{LEAD}{sentence}\nHội nghị kết thúc."))
    (found,) = statements_of(document, passages)
    content = document.text[found.content_start : found.content_end]
    assert content.startswith("một số nội dung liên quan hạ tầng, phần mềm")


def test_several_communes_are_not_the_one_at_hand() -> None:
    found = one("Ông An yêu cầu công an các xã tăng cường tuần tra ban đêm.")
    assert found.addressees == ("công an các xã",)
