"""A question asked by the name that a ward had before July 2025, asked of the units that it went into."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import places
from index.facts import Fact, FactKind
from index.former_units import FormerUnit, former_units, is_current
from index.text import comparable, fold
from rag.corpus import Corpus

_LEVEL_BEFORE = re.compile(r"(?<!\w)(?:phường|phuong|xã|xa|thị trấn|thi tran|đặc khu|dac khu)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Renamed:
    """A former unit in a question, and those of its successors that the documents speak of."""

    fact: Fact
    unit: FormerUnit
    known: tuple[str, ...]  # as written, with their level


def renamed(text: str, facts: Sequence[Fact], corpus: Corpus) -> tuple[Renamed, ...]:
    """The wards of a question that are units of before July 2025, and that the documents know by a newer name.

    A name that the documents use, or that a unit of today bears, stands as it is. Of several former units of one name
    those count whose district or province the question names; else those whose successors the documents speak of.
    """
    found = []
    for fact in facts:
        if fact.kind is FactKind.PLACE and places.is_ward(fact.value):
            found += [] if _stands(fact.value, corpus) else _former(text, fact, corpus)
    return tuple(found)


def in_new_names(text: str, found: Sequence[Renamed]) -> str:
    """The text with each former unit replaced by its known successors: "phường A và phường B"."""
    for fact in sorted({r.fact for r in found}, key=lambda f: -f.start):
        names = dict.fromkeys(name for r in found if r.fact == fact for name in r.known)
        new = " và ".join(name[0].lower() + name[1:] for name in names)
        text = text[: start_with_level(text, fact)] + new + text[fact.end :]
    return text


def start_with_level(text: str, fact: Fact) -> int:
    """Where a place begins with the level word that may stand before it, as in "phuong hoa phu"."""
    before = _LEVEL_BEFORE.search(text, 0, fact.start)
    return before.start() if fact.kind is FactKind.PLACE and before else fact.start


def _stands(value: str, corpus: Corpus) -> bool:
    alike = corpus.ward_spellings.alike(places.name_of(value))
    return is_current(value) or any(places.same_place(value, known) for known in alike)


def _former(text: str, fact: Fact, corpus: Corpus) -> list[Renamed]:
    units = former_units(fact.value)
    asked = f" {fold(text)} "
    named = [u for u in units if any(f" {fold(_short(area))}" in asked for area in (u.district, u.province))]
    known = [(u, tuple(name for name in u.successors if comparable(name) in corpus.wards)) for u in named or units]
    return [Renamed(fact, unit, names) for unit, names in known if names]


def _short(area: str) -> str:
    return places.name_of(comparable(area))
