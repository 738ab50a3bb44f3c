"""The one parser of facts: numbers, dates, document numbers, persons, places, as typed and normalised spans."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache, partial

from index import names, places
from index.text import comparable


class FactKind(StrEnum):
    """What a fact is; the values are the failure codes of the check."""

    NUMBER = "number"
    DATE = "date"
    DOCUMENT_NUMBER = "document_number"
    PERSON = "name"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact at `text[start:end]`. Two facts of one kind say the same when their values match (see `agree`)."""

    kind: FactKind
    start: int
    end: int
    text: str
    value: str  # normalised: "107700", "2025-09-17", "--09-17", "249-kh/ubkttw", "trần lưu quang", "phường bình dương"
    unit: str = ""  # of a number: the noun or measure after it, comparable form; "" where none
    rounding: str = ""  # of a number: "over", "under" or "about"; "" for an exact figure


_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<m>0?[1-9]|1[0-2])"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_NO_DIGIT = r"(?<![\d.,/-])"
_NO_MORE = r"(?![\d/-]|[.,]\d)"
_WHEN = r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|mùng|trước|đến|từ|và|tới)"
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_ENGLISH_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NO_DIGIT}{_YEAR}-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01]){_NO_MORE}",
        rf"{_NO_DIGIT}{_DAY}\s?[-/.]\s?{_MONTH}\s?[-/.]\s?{_YEAR}{_NO_MORE}",
        rf"{_NO_DIGIT}{_DAY}\s+tháng\s+{_MONTH}(?:(?:,?\s+năm\s+|\s*[-/]\s*){_YEAR})?{_NO_MORE}",
        rf"(?<=\b){_WHEN}\s+{_DAY}\s?[-/]\s?{_MONTH}{_NO_MORE}",
        rf"tháng\s+{_MONTH}(?:\s+năm\s+|\s*[-/]\s*){_YEAR}{_NO_MORE}",
        rf"(?:nhiệm\s+k[ỳì]|giai\s+đoạn|khóa)\s+{_YEAR}\s*[-–]\s*(?P<y2>(?:19|20)\d\d){_NO_MORE}",
        rf"{_NO_DIGIT}{_YEAR}\s*[-–]\s*(?P<y2>(?:19|20)\d\d){_NO_MORE}",
        rf"{_ENGLISH_MONTH}\s+{_DAY}(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?(?!\w)",
        rf"{_NO_DIGIT}{_DAY}(?:st|nd|rd|th)?\s+{_ENGLISH_MONTH}(?:,?\s+{_YEAR})?(?!\w)",
        rf"{_ENGLISH_MONTH}\s+{_YEAR}(?!\w)",
        rf"năm\s+{_YEAR}{_NO_MORE}",
        rf"tháng\s+{_MONTH}{_NO_MORE}",
    )
)
_DOCUMENT_NUMBER = re.compile(r"(?<![\w/])\d{1,5}(?:/(?:19|20)\d\d)?[-/][A-ZĐ][A-ZĐ0-9Ư]*(?:[-/][A-ZĐ0-9Ư]+)*(?![\w])")
_NAMED_DOCUMENT = re.compile(
    r"(?P<type>Nghị\s+quyết|Nghị\s+định|Kế\s+hoạch|Chỉ\s+thị|Quyết\s+định|Kết\s+luận|Thông\s+tư|Quy\s+định|Công\s+văn|Thông\s+báo)"
    r"\s+(?:số\s+)?(?P<n>\d{1,5})(?![\w%]|[-/.,]\w)",
    re.IGNORECASE,
)
# Counted things of two syllables; any other is told by its first.
_NOUNS = (
    "đảng viên|tổ chức|đồng chí|hồ sơ|học sinh|sinh viên|giáo viên|công nhân|công dân|cán bộ|công chức|người dân|doanh nghiệp|dự án|hộ dân|hộ gia đình|"
    "chi bộ|đảng bộ|trường học|nhiệm vụ|chỉ tiêu|địa phương|công trình|lao động|cơ quan|đơn vị|khu phố|khâu đột phá|ủy viên|đại biểu|nghìn người"
)
_ROUNDING = {
    "over": ("hơn", "trên", "quá", "ít nhất", "tối thiểu", "không dưới"),
    "under": ("gần", "dưới", "chưa đến", "chưa tới", "tối đa", "không quá"),
    "about": ("khoảng", "xấp xỉ", "chừng", "độ", "ước", "ước đạt", "cỡ"),
}
_NUMBER = re.compile(
    r"(?P<round>\b(?:" + "|".join(w for ws in _ROUNDING.values() for w in ws) + r")\s+)?"
    r"(?<![\w.,/-])(?P<n>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![.,]?\d)"
    r"(?P<scale>\s+(?:nghìn\s+tỷ|ngàn\s+tỷ|tỷ|tỉ|triệu|nghìn|ngàn|vạn|chục|trăm)(?!\w))?"
    rf"(?P<unit>\s?(?:%|‰|km²|km2|m²|m2|m³|ha\b|km\b|kg\b|USD\b)|\s+(?:{_NOUNS})(?!\w)|\s+[^\W\d_]+)?",
    re.IGNORECASE,
)
_SCALES = {"chục": 10, "trăm": 100, "nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 10**9, "tỉ": 10**9}


@lru_cache(maxsize=4096)
def facts_in(text: str) -> tuple[Fact, ...]:
    """Every fact of `text`, in order of its start; two facts never overlap."""
    return _facts(text, places.places_in(text))


def facts_asked(text: str, known_places: Collection[str] = ()) -> tuple[Fact, ...]:
    """The facts of a question, whose places may be named without their level, or without diacritics."""
    return _facts(text, places.places_asked(text, known_places))


def _facts(text: str, found: Sequence[places.Place]) -> tuple[Fact, ...]:
    taken: list[Fact] = []
    for parse in (_document_numbers, _dates, _numbers, partial(_places_and_persons, found=found)):
        for fact in parse(text):
            if not any(fact.start < other.end and other.start < fact.end for other in taken):
                taken.append(fact)
    return tuple(sorted(taken, key=lambda fact: fact.start))


def agree(claimed: Fact, known: Fact) -> bool:
    """Whether `known` bears out `claimed`: the same thing, said at least as exactly."""
    if claimed.kind is not known.kind:
        return False
    if claimed.kind is FactKind.DATE:
        return dates_agree(claimed.value, known.value)
    if claimed.kind is FactKind.NUMBER:
        a, b = claimed.unit, known.unit
        same_unit = a.startswith(b) or b.startswith(a)
        return claimed.value == known.value and claimed.rounding == known.rounding and same_unit
    if claimed.kind is FactKind.PLACE:
        return places.agree(claimed.value, known.value)
    if claimed.kind is FactKind.DOCUMENT_NUMBER:
        return claimed.value.split()[-1] == known.value.split()[-1]
    return claimed.value == known.value


def dates_agree(claimed: str, known: str) -> bool:
    """Whether two normalised dates can be one: "--09-17" and "2025-09" both fit "2025-09-17"; a range fits itself only."""
    if "/" in claimed or "/" in known:
        return claimed == known
    return all(a == b or not a or not b for a, b in zip(_parts(claimed), _parts(known), strict=True))


def iso(value: date) -> str:
    """The normalised form of a full date."""
    return value.isoformat()


def _parts(value: str) -> tuple[str, str, str]:
    """Year, month and day of a normalised date, "" where unknown."""
    year, rest = ("", value[2:]) if value.startswith("--") else (value[:4], value[5:])
    month, _, day = rest.partition("-")
    return year, month, day


def _dates(text: str) -> Iterator[Fact]:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            found = match.groupdict()
            yield Fact(FactKind.DATE, match.start(), match.end(), match.group(), _date_value(found))


def _date_value(found: dict[str, str | None]) -> str:
    year, day, month = found.get("y"), found.get("d"), found.get("m")
    if found.get("month"):
        month = str(_MONTHS.index(str(found["month"]).lower()) + 1)
    if found.get("y2"):
        return f"{year}/{found['y2']}"
    tail = "".join(f"-{int(part):02d}" for part in (month, day) if part)
    return f"{year}{tail}" if year else f"-{tail}"


def _document_numbers(text: str) -> Iterator[Fact]:
    for match in _DOCUMENT_NUMBER.finditer(text):
        yield Fact(FactKind.DOCUMENT_NUMBER, match.start(), match.end(), match.group(), match.group().lower())
    for match in _NAMED_DOCUMENT.finditer(text):
        value = f"{comparable(match['type'])} {match['n']}"
        yield Fact(FactKind.DOCUMENT_NUMBER, match.start(), match.end(), match.group(), value)


def _numbers(text: str) -> Iterator[Fact]:
    for match in _NUMBER.finditer(text):
        word = comparable(match["round"] or "")
        rounding = next((name for name, words in _ROUNDING.items() if word in words), "")
        start = match.start() if rounding else match.start("n")
        end = match.end("scale") if match["scale"] else match.end("n")
        unit = comparable(match["unit"] or "")
        if unit in ("%", "‰"):
            end = match.end("unit")
        yield Fact(FactKind.NUMBER, start, end, text[start:end], _amount(match["n"], match["scale"]), unit, rounding)


def _amount(digits: str, scale: str | None) -> str:
    """The figure without separators and with its scale multiplied in; a decimal comma becomes a point."""
    whole, _, fraction = digits.replace(".", "").partition(",")
    factor = 1
    for word in comparable(scale or "").split():
        factor *= _SCALES[word]
    if factor == 1 or not fraction:
        return f"{int(whole) * factor}" + (f".{fraction}" if fraction else "")
    scaled = int(whole + fraction) * factor
    quotient, rest = divmod(scaled, 10 ** len(fraction))
    return str(quotient) if not rest else str(scaled / 10 ** len(fraction))


def _places_and_persons(text: str, found: Sequence[places.Place]) -> Iterator[Fact]:
    for place in found:
        yield Fact(FactKind.PLACE, place.start, place.end, text[place.start : place.end], place.value)
    for person in names.persons_in(text, tuple((p.start, p.end) for p in found)):
        yield Fact(FactKind.PERSON, person.start, person.end, text[person.start : person.end], person.value)
