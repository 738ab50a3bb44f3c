"""Our own splitter: text into sentences, as spans that lose nothing but white space."""

import re

from index.text import UPPER

# A mark that may end a sentence, with the quotes and brackets that close it.
_END = re.compile(r"(?:[.!?]+|…)[\"”’')\]»]*(?=\s|$)")
_OPENS = re.compile(r"\s+[\"“‘'(\[«–-]*\s*(\S)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
# Abbreviations that are followed by what they announce, so their full stop ends nothing.
_TITLES = re.compile(r"(?:^|[\s(.,/])(?:TP|Tp|tp|TX|Tx|TT|P|Q|H|KP|GS|PGS|TS|ThS|Ths|BS|KS|LS|CN|NSND|NSƯT|Đ/c|đ/c|Ô|Mr|Mrs|Ms|Dr|No|St|tr|Tr|Đ)\.$")
# Abbreviations that may also end a sentence: only a name of two or more capitals after them continues it.
_AREAS = re.compile(r"(?:^|[\s(])(?:KCN|KCX|KĐT|KDC|KTX|UBND|HĐND|MTTQ)\.$")
_NAME_FOLLOWS = re.compile(rf"\s+(?!Các |Những |Phường |Thành |Trong |Theo |Đây )[{UPPER}]\w*\s+[{UPPER}]")
# The number of an article, clause or list item stands before its text.
_NUMBERED = re.compile(r"(?:^|\n)\s*(?:(?:Điều|Khoản|Mục|Chương|Phần|Câu)\s+)?(?:\d{1,3}|[IVX]{1,5}|[a-zđA-ZĐ])\.$")
_INITIAL = re.compile(r"(?:^|[\s.])[A-ZĐ]\.$")


def spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as (start, end) offsets into `text`, in order.

    Between two spans lies only white space; every other character is inside exactly one span. A sentence ends at a line
    end, or at `.`, `!`, `?`, `…` (with closing quotes) before white space and a character that can open a sentence.
    """
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text[start:end]):
        found += _line_spans(text, start + line.start(), start + line.end())
    return found


def _line_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    line = text[start:end]
    addresses = [match.span() for match in _ADDRESS.finditer(line)]
    cuts = [m.end() for m in _END.finditer(line) if not _inside(m.start(), addresses) and _ends_sentence(line, m)]
    pieces = zip([0, *cuts], [*cuts, len(line)], strict=True)
    return [span for a, b in pieces if (span := _trim(text, start + a, start + b))]


def _inside(position: int, stretches: list[tuple[int, int]]) -> bool:
    return any(a <= position < b - 1 for a, b in stretches)


def _ends_sentence(line: str, mark: re.Match[str]) -> bool:
    """Whether the mark ends a sentence: what follows can open one, and what precedes is no abbreviation or number."""
    before, after = line[: mark.end()], line[mark.end() :]
    opens = _OPENS.match(after)
    if not opens or not (opens[1].isupper() or opens[1].isdigit() or opens[1] in "•*+"):
        return False
    if mark.group() != ".":
        return True
    if _TITLES.search(before) or _NUMBERED.search(before) or _INITIAL.search(before):
        return False
    return not (_AREAS.search(before) and _NAME_FOLLOWS.match(after))


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
