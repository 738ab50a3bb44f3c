"""The intake: files become documents of the catalogue, some at a time, all or nothing."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.catalogue import Catalogue, Encoded
from index.documents import Document, DocumentId, Passage, Statement
from index.encoder import Encoder
from index.errors import FileUnreadable, InputError
from index.originals import Originals
from index.passages import document_of
from index.reading import SUFFIXES, Source, files_under, read
from index.statements import statements_of
from index.told_by import told_by

Taken = tuple[Document, tuple[Passage, ...], tuple[Statement, ...]]


def taken(source: Source) -> Taken:
    """A text as it is indexed: the document, its passages with who says their sentences, and its statements.

    Raises:
        InputError: nothing in it can be read.

    """
    document, passages = document_of(source)
    statements = statements_of(document, passages)
    return document, told_by(statements, passages), statements


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
    statements: tuple[Statement, ...]
    staged: Path | None  # the copy of the file that it was read from; None for what never was a file

    @property
    def original(self) -> str:
        """The name that the copy will bear."""
        return self.document.id + (self.staged.suffix.lower() if self.staged else "")


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files to read; a path that the system does not even take is left to fail when it is read."""
    found: list[Path] = []
    for path in paths:
        try:
            found += files_under([path])
        except OSError:
            found.append(path)
    return found


def searched_text(passage: Passage) -> str:
    """What is encoded for a passage: the words that place it, then its own."""
    return f"{passage.preface}\n{passage.text}" if passage.preface else passage.text


class Intake:
    """Files taken in together. The caller holds the writers' lock."""

    def __init__(self, catalogue: Catalogue, originals: Originals, encoder: Encoder) -> None:
        self._catalogue, self._originals, self._encoder = catalogue, originals, encoder
        self._drafts: dict[DocumentId, _Draft] = {}
        self._paths: dict[str, DocumentId] = {}  # what each path holds now
        self._left: set[DocumentId] = set()  # what some path held before
        originals.clear_stage()  # of an intake that was killed

    def take(self, path: Path) -> Outcome:
        """Reads one file and tells what `store` will make of it."""
        try:
            staged, source = self._source(path)
            document, passages, statements = taken(source)
        except InputError as error:
            return Outcome("failed", _printable(path.name), None, error)
        place = _printable(str(path.resolve()))
        before = self._paths.get(place) or self._catalogue.document_at(place)
        known = document.id in self._drafts or self._catalogue.holds(document.id)
        self._paths[place] = document.id
        if not known:
            self._drafts[document.id] = _Draft(document, passages, statements, staged)
        if before in (None, document.id):
            return Outcome("unchanged" if known else "added", document.file, document.id)
        self._left.add(before)
        return Outcome("replaced", document.file, document.id)

    def take_prepared(
        self, document: Document, passages: tuple[Passage, ...], statements: tuple[Statement, ...]
    ) -> None:
        """Takes a document whose passages are given, as those of a test collection are; one that is known stays."""
        if document.id not in self._drafts and not self._catalogue.holds(document.id):
            self._drafts[document.id] = _Draft(document, passages, statements, None)

    def _source(self, path: Path) -> tuple[Path, Source]:
        """The text of a file as of one instant, and the copy that it is the text of."""
        try:
            readable = path.is_file() and path.suffix.lower() in SUFFIXES
            staged = self._originals.stage(path) if readable else path
            return staged, read(staged)
        except OSError as error:
            raise FileUnreadable(where=_printable(path.name), found=error.strerror or error) from error

    def store(self, progress: Callable[[int, int], None]) -> None:
        """Encodes what was taken and commits it; `progress` hears of texts encoded (done, of)."""
        try:
            encoded = self._encoded(progress)
            if encoded:
                self._catalogue.expect_originals(document.original for document in encoded)
            with self._catalogue.transaction():
                for document in encoded:
                    if staged := self._drafts[document.document.id].staged:
                        self._originals.keep(staged, document.original)
                    self._catalogue.insert(document)
                self._commit_paths(changed=bool(encoded))
        except BaseException:
            self._originals.delete(self._catalogue.loose_originals())
            raise
        finally:
            self._originals.clear_stage()

    def _commit_paths(self, *, changed: bool) -> None:
        """Notes what the paths hold, and removes the documents that no path holds any more."""
        for path, document in self._paths.items():
            self._catalogue.set_document_at(path, document)
        gone = [document for document in self._left if not self._catalogue.has_path(document)]
        for document in gone:
            self._catalogue.delete(document)
        if changed or gone:
            self._catalogue.set_meta("encoder", self._encoder.fingerprint)
            self._catalogue.next_revision()

    def _encoded(self, progress: Callable[[int, int], None]) -> list[Encoded]:
        drafts = list(self._drafts.values())
        if not drafts:
            return []
        passages = [passage for draft in drafts for passage in draft.passages]
        sentences = [sentence for passage in passages for sentence in passage.sentences]
        texts = [*map(searched_text, passages), *(sentence.text for sentence in sentences)]
        vectors = self._encoder.encode_passages(texts, progress)
        encoded: list[Encoded] = []
        first, of_sentence = 0, len(passages)
        for draft in drafts:
            last = first + len(draft.passages)
            end = of_sentence + sum(len(passage.sentences) for passage in draft.passages)
            rows = vectors[first:last], vectors[of_sentence:end]
            encoded.append(Encoded(draft.document, draft.original, draft.passages, *rows, draft.statements))
            first, of_sentence = last, end
        return encoded


def _printable(name: str) -> str:
    """A path as text; bytes of it that are no text become a replacement character."""
    return os.fsencode(name).decode("utf-8", "replace")
