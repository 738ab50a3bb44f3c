"""The days of a sentence that can be the one asked for: of what happens, not of preparing it or of a paper."""

import re

from index.documents import Sentence
from index.facts import Fact, FactKind, facts_in
from index.text import comparable, fold, tokens
from rag.alike import alike
from rag.question import Question, content_terms

_OF_DOCUMENT = re.compile(
    r"(?i)(?:nghị quyết|nghị định|kế hoạch|chỉ thị|quyết định|công văn|công điện|thông báo|kết luận)\s+(?:"
    r"(?:số\s+)?[\w/-]*\d[\w/-]*\s+(?:(?:được\s+)?(?:ban hành|ký|ra đời|có từ|đề)\s*(?:vào\s+)?|là\s+)?"
    r"|(?:\w+ ){0,5}?(?:được )?(?:ban hành|ký) (?:vào )?)"
    r"(?:ngày nào|ngày mấy|khi nào|hôm nào|ngày bao nhiêu)"
)
_PREPARING = re.compile(
    r"(?<!\w)(?:chuẩn bị|công tác tổ chức|kế hoạch tổ chức|phương án tổ chức|chào mừng|phục vụ|hướng tới|"
    r"hướng đến|tiến tới|góp ý|dự thảo|trước thềm)(?!\w)",
    re.IGNORECASE,
)
_DAY_ASKED = re.compile(r"(?<!\w)(?:ngày|hôm|tháng|buổi) (?:nào|mấy|bao nhiêu)(?!\w)", re.IGNORECASE)
_YEAR = 4  # characters of a year
_BESIDE = 15  # characters between what happens and its day: "ngày bầu cử 15-3", "bầu cử vào ngày 15-3"
_WORD = re.compile(r"\w+")
_PERIOD = re.compile(r"(?<!\w)(?:giai doan|nhiem ky|nhiem ki|khoang thoi gian|thoi gian)(?!\w)")


_BY = re.compile(
    r"(?i)(?<!\w)(?:trước|chậm nhất(?: là)?|muộn nhất(?: là)?|(?:đến )?hết|hạn (?:chót|cuối)(?: là)?)"
    r" (?:\d+ giờ )?(?:ngày )?$"
)
_ENDING = re.compile(
    r"(?i)(?<!\w)(?:trước|hạn|chậm nhất|muộn nhất|xong|hoàn thành|kết thúc|đến (?:khi|bao giờ|ngày|lúc|tháng)|hết|phải|"
    r"cần|by when|deadline|must|finish|end)(?!\w)"
)
_DEADLINE_ASKED = re.compile(
    r"(?i)(?<!\w)(?:trước (?:ngày|tháng|khi)|hạn|chậm nhất|muộn nhất|xong|hoàn thành|kết thúc|đến (?:ngày|hết))(?!\w)"
)
_SEVERAL = 2
_WHEN = re.compile(
    r"(?i)(?: (?:vào|từ|kể từ|tới|đến|trước|từ trước|vao|tu|ke tu|toi|den|truoc|là|la))*"
    r" (?:(?:ngày|khi|lúc|hôm|buổi|thời gian|thời điểm|tháng|năm|ngay|hom|luc|buoi|thang|nam) "
    r"(?:nào|mấy|bao nhiêu|nao|may)|bao giờ|bao gio)(?!\w)"
)
# Words for an event that a sentence may leave out.
_HAPPENS = frozenset(("dien", "ra", "xay", "to", "chuc", "bat", "dau", "hoan", "thanh", "xong", "ket", "thuc", "han"))
_MOST = 0.65
_LEADING = re.compile(
    r"(\w+ \w+)(?: vao)? (?:ngay nao|khi nao|bao gio|hom nao|luc nao|thang nao|nam nao|ngay may)(?!\w)"
)
_DECIDES = 100  # the words right before "ngày nào" stand in the clause of one day
_WHOLES = ";"
_PARTS = re.compile(r"[,;:.](?!\d)|(?<!\w)(?:và|nhưng)(?!\w)")
_SINCE = re.compile(r"(?i)(?<!\w)(?:kể )?từ (?:\d+ giờ )?(?:ngày |đầu |giữa |cuối |sáng |chiều |tối |đêm )*$")
_BEGINNING = re.compile(r"(?i)(?<!\w)(?:từ|bắt đầu|khởi|since|start|begin)(?!\w)")
_HOUR_ASKED = re.compile(r"(?i)(?<!\w)(?:mấy giờ|giờ nào|may gio|gio nao|bao lâu|bao lau)(?!\w)")


def dates_for(question: Question, sentence: Sentence) -> list[Fact]:
    """The days of a sentence that can be the one asked for: a document's own date answers for the document alone."""
    facts = facts_in(sentence.text)
    asked = {f.value for f in question.facts if f.kind is FactKind.DATE}
    spans = bool(_PERIOD.search(fold(question.text)))
    days = [f for f in facts if f.kind is FactKind.DATE and (spans or "/" not in f.value) and f.value not in asked]
    documents = [f for f in facts if f.kind is FactKind.DOCUMENT_NUMBER]
    own = [d for d in days if any(0 <= d.start - n.end <= 8 for n in documents)]
    if _OF_DOCUMENT.search(question.text):
        return own
    fitting = [day for day in days if day not in own and not _of_preparing(question, sentence.text, day)]
    fitting = [day for day in fitting if _is_of_its_kind(question, sentence.text, day)]
    if not _says_event(question, sentence.text):
        return []
    if _DEADLINE_ASKED.search(question.text):
        fitting = [day for day in fitting if _BY.search(sentence.text[: day.start])] or fitting
    nearest = _nearest(question, sentence.text, fitting)
    if _DAY_ASKED.search(question.text):  # a year alone is no day, and no month
        nearest = [day for day in nearest if len(day.value) > _YEAR]
    return nearest


def _nearest(question: Question, text: str, days: list[Fact]) -> list[Fact]:
    """Of several days, those amid most words of what is asked about: "phê duyệt ngày 21-4 và khởi công tháng 8".

    Of parts between semicolons those come first that name the body asked about; the whole parts decide between equals.
    """
    if len(days) < _SEVERAL:
        return days
    wanted = {fold(word) for word in _happening(question)}
    lead = _LEADING.search(fold(question.text))
    shared = []
    for day in days:
        others = [other for other in days if other is not day]
        begins = max((o.end for o in others if o.end <= day.start), default=0)
        ends = min((o.start for o in others if o.start >= day.end), default=len(text))
        clause = f"{_PARTS.split(text[begins : day.start])[-1]} {_PARTS.split(text[day.end : ends])[0]}"
        decides = _DECIDES * bool(lead and lead[1] in fold(clause))
        whole = _WHOLES.join((text[: day.start].split(_WHOLES)[-1], text[day.end :].split(_WHOLES)[0]))
        named = any(body in comparable(whole) for body in question.bodies)
        shared.append((named, _shared(wanted, clause) + decides, _shared(wanted, whole)))
    return [day for day, count in zip(days, shared, strict=True) if count == max(shared)]


def _shared(wanted: set[str], text: str) -> int:
    return len(wanted & {fold(word) for word in tokens(text)})


def _says_event(question: Question, text: str) -> bool:
    """Whether a sentence tells of what happens: it has a word that leads to "ngày nào", or most of the others.

    "Vắc xin được cấp phép khi nào?" is not answered by the day on which people met about a vaccine.
    """
    asked = _WHEN.search(question.text)
    before = question.text[: asked.start()] if asked else ""
    for fact in reversed(question.facts):
        if fact.end <= len(before) and fact.kind is not FactKind.NUMBER:
            before = f"{before[: fact.start]} {before[fact.end :]}"
    event = [t for t in content_terms(before) if fold(t) not in _HAPPENS]
    words = {*tokens(text)} | alike(question.text).said_in(tokens(text))
    words |= {fold(t) for t in words} if question.bare else set()
    said = [t for t in event if t in words]
    return len(event) < _SEVERAL or bool({*said} & {*event[-_SEVERAL:]}) or len(said) >= _MOST * len(event)


def _is_of_its_kind(question: Question, text: str, day: Fact) -> bool:
    """Whether a day is no deadline where none is asked for, and no beginning of what lasts: "hỏng từ tháng 10"."""
    before = text[: day.start]
    if _BY.search(before) and not _ENDING.search(question.text):
        return False
    return not _SINCE.search(before) or bool(_BEGINNING.search(question.text))


def asks_hours(question: Question) -> bool:
    """Whether a time of day, or how long, is asked for: no day answers that."""
    return bool(_HOUR_ASKED.search(question.text))


def _of_preparing(question: Question, text: str, day: Fact) -> bool:
    """Whether a day is that of preparing what is asked about, which took place, or will, on another."""
    if _PREPARING.search(question.text):
        return False
    between = [
        text[day.end : start] if day.end <= start else text[end : day.start]
        for start, end in _mentions(_happening(question), text)
    ]
    return all(len(words) > _BESIDE for words in between) and any(map(_PREPARING.search, between))


def _happening(question: Question) -> frozenset[str]:
    """The words of what is asked about, beside names."""
    text = question.text
    for start, end in reversed(question.named):
        text = f"{text[:start]} {text[end:]}"
    return frozenset(content_terms(text))


def _mentions(wanted: frozenset[str], text: str) -> list[tuple[int, int]]:
    """Where the longest runs of wanted words stand in a text, two words at least."""
    runs: list[list[re.Match[str]]] = [[]]
    for word in _WORD.finditer(text):
        if comparable(word[0]) in wanted:
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    longest = max(map(len, runs))
    return [(run[0].start(), run[-1].end()) for run in runs if len(run) == longest] if longest > 1 else []
