"""Whether a sentence tells the kind of thing that is asked for: a day, an office, a body, a cause."""

import re
from collections.abc import Callable, Mapping

from index import names
from index.documents import BlockKind, Sentence
from index.facts import FactKind, all_facts, facts_in
from index.speech import verb
from index.text import UPPER, comparable, fold
from rag.counted import figures_for
from rag.days import dates_for
from rag.order import is_proposal, orders
from rag.question import Question, Wanted
from rag.said import Said
from rag.who import office_agrees

_DEADLINE = re.compile(
    r"(?<!\w)(?:chậm nhất|muộn nhất|thời hạn|hạn chót|hạn cuối|trước (?:ngày|tháng)|hoàn thành trong|deadline)(?!\w)",
    re.IGNORECASE,
)
# What ends by a day may say so in more ways than a question that asks for it.
_ENDS = re.compile(
    rf"{_DEADLINE.pattern}|(?<!\w)(?:đến (?:ngày|hết|cuối|tháng|quý|năm|\d)|trước \d|"
    r"trong (?:tháng|quý|năm|tuần|ngày|vòng)|xong|hoàn thành|hoàn tất|kết thúc|(?:hết|cuối) (?:tháng|quý|năm))(?!\w)",
    re.IGNORECASE,
)


def _which(asked: str, told: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What asks for a body of some kind ("nhà thầu nào"), and what names one."""
    return re.compile(rf"(?i)(?<!\w)(?:{asked}) (?:nào|gì)(?!\w)"), re.compile(rf"(?<!\w)(?:{told})(?!\w)")


_COMPANY = (
    "[Cc]ông ty|[Tt]ổng công ty|[Tt]ập đoàn|[Dd]oanh nghiệp|[Ll]iên danh|[Hh]ợp tác xã|CTCP|TNHH|[Nn]gân hàng|[Qq]uỹ"
)
_BODIES = (
    _which("nhà thầu|nhà đầu tư|công ty|doanh nghiệp|tập đoàn", _COMPANY),
    _which("sở", "Sở"),
    _which("bộ", "Bộ"),
    _which("tòa án|toà án|tòa|toà", "T[oò][aà]n? .*|TAND"),
    _which("bệnh viện", "[Bb]ệnh viện|BV"),
    _which("trường(?: học)?", "[Tt]rường"),
)
_BODY_KINDS = (FactKind.ORGANISATION, FactKind.TITLE)  # a director is one of some company
_KIND_ASKED = re.compile(
    r"(?i)(?<!\w)(thông tư|nghị quyết|nghị định|quyết định|chỉ thị|công văn|công điện|thông báo|kế hoạch|kết luận|luật)"
    r"\s+(?:số\s+)?(?:nào|mấy|bao nhiêu)(?!\w)"
)
_ROAD_ASKED = re.compile(r"(?i)(?<!\w)(?<!thành )(?:đường|tuyến đường|phố|quốc lộ)(?: số)? nào(?!\w)")
_ROADS = "[Đđ]ường(?: tỉnh)?|[Pp]hố|[Qq]uốc lộ|QL|ĐT|[Tt]ỉnh lộ|[Hh]ương lộ|[Cc]ao tốc|[Đđ]ại lộ"
_ROAD = re.compile(rf"(?<!\w)(?:{_ROADS})[ .]*(?:số )?[{UPPER}\d]")
_HOW_LONG = re.compile(r"(?<!\w)bao lâu(?!\w)", re.IGNORECASE)
_DURATION = re.compile(r"(?<!\w)\d+ (?:phút|giờ|tiếng|ngày|tuần|tháng|quý|năm)(?!\w)", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?<!\w)(?:(?:ngày|tháng|quý|tuần|năm)\s+(?:\d{1,2}\s+)?(?:tháng |tuần |năm |quý )?(?:này|nay|sau|tới)|"
    r"trong (?:vòng |thời hạn )?\d+ (?:ngày|giờ|tuần|tháng|năm)|"
    r"trước Tết|sau Tết|hôm nay|ngày mai|\d{1,2}\s*(?:giờ|h)(?:\s*\d{1,2})?)(?!\w)"
)
_WHO_SAYS = re.compile(
    r"(?<!\w)(?:ai|nguoi nao|dong chi nao|vi nao|lanh dao nao)(?: da| la nguoi)? (?:noi|yeu cau|chi dao|dan|bao cao|"
    r"cho biet|phat bieu|khang dinh|de nghi|kien nghi|de xuat|neu|luu y|ket luan|nhan manh|nhac|giao)(?!\w)"
)
_DOER = re.compile(
    r"(?i)(?<!\w)(?:ai|người nào|cán bộ nào)(?: (?:đã|sẽ|từng|là người|vừa|phải)| (?:trong|ở|tại) [^?,.;]{1,40}? đã)* "
)
_HEADS = re.compile(
    r"(?i)(?:chủ trì|dẫn đầu|đứng đầu|làm (?:chủ|trưởng|tổ|bí|giám|đại diện|đầu mối)|là|đang|giữ|phụ trách|dự|có|"
    r"chủ tọa|điều hành|thay mặt|đại diện|ký)(?!\w)"
)
_CAUSE = re.compile(
    r"(?<!\w)(?:vì|do|càng|bởi|nhờ|dẫn đến|ảnh hưởng|gây|khiến|nguyên nhân|xuất phát|bắt nguồn|cái gốc|căn nguyên|"
    r"phân tích|lý giải|giải thích)(?!\w)",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"(?<!\w)(?:nhằm|để|nên|tránh)(?!\w)", re.IGNORECASE)
_LACKING = re.compile(
    r"(?<!\w)(?:chậm|thiếu|khó|trễ|kém|thấp|hạn chế|vướng|yếu|ngập|hỏng|hư|ùn tắc|tắc)(?!\w)", re.IGNORECASE
)


def has_wanted(question: Question, sentence: Sentence, said: Said) -> bool:
    """Whether the sentence holds the kind of thing that is asked for."""
    found = _HOLDS.get(question.wanted)
    return found(question, sentence, said) if found else sentence.kind is BlockKind.BODY


def _has_day(question: Question, sentence: Sentence, said: Said) -> bool:
    if _DEADLINE.search(question.text) and not (_ENDS.search(sentence.text) or said.deadlines):
        return False
    if _HOW_LONG.search(question.text) and _DURATION.search(sentence.text):
        return True
    return bool(
        dates_for(question, sentence)
        or any(sentence.start <= start < sentence.end for start, _ in said.deadlines)
        or _RELATIVE.search(sentence.text)
    )


def _has_office(question: Question, sentence: Sentence, said: Said) -> bool:
    """An office that the question does not name itself."""
    held = (names.office_of(title.value) for title in names.titles_in(sentence.text, []))
    return any(not is_asked(question, office) for office in held)


def is_asked(question: Question, office: str) -> bool:
    """Whether a question names an office itself: "ngoài Bí thư Đảng ủy còn giữ chức gì?"."""
    return any(office_agrees(asked, office, set()) for asked in question.offices)


def _has_body(question: Question, sentence: Sentence, said: Said) -> bool:
    kind: re.Pattern[str] | None = next((told for words, told in _BODIES if words.search(question.text)), None)
    kinds = _BODY_KINDS[: 1 if kind is None else 2]
    bodies = {f.value: f.text for f in all_facts(sentence.text) if f.kind in kinds}
    return any(
        value not in question.bodies and (kind is None or kind.search(text) is not None)
        for value, text in bodies.items()
    )


def _has_person(question: Question, sentence: Sentence, said: Said) -> bool:
    if said.speakers and asks_who_says(question):
        return True  # whoever it is, a sentence before it names him
    not_asked = {*question.values(FactKind.PERSON)}
    if acts(question):
        not_asked |= {sentence.context.speaker or "", *map(comparable, said.speakers)}
    return any(f.kind is FactKind.PERSON and f.value not in not_asked for f in facts_in(sentence.text))


def asks_who_says(question: Question) -> bool:
    """Whether it is asked who said something, or told others to do it: "ai yêu cầu …?", and not "ai làm đầu mối?"."""
    return bool(_WHO_SAYS.search(fold(question.text)))


def acts(question: Question) -> bool:
    """Whether it is asked who did something, and not who said it: "ai báo tin?", "cán bộ nào làm thiếu hồ sơ?"."""
    doer = _DOER.search(question.text)
    if doer is None:
        return False
    return not verb().match(question.text, doer.end()) and not _HEADS.match(question.text, doer.end())


def _has_place(question: Question, sentence: Sentence, said: Said) -> bool:
    if asks_road(question):
        return bool(_ROAD.search(sentence.text))
    asked = {fold(f.text) for f in question.facts if f.kind is FactKind.PLACE}
    return any(f.kind is FactKind.PLACE and fold(f.text) not in asked for f in all_facts(sentence.text))


def asks_road(question: Question) -> bool:
    """Whether a road is asked for."""
    return question.wanted is Wanted.PLACE and bool(_ROAD_ASKED.search(question.text))


def _has_document(question: Question, sentence: Sentence, said: Said) -> bool:
    asked = question.values(FactKind.DOCUMENT_NUMBER)
    kind = _KIND_ASKED.search(question.text)
    return any(
        f.kind is FactKind.DOCUMENT_NUMBER
        and f.value not in asked
        and (kind is None or f.text.lower().startswith(kind[1].lower()))
        for f in facts_in(sentence.text)
    )


def _explains(question: Question, sentence: Sentence, said: Said) -> bool:
    """Whether a word of the question is explained: "TOD (mô hình …)", "TOD là …"."""
    text = comparable(sentence.text)
    return any(
        re.search(rf"(?<!\w){re.escape(term)}(?!\w)[^.;]{{0,20}}?(?:\(|, là | là | nghĩa là )", text)
        for term in question.terms
    )


def _explains_why(question: Question, sentence: Sentence) -> bool:
    """Whether a cause is told, or a purpose; nobody is late or short of something on purpose."""
    if _CAUSE.search(sentence.text):
        return True
    return bool(_PURPOSE.search(sentence.text)) and not _LACKING.search(question.text)


_HOLDS: Mapping[Wanted, Callable[[Question, Sentence, Said], bool]] = {
    Wanted.FIGURE: lambda question, sentence, _: bool(figures_for(question, sentence)),
    Wanted.DATE: _has_day,
    Wanted.OFFICE: _has_office,
    Wanted.PERSON: _has_person,
    Wanted.ORGANISATION: _has_body,
    Wanted.PLACE: _has_place,
    Wanted.DOCUMENT: _has_document,
    Wanted.DEFINITION: _explains,
    Wanted.REASON: lambda question, sentence, _: _explains_why(question, sentence),
    Wanted.PROPOSAL: lambda _, sentence, said: is_proposal(sentence, said),
    Wanted.DIRECTIVE: lambda _, sentence, said: orders(sentence, said),
}
