"""Results as text for the terminal."""

from collections.abc import Mapping, Sequence

from index.documents import Document
from index.errors import ChidaoError
from index.library import Outcome
from rag import wording
from rag.answers import Answer, Clarification, Result
from rag.search import Hit


def error(value: ChidaoError, language: str) -> str:
    """An error in the terminal's language."""
    return wording.in_language(value, language)


def result(value: Result) -> str:
    """The answer with its sources, the choices, or the refusal."""
    lines = [f"({notice.message})" for notice in value.notices]
    if isinstance(value, Answer):
        lines += [value.text, ""]
        lines += [f"[{c.marker}] {_source(c.document, c.page)}: “{c.quote}”" for c in value.citations]
    else:
        lines.append(value.message)
        lines += [f"  - {choice}" for choice in value.choices] if isinstance(value, Clarification) else []
    if value.withheld:
        lines.append(f"(Đã lược bỏ {len(value.withheld)} câu không đủ căn cứ.)")
    return "\n".join(lines)


def _source(document: Document, page: int | None) -> str:
    day = f", {document.date:%d-%m-%Y}" if document.date else ""
    return f"{document.file}{f', trang {page}' if page else ''}{day}"


def hits(values: Sequence[Hit]) -> str:
    """Hits with score and place."""
    if not values:
        return "Không tìm thấy đoạn nào."
    return "\n\n".join(
        f"{rank}. {hit.score:.3f}  {_source(hit.document, hit.document.page_of(hit.passage.start))}\n   {hit.passage.text}"
        for rank, hit in enumerate(values, 1)
    )


def added(outcomes: Sequence[Outcome], language: str) -> str:
    """One line a file."""
    words = {"added": "Đã nạp", "unchanged": "Đã có từ trước", "replaced": "Đã thay bản cũ", "failed": "Không nạp được"}
    return "\n".join(
        f"{words[o.status]}: {error(o.error, language) if o.error else f'{o.file} ({o.document})'}" for o in outcomes
    )


def documents(values: Sequence[Document]) -> str:
    """One line a document."""
    if not values:
        return "Chưa có văn bản nào."
    return "\n".join(f"{d.id}  {d.date.isoformat() if d.date else '-' * 10}  {d.file}\n    {d.title}" for d in values)


def document(value: Document) -> str:
    """A document with its text."""
    facts = {
        "Tệp": value.file,
        "Tiêu đề": value.title,
        "Ngày": value.date,
        "Ngày đăng": value.published,
        "Nguồn": value.source,
    }
    return "\n".join([*(f"{name}: {fact}" for name, fact in facts.items() if fact), "", value.text])


def status(values: Mapping[str, object]) -> str:
    """One fact a line."""
    return "\n".join(f"{name}: {value}" for name, value in values.items())


def scores(values: Mapping[str, object]) -> str:
    """Scores by group."""
    lines = []
    for name, value in values.items():
        if isinstance(value, dict) and name != "by_kind":
            inner = "  ".join(f"{k} {v:.4f}" if isinstance(v, float) else f"{k} {v}" for k, v in value.items())
            lines.append(f"{name}: {inner}")
        elif name != "by_kind":
            lines.append(f"{name}: {value}")
    return "\n".join(lines)
