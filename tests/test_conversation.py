"""Promises of a visitor's conversation, whatever order the visitor's clicks come in."""

import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from index.documents import Context, Document, DocumentId
from index.errors import QuestionTooLong
from index.segments import Filters
from index.settings import Settings
from rag.answers import AnswerSentence, Citation, Passed, Refusal, Result, Timings, Understood
from rag.ask import Request
from ui import address, wording
from ui.conversation import Screen, Visit, asked, failed, opened, stopped


class _Desk:
    """A desk that refuses everything, after the sentences that pass, and what the test wants to happen meanwhile."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None, passing: Sequence[Passed] = ()) -> None:
        self.meanwhile = meanwhile
        self.passing = passing
        self.requests: list[Request] = []

    def stream(self, request: Request, stop: threading.Event | None = None) -> Iterator[Passed | Result]:
        self.requests.append(request)
        for passed in self.passing:
            if stop and stop.is_set():
                return
            yield passed
        self.meanwhile()
        if not (stop and stop.is_set()):
            yield Refusal(request.text, Understood(request.text), 0.0, "extractive", Timings(), message="Không rõ.")

    def examples(self, n: int) -> tuple[str, ...]:
        return ("Ví dụ một?", "Ví dụ hai?")[:n]


def _too_long() -> None:
    raise QuestionTooLong(found=9, wanted=5)


def _all(desk: _Desk, visit: Visit, question: str) -> list[Screen]:
    return list(asked(desk, visit, question))


def test_work_is_announced_at_once_and_then_the_reply_is_shown() -> None:
    first, last = _all(_Desk(), Visit(), "Một?")
    assert first.taken
    assert wording.WORKING in first.conversation
    assert not last.taken
    assert wording.WORKING not in last.conversation
    assert "Không rõ." in last.conversation


@pytest.mark.parametrize(
    "greeting", ["Xin chào!", "Chào anh", "cám ơn bạn nhiều", "Em cảm ơn ạ.", "hello", "Thank you"]
)
def test_a_greeting_is_answered_in_kind_and_is_no_part_of_later_questions(greeting: str) -> None:
    desk, visit = _Desk(), Visit()
    *_, last = _all(desk, visit, greeting)
    assert wording.WORKING not in last.conversation
    assert desk.requests == []
    _all(desk, visit, "Còn phường Tân Hiệp?")
    assert [request.history for request in desk.requests] == [()]


@pytest.mark.parametrize(
    "text", ["Chào mừng đại hội thế nào?", "Ai cảm ơn đoàn công tác?", "hi vọng gì?", "Cảm ơn ai?"]
)
def test_a_question_with_a_word_of_greeting_is_asked(text: str) -> None:
    desk = _Desk()
    _all(desk, Visit(), text)
    assert [request.text for request in desk.requests] == [text]


def test_the_desk_is_told_the_visitors_earlier_questions_without_those_in_error() -> None:
    desk, visit = _Desk(), Visit()
    _all(desk, visit, "Một?")
    desk.meanwhile = _too_long
    _all(desk, visit, "Dài?")
    desk.meanwhile = lambda: None
    _all(desk, visit, "Hai?")
    assert desk.requests[-1] == Request("Hai?", history=("Một?",))


def test_the_desk_is_told_the_filters_and_the_reader_that_a_question_was_looked_up_in_them_alone() -> None:
    desk, visit, limits = _Desk(), Visit(), Filters(place="phường <Bình Dương>")
    *_, last = asked(desk, visit, "Một?", limits)
    assert desk.requests == [Request("Một?", filters=limits)]
    assert "Chỉ tìm trong phần khớp bộ lọc: nơi phường &lt;Bình Dương&gt;" in last.conversation
    *_, last = _all(desk, visit, "Hai?")
    assert last.conversation.count(wording.FILTERED_BY) == 1


def test_an_error_of_the_question_is_told_in_vietnamese() -> None:
    visit = Visit()
    *_, last = _all(_Desk(_too_long), visit, "Dài?")
    assert "Câu hỏi dài 9 ký tự" in last.conversation
    assert visit.asking is None


def test_a_second_question_is_not_taken_while_the_first_is_looked_up() -> None:
    visit = Visit()
    second: list[Screen] = []
    desk = _Desk(lambda: second.extend(asked(_Desk(), visit, "Hai?")))
    _all(desk, visit, "Một?")
    assert [screen.taken for screen in second] == [False]
    assert [turn.question for turn in visit.turns] == ["Một?"]


def test_a_reply_that_comes_after_a_new_conversation_was_opened_is_dropped() -> None:
    visit = Visit()
    desk = _Desk(lambda: opened(_Desk(), visit))
    *_, last = _all(desk, visit, "Một?")
    assert visit == Visit()
    assert "Một?" not in last.conversation
    assert "Ví dụ một?" in last.conversation
    assert failed(visit) is None


def test_after_an_error_in_the_program_the_visitor_is_told_and_can_ask_again() -> None:
    visit = Visit()
    desk = _Desk(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        _all(desk, visit, "Một?")
    screen = failed(visit)
    assert screen is not None
    assert wording.UNEXPECTED in screen.conversation
    *_, last = _all(_Desk(), visit, "Hai?")
    assert "Không rõ." in last.conversation


def test_a_visitor_whose_connection_broke_can_ask_again() -> None:
    visit = Visit()
    broken = asked(_Desk(), visit, "Một?")
    next(broken)
    broken.close()  # type: ignore[attr-defined]
    assert visit == Visit()


def _passed(*quotes: str) -> list[Passed]:
    document = Document(DocumentId("a"), "a.txt", " ".join(quotes), "Bài", None, None, False, None, "article")
    found = []
    for marker, quote in enumerate(quotes, 1):
        start = document.text.index(quote)
        citation = Citation(marker, document, start, start + len(quote), quote)
        found.append(Passed(AnswerSentence(quote, (marker,), Context()), (citation,)))
    return found


def test_sentences_are_shown_with_their_sources_as_they_pass() -> None:
    one, two = "Câu một.", "Câu hai."
    screens = _all(_Desk(passing=_passed(one, two)), Visit(), "Một?")
    assert [[q in screen.conversation for q in (one, two)] for screen in screens[:3]] == [[0, 0], [1, 0], [1, 1]]
    assert [screen.panel.count("<mark>") for screen in screens[:3]] == [0, 1, 2]
    assert all('class="working"' in screen.conversation for screen in screens[:3])
    assert 'class="working"' not in screens[-1].conversation
    assert 'href="#source-1-1"' in screens[1].conversation
    assert 'id="source-1-1"' in screens[1].panel


def test_a_visitor_who_stops_an_answer_keeps_what_has_passed_and_can_go_on() -> None:
    visit = Visit()
    screens = asked(_Desk(passing=_passed("Câu một.", "Câu hai.")), visit, "Một?")
    next(screens)
    next(screens)
    stopped(visit)
    *_, last = screens
    assert "Câu một." in last.conversation
    assert "Câu hai." not in last.conversation
    assert wording.STOPPED_AFTER in last.conversation
    assert "<mark>" in last.panel
    *_, last = _all(_Desk(), visit, "Hai?")
    assert "Câu một." in last.conversation
    assert "Không rõ." in last.conversation


def test_a_visitor_who_leaves_in_mid_answer_stops_it() -> None:
    visit = Visit()
    screens = asked(_Desk(passing=_passed("Câu một.", "Câu hai.")), visit, "Một?")
    next(screens)
    next(screens)
    stop = visit.stop
    screens.close()  # type: ignore[attr-defined]
    assert stop
    assert stop.is_set()
    assert visit == Visit()


def test_a_new_conversation_stops_the_answer_of_the_old_one() -> None:
    visit = Visit()
    screens = asked(_Desk(passing=_passed("Câu một.", "Câu hai.")), visit, "Một?")
    next(screens)
    next(screens)
    stop = visit.stop
    opened(_Desk(), visit)
    assert stop
    assert stop.is_set()
    assert "Câu một." not in list(screens)[-1].conversation


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "[::1]", "localhost"])
def test_an_address_that_only_this_machine_reaches_needs_no_password(host: str) -> None:
    assert address.is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.168.1.2", "localhost.example.org", "may-chu"])  # noqa: S104
def test_any_other_address_needs_one(host: str) -> None:
    assert not address.is_loopback(host)


def test_a_password_may_hold_colons(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("home")
    assert address.credentials(Settings(home, home, auth="a:b:c")) == ("a", "b:c")
    assert address.credentials(Settings(home, home)) is None
