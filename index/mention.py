"""Somebody who may speak, named in a sentence."""

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What a mention is."""

    PERSON = "person"
    OFFICE = "office"  # of nobody whom the article names
    BODY = "body"
    GROUP = "group"
    DOCUMENT = "document"
    SELF = "self"  # tôi, chúng tôi


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named at [start, end). `who`: the key of a person of the roster, else the words."""

    start: int
    end: int
    sort: Sort
    who: str
    title: str | None = None  # the office that stands with the name
