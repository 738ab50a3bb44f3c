"""On which day something was said: the event's, until the text names another; unknown stays empty."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from index.dates import Day, dates_in, relative_days_in
from index.document_numbers import numbers_in
from index.documents import Document
from index.mention import Sort
from index.text import UPPER
from index.utterances import Utterance
from index.walk import Walk

_OPENS_WITH_DAY = re.compile(
    r"(?:[(\[]?[A-ZĐĂÂ.&-]{2,12}[)\]]?\s*[-–]?\s*)?(?:(?:Trước đó|Sau đó|Cùng với đó|Khoảng|Vào|Rạng|Cũng|"
    r"Lúc),?\s+)?(?:(?:khoảng|lúc|vào)\s+)?(?:\d{1,2}\s*(?:giờ|h)\s*(?:\d{1,2})?(?: phút)?,?\s*)?"
    r"(?:(?i:ngày|sáng|trưa|chiều|tối|đêm|rạng sáng|hôm)\s+)+(?=\d)"
)
_OTHER_DAY = re.compile(
    r"(?:Trước đó,\s+)?(?:[Tt]ại|[Tt]rong|[Tt]rả lời tại|[Pp]hát biểu tại)\s+(?:cuộc|buổi|hội nghị|phiên|phần|lễ|"
    r"đợt|chuyến|họp báo)"
    r"[^,]{0,60}?(?:ngày|hôm|sáng|chiều|tối)\s+(?=\d)"
)
_WHEN_TOLD = re.compile(
    r"(?:Trao đổi|Chia sẻ|Trả lời|Nói|Phát biểu|Thông tin|Báo cáo|Làm việc)\s[^,;:]{0,90}?"
    r"(?<!nhân )(?<!kỷ niệm )(?:ngày|hôm|sáng|trưa|chiều|tối)\s+(?=\d)"
)
_BY_DOCUMENT = re.compile(r"(?<!\w)(?:tại|trong|theo|bằng|có|ban hành|ký|ra|gửi)\s+(?:các\s+)?$")
_PASSED_ON = re.compile(
    r"(?i)(?<!\w)(?:truyền đạt|chuyển lời|nhắc lại|phổ biến|quán triệt|dẫn|truyền đi|truyền lại|thông tin)(?!\w)"
)
_FROM_ELSEWHERE = re.compile(
    r"(?<!\w)(?:tại|trong|ở) (?:hội nghị|phiên|cuộc|buổi|kỳ họp|đại hội|công |chỉ thị|thông báo|kế hoạch|nghị quyết|"
    r"kết luận|văn bản|thư|bài)|mới đây|trước đó",
    re.IGNORECASE,
)
_WHEN_BEHIND = re.compile(r"[^,;:]{2,60}?\s(?:vào |trong |hôm |lúc |khoảng )*(?:ngày|hôm|sáng|trưa|chiều|tối)\s+(?=\d)")
_MEETING = r"(?P<what>(?:buổi|cuộc|hội nghị|phiên|lễ|kỳ)(?: \w+){1,2})"
_BACK_AT = re.compile(rf"(?:Cũng |Phát biểu |Có mặt )?[Tt]ại {_MEETING}(?! này| trên)(?=,| \w)")
_SAME_DAY = re.compile(r"(?:Cũng |Cùng |Ngay )?(?:hôm đó|hôm ấy|ngày hôm đó)(?!\w)")
_ITEM = re.compile(r"\s*(?:[-–*•+]|\d+[.)]|[a-zđ]\))\s")
_UNDATED = re.compile(
    r"(?:Cáo trạng|Bản án|Kết luận điều tra)(?!\w)|(?:Cũng )?[Tt]heo\s+(?:bản án|số liệu|thống kê|cáo trạng|kết quả|"
    r"tài liệu|hồ sơ|báo cáo của (?:Tổng cục|Bộ))(?!\w)"
)
_BY_A_BODY = re.compile(rf"(?:Còn |Cũng )?[Tt]heo [{UPPER}]")
_EARLIER = re.compile(r"^(?!.*(?:sáng|trưa|chiều|hôm) nay)(?=.*?(?<!\w)(?:đã|vừa)(?!\w))", re.IGNORECASE | re.DOTALL)
_PAPERS = ("Cáo trạng", "Bản án", "Kết luận điều tra")
_FULL_DAY = (7, 10)  # lengths of "--09-17" and "2025-09-17"
_KIND_BEFORE = re.compile(
    r"(?i)(?:văn bản|nghị quyết|nghị định|kế hoạch|chỉ thị|quyết định|kết luận|thông tư|quy định|công văn|"
    r"thông báo|hướng dẫn|tờ trình|báo cáo|công điện|luật)\s+(?:số\s+)?$"
)


_ISSUED = re.compile(
    r"(?i)(?<!\w)(?:ban hành|ký|có|ra|gửi|phát đi)(?: ban hành)?\s+(?:\w+\s+){0,2}?(?:số )?(?=\w*\d|công|thông|kế|"
    r"chỉ|văn|quyết)"
)


_HEADED = re.compile(r"\n\s*(?!.*Ảnh)\S.*\n")  # a heading between two paragraphs


class DaysSaid:
    """The day of each sentence of an article."""

    def __init__(self, document: Document, walk: Walk) -> None:
        self._document, self._interview = document, walk.interview
        spans = walk.article.spans
        self._event = document.event
        self._event = self._day_of_event([document.text[s.start : s.end] for s in spans])
        if walk.interview and self._event:
            before = document.text[: spans[min(walk.interview.turns)].start]
            told = {self._event.isoformat(), f"--{self._event:%m-%d}"}
            self._event = self._event if any(d.value in told for d in dates_in(before)) else None
        self._head = document.text[: spans[min(_LEAD, len(spans)) - 1].end] if spans else ""
        self._told: tuple[str, dt.date | None] = "", None  # who told something on a day that his sentence names
        headed = [_HEADED.search(document.text[a.end : b.start]) for a, b in pairwise(spans)]
        breaks = [False, *map(bool, headed)][: len(spans)]
        running = list(self._running([document.text[s.start : s.end] for s in spans], breaks))
        self._days = [day for day, _ in running]
        self._set_by = [number for _, number in running]  # the sentence that set the day of each
        self._asides: dict[int, str] = {}  # sentences that tell what somebody said before the event, with his name

    def of(self, utterance: Utterance, sentence: str, previous: dt.date | None) -> dt.date | None:
        """The day of an utterance; `previous`: that of the statement before it."""
        if self._is_untold(utterance, sentence):
            return None
        if other := _OTHER_DAY.search(sentence):
            since = other.end() - 1
            return self._first(sentence, lambda day: day.start >= since)
        if utterance.relayed_by:
            return self._of_relayed(utterance, sentence)
        frame = sentence[: max(0, utterance.content[0] - utterance.start)]
        named = next(iter(documents_in(frame)), None)
        if named and self._is_by_the_way(named, frame):
            return self._of_document(named)
        if _SAME_DAY.match(sentence):
            return previous
        if day := self._in_frame(utterance, sentence):
            self._told = utterance.speaker.name, day
            return day
        teller, day = self._told
        if utterance.speaker.name != teller:
            self._told = "", None
        elif day and not _OPENS_WITH_DAY.match(sentence):
            return day
        return self._days[utterance.sentence]

    def _is_untold(self, utterance: Utterance, sentence: str) -> bool:
        """Whether the article does not tell when something was said."""
        by, name = self._set_by[utterance.sentence], utterance.speaker.name
        if by == utterance.sentence and sentence.startswith("Trước đó") and self._event:
            self._asides[by] = name
        if self._asides.get(by, name) != name:
            return True  # said after an aside, by somebody else
        if _OTHER_DAY.search(sentence) or utterance.relayed_by:
            return False
        if self._in_answer(utterance) and _EARLIER.search(sentence[: max(0, utterance.content[0] - utterance.start)]):
            return True
        according = utterance.shape == "according"
        if (according or sentence.startswith(_PAPERS)) and _UNDATED.match(sentence):
            return True
        # figures of a body that nobody is said to have told there
        return according and utterance.speaker.sort is Sort.BODY and bool(_BY_A_BODY.match(sentence))

    def _in_frame(self, utterance: Utterance, sentence: str) -> dt.date | None:
        """The day that stands in the words before what is said: "Trao đổi với báo chiều 7-2, ông X cho biết …"."""
        if utterance.shape == "after" and utterance.verb:
            told = sentence[utterance.verb[0] - utterance.start :]
            behind = _WHEN_BEHIND.match(told)
            return self._first(told, _between(behind.end() - 1, behind.end() + 1)) if behind else None
        opening = _WHEN_TOLD.match(sentence[: max(0, utterance.content[0] - utterance.start)])
        if not opening or utterance.shape != "before":
            return None
        end = opening.end() + 1
        return self._first(sentence, _between(opening.end() - 1, end))

    def _of_relayed(self, utterance: Utterance, sentence: str) -> dt.date | None:
        """The day of words passed on: of the meeting or document that they are from, else the day they are told on."""
        frame = sentence[: max(0, utterance.content[0] - utterance.start)]
        passed = _PASSED_ON.search(frame)
        if passed and not _FROM_ELSEWHERE.search(frame, passed.end()):
            return self._days[utterance.sentence]
        document = next(iter(documents_in(sentence)), None)
        if document and (day := self._of_document(document)):
            return day
        own = next((day for day in _in_order(frame) if len(day.value) in _FULL_DAY), None)
        if own:
            return self._full(own.value)
        today = any(day.value == "+today" for day in relative_days_in(frame or sentence))
        return self._days[utterance.sentence] if today else None

    def _is_by_the_way(self, document: str, frame: str) -> bool:
        """Whether a frame tells what an earlier document says, of which the article does not tell otherwise."""
        number, before = next(numbers_in(document)), frame[: frame.find(document)]
        if document[number.start : number.end] in self._head or not _BY_DOCUMENT.search(before):
            return False
        return not any(relative_days_in(frame)) and all(len(d.value) not in _FULL_DAY for d in dates_in(before))

    def _in_answer(self, utterance: Utterance) -> bool:
        """Whether somebody tells in an interview what was ordered or asked before."""
        return bool(self._interview and utterance.force.asks)

    def _day_of_event(self, sentences: Sequence[str]) -> dt.date | None:
        """The day of the event, or of the document that the first sentence tells of."""
        event = self._document.event
        if not sentences or (event and not _ISSUED.search(sentences[0])):
            return event
        number = next(numbers_in(sentences[0]), None)
        if number is None:
            return event
        days = _in_order(sentences[0])
        if event:  # the day behind the number of a document that has just been issued, before a day told later
            named = {f"--{event:%m-%d}", event.isoformat()}
            days = [] if any(day.value in named for day in days) else [d for d in days if d.start >= number.end]
        found = (self._full(day.value) for day in days if len(day.value) in _FULL_DAY)
        return next((day for day in found if day), event)

    def _running(self, sentences: Sequence[str], breaks: Sequence[bool]) -> Iterable[tuple[dt.date | None, int]]:
        lead = "\n".join(sentences[:_LEAD])
        day, passing, by = self._event, False, 0  # passing: the day of another meeting, told in between
        for number, (sentence, is_break) in enumerate(zip(sentences, breaks, strict=True)):
            if passing and is_break:
                day, passing, by = self._event, False, number
            if (at := _BACK_AT.match(sentence)) and at["what"] in lead:
                day, passing, by = self._event, False, number
            other = _OTHER_DAY.match(sentence) if self._event or not self._interview else None
            opening = _OPENS_WITH_DAY.match(sentence) or other
            if _SEVERAL_DAYS.match(sentence):  # on which of them is not told
                day, by = None, number
            elif opening and not _ITEM.match(sentence):
                day, by = self._first(sentence, _starts_by(opening.end() + 1)) or day, number
                passing = opening is other and bool(self._event)
            yield day, by

    def _first(self, sentence: str, fits: Callable[[Day], bool]) -> dt.date | None:
        found = next((day for day in _in_order(sentence) if fits(day)), None)
        return self._full(found.value) if found else None

    def _of_document(self, name: str | None) -> dt.date | None:
        """The day that stands behind a document's name."""
        text = self._document.text
        at = text.find(name) if name else -1
        if name is None or at < 0:
            return None
        near = [day for day in dates_in(text[at : at + len(name) + 40]) if len(day.value) in _FULL_DAY]
        return self._full(near[0].value) if near else None

    def _full(self, value: str) -> dt.date | None:
        """A day as a date; one without a year is the last that lies before the publication, or near the event."""
        if value.startswith("--") and len(value) == _FULL_DAY[0]:
            base = self._document.published or self._event
            years = (base.year + 1, base.year, base.year - 1) if base else ()
            days = (_date(f"{year}{value[1:]}") for year in years)
            return next((day for day in days if day and base and day <= base + _AHEAD), None)
        return _date(value) if len(value) == _FULL_DAY[1] else None


_SEVERAL_DAYS = re.compile(
    r"(?:[(\[]?[\w.&-]{2,12}[)\]]?\s*[-–]\s*)?(?i:trong |từ |các |hai |ba |bốn |năm |ngày |vào |\d )+(?:ngày |"
    r"sáng |chiều )*"
    r"\(?\d{1,2}(?:[-/.]\d{1,2})?(?:, \d{1,2})*\s*(?:và|đến|tới|[-–](?= ))\s*(?:hết )?(?:ngày )?\d{1,2}(?:\s?[-/.]|"
    r"\s+tháng\s+)\d"
)
_LEAD = 4  # sentences that tell of the event
_AHEAD = dt.timedelta(days=31)  # an announcement may lie so long before what it announces


def _date(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def _between(start: int, end: int) -> Callable[[Day], bool]:
    return lambda day: start <= day.start <= end


def _starts_by(end: int) -> Callable[[Day], bool]:
    return lambda day: day.start <= end


def _in_order(sentence: str) -> list[Day]:
    return sorted(dates_in(sentence), key=lambda day: day.start)


def documents_in(sentence: str) -> tuple[str, ...]:
    """The documents that a sentence names by number, with their kind, as written."""
    found: list[tuple[int, int]] = []
    for number in numbers_in(sentence):
        before = _KIND_BEFORE.search(sentence, 0, number.start)
        span = (before.start() if before else number.start, number.end)
        if not any(a < span[1] and span[0] < b for a, b in found):
            found.append(span)
    return tuple(dict.fromkeys(sentence[a:b] for a, b in sorted(found)))
