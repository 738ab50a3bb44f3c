"""Results as text for the terminal, in its language. What is said of the documents themselves is Vietnamese."""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, cast

from index.documents import Document
from index.errors import ChidaoError
from index.library import Outcome
from rag import wording
from rag.answers import Answer, Clarification, Failure, Notice, Refusal, Result
from rag.ask import Found
from rag.claims import Judgement
from rag.register import Row
from rag.register import value as in_words
from rag.search import Hit
from rag.terminal import word


def json_line(value: object) -> str:
    """JSON in one line, for readers that take any of Unicode's line ends for one."""
    text = json.dumps(value, ensure_ascii=False)
    return text.translate({0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"})


def error(value: ChidaoError, language: str) -> str:
    """An error in the terminal's language."""
    return wording.in_language(value, language)


def system_error(value: OSError, language: str) -> str:
    """What the operating system refused: a folder that cannot be written, a full disk."""
    return word("system", language).format(value.filename or "stdout", value.strerror or value)


def result(value: Result, language: str) -> str:
    """The answer with its sources, the choices, or the refusal."""
    lines = _understood(value.understood.text, value.notices, language, changed=value.understood.restored)
    if isinstance(value, Answer):
        lines += _items(value, language) if value.listed else _sentences(value, language)
    else:
        offered = value.choices if isinstance(value, Clarification) else value.instead
        lines.append(value.message)
        lines += [word("instead_ask", language)] if offered and isinstance(value, Refusal) else []
        lines += [f"  - {question}" for question in offered]
    if value.withheld:
        lines.append(f"({word('withheld', language).format(len(value.withheld))})")
    return "\n".join(lines)


def _sentences(answer: Answer, language: str) -> list[str]:
    """The answer as one paragraph, then each source with its quote."""
    quotes = [f"[{c.marker}] {place(c.document, c.page, language)}: “{c.quote}”" for c in answer.citations]
    return [answer.text, "", *quotes]


def _items(answer: Answer, language: str) -> list[str]:
    """Each sentence of a list as an item of its own, then where they stand; they are the quotes themselves."""
    items = [f"- {s.text} {''.join(f'[{m}]' for m in s.markers)}" for s in answer.sentences]
    sources = groupby(answer.citations, key=lambda c: place(c.document, c.page, language))
    return [*items, "", *(f"{''.join(f'[{c.marker}]' for c in cited)} {where}" for where, cited in sources)]


def understood(value: Found, language: str) -> list[str]:
    """How the question of a search and its filters were understood, where that is not as they were typed."""
    asked = value.question
    return _understood(asked.text, value.notices, language, changed=asked.restored or asked.history_used)


def _understood(text: str, notices: Sequence[Notice], language: str, *, changed: bool) -> list[str]:
    sentence = text if text.endswith((".", "?", "!")) else f"{text}."
    lines = [f"({word('understood', language).format(sentence)})"] if changed else []
    return lines + [f"({notice.message})" for notice in notices]


def judgement(value: Judgement, language: str) -> str:
    """A claim with its verdict: what does not hold, or where it stands."""
    lines = [f"{'✓' if value.verdict.supported else '✗'} {value.claim.text}"]
    for failure in value.verdict.failures:
        lines.append(f"   {unsupported(failure, language)}")
    if value.citations:
        label = "" if value.verdict.supported else f"{word('nearest', language)} "
        lines += [f"   {label}{place(c.document, c.page, language)}: “{c.quote}”" for c in value.citations]
    return "\n".join(lines)


def unsupported(failure: Failure, language: str) -> str:
    """A fact that does not hold, in words: which one, and what the document has instead."""
    kind = wording.FAILURES[failure.kind] if language == "vi" else failure.kind.replace("_", " ")
    instead = f" ({word('instead', language)}: {failure.expected})" if failure.expected else ""
    return f"{kind}: {failure.found}{instead}"


def place(document: Document, page: int | None, language: str) -> str:
    """Where a quote stands: file, page, day."""
    day = f", {document.date:%d-%m-%Y}" if document.date else ""
    where = f", {word('page', language)} {page}" if page else ""
    return f"{document.file}{where}{day}"


def hits(values: Sequence[Hit], language: str) -> str:
    """Hits with score and place."""
    if not values:
        return word("no_hits", language)
    lines = []
    for rank, hit in enumerate(values, 1):
        where = place(hit.document, hit.document.page_of(hit.passage.start), language)
        lines.append(f"{rank}. {hit.score:.3f}  {where}\n   {hit.passage.text}")
    return "\n\n".join(lines)


def register(rows: Sequence[Row], language: str) -> str:
    """A line for who says what to whom, then the words themselves with their source."""
    if not rows:
        return word("no_statements", language)
    lines = []
    for row in rows:
        said = row.statement
        day = f"{said.date:%d-%m-%Y}" if said.date else "-" * 10
        kind = " ".join(
            filter(
                None, [in_words(said.kind, language), f"({in_words(said.strength, language)})" if said.strength else ""]
            )
        )
        who = f"{said.speaker or '?'}{f' ({said.title})' if said.title else ''}"
        whom = f" → {'; '.join(said.addressees)}" if said.addressees else ""
        due = (
            f" [{row.deadline}{f': {said.deadline_date:%d-%m-%Y}' if said.deadline_date else ''}]"
            if row.deadline
            else ""
        )
        lines.append(f"{day}  {kind}  {who}{whom}{due}\n    “{row.quote}” ({row.document.file})")
    return "\n".join(lines)


def added(value: Outcome, language: str) -> str:
    """What became of one file, as a line."""
    what = error(value.error, language) if value.error else f"{value.file} ({value.document})"
    return f"{word(value.status, language)}: {what}"


def removed(values: Sequence[Document], language: str) -> str:
    """One line a document."""
    return "\n".join(f"{word('removed', language)}: {d.file} ({d.id})" for d in values)


def documents(values: Sequence[Document], language: str) -> str:
    """Id, date and file of each document, and its title below."""
    if not values:
        return word("no_documents", language)
    return "\n".join(
        f"{d.id}  {d.date.isoformat() if d.date else '-' * 10}  {d.file}\n    {wording.title_of(d)}" for d in values
    )


def document(value: Document, language: str) -> str:
    """A document with its text."""
    facts = {name: getattr(value, name) for name in ("file", "title", "date", "published", "source")}
    head = [f"{word(name, language)}: {fact}" for name, fact in facts.items() if fact]
    return "\n".join([*head, "", value.text])


def status(values: Mapping[str, object], language: str) -> str:
    """One fact a line."""
    shown = dict(values)
    sizes = cast(Mapping[str, int], values["sizes"])
    shown["sizes"] = ", ".join(f"{name} {_size(count)}" for name, count in sizes.items())
    shown["schema"] = ", ".join(f"{name} {value}" for name, value in cast(Mapping[str, int], values["schema"]).items())
    return "\n".join(f"{word(name, language)}: {'–' if value is None else value}" for name, value in shown.items())


def _size(count: int) -> str:
    """Bytes in the unit that keeps the figure short."""
    size, units = float(count), iter(("B", "kB", "MB", "GB"))
    unit = next(units)
    while size >= 1000 and unit != "GB":
        size, unit = size / 1000, next(units)
    return f"{size:.0f} {unit}"


def step(what: str, done: int, of: int, seconds: float, language: str) -> str:
    """How far a step is, and the time left."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    left = f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
    return word("step", language).format(word(what, language), done, of, done / max(1, of), left)


def scores(values: Mapping[str, Any]) -> str:
    """Scores by group, under the names of the measures; then the kinds of question, a line each."""
    lines = []
    for name, value in values.items():
        if name == "by_kind":
            continue
        if isinstance(value, dict):
            lines.append(f"{name}: " + "  ".join(f"{k} {_figure(v)}" for k, v in value.items()))
        else:
            lines.append(f"{name}: {_figure(value)}")
    columns = (
        ("retrieval", "nDCG@10"),
        ("answers", "answered"),
        ("answers", "cited_evidence"),
        ("abstention", "refused_unanswerable"),
    )
    if len(values["by_kind"]) > 1:
        lines += ["", f"{'by_kind':20}{'queries':>9}" + "".join(f"{name:>22}" for _, name in columns)]
        for kind, row in values["by_kind"].items():
            figures = "".join(f"{_figure(row[group][name]):>22}" for group, name in columns)
            lines.append(f"{kind:20}{row['queries']:9}{figures}")
    return "\n".join(lines)


def _figure(value: object) -> str:
    return "–" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)


def comparison(values: Mapping[str, Any], language: str) -> str:
    """Two runs side by side: a line a measure, then the questions won and lost."""
    lines = [word("shared", language).format(values["queries"], values["only_a"], values["only_b"]), ""]
    lines.append(f"{'':22}{'A':>9}{'B':>9}{'B − A':>9}{'p':>9}")
    for name, row in values["measures"].items():
        difference = f"{row['a']:9.4f}{row['b']:9.4f}{row['difference']:+9.4f}"
        lines.append(f"{name:22}{difference}{_figure(row['p']):>9}")
    for key in ("won", "lost"):
        lines += ["", f"{word(key, language)}: {len(values[key])}", *(f"  - {question}" for question in values[key])]
    return "\n".join(lines)
