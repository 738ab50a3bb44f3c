"""Questions for all that was ordered or proposed: by whom, where, when, and about no matter in particular."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from index.documents import StatementKind
from index.facts import FactKind
from index.library import Library
from index.names import office_of, short_names_in
from index.places import name_of
from index.snapshot import Snapshot
from index.text import comparable, fold, tokens
from rag.around import head_of, spaced
from rag.evidence import Evidence
from rag.order import ORDERED, matter_asked
from rag.question import Question, Wanted, content_terms, topic_of
from rag.search import Hit, naming
from rag.who import body_telling, body_told, office_agrees

READ = 100  # passages, newest first, of which all is read that was ordered or proposed
MOST_ITEMS = 12  # of a list
_WHOLE_MATTER = 0.99  # share of the words of the matter
_NEAR = 0.2  # of the best one's score, for a sentence that says the same matter
_KINDS = {Wanted.DIRECTIVE: StatementKind.DIRECTIVE, Wanted.PROPOSAL: StatementKind.PROPOSAL}
# What is said of such a list, and is no matter that it is about.
_OF_LISTS = frozenset(
    fold(word)
    for word in tokens(
        "liệt kê tổng hợp thống kê xem kể tên đầy đủ toàn bộ tất cả mới nhất gần đây vừa qua nhiệm vụ kết luận ý kiến "
        "nội dung lãnh đạo cấp trên đối với tuần này hôm nay thời gian trước mắt ngay quan trọng đáng chú ý giúp tóm"
    )
)
_WHICH_WARD = re.compile(r"(?<!\w)(?:(?:phuong|xa|dia phuong|noi) nao|(?:cac|tung|moi) (?:phuong|xa|dia phuong))(?!\w)")
_WARDS = frozenset(("phuong", "xa", "dia"))
_MUST = re.compile(r"\s*(?:thi |se |con )*(?:phai|can|duoc (?:giao|yeu cau|chi dao|nhac|luu y)|co nhiem vu)(?!\w)")
_OF_A_WARD = re.compile(r"(?<!\w)(?:phuong|xa|dac khu|dia phuong|dang bo|dang uy|luc luong|can bo)(?!\w)")
_TO = re.compile(r"(?i)\s*(?:cho |với )?(?:ông|bà|đồng chí|đ/c|anh|chị)?\s*")
_UNSCORED = {"dense": 0.0, "sentence": 0.0, "lexical": 0.0}


def asks_of_each_ward(question: Question) -> bool:
    """Whether it is asked which wards do something, or something of all of them, and none is named."""
    return bool(_WHICH_WARD.search(fold(question.text))) and not question.wards


def lists(question: Question) -> bool:
    """Whether all orders, or all proposals, are asked for: nothing is left beside who, where and when."""
    named = (*question.offices, body_told(question) or "", body_telling(question) or "")
    who = {fold(word) for name in named for word in tokens(name)}
    left = {fold(term) for term in content_terms(topic_of(question))} - _OF_LISTS - who
    if asks_of_each_ward(question):
        left -= _WARDS
    return question.wanted in _KINDS and not left and not question.english


def newest(library: Library, snapshot: Snapshot, question: Question, beside: Sequence[Hit]) -> tuple[Hit, ...]:
    """The newest passages of the wards and by the speakers that are named, those that search found (`beside`) left out.

    Of an office it is whoever speaks in what was found and holds it, if only one does; of a body those that share most
    words with its name come first. Search gives the nearest passages, and of a list without a matter none is nearer
    than another.
    """
    filters = question.filters
    wards, people = question.wards, question.values(FactKind.PERSON) or _holders(library, question, beside)
    if len(wards) == 1 and not filters.place and (known := snapshot.places_like(wards[0])):
        filters = filters.having("place", known[0])
    if len(people) == 1 and not filters.speaker and (known := snapshot.speakers_like(people[0])):
        filters = filters.having("speaker", known[0])
    ids = snapshot.newest(filters, READ)
    if body := body_told(question) or body_telling(question):
        ids = [*naming(snapshot, body, filters, READ), *ids]
    found = {hit.stored.id for hit in beside}
    stored = library.stored([i for i in dict.fromkeys(ids) if i not in found])
    return tuple(Hit(one, 0.0, _UNSCORED) for one in stored.values())


def _holders(library: Library, question: Question, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Those who speak as holders of an office that is asked about, in documents that name the places asked about."""
    places = question.values(FactKind.PLACE)
    where = {word for place in places for word in tokens(place)}
    told = [hit for hit in hits if all(name_of(p) in comparable(head_of(hit.document)) for p in places)]
    said = library.catalogue.statements_in([hit.passage for hit in told]) if question.offices else ()
    titled = ((s.speaker, office_of(s.title)) for s in said if s.speaker and s.title)
    known = (speaker for speaker, title in titled for asked in question.offices if office_agrees(asked, title, where))
    return tuple(dict.fromkeys(comparable(speaker) for speaker in known))


def all_said(question: Question, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Everything ordered or proposed by whom the question names, where and when it asks; newest first."""
    his = _by_asked(question, evidence)
    if _asks_doer(question):
        his = [e for e in his if _is_for_a_ward(e)]
    if told := _persons_told(question):
        his = [e for e in his if any(name in tokens(" ".join((e.sentence.text, *e.said.addressees))) for name in told)]
    return _newest_first(his)


def _by_asked(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """What was ordered or proposed, by whom the question names if it names somebody."""
    named = bool(question.offices or question.values(FactKind.PERSON))
    said = [e for e in evidence if e.misfit is None and _is_of_kind(question, e)]
    return [e for e in said if e.features["by_asked"]] if named else said


def all_on_matter(question: Question, fitting: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Everything ordered or proposed that says the whole matter of a question, newest first; `fitting` is best first.

    Empty where less than two sentences do, or the best one does not.
    """
    said = [e for e in fitting if _is_of_kind(question, e) and e.features["topic_own"] >= _WHOLE_MATTER]
    said = [e for e in said if e.score >= _NEAR * fitting[0].score]
    return _newest_first(said) if len(said) > 1 and said[0] is fitting[0] else ()


def all_in_words(question: Question, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Everything ordered or proposed that has the matter word for word, where nothing but a matter is asked about.

    "Các chỉ đạo về camera": whatever the model of answers thinks of a question so short, these are they.
    """
    if not (asked := matter_asked(question)):
        return ()
    matter = spaced(asked)
    said = (e for e in _by_asked(question, evidence) if matter in spaced(e.sentence.text))
    return _newest_first(said)


def _newest_first(said: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(said, key=lambda e: (-day_of(e).toordinal(), e.sentence.document, e.sentence.start)))


def _persons_told(question: Question) -> list[str]:
    """The given names of those whom the question makes be told: "sang" of "ông Khang yêu cầu ông Sang làm gì?"."""
    verb = ORDERED.search(question.text)
    persons = [(f.start, f.value) for f in question.facts if f.kind is FactKind.PERSON]
    persons += [(name.start, name.value) for name in short_names_in(question.text)]
    return [value.split()[-1] for start, value in persons if verb and _TO.fullmatch(question.text, verb.end(), start)]


def _asks_doer(question: Question) -> bool:
    """Whether it is asked what a ward must do: "phường X phải làm gì?", and not what was ordered there."""
    wards = [f for f in question.facts if f.kind is FactKind.PLACE and f.value in question.wards]
    return any(_MUST.match(fold(question.text[ward.end :])) for ward in wards)


def _is_for_a_ward(e: Evidence) -> bool:
    """Whether an order does not tell whom it is for, or one of them is of a ward: not "Sở Nội vụ" alone."""
    told = e.said.addressees
    return not told or any(_OF_A_WARD.search(fold(who)) for who in told)


def said_otherwise(question: Question, evidence: Sequence[Evidence]) -> Evidence | None:
    """The nearest that was ordered or proposed elsewhere, at another time or by others; `evidence` is best first."""
    return next((e for e in evidence if e.misfit and _is_of_kind(question, e)), None)


def _is_of_kind(question: Question, e: Evidence) -> bool:
    return not question.english and _KINDS.get(question.wanted) in e.said.kinds


def day_of(e: Evidence) -> dt.date:
    """The day of what a sentence tells, else of its document; the first of all where neither has one."""
    return e.sentence.context.date or e.hit.document.date or dt.date.min
