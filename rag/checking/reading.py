"""A text read for comparison: its syllables in one spelling, its facts as units, its words, negations and modals."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from index.facts import Fact, FactKind
from index.text import tokens
from rag.checking.lexicon import REQUESTS, SPELT, Phrase, expanded, lexicon, longest, ordinal
from rag.checking.told import known_facts

_WORD = re.compile(r"[^\W_]+(?:[-&./][^\W_]+)*|[^\w\s]")
_BREAKS = frozenset(',;:.!?…()“”"–-[]')
_BEFORE_NOUN = frozenset(
    ("việc", "theo", "các", "những", "mọi", "về", "trước", "từ", "trên", "nhiều", "có", "ứng", "do")
)
_AFTER_NOUN = frozenset(("này", "trên", "của", "nói", "đó", "ấy"))
_BEFORE_DATE = frozenset(("ngày", "hôm", "năm", "tháng", "đề"))
_NAMED = (FactKind.PLACE, FactKind.PERSON)


@dataclass(frozen=True, slots=True)
class Operator:
    """A word at [start, end) of the elements that changes what is claimed: "not", or a kind of modality."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as elements: syllables of words and names, and one element for each figure, date, document number."""

    text: str
    forms: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]  # in the text
    clauses: tuple[int, ...]  # the number of the clause of each element
    facts: tuple[Fact, ...]
    fact_of: tuple[int, ...]  # index into `facts`, -1 for none
    capitals: tuple[bool, ...]
    empty: tuple[bool, ...]  # carries no content of its own: filler, negation or modal
    words: tuple[int, ...]  # where the word of each element begins
    operators: tuple[Operator, ...]

    def at(self, fact: int) -> int:
        """The first element of a fact."""
        return self.fact_of.index(fact)

    def written(self, start: int, end: int) -> str:
        """The text of elements [start, end)."""
        return self.text[self.spans[start][0] : self.spans[end - 1][1]]


@dataclass(slots=True)
class _Elements:
    """The elements of a text while it is read."""

    forms: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)
    fact_of: list[int] = field(default_factory=list)
    clause: int = 0

    def add(self, forms: tuple[str, ...], start: int, end: int, fact: int = -1) -> None:
        for form in forms:
            self.forms.append(form)
            self.spans.append((start, end))
            self.clauses.append(self.clause)
            self.fact_of.append(fact)


@lru_cache(maxsize=1024)
def read(text: str) -> Reading:
    """Reads a text; the same text is read once."""
    facts, found, read_to = known_facts(text), _Elements(), 0
    for number, fact in enumerate(facts):
        _add_words(text, read_to, fact.start, found)
        found.add(_of_fact(fact), fact.start, fact.end, number)
        read_to = fact.end
    _add_words(text, read_to, len(text), found)
    return _finished(text, facts, found)


def _add_words(text: str, start: int, end: int, found: _Elements) -> None:
    """Adds the words of a stretch between facts; marks begin a clause."""
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        if word in _BREAKS:
            found.clause += 1
            continue
        named = word[0].isupper() and word.lower() in SPELT and text[: match.start()].rstrip(" ")[-1:].isalnum()
        forms = tuple(tokens(word)) if named else expanded(word)  # "ông Sáu", "Nậm Mười" are no figures
        found.add(forms, match.start(), match.end())


def _of_fact(fact: Fact) -> tuple[str, ...]:
    return tuple(tokens(fact.value)) or (fact.value,) if fact.kind in _NAMED else (fact.value,)


def _finished(text: str, facts: tuple[Fact, ...], found: _Elements) -> Reading:
    forms, fact_of = found.forms, found.fact_of
    for i in range(1, len(forms)):
        if fact_of[i] < 0:
            forms[i] = ordinal(forms[i - 1], forms[i])
    capitals = _capitals(text, facts, found)
    names = {i for i in range(1, len(forms)) if capitals[i] and not capitals[i - 1]}  # "giao Ban", no "giao ban"
    words = segmented(forms, found.clauses, fact_of, names)
    operators = _operators(forms, words, fact_of, found.clauses)
    return Reading(
        text,
        tuple(forms),
        tuple(found.spans),
        tuple(found.clauses),
        facts,
        tuple(fact_of),
        tuple(capitals),
        tuple(_empty(found, facts, words, operators)),
        tuple(words),
        operators,
    )


def _capitals(text: str, facts: tuple[Fact, ...], found: _Elements) -> list[bool]:
    """Which elements have a capital; of a place or person all but the words before the name."""
    capitals = [text[start].isupper() for start, _ in found.spans]
    for i in range(1, len(capitals)):
        number = found.fact_of[i]
        if number >= 0 and found.fact_of[i - 1] == number and facts[number].kind in _NAMED:
            capitals[i] = True
    return capitals


def _empty(found: _Elements, facts: tuple[Fact, ...], words: list[int], operators: tuple[Operator, ...]) -> list[bool]:
    """Which elements carry no content of their own."""
    forms, fact_of, at = found.forms, found.fact_of, 0
    empty = [False] * len(forms)
    while at < len(forms):
        filler = longest(forms, at, lexicon().fillers) if fact_of[at] < 0 else ()
        whole = filler and words[at] == at and _whole(at + len(filler), words)
        for i in range(at, at + len(filler) if whole else at):
            empty[i] = True
        at += len(filler) if whole else 1
    for i in range(len(forms) - 2, -1, -1):
        date = fact_of[i + 1] >= 0 and facts[fact_of[i + 1]].kind is FactKind.DATE
        empty[i] |= (date or forms[i + 1] == "ngày") and fact_of[i] < 0 and forms[i] in _BEFORE_DATE
    for operator in operators:
        if operator.kind in ("not", "must", "may", "should", "will", "done", "doing"):
            empty[operator.start : operator.end] = [True] * (operator.end - operator.start)
    return empty


def segmented(forms: list[str], clauses: list[int], fact_of: list[int], names: set[int]) -> list[int]:
    """Where the word of each element begins: the most known words of two syllables, no two overlapping.

    `names`: the elements with which a name begins, in the middle of no word.
    """
    known = lexicon().compounds
    count, pairs = len(forms), [False] * (len(forms) + 1)
    best = [0.0] * (count + 1)
    for i in range(1, count + 1):
        best[i] = best[i - 1]
        if i > 1 and (forms[i - 2], forms[i - 1]) in known and clauses[i - 2] == clauses[i - 1]:
            free = fact_of[i - 2] < 0 and fact_of[i - 1] < 0 and i - 1 not in names
            if free and best[i - 2] + 1 > best[i]:
                best[i], pairs[i] = best[i - 2] + 1, True
    words, i = list(range(count)), count
    while i > 0:
        if pairs[i]:
            words[i - 1] = i - 2
            i -= 1
        i -= 1
    return words


def _operators(forms: list[str], words: list[int], fact_of: list[int], clauses: list[int]) -> tuple[Operator, ...]:
    table, found, at = lexicon(), [], 0
    while at < len(forms):
        size = 1
        if fact_of[at] < 0 and words[at] == at:
            if plain := longest(forms, at, table.no_negators):
                size = len(plain)
            elif negator := longest(forms, at, table.negators):
                size = len(negator)
                if at and fact_of[at - 1] >= 0 and (at + size == len(forms) or clauses[at + size] != clauses[at]):
                    at += size  # “3 không”
                    continue
                found.append(Operator(at, at + size, "not"))
            elif order := longest(forms, at, table.orders):
                paired = forms[at] == "vừa" and forms.count("vừa") > 1  # both … and
                noun = table.order_of[order] in REQUESTS and is_noun(forms, at, at + len(order))
                if _whole(at + len(order), words) and not paired and not noun:
                    size = len(order)
                    found.append(Operator(at, at + size, table.order_of[order]))
        at += size
    return tuple(found)


def is_noun(forms: list[str], start: int, end: int) -> bool:
    """Whether a word of asking or saying is a noun: "theo yêu cầu", "kiến nghị này"."""
    if forms[start:end] == ["chỉ", "đạo"] and start and forms[start - 1] == "ban":
        return True
    after = end < len(forms) and forms[end] in _AFTER_NOUN
    return after or (start > 0 and forms[start - 1] in _BEFORE_NOUN)


def _whole(end: int, words: list[int]) -> bool:
    """Whether a phrase that ends here does not cut a word in two."""
    return end >= len(words) or words[end] == end


def find(forms: tuple[str, ...], wanted: Phrase, starts: tuple[int, ...]) -> list[int]:
    """Where a phrase stands, of the positions where its first syllable does."""
    size = len(wanted)
    return [p for p in starts if size == 1 or forms[p : p + size] == wanted]
