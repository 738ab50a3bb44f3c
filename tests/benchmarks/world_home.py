"""The homes of the harder worlds: the five articles and many distractors, built in the cache a chunk at a time."""

import gzip
import hashlib
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from index import durable
from index.documents import BlockKind, Context, Passage, Sentence
from index.encoder import Encoder, open_encoder
from index.errors import InputError
from index.intake import Taken, taken
from index.library import Library, seeds
from index.passages import document_id
from index.reading import Source, decode, read
from index.sentences import spans
from index.settings import Settings
from index.text import nfc
from rag.evaluation import corpora
from rag.evaluation.sets import Row
from tests.benchmarks.remembering import Remembering
from tests.benchmarks.twins import twins

SEED = 2026
CHUNK = 200  # documents read, encoded and committed together: what an interruption costs at most
_SAMPLE = 50  # distractors whose documents tell whether a home is still what the code would make
_LONGEST = 2000  # characters of a passage of law


@dataclass(frozen=True, slots=True)
class World:
    """Distractors: their texts, by file name, and how one of them becomes a document."""

    name: str
    count: int
    texts: Callable[[], Iterator[tuple[str, str]]]
    prepare: Callable[[str, str], Taken]


@dataclass(frozen=True, slots=True)
class Built:
    """An open world."""

    world: World
    library: Library
    distractors: int  # documents that are none of the five; equal texts are one document
    seconds: float  # that all its documents took to read, encode and publish


@dataclass(frozen=True, slots=True)
class _Made:
    """What is known of a home in the cache."""

    key: str
    seconds: float = 0.0
    complete: bool = False


def twins_of(count: int, questions: Sequence[str]) -> World:
    """Twins of the five articles; no name that a question asks for is given to one."""

    def texts() -> Iterator[tuple[str, str]]:
        return ((twin.file, twin.text) for twin in twins(count, SEED, questions))

    return World("twins", count, texts, article)


def news(path: Path, count: int) -> World:
    """The first articles of a file of news."""

    def texts() -> Iterator[tuple[str, str]]:
        for row in islice(_rows(path), count):
            yield f"news-{row['id']}.txt".replace("/", "-"), "\n".join((row["title"], row["abstract"], row["body"]))

    return World("news", count, texts, article)


def law(path: Path, count: int) -> World:
    """The first articles of law that are not empty, each one passage."""

    def texts() -> Iterator[tuple[str, str]]:
        for row in islice((row for row in _rows(path) if row["text"].strip()), count):
            yield f"law-{row['id']}", _cut(nfc(f"{row['title']}\n{row['text']}".strip()))

    return World("law", count, texts, _one_passage)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _cut(text: str) -> str:
    """The text up to the last sentence that ends within the longest passage."""
    if len(text) <= _LONGEST:
        return text
    ends = [end for _, end in spans(text[: _LONGEST + 100]) if end <= _LONGEST]
    return text[: max(ends, default=_LONGEST)]


def article(file: str, text: str) -> Taken:
    """As `chidao add` reads a text file."""
    return taken(Source(Path(file), text))


def _one_passage(file: str, text: str) -> Taken:
    """As a row of a BEIR corpus is taken."""
    document = corpora.document_of(Row(file, text))
    sentences = tuple(Sentence(document.id, a, b, text[a:b], BlockKind.BODY, Context()) for a, b in spans(text))
    return document, (Passage(document.id, 0, len(text), text, sentences),), ()


@contextmanager
def built(settings: Settings, world: World, encoder: Encoder | None = None) -> Iterator[Built]:
    """The world's home in the cache, with all its documents: built, completed or as it is.

    One that other code, other data or another encoder has made is built anew.
    """
    folder = settings.cache / "worlds" / f"{world.name}-{world.count}"
    own = replace(settings, home=folder / "index")
    encoder = encoder or Remembering(open_encoder(own), settings.cache / "worlds")
    key = _key(world, encoder.fingerprint)
    made = _known(folder)
    if made is None or made.key != key:
        if folder.exists():
            sys.stderr.write(f"{world.name}: {folder} was made from other data or by other code, and is made anew\n")
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        made = _Made(key)
        _keep(folder, made)
    library = Library(own, encoder)
    try:
        if not made.complete:
            made = _complete(library, world, folder, made)
        documents = library.catalogue.counts()["documents"]
        yield Built(world, library, documents - len(list(seeds().glob("*.txt"))), made.seconds)
    finally:
        library.close()


def _key(world: World, fingerprint: str) -> str:
    """Names what a home holds: all texts, and the documents that the code makes of the seeds and of the first ones.

    A whole hour's build is not thrown away for a change elsewhere in the code.
    """
    total = hashlib.sha256(f"{world.name} {world.count} {fingerprint}".encode())
    for file, text in world.texts():
        total.update(f"{file}\0{text}\0".encode())
    for path in sorted(seeds().glob("*.txt")):
        total.update(repr(taken(read(path))).encode())
    for file, text in _readable(list(islice(world.texts(), _SAMPLE))):
        total.update(repr(world.prepare(file, text)).encode())
    return total.hexdigest()[:16]


def _known(folder: Path) -> _Made | None:
    path = folder / "made.json"
    return _Made(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def _keep(folder: Path, made: _Made) -> None:
    durable.replace_text(folder / "made.json", json.dumps(asdict(made)))


def _complete(library: Library, world: World, folder: Path, made: _Made) -> _Made:
    library.encoder.encode_passages(["khởi động"])  # the model loads now, and not in the time of the first chunk
    library.create_from_seeds()
    clock = _Clock(world)
    texts = world.texts()
    while chunk := list(islice(texts, CHUNK)):
        begun = time.perf_counter()
        new = [row for row in _readable(chunk) if not library.catalogue.holds(document_id(row[1]))]
        if new:
            library.add_prepared([world.prepare(file, text) for file, text in new])
            made = replace(made, seconds=made.seconds + time.perf_counter() - begun)
            _keep(folder, made)
        clock.tell(len(chunk), len(new))
    made = replace(made, complete=True)
    _keep(folder, made)
    return made


def _readable(rows: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The texts as a file is read; one that holds control characters fails alone, as `chidao add` has it."""
    for file, text in rows:
        try:
            yield file, decode(text.encode(), file)
        except InputError as error:
            sys.stderr.write(f"{file} is left out ({error.code})\n")


class _Clock:
    """Progress on stderr, with an estimate from the documents that this run has added."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._begun = time.perf_counter()
        self._done = self._added = 0

    def tell(self, done: int, added: int) -> None:
        self._done += done
        self._added += added
        line = f"{self._world.name}: {self._done:,} of {self._world.count:,} documents, {self._added:,} added"
        if self._added:
            pace = (time.perf_counter() - self._begun) / self._added
            line += f", {1 / pace:.1f} a second, {pace * (self._world.count - self._done) / 60:.0f} minutes left"
        sys.stderr.write(line + "\n")
