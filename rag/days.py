"""The days of a sentence that can be the one asked for: of what happens, not of preparing it or of a paper."""

import re

from index.documents import Sentence
from index.facts import Fact, FactKind, facts_in
from index.text import comparable, fold
from rag.question import Question, content_terms

_OF_DOCUMENT = re.compile(
    r"(?i)(?:nghị quyết|nghị định|kế hoạch|chỉ thị|quyết định|công văn|thông báo|kết luận)\s+(?:số\s+)?"
    r"[\w/-]*\d[\w/-]*\s+"
    r"(?:(?:được\s+)?(?:ban hành|ký|ra đời|có từ|đề)\s*(?:vào\s+)?|là\s+)?"
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
    if _DAY_ASKED.search(question.text):  # a year alone is no day, and no month
        days = [day for day in days if len(day.value) > _YEAR]
    return [day for day in days if day not in own and not _of_preparing(question, sentence.text, day)]


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
