"""The one parser of facts: what a text tells, from figures to negation, as typed and normalised spans."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from index import document_numbers, names, places
from index.counting import is_time, is_year, joins_figures
from index.dates import Day, date_parts, dates_agree, dates_asked, dates_in, joins_dates, relative_days_in
from index.document_numbers import Number
from index.figures import Figure, figures_in, ones_in, units_agree
from index.landmarks import landmarks_in
from index.modality import Word, modals_in, negations_in
from index.organisations import Body, Names
from index.places_asked import places_asked

__all__ = ["Fact", "FactKind", "agree", "all_facts", "dates_agree", "facts_asked", "facts_in", "iso"]


class FactKind(StrEnum):
    """What a fact is; the first five are what `facts_in` gives, their values the failure codes of the check."""

    NUMBER = "number"
    DATE = "date"
    DOCUMENT_NUMBER = "document_number"
    PERSON = "name"
    PLACE = "place"
    TITLE = "title"
    ORGANISATION = "organisation"
    NEGATION = "negation"
    MODALITY = "modality"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact at `text[start:end]`. Two facts of one kind say the same when their values match (see `agree`).

    `value` is normalised: "107700", "2025-09-17", "--09-17", "+today", "249-kh/ubkttw", "trần lưu quang",
    "phường bình dương", "must", "not_yet".
    """

    kind: FactKind
    start: int
    end: int
    text: str
    value: str
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
            *_numbers(figures_in(text), text),
        )
    )


@lru_cache(maxsize=512)
def all_facts(text: str) -> tuple[Fact, ...]:
    """Everything that `text` tells, in order of its start; facts may lie in one another, as a place in an office.

    Besides what `facts_in` gives: offices and bodies, places and persons that only their surroundings tell, days told
    from today, negation and modality. Two months joined by "đến" are one range. A figure that only labels ("số 2",
    "8h30", "25B") is none.
    """
    plain = facts_in(text)
    kinds = {kind: [fact for fact in plain if fact.kind is kind] for kind in FactKind}
    units, persons = _named_places(text, kinds[FactKind.PLACE], kinds[FactKind.PERSON])
    persons += _facts(text, FactKind.PERSON, names.addressed_in(text, _spans(persons, units)))
    named = Names(text, _spans(units), _spans(persons))
    documents = kinds[FactKind.DOCUMENT_NUMBER] + list(_facts(text, FactKind.DOCUMENT_NUMBER, named.documents()))
    offices = list(_facts(text, FactKind.TITLE, named.offices()))
    bodies = list(_facts(text, FactKind.ORGANISATION, named.bodies(_spans(offices, documents))))
    titled = names.titled_in(text, [fact.end for fact in offices], _spans(persons, units))
    units = [u for u in units if not _is_part_of_name(u, (*bodies, *offices))]
    found = [*units, *documents, *offices, *bodies, *persons, *_facts(text, FactKind.PERSON, titled)]
    figures = kinds[FactKind.NUMBER] + [f for f in _numbers(ones_in(text), text) if _is_free(f, plain)]
    found += [f for f in _counting(text, figures) if _is_free(f, (*units, *offices, *bodies))]
    dates = _ranges(text, kinds[FactKind.DATE])
    found += [*dates, *(f for f in _facts(text, FactKind.DATE, relative_days_in(text)) if _is_free(f, dates))]
    words = [*_facts(text, FactKind.NEGATION, negations_in(text)), *_facts(text, FactKind.MODALITY, modals_in(text))]
    found += [word for word in words if _is_free(word, (*units, *offices, *bodies, *persons))]
    return tuple(sorted(found, key=lambda fact: (fact.start, -fact.end)))


def facts_asked(text: str, known_places: Collection[str] = ()) -> tuple[Fact, ...]:
    """The facts of a question, whose places may lack their level, and all may lack diacritics."""
    found = places_asked(text, known_places)
    return _apart(
        (
            *_facts(text, FactKind.DOCUMENT_NUMBER, document_numbers.numbers_asked(text)),
            *_facts(text, FactKind.DATE, dates_asked(text)),
            *_places_and_persons(text, found),
            *_numbers(figures_in(text), text),
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


_SCALES = (" tỷ", " tỉ", " triệu", " nghìn", " ngàn", " vạn")  # "còn 400 triệu" counts without a noun
_HEADS_IN_NAMES = frozenset({"Chợ", "Cầu", "Suối", "Núi", "Hồ", "Sông", "Đảo", "Làng", "Phố", "Bến", "Chùa"})
_Found = Day | Number | places.Place | names.Person | Body | Word


def _is_free(fact: Fact, others: Iterable[Fact]) -> bool:
    return not any(fact.start < other.end and other.start < fact.end for other in others)


def _spans(*found: Iterable[Fact]) -> tuple[tuple[int, int], ...]:
    return tuple((fact.start, fact.end) for facts in found for fact in facts)


def _named_places(text: str, units: Sequence[Fact], persons: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    """The units of administration with all other places, and the persons that are no part of a place's name."""
    sites = [
        site
        for site in _facts(text, FactKind.PLACE, landmarks_in(text, _spans(units, persons)))
        if not any(u.start < site.start < u.end or (u.start == site.start and site.end <= u.end) for u in units)
    ]
    sites = [site for site in sites if not any(p.start <= site.start < p.end for p in persons)]
    kept = [unit for unit in units if not any(s.start <= unit.start and unit.end < s.end for s in sites)]
    return [*kept, *sites], [p for p in persons if not any(s.start < p.start < s.end for s in sites)]


def _is_part_of_name(place: Fact, bodies: Iterable[Fact]) -> bool:
    """Whether a place with a capital head ends a body's name: "bệnh viện Chợ Rẫy"; its body is no place."""
    head = place.text.split(" ")[0]
    return head in _HEADS_IN_NAMES and any(b.start < place.start and place.end <= b.end for b in bodies)


def _counting(text: str, figures: Sequence[Fact]) -> Iterator[Fact]:
    """The figures that count: not a label ("số 2") nor a time of day. "6 lên 9 tháng" counts months twice."""
    for at, figure in enumerate(figures):
        if (
            ":" in figure.value
            or is_year(figure.value, figure.text, figure.unit)
            or (figure.unit in ("giờ", "tháng") and is_time(text, figure.start, figure.end))
        ):
            continue
        after = figures[at + 1] if at + 1 < len(figures) else None
        if figure.unit or figure.text.endswith(_SCALES):
            yield figure
        elif after and after.unit and joins_figures(text[figure.end : after.start]):
            yield replace(figure, unit=after.unit)


def _ranges(text: str, dates: Sequence[Fact]) -> list[Fact]:
    """The dates, each two months or years that "đến" joins as one range: "2018-03/2019-07"; days stay two."""
    found: list[Fact] = []
    for date_ in dates:
        last = found[-1] if found else None
        days = any(date_parts(day.value)[2] for day in (last, date_) if day)
        if last and not days and "/" not in last.value + date_.value and joins_dates(text[last.end : date_.start]):
            year = date_.value[:4] if last.value.startswith("--") and date_.value[0] != "-" else ""
            value = f"{year + last.value[1:] if year else last.value}/{date_.value}"
            found[-1] = Fact(FactKind.DATE, last.start, date_.end, text[last.start : date_.end], value)
        else:
            found.append(date_)
    return found


def _facts(text: str, kind: FactKind, found: Iterable[_Found]) -> Iterator[Fact]:
    for item in found:
        yield Fact(kind, item.start, item.end, text[item.start : item.end], item.value)


def _numbers(figures: Iterable[Figure], text: str) -> Iterator[Fact]:
    for figure in figures:
        words = text[figure.start : figure.end]
        yield Fact(FactKind.NUMBER, figure.start, figure.end, words, figure.value, figure.unit, figure.rounding)


def _places_and_persons(text: str, found: Sequence[places.Place]) -> Iterator[Fact]:
    yield from _facts(text, FactKind.PLACE, found)
    yield from _facts(text, FactKind.PERSON, names.persons_in(text, tuple((p.start, p.end) for p in found)))
