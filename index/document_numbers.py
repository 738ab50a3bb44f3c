"""Numbers of official documents: "Kế hoạch 249", "249-KH/UBKTTW", "15/2023/NĐ-CP"; and when two name one document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.figures import COUNTED
from index.text import comparable, fold, fold_aligned


@dataclass(frozen=True, slots=True)
class Number:
    """A document number at [start, end). `value`: "249-kh/ubkttw", or kind and number: "nghị quyết 57"."""

    start: int
    end: int
    value: str


_UPPER = "A-ZĐƯ"
_NUMBER = re.compile(
    rf"(?<![\w/.,-])\d{{1,5}}(?:/(?:19|20)\d\d)?[-/][{_UPPER}]{{2}}[{_UPPER}0-9]*[a-z]{{0,2}}"
    rf"(?:[-/][{_UPPER}0-9]+[a-z]{{0,2}})*(?!\w)"
)
_KINDS = (
    r"nghị\s+quyết|nghị\s+định|kế\s+hoạch|chỉ\s+thị|quyết\s+định|kết\s+luận|thông\s+tư|quy\s+định|công\s+văn|thông\s+báo|"
    r"hướng\s+dẫn|tờ\s+trình|báo\s+cáo|công\s+điện|luật|pháp\s+lệnh|đề\s+án|chương\s+trình(?:\s+hành\s+động)?|"
    r"phương\s+án|văn\s+bản|quy\s+chế|bản\s+án|lệnh|thông\s+tư\s+liên\s+tịch|nghị\s+quyết\s+liên\s+tịch|giấy\s+phép|hợp\s+đồng|"
    r"biên\s+bản|công\s+hàm|cáo\s+trạng|quy\s+chuẩn|tiêu\s+chuẩn|giấy\s+mời|phiếu\s+chuyển|kháng\s+nghị|kiến\s+nghị"
)
_KIND_BEFORE = re.compile(
    rf"(?<!\w)(?:{_KINDS})\s+(?:(?:khẩn|hỏa tốc|hoả tốc|mật|mới)\s+)?(?:số\s*:?\s+)?$", re.IGNORECASE
)
_BARE = rf"\d{{1,5}}(?:/(?:19|20)\d\d)?(?![\w%]|[-/.,]\w|\s*%)(?!\s+(?:{COUNTED})(?!\w))"
_NAMED = re.compile(
    rf"(?<!\w)(?P<kind>{_KINDS})\s+(?P<label>số\s+)?(?P<n>\d{{1,5}}(?:/(?:19|20)\d\d)?)(?![\w%]|[-/.,]\w|\s*%)"
    rf"(?!\s+(?:{COUNTED})(?!\w))(?P<more>(?:\s*(?:,|và|hoặc)\s*(?:số\s+)?{_BARE})*)",
    re.IGNORECASE,
)
# These need no "số" before a number alone: "Nghị quyết 57".
_KINDS_ALONE = frozenset(
    ("nghị quyết", "nghị định", "kế hoạch", "chỉ thị", "quyết định", "kết luận", "thông tư", "quy định", "công văn")
).union(("thông tư liên tịch", "thông báo", "tờ trình", "công điện", "pháp lệnh", "đề án", "văn bản"))
_LONGEST_KIND = 30  # characters before a number in which its kind is looked for
# Without diacritics and capitals, as questions are typed.
_NUMBER_ASKED = re.compile(r"(?<![\w/.,-])\d{1,5}(?:/(?:19|20)\d\d)?[-/][a-z]{2,}[a-z0-9]*(?:[-/][a-z0-9]+)*(?!\w)")
_NAMED_ASKED = re.compile(fold(_KINDS.replace(r"\s", " ")).replace(" +", r"\s+"))
_AFTER_KIND = re.compile(
    rf"\s+(?:so\s+)?(?P<n>\d{{1,5}}(?:/(?:19|20)\d\d)?)(?![\w%]|[-/.,]\w)(?!\s+(?:{fold(COUNTED)})(?!\w))"
)
_CODES = {
    "nq": {"nghi quyet"}, "nd": {"nghi dinh"}, "kh": {"ke hoach"}, "ct": {"chi thi"}, "qd": {"quyet dinh", "quy dinh"},
    "kl": {"ket luan"}, "tt": {"thong tu"}, "cv": {"cong van"}, "tb": {"thong bao"}, "hd": {"huong dan"},
    "ttr": {"to trinh"}, "bc": {"bao cao"}, "qdi": {"quy dinh"}, "cd": {"cong dien"}, "pl": {"phap lenh"},
}  # fmt: skip
_PARTS = re.compile(r"(?:(?P<kind>\D+)\s)?(?P<n>\d+)(?:/(?P<year>\d{4}))?(?:[-/](?P<codes>.+))?")


def numbers_in(text: str) -> Iterator[Number]:
    """Every document number of `text`, those with a code first. The span begins with the kind where it is told.

    "Nghị quyết 24, 57 và 68" gives three.
    """
    if not any(map(str.isdecimal, text)):
        return
    for match in _NUMBER.finditer(text):
        kind = _KIND_BEFORE.search(text, max(0, match.start() - _LONGEST_KIND), match.start())
        yield Number(kind.start() if kind else match.start(), match.end(), match.group().lower())
    for match in _NAMED.finditer(text):
        if not match["label"] and comparable(match["kind"]) not in _KINDS_ALONE:
            continue
        kind_told = comparable(match["kind"])
        yield Number(match.start(), match.end("n"), f"{kind_told} {match['n']}")
        for other in re.finditer(r"\d+(?:/\d+)?", match["more"]):
            start = match.start("more") + other.start()
            yield Number(start, start + len(other.group()), f"{kind_told} {other.group()}")


def numbers_asked(text: str) -> Iterator[Number]:
    """Every document number of a question, however it is typed."""
    yield from numbers_in(text)
    folded = fold_aligned(text)
    for match in _NUMBER_ASKED.finditer(folded):
        codes = re.split(r"[-/]", match.group().lstrip("0123456789-/"))
        if codes[0] in _CODES or len(codes) > 1:
            yield Number(match.start(), match.end(), text[match.start() : match.end()].lower())
    for match in _NAMED_ASKED.finditer(folded):
        if number := _AFTER_KIND.match(folded, match.end()):
            yield Number(match.start(), number.end(), f"{comparable(text[match.start() : match.end()])} {number['n']}")


def agree(claimed: str, known: str) -> bool:
    """Whether two document numbers name one document: the same number, and nothing that both give differs."""
    a, b = _identity(claimed), _identity(known)
    if a is None or b is None:
        return claimed == known
    kinds = not a[1] or not b[1] or bool(a[1] & b[1])
    return a[0] == b[0] and kinds and all(not x or not y or x == y for x, y in zip(a[2:], b[2:], strict=True))


def _identity(value: str) -> tuple[int, frozenset[str], str, str] | None:
    """Number, kinds that it can be of, year and issuer of a document number, each empty where it is not given."""
    match = _PARTS.fullmatch(fold(value))
    if not match:
        return None
    codes = re.split(r"[-/]", match["codes"] or "")
    kinds = _CODES.get(codes[0], set())
    issuer = "-".join(codes[1:] if kinds else codes)
    return (
        int(match["n"]),
        frozenset(kinds | ({match["kind"]} if match["kind"] else set())),
        match["year"] or "",
        issuer,
    )
