"""What happens when a visitor asks: plain functions, apart from the widgets. Nothing is kept between calls."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Screen:
    """All that a visitor sees, and what the visitor's session keeps."""

    conversation: Html
    panel: Html
    turns: tuple[Turn, ...]


def opened(desk: Desk) -> Screen:
    """The page as a new visitor, or a new conversation, finds it."""
    return Screen(conversation((), desk.examples(EXAMPLES)), panel(()), ())


def asked(desk: Desk, question: str, turns: Sequence[Turn]) -> Iterator[Screen]:
    """First the question with a sign that work goes on, then what came of it.

    `turns` are this visitor's earlier ones. An error that a user can meet becomes a message in the conversation.
    """
    waiting = Turn(len(turns) + 1, question.strip())
    # Until the reply is there, the session keeps only the finished turns: a cancelled question leaves no trace.
    yield _screen((*turns, waiting), kept=turns)
    answered = (*turns, Turn(waiting.number, waiting.question, _reply(desk, question, turns)))
    yield _screen(answered, kept=answered)


def failed(question: str, turns: Sequence[Turn]) -> Screen:
    """The conversation after an error in the program itself, which the server's log tells about."""
    told = (*turns, Turn(len(turns) + 1, question.strip(), Trouble(wording.UNEXPECTED)))
    return _screen(told, kept=told)


def _reply(desk: Desk, question: str, turns: Sequence[Turn]) -> Result | Trouble:
    history = tuple(turn.question for turn in turns if not isinstance(turn.reply, Trouble))
    try:
        return desk.ask(Request(question, history=history))
    except ChidaoError as error:
        return Trouble(in_language(error, LANGUAGE))


def _screen(shown: Sequence[Turn], kept: Sequence[Turn]) -> Screen:
    return Screen(conversation(shown), panel(shown), tuple(kept))
