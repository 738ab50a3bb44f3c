"""By when something is to be done: the words, and the last day that they leave."""

import datetime as dt
import re
from dataclasses import dataclass

from index.last_days import (
    Resolver,
    after_span,
    at_hand,
    end_of_year,
    in_month,
    in_quarter,
    in_year,
    near,
    on_day,
    same_day,
    this_month,
    unknown,
    weekday,
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline at [start, end); `day` is its last day, None where it cannot be told."""

    start: int
    end: int
    day: dt.date | None


_FEAST = (
    r"(?:dịp (?=(?:ngày )?\d))?(?:(?:dịp |lễ |ngày |kỷ niệm )*(?:Quốc khánh|Quốc tế Lao động|lễ|khai giảng|bầu cử|"
    r"khởi công|khánh thành|"
    r"hội Đền Hùng)\s+)?"
)
_HOUR = r"(?:\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{1,2}\s*)?(?:phút\s*)?(?:sáng|chiều|tối|trưa)?\s*,?\s*)?"
_ON = rf"{_FEAST}{_HOUR}(?:(?:ngày|đêm|sáng|chiều|tối|thứ \w+,? ngày|các ngày)\s+)?"
_NEAR_WORDS = (
    r"(?P<near>hôm nay và (?:ngày |sáng )?mai|(?:đầu |cuối )?(?:tuần này|tuần sau|tuần tới|tháng này|tháng sau|"
    r"tháng tới)|hôm nay|tối nay|"
    r"chiều nay|trưa nay|sáng nay|đêm nay|sáng mai|"
    r"chiều mai|ngày mai|quý này|cùng ngày|ngày hôm nay)"
)
_BY = r"(?:(?<=trước )|(?<=nhất )|(?<=nhất là )|(?<=nhất vào ))"
_DONE = r"(?:(?<=xong trong )|(?<=hoàn thành trong )|(?<=hoàn tất trong )|(?<=ngay trong )|(?<=dứt điểm trong ))"
_POINTS: tuple[tuple[str, Resolver], ...] = (
    (
        rf"{_ON}(?P<d>\d{{1,2}})\s?[-/.]\s?(?P<m>\d{{1,2}})(?:\s?[-/.]\s?(?P<y>(?:19|20)\d\d))?"
        r"(?![\d/%]|[.,-]\d)",
        on_day,
    ),
    (
        rf"{_ON}(?P<d>\d{{1,2}})\s+tháng\s+(?P<m>\d{{1,2}})(?:,?\s+năm\s+(?P<y>(?:19|20)\d\d)|/(?P<y1>(?:19|"
        rf"20)\d\d))?(?!\d)", on_day),
    (rf"{_ON}(?P<d>\d{{1,2}})\s+(?:của\s+)?tháng\s+(?P<which>này|sau|tới)", this_month),
    (
        r"(?:(?P<part>(?:nửa )?đầu|giữa|(?:tuần |nửa )?cuối|hết)\s+)?tháng\s+(?:\d{1,2}(?:,| và| -|"
        r"-)\s?(?:tháng )?)?(?P<m>\d{1,2})(?:\s?[-/.]\s?(?P<y>(?:19|20)\d\d)|"
        r",?\s+năm\s+(?P<y1>(?:19|20)\d\d))?(?:\s+(?P<next>năm (?:nay|sau|tới)|này|tới|sau))?(?![\d%])", in_month),
    (
        r"(?:(?P<part>đầu|giữa|cuối|hết)\s+)?quý\s+(?P<q>IV|III|II|I|[1-4])(?:\s?[-/.]\s?(?P<y>(?:19|20)\d\d)|"
        r",?\s+năm\s+(?P<y1>(?:19|20)\d\d))?(?:\s+(?P<next>năm (?:nay|sau|tới)))?(?!\w)", in_quarter),
    (
        r"\w+\s+(?:tháng|quý)\s+(?P<part>cuối)\s+năm(?:\s+(?P<y>(?:19|20)\d\d)|\s+(?:nay|này))?(?!\w)(?!\s+(?:học|"
        r"sau|tới))",
        in_year,
    ),
    (
        rf"{_HOUR}(?:sáng |chiều |tối )?(?P<week>thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|"
        rf"chủ nhật)\s+(?:của\s+)?tuần\s+(?P<which>này|sau|tới)", weekday),
    (
        rf"{_BY}{_HOUR}(?P<week>thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?!\w)(?P<which>(?!))?"
        rf"(?!,? (?:ngày|hằng|hàng|mỗi|tuần|của|\w+ hằng))", weekday),
    (rf"{_DONE}(?P<unit>tuần|tháng|quý|năm)(?=[,;.:”]|$| để| và| nhằm)", at_hand),
    (r"(?:(?P<part>đầu|giữa|cuối|hết)\s+)?năm\s+(?P<y>(?:19|20)\d\d)(?!\s?[-–/]\s?\d|\w)", in_year),
    (r"(?P<part>đầu|giữa|cuối)\s+(?P<y>năm)(?:\s+nay)?(?!\s+(?:học|\d|tới|sau))(?!\w)", end_of_year),
    (r"(?:(?P<part>đầu|giữa|cuối|hết)\s+)?(?P<y>(?!))?năm\s+(?:nay|sau|tới|này)(?!\w)", in_year),
    (rf"{_HOUR}(?:(?:đầu|cuối) giờ )?{_NEAR_WORDS}(?!\w)", near),
    (r"(?<=ngay trong )(?:đêm|ngày)(?!\w)(?! (?:\d|hôm|mai|đầu|làm|thứ))", same_day),
    (r"(?<=trước )khi trời tối(?!\w)", same_day),
    (r"(?<=trước )khi (?:bão|lũ|mưa|nước|mùa \w+) (?:đổ bộ|vào|về|lên|đến|tới|lớn)(?!\w)", unknown),
    (r"(?:(?:ngày|mùng|mồng)\s+)?\d{1,2}\s+tháng\s+(?:Giêng|Chạp)(?!\w)", unknown),  # of the moon's calendar
    (
        r"(?:\d{1,2}\s*(?:giờ|h)(?:\s*\d{1,2})?(?: (?:ngày \d{1,2}|thứ \w+))?|ngày\s+\d{1,2}|thứ \w+)\s+"
        r"(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý|năm)(?!\w)",
        unknown,
    ),
    (
        r"\d{1,2}\s*(?:giờ|h)(?:\s*\d{1,2})?(?:\s*(?:sáng|chiều|tối|trưa))?(?:\s+(?:nay|cùng ngày))?(?!\w)"
        r"(?! (?:ngày|thứ|chủ nhật|hằng|hàng|mỗi)(?!\w))", same_day),
    (
        r"(?:Tết(?:\s+(?:Nguyên đán|nguyên đán|Dương lịch|Trung thu|Âm lịch))?(?:\s+(?:\d{4}|(?:Giáp|Ất|Bính|Đinh|"
        r"Mậu|Kỷ|Canh|Tân|Nhâm|Quý) \w+))?|năm học(?:\s+mới|\s+\d{4}\s?[-–]\s?\d{4})?|mùa (?:mưa bão|"
        r"mưa lũ|mưa|lũ|bão|khô)(?: (?:năm nay|\d{4}))?|khai giảng|học kỳ (?:I{1,2}|[12])|"
        r"(?<=trước )kỳ (?:thi|nghỉ|tiếp công dân)(?: \w+){0,2}|"
        r"(?<=ngay sau )(?:hội nghị|cuộc họp|phiên họp|buổi (?:làm việc|họp))(?: này)?|kỳ họp(?: thứ \w+| (?:cuối|giữa|"
        r"đầu) năm)?(?: của \w+(?: \w+)?)?|đầu năm học(?: mới)?|ngày bầu cử|"
        r"đại hội)(?!\w)", unknown),
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
    r"vào(?=\s+(?:cuối|giữa|quý|tháng|dịp|năm|ngày|đúng|đầu giờ|sáng mai|chiều mai))|dịp(?=\s+\d)|"
    r"ngay sau(?=\s+(?:đại hội|hội nghị|kỳ họp|cuộc họp|phiên họp|buổi (?:làm việc|họp)|Tết)))\s+"
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
        every = _EVERY_CASE.search(text[: match.start()]) and not _ANCHORED.match(text, match.end())
        if not every and not any(d.start < match.end() and match.start() < d.end for _, d in found):
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
        start = on_day(since, said, False) if since["d"] else None
        end = since.end() if since["d"] else match.end()
        return Deadline(match.start(), end, after_span(match, start, False))
    return Deadline(match.start(), match.end(), after_span(match, said, False))


_SINCE = re.compile(
    r",? (?:(?:sau|trước) (?:khi|ngày (?!\d)|thời điểm)|(?:tính |kể )*(?:từ|sau) (?:ngày (?P<d>\d{1,2})"
    r"[-/.](?P<m>\d{1,2})(?:[-/.](?P<y>20\d\d))?|khi|ngày (?!\d)|lúc|"
    r"thời điểm))"
)
_ANCHORED = re.compile(r",? (?:tính |kể )*từ (?:ngày (?:\d|hôm nay)|hôm nay)")
# What holds in every case that comes: "ổ dịch mới phát hiện phải xử lý trong vòng 48 giờ".
_EVERY_CASE = re.compile(
    r"(?i)(?:^[“\"\s]*(?:khi|nếu|sau khi|(?:\S+ ){0,6}nào)(?!\w)|(?<!\w)(?:mới phát hiện|phát sinh|mỗi|mọi|bất kỳ|"
    r"các trường hợp|sau khi (?:tiếp nhận|nhận|phát hiện))(?!\w)[^,;:.]*$)"
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
