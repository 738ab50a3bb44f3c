"""An LLM's answer passes the same check as any other; its endpoint may fail, lie or be no model at all."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from index.errors import EndpointMissing
from rag.answers import Answer, Clarification, Refusal, Result
from rag.ask import Desk, Request
from tests.llm_server import endpoint, local_model, replies, says, unused_address

# The sentence with the figure is the first source that the model is shown, so an honest model cites [1].
POPULATION = "Phường Bình Dương có dân số bao nhiêu?"


def _asked(desk: Desk, url: str, question: str = POPULATION) -> Result:
    settings = replace(desk.library.settings, answerer="llm", llm_model="m", llm_url=url, llm_timeout=20.0)
    return Desk(desk.library, settings, desk.today).ask(Request(question))


def _said(desk: Desk, text: str, question: str = POPULATION) -> Result:
    with endpoint(says(text)) as served:
        return _asked(desk, served.url, question)


@pytest.fixture(scope="module")
def real_model() -> Iterator[str]:
    """Serve the small real model."""
    with local_model() as model:
        yield model.url


def test_a_faithful_sentence_of_the_model_is_shown_with_its_citation(desk: Desk) -> None:
    result = _said(desk, "Phường Bình Dương có dân số trên 107.700 người. [1]")
    assert isinstance(result, Answer)
    assert (result.text, result.answerer) == ("Phường Bình Dương có dân số trên 107.700 người. [1]", "llm:m")
    assert "107.700" in result.citations[0].quote


@pytest.mark.parametrize(
    ("lie", "reason"),
    [
        ("Phường Bình Dương có dân số trên 170.700 người. [1]", "number"),
        ("Phường Bình Dương có dân số trên 107.700 người. [9][77]", "unsupported"),
        ("Phường Bình Dương có dân số trên 107.700 người.", "unsupported"),
        ("Phường Tân Hiệp có dân số trên 107.700 người. [1]", "place"),
    ],
)
def test_a_false_or_uncited_sentence_is_withheld_and_the_verbatim_answer_given(
    desk: Desk, lie: str, reason: str
) -> None:
    result = _said(desk, lie)
    assert isinstance(result, Answer)
    assert [withheld.reason for withheld in result.withheld] == [reason]
    assert (result.answerer, result.short_answer) == ("extractive", "trên 107.700 người")
    assert [notice.code for notice in result.notices] == ["llm_withheld"]


def test_of_a_true_and_a_false_sentence_only_the_true_one_is_shown(desk: Desk) -> None:
    result = _said(desk, "Phường Bình Dương có diện tích hơn 58km². [1]\nPhường Bình Dương có 99 trường học. [1]")
    assert isinstance(result, Answer)
    assert [s.text for s in result.sentences] == ["Phường Bình Dương có diện tích hơn 58km²."]
    assert [w.reason for w in result.withheld] == ["number"]


def test_a_model_that_finds_nothing_leads_to_a_refusal(desk: Desk) -> None:
    assert isinstance(_said(desk, "KHÔNG CÓ"), Refusal)


def test_a_model_never_sees_what_was_said_of_another_ward(desk: Desk) -> None:
    with endpoint(says("Phường Bến Nghé có dân số trên 107.700 người. [1]")) as served:
        result = _asked(desk, served.url, "Phường Bến Nghé có dân số bao nhiêu?")
        assert isinstance(result, Refusal)
        assert not any("107.700" in request.body.decode("unicode_escape") for request in served.requests)


def test_an_endpoint_that_is_gone_gives_the_verbatim_answer_and_says_so(desk: Desk) -> None:
    result = _asked(desk, unused_address())
    assert isinstance(result, Answer)
    assert (result.answerer, [n.code for n in result.notices]) == ("extractive", ["llm_failed"])
    assert result.short_answer == "trên 107.700 người"


def test_an_endpoint_that_fails_gives_the_verbatim_answer_and_says_so(desk: Desk) -> None:
    with endpoint(replies(b"no", status=500)) as served:
        result = _asked(desk, served.url)
    assert isinstance(result, Answer)
    assert (result.answerer, [n.code for n in result.notices]) == ("extractive", ["llm_failed"])


def test_an_ambiguous_question_is_asked_back_without_asking_the_model(desk: Desk) -> None:
    with endpoint(says("Phường có 871 đảng viên. [1]")) as served:
        result = _asked(desk, served.url, "phường có bao nhiêu đảng viên?")
        assert isinstance(result, Clarification)
        assert served.requests == []


@pytest.mark.parametrize("question", [POPULATION, "Đồng chí Đặng Minh Thông yêu cầu gì về trụ sở phường Bình Trưng?"])
def test_whatever_a_real_small_model_writes_only_checked_sentences_are_shown(
    desk: Desk, real_model: str, question: str
) -> None:
    result = _asked(desk, real_model, question)
    for citation in result.citations if isinstance(result, Answer) else ():
        assert citation.document.text[citation.start : citation.end] == citation.quote
    for sentence in result.sentences if isinstance(result, Answer) else ():
        assert sentence.verdict.supported


def test_an_llm_without_endpoint_is_an_error_before_anything_is_asked(desk: Desk) -> None:
    with pytest.raises(EndpointMissing):
        Desk(desk.library, replace(desk.library.settings, answerer="llm"))
