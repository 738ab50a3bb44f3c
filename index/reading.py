"""Files become text: `.txt` in full, `.pdf` page by page. Every way in which a file can be unreadable has its error."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.errors import FileEmpty, FileMissing, FolderEmpty, NoTextLayer, NotText, PdfUnreadable, UnsupportedFormat
from index.text import nfc

SUFFIXES = (".txt", ".pdf")


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its text (LF line ends, NFC), and where its pages begin."""

    path: Path
    text: str
    page_starts: tuple[int, ...] = ()


def files_under(paths: Iterable[Path]) -> list[Path]:
    """The files to read, in order: each named file, and every readable file under each named folder, sorted."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            found += inside or [path]
        else:
            found.append(path)
    return found


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
    """UTF-8 bytes as text: byte-order mark dropped, line ends LF, NFC."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotText(where=name, found=error.start) from error
    junk = re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text)
    if junk:
        raise NotText(where=name, found=len(text[: junk.start()].encode()))
    text = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise FileEmpty(where=name)
    return text


def _read_pdf(path: Path) -> Source:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, OSError) as error:
        raise PdfUnreadable(where=path.name, found=type(error).__name__) from error
    if not pages:
        raise PdfUnreadable(where=path.name, found="no pages")
    for number, (page, text) in enumerate(zip(reader.pages, pages, strict=True), 1):
        # A scan gives empty text without any error; a blank page has no picture either and is let through.
        if len(text.strip()) < 20 and page.images:
            raise NoTextLayer(where=path.name, page=number)
    if not any(text.strip() for text in pages):
        raise NoTextLayer(where=path.name, page=1)
    text, starts = join_pages([nfc(page.replace("\x00", "")) for page in pages])
    return Source(path, text, starts)


def join_pages(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    """The pages as one text with hard-wrapped lines joined to paragraphs, and the offset at which each page begins.

    Running heads and page numbers are left out: they would stand in the middle of a sentence that crosses the page.
    """
    stripped = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    furniture = _running_lines(stripped)
    text, starts = "", []
    for lines in stripped:
        start: int | None = None
        kept = [line for line in lines if line not in furniture and not _PAGE_NUMBER.fullmatch(line)]
        width = max(map(len, kept), default=0)
        for index, line in enumerate(kept):
            previous = kept[index - 1] if index else text.rsplit("\n", 1)[-1]
            text += _glue(previous, line, width) if text else ""
            start = len(text) if start is None else start
            text += line
        starts.append(len(text) if start is None else start)
    return text, tuple(starts)


_PAGE_NUMBER = re.compile(r"(?:(?:trang|page)\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*/\s*\d{1,4})?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:;]['\"”’)\]]*$")
_LIST_ITEM = re.compile(r"[-–•*+]\s|\(?\w{1,3}[.)]\s|(?:Điều|Chương|Mục|Phần)\s+[\dIVX]+", re.UNICODE)


def _running_lines(pages: list[list[str]]) -> set[str]:
    """First and last lines that stand on at least half of three or more pages."""
    edges = Counter(line for lines in pages for line in {*lines[:1], *lines[-1:]})
    return {line for line, count in edges.items() if len(pages) >= 3 and count * 2 >= len(pages)}


def _glue(previous: str, line: str, width: int) -> str:
    """What joins a line to the one before it: nothing inside an address, a space inside a sentence, else a line end."""
    if re.search(r"https?://\S*[-/]$", previous) and " " not in line:
        return ""
    full = len(previous) >= 0.7 * width
    continues = line[:1].islower() or (full and not _SENTENCE_END.search(previous))
    return " " if continues and not _LIST_ITEM.match(line) else "\n"
