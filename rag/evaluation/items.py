"""Questions with their gold, and the lines of the files that they are read from."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import BadQuestionLine, EmptyQuestion, FileEmpty, FileMissing, NotText, QuestionTooLong
from index.reading import decode


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its gold."""

    id: str
    question: str
    answerable: bool
    line: int
    history: tuple[str, ...] = ()
    kind: str = ""
    evidence: tuple[str, ...] = ()  # verbatim; a span that overlaps any of them is right
    answer: tuple[tuple[str, ...], ...] = ()  # every group needs one of its strings in the answer
    file: str = ""  # beginning of the file's base name
    passages: tuple[str, ...] = ()  # ids of the right rows of a BEIR corpus
    answers: tuple[str, ...] = ()  # gold short answers, any of them right


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a BEIR corpus: a passage as it stands."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, and the corpus that they are asked of; without rows it is the user's own."""

    name: str
    items: tuple[Item, ...]
    digest: str  # of the files, so that kept work is only taken up for the same set
    split: str | None = None
    rows: tuple[Row, ...] = ()


def bad(name: str, line: int, found: str, wanted: str) -> BadQuestionLine:
    """The error of a line that cannot be used."""
    return BadQuestionLine(where=name, line=line, found=found, wanted=wanted)


def text_of(path: Path, wanted: str) -> str:
    """The text of a file; `wanted` says what a line of it should be.

    Raises:
        FileMissing. BadQuestionLine: nothing in it, or bytes that are no UTF-8 text, with their line.

    """
    if not path.is_file():
        raise FileMissing(where=path)
    data = path.read_bytes()
    try:
        return decode(data, path.name)
    except FileEmpty as error:
        raise bad(path.name, 1, "nothing in the file", wanted) from error
    except NotText as error:
        at = int(error.facts["found"])
        raise bad(path.name, data[:at].count(b"\n") + 1, f"byte {at} is not UTF-8 text", "text in UTF-8") from error


def json_lines(path: Path, wanted: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file with their line numbers, from 1; blank lines are passed over.

    Raises:
        FileMissing, BadQuestionLine.

    """
    for number, line in enumerate(text_of(path, wanted).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise bad(path.name, number, f"broken JSON ({error})", wanted) from error
        if not isinstance(row, dict):
            raise bad(path.name, number, f"{type(row).__name__}, no JSON object", wanted)
        _need_characters(path.name, number, row)
        yield number, row


def _need_characters(name: str, line: int, row: dict[str, Any]) -> None:
    """Half a character, as an escape of one surrogate alone gives it, can be neither searched nor written."""
    try:
        json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise bad(
            name, line, f"half a character (\\u{ord(error.object[error.start]):x})", "whole characters"
        ) from error


def need_askable(name: str, items: Sequence[Item]) -> None:
    """Raises BadQuestionLine for a question that could not be asked, before the first of them is."""
    from rag.question import understand

    for item in items:
        try:
            understand(item.question)
        except (EmptyQuestion, QuestionTooLong) as error:
            raise bad(name, item.line, str(error), "a question that can be asked") from error


def need_own_ids(name: str, lines: Sequence[tuple[str, int]]) -> None:
    """Raises BadQuestionLine for an id that stands on two lines."""
    seen: dict[str, int] = {}
    for identifier, line in lines:
        if identifier in seen:
            raise bad(name, line, f"the id {identifier!r} of line {seen[identifier]} again", "an id of its own")
        seen[identifier] = line


def shortened(text: str, most: int = 300) -> str:
    """The beginning of a text, at most so many characters, cut between words and with a sign that it was cut."""
    return text if len(text) <= most else (text[:most].rsplit(maxsplit=1) or [""])[0] + " …"


def digest_of(paths: Sequence[Path]) -> str:
    """A digest of the content of files."""
    total = hashlib.sha256()
    for path in paths:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]
