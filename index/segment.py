"""An open segment: searched by meaning and by words, with exact filters."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from index import diacritics_counts, durable, segments
from index.columns import Columns
from index.dense import Allowed, Dense
from index.diacritics_counts import Counts
from index.errors import BrokenIndex
from index.naming import fits, may_fit
from index.segments import Filters
from index.stretches import Stretches


@dataclass(frozen=True, slots=True)
class Within:
    """What filters let through in one segment."""

    allowed: Allowed  # rows that fit and are present
    clauses: tuple[Any, ...]  # the same filters as queries of words; what was removed still fits these
    fitting: int  # rows that fit, removed ones included


class Segment:
    """An open segment. Rows count from 0 and map to passage ids, which ascend."""

    def __init__(self, folder: Path) -> None:
        """Opens the files of a segment; raises BrokenIndex when one is missing or damaged."""
        import tantivy

        self.name, self._folder = folder.name, folder
        durable.check(folder)
        self._columns = Columns(folder)
        self.dim, self.passages = self._columns.dim, self._columns.passages
        try:
            self._dense = Dense(folder, len(self.passages), self.dim, self._columns.vector_sums)
            self._schema = segments.schema()
            self._searcher = tantivy.Index(self._schema, path=str(folder / segments.LEXICAL)).searcher()
            ends = self._columns.first * self.dim
            self._sentences = Stretches(folder / segments.SENTENCES, ends, self._columns.sentence_sums)
        except (OSError, RuntimeError, ValueError) as error:
            raise BrokenIndex(where=folder, found=f"{type(error).__name__}: {str(error)[:120]}") from error
        if self._searcher.num_docs != len(self.passages):
            raise BrokenIndex(where=folder, found="its files hold different numbers of passages")

    @cached_property
    def spelling(self) -> Counts:
        """How the words of the passages are written, for restoring diacritics."""
        try:
            return diacritics_counts.load(self._folder / segments.SPELLING)
        except (OSError, ValueError, KeyError) as error:
            raise BrokenIndex(where=self._folder, found=f"{type(error).__name__}: {str(error)[:120]}") from error

    def present(self, removed: NDArray[np.int64], before: NDArray[np.bool_] | None = None) -> NDArray[np.bool_] | None:
        """The rows that are `before` and not removed; `removed` ascends. None stands for all rows."""
        gone = self._columns.rows_of(removed)
        if not len(gone):
            return before
        rows = np.ones(len(self.passages), dtype=bool) if before is None else before.copy()
        rows[gone] = False
        return rows

    def within(self, filters: Filters, present: NDArray[np.bool_] | None) -> Within:
        """What the filters let through of the rows that are present. Exact."""
        count = len(self.passages)
        if not filters.active:
            return Within(Allowed(present, count if present is None else int(present.sum())), (), count)
        rows, clauses = np.ones(count, dtype=bool), []
        if filters.since or filters.until:
            first, last = _days(filters)
            rows &= (self._columns.days >= first) & (self._columns.days <= last)
            clauses.append(self._between(first, last))
        for kind, wanted in filters.named().items():
            columns = ("place", "area") if kind == "place" else (kind,)  # a ward is of its city as well
            held, clause = zip(*(self._holding(column, wanted) for column in columns), strict=True)
            rows &= np.logical_or.reduce(held)
            clauses.append(_either(clause))
        fitting = int(rows.sum())
        if present is not None:
            rows &= present
        return Within(Allowed(rows, int(rows.sum())), tuple(clauses), fitting)

    def _between(self, first: int, last: int) -> Any:  # noqa: ANN401 - tantivy's class is loaded late
        from tantivy import FieldType, Query

        return Query.const_score_query(Query.range_query(self._schema, "day", FieldType.Integer, first, last), 0.0)

    def _holding(self, column: str, wanted: str) -> tuple[NDArray[np.bool_], Any]:
        """The rows that hold what is asked of a column, and the same as a query of words."""
        from tantivy import Query

        codes = self._columns.codes(column, may_fit(column, wanted), fits(column, wanted))
        clause = Query.const_score_query(Query.term_set_query(self._schema, column, codes), 0.0)
        return self._columns.holding(column, codes), clause

    def leading(
        self, query: NDArray[np.float32], pool: int, allowed: Allowed
    ) -> tuple[NDArray[np.int64], NDArray[np.float32], bool]:
        """The allowed rows that lead, at most `pool`, with their cosines, and whether these are exact."""
        return self._dense.leading(query, pool, allowed)

    def newest(self, k: int, allowed: Allowed) -> list[tuple[int, int]]:
        """The k newest of the allowed passages: the day, as an ordinal, and the passage id."""
        rows = np.arange(len(self.passages)) if allowed.rows is None else np.flatnonzero(allowed.rows)
        leading = rows[np.argsort(-self._columns.days[rows], kind="stable")[:k]]
        return list(zip(self._columns.days[leading].tolist(), self.passages[leading].tolist(), strict=True))

    def cosines(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The exact cosines of some rows, in their order."""
        return self._dense.cosines(query, rows)

    def best_sentences(self, query: NDArray[np.float32], passages: NDArray[np.int64]) -> dict[int, float]:
        """Of those of the passages that are in this segment: passage id → the cosine of its most similar sentence."""
        rows = self._columns.rows_of(passages)
        counts = self._columns.first[rows + 1] - self._columns.first[rows]
        rows, counts = rows[counts > 0], counts[counts > 0]
        if not len(rows):
            return {}
        vectors = np.frombuffer(self._sentences.read(rows), dtype=np.int8).reshape(-1, self.dim)
        cosines = (vectors.astype(np.float32) @ query) / np.float32(127.0)
        best = np.maximum.reduceat(cosines, np.concatenate([[0], np.cumsum(counts)[:-1]]))
        return dict(zip(self.passages[rows].tolist(), best.tolist(), strict=True))

    def named(self, kind: str, present: NDArray[np.bool_] | None) -> frozenset[str]:
        """Every value of a kind ("place", "speaker" and so on) of the rows that are present, comparable form."""
        return self._columns.named(kind, present)

    def frequency(self, field: str, word: str) -> int:
        """In how many passages a word stands."""
        return int(self._searcher.doc_freq(field, word))

    def lexical(self, terms: Sequence[tuple[str, str, float]], k: int, within: Within) -> dict[int, float]:
        """The k allowed passages with the best BM25 score: passage id → score, best first.

        `terms` are (field, word, weight).
        """
        wanted = min(k, within.allowed.count)
        if not terms or not wanted:
            return {}
        asked = self._asked(terms, within.clauses)
        limit = k + min(within.fitting - within.allowed.count, k)
        while True:
            hits = self._searcher.search(asked, limit, count=False).hits
            numbers = self._searcher.fast_field_values("row", [address for _, address in hits]) if hits else []
            scored = [(int(row or 0), float(score or 0)) for row, (score, _) in zip(numbers, hits, strict=True)]
            rows = within.allowed.rows
            found = [(row, score) for row, score in scored if rows is None or rows[row]]
            # Removed rows took places: look further until k allowed ones are found, as if the others did not exist.
            if len(found) >= wanted or len(hits) < limit:
                return {int(self.passages[row]): score for row, score in found[:k]}
            limit *= 4

    def _asked(self, terms: Sequence[tuple[str, str, float]], clauses: Sequence[Any]) -> Any:  # noqa: ANN401 - as above
        from tantivy import Occur, Query

        words = Query.boolean_query(
            [
                (Occur.Should, Query.boost_query(Query.term_query(self._schema, field, word, "freq"), weight))
                for field, word, weight in terms
            ]
        )
        if not clauses:
            return words
        return Query.boolean_query([(Occur.Must, clause) for clause in (*clauses, words)])


def _either(clauses: Sequence[Any]) -> Any:  # noqa: ANN401 - tantivy's class is loaded late
    """A query that any of the clauses fulfils."""
    from tantivy import Occur, Query

    return clauses[0] if len(clauses) == 1 else Query.boolean_query([(Occur.Should, clause) for clause in clauses])


def _days(filters: Filters) -> tuple[int, int]:
    """The first and the last day let through; day 0 is that of a passage without date."""
    first = filters.since.toordinal() if filters.since else 1
    return first, filters.until.toordinal() if filters.until else np.iinfo(np.int32).max


_OPEN: WeakValueDictionary[Path, Segment] = WeakValueDictionary()
_OPENING = threading.Lock()


def opened(folder: Path) -> Segment:
    """The segment in a folder. Segments never change, so the snapshots that name one share it, as long as any does."""
    with _OPENING:
        segment = _OPEN.get(folder)
        if segment is None:
            segment = _OPEN[folder] = Segment(folder)
        return segment
