"""Facts that a sentence tells in words: the days of "ngày mai" and "tháng này", halves, days after "chậm nhất"."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from index.dates import relative_days_in
from index.facts import Fact, FactKind, facts_in
from index.figures import ones_in
from index.names import addressed_in

_OFFSETS = {"+today": 0, "+tomorrow": 1, "+yesterday": -1}
_SAME_DAY = re.compile(r"(?<!\w)(?:cùng ngày|trong ngày|ngày hôm nay)(?!\w)", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(
    r"(?<!\w)(?:ngày|mùng|mồng)\s+(\d{1,2})\s+(tháng này|tháng tới|tháng sau|tới|này)(?!\w)", re.IGNORECASE
)
_MONTH = re.compile(r"(?<!\w)(tháng này|tháng tới|tháng sau|tháng trước)(?!\w)", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<!\w)(năm nay|năm tới|năm sau|sang năm|năm ngoái|năm trước|cuối năm|đầu năm)(?!\w)(?!\s+\d)", re.IGNORECASE
)
_BARE = re.compile(
    r"(?<!\w)(?:chậm nhất|muộn nhất|trước|sau|đến|tới|hết|từ|vào|xong|hạn|trong|là)"
    r"(?:\s+là)?\s+(\d{1,2})\s?[-/.]\s?(\d{1,2})(?![-/.]?\d)(?![\w%])",
    re.IGNORECASE,
)
_MONTH_OF_YEAR = re.compile(r"(?<![\w/.-])(0?[1-9]|1[0-2])/((?:19|20)\d\d)(?![\w/-])")
_NUMBERED = re.compile(r"(?<!\w)(?:số|luật|nghị định|thông tư|quyết định|nghị quyết)\s+$", re.IGNORECASE)
_HALF = re.compile(
    r"(?<!\w)(?:một nửa|phân nửa)(?!\w)(?!\s+(?:tháng|năm|ngày|giờ|đầu|cuối|kia|trên|dưới)(?!\w))", re.IGNORECASE
)
_ROUND_THE_CLOCK = re.compile(r"(?<!\d)24/24(?: giờ)?")
_MEASURES = frozenset(("mét", "m", "km", "ha", "héc", "kg", "tấn", "lít", "giờ", "phút", "tháng", "năm", "tuần"))
_HALF_YEAR = re.compile(r"(?<!\w)nửa (?:đầu |cuối )?năm(?!\w)", re.IGNORECASE)
PARTS_OF_YEAR = frozenset(("đầu", "giữa", "cuối"))
_MONTHS = {"này": 0, "tới": 1, "sau": 1, "trước": -1}
_YEARS = {"tới": 1, "sau": 1, "sang": 1, "ngoái": -1, "trước": -1}


def told_in(text: str, day: dt.date | None) -> Iterator[Fact]:
    """The facts that words of `text` tell, spoken on a day; without it only those that need none."""
    for match in _ROUND_THE_CLOCK.finditer(text):
        yield Fact(FactKind.NUMBER, *match.span(), match.group(), "24", "giờ")
    for match in _HALF_YEAR.finditer(text):
        yield Fact(FactKind.NUMBER, *match.span(), match.group(), "6", "tháng")
    for match in _HALF.finditer(text):
        yield Fact(FactKind.NUMBER, *match.span(), match.group(), "50", "%")
    if day:
        yield from _from_day(text, day)


def known_facts(text: str) -> tuple[Fact, ...]:
    """The facts of a text, "chậm nhất 20-10" read as a day, and the people of names that no family has."""
    facts = facts_in(text)
    facts = tuple(sorted((*facts, *_ones(text, facts), *_of_no_family(text, facts)), key=lambda fact: fact.start))
    days = {match.start(1): (int(match[1]), int(match[2])) for match in _BARE.finditer(text)}
    facts = tuple(_as_day(fact, *days[fact.start]) if fact.start in days else fact for fact in facts)
    return tuple(_as_month(text, fact) for fact in facts)


def other_part(claimed: Fact, known: Fact) -> bool:
    """Whether two dates name different parts of a year or month: "đầu năm 2025", "nửa cuối năm 2025"."""
    return len(PARTS_OF_YEAR & {word for fact in (claimed, known) for word in fact.text.lower().split()}) > 1


def _as_month(text: str, fact: Fact) -> Fact:
    """A figure read as a month, "từ 8/2019", unless it numbers a document."""
    month = _MONTH_OF_YEAR.fullmatch(fact.text) if fact.kind is FactKind.NUMBER else None
    if month is None or _NUMBERED.search(text, 0, fact.start):
        return fact
    return replace(fact, kind=FactKind.DATE, value=f"{month[2]}-{int(month[1]):02}", unit="", rounding="")


def _ones(text: str, facts: tuple[Fact, ...]) -> Iterator[Fact]:
    """The figure one, spelt, before a measure: "gần một mét"."""
    taken = {i for fact in facts for i in range(fact.start, fact.end)}
    for one in ones_in(text):
        if one.unit.split(" ")[0] in _MEASURES and not taken & {*range(one.start, one.end)}:
            written = text[one.start : one.end]
            yield Fact(FactKind.NUMBER, one.start, one.end, written, one.value, one.unit, one.rounding)


def _of_no_family(text: str, facts: tuple[Fact, ...]) -> Iterator[Fact]:
    """People whose name begins with no family name, told by how they are addressed: "bà H'Lan Niê"."""
    for one in addressed_in(text, [(fact.start, fact.end) for fact in facts]):
        if len(one.value.split()) > 1 and not any(f.start < one.end and one.start < f.end for f in facts):
            written = text[one.start : one.end]
            yield Fact(FactKind.PERSON, one.start, one.end, written, one.value.replace("’", "'"))


def _as_day(fact: Fact, day: int, month: int) -> Fact:
    if fact.kind is FactKind.NUMBER and 1 <= day <= 31 and 1 <= month <= 12:
        return replace(fact, kind=FactKind.DATE, value=f"--{month:02}-{day:02}", unit="", rounding="")
    return fact


def _from_day(text: str, day: dt.date) -> Iterator[Fact]:
    for one in relative_days_in(text):
        value = (day + dt.timedelta(days=_OFFSETS[one.value])).isoformat()
        yield Fact(FactKind.DATE, one.start, one.end, text[one.start : one.end], value)
    for match in _SAME_DAY.finditer(text):
        yield Fact(FactKind.DATE, *match.span(), match.group(), day.isoformat())
    for match in _DAY_OF_MONTH.finditer(text):
        month = _month(day, _MONTHS[match[2].split()[-1].lower()])
        yield Fact(FactKind.DATE, *match.span(), match.group(), f"{month}-{int(match[1]):02}")
    for match in _MONTH.finditer(text):
        yield Fact(FactKind.DATE, *match.span(), match.group(), _month(day, _MONTHS[match[1].split()[-1].lower()]))
    for match in _YEAR.finditer(text):
        words = match[1].lower().split()
        shift = next((_YEARS[word] for word in words if word in _YEARS), 0)
        yield Fact(FactKind.DATE, *match.span(), match.group(), str(day.year + shift))


def _month(day: dt.date, shift: int) -> str:
    """The month a number of months after that of a day, as a date."""
    count = day.year * 12 + day.month - 1 + shift
    return f"{count // 12}-{count % 12 + 1:02}"
