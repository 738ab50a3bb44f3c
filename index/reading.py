"""Files become text: `.txt` in full, `.pdf` page by page. Every way in which a file can be unreadable has its error."""

import codecs
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.errors import FileEmpty, FileMissing, FolderEmpty, NoTextLayer, NotText, PdfUnreadable, UnsupportedFormat
from index.text import nfc

SUFFIXES = (".txt", ".pdf")
_LEAST_TEXT = 20  # characters of a page with pictures; a scan has fewer
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its text (LF line ends, NFC), and where its pages begin."""

    path: Path
    text: str
    page_starts: tuple[int, ...] = ()


def files_under(paths: Iterable[Path]) -> list[Path]:
    """The files to read, in order: each named file, and those under each named folder, sorted.

    Hidden files and links under a folder are left out; a link that is named itself is read.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and _own(path, p))
            found += inside or [path]
        else:
            found.append(path)
    return found


def _own(folder: Path, path: Path) -> bool:
    """Whether a file under a folder is meant: no hidden one, and no link, which may lead anywhere."""
    inside = path.relative_to(folder).parts
    hidden = any(part.startswith(".") for part in inside)
    return path.is_file() and not hidden and not path.is_symlink()


def read(path: Path) -> Source:
    """The text of a file.

    Raises:
        FileMissing, FolderEmpty, FileEmpty, NotText, UnsupportedFormat, PdfUnreadable, NoTextLayer: naming the file.

    """
    if path.is_dir():
        raise FolderEmpty(where=path.name, wanted=" / ".join(SUFFIXES))
    if not path.is_file():
        raise FileMissing(where=path)
    suffix = path.suffix.lower()
    if suffix == ".txt":
        return Source(path, decode(path.read_bytes(), path.name))
    if suffix == ".pdf":
        return _read_pdf(path)
    raise UnsupportedFormat(where=path.name, found=suffix or "nameless", wanted=", ".join(SUFFIXES))


def decode(data: bytes, name: str) -> str:
    """UTF-8 bytes as text: byte-order mark dropped, line ends LF, NFC.

    Raises:
        NotText: another encoding, or binary junk; `found` is the offset of the first byte that is no text.
        FileEmpty: nothing but white space.

    """
    content = data.removeprefix(codecs.BOM_UTF8)
    mark = len(data) - len(content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotText(where=name, found=mark + error.start) from error
    if junk := _CONTROLS.search(text):
        raise NotText(where=name, found=mark + len(text[: junk.start()].encode()))
    text = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise FileEmpty(where=name)
    return text


def _read_pdf(path: Path) -> Source:
    if path.stat().st_size == 0:
        raise FileEmpty(where=path.name)
    pages, pictured = _pdf_pages(path)
    if not pages:
        raise PdfUnreadable(where=path.name, found="no pages")
    for number, text in enumerate(pages, 1):
        # A scan gives empty text without any error; a blank page has no picture either and is let through.
        if len(text.strip()) < _LEAST_TEXT and pictured[number - 1]:
            raise NoTextLayer(where=path.name, page=number)
    text, starts = join_pages(pages)
    if not text.strip():
        raise NoTextLayer(where=path.name, page=1)
    return Source(path, text, starts)


def _pdf_pages(path: Path) -> tuple[list[str], list[bool]]:
    """The text of each page, and whether it shows pictures.

    Raises:
        PdfUnreadable: broken or locked.

    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    # A broken file makes the reader stumble in any of these ways, a locked one in the first two.
    failures = (PyPdfError, DependencyError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
    deeper = (OSError, RecursionError, NotImplementedError, AssertionError, struct.error, zlib.error)
    try:
        pages = PdfReader(path).pages
        return [_clean(page.extract_text()) for page in pages], [bool(page.images) for page in pages]
    except (*failures, *deeper) as error:
        raise PdfUnreadable(where=path.name, found=type(error).__name__) from error


def _clean(text: str) -> str:
    """Extracted text without control characters and halves of characters, which fonts with a wrong map produce; NFC."""
    return nfc(re.sub(r"[\ud800-\udfff]", "\ufffd", _CONTROLS.sub("", text)))


def join_pages(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    """The pages as one text with hard-wrapped lines joined to paragraphs, and the offset at which each page begins.

    Running heads and page numbers are left out: they would stand in the middle of a sentence that crosses the page.
    """
    text, starts = "", []
    for lines in _without_furniture([[line.strip() for line in page.splitlines() if line.strip()] for page in pages]):
        start: int | None = None
        width = max(map(len, lines), default=0)
        for index, line in enumerate(lines):
            previous = lines[index - 1] if index else text.rsplit("\n", 1)[-1]
            text += _glue(previous, line, width) if text else ""
            start = len(text) if start is None else start
            text += line
        starts.append(len(text) if start is None else start)
    return text, tuple(starts)


_PAGE_NUMBER = re.compile(
    r"(?:(?:trang|page)\s*)?[-–]?\s*(?P<n>\d{1,4})\s*[-–]?(?:\s*/\s*(?P<of>\d{1,4}))?", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?…:;]['\"”’)\]]*$")
_LIST_ITEM = re.compile(r"[-–•*+]\s|\(?\w{1,3}[.)]\s|(?:Điều|Chương|Mục|Phần)\s+[\dIVX]+", re.UNICODE)


def _without_furniture(pages: list[list[str]]) -> list[list[str]]:
    """The lines of each page without running heads and page numbers, which stand at its edges only."""
    running = _running_lines(pages)
    shift = _number_shift(pages)
    kept = []
    for index, lines in enumerate(pages):
        start, end = 0, len(lines)
        while start < end and (lines[start] in running or _number_on(lines[start]) == index + shift):
            start += 1
        while start < end and (lines[end - 1] in running or _number_on(lines[end - 1]) == index + shift):
            end -= 1
        kept.append(lines[start:end])
    return kept if any(kept) else pages


def _number_on(line: str) -> int | None:
    """The number of a line that is a page number."""
    match = _PAGE_NUMBER.fullmatch(line)
    return int(match["n"]) if match else None


def _number_shift(pages: list[list[str]]) -> int:
    """What to add to a page's index to get its printed number: a lone figure elsewhere is a table's, and stays."""
    shifts = Counter(
        number - index
        for index, lines in enumerate(pages)
        for number in {_number_on(line) for line in (*lines[:2], *lines[-2:])}
        if number is not None
    )
    shift, count = shifts.most_common(1)[0] if shifts else (1, 0)
    return shift if count > 1 else 1


def _running_lines(pages: list[list[str]]) -> set[str]:
    """First and last lines that stand on three pages or more, and on at least half of all."""
    edges = Counter(line for lines in pages for line in {*lines[:2], *lines[-2:]})
    return {line for line, count in edges.items() if count >= 3 and count * 2 >= len(pages)}


def _glue(previous: str, line: str, width: int) -> str:
    """What joins a line to the one before it: nothing inside an address, a space inside a sentence, else a line end."""
    if re.search(r"https?://\S*[-/]$", previous) and " " not in line:
        return ""
    full = len(previous) >= 0.7 * width
    continues = line[:1].islower() or (full and not _SENTENCE_END.search(previous))
    return " " if continues and not _LIST_ITEM.match(line) else "\n"
