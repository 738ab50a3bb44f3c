"""By when something is to be done: the words, and the last day that they leave."""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline at [start, end); `day` is its last day, None where it cannot be told."""

    start: int
    end: int
    day: dt.date | None


Resolver = Callable[[re.Match[str], dt.date | None, bool], dt.date | None]

_FEAST = (
    r"(?:dịp (?=(?:ngày )?\d))?(?:(?:dịp |lễ |ngày |kỷ niệm )*(?:Quốc khánh|Quốc tế Lao động|lễ|khai giảng|bầu cử|"
    r"khởi công|khánh thành|"
    r"hội Đền Hùng)\s+)?"
)
_HOUR = r"(?:\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{1,2}\s*)?(?:phút\s*)?(?:sáng|chiều|tối|trưa)?\s*,?\s*)?"
_ON = rf"{_FEAST}{_HOUR}(?:(?:ngày|đêm|sáng|chiều|tối|thứ \w+,? ngày|các ngày)\s+)?"
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


def _on_day(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    month = int(match["m"])
    year = _year(match["y"], month, said)
    return _date(year, month, int(match["d"])) if year and 1 <= month <= 12 else None


def _this_month(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    if said is None:
        return None
    month = said.month + (match["which"] != "này")
    return _date(said.year + (month > 12), (month - 1) % 12 + 1, int(match["d"]))


def _in_month(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
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


def _in_quarter(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    quarter = _QUARTERS[match["q"].lower()]
    year = _year(match["y"], 3 * quarter, said)
    return _month_end(year, 3 * quarter - 3 * before or 12) if year else None


def _in_year(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    if not match["y"] and said is None:
        return None
    year = (
        int(match["y"]) if match["y"] else said.year + ("sau" in match.group() or "tới" in match.group()) if said else 0
    )
    if match["part"] in ("đầu", "giữa"):
        return None if match["part"] == "đầu" else _date(year, 6, 30)
    return dt.date(year - (before and not match["part"]), 12, 31)


def _after_span(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    if said is None:
        return None
    number = match["n"].lower()
    count = int(number) if number.isdigit() else _WORDS[number]
    unit = match["unit"].lower()
    if unit == "tháng":
        month = said.month - 1 + count
        year, month = said.year + month // 12, month % 12 + 1
        return dt.date(year, month, min(said.day, calendar.monthrange(year, month)[1]))
    return said + dt.timedelta(days=count * 7 if unit == "tuần" else count // 24 if unit == "giờ" else count)


def _near(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    words = re.sub(r"^(?:ngay|trong|trước|đến|hết|cuối)\s+", "", match["near"].lower())
    if said is None or (words.startswith("đầu") and words not in ("đầu tuần sau", "đầu tuần tới")):
        return None
    sunday = said + dt.timedelta(days=6 - said.weekday())
    following = said.month % 12 + 1
    return {
        **dict.fromkeys(("ngày mai", "sáng mai", "chiều mai"), said + dt.timedelta(days=1)),
        "tuần này": sunday, "tuần sau": sunday + dt.timedelta(days=7), "tuần tới": sunday + dt.timedelta(days=7),
        **dict.fromkeys(("đầu tuần sau", "đầu tuần tới"), sunday + dt.timedelta(days=1)),
        "tháng này": _month_end(said.year, said.month),
        **dict.fromkeys(("tháng sau", "tháng tới"), _month_end(said.year + (following == 1), following)),
        "quý này": _month_end(said.year, (said.month + 2) // 3 * 3),
    }.get(words, said)  # fmt: skip


_WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy", "nhật")


def _weekday(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    if said is None:
        return None
    named = match["week"].lower().split()[-1]
    day = int(named) - 2 if named.isdigit() else _WEEKDAYS.index(named)
    return said + dt.timedelta(days=day - said.weekday() + 7 * (match["which"] != "này"))


def _unknown(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    return None


def _end_of_year(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    return _month_end(said.year, 12) if said and match["part"] == "cuối" else None


def _same_day(match: re.Match[str], said: dt.date | None, before: bool) -> dt.date | None:
    return said


_OR_YEAR = r"(?:\s?[-/.]\s?(?P<y>(?:19|20)\d\d)|,?\s+năm\s+(?P<y1>(?:19|20)\d\d))?"
_NEAR_WORDS = (
    r"(?P<near>(?:đầu |cuối )?(?:tuần này|tuần sau|tuần tới|tháng này|tháng sau|tháng tới)|hôm nay|tối nay|"
    r"chiều nay|trưa nay|sáng nay|đêm nay|sáng mai|"
    r"chiều mai|ngày mai|quý này|cùng ngày|ngày hôm nay)"
)
_POINTS: tuple[tuple[str, Resolver], ...] = (
    (
        rf"{_ON}(?P<d>\d{{1,2}})\s?[-/.]\s?(?P<m>\d{{1,2}})(?:\s?[-/.]\s?(?P<y>(?:19|20)\d\d))?"
        r"(?![\d/%]|[.,-]\d)",
        _on_day,
    ),
    (
        rf"{_ON}(?P<d>\d{{1,2}})\s+tháng\s+(?P<m>\d{{1,2}})(?:,?\s+năm\s+(?P<y>(?:19|20)\d\d)|/(?P<y1>(?:19|"
        rf"20)\d\d))?(?!\d)", _on_day),
    (rf"{_ON}(?P<d>\d{{1,2}})\s+(?:của\s+)?tháng\s+(?P<which>này|sau|tới)", _this_month),
    (
        r"(?:(?P<part>(?:nửa )?đầu|giữa|(?:tuần |nửa )?cuối|hết)\s+)?tháng\s+(?:\d{1,2}(?:,| và| -|"
        r"-)\s?(?:tháng )?)?(?P<m>\d{1,2})(?:\s?[-/.]\s?(?P<y>(?:19|20)\d\d)|"
        r",?\s+năm\s+(?P<y1>(?:19|20)\d\d))?(?:\s+(?P<next>năm (?:nay|sau|tới)|này|tới|sau))?(?![\d%])", _in_month),
    (
        r"(?:(?P<part>đầu|giữa|cuối|hết)\s+)?quý\s+(?P<q>IV|III|II|I|[1-4])(?:\s?[-/.]\s?(?P<y>(?:19|20)\d\d)|"
        r",?\s+năm\s+(?P<y1>(?:19|20)\d\d))?(?:\s+năm nay)?(?!\w)", _in_quarter),
    (
        r"\w+\s+(?:tháng|quý)\s+(?P<part>cuối)\s+năm(?:\s+(?P<y>(?:19|20)\d\d)|\s+(?:nay|này))?(?!\w)(?!\s+(?:học|"
        r"sau|tới))",
        _in_year,
    ),
    (
        rf"{_HOUR}(?:sáng |chiều |tối )?(?P<week>thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|"
        rf"chủ nhật)\s+(?:của\s+)?tuần\s+(?P<which>này|sau|tới)", _weekday),
    (r"(?:(?P<part>đầu|giữa|cuối|hết)\s+)?năm\s+(?P<y>(?:19|20)\d\d)(?!\s?[-–/]\s?\d|\w)", _in_year),
    (r"(?P<part>đầu|giữa|cuối)\s+(?P<y>năm)(?:\s+nay)?(?!\s+(?:học|\d|tới|sau))(?!\w)", _end_of_year),
    (r"(?:(?P<part>đầu|giữa|cuối|hết)\s+)?(?P<y>(?!))?năm\s+(?:nay|sau|tới|này)(?!\w)", _in_year),
    (rf"{_HOUR}{_NEAR_WORDS}(?!\w)", _near),
    (r"(?:(?:ngày|mùng|mồng)\s+)?\d{1,2}\s+tháng\s+(?:Giêng|Chạp)(?!\w)", _unknown),  # of the moon's calendar
    (
        r"(?:\d{1,2}\s*(?:giờ|h)(?:\s*\d{1,2})?|ngày\s+\d{1,2}|thứ \w+)\s+(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|"
        r"quý|năm)(?!\w)",
        _unknown,
    ),
    (r"\d{1,2}\s*(?:giờ|h)(?:\s*\d{1,2})?(?:\s*(?:sáng|chiều|tối|trưa))?(?:\s+(?:nay|cùng ngày))?(?!\w)", _same_day),
    (
        r"(?:Tết(?:\s+(?:Nguyên đán|nguyên đán|Dương lịch|Trung thu|Âm lịch))?(?:\s+(?:\d{4}|(?:Giáp|Ất|Bính|Đinh|"
        r"Mậu|Kỷ|Canh|Tân|Nhâm|Quý) \w+))?|năm học(?:\s+mới|\s+\d{4}\s?[-–]\s?\d{4})?|mùa (?:mưa bão|"
        r"mưa lũ|mưa|lũ|bão|khô)(?: (?:năm nay|\d{4}))?|khai giảng|kỳ họp(?: thứ \w+| (?:cuối|giữa|"
        r"đầu) năm)?(?: của \w+(?: \w+)?)?|đầu năm học(?: mới)?|ngày bầu cử|"
        r"đại hội)(?!\w)", _unknown),
)  # fmt: skip
_UNTIL = (
    r"(?:ngay\s+)?(?P<until>chậm nhất(?:\s+(?:là|đến|vào|trong|trước))*|"
    r"muộn nhất(?:\s+(?:là|vào|trong))*|không (?:muộn|chậm|trễ) hơn|(?:hạn chót|hạn cuối|thời hạn(?: \w+){0,2})"
    r"(?:\s+là(?: vào)?|:)?|"
    r"trước(?:\s+thời hạn)?|"
    r"từ nay (?:đến|tới)|đến hết|đến|tới|không quá|hết)(?:\s+hết)?\s+"
)
_WITHIN = (
    r"(?P<inside>(?:ngay\s+)?(?:từ\s+)?trong|ngay(?:\s+(?:từ|trong|vào))?|"
    r"vào(?=\s+(?:cuối|giữa|quý|tháng|dịp|năm|ngày|đúng))|dịp(?=\s+\d))\s+"
)
_SPAN = re.compile(
    r"(?<!\w)(?:ngay\s+)?(?:trong vòng|trong thời hạn|chậm nhất sau|không quá(?= \S+ ngày)|chậm nhất|trong thời gian|"
    r"trong)\s+(?:tối đa\s+)?(?P<n>\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?P<unit>giờ|ngày|tuần|"
    r"tháng)(?:\s+(?:làm việc|tới|nữa))?(?!\s+(?:qua|đầu|vừa))(?!\w)",
    re.IGNORECASE,
)
_COMPILED = tuple(
    (re.compile(rf"(?<![\w/])(?:{_UNTIL}|{_WITHIN}){point}", re.IGNORECASE), resolver) for point, resolver in _POINTS
)
_FROM = re.compile(r"(?i)(?:từ|giai đoạn|kể từ|so với|tính)\s[^,;.]{0,40}$")
_FORBIDS = re.compile(r"(?i)(?<!\w)(?:đừng|chớ|không nên|không được)\s[^,;:.]{0,30}$")
_NOT_DUE = re.compile(
    r"(?i)(?:đã|từng|diễn ra|xảy ra|kế hoạch|mục tiêu|chỉ tiêu|ngân sách|dự toán|đánh giá|bầu cử)\s+$"
)


def deadline_in(text: str, said: dt.date | None) -> Deadline | None:
    """The deadline that `text` sets, said on the day `said`; None where there is none."""
    found: list[tuple[int, Deadline]] = []
    for pattern, resolver in _COMPILED:
        for match in pattern.finditer(text):
            if _no_deadline(text, match) or any(d.start < match.end() and match.start() < d.end for _, d in found):
                continue
            before = bool(match["until"]) and match["until"].lower().startswith("trước")
            found.append(
                (
                    0 if match["until"] else 1,
                    Deadline(match.start(), match.end(), _resolved(match, resolver, said, before)),
                )
            )
    for match in _SPAN.finditer(text):
        if not any(d.start < match.end() and match.start() < d.end for _, d in found):
            found.append((1, _counted(text, match, said)))
    if not found:
        return None
    found = [item for item in found if not _is_past(item[1].day, said)]
    if not found:
        return None
    best = min(found, key=lambda item: (item[0], -item[1].start))
    return best[1]


def _counted(text: str, match: re.Match[str], said: dt.date | None) -> Deadline:
    """The end of a stretch that is counted: from a day that is named, from an event of unknown day, else from now."""
    if since := _SINCE.match(text, match.end()):
        start = _on_day(since, said, False) if since["d"] else None
        end = since.end() if since["d"] else match.end()
        return Deadline(match.start(), end, _after_span(match, start, False))
    return Deadline(match.start(), match.end(), _after_span(match, said, False))


_SINCE = re.compile(
    r",? (?:tính |kể )*từ (?:ngày (?P<d>\d{1,2})[-/.](?P<m>\d{1,2})(?:[-/.](?P<y>20\d\d))?|khi|ngày (?!\d)|lúc|"
    r"thời điểm)"
)


def _is_past(day: dt.date | None, said: dt.date | None) -> bool:
    """Whether a day lies before the words were said: a fact of the past, no deadline."""
    return day is not None and said is not None and day < said - dt.timedelta(days=_SLACK)


_SLACK = 7


def _no_deadline(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()]
    until = (match["until"] or "").lower()
    if until in ("đến", "tới") and re.fullmatch(r"(?i)(?:đến|tới)\s+\d+\s*(?:giờ|h)(?:\s*\d+)?", match.group()):
        return True  # "gửi con đến 20 giờ": hours of every day
    if until in ("đến", "tới") and (
        _FROM.search(before) or re.match(r"(?:đến|tới)\s+(?:khai|đại hội|kỳ họp|ngày bầu)", match.group().lower())
    ):
        return True
    if until == "hết" and not re.search(r"(?i)(?:đến|trước)\s*$", before):
        return True
    if until == "trước" and _FORBIDS.search(before):
        return True  # "đừng xuống giống trước ngày 15-5": not to be done by then
    planned = "năm" in match.group() and bool(_NOT_DUE.search(before))
    return (
        planned
        or bool(re.search(r"(?i)(?:đã|từng|diễn ra|xảy ra|bầu cử)\s+$", before))
        or bool(
            re.match(r"(?i)trước,? ", match.group()) and re.match(r"(?i)trước\s+(?:đại hội|ngày bầu)", match.group())
        )
    )


def _resolved(match: re.Match[str], resolver: Resolver, said: dt.date | None, before: bool) -> dt.date | None:
    groups = match.re.groupindex
    if "y1" in groups and match["y1"] and not match["y"]:
        month = int(match["m"]) if "m" in groups else 1
        return resolver(match, dt.date(int(match["y1"]), min(max(month, 1), 12), 1), before)
    return resolver(match, said, before)
