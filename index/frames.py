"""Who is said to say what in one sentence: the frame of a report around its content."""

import re
from dataclasses import dataclass

from index.mentions import Mention, Sort
from index.roster import TITLE
from index.speech import Force, force_of, verb
from index.text import LOWER

QUOTED = "\x00"  # stands for every character inside a quotation


@dataclass(frozen=True, slots=True)
class Frame:
    """An attribution: `mention` says the content at [start, end) of the sentence, by the verb at `verb`."""

    mention: Mention
    verb: tuple[int, int]
    force: Force
    start: int
    end: int
    shape: str  # "before", "after" or "according"

    def __post_init__(self) -> None:
        """Content is never empty."""
        if self.start >= self.end:
            raise ValueError("a frame without content")


_ADVERB = (
    r"cũng|còn|đã|đang|tiếp tục|vừa|luôn|đồng thời|tha thiết|rất|lại|trên|thì|thẳng thắn|nhiều lần|hai lần|"
    r"liên tục|trực tiếp|sau đó|một lần nữa|"
    r"phát biểu|kết luận|đặc biệt|hoàn toàn|từng|lên tiếng|có văn bản|có công văn|ký văn bản|có ý kiến|mới|"
    r"chân thành|vui mừng|xúc động|trân trọng|"
    r"mạnh mẽ|chính thức|thống nhất|khẩn thiết|đồng loạt|đều|có|ra văn bản|vừa có văn bản|gửi văn bản|phải|gửi lời|"
    r"thêm|bày tỏ|lần|mong|"
    r"đã ký|ký công điện|ban hành công điện|có công điện|ra công điện|ban hành văn bản|tại cuộc họp|tại hội nghị|"
    r"cùng|ra thông báo|phát đi thông báo|có báo cáo"
)
_BY_LETTER = (
    r"(?:\s+(?:đã|vừa|cũng|sẽ|mới))*(?:\s+hai lần)?\s+(?:có|ký|ra|ban hành|gửi|phát)(?:\s+ban hành)?\s+(?:công văn|"
    r"Công văn|văn bản|Văn bản|công điện|Công điện|thông báo|Thông báo|chỉ thị|Chỉ thị|quyết định|Quyết định|"
    r"kế hoạch|Kế hoạch|kết luận|Kết luận|tờ trình|đơn)"
    r"(?:\s[^,;:“”\"]{0,110}?)?\s+"
)
_ADVERBS = re.compile(rf"(?:\s*(?:{_ADVERB})(?!\w))*\s*|{_BY_LETTER}", re.IGNORECASE)
_NO_MANNER = (
    r"của|với|cho|được|bị|và|là|để|mà|do|khi|không|chưa|về|nghe|nhận|đến|tới|theo|như|vì|nếu|từ|trong|ở|tại|bằng|"
    r"gửi|nhờ|muốn|biết|sẽ|"
    r"thăm|dự|làm|kiểm tra|trao|tặng|chủ trì|gặp|bắt|nói|hỏi|kể|có|còn"
)
_MANNER = re.compile(rf"(?:\s+(?!(?:{_NO_MANNER})\s)[{LOWER}]+){{0,4}}\s+(?:và\s+)?")
_APPOSED = re.compile(r"\s*(?:\([^)]{0,80}\)\s*)?(?:[,–-]\s?[^.;:“”\"\x00]{0,160}?)?,?\s*")
_CLAUSE_IN_APPOSITION = re.compile(
    r"(?<!\w)(?:đã|đang|sẽ|đến|dẫn đầu|chủ trì|tham dự|dự|làm việc|trao|tặng|cùng|kiểm tra|thăm|được|bị|khi|thì|"
    r"nên|vì|do|mà|phải|cần|trong khi|là người|có|không|sau đó|rồi|để|gây|khiến|nhưng|và các|và đoàn|"
    r"thuộc diện)(?!\w)"
)
_NOT_SUBJECT = re.compile(
    r"(?:(?<!\w)(?:yêu cầu|đề nghị|giao|chỉ đạo|kiến nghị|đến|tới|gửi|sang|lên|thuộc|tại|trên|vào|qua|xin|thăm|"
    r"phối hợp|cùng|cả|ở|phía|nhóm|tên|khi|việc|mà|của|với|cho|nếu|được|bị|bởi|do|nghe|gặp|hỏi|về|từ|để|như|nhờ|"
    r"giữa|đối với|là|lời|ý kiến|trước|sau khi|gọi|giúp|đưa|bắt|mời|rằng)\s+"
    r"(?:(?:đồng chí|ông|bà|anh|chị)\s+)?)$",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"(?i)^(?:phát biểu|trao đổi|trả lời|báo cáo|kết luận|trình bày|nói|chia sẻ|thông báo|đáp|hỏi|kể|công bố|"
    r"đề cập|nêu|viết|cười|phản ánh|"
    r"thông tin|phản hồi|than|lo|tin|khai|tố|xúc động|thẳng thắn|vui vẻ|hồ hởi|nghẹn ngào|mếu máo|rơm rớm|tự hào|"
    r"bức xúc|băn khoăn|luận tội|thống kê|xin|giải đáp|ước tính|lo lắng|trăn trở|gay gắt|dặn|mong|hứa|"
    r"cam kết)(?:\s+(?:thêm|rằng))?$"
)
_SEPARATED = re.compile(
    rf"(?P<pp>(?:\s+(?:thêm|rõ|lại|tại|với|trước|về|trong|khi|bên lề|cùng|sau|vào|qua|như sau|ngắn gọn|đoàn|cử tri|"
    rf"hội nghị|PV|phóng viên)(?!\w)[^,:;.{QUOTED}]{{0,90}}?)?)\s*(?P<sep>,|:|\s+rằng(?!\w)|\s+là(?!\w)|"
    rf"(?=\s*{QUOTED}))\s*"
)
_ACCORDING = re.compile(
    r"(?:(?:Cũng|Còn|Và|Nhưng|Tuy nhiên,|Trong khi đó,|Trước đó,|Ngoài ra,)\s+)?[Tt]heo\s+(?P<what>(?:nguồn tin |"
    r"thông tin |báo cáo |số liệu |thống kê |kết luận |kết quả |cáo trạng |ý kiến |chia sẻ |lời |lời kể |lời khai |"
    r"nhận định |"
    r"đánh giá |ước tính |phân tích |phản ánh |dự báo |quyết định |quan điểm |tính toán |kế hoạch |yêu cầu |"
    r"chỉ đạo |điều tra |hồ sơ |tài liệu |ghi nhận |đại diện )*(?:ban đầu |mới nhất |sơ bộ |điều tra )*(?:từ |của |"
    r"do )?)"
)
_ACCORDING_AFTER = re.compile(r",\s+theo\s+(?:lời |nhận định |đánh giá |thông tin |báo cáo )?(?:của |từ )?")


def frames_in(told: str, mentions: list[Mention]) -> list[Frame]:
    """The frames of a sentence with its quotations masked, in order of their content; mostly one, or none."""
    if according := _according(told, mentions):
        return [according]
    if after := _after_quotation(told, mentions):
        return [after]
    if after := _after(told, mentions):
        return [after]
    found = _before(told, mentions) or _colon(told, mentions)
    return [found] if found else []


def _according(told: str, mentions: list[Mention]) -> Frame | None:
    """The frames "Theo ông X, …" and "…, theo ông X"."""
    opening = _ACCORDING.match(told)
    if opening:
        mention = _at(mentions, opening.end(), told)
        if mention is None:
            return None
        comma = re.compile(r"[^,:;]{0,80}?(?:,|:)\s*(?:thì\s+)?").match(told, mention.end)
        if comma and comma.end() < len(told) - 3 and len(comma.group()) < 60:
            asks = Force.REQUIRED if re.match(r"(?:yêu cầu|chỉ đạo) ", opening["what"]) else Force.REPORT
            return Frame(mention, opening.span(), asks, comma.end(), len(told), "according")
        return None
    for closing in _ACCORDING_AFTER.finditer(told):
        mention = _at(mentions, closing.end(), told)
        if mention and re.fullmatch(r"[.\s]*", told[mention.end :]) and closing.start() > 20:
            return Frame(mention, closing.span(), Force.REPORT, 0, closing.start(), "according")
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
        mention = _subject(told, spoken.start(), mentions)
        if mention and mention.start > 15 and re.search(r"[,–-]\s*$", told[: mention.start]):
            end = re.search(r"[,–-]\s*$", told[: mention.start])
            return Frame(
                mention, spoken.span(), force_of(spoken.group()), 0, end.start() if end else mention.start, "after"
            )
    return None


def _spoken(told: str, mention: Mention) -> tuple[int, int] | None:
    """The verb of speech whose subject stands right before it."""
    for spoken in verb().finditer(told, mention.end):
        if _gap(told, mention, spoken.start()):
            return spoken.span()
    return None


def _before(told: str, mentions: list[Mention]) -> Frame | None:
    """Ông X nói: … The first verb of speech that has a subject and something said after it."""
    for spoken in verb().finditer(told):
        mention = _subject(told, spoken.start(), mentions)
        if mention is None:
            continue
        last = _last_of_chain(told, spoken.span())
        content = _content(told, last)
        if content is None:
            continue
        force = force_of(told[last[0] : last[1]])
        return Frame(mention, last, force, content, len(told), "before")
    return None


_CHAIN = re.compile(r"\s*(?:,|và|,?\s*đồng thời)?\s*(?=\w)")


def _colon(told: str, mentions: list[Mention]) -> Frame | None:
    """Ông X nghẹn giọng: “…” Whoever stands at the beginning of the clause before a colon and a quotation says it."""
    colon = re.search(rf":\s*(?={QUOTED})", told)
    if not colon:
        return None
    for mention in mentions:
        between = told[mention.end : colon.start()]
        opens = mention.start == 0 or bool(re.search(r"(?:[,;.]|[“”])\s+$", told[: mention.start]))
        if (
            mention.sort is Sort.PERSON
            and opens
            and mention.end <= colon.start()
            and len(between) < 70
            and "," not in between[:-1]
        ):
            return Frame(mention, (mention.end, colon.start()), Force.REPORT, colon.end(), len(told), "before")
    return None


def _last_of_chain(told: str, span: tuple[int, int]) -> tuple[int, int]:
    """The last of verbs that stand together ("phát biểu kết luận nhấn mạnh"): it governs the content."""
    while True:
        joined = _CHAIN.match(told, span[1])
        follows = verb().match(told, joined.end()) if joined else None
        if not follows or follows.start() - span[1] > 12:
            return span
        if force_of(follows.group()) is Force.PROPOSAL and force_of(told[span[0] : span[1]]).asks:
            return span
        span = follows.span()


def _subject(told: str, at: int, mentions: list[Mention]) -> Mention | None:
    for mention in reversed([m for m in mentions if m.end <= at]):
        if _gap(told, mention, at):
            if _NOT_SUBJECT.search(told[: mention.start]) and mention.start > 0:
                return None
            return _head(told, mention, mentions)
        if mention.sort in (Sort.PERSON, Sort.OFFICE) and at - mention.end > 160:
            return None
    return None


def _head(told: str, mention: Mention, mentions: list[Mention]) -> Mention | None:
    """The person to whom a body is only added: "TS A, giảng viên B, Trường C, cho rằng"."""
    if _REPORTERS.match(told[mention.start : mention.end]):
        return None
    before = [m for m in mentions if m.end <= mention.start and m.sort is Sort.PERSON]
    if (
        mention.sort in (Sort.GROUP, Sort.BODY)
        and _PLACE_ADDED.match(told[mention.start : mention.end])
        and re.search(r",\s*$", told[: mention.start])
    ):
        owners = [m for m in mentions if m.end <= mention.start and m.sort in (Sort.PERSON, Sort.OFFICE, Sort.BODY)]
        between = told[owners[-1].end : mention.start] if owners else "."
        return (
            owners[-1]
            if _PLACES_BETWEEN.fullmatch(between) and not _NOT_SUBJECT.search(told[: owners[-1].start])
            else None
        )
    added = (
        mention.sort in (Sort.BODY, Sort.OFFICE, Sort.GROUP)
        and before
        and told[before[-1].end : mention.start].strip() in (",", "-", "–", "")
    )
    if added and before[-1].end != mention.start and not _NOT_SUBJECT.search(told[: before[-1].start]):
        return before[-1]
    return mention


_PLACE_ADDED = re.compile(r"(?i)(?:xã|phường|thị trấn|huyện|quận|thị xã|tỉnh|thành phố|tp\.?)\s+[A-ZĐÀ-Ỹ]")
_PLACES_BETWEEN = re.compile(
    r"\s*(?:,?\s*(?:xã|phường|thị trấn|huyện|quận|thị xã|tỉnh|thành phố|TP\.?|\()[^,;:.]{2,30})*,?\s*"
)
_REPORTERS = re.compile(
    r"(?:[Nn]hóm |[Nn]hiều |[Cc]ác )?(?:[Pp]hóng viên|PV|[Bb]áo [A-ZĐ]|[Tt]ạp chí|Đài|VTV|Thông tấn|Zing|VnExpress|"
    r"[Tt]rang |[Đđ]ối tượng|[Nn]ghi phạm|[Kk]ẻ|[Tt]hanh niên|[Bb]áo chí|[Tt]ruyền thông)(?!\w)"
)


def _gap(told: str, mention: Mention, at: int) -> bool:
    """Whether only small words, or an apposition, stand between a subject and its verb."""
    between = told[mention.end : at]
    if _ADVERBS.fullmatch(between):
        return True
    personal = mention.sort in (Sort.PERSON, Sort.OFFICE)
    if personal and _MANNER.fullmatch(between):
        return True
    if not re.match(r"\s*[,(–-]", between) or QUOTED in between:
        return False
    if personal or mention.sort is Sort.BODY:
        bare = re.sub(rf"(?:\s*(?:{_ADVERB})(?!\w))+\s*$", "", between)
        closed = bare.rstrip()[-1:] in (",", "–", "-", ")", "")
        return (
            bool(_APPOSED.fullmatch(bare))
            and closed
            and not _CLAUSE_IN_APPOSITION.search(bare)
            and (personal or bare.strip(" ") in (",", "", "–", "-"))
        )
    return False


def _content(told: str, spoken: tuple[int, int]) -> int | None:
    """Where what is said begins; None where the verb has nothing after it."""
    words = told[spoken[0] : spoken[1]]
    if re.match(r"\s*[;.)]", told[spoken[1] :]):
        return None
    separated = _SEPARATED.match(told, spoken[1])
    if separated and len(told) - separated.end() > 3 and not _no_content(told, separated, words):
        return separated.end()
    if _WEAK.match(words):
        if words.lower() in (
            "chia sẻ",
            "trả lời",
            "than",
            "khai",
            "mong",
            "xin",
            "hứa",
            "cam kết",
            "dặn",
            "lo",
            "nêu",
            "tố",
            "thông tin",
            "trình bày",
            "nói",
            "kể",
            "phản ánh",
            "báo cáo",
            "thông báo",
        ) and _clause_follows(told, spoken[1], words.lower()):
            return _skip(told, spoken[1])
        return None
    start = _skip(told, spoken[1])
    rest = told[start:]
    if len(re.findall(r"\w+|\x00+", rest)) < (4 if force_of(words) is Force.REPORT else 3) and QUOTED not in rest:
        return None
    if re.match(r"(?:tại|trong|với|cùng|về|khi|ở|vào|của|bởi|từ)(?!\w)", rest) and not re.match(
        r"(?:với|về|tại|trong)\s[^,]{0,80},", rest
    ):
        return None
    return start


def _no_content(told: str, separated: re.Match[str], words: str) -> bool:
    """Whether what stands behind the comma only tells of the occasion: "trao đổi với ông X, Chủ tịch Y, về …"."""
    if separated["sep"] != "," or not _WEAK.match(words):
        return False
    rest = told[separated.end() :]
    return bool(
        TITLE.match(rest)
        or re.match(r"(?:về|nhằm|để|cùng|trong|tại|và|khi|với|chủ trì|nhân|của|sáng|chiều|ngày)(?!\w)", rest)
    ) or (not separated["pp"] and not re.search(r"\w+ \w+ \w+", rest))


def _clause_follows(told: str, at: int, word: str) -> bool:
    rest = told[at:].strip()
    if len(rest.split()) < 4 or re.match(
        r"(?:tại|trong|với|cùng|về|khi|ở|vào|của|từ|lên|ra|đến|tới|cho|xong|như|qua|trên)(?!\w)", rest
    ):
        return False
    if (
        word in ("nói", "thông tin", "trình bày", "thông báo", "kể", "phản ánh", "báo cáo", "nêu")
        and len(rest.split()) < 7
    ):
        return bool(
            re.match(rf"(?:[{LOWER}\w]+ ){{1,8}}?(?:đã|đang|sẽ|còn|có|là|bị|được|chưa|không|ngập|bị)(?!\w)", rest)
        )
    return True


def _skip(told: str, at: int) -> int:
    """Past the small words that join a verb to what is said."""
    joined = re.compile(
        rf"(?:\s+(?:thêm|rõ|rằng|lại|ngay))?(?:\s*[:,]|\s+cho(?=\s+(?:các|UBND|Sở|Công an|Ban|Phòng|lực lượng|"
        rf"đơn vị|[{LOWER}]+ )))?\s*"
    ).match(told, at)
    return joined.end() if joined else at
