"""Places with their level: phường Bình Dương, xã X, TPHCM. Names come from the official list of units."""

import json
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.names import MIDDLE_NAMES, SURNAMES, is_surname
from index.text import LOWER, UPPER, comparable, fold


@dataclass(frozen=True, slots=True)
class Place:
    """A place named at [start, end). `value` is "level name" in comparable form, e.g. "phường bình dương"."""

    start: int
    end: int
    value: str

    @property
    def level(self) -> str:
        """The first word of the value: phường, xã, đặc khu, quận, huyện, thành phố, tỉnh and so on."""
        return level_of(self.value)


CITY = "thành phố hồ chí minh"
WARD_LEVELS = ("phường", "xã", "thị trấn", "đặc khu")
LEVELS = (*WARD_LEVELS, "thị xã", "quận", "huyện", "thành phố", "tỉnh")
_LEVEL_WORDS = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn", "p": "phường", "q": "quận", "h": "huyện"}
_CAPITAL = rf"(?:[{UPPER}][{LOWER}]+|[{UPPER}]+)(?!\w)"
NAME = rf"{_CAPITAL}(?:[ -]{_CAPITAL}){{0,4}}"
_CITY = re.compile(
    r"(?<!\w)(?:T(?:p|P)\.?\s?(?:HCM|Hồ Chí Minh)|(?:[Tt]hành phố|THÀNH PHỐ) (?:Hồ Chí Minh|HỒ CHÍ MINH|HCM)|HCMC|"
    r"Ho Chi Minh City|"
    r"(?<![Ss]ông )(?<![Cc]ầu )(?<![Cc]ảng )(?<!ga )(?<![Cc]hợ )(?<![Đđ]ại học )Sài Gòn)(?!\w)"
)
# A numbered ward or district; not "phường 10 cán bộ", where the figure counts what follows.
_COUNTED = r"(?:%|tỷ|triệu|nghìn|biên chế|cán bộ|công chức|đồng chí|người|năm|tháng|ngày|cấp|nhiệm vụ|chỉ tiêu|dự án)"
_NUMBERED = rf"\d{{1,2}}(?!\d|[.,/-]\d|\s*{_COUNTED})"
_BLANK = r"[ \t\u00a0]"
_PLACE = re.compile(
    rf"(?<!\w)(?<![Tt]hông tấn )(?<![Hh]ợp tác )"
    rf"(?P<level>(?i:phường|quận|P\.|Q\.){_BLANK}*(?=\d)|(?<!\.)(?:TP\.|Tp\.|tp\.|TX\.|TT\.|P\.|Q\.|H\.){_BLANK}*|"
    rf"(?i:phường|xã|thị trấn|đặc khu|thị xã|quận|huyện|thành phố|tỉnh|ward|tp){_BLANK}+)"
    rf"(?P<name>{NAME}(?: [-–] (?:Huế|Vũng Tàu)(?!\w))?|{_NUMBERED})"
    rf"(?P<more>(?:(?:,\s*|\s+và\s+|\s+and\s+)(?!(?i:phường|xã|quận|huyện|tỉnh|thành phố|thị xã|thị trấn|tp)\.?\s)"
    rf"{_CAPITAL}(?: {_CAPITAL}){{1,2}})*)"
)
_SHORT = 2  # syllables of nearly every unit's name
_OF_BODY = re.compile(
    r"(?:UBND|HĐND|MTTQ|Đảng ủy|Đảng uỷ|nhân dân|Việt Nam|LĐLĐ|y tế|Lao động|CHQS|"
    r"Công an|Nông dân|Phụ nữ|Thanh niên)\s+$",
    re.I,
)
_BODY = re.compile(
    r"(?:Ban|Bộ|Sở|Công an|Hội|Đoàn|Ủy ban|Uỷ ban|Phòng|Trung|Mặt|Viện|Tòa|Chi)(?!\w)"
)  # no place's name
_TITLE_WORDS = frozenset(
    {"Bí", "Chủ", "Phó", "Giám", "Trưởng", "Ủy", "Uỷ", "Đồng", "Ông", "Bà"}
)  # begin an office, not a name
# "các tỉnh Tây Nguyên" names no province.
_REGION = re.compile(r"(?:(?:Bắc|Nam) (?:Trung|Bộ)|(?:Đông|Tây) (?:Nam|Bắc)|Tây Nguyên|Miền|Phía)(?!\w)")
_MANY = re.compile(r"(?:các|hai|ba|bốn|những|\d)\s+$", re.IGNORECASE)
_MORE = re.compile(r"(?:,\s*|\s+và\s+|\s+and\s+)(\S.*?)(?=,|\s+và\s|\s+and\s|$)")


def level_of(value: str) -> str:
    """The level word of a normalised place, "" when it has none."""
    return next((level for level in LEVELS if value.startswith(level + " ")), "")


def name_of(value: str) -> str:
    """The name of a normalised place without its level."""
    return value.removeprefix(level_of(value)).strip()


def is_ward(value: str) -> bool:
    """Whether the place is of the lowest level: a phường, xã, thị trấn or đặc khu."""
    return level_of(value) in WARD_LEVELS


def agree(claimed: str, known: str) -> bool:
    """Whether two normalised places are one: same name, and the same level where both give one."""
    if claimed == known:
        return True
    a, b = level_of(claimed), level_of(known)
    return name_of(claimed) == name_of(known) and (not a or not b)


def places_in(text: str) -> list[Place]:
    """Every place named in `text`, in order. "các phường Lái Thiêu và Tân Phước" gives two wards."""
    found = [Place(match.start(), match.end(), CITY) for match in _CITY.finditer(text)]
    cities = [place.start for place in found]
    for match in _PLACE.finditer(text):
        at = bisect_left(cities, match.end("name"))
        if at == 0 or found[at - 1].end <= match.start():
            found += _listed(text, match)
    return sorted(found, key=lambda place: place.start)


def same_place(asked: str, known: str) -> bool:
    """Whether a place asked about is a known one; a name typed without diacritics is compared without."""
    a, k = level_of(asked), level_of(known)
    name, other = name_of(asked), name_of(known)
    return (not a or not k or a == k) and name == (fold(other) if name == fold(name) else other)


def _listed(text: str, match: re.Match[str]) -> list[Place]:
    """The place of a match, and those that share its level word: "các phường A, B và C"."""
    word = comparable(match["level"]).strip(". ")
    level = {"ward": "phường"}.get(word, _LEVEL_WORDS.get(word, word))
    name = _cut(match["name"], level)
    if not name or (level in ("tỉnh", "thành phố") and (_REGION.match(name) or _is_of_person(name))):
        return []
    if _OF_BODY.search(text, max(0, match.start() - 20), match.start()) and _is_official(name, level):
        return []
    end = match.start("name") + len(name)
    numbered = re.compile(r" \d{1,2}(?!\w|[.,/-]\d)").match(text, end)
    if numbered and comparable(name + numbered.group()) in names_ever(level):
        end, name = numbered.end(), name + numbered.group()
    found = [Place(match.start(), end, f"{level} {comparable(name)}")]
    plural = _MANY.search(text, max(0, match.start() - 10), match.start())
    if (plural or level in ("huyện", "quận", "tỉnh")) and end == match.end("name"):
        for more in _MORE.finditer(match["more"]):
            start = match.start("more") + more.start(1)
            other = _cut(more[1], level)
            if (
                _BODY.match(more[1])
                or (not plural and is_province(other) != (level == "tỉnh"))
                or (not plural and other.split(" ")[0].lower() in SURNAMES)
            ):
                break
            found.append(Place(start, start + len(other), f"{level} {comparable(other)}"))
    return found


def _is_official(name: str, level: str) -> bool:
    """Whether the words behind "UBND phường" are who holds the office there: a long name of no unit."""
    long = len(name.split(" ")) > _SHORT and comparable(name) not in names_ever(level)
    return long and (name.split(" ")[0].lower() in SURNAMES or name.startswith("Y "))


@lru_cache(maxsize=len(LEVELS))
def names_ever(level: str) -> frozenset[str]:
    """Names of the units of a level, of today and of before July 2025."""
    return known_names().get(level, frozenset()) | former_names().get(level, frozenset())


def _is_of_person(name: str) -> bool:
    """Whether the words after a level are somebody's: "Giám đốc Sở Nội vụ tỉnh Danh Thị Ngọc Hà"."""
    words = name.split(" ")
    return len(words) > 2 and words[0].lower() in SURNAMES and not is_province(name) and words[1] in MIDDLE_NAMES


def is_province(name: str) -> bool:
    """Whether a name is that of a province or a city under the centre, as they are or were before July 2025."""
    return comparable(name) in _provinces()


@lru_cache(maxsize=1)
def _provinces() -> frozenset[str]:
    old = json.loads((Path(__file__).parent / "data" / "landmarks.json").read_text(encoding="utf-8"))["provinces"]
    return known_names()["tỉnh"] | known_names()["thành phố"] | frozenset(map(comparable, old))


def _cut(name: str, level: str) -> str:
    """The place's own part of a run of capitals: "Bình Dương Nguyễn Văn Đông" → "Bình Dương".

    The longest beginning that is a known unit, of today or, where more follows, of before July 2025; else what stands
    before a family name; else the whole run.
    """
    words = name.split(" ")
    known = names_ever(level) if len(words) > _SHORT else known_names().get(level, frozenset())
    for size in range(len(words), 0, -1):
        if comparable(" ".join(words[:size])) in known and not _continues_as_name(words, size):
            return " ".join(words[:size])
    for size in range(2, len(words)):
        surname = size < len(words) - 1 and is_surname(words[size], words[size + 1])
        if surname or words[size] in _TITLE_WORDS:
            return " ".join(words[:size])
    return name


def _continues_as_name(words: list[str], size: int) -> bool:
    """Whether cutting here would leave a single capital that is no person's name: better the whole run."""
    left = words[size:]
    return len(left) == 1 and left[0].isalpha() and left[0].lower() not in SURNAMES and left[0] not in _TITLE_WORDS


@lru_cache(maxsize=1)
def former_names() -> dict[str, frozenset[str]]:
    """Names of the wards, communes and districts of before July 2025, by level, comparable form."""
    table = json.loads((Path(__file__).parent / "data" / "former_units.json").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for districts in table.values():
        for unit in (name for district, wards in districts.items() for name in (district, *wards)):
            value = comparable(unit)
            found.setdefault(level_of(value), set()).add(name_of(value))
    return {level: frozenset(names) for level, names in found.items()}


@lru_cache(maxsize=1)
def known_names() -> dict[str, frozenset[str]]:
    """Names of the units in force since July 2025, by level, comparable form."""
    table = json.loads((Path(__file__).parent / "data" / "units.json").read_text(encoding="utf-8"))
    return {level: frozenset(map(comparable, names)) for level, names in table.items()}
