"""What happens when a visitor asks: plain functions, apart from the widgets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from index.errors import ChidaoError
from rag.answers import Result
from rag.ask import Request
from rag.wording import in_language
from ui import wording
from ui.markup import Html
from ui.render import conversation
from ui.sources import panel
from ui.turn import Trouble, Turn

EXAMPLES = 4
LANGUAGE = "vi"


class Desk(Protocol):
    """Who answers. Both may be called from several threads at once."""

    def ask(self, request: Request) -> Result:
        """The answer, clarification or refusal.

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


@dataclass(frozen=True, slots=True)
class Screen:
    """All that a visitor sees of a conversation."""

    conversation: Html
    panel: Html
    taken: bool = False  # whether the question box can be emptied, because what it held is being looked up


def opened(desk: Desk, visit: Visit) -> Screen:
    """The page as a new visitor, or a new conversation, finds it. What is still being looked up is forgotten."""
    visit.turns, visit.asking = (), None
    return _current(desk, visit)


def asked(desk: Desk, visit: Visit, question: str) -> Iterator[Screen]:
    """First the question with a sign that work goes on, then what came of it.

    An error that a user can meet becomes a message in the conversation. The question is not taken while an earlier
    one is being looked up, and its reply is dropped if a new conversation has been opened meanwhile. The last screen
    is always the conversation as it then stands, for Gradio shows it once more when the event ends.
    """
    if visit.asking:
        yield _current(desk, visit)
        return
    turn = visit.asking = Turn(len(visit.turns) + 1, question.strip())
    try:
        yield replace(_current(desk, visit), taken=True)
    except GeneratorExit:  # the connection broke: the visitor may ask again
        visit.asking = None if visit.asking is turn else visit.asking
        raise
    reply = _reply(desk, question, visit.turns)
    yield _finished(visit, turn, reply) if visit.asking is turn else _current(desk, visit)


def failed(visit: Visit) -> Screen | None:
    """The conversation after an error in the program itself, which the server's log tells about.

    None if the question that failed belongs to a conversation that is no longer there.
    """
    return _finished(visit, visit.asking, Trouble(wording.UNEXPECTED)) if visit.asking else None


def _reply(desk: Desk, question: str, turns: Sequence[Turn]) -> Result | Trouble:
    history = tuple(turn.question for turn in turns if not isinstance(turn.reply, Trouble))
    try:
        return desk.ask(Request(question, history=history))
    except ChidaoError as error:
        return Trouble(in_language(error, LANGUAGE))


def _finished(visit: Visit, turn: Turn, reply: Result | Trouble) -> Screen:
    shown = (*visit.turns, replace(turn, reply=reply))
    screen = _screen(shown)
    visit.turns, visit.asking = shown, None
    return screen


def _current(desk: Desk, visit: Visit) -> Screen:
    shown = (*visit.turns, visit.asking) if visit.asking else visit.turns
    return _screen(shown) if shown else Screen(conversation((), desk.examples(EXAMPLES)), panel(()))


def _screen(turns: Sequence[Turn]) -> Screen:
    return Screen(conversation(turns), panel(turns))
