"""Wards and communes of before July 2025, and the units that they went into.

On 1 July 2025 Vietnam's 10,035 wards, communes and townships became 3,321, and districts were abolished (Resolution
202/2025/QH15 and those of the Standing Committee). People go on asking by the names that they know. The table is data;
`tests/benchmarks/make_former_units.py` makes it.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index import places
from index.text import comparable, fold


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
