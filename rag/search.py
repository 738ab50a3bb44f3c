"""A question becomes hits: by meaning and by words over the whole index, fused. Filters apply before ranking."""

import json
from collections.abc import Callable, Mapping, Sequence
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
_MOST_NAMED = 4
_NEAREST = 10  # passages that tell how a question's words are written


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
    speaker: float  # share of a score, for being said by whom the question names
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
    vector: Callable[[], NDArray[np.float32]],
    k: int,
    sides: Sides = Sides(),
    meant: Sequence[str] = (),
) -> tuple[Hit, ...]:
    """The k passages nearest to the question, best first; fewer when fewer match its filters.

    `vector` gives the question's unit vector, shape (dim,), and is asked only after the words were searched, so that
    both can be done at once. A paragraph seldom names its ward or who speaks: passages about a ward that the question
    names, and those said by whom it names, are searched by themselves and stand before others. `meant` are known names,
    comparable, that a mistyped one of the question may have been: they are looked for beside it.
    """
    asked = [_Asked(question.filters, meant=tuple(meant)), *_within(snapshot, question, meant)]
    share = _meaning(question, sides)
    words = [_by_words(snapshot, question, one) if share < 1 else {} for one in asked]
    unit = vector()
    dense = [snapshot.dense(unit, POOL, one.filters) if share > 0 else {} for one in asked]
    every = set().union(*dense, *words) if share > 0 and sides.sentences else set()
    closest = snapshot.best_sentences(unit, every)
    scored = [_fused(near, found, closest, share) for near, found in zip(dense, words, strict=True)]
    best: dict[int, _Scores] = {}
    for i, scores in ((i, scores) for one in reversed(scored) for i, scores in one.items()):
        best[i] = max(best.get(i, scores), scores, key=lambda s: s.fused)
    named = {one.without: one.worth for one in asked[1:]}
    total = {i: (1 - sum(named.values())) * scores.fused for i, scores in best.items()}
    for kind, worth in named.items():
        for i in {i for one, found in zip(asked, scored, strict=True) if one.without is kind for i in found}:
            total[i] += worth
    return _read(library, sorted(total, key=lambda i: (-total[i], i)), k, total, best)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One of the searches of a question: everywhere, or within what it names."""

    filters: Filters
    without: FactKind | None = None  # names of this kind are no words of the search: the filter stands for them
    worth: float = 0.0  # share of a score, for being found within
    meant: tuple[str, ...] = ()


def _within(snapshot: Snapshot, question: Question, meant: Sequence[str]) -> list[_Asked]:
    """The searches among what a ward or a speaker that the question names is about, or has said."""
    constants, filters = fusion(), question.filters
    wards = _known_wards(snapshot, question, meant)
    found = [_Asked(replace(filters, place=ward), FactKind.PLACE, constants.ward) for ward in wards]
    people = [] if filters.speaker else _known_speakers(snapshot, question, meant)
    return found + [_Asked(replace(filters, speaker=who), FactKind.PERSON, constants.speaker) for who in people]


def _read(
    library: Library, order: Sequence[int], k: int, total: Mapping[int, float], scores: "Mapping[int, _Scores]"
) -> tuple[Hit, ...]:
    """The first k passages that are still there, read from the catalogue."""
    hits: list[Hit] = []
    at = 0
    while len(hits) < k and at < len(order):
        part = order[at : at + k - len(hits)]
        stored = library.stored(part)
        hits += [Hit(stored[i], total[i], scores[i].parts()) for i in part if i in stored]
        at += len(part)
    return tuple(hits)


@dataclass(frozen=True, slots=True)
class _Scores:
    """What a passage scored on each side."""

    fused: float
    dense: float
    sentence: float
    lexical: float

    def parts(self) -> dict[str, float]:
        return {"dense": self.dense, "sentence": self.sentence, "lexical": self.lexical}


def _meaning(question: Question, sides: Sides) -> float:
    """The share of meaning in a score, from 0 (words alone) to 1."""
    kind = "english" if question.english else _spelling(question)
    return fusion().meaning[kind] if sides.dense and sides.lexical else float(sides.dense)


def _by_words(snapshot: Snapshot, question: Question, asked: _Asked) -> dict[int, float]:
    query = lexical_query(question, without=asked.without, meant=asked.meant)
    return snapshot.lexical(query, POOL, asked.filters)


def _fused(
    dense: Mapping[int, float], lexical: Mapping[int, float], closest: Mapping[int, float], share: float
) -> dict[int, _Scores]:
    """Passage id → scores. Each side is scaled to 0–1 over its own leading hits, and they are added by share.

    That convex fusion beat reciprocal ranks on every collection tried. `closest` are the cosines of best sentences.
    """
    pool = {**dense, **lexical}
    best = {i: closest[i] for i in pool if i in closest}
    passage, sentence, words = scaled(dense), scaled(_leading(best)), scaled(lexical)
    inside = fusion().sentence if best else 0.0
    fused: dict[int, _Scores] = {}
    for i in pool:
        meaning = (1 - inside) * passage.get(i, 0.0) + inside * sentence.get(i, 0.0)
        total = share * meaning + (1 - share) * words.get(i, 0.0)
        fused[i] = _Scores(total, dense.get(i, 0.0), best.get(i, 0.0), words.get(i, 0.0))
    return fused


def _leading(scores: Mapping[int, float]) -> dict[int, float]:
    """The best of both pools, as many as each side brought."""
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:POOL])


def _known_wards(snapshot: Snapshot, question: Question, meant: Sequence[str]) -> list[str]:
    """The wards of the corpus that the question names, in its order, then those it may have meant; the first few."""
    if question.filters.place:
        return []
    named = [place for ward in question.wards for place in snapshot.places_like(ward)]
    return list(dict.fromkeys([*named, *filter(places.is_ward, meant)]))[:_MOST_NAMED]


def _known_speakers(snapshot: Snapshot, question: Question, meant: Sequence[str]) -> list[str]:
    """The speakers of the corpus whose full name the question names, then those it may have meant; the first few."""
    asked = [*question.values(FactKind.PERSON), *meant]
    named = [name for value in asked if " " in value for name in snapshot.speakers_like(value)]
    return list(dict.fromkeys(named))[:_MOST_NAMED]


def _spelling(question: Question) -> str:
    return "bare" if question.bare else "restored" if question.restored else "plain"


def lexical_query(
    question: Question, *, without: FactKind | None = None, meant: Sequence[str] = ()
) -> dict[str, dict[str, float]]:
    """Field → word → weight for the question's words, or those beside its facts of a kind. Repeated words count once.

    `meant` are names looked for as well, see `search`.
    """
    weights = fusion().fields[_spelling(question)]
    text = question.text
    # Typed without diacritics, what is left beside the name would be too ambiguous to stand alone.
    for fact in reversed(question.facts) if without and not question.bare else ():
        if fact.kind is without:
            text = text[: fact.start] + text[fact.end :]
    words = fields_of(". ".join((text, *meant)))
    words["preface"] = words["words"]
    return {name: dict.fromkeys(words[name], weight) for name, weight in weights.items()}


def nearest_by_words(library: Library, snapshot: Snapshot, text: str) -> list[str]:
    """The texts of the few passages that share most words with a text, whatever the diacritics."""
    words = fields_of(text)
    query = {name: dict.fromkeys(words[name], weight) for name, weight in fusion().fields["bare"].items()}
    found = snapshot.lexical(query, _NEAREST, Filters())
    return [stored.passage.text for stored in library.stored(list(found)).values()]


def naming(snapshot: Snapshot, name: str, filters: Filters, k: int) -> list[int]:
    """The ids of the k passages that share most words with a name, best first."""
    words = fields_of(name)
    query = {
        field: dict.fromkeys(words[field], weight)
        for field, weight in fusion().fields["plain"].items()
        if field in words
    }
    return list(snapshot.lexical(query, k, filters))


def scaled(scores: Mapping[int, float]) -> dict[int, float]:
    """Scores moved to 0–1 over the hits given; a lone hit, or equal ones, get 1."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    return {i: (score - low) / (high - low) if high > low else 1.0 for i, score in scores.items()}
