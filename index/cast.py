"""The people of an article: their names, offices and wards, gathered before anybody is taken for a speaker."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from index import places
from index.names import Person, Title, office_of, persons_in, short_names_in, titles_in


@dataclass(slots=True)
class Cast:
    """The people of an article: names, offices and the wards they hold them in."""

    names: dict[str, str] = field(default_factory=dict)  # comparable full name → as written
    titles: dict[str, str] = field(default_factory=dict)  # office → person, comparable
    homes: dict[str, str] = field(default_factory=dict)  # person → ward of an office held, comparable
    offices: dict[str, dict[str, str]] = field(default_factory=dict)  # person → offices, comparable → as written
    genders: dict[str, str] = field(default_factory=dict)  # person → "m" or "f"

    def gender_of(self, who: str) -> str:
        """The gender ("m" or "f") that a name or form of address tells, else ""."""
        word = who.split(" ", 1)[0].lower()
        return self.genders.get(who) or {"ông": "m", "bà": "f"}.get(word, "")

    def holder_of(self, title: Title, about: tuple[str, ...]) -> str | None:
        """Who holds the office, if the article tells; a ward's office without its ward is that of the ward at hand."""
        office = office_of(title.value)
        holders = {person for known, person in self.titles.items() if known == office or known.startswith(office + " ")}
        nameless = office.split()[-1] in ("phường", "xã", "uỷ", "ubnd", "hđnd", "thư", "tịch")
        if nameless and len(about) == 1:
            holders = {person for person in holders if self.homes.get(person, about[0]) == about[0]}
        if not nameless and office in self.titles:
            return self.titles[office]
        return holders.pop() if len(holders) == 1 else None


def cast_of(sentences: Iterable[str]) -> Cast:
    """Everybody that the sentences (captions too) name, with their offices."""
    cast = Cast()
    for sentence in sentences:
        people = persons_in(sentence, place_spans(sentence))
        for person in people:
            cast.names.setdefault(person.value, sentence[person.start : person.end])
            _note_gender(sentence, person, cast)
        for title in titles_in(sentence, people):
            _note_holder(sentence, title, people, cast)
    return cast


def place_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where `text` names places."""
    return tuple((p.start, p.end) for p in places.places_in(text))


def wards_in(text: str) -> tuple[str, ...]:
    """The wards that `text` names, normalised, each once."""
    return tuple(dict.fromkeys(p.value for p in places.places_in(text) if places.is_ward(p.value)))


def _note_gender(sentence: str, person: Person, cast: Cast) -> None:
    before = re.search(r"(?<!\w)(ông|bà)\s+$", sentence[: person.start], re.IGNORECASE)
    if before:
        cast.genders[person.value] = "m" if before[1].lower() == "ông" else "f"
    elif " thị " in person.value:
        cast.genders.setdefault(person.value, "f")


def _note_holder(sentence: str, title: Title, people: list[Person], cast: Cast) -> None:
    """Files the office under the person who stands right after it, or right before it in apposition."""
    for person in people:
        if _stands_after(sentence, title, person) or _stands_before(sentence, title, person, people):
            office, written = office_of(title.value), sentence[title.start : title.end]
            cast.titles.setdefault(office, person.value)
            cast.offices.setdefault(person.value, {}).setdefault(office, written)
            for ward in wards_in(written):
                cast.homes.setdefault(person.value, ward)


def _stands_after(sentence: str, title: Title, person: Person) -> bool:
    between = sentence[title.end : person.start] if person.start >= title.end else "."
    return bool(re.fullmatch(r"[\s\-–]*(?:(?:đồng chí|ông|bà)\s+)?", between, re.IGNORECASE))


def _stands_before(sentence: str, title: Title, person: Person, people: list[Person]) -> bool:
    if title.start < person.end or any(person.end <= other.start < title.start for other in people):
        return False
    between = sentence[person.end : title.start]
    return bool(re.match(r"\s*[,(–-]", between)) and not re.search(r"[.;:]| và (?=các|đoàn)", between)


def named_in(sentence: str) -> tuple[str, ...]:
    """The persons that a sentence names, comparable, in order, each once; those addressed by one name as written."""
    people = persons_in(sentence, place_spans(sentence))
    return (
        tuple(dict.fromkeys(p.value for p in people))
        if people
        else tuple(sentence[p.start : p.end] for p in short_names_in(sentence))
    )
