"""The offices that a claim names: the same rank of the same body, held by whom the sources say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.cast import cast_of, place_spans
from index.facts import FactKind
from index.names import RANKS, office_of, persons_in, titles_in
from index.text import UPPER, comparable
from rag.answers import Failure
from rag.checking.article import Article
from rag.checking.fuller import places_known, written_out
from rag.checking.ground import Ground
from rag.checking.lexicon import lexicon, longest
from rag.checking.people import only_called
from rag.checking.reading import Reading, read

_HEAD = re.compile(
    r"(?:(?:nguyên|quyền|cựu)\s+)?(?:phó\s+)?(?:tổng bí thư|bí thư|chủ tịch|thủ tướng|thứ trưởng|bộ trưởng|"
    r"tổng giám đốc|giám đốc|trưởng ban|trưởng phòng|chánh văn phòng|hiệu trưởng|uỷ viên|chánh thanh tra|"
    r"viện trưởng|chánh án|đại biểu)(?:\s+thường trực)?(?!\w)"
)
_LEADING = re.compile(
    r"(?<!\w)(?P<deputy>phó\s+)?(?<!thứ )(?<!bộ )(?P<head>(?:tổ|đội|nhóm|cục|vụ|chi cục|tổng cục|trạm|đồn|chỉ huy|"
    r"trung đoàn|sư đoàn|lữ đoàn|hiệu|viện) trưởng|trưởng đoàn|tư lệnh|chính ủy|tham mưu trưởng|trưởng phòng|"
    r"trưởng công an|chánh văn phòng|giám đốc)(?!\w)|(?<!\w)(?P<second>tổ phó|phó đoàn|đội phó|hiệu phó)(?!\w)",
    re.IGNORECASE,
)
_RANK = re.compile(rf"(?<!\w)(?:{RANKS})(?!\w)")
_RANKED = re.compile(rf"(?<!\w)(?P<rank>{RANKS})\s+(?P<name>[{UPPER}]\w+(?:\s+[{UPPER}]\w+){{0,3}})")
_MORE = 24  # elements behind a first description in which the next ones stand
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
        body = inside[len(office.head.split()) :]
        sizes = _sizes(claim, body, fitting, frozenset())
        if fitting and not sizes:
            sizes = _sizes(claim, body, fitting, _in_full(claim, ground, article))
        if sizes:
            taken.update(inside[: len(office.head.split()) + max(sizes)])
        elif (not held and _stands(claim, inside, ground)) or _told_of(claim, inside, office, ground, article):
            taken.update(inside)
        else:
            kind = "organisation" if fitting else "title"
            expected = next((o.text for o in (*fitting, *held, *known)), None)
            failures.append(Failure(kind, claim.text[start:end], expected))
            taken.update(inside)
    wrong = failures or _leading(claim, ground, article) or _described_otherwise(claim, ground)
    return wrong or _ranked_otherwise(claim, ground, article), taken


def _told_of(claim: Reading, inside: list[int], office: Office, ground: Ground, article: Article) -> bool:
    """Whether the article tells the office, in small letters too, of the person that the claim or a source means."""
    speakers = [comparable(s.context.speaker) for s in ground.sources if s.context.speaker]
    people = [office.holder] if office.holder else [*speakers, *(f.value for f in claim.facts)]
    where = {form for s in ground.sources for place in s.context.places for form in read(place).forms}
    for told in (article.described.get(who, "") for who in people):
        if re.search(rf"(?<!phó )(?<!nguyên )(?<!quyền )(?<!\w){office.head}(?!\w)", comparable(told)):
            words = {*read(told).forms} | where
            if all(claim.forms[i] in words or claim.empty[i] for i in inside):
                return True
    return False


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


def _in_full(claim: Reading, ground: Ground, article: Article) -> frozenset[int]:
    """The elements that write out a bare "công ty" or "tỉnh" of the sources, where the article has one alone."""
    alone = places_known(claim, ground, article)
    places = frozenset(i for i, number in enumerate(claim.fact_of) if number in alone)
    return places | written_out(claim, ground, article, alone=True)


def _sizes(claim: Reading, body: list[int], known: Sequence[Office], full: frozenset[int]) -> list[int]:
    """How many elements name the body of each known office that may be meant."""
    return [size for office in known if (size := _body_fits(claim, body, office, full)) is not None]


def _body_fits(claim: Reading, elements: list[int], known: Office, full: frozenset[int]) -> int | None:
    """How many elements after the head name the known body; None when they name another one.

    `full`: those that write out a bare word of the sources, "công ty".
    """
    at, size = 0, 0
    for number, i in enumerate(elements):
        form = claim.forms[i]
        if form in _CITY or form == "và" or i in full:
            size = number + 1
            continue
        if form in known.body[at:]:
            at = known.body.index(form, at) + 1
            size = number + 1
            continue
        named = claim.fact_of[i] >= 0 or claim.text[claim.spans[i][0]].isupper()
        return None if named or longest(list(claim.forms), i, lexicon().organisations) else size
    return size


def _leading(claim: Reading, ground: Ground, article: Article) -> list[Failure]:
    """The parts that people play at one meeting: head of the group, not its deputy."""
    texts = [t for s in ground.sources for t in (s.text, *s.context.offices)]
    people = [f.value for f in claim.facts if f.kind is FactKind.PERSON]
    people += [k.fact.value for k in ground.of_kind(FactKind.PERSON)]
    texts += [article.described.get(who, "") for who in people]
    texts += article.leads(ground.sources)
    known = {_part(m) for text in texts for m in _LEADING.finditer(text)}
    return [
        Failure("title", m.group(), next(iter(sorted(known)), None))
        for m in _LEADING.finditer(claim.text)
        if _part(m) not in known
    ]


def _described_otherwise(claim: Reading, ground: Ground) -> list[Failure]:
    """What somebody is said to be behind the name, where a source begins alike and goes on otherwise."""
    for number, fact in enumerate(claim.facts):
        if fact.kind is not FactKind.PERSON:
            continue
        end = claim.at(number) + claim.fact_of.count(number)
        said = _clause(claim.forms, claim.clauses, end, len(claim.forms))
        for known in ground.of_kind(FactKind.PERSON):
            size = len(fact.value.split())
            told = _clause(ground.forms, ground.clauses, known.at + size, ground.context)
            rest = ground.forms[known.at + size + len(told) : known.at + size + len(told) + _MORE]
            alike = not known.in_context and known.fact.value == fact.value and said[:2] == told[:2] and said
            words = {f for i, f in enumerate(said, end) if not claim.empty[i] and claim.fact_of[i] < 0}
            if alike and words - {*told} and not _follows(said, rest):
                return [Failure("title", claim.written(end, end + len(said)), " ".join(told))]
    return []


def _ranked_otherwise(claim: Reading, ground: Ground, article: Article) -> list[Failure]:
    """The ranks of officers for whom the sources and their article have other ranks alone."""
    texts = " . ".join(s.text for s in ground.sources)
    for match in _RANKED.finditer(claim.text):
        given = comparable(match["name"].split()[-1])
        who = next((f.value for f in claim.facts if f.start == match.start("name")), comparable(match["name"]))
        named = only_called(given, article.names)
        told = article.described.get(who) or article.described.get(comparable(named or ""), "")
        held = [m["rank"] for m in _RANKED.finditer(texts) if comparable(m["name"].split()[-1]) == given]
        held += [m.group() for m in _RANK.finditer(told)]
        if held and comparable(match["rank"]) not in map(comparable, held):
            return [Failure("title", match.group(), held[0])]
    return []


def _follows(said: tuple[str, ...], rest: tuple[str, ...]) -> bool:
    """Whether a description stands further on, behind another one."""
    return any(rest[i : i + len(said)] == said for i in range(len(rest)))


def _clause(forms: tuple[str, ...], clauses: tuple[int, ...], start: int, last: int) -> tuple[str, ...]:
    """The elements of the clause that begins right at an element."""
    if not 0 < start < last or clauses[start] == clauses[start - 1]:
        return ()
    end = next((i for i in range(start, last) if clauses[i] != clauses[start]), last)
    return forms[start:end]


def _part(match: re.Match[str]) -> str:
    return " ".join(match.group().lower().split())
