"""One exchange of a conversation, as the visitor's session keeps it."""

from dataclasses import dataclass

from rag.answers import Result


@dataclass(frozen=True, slots=True)
class Trouble:
    """The question could not be worked on; what the reader is told, in Vietnamese."""

    message: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What a visitor asked, and what came of it."""

    number: int  # from 1, within one conversation
    question: str  # as it was typed
    reply: Result | Trouble | None = None  # None while it is being looked up
