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
    """A date at [start, end): "2025-09-17", "2025-09", "2025", "--09-17", "--09", "2025-Q3" or the term "2025/2030".

    The span is the shortest that holds it: "17-9" of "chiều ngày 17-9".
    """

    start: int
    end: int
    value: str


_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<m>1[0-2]|0?[1-9])"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_NO_DIGIT = r"(?<![\d.,/-])"
_NO_MORE = r"(?![\d/-]|[.,]\d)"
_WHEN = (
    r"(?:(?:tính|kể)\s+(?:đến|từ)|"
    r"ngày|sáng|trưa|chiều|tối|đêm|khuya|hôm|mùng|mồng|quốc khánh|(?:nghỉ|dịp|ngày|đại)\s+lễ|dịp|kỷ niệm|kỉ niệm|"
    r"thống nhất|phụ nữ|"
    r"nhà giáo|thiếu nhi|thương binh liệt sĩ)"
)
_BETWEEN = r"(?:trước|sau|đến|từ|và|tới|hết)"  # also stand before figures
# "đầu tháng 9", "nửa cuối năm 2026", "tuần đầu tháng 5"
_PART = r"(?:(?:(?:nửa|tuần)\s+)?(?:đầu|cuối)\s+(?:của\s+)?|giữa\s+|(?:thượng|trung|hạ)\s+tuần\s+)?"
_ROMAN = ("I", "II", "III", "IV")
_QUARTER = r"(?P<q>IV|I{1,3}|[1-4])(?!\w|[.,]\d(?!\d{3}(?!\d)))"
_MONTHS = "january february march april may june july august september october november december"
_ENGLISH_MONTH = rf"(?P<month>{'|'.join(_MONTHS.split())})"
_TO_YEAR = r"(?:,?\s+năm\s+|\s*[-/]\s*|\.(?=\d))"
_OR_YEAR = rf"(?:{_TO_YEAR}{_YEAR})?"
_PATTERNS = (
    rf"{_NO_DIGIT}{_YEAR}-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01]){_NO_MORE}",
    rf"{_NO_DIGIT}{_DAY}\s?[-–/.]\s?{_MONTH}\s?[-–/.]\s?{_YEAR}{_NO_MORE}",
    rf"{_NO_DIGIT}{_DAY}\s+tháng\s+{_MONTH}{_OR_YEAR}{_NO_MORE}(?!\s+(?:ngày|tháng)(?!\w))",
    rf"(?<!\w){_WHEN}\s+(?P<own>){_DAY}\s?[-–/.]\s?{_MONTH}{_NO_MORE}",
    rf"(?<!\w)(?:nay|mai|qua|chủ nhật|thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])),?\s*\(?\s*"
    rf"(?P<own>){_DAY}[-–/.]{_MONTH}{_NO_MORE}",
    rf"(?<!\w){_BETWEEN}\s+(?P<own>){_DAY}(?P<weak>\s?[-/]\s?){_MONTH}{_NO_MORE}",
    rf"(?<!\w){_PART}quý\s+{_QUARTER}(?:{_TO_YEAR}{_YEAR}{_NO_MORE})?",
    rf"(?<!\w){_PART}tháng\s+{_MONTH}{_TO_YEAR}{_YEAR}{_NO_MORE}",
    rf"(?:nhiệm\s+k[ỳì]|giai\s+đoạn|khóa|khoá)\s+{_YEAR}\s*[-–—]\s*(?P<y2>(?:19|20)\d\d){_NO_MORE}",
    rf"{_NO_DIGIT}{_YEAR}\s*[-–—]\s*(?P<y2>(?:19|20)\d\d){_NO_MORE}",
    rf"(?<!\w){_ENGLISH_MONTH}\s+{_DAY}(?:st|nd|rd|th)?(?!\d)(?:,?\s+{_YEAR})?(?!\w)",
    rf"{_NO_DIGIT}{_DAY}(?:st|nd|rd|th)?\s+{_ENGLISH_MONTH}(?:,?\s+{_YEAR})?(?!\w)",
    rf"(?<!\w){_ENGLISH_MONTH}\s+{_YEAR}(?!\w)",
    rf"(?<!\w){_PART}năm\s+{_YEAR}{_NO_MORE}",
    rf"(?<!\w)(?:SN|sinh|hè|mùa)\s*:?\s*(?P<lone>){_YEAR}{_NO_MORE}",
    rf"(?<!\w){_PART}(?<!\d )tháng\s+{_MONTH}{_NO_MORE}(?!\s+ngày(?!\w))",
)
# Days that share the month of the last: "các ngày 12, 13 và 14-9", "ngày 17 đến 20/9/2025", "đêm 18, rạng sáng 19-10".
_AND = r"\s*(?:,|\s[-–]\s|và|đến|tới|hoặc)\s*(?:đến\s+)?(?:hết\s+)?(?:(?:ngày|rạng sáng|sáng|đêm)\s+)?"
_DAYS = (
    rf"(?<!\w)(?:ngày|đêm|sáng|chiều|tối|từ)\s+(?P<days>\d{{1,2}}(?:{_AND}\d{{1,2}})*?){_AND}{_DAY}"
    rf"(?:\s?[-/.]\s?|\s+tháng\s+){_MONTH}(?:(?:\s?[-/.]\s?|,?\s+năm\s+){_YEAR})?{_NO_MORE}"
)
_DAY_MONTH = rf"{_NO_DIGIT}(?<!\w){_DAY}(?P<weak>[-/]){_MONTH}{_NO_MORE}(?!\w)"
# "kỳ thi tốt nghiệp 2023"
_LONE_YEAR = rf"(?<!\w)(?<!số )(?<!hơn )(?<!gần )(?P<lone>)(?P<y>20[0-3]\d){_NO_MORE}(?=\W*$|\s+[^\W\d])"
_WHICH_DAY = re.compile(r"(?i)\s+(?:ngày|ngay|tháng|thang) (?:nào|nao|mấy|may|bao)(?!\w)")
_DIGITS = re.compile(r"\d|[Qq]u[ýy]\s+I", re.IGNORECASE)  # what every date has
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
    """Whether two dates can be one: "--09-17" and "2025-09" both fit "2025-09-17"; a range fits itself only.

    A quarter fits itself and the months in it.
    """
    if "/" in claimed or "/" in known:
        return claimed == known
    if "Q" in claimed and not quarter_of(known):
        return False
    a, b = (*date_parts(claimed), quarter_of(claimed)), (*date_parts(known), quarter_of(known))
    return all(x == y or not x or not y for x, y in zip(a, b, strict=True))


def date_parts(value: str) -> tuple[str, str, str]:
    """Year, month and day of a normalised date, "" where unknown."""
    year, rest = ("", value[2:]) if value.startswith("--") else (value[:4], value[5:])
    month, _, day = rest.partition("-")
    return year, "" if month.startswith("Q") else month, day


def quarter_of(value: str) -> str:
    """The quarter, "1" to "4", of a normalised date that gives it or its month; "" otherwise."""
    if "Q" in value:
        return value[-1]
    month = date_parts(value)[1]
    return str((int(month) + 2) // 3) if month.isdigit() else ""


def _found(form: str, text: str, *, bare: bool) -> Iterator[Day]:
    if not _DIGITS.search(form):
        return
    for pattern in _compiled(bare=bare):
        for match in pattern.finditer(form):
            if _is_no_date(match, text):
                continue
            found = match.groupdict()
            if found.get("days"):
                yield from _days_before(match)
                continue
            value = _value(found)
            yield Day(match.start("d" if "own" in found else "y" if "lone" in found else 0), match.end(), value)
            if len(value) == 4:
                yield from _years_after(text, match.end())


def _days_before(match: re.Match[str]) -> Iterator[Day]:
    """The days of a list or range that lack their month, with the month, and year, of the last."""
    for day in re.finditer(r"\d+", match["days"]):
        start = match.start("days") + day.start()
        if 1 <= int(day.group()) <= 31:
            yield Day(start, start + len(day.group()), _value(match.groupdict() | {"d": day.group()}))


def _is_no_date(match: re.Match[str], text: str) -> bool:
    """Whether the match is something else: a company called May 10, "từ 5-7 người"."""
    found = match.groupdict()
    if match.group() == found.get("y"):  # "2025 hộ", but "thi tốt nghiệp 2025 ngày nào?"
        return bool(_COUNTS.match(text, match.end()) and not _WHICH_DAY.match(text, match.end()))
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
    patterns = (*_PATTERNS, _DAYS, _DAY_MONTH, _LONE_YEAR) if bare else (*_PATTERNS, _DAYS)
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
    if found.get("q"):
        quarter = str(found["q"]).upper()
        return f"{year or '-'}-Q{quarter if quarter.isdigit() else _ROMAN.index(quarter) + 1}"
    tail = "".join(f"-{int(part):02d}" for part in (month, day) if part)
    return f"{year}{tail}" if year else f"-{tail}"


# Days told from the day on which it is said.
_RELATIVE = {
    "+today": r"(?:hôm|sáng|trưa|chiều|tối|đêm)\s+nay|trong\s+ngày\s+hôm\s+nay",
    "+tomorrow": r"(?:ngày|sáng|trưa|chiều|tối|đêm)\s+mai",
    "+yesterday": r"(?:hôm|sáng|trưa|chiều|tối|đêm)\s+qua",
}
_RELATIVE_DAYS = {
    value: re.compile(rf"(?<!\w)(?:{words})(?!\w)(?!\s+(?:đỉnh|lại))", re.IGNORECASE)
    for value, words in _RELATIVE.items()
}
_TO = re.compile(r"\s*(?:(?:cho\s+)?(?:đến|tới)|[-–])\s*(?:(?:hết|cuối|nay là)\s+)?(?:(?:ngày|sáng|chiều|tối)\s+)?")


def relative_days_in(text: str) -> Iterator[Day]:
    """Days told from the day of speaking: "chiều nay" is "+today", "đêm qua" "+yesterday", "ngày mai" "+tomorrow"."""
    for value, pattern in _RELATIVE_DAYS.items():
        for match in pattern.finditer(text):
            yield Day(match.start(), match.end(), value)


def joins_dates(between: str) -> bool:
    """Whether the words between two dates make a range of them: "từ 17-9 đến hết ngày 20-9"."""
    return bool(_TO.fullmatch(between))
