"""An open segment: searched by meaning and by words, with exact filters."""

import json
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from index import durable, segments
from index.errors import BrokenIndex
from index.segments import Filters, place_fits, speaker_fits

Weighted = Mapping[str, Mapping[str, float]]  # field → word → weight


class Segment:
    """An open segment. Rows count from 0 and map to passage ids, which ascend."""

    def __init__(self, folder: Path) -> None:
        """Opens the files of a segment; raises BrokenIndex when one is missing or damaged."""
        import faiss
        import tantivy

        self.name = folder.name
        durable.check(folder)
        self.passages = segments.passage_ids(folder)
        try:
            self._dense = faiss.read_index(str(folder / segments.DENSE))
            self._schema = segments.schema()
            self._searcher = tantivy.Index(self._schema, path=str(folder / segments.LEXICAL)).searcher()
            with np.load(folder / segments.COLUMNS) as columns:
                self._days: NDArray[np.int32] = columns["day"]
                self._first: NDArray[np.int64] = columns["first"]
            self._sentences = _mapped(folder / segments.SENTENCES, self.dim)
            named = json.loads((folder / segments.NAMED).read_text(encoding="utf-8"))
            self._rows_of = {what: _rows_by_value(named[what]) for what in ("place", "speaker")}
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            raise BrokenIndex(where=folder, found=f"{type(error).__name__}: {str(error)[:120]}") from error
        counts = (self._dense.ntotal, self._searcher.num_docs, len(self._days), len(self._first) - 1)
        if set(counts) != {len(self.passages)} or self._first[-1] != len(self._sentences):
            raise BrokenIndex(where=folder, found="its files hold different numbers of passages")

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._dense.d)

    def allowed(self, filters: Filters, present: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which rows may be found: `present`, and within the filters. Exact."""
        rows = present.copy()
        if filters.since:
            rows &= self._days >= filters.since.toordinal()
        if filters.until:
            rows &= (self._days <= filters.until.toordinal()) & (self._days > 0)
        if filters.place:
            rows &= self._holding("place", lambda place: place_fits(filters.place, place))
        if filters.speaker:
            rows &= self._holding("speaker", lambda speaker: speaker_fits(filters.speaker, speaker))
        return rows

    def _holding(self, what: str, fits: Callable[[str], bool]) -> NDArray[np.bool_]:
        held = np.zeros(len(self.passages), dtype=bool)
        for value, rows in self._rows_of[what].items():
            if fits(value):
                held[rows] = True
        return held

    def dense(self, query: NDArray[np.float32], k: int, rows: NDArray[np.bool_]) -> dict[int, float]:
        """The k allowed passages most similar to the query: passage id → cosine."""
        import faiss

        if not rows.any():
            return {}
        params = None
        if not rows.all():
            selector = faiss.IDSelectorBitmap(np.packbits(rows, bitorder="little"))  # type: ignore[call-arg,arg-type] # faiss takes an array
            params = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg] # faiss takes fields as keywords
        similarities, found = self._dense.search(query.reshape(1, -1), min(k, len(rows)), params=params)
        return {int(self.passages[r]): float(s) for r, s in zip(found[0], similarities[0], strict=True) if r >= 0}

    def best_sentences(self, query: NDArray[np.float32], passages: NDArray[np.int64]) -> dict[int, float]:
        """Of those of the passages that are in this segment: passage id → the cosine of its most similar sentence."""
        if not len(self.passages):
            return {}
        rows = np.minimum(np.searchsorted(self.passages, passages), len(self.passages) - 1)
        rows = rows[self.passages[rows] == passages]
        spans = [(row, self._first[row], self._first[row + 1]) for row in rows]
        spans = [(row, a, b) for row, a, b in spans if b > a]
        if not spans:
            return {}
        vectors = np.concatenate([self._sentences[a:b] for _, a, b in spans])
        cosines = (vectors.astype(np.float32) @ query) / np.float32(127.0)
        starts = np.cumsum([0, *(b - a for _, a, b in spans[:-1])])
        best = np.maximum.reduceat(cosines, starts)
        return {int(self.passages[row]): float(value) for (row, _, _), value in zip(spans, best, strict=True)}

    def named(self, what: str, present: NDArray[np.bool_]) -> frozenset[str]:
        """Every "place" or "speaker" of the rows that are present, comparable form."""
        return frozenset(value for value, rows in self._rows_of[what].items() if present[rows].any())

    def frequency(self, field: str, word: str) -> int:
        """In how many passages a word stands."""
        return int(self._searcher.doc_freq(field, word))

    def lexical(self, query: Weighted, k: int, rows: NDArray[np.bool_]) -> dict[int, float]:
        """The k allowed passages with the best BM25 score: passage id → score, best first."""
        from tantivy import Occur, Query

        terms = [
            (Occur.Should, Query.boost_query(Query.term_query(self._schema, field, word, "freq"), weight))
            for field, words in query.items()
            for word, weight in words.items()
        ]
        wanted = min(k, int(rows.sum()))
        if not terms or not wanted:
            return {}
        limit = k
        while True:
            hits = self._searcher.search(Query.boolean_query(terms), limit, count=False).hits
            numbers = self._searcher.fast_field_values("row", [address for _, address in hits]) if hits else []
            scored = [(int(row or 0), float(score or 0)) for row, (score, _) in zip(numbers, hits, strict=True)]
            found = {int(self.passages[row]): score for row, score in scored if rows[row]}
            # Filtered rows took places: look further until k allowed ones are found, as if the others did not exist.
            if len(found) >= wanted or len(hits) < limit:
                return dict(list(found.items())[:k])
            limit *= 4


def _mapped(path: Path, dim: int) -> NDArray[np.int8]:
    """The rows of a file of vectors, read from the disk as they are used; shape (sentences, dim)."""
    if not path.stat().st_size:
        return np.zeros((0, dim), dtype=np.int8)
    return np.memmap(path, dtype=np.int8, mode="r").reshape(-1, dim)


def _rows_by_value(values: list[list[str]]) -> dict[str, NDArray[np.int64]]:
    """Value → the rows that hold it."""
    found: dict[str, list[int]] = {}
    for row, held in enumerate(values):
        for value in held:
            found.setdefault(value, []).append(row)
    return {value: np.array(rows, dtype=np.int64) for value, rows in found.items()}


_OPEN: WeakValueDictionary[Path, Segment] = WeakValueDictionary()
_OPENING = threading.Lock()


def opened(folder: Path) -> Segment:
    """The segment in a folder. Segments never change, so the snapshots that name one share it, as long as any does."""
    with _OPENING:
        segment = _OPEN.get(folder)
        if segment is None:
            segment = _OPEN[folder] = Segment(folder)
        return segment
