"""A draft to be checked, as text or as claims by the line: one verdict out for each, in order, flushed."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TextIO

from index.errors import BadQuestionLine, BrokenIndex, ChidaoError, EmptyDraft, InputError
from index.reading import decode, read
from rag import contract, printing
from rag.claims import Claim, Examiner, claims_in

_FORM = '{"text": …, "file": …, "quote": …, "id": …}'


def lines_of(name: str, stdin: TextIO) -> Iterator[str]:
    """The lines of a file, or of standard input for `-`; a PDF gives its text.

    Raises:
        FileMissing, FileEmpty, NotText, PdfUnreadable, NoTextLayer: naming the file.

    """
    if name == "-":
        yield from stdin
        return
    path = Path(name)
    if path.suffix.lower() in (".txt", ".pdf") or not path.is_file():
        yield from read(path).text.splitlines(keepends=True)
    else:
        yield from decode(path.read_bytes(), path.name).splitlines(keepends=True)


def run_checks(
    examiner: Examiner, name: str, lines: Iterable[str], out: TextIO, language: str, *, as_json: bool
) -> int:
    """Checks a draft; returns 0, 1 when anything is unsupported, 2 when a line was in error, 3 when the index broke.

    Raises:
        EmptyDraft: there is nothing to check.

    """
    where = "stdin" if name == "-" else Path(name).name
    code, empty = 0, True
    for read_claim in _claims(where, lines):
        empty = False
        try:
            if isinstance(read_claim, _Unread):
                raise read_claim.error
            judged = examiner.examine(read_claim)
            row = contract.judgement(judged)
            text = printing.judgement(judged, language)
            code = max(code, 0 if judged.verdict.supported else 1)
        except ChidaoError as error:
            code = max(code, 3 if isinstance(error, BrokenIndex) else 2)
            row = contract.unread_claim(error, *_told(read_claim), language)
            text = printing.error(error, language)
        out.write((printing.json_line(row) if as_json else text) + "\n")
        out.flush()
    if empty:
        raise EmptyDraft(where=where)
    return code


class _Unread:
    """A line that is no claim."""

    def __init__(self, error: InputError, text: str, identifier: str | None) -> None:
        self.error = error
        self.text = text
        self.id = identifier


def _told(claim: "Claim | _Unread") -> tuple[str, str | None]:
    return claim.text, claim.id


def _claims(where: str, lines: Iterable[str]) -> Iterator["Claim | _Unread"]:
    """The claims of a draft: JSON by the line if its first character is a brace, else the sentences of its text."""
    numbered = enumerate(lines, 1)
    for number, first in numbered:
        if not first.strip():
            continue
        if first.lstrip("\ufeff \t").startswith("{"):
            for at, line in chain([(number, first)], numbered):
                if line.strip():
                    yield _claim(where, at, line.strip("\ufeff\r\n"))
        else:
            yield from claims_in(first + "".join(line for _, line in numbered))


def _claim(where: str, number: int, line: str) -> "Claim | _Unread":
    def bad(found: str, text: str = line, identifier: str | None = None) -> _Unread:
        return _Unread(BadQuestionLine(where=where, line=number, found=found, wanted=_FORM), text, identifier)

    try:
        row = json.loads(line)
        json.dumps(row, ensure_ascii=False).encode()  # an escape such as \ud800 stands for no character
    except (ValueError, RecursionError) as error:
        return bad(f"broken JSON ({error})", line.encode("utf-8", "replace").decode())
    if not isinstance(row, dict):
        return bad("no object")
    identifier = str(row["id"]) if row.get("id") is not None else None
    text, file, quote = (row.get(name) for name in ("text", "file", "quote"))
    if not isinstance(text, str) or not text.strip():
        return bad("no text under `text`", identifier=identifier)
    for name, value in (("file", file), ("quote", quote)):
        if value is not None and not isinstance(value, str):
            return bad(f"`{name}` is no text", text, identifier)
    return Claim(text, file, quote, identifier)
