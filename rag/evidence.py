"""The sentences of the leading passages as evidence: how well each bears on the question, measured."""

import datetime as dt
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import names
from index.documents import BlockKind, Sentence, Statement
from index.facts import FactKind
from index.library import sentence_scores
from index.snapshot import Snapshot
from rag.answers import Reason
from rag.bearing import Measure
from rag.fit import misfit
from rag.question import Question, Wanted
from rag.said import Register, Said
from rag.search import Hit, fusion

_BESIDE = ("dense", "own", "topic_own", "pairs", "passage")  # also measured against the best of all that is read
LEAST = 1e-3  # chance of a passage without any sentence that could answer


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that could answer: features, score from 0 to 1, and why it does not fit (None when it does)."""

    sentence: Sentence
    said: Said
    hit: Hit
    features: Mapping[str, float]
    score: float
    misfit: Reason | None


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: features by name, and the bias. Learnt by tests/benchmarks/learn_answering.py."""

    bias: float
    weights: Mapping[str, float]

    def odds(self, features: Mapping[str, float]) -> float:
        """Their logarithm."""
        return self.bias + sum(weight * features[name] for name, weight in self.weights.items())

    def probability(self, features: Mapping[str, float]) -> float:
        """From 0 to 1."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.odds(features)))))


@lru_cache(maxsize=1)
def learnt() -> Mapping[str, Weights]:
    """The models that ship: "sentence" ranks evidence, "answerable" tells whether its best answers; "…_plain" each."""
    values = json.loads((Path(__file__).parent / "data" / "answering.json").read_text(encoding="utf-8"))
    return {name: Weights(model["bias"], model["weights"]) for name, model in values["models"].items()}


@dataclass(frozen=True, slots=True)
class Ranking:
    """The models that order sentences: where who speaks or of which place is known, and of plain texts."""

    told: Weights
    plain: Weights

    def of(self, hit: Hit, sentence: Sentence) -> Weights:
        """The model for a sentence."""
        return self.told if is_told(hit, sentence) else self.plain


def shipped() -> Ranking:
    """The models that ship."""
    return Ranking(learnt()["sentence"], learnt()["sentence_plain"])


def is_told(hit: Hit, sentence: Sentence) -> bool:
    """Whether it is known who speaks or of which place, or an article could tell. Of a plain text only words tell."""
    return hit.document.kind == "article" or bool(sentence.context.speaker or sentence.context.places)


def gather(
    question: Question,
    hits: Sequence[Hit],
    vector: NDArray[np.float32],
    snapshot: Snapshot,
    today: dt.date,
    ranking: Ranking | None = None,
    *,
    statements: Sequence[Statement] = (),
    misfits: bool = True,
) -> list[Evidence]:
    """Every citable sentence of the hits but headings, best first; scored by `ranking`, else by the one that ships.

    Without `misfits` it is left out whether each speaks of what was asked, which no ranking needs.
    """
    measure, register = Measure(question, snapshot), Register(statements)
    ranking = ranking or shipped()
    read = []
    for hit in hits:
        cosines = sentence_scores(hit.stored, vector)
        for sentence, cosine in zip(hit.passage.sentences, cosines, strict=True):
            if sentence.kind is not BlockKind.HEADING:
                said = register.of(sentence)
                features = measure.features(sentence, said, hit, float(cosine))
                read.append((sentence, said, hit, features))
    most = {name: max((features[name] for *_, features in read), default=0.0) for name in _BESIDE}
    found = []
    for sentence, said, hit, features in read:
        features |= {f"{name}_behind": features[name] - best for name, best in most.items()}
        reason = misfit(question, sentence, hit.passage, hit.document, said, today) if misfits else None
        score = ranking.of(hit, sentence).probability(features)
        found.append(Evidence(sentence, said, hit, features, score, reason))
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


def names_somebody(question: Question) -> bool:
    """Whether the question names a place, a person or an office."""
    return bool(question.offices or question.values(FactKind.PLACE) or question.values(FactKind.PERSON))


def holders_asked(question: Question) -> bool:
    """Whether the question asks who holds an office."""
    return question.wanted is Wanted.PERSON and bool(names.titles_in(question.text, []))
