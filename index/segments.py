"""A segment: passages as an immutable set of search files, FAISS for meaning, tantivy for words, columns for filters."""

import datetime as dt
import json
import math
import shutil
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index import places
from index.abbreviations import other_forms
from index.catalogue import Stored
from index.errors import BrokenIndex
from index.text import bigrams, comparable, fold, tokens

# The fields of words. `folded` holds everything without diacritics, for questions typed without them.
FIELDS: Final = ("words", "pairs", "preface", "folded", "folded_pairs")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which passages may be found; None and "" let everything through."""

    since: dt.date | None = None
    until: dt.date | None = None  # inclusive
    place: str = ""
    speaker: str = ""

    @property
    def active(self) -> bool:
        """Whether anything is filtered."""
        return self != Filters()


def fields_of(text: str, preface: str = "") -> dict[str, list[str]]:
    """The words of a passage (or question), by field."""
    words, before, others = tokens(text), tokens(preface), tokens(other_forms(text))
    folded, folded_others = [fold(word) for word in words], [fold(word) for word in others]
    return {
        "words": [*words, *others],
        "pairs": [*bigrams(words), *bigrams(others)],
        "preface": [*before, *tokens(other_forms(preface))],
        "folded": [*folded, *folded_others, *(fold(word) for word in before)],
        "folded_pairs": [*bigrams(folded), *bigrams(folded_others)],
    }


def write(folder: Path, passages: Sequence[Stored], vectors: NDArray[np.float32]) -> str:
    """Writes a segment into `folder` and returns its name. A crash leaves only an unnamed temporary folder.

    `vectors` has one unit row per passage, in order.
    """
    name = uuid.uuid4().hex[:12]
    temporary = folder / f".{name}"
    temporary.mkdir(parents=True)
    _write_dense(temporary / "dense.faiss", vectors)
    _write_lexical(temporary / "lexical", passages)
    _write_columns(temporary, passages)
    temporary.rename(folder / name)
    return name


def _write_dense(path: Path, vectors: NDArray[np.float32]) -> None:
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, str(path))


def _schema() -> Any:  # noqa: ANN401 - tantivy's class is loaded late
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field("row", stored=False, indexed=False, fast=True)
    return builder.build()


def _write_lexical(path: Path, passages: Sequence[Stored]) -> None:
    import tantivy

    path.mkdir()
    index = tantivy.Index(_schema(), path=str(path))
    writer = index.writer(heap_size=64_000_000, num_threads=1)
    for row, stored in enumerate(passages):
        document = tantivy.Document()
        for name, words in fields_of(stored.passage.text, stored.passage.preface).items():
            document.add_text(name, " ".join(words))
        document.add_integer("row", row)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _write_columns(folder: Path, passages: Sequence[Stored]) -> None:
    days = [stored.document.date.toordinal() if stored.document.date else 0 for stored in passages]
    np.savez(folder / "columns.npz", passage=np.array([stored.id for stored in passages], dtype=np.int64), day=np.array(days, dtype=np.int32))
    named = {"place": [_named(stored, "place") for stored in passages], "speaker": [_named(stored, "speaker") for stored in passages]}
    (folder / "named.json").write_text(json.dumps(named, ensure_ascii=False), encoding="utf-8")


def _named(stored: Stored, what: str) -> list[str]:
    """The places or speakers of a passage's sentences, comparable form."""
    contexts = [sentence.context for sentence in stored.passage.sentences]
    found = [p for c in contexts for p in c.places] if what == "place" else [c.speaker for c in contexts if c.speaker]
    return sorted({comparable(value) for value in found})


class Segment:
    """An open segment. Rows count from 0 and map to passage ids."""

    def __init__(self, folder: Path) -> None:
        """Opens the files of a segment; raises BrokenIndex when one is missing or damaged."""
        import faiss
        import tantivy

        self.name = folder.name
        try:
            self._dense = faiss.read_index(str(folder / "dense.faiss"))
            self._index = tantivy.Index(_schema(), path=str(folder / "lexical"))
            self._searcher = self._index.searcher()
            with np.load(folder / "columns.npz") as columns:
                self.passages: NDArray[np.int64] = columns["passage"]
                self._days: NDArray[np.int32] = columns["day"]
            self._named: dict[str, list[list[str]]] = json.loads((folder / "named.json").read_text(encoding="utf-8"))
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            raise BrokenIndex(where=folder, found=f"{type(error).__name__}: {str(error)[:120]}") from error
        if not len(self.passages) == self._dense.ntotal == self._searcher.num_docs == len(self._days):
            raise BrokenIndex(where=folder, found="its files hold different numbers of passages")

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._dense.d)

    def allowed(self, filters: Filters, removed: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which rows may be found: not removed, and within the filters. Exact."""
        rows = ~np.isin(self.passages, removed)
        if filters.since:
            rows &= self._days >= filters.since.toordinal()
        if filters.until:
            rows &= (self._days <= filters.until.toordinal()) & (self._days > 0)
        if filters.place:
            rows &= np.array([any(place_fits(filters.place, p) for p in named) for named in self._named["place"]], dtype=bool)
        if filters.speaker:
            rows &= np.array([any(fold(filters.speaker) in fold(s) for s in named) for named in self._named["speaker"]], dtype=bool)
        return rows

    def dense(self, query: NDArray[np.float32], k: int, rows: NDArray[np.bool_]) -> dict[int, float]:
        """The k allowed passages most similar to the query: passage id → cosine."""
        import faiss

        if not rows.any():
            return {}
        options = {} if rows.all() else {"params": faiss.SearchParameters(sel=faiss.IDSelectorBatch(np.flatnonzero(rows)))}
        similarities, found = self._dense.search(query.reshape(1, -1), min(k, len(rows)), **options)
        return {int(self.passages[r]): float(s) for r, s in zip(found[0], similarities[0], strict=True) if r >= 0}

    def named(self, what: str) -> set[str]:
        """Every "place" or "speaker" of the segment, comparable form."""
        return {value for values in self._named[what] for value in values}

    def frequency(self, field: str, word: str) -> int:
        """In how many passages a word stands."""
        return int(self._searcher.doc_freq(field, word))

    def lexical(self, query: Mapping[str, Mapping[str, float]], k: int, rows: NDArray[np.bool_]) -> dict[int, float]:
        """The k allowed passages with the best BM25 score: passage id → score. `query` is field → word → weight."""
        import tantivy

        terms = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(tantivy.Query.term_query(self._index.schema, field, word, "freq"), weight))
            for field, words in query.items()
            for word, weight in words.items()
        ]
        wanted = min(k, int(rows.sum()))
        limit = k
        while terms and wanted:
            hits = self._searcher.search(tantivy.Query.boolean_query(terms), limit, count=False).hits
            numbers = self._searcher.fast_field_values("row", [address for _, address in hits]) if hits else []
            found = {int(self.passages[r]): float(score) for r, (score, _) in zip(numbers, hits, strict=True) if rows[r]}
            # Filtered rows took places: look further until k allowed ones are found, as if the others did not exist.
            if len(found) >= wanted or len(hits) < limit:
                return dict(list(found.items())[:k])
            limit *= 4
        return {}


def inverse_frequency(count: int, frequency: int) -> float:
    """BM25's inverse document frequency, as tantivy (and Lucene) compute it."""
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


def place_fits(wanted: str, place: str) -> bool:
    """Whether a place is the one asked for, with or without level and diacritics: "Binh Duong" fits "phường bình dương"."""
    asked = next((p.value for p in places.places_asked(wanted, [place])), comparable(wanted))
    return places.same_place(asked, place)


def discard(folder: Path, names: Sequence[str]) -> None:
    """Removes segment folders that no manifest names any more."""
    for name in names:
        shutil.rmtree(folder / name, ignore_errors=True)
