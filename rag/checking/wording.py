"""The words of a claim that nothing bears: what was added, and the bodies, titles and units that were exchanged."""

import re
from collections.abc import Iterable

from index.facts import FactKind, dates_agree
from index.text import UPPER, fold
from rag.answers import Failure
from rag.checking.alignment import Alignment
from rag.checking.article import Article
from rag.checking.free import generic, is_said, requests, spoken_words, told_by_another
from rag.checking.fuller import described, meant_by_pronoun, named_alone, written_out
from rag.checking.ground import Ground
from rag.checking.lexicon import lexicon, longest
from rag.checking.parts import behind_alike, beside_its_neighbour, cut_otherwise, in_parts
from rag.checking.reading import Reading
from rag.checking.subjects import attributed
from rag.checking.told import PARTS_OF_YEAR

_CAPITAL = rf"[{UPPER}](?:[\w-]|['’](?=\w))*"
_RUN = re.compile(rf"(?<![\w'’-]){_CAPITAL}(?:[ \u00a0]+{_CAPITAL})+")
_INITIALS = re.compile(rf"(?<![\w-])[{UPPER}][{UPPER}&-]+(?!\w)")
_TOLD = re.compile(r"(?:.{0,60},\s+)?theo\s", re.IGNORECASE)
_FIGURES = {"năm": "5", "một": "1", "tư": "4", "mốt": "1"}
_REACH = 3  # elements that may stand between the words of a body's name


def unborne(found: Alignment, taken: Iterable[int], article: Article) -> list[Failure]:
    """The stretches of the claim that nothing bears; `taken` are elements that another part of the check answers for."""
    claim = found.claim
    ignored = set(taken) | requests(found) | generic(claim)
    tells = attributed(claim) - told_by_another(found)
    lost = [
        i
        for i in range(len(claim.forms))
        if not claim.empty[i] and claim.fact_of[i] < 0 and i not in ignored and not _borne(found, i, tells)
    ]
    if lost:
        known = _known_besides(found, article)
        lost = [i for i in lost if i not in known and not beside_its_neighbour(found, i)]
    return [
        _failure(claim, start, end)
        for start, end in _stretches(claim, lost)
        if not meant_by_pronoun(claim, found.ground, article, start, end)
    ]


def _known_besides(found: Alignment, article: Article) -> set[int]:
    """The elements of a claim that the article bears beyond the sources' own words, or that say who speaks."""
    claim, ground = found.claim, found.ground
    told = any(s.context.speaker or _TOLD.match(s.text) for s in ground.sources) or is_said(ground)
    return {
        *_times_of_day(claim, ground, article),
        *_parts_of_the_year(claim, ground),
        *_initialisms(claim, ground),
        *described(claim, article),
        *written_out(claim, ground, article),
        *named_alone(claim, article),
        *(spoken_words(claim) if told else ()),
    }


def _borne(found: Alignment, i: int, tells: frozenset[int]) -> bool:
    claim, ground = found.claim, found.ground
    if i in found.by_synonym or _spelt_figure(claim, ground, i):
        return True
    start = claim.words[i]
    if _shortened(claim, ground, i):
        return True
    if start != i or (i + 1 < len(claim.forms) and claim.words[i + 1] == i):
        whole = any(_allowed(ground, p, start, tells) for p in ground.find(claim.forms[start : start + 2]))
        return whole or in_parts(found, i, start) or cut_otherwise(ground, claim, i) or behind_alike(ground, claim, i)
    return any(_alone(found, i, p) and _allowed(ground, p, i, tells) for p in ground.index.get(claim.forms[i], ()))


def _allowed(ground: Ground, p: int, i: int, tells: frozenset[int]) -> bool:
    """Whether an element of the ground may bear this one: speakers and offices only who says the claim."""
    return p < ground.context or p >= ground.places or i in tells


def _spelt_figure(claim: Reading, ground: Ground, i: int) -> bool:
    """Whether a word is a figure that the parser leaves as a word ("năm nhát"), before what the figure counts there."""
    places = ground.index.get(_FIGURES.get(claim.forms[i], ""), ())
    after = claim.forms[i + 1 : i + 2]
    return any(ground.forms[p + 1 : p + 2] == after for p in places)


def _shortened(claim: Reading, ground: Ground, i: int) -> bool:
    """Whether half of a word of two syllables stands for it, beside the same neighbour: "lắp camera" for "lắp đặt camera"."""
    forms, words = ground.forms, ground.words
    after = claim.forms[i + 1 : i + 2]
    for p in ground.index.get(claim.forms[i], ()):
        if p + 2 < ground.context and words[p + 1] == p and after == (forms[p + 2],):
            return True
        if i and 2 <= p < ground.context and words[p - 1] == p - 2 and claim.forms[i - 1] == forms[p - 2]:
            return True
    return False


def _alone(found: Alignment, i: int, p: int) -> bool:
    """Whether one syllable is there the word that it is here: not a part of another word or name."""
    claim, ground = found.claim, found.ground
    before = i > 0 and claim.forms[i - 1] == ground.forms[p - 1]
    after = i + 1 < len(claim.forms) and p + 1 < len(ground.forms) and claim.forms[i + 1] == ground.forms[p + 1]
    if before or after:
        return True
    if p in ground.inside_name:
        return _called(found, i, p)
    if ground.words[p] != p:
        return (ground.forms[p - 1],) in lexicon().fillers.get(ground.forms[p - 1], ())  # "đi xa"
    inside = p + 1 < len(ground.forms) and ground.words[p + 1] == p
    return not inside or (ground.forms[p + 1],) in lexicon().fillers.get(ground.forms[p + 1], ())  # "đặt lên"


def _called(found: Alignment, i: int, p: int) -> bool:
    """Whether a claim calls a person of the sources by the last syllable of the name: "ông Hoàng"."""
    claim, ground = found.claim, found.ground
    ends = p + 1 == len(ground.forms) or p + 1 not in ground.inside_name
    addressed = i > 0 and claim.forms[i - 1] in ("ông", "bà", "chí", "anh", "chị", "thầy", "cô")
    begins = i == 0 or claim.clauses[i - 1] != claim.clauses[i]
    alone = begins and i + 1 < len(claim.forms) and claim.words[i + 1] != i and not claim.capitals[i + 1]
    return claim.capitals[i] and ends and (addressed or alone)


def _times_of_day(claim: Reading, ground: Ground, article: Article) -> set[int]:
    """The words for the time of the day before the article's own date, as the article has them."""
    days = {s.context.date.isoformat() for s in ground.sources if s.context.date}
    return {
        claim.at(n) - back
        for n, fact in enumerate(claim.facts)
        if fact.kind is FactKind.DATE and any(dates_agree(fact.value, day) for day in days)
        for back in (1, 2)
        if claim.at(n) >= back and claim.forms[claim.at(n) - back] in article.parts_of_day
    }


def _parts_of_the_year(claim: Reading, ground: Ground) -> set[int]:
    """The words "đầu năm" where the sources have them with the year that their article is of: "đầu năm 2025"."""
    years = {str(s.context.date.year) for s in ground.sources if s.context.date}
    dated = {tuple(k.fact.text.lower().split()[:2]) for k in ground.of_kind(FactKind.DATE) if k.fact.value in years}
    return {
        j
        for i in range(len(claim.forms) - 1)
        if claim.forms[i] in PARTS_OF_YEAR and claim.forms[i : i + 2] in dated
        for j in (i, i + 1)
    }


def _initialisms(claim: Reading, ground: Ground) -> set[int]:
    """Elements that spell an abbreviation of the sources, or are one that their words spell."""
    found: set[int] = set()
    written = {m.group() for s in ground.sources for m in _INITIALS.finditer(s.text)}
    letters = _letters(claim.forms) if written else ""
    for short in written:
        plain = fold(re.sub(r"[&-]", "", short))
        at = letters.find(plain) if len(plain) > 2 else -1
        if at >= 0:
            found.update(range(at, at + len(plain)))
    shorts = {i: claim.text[start:end] for i, (start, end) in enumerate(claim.spans) if claim.capitals[i]}
    shorts = {i: short for i, short in shorts.items() if _INITIALS.fullmatch(short)}
    own = (*ground.forms[: ground.context], *ground.forms[ground.places :]) if shorts else ()
    spelt = _letters(own) + "\x00" + _letters([form for form in own if form != "và"])  # NN-MT
    for i, short in shorts.items():
        plain = fold(re.sub(r"[&-]", "", short))
        if len(plain) > 2 and plain in spelt:
            found.add(i)
    return found


def _letters(forms: Iterable[str]) -> str:
    """The first letter of each element, without marks."""
    return "".join(fold(form)[:1] or "\x00" for form in forms)


def _stretches(claim: Reading, lost: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for i in lost:
        if found and found[-1][1] == i and claim.clauses[i - 1] == claim.clauses[i]:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found


def _failure(claim: Reading, start: int, end: int) -> Failure:
    return Failure(_kind(claim, start, end), claim.written(start, end))


def _kind(claim: Reading, start: int, end: int) -> str:
    table, forms = lexicon(), list(claim.forms)
    if any(longest(forms, i, table.titles) for i in range(start, end)):
        return "title"
    if longest(forms, start, table.orders):
        return "modality"
    if claim.forms[start] in table.part_of_day:
        return "date"
    if start and claim.fact_of[start - 1] >= 0 and claim.facts[claim.fact_of[start - 1]].kind == "number":
        return "unit"
    near = [
        i for i in (start - 1, start) if i >= 0 and claim.words[i] == i and claim.clauses[i] == claim.clauses[start]
    ]
    if any(longest(forms, i, table.organisations) for i in near):
        return "organisation"
    first = claim.spans[start][0]
    return "organisation" if first and claim.text[first].isupper() else "unsupported"


def bodies(claim: Reading, ground: Ground, taken: Iterable[int], article: Article) -> list[Failure]:
    """The names in capitals that the ground does not have in one piece."""
    ignored, found = set(taken) | _initialisms(claim, ground) | written_out(claim, ground, article), []
    ignored |= named_alone(claim, article)
    told = described(claim, article)
    for match in _RUN.finditer(claim.text):
        inside = [i for i, (a, b) in enumerate(claim.spans) if match.start() <= a and b <= match.end()]
        for part in _parts(claim, inside, ignored):
            if part and part[0] == 0:
                part = part[1:]  # the first word of a sentence has a capital whatever it is
            if (
                len(part) > 1
                and not told.issuperset(part)
                and not _in_one_piece([claim.forms[i] for i in part], ground)
                and not meant_by_pronoun(claim, ground, article, part[0], part[-1] + 1)
            ):
                end = part[-1] + 1
                end += end < len(claim.words) and claim.words[end] < end  # to the end of its last word
                found.append(Failure("organisation", claim.written(part[0], end)))
    return found


def _parts(claim: Reading, inside: list[int], ignored: set[int]) -> list[list[int]]:
    """A name without the facts in it."""
    parts: list[list[int]] = [[]]
    for i in inside:
        if claim.fact_of[i] >= 0 or i in ignored:
            parts.append([])
        else:
            parts[-1].append(i)
    return [part for part in parts if part]


def _in_one_piece(forms: list[str], ground: Ground) -> bool:
    for start in ground.index.get(forms[0], ()):
        at = start
        for form in forms[1:]:
            at = next((q for q in ground.index.get(form, ()) if at < q <= at + _REACH), -1)
            if at < 0:
                break
        if at >= 0:
            return True
    return False
