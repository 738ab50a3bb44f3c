"""The one parser of facts: numbers, dates, document numbers, persons, places, as typed and normalised spans."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from index import document_numbers, names, places
from index.dates import Day, dates_agree, dates_asked, dates_in
from index.document_numbers import Number
from index.figures import figures_in, units_agree

__all__ = ["Fact", "FactKind", "agree", "dates_agree", "facts_asked", "facts_in", "iso"]


class FactKind(StrEnum):
    """What a fact is; the values are the failure codes of the check."""

    NUMBER = "number"
    DATE = "date"
    DOCUMENT_NUMBER = "document_number"
    PERSON = "name"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact at `text[start:end]`. Two facts of one kind say the same when their values match (see `agree`)."""

    kind: FactKind
    start: int
    end: int
    text: str
    value: str  # normalised: "107700", "2025-09-17", "--09-17", "249-kh/ubkttw", "trần lưu quang", "phường bình dương"
    unit: str = ""  # of a number: the noun or measure after it, comparable form; "" where none
    rounding: str = ""  # of a number: "over", "under" or "about"; "" for an exact figure


@lru_cache(maxsize=4096)
def facts_in(text: str) -> tuple[Fact, ...]:
    """Every fact of `text`, in order of its start; two facts never overlap."""
    found = places.places_in(text)
    return _apart(
        (
            *_facts(text, FactKind.DOCUMENT_NUMBER, document_numbers.numbers_in(text)),
            *_facts(text, FactKind.DATE, dates_in(text)),
            *_places_and_persons(text, found),
            *_numbers(text),
        )
    )


def facts_asked(text: str, known_places: Collection[str] = ()) -> tuple[Fact, ...]:
    """The facts of a question, whose places may lack their level, and all may lack diacritics."""
    found = places.places_asked(text, known_places)
    return _apart(
        (
            *_facts(text, FactKind.DOCUMENT_NUMBER, document_numbers.numbers_asked(text)),
            *_facts(text, FactKind.DATE, dates_asked(text)),
            *_places_and_persons(text, found),
            *_numbers(text),
        )
    )


def agree(claimed: Fact, known: Fact) -> bool:
    """Whether `known` bears out `claimed`: the same thing, said at least as exactly."""
    if claimed.kind is not known.kind:
        return False
    if claimed.kind is FactKind.DATE:
        return dates_agree(claimed.value, known.value)
    if claimed.kind is FactKind.NUMBER:
        same = claimed.value == known.value and claimed.rounding == known.rounding
        return same and units_agree(claimed.unit, known.unit)
    if claimed.kind is FactKind.PLACE:
        return places.agree(claimed.value, known.value)
    if claimed.kind is FactKind.DOCUMENT_NUMBER:
        return document_numbers.agree(claimed.value, known.value)
    return claimed.value == known.value


def iso(value: date) -> str:
    """The normalised form of a full date."""
    return value.isoformat()


def _apart(found: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts in order of their start; of two that overlap, the one that came first."""
    taken: list[Fact] = []
    for fact in found:
        at = bisect_left(taken, fact.end, key=lambda other: other.start)
        if at == 0 or taken[at - 1].end <= fact.start:
            taken.insert(at, fact)
    return tuple(taken)


def _facts(text: str, kind: FactKind, found: Iterable[Day | Number | places.Place | names.Person]) -> Iterator[Fact]:
    for item in found:
        yield Fact(kind, item.start, item.end, text[item.start : item.end], item.value)


def _numbers(text: str) -> Iterator[Fact]:
    for figure in figures_in(text):
        words = text[figure.start : figure.end]
        yield Fact(FactKind.NUMBER, figure.start, figure.end, words, figure.value, figure.unit, figure.rounding)


def _places_and_persons(text: str, found: Sequence[places.Place]) -> Iterator[Fact]:
    yield from _facts(text, FactKind.PLACE, found)
    yield from _facts(text, FactKind.PERSON, names.persons_in(text, tuple((p.start, p.end) for p in found)))
