"""The nouns of the system: document, block, passage, sentence, context. Offsets count Unicode code points."""

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

DocumentId = NewType("DocumentId", str)


class BlockKind(StrEnum):
    """What a stretch of a document is. Only the first three can be cited."""

    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    HEADER = "header"  # the `date YYYY-MM-DD` in front of the text
    CREDIT = "credit"  # who took the photo or the film
    BYLINE = "byline"
    SOURCE = "source"  # the address that the text was copied from
    FURNITURE = "furniture"  # comment counters, page numbers, running heads

    @property
    def citable(self) -> bool:
        """Whether a sentence of this kind may be cited."""
        return self in (BlockKind.BODY, BlockKind.HEADING, BlockKind.CAPTION)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of one kind, `text[start:end]`, without white space at its ends."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Context:
    """Who speaks, of which place, when, as the article says it around the sentence; unknown stays empty."""

    speaker: str | None = None
    offices: tuple[str, ...] = ()  # the speaker's, as the article gives them: "Bí thư Thành ủy TPHCM"
    places: tuple[str, ...] = ()
    date: dt.date | None = None
    date_inferred: bool = False

    @property
    def place(self) -> str | None:
        """The places as one phrase, for display."""
        return ", ".join(self.places) or None


@dataclass(frozen=True, slots=True)
class Document:
    """One source text. `text` is the whole decoded file: LF line ends, NFC, nothing cut."""

    id: DocumentId
    file: str  # base name of the original
    text: str
    title: str  # a verbatim slice of `text`
    published: dt.date | None
    event: dt.date | None
    event_inferred: bool  # the year of `event` was not written beside its day
    source: str | None
    kind: str  # "article" or "text"
    page_starts: tuple[int, ...] = ()  # offset of each page's first character; empty where the format has no pages

    @property
    def date(self) -> dt.date | None:
        """The event date, else the publication date."""
        return self.event or self.published

    def page_of(self, offset: int) -> int | None:
        """The page, counted from 1, that holds the character at `offset`; None where there are no pages."""
        return max(1, bisect_right(self.page_starts, offset)) if self.page_starts else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A verbatim slice of a passage: what is cited."""

    document: DocumentId
    start: int
    end: int
    text: str
    kind: BlockKind
    context: Context


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim slice of one document, about a paragraph: what is embedded and searched."""

    document: DocumentId
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]
    preface: str = ""  # the article's words that place the passage (who, where, when): searched with it, never cited

    @property
    def context(self) -> Context:
        """The passage's own context: that of its first body sentence."""
        body = [s for s in self.sentences if s.kind is BlockKind.BODY]
        return (body or list(self.sentences))[0].context if self.sentences else Context()


class StatementKind(StrEnum):
    """What a statement is, by who speaks to whom."""

    DIRECTIVE = "directive"
    PROPOSAL = "proposal"
    REPORT = "report"
    COMMITMENT = "commitment"


class Strength(StrEnum):
    """How strong a directive is."""

    REQUIRED = "required"
    URGED = "urged"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a field of a statement rests on: the words at [start, end) of the document, and how sure it is, 0 to 1."""

    field: str
    start: int
    end: int
    sure: float


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what to whom. Offsets are those of the document; what the article does not tell is None or empty."""

    document: DocumentId
    start: int
    end: int
    content_start: int
    content_end: int
    kind: StatementKind
    strength: Strength | None = None  # of a directive
    speaker: str | None = None
    title: str | None = None
    relayed_by: str | None = None
    addressees: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    date: dt.date | None = None  # on which it was said
    deadline: tuple[int, int] | None = None  # its words
    deadline_date: dt.date | None = None
    refers_to: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    confidence: float = 0.0
    grounds: tuple[Ground, ...] = ()

    def __post_init__(self) -> None:
        """Content lies inside the quote; only a directive has a strength."""
        if not self.start <= self.content_start < self.content_end <= self.end:
            raise ValueError(f"content {self.content_start}:{self.content_end} outside {self.start}:{self.end}")
        if (self.strength is None) == (self.kind is StatementKind.DIRECTIVE):
            raise ValueError(f"a {self.kind} of strength {self.strength}")

    @property
    def id(self) -> str:
        """The document's id and where the statement begins in it."""
        return f"{self.document}:{self.start}"
