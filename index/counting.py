"""Which figures count or measure: not times of day, years, lunar dates; and which take the unit of the next."""

import re

from index.figures import COUNTED

_KNOWN = re.compile(rf"\s+(?:{COUNTED})(?!\w)")
_LUNAR = re.compile(r"\s+tháng\s+(?:giêng|chạp|âm lịch)", re.IGNORECASE)
_TIME_BEFORE = re.compile(r"(?<!\w)(?:lúc|hồi|trước|từ|đến|vào|khoảng|sau)\s+$", re.IGNORECASE)
_TIME_AFTER = re.compile(
    r"\s*(?:giờ)?\s*(?:(?:\d{1,2}|ngày|cùng ngày|rạng|sáng|trưa|chiều|tối|đêm|hôm|kém|đúng)(?!\w)|[,.;)]|$)",
    re.IGNORECASE,
)
_TIME_SURELY = re.compile(r"\s*giờ\s*(?:cùng|ngày|rạng|sáng|trưa|chiều|tối|đêm|hôm|\d)", re.IGNORECASE)
_JOINS = re.compile(r"\s*(?:lên|xuống|xuống còn|lên đến|còn|và|hoặc|,|-|–|đến|tới|thành)\s*", re.IGNORECASE)


def is_time(text: str, start: int, end: int) -> bool:
    """Whether the figure at [start, end), of hours or months, tells a time of day or a lunar date, and no length."""
    if _LUNAR.match(text, end):
        return True
    hours = text[start:end].lower().endswith(("h", "giờ"))
    if hours or _TIME_SURELY.match(text, end):
        return True
    return bool(_TIME_BEFORE.search(text, max(0, start - 8), start) and _TIME_AFTER.match(text, end))


def is_year(value: str, written: str, unit: str) -> bool:
    """Whether a figure is a year named alone ("World Cup 2018 diễn ra"): in digits, counting no known noun."""
    return bool(re.fullmatch(r"(?:19|20)\d\d", value) and written == value and not _KNOWN.match(f" {unit}"))


def joins_figures(between: str) -> bool:
    """Whether two figures with these words between them count the same: "từ 6 lên 9 tháng"."""
    return bool(_JOINS.fullmatch(between))
