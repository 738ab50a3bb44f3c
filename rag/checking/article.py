"""What the whole article tells about the people and the day of each of its sentences."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.cast import Cast, cast_of
from index.documents import Sentence
from index.facts import FactKind, facts_in
from index.places import level_of, places_in
from index.text import UPPER, comparable
from rag.checking.lexicon import lexicon
from rag.checking.people import Heard, descriptions, heard_in, is_office
from rag.checking.told import known_facts

_SPEAKER = re.compile(rf"(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Aa]nh|[Cc]hị)\s+([{UPPER}]\w+(?:\s+[{UPPER}]\w+){{1,3}})")
_ABBREVIATED = re.compile(r"Thủ tướng CP(?!\w)")
_LEVEL_BEFORE = re.compile(r"(?<!\w)(?:[Pp]hường|[Xx]ã|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Tt]hành phố|[Tt]ỉnh|[Ss]ở) $")
HIGHEST = ("tỉnh", "thành phố")
_BACK = 12  # sentences before one that may have named what it has a bare word for
_DAY = re.compile(r"(?<!\w)(sáng|trưa|chiều|tối|đêm)\s+(?:ngày\s+)?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Article:
    """Who holds which offices (person, comparable → offices as written), and at which time of the day it happened."""

    offices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    parts_of_day: frozenset[str] = field(default_factory=frozenset)
    city: str = ""  # the only city that it names, normalised: what "thành phố" means in it
    names: Mapping[str, str] = field(default_factory=dict)  # everybody, comparable → as written
    called: tuple[str, ...] = ()  # names of speakers that no list of family names has
    described: Mapping[str, str] = field(default_factory=dict)  # person, comparable → the words beside their name
    before: Mapping[int, tuple[str, ...]] = field(default_factory=dict)  # by its start: the sentences before, backwards
    only: Mapping[str, str] = field(default_factory=dict)  # level → the only place of it that the article names
    heard: Mapping[int, Heard] = field(default_factory=dict)  # by the start of a sentence

    def with_names_apart(self, text: str) -> str:
        """A text in which the name of a person of the article behind "UBND phường" is not read as that of a ward."""
        text = _ABBREVIATED.sub("Thủ tướng Chính phủ", text)
        for name in (*self.names.values(), *self.called):
            at = text.find(name)
            joined = name in self.called and re.search(rf"[{UPPER}]\w* $", text[:at])
            if at > 0 and (joined or _LEVEL_BEFORE.search(text, max(0, at - 12), at)):
                text = f"{text[: at - 1]}, {text[at:]}"
        return text

    def resolved(self, sentence: Sentence) -> Sentence:
        """A sentence with the speaker that the text before it tells, where its own context has no full name."""
        heard = self.heard.get(sentence.start)
        if heard is None or heard.speaker is None or heard.speaker == sentence.context.speaker:
            return sentence
        held = next((offices for who, offices in self.offices if who == comparable(heard.speaker)), ())
        told = sentence.context.speaker
        known = (told, *sentence.context.offices) if told and is_office(told) else sentence.context.offices
        offices = (*known, *(office for office in held if office not in known))
        return replace(sentence, context=replace(sentence.context, speaker=heard.speaker, offices=offices))

    def leads(self, sentences: Iterable[Sentence]) -> tuple[str, ...]:
        """The sentences that list items among these follow."""
        heard = (self.heard.get(sentence.start) for sentence in sentences)
        return tuple(dict.fromkeys(one.lead for one in heard if one and one.lead))


def article_of(sentences: Iterable[Sentence]) -> Article:
    """What the sentences of one document tell together."""
    known = list(sentences)
    cast = _with_names_of_no_family(cast_of(s.text for s in known), known)
    day = next((s.context.date for s in known if s.context.date), None)
    parts = {
        m[1].lower()
        for s in known
        for m in _DAY.finditer(s.text)
        if day and (int(m[2]), int(m[3])) == (day.day, day.month) and m[1].lower() in lexicon().part_of_day
    }
    cities = {p.value for s in known for p in places_in(s.text) if p.level == "thành phố"}
    offices = tuple((who, tuple(held.values())) for who, held in cast.offices.items())
    city = cities.pop() if len(cities) == 1 else ""
    heard = heard_in(known, cast)
    return Article(
        offices,
        frozenset(parts),
        city,
        cast.names,
        _called(known),
        descriptions(known),
        _before(known),
        _only(known),
        heard,
    )


def _with_names_of_no_family(cast: Cast, known: Iterable[Sentence]) -> Cast:
    """A cast with those, too, whom only a form of address tells: "bà H'Lan Niê"."""
    for sentence in known:
        for fact in known_facts(sentence.text):
            if fact.kind is FactKind.PERSON and fact.value not in cast.names:
                cast.names[fact.value] = fact.text
                before = sentence.text[: fact.start].split()
                if gender := cast.gender_of(before[-1] if before else ""):
                    cast.genders[fact.value] = gender
    return cast


def _called(known: Iterable[Sentence]) -> tuple[str, ...]:
    speakers = {s.context.speaker for s in known if s.context.speaker}
    return tuple(m[1] for who in sorted(speakers) if (m := _SPEAKER.fullmatch(who)))


def _before(known: Sequence[Sentence]) -> dict[int, tuple[str, ...]]:
    texts = [s.text for s in known]
    return {s.start: tuple(reversed(texts[max(0, n - _BACK) : n])) for n, s in enumerate(known)}


def _only(known: Iterable[Sentence]) -> dict[str, str]:
    """By level, the only place of it that is named; a province or city is one only where no other one is named."""
    levels: dict[str, list[str]] = {}
    for value in dict.fromkeys(f.value for s in known for f in facts_in(s.text) if f.kind is FactKind.PLACE):
        levels.setdefault(level_of(value), []).append(value)
    highest = [value for level in HIGHEST for value in levels.get(level, ())]
    return {
        level: values[0]
        for level, values in levels.items()
        if level and len(values) == 1 and (level not in HIGHEST or len(highest) == 1)
    }
