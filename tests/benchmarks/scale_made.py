"""Passages by the hundred thousand, written straight into a catalogue: real ones, then mixtures of near neighbours."""

import datetime as dt
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import rows
from index.documents import Document, DocumentId

PER_DOCUMENT = 10  # passages
_CELLS, _CANDIDATES = 512, 64  # a neighbour is the nearest of so many of the same cell
_CHUNK = 2000
_INSERT = 'INSERT INTO passages (id, document, start, "end", preface, vector) VALUES (?, ?, ?, ?, ?, ?)'
_FIRST_DAY = dt.date(2015, 1, 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence inside a passage: where, what it is and of whom, as the catalogue has it, and its int8 vector."""

    start: int
    end: int
    columns: tuple[object, ...]  # kind, speaker, offices, places
    vector: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """A passage, real or mixed, without its vector."""

    text: str
    preface: str
    day: str | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Real:
    """Real passages with their vectors, shape (passages, dim), in a fixed random order."""

    passages: Sequence[Made]
    vectors: NDArray[np.float32]

    @cached_property
    def neighbours(self) -> "Neighbours":
        """Their neighbours, found at the first use."""
        return Neighbours(self)


def real(catalogues: Sequence[Path]) -> Real:
    """The passages of catalogues, and their sentences as passages of their own."""
    passages: list[Made] = []
    vectors: list[NDArray[np.float32]] = []
    for path in catalogues:
        for made, vector in _of(path):
            passages.append(made)
            vectors.append(vector)
            if len(made.pieces) < 2 and not made.preface:
                continue  # its only sentence is what was encoded for the passage
            for piece in made.pieces:
                alone = Piece(0, piece.end - piece.start, piece.columns, piece.vector)
                passages.append(Made(made.text[piece.start : piece.end], "", made.day, (alone,)))
                vectors.append(np.frombuffer(piece.vector, dtype=np.int8).astype(np.float32))
    order = np.random.default_rng(1).permutation(len(passages))
    found = np.array(vectors, dtype=np.float32).reshape(len(vectors), -1)[order]
    return Real([passages[i] for i in order], found / np.linalg.norm(found, axis=1, keepdims=True))


def _of(path: Path) -> Iterator[tuple[Made, NDArray[np.float32]]]:
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        inside: dict[int, list[tuple[object, ...]]] = {}
        columns = 'passage, start, "end", kind, speaker, offices, places, vector'
        for key, *sentence in database.execute(f"SELECT {columns} FROM sentences ORDER BY id"):  # noqa: S608 - fixed
            inside.setdefault(key, []).append(tuple(sentence))
        query = (
            'SELECT p.id, p.start, substr(d.text, p.start + 1, p."end" - p.start), p.preface, p.vector,'
            " coalesce(d.event, d.published) FROM passages p JOIN documents d ON d.id = p.document ORDER BY p.id"
        )
        for key, start, text, preface, vector, day in database.execute(query):
            found = inside.get(key, [])
            places = [(rows.integer(s[0]) - start, rows.integer(s[1]) - start) for s in found]
            pieces = tuple(Piece(*at, s[2:6], rows.blob(s[6])) for at, s in zip(places, found, strict=True))
            yield Made(text, preface, day, pieces), np.frombuffer(vector, dtype=np.float32)
    finally:
        database.close()


class Neighbours:
    """Pairs of near neighbours among real passages, and what is made of them."""

    def __init__(self, known: Real) -> None:
        import faiss

        cells = faiss.Kmeans(known.vectors.shape[1], min(_CELLS, len(known.passages) // 40 + 1), niter=6, seed=1)
        cells.train(known.vectors)
        self._known = known
        self._cell: NDArray[np.int64] = cells.index.search(known.vectors, 1)[1][:, 0]
        self._order = np.argsort(self._cell, kind="stable")
        self._ends = np.searchsorted(self._cell[self._order], np.arange(cells.k + 1))

    def mixed(self, count: int, seed: int) -> tuple[list[Made], NDArray[np.float32]]:
        """Some mixtures and their vectors: between two neighbours, the words of one and then of the other."""
        vectors, generator = self._known.vectors, np.random.default_rng(seed)
        first = generator.integers(0, len(vectors), count)
        cell = self._cell[first]
        low, size = self._ends[cell], self._ends[cell + 1] - self._ends[cell]
        others = self._order[low[:, None] + (generator.random((count, _CANDIDATES)) * size[:, None]).astype(int)]
        cosines = np.einsum("nd,ncd->nc", vectors[first], vectors[others])
        cosines[others == first[:, None]] = -2
        second = others[np.arange(count), cosines.argmax(axis=1)]
        share = generator.uniform(0.3, 0.7, (count, 1)).astype(np.float32)
        between = share * vectors[first] + (1 - share) * vectors[second]
        known = self._known.passages
        mixtures = [_mixture(known[a], known[b]) for a, b in zip(first, second, strict=True)]
        return mixtures, between / np.linalg.norm(between, axis=1, keepdims=True)


def _mixture(a: Made, b: Made) -> Made:
    head, tail = a.text[: len(a.text) // 2], b.text[len(b.text) // 2 :]
    if not (a.pieces and b.pieces):
        return Made(f"{head} {tail}", a.preface, a.day, ())
    one, other = a.pieces[0], b.pieces[-1]
    end = len(head) + 1 + len(tail)
    pieces = (
        Piece(0, len(head), one.columns, one.vector),
        Piece(len(head) + 1, end, (other.columns[0], *one.columns[1:]), other.vector),
    )
    return Made(f"{head} {tail}", a.preface, a.day, pieces)


def passages(known: Real, first: int, last: int) -> Iterator[tuple[Sequence[Made], NDArray[np.float32]]]:
    """The passages with these numbers: real ones as far as they go, then mixtures."""
    there = len(known.passages)
    for at in range(first, min(last, there), _CHUNK):
        until = min(at + _CHUNK, last, there)
        yield known.passages[at:until], known.vectors[at:until]
    if last > there:
        for at in range(max(first, there), last, _CHUNK):
            yield known.neighbours.mixed(min(_CHUNK, last - at), seed=at)


def store(catalogue: Path, first: int, made: Sequence[Made], vectors: NDArray[np.float32]) -> None:
    """Writes passages into a catalogue, some to a document; passage ids begin after `first`."""
    database = sqlite3.connect(catalogue, isolation_level=None)
    try:
        database.execute("BEGIN IMMEDIATE")
        for at in range(0, len(made), PER_DOCUMENT):
            part = made[at : at + PER_DOCUMENT]
            _store_document(database, first + at, part, vectors[at : at + PER_DOCUMENT])
        database.execute("COMMIT")
    finally:
        database.close()


def _store_document(
    database: sqlite3.Connection, first: int, part: Sequence[Made], vectors: NDArray[np.float32]
) -> None:
    key = DocumentId(sha256(f"scale {first}".encode()).hexdigest()[:16])
    text = "\n".join(made.text for made in part)
    named = next((made.day for made in part if made.day), None)
    day = dt.date.fromisoformat(named) if named else _FIRST_DAY + dt.timedelta(days=first % 4000)
    document = Document(key, f"{first}.txt", text, part[0].text[:80], day, None, False, None, "article")
    row = rows.row_of_document(document, f"{key}.txt")
    database.execute(f"INSERT INTO documents VALUES ({','.join('?' * len(row))})", row)  # noqa: S608 - marks
    ends = np.cumsum([0, *(len(made.text) + 1 for made in part)]).tolist()
    for number, (made, (start, end)) in enumerate(zip(part, pairwise(ends), strict=True), 1):
        values = (first + number, key, start, end - 1, made.preface, vectors[number - 1].tobytes())
        database.execute(_INSERT, values)
        database.executemany(
            f"INSERT INTO sentences (passage, {rows.SENTENCE}) VALUES (?,?,?,?,?,?,?,?)",  # noqa: S608 - fixed
            [(first + number, start + p.start, start + p.end, *p.columns, p.vector) for p in made.pieces],
        )
