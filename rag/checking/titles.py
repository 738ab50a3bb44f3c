"""The offices that a claim names: the same rank of the same body, held by whom the sources say."""

import re
from dataclasses import dataclass
from functools import lru_cache

from index.cast import cast_of, place_spans
from index.facts import FactKind
from index.names import office_of, persons_in, titles_in
from index.text import comparable
from rag.answers import Failure
from rag.checking.article import Article
from rag.checking.ground import Ground
from rag.checking.lexicon import lexicon, longest
from rag.checking.reading import Reading, read

_HEAD = re.compile(
    r"(?:(?:nguyên|quyền|cựu)\s+)?(?:phó\s+)?(?:tổng bí thư|bí thư|chủ tịch|thủ tướng|thứ trưởng|bộ trưởng|"
    r"tổng giám đốc|giám đốc|trưởng ban|trưởng phòng|chánh văn phòng|hiệu trưởng|uỷ viên|chánh thanh tra|"
    r"viện trưởng|chánh án|đại biểu)(?:\s+thường trực)?(?!\w)"
)
_LEADING = re.compile(
    r"(?<!\w)(?P<deputy>phó\s+)?(?P<head>tổ trưởng|trưởng đoàn|nhóm trưởng|đội trưởng)(?!\w)|(?<!\w)(?P<second>tổ phó|"
    r"phó đoàn|đội phó)(?!\w)",
    re.IGNORECASE,
)
_RANKS = frozenset(("phó", "nguyên", "quyền", "cựu", "tổng", "trợ", "lí"))
_CITY = frozenset(("thành", "phố", "hồ", "chí", "minh", "của"))
_FORMER = re.compile(r"(?:nguyên|quyền|cựu)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Office:
    """An office in the comparable form of its parts, and who holds it (comparable; "" where not told)."""

    head: str
    body: tuple[str, ...]
    holder: str
    text: str


def offices_of(claim: Reading, ground: Ground, article: Article) -> tuple[list[Failure], set[int]]:
    """What is wrong with the offices of a claim, and the elements that name an office rightly."""
    known = [o for s in ground.sources for o in (*_offices(s.text), *_held(s.context.speaker, s.context.offices))]
    people = {k.fact.value for k in ground.of_kind(FactKind.PERSON)}
    known += [o for who, offices in article.offices if who in people for o in _held(who, offices)]
    failures, taken = [], set()
    for office, start, end in _placed(claim.text):
        inside = [i for i, (a, b) in enumerate(claim.spans) if start <= a and b <= end]
        held = [o for o in known if office.holder and o.holder == office.holder]
        fitting = [o for o in held or known if o.head == office.head]
        sizes = [
            size for o in fitting if (size := _body_fits(claim, inside[len(office.head.split()) :], o)) is not None
        ]
        if sizes:
            taken.update(inside[: len(office.head.split()) + max(sizes)])
        elif not held and _stands(claim, inside, ground):
            taken.update(inside)
        else:
            kind = "organisation" if fitting else "title"
            expected = next((o.text for o in (*fitting, *held, *known)), None)
            failures.append(Failure(kind, claim.text[start:end], expected))
            taken.update(inside)
    return failures or _leading(claim, ground), taken


def _stands(claim: Reading, inside: list[int], ground: Ground) -> bool:
    """Whether the office stands in a source word for word, in small letters, and is not there a part of another one."""
    if not inside:
        return False
    phrase = claim.forms[inside[0] : inside[-1] + 1]
    return any(p < ground.context and ground.forms[p - 1] not in _RANKS for p in ground.find(phrase))


@lru_cache(maxsize=1024)
def _placed(text: str) -> list[tuple[Office, int, int]]:
    """The offices of a text, and where they stand."""
    people = persons_in(text, place_spans(text))
    holders = {office: person for person, held in cast_of([text]).offices.items() for office in held}
    found = []
    for title in titles_in(text, people):
        former = _FORMER.search(text[: title.start])
        start = former.start() if former else title.start
        words = comparable(text[start : title.end])
        if head := _HEAD.match(words):
            body = tuple(f for f in read(words[head.end() :]).forms)
            office = Office(head.group(), body, holders.get(office_of(title.value), ""), text[start : title.end])
            found.append((office, start, title.end))
    return found


def _offices(text: str) -> list[Office]:
    return [office for office, _, _ in _placed(text)]


def _held(speaker: str | None, offices: tuple[str, ...]) -> list[Office]:
    holder = comparable(speaker or "")
    return [Office(o.head, o.body, holder, o.text) for written in offices for o in _offices(written)]


def _body_fits(claim: Reading, elements: list[int], known: Office) -> int | None:
    """How many elements after the head name the known body; None when they name another one."""
    at, size = 0, 0
    for number, i in enumerate(elements):
        form = claim.forms[i]
        if form in _CITY or form == "và":
            size = number + 1
            continue
        if form in known.body[at:]:
            at = known.body.index(form, at) + 1
            size = number + 1
            continue
        named = claim.fact_of[i] >= 0 or claim.text[claim.spans[i][0]].isupper()
        return None if named or longest(list(claim.forms), i, lexicon().organisations) else size
    return size


def _leading(claim: Reading, ground: Ground) -> list[Failure]:
    """The parts that people play at one meeting: head of the group, not its deputy."""
    texts = [t for s in ground.sources for t in (s.text, *s.context.offices)]
    known = {_part(m) for text in texts for m in _LEADING.finditer(text)}
    return [
        Failure("title", m.group(), next(iter(sorted(known)), None))
        for m in _LEADING.finditer(claim.text)
        if _part(m) not in known
    ]


def _part(match: re.Match[str]) -> str:
    return " ".join(match.group().lower().split())
