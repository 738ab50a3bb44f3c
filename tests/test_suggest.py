"""Names that nobody bears are put right where only one can be meant; any other name that is unknown is asked back."""

import pytest

from index.segments import Filters
from rag.answers import Answer, Clarification, Reason, Refusal
from rag.ask import Desk, Request
from rag.corpus import Corpus
from rag.named import named_facts
from rag.suggest import understood


@pytest.mark.parametrize("ward", ["phường Bình Dươg", "phường Bihn Dương", "phường Bình Dươngg"])
def test_a_ward_that_is_no_vietnamese_name_is_taken_for_the_only_one_near_and_said_so(desk: Desk, ward: str) -> None:
    result = desk.ask(Request(f"Dân số {ward} là bao nhiêu?"))
    assert isinstance(result, Answer)
    assert result.short_answer == "trên 107.700 người"
    assert [notice.code for notice in result.notices] == ["mistyped_name"]
    assert ward in result.notices[0].message
    assert "“phường Bình Dương”" in result.notices[0].message


def test_a_slip_that_may_mean_a_ward_of_elsewhere_as_well_is_only_offered() -> None:
    corpus = Corpus(places=frozenset({"phường phú lợi"}))  # there are communes of Phú Lộc
    question, near = understood("Dân số phường Phú Lợj?", (), Filters(), corpus)
    assert not question.mistyped
    assert [m.name for m in near] == ["phường phú lợi"]
    question, _ = understood("Dân số phường Phú Lợij?", (), Filters(), corpus)
    assert question.text == "Dân số phường Phú Lợi?"


@pytest.mark.parametrize("name", ["Phường Bình Trung", "Ông Đặng Minh Thôn"])
def test_a_name_that_somebody_may_bear_is_asked_back(desk: Desk, name: str) -> None:
    result = desk.ask(Request(f"{name} nói gì về trụ sở mới?"))
    assert isinstance(result, Clarification)


@pytest.mark.parametrize(
    "text",
    [
        "Phường có bao nhiêu đảng viên?",
        "Phường Bình Trung có bao nhiêu đảng viên?",
        "How many party members does the ward have?",
    ],
)
def test_a_question_that_is_offered_is_answered(desk: Desk, text: str) -> None:
    result = desk.ask(Request(text))
    assert isinstance(result, Clarification)
    assert all(isinstance(desk.ask(Request(choice)), Answer) for choice in result.choices)


def test_a_question_refused_for_its_place_is_offered_of_the_place_that_has_an_answer(desk: Desk) -> None:
    result = desk.ask(Request("phường bình dương có bao nhiêu đảng viên?"))
    assert isinstance(result, Refusal)
    assert result.instead == ("Phường Bình Trưng có bao nhiêu đảng viên?",)
    assert isinstance(desk.ask(Request(result.instead[0])), Answer)


@pytest.mark.parametrize("text", ["Phường Lái Thiêu có bao nhiêu trường học?", "Giá vàng hôm nay là bao nhiêu?"])
def test_nothing_is_offered_where_nothing_like_it_is_answered(desk: Desk, text: str) -> None:
    result = desk.ask(Request(text))
    assert isinstance(result, Refusal)
    assert result.instead == ()


def test_a_question_that_would_not_be_answered_is_not_offered(desk: Desk) -> None:
    assert isinstance(desk.ask(Request("Phường Bình Trung có bao nhiêu trường học?")), Refusal)


def test_a_known_name_is_left_as_it_is(desk: Desk) -> None:
    assert not desk.ask(Request("Dân số phường Bình Dương là bao nhiêu?")).notices


@pytest.mark.parametrize(
    "text",
    [
        "dân số phường đa kao",
        "dan so phuong da kao",
        "số đảng viên phường bến nghé",
        "What is the population of Ben Nghe ward?",
        "What is the population of the ward of Nowhere?",
    ],
)
def test_a_ward_that_no_document_names_is_a_ward_however_it_is_typed(desk: Desk, text: str) -> None:
    result = desk.ask(Request(text))
    assert isinstance(result, Refusal)
    assert result.reason is Reason.OTHER_PLACE


def test_a_mistyped_ward_of_an_english_question_is_put_right(desk: Desk) -> None:
    result = desk.ask(Request("What is the population of Binh Duog ward?"))
    assert isinstance(result, Answer)
    assert result.short_answer == "trên 107.700 người"
    assert [notice.code for notice in result.notices] == ["mistyped_name"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("dân số phường tân khan", ["phường tân khan"]),
        ("xã biên giới cần gì", []),
    ],
)
def test_words_behind_a_level_are_a_ward_only_where_they_are_no_words_of_the_language(
    text: str, names: list[str]
) -> None:
    corpus = Corpus(places=frozenset({"phường tân khánh"}))
    assert [fact.value for fact in named_facts(text, corpus)] == names
