"""What is told beside an answer, or in its place, is told in the language of the question."""

import datetime as dt
import re
from collections.abc import Mapping

import pytest

from index.errors import EndpointFailed
from index.former_units import FormerUnit
from index.segments import Filters
from rag import remarks
from rag.answers import Reason, Refusal
from rag.ask import Desk, Request

_FIELD = re.compile(r"\{(\w+)\}")
_VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


@pytest.mark.parametrize("texts", [remarks._REFUSALS, remarks._NOTHING_ELSE, remarks._SAID])
def test_each_text_stands_in_both_languages_with_facts_that_are_known(texts: Mapping[str, Mapping[str, str]]) -> None:
    assert texts["vi"].keys() == texts["en"].keys()
    for code, english in texts["en"].items():
        assert not _VIETNAMESE.search(english)
        assert set(_FIELD.findall(english)) <= set(_FIELD.findall(texts["vi"][code]))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("What is the price of gold today?", "The documents do not say this, so there is no answer."),
        ("Giá vàng hôm nay là bao nhiêu?", "Câu hỏi nằm ngoài nội dung các văn bản đã nạp nên không trả lời."),
        (
            "Who is the party secretary of Binh Trung ward?",
            "The documents do not say who holds the office asked about, so there is no answer.",
        ),
        ("Ai là giám đốc sở y tế?", "Các văn bản đã nạp không nêu ai là giám đốc sở y tế, nên không trả lời."),
    ],
)
def test_a_refusal_is_in_the_language_of_its_question(desk: Desk, text: str, message: str) -> None:
    result = desk.ask(Request(text))
    assert isinstance(result, Refusal)
    assert result.message == message


def test_a_place_is_named_in_a_refusal_as_within_a_sentence(desk: Desk) -> None:
    result = desk.ask(Request("PHƯỜNG BÌNH DƯƠNG CÓ BAO NHIÊU ĐẢNG VIÊN?"))
    assert isinstance(result, Refusal)
    assert result.reason is Reason.OTHER_PLACE
    assert "điều này về phường Bình Dương; chỉ có" in result.message


def test_a_filter_is_told_about_in_the_language_of_the_question(desk: Desk) -> None:
    asked = Request("What is the population of Binh Duong ward?", filters=Filters(place="phường Bến Nghé"))
    result = desk.ask(asked)
    assert isinstance(result, Refusal)
    assert result.notices
    assert not _VIETNAMESE.search(result.message)
    assert result.message.startswith("The documents that fit the filter ")
    assert result.message.endswith("Remove the filter to ask all documents.")


def test_days_names_and_failures_are_told_in_english() -> None:
    old, new = dt.date(2024, 5, 3), dt.date(2025, 9, 17)
    assert remarks.newer_leads(new, [(old, "100")], "en") == (
        "Answered from the newest document (2025-09-17); a document of 2024-05-03 has “100”."
    )
    assert remarks.replaced("1/2024", "2/2025", new, "en", whole=False) == (
        "“1/2024” has been amended in part by “2/2025” (2025-09-17); compare them before use."
    )
    unit = FormerUnit("A", "B", "C", ("D",), "E")
    assert remarks.former_unit(unit, "en").startswith("A (B, C) has belonged to D (E) since 1 July 2025; the question")
    failure = EndpointFailed(where="http://127.0.0.1:1", found="timed out", problem="timeout")
    assert "http://127.0.0.1:1 stopped halfway (timed out)" in remarks.broke_off(failure, "en")
