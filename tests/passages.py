"""Passages made to measure: a catalogue and a snapshot of chosen texts, dates, places, speakers and vectors."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import publishing, schema
from index.catalogue import Catalogue, Encoded
from index.documents import BlockKind, Context, Document, DocumentId, Passage, Sentence
from index.snapshot import Snapshot
from tests.fakes import HashingEncoder

ENCODER = HashingEncoder()


@dataclass(frozen=True, slots=True)
class Made:
    """One passage, alone in its document."""

    text: str
    date: dt.date | None = None
    places: tuple[str, ...] = ()
    speaker: str | None = None
    source: str | None = None
    kind: str = "text"

    @property
    def vector(self) -> NDArray[np.float32]:
        """Its unit vector."""
        vector: NDArray[np.float32] = ENCODER.encode_passages([self.text])[0]
        return vector


class Shelf:
    """A catalogue of made passages, and its snapshot."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        schema.create(folder / "catalogue.sqlite3")
        self.folder = folder
        self.catalogue = Catalogue(folder / "catalogue.sqlite3")

    def add(self, passages: Sequence[Made]) -> list[int]:
        """Store passages and publish them as one segment; give their ids."""
        ids = self.insert(passages)
        self.publish()
        return ids

    def insert(self, passages: Sequence[Made]) -> list[int]:
        """Store passages; give their ids."""
        before = set(self.catalogue.passage_ids())
        with self.catalogue.transaction():
            for made in passages:
                self.catalogue.insert(_encoded(made))
            self.catalogue.next_revision()
        return sorted({int(i) for i in self.catalogue.passage_ids()} - before)

    def remove(self, made: Made) -> None:
        """Remove a passage's document and publish."""
        self.delete(made)
        self.publish()

    def delete(self, made: Made) -> None:
        """Remove a passage's document."""
        with self.catalogue.transaction():
            self.catalogue.delete(_encoded(made).document.id)
            self.catalogue.next_revision()

    def publish(self) -> None:
        """Bring the snapshot to the catalogue's state."""
        publishing.publish(self.folder / "snapshot", self.catalogue, ENCODER)

    def open(self) -> Snapshot:
        """Open what is published."""
        from index import manifest

        return Snapshot(self.folder / "snapshot", manifest.read(self.folder / "snapshot", ENCODER))


def _encoded(made: Made) -> Encoded:
    identifier = DocumentId(sha256(repr(made).encode()).hexdigest()[:16])
    document = Document(identifier, "a.txt", made.text, made.text, made.date, None, False, made.source, made.kind)
    context = Context(made.speaker, (), made.places, made.date)
    sentence = Sentence(identifier, 0, len(made.text), made.text, BlockKind.BODY, context)
    passage = Passage(identifier, 0, len(made.text), made.text, (sentence,))
    vectors = made.vector.reshape(1, -1)
    return Encoded(document, f"{identifier}.txt", (passage,), vectors, vectors)
