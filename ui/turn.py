"""One exchange of a conversation, as the visitor's session keeps it."""

from dataclasses import dataclass

from index.segments import Filters
from rag.answers import AnswerSentence, Citation, Passed, Result


@dataclass(frozen=True, slots=True)
class Trouble:
    """The question could not be worked on; what the reader is told, in Vietnamese."""

    message: str


@dataclass(frozen=True, slots=True)
class Courtesy:
    """Nothing was asked, and this is what is said to it."""

    message: str


@dataclass(frozen=True, slots=True)
class Passing:
    """An answer of which some sentences have passed the check: more may come, unless the visitor stopped it."""

    passed: tuple[Passed, ...] = ()
    stopped: bool = False

    @property
    def sentences(self) -> tuple[AnswerSentence, ...]:
        """What can be shown, in order."""
        return tuple(one.sentence for one in self.passed)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Each once, in the order of the markers."""
        cited = {c.marker: c for one in self.passed for c in one.citations}
        return tuple(cited[marker] for marker in sorted(cited))


@dataclass(frozen=True, slots=True)
class Turn:
    """What a visitor asked, and what came of it."""

    number: int  # from 1, within one conversation
    question: str  # as it was typed
    reply: Result | Trouble | Courtesy | Passing | None = None  # None while it is being looked up
    filters: Filters = Filters()  # that were set when it was asked
