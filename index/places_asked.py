"""The places in a question, which names them more loosely than a document does."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from index.names import persons_in
from index.places import (
    CITY,
    NAME,
    WARD_LEVELS,
    Place,
    former_names,
    is_ward,
    known_names,
    level_of,
    name_of,
    names_ever,
    places_in,
)
from index.text import comparable, fold, fold_aligned, has_diacritics

_CITY_ASKED = re.compile(
    r"(?<!\w)(?:t\.?\s?p\.?\s?(?:hcm|ho chi minh)|thanh pho (?:ho chi minh|hcm)|hcmc|ho chi minh city|sai gon)(?!\w)"
)
# A name after a level word; "phuong an" (phương án), "xa hoi" (xã hội) and the like are no places.
_AFTER_LEVEL = re.compile(
    r"(?<!\w)(?P<level>phuong|xa|dac khu|ward|commune)(?:\s+of)?\s+"
    r"(?!hoi(?!\w)|(?:an (?:phu hop|lac hau|toan|binh quan)|phap|tien|huong|cham|thuc)(?!\w))"
    r"(?P<n>[a-z]+(?:\s[a-z]+){0,3})"
)
_BEFORE_LEVEL = re.compile(r"(?<!\w)(?P<n>[a-z]+(?:\s[a-z]+){0,3})\s+(?P<level>ward|commune)(?!\w)")
_NAMED_IN_ENGLISH = (
    re.compile(
        rf"(?<!\w)(?!(?:Is|Are|Was|Were|Does|Do|Did|Has|Have|Had|Can|Will|What|Which|In|Of|At|For|To|How|The)\s)"
        rf"(?P<n>{NAME})\s+(?P<level>[Ww]ard|[Cc]ommune)(?!\w)"
    ),
    re.compile(rf"(?<!\w)(?P<level>[Ww]ard|[Cc]ommune)\s+of\s+(?P<n>{NAME})"),
)
_TYPED_LEVELS = {"phuong": "phường", "xa": "xã", "dac khu": "đặc khu", "ward": "phường", "commune": "xã"}
_CAPITALS = re.compile(rf"(?<!\w)(?P<n>{NAME})")


def places_asked(text: str, known: Collection[str] = ()) -> list[Place]:
    """The places in a question, which names them more loosely than a document does.

    "Tân Khánh", "phuong tan khanh", "Tan Khanh ward": a name alone counts when it is one of `known` (places of the
    corpus, comparable form) or, capitalised, an official unit; a name without diacritics keeps its value without them.
    """
    found = places_in(text)
    folded = fold_aligned(text)
    for match in _CITY_ASKED.finditer(folded):
        if _is_free(match.start(), match.end(), found):
            found.append(Place(match.start(), match.end(), CITY))
    for value in sorted(known, key=len, reverse=True):
        if is_ward(value):
            _find(folded, text, value, found)
    _find_official(folded, text, found)
    return sorted(found, key=lambda place: place.start)


def _is_free(start: int, end: int, found: Iterable[Place]) -> bool:
    return not any(place.start < end and start < place.end for place in found)


def _find(folded: str, text: str, value: str, found: list[Place]) -> None:
    """Adds every mention of a known ward by its name, with its level or alone, unless its diacritics say otherwise.

    A number alone names no ward, nor does a single syllable, which is a word far more often ("cho" is not thị trấn
    Chờ); words in lower case amid capitals are words: "đoàn kết" is no ward. Without diacritics a name may be written
    where none stand at all.
    """
    name = name_of(value)
    if name.isdigit() or " " not in name or fold(name) not in folded:
        return
    spelt = (name,) if has_diacritics(text) else (name, fold(name))
    for match in re.finditer(rf"(?<!\w)(?:{fold(level_of(value))} )?(?P<n>{re.escape(fold(name))})(?!\w)", folded):
        start, end = match.span("n")
        written = comparable(text[start:end])
        word = has_diacritics(written) and text[start].islower() and any(map(str.isupper, text[1:]))
        if written in spelt and not word and _is_free(start, end, found):
            found.append(Place(match.start(), end, f"{level_of(value)} {written}"))


def _find_official(folded: str, text: str, found: list[Place]) -> None:
    """Adds mentions of official units that the corpus need not have, so that they are not taken for another's."""
    for match in _AFTER_LEVEL.finditer(folded):
        typed = text[match.start("level") : match.end("level")].lower()
        if typed in (match["level"], "phường", "xã", "đặc khu"):
            _add_official(folded, text, match, found, level=_TYPED_LEVELS[match["level"]])
    for match in _BEFORE_LEVEL.finditer(folded):
        _add_official(folded, text, match, found, level=_TYPED_LEVELS[match["level"]], from_end=True)
    for match in (m for pattern in _NAMED_IN_ENGLISH for m in pattern.finditer(text)):
        if _is_free(*match.span("n"), found):  # a place's, whether or not it is known
            level = _TYPED_LEVELS[match["level"].lower()]
            found.append(Place(*match.span("n"), f"{level} {comparable(match['n'])}"))
    people = [person for person in persons_in(text) if text[person.start : person.end].count(" ") > 1]
    for match in _CAPITALS.finditer(text):
        if not any(person.start == match.start() for person in people):
            _add_official(folded, text, match, found, written=True)


def _add_official(
    folded: str,
    text: str,
    match: re.Match[str],
    found: list[Place],
    *,
    level: str = "",
    from_end: bool = False,
    written: bool = False,
) -> None:
    """Adds the official name that a stretch of words begins (or ends) with, if it is free.

    `written`: one with diacritics has to have those of the name, "Bộ Y tế" is not of the commune Bờ Y. In front of its
    level word a name of before July 2025 is one, too: "ben nghe ward".
    """
    span = match.start("n"), match.end("n")
    start, end = _known_part(folded, *span, _wards_folded(), from_end=from_end)
    if from_end and start == end:
        start, end = _known_part(folded, *span, former_wards_folded(), from_end=True)
    name = comparable(text[start:end])
    if written and has_diacritics(name) and not any(name in names_ever(level) for level in WARD_LEVELS):
        return
    if start < end and _is_free(start, end, found):
        found.append(Place(start, end, f"{level} {comparable(text[start:end])}".strip()))


def _known_part(folded: str, start: int, end: int, known: Collection[str], *, from_end: bool) -> tuple[int, int]:
    """The longest known name of two or more syllables at an end of a stretch; empty when there is none."""
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", folded[start:end])]
    for size in range(len(words), 1, -1):
        part = words[-size:] if from_end else words[:size]
        if folded[part[0][0] : part[-1][1]] in known:
            return part[0][0], part[-1][1]
    return 0, 0


@lru_cache(maxsize=1)
def _wards_folded() -> frozenset[str]:
    """The names of all official wards, folded."""
    return frozenset(fold(name) for level in WARD_LEVELS for name in known_names().get(level, ()))


@lru_cache(maxsize=1)
def former_wards_folded() -> frozenset[str]:
    """The names of the wards of before July 2025, folded."""
    return frozenset(fold(name) for level in WARD_LEVELS for name in former_names().get(level, ()))
