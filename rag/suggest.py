"""What a question may have meant: a name one slip of the keys away from one that the documents know."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import places
from index.diacritics_syllables import is_syllable
from index.facts import Fact, FactKind
from index.roll import one_slip
from index.segments import Filters
from index.text import comparable, fold, tokens
from rag.corpus import Corpus
from rag.question import Question, understand
from rag.renamed import start_with_level

_MOST = 4
_LEVEL_AFTER = re.compile(r"\s+(?:ward|commune)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meant:
    """A known name that a name in the question may have been."""

    fact: Fact  # as typed
    name: str  # comparable

    @property
    def written(self) -> str:
        """The name as it is written."""
        return _written(self.name) if self.fact.kind is FactKind.PLACE else self.name.title()


def understood(
    text: str, history: Sequence[str], filters: Filters, corpus: Corpus
) -> tuple[Question, tuple[Meant, ...]]:
    """The question as it will be searched, plainly mistyped names put right, and what other names may have meant.

    Raises:
        EmptyQuestion, QuestionTooLong.

    """
    question = understand(text, history, filters, corpus)
    near = meant(question, corpus)
    plain = [m for m in near if _is_plain(m) and [o for o in near if o.fact == m.fact] == [m]]
    if not plain or question.of_answer:
        return question, near
    right = replace(
        understand(_put_right(question.text, plain), (), filters, corpus),
        typed=question.typed,
        history_used=question.history_used,
        leans=question.leans,
        restored=True,
        mistyped=tuple((m.fact.text, m.written) for m in plain),
    )
    return right, meant(right, corpus)


def meant(question: Question, corpus: Corpus) -> tuple[Meant, ...]:
    """The known names that lie one slip away from a place or person of the question that is not known itself.

    Diacritics that were restored are a guess: then those that differ in them alone may have been meant as well.
    """
    pairs = ((fact, _near(fact, corpus, restored=question.restored)) for fact in question.facts)
    return tuple(Meant(fact, name) for fact, names in pairs for name in names)


def corrected(question: Question, near: Sequence[Meant]) -> tuple[str, ...]:
    """The question with a mistyped place or person put right, one for each name that is near; never applied unasked."""
    right = (_put_right(question.written, [m]) for m in near)
    return tuple(dict.fromkeys(text[:1].upper() + text[1:] for text in right))[:_MOST]


def elsewhere(question: Question, wards: Sequence[str]) -> tuple[str, ...]:
    """The question asked of other wards, as they are written, in place of the only place that it names."""
    named = [fact for fact in question.facts if fact.kind is FactKind.PLACE]
    if len(named) != 1 or question.english:
        return ()
    others = [Meant(named[0], comparable(ward)) for ward in wards if places.is_ward(comparable(ward))]
    return corrected(question, others)


def _put_right(text: str, near: Sequence[Meant]) -> str:
    right = text
    for m in sorted(near, key=lambda m: -m.fact.start):
        name = places.name_of(m.name).title() if _LEVEL_AFTER.match(right, m.fact.end) else m.written
        right = right[: start_with_level(right, m.fact)] + name + right[m.fact.end :]
    return right[:1].upper() + right[1:] if text[:1].isupper() else right


def _is_plain(near: Meant) -> bool:
    """Whether what was typed is nobody's name, and no other ward of the country lies as near.

    It has a word that is no Vietnamese syllable, and the known name has none.
    """
    typed, known = (places.name_of(name) for name in (near.fact.value, near.name))
    if not all(map(is_syllable, tokens(fold(known)))) or all(map(is_syllable, tokens(fold(typed)))):
        return False
    units = (name for names in places.known_names().values() for name in names)
    return near.fact.kind is not FactKind.PLACE or not any(
        one_slip(fold(typed), fold(name)) for name in units if name != known
    )


def _near(fact: Fact, corpus: Corpus, *, restored: bool) -> list[str]:
    """Known names that a fact may have meant and does not say."""
    asked = places.name_of(fact.value)
    if fact.kind is FactKind.PLACE and places.is_province(asked):
        return []  # "Tây Ninh" is no slip for the ward of Tân Ninh
    if fact.kind is FactKind.PLACE:
        spellings, level = corpus.ward_spellings, places.level_of(fact.value)
        said = [value for value in spellings.alike(asked) if places.same_place(fact.value, value)]
    elif fact.kind is FactKind.PERSON:
        spellings, level = corpus.people_spellings, ""
        said = [value for value in spellings.alike(asked) if fact.value in (value, fold(value))]
    else:
        return []
    if said and not restored:
        return []
    near = spellings.alike(asked) if said else spellings.near(asked)
    spelt = fold if asked == fold(asked) else str
    near = [v for v in near if v not in said and one_slip(asked, spelt(places.name_of(v)))]
    return [value for value in near if places.level_of(value) == level] or near


def _written(place: str) -> str:
    return f"{places.level_of(place)} {places.name_of(place).title()}"
