"""When an article came out, by the line above its text: "Thứ Hai, 23/7/2018 - 07:42", "NHÓM PV | 16/12/2021"."""

import datetime as dt
import re

from index.dates import dates_in
from index.text import UPPER

_LINES = 8  # lines of a page's head, with title, dateline and lead
_LONGEST = 90  # characters of a dateline
_NAME_WORDS = 6  # of a newspaper, a place or an author beside the day
_WHOLE_DAY = len("2025-09-17")
# What else a dateline says: the weekday, the hour, that it was put up or changed then.
_OF_A_DATELINE = re.compile(
    r"(?i)(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cập nhật|đăng(?: lúc)?|xuất bản|số ra|ra ngày|ngày|lúc|"
    r"\(?gmt\s?[+-]\s?\d+\)?|\d{1,2}\s?[:hg]\s?\d{2}(?:\s?(?:am|pm|phút))?(?!\d))"
)
_NAME = re.compile(rf"[{UPPER}]\S*")


def dateline_in(text: str) -> dt.date | None:
    """The publication date that a line of its own in a page's head gives; None where there is none."""
    lines = (line.strip() for line in text.split("\n"))
    for line in [line for line in lines if line][:_LINES]:
        if len(line) <= _LONGEST and (day := _day_of(line)):
            return day
    return None


def _day_of(line: str) -> dt.date | None:
    """The day of a line that holds a whole date, and else only what datelines hold and names."""
    whole = [day for day in dates_in(line) if len(day.value) == _WHOLE_DAY]
    if not whole or len({day.value for day in whole}) > 1:
        return None
    rest = _OF_A_DATELINE.sub(" ", line[: whole[0].start] + " " + line[whole[0].end :])
    words = re.findall(r"\w\S*", rest)
    if len(words) > _NAME_WORDS or not all(_NAME.fullmatch(word) for word in words):
        return None
    try:
        return dt.date.fromisoformat(whole[0].value)
    except ValueError:
        return None
