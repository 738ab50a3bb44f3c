"""The one figure of a sentence that was asked for, told from the others by the words of its clause."""

import re
from collections.abc import Sequence

from index.documents import Sentence
from index.facts import Fact, FactKind, facts_in
from index.text import fold, tokens
from rag.alike import alike
from rag.counted import figures_for
from rag.labels import label_of, scope_of
from rag.quantities import CONTRASTS, CONTRASTS_BARE, noun_asked, units_asked, words_asked
from rag.question import Question

_OF_PEOPLE = frozenset(("nam", "nữ"))  # said once of the same ones: "23 vụ cướp nữ công nhân, làm rõ 19 vụ"
_LABELLED = 0.34  # of the content words, at least, stand in the clause of the figure
_CODE = re.compile(r"(?<!\w)(?=\w*\d)(?=\w*[^\W\d])\w+")
_CLAUSE_END = re.compile(r"[,;:.](?!\d)")
_FIRST = re.compile(r"(?<!\w)từ $")
_THEN = re.compile(r"[^,.;]{0,20}? (?:lên|xuống|còn|thành)(?!\w)")
_WAS = re.compile(r"(?<!\w)(?:từ|trước (?:đây|kia|đó|khi)|lúc đầu|ban đầu|cũ)(?!\w)")
_BECOMES_ASKED = re.compile(r"(?<!\w)(?:thành|lên|xuống|còn)(?: \w+){0,2}? (?:bao nhiêu|mấy)(?!\w)")
_BECOMES = re.compile(r"(?<!\w)(?:thành|lên|xuống|còn)(?: còn| đến| tới| mức)?(?: (?:hơn|gần|trên|dưới|khoảng))? ?$")
_LEADING = re.compile(r"(\w+ \w+) (?:bao nhieu|may)(?!\w)")
# Between "bố trí" and its figure: "mới bố trí được hơn 600 tỷ đồng".
_LED = (
    r"(?: (?:duoc|hon|gan|khoang|tren|duoi|la|dat|them|moi|chi|co|len|xuong|con|toi|den|tong|cong|so|muc|it nhat))*\W*$"
)
_NO_LEAD = frozenset(
    ("la", "co", "dat", "het", "khoang", "duoc", "tong", "cong", "con", "len", "so", "muc", "toi", "da")
)
_PROPOSES = re.compile(
    r"(?<!\w)(?:đề nghị|kiến nghị|đề xuất|(?<!vắc )(?<!vắc-)xin|mong|muốn|cần|de nghi|kien nghi|de xuat)(?!\w)",
    re.IGNORECASE,
)
_EARLIER = " – "  # stands between the question before and the one that follows it up
_LED_ALIKE = 100  # the words right before the figure are those before "bao nhiêu": that decides


def the_figure(question: Question, sentence: Sentence, found: Sequence[Fact] | None = None) -> Fact | None:
    """The one figure asked for, by the words of its clause; None when unsure. `found`: what `figures_for` found.

    The clause says some of what was asked, and more than any other that fits does. What tells two figures apart decides
    alone: revenue from expenditure, new from old, road 25C from road 25B, whom, what it was from what it becomes.
    """
    text, figures = sentence.text, figures_for(question, sentence) if found is None else found
    if _PROPOSES.search(question.text.split(_EARLIER)[-1]) and not _PROPOSES.search(text):
        return None  # what was decided is not what was proposed
    left = _becoming(question, text, [f for f in figures if not _was(question, text, f)])
    marks = _marks(question, text)
    terms = _words(question)
    near = []
    for figure in left:
        clause = label_of(text, figure)
        words = {*tokens(clause)} | alike(question.text).said_in(tokens(clause))
        folded = words | {fold(word) for word in words}
        contrasts = set(question.terms) & (CONTRASTS_BARE if question.bare else CONTRASTS) - (
            _OF_PEOPLE & {*tokens(scope_of(text, figure))}
        )
        apart = contrasts <= (folded if question.bare else words)
        apart = apart and all(mark in clause.lower() for mark in marks) and not _leads_to_other(question, text, figure)
        if apart and _says_lead(question, folded):
            near.append((len(terms & folded) + _led_alike(question, text, figure), figure))
    near.sort(key=lambda item: -item[0])
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    told = near[0][0] >= _LED_ALIKE or _is_told_of(question, terms, text, near[0][1])
    return near[0][1] if told else None


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
    return _LED_ALIKE * bool(asked and re.search(rf"(?<!\w){asked[1]}{_LED}", fold(text[: figure.start])))


def _leads_to_other(question: Question, text: str, figure: Fact) -> bool:
    """Whether the words before "bao nhiêu" stand behind another figure: "92.000 người, trong đó 70% xen ghép"."""
    asked = _LEADING.search(fold(question.text))
    lead = asked[1].split() if asked else []
    if not lead or _NO_LEAD & set(lead):
        return False
    words = f" {' '.join(lead)} "
    others = [f for f in facts_in(text) if f.kind is FactKind.NUMBER and f.start != figure.start]
    behind = [label_of(text, f).partition(f.text)[2] for f in others]
    return words not in _spaced(scope_of(text, figure)) and any(words in _spaced(after) for after in behind)


def _spaced(text: str) -> str:
    return f" {fold(' '.join(tokens(text)))} "


def _says_lead(question: Question, words: set[str]) -> bool:
    """Whether a clause has a word that leads to "bao nhiêu" where no noun follows: "thiệt hại ước bao nhiêu"."""
    if units_asked(question) or noun_asked(question):
        return True
    asked = _LEADING.search(fold(question.text))
    lead = set(asked[1].split()) - _NO_LEAD if asked else set()
    return not lead or bool(lead & words)
