"""What was ordered or proposed, asked for without a matter, is listed as the register has it, newest first."""

import datetime as dt

import pytest

from index.segments import Filters
from rag.answers import Answer, Reason, Refusal
from rag.ask import Desk, Request
from rag.listing import MOST_ITEMS, lists
from rag.question import understand
from rag.register import Row, rows_of


def _answer(desk: Desk, text: str) -> Answer:
    result = desk.ask(Request(text))
    assert isinstance(result, Answer), result
    return result


def _covers(row: Row, answer: Answer) -> bool:
    """Whether a citation stands in a statement of the register, or holds it."""
    said = row.statement
    return any(c.document.id == said.document and c.start < said.end and said.start < c.end for c in answer.citations)


@pytest.mark.parametrize(
    ("text", "filters", "kind"),
    [
        ("liệt kê chỉ đạo của ông Trần Lưu Quang", Filters(speaker="Trần Lưu Quang"), "directive"),
        ("Nguyễn Thanh Nghị yêu cầu những gì?", Filters(speaker="Nguyễn Thanh Nghị"), "directive"),
        ("Những việc phường Tân Hiệp phải làm?", Filters(place="phường Tân Hiệp"), "directive"),
        ("Các kiến nghị của phường Bình Trưng", Filters(place="phường Bình Trưng"), "proposal"),
        ("Ngày 5-8 có chỉ đạo gì?", Filters(since=dt.date(2025, 8, 5), until=dt.date(2025, 8, 5)), "directive"),
    ],
)
def test_a_list_has_what_the_register_has(desk: Desk, text: str, filters: Filters, kind: str) -> None:
    answer = _answer(desk, text)
    rows = list(rows_of(desk.library, filters, kind))
    more = sum(n.code == "more_said" for n in answer.notices)
    assert rows
    assert all(
        any(_covers(row, answer) for row in rows if row.statement.document == c.document.id) for c in answer.citations
    )
    assert more or all(_covers(row, answer) for row in rows)


def test_the_newest_stand_first_and_what_is_left_out_is_counted(desk: Desk) -> None:
    answer = _answer(desk, "Có chỉ đạo gì mới?")
    days = [c.document.date for c in answer.citations]
    assert len(answer.sentences) == MOST_ITEMS
    assert days == sorted(days, key=lambda day: day or dt.date.min, reverse=True)
    assert any(n.code == "more_said" and n.message.startswith("Còn ") for n in answer.notices)


def test_every_order_that_says_the_matter_asked_about_is_given_the_newest_first(desk: Desk) -> None:
    matter = "giải ngân đầu tư công"
    answer = _answer(desk, f"Chỉ đạo về {matter}")
    ordered = [row for row in rows_of(desk.library, Filters(), "directive") if matter in row.content]
    days = [c.document.date for c in answer.citations]
    assert len(ordered) > 1
    assert all(_covers(row, answer) for row in ordered)
    assert days == sorted(days, key=lambda day: day or dt.date.min, reverse=True)


@pytest.mark.parametrize(
    "text", ["các chỉ đạo về camera", "chi dao ve camera", "Ông Trần Lưu Quang chỉ đạo gì về camera?"]
)
def test_an_order_that_has_the_matter_word_for_word_is_given_however_short_the_question(desk: Desk, text: str) -> None:
    assert "camera an ninh" in _answer(desk, text).text


@pytest.mark.parametrize(
    "text", ["Ông Đặng Minh Thông chỉ đạo gì về camera?", "kiến nghị về camera", "chỉ đạo về giải ngân vốn vay"]
)
def test_a_matter_is_no_other_of_which_most_words_are_the_same_nor_anothers(desk: Desk, text: str) -> None:
    assert isinstance(desk.ask(Request(text)), Refusal)


def test_what_all_wards_propose_is_listed_of_each(desk: Desk) -> None:
    answer = _answer(desk, "Các phường kiến nghị gì?")
    assert all(_covers(row, answer) for row in rows_of(desk.library, Filters(), "proposal"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ông Nguyễn Văn Được chỉ đạo gì?", Reason.OTHER_PERSON),
        ("Phường Phú Mỹ phải làm gì?", Reason.OTHER_PLACE),
        ("Năm 2024 ông Đặng Minh Thông yêu cầu gì?", Reason.OTHER_TIME),
        ("Tuần này Bí thư Thành ủy có giao việc gì mới cho phường Bình Dương không?", Reason.ONLY_OLDER),
    ],
)
def test_an_empty_list_is_refused_with_what_there_is_instead(desk: Desk, text: str, reason: Reason) -> None:
    result = desk.ask(Request(text))
    assert isinstance(result, Refusal)
    assert result.reason is reason


@pytest.mark.parametrize(
    "text", ["Ông Thông chỉ đạo gì về giải ngân?", "Bí thư yêu cầu lắp camera ở đâu?", "Dân số phường Bình Dương?"]
)
def test_a_question_about_a_matter_is_no_list(text: str) -> None:
    assert not lists(understand(text))


def test_what_a_ward_must_do_holds_no_order_to_other_bodies(desk: Desk) -> None:
    result = desk.ask(Request("Phường Bình Dương phải làm gì?"))
    assert isinstance(result, Answer)
    assert "đường dây nóng" not in result.text  # the centre of digital change is told to set it up
    assert "Ban Tổ chức Thành ủy" not in result.text
    assert len(result.sentences) > 5
