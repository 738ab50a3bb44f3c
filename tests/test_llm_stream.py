"""A language model's reply is read while it comes in: sentence by sentence, in time, and no longer than wanted."""

import importlib
import itertools
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import BlockKind, Context, DocumentId, Sentence
from index.errors import EndpointFailed
from index.settings import Settings
from rag.answers import Draft
from rag.llm import LlmComposer
from rag.reply import Reader, drafts
from tests.llm_server import EVENTS, Behaviour, Paced, chunk, dies_amid, endpoint, local_model, replies, says

QUESTION = "Phường Bình Dương rộng bao nhiêu?"
PATIENCE = 20.0  # seconds within which this machine does anything


def sentence(text: str) -> Sentence:
    return Sentence(DocumentId("d"), 0, len(text), text, BlockKind.BODY, Context())


POPULATION = sentence("Phường Bình Dương có dân số 107.700 người.")
AREA = sentence("Diện tích của phường là 58 km².")
SOURCES = (POPULATION, AREA)
FIRST, SECOND = Draft("Dân số là 107.700 người.", (POPULATION,)), Draft("Rộng 58 km².", (AREA,))


def composer(url: str, timeout: float = PATIENCE, stall: float = PATIENCE, tokens: int = 60) -> LlmComposer:
    settings = Settings(Path("home"), Path("cache"), llm_model="smollm2", llm_url=url)
    return LlmComposer(replace(settings, llm_timeout=timeout, llm_stall=stall, llm_max_tokens=tokens))


@pytest.fixture(scope="module", autouse=True)
def _client_loaded() -> None:
    """Import the client first: loading it takes seconds, which are not the endpoint's."""
    importlib.import_module("langchain_openai")


# Reading in parts


def read_in_parts(parts: list[str]) -> list[Draft]:
    reader = Reader(SOURCES)
    return [*itertools.chain.from_iterable(map(reader.read, [*parts, "\n"])), *reader.rest()]


SNIPPETS = [
    "[1]",
    "[",
    "2",
    "]",
    "[9]",
    "1,",
    " ",
    ". ",
    ".",
    "\n",
    "**",
    "- ",
    "KHÔNG CÓ",
    "TP.",
    "UBND. ",
    "Ông A. B",
]
WORDS = ["e\u0301", "Rộng 58 km²", "Dân số cả phường", "17. 9. ", "2025", "<think>", "<th", "Trả lời: ", "nguồn", "…"]
REPLIES = st.text() | st.lists(st.sampled_from([*SNIPPETS, *WORDS])).map("".join)


@given(REPLIES, st.lists(st.integers(1, 12), min_size=1))
def test_however_a_reply_is_cut_into_parts_its_drafts_are_the_same(reply: str, lengths: list[int]) -> None:
    ends = list(itertools.takewhile(lambda end: end < len(reply), itertools.accumulate(itertools.cycle(lengths))))
    parts = [reply[a:b] for a, b in itertools.pairwise([0, *ends, len(reply)])]
    assert read_in_parts(parts) == list(drafts(reply, SOURCES))


def test_a_sentence_is_a_draft_as_soon_as_its_markers_are_complete() -> None:
    reader = Reader(SOURCES)
    told = [list(reader.read(part)) for part in ("Dân số là 107.700 người. [1", "]", "\n", "Rộng 58 km². [2]", "\n")]
    assert told == [[], [], [FIRST], [], [SECOND]]


def test_in_a_line_a_sentence_is_a_draft_when_the_next_has_begun() -> None:
    reader = Reader(SOURCES)
    told = [list(reader.read(part)) for part in ("Dân số là 107.700 người [1]. ", "Phường này ", "còn rộng ", "tới")]
    assert told == [[], [], [], [FIRST]] or told == [[], [], [FIRST], []]


def test_thoughts_whose_beginning_was_not_sent_are_not_the_answer() -> None:
    assert read_in_parts(["Xem nào. Chắc là 5.", "\n", "</thi", "nk>Rộng 58 km². [2]"]) == [SECOND]


# Sentences come while the server writes


def test_a_sentence_comes_before_the_server_has_written_the_next() -> None:
    paced = Paced([f"{FIRST.text} [1]\n", f"{SECOND.text} [2]\n"])
    with endpoint(paced) as served:
        told = composer(served.url).stream(QUESTION, SOURCES)
        paced.go.release()
        assert next(told) == FIRST
        paced.go.release()
        assert next(told) == SECOND
        assert not paced.done.is_set()
        paced.go.release()
        assert list(told) == []


def test_after_three_sentences_the_request_is_broken_off() -> None:
    paced = Paced(["A. [1]\nB. [1]\nC. [1]\nD. [1]\n", "E. [1]"])
    with endpoint(paced) as served:
        paced.go.release()
        assert [draft.text for draft in composer(served.url).stream(QUESTION, SOURCES)] == ["A.", "B.", "C."]
        assert paced.left.wait(PATIENCE)


def test_closing_the_iterator_closes_the_connection() -> None:
    paced = Paced([f"{FIRST.text} [1]\n", f"{SECOND.text} [2]\n"])
    with endpoint(paced) as served:
        told = composer(served.url).stream(QUESTION, SOURCES)
        paced.go.release()
        next(told)
        started = time.perf_counter()
        told.close()
        assert paced.left.wait(PATIENCE)
        assert time.perf_counter() - started < 2


@pytest.mark.parametrize("parts", [0, 1], ids=["before the first word", "between two words"])
def test_a_stop_from_another_thread_closes_the_connection_while_a_sentence_is_waited_for(parts: int) -> None:
    paced, stop = Paced(["Phường rộng ", "58 km² [2]."]), threading.Event()
    if parts:
        paced.go.release(parts)
    with endpoint(paced) as served:
        threading.Timer(0.3, stop.set).start()
        started = time.perf_counter()
        assert list(composer(served.url).stream(QUESTION, SOURCES, stop)) == []
        assert paced.left.wait(PATIENCE)
        assert time.perf_counter() - started < 2


def test_a_real_model_that_is_left_alone_stops_writing() -> None:
    with local_model() as model:
        stop = threading.Event()
        threading.Timer(1.0, stop.set).start()
        list(composer(model.url, tokens=3000).stream("Tell me a very long story.", SOURCES, stop))
        assert stop.is_set()
        started = time.perf_counter()
        list(composer(model.url, tokens=1).stream("Hi", SOURCES))  # the server has one seat
        assert time.perf_counter() - started < 10


# Replies that go wrong on their way


BREAKS: dict[str, tuple[Behaviour, str]] = {
    "the connection breaks": (dies_amid(f"{FIRST.text} [1]\n", "Phường rộng 58"), "unreachable"),
    "the stream just ends": (says(f"{FIRST.text} [1]\nPhường rộng 58", end=None), "unreachable"),
    "an event is no JSON": (
        replies(chunk(f"{FIRST.text} [1]\n") + b"data: {[[\n\n", kind=EVENTS),
        "reply",
    ),
    "nothing more comes": (Paced([f"{FIRST.text} [1]\n", "…"], go=threading.Semaphore(1)), "timeout"),
}


@pytest.mark.parametrize(("behaviour", "problem"), BREAKS.values(), ids=BREAKS.keys())
def test_a_reply_that_breaks_off_gives_what_was_complete_then_fails_and_is_not_asked_again(
    behaviour: Behaviour, problem: str
) -> None:
    with endpoint(behaviour) as served:
        told = composer(served.url, stall=0.5).stream(QUESTION, SOURCES)
        assert next(told) == FIRST
        with pytest.raises(EndpointFailed) as failure:
            next(told)
    assert failure.value.facts["problem"] == problem
    assert len(served.requests) == 1


def test_a_pause_is_no_stall_before_the_first_word() -> None:
    paced = Paced([f"{FIRST.text} [1]\n"])
    with endpoint(paced) as served:
        threading.Timer(1.0, paced.go.release, [2]).start()
        assert list(composer(served.url, stall=0.3).stream(QUESTION, SOURCES)) == [FIRST]


def test_a_reply_that_never_pauses_ends_with_its_time() -> None:
    paced = Paced(["la "] * 10_000, go=threading.Semaphore(0))
    over = threading.Event()

    def drip() -> None:
        while not over.wait(0.05):
            paced.go.release()

    with endpoint(paced) as served:
        threading.Thread(target=drip, daemon=True).start()
        started = time.perf_counter()
        with pytest.raises(EndpointFailed) as failure:
            list(composer(served.url, timeout=1.0, stall=0.5).stream(QUESTION, SOURCES))
        over.set()
        assert 0.9 < time.perf_counter() - started < 3
        assert paced.left.wait(PATIENCE)
    assert failure.value.facts["problem"] == "timeout"


def test_a_failure_before_the_first_word_is_tried_once_more() -> None:
    answers = iter([replies(b"busy", 503), says(f"{FIRST.text} [1]")])
    with endpoint(lambda handler, over: next(answers)(handler, over)) as served:
        assert list(composer(served.url).stream(QUESTION, SOURCES)) == [FIRST]
    assert len(served.requests) == 2


def test_a_sentence_that_the_token_budget_cut_off_is_not_read() -> None:
    with endpoint(says(f"{FIRST.text} [1]\n[2] Rộng 58", end="length")) as served:
        assert list(composer(served.url).stream(QUESTION, SOURCES)) == [FIRST]


def test_an_endpoint_that_writes_more_than_it_should_is_not_read_to_its_end() -> None:
    with endpoint(replies(chunk("Không có nguồn nào. " * 1000) * 100 + chunk(None, "stop"), kind=EVENTS)) as served:
        assert len(list(composer(served.url).stream(QUESTION, SOURCES))) <= 3


def test_one_visitor_who_leaves_takes_nothing_from_another() -> None:
    leaves, stays = Paced([f"{FIRST.text} [1]\n", "…"]), Paced([f"{FIRST.text} [1]\n", f"{SECOND.text} [2]\n"])
    seats = iter([leaves, stays])
    with endpoint(lambda handler, over: next(seats)(handler, over)) as served:
        asked = composer(served.url)
        leaving, staying = asked.stream(QUESTION, SOURCES), asked.stream(QUESTION, SOURCES)
        leaves.go.release()
        stays.go.release()
        assert (next(leaving), next(staying)) == (FIRST, FIRST)
        leaving.close()
        assert leaves.left.wait(PATIENCE)
        stays.go.release(2)
        assert list(staying) == [SECOND]
