"""Names and places that a claim writes in full where the sources have a bare word: "tỉnh", "sở", "trạm bơm"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from index import places
from index.facts import FactKind, facts_in
from index.text import UPPER, comparable
from rag.checking.article import HIGHEST, Article
from rag.checking.ground import Ground
from rag.checking.lexicon import lexicon
from rag.checking.reading import Reading, read

_LEVELS = frozenset(("phường", "xã", "huyện", "quận", "tỉnh", "phố", "trấn", "thôn", "ấp"))
_DEMONSTRATIVES = ("này", "đó", "ấy", "trên")  # behind a noun; "họ" stands for one alone
_LINKS = frozenset(("trong", "do", "từ", "sau", "trước", "theo", "qua", "nhờ", "khi", "lúc", "với", "cạnh", "vì"))
_MEANT = 9  # elements of a name that a pronoun can stand for
_LONGEST = 12  # elements of a name written in full
_NAMES = rf"[{UPPER}\d][\w./-]*"


def written_out(claim: Reading, ground: Ground, article: Article, *, alone: bool = False) -> frozenset[int]:
    """The elements of a claim that only write out a bare word of the sources, as the text before them does.

    The word must be bare where the sources have it, and what it stands for must be the nearest such name before
    them in the article: another ward, body or unit is not borne out. `alone`: the text before has no other such name.
    """
    own = tuple(dict.fromkeys(office for s in ground.sources for office in s.context.offices))  # "Sở" of its director
    before = next((told for s in ground.sources if (told := article.before.get(s.start))), ())
    if not (before or own):
        return frozenset()
    found: set[int] = set()
    for i in _bare_heads(claim, ground):
        told = (*own, *before) if claim.forms[i] in _body_ends() - _LEVELS else before
        written = _named_alike(claim, i, told, alone=alone)
        if written:
            found.update(range(i + 1, written))
    return frozenset(found)


def _bare_heads(claim: Reading, ground: Ground) -> Iterator[int]:
    """The words before a name or figure in the claim that the sources have without one."""
    for i in range(len(claim.forms) - 1):
        follows = claim.capitals[i + 1] or claim.fact_of[i + 1] >= 0
        if follows and claim.clauses[i] == claim.clauses[i + 1] and _stands_bare(ground, claim.forms[i]):
            yield i


def _stands_bare(ground: Ground, form: str) -> bool:
    """Whether the sources have a word without a name of its own: none is who is named behind the office of a body."""
    facts = {known.at for known in ground.facts}
    people = {k.at for k in ground.facts if k.fact.kind is FactKind.PERSON} if form in _body_ends() else set()
    return any(
        p < ground.context
        and p not in ground.inside_name
        and (
            p + 1 >= ground.context
            or p + 1 in people
            or not (ground.capitals[p + 1] or p + 1 in facts or p + 1 in ground.inside_name)
        )
        for p in ground.index.get(form, ())
    )


@lru_cache(maxsize=1)
def _body_ends() -> frozenset[str]:
    """The last syllables of the words for bodies."""
    return frozenset(words[-1] for many in lexicon().organisations.values() for words in many)


def _named_alike(claim: Reading, i: int, before: tuple[str, ...], *, alone: bool) -> int:
    """Where the name after element i ends, if the text before has the word with that name nearest; else 0."""
    head = re.compile(rf"(?<!\w){re.escape(claim.written(i, i + 1))}\s+(?={_NAMES})", re.IGNORECASE)
    named = [_forms(text[m.start() :]) for text in before for m in reversed([*head.finditer(text)])]
    end = i + 1
    for j in range(i + 2, min(i + _LONGEST, len(claim.forms)) + 1):
        if _counts(claim, j - 1):
            break
        if named and _begins(named[0], claim.forms[i:j]) and _ends_there(claim, j):
            end = j
    others = alone and any(not _begins(other, claim.forms[i:end]) for other in named)
    return end if end > i + 1 and not others else 0


def _counts(claim: Reading, i: int) -> bool:
    """Whether an element is a figure that counts something: no part of a name, as that of "Trung đoàn 841" is."""
    fact = claim.facts[claim.fact_of[i]] if claim.fact_of[i] >= 0 else None
    return bool(fact and (fact.unit or fact.rounding))


def _ends_there(claim: Reading, end: int) -> bool:
    """Whether neither a word nor a fact of the claim is cut in two."""
    whole = claim.fact_of[end - 1 : end] != claim.fact_of[end : end + 1] or claim.fact_of[end - 1] < 0
    return end == len(claim.words) or (whole and claim.words[end] == end)


def _forms(text: str) -> tuple[str, ...]:
    """The first elements of a text, enough for the longest name."""
    return tuple(form for form in read(" ".join(text.split()[: 2 * _LONGEST])).forms if form != "và")[: 2 * _LONGEST]


def _begins(named: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Whether a name begins with other words, in full or by its initials: "Sở NN-PTNT"."""
    plain = tuple(form for form in said if form != "và")
    return named[: len(plain)] == plain


def places_known(claim: Reading, ground: Ground, article: Article) -> frozenset[int]:
    """The places of a claim, by number of the fact, that a bare "tỉnh", "phường" of the sources means there."""
    found: set[int] = set()
    before = next((told for s in ground.sources if (told := article.before.get(s.start))), ())
    for number, fact in enumerate(claim.facts):
        if fact.kind is not FactKind.PLACE:
            continue
        level = places.level_of(fact.value)
        alone = article.only.get(level) == fact.value
        bare = bool(level) and any(_bare(ground, p, level) for p in ground.find(tuple(level.split())))
        if (alone and (bare or level in HIGHEST)) or (bare and _nearest(level, before) == fact.value):
            found.add(number)
    return frozenset(found)


def _bare(ground: Ground, p: int, level: str) -> bool:
    end = p + len(level.split())
    named = end < ground.context and (ground.capitals[end] or end in ground.inside_name)
    return p < ground.context and not named and p not in ground.inside_name


def _nearest(level: str, before: tuple[str, ...]) -> str:
    """The last place of a level that the text before names."""
    named = (f.value for text in before for f in reversed(facts_in(text)) if f.kind is FactKind.PLACE)
    return next((value for value in named if places.level_of(value) == level), "")


def named_alone(claim: Reading, article: Article) -> frozenset[int]:
    """The elements of a claim that name, without its level, the only province, city or ward of the article."""
    found: set[int] = set()
    for value in article.only.values():
        name = tuple(value.split()[len(places.level_of(value).split()) :])
        for i in range(len(claim.forms) - len(name) + 1):
            alone = claim.fact_of[i] < 0 and (not i or claim.forms[i - 1] not in _LEVELS)
            if alone and claim.forms[i : i + len(name)] == name and claim.capitals[i]:
                found.update(range(i, i + len(name)))
    return frozenset(found)


def described(claim: Reading, article: Article) -> set[int]:
    """The words beside a person's name in the claim that stand beside it in the article too: rank, work, home."""
    found: set[int] = set()
    for number, fact in enumerate(claim.facts):
        told = article.described.get(fact.value, "") if fact.kind is FactKind.PERSON else ""
        if not told:
            continue
        words, at = {*read(told).forms}, claim.at(number)
        last = at + claim.fact_of.count(number)
        for row, clause in ((range(at - 1, -1, -1), 0), (range(last, len(claim.forms)), 1)):
            for i in row:
                if claim.clauses[i] != claim.clauses[at] + clause or not (claim.empty[i] or claim.forms[i] in words):
                    break
                found.add(i)
    return found


def described_facts(claim: Reading, article: Article) -> frozenset[int]:
    """The facts of a claim, by number, in what it says beside a person's name as the article does: "khu phố 5"."""
    inside = described(claim, article)
    told = " ".join(comparable(article.described[f.value]) for f in claim.facts if f.value in article.described)
    return frozenset(
        n
        for n, at in enumerate(map(claim.at, range(len(claim.facts))))
        if at in inside and at and comparable(claim.written(at - 1, at + claim.fact_of.count(n))) in told
    )


def meant_by_pronoun(claim: Reading, ground: Ground, article: Article, start: int, end: int) -> bool:
    """Whether elements [start, end) name what a "này" or "họ" of the sources stands for: words just before them.

    It stands for somebody or something, never for what is said, ordered or done.
    """
    start = claim.words[start]
    end += end < len(claim.words) and claim.words[end] < end
    asks = any(o.start < end and start < o.end for o in claim.operators)
    if asks or not 2 <= end - start <= _MEANT or not _has_demonstrative(ground):
        return False
    before = next((told for s in ground.sources if (told := article.before.get(s.start))), ())
    return any(comparable(claim.written(start, end)) in comparable(text) for text in before[:2])


def _has_demonstrative(ground: Ground) -> bool:
    """Whether a source has a word that stands for somebody or something named before: "trạm này", "hai xã trên"."""
    return any(p < ground.context and not ground.empty[p - 1] for p in ground.index.get("họ", ())) or any(
        p < ground.context and _points_back(ground, p) for form in _DEMONSTRATIVES for p in ground.index.get(form, ())
    )


def _points_back(ground: Ground, p: int) -> bool:
    """Whether a demonstrative stands behind a noun: not in "trong đó", nor in "trên địa bàn"."""
    behind_noun = ground.forms[p - 1] != "\x00" and ground.clauses[p - 1] == ground.clauses[p]
    ends = p + 1 >= ground.context or ground.clauses[p + 1] != ground.clauses[p] or ground.empty[p + 1]
    return behind_noun and ground.forms[p - 1] not in _LINKS and (ground.forms[p] != "trên" or ends)
