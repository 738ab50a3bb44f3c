"""Capitals are put where a text has none that mean anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.casing import as_sentence, with_capitals


@pytest.mark.parametrize("text", ["Phường Bình Dương có gì?", "Ai ở Hà Nội", "GDP của TPHCM là bao nhiêu"])
def test_a_text_with_capitals_stays_as_it_is(text: str) -> None:
    assert as_sentence(text) == text


def test_foreign_words_and_acronyms_get_the_capitals_they_are_written_with() -> None:
    assert as_sentence("liên xô bị tấn công ở zerel, tphcm khi nào") == "Liên xô bị tấn công ở Zerel, TPHCM khi nào"


def test_a_text_in_capitals_becomes_a_sentence() -> None:
    assert as_sentence("AI QUẢN LÝ KHU PHỐ?") == "Ai quản lý khu phố?"


def test_names_that_are_known_begin_with_capitals() -> None:
    text = "dân số phường bình dương"
    assert as_sentence(text, [(text.index("bình"), len(text))]) == "Dân số phường Bình Dương"


def test_known_names_alone_are_changed_amid_other_words() -> None:
    text = "dân số phường bình dương, TPHCM"
    written = with_capitals(text, [(text.index("bình"), text.index(","))])
    assert written == "dân số phường Bình Dương, TPHCM"


@given(st.text())
def test_only_the_case_of_letters_changes(text: str) -> None:
    made = as_sentence(text)
    assert len(made) == len(text)
    assert all(a == b or a in (b.lower(), b.upper()) for a, b in zip(made, text, strict=True))
