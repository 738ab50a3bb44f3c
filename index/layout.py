"""What each stretch of a document is: body, heading, caption, or what merely stands on the page."""

import re
from collections.abc import Iterator
from datetime import date

from index import names
from index.documents import Block, BlockKind
from index.sentences import spans
from index.text import UPPER

_HEADER = re.compile(r"\s*(date\s+(\d{4}-\d{2}-\d{2}))(?!\S)")
_SOURCE = re.compile(r"Nguồn(?:\s+tin)?\s*:\s*(\S.*)")
_FURNITURE = re.compile(
    r"(?:\d+\s+)?Bình luận(?:\s*\(\d+\))?|Chia sẻ(?:\s+Facebook)?|Xem thêm.{0,80}|Tin liên quan:?|In bài viết|Gửi bình luận|Lưu bài viết|"
    r"Trở lại(?:\s.{0,40})?|Theo dõi.{0,80}(?:Google News|Zalo).*|Trang\s+\d+(?:\s*/\s*\d+)?|Tags?\s*:.*|Từ khóa\s*:.*|Đọc thêm:?|Quảng cáo",
    re.IGNORECASE,
)
_CREDIT_WORDS = r"(?:Ảnh(?:\s+(?:minh họa|tư liệu|trong bài))?|Thực hiện|Tin,?\s*ảnh|Bài,?\s*ảnh|Clip|Video|Đồ họa|Nguồn ảnh|Photo)"
_SHOUT = rf"[{UPPER}][{UPPER}.\-&]*"
_CREDIT = re.compile(rf"(?<!\w){_CREDIT_WORDS}\s*:\s*(?P<who>{_SHOUT}(?:[ ,]+(?:{_SHOUT}|và))*(?!\w)|[^.\n]{{2,40}}$)", re.MULTILINE)
_BYLINE = re.compile(rf"(?:Theo\s+|Bài:\s*|Tin:\s*)?{_SHOUT}(?:\s+{_SHOUT}){{0,4}}(?:\s*[-–,]\s*{_SHOUT}(?:\s+{_SHOUT}){{0,4}})?")
_ENDED = re.compile(r"[.!?…;:,]['\"”’)]*$")
_SCENE = re.compile(r"(?i)(?:quang cảnh|toàn cảnh|hình ảnh|các đại biểu|đại biểu (?:dự|tham)|ảnh chụp)(?!\w)")
_SHOWN = re.compile(
    r"(?i)(?:phát biểu|chụp ảnh|trao (?:quà|hoa|tặng|quyết định|bằng|giấy)|tặng (?:quà|hoa)|tại (?:buổi|hội nghị|lễ|cuộc|đại hội)|chủ trì|làm việc (?:với|tại)|thăm hỏi|tham quan|bấm nút|cắt băng)"
)
_ITEM = re.compile(r"[-–•*+]\s")
_LONGEST_HEADING = 130  # characters
_LONGEST_CAPTION = 220


def published_in(text: str) -> date | None:
    """The publication date of the optional `date YYYY-MM-DD` header; None where there is none, or no such day."""
    match = _HEADER.match(text)
    try:
        return date.fromisoformat(match[2]) if match else None
    except ValueError:
        return None


def source_in(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The address (or name) after `Nguồn:`."""
    for block in blocks:
        if block.kind is BlockKind.SOURCE and (match := _SOURCE.match(text, block.start, block.end)):
            return match[1].strip()
    return None


def blocks_of(text: str) -> tuple[Block, ...]:
    """The document as blocks, in order. Every character that is not white space is inside exactly one of them."""
    header = _HEADER.match(text)
    found = [Block(BlockKind.HEADER, header.start(1), header.end(1))] if header else []
    lines = [span for line in re.finditer(r"[^\n]+", text) if (span := _trim(text, max(line.start(), header.end() if header else 0), line.end()))]
    last = _last_body_line(text, lines)
    for number, (start, end) in enumerate(lines):
        found += _line_blocks(text, start, end, closing=number > last)
    return tuple(_without_orphan_headings(found))


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _last_body_line(text: str, lines: list[tuple[int, int]]) -> int:
    """The last line that ends like a sentence and is no furniture: by-lines can only come after it."""
    ended = [n for n, (a, b) in enumerate(lines) if _ENDED.search(text[a:b]) and not _marked(text[a:b])]
    return ended[-1] if ended else -1


def _marked(line: str) -> BlockKind | None:
    """The kind of a line that says itself what it is."""
    if _SOURCE.fullmatch(line):
        return BlockKind.SOURCE
    return BlockKind.FURNITURE if _FURNITURE.fullmatch(line) else None


def _line_blocks(text: str, start: int, end: int, *, closing: bool) -> Iterator[Block]:
    """The blocks of one line; a credit inside it makes the sentence before it a caption."""
    line = text[start:end]
    if kind := _marked(line):
        yield Block(kind, start, end)
    elif closing and _BYLINE.fullmatch(line) and len(line) <= 60:
        yield Block(BlockKind.BYLINE, start, end)
    elif credit := _CREDIT.search(line):
        yield from _captioned(text, start, start + credit.start())
        yield Block(BlockKind.CREDIT, start + credit.start(), start + credit.end("who"))
        if rest := _trim(text, start + credit.end("who"), end):
            yield from _line_blocks(text, *rest, closing=closing)
    else:
        yield Block(_unmarked(line), start, end)


def _captioned(text: str, start: int, end: int) -> Iterator[Block]:
    """What stands before a credit: a short line is a caption whole, of a paragraph only the last sentence is."""
    sentences = spans(text, start, end)
    if not sentences:
        return
    captions = sentences if end - start <= _LONGEST_CAPTION else sentences[-1:]
    if body := sentences[: len(sentences) - len(captions)]:
        yield Block(BlockKind.BODY, body[0][0], body[-1][1])
    yield Block(BlockKind.CAPTION, captions[0][0], captions[-1][1])


def _unmarked(line: str) -> BlockKind:
    """Body, unless the line is short and unended: then a caption when it tells what a picture shows, else a heading."""
    if _ENDED.search(line) or _ITEM.match(line) or line[:1].islower():
        return BlockKind.BODY
    shows = _SCENE.match(line) or (_SHOWN.search(line) and (names.persons_in(line) or names.titles_in(line, []) or re.match(r"(?i)lãnh đạo|đồng chí|ông|bà|đại diện", line)))
    if shows and len(line) <= _LONGEST_CAPTION:
        return BlockKind.CAPTION
    return BlockKind.HEADING if len(line) <= _LONGEST_HEADING else BlockKind.BODY


def _without_orphan_headings(blocks: list[Block]) -> Iterator[Block]:
    """A heading needs body below it: a lone unended line is text, not the heading of nothing."""
    below = False
    for block in reversed(blocks):
        if block.kind is BlockKind.HEADING and not below:
            blocks[blocks.index(block)] = Block(BlockKind.BODY, block.start, block.end)
        below = below or block.kind is BlockKind.BODY
    yield from blocks
