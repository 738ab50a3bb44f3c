"""The one figure of a sentence that was asked for, told from the others by the words of its clause."""

import re
from collections.abc import Sequence

from index.documents import Sentence
from index.facts import Fact, FactKind, facts_in
from index.text import fold, tokens
from rag.alike import alike
from rag.labels import label_of
from rag.quantities import CONTRASTS, figures_for, units_asked, words_asked
from rag.question import Question

_LABELLED = 0.34  # of the content words, at least, stand in the clause of the figure
_CODE = re.compile(r"(?<!\w)(?=\w*\d)(?=\w*[^\W\d])\w+")
_CLAUSE_END = re.compile(r"[,;:.](?!\d)")
_FIRST = re.compile(r"(?<!\w)từ $")
_THEN = re.compile(r"[^,.;]{0,20}? (?:lên|xuống|còn|thành)(?!\w)")
_WAS = re.compile(r"(?<!\w)(?:từ|trước (?:đây|kia|đó|khi)|lúc đầu|ban đầu|cũ)(?!\w)")
_BECOMES_ASKED = re.compile(r"(?<!\w)(?:thành|lên|xuống|còn)(?: \w+){0,2}? (?:bao nhiêu|mấy)(?!\w)")
_BECOMES = re.compile(r"(?<!\w)(?:thành|lên|xuống|còn)(?: còn| đến| tới| mức)?(?: (?:hơn|gần|trên|dưới|khoảng))? ?$")
_LEADING = re.compile(r"(\w+ \w+) (?:bao nhieu|may)(?!\w)")
_LED_ALIKE = 100  # the words right before the figure are those before "bao nhiêu": that decides


def the_figure(question: Question, sentence: Sentence) -> Fact | None:
    """The one figure asked for, by the words of its clause; None when unsure.

    The clause says some of what was asked, and more than any other that fits does. What tells two figures apart decides
    alone: revenue from expenditure, new from old, road 25C from road 25B, whom, what it was from what it becomes.
    """
    text, figures = sentence.text, figures_for(question, sentence)
    left = _becoming(question, text, [f for f in figures if not _was(question, text, f)])
    marks = _marks(question, text)
    terms = _words(question)
    near = []
    for figure in left:
        clause = label_of(text, figure)
        words = {*tokens(clause)} | alike(question.text).said_in(tokens(clause))
        folded = words | {fold(word) for word in words}
        apart = set(question.terms) & CONTRASTS <= (folded if question.bare else words)
        if apart and all(mark in clause.lower() for mark in marks):
            near.append((len(terms & folded) + _led_alike(question, text, figure), figure))
    near.sort(key=lambda item: -item[0])
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][1] if _is_told_of(question, terms, text, near[0][1]) else None


def _is_told_of(question: Question, terms: set[str], text: str, figure: Fact) -> bool:
    """Whether the clause of a figure says some of what was asked; of a population or an area its unit does."""
    if units_asked(question) and "dong" not in units_asked(question):
        return True
    clause = _CLAUSE_END.split(text[: figure.start])[-1] + _CLAUSE_END.split(text[figure.end :])[0]
    words = {*tokens(clause)} | alike(question.text).said_in(tokens(clause))
    return len(terms & {fold(word) for word in words}) >= _LABELLED * len(terms)


def _words(question: Question) -> set[str]:
    """The content words, folded, that the clause of a figure shares with a question for it: no names, no quantity."""
    names = {t for kind in (FactKind.PLACE, FactKind.PERSON) for value in question.values(kind) for t in tokens(value)}
    return {fold(t) for t in question.terms if t not in names} - {fold(t) for t in words_asked(question)}


def _marks(question: Question, text: str) -> set[str]:
    """The codes ("25C"), and of several persons the names, that question and sentence both have, in lower case."""
    lower = text.lower()
    codes = set(_CODE.findall(question.text.lower()))
    people = [f.value for f in facts_in(text) if f.kind is FactKind.PERSON]
    words = {t for t in tokens(question.text) if len(people) > 1}
    return {mark for mark in codes if mark in lower} | {who for who in people if tokens(who)[-1] in words}


def _was(question: Question, text: str, figure: Fact) -> bool:
    """Whether a figure is what something was before it changed, and that is not asked: "từ 60 lên 80 triệu đồng"."""
    changed = _FIRST.search(text[: figure.start]) and _THEN.match(text[figure.end :])
    return bool(changed) and not _WAS.search(question.text.lower())


def _becoming(question: Question, text: str, figures: Sequence[Fact]) -> Sequence[Fact]:
    """The figures; where it is asked what something becomes, those that say so, if any do."""
    if not _BECOMES_ASKED.search(question.text.lower()):
        return figures
    return [f for f in figures if _BECOMES.search(text[: f.start].lower())] or figures


def _led_alike(question: Question, text: str, figure: Fact) -> int:
    """Whether the words right before a figure are those before "bao nhiêu": "làm rõ mấy vụ" – "đã làm rõ 19 vụ"."""
    asked = _LEADING.search(fold(question.text))
    return _LED_ALIKE * bool(asked and fold(text[: figure.start]).rstrip().endswith(asked[1]))
