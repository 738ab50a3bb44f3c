"""The sentences of the leading passages as evidence: how well each bears on the question, measured."""

import datetime as dt
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import names
from index.abbreviations import expand
from index.documents import BlockKind, Sentence
from index.facts import Fact, FactKind, facts_in
from index.library import sentence_scores
from index.snapshot import Snapshot
from index.text import bigrams, comparable, fold, tokens
from rag.answers import Reason
from rag.fit import is_proposal, misfit, office_agrees, orders, same
from rag.quantities import figures_for, noun_asked, the_figure, units_asked
from rag.question import Question, Wanted, content_terms, topic_of
from rag.search import Hit, fusion

_DEADLINE = re.compile(
    r"(?<!\w)(?:chậm nhất|muộn nhất|thời hạn|hạn chót|hạn cuối|trước (?:ngày|tháng)|hoàn thành trong|deadline)(?!\w)",
    re.IGNORECASE,
)
_OF_DOCUMENT = re.compile(
    r"(?i)(?:nghị quyết|nghị định|kế hoạch|chỉ thị|quyết định|công văn|thông báo|kết luận)\s+(?:số\s+)?"
    r"[\w/-]*\d[\w/-]*\s+"
    r"(?:(?:được\s+)?(?:ban hành|ký|ra đời|có từ|đề)\s*(?:vào\s+)?|là\s+)?"
    r"(?:ngày nào|ngày mấy|khi nào|hôm nào|ngày bao nhiêu)"
)
_REASON_WORDS = re.compile(r"(?<!\w)(?:vì|do|nhằm|bởi|nhờ|để|nên|dẫn đến|ảnh hưởng|gây)(?!\w)", re.IGNORECASE)


LEAST = 1e-3  # chance of a passage without any sentence that could answer


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that could answer: features, score from 0 to 1, and why it does not fit (None when it does)."""

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


def gather(
    question: Question,
    hits: Sequence[Hit],
    vector: NDArray[np.float32],
    snapshot: Snapshot,
    today: dt.date,
    model: Weights | None = None,
    *,
    misfits: bool = True,
) -> list[Evidence]:
    """Every citable sentence of the hits but headings, best first; scored by `model`, else by the one that ships.

    Without `misfits` it is left out whether each speaks of what was asked, which no ranking needs.
    """
    measure = _Measure(question, snapshot)
    model = model or learnt()["sentence"]
    found = []
    for hit in hits:
        cosines = sentence_scores(hit.stored, vector)
        for sentence, cosine in zip(hit.passage.sentences, cosines, strict=True):
            if sentence.kind is not BlockKind.HEADING:
                features = measure.features(sentence, hit, float(cosine))
                reason = misfit(question, sentence, hit.document, today) if misfits else None
                found.append(Evidence(sentence, hit, features, model.probability(features), reason))
    return sorted(found, key=lambda e: (-e.score, e.sentence.document, e.sentence.start))


def ranked(question: Question, hits: Sequence[Hit], evidence: Sequence[Evidence]) -> tuple[Hit, ...]:
    """The hits by what their best sentence bears on the question, beside what search gave the whole passage.

    Search sees words and meaning; only sentences tell who speaks, whether a day or a figure is there, and whether a
    passage is a mere caption. Log-odds add: `fused_worth` is how many of them a search score from 0 to 1 is worth.
    """
    best: dict[int, float] = {}
    for e in evidence:
        best[e.hit.stored.id] = max(best.get(e.hit.stored.id, LEAST), min(e.score, 1 - LEAST))
    worth = fusion().fused_worth["named" if names_somebody(question) else "plain"]
    placed = []
    for hit in hits:
        chance = best.get(hit.stored.id, LEAST)
        odds = math.log(chance / (1 - chance)) + worth * (hit.score - 1)
        placed.append(replace(hit, score=1 / (1 + math.exp(-odds)), parts={**hit.parts, "evidence": chance}))
    return tuple(sorted(placed, key=lambda hit: (-hit.score, hit.stored.id)))


class _Measure:
    """The features of a sentence for one question."""

    def __init__(self, question: Question, snapshot: Snapshot) -> None:
        self.question = question
        self._passages: dict[int, frozenset[str]] = {}
        self.loose = question.bare or question.english
        self.terms = {self._form(t): 0.0 for t in content_terms(expand(question.text))}
        for term in self.terms:
            self.terms[term] = snapshot.rarity("folded" if self.loose else "words", term)
        self.total = sum(self.terms.values()) or 1.0
        self.pairs = set(bigrams(self._words(question.text)))
        topic = expand(topic_of(question))
        self.topic = {self._form(t): 0.0 for t in content_terms(topic)}
        for term in self.topic:
            self.topic[term] = snapshot.rarity("folded" if self.loose else "words", term)
        self.topic_pairs = set(bigrams(self._words(topic)))
        self.rarest = snapshot.rarity("words", "\x00")  # of a word that stands nowhere
        self.counts = bool(units_asked(question) or noun_asked(question))

    def _form(self, token: str) -> str:
        return fold(token) if self.loose else token

    def _words(self, text: str) -> tuple[str, ...]:
        return _folded_words(text) if self.loose else _words(text)

    def covered(self, words: set[str]) -> float:
        """The share of the question's content, by rarity, that stands in `words`."""
        return sum(rarity for term, rarity in self.terms.items() if term in words) / self.total

    def missing(self, words: set[str]) -> float:
        """The rarity of the rarest question word that does not stand in `words`, scaled by the rarest of all."""
        return max((r for t, r in self.terms.items() if t not in words), default=0.0) / (
            max(self.terms.values(), default=1.0) or 1.0
        )

    def topic_missing(self, words: set[str]) -> float:
        """The rarity of the rarest topic word that does not stand in `words`; 1 for a word that stands nowhere."""
        return max((rarity for term, rarity in self.topic.items() if term not in words), default=0.0) / self.rarest

    def features(self, sentence: Sentence, hit: Hit, cosine: float) -> dict[str, float]:
        """Features by name, each about 0 to 1."""
        foreign = self.question.english
        own_words = () if foreign else self._words(sentence.text)
        own, pairs = set(own_words), set(bigrams(own_words))
        around = set() if foreign else own | self._passage(hit) | self._context(sentence)
        wanted = self.question.wanted
        first = hit.passage.preface == ""
        return {
            # An English question shares no words with the text: what cannot be measured gets the middle.
            "dense": (cosine - 0.8) * 5,
            "own": 0.5 if foreign else self.covered(own),
            "around": 0.75 if foreign else self.covered(around),
            "missing": 0.5 if foreign else self.missing(around),
            "pairs": 0.2 if foreign else len(self.pairs & pairs) / max(1, len(self.pairs)),
            "foreign": float(foreign),
            "topic_own": 0.5 if foreign else _share(self.topic, own),
            "topic_around": 0.7 if foreign else _share(self.topic, around),
            "topic_missing": 0.4 if foreign else self.topic_missing(around),
            "topic_missing_own": 0.6 if foreign else self.topic_missing(own),
            "topic_pairs": 0.2 if foreign else len(self.topic_pairs & pairs) / max(1, len(self.topic_pairs)),
            "passage": hit.score,
            "passage_dense": (hit.parts["dense"] - 0.8) * 5,
            "wanted": float(self._has_wanted(sentence)),
            "uncounted": float(self.counts and not figures_for(self.question, sentence)),
            "figure": float(
                wanted is Wanted.FIGURE and self.counts and the_figure(self.question, sentence) is not None
            ),
            "lead": float(first and wanted in (Wanted.DATE, Wanted.PERSON, Wanted.OFFICE)),
            "lead_other": float(first and wanted not in (Wanted.DATE, Wanted.PERSON, Wanted.OFFICE)),
            "caption": float(sentence.kind is BlockKind.CAPTION),
            "said": float(wanted is Wanted.DIRECTIVE and bool(sentence.context.offices)),
            "by_asked": float(self._said_by_asked(sentence)),
            "order": float(wanted is Wanted.DIRECTIVE and orders(sentence)),
            "proposal": float(wanted is Wanted.PROPOSAL and is_proposal(sentence)),
        }

    def _passage(self, hit: Hit) -> frozenset[str]:
        """The words of a passage and its preface; its sentences share them."""
        if hit.stored.id not in self._passages:
            words = (*self._words(hit.passage.text), *self._words(hit.passage.preface))
            self._passages[hit.stored.id] = frozenset(words)
        return self._passages[hit.stored.id]

    def _context(self, sentence: Sentence) -> set[str]:
        context = sentence.context
        named = (context.speaker or "", *context.offices, *context.places)
        return {word for words in named if words for word in self._words(words)}

    def _said_by_asked(self, sentence: Sentence) -> bool:
        """Whether the person or office that the question names says the sentence."""
        speaker = comparable(sentence.context.speaker or "")
        asked = self.question.values(FactKind.PERSON)
        offices = [names.office_of(o) for o in sentence.context.offices]
        return any(same(a, speaker) for a in asked) or any(
            office_agrees(a, o, set()) for a in self.question.offices for o in offices
        )

    def _has_wanted(self, sentence: Sentence) -> bool:
        """Whether the sentence holds the kind of thing that is asked for."""
        kinds = {Wanted.DATE: FactKind.DATE, Wanted.PERSON: FactKind.PERSON}
        wanted = self.question.wanted
        if wanted is Wanted.DATE and _DEADLINE.search(self.question.text) and not _DEADLINE.search(sentence.text):
            return False
        if wanted is Wanted.FIGURE:
            return bool(figures_for(self.question, sentence))
        if wanted is Wanted.OFFICE:
            return bool(names.titles_in(sentence.text, []))
        if wanted is Wanted.DATE:
            return bool(dates_for(self.question, sentence))
        if wanted in kinds:
            asked = set(self.question.values(kinds[wanted]))
            return any(f.kind is kinds[wanted] and f.value not in asked for f in facts_in(sentence.text))
        if wanted is Wanted.REASON:
            return bool(_REASON_WORDS.search(sentence.text))
        if wanted is Wanted.PROPOSAL:
            return is_proposal(sentence)
        return orders(sentence) if wanted is Wanted.DIRECTIVE else sentence.kind is BlockKind.BODY


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """The tokens of a text with its abbreviations written out. Leading passages share words, and questions passages."""
    return tuple(tokens(expand(text)))


@lru_cache(maxsize=4096)
def _folded_words(text: str) -> tuple[str, ...]:
    return tuple(fold(token) for token in _words(text))


def _share(terms: Mapping[str, float], words: set[str]) -> float:
    """The share of the terms, by rarity, that stand in `words`; the middle where there are no terms."""
    total = sum(terms.values())
    return sum(rarity for term, rarity in terms.items() if term in words) / total if total else 0.5


def short_answer(question: Question, evidence: Evidence) -> str | None:
    """The figure, day or name itself, a verbatim slice of the sentence; None when the question wants no such thing."""
    sentence = evidence.sentence
    facts = facts_in(sentence.text)
    if question.wanted is Wanted.FIGURE:
        best = the_figure(question, sentence)
        return _with_unit(sentence.text, best) if best else None
    if question.wanted is Wanted.DATE:
        return next((f.text for f in dates_for(question, sentence)), None)
    if question.wanted is Wanted.PERSON:
        asked = question.values(FactKind.PERSON)
        people = [f.text for f in facts if f.kind is FactKind.PERSON and f.value not in asked]
        return people[0] if len(people) == 1 else None
    return None


def dates_for(question: Question, sentence: Sentence) -> list[Fact]:
    """The days of a sentence that can be the one asked for: a document's own date answers for the document alone."""
    facts = facts_in(sentence.text)
    asked = {f.value for f in question.facts if f.kind is FactKind.DATE}
    days = [f for f in facts if f.kind is FactKind.DATE and "/" not in f.value and f.value not in asked]
    documents = [f for f in facts if f.kind is FactKind.DOCUMENT_NUMBER]
    own = [d for d in days if any(0 <= d.start - n.end <= 8 for n in documents)]
    return own if _OF_DOCUMENT.search(question.text) else [day for day in days if day not in own]


def _with_unit(text: str, fact: Fact) -> str:
    match = (
        re.match(rf"\s?{re.escape(fact.unit)}(?!\w)", text[fact.end :].lower())
        if fact.unit and not fact.text.endswith(fact.unit)
        else None
    )
    return text[fact.start : fact.end + (match.end() if match else 0)]


def names_somebody(question: Question) -> bool:
    """Whether the question names a place, a person or an office."""
    return bool(question.offices or question.values(FactKind.PLACE) or question.values(FactKind.PERSON))


def holders_asked(question: Question) -> bool:
    """Whether the question asks who holds an office."""
    return question.wanted is Wanted.PERSON and bool(names.titles_in(question.text, []))
