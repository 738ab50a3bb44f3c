"""Rows of the catalogue as the nouns of `index/documents.py`, and back."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.documents import (
    BlockKind,
    Context,
    Document,
    DocumentId,
    Ground,
    Passage,
    Sentence,
    Statement,
    StatementKind,
    Strength,
)

Row = tuple[object, ...]
DOCUMENT = "id, file, text, title, published, event, event_inferred, source, kind, page_starts"
SENTENCE = 'start, "end", kind, speaker, offices, places, vector'


@dataclass(frozen=True, slots=True)
class Stored:
    """A passage as stored, with its document and the unit vectors of its sentences, shape (sentences, dim)."""

    id: int
    document: Document
    passage: Passage
    sentence_vectors: NDArray[np.float32]


def document_of_row(row: Row) -> Document:
    """The document in a row of the columns `DOCUMENT`; raises ValueError for a row that holds none."""
    key, file, text, title, published, event, inferred, source, kind, pages = row
    return Document(
        id=DocumentId(str(key)),
        file=str(file),
        text=str(text),
        title=str(title),
        published=_date(published),
        event=_date(event),
        event_inferred=bool(inferred),
        source=_optional(source),
        kind=str(kind),
        page_starts=tuple(json.loads(str(pages))),
    )


def row_of_document(document: Document, original: str) -> Row:
    """The columns of the table `documents`, in order."""
    published, event = (day.isoformat() if day else None for day in (document.published, document.event))
    return (
        *(document.id, document.file, original, document.title, published, event, int(document.event_inferred)),
        *(document.source, document.kind, json.dumps(document.page_starts)),
        *(dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), document.text),
    )


def stored_of_rows(document: Document, passage: Row, sentences: Sequence[Row]) -> Stored:
    """A passage of the columns id, start, end, preface, dim, and its sentences of the columns `SENTENCE`, in order."""
    key, start, end, preface = integer(passage[0]), integer(passage[1]), integer(passage[2]), str(passage[3])
    inside = tuple(_sentence(document, row) for row in sentences)
    vectors = _as_float32([blob(row[6]) for row in sentences], integer(passage[4]))
    return Stored(key, document, Passage(document.id, start, end, document.text[start:end], inside, preface), vectors)


def _sentence(document: Document, row: Row) -> Sentence:
    start, end, kind = integer(row[0]), integer(row[1]), BlockKind(str(row[2]))
    offices, places = tuple(json.loads(str(row[4]))), tuple(json.loads(str(row[5])))
    context = Context(_optional(row[3]), offices, places, document.date, document.event_inferred)
    return Sentence(document.id, start, end, document.text[start:end], kind, context)


def row_of_sentence(passage: int, sentence: Sentence, vector: NDArray[np.int8]) -> Row:
    """The columns of the table `sentences` after its id: the passage's id, then `SENTENCE`."""
    context = sentence.context
    offices, places = (json.dumps(value, ensure_ascii=False) for value in (context.offices, context.places))
    place = (passage, sentence.start, sentence.end, sentence.kind)
    return (*place, context.speaker, offices, places, vector.tobytes())


def row_of_statement(statement: Statement) -> Row:
    """The columns of the table `statements`, in order."""
    said, due = (day.isoformat() if day else None for day in (statement.date, statement.deadline_date))
    deadline = statement.deadline or (None, None)
    grounds = [[g.field, g.start, g.end, g.sure] for g in statement.grounds]
    return (
        *(statement.document, statement.start, statement.end, statement.content_start, statement.content_end),
        *(statement.kind, statement.strength, statement.speaker, statement.title, statement.relayed_by),
        *(_names(n) for n in (statement.addressees, statement.lead, statement.coordinate)),
        *(said, *deadline, due, _names(statement.refers_to), _names(statement.places)),
        *(statement.confidence, _names(grounds)),
    )


def statement_of_row(row: Row) -> Statement:
    """The statement in a row of the table `statements`; raises ValueError for a row that holds none."""
    document, start, end, content_start, content_end, kind, strength, speaker, title, relayed_by = row[:10]
    addressees, lead, coordinate, said, due_start, due_end, due, refers_to, places, sure, grounds = row[10:]
    return Statement(
        document=DocumentId(str(document)),
        start=integer(start),
        end=integer(end),
        content_start=integer(content_start),
        content_end=integer(content_end),
        kind=StatementKind(str(kind)),
        strength=Strength(str(strength)) if strength else None,
        speaker=_optional(speaker),
        title=_optional(title),
        relayed_by=_optional(relayed_by),
        addressees=tuple(json.loads(str(addressees))),
        lead=tuple(json.loads(str(lead))),
        coordinate=tuple(json.loads(str(coordinate))),
        date=_date(said),
        deadline=None if due_start is None else (integer(due_start), integer(due_end)),
        deadline_date=_date(due),
        refers_to=tuple(json.loads(str(refers_to))),
        places=tuple(json.loads(str(places))),
        confidence=float(str(sure)),
        grounds=tuple(Ground(str(g[0]), integer(g[1]), integer(g[2]), float(g[3])) for g in json.loads(str(grounds))),
    )


def _names(values: Sequence[object]) -> str:
    return json.dumps(values, ensure_ascii=False)


def as_int8(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Unit vectors in steps of 1/127: enough to rank the sentences of leading passages, at a quarter of the size."""
    steps: NDArray[np.int8] = np.clip(np.rint(vectors * 127.0), -127, 127).astype(np.int8)
    return steps


def _as_float32(blobs: Sequence[bytes], dim: int) -> NDArray[np.float32]:
    steps = np.frombuffer(b"".join(blobs), dtype=np.int8).reshape(len(blobs), dim)
    rows: NDArray[np.float32] = steps.astype(np.float32) / np.float32(127.0)
    return rows


def integer(value: object) -> int:
    """A value of an integer column."""
    if not isinstance(value, int):
        raise ValueError(f"{value!r} stands where a whole number belongs")
    return value


def blob(value: object) -> bytes:
    """A value of a column of bytes."""
    if not isinstance(value, bytes):
        raise ValueError(f"{value!r} stands where bytes belong")
    return value


def _optional(value: object) -> str | None:
    return None if value is None else str(value)


def _date(value: object) -> dt.date | None:
    return dt.date.fromisoformat(str(value)) if value else None
