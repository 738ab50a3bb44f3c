"""Whom a claim says was asked, against whom its sources asked for the same thing."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.facts import FactKind
from index.phrases import HEAD, listed
from rag.answers import Failure
from rag.checking.alignment import Alignment
from rag.checking.lexicon import REQUESTS, lexicon, longest
from rag.checking.people import ITEM
from rag.checking.reading import Reading, read

_FOR = re.compile(r"\s*(?:thêm\s+)?(?:cho|đối với|tới|đến|với)?\s*")  # between a verb of asking and who is asked
_TO = re.compile(r"[-–\s]*(?:Riêng )?(?:[Vv]ới|[Đđ]ối với|[Vv]ề phía)\s+")
_NEXT = re.compile(r";\s+(?:đồng thời\s+)?")
_WITH = re.compile(r"[\s,]*phối hợp")
_LEVELS = frozenset(("tỉnh", "huyện", "quận", "phường", "xã", "thành", "phố", "thị", "đặc", "khu", "trung", "ương"))
_COMMON = frozenset(  # in the names of many bodies, or standing for one
    ("uỷ", "ban", "phòng", "bộ", "hội", "đồng", "lãnh", "đạo", "sở", "cục", "chi", "viện", "trung", "tâm")
) | {"công", "ty", "an", "liên", "đoàn", "chúng", "tôi", "ta", "mình", "này"}
_ANYBODY = frozenset(  # may be said of any body
    tuple(words.split())
    for words in ("doanh nghiệp", "đơn vị", "cơ quan", "địa phương", "chính quyền", "lãnh đạo", "tổ chức", "ngành")
)
_REACH = 10  # elements behind who is asked that tell what for
_BY_NAME = frozenset(("organisation", "title"))  # what the name of a wrong body looks like
_BY_WORD = frozenset(("unsupported", "unit"))  # … and its first word
_FACTS = frozenset(("place", "name"))  # told as what they are, and that they are the addressee's


@dataclass(frozen=True, slots=True)
class Asked:
    """Those whom a verb asks, [start, end) of the text in one list; empty where it names nobody."""

    start: int
    end: int
    shared: bool  # it asks them to work together with others


@lru_cache(maxsize=1024)
def asked_in(text: str) -> tuple[Asked, ...]:
    """Whom each verb of asking of a text asks, in order."""
    reading = read(text)
    found: list[Asked] = []
    for operator in reading.operators:
        start = reading.spans[operator.start][0]
        if operator.kind in REQUESTS and start >= (found[-1].end if found else 0):
            behind = _FOR.match(text, reading.spans[operator.end - 1][1])
            asked = _listed_at(text, behind.end() if behind else len(text))
            found.append(asked if asked.end > asked.start else _named_first(text, start) or asked)
            found += _asked_too(text, found[-1].end)
    return tuple(sorted(found, key=lambda asked: asked.start))


def _named_first(text: str, verb: int) -> Asked | None:
    """Who is asked and stands before the verb: "Với Sở Tư pháp, tòa đề nghị kiểm tra"."""
    to = _TO.match(text, 0, verb)
    asked = _listed_at(text, to.end()) if to else None
    return asked if asked and asked.start < asked.end < verb else None


def _asked_too(text: str, start: int) -> Iterator[Asked]:
    """Those whom the same verb asks for something else: "đề nghị Sở Y tế cấp vắc xin; UBND tỉnh tạm ứng vốn"."""
    for mark in _NEXT.finditer(text, start):
        asked = _listed_at(text, mark.end())
        if asked.end > asked.start and text[asked.start].isupper():
            yield asked


def _listed_at(text: str, start: int) -> Asked:
    spans, end = listed(text, start, len(text)) if HEAD.match(text, start) else ([], start)
    return Asked(start, end if spans else start, bool(_WITH.match(text, end)))


def asked_by_item(text: str) -> Asked | None:
    """Whom an item of a list of tasks begins with: "2. Sở Y tế tổ chức trực cấp cứu"."""
    mark = ITEM.match(text)
    asked = _listed_at(text, mark.end()) if mark else None
    return asked if asked and asked.end > asked.start else None


def asked_another(found: Alignment) -> list[Failure]:
    """Who is asked in the claim, where the sources ask somebody of another name for the same thing."""
    claim = found.claim
    for asked in asked_in(claim.text):
        told = _inside(claim, asked)
        if not told or not _is_named(claim, told) or asked.shared:
            continue
        source = _asked_for(found, told[-1] + 1)
        if source and not _may_be(claim, told, *source):
            reading, there = source
            return [_failure(claim, asked, reading.written(there[0], there[-1] + 1))]
    return []


def _inside(reading: Reading, asked: Asked) -> list[int]:
    return [i for i, (a, b) in enumerate(reading.spans) if asked.start <= a and b <= asked.end]


def _failure(claim: Reading, asked: Asked, expected: str | None) -> Failure:
    return Failure("addressee", claim.text[asked.start : asked.end], expected)


def _is_named(reading: Reading, told: Sequence[int]) -> bool:
    """Whether somebody of a name is asked, or a body that is no other's common name: "Sở Y tế", "công an", "tỉnh"."""
    body = longest(list(reading.forms[told[0] : told[-1] + 1]), 0, lexicon().organisations)
    return (
        (bool(body) and body not in _ANYBODY)
        or reading.forms[told[0]] in _LEVELS
        or any(reading.capitals[i] for i in told)
    )


def _asked_for(found: Alignment, start: int) -> tuple[Reading, list[int]] | None:
    """Whom the sources ask for what the claim tells from an element on: the reading of that source, and who."""
    claim, ground = found.claim, found.ground
    begins = [p for p, form in enumerate(ground.forms[: ground.context]) if form == "\x00"]
    votes: Counter[tuple[int, Asked]] = Counter()
    for i in range(start, _end_of_matter(claim, start)):
        p = found.at[i]
        if 0 <= p < ground.context and not claim.empty[i]:
            number = ground.sentences[p]
            if asked := _governing(found, number, p - begins[number] - 1):
                votes[number, asked] += 1
    if not votes:
        return None
    (number, asked), _ = votes.most_common(1)[0]
    reading = read(ground.sources[number].text)
    told = _inside(reading, asked)
    return (reading, told) if told and _is_named(reading, told) else None


def _end_of_matter(claim: Reading, start: int) -> int:
    """Where what somebody is asked for ends: before the next one who is asked."""
    last = min(start + _REACH, len(claim.forms))
    others = [asked.start for asked in asked_in(claim.text) if asked.start >= claim.spans[start - 1][1]]
    return next((i for i in range(start, last) if others and claim.spans[i][0] >= others[0]), last)


def _governing(found: Alignment, number: int, element: int) -> Asked | None:
    """Whom a source asks nearest before one of its elements."""
    text = found.ground.sources[number].text
    at = read(text).spans[element][0]
    before = [asked for asked in asked_in(text) if asked.end <= at]
    item = asked_by_item(text) if found.ground.lead and not before else None
    return before[-1] if before else item if item and item.end <= at else None


def _may_be(claim: Reading, told: Sequence[int], reading: Reading, there: Sequence[int]) -> bool:
    """Whether two ways to name who is asked may mean the same: they share what tells one body from another."""
    if any(claim.fact_of[i] >= 0 and claim.facts[claim.fact_of[i]].kind is FactKind.PERSON for i in told):
        return True  # somebody by name: of the check of names
    own, known = (_words(r, inside) for r, inside in ((claim, told), (reading, there)))
    heads, theirs = own - _LEVELS - _COMMON, known - _LEVELS - _COMMON
    return bool(heads & theirs) if heads and theirs else bool(own & known)


def _words(reading: Reading, inside: Sequence[int]) -> set[str]:
    return {reading.forms[i] for i in inside if not reading.empty[i]}


def as_addressees(found: Alignment, failures: Sequence[Failure]) -> Iterator[Failure]:
    """The failures, those of the name of who is asked told as one of the addressee, with whom the sources ask."""
    claim = found.claim
    slots = [asked for asked in asked_in(claim.text) if asked.end > asked.start] if failures else []
    told: set[Asked] = set()
    for failure in failures:
        slot = next((one for one in slots if _names(claim.text, failure, one)), None)
        if slot is None or failure.kind in _FACTS:
            yield failure
        if slot and slot not in told:
            told.add(slot)
            inside = _inside(claim, slot)
            source = _asked_for(found, inside[-1] + 1) if inside else None
            yield _failure(claim, slot, source[0].written(source[1][0], source[1][-1] + 1) if source else None)


def _names(text: str, failure: Failure, asked: Asked) -> bool:
    """Whether what failed is of the name of who is asked."""
    at = text.find(failure.found)
    inside = asked.start <= at and at + len(failure.found) <= asked.end
    return inside and (failure.kind in _BY_NAME | _FACTS or (failure.kind in _BY_WORD and at == asked.start))
