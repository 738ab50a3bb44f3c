"""Our own splitter: text into sentences, as spans that lose nothing but white space."""

import re

from index.text import UPPER

# Marks that may end a sentence, with the quotes and brackets that close it; a curly quote may stand apart.
_END = re.compile(r"[.!?…]+[\"”’')\]»]*(?:[ \u00a0][”’»]+)*(?=\s|$)")
_OPENS = re.compile(r"\s+[\"“‘'(\[«–-]*\s*(\S)")
# Full stops inside these end nothing: addresses, days written with spaces (17. 9. 2025).
_MASKED = re.compile(r"(?:https?://|www\.)\S+|(?<!\d)\d{1,2}\.\s\d{1,2}\.\s(?:19|20)\d\d")
# Abbreviations that are followed by what they announce, so their full stop ends nothing.
_ANNOUNCES = re.compile(
    r"(?:^|[\s(.,/])(?:TP|TX|TT|Tp|Tx|tp|P|Q|H|KP|ĐT|GS|PGS|TS|ThS|Ths|BS|KS|LS|CN|NGND|NGƯT|NSND|NSƯT|Đ/c|đ/c|Ô|Đ|"
    r"Mr|Mrs|Ms|Dr|No|St|[Tt]r)\.$"
)
# Abbreviations that may also end a sentence: only a name of two or more capitals after them continues it.
_AREAS = re.compile(r"(?:^|[\s(])(?:KCN|KCX|KĐT|KDC|KTX|UBND|HĐND|MTTQ)\.$")
_NAME_FOLLOWS = re.compile(rf"\s+[{UPPER}]\w*\s+[{UPPER}]")
_INITIAL = re.compile(rf"(?:^|[\s.(])[{UPPER}]\.$")
_NEXT_INITIAL = re.compile(rf"\s+[{UPPER}]\.")
_BEFORE_INITIAL = re.compile(rf"(?:(?:^|[\s(])(?i:ông|bà|anh|chị|em|cháu|cô|chú)|(?:^|[\s(.])[{UPPER}][\w.]*)\s*$")
# Words that open a sentence more often than they go on with a name.
_OPENERS = re.compile(
    r"\s+(?:Anh|Bà(?! Rịa)|Các|Chị|Chúng|Cùng|Cũng|Công tác|Công nhân|Do|Dù|Đây|Đồng chí|Đồng thời|Đối|Đến|Để|Đó|Hiện|"
    r"Họ|Khi|Khu|Mỗi|Một|Nếu|Ngày|Ngoài|Những|Nhưng|Nhiều|Ông|Phường|Qua|Riêng|Sau|Tại|Thành phố|Theo|Tôi|Trên|Trong|"
    r"Trước|Từ(?! Sơn)|Và|Về|Vì|Với|Xã|Việc|Tuy)(?!\w)"
)
# The number of an article, clause or list item stands before its text: at the line's beginning, or alone after a mark.
_NUMBERED = re.compile(
    r"\s*(?:(?:Điều|Khoản|Mục|Chương|Phần|Câu|Bước|Bài|Phụ lục)\s+)?(?:(?:\d{1,3}\.)*\d{1,3}|[IVX]{1,5}|[a-zđA-ZĐ])\."
)
_ITEM = re.compile(r"[:;.!?…][\"”’)]*\s+(?:(?:Điều|Khoản|Mục|Câu|Bước|Bài)\s+)?(?:\d{1,2}|[a-zđ])\.$")
_LOOK_BACK = 60  # characters before a mark that decide about it


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
    masked = [match.span() for match in _MASKED.finditer(line)]
    cuts = [m.end() for m in _END.finditer(line) if not _inside(m.start(), masked) and _ends_sentence(line, m)]
    pieces = zip([0, *cuts], [*cuts, len(line)], strict=True)
    return [span for a, b in pieces if (span := trimmed(text, start + a, start + b))]


def _inside(position: int, stretches: list[tuple[int, int]]) -> bool:
    return any(a <= position < b - 1 for a, b in stretches)


def _ends_sentence(line: str, mark: re.Match[str]) -> bool:
    """Whether the mark ends a sentence: what follows can open one, and what precedes is no abbreviation or number."""
    opens = _OPENS.match(line, mark.end())
    if not opens or not (opens[1].isupper() or opens[1].isdigit() or opens[1] in "•*+"):
        return False
    if mark.group() != ".":
        return True
    before, after = line[max(0, mark.end() - _LOOK_BACK) : mark.end()], line[mark.end() : mark.end() + _LOOK_BACK]
    if _NUMBERED.fullmatch(line, 0, mark.end()) or _ITEM.search(before):
        return False
    if _OPENERS.match(after):
        return True
    if _INITIAL.search(before) and (_BEFORE_INITIAL.search(before[:-2]) or _NEXT_INITIAL.match(after)):
        return False
    return not (_ANNOUNCES.search(before) or (_AREAS.search(before) and _NAME_FOLLOWS.match(after)))


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space at its ends; None when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
