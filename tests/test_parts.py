"""A question of several parts is taken apart, and each part is answered or refused by itself."""

import datetime as dt

import pytest

from rag.answers import Answer, Reason, Refusal
from rag.ask import Desk, Request
from rag.parts import parts_of
from rag.question import understand


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Đại hội phường Tân Uyên thông qua mấy chỉ tiêu và Ban Chấp hành mới gồm bao nhiêu người?",
            (
                "Đại hội phường Tân Uyên thông qua mấy chỉ tiêu?",
                "Ban Chấp hành mới gồm bao nhiêu người (phường Tân Uyên)?",
            ),
        ),
        (
            "Cho biết số tổ chức đảng và số đảng viên của phường Bình Trưng",
            (
                "số tổ chức đảng là bao nhiêu (phường Bình Trưng)?",
                "số đảng viên của phường Bình Trưng là bao nhiêu?",
            ),
        ),
        (
            "Công điện yêu cầu sơ tán xong trước mấy giờ, ngày nào?",
            ("Công điện yêu cầu sơ tán xong trước mấy giờ, ngày nào?",),
        ),
        (
            "Đường dây nóng của phường Bình Dương giao ai lập, xong khi nào?",
            (
                "Đường dây nóng của phường Bình Dương giao ai lập?",
                "xong khi nào (Đường dây nóng của phường Bình Dương giao)?",
            ),
        ),
        (
            "Phường Tân Khánh và phường Tân Hiệp kiến nghị gì?",
            ("Phường Tân Khánh kiến nghị gì?", "phường Tân Hiệp kiến nghị gì?"),
        ),
    ],
)
def test_every_part_names_the_ward_that_only_another_part_names(text: str, parts: tuple[str, ...]) -> None:
    assert parts_of(understand(text)) == parts


def test_a_part_that_is_not_answered_is_named_beside_one_that_is(desk: Desk) -> None:
    result = desk.ask(Request("Phường Tân Hiệp có bao nhiêu đảng viên và diện tích bao nhiêu?"))
    assert isinstance(result, Answer)
    assert "871 đảng viên" in result.text
    assert [n.message for n in result.notices if n.code == "part_unanswered"] == [
        "Chưa tìm thấy nội dung trả lời cho phần: “diện tích bao nhiêu (Phường Tân Hiệp)?”"
    ]


def test_a_question_about_a_later_year_than_any_document_is_refused_as_only_older(desk: Desk) -> None:
    result = desk.ask(Request("Dân số phường Tân Khánh năm 2026 là bao nhiêu?"))
    assert isinstance(result, Refusal)
    assert result.reason is Reason.ONLY_OLDER


def test_a_day_without_its_year_is_of_its_documents_year(desk: Desk) -> None:
    result = desk.ask(Request("Ngày 30-10-2024 Tổ công tác số 10 làm việc với phường nào?"))
    assert isinstance(result, Refusal)
    assert dt.date(2025, 10, 30) in {document.date for document in desk.library.documents()}


def test_an_office_named_anew_is_not_answered_with_the_person_asked_about_before(desk: Desk) -> None:
    question = understand("Thế còn Giám đốc Công an tỉnh thì phát biểu gì?", ["Ông Trần Lưu Quang nói gì?"])
    assert "Trần Lưu Quang" not in question.text.partition("–")[2]
    result = desk.ask(Request("Thế còn Giám đốc Công an tỉnh thì phát biểu gì?", ("Ông Trần Lưu Quang nói gì?",)))
    assert isinstance(result, Refusal)
