"""Who holds an office, by the titles that adjoin a name: of two persons and two offices each has its own."""

import re
from collections.abc import Sequence

from index import names, places
from index.facts import Fact, FactKind, all_facts
from index.text import comparable, tokens
from rag.question import Question
from rag.who import office_agrees

_BEHIND = re.compile(r", | - | – | \(")
_BETWEEN = re.compile(r"(?: ?[-–])? (?:(?i:đồng chí|đ/c|ông|bà|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý)) )?")


def titles_of(person: Fact, facts: Sequence[Fact], text: str) -> list[Fact]:
    """The titles that follow a name, or lead to it, with nothing but commas between: "ông A, Bí thư X, Chủ tịch Y"."""
    titles = [f for f in facts if f.kind is FactKind.TITLE]
    found: list[Fact] = []
    at = person.end
    for title in titles:
        if title.start >= at and _BEHIND.fullmatch(text[at : title.start]):
            found.append(title)
            at = title.end
    return found or _leading_to(titles, text, person.start)


def _leading_to(titles: Sequence[Fact], text: str, at: int) -> list[Fact]:
    found: list[Fact] = []
    for title in reversed(titles):
        between = text[title.end : at]
        if title.end <= at and (between == ", " if found else _BETWEEN.fullmatch(between)):
            found.insert(0, title)
            at = title.start
    return found


def holders(question: Question, text: str) -> list[Fact]:
    """The persons of a sentence who hold the office that the question asks about, where it asks."""
    facts = all_facts(text)
    where = {token for place in question.values(FactKind.PLACE) for token in tokens(place)}
    return [
        person
        for person in facts
        if person.kind is FactKind.PERSON
        and any(_is_asked(question, title, where) for title in titles_of(person, facts, text))
    ]


def _is_asked(question: Question, title: Fact, where: set[str]) -> bool:
    """Whether a title is the office asked about: the same rank and body, of a place asked about if it names one."""
    asked = [*question.values(FactKind.PLACE), *question.filters.place.split(";")]
    named = [place.value for place in places.places_in(title.text)]
    of_others = named and any(asked) and not any(places.same_place(a, n) for a in asked if a for n in named)
    office = names.office_of(comparable(title.value))
    return not of_others and any(office_agrees(one, office, where) for one in question.offices)
