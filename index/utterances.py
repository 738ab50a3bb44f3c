"""What somebody said, and who: the nouns between reading an article and making statements of it."""

from dataclasses import dataclass

from index.mention import Sort
from index.speech import Force


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something: a person of the roster by `key`, else the words that name him; "" where none is told."""

    name: str
    key: str | None = None
    title: str | None = None
    sort: Sort = Sort.PERSON
    sure: float = 1.0
    at: tuple[int, int] | None = None


NOBODY = Speaker("", sure=0.0)


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something said: the quote [start, end) with its content, offsets in the document."""

    start: int
    end: int
    content: tuple[int, int]
    speaker: Speaker
    force: Force
    sentence: int
    shape: str  # "before", "after", "according", "quoted", "goes on", "item", "answer"
    verb: tuple[int, int] | None = None
    relayed_by: str | None = None
    direct: bool = False  # inside quotation marks
    joined: bool = False  # to what the speaker did before it in the sentence
