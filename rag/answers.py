"""What asking gives: an answer with citations, a clarification, or a refusal. Impossible states do not construct."""

from dataclasses import dataclass, field
from enum import StrEnum

from index.documents import Context, Document, Sentence


class Reason(StrEnum):
    """Why a question was refused; the codes of the contract."""

    NOTHING_FOUND = "nothing_found"
    OTHER_PLACE = "other_place"
    OTHER_PERSON = "other_person"
    OTHER_TIME = "other_time"
    ONLY_PROPOSAL = "only_proposal"
    ONLY_OLDER = "only_older"
    OUTSIDE_CORPUS = "outside_corpus"


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote and where it stands: `document.text[start:end] == quote`, checked when it is made."""

    marker: int  # the n of [n], from 1
    document: Document
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not self.quote or self.document.text[self.start : self.end] != self.quote:
            raise ValueError(f"{self.document.file}[{self.start}:{self.end}] does not read {self.quote!r}")

    @property
    def page(self) -> int | None:
        """The page of the quote's first character, where the document has pages."""
        return self.document.page_of(self.start)


@dataclass(frozen=True, slots=True)
class Draft:
    """One sentence of an answer, and the source sentences that it rests on. Not yet checked."""

    text: str
    sources: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """One fact of a claim that its source does not bear out. `kind` is a code of the contract."""

    kind: str
    found: str
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check found for one sentence: supported, or the facts that are not."""

    failures: tuple[Failure, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether every fact of the sentence is borne out."""
        return not self.failures

    @property
    def reason(self) -> str | None:
        """The code of the first failure."""
        return self.failures[0].kind if self.failures else None


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence shown to the reader: supported, with at least one citation."""

    text: str
    markers: tuple[int, ...]
    context: Context
    verdict: Verdict = field(default_factory=Verdict)

    def __post_init__(self) -> None:
        if not self.markers or not self.verdict.supported:
            raise ValueError(f"a sentence without citation or support cannot be shown: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Passed:
    """A sentence that the check has let through, ahead of the answer that will hold it, as it will stand there.

    The answer's own sentences are these, in this order; markers and citations are numbered as in the answer.
    """

    sentence: AnswerSentence
    citations: tuple[Citation, ...]  # one for each of its markers, also where an earlier sentence has named it

    def __post_init__(self) -> None:
        if tuple(citation.marker for citation in self.citations) != self.sentence.markers:
            raise ValueError("a sentence that passed comes with the citations that it names")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that failed the check and is not shown as an answer."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the reader should know about how the answer came about."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent in each step."""

    understand: float = 0.0
    search: float = 0.0
    compose: float = 0.0
    check: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Understood:
    """The question as it was searched."""

    text: str
    restored: bool = False
    history_used: bool = False
    leans: bool = False  # without its history the question would ask nothing
    english: bool = False  # so is what the reader is told about the answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What every result of asking carries."""

    question: str
    understood: Understood
    confidence: float  # 0 to 1
    answerer: str  # "extractive" or "llm:MODEL"
    timings: Timings
    notices: tuple[Notice, ...] = ()
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer(Outcome):
    """Checked sentences, each with its citations: one to three that answer, or a list of all that was ordered."""

    sentences: tuple[AnswerSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    short_answer: str | None = None  # a verbatim slice of a cited sentence
    listed: bool = False  # each sentence stands for itself: one order, or one matter

    def __post_init__(self) -> None:
        known = {citation.marker for citation in self.citations}
        if not self.sentences or not all(set(s.markers) <= known for s in self.sentences):
            raise ValueError("an answer needs sentences, and every marker a citation")
        if self.short_answer and not any(self.short_answer in c.quote for c in self.citations):
            raise ValueError(f"the short answer {self.short_answer!r} is in no quote")

    @property
    def text(self) -> str:
        """The sentences, each followed by its markers: "… [1][2]"."""
        return " ".join(f"{s.text} {''.join(f'[{m}]' for m in s.markers)}" for s in self.sentences)


@dataclass(frozen=True, slots=True)
class Clarification(Outcome):
    """The question fits several places or persons; the reader chooses."""

    message: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal(Outcome):
    """No answer, and why. Carries no source; `nearest` are documents to look into, and never shown as an answer.

    `instead` are questions like it that have an answer.
    """

    reason: Reason = Reason.NOTHING_FOUND
    message: str = ""
    nearest: tuple[Document, ...] = ()  # at most three, best first
    instead: tuple[str, ...] = ()


Result = Answer | Clarification | Refusal
