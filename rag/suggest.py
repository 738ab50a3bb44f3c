"""What a refused question may have meant: a name one slip of the keys away from one that the documents know."""

from index import places
from index.facts import Fact, FactKind
from index.text import comparable, fold
from rag.question import Corpus, Question


def corrected(question: Question, corpus: Corpus) -> tuple[str, ...]:
    """The question with a mistyped place or person put right, one for each name that is near; never applied unasked."""
    found: dict[str, None] = {}
    for fact in question.facts:
        for name in _near(fact, corpus):
            found[question.text[: fact.start] + name + question.text[fact.end :]] = None
    return tuple(found)[:4]


def _near(fact: Fact, corpus: Corpus) -> list[str]:
    """Known names one slip away from the fact, as they are written; none when it is itself known."""
    if fact.kind is FactKind.PLACE:
        known = {value: _written(value) for value in corpus.wards}
        same = [value for value in known if places.same_place(fact.value, value)]
    elif fact.kind is FactKind.PERSON:
        known = {value: value.title() for value in corpus.people}
        same = [value for value in known if fact.value in (value, fold(value))]
    else:
        return []
    asked = places.name_of(fact.value)
    return (
        [] if same else [written for value, written in sorted(known.items()) if one_slip(asked, places.name_of(value))]
    )


def _written(place: str) -> str:
    return f"{places.level_of(place)} {places.name_of(place).title()}"


def one_slip(typed: str, meant: str) -> bool:
    """Whether two names differ by diacritics alone, or by one letter added, left out or changed."""
    a, b = comparable(typed), comparable(meant)
    if fold(a) == fold(b):
        return True
    short, long = sorted((a, b), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]
