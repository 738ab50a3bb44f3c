"""The snapshot: what searches read. A question keeps the one that it began with, whatever is added meanwhile."""

import copy
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import BrokenIndex
from index.manifest import Manifest
from index.segment import Segment, Weighted, opened
from index.segments import Filters, inverse_frequency


class Snapshot:
    """An open manifest with its segments. Never changes."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Opens the segments that the manifest names; raises BrokenIndex when one is missing, damaged or misfitting."""
        self.manifest = manifest
        self._segments = tuple(opened(folder / "segments" / name) for name in manifest.segments)
        if any(segment.dim != manifest.dim for segment in self._segments):
            raise BrokenIndex(where=folder, found=f"its vectors are not all of length {manifest.dim}")
        removed = np.array(manifest.removed, dtype=np.int64)
        self._present = tuple(~np.isin(segment.passages, removed) for segment in self._segments)
        self._total = sum(len(segment.passages) for segment in self._segments)
        self.places, self.speakers = self._named("place"), self._named("speaker")

    def _named(self, what: str) -> frozenset[str]:
        """The places or speakers of the passages that are present: what was removed is not even suggested."""
        pairs = zip(self._segments, self._present, strict=True)
        return frozenset(value for segment, present in pairs for value in segment.named(what, present))

    def without(self, passages: Sequence[int]) -> "Snapshot":
        """The same snapshot with some passages hidden; evaluation asks what happens when the answer is not there."""
        shown = copy.copy(self)
        pairs = zip(self._segments, self._present, strict=True)
        shown._present = tuple(present & ~np.isin(segment.passages, passages) for segment, present in pairs)
        return shown

    def __len__(self) -> int:
        """How many passages can be found."""
        return sum(int(present.sum()) for present in self._present)

    def dense(self, query: NDArray[np.float32], k: int, filters: Filters) -> dict[int, float]:
        """The k passages most similar to a unit vector, shape (dim,): passage id → cosine, best first."""
        found: dict[int, float] = {}
        for segment, present in zip(self._segments, self._present, strict=True):
            found |= segment.dense(query, k, segment.allowed(filters, present))
        return _best(found, k)

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
        rarities = {(field, word): self.rarity(field, word) for field, words in query.items() for word in words}
        found: dict[int, float] = {}
        for segment, present in zip(self._segments, self._present, strict=True):
            weighed: dict[str, dict[str, float]] = {field: {} for field in query}
            for (field, word), rarity in rarities.items():
                # tantivy multiplies by the frequency inside the segment: that is taken out again here.
                if inside := segment.frequency(field, word):
                    own = inverse_frequency(len(segment.passages), inside)
                    weighed[field][word] = query[field][word] * rarity / own
            found |= segment.lexical(weighed, k, segment.allowed(filters, present))
        return _best(found, k)

    def rarity(self, field: str, word: str) -> float:
        """The inverse document frequency of a word over the snapshot; largest for a word that stands nowhere."""
        return inverse_frequency(self._total, sum(s.frequency(field, word) for s in self._segments))

    def knows(self, field: str, word: str) -> bool:
        """Whether a word stands in any passage."""
        return any(s.frequency(field, word) for s in self._segments)

    def segments(self) -> tuple[Segment, ...]:
        """The open segments, in the order of the manifest."""
        return self._segments


def _best(found: dict[int, float], k: int) -> dict[int, float]:
    """The k largest, ties by id, so that two runs agree."""
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:k])
