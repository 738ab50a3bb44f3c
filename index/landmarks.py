"""Places besides the units of administration: roads, rivers, industrial parks, hamlets, provinces named alone."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from index.figures import COUNTED
from index.places import Place, known_names
from index.text import LOWER, UPPER, comparable, modern_tones

_WORD = rf"(?:[{UPPER}][{LOWER}]+(?:['’][{UPPER}]?[{LOWER}]+)?|[{UPPER}]['’][{UPPER}{LOWER}]+|[{UPPER}]+\d*)(?!\w)"
_NO_AMOUNT = r"(?!\d|[.,/%-]\d|\w)(?!\s+(?:hải lý|tầng|làn|nhân|cái|em|cháu|con|m|ha|km|tỉ|" + COUNTED + r")(?!\w))"
_RUN = rf"{_WORD}(?: {_WORD}){{0,4}}(?: (?:\d+|[IVX]+){_NO_AMOUNT})?"
# Ends joined by a dash are one road: cao tốc TP.HCM - Long Thành - Dầu Giây.
_LINK = rf"(?:TP\.? ?HCM|{_RUN})"
_LINKED = rf"{_LINK}(?: ?[-–] ?{_LINK}){{0,3}}"
_ROUTE = re.compile(rf"(?<=[Tt]uyến ){_LINK}(?: [-–] {_LINK}){{1,3}}")
# Khu liên hợp Công nghiệp – Dịch vụ – Đô thị Bình Dương
_PAIR = rf"[{UPPER}][{LOWER}]+(?: [{LOWER}]+)?"
_COMPLEX = re.compile(
    rf"(?<!\w)[Kk]hu (?:liên hợp|phức hợp) {_PAIR}(?: ?[-–] ?{_PAIR})*?(?: {_RUN})?(?=[,.;)]|\s+[{LOWER}]|$)"
)
_NUMBER = rf"\d{{1,4}}[A-Z]?{_NO_AMOUNT}"
# "có mặt tại Lệ Thủy": the name of an official unit, its level left out.
_AFTER_AT = re.compile(
    rf"(?<!\w)(?:tại|ở|về|tới|đến|qua|địa bàn|người dân|bà con)\s+"
    rf"(?P<name>[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{1,2}})"
    rf"(?!\w)(?! [{UPPER}])"
)
_PERSON_BEFORE = re.compile(r"(?i)(?<!\w)(?:ông|bà|anh|chị|em|cô|chú|cụ|đồng chí)\s+$")


def landmarks_in(text: str, taken: tuple[tuple[int, int], ...] = ()) -> Iterator[Place]:
    """The places of `text` with a head that is no level (đường, sông, KCN) and those of known name alone, in no order.

    Spans in `taken` (units, persons) hold no name alone; a head before a name counts all the same.
    """
    found: list[Place] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            start, end = match.span()
            inside = any(a < end and start < b for a, b in (*taken, *((p.start, p.end) for p in found)))
            if pattern is _patterns()[-1] and (inside or _PERSON_BEFORE.search(text, max(0, start - 10), start)):
                continue
            if not any(p.start < end and start < p.end for p in found):
                found.append(Place(start, end, comparable(match.group())))
    for match in _AFTER_AT.finditer(text):
        start, end = match.span("name")
        name = comparable(match["name"])
        free = not any(a < end and start < b for a, b in (*taken, *((p.start, p.end) for p in found)))
        if free and any(name in names for names in known_names().values()):
            found.append(Place(start, end, name))
    yield from found


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = json.loads((Path(__file__).parent / "data" / "landmarks.json").read_text(encoding="utf-8"))
    heads, numbered = (_alternatives(table[key], table["not_after"]) for key in ("heads", "numbered"))
    known = {spelt for name in (*table["provinces"], *table["names"]) for spelt in (name, modern_tones(name))}
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    return (
        re.compile(rf"(?<!\w)(?:{'|'.join(table['regions'])})(?!\w)"),
        re.compile(rf"(?<![\w-])(?:{numbered}) ?{_NUMBER}"),
        re.compile(rf"(?<![\w-])(?:{heads})(?: (?:số|mới|cũ))? (?!Chí Minh){_LINKED}"),
        _COMPLEX,
        _ROUTE,
        re.compile(rf"(?<![\w-])(?:{names})(?![\w-])(?! [{UPPER}][{LOWER}])"),
    )


def _alternatives(words: Sequence[str], not_after: Mapping[str, Sequence[str]]) -> str:
    """The words, longest first, each with its first letter in either case, and not after what makes another word."""
    return "|".join(
        "".join(rf"(?<!{other} )" for other in not_after.get(word, ()))
        + rf"[{word[0].lower()}{word[0].upper()}]{re.escape(word[1:])}"
        for word in sorted(words, key=len, reverse=True)
    )
