"""Impossible results do not construct."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Context, Document
from index.passages import document_of
from index.reading import Source
from rag.answers import Answer, AnswerSentence, Citation, Failure, Timings, Understood, Verdict

TEXT = "Chiều 17-9, phường Bình Dương họp.\nPhường có dân số trên 107.700 người. Phường có diện tích hơn 58km²."
DOCUMENT: Document = document_of(Source(Path("a.txt"), TEXT))[0]


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.text(max_size=20))
def test_a_citation_refuses_every_quote_that_is_not_the_document_s_own(start: int, end: int, quote: str) -> None:
    if quote and TEXT[start:end] == quote:
        assert Citation(1, DOCUMENT, start, end, quote).quote == quote
    else:
        with pytest.raises(ValueError, match="does not read"):
            Citation(1, DOCUMENT, start, end, quote)


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 40))
def test_a_citation_takes_every_verbatim_slice(start: int, length: int) -> None:
    quote = TEXT[start : start + length]
    assert Citation(1, DOCUMENT, start, start + len(quote), quote).quote == quote


def test_a_sentence_without_citation_cannot_be_shown() -> None:
    with pytest.raises(ValueError, match="without citation"):
        AnswerSentence("Phường có dân số trên 107.700 người.", (), Context())


def test_an_unsupported_sentence_cannot_be_shown() -> None:
    with pytest.raises(ValueError, match="without citation or support"):
        AnswerSentence("Phường có 107.701 người.", (1,), Context(), Verdict((Failure("number", "107.701"),)))


def test_an_answer_refuses_a_marker_without_citation() -> None:
    sentence = AnswerSentence("Phường họp.", (2,), Context())
    with pytest.raises(ValueError, match="every marker a citation"):
        _answer(sentence)


def test_an_answer_refuses_a_short_answer_that_no_quote_holds() -> None:
    sentence = AnswerSentence("Phường họp.", (1,), Context())
    with pytest.raises(ValueError, match="in no quote"):
        _answer(sentence, "107.701")


def test_the_text_of_an_answer_ends_each_sentence_with_its_markers() -> None:
    assert _answer(AnswerSentence("Phường họp.", (1,), Context())).text == "Phường họp. [1]"


def test_results_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        _answer(AnswerSentence("Phường họp.", (1,), Context())).confidence = 1.0  # type: ignore[misc]


def _answer(sentence: AnswerSentence, short: str | None = None) -> Answer:
    quote = "Phường có dân số trên 107.700 người."
    citation = Citation(1, DOCUMENT, TEXT.index(quote), TEXT.index(quote) + len(quote), quote)
    common = ("Hỏi?", Understood("Hỏi?"), 0.9, "extractive", Timings())
    return Answer(*common, sentences=(sentence,), citations=(citation,), short_answer=short)
