"""Whether somebody promises what his own side will do."""

import re

from index.deadlines import deadline_in
from index.judgements import OPENING, WISHES, Said

VOWS = re.compile(
    r"(?<!\w)(?i:tôi|chúng tôi|chúng em|con|em|mình)(?:\s+\w+){0,6}?\s+(?:và\s+)?(?:xin hứa|hứa|cam kết|"
    r"xin tiếp thu|xin chịu (?:kiểm điểm|kỷ luật))(?!\w)"
)


_WILL = re.compile(r"(?<!\w)(?:[Ss]ẽ|[Xx]in tiếp thu|xin hứa|hứa|cam kết|chưa về)(?!\w)(?! hẹn)")


_DOES = re.compile(r"^(?:[“\"\s]*)(?:sẽ|xin tiếp thu|xin hứa|hứa)(?!\w)", re.IGNORECASE)


def promises(said: Said) -> bool:
    """Whether the speaker says what his own side will do."""
    if does := _DOES.match(said.content):
        return not _NOT_SURE.search(said.content[does.end() : does.end() + 14])
    for match in _WILL.finditer(said.content):
        before = re.split(r"[,;:]\s+|\s+và\s+|[“\"]", said.content[: match.start()])[-1].strip().lower()
        before = re.sub(r"\s+(?:cũng|đã và|tiếp tục|chắc chắn|nhất định)$", "", before)
        if _NOT_SURE.search(said.content[match.end() : match.end() + 14]):
            return False
        if WISHES.search(before):
            return False
        if not before or _LATER.fullmatch(before):
            before = ""
        subject = before or _first_subject(said.content[: match.start()])
        if not subject or _OWN_SELF.match(subject) or _OWN_SELF_LAST.search(subject):
            return True
        return any(subject.startswith(own) or before.endswith(" " + own) for own in said.own) or _own_body(
            subject, said
        )
    return False


_LATER = re.compile(
    r"(?:nay|sau đó|tới đây|sắp tới|tới|đồng thời|và|thời gian tới|ngày \S+(?: tới)?|trong (?:tuần|tháng|quý) \S+|rồi)"
)


_ASPECT = re.compile(r"(?<!\w)(?:đã|đang|sẽ|xin|vừa|mới|còn|có|chưa|nhận|sẵn sàng)(?!\w)")


# What an official says will be done by a day: "dự toán đã được duyệt, sẽ khởi công trong tháng 8".
_WORKS = re.compile(
    r"(?<!\w)sẽ\s+(?:được\s+(?!hưởng|nghỉ|tăng|giảm)|khởi công|hoàn thành|hoàn tất|thông xe|ban hành|chi trả|"
    r"đưa vào|bàn giao|khắc phục|"
    r"triển khai|trình|công bố|cấp|giải quyết|lắp|sửa)"
)


def is_due(said: Said) -> bool:
    """Whether an official says what will be done by a day."""
    works = _WORKS.search(said.content) if said.rank >= 3.0 and not said.judges and not said.written else None
    if not works or WISHES.search(said.content[: works.start()]):
        return False
    return deadline_in(said.content[works.start() :], None) is not None


def _first_subject(words: str) -> str:
    """The subject of the first clause, lower case: "cơ quan bảo hiểm" of "cơ quan bảo hiểm đã hai lần …, nay"."""
    opening = OPENING.match(words)
    words = words[opening.end() if opening else 0 :].strip('“" ')
    aspect = _ASPECT.search(words)
    return words[: aspect.start() if aspect else len(words)].strip(' “",').lower()


def _own_body(subject: str, said: Said) -> bool:
    """Whether a short subject is part of the speaker's own office: "thanh tra" said by the Chánh Thanh tra Sở."""
    return 0 < len(subject.split()) <= _SHORT_SUBJECT and f" {subject} " in f" {said.offices} "


_SHORT_SUBJECT = 4


_OWN_SELF = re.compile(
    r"(?!(?:[\w ]{0,12} )?(?:bà|trẻ|các|hai) (?:con|em|cháu))(?:[\w ]{0,12} )?(?:tôi|chúng tôi|em|chúng em|con|cháu|"
    r"mình|bọn tôi|tụi tôi|bản thân tôi|"
    r"bị cáo)(?! ấy)(?:\s+\w+){0,3}$"
)


_OWN_SELF_LAST = re.compile(r"(?<!\w)(?:tôi|chúng tôi|chúng em|bị cáo|mình)$")


_NOT_SURE = re.compile(r"^\s*(?:có (?:lợi|dư địa|thể)|tiếp tục có|còn có|bị|gặp|rất khó|không thể|mất)(?!\w)")
