"""Whether a sentence speaks of what was asked: the same place, person, office, time; an order where one was asked for.

What was said of one ward, or by one leader, is never given for another.
"""

import datetime as dt
import re
from functools import lru_cache

from index import names, places
from index.abbreviations import expand
from index.documents import BlockKind, Document, Sentence
from index.facts import Fact, FactKind, agree, dates_agree, facts_in
from index.segments import place_fits, speaker_fits
from index.text import comparable, fold, tokens
from rag.answers import Reason
from rag.question import Question, Wanted

_HAND = "giao(?! thông| dục| lưu| dịch)"  # to hand over a task; no traffic, education or exchange
_ORDER = re.compile(
    rf"(?<!\w)(?:yêu cầu|chỉ đạo|lưu ý|đề nghị|nhấn mạnh|gợi mở|khuyến khích|{_HAND}|phải|cần|quán triệt|nhắc nhở|"
    r"tập trung|rà soát)(?!\w)",
    re.IGNORECASE,
)
_NO_ORDER = re.compile(
    r"(?:đáp ứng|phù hợp|theo|đúng|những|các)\s+(?:tốt\s+|được\s+)?yêu cầu", re.IGNORECASE
)  # the noun
_TELLS = re.compile(
    rf"(?<!\w)(?:yêu cầu|chỉ đạo|lưu ý|đề nghị|nhấn mạnh|gợi mở|khuyến khích|{_HAND}|quán triệt|nhắc nhở)(?!\w)",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\s*(?:có\s+)?(?:yêu cầu|chỉ đạo|đề nghị)(?!\w)", re.IGNORECASE)
_RANK = re.compile(
    r"(?<!\w)(?P<phó>phó\s+)?(?P<rank>tổng bí thư|bí thư|tổng giám đốc|giám đốc|trưởng ban|trưởng phòng|hiệu trưởng|"
    r"chánh văn phòng|chủ tịch)(?!\w)",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    rf"(?<!\w)(?:yêu cầu|chỉ đạo|{_HAND}|ra lệnh|bắt buộc|lệnh|order\w*|instruct\w*|yeu cau|chi dao|ra lenh)(?!\w)",
    re.IGNORECASE,
)
_PROPOSAL = re.compile(r"(?<!\w)(?:kiến nghị|đề xuất|mong(?: muốn)?|xin)(?!\w)", re.IGNORECASE)
_RELATIVE = {
    "hom nay": 0,
    "today": 0,
    "hom qua": 1,
    "yesterday": 1,
    "sang nay": 0,
    "chieu nay": 0,
    "tuan nay": 7,
    "this week": 7,
    "tuan truoc": 14,
    "last week": 14,
    "thang nay": 31,
    "thang truoc": 62,
}


def misfit(question: Question, sentence: Sentence, document: Document, today: dt.date) -> Reason | None:
    """Why the sentence does not speak of what was asked; None when it does."""
    facts = facts_in(sentence.text)
    if not _place_fits(question, sentence, facts) or not _within_place(question, sentence):
        return Reason.OTHER_PLACE
    if question.filters.speaker and not speaker_fits(question.filters.speaker, sentence.context.speaker or ""):
        return Reason.OTHER_PERSON
    if not _person_fits(question, sentence, facts) or not _office_fits(question, sentence):
        return Reason.OTHER_PERSON
    if not _time_fits(question, sentence, document, facts, today):
        return Reason.OTHER_TIME
    if not _numbers_fit(question, document):
        return Reason.NOTHING_FOUND
    if not asks_for_order(question):
        return None
    if is_proposal(sentence):
        return Reason.ONLY_PROPOSAL
    return None if _is_order_of(question, sentence) else Reason.NOTHING_FOUND


def same(asked: str, known: str) -> bool:
    """Whether two names are one; what was typed without diacritics is compared without."""
    known = comparable(known)
    return asked == (fold(known) if asked == fold(asked) else known)


def _place_fits(question: Question, sentence: Sentence, facts: tuple[Fact, ...]) -> bool:
    asked = [p for p in question.values(FactKind.PLACE) if fold(p) != fold(places.CITY)]
    if not asked:
        return not (_of_the_city(question) and any(places.is_ward(comparable(p)) for p in sentence.context.places))
    known = {comparable(p) for p in sentence.context.places} | {f.value for f in facts if f.kind is FactKind.PLACE}
    return any(places.same_place(a, k) for a in asked for k in known)


def _within_place(question: Question, sentence: Sentence) -> bool:
    """Whether the sentence, not only its passage, is within the place that the search was limited to."""
    wanted = question.filters.place
    return not wanted or any(place_fits(wanted, comparable(place)) for place in sentence.context.places)


def _of_the_city(question: Question) -> bool:
    """Whether a figure of the whole city is asked for: no ward's is one. As part of an office's name it is not."""
    offices = names.titles_in(question.text, [])
    cities = [f for f in question.facts if f.kind is FactKind.PLACE]
    free = any(not any(t.start <= f.start < t.end for t in offices) for f in cities)
    return question.wanted is Wanted.FIGURE and free


def _person_fits(question: Question, sentence: Sentence, facts: tuple[Fact, ...]) -> bool:
    asked = question.values(FactKind.PERSON)
    known = {f.value for f in facts if f.kind is FactKind.PERSON} | {comparable(sentence.context.speaker or "")}
    if asked:
        return any(same(a, k) for a in asked for k in known)
    short = [p.value for p in names.short_names_in(question.text)]
    return not short or any(k and k.split()[-1] == s for s in short for k in known)


def _office_fits(question: Question, sentence: Sentence) -> bool:
    """The office asked about is the speaker's, or is named in the sentence."""
    if not _ranks_fit(question, sentence):
        return False
    if not question.offices or question.values(FactKind.PERSON):
        return True
    known = [names.office_of(o) for o in sentence.context.offices]
    known += [names.office_of(t.value) for t in names.titles_in(sentence.text, [])]
    where = {t for place in question.values(FactKind.PLACE) for t in tokens(place)}
    return any(office_agrees(asked, k, where) for asked in question.offices for k in known)


def _ranks_fit(question: Question, sentence: Sentence) -> bool:
    """Whether a rank asked about is held or named there as asked: the head is not the deputy, nor the reverse."""
    asked = {(bool(m["phó"]), fold(m["rank"])) for m in _RANK.finditer(question.text)}
    if not asked:
        return True
    around = " ".join([sentence.text, *sentence.context.offices])
    known = {(bool(m["phó"]), fold(m["rank"])) for m in _RANK.finditer(around)}
    return asked <= known or bool(question.values(FactKind.PERSON))


def office_agrees(asked: str, known: str, where: set[str]) -> bool:
    """Whether an office can be the one asked about: the same rank, and nothing asked that it is not.

    "bí thư phường bình dương" is "bí thư đảng uỷ phường bình dương"; "phó bí thư …" is not "bí thư …". `where`, the
    words of the places asked about, is left to the check of the place.
    """
    a, k = tokens(expand(asked)), tokens(expand(known))
    same_rank = bool(a and k) and a[:2] == k[:2]
    return same_rank and set(a) - where - set(tokens(places.CITY)) <= set(k)


def _time_fits(
    question: Question, sentence: Sentence, document: Document, facts: tuple[Fact, ...], today: dt.date
) -> bool:
    known = [f.value for f in facts if f.kind is FactKind.DATE]
    day = sentence.context.date
    spans, years_ago = _relative_asked(question.text)
    if any(day is None or not today - dt.timedelta(days=span) <= day <= today for span in spans):
        return False
    if years_ago is not None and (day is None or day.year != today.year - years_ago):
        return False
    for asked in question.values(FactKind.DATE):
        if "/" in asked:
            if not any(f.value == asked for f in facts_in(document.text) if f.kind is FactKind.DATE):
                return False
        elif not any(dates_agree(asked, k) for k in [*known, *([day.isoformat()] if day else [])]):
            return False
    return True


@lru_cache(maxsize=64)  # asked for every sentence that is read
def _relative_asked(text: str) -> tuple[tuple[int, ...], int | None]:
    """The days back that words like "tuần này" reach, and the years back of "năm nay" (0) or "năm ngoái" (1)."""
    folded = fold(text)
    spans = tuple(span for words, span in _RELATIVE.items() if re.search(rf"(?<!\w){words}(?!\w)", folded))
    if not re.search(r"(?<!\w)nam (?:nay|ngoai)(?!\w)|this year|last year", folded):
        return spans, None
    return spans, int(bool(re.search(r"nam ngoai|last year", folded)))


def _numbers_fit(question: Question, document: Document) -> bool:
    """The figures and document numbers in a question belong to what it asks about, so the document has to have them."""
    asked = [f for f in question.facts if f.kind in (FactKind.NUMBER, FactKind.DOCUMENT_NUMBER)]
    if not asked or question.english:
        return True
    for ordinal in re.finditer(r"(?<!\w)(?:thu|so|lan)\s+(\d+)(?!\w)", fold(question.text)):
        if not re.search(rf"(?<!\w)(?:thu|so|lan)\s+{ordinal[1]}(?!\w)", fold(document.text)):
            return False
    known = facts_in(document.text)
    return all(any(f.value == k.value or agree(f, k) for k in known if k.kind is f.kind) for f in asked)


def _is_order_of(question: Question, sentence: Sentence) -> bool:
    """Whether the sentence tells somebody to do something, said by whom the question makes its subject.

    A ward's own people report to those above; they order nothing there. "Phường X yêu cầu gì?" asks for X's own words.
    """
    own_ward = [o for o in sentence.context.offices if any(places.is_ward(p.value) for p in places.places_in(o))]
    below = bool(sentence.context.offices) and len(own_ward) == len(sentence.context.offices)
    ward = next((f for f in question.facts if f.kind is FactKind.PLACE and places.is_ward(f.value)), None)
    subject = (
        ward is not None and bool(_ASKS.match(question.text[ward.end :])) and not question.text[: ward.start].strip()
    )
    if subject:
        its_own = below or comparable(sentence.context.speaker or "").endswith(ward.value if ward else "")
        return its_own and (is_proposal(sentence) or orders(sentence))
    # "phải" and "cần" order only from the mouth of somebody who holds an office; in a report they tell how things are.
    told = bool(sentence.context.offices) or bool(_TELLS.search(_NO_ORDER.sub(" ", sentence.text)))
    return orders(sentence) and told and not below


def asks_for_order(question: Question) -> bool:
    """Whether the question asks what somebody above ordered, so that a proposal from below is no answer."""
    return question.wanted is not Wanted.PROPOSAL and bool(_ORDERED.search(question.text))


def is_proposal(sentence: Sentence) -> bool:
    """Whether the sentence asks something of those above, rather than telling those below."""
    own = re.split(r"[“\"]", sentence.text)[0]
    proposes = bool(_PROPOSAL.search(own)) and not re.search(r"(?i)(?:đối với|các|tất cả|những) kiến nghị", own)
    ordered = re.search(r"(?<!\w)(?:yêu cầu|chỉ đạo|lưu ý|đề nghị|nhấn mạnh)(?!\w)", own, re.IGNORECASE)
    speaker = comparable(sentence.context.speaker or "")
    upward = bool(re.match(r"(?:(?:đại diện|lãnh đạo)\s.*)?(?:phường|xã|(?:các |hai )?địa phương)", speaker))
    return (proposes and not ordered) or (upward and bool(re.search(r"(?<!\w)cũng cần(?!\w)", own)))


def orders(sentence: Sentence) -> bool:
    """Whether the sentence has words of telling somebody to do something, and is no proposal or heading."""
    words = _NO_ORDER.sub(" ", sentence.text)
    return sentence.kind is BlockKind.BODY and bool(_ORDER.search(words)) and not is_proposal(sentence)
