"""Wards and communes of before July 2025, and the units that they went into.

On 1 July 2025 Vietnam's 10,035 wards, communes and townships became 3,321, and districts were abolished (Resolution
202/2025/QH15 and those of the Standing Committee). People go on asking by the names that they know. The table is data;
`tests/benchmarks/make_former_units.py` makes it.
"""

import datetime as dt
import json
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index import places
from index.text import comparable, fold

REFORM = dt.date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class FormerUnit:
    """A ward, commune or township of before July 2025. Names are written as usual, with their level."""

    name: str  # "Phường Hòa Phú"
    district: str  # "Thành phố Thủ Dầu Một"
    province: str  # "Tỉnh Bình Dương"
    successors: tuple[str, ...]  # the main one first
    now_in: str  # the province or city of the successors


def former_units(value: str) -> tuple[FormerUnit, ...]:
    """The former units with the name and level of a normalised place; without diacritics if it has none."""
    found = _by_name().get((places.level_of(value), fold(places.name_of(value))), ())
    return tuple(unit for unit in found if places.same_place(value, comparable(unit.name)))


def is_current(value: str) -> bool:
    """Whether a unit of today has the name and level of a normalised place."""
    return places.name_of(value) in places.known_names().get(places.level_of(value), frozenset())


def areas_of(ward: str, day: dt.date | None) -> frozenset[str]:
    """The province or city, and the former province and district, in which a ward surely lies that a text names.

    Comparable, as `ward` is. By the name and level alone: of namesakes only what holds for all. In a text written since
    the reform the name is that of a unit of today, where there is one.
    """
    today, former = _areas()
    known = (today.get(ward) if day and day >= REFORM else None) or (*today.get(ward, ()), *former.get(ward, ()))
    return frozenset.intersection(*known) if known else frozenset()


_Areas = dict[str, tuple[frozenset[str], ...]]


@lru_cache(maxsize=1)
def _areas() -> tuple[_Areas, _Areas]:
    """Of every ward, the areas that each unit of that name belongs or belonged to: of today's units, and of former."""
    today: dict[str, set[frozenset[str]]] = defaultdict(set)
    former: dict[str, set[frozenset[str]]] = defaultdict(set)
    for unit in (unit for units in _by_name().values() for unit in units):
        areas = frozenset(map(comparable, (unit.district, unit.province, unit.now_in)))
        former[comparable(unit.name)].add(areas)
        for name in unit.successors:
            today[comparable(name)].add(areas)
    return {ward: tuple(areas) for ward, areas in today.items()}, {ward: tuple(areas) for ward, areas in former.items()}


def is_ward_name(name: str) -> bool:
    """Whether a unit of today or a former one bears a name, comparable, whatever its level."""
    return any(f"{level} {name}" in known for level in places.WARD_LEVELS for known in _areas())


@lru_cache(maxsize=1)
def _by_name() -> dict[tuple[str, str], tuple[FormerUnit, ...]]:
    table = json.loads((Path(__file__).parent / "data" / "former_units.json").read_text(encoding="utf-8"))
    found: dict[tuple[str, str], list[FormerUnit]] = defaultdict(list)
    for province, districts in table.items():
        before, _, now = province.partition(" → ")
        for district, wards in districts.items():
            for ward, successors in wards.items():
                value = comparable(ward)
                unit = FormerUnit(ward, district, before, tuple(successors), now)
                found[places.level_of(value), fold(places.name_of(value))].append(unit)
    return {key: tuple(units) for key, units in found.items()}
