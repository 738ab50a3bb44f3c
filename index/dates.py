"""Dates in running text, in the forms of Vietnamese and English writers, as ISO values without what is unknown."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.figures import COUNTED
from index.text import fold, fold_aligned


@dataclass(frozen=True, slots=True)
class Day:
    """A date at [start, end): "2025-09-17", "2025-09", "2025", "--09-17", "--09", or the term "2025/2030"."""

    start: int
    end: int
    value: str


_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<m>1[0-2]|0?[1-9])"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_NO_DIGIT = r"(?<![\d.,/-])"
_NO_MORE = r"(?![\d/-]|[.,]\d)"
_WHEN = r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|mùng|mồng)"
_BETWEEN = r"(?:trước|đến|từ|và|tới|hết)"  # also stand before figures
_MONTHS = "january february march april may june july august september october november december"
_ENGLISH_MONTH = rf"(?P<month>{'|'.join(_MONTHS.split())})"
_OR_YEAR = rf"(?:(?:,?\s+năm\s+|\s*[-/]\s*){_YEAR})?"
_PATTERNS = (
    rf"{_NO_DIGIT}{_YEAR}-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01]){_NO_MORE}",
    rf"{_NO_DIGIT}{_DAY}\s?[-–/.]\s?{_MONTH}\s?[-–/.]\s?{_YEAR}{_NO_MORE}",
    rf"{_NO_DIGIT}{_DAY}\s+tháng\s+{_MONTH}{_OR_YEAR}{_NO_MORE}(?!\s+(?:ngày|tháng)(?!\w))",
    rf"(?<!\w){_WHEN}\s+{_DAY}\s?[-–/.]\s?{_MONTH}{_NO_MORE}",
    rf"(?<!\w){_BETWEEN}\s+{_DAY}(?P<weak>\s?[-/]\s?){_MONTH}{_NO_MORE}",
    rf"(?<!\w)tháng\s+{_MONTH}(?:,?\s+năm\s+|\s*[-/]\s*){_YEAR}{_NO_MORE}",
    rf"(?:nhiệm\s+k[ỳì]|giai\s+đoạn|khóa|khoá)\s+{_YEAR}\s*[-–—]\s*(?P<y2>(?:19|20)\d\d){_NO_MORE}",
    rf"{_NO_DIGIT}{_YEAR}\s*[-–—]\s*(?P<y2>(?:19|20)\d\d){_NO_MORE}",
    rf"(?<!\w){_ENGLISH_MONTH}\s+{_DAY}(?:st|nd|rd|th)?(?!\d)(?:,?\s+{_YEAR})?(?!\w)",
    rf"{_NO_DIGIT}{_DAY}(?:st|nd|rd|th)?\s+{_ENGLISH_MONTH}(?:,?\s+{_YEAR})?(?!\w)",
    rf"(?<!\w){_ENGLISH_MONTH}\s+{_YEAR}(?!\w)",
    rf"(?<!\w)năm\s+{_YEAR}{_NO_MORE}",
    rf"(?<!\w)(?<!\d )tháng\s+{_MONTH}{_NO_MORE}(?!\s+ngày(?!\w))",
)
_DAY_MONTH = rf"{_NO_DIGIT}(?<!\w){_DAY}(?P<weak>[-/]){_MONTH}{_NO_MORE}(?!\w)"
_COUNTS = re.compile(rf"\s*(?:%|‰|(?:{COUNTED}|{fold(COUNTED)})(?!\w))")
# "may" is Vietnamese for sewing, and part of a company's name: as a month it needs a year or an English word before it.
_NO_MAY = re.compile(r"(?i)may\s+\d{1,2}$|\d{1,2}\s+may$")
_ENGLISH_BEFORE = re.compile(r"(?i)(?<!\w)(?:on|of|in|by|until|since|from|before|after|the|and)\s+$")
_NEXT_YEAR = re.compile(rf"\s*(?:,|và|-|–|đến|hoặc|so với)\s*(?:năm\s+)?{_YEAR}{_NO_MORE}(?!\s+(?:{COUNTED})(?!\w))")


def dates_in(text: str) -> Iterator[Day]:
    """Every date of `text`, the fullest forms first: a shorter one that lies inside another comes after it."""
    yield from _found(text, text, bare=False)


def dates_asked(text: str) -> Iterator[Day]:
    """Every date of a question, which may lack diacritics ("thang 9") or give a day and month alone ("29-10")."""
    yield from _found(fold_aligned(text), text, bare=True)


def dates_agree(claimed: str, known: str) -> bool:
    """Whether two dates can be one: "--09-17" and "2025-09" both fit "2025-09-17"; a range fits itself only."""
    if "/" in claimed or "/" in known:
        return claimed == known
    return all(a == b or not a or not b for a, b in zip(date_parts(claimed), date_parts(known), strict=True))


def date_parts(value: str) -> tuple[str, str, str]:
    """Year, month and day of a normalised date, "" where unknown."""
    year, rest = ("", value[2:]) if value.startswith("--") else (value[:4], value[5:])
    month, _, day = rest.partition("-")
    return year, month, day


def _found(form: str, text: str, *, bare: bool) -> Iterator[Day]:
    for pattern in _compiled(bare=bare):
        for match in pattern.finditer(form):
            if _is_no_date(match, text):
                continue
            value = _value(match.groupdict())
            yield Day(match.start(), match.end(), value)
            if len(value) == 4:
                yield from _years_after(text, match.end())


def _is_no_date(match: re.Match[str], text: str) -> bool:
    """Whether the match is something else: a company called May 10, "từ 5-7 người"."""
    found = match.groupdict()
    if found.get("weak") and int(found["d"]) < int(found["m"]):
        return bool(_COUNTS.match(text, match.end()))
    return bool(_NO_MAY.fullmatch(match.group()) and not _ENGLISH_BEFORE.search(text[: match.start()]))


def _years_after(text: str, end: int) -> Iterator[Day]:
    """The years of a list that begins with "năm 2024": ", 2025 và 2026"."""
    while match := _NEXT_YEAR.match(text, end):
        yield Day(match.start("y"), match.end("y"), match["y"])
        end = match.end()


@lru_cache(maxsize=2)
def _compiled(*, bare: bool) -> tuple[re.Pattern[str], ...]:
    """The patterns; `bare`, for folded text, without diacritics and with the lone day and month."""
    patterns = (*_PATTERNS, _DAY_MONTH) if bare else _PATTERNS
    return tuple(re.compile(_without_marks(pattern) if bare else pattern, re.IGNORECASE) for pattern in patterns)


def _without_marks(pattern: str) -> str:
    """A pattern that matches folded text. Its case stays, for that tells one character class from its opposite."""
    letters = (c for c in unicodedata.normalize("NFD", pattern) if not unicodedata.combining(c))
    return "".join(letters).replace("đ", "d").replace("Đ", "D")


def _value(found: dict[str, str | None]) -> str:
    year, day, month = found.get("y"), found.get("d"), found.get("m")
    if found.get("month"):
        month = str(_MONTHS.split().index(str(found["month"]).lower()) + 1)
    if found.get("y2"):
        return f"{year}/{found['y2']}"
    tail = "".join(f"-{int(part):02d}" for part in (month, day) if part)
    return f"{year}{tail}" if year else f"-{tail}"
