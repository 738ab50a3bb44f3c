"""Search fuses meaning and words; filters come first."""

import datetime as dt
import unicodedata
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.segments import Filters
from index.text import fold
from rag.answers import Clarification
from rag.ask import Desk, Request
from rag.search import Sides, scaled


@given(st.dictionaries(st.integers(), st.floats(-1e6, 1e6), min_size=1))
def test_scaled_scores_keep_their_order_between_zero_and_one(scores: dict[int, float]) -> None:
    result = scaled(scores)
    assert all(0 <= value <= 1 for value in result.values())
    assert all(result[a] <= result[b] for a in scores for b in scores if scores[a] < scores[b])


def test_the_passage_that_holds_the_words_is_first(desk: Desk) -> None:
    hit = desk.search(Request("thiết lập đường dây nóng"), 3)[0]
    assert "đường dây nóng" in hit.passage.text


def test_hits_come_best_first_and_no_more_than_asked(desk: Desk) -> None:
    hits = desk.search(Request("chuyển đổi số"), 5)
    assert len(hits) == 5
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_a_hit_is_a_verbatim_slice_of_its_document(desk: Desk) -> None:
    for hit in desk.search(Request("đầu tư công"), 10):
        assert hit.document.text[hit.passage.start : hit.passage.end] == hit.passage.text


@pytest.mark.parametrize("text", ["dan so phuong tan khanh", "dân số phường Tân Khánh", "population of Tan Khanh ward"])
def test_a_question_finds_its_passage_however_it_is_typed(desk: Desk, text: str) -> None:
    assert any("152.000" in hit.passage.text for hit in desk.search(Request(text), 3))


def test_an_abbreviation_finds_the_written_out_form_and_the_reverse(desk: Desk) -> None:
    short = desk.search(Request("phó giám đốc sở giáo dục và đào tạo"), 3, Sides(dense=False))
    assert any("GD-ĐT" in hit.passage.text for hit in short)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("phường Bình Trứng có bao nhiêu dân", "phường Bình Trưng"),
        ("phường Lái Thiệu tổ chức đại hội khi nào", "phường Lái Thiêu"),
        ("Phường Tân Khánhh có bao nhiêu dân", "phường Tân Khánh"),
    ],
)
def test_a_ward_with_one_wrong_letter_is_looked_for_as_the_one_that_is_known(
    desk: Desk, typed: str, meant: str
) -> None:
    hits = desk.search(Request(typed), 3)
    assert any(meant in sentence.context.places for hit in hits for sentence in hit.passage.sentences)


def test_a_mistyped_person_brings_the_passages_of_the_known_one(desk: Desk) -> None:
    hits = desk.search(Request("Trần Lưu Quangg yêu cầu gì"), 3)
    assert any("Trần Lưu Quang" in (s.context.speaker or "") for hit in hits for s in hit.passage.sentences)


@pytest.mark.parametrize("spelt", [str.upper, partial(unicodedata.normalize, "NFD"), str.lower])
def test_case_and_composition_of_letters_change_no_hit(desk: Desk, spelt: Callable[[str], str]) -> None:
    text = "Phường Bình Dương hoà giải bao nhiêu vụ, thực hiện kỹ những việc gì?"
    hits = [hit.stored.id for hit in desk.search(Request(text), 10)]
    assert [hit.stored.id for hit in desk.search(Request(spelt(text)), 10)] == hits


@pytest.mark.parametrize("spelt", [str.upper, str.lower])
def test_a_person_is_known_in_whatever_case_the_name_is_typed(desk: Desk, spelt: Callable[[str], str]) -> None:
    text = "Ông Hoàng Nguyên Dinh yêu cầu gì?"
    hits = [hit.stored.id for hit in desk.search(Request(text), 5)]
    assert [hit.stored.id for hit in desk.search(Request(spelt(text)), 5)] == hits
    assert type(desk.ask(Request(spelt(text)))) is type(desk.ask(Request(text)))


@pytest.mark.parametrize("text", ["phường tân hiêp dân số", "PHƯỜNG TÂN HIÊP DÂN SỐ"])
def test_a_name_put_right_brings_its_level_word_once(desk: Desk, text: str) -> None:
    result = desk.ask(Request(text))
    assert isinstance(result, Clarification)
    assert [fold(choice) for choice in result.choices] == ["phuong tan hiep dan so"]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(place="phường Bình Trưng"),
        Filters(place="binh trung"),
        Filters(speaker="Đặng Minh Thông"),
        Filters(since=dt.date(2025, 10, 1)),
        Filters(until=dt.date(2025, 8, 31)),
        Filters(since=dt.date(2025, 9, 1), until=dt.date(2025, 9, 30), place="Bình Dương"),
    ],
)
def test_every_hit_is_within_the_filters(desk: Desk, filters: Filters) -> None:
    hits = desk.search(Request("phường cần làm gì", filters=filters), 10)
    assert hits
    for hit in hits:
        contexts = [s.context for s in hit.passage.sentences]
        assert hit.document.date is not None
        assert filters.since is None or hit.document.date >= filters.since
        assert filters.until is None or hit.document.date <= filters.until
        if filters.speaker:
            assert any(c.speaker == filters.speaker for c in contexts)
        if filters.place:
            name = "Bình Dương" if "Dương" in filters.place else "Bình Trưng"
            assert any(f"phường {name}" in c.places for c in contexts)


def test_a_side_that_is_switched_off_adds_nothing(desk: Desk) -> None:
    assert all(hit.parts["lexical"] == 0 for hit in desk.search(Request("đường dây nóng"), 5, Sides(lexical=False)))
    assert all(hit.parts["dense"] == 0 for hit in desk.search(Request("đường dây nóng"), 5, Sides(dense=False)))
