"""Where documents of several dates answer one question: the newest leads, and the reader is told what it replaces."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from index import places
from index.document_numbers import agree, numbers_in
from index.documents import Document, DocumentId, Sentence
from index.facts import FactKind
from index.library import Library
from index.segments import Filters, fields_of
from index.snapshot import Snapshot
from index.text import comparable, fold, tokens
from rag.answers import Notice
from rag.evidence import Evidence
from rag.figure import the_figure
from rag.labels import label_of
from rag.question import Question, Wanted
from rag.remarks import newer_leads, replaced
from rag.short import short_answer
from rag.times import asks_time

_NEAR = 0.7  # an answer of another day has at least this share of the best one's score
_HOLDS = 0.4  # the same of one that names who holds the office asked about: that is an answer whatever else it says
_REPLACING = 0.5  # the same, of a document that says that it replaces the best one's
_HEAD = 1500  # characters in which a document gives its own number
_MENTIONS = 20  # passages that are looked through for one that replaces a document
_OWN = re.compile(r"(?:^|\s)Số\s*:\s*")
_ENDS = r"thay thế|thay cho|bãi bỏ|huỷ bỏ|hủy bỏ"
_REPLACES = re.compile(
    rf"(?<!\w)(?P<passive>(?:được|bị)\s+)?(?:(?P<changes>sửa đổi|bổ sung)|{_ENDS})(?!\w)", re.IGNORECASE
)
_EXPIRES = re.compile(r"(?<!\w)hết hiệu lực(?!\w)", re.IGNORECASE)
_IN_PART = re.compile(r"(?<!\w)(?:điều|khoản|điểm|chương|mục|phụ lục|một số|một phần|cụm từ)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Replacement:
    """A later document that ends another one, or changes it in part, and the sentence that says so."""

    document: Document
    sentence: Sentence
    whole: bool


Replacements = Mapping[DocumentId, Replacement]  # by the document that is replaced
NOTHING: Replacements = MappingProxyType({})


def newest_first(
    question: Question, fitting: Sequence[Evidence], later: Replacements
) -> tuple[list[Evidence], tuple[Notice, ...]]:
    """The candidates, with the newest of those that answer the same before the others, and what to say of it."""
    known = later.get(fitting[0].hit.document.id)
    if known:
        old, new = fitting[0].hit.document, known.document
        text = replaced(_called(old), _called(new), new.date, question.language, whole=known.whole)
        return _out_of_force_last(fitting, known), (Notice("replaced", text),)
    alike = [fitting[0], *_other_days(question, fitting)]
    newest, *older = sorted(alike, key=lambda e: _day(e) or dt.date.min, reverse=True)
    differing = [e for e in older if _value(question, e) != _value(question, newest)]
    if not differing:
        return list(fitting), ()
    quoted = [(_day(e), short_answer(question, e.sentence) or e.sentence.text) for e in differing]
    leads = [newest, *(e for e in fitting if e is not newest and e not in older)]
    return leads, (Notice("newer_leads", newer_leads(_day(newest), quoted, question.language)),)


def _out_of_force_last(fitting: Sequence[Evidence], known: Replacement) -> list[Evidence]:
    """The candidates, with one of the replacing document first where it answers about as well."""
    best = fitting[0]
    found = (e for e in fitting if e.hit.document.id == known.document.id and e.score >= _REPLACING * best.score)
    newer = next(found, None) if known.whole else None
    if newer is None:
        return list(fitting)
    return [newer, *(e for e in fitting if e.hit.document.id != best.hit.document.id and e is not newer)]


def _other_days(question: Question, leading: Sequence[Evidence]) -> list[Evidence]:
    """The candidates that give the same quantity or office of the same place on another day than the best one.

    A question that says when is of that time, whatever came later.
    """
    best = leading[0]
    if asks_time(question) or len(question.wards) > 1 or _value(question, best) is None or _day(best) is None:
        return []
    near = (_HOLDS if question.holder else _NEAR) * best.score
    return [
        e
        for e in leading[1:]
        if e.sentence.document != best.sentence.document
        and e.score >= near
        and _day(e) not in (None, _day(best))
        and _value(question, e) is not None
        and _of_one_thing(question, e, best)
    ]


def _of_one_thing(question: Question, a: Evidence, b: Evidence) -> bool:
    """Whether two sentences speak of one place, and say as much of what was asked beside their figures."""
    above = question.holder and not question.wards  # who heads the city does so wherever it is told
    return (above or _wards(a) == _wards(b)) and _asked_words(question, a) == _asked_words(question, b)


def _wards(e: Evidence) -> set[str]:
    return {comparable(p) for p in e.sentence.context.places if places.is_ward(comparable(p))}


def _asked_words(question: Question, e: Evidence) -> set[str]:
    """The question's words that belong to the figure; of a name all that the sentence has."""
    figure = the_figure(question, e.sentence) if question.wanted is Wanted.FIGURE else None
    words = label_of(e.sentence.text, figure) if figure else e.sentence.text
    named = {t for f in question.facts if f.kind is FactKind.PLACE for t in tokens(f.text)}
    return set(question.terms) & set(tokens(words)) - named


def _value(question: Question, e: Evidence) -> str | None:
    """The figure, or who holds the office asked about, in a form that can be compared."""
    if question.wanted is Wanted.FIGURE and e.features["figure"]:
        figure = the_figure(question, e.sentence)
        return f"{figure.value} {figure.unit}" if figure else None
    if question.wanted is Wanted.PERSON and e.features["apposed"]:
        name = short_answer(question, e.sentence)
        return fold(name) if name else None
    return None


def _day(e: Evidence) -> dt.date | None:
    return e.sentence.context.date or e.hit.document.date


# Documents that say which one they replace


def replacements(library: Library, snapshot: Snapshot, documents: Sequence[Document]) -> Replacements:
    """What replaces each of some documents; one that has no number of its own is replaced by none."""
    found = {}
    for document in documents:
        number = number_of(document)
        if number and (later := _replacement(library, snapshot, document, number)):
            found[document.id] = later
    return found


@lru_cache(maxsize=512)
def number_of(document: Document) -> str | None:
    """A document's own number: after "Số:" in its head, or at the beginning of its title."""
    head = document.text[:_HEAD]
    starts = [match.end() for match in _OWN.finditer(head)]
    own = next((n.value for n in numbers_in(head) if n.start in starts), None)
    return own or next((n.value for n in numbers_in(document.title) if n.start == 0), None)


def _called(document: Document) -> str:
    """A document by its number as written, else by its title."""
    number = number_of(document) or ""
    at = document.text.lower().find(number)
    return document.text[at : at + len(number)] if number and at >= 0 else document.title


def _replacement(library: Library, snapshot: Snapshot, document: Document, number: str) -> Replacement | None:
    query = {"words": dict.fromkeys(fields_of(number)["words"], 1.0)}
    stored = library.stored(list(snapshot.lexical(query, _MENTIONS, Filters()))).values()
    others = [one for one in stored if one.document.id != document.id and _not_before(one.document, document)]
    found = [
        Replacement(one.document, sentence, whole)
        for one in others
        for sentence in one.passage.sentences
        if (whole := replaces(sentence.text, number)) is not None
    ]
    return max(found, key=lambda r: (r.whole, r.document.date or dt.date.min), default=None)


def _not_before(later: Document, earlier: Document) -> bool:
    return later.date is None or earlier.date is None or later.date >= earlier.date


def replaces(text: str, number: str) -> bool | None:
    """Whether a sentence ends the document of a number as a whole, or changes it in part; None when it does neither.

    "… thay thế Nghị định số 15/2023/NĐ-CP"; "Nghị định số 15/2023/NĐ-CP hết hiệu lực"; "sửa đổi Điều 4 của …".
    """
    for named in numbers_in(text):
        if not agree(number, named.value):
            continue
        active = [m for m in _REPLACES.finditer(text, 0, named.start) if not m["passive"]]
        if active:
            return not active[-1]["changes"] and not _IN_PART.search(text, active[-1].end(), named.start)
        passive = next((m for m in _REPLACES.finditer(text, named.end) if m["passive"]), None)
        if passive or _EXPIRES.search(text, named.end):
            return not (passive and passive["changes"]) and not _IN_PART.search(text, 0, named.start)
    return None
