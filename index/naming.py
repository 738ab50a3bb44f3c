"""Which places and speakers a filter means, however they are written in it."""

from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from index import places
from index.text import comparable, fold, has_diacritics

Kind = Literal["place", "speaker"]


def place_fits(wanted: str, place: str) -> bool:
    """Whether a place is the one asked for, with or without level and diacritics: "Binh Duong", "phường Bình Dương"."""
    if not places.is_ward(place):
        return places.same_place(_asked(wanted), place)
    if fold(places.name_of(place)) not in fold(wanted):
        return False  # most wards, told at once
    return places.same_place(_asked(wanted, place), place)


@lru_cache(maxsize=4096)
def _asked(wanted: str, ward: str = "") -> str:
    """The place asked for, which may be a ward of the corpus."""
    return next((p.value for p in places.places_asked(wanted, [ward] if ward else [])), comparable(wanted))


def speaker_fits(wanted: str, speaker: str) -> bool:
    """Whether the words asked for stand, whole and in order, in a speaker's name; without diacritics if typed so."""
    asked, known = comparable(wanted), comparable(speaker)
    return f" {asked} " in f" {known if has_diacritics(asked) else fold(known)} "


def key_of(kind: str, value: str) -> str:
    """What is kept beside a place or speaker, so that most that do not fit are told by comparing letters."""
    return fold(places.name_of(value)) if kind == "place" else f" {fold(value)} "


def may_fit(kind: str, wanted: str) -> Callable[[str], bool]:
    """Whether what has a key may fit; what does not, never does."""
    if kind == "place":
        asked = f"{fold(wanted)}\n{fold(_asked(wanted))}"
        return lambda key: key in asked
    words = f" {fold(comparable(wanted))} "
    return lambda key: words in key


def fits(kind: str, wanted: str) -> Callable[[str], bool]:
    """Whether a place or speaker is meant."""
    return (lambda value: place_fits(wanted, value)) if kind == "place" else (lambda value: speaker_fits(wanted, value))
