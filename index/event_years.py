"""The year of a day that a text writes without one, from the other years that it names; None where they leave doubt.

Years in which the text says that it stands count ("tám tháng đầu năm 2025", "ngày 15/9/2025", "tổng kết năm 2025").
Those that lie ahead ("đến năm 2030"), lie behind ("khởi công năm 2022", "so với năm 2024") or only frame a stretch
("giai đoạn 2021-2025") do not; a document of a known day lies behind, a day by which something is due ahead.
"""

import datetime as dt
import re
from collections import Counter

from index.facts import Fact, FactKind, facts_in

_ONLINE = 2000  # earlier years are history
_WHOLE_DAY = len("2025-09-17")
_SCHOOL_BEGINS = 8  # month; a school year's second half lies in the year after
_PLANS_BEGIN = 10  # month from which plans are next year's
_SURE = 3  # votes that a date which seems to lie behind does not outweigh
_CARRIED_OUT = 5  # months in which a document is carried out
_BEFORE = 36  # characters before a date that tell what it is

_AHEAD = re.compile(
    r"(?i)(?<!\w)(?:đến|tới|trước|vào|sau|tầm nhìn|định hướng|dự kiến|phấn đấu|chậm nhất|mục tiêu|lộ trình|"
    r"từ nay|hoàn thành|xong)\s+(?:(?:hết|cuối|giữa|đầu|trong|là|vào|đến|ngày|tháng|quý|năm)\s+)*$|"
    r"(?<!\w)(?:vào|cho)\s(?:\w+\s){1,4}$"
)
_BEHIND = re.compile(
    r"(?i)(?<!\w)(?:sinh|SN|từ|kể từ|hồi|thời điểm|khoảng|trước đây,?|vào|khởi công(?: \w+){0,2}|khánh thành|"
    r"thành lập|ra đời|"
    r"xây dựng|hoạt động|ký|ban hành|thông qua|so với|so|cùng kỳ|cùng thời điểm|cùng kì|hơn|hiệu lực|tốt nghiệp|"
    r"nghỉ|bão|lũ|lụt|động đất)"
    r"\s*:?\s*(?:(?:với|cùng kỳ|cùng kì|của|từ|cuối|giữa|vào|trong|ngày|tháng|năm)\s+)*$"
)
_ALONE = re.compile(r"(?:^|[,;.!?…”]\s+|\n|[“\"])$")
_THIS = re.compile(r"\s+(?:này|nay)(?!\w)")
_TO_NOW = re.compile(r"[^.;]{0,24}?(?:đến nay|tới nay|đến thời điểm này)")
_SO_FAR = re.compile(r"(?i)(?:(?<!\w)\w+ (?:tháng|tuần|quý)\s+(?:của\s+)?)$")
_SINCE = re.compile(r"(?i)(?<!\w)(?:từ|kể từ)\s+$")
_FROM = re.compile(r"(?i)(?<!\w)từ\s[^.;:]{3,24}\s(?:đến|tới)\s[^.;:]{0,9}$")
_YEAR = re.compile(r"\d{4}")
_WILL = re.compile(r"(?<!\w)sẽ\s[^.;,]*$")
_LONG_NAME = 70  # characters of a congress and its term
_CONGRESS = re.compile(r"(?i)đại hội[^.;]{0,60}nhiệm kỳ")
_IS_YEAR = re.compile(r"\s+(?:là|được xác định là) năm(?!\w)")
_PLANNED = re.compile(
    r"(?i)(?<!\w)(?:kế hoạch|dự toán|nhiệm vụ|phương hướng|chỉ tiêu|triển khai|chương trình|công tác|nghị quyết)\s+$"
)
_SCHOOL = re.compile(r"(?i)năm học\s+$")
_DUE = re.compile(
    r"(?i)(?<!\w)(?:trước|đến|tới|hết|chậm nhất|muộn nhất|hạn)\s+(?:(?:hết|cuối|là|vào|thời hạn|ngày|đêm|sáng)\s+)*$"
)


def year_of(month_day: str, text: str) -> int | None:
    """The year of a day "MM-DD" that the text writes without year; None where the text leaves it open."""
    facts = [f for f in facts_in(text) if f.kind in (FactKind.DATE, FactKind.DOCUMENT_NUMBER)]
    dates = [f for f in facts if f.kind is FactKind.DATE and f.value[:4].isdigit() and int(f.value[:4]) >= _ONLINE]
    same = {int(f.value[:4]) for f in dates if f.value[5:] == month_day}
    if len(same) == 1:
        return same.pop()
    numbers = [f for f in facts if f.kind is FactKind.DOCUMENT_NUMBER]
    issued = [f for f in dates if _is_of_document(text, f, numbers)]
    votes: Counter[int] = Counter()
    for date in dates:
        if date not in issued and (vote := _vote(text, date, month_day)):
            votes[vote[0]] += vote[1]
    since = max((f.value for f in issued if len(f.value) == _WHOLE_DAY), default="")
    if since and _is_soon_after(since, month_day):
        votes[int(since[:4])] += 1
    votes = Counter({year: n for year, n in votes.items() if f"{year}-{month_day}" >= since})
    ranked = votes.most_common(2)
    if not ranked or 2 * ranked[0][1] <= votes.total():
        return None
    if ranked[0][1] < _SURE and any(_is_after(text, date, ranked[0][0], month_day) for date in dates):
        return None
    return ranked[0][0] if _is_day(f"{ranked[0][0]}-{month_day}") else None


def _is_of_document(text: str, date: Fact, numbers: list[Fact]) -> bool:
    """Whether a date is that of a document named by number: "Nghị quyết số 57-NQ/TW ngày 22/12/2024"."""
    return any(
        n.end <= date.start and re.fullmatch(r"[\s,(]*(?:ban hành\s+)?(?:ngày\s+)?", text[n.end : date.start])
        for n in numbers
    )


def _is_after(text: str, date: Fact, year: int, month_day: str) -> bool:
    """Whether a date that lies behind is later than the day would be in that year."""
    before = text[max(0, date.start - _BEFORE) : date.start]
    behind = "/" not in date.value and _BEHIND.search(before) and not _WILL.search(before)
    return bool(behind) and date.value > f"{year}-{month_day}"


def _is_soon_after(issued: str, month_day: str) -> bool:
    """Whether a day follows that of a document so soon that it carries it out in the same year."""
    return 0 <= int(month_day[:2]) - int(issued[5:7]) < _CARRIED_OUT and issued[5:] <= month_day


def _vote(text: str, date: Fact, month_day: str) -> tuple[int, int] | None:
    """The year for which a date speaks, and how strongly; None where it does not tell."""
    year, month = int(date.value[:4]), int(month_day[:2])
    before = text[max(0, date.start - _BEFORE) : date.start]
    if "/" in date.value:
        return _of_stretch(text, date, before, month)
    if now := _now(text, date, before):
        return year, now
    if _TO_NOW.match(text[date.end : date.end + 40]) or (_WILL.search(before) and len(date.value) == len("2025")):
        return None
    if len(date.value) == _WHOLE_DAY and _DUE.search(before):
        return year - (date.value[5:] < month_day), 2
    if _AHEAD.search(before) or _BEHIND.search(before):
        return _of_month(date, before, month)
    if len(date.value) == _WHOLE_DAY:
        return (year, 3) if date.value[5:] <= f"{min(month + 1, 12):02d}{month_day[2:]}" else None
    if _ALONE.search(before):
        return (year, 2) if len(date.value) == len("2025") and _IS_YEAR.match(text, date.end) else None
    if _PLANNED.search(before) and month >= _PLANS_BEGIN:
        return None
    return year, 1


def _now(text: str, date: Fact, before: str) -> int:
    """How strongly a year is told to be that in which the text stands: "tám tháng đầu năm 2025"; 0 where it is not."""
    begins = text[date.start : date.end].lower().startswith(("đầu ", "cuối "))
    to_now = begins and _TO_NOW.match(text[date.end : date.end + 40])
    if to_now or _THIS.match(text, date.end) or (begins and _SO_FAR.search(before)):
        return _SURE + 1
    return 1 if begins and _SINCE.search(before) else 0


def _of_stretch(text: str, date: Fact, before: str, month: int) -> tuple[int, int] | None:
    """Of a school year the half that holds the month; of a term its first year, in which it is opened."""
    year = int(date.value[:4])
    if school := _SCHOOL.search(before):
        led = before[: school.start()]
        return None if _AHEAD.search(led) or _BEHIND.search(led) else (year + (month < _SCHOOL_BEGINS), 2)
    return (year, 1) if _CONGRESS.search(text, max(0, date.start - _LONG_NAME), date.end) else None


def _of_month(date: Fact, before: str, month: int) -> tuple[int, int] | None:
    """Of a month that lies ahead or behind: its year, where the month is yet to come or a stretch of the past ends."""
    if not re.fullmatch(r"\d{4}-\d\d", date.value):
        return None
    stretch = _FROM.search(before)
    ends = stretch and not _YEAR.search(stretch.group()) and int(date.value[5:]) <= month
    ahead = not stretch and _AHEAD.search(before) and int(date.value[5:]) >= month
    return (int(date.value[:4]), 1) if ends or ahead else None


def _is_day(value: str) -> bool:
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True
