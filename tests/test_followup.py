"""A follow-up is understood from the turns before it: of whom, of what, and what it asks of the answer itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answers import Answer, Refusal
from rag.ask import Desk, Request
from rag.corpus import Corpus
from rag.followup import resolved
from rag.question import understand

CAMERAS = "Phường Bình Dương phải làm gì về camera an ninh?"
OFFICE = "Ông Đặng Minh Thông yêu cầu gì về trụ sở?"
PEOPLE = "Dân số phường Bình Dương là bao nhiêu?"


def _answer(desk: Desk, text: str, *history: str) -> Answer:
    result = desk.ask(Request(text, history))
    assert isinstance(result, Answer), result
    return result


@pytest.mark.parametrize(
    ("before", "text", "short"),
    [
        (PEOPLE, "ai báo cáo vậy?", "Nguyễn Văn Đông"),
        ("dan so phuong binh duong la bao nhieu", "ai noi vay", "Nguyễn Văn Đông"),
        (OFFICE, "Khi nào?", "29-10"),
        (CAMERAS, "nói khi nào vậy?", "17-9"),
        ("Phường Tân Khánh kiến nghị gì?", "hôm nào vậy", "30-10"),
    ],
)
def test_who_said_an_answer_and_when_is_told_by_a_sentence_of_the_same_article(
    desk: Desk, before: str, text: str, short: str
) -> None:
    earlier, answer = _answer(desk, before), _answer(desk, text, before)
    assert answer.short_answer == short
    assert answer.citations[-1].quote == earlier.citations[0].quote
    assert {c.document.id for c in answer.citations} == {earlier.citations[0].document.id}


def test_what_was_understood_shows_both_turns(desk: Desk) -> None:
    assert _answer(desk, "Khi nào?", OFFICE).understood.text == f"{OFFICE.rstrip('?')} – Khi nào?"


def test_when_something_happens_is_not_answered_with_when_it_was_said(desk: Desk) -> None:
    assert isinstance(desk.ask(Request("khi nào?", (PEOPLE,))), Refusal)


def test_another_matter_takes_the_place_of_the_one_asked_about() -> None:
    assert resolved("còn về giải ngân thì sao?", [OFFICE], Corpus()) == "Ông Đặng Minh Thông yêu cầu gì về giải ngân?"
    assert resolved("thế còn chuyện giáo dục?", ["Ông Đặng Minh Thông nói gì?"], Corpus()).endswith(
        "nói gì về giáo dục?"
    )


@pytest.mark.parametrize(
    ("before", "text", "short"),
    [
        ("Phường Tân Khánh có bao nhiêu dân?", "còn đảng viên?", "1.553 đảng viên"),
        ("phuong tan khanh co bao nhieu dan", "con dang vien", "1.553 đảng viên"),
        ("Phường Bình Dương rộng bao nhiêu?", "thế còn dân số thì sao?", "trên 107.700 người"),
        (PEOPLE, "còn diện tích?", "hơn 58km²"),
    ],
)
def test_how_many_of_something_else_is_no_longer_asked_of_the_first(
    desk: Desk, before: str, text: str, short: str
) -> None:
    assert _answer(desk, text, before).short_answer == short


def test_he_is_whom_the_answer_before_named(desk: Desk) -> None:
    who = "Ai chủ trì buổi làm việc với phường Bình Trưng ngày 29-10?"
    assert _answer(desk, "Ông ấy giữ chức vụ gì?", who).short_answer == "Phó Bí thư Thành ủy TPHCM"
    told = _answer(desk, "Ông ấy yêu cầu gì về giải ngân?", who)
    assert "Đặng Minh Thông" in told.understood.text
    assert "giải ngân" in told.text


def test_he_is_who_said_the_answer_before_where_it_names_nobody(desk: Desk) -> None:
    result = desk.ask(Request("Ông ấy kiến nghị gì?", (PEOPLE,)))
    assert "Nguyễn Văn Đông" in result.understood.text


def test_nobody_is_taken_for_him_where_nothing_was_answered_before(desk: Desk) -> None:
    assert isinstance(desk.ask(Request("Ông ấy giữ chức gì?", ("Giá vàng hôm nay bao nhiêu?",))), Refusal)


@given(
    st.lists(
        st.sampled_from([CAMERAS, OFFICE, PEOPLE, "khi nào?", "ai nói vậy?", "còn về y tế?", "ông ấy nói gì?", "?"]),
        max_size=6,
    )
)
def test_any_run_of_turns_is_understood(turns: list[str]) -> None:
    assert understand("khi nào?", turns).text


@pytest.mark.parametrize(
    ("before", "text", "asked"),
    [
        ("Giám đốc Sở Y tế tỉnh Bắc Giang là ai?", "phó là ai?", "Phó Giám đốc Sở Y tế tỉnh Bắc Giang là ai?"),
        ("Kết quả thi năm 2024 công bố ngày nào?", "năm 2023 thì sao?", "Kết quả thi năm 2023 công bố ngày nào?"),
        ("Phường giải ngân bao nhiêu %?", "bao nhiêu hộ vướng?", "Phường giải ngân – bao nhiêu hộ vướng?"),
    ],
)
def test_a_follow_up_changes_the_rank_the_year_or_what_is_counted(before: str, text: str, asked: str) -> None:
    assert resolved(text, [before], Corpus()) == asked


@pytest.mark.parametrize("text", ["còn abcxyz thì sao?", "còn Lái Thiêuu thì sao?", "thế còn Bến Nghé?"])
def test_what_is_asked_about_anew_and_stands_nowhere_does_not_get_the_old_answer(desk: Desk, text: str) -> None:
    before = "Phường Bình Dương có bao nhiêu dân?"
    assert isinstance(desk.ask(Request(before)), Answer)
    assert isinstance(desk.ask(Request(text, (before,))), Refusal)
