"""Whether a sentence speaks of what was asked: the same place, person, office, time; an order where one was asked for.

What was said of one ward, or by one leader, is never given for another.
"""

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from index import names, places
from index.abbreviations import expand
from index.documents import Document, Passage, Sentence
from index.facts import Fact, FactKind, agree, facts_in
from index.naming import speaker_fits, within
from index.text import comparable, fold, tokens
from rag.answers import Reason
from rag.order import asks_for_order, is_order_of, is_proposal
from rag.question import Question, Wanted
from rag.said import Said
from rag.times import time_misfit

_RANK = re.compile(
    r"(?<!\w)(?P<phó>phó\s+)?(?P<rank>tổng bí thư|bí thư|tổng giám đốc|giám đốc|trưởng ban|trưởng phòng|hiệu trưởng|"
    r"chánh văn phòng|chủ tịch)(?!\w)",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"[^\W\d_]+")
_LISTED = re.compile(r"\s*(?:,|và|hay|hoặc|với|cùng|va)\s*")
_COUNTRY = re.compile(
    r"(?<!\w)(?:cả nước|toàn quốc|nước ta|trên thế giới|(?:các|nhiều|những|\d+(?:/\d+)?) tỉnh)(?!\w)", re.IGNORECASE
)
_OF_WARD = frozenset(("phường", "xã", "phuong", "ward"))
_ABOVE_WARDS = ("thành uỷ", "tỉnh uỷ", "quận uỷ", "huyện uỷ", "trung ương", "thành phố", "tỉnh")
# Bodies that are named by themselves; a committee of a ward is its ward's, which the place tells.
_AUTHORITY = re.compile(
    r"(?:sở|bộ|cục|chi cục|tổng cục|trung tâm|thanh tra|kho bạc|bảo hiểm|ngân hàng|viện|trường)(?!\w)"
)
_ASKS_OF = re.compile(r"(?<!được )(?<!phải )(?<!\w)(?:yêu cầu|chỉ đạo|đề nghị|giao|chỉ định)(?!\w)", re.IGNORECASE)
_PROPOSES = re.compile(
    r"(?<!\w)(?:đề nghị|kiến nghị|đề xuất|mong|xin|muốn|de nghi|kien nghi|de xuat)(?!\w)", re.IGNORECASE
)
_HEAD = 600  # characters after the title
_BESIDE = 80  # characters around a name in which an office is looked for


def misfit(
    question: Question, sentence: Sentence, passage: Passage, document: Document, said: Said, today: dt.date
) -> Reason | None:
    """Why the sentence does not speak of what was asked; None when it does."""
    around = _Around(sentence, passage, document, said)
    if not _place_fits(question, around) or not _within_place(question, sentence, document):
        return Reason.OTHER_PLACE
    if question.filters.speaker and not speaker_fits(question.filters.speaker, sentence.context.speaker or ""):
        return Reason.OTHER_PERSON
    if not _person_fits(question, around) or not _office_fits(question, around) or _turned_round(question, around):
        return Reason.OTHER_PERSON
    if not _bodies_fit(question, around):
        return Reason.NOTHING_FOUND
    if reason := time_misfit(question, sentence, document, around.facts, today):
        return reason
    if not _numbers_fit(question, document):
        return Reason.NOTHING_FOUND
    if question.whether and is_proposal(sentence, said) and not _PROPOSES.search(question.text):
        return Reason.ONLY_PROPOSAL
    if not asks_for_order(question):
        return None
    if is_proposal(sentence, said):
        return Reason.ONLY_PROPOSAL
    return None if is_order_of(question, sentence, said) else Reason.NOTHING_FOUND


class _Around:
    """What a sentence, its statement, its passage and the head of its document tell of who and where."""

    def __init__(self, sentence: Sentence, passage: Passage, document: Document, said: Said) -> None:
        self.sentence, self.said, self.document = sentence, said, document
        self.facts = facts_in(sentence.text)
        self._speaking = tuple(name for name in (sentence.context.speaker, *said.speakers) if name)
        self.speakers = [comparable(name) for name in self._speaking]
        self.offices = (*sentence.context.offices, *said.titles)
        if not self.offices:
            self.offices = tuple(office for name in self._speaking for office in _offices_of(document, name))
        self.passage = passage.text
        self.head = f"{head_of(document)}\n{passage.text}"

    def values(self, kind: FactKind) -> set[str]:
        """The facts of one kind in the sentence."""
        return {fact.value for fact in self.facts if fact.kind is kind}

    def names(self, place: str) -> bool:
        """Whether the passage or the head of the document has a name in its words."""
        return f" {' '.join(tokens(place))} " in _spaced(self.head)

    @property
    def told_by_person(self) -> bool:
        """Whether a person, and not an office or paper, speaks."""
        return any(names.is_person(name) for name in self._speaking)

    def of_head(self, kind: FactKind) -> set[str]:
        """The facts of one kind in the passage and the head of the document."""
        return {fact.value for fact in facts_in(self.head) if fact.kind is kind}


@lru_cache(maxsize=2048)
def _spaced(text: str) -> str:
    return f" {' '.join(tokens(text))} "


@lru_cache(maxsize=2048)
def _offices_of(document: Document, name: str) -> tuple[str, ...]:
    """The offices that stand right before or after a name anywhere in a document."""
    found: list[str] = []
    for match in re.finditer(re.escape(name), document.text) if names.is_person(name) else ():
        begins = max(0, match.start() - _BESIDE)
        window = document.text[begins : match.end() + _BESIDE]
        at, to = match.start() - begins, match.end() - begins
        titles = names.titles_in(window, [])
        found += [t.value for t in titles if t.end <= at <= t.end + 2 or to <= t.start <= to + 2]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=512)
def head_of(document: Document) -> str:
    """The title of a document and the words after it, which say who, where and when for all that follows."""
    begins = max(0, document.text.find(document.title))
    return document.text[begins : begins + len(document.title) + _HEAD]


def same(asked: str, known: str) -> bool:
    """Whether two names are one; what was typed without diacritics is compared without."""
    known = comparable(known)
    return asked == (fold(known) if asked == fold(asked) else known)


def _place_fits(question: Question, around: _Around) -> bool:
    """A ward asked about is the sentence's own; a province or district may be told by the head of the document."""
    asked = [f for f in question.facts if f.kind is FactKind.PLACE and fold(f.value) != fold(places.CITY)]
    own = {comparable(p) for p in (*around.sentence.context.places, *around.said.places)}
    if not asked:
        return not (_of_the_city(question) and any(places.is_ward(place) for place in own))
    known = own | around.values(FactKind.PLACE)
    wards = [f for f in asked if places.is_ward(f.value)]
    wards = _written_out(question, wards) or wards
    if any(places.same_place(f.value, k) for f in wards or asked for k in known):
        return True
    if _written_out(question, wards):
        return False
    wide = [f for f in asked if not places.is_ward(f.value) or not _is_levelled(f)]
    figure = question.wanted is Wanted.FIGURE
    return any(_told_by_head(f, known, around) and not (figure and _of_several(f, around)) for f in wide)


def _written_out(question: Question, wards: Sequence[Fact]) -> list[Fact]:
    """The wards written with their level, and those listed after one: "hai phường Tân Khánh và Tân Hiệp"."""
    found: list[Fact] = []
    for ward in wards:
        between = question.text[found[-1].end : ward.start] if found else "?"
        if _is_levelled(ward) or _LISTED.fullmatch(between):
            found.append(ward)
    return found


def _is_levelled(place: Fact) -> bool:
    """Whether a place of the question is written with its level: "xã Long Thành", and not "sân bay Long Thành"."""
    return fold(place.text).startswith(fold(places.level_of(place.value)))


def _told_by_head(asked: Fact, known: set[str], around: _Around) -> bool:
    """Whether the head or passage names the place, while the sentence names no other of its kind."""
    if places.is_ward(asked.value):
        return not any(places.is_ward(place) for place in known) and around.names(asked.text)
    rivals = {k for k in around.values(FactKind.PLACE) if _scale(k) == _scale(asked.value)}
    told = any(places.same_place(asked.value, k) for k in around.of_head(FactKind.PLACE))
    return not rivals and (told or around.names(places.name_of(asked.value)))


def _of_several(asked: Fact, around: _Around) -> bool:
    """Whether a figure may be of the whole country, or of another province that the passage names beside the one."""
    provinces = {f.value for f in facts_in(around.passage) if f.kind is FactKind.PLACE and _scale(f.value) == "tỉnh"}
    others = {p for p in provinces if not places.same_place(asked.value, p)}
    return _scale(asked.value) == "tỉnh" and (bool(others) or bool(_COUNTRY.search(around.sentence.text)))


def _scale(place: str) -> str:
    """Places of one scale exclude one another: a province another province."""
    return "tỉnh" if places.is_province(places.name_of(place)) else places.level_of(place)


def _within_place(question: Question, sentence: Sentence, document: Document) -> bool:
    """Whether the sentence, not only its passage, is within the place that the search was limited to."""
    wanted = question.filters.place
    return not wanted or any(within(wanted, comparable(p), document.date) for p in sentence.context.places)


def _of_the_city(question: Question) -> bool:
    """Whether a figure of the whole city is asked for: no ward's is one. As part of an office's name it is not."""
    offices = names.titles_in(question.text, [])
    cities = [f for f in question.facts if f.kind is FactKind.PLACE]
    free = any(not any(t.start <= f.start < t.end for t in offices) for f in cities)
    return question.wanted is Wanted.FIGURE and free


def _person_fits(question: Question, around: _Around) -> bool:
    """A person asked about speaks, is named in the sentence, or in its passage while nobody else speaks."""
    asked = question.values(FactKind.PERSON)
    known = around.values(FactKind.PERSON) | set(around.speakers)
    if asked:
        return any(same(a, k) for a in asked for k in known) or any(_told_as(a, question, around) for a in asked)
    short = [p.value for p in names.short_names_in(question.text)]
    if not short or any(k and k.split()[-1] == s for s in short for k in known):
        return True
    return not around.told_by_person and any(k.split()[-1] == s for s in short for k in around.of_head(FactKind.PERSON))


def _told_as(person: str, question: Question, around: _Around) -> bool:
    """Whether the sentence means a person without the full name: "Trung tá Tuệ", or nobody else is there."""
    if not any(same(person, k) for k in around.of_head(FactKind.PERSON)):
        return False
    given = fold(person.split()[-1])
    if any(given == fold(word) and word[0].isupper() for word in _CAPITALISED.findall(around.sentence.text)):
        return True
    others = around.values(FactKind.PERSON) and question.wanted is not Wanted.PERSON
    return not around.told_by_person and not others


def _office_fits(question: Question, around: _Around) -> bool:
    """The office asked about is the speaker's, or is named in the sentence; in the head where nobody speaks."""
    if not _ranks_fit(question, around):
        return False
    if not question.offices or question.values(FactKind.PERSON):
        return True
    named = _titles(around.sentence.text)
    known = [names.office_of(office) for office in (*around.offices, *named, *around.said.addressees)]
    if not around.offices and not around.speakers:
        known += [names.office_of(title) for title in _titles(around.head)]
    where = {t for place in question.values(FactKind.PLACE) for t in tokens(place)}
    return any(office_agrees(asked, k, where) for asked in question.offices for k in known)


@lru_cache(maxsize=2048)
def _titles(text: str) -> tuple[str, ...]:
    return tuple(title.value for title in names.titles_in(text, []))


def _ranks_fit(question: Question, around: _Around) -> bool:
    """Whether a rank asked about is held or named there as asked: the head is not the deputy, nor the reverse."""
    asked = {(bool(m["phó"]), fold(m["rank"])) for m in _RANK.finditer(question.text)}
    if not asked:
        return True
    words = " ".join([around.sentence.text, *around.offices, *around.said.addressees])
    if not around.offices and not around.speakers:
        words = f"{words} {around.head}"
    known = {(bool(m["phó"]), fold(m["rank"])) for m in _RANK.finditer(words)}
    return asked <= known or bool(question.values(FactKind.PERSON))


def office_agrees(asked: str, known: str, where: set[str]) -> bool:
    """Whether an office can be the one asked about: the same rank, and nothing asked that it is not.

    "bí thư phường bình dương" is "bí thư đảng uỷ phường bình dương"; "phó bí thư …" is not "bí thư …". `where`, the
    words of the places asked about, is left to the check of the place.
    """
    a, k = tokens(expand(asked)), tokens(expand(known))
    if _OF_WARD & set(a) and _above(known) and not _above(asked):
        return False
    same_rank = bool(a and k) and a[:2] == k[:2]
    return same_rank and set(a) - where - set(tokens(places.CITY)) <= set(k)


def _above(office: str) -> bool:
    """Whether an office is one of a level above wards."""
    return any(body in office for body in _ABOVE_WARDS)


def _bodies_fit(question: Question, around: _Around) -> bool:
    """An authority that the question names is named in the passage, or speaks or is told there."""
    asked = [_spaced(expand(body)) for body in question.bodies if _AUTHORITY.match(body) and "-" not in body]
    if not asked:
        return True
    words = (around.head, *around.offices, *around.said.addressees, *around.said.speakers)
    known = "".join(_spaced(expand(text)) for text in words)
    return all(body in known for body in asked)


def _turned_round(question: Question, around: _Around) -> bool:
    """Whether the authority that the question makes the one who orders is the one who is told."""
    verb = _ASKS_OF.search(question.text)
    if not verb:
        return False
    asking = comparable(question.text[: verb.start()]).strip()
    told = [comparable(who) for who in around.said.addressees]
    bodies = [body for body in question.bodies if asking.endswith(body)]
    return any(body in who for body in bodies for who in told) and not any(
        body in comparable(who) for body in bodies for who in around.said.speakers
    )


def _numbers_fit(question: Question, document: Document) -> bool:
    """The figures and document numbers in a question belong to what it asks about, so the document has to have them."""
    asked = [f for f in question.facts if f.kind in (FactKind.NUMBER, FactKind.DOCUMENT_NUMBER)]
    if not asked or question.english:
        return True
    for ordinal in re.finditer(r"(?<!\w)(?:thu|so|lan)\s+(\d+)(?!\w)", fold(question.text)):
        if not re.search(rf"(?<!\w)(?:thu|so|lan)\s+{ordinal[1]}(?!\w)", fold(document.text)):
            return False
    known, words = facts_in(document.text), _numbers_of(document)
    return all(f.value in words or any(f.value == k.value or agree(f, k) for k in known) for f in asked)


@lru_cache(maxsize=512)
def _numbers_of(document: Document) -> frozenset[str]:
    found = [token for token in tokens(document.text) if token[0].isdecimal()]
    return frozenset((*found, *(n for token in found for n in re.findall(r"\d{3,}", token))))
