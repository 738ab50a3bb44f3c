"""The register: the statements of all documents, filtered, as a table, CSV, a workbook or JSON."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index import places
from index.documents import Document, Statement, StatementKind
from index.library import Library
from index.naming import document_fits, speaker_fits, within
from index.segments import Filters
from index.text import comparable
from rag.spreadsheet import csv_text, workbook

FORMATS = ("table", "json", "csv", "xlsx")


@dataclass(frozen=True, slots=True)
class Row:
    """A statement with its document."""

    document: Document
    statement: Statement

    @property
    def quote(self) -> str:
        """The statement, verbatim."""
        return self.document.text[self.statement.start : self.statement.end]

    @property
    def content(self) -> str:
        """What is said, without who says it."""
        return self.document.text[self.statement.content_start : self.statement.content_end]

    @property
    def deadline(self) -> str | None:
        """The words of the deadline."""
        return self.document.text[slice(*self.statement.deadline)] if self.statement.deadline else None

    @property
    def day(self) -> dt.date | None:
        """When it was said, else the document's date: what the filters of time compare."""
        return self.statement.date or self.document.date


def rows_of(library: Library, filters: Filters, kind: str | None = None) -> Iterator[Row]:
    """The statements that fit, newest document first, in the order of its text."""
    wanted = StatementKind(kind) if kind else None
    for document, statements in library.statements():
        for statement in statements:
            row = Row(document, statement)
            if wanted in (None, statement.kind) and _fits(row, filters):
                yield row


def _fits(row: Row, filters: Filters) -> bool:
    statement, day = row.statement, row.day
    if not document_fits(filters.source, filters.kind, row.document):
        return False
    if filters.speaker and not any(speaker_fits(filters.speaker, w) for w in (statement.speaker, statement.title) if w):
        return False
    if filters.place and not any(within(filters.place, _normal(p), day) for p in statement.places):
        return False
    if filters.since and (day is None or day < filters.since):
        return False
    return not (filters.until and (day is None or day > filters.until))


def _normal(place: str) -> str:
    return next((p.value for p in places.places_in(place)), comparable(place))


_COLUMNS = {
    "vi": (
        "Mã|Loại|Mức|Người nói|Chức danh|Người truyền đạt|Đối tượng|Chủ trì|Phối hợp|Nội dung|Ngày|Thời hạn|Hạn cuối|"
        "Văn bản nhắc đến|Nơi|Thay thế|Được thay bởi|Trạng thái|Ghi chú|Tin cậy|Tệp|Từ|Đến|Nguyên văn"
    ),
    "en": (
        "Id|Kind|Strength|Speaker|Title|Relayed by|Addressees|Lead|Coordinate|Content|Date|Deadline|Due|"
        "Refers to|Places|Supersedes|Superseded by|Status|Note|Confidence|File|Start|End|Quote"
    ),
}
_VALUES = {
    "vi": {
        "directive": "chỉ đạo",
        "proposal": "kiến nghị",
        "report": "báo cáo, đánh giá",
        "commitment": "cam kết",
        "required": "bắt buộc",
        "urged": "đề nghị",
        "suggested": "gợi mở",
    },
    "en": {},
}


def columns(language: str) -> tuple[str, ...]:
    """The heads of the columns."""
    return tuple(_COLUMNS[language].split("|"))


def value(word: str, language: str) -> str:
    """A kind or strength in the reader's language."""
    return _VALUES[language].get(word, word)


def cells(row: Row, language: str) -> tuple[str, ...]:
    """The row as text, a cell a column."""
    said = row.statement
    due = said.deadline_date.isoformat() if said.deadline_date else ""
    return (
        *(
            said.id,
            value(said.kind, language),
            value(said.strength or "", language),
            said.speaker or "",
            said.title or "",
        ),
        *(said.relayed_by or "", *("; ".join(names) for names in (said.addressees, said.lead, said.coordinate))),
        *(row.content, said.date.isoformat() if said.date else "", row.deadline or "", due),
        *("; ".join(said.refers_to), "; ".join(said.places), "", "", "", "", f"{said.confidence:.2f}"),
        *(row.document.file, str(said.start), str(said.end), row.quote),
    )


def as_csv(rows: Iterable[Row], language: str) -> str:
    """The rows with a head, as CSV."""
    return csv_text(_sheet(rows, language))


def as_workbook(rows: Iterable[Row], language: str) -> bytes:
    """The rows with a head, as an .xlsx workbook."""
    return workbook(_sheet(rows, language))


def _sheet(rows: Iterable[Row], language: str) -> Sequence[Sequence[str]]:
    return [columns(language), *(cells(row, language) for row in rows)]
