"""Which places, speakers, sources and kinds of document a filter means, however they are written in it.

A filter may name several, with ";" between them: "phường Bình Dương; phường Tân Khánh".
"""

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, Literal

from index import former_units, names, places
from index.documents import Document
from index.places_asked import places_asked
from index.text import comparable, fold, has_diacritics

Kind = Literal["place", "speaker", "source", "kind"]  # what a filter asks for

# What a kind of document (`Document.kind`) may be called, comparable.
DOCUMENT_KINDS: Final = {
    "article": ("article", "bài báo", "bài viết", "bài", "tin bài"),
    "text": ("text", "văn bản không ngày", "không ngày"),
}
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?")
_BEFORE_NAME = re.compile(r"(?:ông|ong|đồng chí|dong chi|đ/c|d/c)\s+(?=\S)|(?:bà|ba|anh|chị|chi|cô|co)\s+(?=\S+\s\S)")
_SYLLABLES: Final = 3  # of most names
_AREA_LEVELS: Final = tuple(level for level in places.LEVELS if level not in places.WARD_LEVELS)
_TITLES: Final = tuple(f"{fold(title)} " for title in names.TITLE_HEADS)


def several(wanted: str) -> tuple[str, ...]:
    """The names in a filter."""
    return tuple(name for part in wanted.split(";") if (name := part.strip()))


def place_fits(wanted: str, place: str) -> bool:
    """Whether a place is one asked for, with or without level and diacritics: "Binh Duong", "phường Bình Dương".

    A ward does not fit the city in which it lies: that is told by its areas, see `area_fits`.
    """
    return any(_one_place_fits(one, place) for one in several(wanted))


def _one_place_fits(wanted: str, place: str) -> bool:
    if not places.is_ward(place):
        return places.same_place(area_of(wanted) or _asked(wanted), place)
    if places.level_of(area_of(wanted)):
        return False
    if fold(places.name_of(place)) not in fold(wanted):
        return False  # most wards, told at once
    return places.same_place(_asked(wanted, place), place)


@lru_cache(maxsize=4096)
def _asked(wanted: str, ward: str = "") -> str:
    """The place asked for, which may be a ward of the corpus."""
    return next((p.value for p in places_asked(wanted, [ward] if ward else [])), comparable(wanted))


@lru_cache(maxsize=256)
def area_of(wanted: str) -> str:
    """The city, province or district that is asked for, normalised; "" for a ward, or a name that one bears."""
    value, typed = _asked(wanted), comparable(wanted)
    for level in _AREA_LEVELS:
        if fold(typed).startswith(f"{fold(level)} ") and typed.startswith((level, fold(level))):
            value = value if places.level_of(value) == level else f"{level} {typed[len(level) + 1 :]}"
    if places.is_ward(value) or not (places.level_of(value) or places.is_province(value)):
        return ""
    return value if places.level_of(value) or not former_units.is_ward_name(value) else ""


def area_fits(wanted: str, area: str) -> bool:
    """Whether an area (see `former_units.areas_of`) is one asked for."""
    return any(places.same_place(asked, area) for one in several(wanted) if (asked := area_of(one)))


def within(wanted: str, place: str, day: dt.date | None) -> bool:
    """Whether a place that a text of some day names is one asked for, or surely lies in one."""
    return place_fits(wanted, place) or any(area_fits(wanted, area) for area in former_units.areas_of(place, day))


def speaker_fits(wanted: str, speaker: str) -> bool:
    """Whether the words asked for stand, whole and in order, in a speaker's name; without diacritics if typed so.

    A form of address or an office may stand before the name: "ông Nguyễn Văn An", "Bí thư Đảng ủy Nguyễn Văn An". An
    office is not its deputy's.
    """
    return any(_one_speaker_fits(comparable(one), comparable(speaker)) for one in several(wanted))


def _one_speaker_fits(asked: str, speaker: str) -> bool:
    known = speaker if has_diacritics(asked) else fold(speaker)
    if fold(asked).startswith(_TITLES) and not fold(asked).startswith("pho "):
        known = re.sub(rf"(?<!\w)(?:phó|pho) {re.escape(asked)}(?!\w)", " ", known)  # a deputy holds another office
    return any(_stands(form, known) for form in _unaddressed(asked)) or _is_titled(asked, known)


def _unaddressed(asked: str) -> set[str]:
    """A name as it was asked for, and without its form of address."""
    return {asked, _BEFORE_NAME.sub("", asked, count=1) if _BEFORE_NAME.match(asked) else asked}


def name_asked(wanted: str) -> str:
    """The name in a filter of speakers, comparable: without a form of address, the last syllables after an office."""
    asked = min(_unaddressed(comparable(wanted)), key=len)
    return " ".join(asked.split(" ")[-_SYLLABLES:]) if fold(asked).startswith(_TITLES) else asked


def _is_titled(asked: str, name: str) -> bool:
    """Whether an office and a full name were asked for. "Bí thư Trần Nguyễn Văn An" is not Nguyễn Văn An."""
    if " " not in name or not asked.endswith(f" {name}") or not fold(asked).startswith(_TITLES):
        return False
    before = fold(asked.removesuffix(f" {name}"))
    return before.rsplit(" ", 1)[-1] not in _SURNAMES or bool(_OF_A_WARD.search(before))


_SURNAMES: Final = frozenset(map(fold, names.SURNAMES))
_OF_A_WARD = re.compile(r"(?<!\w)(?:phuong|xa|dac khu|quan|huyen|tinh|thanh pho)(?: \w+){2,3}$")


def _stands(asked: str, known: str) -> bool:
    return f" {asked} " in f" {known} "


def source_of(source: str) -> str:
    """A source as filters compare it: an address without scheme and "www.", or a name; comparable."""
    plain = comparable(source)
    return _ADDRESS.sub("", plain, count=1).rstrip("/") or plain


def site_of(source: str) -> str:
    """The site of a normalised source, or its name."""
    return source if " " in source else source.split("/", 1)[0]


def source_fits(wanted: str, source: str) -> bool:
    """Whether a normalised source is one asked for: its address, the page or folder it lies under, its site or name.

    Of a site, whole parts count ("sggp" of "sggp.org.vn"); of a name, whole words in order, without diacritics if typed
    so.
    """
    return any(_one_source_fits(source_of(one), source) for one in several(wanted))


def _one_source_fits(asked: str, source: str) -> bool:
    known = source if has_diacritics(asked) else fold(source)
    if "/" in asked:
        return f"{known}/".startswith(f"{asked}/")
    site = site_of(known)
    return _stands(asked, site) or (" " not in site and f".{asked}." in f".{site}.")


def kind_fits(wanted: str, kind: str) -> bool:
    """Whether a kind of document is one asked for: "article", "bài báo", "bai bao"."""
    return kind in {kind_of(one) for one in several(wanted)}


def kinds_of_document() -> tuple[str, ...]:
    """The kinds of document with what else they may be called: "article (bài báo)"."""
    return tuple(f"{kind} ({called[1]})" for kind, called in DOCUMENT_KINDS.items())


def kind_of(wanted: str) -> str:
    """The kind of document that a word names; "" for none."""
    asked = comparable(wanted)
    return next((k for k, called in DOCUMENT_KINDS.items() if asked in {*called, *map(fold, called)}), "")


def document_fits(source: str, kind: str, document: Document) -> bool:
    """Whether a document has the source and is of the kind asked for; "" asks for none."""
    if source and not (document.source and source_fits(source, source_of(document.source))):
        return False
    return not kind or kind_fits(kind, document.kind)


def key_of(kind: str, value: str) -> str:
    """What is kept beside a value, so that most that do not fit are told by comparing letters."""
    return fold(places.name_of(value)) if kind == "place" else f" {fold(value)} "


def may_fit(kind: str, wanted: str) -> Callable[[str], bool]:
    """Whether what has a key may fit; what does not, never does."""
    if kind == "place":
        asked = "\n".join([fold(wanted), *(fold(_asked(one)) for one in several(wanted))])
        return lambda key: key in asked
    if kind == "area":
        has_area = any(map(area_of, several(wanted)))
        return lambda key: has_area
    if kind == "speaker":
        typed = [comparable(one) for one in several(wanted)]
        forms = [f" {fold(form)} " for one in typed for form in _unaddressed(one)]
        return lambda key: any(form in key or form.endswith(key) for form in forms)
    asked_folded = [fold(source_of(one)) for one in several(wanted)]
    return lambda key: kind == "kind" or any(one in key for one in asked_folded)


_FITS: Final[dict[str, Callable[[str, str], bool]]] = {
    "place": place_fits,
    "area": area_fits,
    "speaker": speaker_fits,
    "source": source_fits,
    "kind": kind_fits,
}


def fits(kind: str, wanted: str) -> Callable[[str], bool]:
    """Whether a value of a kind is meant."""
    return lambda value: _FITS[kind](wanted, value)
