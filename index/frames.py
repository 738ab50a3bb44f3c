"""Who is said to say what in one sentence: the frame of a report around its content."""

import re
from dataclasses import dataclass
from itertools import pairwise

from index.contents import QUOTED, content_of
from index.going_on import tasks
from index.mention import Mention, Sort
from index.phrases import HEAD
from index.speech import Force, force_of, verb
from index.subjects import OPENS_BY, fits, subject_of


@dataclass(frozen=True, slots=True)
class Frame:
    """An attribution: `mention` says the content at [start, end) of the sentence, by the verb at `verb`."""

    mention: Mention
    verb: tuple[int, int]
    force: Force
    start: int
    end: int
    shape: str  # "before", "after" or "according"
    joined: bool = False  # to what the speaker did first: "ông X kiểm tra đê và yêu cầu …"

    def __post_init__(self) -> None:
        """Content is never empty."""
        if self.start >= self.end:
            raise ValueError("a frame without content")


_ACCORDING = re.compile(
    r"(?:(?:Cũng|Vẫn|Còn|Và|Nhưng|Tuy nhiên,|Trong khi đó,|Trước đó,|Ngoài ra,)\s+)?[Tt]heo\s+(?P<what>(?:nguồn tin |"
    r"thông tin |báo cáo |số liệu |thống kê |kết luận |kết quả |cáo trạng |ý kiến |chia sẻ |lời |lời kể |lời khai |"
    r"nhận định |"
    r"đánh giá |ước tính |phân tích |phản ánh |dự báo |quyết định |quan điểm |tính toán |kế hoạch |yêu cầu |"
    r"chỉ đạo |điều tra |hồ sơ |tài liệu |ghi nhận |đại diện |phân công |giao nhiệm vụ )*(?:ban đầu |mới nhất |"
    r"sơ bộ |điều tra )*(?:từ |của |do )?(?:(?:PGS|GS|TSKH|TS|ThS|Ths|BS|CKI{1,2}|KTS|LS|KS|NGƯT|NGND|NSND)[.,–-]? ?)*)"
)
_ACCORDING_INSIDE = re.compile(
    r"[^,;:.“”\x00]{2,60}, theo (?P<what>(?:lời |thông tin |nhận định |đánh giá |báo cáo |tính toán |"
    r"chia sẻ )?(?:của |từ )?)"
)
_ACCORDING_AFTER = re.compile(r",\s+theo\s+(?:lời |nhận định |đánh giá |thông tin |báo cáo )?(?:của |từ )?")


def frames_in(told: str, mentions: list[Mention]) -> list[Frame]:
    """The frames of a sentence with its quotations masked, in order of their content; mostly one, or none."""
    if according := _according(told, mentions):
        return [according]
    if passive := _passive(told, mentions):
        return [passive]
    if after := _after_quotation(told, mentions):
        return [after]
    if after := _after(told, mentions):
        return [after]
    found = _before(told, mentions) or _colon(told, mentions)
    if found is None or found.mention.sort is Sort.SELF:
        found = _own_words(told, mentions) or found or _joined(told, mentions)
    return [found] if found else []


def _according(told: str, mentions: list[Mention]) -> Frame | None:
    """The frames "Theo ông X, …" and "…, theo ông X"."""
    opening = _ACCORDING.match(told) or _ACCORDING_INSIDE.match(told)
    if opening:
        mention = _at(mentions, opening.end(), told)
        if mention is None:
            return None
        comma = re.compile(r"[^,:;]{0,80}?(?:,|:)\s*(?:thì\s+)?").match(told, mention.end)
        if comma and comma.end() < len(told) - 3 and len(comma.group()) < 60:
            asks = _force_according(opening["what"], told[comma.end() :])
            return Frame(mention, opening.span(), asks, comma.end(), len(told), "according")
        return None
    for closing in _ACCORDING_AFTER.finditer(told):
        mention = _at(mentions, closing.end(), told)
        if mention and re.fullmatch(r"[.\s]*", told[mention.end :]) and closing.start() > 20:
            return Frame(mention, closing.span(), Force.REPORT, 0, closing.start(), "according")
    return None


def _force_according(what: str, content: str) -> Force:
    """What "theo kết luận của …" introduces: an order where the content gives a body its task."""
    if re.match(r"(?:yêu cầu|chỉ đạo|phân công|giao) ", what):
        return Force.REQUIRED
    return Force.REQUIRED if re.match(r"(?:kết luận|quyết định|kế hoạch) ", what) and tasks(content) else Force.REPORT


_BY_WHOM = re.compile(r"\s+(?:cũng\s+|còn\s+)?được\s+")
_TASKED = re.compile(r"\s+(?:cũng\s+)?(?P<verb>giao(?: nhiệm vụ)?|phân công|yêu cầu|đề nghị|chỉ đạo|nhắc|lưu ý)\s+")


def _passive(told: str, mentions: list[Mention]) -> Frame | None:
    """The frame of "Tổng cục Thủy lợi được ông giao làm đầu mối …"."""
    for told_one, speaker in pairwise(mentions):
        by = _BY_WHOM.fullmatch(told, told_one.end, speaker.start)
        tasked = _TASKED.match(told, speaker.end) if by and speaker.sort is not Sort.GROUP else None
        if tasked and told_one.start < OPENS_BY:
            return Frame(speaker, tasked.span("verb"), force_of(tasked["verb"]), told_one.start, len(told), "passive")
    return None


def _at(mentions: list[Mention], place: int, told: str) -> Mention | None:
    near = [m for m in mentions if place - 12 <= m.start <= place + 1 and m.end > place]
    return near[0] if near else None


def _after_quotation(told: str, mentions: list[Mention]) -> Frame | None:
    """“…”, ông X nói. Whoever stands right behind the quotation with a predicate is its speaker."""
    closing = re.search(rf"{QUOTED}[\s,.–-]*(?=[^{QUOTED}\s,.–-])", told)
    if not closing or told[: closing.start()].strip(QUOTED + " ") not in ("",):
        return None
    at = closing.end()
    for mention in mentions:
        if mention.sort is Sort.SELF or mention.start - at > 30:
            continue
        if at <= mention.start and not re.search(r"(?<!\w)(?:của|với|cho|là|bị|được)\s+$", told[at : mention.start]):
            spoken = _spoken(told, mention)
            if spoken is None and mention.sort in (Sort.GROUP, Sort.DOCUMENT):
                continue
            if spoken is None and mention.start > at:
                continue
            span = spoken or (mention.end, mention.end)
            force = force_of(told[span[0] : span[1]]) if spoken else Force.REPORT
            return Frame(mention, span, force, 0, closing.start() + 1, "after")
    return None


def _after(told: str, mentions: list[Mention]) -> Frame | None:
    """…, ông X nói. Without a quotation: the frame closes the sentence."""
    for spoken in verb().finditer(told):
        rest = told[spoken.end() :]
        if not re.fullmatch(rf"(?:\s+(?:thêm|với|trước|tại|rõ|như vậy)[^,:{QUOTED}]{{0,40}})?[.…!\s]*", rest):
            continue
        mention = subject_of(told, spoken.start(), mentions)
        if mention and mention.start > 15 and re.search(r"[,–-]\s*$", told[: mention.start]):
            end = re.search(r"[,–-]\s*$", told[: mention.start])
            return Frame(
                mention, spoken.span(), force_of(spoken.group()), 0, end.start() if end else mention.start, "after"
            )
    return None


def _spoken(told: str, mention: Mention) -> tuple[int, int] | None:
    """The verb of speech whose subject stands right before it."""
    for spoken in verb().finditer(told, mention.end):
        if fits(told, mention, spoken.start()):
            return spoken.span()
    return None


def _before(told: str, mentions: list[Mention]) -> Frame | None:
    """Ông X nói: … The first verb of speech that has a subject and something said after it."""
    for spoken in verb().finditer(told):
        mention = subject_of(told, spoken.start(), mentions)
        if mention is None:
            continue
        last = _last_of_chain(told, spoken.span())
        content = content_of(told, last)
        if content is None and last != spoken.span():  # the chain went on with what is said: "cho biết sẽ bổ sung …"
            last = spoken.span()
            content = content_of(told, last)
        if content is None:
            continue
        force = force_of(told[last[0] : last[1]])
        return Frame(mention, last, force, content, len(told), "before")
    return None


_JOINS = re.compile(r"(?:\s+và|,(?:\s+(?:đồng thời|qua đó|từ đó|trong đó|đã|và))?)\s+(?:cũng\s+|đã\s+)*$")
# A report of what was done over a period tells of no single order.
_PERIOD = re.compile(
    r"(?i)(?:trong |suốt )?(?:thời gian|những năm|các năm|năm|nhiều năm|tháng|\w+ tháng|"
    r"nhiệm kỳ)(?: đầu năm)? (?:qua|vừa qua|gần đây)|"
    r"từ (?:đầu|khi|năm|ngày)|hằng năm|hàng năm|năm \d{4},|giai đoạn"
)
_ASKS_BESIDE = frozenset(("yêu cầu", "đề nghị", "chỉ đạo", "nhắc nhở", "lưu ý", "kiến nghị", "đôn đốc", "quán triệt"))
_OPENING = re.compile(r"(?:^|^[^:;]{3,90},\s+)$")
_FAR = 170  # characters of what somebody did before he orders


def _joined(told: str, mentions: list[Mention]) -> Frame | None:
    """Ông X kiểm tra đê và yêu cầu nhà thầu … Who opens the sentence does something, and asks somebody something."""
    doer = next((m for m in mentions if m.sort in (Sort.PERSON, Sort.OFFICE, Sort.BODY)), None)
    if (
        doer is None
        or _PERIOD.match(told)
        or not _OPENING.match(told[: doer.start])
        or not re.match(r"\s+\w", told[doer.end :])
    ):
        return None
    for spoken in verb().finditer(told, doer.end, min(len(told), doer.end + _FAR)):
        between = told[doer.end : spoken.start()]
        if spoken.group().lower() not in _ASKS_BESIDE or not _JOINS.search(between):
            continue
        content = content_of(told, spoken.span())
        if content is None or not HEAD.match(told, content) or re.search(rf"[:;{QUOTED}]", between):
            return None
        if any(
            m.sort in (Sort.PERSON, Sort.OFFICE) and _IS_SUBJECT.search(told[: m.start])
            for m in mentions
            if doer.end < m.start < spoken.start()
        ):
            return None  # somebody else came in between
        return Frame(doer, spoken.span(), force_of(spoken.group()), content, len(told), "before", joined=True)
    return None


_IS_SUBJECT = re.compile(r"(?:[,;]|(?<!\w)(?:và|thì|mà|rằng|khi|để))\s+$")
_CHAIN = re.compile(r"\s*(?:,|và|,?\s*đồng thời)?\s*(?=\w)")


def _colon(told: str, mentions: list[Mention]) -> Frame | None:
    """Ông X nghẹn giọng: “…” Whoever stands at the beginning of the clause before a colon and a quotation says it."""
    colon = re.search(rf":\s*(?={QUOTED})", told)
    if not colon:
        return None
    for mention in mentions:
        between = told[mention.end : colon.start()].removeprefix(",")
        opens = mention.start == 0 or bool(re.search(r"(?:[,;.]|[“”])\s+$", told[: mention.start]))
        if (
            mention.sort is Sort.PERSON
            and opens
            and mention.end <= colon.start()
            and (len(between) < 70 or mention.start == 0)
            and len(between) < 130
            and ("," not in between[:-1] or mention.start == 0)
            and not any(m.sort is Sort.PERSON and m.start > mention.end and m.end <= colon.start() for m in mentions)
        ):
            return Frame(mention, (mention.end, colon.start()), Force.REPORT, colon.end(), len(told), "before")
    return None


_I = re.compile(r"(?<!\w)(?:tôi|chúng tôi|vợ chồng tôi|tui|tụi tui|nhà tôi|gia đình tôi)(?!\w)", re.IGNORECASE)


def _own_words(told: str, mentions: list[Mention]) -> Frame | None:
    """Bà X nghẹn ngào: Hai vợ chồng tôi … Words in the first person behind a colon, without quotation marks."""
    colon = re.search(r":\s+(?=\w)", told)
    if not colon or not _I.search(told, colon.end()):
        return None
    for mention in mentions:
        between = told[mention.end : colon.start()]
        opens = mention.start == 0 or bool(re.search(r"[,;]\s+$", told[: mention.start]))
        if mention.sort is Sort.PERSON and opens and mention.end <= colon.start() and len(between) < _SHORT_BETWEEN:
            return Frame(mention, (mention.end, colon.start()), Force.REPORT, colon.end(), len(told), "before")
    return None


_SHORT_BETWEEN = 40


def _last_of_chain(told: str, span: tuple[int, int]) -> tuple[int, int]:
    """The last of verbs that stand together ("phát biểu kết luận nhấn mạnh"): it governs the content."""
    while True:
        joined = _CHAIN.match(told, span[1])
        follows = verb().match(told, joined.end()) if joined else None
        if not follows or follows.start() - span[1] > 12:
            return span
        if force_of(follows.group()) is Force.PROPOSAL and force_of(told[span[0] : span[1]]).asks:
            return span
        promised = force_of(told[span[0] : span[1]]) is Force.PROMISE
        if promised and not told[span[1] : follows.start()].strip():
            return span  # "cam kết sẽ báo cáo HĐND": what is promised
        span = follows.span()
