"""Whether a question asks for an order, and whether a sentence is one: said from above, and no proposal or report."""

import re

from index import places
from index.documents import BlockKind, Sentence, StatementKind
from index.facts import FactKind
from index.text import comparable
from rag.question import Question, Wanted
from rag.said import NOTHING, Said

# to hand over a task; no traffic, education or exchange, no handing over of land or goods
_NO_TASK = " thông| dục| lưu| dịch| đất| mặt bằng| xong| lại| trả| nộp| hàng| nhà| căn| tiếp"
_HAND = f"(?<!bàn )(?<!chuyển )(?<!được )giao(?!{_NO_TASK})"
_ORDER = re.compile(
    rf"(?<!\w)(?:yêu cầu|chỉ đạo|lưu ý|đề nghị|nhấn mạnh|gợi mở|khuyến khích|{_HAND}|phải|cần|quán triệt|nhắc nhở|"
    r"tập trung|rà soát)(?!\w)",
    re.IGNORECASE,
)
_NO_ORDER = re.compile(
    r"(?:đáp ứng|phù hợp|theo|đúng|những|các)\s+(?:tốt\s+|được\s+)?yêu cầu|"
    r"(?:công tác|sự|ban|phát biểu|ý kiến)\s+chỉ đạo|chỉ đạo,\s+điều hành",
    re.IGNORECASE,
)  # the noun
_TELLS = re.compile(
    rf"(?<!\w)(?:yêu cầu|chỉ đạo|lưu ý|đề nghị|nhấn mạnh|gợi mở|khuyến khích|{_HAND}|quán triệt|nhắc nhở)(?!\w)",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\s*(?:có\s+)?(?:yêu cầu|chỉ đạo|đề nghị)(?!\w)", re.IGNORECASE)
ORDERED = re.compile(
    rf"(?<!\w)(?:yêu cầu|chỉ đạo|{_HAND}|ra lệnh|bắt buộc|(?<!tư )(?<!mệnh )(?<!ký )lệnh|order\w*|instruct\w*|"
    r"yeu cau|chi dao|ra lenh)(?!\w)",
    re.IGNORECASE,
)
# Who comes to a meeting "dự và chỉ đạo", or leads on the spot, orders nothing in particular.
_ATTENDS = re.compile(
    r"(?<!\w)(?:(?:tham )?dự|phát biểu|chủ trì|trực tiếp|hiện trường|tại chỗ)(?: và|,)? chỉ đạo(?!\w)", re.IGNORECASE
)
_TOLD = re.compile(
    r"(?<!\w)(?:yêu cầu|chỉ đạo|giao|đề nghị|nhắc nhở|nhắc|dặn|lưu ý|bảo)(?: cho| với| đối với)?\s+$", re.IGNORECASE
)
_BODY = re.compile(
    r"(?:các )?(?:sở|ban|trung tâm|cơ quan|cục|chi cục|bộ|viện|văn phòng|thành (?:uỷ|ủy)|công an thành phố|công ty)"
    r"(?!\w)"
)
_PROPOSAL = re.compile(r"(?<!\w)(?:kiến nghị|đề xuất|mong(?: muốn)?|(?<!vắc )(?<!vắc-)xin)(?!\w)", re.IGNORECASE)

_ABOUT = re.compile(
    r"(?<!\w)(?:chỉ đạo|yêu cầu|chỉ thị|lưu ý|kiến nghị|đề nghị|đề xuất)(?: những)?(?: gì| nào)? "
    r"(?:về|đối với|liên quan đến) (?P<matter>[^?.!,;]+?)(?: (?:là gì|ra sao|thế nào|không))?\W*$",
    re.IGNORECASE,
)


def matter_asked(question: Question) -> str | None:
    """What "chỉ đạo về …" or "kiến nghị gì về …" asks about, where that names no place, person, day or figure."""
    about = None if question.english else _ABOUT.search(question.text)
    return about["matter"] if about and not any(about.start("matter") < f.end for f in question.facts) else None


def is_order_of(question: Question, sentence: Sentence, said: Said) -> bool:
    """Whether the sentence tells somebody to do something, said by whom the question makes its subject.

    A ward's own people report to those above; they order nothing there. "Phường X yêu cầu gì?" asks for X's own words.
    """
    own_ward = [o for o in sentence.context.offices if any(places.is_ward(p.value) for p in places.places_in(o))]
    below = bool(sentence.context.offices) and len(own_ward) == len(sentence.context.offices)
    ward = next((f for f in question.facts if f.kind is FactKind.PLACE and places.is_ward(f.value)), None)
    subject = (
        ward is not None and bool(_ASKS.match(question.text[ward.end :])) and not question.text[: ward.start].strip()
    )
    if subject:
        its_own = below or comparable(sentence.context.speaker or "").endswith(ward.value if ward else "")
        return its_own and (is_proposal(sentence, said) or orders(sentence, said))
    # "phải" and "cần" order only from the mouth of somebody who holds an office; in a report they tell how things are.
    told = bool(sentence.context.offices) or bool(_TELLS.search(_NO_ORDER.sub(" ", sentence.text)))
    if _told_to_others(question, said):
        return False
    directive = StatementKind.DIRECTIVE in said.kinds
    return directive or (orders(sentence, said) and told and not below)


def _told_to_others(question: Question, said: Said) -> bool:
    """Whether the question asks what a ward was told, and the sentence tells other bodies alone."""
    wards = [f for f in question.facts if f.kind is FactKind.PLACE and places.is_ward(f.value)]
    asked = [places.name_of(f.value) for f in wards if _TOLD.search(question.text[: f.start])]
    told = [comparable(who) for who in said.addressees]
    if not asked or not told or any(name in who or "phường" in who for name in asked for who in told):
        return False
    return all(_BODY.match(who) for who in told)


def asks_for_order(question: Question) -> bool:
    """Whether the question asks what somebody above ordered, so that a proposal from below is no answer."""
    # Why something was ordered is told by a sentence that need be no order itself.
    if question.wanted in (Wanted.PROPOSAL, Wanted.REASON):
        return False
    return bool(ORDERED.search(_ATTENDS.sub(" ", question.text)))


def is_proposal(sentence: Sentence, said: Said = NOTHING) -> bool:
    """Whether the sentence asks something of those above, rather than telling those below."""
    if said.statements and StatementKind.PROPOSAL not in said.kinds:
        return False
    if StatementKind.PROPOSAL in said.kinds:
        return StatementKind.DIRECTIVE not in said.kinds
    own = re.split(r"[“\"]", sentence.text)[0]
    proposes = bool(_PROPOSAL.search(own)) and not re.search(r"(?i)(?:đối với|các|tất cả|những) kiến nghị", own)
    ordered = re.search(r"(?<!\w)(?:yêu cầu|chỉ đạo|lưu ý|đề nghị|nhấn mạnh)(?!\w)", own, re.IGNORECASE)
    speaker = comparable(sentence.context.speaker or "")
    upward = bool(re.match(r"(?:(?:đại diện|lãnh đạo)\s.*)?(?:phường|xã|(?:các |hai )?địa phương)", speaker))
    return (proposes and not ordered) or (upward and bool(re.search(r"(?<!\w)cũng cần(?!\w)", own)))


def orders(sentence: Sentence, said: Said = NOTHING) -> bool:
    """Whether the sentence tells somebody to do something, and is no proposal or heading."""
    if StatementKind.DIRECTIVE in said.kinds:
        return True
    words = _NO_ORDER.sub(" ", sentence.text)
    pattern = _TELLS if said.statements else _ORDER  # of one that reports, only outright words of telling
    return sentence.kind is BlockKind.BODY and bool(pattern.search(words)) and not is_proposal(sentence, said)
