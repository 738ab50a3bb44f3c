"""What happens when a visitor asks: plain functions, apart from the widgets."""

import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Protocol

from index.errors import ChidaoError
from index.segments import Filters
from rag.answers import Passed, Result
from rag.ask import Request
from rag.wording import in_language
from ui import wording
from ui.courtesy import courtesy
from ui.markup import Html
from ui.render import conversation
from ui.sources import panel
from ui.turn import Courtesy, Passing, Trouble, Turn

EXAMPLES = 4
LANGUAGE = "vi"
Reply = Result | Trouble | Courtesy | Passing


class Desk(Protocol):
    """Who answers. Both may be called from several threads at once."""

    def stream(self, request: Request, stop: threading.Event | None = None) -> Iterator[Passed | Result]:
        """The sentences that have passed the check as they come, last the result; none of it once `stop` is set.

        Raises:
            ChidaoError: the question cannot be worked on.

        """
        ...

    def examples(self, n: int) -> tuple[str, ...]:
        """At most `n` questions that the documents answer."""
        ...


@dataclass(slots=True)
class Visit:
    """One visitor's conversation; it lives in that visitor's session and nowhere else."""

    turns: tuple[Turn, ...] = ()  # the finished ones
    asking: Turn | None = None  # the one that is being looked up
    stop: threading.Event | None = field(default=None, compare=False)  # breaks off the answer to it
    filtered: tuple[str | None, ...] = ()  # what stood in the fields of filters when they were last told about


@dataclass(frozen=True, slots=True)
class Screen:
    """All that a visitor sees of a conversation."""

    conversation: Html
    panel: Html
    taken: bool = False  # whether the question box can be emptied, because what it held is being looked up


def opened(desk: Desk, visit: Visit) -> Screen:
    """The page as a new visitor, or a new conversation, finds it. What is still being looked up is forgotten."""
    stopped(visit)
    visit.turns, visit.asking = (), None
    return _current(desk, visit)


def stopped(visit: Visit) -> None:
    """What is being answered is broken off; the sentences that have passed the check stay."""
    if visit.stop:
        visit.stop.set()


def asked(desk: Desk, visit: Visit, question: str, filters: Filters = Filters()) -> Iterator[Screen]:
    """First the question with a sign that work goes on, then the sentences as they pass, then what came of it.

    An error that a user can meet becomes a message in the conversation. The question is not taken while an earlier
    one is being looked up, and its reply is dropped if a new conversation has been opened meanwhile. The last screen
    is always the conversation as it then stands, for Gradio shows it once more when the event ends.
    """
    if visit.asking:
        yield _current(desk, visit)
        return
    turn = visit.asking = Turn(len(visit.turns) + 1, question.strip(), filters=filters)
    stop = visit.stop = threading.Event()
    try:
        yield replace(_current(desk, visit), taken=True)
        with closing(_replies(desk, Request(question, _history(visit.turns), filters), stop)) as replies:
            for reply in replies:
                if visit.asking is not turn:  # a new conversation was opened
                    break
                if not _goes_on(reply):
                    yield _finished(visit, turn, reply)
                    return
                turn = visit.asking = replace(turn, reply=reply)
                yield _current(desk, visit)
    except GeneratorExit:  # the connection broke: the visitor may ask again
        stop.set()
        visit.asking = None if visit.asking is turn else visit.asking
        raise
    yield _current(desk, visit)


def failed(visit: Visit) -> Screen | None:
    """The conversation after an error in the program itself, which the server's log tells about.

    None if the question that failed belongs to a conversation that is no longer there.
    """
    return _finished(visit, visit.asking, Trouble(wording.UNEXPECTED)) if visit.asking else None


def _history(turns: Sequence[Turn]) -> tuple[str, ...]:
    """The earlier questions that could be worked on."""
    return tuple(turn.question for turn in turns if not isinstance(turn.reply, Trouble | Courtesy))


def _replies(desk: Desk, request: Request, stop: threading.Event) -> Generator[Reply, None, None]:
    """What passes the check so far, each time more, and last the whole: the result, or how far it came."""
    if said := courtesy(request.text):
        yield said
        return
    passed: tuple[Passed, ...] = ()
    try:
        for item in desk.stream(request, stop):
            if not isinstance(item, Passed):
                yield item
                return
            passed = (*passed, item)
            yield Passing(passed)
    except ChidaoError as error:
        yield Trouble(in_language(error, LANGUAGE))
        return
    yield Passing(passed, stopped=True)


def _goes_on(reply: Reply) -> bool:
    return isinstance(reply, Passing) and not reply.stopped


def _finished(visit: Visit, turn: Turn, reply: Reply) -> Screen:
    shown = (*visit.turns, replace(turn, reply=reply))
    screen = _screen(shown)
    visit.turns, visit.asking = shown, None
    return screen


def _current(desk: Desk, visit: Visit) -> Screen:
    shown = (*visit.turns, visit.asking) if visit.asking else visit.turns
    return _screen(shown) if shown else Screen(conversation((), desk.examples(EXAMPLES)), panel(()))


def _screen(turns: Sequence[Turn]) -> Screen:
    return Screen(conversation(turns), panel(turns))
