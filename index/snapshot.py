"""The snapshot: what searches read. A question keeps the one that it began with, whatever is added meanwhile."""

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.diacritics import Restorer
from index.diacritics_counts import Together
from index.errors import BrokenIndex
from index.manifest import Manifest
from index.naming import Kind
from index.places import name_of, same_place
from index.roll import Spellings
from index.segment import Segment, Within, opened
from index.segments import Filters, inverse_frequency
from index.text import fold

Weighted = Mapping[str, Mapping[str, float]]  # field → word → weight

_POOL: Final = 3  # times k: passages that lead by codes and are then ranked by their vectors
_LEAST_POOL: Final = 300
_KEPT_WORDS: Final = 20_000  # whose frequencies are remembered: some megabytes
_KEPT_FILTERS: Final = 16  # whose rows are remembered: a question asks with the same ones several times


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a field, as searches weigh it."""

    rarity: float  # its inverse document frequency over the snapshot
    factors: tuple[float, ...]  # what makes each segment's score the snapshot's; 0 where the word does not stand in it


class Snapshot:
    """An open manifest with its segments. Never changes."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Opens the segments that the manifest names; raises BrokenIndex when one is missing, damaged or misfitting."""
        self.manifest = manifest
        self._segments = tuple(opened(folder / "segments" / name) for name in manifest.segments)
        if any(segment.dim != manifest.dim for segment in self._segments):
            raise BrokenIndex(where=folder, found=f"its vectors are not all of length {manifest.dim}")
        removed = np.array(sorted(manifest.removed), dtype=np.int64)
        self._present = tuple(segment.present(removed) for segment in self._segments)
        self._total = sum(len(segment.passages) for segment in self._segments)
        self._within: dict[Filters, tuple[Within, ...]] = {}
        self._known_words: dict[tuple[str, str], _Word] = {}
        self.places, self.speakers = self.named("place"), self.named("speaker")

    def named(self, kind: Kind) -> frozenset[str]:
        """The values of a kind of the passages that are present: what was removed is not even suggested."""
        pairs = zip(self._segments, self._present, strict=True)
        return frozenset().union(*(segment.named(kind, present) for segment, present in pairs))

    def places_like(self, asked: str) -> list[str]:
        """The known places that a place asked about may be (`index.places.same_place`), sorted."""
        return [place for place in self._spellings[0].alike(name_of(asked)) if same_place(asked, place)]

    def speakers_like(self, asked: str) -> list[str]:
        """The known speakers with a name, comparable; one typed without diacritics is compared without. Sorted."""
        return [name for name in self._spellings[1].alike(asked) if asked in (name, fold(name))]

    @cached_property
    def _spellings(self) -> tuple[Spellings, Spellings]:
        """The places by name, and the speakers."""
        return Spellings(self.places, name_of), Spellings(self.speakers)

    def without(self, passages: Sequence[int]) -> "Snapshot":
        """The same snapshot with some passages hidden; evaluation asks what happens when the answer is not there."""
        shown, hidden = copy.copy(self), np.array(sorted(passages), dtype=np.int64)
        pairs = zip(self._segments, self._present, strict=True)
        shown._present = tuple(segment.present(hidden, present) for segment, present in pairs)
        shown._within = {}
        return shown

    def __len__(self) -> int:
        """How many passages can be found."""
        return self.count(Filters())

    def count(self, filters: Filters) -> int:
        """How many passages the filters let through."""
        return sum(within.allowed.count for within in self._filtered(filters))

    def _filtered(self, filters: Filters) -> tuple[Within, ...]:
        """What the filters let through of each segment."""
        known = self._within.get(filters)
        if known is None:
            pairs = zip(self._segments, self._present, strict=True)
            known = tuple(segment.within(filters, present) for segment, present in pairs)
            if len(self._within) >= _KEPT_FILTERS:
                self._within = {}
            self._within[filters] = known
        return known

    def dense(self, query: NDArray[np.float32], k: int, filters: Filters) -> dict[int, float]:
        """The k passages most similar to a unit vector, shape (dim,): passage id → cosine, best first.

        In a large segment codes choose the passages whose vectors are compared (see `index/dense.py`).
        """
        pool = max(_POOL * k, _LEAST_POOL)
        searched = [
            (segment, *segment.leading(query, pool, within.allowed))
            for segment, within in zip(self._segments, self._filtered(filters), strict=True)
            if within.allowed.count
        ]
        if not searched:
            return {}
        least = _kth([scores for _, _, scores, _ in searched], pool)
        found: dict[int, float] = {}
        for segment, rows, scores, exact in searched:
            leading = np.sort(rows[scores >= least])
            cosines = scores[scores >= least] if exact else segment.cosines(query, leading)
            ranked = rows[scores >= least] if exact else leading
            found.update(zip(segment.passages[ranked].tolist(), cosines.tolist(), strict=True))
        return _best(found, k)

    def newest(self, filters: Filters, k: int) -> list[int]:
        """The ids of the k newest passages that the filters let through, newest first, in the order they were added."""
        pairs = zip(self._segments, self._filtered(filters), strict=True)
        found = [one for segment, within in pairs for one in segment.newest(k, within.allowed)]
        return [passage for _, passage in sorted(found, key=lambda one: (-one[0], one[1]))[:k]]

    def best_sentences(self, query: NDArray[np.float32], passages: Iterable[int]) -> dict[int, float]:
        """Passage id → the cosine of its sentence that is most similar to a unit vector; none for one without any."""
        wanted = np.array(sorted(passages), dtype=np.int64)
        found: dict[int, float] = {}
        for segment in self._segments:
            found |= segment.best_sentences(query, wanted)
        return found

    def lexical(self, query: Weighted, k: int, filters: Filters) -> dict[int, float]:
        """The k passages with the best BM25 score: passage id → score, best first.

        Words are weighed by their frequency in the whole snapshot, so that a passage scores the same in a small segment
        as in a large one; only the average length remains each segment's own.
        """
        asked = [
            (field, word, weight, self._word(field, word).factors)
            for field, words in query.items()
            for word, weight in words.items()
        ]
        found: dict[int, float] = {}
        for number, (segment, within) in enumerate(zip(self._segments, self._filtered(filters), strict=True)):
            weighed = [(field, word, weight * each[number]) for field, word, weight, each in asked if each[number]]
            found |= segment.lexical(weighed, k, within)
        return _best(found, k)

    def rarity(self, field: str, word: str) -> float:
        """The inverse document frequency of a word over the snapshot; largest for a word that stands nowhere."""
        return self._word(field, word).rarity

    def _word(self, field: str, word: str) -> "_Word":
        """What is known of a word. One question asks the same several times."""
        known = self._known_words.get((field, word))
        if known is None:
            counts = [segment.frequency(field, word) for segment in self._segments]
            rarity = inverse_frequency(self._total, sum(counts))
            # tantivy multiplies by the frequency inside the segment: that is taken out again here.
            factors = [
                rarity / inverse_frequency(len(segment.passages), count) if count else 0.0
                for segment, count in zip(self._segments, counts, strict=True)
            ]
            known = _Word(rarity, tuple(factors))
            if len(self._known_words) >= _KEPT_WORDS:
                self._known_words = {}
            self._known_words[field, word] = known
        return known

    def spelling(self) -> Restorer:
        """What restores the diacritics of a question: the general table, and how the passages write their words."""
        return Restorer(corpus=Together(tuple(segment.spelling for segment in self._segments)))

    def segments(self) -> tuple[Segment, ...]:
        """The open segments, in the order of the manifest."""
        return self._segments


def _kth(parts: Sequence[NDArray[np.float32]], k: int) -> float:
    """The k-th largest of all scores; the smallest where there are fewer."""
    scores = np.concatenate(parts)
    if not len(scores):
        return 0.0
    return float(np.partition(scores, len(scores) - k)[len(scores) - k] if k < len(scores) else scores.min())


def _best(found: dict[int, float], k: int) -> dict[int, float]:
    """The k largest, ties by id, so that two runs agree."""
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:k])
