"""A question becomes hits: by meaning and by words over the whole index, fused. Filters apply before ranking."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import places
from index.catalogue import Stored
from index.documents import Document, Passage
from index.facts import FactKind
from index.library import Library
from index.segments import Filters, fields_of
from index.snapshot import Snapshot
from rag.question import Question

POOL = 100  # hits of each side that are fused
_MOST_WARDS = 4


@dataclass(frozen=True, slots=True)
class Fusion:
    """How the parts of search are added up.

    Kinds of question: "plain", "restored" (typed without diacritics, searched with them), "bare" (searched without),
    "english".
    """

    meaning: Mapping[str, float]  # share of meaning, by kind: English shares no words with Vietnamese text
    sentence: float  # share, within meaning, of the most similar sentence beside the whole passage
    fields: Mapping[str, Mapping[str, float]]  # weights of the word fields, by kind
    ward: float  # share of a score, for speaking of a ward that the question names
    fused_worth: Mapping[str, float]  # see rag/evidence.py: questions that name somebody, and others


@lru_cache(maxsize=1)
def fusion() -> Fusion:
    """The constants that ship, in data/search.json."""
    values = json.loads((Path(__file__).parent / "data" / "search.json").read_text(encoding="utf-8"))
    return Fusion(**{name: values[name] for name in Fusion.__slots__})


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score and the parts of that score, each from 0 to 1."""

    stored: Stored
    score: float
    parts: Mapping[str, float]

    @property
    def passage(self) -> Passage:
        """The passage found."""
        return self.stored.passage

    @property
    def document(self) -> Document:
        """Its document."""
        return self.stored.document


@dataclass(frozen=True, slots=True)
class Sides:
    """Which parts order the hits; evaluation switches some off."""

    dense: bool = True
    lexical: bool = True
    sentences: bool = True  # meaning of the best sentence, beside that of the passage
    evidence: bool = True  # what the best sentence bears on the question, of the leading hits

    @classmethod
    def only(cls, side: str) -> "Sides":
        """Passage vectors alone ("dense"), or BM25 alone ("lexical"), as published baselines are."""
        return cls(dense=side == "dense", lexical=side == "lexical", sentences=False, evidence=False)


def search(
    library: Library,
    snapshot: Snapshot,
    question: Question,
    vector: NDArray[np.float32],
    k: int,
    sides: Sides = Sides(),
) -> tuple[Hit, ...]:
    """The k passages nearest to the question, best first; fewer when fewer match its filters.

    `vector` is the question's unit vector, shape (dim,). A paragraph seldom names its ward, so passages about a ward
    that the question names are searched by themselves, and stand before all others.
    """
    anywhere = _fused(snapshot, question, vector, question.filters, sides)
    near: dict[int, _Scores] = {}
    for ward in _known_wards(snapshot, question):
        named = replace(question.filters, place=ward)
        for i, scores in _fused(snapshot, question, vector, named, sides, topic_only=True).items():
            near[i] = max(near.get(i, scores), scores, key=lambda s: s.fused)
    total = {i: (1 - fusion().ward) * scores.fused for i, scores in anywhere.items()} if near else {}
    total |= {i: fusion().ward + (1 - fusion().ward) * scores.fused for i, scores in near.items()}
    total = total or {i: scores.fused for i, scores in anywhere.items()}
    leading = sorted(total, key=lambda i: (-total[i], i))[: k + 10]
    stored = library.stored(leading)
    hits = [Hit(stored[i], total[i], (near.get(i) or anywhere[i]).parts()) for i in leading if i in stored]
    return tuple(hits[:k])


@dataclass(frozen=True, slots=True)
class _Scores:
    """What a passage scored on each side."""

    fused: float
    dense: float
    sentence: float
    lexical: float

    def parts(self) -> dict[str, float]:
        return {"dense": self.dense, "sentence": self.sentence, "lexical": self.lexical}


def _fused(
    snapshot: Snapshot,
    question: Question,
    vector: NDArray[np.float32],
    filters: Filters,
    sides: Sides,
    *,
    topic_only: bool = False,
) -> dict[int, _Scores]:
    """Passage id → scores. Each side is scaled to 0–1 over its own leading hits, and they are added by share.

    That convex fusion beat reciprocal ranks on every collection tried.
    """
    kind = "english" if question.english else _spelling(question)
    share = fusion().meaning[kind] if sides.dense and sides.lexical else float(sides.dense)
    dense = snapshot.dense(vector, POOL, filters) if share > 0 else {}
    lexical = snapshot.lexical(lexical_query(question, topic_only=topic_only), POOL, filters) if share < 1 else {}
    pool = {**dense, **lexical}
    closest = snapshot.best_sentences(vector, pool) if share > 0 and sides.sentences else {}
    passage, sentence, words = scaled(dense), scaled(_leading(closest)), scaled(lexical)
    inside = fusion().sentence if closest else 0.0
    fused: dict[int, _Scores] = {}
    for i in pool:
        meaning = (1 - inside) * passage.get(i, 0.0) + inside * sentence.get(i, 0.0)
        total = share * meaning + (1 - share) * words.get(i, 0.0)
        fused[i] = _Scores(total, dense.get(i, 0.0), closest.get(i, 0.0), words.get(i, 0.0))
    return fused


def _leading(scores: Mapping[int, float]) -> dict[int, float]:
    """The best of both pools, as many as each side brought."""
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:POOL])


def _known_wards(snapshot: Snapshot, question: Question) -> list[str]:
    """The wards of the corpus that the question names, the first few."""
    if question.filters.place or not question.wards:
        return []
    known = [p for p in snapshot.places if any(places.same_place(ward, p) for ward in question.wards)]
    return sorted(known)[:_MOST_WARDS]


def _spelling(question: Question) -> str:
    return "bare" if question.bare else "restored" if question.restored else "plain"


def lexical_query(question: Question, *, topic_only: bool = False) -> dict[str, dict[str, float]]:
    """Field → word → weight for the question's words, or those beside its places. Repeated words count once."""
    weights = fusion().fields[_spelling(question)]
    text = question.text
    # Typed without diacritics, what is left beside the place would be too ambiguous to stand alone.
    for fact in reversed(question.facts) if topic_only and not question.bare else ():
        if fact.kind is FactKind.PLACE:
            text = text[: fact.start] + text[fact.end :]
    words = fields_of(text)
    words["preface"] = words["words"]
    return {name: dict.fromkeys(words[name], weight) for name, weight in weights.items()}


def scaled(scores: Mapping[int, float]) -> dict[int, float]:
    """Scores moved to 0–1 over the hits given; a lone hit, or equal ones, get 1."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    return {i: (score - low) / (high - low) if high > low else 1.0 for i, score in scores.items()}
