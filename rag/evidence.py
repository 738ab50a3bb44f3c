"""The sentences of the leading passages as evidence: how well each bears on the question, measured."""

import datetime as dt
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import names
from index.documents import BlockKind, Sentence
from index.facts import Fact, FactKind, facts_in
from index.library import sentence_scores
from index.snapshot import Snapshot
from index.text import bigrams, fold, tokens
from rag.answers import Reason
from rag.fit import is_proposal, misfit, orders
from rag.question import Question, Wanted
from rag.search import Hit

_REASON_WORDS = re.compile(r"(?<!\w)(?:vì|do|nhằm|bởi|nhờ|để|nên|dẫn đến|ảnh hưởng|gây|với đặc thù)(?!\w)", re.IGNORECASE)
FEATURES = ("dense", "own", "around", "pairs", "passage", "wanted", "counted", "lead", "caption", "body_place", "order")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that could answer, with its features, its score from 0 to 1, and why it does not fit (None when it does)."""

    sentence: Sentence
    hit: Hit
    features: Mapping[str, float]
    score: float
    misfit: Reason | None


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: features by name, and the bias. Learnt by tests/benchmarks/learn_answering.py."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """From 0 to 1."""
        total = self.bias + sum(weight * features[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def learnt() -> Mapping[str, Weights]:
    """The models that ship: "sentence" ranks evidence, "answerable" tells whether its best answers at all."""
    values = json.loads((Path(__file__).parent / "data" / "answering.json").read_text(encoding="utf-8"))
    return {name: Weights(model["bias"], model["weights"]) for name, model in values["models"].items()}


def gather(question: Question, hits: Sequence[Hit], vector: NDArray[np.float32], snapshot: Snapshot, today: dt.date) -> list[Evidence]:
    """Every citable sentence of the hits but headings, the best first."""
    measure = _Measure(question, snapshot)
    model = learnt()["sentence"]
    found = []
    for hit in hits:
        cosines = sentence_scores(hit.stored, vector)
        for sentence, cosine in zip(hit.passage.sentences, cosines, strict=True):
            if sentence.kind is not BlockKind.HEADING:
                features = measure.features(sentence, hit, float(cosine))
                reason = misfit(question, sentence, hit.document, today)
                found.append(Evidence(sentence, hit, features, model.probability(features), reason))
    return sorted(found, key=lambda e: (-e.score, e.sentence.document, e.sentence.start))


class _Measure:
    """The features of a sentence for one question."""

    def __init__(self, question: Question, snapshot: Snapshot) -> None:
        self.question = question
        self.loose = question.bare or question.english
        self.terms = {self._form(t): 0.0 for t in question.terms}
        for term in self.terms:
            self.terms[term] = snapshot.rarity("folded" if self.loose else "words", term)
        self.total = sum(self.terms.values()) or 1.0
        self.pairs = set(bigrams([self._form(t) for t in tokens(question.text)]))
        self.counted = _counted_noun(question.text)

    def _form(self, token: str) -> str:
        return fold(token) if self.loose else token

    def _words(self, text: str) -> list[str]:
        return [self._form(t) for t in tokens(text)]

    def covered(self, words: set[str]) -> float:
        """The share of the question's content, by rarity, that stands in `words`."""
        return sum(rarity for term, rarity in self.terms.items() if term in words) / self.total

    def missing(self, words: set[str]) -> float:
        """The rarity of the rarest question word that does not stand in `words`, scaled by the rarest of all."""
        return max((r for t, r in self.terms.items() if t not in words), default=0.0) / (max(self.terms.values(), default=1.0) or 1.0)

    def features(self, sentence: Sentence, hit: Hit, cosine: float) -> dict[str, float]:
        """Features by name, each about 0 to 1."""
        own_words = self._words(sentence.text)
        own = set(own_words)
        context = " ".join([sentence.context.speaker or "", *sentence.context.offices, *sentence.context.places])
        around = own | set(self._words(context)) | set(self._words(hit.passage.text)) | set(self._words(hit.passage.preface))
        pairs = set(bigrams(own_words))
        facts = facts_in(sentence.text)
        return {
            "dense": (cosine - 0.8) * 5,
            "own": self.covered(own),
            "around": self.covered(around),
            "missing": self.missing(around),
            "missing_own": self.missing(own),
            "pairs": len(self.pairs & pairs) / max(1, len(self.pairs)),
            "passage": hit.score,
            "passage_dense": (hit.parts["dense"] - 0.8) * 5,
            "wanted": float(self._has_wanted(sentence, facts)),
            "counted": float(any(f.kind is FactKind.NUMBER and _counts(f, sentence, self.counted) for f in facts)),
            "lead": float(hit.passage.preface == ""),
            "caption": float(sentence.kind is BlockKind.CAPTION),
            "body_place": float(bool(self.question.wards) and any(f.kind is FactKind.PLACE for f in facts)),
            "order": float(orders(sentence) and self.question.wanted is Wanted.DIRECTIVE),
        }

    def _has_wanted(self, sentence: Sentence, facts: Sequence[Fact]) -> bool:
        """Whether the sentence holds the kind of thing that is asked for."""
        kinds = {Wanted.FIGURE: FactKind.NUMBER, Wanted.DATE: FactKind.DATE, Wanted.PERSON: FactKind.PERSON}
        wanted = self.question.wanted
        if wanted in kinds:
            asked = set(self.question.values(kinds[wanted]))
            return any(f.kind is kinds[wanted] and f.value not in asked for f in facts)
        if wanted is Wanted.REASON:
            return bool(_REASON_WORDS.search(sentence.text))
        if wanted is Wanted.PROPOSAL:
            return is_proposal(sentence)
        return orders(sentence) if wanted is Wanted.DIRECTIVE else sentence.kind is BlockKind.BODY


_COUNTED = re.compile(r"(?:bao nhieu|may|how many)\s+(?P<noun>[a-z%]+(?:\s[a-z]+)?)")


def _counted_noun(text: str) -> str:
    """What a figure question counts, folded: "bao nhiêu đảng viên" → "dang vien"; "" when it does not say."""
    match = _COUNTED.search(fold(text))
    return match["noun"] if match else ""


def _counts(fact: Fact, sentence: Sentence, noun: str) -> bool:
    """Whether a figure counts the noun: the noun follows it, or shares its first syllable."""
    after = fold(sentence.text[fact.end : fact.end + 25]).split()
    return bool(noun) and bool(after) and after[0] == noun.split()[0]


def short_answer(question: Question, evidence: Evidence) -> str | None:
    """The figure, day or name itself, as a verbatim slice of the sentence; None when the question wants no such thing."""
    sentence = evidence.sentence
    facts = facts_in(sentence.text)
    if question.wanted is Wanted.FIGURE:
        numbers = [f for f in facts if f.kind is FactKind.NUMBER and f.value not in question.values(FactKind.NUMBER)]
        best = _figure(question, sentence, numbers)
        return _with_unit(sentence.text, best) if best else None
    if question.wanted is Wanted.DATE:
        return next((f.text for f in facts if f.kind is FactKind.DATE and "/" not in f.value), None)
    if question.wanted is Wanted.PERSON:
        asked = question.values(FactKind.PERSON)
        people = [f.text for f in facts if f.kind is FactKind.PERSON and f.value not in asked]
        return people[0] if len(people) == 1 else None
    return None


def _figure(question: Question, sentence: Sentence, numbers: Sequence[Fact]) -> Fact | None:
    """The figure that the question asks for: the one that counts its noun, else the one with most question words just before it."""
    noun = _counted_noun(question.text)
    counted = [f for f in numbers if _counts(f, sentence, noun)]
    if len(counted) == 1 or len(numbers) == 1:
        return (counted or list(numbers))[0]
    terms = {fold(t) for t in question.terms}
    near = [(len(terms & {fold(t) for t in tokens(sentence.text[max(0, f.start - 40) : f.end + 20])}), f) for f in counted or numbers]
    near.sort(key=lambda item: -item[0])
    return near[0][1] if near and (len(near) == 1 or near[0][0] > near[1][0]) else None


def _with_unit(text: str, fact: Fact) -> str:
    match = re.match(rf"\s?{re.escape(fact.unit)}(?!\w)", text[fact.end :].lower()) if fact.unit and not fact.text.endswith(fact.unit) else None
    return text[fact.start : fact.end + (match.end() if match else 0)]


def holders_asked(question: Question) -> bool:
    """Whether the question asks who holds an office."""
    return question.wanted is Wanted.PERSON and bool(names.titles_in(question.text, []))
