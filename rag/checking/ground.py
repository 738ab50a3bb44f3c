"""What a claim may rest on: its source sentences one after another, then who, where and when of their context."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.documents import Sentence
from index.facts import Fact, FactKind
from rag.checking.lexicon import REQUESTS, Phrase, lexicon
from rag.checking.reading import Operator, Reading, find, read
from rag.checking.told import told_in

_NAMED = (FactKind.PLACE, FactKind.PERSON)
_TASKS = re.compile(
    r"(?<!\w)(?:kết luận|nhiệm vụ|công điện|một số việc|các việc|chỉ thị|quyết định)(?!\w)", re.IGNORECASE
)
_GAP = 50  # between the clauses of two sentences


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact of a source or of its context. `at`: its first element in the ground."""

    fact: Fact
    at: int
    in_context: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """The elements of all sources and contexts in one row; those of the contexts begin at `context`."""

    sources: tuple[Sentence, ...]
    forms: tuple[str, ...]
    clauses: tuple[int, ...]
    sentences: tuple[int, ...]
    ranks: tuple[int, ...]  # the number of elements with content before each
    words: tuple[int, ...]
    capitals: tuple[bool, ...]
    empty: tuple[bool, ...]
    facts: tuple[KnownFact, ...]
    operators: tuple[Operator, ...]
    context: int
    places: int  # where the places of the context begin; speakers and offices stand before
    index: dict[str, tuple[int, ...]]
    lead: str  # the kind of the last order or request of the sentence that a list follows; "" without one
    inside_name: frozenset[int]  # elements inside a person's or place's name, its first (the level) left out

    def of_kind(self, kind: FactKind) -> list[KnownFact]:
        """The facts of one kind, those of the sources first."""
        return [known for known in self.facts if known.fact.kind is kind]

    def find(self, wanted: Phrase) -> list[int]:
        """Where a phrase stands; an empty one stands nowhere."""
        return [] if not wanted else find(self.forms, wanted, self.index.get(wanted[0], ()))

    def find_word(self, wanted: Phrase) -> list[int]:
        """Where a phrase stands that is no part of a longer word."""
        last = len(self.words)
        return [
            p
            for p in self.find(wanted)
            if self.words[p] == p and (p + len(wanted) == last or self.words[p + len(wanted)] == p + len(wanted))
        ]

    def stands(self, wanted: Phrase) -> bool:
        """Whether a phrase stands in a source, not only in a context."""
        return any(p < self.context for p in self.find(wanted))

    def standing_for(self, wanted: Phrase) -> list[int]:
        """Where a synonym of a phrase stands."""
        return [p for other in lexicon().groups.get(wanted, ()) if other[0] in self.index for p in self.find(other)]


class _Row:
    """The elements of a ground while they are put together."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.clauses: list[int] = []
        self.sentences: list[int] = []
        self.words: list[int] = []
        self.capitals: list[bool] = []
        self.empty: list[bool] = []
        self.ranks: list[int] = []
        self.facts: list[KnownFact] = []
        self.operators: list[Operator] = []
        self.inside_name: list[int] = []
        self._rank = 0

    def add(self, reading: Reading, number: int, *, in_context: bool, told: Iterable[Fact] = ()) -> None:
        """Adds a reading and what its words tell; an element that matches nothing keeps it from the one before."""
        for form, clause, word, empty, capital in (("\x00", 0, 0, False, False), *_elements(reading)):
            self.ranks.append(self._rank)
            self._rank += not empty
            self.forms.append(form)
            self.clauses.append(number * _GAP + clause)
            self.sentences.append(number)
            self.words.append(word)
            self.capitals.append(capital)
            self.empty.append(empty)
        first = len(self.forms) - len(reading.forms)
        for i in range(first, len(self.forms)):
            self.words[i] += first
        self.inside_name += [
            first + i
            for i, n in enumerate(reading.fact_of)
            if n >= 0 and reading.facts[n].kind in _NAMED and reading.fact_of[i - 1 if i else 0] == n and i
        ]
        self.facts += [KnownFact(f, first + reading.at(n), in_context) for n, f in enumerate(reading.facts)]
        self.facts += [KnownFact(f, first + _element(reading, f), in_context) for f in told]
        if not in_context:
            self.operators += [Operator(o.start + first, o.end + first, o.kind) for o in reading.operators]


def _asked(lead: str) -> str:
    """How strongly the items of a list are asked for by the sentence before it; "" where it only tells."""
    kinds = [o.kind for o in read(lead).operators if o.kind in REQUESTS]
    return kinds[-1] if kinds else "order" if _TASKS.search(lead) else ""


def _element(reading: Reading, fact: Fact) -> int:
    """The element at which a fact of a reading's text begins."""
    return next((i for i, (_, end) in enumerate(reading.spans) if end > fact.start), 0)


def _elements(reading: Reading) -> list[tuple[str, int, int, bool, bool]]:
    return list(zip(reading.forms, reading.clauses, reading.words, reading.empty, reading.capitals, strict=True))


def ground_of(sources: Sequence[Sentence], leads: Sequence[str] = ()) -> Ground:
    """The ground of some sources, each with its context; `leads`: the sentences that list items among them follow."""
    row, number = _Row(), 0
    for source in sources:
        told = told_in(source.text, source.context.date)
        row.add(read(source.text), number, in_context=False, told=told)
        number += 1
    context = len(row.forms)
    contexts = list(dict.fromkeys((s.context.speaker, s.context.offices) for s in sources))
    for phrase in [*(p for speaker, offices in contexts for p in (speaker, *offices) if p), *leads]:
        row.add(read(phrase), number, in_context=True)
        number += 1
    places = len(row.forms)
    for phrase in dict.fromkeys(p for s in sources for p in s.context.places):
        row.add(read(phrase), number, in_context=True)
        number += 1
    index: dict[str, list[int]] = {}
    for at, form in enumerate(row.forms):
        index.setdefault(form, []).append(at)
    return Ground(
        tuple(sources),
        tuple(row.forms),
        tuple(row.clauses),
        tuple(row.sentences),
        tuple(row.ranks),
        tuple(row.words),
        tuple(row.capitals),
        tuple(row.empty),
        tuple(row.facts),
        tuple(row.operators),
        context,
        places,
        {form: tuple(at) for form, at in index.items()},
        next((kind for lead in leads if (kind := _asked(lead))), ""),
        frozenset(row.inside_name),
    )
