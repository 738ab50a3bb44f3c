"""The short answer: the figure, day, name or office itself, verbatim."""

import re
from collections.abc import Sequence

from index.documents import Sentence
from index.facts import Fact, FactKind, all_facts, facts_in
from rag.days import dates_for
from rag.fit import same
from rag.quantities import the_figure
from rag.question import Question, Wanted
from rag.tells import is_asked

_TO_WHOM = re.compile(
    r"(?i)(?<!\w)(?:với|cho|giao|đưa|gặp|mời|có mặt|cử|chọn|bầu|phạt|kỷ luật|khen|nhắc|yêu cầu|chỉ đạo|đề nghị|"
    r"kiến nghị|nhờ) (?:(?:những|các) )?(?:ai|người nào)(?!\w)"
)


def short_answer(question: Question, sentence: Sentence) -> str | None:
    """The figure, day or name itself, a verbatim slice of the sentence; None when the question wants no such thing."""
    if question.wanted is Wanted.FIGURE:
        best = the_figure(question, sentence)
        return _with_unit(sentence.text, best) if best else None
    if question.wanted is Wanted.DATE:
        return next((f.text for f in dates_for(question, sentence)), None)
    if question.wanted is Wanted.PERSON:
        return _somebody(question, sentence)
    if question.wanted is Wanted.OFFICE:
        return _offices_of(question, sentence.text)
    return None


def _somebody(question: Question, sentence: Sentence) -> str | None:
    """The only person that the sentence names, else its only office: "Bí thư Thành ủy TPHCM lưu ý …".

    Who is told to do something is not who tells it: "giao ai?", "đưa những ai đi trước?".
    """
    if _TO_WHOM.search(question.text):
        return None
    not_asked = question.values(FactKind.PERSON)
    people = [f for f in facts_in(sentence.text) if f.kind is FactKind.PERSON]
    left = [f.text for f in people if f.value not in not_asked]
    if people or question.offices or question.english:
        return left[0] if len(left) == 1 else None
    offices = [f.text for f in all_facts(sentence.text) if f.kind is FactKind.TITLE]
    return offices[0] if len(offices) == 1 and sentence.text.startswith(offices[0]) else None


def _offices_of(question: Question, text: str) -> str | None:
    """The offices that stand around the name of who is asked about: "Bí thư Trung ương Đảng, Bí thư Thành ủy TPHCM"."""
    facts = all_facts(text)
    titles = [f for f in facts if f.kind is FactKind.TITLE and not is_asked(question, f.value)]
    asked = question.values(FactKind.PERSON)
    for person in (f for f in facts if f.kind is FactKind.PERSON and any(same(a, f.value) for a in asked)):
        run = _following(titles, text, person.end) or _leading_to(titles, text, person.start)
        if run:
            return text[run[0].start : run[-1].end]
    return None


def _following(titles: Sequence[Fact], text: str, at: int) -> list[Fact]:
    """The titles that follow each other behind a name, with nothing but a comma between."""
    found: list[Fact] = []
    for title in titles:
        if title.start >= at and text[at : title.start] in (", ", " - ", " – ", " ("):
            found.append(title)
            at = title.end
    return found


def _leading_to(titles: Sequence[Fact], text: str, at: int) -> list[Fact]:
    """The titles that lead to a name, with nothing but commas between them."""
    found: list[Fact] = []
    for title in reversed(titles):
        between = text[title.end : at]
        if (title.end <= at and between == (", " if found else " ")) or (not found and between == " đồng chí "):
            found.insert(0, title)
            at = title.start
    return found


def _with_unit(text: str, fact: Fact) -> str:
    match = (
        re.match(rf"\s?{re.escape(fact.unit)}(?!\w)", text[fact.end :].lower())
        if fact.unit and not fact.text.endswith(fact.unit)
        else None
    )
    return text[fact.start : fact.end + (match.end() if match else 0)]
