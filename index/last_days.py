"""The last day that the words of a deadline leave, counted from the day on which they are said."""

import calendar
import datetime as dt
import re
from collections.abc import Callable

Resolver = Callable[[re.Match[str], dt.date | None, bool], dt.date | None]

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _year(written: str | None, month: int, said: dt.date | None) -> int | None:
    """The year of a day or month without one: the first that does not lie long before the words were said."""
    if written:
        return int(written)
    if said is None:
        return None
    return said.year + (month < said.month - 2)


def on_day(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    """A day of a month: "ngày 30-9"."""
    month = int(match["m"])
    year = _year(match["y"], month, said)
    return _date(year, month, int(match["d"])) if year and 1 <= month <= 12 else None


def this_month(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    """A day of the month at hand or the next: "ngày 30 tháng này"."""
    if said is None:
        return None
    month = said.month + (match["which"] != "này")
    return _date(said.year + (month > 12), (month - 1) % 12 + 1, int(match["d"]))


def in_month(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    """A month, or its middle or end: "trong tháng 11"."""
    month = int(match["m"])
    year = _year(match["y"], month, said)
    if not year or not 1 <= month <= 12:
        return None
    year += 1 if match["next"] in ("năm sau", "năm tới") and said and year == said.year else 0
    if match["part"] in ("đầu", "giữa", "nửa đầu"):
        return None if match["part"] == "đầu" else _date(year, month, 15)
    if before and not match["part"]:
        return dt.date(year, month, 1) - dt.timedelta(days=1)
    return _month_end(year, month)


def in_quarter(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    """A quarter, also of the next year: "hết quý I năm sau"."""
    quarter = _QUARTERS[match["q"].lower()]
    year = _year(match["y"], 3 * quarter, said)
    year = said.year + 1 if said and match["next"] in ("năm sau", "năm tới") else year
    return _month_end(year, 3 * quarter - 3 * before or 12) if year else None


def in_year(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    """A year, or its middle: "trong năm 2026"."""
    if not match["y"] and said is None:
        return None
    year = (
        int(match["y"]) if match["y"] else said.year + ("sau" in match.group() or "tới" in match.group()) if said else 0
    )
    if match["part"] in ("đầu", "giữa"):
        return None if match["part"] == "đầu" else _date(year, 6, 30)
    return dt.date(year - (before and not match["part"]), 12, 31)


def after_span(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    """So much later: "trong vòng 10 ngày", "trong 15 ngày làm việc"."""
    if said is None:
        return None
    number = match["n"].lower()
    count = int(number) if number.isdigit() else _WORDS[number]
    unit = match["unit"].lower()
    if unit == "tháng":
        month = said.month - 1 + count
        year, month = said.year + month // 12, month % 12 + 1
        return dt.date(year, month, min(said.day, calendar.monthrange(year, month)[1]))
    if match.group().lower().endswith("làm việc"):
        return _working(said, count)
    return said + dt.timedelta(days=count * 7 if unit == "tuần" else count // 24 if unit == "giờ" else count)


def _working(said: dt.date, count: int) -> dt.date:
    """The day so many weekdays later; holidays are not known."""
    day = said
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


_SATURDAY = 5


def near(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    """A day, week, month or quarter told from now: "ngày mai", "tuần tới"."""
    words = re.sub(r"^(?:ngay|trong|trước|đến|hết|cuối)\s+", "", match["near"].lower())
    if said is None or (words.startswith("đầu") and words not in ("đầu tuần sau", "đầu tuần tới")):
        return None
    sunday = said + dt.timedelta(days=6 - said.weekday())
    following = said.month % 12 + 1
    return {
        **dict.fromkeys(_TOMORROW, said + dt.timedelta(days=1)),
        "tuần này": sunday, "tuần sau": sunday + dt.timedelta(days=7), "tuần tới": sunday + dt.timedelta(days=7),
        **dict.fromkeys(("đầu tuần sau", "đầu tuần tới"), sunday + dt.timedelta(days=1)),
        "tháng này": _month_end(said.year, said.month),
        **dict.fromkeys(("tháng sau", "tháng tới"), _month_end(said.year + (following == 1), following)),
        "quý này": _month_end(said.year, (said.month + 2) // 3 * 3),
    }.get(words, said)  # fmt: skip


_TOMORROW = (
    "hôm nay và mai",
    "hôm nay và ngày mai",
    "hôm nay và sáng mai",
    "ngày mai",
    "sáng mai",
    "chiều mai",
)
_WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy", "nhật")


def weekday(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    """A day of a week, without the week the next such day: "trước thứ sáu"."""
    if said is None:
        return None
    named = match["week"].lower().split()[-1]
    day = int(named) - 2 if named.isdigit() else _WEEKDAYS.index(named)
    if not match["which"]:  # the next one
        return said + dt.timedelta(days=(day - said.weekday()) % 7)
    return said + dt.timedelta(days=day - said.weekday() + 7 * (match["which"] != "này"))


def at_hand(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    """The end of the week, month, quarter or year in which the words are said: "xong trong tuần"."""
    if said is None:
        return None
    ends = {
        "tuần": said + dt.timedelta(days=6 - said.weekday()),
        "tháng": _month_end(said.year, said.month),
        "quý": _month_end(said.year, (said.month + 2) // 3 * 3),
        "năm": _month_end(said.year, 12),
    }
    return ends[match["unit"].lower()]


def unknown(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    """None: "trước Tết"."""
    return None


def end_of_year(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    """The end of the year at hand: "cuối năm"."""
    return _month_end(said.year, 12) if said and match["part"] == "cuối" else None


def same_day(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    """The day of the words: "trước 17 giờ"."""
    return said
