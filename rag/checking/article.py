"""What the whole article tells about the people and the day of each of its sentences."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.cast import cast_of
from index.documents import Sentence
from index.places import places_in
from rag.checking.lexicon import lexicon

_DAY = re.compile(r"(?<!\w)(sáng|trưa|chiều|tối|đêm)\s+(?:ngày\s+)?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Article:
    """Who holds which offices (person, comparable → offices as written), and at which time of the day it happened."""

    offices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    parts_of_day: frozenset[str] = field(default_factory=frozenset)
    city: str = ""  # the only city that it names, normalised: what "thành phố" means in it


def article_of(sentences: Iterable[Sentence]) -> Article:
    """What the sentences of one document tell together."""
    known = list(sentences)
    cast = cast_of(s.text for s in known)
    day = next((s.context.date for s in known if s.context.date), None)
    parts = {
        m[1].lower()
        for s in known
        for m in _DAY.finditer(s.text)
        if day and (int(m[2]), int(m[3])) == (day.day, day.month) and m[1].lower() in lexicon().part_of_day
    }
    cities = {p.value for s in known for p in places_in(s.text) if p.level == "thành phố"}
    offices = tuple((who, tuple(held.values())) for who, held in cast.offices.items())
    return Article(offices, frozenset(parts), cities.pop() if len(cities) == 1 else "")
