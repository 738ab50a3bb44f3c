"""One home folder: catalogue, kept originals and snapshot behind one door. All changes go through here."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from index import abbreviations, durable, manifest, publishing, schema
from index.catalogue import Catalogue, Stored
from index.documents import Document, DocumentId, Statement
from index.encoder import Encoder, open_encoder
from index.errors import BadSetting, EncoderMismatch, IndexBusy, UnknownDocument
from index.intake import Intake, Outcome, Taken, files_of, searched_text
from index.originals import Originals
from index.published import Published
from index.settings import Settings
from index.snapshot import Snapshot

__all__ = ["Library", "Outcome", "Progress", "exists", "searched_text", "seeds", "sentence_scores"]

Progress = Callable[[str, int, int], None]  # (what, done, of)
_BATCH = 64  # documents encoded and committed together
_REENCODED = 500  # passages encoded together


def seeds() -> Path:
    """The folder of the five bundled articles."""
    return Path(__file__).resolve().parent.parent / "seeds"


def _silent(what: str, done: int, of: int) -> None:
    """No progress."""


class Library:
    """An open home. Reading is safe from several threads; writers of all processes take turns."""

    def __init__(self, settings: Settings, encoder: Encoder | None = None, *, patience: float = 60.0) -> None:
        """Opens the home that the settings name, or makes an empty one.

        `encoder` replaces the configured one; `patience` is how many seconds to wait for another writer.

        Raises:
            BadSetting: no home can be made there, or the office's abbreviations cannot be read.
            CatalogueDamaged, SchemaMismatch: the home cannot be used.

        """
        abbreviations.take(settings.abbreviations)
        self.settings = settings
        self.home = settings.home
        self._given = encoder
        self._patience = patience
        self._published = Published(self.home / "snapshot")
        self._mutex = threading.Lock()
        self._originals = Originals(self.home / "originals")
        if not exists(self.home):
            with self._writing():
                if not exists(self.home):
                    schema.create(_catalogue_file(self.home))
        self.catalogue = Catalogue(_catalogue_file(self.home))

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
        return self._originals.folder / name if name else None

    def stored(self, ids: Sequence[int]) -> dict[int, Stored]:
        """The passages with these ids, with their documents and sentence vectors."""
        return self.catalogue.stored(ids)

    def statements(self) -> Iterator[tuple[Document, tuple[Statement, ...]]]:
        """The statements of each document that has any, in the order of its text; the newest document first."""
        return self.catalogue.statements()

    def snapshot(self) -> Snapshot:
        """The published snapshot, opened anew when another one was published.

        What a crash left unpublished is published first. While another process is at work, this is what it found.
        """
        shown = self._published.shown(self.catalogue.state)
        if shown is None:
            self._catch_up()
            shown = self._published.newest(self.encoder)
        return shown

    def _catch_up(self) -> None:
        """Publishes what is committed, unless the writer who committed it is still at work and will do so."""
        latest = manifest.read(self._published.folder, self.encoder)
        if latest.state == self.catalogue.state:
            return
        try:
            with self._writing(0.0 if latest.published else self._patience):
                self._check_encoder()
                self._publish()
        except IndexBusy:
            if not latest.published:
                raise

    # Changing

    @contextmanager
    def _writing(self, patience: float | None = None) -> Iterator[None]:
        """The writers' lock; raises IndexBusy when another holds it for longer than we wait."""
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            with FileLock(self.home / "writing.lock", timeout=self._patience if patience is None else patience):
                yield
        except Timeout as error:
            raise IndexBusy(where=self.home) from error
        except (FileExistsError, NotADirectoryError) as error:
            raise BadSetting(where="CHIDAO_HOME", found=self.home, wanted="a folder") from error

    def _publish(self, *, rebuild: bool = False) -> None:
        """Publishes the catalogue's state, then deletes the originals that no document owns any more."""
        publishing.publish(self._published.folder, self.catalogue, self.encoder, rebuild=rebuild)
        if loose := self.catalogue.loose_originals():
            self._originals.delete(loose)
            self.catalogue.forget_originals()

    def _check_encoder(self) -> None:
        """Vectors of two encoders must not meet in one index."""
        known = self.catalogue.meta("encoder")
        if known not in (None, self.encoder.fingerprint):
            raise EncoderMismatch(where=self.home, found=known, wanted=self.encoder.fingerprint)

    def create_from_seeds(self, progress: Progress = _silent) -> tuple[Outcome, ...]:
        """Adds the bundled articles to a home that never held anything; a removed seed stays removed.

        A creation that was interrupted is completed.
        """
        if self.catalogue.meta("begun"):
            return ()
        with self._writing():
            if self.catalogue.meta("begun"):  # by another process, while we waited
                return ()
            outcomes = self._add([seeds()], progress)
            self._note_begun()
        return outcomes

    def _note_begun(self) -> None:
        """Notes that the home holds what its user chose: the seeds are not added to it any more."""
        if not self.catalogue.meta("begun"):
            with self.catalogue.transaction():
                self.catalogue.set_meta("begun", "yes")

    def add(self, paths: Sequence[Path], progress: Progress = _silent) -> tuple[Outcome, ...]:
        """Reads, encodes and publishes files and the files in folders; one outcome a file, in order.

        A file that cannot be read fails alone. The same content twice is one document; a file that was added before
        from the same path, and has changed since, replaces what it was.
        """
        with self._writing():
            self._note_begun()
            return self._add(paths, progress)

    def _add(self, paths: Sequence[Path], progress: Progress) -> tuple[Outcome, ...]:
        self._check_encoder()
        files = files_of(paths)
        outcomes: list[Outcome] = []
        for at in range(0, len(files), _BATCH):
            intake = Intake(self.catalogue, self._originals, self.encoder)
            for number, path in enumerate(files[at : at + _BATCH], at + 1):
                outcomes.append(intake.take(path))
                progress("read", number, len(files))
            intake.store(lambda done, of: progress("encode", done, of))
        self._publish()
        return tuple(outcomes)

    def add_prepared(self, documents: Sequence[Taken], progress: Progress = _silent) -> None:
        """Adds documents whose passages are given, as those of a test collection are; what is there already stays."""
        with self._writing():
            self._check_encoder()
            self._note_begun()
            for at in range(0, len(documents), _BATCH):
                intake = Intake(self.catalogue, self._originals, self.encoder)
                for document, passages, statements in documents[at : at + _BATCH]:
                    intake.take_prepared(document, passages, statements)
                intake.store(lambda done, of: None)
                progress("encode", min(at + _BATCH, len(documents)), len(documents))
            self._publish()

    def remove(self, identifiers: Sequence[str]) -> tuple[Document, ...]:
        """Removes documents, with their originals, from every answer at once.

        Raises:
            UnknownDocument: and then none is removed.

        """
        with self._writing():
            documents = {d.id: d for d in (self.document(identifier) for identifier in identifiers)}
            self._check_encoder()
            self._note_begun()
            with self.catalogue.transaction():
                for identifier in documents:
                    self.catalogue.delete(identifier)
                if documents:
                    self.catalogue.next_revision()
            self._publish()
        return tuple(documents.values())

    def repair(self, *, reencode: bool = False, progress: Progress = _silent) -> int:
        """Makes the snapshot anew from the catalogue; with `reencode` also every vector, by the encoder in force.

        Returns the number of passages that can now be found.
        """
        with self._writing():
            ids = [int(i) for i in self.catalogue.passage_ids()]
            if reencode:
                self._reencode(ids, progress)
            self._check_encoder()
            self._originals.clear_stage()
            self._publish(rebuild=True)
        return len(ids)

    def _reencode(self, ids: Sequence[int], progress: Progress) -> None:
        with self.catalogue.transaction():
            for at in range(0, len(ids), _REENCODED):
                stored = self.catalogue.stored(ids[at : at + _REENCODED]).values()
                texts = [text for s in stored for text in (searched_text(s.passage), *_sentences(s))]
                vectors = self.encoder.encode_passages(texts)
                first = 0
                for item in stored:
                    last = first + 1 + len(item.passage.sentences)
                    self.catalogue.replace_vectors(item.id, vectors[first], vectors[first + 1 : last])
                    first = last
                progress("encode", min(at + _REENCODED, len(ids)), len(ids))
            self.catalogue.set_meta("encoder", self.encoder.fingerprint)
            self.catalogue.next_revision()

    def status(self) -> dict[str, object]:
        """Counts, sizes in bytes, versions: what an administrator asks first."""
        shown = self.snapshot()
        oldest, newest = self.catalogue.dates()
        return {
            "home": str(self.home),
            **self.catalogue.counts(),
            "searchable_passages": len(shown),
            "segments": len(shown.manifest.segments),
            "removed_passages": len(shown.manifest.removed),
            "revision": shown.manifest.revision,
            "fingerprint": self.encoder.fingerprint,
            "schema": {"catalogue": int(self.catalogue.meta("schema") or 0), "snapshot": shown.manifest.schema},
            # The catalogue with its write-ahead log.
            "sizes": {
                "catalogue.sqlite3": durable.size(self.home.glob("catalogue.sqlite3*")),
                "originals": durable.size(self._originals.folder.rglob("*")),
                "snapshot": durable.size(self._published.folder.rglob("*")),
            },
            "oldest": oldest,
            "newest": newest,
        }


def exists(home: Path) -> bool:
    """Whether a home was ever made there."""
    return _catalogue_file(home).exists()


def _catalogue_file(home: Path) -> Path:
    return home / "catalogue.sqlite3"


def _sentences(stored: Stored) -> tuple[str, ...]:
    return tuple(sentence.text for sentence in stored.passage.sentences)


def sentence_scores(stored: Stored, query: np.ndarray) -> np.ndarray:
    """The cosine of each sentence of a passage with a unit vector, shape (sentences,)."""
    return stored.sentence_vectors @ query if len(stored.sentence_vectors) else np.zeros(0, dtype=np.float32)
