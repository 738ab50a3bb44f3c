"""A question of several parts, taken apart: "Ai làm tổ trưởng và đã yêu cầu gì?" asks two things."""

import re
from itertools import pairwise

from index.facts import FactKind, all_facts
from index.names import short_names_in
from index.places import is_ward, level_of
from index.text import has_diacritics
from rag.question import Question
from rag.wanted import LED, Wanted, asking, content_terms, wanted_of

_AND_WARD = re.compile(
    r"\s*(?:,|và|với|cùng|lẫn|hay|hoặc|va|and)(?:\s+(?:phường|xã|phuong|xa|ở|tại|của))*\s+", re.IGNORECASE
)
_COUNT_OF_WARDS = re.compile(r"(?:(?:cả|tại|ở) )?(?:hai|ba|bốn|các|\d+)(?: (?:phường|xã|phuong|xa))? $", re.IGNORECASE)
_JOINS = re.compile(r"\s*[,;]\s+(?:và\s+|rồi\s+|còn\s+)?|\s+(?:và|rồi|va|and)\s+")
_NUMBER_OF = re.compile(r"(?i)(?<!\w)số(?: lượng)?\s+(?!\d|điện thoại|hiệu|mấy)\w+")
_TAIL = re.compile(r"(?:,| và)\s*$")
_CLAUSE = re.compile(r"(?i)^\s*(?:khi|nếu|chỗ|nơi|lúc|có|do|vì)(?!\w)(?!.*(?:gì|bao nhiêu|thế nào))")
_PRONOUN = re.compile(r"(?i)(?<!\w)(?:ông|bà|người này|đồng chí)(?!\w)")
_CARRIED = (FactKind.PLACE, FactKind.PERSON, FactKind.DATE, FactKind.DOCUMENT_NUMBER)
_SEVERAL = 2
_TOPIC = 3  # content words that a part has at least, where it names a topic
_MOST = 4


def parts_of(question: Question) -> tuple[str, ...]:
    """The questions that a question is made of, each naming whom, where and when it is about; one where it is whole."""
    text = question.text
    spans = _counted(text) or _asked(text)
    if 1 < len(spans) <= _MOST:
        return tuple(_whole(question, start, end) for start, end in spans)
    return _of_each_ward(question) or (text,)


def _of_each_ward(question: Question) -> tuple[str, ...]:
    """The question asked of each ward by itself, where several stand in a row: "phường Tân Khánh và Tân Hiệp"."""
    text, wards = question.text, [f for f in question.facts if f.kind is FactKind.PLACE and is_ward(f.value)]
    between = [text[a.end : b.start] for a, b in pairwise(wards)]
    if not 1 < len(wards) <= _MOST or not all(_AND_WARD.fullmatch(words) for words in between):
        return ()
    before = _COUNT_OF_WARDS.sub("", text[: wards[0].start])
    named = [w.text if w.text.lower().startswith(level_of(w.value)) else f"{level_of(w.value)} {w.text}" for w in wards]
    return tuple(f"{before}{name}{text[wards[-1].end :]}" for name in named)


def _asked(text: str) -> list[tuple[int, int]]:
    """The stretches that ask something each, cut where one ends and the next begins."""
    words = asking(text)
    spans, begun = [], 0
    for join in _JOINS.finditer(text):
        before, after = text[begun : join.start()], text[join.end() :]
        if words.search(before) and words.search(after) and _asks_more(before, after, words):
            spans.append((begun, join.start()))
            begun = join.end()
    return [*spans, (begun, len(text))]


def _asks_more(before: str, after: str, words: re.Pattern[str]) -> bool:
    """Whether both sides ask something of their own: "mấy giờ, ngày nào" is one question, as "chỗ nào …, thì …" is."""
    following = _JOINS.split(after)[0]
    if _CLAUSE.match(before) or not words.search(following):
        return False
    return len(content_terms(following)) > 1 or (
        bool(content_terms(following)) and wanted_of(before) is not wanted_of(following)
    )


def _counted(text: str) -> list[tuple[int, int]]:
    """Several numbers asked for without a question word: "số tổ chức đảng, số đảng viên của Bình Trưng"."""
    heads = list(_NUMBER_OF.finditer(text))
    if len(heads) < _SEVERAL or asking(text).search(text):
        return []
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return [(head.start(), end) for head, end in zip(heads, ends, strict=True)]


def _topicless(part: str) -> bool:
    """Whether a part asks when, where or who, and not of what: "hạn chót khi nào"."""
    return wanted_of(part) in (Wanted.DATE, Wanted.PLACE, Wanted.PERSON) and len(content_terms(part)) < _TOPIC


def _stem(text: str) -> str:
    """What the first part is about: its words before the one that asks."""
    asked = asking(text).search(text)
    return _TAIL.sub("", LED.sub("", text[: asked.start()] if asked else text)).strip(" ,;")


def _whole(question: Question, start: int, end: int) -> str:
    """A part with the places, persons, days and papers that only another part names; offices where a pronoun is."""
    text = question.text
    own = {fact.kind for fact in question.facts if start <= fact.start < end}
    other = [f for f in question.facts if f.kind in _CARRIED and f.kind not in own and not start <= f.start < end]
    missing = [f.text for f in other]
    part = _TAIL.sub("", LED.sub("", text[start:end]).rstrip("?.! "))
    if FactKind.PERSON not in own and _PRONOUN.search(part):
        missing += [f.text for f in all_facts(text[:start]) if f.kind is FactKind.TITLE]
        missing += [text[name.start : name.end] for name in short_names_in(text[:start])]
    if start and _topicless(part):
        missing = [_stem(text)]
    asked = part if asking(part).search(part) or not has_diacritics(part) else f"{part} là bao nhiêu"
    return f"{asked} ({', '.join(dict.fromkeys(missing))})?" if missing else f"{asked}?"
