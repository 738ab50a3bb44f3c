"""Places besides the units of administration: roads, rivers, industrial parks, hamlets, provinces named alone."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from index.figures import COUNTED
from index.places import Place, former_names, known_names
from index.text import LOWER, UPPER, comparable, modern_tones
from index.word_patterns import either_first, exact, one_of

_WORD = rf"(?:[{UPPER}][{LOWER}]+(?:['’][{UPPER}]?[{LOWER}]+)?|[{UPPER}]['’][{UPPER}{LOWER}]+|[{UPPER}]+\d*)(?!\w)"
_NO_AMOUNT = r"(?!\d|[.,/-]\d|\s?%|\w)(?!\s+(?:hải lý|tầng|làn|nhân|cái|em|cháu|con|m|ha|km|tỉ|" + COUNTED + r")(?!\w))"
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
_ALONE = rf"[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{1,2}}"
# "có mặt tại Lệ Thủy và Minh Hóa": the names of official units, their level left out.
_AFTER_AT = re.compile(
    rf"(?<!\w)(?:(?:tại|ở|về|tới|đến|qua|từ|địa bàn|người dân|bà con|nông dân|cử tri|vùng)\s+)"
    rf"(?P<name>{_ALONE})(?!\w)(?! [{UPPER}])(?P<more>(?:(?:, | và ){_ALONE}(?!\w)(?! [{UPPER}]))*)"
)
_IS_A_UNIT = re.compile(
    rf"(?<![\w,] )(?<!\w)(?P<name>{_ALONE}) (?:là|có) (?=(?:một )?(?:huyện|tỉnh|xã|phường|thị xã|vùng|\d))"
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
    yield from found
    held = (*taken, *((p.start, p.end) for p in found))
    yield from (place for place in _alone(text) if not any(a < place.end and place.start < b for a, b in held))


def _alone(text: str) -> Iterator[Place]:
    """The official units of today, and districts of before, that a text names without their level."""
    spans = [match.span("name") for pattern in (_AFTER_AT, _IS_A_UNIT) for match in pattern.finditer(text)]
    for match in _AFTER_AT.finditer(text):
        more = re.finditer(_ALONE, match["more"])
        spans += [(match.start("more") + m.start(), match.start("more") + m.end()) for m in more]
    for start, end in dict.fromkeys(spans):
        name = comparable(text[start:end])
        if any(name in names for names in known_names().values()) or name in _districts():
            yield Place(start, end, name)


@lru_cache(maxsize=1)
def _districts() -> frozenset[str]:
    return frozenset().union(*(former_names()[level] for level in ("huyện", "thị xã", "quận", "thành phố")))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = json.loads((Path(__file__).parent / "data" / "landmarks.json").read_text(encoding="utf-8"))
    heads, numbered = (_alternatives(table[key], table["not_after"]) for key in ("heads", "numbered"))
    known = {spelt for name in (*table["provinces"], *table["names"]) for spelt in (name, modern_tones(name))}
    names = one_of([*exact(name), *(f"(?! {word})" for word in table["not_before"].get(name, ()))] for name in known)
    return (
        re.compile(rf"(?<!\w)(?:{_alternatives(table['regions'], {})})(?!\w)"),
        re.compile(rf"(?<![\w-])(?:{numbered}) ?{_NUMBER}"),
        re.compile(rf"(?<![\w-])(?:{heads})(?: (?:số|mới|cũ))? (?!Chí Minh){_LINKED}"),
        _COMPLEX,
        _ROUTE,
        re.compile(rf"(?<![\w-])(?<!lợn )(?<!heo )(?:{names})(?![\w-])(?! [{UPPER}][{LOWER}])"),
    )


def _alternatives(words: Sequence[str], not_after: Mapping[str, Sequence[str]]) -> str:
    """The words, each with its first letter in either case, and not after what makes another word of it."""
    return one_of(either_first(word, not_after.get(word, ())) for word in words)
