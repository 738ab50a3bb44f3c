"""The short answer: the figure, day, name or office itself, verbatim."""

import re
from itertools import pairwise

from index.documents import Sentence
from index.facts import Fact, FactKind, all_facts, facts_in
from index.text import comparable, fold, tokens
from rag.days import asks_hours, dates_for
from rag.figure import the_figure
from rag.holders import holders, titles_of
from rag.question import Question, Wanted
from rag.tells import acts, is_asked
from rag.who import same

_TO_WHOM = re.compile(
    r"(?i)(?<!\w)(?:với|cho|giao|đưa|gặp|mời|có mặt|cử|chọn|bầu|phạt|kỷ luật|khen|nhắc|yêu cầu|chỉ đạo|đề nghị|"
    r"kiến nghị|nhờ) (?:(?:những|các) )?(?:ai|người nào)(?!\w)"
)

_JOINED = re.compile(r"(?:,| và) (\w+)(?!\w)")
_ORDERS = "giao|phân công|yêu cầu|chỉ đạo|đề nghị|chỉ định|cử|lệnh"
_GIVES = re.compile(rf"(?i)\W*(?:cũng |đã |vừa |tiếp tục )*(?:{_ORDERS})(?!\w)")
_IS_GIVEN = re.compile(rf"(?i)\W*(?:cũng |đã |vừa )*được (?:\w+ ){{0,8}}?(?:{_ORDERS})(?!\w)")
_ASKS_GIVER = re.compile(
    rf"(?<!\w)(?:ai|nguoi nao|lanh dao nao|dong chi nao)(?: (?:da|la nguoi|vua))* (?:{fold(_ORDERS)})(?!\w)"
)


def short_answer(question: Question, sentence: Sentence) -> str | None:
    """The figure, day or name itself, a verbatim slice of the sentence; None when the question wants no such thing."""
    if question.wanted is Wanted.FIGURE:
        best = the_figure(question, sentence)
        return _with_unit(question, sentence.text, best) if best else None
    if question.wanted is Wanted.DATE:
        days = [] if asks_hours(question) else dates_for(question, sentence)
        return _whole_day(sentence.text, days[0]) if days else None
    if question.wanted is Wanted.PERSON:
        return _somebody(question, sentence)
    if question.wanted is Wanted.OFFICE:
        return _offices_of(question, sentence.text)
    return None


def _whole_day(text: str, day: Fact) -> str:
    """A day with its month: "14, rạng sáng 15/10" where the text writes the month behind the second day alone."""
    after = (f for f in facts_in(text) if f.kind is FactKind.DATE and f.start > day.start)
    end = next((f.end for f in after if f.text.isdigit() is False), day.end) if day.text.isdigit() else day.end
    return text[day.start : end]


def _somebody(question: Question, sentence: Sentence) -> str | None:
    """The only person that the sentence names, else its only office: "Bí thư Thành ủy TPHCM lưu ý …".

    Who is told to do something is not who tells it: "giao ai?", "đưa những ai đi trước?".
    """
    if _TO_WHOM.search(question.text):
        return None
    if question.holder:
        held = holders(question, sentence.text)
        return held[0].text if len({f.value for f in held}) == 1 else None
    not_asked = question.values(FactKind.PERSON)
    people = [f for f in facts_in(sentence.text) if f.kind is FactKind.PERSON]
    left = [f.text for f in people if f.value not in not_asked]
    if acts(question) and left and comparable(left[0]) == sentence.context.speaker:
        return None  # who tells of it is not who did it
    if any(gives_only(question, sentence.text, name) or is_given(question, sentence.text, name) for name in left):
        return None
    if people or question.offices or question.english:
        return left[0] if len(left) == 1 else None
    offices = [f.text for f in all_facts(sentence.text) if f.kind is FactKind.TITLE]
    alone = len(offices) == 1 and sentence.text.startswith(offices[0])
    return offices[0] if alone and not gives_only(question, sentence.text, offices[0]) else None


def gives_only(question: Question, text: str, who: str) -> bool:
    """Whether somebody has others do what was asked about: "ông A giao Sở B chủ trì" tells not that A does."""
    at = text.find(who) + len(who)
    return bool(_GIVES.match(text, at)) and not _ASKS_GIVER.search(fold(question.text))


def is_given(question: Question, text: str, who: str) -> bool:
    """Whether somebody is given what it is asked who gave: "bà B được Chủ tịch giao kiểm tra"."""
    at = text.find(who) + len(who)
    return bool(_IS_GIVEN.match(text, at)) and bool(_ASKS_GIVER.search(fold(question.text)))


def _offices_of(question: Question, text: str) -> str | None:
    """The offices that stand around the name of who is asked about: "Bí thư Trung ương Đảng, Bí thư Thành ủy TPHCM"."""
    facts = all_facts(text)
    asked = question.values(FactKind.PERSON)
    for person in (f for f in facts if f.kind is FactKind.PERSON and any(same(a, f.value) for a in asked)):
        if run := [t for t in titles_of(person, facts, text) if not is_asked(question, t.value)]:
            return text[run[0].start : run[-1].end]
    return None


def _with_unit(question: Question, text: str, fact: Fact) -> str:
    """A figure with what it counts; with both of two nouns that the question joins: "99 xã, phường"."""
    match = (
        re.match(rf"\s?{re.escape(fact.unit)}(?!\w)", text[fact.end :].lower())
        if fact.unit and not fact.text.endswith(fact.unit)
        else None
    )
    end = fact.end + (match.end() if match else 0)
    joined = _JOINED.match(text, end)
    asked = [fold(word) for word in tokens(question.text)]
    pairs = {*pairwise(asked), *pairwise(reversed(asked))}
    both = joined and {*tokens(joined[1])} <= {*question.terms} and (fold(fact.unit), fold(joined[1])) in pairs
    return text[fact.start : joined.end() if joined and both else end]
