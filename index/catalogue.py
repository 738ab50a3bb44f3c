"""The catalogue: the SQLite database that owns documents, passages, sentences, facts and vectors. The only truth."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import rows
from index.database import Database
from index.documents import Document, DocumentId, Passage, Sentence, Statement
from index.errors import CatalogueDamaged, SchemaMismatch
from index.facts import facts_in
from index.rows import Row, Stored
from index.schema import SCHEMA, new_token

__all__ = ["Catalogue", "Encoded", "State", "Stored"]

# Any number of ids as one parameter: SQLite takes only so many.
_IDS = "(SELECT value FROM json_each(?))"


class State(NamedTuple):
    """Which of its states a catalogue is in, or a snapshot shows."""

    revision: int  # counts committed changes
    token: str  # tells this change from the one of the same number in another catalogue


@dataclass(frozen=True, slots=True)
class Encoded:
    """A document ready to be stored: its passages with their vectors, shapes (passages, dim) and (sentences, dim)."""

    document: Document
    original: str  # name of the kept copy of the file
    passages: tuple[Passage, ...]
    passage_vectors: NDArray[np.float32]
    sentence_vectors: NDArray[np.float32]
    statements: tuple[Statement, ...] = ()


class Catalogue(Database):
    """One catalogue file. Safe to use from several threads; writers of several processes take turns (see Library)."""

    def __init__(self, path: Path) -> None:
        """Opens a catalogue that `schema.create` made.

        Raises:
            CatalogueDamaged: the file is missing or no catalogue. SchemaMismatch: another version wrote it.

        """
        super().__init__(path)
        try:
            schema = self.meta("schema")
            if schema != str(SCHEMA):
                raise SchemaMismatch(where=path.parent, found=schema, wanted=SCHEMA)
        except BaseException:
            self.close()
            raise

    # State

    def meta(self, name: str) -> str | None:
        """A named value, None when it was never set."""
        found = self._rows("SELECT value FROM meta WHERE name = ?", [name])
        return str(found[0][0]) if found else None

    def set_meta(self, name: str, value: str) -> None:
        """Sets a named value; inside a transaction."""
        self._rows("INSERT OR REPLACE INTO meta VALUES (?, ?)", [name, value])

    @property
    def state(self) -> State:
        """What the latest committed change left; a snapshot names the state that it shows."""
        found = self._rows("SELECT number, token FROM revisions ORDER BY number DESC LIMIT 1")
        if not found:
            raise CatalogueDamaged(where=self.path, found="no revision")
        with self._read():
            return State(rows.integer(found[0][0]), str(found[0][1]))

    def passed(self, state: State) -> bool:
        """Whether this catalogue is, or once was, in that state."""
        return bool(self._rows("SELECT 1 FROM revisions WHERE number = ? AND token = ?", state))

    def next_revision(self) -> None:
        """Marks a change; inside a transaction."""
        self._rows("INSERT INTO revisions VALUES (?, ?)", [self.state.revision + 1, new_token()])

    # Documents

    def documents(self) -> tuple[Document, ...]:
        """Every document, newest event first, then by file name."""
        found = self._documents("SELECT {} FROM documents ORDER BY file, id", [])
        return tuple(sorted(found, key=lambda d: d.date or dt.date.min, reverse=True))

    def document(self, identifier: str) -> Document | None:
        """The document with this id, or the only one whose id begins with it."""
        if not identifier or set(identifier) - set("0123456789abcdef"):
            return None
        # Ids are hexadecimal: everything that begins with `ab` lies from `ab` up to `abg`. The index finds it.
        query = "SELECT {} FROM documents WHERE id >= ? AND id < ? ORDER BY id LIMIT 2"
        found = self._documents(query, [identifier, identifier + "g"])
        return found[0] if len(found) == 1 or (found and found[0].id == identifier) else None

    def _documents(self, query: str, values: Sequence[object]) -> list[Document]:
        found = self._rows(query.format(rows.DOCUMENT), values)
        with self._read():
            return [rows.document_of_row(row) for row in found]

    def holds(self, document: DocumentId) -> bool:
        """Whether a document is here."""
        return bool(self._rows("SELECT 1 FROM documents WHERE id = ?", [document]))

    def dates(self) -> tuple[str | None, str | None]:
        """The oldest and the newest date of a document, ISO form."""
        found = self._rows("SELECT min(coalesce(event, published)), max(coalesce(event, published)) FROM documents")
        oldest, newest = (None if value is None else str(value) for value in found[0])
        return oldest, newest

    def original(self, document: DocumentId) -> str | None:
        """The name of the kept copy of the document's file."""
        found = self._rows("SELECT original FROM documents WHERE id = ?", [document])
        return str(found[0][0]) if found else None

    def counts(self) -> dict[str, int]:
        """Rows in each table of content."""
        tables = ("documents", "passages", "sentences", "facts", "statements")
        counted = {table: self._rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables}  # noqa: S608 - fixed
        return {table: rows.integer(count) for table, count in counted.items()}

    def counts_of(self, document: DocumentId) -> dict[str, int]:
        """Passages and sentences of one document."""
        query = (
            "SELECT count(DISTINCT p.id), count(s.id) FROM passages p"
            " LEFT JOIN sentences s ON s.passage = p.id WHERE p.document = ?"
        )
        passages, sentences = self._rows(query, [document])[0]
        return {"passages": rows.integer(passages), "sentences": rows.integer(sentences)}

    def insert(self, encoded: Encoded) -> None:
        """Stores a document with its passages, sentences, facts and vectors; inside a transaction."""
        document = rows.row_of_document(encoded.document, encoded.original)
        self._insert(f"INSERT INTO documents VALUES ({','.join('?' * len(document))})", document)  # noqa: S608 - marks
        self._rows("DELETE FROM loose_originals WHERE name = ?", [encoded.original])
        vectors = iter(rows.as_int8(encoded.sentence_vectors))
        for passage, vector in zip(encoded.passages, encoded.passage_vectors, strict=True):
            row = (encoded.document.id, passage.start, passage.end, passage.preface, vector.tobytes())
            key = self._insert(
                'INSERT INTO passages (document, start, "end", preface, vector) VALUES (?, ?, ?, ?, ?)', row
            )
            for sentence in passage.sentences:
                self._insert_sentence(key, sentence, next(vectors))
        statements = [rows.row_of_statement(statement) for statement in encoded.statements]
        self._many(f"INSERT INTO statements VALUES ({','.join('?' * 21)})", statements)  # noqa: S608 - marks

    def _insert_sentence(self, passage: int, sentence: Sentence, vector: NDArray[np.int8]) -> None:
        row = rows.row_of_sentence(passage, sentence, vector)
        key = self._insert(f"INSERT INTO sentences (passage, {rows.SENTENCE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608 - fixed
        facts = [(key, f.kind, f.start, f.end, f.value, f.unit, f.rounding) for f in facts_in(sentence.text)]
        self._many("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)", facts)

    def delete(self, document: DocumentId) -> None:
        """Removes a document and all that belongs to it; inside a transaction."""
        self._rows("INSERT OR IGNORE INTO loose_originals SELECT original FROM documents WHERE id = ?", [document])
        self._rows("DELETE FROM documents WHERE id = ?", [document])

    # Statements

    def statements(self) -> Iterator[tuple[Document, tuple[Statement, ...]]]:
        """The statements of each document that has any, in the order of the text; the newest document first."""
        holding = {str(row[0]) for row in self._rows("SELECT DISTINCT document FROM statements")}
        for document in self.documents():
            if document.id in holding:
                found = self._rows("SELECT * FROM statements WHERE document = ? ORDER BY start", [document.id])
                with self._read():
                    yield document, tuple(rows.statement_of_row(row) for row in found)

    def statements_in(self, passages: Iterable[Passage]) -> tuple[Statement, ...]:
        """The statements that overlap any of the passages, in the order of each document."""
        wanted = json.dumps([(p.document, p.start, p.end) for p in passages])
        query = (
            "SELECT DISTINCT s.* FROM json_each(?) AS p JOIN statements AS s ON s.document = p.value ->> 0"
            ' AND s.start < p.value ->> 2 AND s."end" > p.value ->> 1 ORDER BY s.document, s.start'
        )
        found = self._rows(query, [wanted])
        with self._read():
            return tuple(rows.statement_of_row(row) for row in found)

    # Files

    def document_at(self, path: str) -> DocumentId | None:
        """The document that was last read from a path."""
        found = self._rows("SELECT document FROM paths WHERE path = ?", [path])
        return DocumentId(str(found[0][0])) if found else None

    def set_document_at(self, path: str, document: DocumentId) -> None:
        """Notes which document a path holds now; inside a transaction."""
        self._rows("INSERT OR REPLACE INTO paths VALUES (?, ?)", [path, document])

    def has_path(self, document: DocumentId) -> bool:
        """Whether any path still holds the document."""
        return bool(self._rows("SELECT 1 FROM paths WHERE document = ? LIMIT 1", [document]))

    def expect_originals(self, names: Iterable[str]) -> None:
        """Notes copies that are about to be made, so that they are deleted if no document comes to own them."""
        with self.transaction():
            self._many("INSERT OR IGNORE INTO loose_originals VALUES (?)", [(name,) for name in names])

    def loose_originals(self) -> tuple[str, ...]:
        """Copies that no document owns."""
        query = "SELECT name FROM loose_originals WHERE name NOT IN (SELECT original FROM documents)"
        return tuple(str(row[0]) for row in self._rows(query))

    def forget_originals(self) -> None:
        """Empties the list, once the copies are deleted."""
        self._rows("DELETE FROM loose_originals")

    # Passages

    def passage_ids(self) -> NDArray[np.int64]:
        """The ids of all passages, ascending."""
        return np.array([row[0] for row in self._rows("SELECT id FROM passages ORDER BY id")], dtype=np.int64)

    def passages_after(self, key: int) -> list[int]:
        """The ids of the passages that were stored after the one with this id, ascending. Ids are never used again."""
        if not key:  # all: an index lists them without reading their vectors
            found = self._rows("SELECT id FROM passages INDEXED BY passages_by_document")
        else:
            found = self._rows("SELECT id FROM passages WHERE id > ?", [key])
        with self._read():
            return sorted(rows.integer(row[0]) for row in found)

    def removals_after(self, number: int) -> tuple[list[int], int]:
        """The passages removed after the removal with this number, and the number of the last one."""
        found = self._rows("SELECT passage, number FROM removals WHERE number > ? ORDER BY number", [number])
        with self._read():
            return [rows.integer(row[0]) for row in found], rows.integer(found[-1][1]) if found else number

    def stored(self, ids: Iterable[int]) -> dict[int, Stored]:
        """The passages with these ids, ascending; an id that is no longer there is left out."""
        wanted = json.dumps(sorted({int(i) for i in ids}))
        columns = 'id, start, "end", preface, length(vector) / 4, document'
        passages = self._rows(f"SELECT {columns} FROM passages WHERE id IN {_IDS} ORDER BY id", [wanted])  # noqa: S608 - fixed
        inside: dict[object, list[Row]] = {}
        query = f"SELECT passage, {rows.SENTENCE} FROM sentences WHERE passage IN {_IDS} ORDER BY id"  # noqa: S608 - fixed
        for row in self._rows(query, [wanted]):
            inside.setdefault(row[0], []).append(row[1:])
        # Documents come last: one that was removed meanwhile is left out whole.
        owners = json.dumps(sorted({str(row[5]) for row in passages}))
        found = self._documents(f"SELECT {{}} FROM documents WHERE id IN {_IDS}", [owners])  # noqa: S608 - fixed
        documents = {str(document.id): document for document in found}
        with self._read():
            return {
                rows.integer(row[0]): rows.stored_of_rows(documents[str(row[5])], row[:5], inside.get(row[0], []))
                for row in passages
                if str(row[5]) in documents
            }

    def passages_of(self, document: DocumentId) -> tuple[Stored, ...]:
        """The passages of a document, in order."""
        found = self._rows("SELECT id FROM passages WHERE document = ? ORDER BY start", [document])
        stored = self.stored(rows.integer(row[0]) for row in found)
        return tuple(sorted(stored.values(), key=lambda s: s.passage.start))

    def vectors(self, ids: Sequence[int], dim: int) -> NDArray[np.float32]:
        """The vectors of passages, shape (len(ids), dim), in the order of `ids`."""
        query = f"SELECT id, vector FROM passages WHERE id IN {_IDS}"  # noqa: S608 - fixed
        found = {row[0]: row[1] for row in self._rows(query, [json.dumps([int(i) for i in ids])])}
        with self._read():
            joined = b"".join(rows.blob(found.get(int(i))) for i in ids)
            return np.frombuffer(joined, dtype=np.float32).reshape(len(ids), dim)

    def replace_vectors(self, key: int, passage: NDArray[np.float32], sentences: NDArray[np.float32]) -> None:
        """New vectors for a passage and its sentences, in order; inside a transaction."""
        self._rows("UPDATE passages SET vector = ? WHERE id = ?", [passage.tobytes(), key])
        ids = [row[0] for row in self._rows("SELECT id FROM sentences WHERE passage = ? ORDER BY id", [key])]
        updated = [(vector.tobytes(), i) for vector, i in zip(rows.as_int8(sentences), ids, strict=True)]
        self._many("UPDATE sentences SET vector = ? WHERE id = ?", updated)
