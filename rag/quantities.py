"""Which figures of a sentence can be the one asked for: a population is counted in people, not in km²."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from index.documents import Sentence
from index.facts import Fact, FactKind, facts_in
from index.text import fold, tokens
from rag.question import Question

_COUNTED = re.compile(r"(?:bao nhieu|may|how many)\s+(?P<noun>[a-z%]+)")
# Words after "bao nhiêu" that are not what is counted.
_NO_NOUN = frozenset(("la", "tat", "the", "ca", "thi", "trong", "roi", "vay", "so", "muc", "o", "cho", "thoi", "nhi"))


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    values: dict[str, dict[str, list[str]]] = json.loads(
        (Path(__file__).parent / "data" / "quantities.json").read_text(encoding="utf-8")
    )
    return values


def units_asked(question: Question) -> frozenset[str]:
    """The units, folded, in which what is asked for is counted; empty when the question is of no known quantity."""
    folded = fold(question.text)
    patterns = ((q, rf"(?<!\w)(?:{words})(?!\w)") for q in _table().values() for words in q["asked"])
    asked = [quantity for quantity, pattern in patterns if re.search(pattern, folded)]
    return frozenset(unit for quantity in asked for unit in quantity["units"])


def noun_asked(question: Question) -> str:
    """The first syllable, folded, of what is counted: "mấy khâu đột phá" → "khau"; "" where none is."""
    match = _COUNTED.search(fold(question.text))
    return match["noun"] if match and match["noun"] not in _NO_NOUN else ""


def figures_for(question: Question, sentence: Sentence) -> list[Fact]:
    """The figures of the sentence that may be the one asked for, in order. Figures that the question names are none."""
    named = question.values(FactKind.NUMBER)
    figures = [f for f in facts_in(sentence.text) if f.kind is FactKind.NUMBER and f.value not in named]
    if units := units_asked(question):
        return [f for f in figures if any(fold(f.unit).startswith(unit) for unit in units)]
    if noun := noun_asked(question):
        return [f for f in figures if _word_after(sentence.text, f) == noun]
    return figures


def _word_after(text: str, figure: Fact) -> str:
    after = fold(text[figure.end : figure.end + 30]).split()
    return after[0].strip(",.;)") if after else ""


def the_figure(question: Question, sentence: Sentence) -> Fact | None:
    """The one figure asked for: the only one that can be, else the one amid most question words; None when unsure."""
    figures = figures_for(question, sentence)
    if len(figures) < 2:
        return figures[0] if figures else None
    terms = {fold(t) for t in question.terms}
    begins = [0, *(f.end for f in figures)]
    near = [
        (len(terms & {fold(t) for t in tokens(sentence.text[a : f.end + 25])}), f)
        for a, f in zip(begins, figures, strict=False)
    ]
    near.sort(key=lambda item: -item[0])
    return near[0][1] if near[0][0] > near[1][0] else None
