"""Who is the subject of a verb of speech: right before it, or before an apposition."""

import re

from index.contents import QUOTED
from index.mention import Mention, Sort
from index.text import LOWER

_ADVERB = (
    r"cũng|còn|đã|đang|tiếp tục|vừa|luôn|đồng thời|tha thiết|rất|lại|trên|thì|thẳng thắn|nhiều lần|hai lần|"
    r"liên tục|trực tiếp|sau đó|một lần nữa|"
    r"phát biểu|kết luận|đặc biệt|hoàn toàn|từng|lên tiếng|có văn bản|có công văn|ký văn bản|có ý kiến|mới|"
    r"chân thành|vui mừng|xúc động|trân trọng|kính|"
    r"mạnh mẽ|chính thức|thống nhất|khẩn thiết|đồng loạt|đều|có|ra văn bản|vừa có văn bản|gửi văn bản|phải|gửi lời|"
    r"thêm|bày tỏ|lần|mong|"
    r"đã ký|ký công điện|ban hành công điện|có công điện|ra công điện|ban hành văn bản|tại cuộc họp|tại hội nghị|"
    r"qua điện thoại|khi đó|lúc đó|lúc ấy|hôm đó|khi ấy|tại chỗ|bên hành lang|ngay sau đó|tại tòa|tại phiên tòa|"
    r"tại buổi làm việc|tại cuộc làm việc|tại phiên họp|tại đây|một mực|"
    r"cùng|ra thông báo|phát đi thông báo|có báo cáo"
)


_BY_LETTER = (
    r"(?:\s+(?:đã|vừa|cũng|sẽ|mới))*(?:\s+hai lần)?\s+(?:có|ký|ra|ban hành|gửi|phát)(?:\s+ban hành)?\s+(?:công văn|"
    r"Công văn|văn bản|Văn bản|công điện|Công điện|thông báo|Thông báo|chỉ thị|Chỉ thị|quyết định|Quyết định|"
    r"kế hoạch|Kế hoạch|kết luận|Kết luận|tờ trình|đơn|(?:ý kiến )?chỉ đạo)"
    r"(?:\s(?:[^,;:“”\"]|,(?=\s(?:thành phố|thị xã|ngành|ban|địa phương|đơn vị|các|sở|xã|phường|"
    r"UBND)(?!\w))){0,150}?)?(?:,\s+(?:trong đó\s+)?|\s+)"
)


_ADVERBS = re.compile(rf"(?:\s*(?:{_ADVERB})(?!\w))*\s*|{_BY_LETTER}", re.IGNORECASE)


_NO_MANNER = (
    r"của|với|cho|được|bị|và|là|để|mà|do|khi|không|chưa|về|nghe|nhận|đến|tới|theo|như|vì|nếu|từ|trong|ở|tại|bằng|"
    r"gửi|nhờ|muốn|biết|sẽ|nên|rồi|liền|"
    r"thăm|dự|làm|kiểm tra|trao|tặng|chủ trì|gặp|bắt|nói|hỏi|kể|có|còn"
)


_MANNER = re.compile(rf"(?:\s+(?!(?:{_NO_MANNER})\s)[{LOWER}]+){{0,5}}\s+(?:và\s+)?")


_APPOSED = re.compile(r"\s*(?:\([^)]{0,80}\)\s*)?(?:[,–-]\s?[^.;:“”\"\x00]{0,160}?)?,?\s*")


_CLAUSE_IN_APPOSITION = re.compile(
    r"(?<!\w)(?:đã|đang|sẽ|đến|dẫn đầu|chủ trì|tham dự|dự|làm việc|trao|tặng|cùng|kiểm tra|thăm|được|bị(?! cáo| hại|"
    r" can)|khi|thì|"
    r"nên|vì|do|mà|phải|cần|trong khi|là người|có|không|sau đó|rồi|để|gây|khiến|nhưng|và các|và đoàn|"
    r"thuộc diện)(?!\w)"
)


_NOT_SUBJECT = re.compile(
    r"(?:(?<!\w)(?:yêu cầu|đề nghị|giao|chỉ đạo|kiến nghị|báo cáo|tham mưu|làm phó|làm trưởng|đề xuất|đến|tới|gửi|"
    r"trình|sang|lên|"
    r"thuộc|tại|trên|vào|qua|xin|thăm|"
    r"phối hợp|cùng|cả|ở|nhóm|tên|khi|việc|mà|của|với|cho|nếu|được|bị|bởi|do|nghe|gặp|hỏi|về|từ|để|như|nhờ|"
    r"giữa|đối với|là|theo|lời|ý kiến|trước|sau khi|gọi|giúp|đưa|bắt|mời|rằng|thay mặt)\s+"
    r"(?:(?:đồng chí|ông|bà|anh|chị)\s+)?)$",
    re.IGNORECASE,
)


_SENT_TO = re.compile(r"(?<!\w)gửi (?:tới |đến |cho )?$")
_SOURCE = re.compile(r"(?i)(?<!\w)(?:thông tin|nguồn tin|tin|thông báo)(?: ban đầu| mới nhất)? từ (?:phía )?$")


OPENS_BY = 40  # characters before who is told, in the passive


def subject_of(told: str, at: int, mentions: list[Mention]) -> Mention | None:
    """The subject of a verb at `at`; None where the one before it is an object, or stands too far away."""
    for mention in reversed([m for m in mentions if m.end <= at]):
        if fits(told, mention, at):
            if _NOT_SUBJECT.search(told[: mention.start]) and not _SOURCE.search(told[: mention.start]):
                if (
                    told[mention.end : at].strip() == "," and mention.start > OPENS_BY // 4
                ):  # the end of an apposition: "luật sư A, bào chữa cho B, nói"
                    continue
                if _SENT_TO.search(told[: mention.start]):  # to whom a letter goes that somebody before it has sent
                    continue
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
        is_place = bool(owners) and _PLACES_BETWEEN.fullmatch(between)
        return owners[-1] if is_place and not _NOT_SUBJECT.search(told[: owners[-1].start]) else mention
    if holder := _apposed_to(told, mention, before):
        return holder
    added = (
        mention.sort in (Sort.BODY, Sort.OFFICE, Sort.GROUP)
        and before
        and told[before[-1].end : mention.start].strip() in (",", "-", "–", "")
    )
    if added and before[-1].end != mention.start and not _NOT_SUBJECT.search(told[: before[-1].start]):
        return before[-1]
    return mention


def _apposed_to(told: str, mention: Mention, before: list[Mention]) -> Mention | None:
    """The person whose office ends with a body: "TS A, trưởng phòng quản lý tổng hợp Viện B, cho biết"."""
    if mention.sort is not Sort.BODY or not before or not re.match(r"\s*[,–-]", told[mention.end :]):
        return None
    between = told[before[-1].end : mention.start]
    part = bool(before[-1].title) or bool(re.search(r"\S[\s]?[,–-]\s", told[before[-1].start : mention.start]))
    plain = (
        len(between) < _LONG_OFFICE
        and not re.search(r"[,;:.]\s*$|[;:]", between)
        and not _CLAUSE_IN_APPOSITION.search(between)
    )
    return before[-1] if part and plain and not _NOT_SUBJECT.search(told[: before[-1].start]) else None


_LONG_OFFICE = 80


_PLACE_ADDED = re.compile(r"(?i)(?:xã|phường|thị trấn|huyện|quận|thị xã|tỉnh|thành phố|tp\.?)\s+[A-ZĐÀ-Ỹ]")


_PLACES_BETWEEN = re.compile(
    r"\s*(?:,?\s*(?:xã|phường|thị trấn|huyện|quận|thị xã|tỉnh|thành phố|TP\.?|\()[^,;:.]{2,30})*,?\s*"
)


_REPORTERS = re.compile(
    r"(?:[Nn]hóm |[Nn]hiều |[Cc]ác )?(?:[Pp]hóng viên|PV|[Bb]áo [A-ZĐ]|[Tt]ạp chí|Đài|VTV|Thông tấn|Zing|VnExpress|"
    r"[Tt]rang |[Đđ]ối tượng|[Nn]ghi phạm|[Kk]ẻ|[Tt]hanh niên|[Bb]áo chí|[Tt]ruyền thông)(?!\w)"
)


_BY_DOCUMENT = re.compile(r"\s*,\s+(?:tại|trong|qua|theo|bằng)\s[^,;:]{3,70},\s*(?:cũng |đã )?")


_BRACKETS = re.compile(r"^\s*\([^()]{1,160}\)")


def fits(told: str, mention: Mention, at: int) -> bool:
    """Whether only small words, or an apposition, stand between a subject and its verb."""
    between = _BRACKETS.sub("", told[mention.end : at])
    if _ADVERBS.fullmatch(between):
        return True
    if _BY_DOCUMENT.fullmatch(between):
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
