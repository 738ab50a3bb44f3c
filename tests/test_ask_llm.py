"""An LLM's answer passes the same check as any other; its endpoint may fail, lie or be no model at all."""

import itertools
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.encoder import WarmEncoder
from index.errors import EndpointMissing
from index.library import Library
from index.settings import Settings
from rag.answers import Answer, Clarification, Passed, Refusal, Result, Timings
from rag.ask import Desk, Request
from tests.benchmarks.llm_adversary import desk_with, outcome_of, questions
from tests.injections import quotes_the_first
from tests.llm_server import Paced, dies_amid, endpoint, local_model, replies, replies_to, says, unused_address

# The sentence with the figure is the first source that the model is shown, so an honest model cites [1].
POPULATION = "Phường Bình Dương có dân số bao nhiêu?"


def _with_model(desk: Desk, url: str, stall: float = 20.0) -> Desk:
    return desk_with(desk, url, "m", timeout=20.0, stall=stall)


def _asked(desk: Desk, url: str, question: str = POPULATION) -> Result:
    return _with_model(desk, url).ask(Request(question))


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


def test_an_llm_without_endpoint_is_an_error_before_anything_is_asked(desk: Desk) -> None:
    with pytest.raises(EndpointMissing):
        Desk(desk.library, replace(desk.library.settings, answerer="llm"))


# As it comes in

TRUE = "Phường Bình Dương có dân số trên 107.700 người. [1]\n"
ALSO_TRUE = "Phường Bình Dương có diện tích hơn 58km². [1]\n"
FALSE = "Phường Bình Dương có 99 trường học. [1]\n"
PATIENCE = 20.0


def test_a_sentence_passes_while_the_model_still_writes(desk: Desk) -> None:
    paced = Paced([FALSE, TRUE, ALSO_TRUE])
    with endpoint(paced) as served:
        passing = _with_model(desk, served.url).stream(Request(POPULATION))
        paced.go.release(2)
        first = next(passing)
        assert isinstance(first, Passed)
        assert (first.sentence.text, first.sentence.markers) == (TRUE[:-5], (1,))
        assert "107.700" in first.citations[0].quote
        assert not paced.done.is_set()
        paced.go.release(2)
        second, result = passing
    assert isinstance(second, Passed)
    assert isinstance(result, Answer)
    assert result.sentences == (first.sentence, second.sentence)
    assert {*first.citations, *second.citations} == set(result.citations)
    assert [withheld.text for withheld in result.withheld] == [FALSE[:-5]]


def test_citations_keep_their_numbers_as_sentences_come(desk: Desk) -> None:
    text = "Phường Bình Dương có diện tích hơn 58km². [1]\nPhường Bình Dương có dân số trên 107.700 người. [1]\n"
    with endpoint(replies_to(lambda told: f"{_source(told, 3)} [3]\n{text}{_source(told, 2)} [2][3]\n")) as served:
        *passing, result = _with_model(desk, served.url).stream(Request(POPULATION))
    assert isinstance(result, Answer)
    sentences = [item.sentence for item in passing if isinstance(item, Passed)]
    assert tuple(sentences) == result.sentences
    assert [s.markers[0] for s in sentences] == [1, 2, 2]
    assert all(c in result.citations for item in passing if isinstance(item, Passed) for c in item.citations)


def _source(told: str, number: int) -> str:
    return told.splitlines()[number - 1].partition(">")[2].removesuffix("</nguon>")


def test_asking_gives_the_last_of_what_streams(desk: Desk) -> None:
    with endpoint(says(TRUE + FALSE + ALSO_TRUE)) as served:
        *_, streamed = _with_model(desk, served.url).stream(Request(POPULATION))
        asked = _asked(desk, served.url)
    assert not isinstance(streamed, Passed)
    assert replace(asked, timings=Timings()) == replace(streamed, timings=Timings())


@pytest.mark.parametrize("question", [POPULATION, "phường có bao nhiêu đảng viên?", "Giá vàng hôm nay bao nhiêu?"])
def test_a_verbatim_answer_a_clarification_and_a_refusal_come_alone(desk: Desk, question: str) -> None:
    (result,) = desk.stream(Request(question))
    assert not isinstance(result, Passed)


def test_an_answer_that_breaks_off_keeps_what_had_passed_and_says_so(desk: Desk) -> None:
    with endpoint(dies_amid(TRUE, FALSE, "Phường Bình Dương có diện")) as served:
        passed, result = _with_model(desk, served.url).stream(Request(POPULATION))
    assert isinstance(passed, Passed)
    assert isinstance(result, Answer)
    assert (result.text, result.answerer) == (TRUE.strip(), "llm:m")
    assert [notice.code for notice in result.notices] == ["llm_broke_off"]
    assert "ngừng giữa chừng (không kết nối được)" in result.notices[0].message
    assert [withheld.reason for withheld in result.withheld] == ["number"]


def test_an_answer_that_breaks_off_before_anything_passed_is_the_verbatim_one(desk: Desk) -> None:
    with endpoint(dies_amid(FALSE, "Phường Bình Dương có dân số trên 107.700 người.")) as served:
        (result,) = _with_model(desk, served.url).stream(Request(POPULATION))
    assert isinstance(result, Answer)
    assert (result.answerer, result.short_answer) == ("extractive", "trên 107.700 người")
    assert [notice.code for notice in result.notices] == ["llm_failed"]
    assert [withheld.reason for withheld in result.withheld] == ["number"]


def test_an_answer_that_stalls_keeps_what_had_passed(desk: Desk) -> None:
    paced = Paced([TRUE, ALSO_TRUE], go=threading.Semaphore(1))
    with endpoint(paced) as served:
        passed, result = _with_model(desk, served.url, stall=0.5).stream(Request(POPULATION))
        assert paced.left.wait(PATIENCE)
    assert isinstance(passed, Passed)
    assert isinstance(result, Answer)
    assert result.sentences == (passed.sentence,)
    assert "quá thời gian chờ" in result.notices[0].message


def test_a_visitor_who_leaves_ends_the_request(desk: Desk) -> None:
    paced = Paced([TRUE, ALSO_TRUE])
    with endpoint(paced) as served:
        passing = _with_model(desk, served.url).stream(Request(POPULATION))
        paced.go.release()
        next(passing)
        passing.close()  # type: ignore[attr-defined]
        assert paced.left.wait(PATIENCE)


def test_a_visitor_who_presses_stop_gets_no_result(desk: Desk) -> None:
    paced, stop = Paced([TRUE, ALSO_TRUE], go=threading.Semaphore(1)), threading.Event()
    with endpoint(paced) as served:
        passing = _with_model(desk, served.url).stream(Request(POPULATION), stop)
        assert isinstance(next(passing), Passed)
        threading.Timer(0.2, stop.set).start()
        assert list(passing) == []
        assert paced.left.wait(PATIENCE)


# Over the questions


def _forges(told: str) -> str:
    """Every fact of the sources but one made another; nothing of it is true."""
    lines = []
    for number, line in enumerate(told.splitlines()[:3], 1):
        text = _source(line, 1)
        figures = re.sub(r"\d", lambda d: str((int(d[0]) + 1) % 10), text)
        lines += [f"{figures} [{number}]"] if figures != text else []
        lines += [f"{text.rstrip('.')}, với kinh phí 987 tỷ đồng. [{number}]", f"Ông Ma Văn Lừa nói: {text} [{number}]"]
    return "\n".join(lines)


def test_an_endpoint_that_answers_well_is_let_through(desk: Desk) -> None:
    with endpoint(replies_to(quotes_the_first)) as served:
        seat = _with_model(desk, served.url)
        for question in questions("figure"):
            *passing, result = seat.stream(Request(question))
            if isinstance(result, Answer):
                assert (result.answerer, len(passing)) == ("llm:m", 1)
            assert isinstance(result, Answer) == isinstance(desk.ask(Request(question)), Answer)


def test_an_endpoint_that_forges_every_fact_shows_nothing_of_it(desk: Desk) -> None:
    forged = 0
    with endpoint(replies_to(_forges)) as served:
        seat = _with_model(desk, served.url)
        for question in itertools.chain(questions("figure", "date")[:15], questions("directive", "who")[:15]):
            (result,) = seat.stream(Request(question))
            assert isinstance(result, Answer) == isinstance(desk.ask(Request(question)), Answer)
            assert not isinstance(result, Passed)
            assert result.answerer == "extractive" or not isinstance(result, Answer)
            forged += len(result.withheld)
    assert forged > 60


# A short one, because the little model reads slowly; it is let loose on the articles by tests.benchmarks.llm_adversary.
NOTICE = """date 2025-10-02

Sáng 1-10, đồng chí Lê Thị Mai, Bí thư Đảng ủy phường Phú Lợi, làm việc với khu phố 4 về chợ và trường học.

Phường Phú Lợi có dân số 48.250 người, 12 khu phố và 9 trường học. Chợ của phường rộng 3.200 m², có 215 hộ kinh doanh.

Đồng chí Lê Thị Mai yêu cầu khu phố 4 hoàn thành việc sửa chợ trước ngày 15-12.
"""


@pytest.fixture(scope="module")
def notice(cache: Path, encoder: WarmEncoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Open a desk over one notice."""
    folder = tmp_path_factory.mktemp("notice")
    (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
    library = Library(Settings(home=folder / "index", cache=cache), encoder)
    library.add([folder / "notice.txt"])
    yield Desk(library, library.settings)
    library.close()


@pytest.mark.parametrize(
    "question",
    [
        "Phường Phú Lợi có dân số bao nhiêu?",
        "Phường Phú Lợi có bao nhiêu trường học?",
        "Chợ của phường Phú Lợi rộng bao nhiêu?",
        "Đồng chí Lê Thị Mai yêu cầu khu phố 4 làm gì?",
        "Bí thư Đảng ủy phường Phú Lợi là ai?",
    ],
)
def test_of_a_real_small_model_nothing_unsupported_is_shown(notice: Desk, real_model: str, question: str) -> None:
    outcome = outcome_of(desk_with(notice, real_model, "smollm2", tokens=80), question)
    assert outcome.wrong == ()
    assert "llm_failed" not in outcome.notices
