"""The sentences that make an answer, once the best one is known: lists whole, reasons with what they explain."""

import datetime as dt
import re
from collections.abc import Sequence

from index import places
from index.facts import FactKind, all_facts, dates_agree
from index.text import comparable, fold
from rag.evidence import Evidence
from rag.listing import MOST_ITEMS, asks_of_each_ward, day_of
from rag.question import Question, Wanted
from rag.short import short_answer
from rag.tells import asks_who_says

MOST_SENTENCES = 3
_ALSO = 0.75  # a further sentence needs this share of the best one's score
_OF_MATTER = 0.5  # the same of a sentence of another document, where the question does not say of what
_EACH = 0.4  # the best sentence about a further ward needs this share
_HEAD = 0.2  # the line that announces a list needs this share
_DAY = re.compile(r"(?:\d{4}-|--)\d\d-\d\d")  # and not a month or a year alone
_GAP = 60  # characters between two items of one list, at most
_SINGLE = (
    Wanted.FIGURE,
    Wanted.DATE,
    Wanted.PERSON,
    Wanted.OFFICE,
    Wanted.ORGANISATION,
    Wanted.PLACE,
    Wanted.DOCUMENT,
    Wanted.DEFINITION,
)
_LIST = re.compile(
    r"(?<!\w)(?:nhung (?:\w+ ){0,5}?(?:gi|nao)|liet ke|ke (?:ten|ra|cac|nhung)|gom nhung|day du|"
    r"(?:\d+|hai|ba|bon|nam|sau|bay) (?:viec|de xuat|kien nghi|nhiem vu|giai phap|noi dung|diem|van de|yeu cau)|"
    r"cac (?:viec|de xuat|kien nghi|nhiem vu|giai phap|noi dung|kho khan|yeu cau))(?!\w)"
)
_COUNTED = re.compile(
    r"(?i)(?<!\w)(?P<count>hai|ba|bốn|năm|sáu|bảy|tám|các|những|\d+)\s+(?P<what>\w+ \w+)[^?]*? (?:gì|nào)\W*$"
)
_LISTED = re.compile(r"[;,](?=\s)|\svà\s")
_NEAR = 6  # leading candidates among which a list is looked for
_ALL = re.compile(r"(?<!\w)(?:liet ke|ke (?:ten|ra|cac|nhung)|day du|cho du)(?!\w)")
_MARK = re.compile(
    r"^\s*(?:[-–+•*]\s|\(?(?:\d{1,2}|[a-zđ])[).]\s|(?:Thứ|Một|Hai|Ba|Bốn|Năm|Sáu|Bảy)\s+"
    r"(?:nhất|hai|ba|tư|năm|sáu|bảy|là)(?!\w))"
)
_THEREFORE = re.compile(r"^\W*(?:Vì (?:vậy|thế)|Do (?:đó|vậy)|Chính vì|Bởi vậy|Nhờ (?:đó|vậy)|Từ đó|Như vậy)(?!\w)")


def assembled(question: Question, fitting: Sequence[Evidence], evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The sentences of the answer in the order to read them; `fitting` is best first, `evidence` all that was read."""
    if len(question.wards) > 1:
        return _one_each(question, fitting)
    if each := _of_each_ward(question, fitting):
        return each
    fitting = _telling_first(question, fitting)
    best = fitting[0]
    order = sorted((e for e in evidence if e.sentence.document == best.sentence.document), key=_place)
    if items := _list_of(question, fitting, order):
        return items
    if question.wanted is Wanted.REASON and (before := _before(best, order)) and _THEREFORE.match(best.sentence.text):
        return (before, best)
    if question.wanted is Wanted.PERSON and asks_who_says(question) and (names := _introduced(best, order)):
        return (names, best)
    return _with_more(question, fitting)


def of_each_matter(question: Question, fitting: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Where a question names nothing, the best sentence of each document that gives another figure, day or name.

    "Chủ tọa phiên tòa là ai?" over two trials asks of one of them, and nobody knows which. Empty where one answers.
    """
    if not fitting or question.facts or question.bodies or question.filters.active or asks_of_each_ward(question):
        return ()
    best = fitting[0]
    given: dict[str, Evidence] = {}
    for e in fitting[:_NEAR]:
        short = short_answer(question, e.sentence) if e.score >= _OF_MATTER * best.score else None
        if short and e.sentence.document not in {other.sentence.document for other in given.values()}:
            given.setdefault(comparable(short), e)
    return tuple(given.values())[:MOST_SENTENCES] if len(given) > 1 and best in given.values() else ()


def of_the_answer(question: Question, best: Evidence, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Who said the sentence that answers, or when, by one that tells it, and the sentence; empty where none does."""
    order = sorted((e for e in evidence if e.sentence.document == best.sentence.document), key=_place)
    if question.of_answer is Wanted.DATE:
        day = day_of(best)
        telling = next((e for e in order if day_of(e) == day and _tells_day(e, day)), None)
    elif best.sentence.context.speaker or best.said.speakers:
        telling = best if _names_somebody(best) else _introduced(best, order)
    else:
        telling = None
    if telling is None:
        return ()
    return (best,) if telling is best else (telling, best)


def _tells_day(e: Evidence, day: dt.date) -> bool:
    days = (f.value for f in all_facts(e.sentence.text) if f.kind is FactKind.DATE)
    return any(_DAY.fullmatch(value) and dates_agree(value, day.isoformat()) for value in days)


def _of_each_ward(question: Question, fitting: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The best sentence about each ward that has an answer about as good, where it is asked which ward, or of which."""
    if not asks_of_each_ward(question):
        return ()
    best, wards = fitting[0], set[str]()
    chosen: list[Evidence] = []
    for e in fitting:
        own = {comparable(p) for p in e.sentence.context.places if places.is_ward(comparable(p))}
        alike = e.score >= _EACH * best.score and e.features["wanted"] >= best.features["wanted"]
        if alike and own - wards:
            chosen.append(e)
            wards |= own
    return tuple(chosen[:MOST_ITEMS]) if len(wards) > 1 else ()


def _telling_first(question: Question, fitting: Sequence[Evidence]) -> Sequence[Evidence]:
    """The candidates; where the best only counts what is asked for ("ba khâu đột phá"), one that tells them leads.

    Of those that tell somebody's office, one that tells more of them leads.
    """
    if question.wanted is Wanted.OFFICE and question.values(FactKind.PERSON):
        near = [e for e in fitting[:_NEAR] if e.score >= _EACH * fitting[0].score]
        most = max(near, key=lambda e: (len(short_answer(question, e.sentence) or ""), e.score))
        return [most, *(e for e in fitting if e is not most)]
    asked = _COUNTED.search(question.text)
    if question.wanted is not Wanted.ANY or not asked or _tells(asked["what"], fitting[0]):
        return fitting
    near = [e for e in fitting[1:_NEAR] if e.score >= _HEAD * fitting[0].score and _tells(asked["what"], e)]
    counted = f"{asked['count']} {asked['what']}".lower()  # all of them, and not some
    near.sort(key=lambda e: counted not in e.sentence.text.lower())
    return [near[0], *(e for e in fitting[1:] if e is not near[0])] if near else fitting


def _tells(what: str, e: Evidence) -> bool:
    """Whether a sentence lists what it names: behind the name stand several things, or a colon."""
    _, found, after = comparable(e.sentence.text).partition(comparable(what))
    return bool(found) and (after.rstrip().endswith(":") or len(_LISTED.findall(after)) > 1)


def _place(e: Evidence) -> int:
    return e.sentence.start


def _list_of(question: Question, fitting: Sequence[Evidence], order: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The items of the list that the best sentence announces; where a list is asked for, that one near to it does."""
    asked = bool(_LIST.search(fold(question.text)))
    best = fitting[0]
    heads = [e for e in fitting[:4] if e.sentence.document == best.sentence.document and _announces(e)]
    near = [e for e in heads if e is best or (asked and e.score >= _HEAD * best.score)]
    for head in near or (_only_head(order) if asked and not _is_item(best) else ()):
        if items := _after(head, order):
            return items[:MOST_ITEMS]
    if asked and _is_item(best):
        run = _run(best, order)
        counted = {fact.value for fact in question.facts if fact.kind is FactKind.NUMBER}
        if _ALL.search(fold(question.text)) or str(len(run)) in counted:
            return run[:MOST_ITEMS]
    return ()


def _only_head(order: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The line that announces the only list of a document, where it opens the document's best part."""
    heads = [e for e in order if _announces(e) and e.misfit is None and len(_after(e, order)) > 1]
    return tuple(heads) if len(heads) == 1 else ()


def _announces(e: Evidence) -> bool:
    return e.sentence.text.rstrip().endswith(":")


def _is_item(e: Evidence) -> bool:
    line = e.hit.document.text.rfind("\n", 0, e.sentence.start) + 1
    return bool(_MARK.match(e.hit.document.text[line : e.sentence.start] + e.sentence.text))


def _after(head: Evidence, order: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The items right after a head."""
    found: list[Evidence] = []
    last = head
    for e in order[order.index(head) + 1 :]:
        if not _is_item(e) or e.sentence.start - last.sentence.end > _GAP:
            break
        found.append(e)
        last = e
    return tuple(found)


def _run(item: Evidence, order: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The items around one, before and after."""
    at = order.index(item)
    first = at
    while first and _is_item(order[first - 1]) and _adjoin(order[first - 1], order[first]):
        first -= 1
    last = at
    while last + 1 < len(order) and _is_item(order[last + 1]) and _adjoin(order[last], order[last + 1]):
        last += 1
    return tuple(order[first : last + 1])


def _adjoin(a: Evidence, b: Evidence) -> bool:
    return b.sentence.start - a.sentence.end <= _GAP


def _before(e: Evidence, order: Sequence[Evidence]) -> Evidence | None:
    """The sentence right before one."""
    at = order.index(e)
    return order[at - 1] if at and _adjoin(order[at - 1], e) and order[at - 1].misfit is None else None


def _introduced(best: Evidence, order: Sequence[Evidence]) -> Evidence | None:
    """The sentence that names who speaks in the best one, which does not itself: its ground, else the one before it."""
    if _names_somebody(best):
        return None
    grounds = [g.start for s in best.said.statements for g in s.grounds if g.field == "speaker"]
    inside = [e for e in order for at in grounds if e.sentence.start <= at < e.sentence.end]
    speaker = best.sentence.context.speaker
    before = [e for e in order if speaker and e.sentence.context.speaker == speaker and _place(e) < _place(best)]
    return next((e for e in (*inside, *reversed(before)) if e is not best and _names_somebody(e)), None)


def _names_somebody(e: Evidence) -> bool:
    """Whether a person or an office stands in a sentence, and not "đồng chí" alone."""
    return any(f.kind in (FactKind.PERSON, FactKind.TITLE) for f in all_facts(e.sentence.text))


def _with_more(question: Question, fitting: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The best sentence, and those of its document that are nearly as good, in reading order after it.

    A figure, day or name stands in one sentence; a further one only adds where the best leaves words of the topic open.
    """
    best = fitting[0]
    near = [e for e in fitting[1:] if e.score >= _ALSO * best.score and e.sentence.document == best.sentence.document]
    near = [e for e in near if not _announces(e)]
    if question.wanted in _SINGLE:
        near = [e for e in near if e.features["topic_own"] > best.features["topic_own"]]
    return (best, *sorted(near[: MOST_SENTENCES - 1], key=_place))


def _one_each(question: Question, fitting: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The best sentence about each of several wards asked about; one that is about both stands once."""
    chosen: list[Evidence] = []
    for ward in question.wards:
        about = (e for e in fitting if any(places.same_place(ward, comparable(p)) for p in e.sentence.context.places))
        best = next(about, None)
        if best and best not in chosen and best.score >= _EACH * fitting[0].score:
            chosen.append(best)
    return tuple(chosen[:MOST_SENTENCES]) or (fitting[0],)
