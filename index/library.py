"""One home folder: catalogue, kept originals and snapshot behind one door. Everything that changes an index goes through here."""

import datetime as dt
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from filelock import FileLock, Timeout

from index import snapshot
from index.catalogue import Catalogue, Encoded, Stored
from index.documents import Document, DocumentId, Passage
from index.encoder import Encoder, open_encoder
from index.errors import EncoderMismatch, IndexBusy, InputError, UnknownDocument
from index.passages import document_of
from index.reading import files_under, read
from index.settings import Settings
from index.snapshot import Snapshot

Progress = Callable[[str, int, int], None]  # (what, done, of)
_BATCH = 64  # documents encoded and committed together
_LOCK_SECONDS = 60.0


def seeds() -> Path:
    """The folder of the five bundled articles."""
    return Path(__file__).resolve().parent.parent / "seeds"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    status: Literal["added", "unchanged", "replaced", "failed"]
    file: str
    document: DocumentId | None = None
    error: InputError | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A document that was read and waits to be encoded."""

    document: Document
    passages: tuple[Passage, ...]
    path: Path
    replaces: tuple[DocumentId, ...]


def _silent(what: str, done: int, of: int) -> None:
    """No progress."""


class Library:
    """An open home. Reading is safe from several threads; writers of all processes take turns."""

    def __init__(self, settings: Settings, encoder: Encoder | None = None) -> None:
        """Opens the home that the settings name, or makes an empty one. `encoder` takes the place of the configured one."""
        self.settings = settings
        self.home = settings.home
        self._given = encoder
        self._opened: tuple[tuple[int, int], Snapshot] | None = None
        self._mutex = threading.Lock()
        self.catalogue = Catalogue(self.home / "catalogue.sqlite3", create=not exists(self.home))

    @property
    def encoder(self) -> Encoder:
        """The encoder in force; the model itself is loaded at its first use."""
        with self._mutex:
            if self._given is None:
                self._given = open_encoder(self.settings)
            return self._given

    def close(self) -> None:
        """Closes the catalogue."""
        self.catalogue.close()

    # Reading

    def documents(self) -> tuple[Document, ...]:
        """Every document, newest first."""
        return self.catalogue.documents()

    def document(self, identifier: str) -> Document:
        """The document with this id or beginning of an id; raises UnknownDocument."""
        found = self.catalogue.document(identifier)
        if found is None:
            raise UnknownDocument(found=identifier)
        return found

    def original(self, document: DocumentId) -> Path | None:
        """The kept copy of the file that a document was read from."""
        name = self.catalogue.original(document)
        return self.home / "originals" / name if name else None

    def snapshot(self) -> Snapshot:
        """The published snapshot, opened anew when another one was published. What a crash left unpublished is published."""
        folder = self.home / "snapshot"
        stamp = self._stamp()
        if self._opened is None or self._opened[0] != stamp:
            manifest = snapshot.read_manifest(folder, self.encoder)
            if manifest.revision != self.catalogue.revision:
                with self._writing():
                    self._check_encoder()
                    manifest = snapshot.publish(folder, self.catalogue, self.encoder)
                stamp = self._stamp()
            self._opened = stamp, Snapshot(folder, manifest)
        return self._opened[1]

    def _stamp(self) -> tuple[int, int]:
        """Changes whenever a manifest is published."""
        path = self.home / "snapshot" / "manifest.json"
        try:
            stat = path.stat()
        except FileNotFoundError:
            return 0, 0
        return stat.st_mtime_ns, stat.st_ino

    def stored(self, ids: Sequence[int]) -> dict[int, Stored]:
        """The passages with these ids, with their documents and sentence vectors."""
        return self.catalogue.stored(ids)

    # Changing

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self.home.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.home / "writing.lock", timeout=_LOCK_SECONDS):
                yield
        except Timeout as error:
            raise IndexBusy(where=self.home) from error

    def _check_encoder(self) -> None:
        """Vectors of two encoders must not meet in one index."""
        known = self.catalogue.meta("encoder")
        if known not in (None, self.encoder.fingerprint):
            raise EncoderMismatch(where=self.home, found=known, wanted=self.encoder.fingerprint)

    def create_from_seeds(self, progress: Progress = _silent) -> tuple[Outcome, ...]:
        """Adds the bundled articles to a home that never held anything; a removed seed stays removed."""
        return () if self.catalogue.meta("encoder") else self.add([seeds()], progress)

    def add(self, paths: Sequence[Path], progress: Progress = _silent) -> tuple[Outcome, ...]:
        """Reads, encodes and publishes files and the files in folders; one outcome a file, in order.

        A file that cannot be read fails alone. The same content twice is one document; a file that was added before from
        the same path, and has changed since, replaces what it was.
        """
        files = files_under(paths)
        outcomes: list[Outcome] = []
        with self._writing():
            self._check_encoder()
            for at in range(0, len(files), _BATCH):
                outcomes += self._add_batch(files[at : at + _BATCH], lambda n, at=at: progress("read", at + n, len(files)), progress)  # type: ignore[misc]
            snapshot.publish(self.home / "snapshot", self.catalogue, self.encoder)
        return tuple(outcomes)

    def _add_batch(self, files: Sequence[Path], done: Callable[[int], None], progress: Progress) -> list[Outcome]:
        outcomes: list[Outcome] = []
        drafts: list[_Draft] = []
        for number, path in enumerate(files, 1):
            outcome, draft = self._draft(path, drafts)
            outcomes.append(outcome)
            drafts += [draft] if draft else []
            done(number)
        self._store(drafts, progress)
        return outcomes

    def _draft(self, path: Path, waiting: Sequence[_Draft]) -> tuple[Outcome, _Draft | None]:
        """Reads one file; the draft is None when there is nothing to store."""
        try:
            document, passages = document_of(read(path))
        except InputError as error:
            return Outcome("failed", path.name, None, error), None
        known = self.catalogue.document(document.id) is not None or any(d.document.id == document.id for d in waiting)
        if known:
            return Outcome("unchanged", path.name, document.id), None
        replaces = self.catalogue.documents_from(str(path.resolve()))
        return Outcome("replaced" if replaces else "added", path.name, document.id), _Draft(document, passages, path, replaces)

    def _store(self, drafts: Sequence[_Draft], progress: Progress) -> None:
        """Encodes the drafts and commits them together."""
        passages = [p for draft in drafts for p in draft.passages]
        texts = [searched_text(p) for p in passages] + [s.text for p in passages for s in p.sentences]
        vectors = self.encoder.encode_passages(texts, lambda n, of: progress("encode", n, of))
        first, second = vectors[: len(passages)], vectors[len(passages) :]
        with self.catalogue.transaction():
            at = of_sentence = 0
            for draft in drafts:
                count, sentences = len(draft.passages), sum(len(p.sentences) for p in draft.passages)
                for old in draft.replaces:
                    self.catalogue.delete(old)
                encoded = Encoded(
                    draft.document, str(draft.path.resolve()), self._keep(draft), draft.passages,
                    first[at : at + count], second[of_sentence : of_sentence + sentences],
                )  # fmt: skip
                self.catalogue.insert(encoded)
                at, of_sentence = at + count, of_sentence + sentences
            self.catalogue.set_meta("encoder", self.encoder.fingerprint)
            if drafts:
                self.catalogue.next_revision()

    def _keep(self, draft: _Draft) -> str:
        """Copies the original file into the home, so that it can be opened later, and returns the copy's name."""
        folder = self.home / "originals"
        folder.mkdir(parents=True, exist_ok=True)
        name = draft.document.id + draft.path.suffix.lower()
        temporary = folder / f".{name}.{os.getpid()}"
        shutil.copyfile(draft.path, temporary)
        temporary.replace(folder / name)
        return name

    def remove(self, identifiers: Sequence[str]) -> tuple[Document, ...]:
        """Removes documents from every answer at once; raises UnknownDocument, and then removes none."""
        with self._writing():
            documents = tuple(self.document(identifier) for identifier in identifiers)
            self._check_encoder()
            with self.catalogue.transaction():
                for document in documents:
                    self.catalogue.delete(document.id)
                if documents:
                    self.catalogue.next_revision()
            snapshot.publish(self.home / "snapshot", self.catalogue, self.encoder)
        return documents

    def repair(self, *, reencode: bool = False, progress: Progress = _silent) -> int:
        """Makes the snapshot anew from the catalogue; with `reencode` also every vector, by the encoder in force.

        Returns the number of passages that can now be found.
        """
        with self._writing():
            ids = [int(i) for i in self.catalogue.passage_ids()]
            if reencode:
                self._reencode(ids, progress)
            self._check_encoder()
            snapshot.publish(self.home / "snapshot", self.catalogue, self.encoder, rebuild=True)
        self._opened = None
        return len(ids)

    def _reencode(self, ids: Sequence[int], progress: Progress) -> None:
        with self.catalogue.transaction():
            for at in range(0, len(ids), 500):
                stored = self.catalogue.stored(ids[at : at + 500])
                for key, item in stored.items():
                    texts = [searched_text(item.passage), *(s.text for s in item.passage.sentences)]
                    vectors = self.encoder.encode_passages(texts)
                    self.catalogue.replace_vectors(key, vectors[0], vectors[1:])
                progress("encode", min(at + 500, len(ids)), len(ids))
            self.catalogue.set_meta("encoder", self.encoder.fingerprint)
            self.catalogue.next_revision()

    def status(self) -> dict[str, object]:
        """Counts, sizes in bytes, versions: what an administrator asks first."""
        shown = self.snapshot()
        sizes = {name: _size(self.home / name) for name in ("catalogue.sqlite3", "originals", "snapshot")}
        dates = [d.date for d in self.documents() if d.date]
        return {
            "home": str(self.home),
            **self.catalogue.counts(),
            "searchable_passages": len(shown),
            "segments": len(shown.manifest.segments),
            "removed_passages": len(shown.manifest.removed),
            "revision": shown.manifest.revision,
            "fingerprint": self.encoder.fingerprint,
            "schema": {"catalogue": int(self.catalogue.meta("schema") or 0), "snapshot": shown.manifest.schema},
            "sizes": sizes,
            "oldest": _iso(min(dates, default=None)),
            "newest": _iso(max(dates, default=None)),
        }


def exists(home: Path) -> bool:
    """Whether a home was ever made there."""
    return (home / "catalogue.sqlite3").exists()


def searched_text(passage: Passage) -> str:
    """What is encoded for a passage: the words that place it, then its own."""
    return f"{passage.preface}\n{passage.text}" if passage.preface else passage.text


def sentence_scores(stored: Stored, query: np.ndarray) -> np.ndarray:
    """The cosine of each sentence of a passage with a unit vector, shape (sentences,)."""
    return stored.sentence_vectors @ query if len(stored.sentence_vectors) else np.zeros(0, dtype=np.float32)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else sum(p.stat().st_size for p in path.rglob("*") if p.is_file())


def _iso(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None
