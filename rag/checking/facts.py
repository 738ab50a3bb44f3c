"""The facts of a claim against those of its sources, resolved in their context."""

import re
from dataclasses import dataclass, replace

from index import places
from index.dates import date_parts
from index.facts import Fact, FactKind, agree, dates_agree
from index.figures import units_agree
from index.text import comparable
from rag.answers import Failure
from rag.checking.article import Article
from rag.checking.counted import counts_places, part_of_whole, spelt_one
from rag.checking.fuller import described_facts, places_known, written_out
from rag.checking.ground import Ground, KnownFact
from rag.checking.lexicon import lexicon
from rag.checking.people import only_called
from rag.checking.reading import Reading, read
from rag.checking.told import other_part
from rag.checking.units import units_fit

_HOUR = r"\d{1,2} ?(?:giờ|h)(?: ?\d+)?"
_TERM = re.compile(  # before a date until which or from which something is to be done
    rf"(?<!\w)(?:trước|chậm nhất|muộn nhất|hết|hạn|sau|kể từ)(?: là| vào| khi)?(?: lúc)?(?: {_HOUR})?"
    r"(?: sáng| trưa| chiều| tối)?(?: ngày)?\s*$",
    re.IGNORECASE,
)
_CLOSE = 2  # syllables that two names share, to be one name miswritten


@dataclass(frozen=True, slots=True)
class Checked:
    """A fact of the claim with the known ones that bear it out; none for a failure."""

    number: int  # of the fact, in the claim's
    borne_by: tuple[KnownFact, ...]
    failure: Failure | None = None


def facts_of(claim: Reading, ground: Ground, article: Article) -> list[Checked]:
    """Every fact of the claim, checked."""
    checks = {
        FactKind.NUMBER: _number,
        FactKind.DATE: _date,
        FactKind.PLACE: lambda claim, n, ground: _place(claim, n, ground, article),
        FactKind.PERSON: lambda claim, n, ground: _person(claim, n, ground, article),
        FactKind.DOCUMENT_NUMBER: _document,
    }
    checked = [checks[fact.kind](claim, n, ground) for n, fact in enumerate(claim.facts)]
    if not any(one.failure for one in checked):
        return checked
    known = places_known(claim, ground, article) | described_facts(claim, article)
    full = written_out(claim, ground, article)
    return [
        Checked(one.number, ()) if one.failure and (one.number in known or claim.at(one.number) in full) else one
        for one in checked
    ]


def unit_elements(claim: Reading, checked: list[Checked]) -> set[int]:
    """The words that the check of a figure answers for: those that round it, and those of its unit if it holds."""
    found: set[int] = set()
    for one in checked:
        fact, at = claim.facts[one.number], claim.at(one.number)
        if fact.kind is FactKind.NUMBER:
            found.update(range(at - _rounds(_words_before(claim.forms, at)), at))
        if fact.kind is FactKind.NUMBER and any(_same_unit(fact, k.fact) for k in one.borne_by):
            found.update(range(at + 1, at + 1 + len(fact.unit.split())))
    return found


def _same_unit(claimed: Fact, known: Fact) -> bool:
    a, b = claimed.unit, known.unit
    return bool(a and b) and (units_agree(a, b) or tuple(b.split()) in lexicon().groups.get(tuple(a.split()), ()))


def _failed(n: int, kind: str, fact: Fact, known: list[KnownFact]) -> Checked:
    return Checked(n, (), Failure(kind, fact.text, known[0].fact.text if known else None))


def rounding(reading_words: list[str], fact: Fact) -> str:
    """Over, under or about, also by words before a figure that the parser of facts leaves to themselves."""
    if fact.rounding:
        return fact.rounding
    size = _rounds(reading_words)
    kind = lexicon().rounding_of[tuple(reading_words[-size:])] if size else ""
    return "" if kind == "exact" else kind


def _rounds(words: list[str]) -> int:
    """How many of the words before a figure round it."""
    known = lexicon().rounding_of
    return next((n for n in (3, 2, 1) if len(words) >= n and tuple(words[-n:]) in known), 0)


def _words_before(forms: tuple[str, ...], at: int) -> list[str]:
    return list(forms[max(0, at - 3) : at])


def _number(claim: Reading, n: int, ground: Ground) -> Checked:
    fact, at = claim.facts[n], claim.at(n)
    known = [k for k in ground.of_kind(FactKind.NUMBER) if not k.in_context]
    rounded = rounding(_words_before(claim.forms, at), fact)
    same = [k for k in known if k.fact.value == fact.value]
    fitting = [k for k in same if rounding(_words_before(ground.forms, k.at), k.fact) == rounded]
    whole = [k for k in fitting if units_fit(claim, at, fact, ground, k)]
    if whole:
        return Checked(n, tuple(whole))
    if not same and (part := part_of_whole(claim, n, ground, known)):
        return Checked(n, part)
    if counts_places(claim, n, ground) or spelt_one(claim, n, ground):
        return Checked(n, ())
    if not same and any(p < ground.context for p in ground.index.get(fact.value, ())):
        return Checked(n, ())  # spelt in a way that is no figure there: "lần thứ hai"
    if fitting:
        return Checked(n, (), Failure("unit", _counted(claim, at, fact), _with_unit(ground, fitting[0])))
    near = same or [k for k in known if _alike(fact, k.fact)] or known
    return _failed(n, "number", fact, near)


def _with_unit(ground: Ground, known: KnownFact) -> str:
    """A figure of a source with what it counts, as it is written there."""
    reading = read(ground.sources[ground.sentences[known.at]].text)
    at = next((i for i, (start, _) in enumerate(reading.spans) if start == known.fact.start), -1)
    return _counted(reading, at, known.fact) if at >= 0 else known.fact.text


def _counted(reading: Reading, at: int, fact: Fact) -> str:
    """A figure with what it counts, to the end of the last word."""
    end = min(at + 1 + len(fact.unit.split()), len(reading.forms))
    while end < len(reading.forms) and reading.words[end] < end and end > at + 1:
        end += 1
    return reading.written(at, end)


def _alike(claimed: Fact, known: Fact) -> bool:
    """Whether two figures are of the same thing, by their unit, or share their digits."""
    return (bool(claimed.unit) and claimed.unit == known.unit) or sorted(claimed.value) == sorted(known.value)


def _date(claim: Reading, n: int, ground: Ground) -> Checked:
    fact = claim.facts[n]
    known = ground.of_kind(FactKind.DATE)
    term = _TERM.search(claim.text[: fact.start]) and not all(k.in_context for k in known)
    days = [s.context.date for s in ground.sources if s.context.date and not term]  # when it was said is no term
    fitting = [k for k in known if _dates_fit(fact.value, _resolved(k, ground))]
    borne = [k for k in fitting if not other_part(fact, k.fact)]
    if borne or (not fitting and any(dates_agree(fact.value, day.isoformat()) for day in days)):
        return Checked(n, tuple(borne))
    return _failed(n, "date", fact, known)


def _resolved(known: KnownFact, ground: Ground) -> str:
    """A date of a source with the year of its article, where it gives none itself."""
    value = known.fact.value
    source = ground.sources[min(ground.sentences[known.at], len(ground.sources) - 1)]
    if value.startswith("--") and source.context.date:
        return f"{source.context.date.year}-{value[2:]}"
    return value


def _dates_fit(claimed: str, known: str) -> bool:
    """Whether a known date bears out a claimed one: nothing that it leaves open is filled in."""
    if "/" in claimed or "/" in known:
        return claimed == known
    return all(not a or a == b for a, b in zip(date_parts(claimed), date_parts(known), strict=True))


def _place(claim: Reading, n: int, ground: Ground, article: Article) -> Checked:
    fact = claim.facts[n]
    known = ground.of_kind(FactKind.PLACE)
    borne = [k for k in known if places.agree(fact.value, k.fact.value)]
    if not borne and article.city == fact.value and ground.stands(("thành", "phố")):
        return Checked(n, ())  # "thành phố", in an article that names one city
    named = [k for k in borne if not k.in_context]
    if named or borne:
        return Checked(n, tuple(named or borne))
    name = tuple(claim.forms[claim.at(n) : claim.at(n) + 9])
    name = tuple(f for i, f in enumerate(name) if claim.fact_of[claim.at(n) + i] == n)
    level = len(places.level_of(fact.value).split())
    if (
        name[level:]
        and ground.stands(name[level:])
        and not any(places.name_of(k.fact.value) == fact.value for k in known)
    ):
        bare = ground.find(name[level:])
        if not any(p in ground.inside_name for p in bare):
            return Checked(n, ())
    return _failed(n, "place", fact, known)


def _person(claim: Reading, n: int, ground: Ground, article: Article) -> Checked:
    fact = claim.facts[n]
    known = ground.of_kind(FactKind.PERSON)
    borne = [k for k in known if k.fact.value == fact.value]
    if borne:
        return Checked(n, tuple(borne))
    name = tuple(claim.forms[i] for i in range(len(claim.forms)) if claim.fact_of[i] == n)
    if any(p < ground.places for p in ground.find(name)):
        return Checked(n, ())
    if _is_meant(fact.value, ground, article):
        return Checked(n, ())
    return _failed(n, "name", fact, sorted(known, key=lambda k: -_shared(fact.value, k.fact.value)))


def _is_meant(who: str, ground: Ground, article: Article) -> bool:
    """Whether a source tells of a person of the article by an office, or by the last syllable of the name."""
    texts = [comparable(s.text) for s in ground.sources]
    held = next((offices for name, offices in article.offices if name == who), ())
    if any(comparable(office) in text for office in held for text in texts):
        return True
    given = who.split()[-1]
    before = [comparable(text) for s in ground.sources for text in article.before.get(s.start, ())]
    called = [p for p in ground.index.get(given, ()) if ground.capitals[p] and _is_called(ground, p)]
    known = only_called(given, article.names)
    return bool(called) and (comparable(known or "") == who or (known is None and any(who in text for text in before)))


def _is_called(ground: Ground, p: int) -> bool:
    """Whether a syllable with a capital calls somebody: behind a form of address, or alone as in reports of courts."""
    alone = not ground.capitals[p - 1] and ground.words[p] == p
    ends = p + 1 >= ground.context or not (ground.capitals[p + 1] or ground.words[p + 1] == p)
    return ground.forms[p - 1] in _ADDRESSES or (alone and ends and ground.forms[p - 1] != "\x00")


_ADDRESSES = frozenset(("ông", "bà", "chí", "anh", "chị", "thầy", "cô", "tá", "tướng", "uý", "sĩ", "cáo", "trưởng"))


def _shared(a: str, b: str) -> int:
    return sum(x == y for x, y in zip(a.split(), b.split(), strict=False))


def is_miswritten(failure: Failure) -> bool:
    """Whether a name that failed is most of the name of somebody whom the sources know."""
    return bool(failure.expected) and _shared(failure.found.lower(), str(failure.expected).lower()) >= _CLOSE


def _document(claim: Reading, n: int, ground: Ground) -> Checked:
    fact = claim.facts[n]
    known = ground.of_kind(FactKind.DOCUMENT_NUMBER)
    borne = [k for k in known if agree(fact, k.fact)]
    return Checked(n, tuple(borne)) if borne else _failed(n, "document_number", fact, known)


def as_speaker(failure: Failure) -> Failure:
    """A name that failed as the name of who speaks."""
    return replace(failure, kind="speaker")
