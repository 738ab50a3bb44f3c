"""What each stretch of a document is: body, heading, caption, or what merely stands on the page."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from index import names
from index.documents import Block, BlockKind
from index.sentences import spans, trimmed
from index.text import LOWER, UPPER

_HEADER = re.compile(r"\s*(date\s+(\d{4}-\d{2}-\d{2}))(?!\S)")
_SOURCE = re.compile(r"Nguồn(?:\s+tin)?\s*:\s*(?P<address>https?://\S+|\S.*)")
_COUNTER = r"(?:\d+\s+)?Bình luận\s*\(\d+\)"
_FURNITURE = re.compile(
    rf"{_COUNTER}|(?:\d+\s+)?(?:Bình luận|Thích)(?:\s+\d+)?|Chia sẻ(?:\s+(?:Facebook|Zalo|Twitter|bài viết))?|"
    r"Xem thêm(?:\s*:.{0,80})?|(?:Tin|Bài)\s+(?:liên quan|khác|cùng chuyên mục):?|In bài(?: viết)?|Gửi bình luận|"
    r"Lưu bài viết|Sao chép liên kết|Về trang chủ|Copy link|Nghe đọc bài|Quảng cáo|Đọc thêm:?|"
    r"(?:Trở lại|Quay lại)(?:\s+(?:trang chủ|đầu trang|chủ đề|thời sự|chính trị|xã hội|kinh tế|đời sống|pháp luật))?|"
    r"Theo dõi.{0,80}(?:Google News|Zalo).*|Trang\s+\d+(?:\s*/\s*\d+)?|Tags?\s*:.*|Từ khóa\s*:.*",
    re.IGNORECASE,
)
_TRAILING_COUNTER = re.compile(rf"\s({_COUNTER})$")
_CREDIT_WORDS = (
    r"(?:Ảnh(?:\s+(?:minh họa|tư liệu|trong bài))?|(?:Tin|Bài)(?:,|\s+và)?\s*ảnh|Nguồn\s+(?:ảnh|clip|video)|Photo|"
    r"(?P<made>Thực hiện|Clip|Video|Đồ họa))"
)
_SHOUT = rf"[{UPPER}][{UPPER}.\-&]*"
_NAME = rf"[{UPPER}][\w.-]*(?:\s+(?:[{UPPER}][\w.-]*|và|-|–)){{0,5}}"
# A name in capitals, after which a blank may be missing; else what stands between the colon and the line's end.
_CREDIT = re.compile(
    rf"(?<!\w)(?P<open>[(\[]\s*)?{_CREDIT_WORDS}\s*:\s*"
    rf"(?P<who>{_SHOUT}(?:[ ,–-]+(?:{_SHOUT}|và))*(?:(?!\w)|(?<=[{UPPER}]{{2}})(?=[{UPPER}][{LOWER}]))|"
    rf"(?:{_NAME}|(?(made)(?!)|[^.()\[\]\n]{{2,40}}))(?=[.)\]]{{0,2}}\s*$))"
    r"(?P<close>(?(open)\s*[)\]]?)[.;]?)"
)
_SHOUTED_NAME = rf"{_SHOUT}(?:\s+{_SHOUT}){{0,4}}"
_BYLINE = re.compile(
    rf"(?:Theo\s+|Bài:\s*|Tin:\s*)?{_SHOUTED_NAME}(?:\s*[-–,]\s*{_SHOUTED_NAME})?"
    r"|(?:Theo\s+)?[^.,:;()]{0,40}\((?i:tổng hợp|t\s?/\s?h|theo [^()]{2,40}|ghi|lược dịch)\)|Theo\s+[^.,:;()]{2,40}"
)
_ENDED = re.compile(r"[.!?…;:,]['\"”’)]*$")
_ASKED = re.compile(r"[?!]['\"”’)]*$")
_SCENE = re.compile(r"(?i)(?:quang cảnh|toàn cảnh|hình ảnh|các đại biểu|đại biểu (?:dự|tham)|ảnh chụp)(?!\w)")
_SHOWN = re.compile(
    r"(?i)(?:phát biểu|chụp ảnh|trao (?:quà|hoa|tặng|quyết định|bằng|giấy)|tặng (?:quà|hoa)|chủ trì|"
    r"tại (?:buổi|hội nghị|lễ|cuộc|đại hội)|làm việc (?:với|tại)|thăm hỏi|tham quan|bấm nút|cắt băng)"
)
_SHOWN_WHO = re.compile(r"(?i)(?:lãnh đạo|đồng chí|ông|bà|đại diện)(?!\w)")
_ITEM = re.compile(r"[-–•*+]\s")
_LONGEST_HEADING = 130  # characters
_LONGEST_CAPTION = 220
_LONGEST_BYLINE = 60
_TABLE_ROWS = 4  # from so many short lines in a row on, they are a table or a poem


def published_in(text: str) -> date | None:
    """The publication date of the optional `date YYYY-MM-DD` header; None where there is none, or no such day."""
    match = _HEADER.match(text)
    try:
        return date.fromisoformat(match[2]) if match else None
    except ValueError:
        return None


def body_of(text: str) -> int:
    """The offset behind the `date YYYY-MM-DD` header and the blanks that follow it; 0 where there is none."""
    match = _HEADER.match(text)
    return len(text) - len(text[match.end() :].lstrip()) if match else 0


def source_in(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The address (or name) after `Nguồn:`."""
    for block in blocks:
        if block.kind is BlockKind.SOURCE and (match := _SOURCE.match(text, block.start, block.end)):
            return match["address"].strip()
    return None


def blocks_of(text: str) -> tuple[Block, ...]:
    """The document as blocks, in order. Every character that is not white space is inside exactly one of them."""
    header = _HEADER.match(text)
    body = header.end() if header else 0
    found = [Block(BlockKind.HEADER, header.start(1), header.end(1))] if header else []
    lines = re.finditer(r"[^\n]+", text)
    trimmed_lines = [span for line in lines if (span := trimmed(text, max(line.start(), body), line.end()))]
    last = _last_body_line(text, trimmed_lines)
    for number, (start, end) in enumerate(trimmed_lines):
        found += _line_blocks(text, start, end, closing=number > last)
    return tuple(_without_false_headings(text, found))


def _last_body_line(text: str, lines: list[tuple[int, int]]) -> int:
    """The last line that ends like a sentence and is no furniture: by-lines can only come after it."""
    ended = [n for n, (a, b) in enumerate(lines) if _ENDED.search(text[a:b]) and not _marked(text[a:b])]
    return ended[-1] if ended else len(lines)


def _marked(line: str) -> BlockKind | None:
    """The kind of a line that says itself what it is."""
    if _SOURCE.fullmatch(line):
        return BlockKind.SOURCE
    return BlockKind.FURNITURE if _FURNITURE.fullmatch(line) else None


def _line_blocks(text: str, start: int, end: int, *, closing: bool) -> Iterator[Block]:
    """The blocks of one line; a credit inside it makes the sentence before it a caption."""
    line = text[start:end]
    if counter := _TRAILING_COUNTER.search(line):
        yield from _inner_blocks(text, start, end, closing=closing, until=start + counter.start())
        yield Block(BlockKind.FURNITURE, start + counter.start(1), end)
    elif kind := _marked(line):
        yield Block(kind, start, end)
    elif closing and len(line) <= _LONGEST_BYLINE and (_BYLINE.fullmatch(line) or names.is_person(line)):
        yield Block(BlockKind.BYLINE, start, end)
    elif credit := _CREDIT.search(line):
        yield from _captioned(text, start, start + credit.start(), inside=credit.end() < len(line))
        yield Block(BlockKind.CREDIT, start + credit.start(), start + credit.end())
        yield from _inner_blocks(text, start + credit.end(), end, closing=closing)
    else:
        yield Block(_unmarked(line), start, end)


def _inner_blocks(text: str, start: int, end: int, *, closing: bool, until: int | None = None) -> Iterator[Block]:
    """The blocks of a part of a line, if there is anything in it."""
    if part := trimmed(text, start, end if until is None else until):
        yield from _line_blocks(text, *part, closing=closing)


def _captioned(text: str, start: int, end: int, *, inside: bool) -> Iterator[Block]:
    """What stands before a credit: a short line is a caption whole, inside a paragraph only the last sentence is."""
    sentences = spans(text, start, end)
    if not sentences:
        return
    captions = sentences[-1:] if inside or end - start > _LONGEST_CAPTION else sentences
    if body := sentences[: len(sentences) - len(captions)]:
        yield Block(BlockKind.BODY, body[0][0], body[-1][1])
    yield Block(BlockKind.CAPTION, captions[0][0], captions[-1][1])


def _unmarked(line: str) -> BlockKind:
    """Body, unless the line is short and unended: then a caption when it tells what a picture shows, else a heading."""
    if _ENDED.search(line) or _ITEM.match(line) or line[:1].islower():
        return BlockKind.BODY
    if len(line) <= _LONGEST_CAPTION and _tells_a_picture(line):
        return BlockKind.CAPTION
    return BlockKind.HEADING if len(line) <= _LONGEST_HEADING else BlockKind.BODY


def _tells_a_picture(line: str) -> bool:
    if _SCENE.match(line):
        return True
    someone = names.persons_in(line) or names.titles_in(line, []) or _SHOWN_WHO.match(line)
    return bool(_SHOWN.search(line) and someone)


def _without_false_headings(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks with lone unended lines taken for text: the rows of a table or poem, the heading of nothing.

    A question or a cry that opens the document with text below it is its title.
    """
    kinds = [block.kind for block in blocks]
    bodies = [n for n, kind in enumerate(kinds) if kind is BlockKind.BODY]
    for run in _runs(kinds, BlockKind.HEADING):
        orphans = not bodies or run[0] > bodies[-1]
        for row in run:
            if orphans or (len(run) >= _TABLE_ROWS and not _shouts(text, blocks[row])):
                kinds[row] = BlockKind.BODY
    first = next((n for n, kind in enumerate(kinds) if kind is not BlockKind.HEADER), None)
    if first is not None and _opens_with_title(text, blocks[first], len(bodies)):
        kinds[first] = BlockKind.HEADING
    return [Block(kind, block.start, block.end) for kind, block in zip(kinds, blocks, strict=True)]


def _runs(kinds: list[BlockKind], kind: BlockKind) -> Iterator[range]:
    """The stretches of neighbours of one kind, as ranges of indices."""
    start = 0
    for same, group in groupby(kinds, lambda other: other is kind):
        length = len(list(group))
        if same:
            yield range(start, start + length)
        start += length


def _shouts(text: str, block: Block) -> bool:
    return text[block.start : block.end].isupper()


def _opens_with_title(text: str, block: Block, bodies: int) -> bool:
    """Whether the first line is one short question or cry, on a line of its own, with more text below."""
    line = text[block.start : block.end]
    alone = text[block.end : block.end + 1] in ("", "\n")
    short = len(line) <= _LONGEST_HEADING and bool(_ASKED.search(line)) and len(spans(line)) == 1
    return block.kind is BlockKind.BODY and bodies > 1 and alone and short
