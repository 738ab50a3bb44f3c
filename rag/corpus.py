"""What the documents know that helps to understand a question: names, and how words are spelt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from index import names
from index.diacritics import Restorer
from index.diacritics_nearby import Nearby
from index.places import is_ward, name_of
from index.roll import Roll, Spellings

_LONGEST = 500  # characters of a text that is restored: what is longer was pasted, not typed in a hurry
_LEAST_SURE = 0.5  # of a restored question: below it the words are of another language


@dataclass(frozen=True)
class Corpus:
    """What the documents know: names in comparable form, recognised however they are typed, and how words are spelt."""

    places: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    spelling: Restorer | None = None  # None restores nothing
    nearest: Callable[[str], Sequence[str]] | None = None  # the texts nearest to a question without diacritics

    def restored(self, text: str) -> str:
        """The text with its missing diacritics, as the documents near to it write its words; else as it is."""
        found = self.spelling.restore(text) if self.spelling and len(text) <= _LONGEST else None
        if found is None or found.confidence < _LEAST_SURE or not found.changed:
            return text
        if self.spelling is None or self.nearest is None:
            return found.text
        return self.spelling.restore(text, Nearby(self.nearest(text))).text

    @cached_property
    def wards(self) -> frozenset[str]:
        """The places that are wards, communes and the like."""
        return frozenset(place for place in self.places if is_ward(place))

    @cached_property
    def people(self) -> frozenset[str]:
        """The speakers that are persons with a full name."""
        return frozenset(name for name in self.speakers if _is_full_name(name.title()))

    @cached_property
    def _ward_roll(self) -> Roll:
        return Roll(self.wards, name_of)

    @cached_property
    def _people_roll(self) -> Roll:
        return Roll(self.people)

    @cached_property
    def ward_spellings(self) -> Spellings:
        """The wards by their names."""
        return Spellings(self.wards, name_of)

    @cached_property
    def people_spellings(self) -> Spellings:
        """The persons by their names."""
        return Spellings(self.people)

    def wards_in(self, text: str) -> list[str]:
        """The wards whose name stands in the text, with or without its level and diacritics."""
        return self._ward_roll.standing_in(text)

    def people_in(self, text: str) -> list[str]:
        """The persons whose name stands in the text, with or without diacritics."""
        return self._people_roll.standing_in(text)


def _is_full_name(name: str) -> bool:
    return (" " in name and bool(names.persons_in(name))) or names.is_person(name)
