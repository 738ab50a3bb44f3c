"""Forged days and years."""

import datetime as dt
import re
from collections.abc import Iterator

from tests.forgery_sources import Article

Found = tuple[int, int, str]

_DAY_PART = r"(?:[Nn]gày|[Ss]áng|[Cc]hiều|[Tt]rưa|[Tt]ối|[Đđ]êm|[Hh]ôm|[Rr]ạng sáng|ngày mùng|mùng)"
_DAY = re.compile(
    rf"(?<!\w)(?P<part>{_DAY_PART}) (?P<d>\d{{1,2}})(?P<sep>[/.-]| tháng )(?P<m>\d{{1,2}})"
    r"(?P<rest>(?P<sep2>[/.-]|, năm | năm )(?P<y>\d{4}))?(?![\w]|[/.-]\d)"
)
_FULL = re.compile(
    r"(?<![\w/.-])(?P<part>)(?P<d>\d{1,2})(?P<sep>[/-])(?P<m>\d{1,2})(?P<rest>(?P<sep2>[/-])(?P<y>\d{4}))(?![\w]|"
    r"[/.-]\d)"
)
_BOUND = re.compile(r"(?i)(?:trước|sau|từ|kể từ|đến|tới|và|hay)\s+(?:khi\s)?$")


def days(sentence: str) -> list[re.Match[str]]:
    """The days of a month that a sentence names, none of a range or a list."""
    found = [*_DAY.finditer(sentence)]
    taken = [match.span() for match in found]
    found += [m for m in _FULL.finditer(sentence) if not any(a <= m.start() < b for a, b in taken)]
    return [match for match in found if _day(match) is not None]


def dates(sentence: str, article: Article) -> Iterator[Found]:
    """A day or a month earlier or later."""
    for match in days(sentence):
        day = _day(match)
        if day is None or _BOUND.search(sentence[: match.start()]):
            continue
        for other in (day - dt.timedelta(1), day + dt.timedelta(1), _shifted(day, 1), _shifted(day, -1)):
            if other is not None and other.year == day.year and not _named(other, article):
                one, two = str(other.day), str(other.month)
                one = one.zfill(2) if match["d"].startswith("0") else one
                two = two.zfill(2) if match["m"].startswith("0") else two
                yield match.start("d"), match.end("m"), f"{one}{match['sep']}{two}"


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match["y"] or 2024), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def _shifted(day: dt.date, months: int) -> dt.date | None:
    try:
        return day.replace(month=day.month + months)
    except ValueError:
        return None


def _named(day: dt.date, article: Article) -> bool:
    """Whether the article names that day anywhere, however written."""
    pattern = rf"(?<!\d)0?{day.day}(?:[/.-]| tháng )0?{day.month}(?!\d)"
    return bool(re.search(pattern, article.text))


_YEAR = re.compile(
    r"(?:(?<=[Nn]ăm )|(?<=SN )|(?<=sinh năm )|(?<=\d/)|(?<=\d-))(?P<y>(?:19|20)\d\d)(?![\w/]|\s?[-–]\s?\d|,\s?\d|"
    r"\s(?:và|hoặc)\s)"
)
_TERM = re.compile(r"(?<=nhiệm kỳ )(\d{4})(\s?[-–]\s?)(\d{4})(?!\w)")


def years(sentence: str, article: Article) -> Iterator[Found]:
    """Another year, or another term of office."""
    for match in _YEAR.finditer(sentence):
        before = sentence[: match.start()]
        if re.search(r"(?:\d{4}[/-]|/\w+/)$", before) or _since(before):
            continue
        if re.search(r"\d[/-]$", before) and not re.search(r"(?<![\d/-])(?:\d{1,2}[/-]){1,2}$", before):
            continue
        for shift in (-1, 1, -2, 2, -10):
            new = str(int(match["y"]) + shift)
            if new not in article.text:
                yield match.start(), match.end(), new
    for match in _TERM.finditer(sentence):
        for shift in (-5, 5):
            new = f"{int(match[1]) + shift}{match[2]}{int(match[3]) + shift}"
            if new not in article.text:
                yield match.start(), match.end(), new


def _since(before: str) -> bool:
    return bool(re.search(r"(?i)(?:trước|sau|từ|kể từ)\s(?:năm|ngày|tháng)?\s?[\d/-]*$", before))
