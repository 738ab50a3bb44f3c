"""The answer is whole: of each ward that was asked about, and the list instead of the sentence that counts it."""

from index.places import is_ward
from index.text import comparable
from rag.answers import Answer
from rag.ask import Desk, Request


def _answer(desk: Desk, question: str) -> Answer:
    result = desk.ask(Request(question))
    assert isinstance(result, Answer), result
    return result


def test_each_of_several_wards_is_answered_for_itself(desk: Desk) -> None:
    answer = _answer(desk, "Phường Bình Dương và phường Tân Khánh có dân số bao nhiêu?")
    assert "107.700" in answer.text
    assert "152.000" in answer.text
    assert answer.short_answer is None


def test_of_several_wards_the_one_without_an_answer_is_told(desk: Desk) -> None:
    answer = _answer(desk, "Phường Bình Trưng và phường Bình Dương có bao nhiêu đảng viên?")
    assert [notice.code for notice in answer.notices] == ["part_unanswered"]
    assert "phường Bình Dương" in answer.notices[0].message


def test_which_ward_has_how_many_is_answered_for_every_ward(desk: Desk) -> None:
    answer = _answer(desk, "Phường nào có bao nhiêu đảng viên?")
    wards = {comparable(p) for s in answer.sentences for p in s.context.places if is_ward(comparable(p))}
    assert wards == {"phường tân hiệp", "phường tân khánh", "phường bình trưng"}
    assert answer.short_answer is None


def test_a_list_is_given_and_not_the_sentence_that_counts_it(desk: Desk) -> None:
    answer = _answer(desk, "Ba khâu đột phá của phường Tân Phước là gì?")
    assert answer.sentences[0].text.startswith("Về ba khâu đột phá, phường chủ động")


def test_what_somebody_ordered_on_a_day_is_answered_with_all_of_that_day(desk: Desk) -> None:
    answer = _answer(desk, "Ông Đặng Minh Thông yêu cầu gì ngày 26-9?")
    assert len(answer.sentences) > 2
    assert {(s.context.speaker, f"{s.context.date:%d-%m}") for s in answer.sentences if s.context.date} == {
        ("Đặng Minh Thông", "26-09")
    }


def test_two_wards_that_are_compared_are_both_answered(desk: Desk) -> None:
    result = desk.ask(Request("phường tân hiệp dân số nhiều hơn tân khánh không"))
    assert isinstance(result, Answer)
    assert "147.000" in result.text
    assert "152.000" in result.text


def test_what_a_paper_is_about_is_told_by_a_sentence_near_its_number_or_not_at_all(desk: Desk) -> None:
    result = desk.ask(Request("kế hoạch 249 nói về gì"))
    assert not isinstance(result, Answer) or "249" in result.text
