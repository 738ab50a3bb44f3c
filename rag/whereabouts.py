"""Whether a sentence speaks of the place that was asked about."""

import re
from collections.abc import Sequence
from functools import lru_cache

from index import names, places
from index.documents import Document, Sentence
from index.facts import Fact, FactKind, all_facts, facts_in
from index.naming import within
from index.text import UPPER, comparable, fold
from rag.around import Around
from rag.question import Question, Wanted

WHOLE = re.compile(r"(?<!\w)(?:toàn (?:tỉnh|thành phố|huyện)|(?:tỉnh|thành phố) hiện(?: nay)? có)(?!\w)", re.IGNORECASE)
_COUNT = re.compile(r"(?<!\w)(?:các|những|nhiều|mấy|cả|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d+)\s+$", re.IGNORECASE)
_LISTED_NEXT = re.compile(rf"\s*(?:,|và|hay|hoặc|với|cùng|va)\s+(?:xã |phường )?[{UPPER}]")
_LISTED = re.compile(r"\s*(?:,|và|hay|hoặc|với|cùng|va)\s*")
_COMPARED = re.compile(r"[^?.;]*\s(?:hơn|so với|bằng|hon|so voi|bang)\s")
_CITY = re.compile(r"(?i)h[ồo] ch[íi] minh|(?<!\w)(?:tp\W*)?hcm|s[àa]i g[òo]n")  # in a document that names it
_COUNTRY = re.compile(
    r"(?<!\w)(?:cả nước|toàn quốc|nước ta|trên thế giới|(?:các|nhiều|những|\d+(?:/\d+)?) tỉnh)(?!\w)", re.IGNORECASE
)


def place_fits(question: Question, around: Around) -> bool:
    """A ward asked about is the sentence's own; a province or district may be told by the head of the document."""
    asked = [f for f in question.facts if f.kind is FactKind.PLACE and fold(f.value) != fold(places.CITY)]
    if _asks_the_city(question) and not _names_the_city(around.document):
        return False
    own = {comparable(p) for p in (*around.sentence.context.places, *around.said.places)}
    if not asked:
        return not (_of_the_city(question) and any(places.is_ward(place) for place in own))
    if not own and not around.offices and _is_nowhere(asked, around):
        return False  # told without reading the facts, for most of what is read
    known = own | around.values(FactKind.PLACE)
    if not any(places.is_ward(place) for place in own):  # whoever heads a ward speaks of it, where no other is named
        known |= {p.value for office in around.offices for p in places.places_in(office) if places.is_ward(p.value)}
    wards = [f for f in asked if places.is_ward(f.value)]
    wards = _written_out(question, wards) or wards
    if any(places.same_place(f.value, k) for f in wards or asked for k in known):
        return not (wards and _is_wider(wards, around))
    if _written_out(question, wards):
        return False
    wide = [f for f in asked if not places.is_ward(f.value) or not _is_levelled(f)]
    if any(_is_plural(question, f) and around.names(places.name_of(f.value)) for f in asked if _is_levelled(f)):
        return True
    figure = question.wanted is Wanted.FIGURE
    return any(_told_by_head(f, known, around) and not (figure and _of_several(f, around)) for f in wide)


def _is_wider(wards: Sequence[Fact], around: Around) -> bool:
    """Whether a sentence tells of a whole province or district, and names none of the wards that are asked about."""
    named = around.values(FactKind.PLACE)
    return bool(WHOLE.search(around.sentence.text)) and not any(
        places.same_place(ward.value, k) for ward in wards for k in named
    )


def _is_nowhere(asked: Sequence[Fact], around: Around) -> bool:
    """Whether only wards are asked about, and none is named around the sentence."""
    wards = all(places.is_ward(f.value) for f in asked)
    return wards and not around.has_any(places.name_of(f.value) for f in asked)


def _written_out(question: Question, wards: Sequence[Fact]) -> list[Fact]:
    """The wards written with their level, and those listed after one, or compared: "phường A đông dân hơn B không"."""
    found: list[Fact] = []
    for ward in wards:
        between = question.text[found[-1].end : ward.start] if found else "?"
        joined = _LISTED.fullmatch(between) or _COMPARED.fullmatch(between)
        if (_is_levelled(ward) and not _is_plural(question, ward)) or joined:
            found.append(ward)
    return found


def _is_plural(question: Question, place: Fact) -> bool:
    """Whether the communes of a district are meant and not one of its name: "ba xã Con Cuông"."""
    after = question.text[place.end :]
    return bool(_COUNT.search(question.text[: place.start])) and not _LISTED_NEXT.match(after)


def _is_levelled(place: Fact) -> bool:
    """Whether a place of the question is written with its level: "xã Long Thành", and not "sân bay Long Thành"."""
    return fold(place.text).startswith(fold(places.level_of(place.value)))


def _told_by_head(asked: Fact, known: set[str], around: Around) -> bool:
    """Whether the head or passage names the place, while the sentence names no other of its kind."""
    if places.is_ward(asked.value):
        return not any(places.is_ward(place) for place in known) and around.names(asked.text)
    own = {comparable(p) for p in around.sentence.context.places}
    rivals = {k for k in own | around.values(FactKind.PLACE) if _scale(k) == _scale(asked.value)}
    head = around.of_head(FactKind.PLACE)
    told = any(places.same_place(asked.value, k) for k in head) or around.names(places.name_of(asked.value))
    if not told and _scale(asked.value) == "tỉnh":  # the only province of the whole document
        provinces = {k for k in _places_of(around.document) if _scale(k) == "tỉnh"}
        told = bool(provinces) and all(places.same_place(asked.value, k) for k in provinces)
    return told and not rivals


def _of_several(asked: Fact, around: Around) -> bool:
    """Whether a figure may be of the whole country, or of another province that the passage names beside the one."""
    if WHOLE.search(around.sentence.text):
        return False
    provinces = {f.value for f in facts_in(around.passage) if f.kind is FactKind.PLACE and _scale(f.value) == "tỉnh"}
    others = {p for p in provinces if not places.same_place(asked.value, p)}
    return _scale(asked.value) == "tỉnh" and (bool(others) or bool(_COUNTRY.search(around.sentence.text)))


def _scale(place: str) -> str:
    """Places of one scale exclude one another: a province another province."""
    return "tỉnh" if places.is_province(places.name_of(place)) else places.level_of(place)


def within_place(question: Question, sentence: Sentence, document: Document) -> bool:
    """Whether the sentence, not only its passage, is within the place that the search was limited to."""
    wanted = question.filters.place
    return not wanted or any(within(wanted, comparable(p), document.date) for p in sentence.context.places)


def _asks_the_city(question: Question) -> bool:
    """Whether the city is named: a document that never names it tells of another province."""
    return any(fold(v) == fold(places.CITY) for v in question.values(FactKind.PLACE))


@lru_cache(maxsize=512)
def _places_of(document: Document) -> frozenset[str]:
    """The places that a document names."""
    return frozenset(f.value for f in all_facts(document.text) if f.kind is FactKind.PLACE)


@lru_cache(maxsize=512)
def _names_the_city(document: Document) -> bool:
    return bool(_CITY.search(document.text)) and places.CITY in _places_of(document)


def _of_the_city(question: Question) -> bool:
    """Whether a figure of the whole city is asked for: no ward's is one. As part of an office's name it is not."""
    offices = names.titles_in(question.text, [])
    cities = [f for f in question.facts if f.kind is FactKind.PLACE]
    free = any(not any(t.start <= f.start < t.end for t in offices) for f in cities)
    return question.wanted is Wanted.FIGURE and free
