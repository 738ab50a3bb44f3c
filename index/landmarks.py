"""Places besides the units of administration: roads, rivers, industrial parks, hamlets, provinces named alone."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from index.figures import COUNTED
from index.names import MIDDLE_NAMES, SURNAMES
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
_SYLLABLE = rf"(?:[{UPPER}][{LOWER}]+|[{UPPER}]['’][{UPPER}][{LOWER}]+)"
_NO_PLACE = (
    "Trường|Khoa|Trạm|Tòa|Toà|Văn|Bệnh|Cục|Chi|Tổng|Đội|Phòng|Ngân|Kho|Mặt|Liên|Ủy|Uỷ|Thành ủy|Tỉnh ủy|"
    "Công|Ban|Bộ|Sở|Hội|Đoàn|Đại|Trung|Quốc|World|Euro|Asian|Asiad|SEA|Cup|Super|Premier|Nhà|Đảng|Viện|Tuổi|Thanh Niên"
)
_ALONE = rf"{_SYLLABLE}(?: {_SYLLABLE}){{1,2}}"
_LIST = re.compile(rf"(?<![\w-]){_ALONE}(?:, {_ALONE})* và {_ALONE}(?!\w)(?! [{UPPER}])")
_AND_MORE = re.compile(rf"(?:, | và ){_RUN}")
_MANY = re.compile(r"(?<!\w)(?:các|những|hai|ba|bốn)\s+$", re.IGNORECASE)
# "có mặt tại Lệ Thủy và Minh Hóa": the names of official units, their level left out.
_AFTER_AT = re.compile(
    rf"(?<!\w)(?:(?:tại|ở|về|tới|đến|qua|từ|địa bàn|người dân|bà con|nông dân|cử tri|vùng)\s+)"
    rf"(?P<name>{_ALONE})(?!\w)(?! [{UPPER}])(?P<more>(?:(?:, | và ){_ALONE}(?!\w)(?! [{UPPER}]))*)"
)
# "cho Trảng Dài": a unit amid words in lower case, but not behind what bears its name: "Công ty Bình Minh".
_BEARERS = (
    "ty|học|trường|non|phần|viện|máy|hàng|đoàn|xã|thị|siêu|sạn|quán|hiệu|hội|đường|phố|cầu|chợ|chùa|báo|phim|đội|lạc|bộ|"
    "dệt|gỗ|may|ông|bà|anh|chị|em|cô|bé|cháu|sĩ|hậu|khôi|mẫu|viên|giả|tá|úy|uý"
)
_CAPITALS = re.compile(
    rf"(?:(?:^|(?<=[:;“(] )|(?<=\. ))|(?<= )(?!(?:{_BEARERS}) )[{LOWER}]+ )(?P<name>{_ALONE})(?!\w)(?! [{UPPER}])"
)
# "tại Quỳnh Phúc": two syllables behind such a word are a place, whatever it is.
_AT = re.compile(
    rf"(?<!\w)(?:tại|ở) (?!(?:{_NO_PLACE})(?!\w))(?P<name>{_SYLLABLE} {_SYLLABLE})(?!\w)(?! [{UPPER}])(?=[ ,.;)])"
)
_IS_A_UNIT = re.compile(
    rf"(?<![\w,] )(?<!\w)(?P<name>{_ALONE}) (?:là|có) (?=(?:một )?(?:huyện|tỉnh|xã|phường|thị xã|vùng|\d))"
)
_SURNAMES = "|".join(name.capitalize() for name in SURNAMES)  # "Tỉnh ủy Đồng Nai Phan Thị A": no part of the name
_PERSON_BEFORE = re.compile(r"(?i)(?<!\w)(?:ông|bà|anh|chị|em|cô|chú|cụ|đồng chí)\s+$")
# "Dự án thủy lợi Bắc Bến Tre", but not "phía Bắc Hà Nội".
_SIDE = "(?<!phía )(?<!miền )(?<!Phía )(?<!Miền )(?<!Đông )(?<!Tây )(?:Bắc|Nam|Đông|Tây) "
_CAPITAL_BEFORE = re.compile(rf"(?<!\w)[{UPPER}][{LOWER}]+ $")
_NAME_BEFORE = re.compile(rf"(?<!\w)(?:Văn|Thị|[{UPPER}][{LOWER}]+ Thị|Y|Hoàng|Quốc|Thu|Thúy|Thanh|Việt|Tố|Hồng) $")


def landmarks_in(text: str, taken: tuple[tuple[int, int], ...] = ()) -> Iterator[Place]:
    """The places of `text` with a head that is no level (đường, sông, KCN) and those of known name alone, in no order.

    Spans in `taken` (units, persons) hold no name alone; a head before a name counts all the same.
    """
    found: list[Place] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            start, end = match.span()
            inside = any(a < end and start < b for a, b in (*taken, *((p.start, p.end) for p in found)))
            if text[start].isupper() and pattern is _patterns()[2] and _CAPITAL_BEFORE.search(text, 0, start):
                continue  # "Nguyễn Đình Chiểu" is no temple
            alone = pattern is _patterns()[-1]
            named = _NAME_BEFORE.search(text, max(0, start - 10), start) and " " not in match.group()
            if alone and (inside or named or _PERSON_BEFORE.search(text, max(0, start - 10), start)):
                continue
            if not any(p.start < end and start < p.end for p in found):
                found.append(Place(start, end, comparable(match.group())))
                if pattern is _patterns()[2] and _MANY.search(text, max(0, start - 8), start):
                    found += _sharing(text, match)
    yield from found
    held = (*taken, *((p.start, p.end) for p in found))
    yield from (place for place in _alone(text) if not any(a < place.end and place.start < b for a, b in held))


def _sharing(text: str, first: re.Match[str]) -> Iterator[Place]:
    """The places that share the head of the first: "các khu công nghiệp Amata, Long Bình"."""
    end, head = first.end(), first["head"]
    while more := _AND_MORE.match(text, end):
        start, end = more.end() - len(more.group().removeprefix(", ").removeprefix(" và ")), more.end()
        yield Place(start, end, f"{comparable(head)} {comparable(text[start:end])}")


def _alone(text: str) -> Iterator[Place]:
    """The official units of today, and districts of before, that a text names without their level."""
    spans = [match.span("name") for pattern in (_AFTER_AT, _IS_A_UNIT) for match in pattern.finditer(text)]
    for match in _AFTER_AT.finditer(text):
        more = re.finditer(_ALONE, match["more"])
        spans += [(match.start("more") + m.start(), match.start("more") + m.end()) for m in more]
    for match in _LIST.finditer(text):  # "Gio Linh, Triệu Phong và Hải Lăng": all or none
        named = [(match.start() + m.start(), match.start() + m.end()) for m in re.finditer(_ALONE, match.group())]
        spans += named if all(_is_unit(text[a:b]) for a, b in named) else []
    spans += [m.span("name") for m in _CAPITALS.finditer(text) if not _is_like_person(m["name"])]
    spans = [span for span in spans if _is_unit(text[slice(*span)])]
    spans += [match.span("name") for match in _AT.finditer(text)]
    yield from (Place(a, b, comparable(text[a:b])) for a, b in dict.fromkeys(spans))


def _is_like_person(name: str) -> bool:
    """Whether the words may be somebody's: "Thanh Hà", "Hoàng Mai"."""
    return any(word in MIDDLE_NAMES or word.lower() in SURNAMES for word in name.split(" ")[:1])


def _is_unit(name: str) -> bool:
    value = comparable(name).replace("đăk ", "đắk ").replace("đak ", "đắk ")
    return any(value in names for names in known_names().values()) or value in _districts()


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
        re.compile(rf"(?<![\w-])(?P<head>{heads})(?: (?:số|mới|cũ))? (?!Chí Minh){_LINKED}"),
        _COMPLEX,
        _ROUTE,
        re.compile(
            rf"(?<![\w-])(?<!lợn )(?<!heo )(?:{_SIDE})?(?:{names})(?![\w-])(?! (?!(?:{_SURNAMES}) )[{UPPER}][{LOWER}])"
        ),
    )


def _alternatives(words: Sequence[str], not_after: Mapping[str, Sequence[str]]) -> str:
    """The words, each with its first letter in either case, and not after what makes another word of it."""
    return one_of(either_first(word, not_after.get(word, ())) for word in words)
