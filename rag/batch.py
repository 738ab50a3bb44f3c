"""Questions by the line: one in, one result out, in order, flushed; a bad line is an error of its own."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TextIO

from index import naming
from index.errors import BadDate, BadQuestionLine, BadSetting, BrokenIndex, ChidaoError, InputError
from index.segments import Filters
from rag import contract, printing
from rag.ask import Desk, Request

_FORM = 'a question, or {"question": …, "history": […], "from", "to", "place", "speaker", "source", "kind"}'

_NAMED = ("place", "speaker", "source", "kind")


@dataclass(frozen=True, slots=True)
class _Line:
    request: Request | None
    identifier: str | None = None
    error: InputError | None = None
    text: str = ""


def run_batch(desk: Desk, lines: TextIO, out: TextIO, filters: Filters, language: str, *, as_json: bool) -> int:
    """Answers every line; returns 0, 2 when any line was in error, 3 when the index broke."""
    code = 0
    for number, line in enumerate(lines, 1):
        read = _read(line.rstrip("\n"), number, filters)
        try:
            if read.request is None:
                raise read.error or InputError(found="")
            result = desk.ask(read.request)
            row = contract.result(result, read.identifier)
            text = printing.json_line(row) if as_json else printing.result(result, language)
        except ChidaoError as error:
            code = max(code, 3 if isinstance(error, BrokenIndex) else 2)
            row = contract.failure(error, read.text, read.identifier, language)
            text = printing.json_line(row) if as_json else printing.error(error, language)
        out.write(text + ("\n" if as_json else "\n\n"))
        out.flush()
    return code


def _read(line: str, number: int, filters: Filters) -> _Line:
    """A line as a request; what is wrong with it otherwise."""
    where = {"where": "stdin", "line": number, "wanted": _FORM}
    if not _is_text(line):
        return _Line(None, error=BadQuestionLine(found="bytes that are not UTF-8", **where), text=line)
    if not line.lstrip().startswith("{"):
        return _Line(Request(line, filters=filters), text=line)
    try:
        row = json.loads(line)
        json.dumps(row, ensure_ascii=False).encode()  # an escape such as \ud800 stands for no character
    except (ValueError, RecursionError) as error:
        return _Line(None, error=BadQuestionLine(found=f"broken JSON ({error})", **where), text=line)
    identifier = str(row["id"]) if row.get("id") is not None else None
    question, history = row.get("question"), row.get("history") or []
    if not isinstance(question, str):
        return _Line(None, identifier, BadQuestionLine(found="no text under `question`", **where), line)
    if not isinstance(history, list) or not all(isinstance(h, str) for h in history):
        return _Line(None, identifier, BadQuestionLine(found="`history` is no list of texts", **where), question)
    try:
        own = filters_of(f"stdin, {number}", row, filters)
    except InputError as error:
        return _Line(None, identifier, error, question)
    return _Line(Request(question, tuple(history), own, identifier), identifier, None, question)


def _is_text(value: str) -> bool:
    """Whether a text holds characters only: bytes that are not UTF-8 come from the system as lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in value)


def filters_of(where: str, values: Mapping[str, object], defaults: Filters = Filters()) -> Filters:
    """The filters that `from`, `to`, `place`, `speaker`, `source` and `kind` name; others stay as in `defaults`.

    Raises:
        BadDate: a date that is none, or a beginning after the end. BadSetting: no kind of document is called so.

    """
    found = defaults
    if values.get("from"):
        found = replace(found, since=_date(where, values["from"]))
    if values.get("to"):
        found = replace(found, until=_date(where, values["to"]))
    named = {name: str(values[name]) for name in _NAMED if values.get(name)}
    for kind in naming.several(named.get("kind", "")):
        if not naming.kind_of(kind):
            raise BadSetting(where=f"{where}: kind", found=kind, wanted=" / ".join(naming.kinds_of_document()))
    found = replace(found, **named)  # type: ignore[arg-type] # all of them are texts
    if found.since and found.until and found.since > found.until:
        raise BadDate(where=where, found=f"{found.since} > {found.until}", wanted="from ≤ to")
    return found


def _date(where: str, value: object) -> dt.date:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise BadDate(where=where, found=value, wanted="YYYY-MM-DD") from error
