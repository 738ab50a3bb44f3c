"""The catalogue: the SQLite database that owns documents, passages, sentences, facts and vectors. The only truth."""

import datetime as dt
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.documents import BlockKind, Context, Document, DocumentId, Passage, Sentence
from index.errors import CatalogueDamaged, SchemaMismatch
from index.facts import facts_in

SCHEMA = 1
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, file TEXT NOT NULL, path TEXT NOT NULL, original TEXT NOT NULL, text TEXT NOT NULL, title TEXT NOT NULL,
    published TEXT, event TEXT, event_inferred INTEGER NOT NULL, source TEXT, kind TEXT NOT NULL, page_starts TEXT NOT NULL, added TEXT NOT NULL);
CREATE INDEX documents_by_path ON documents (path);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, preface TEXT NOT NULL, vector BLOB NOT NULL);
CREATE INDEX passages_by_document ON passages (document);
CREATE TABLE sentences (
    id INTEGER PRIMARY KEY AUTOINCREMENT, passage INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL, speaker TEXT, offices TEXT NOT NULL, places TEXT NOT NULL, vector BLOB NOT NULL);
CREATE INDEX sentences_by_passage ON sentences (passage);
CREATE TABLE facts (
    sentence INTEGER NOT NULL REFERENCES sentences (id) ON DELETE CASCADE, kind TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL, rounding TEXT NOT NULL);
CREATE INDEX facts_by_sentence ON facts (sentence);
"""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A document ready to be stored: its passages with their vectors, float32 of shape (passages, dim) and (sentences, dim)."""

    document: Document
    path: str  # where it was added from
    original: str  # name of the kept copy of the file
    passages: tuple[Passage, ...]
    passage_vectors: NDArray[np.float32]
    sentence_vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Stored:
    """A passage as stored, with its document and the unit vectors of its sentences, shape (sentences, dim)."""

    id: int
    document: Document
    passage: Passage
    sentence_vectors: NDArray[np.float32]


class Catalogue:
    """One catalogue file. Safe to use from several threads; writers of several processes take turns outside (see Library)."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self._lock = threading.RLock()
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = sqlite3.connect(path if create else f"file:{path}?mode=rw", uri=not create, check_same_thread=False, isolation_level=None)
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute("PRAGMA journal_mode = WAL")
            if create and not self._db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                with self.transaction():
                    for statement in filter(str.strip, _TABLES.split(";\n")):
                        self._db.execute(statement)
                    self.set_meta("schema", str(SCHEMA))
                    self.set_meta("revision", "0")
            schema = self.meta("schema")
        except sqlite3.DatabaseError as error:
            raise CatalogueDamaged(where=path, found=error) from error
        if schema != str(SCHEMA):
            raise SchemaMismatch(where=path.parent, found=schema, wanted=SCHEMA)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; the revision is the caller's to raise."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        with self._lock:
            try:
                return self._db.execute(query, tuple(values)).fetchall()
            except sqlite3.DatabaseError as error:
                raise CatalogueDamaged(where=self.path, found=error) from error

    def meta(self, name: str) -> str | None:
        """A named value, None when it was never set."""
        rows = self._rows("SELECT value FROM meta WHERE name = ?", [name])
        return str(rows[0][0]) if rows else None

    def set_meta(self, name: str, value: str) -> None:
        """Sets a named value; inside a transaction."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [name, value])

    @property
    def revision(self) -> int:
        """Counts committed changes; the snapshot names the one that it shows."""
        return int(self.meta("revision") or 0)

    def next_revision(self) -> None:
        """Marks a change; inside a transaction."""
        self.set_meta("revision", str(self.revision + 1))

    # Documents

    def documents(self) -> tuple[Document, ...]:
        """Every document, newest event first, then by file name."""
        found = [_document(row) for row in self._rows(f"SELECT {_DOCUMENT} FROM documents ORDER BY file")]
        return tuple(sorted(found, key=lambda d: d.date or dt.date.min, reverse=True))

    def document(self, identifier: str) -> Document | None:
        """The document with this id, or the only one whose id begins with it."""
        if not identifier or set(identifier) - set("0123456789abcdef"):
            return None
        rows = self._rows(f"SELECT {_DOCUMENT} FROM documents WHERE id = ? OR id LIKE ? LIMIT 2", [identifier, identifier + "%"])
        exact = [row for row in rows if row[0] == identifier] or rows
        return _document(exact[0]) if len(exact) == 1 else None

    def documents_from(self, path: str) -> tuple[DocumentId, ...]:
        """The documents that were added from a path."""
        return tuple(DocumentId(str(row[0])) for row in self._rows("SELECT id FROM documents WHERE path = ?", [path]))

    def original(self, document: DocumentId) -> str | None:
        """The name of the kept copy of the document's file."""
        rows = self._rows("SELECT original FROM documents WHERE id = ?", [document])
        return str(rows[0][0]) if rows else None

    def counts(self) -> dict[str, int]:
        """Rows in each table of content."""
        tables = ("documents", "passages", "sentences", "facts")
        return {table: int(str(self._rows(f"SELECT count(*) FROM {table}")[0][0])) for table in tables}  # noqa: S608 - fixed names

    def counts_of(self, document: DocumentId) -> dict[str, int]:
        """Passages and sentences of one document."""
        rows = self._rows(
            "SELECT count(DISTINCT p.id), count(s.id) FROM passages p LEFT JOIN sentences s ON s.passage = p.id WHERE p.document = ?", [document]
        )
        return {"passages": int(str(rows[0][0])), "sentences": int(str(rows[0][1]))}

    def insert(self, encoded: Encoded) -> None:
        """Stores a document with its passages, sentences, facts and vectors; inside a transaction."""
        d = encoded.document
        self._db.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(d.id, d.file, encoded.path, encoded.original, d.text, d.title, _text(d.published), _text(d.event)),
                *(int(d.event_inferred), d.source, d.kind, json.dumps(d.page_starts)),
                dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            ],
        )
        vectors = iter(_as_int8(encoded.sentence_vectors))
        for passage, vector in zip(encoded.passages, encoded.passage_vectors, strict=True):
            row = (d.id, passage.start, passage.end, passage.preface, vector.tobytes())
            key = self._db.execute('INSERT INTO passages (document, start, "end", preface, vector) VALUES (?, ?, ?, ?, ?)', row).lastrowid
            for sentence in passage.sentences:
                self._insert_sentence(key, sentence, next(vectors))

    def _insert_sentence(self, passage: int | None, sentence: Sentence, vector: NDArray[np.int8]) -> None:
        context = sentence.context
        offices, places = (json.dumps(value, ensure_ascii=False) for value in (context.offices, context.places))
        row = (passage, sentence.start, sentence.end, sentence.kind, context.speaker, offices, places, vector.tobytes())
        insert = 'INSERT INTO sentences (passage, start, "end", kind, speaker, offices, places, vector) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
        key = self._db.execute(insert, row).lastrowid
        facts = [(key, f.kind, f.start, f.end, f.value, f.unit, f.rounding) for f in facts_in(sentence.text)]
        self._db.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)", facts)

    def delete(self, document: DocumentId) -> None:
        """Removes a document and all that belongs to it; inside a transaction."""
        self._db.execute("DELETE FROM documents WHERE id = ?", [document])

    # Passages

    def passage_ids(self) -> NDArray[np.int64]:
        """The ids of all passages, ascending."""
        return np.array([row[0] for row in self._rows("SELECT id FROM passages ORDER BY id")], dtype=np.int64)

    def stored(self, ids: Iterable[int]) -> dict[int, Stored]:
        """The passages with these ids; an id that is no longer there is left out."""
        wanted = list(dict.fromkeys(ids))
        marks = ",".join("?" * len(wanted))
        rows = self._rows(f'SELECT id, document, start, "end", preface FROM passages WHERE id IN ({marks})', wanted)  # noqa: S608 - only marks
        documents = {document.id: document for document in self._documents({str(row[1]) for row in rows})}
        sentences = self._rows(
            f'SELECT passage, start, "end", kind, speaker, offices, places, vector FROM sentences WHERE passage IN ({marks}) ORDER BY id',  # noqa: S608 - only marks
            wanted,
        )
        inside: dict[int, list[tuple[object, ...]]] = {}
        for sentence in sentences:
            inside.setdefault(int(str(sentence[0])), []).append(sentence[1:])
        found = {}
        for key, document, start, end, preface in rows:
            owner = documents.get(DocumentId(str(document)))
            if owner is not None:
                found[int(str(key))] = _stored(int(str(key)), owner, (int(str(start)), int(str(end)), str(preface)), inside.get(int(str(key)), []))
        return found

    def passages_of(self, document: DocumentId) -> tuple[Stored, ...]:
        """The passages of a document, in order."""
        ids = [int(str(row[0])) for row in self._rows("SELECT id FROM passages WHERE document = ? ORDER BY start", [document])]
        stored = self.stored(ids)
        return tuple(stored[i] for i in ids)

    def vectors(self, ids: Sequence[int], dim: int) -> NDArray[np.float32]:
        """The vectors of passages, shape (len(ids), dim), in the order of `ids`."""
        found = np.empty((len(ids), dim), dtype=np.float32)
        for row, key in enumerate(ids):
            found[row] = np.frombuffer(self._blob(key), dtype=np.float32)
        return found

    def _blob(self, key: int) -> bytes:
        value = self._rows("SELECT vector FROM passages WHERE id = ?", [int(key)])[0][0]
        return value if isinstance(value, bytes) else b""

    def replace_vectors(self, key: int, passage: NDArray[np.float32], sentences: NDArray[np.float32]) -> None:
        """New vectors for a passage and its sentences, in order; inside a transaction."""
        self._db.execute("UPDATE passages SET vector = ? WHERE id = ?", [passage.tobytes(), key])
        ids = [row[0] for row in self._rows("SELECT id FROM sentences WHERE passage = ? ORDER BY id", [key])]
        rows = [(vector.tobytes(), i) for vector, i in zip(_as_int8(sentences), ids, strict=True)]
        self._db.executemany("UPDATE sentences SET vector = ? WHERE id = ?", rows)

    def _documents(self, ids: set[str]) -> list[Document]:
        marks = ",".join("?" * len(ids))
        return [_document(row) for row in self._rows(f"SELECT {_DOCUMENT} FROM documents WHERE id IN ({marks})", sorted(ids))]  # noqa: S608 - only marks


_DOCUMENT = "id, file, text, title, published, event, event_inferred, source, kind, page_starts"


def _document(row: tuple[object, ...]) -> Document:
    key, file, text, title, published, event, inferred, source, kind, pages = row
    return Document(
        DocumentId(str(key)), str(file), str(text), str(title), _date(published), _date(event), bool(inferred),
        None if source is None else str(source), str(kind), tuple(json.loads(str(pages))),
    )  # fmt: skip


def _stored(key: int, document: Document, place: tuple[int, int, str], rows: list[tuple[object, ...]]) -> Stored:
    sentences, vectors = [], []
    for start, end, kind, speaker, offices, places, vector in rows:
        a, b = int(str(start)), int(str(end))
        named = (tuple(json.loads(str(offices))), tuple(json.loads(str(places))))
        context = Context(None if speaker is None else str(speaker), *named, document.date, document.event_inferred)
        sentences.append(Sentence(document.id, a, b, document.text[a:b], BlockKind(str(kind)), context))
        vectors.append(np.frombuffer(vector if isinstance(vector, bytes) else b"", dtype=np.int8))
    start, end, preface = place
    passage = Passage(document.id, start, end, document.text[start:end], tuple(sentences), preface)
    matrix = np.array(vectors, dtype=np.float32) / 127.0 if vectors else np.zeros((0, 0), dtype=np.float32)
    return Stored(key, document, passage, matrix)


def _as_int8(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Unit vectors in steps of 1/127: enough to rank the sentences of the leading passages, at a quarter of the size."""
    return np.clip(np.rint(vectors * 127.0), -127, 127).astype(np.int8)


def _text(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None


def _date(value: object) -> dt.date | None:
    return dt.date.fromisoformat(str(value)) if value else None
