"""What the check knows of words: which carry no content, which mean the same, which change what a sentence claims."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.abbreviations import expand
from index.speech import Force, forces
from index.text import tokens

Phrase = tuple[str, ...]  # syllables in the spelling of `index.text.tokens`

REQUESTS = ("order", "urge", "suggest", "propose")  # the kinds of words that ask somebody to do something

_DATA = Path(__file__).parent.parent / "data"
_KINDS = {
    Force.REQUIRED: "order",
    Force.URGED: "urge",
    Force.SUGGESTED: "suggest",
    Force.PROPOSAL: "propose",
}
_WISHES = frozenset(("mong", "vọng", "nguyện", "ước", "xin", "muốn", "mỏi"))
_MIXED = re.compile(r"\d[^\W\d_]|[^\W\d_]\d")  # 5G, km2
_ROAD = re.compile(r"(ql|tl|đt|qk)[.-]?(\d+\w?)")  # QL1A
_ROADS = {"ql": "quốc lộ", "tl": "tỉnh lộ", "đt": "đường tỉnh", "qk": "quân khu"}
_MEASURES = {"km2": "km²", "m2": "m²", "m3": "m³"}
SPELT = {"hai": "2", "ba": "3", "bốn": "4", "sáu": "6", "bảy": "7", "bẩy": "7", "tám": "8", "chín": "9", "mười": "10"}

_ORDINALS = frozenset(("thứ", "khoá", "quý", "kì", "hạng"))
_NUMBERS = {
    "nhất": "1",
    "i": "1",
    "nhì": "2",
    "ii": "2",
    "iii": "3",
    "tư": "4",
    "iv": "4",
    "năm": "5",
    "v": "5",
    "vi": "6",
}
_NUMBERS |= {"vii": "7", "viii": "8", "ix": "9", "x": "10", "xi": "11", "xii": "12", "xiii": "13", "xiv": "14"}


def phrase(words: str) -> Phrase:
    """The syllables of some words as the check compares them: in one spelling, spelt numbers in digits."""
    forms = [SPELT.get(token, token) for token in tokens(words)]
    return tuple(ordinal(forms[i - 1], form) if i else form for i, form in enumerate(forms))


def ordinal(before: str, form: str) -> str:
    """A syllable, or the figure that it is behind "thứ", "hạng", "quý": "hạng nhất" → 1."""
    return _NUMBERS.get(form, form) if before in _ORDINALS else form


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables, phrases by their first syllable, the longest first."""

    abbreviations: Mapping[str, str]
    fillers: Mapping[str, tuple[Phrase, ...]]
    light: frozenset[str]  # syllables without content, also where the count of words joins them to another
    negators: Mapping[str, tuple[Phrase, ...]]
    no_negators: Mapping[str, tuple[Phrase, ...]]
    orders: Mapping[str, tuple[Phrase, ...]]
    order_of: Mapping[Phrase, str]
    saying: Mapping[str, tuple[Phrase, ...]]
    spoken: Mapping[str, tuple[Phrase, ...]]  # every verb of saying and asking
    directed: Mapping[str, tuple[Phrase, ...]]
    synonyms: Mapping[str, tuple[Phrase, ...]]
    groups: Mapping[Phrase, tuple[Phrase, ...]]  # what of the sources may stand for a phrase of a claim
    compounds: frozenset[Phrase]  # words of two syllables
    rounding: Mapping[str, tuple[Phrase, ...]]
    rounding_of: Mapping[Phrase, str]
    organisations: Mapping[str, tuple[Phrase, ...]]
    titles: Mapping[str, tuple[Phrase, ...]]
    generic: Mapping[str, tuple[Phrase, ...]]  # words that add nothing to a claim: "khả năng", "tổ chức"
    part_of_day: frozenset[str]
    opposites: Mapping[str, tuple[str, ...]]  # one syllable each
    exclusive: tuple[tuple[Phrase, Phrase], ...]  # phrases of light words, neither of which bears the other
    every: Mapping[str, tuple[Phrase, ...]]  # of all, and of some
    some: Mapping[str, tuple[Phrase, ...]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The tables, read once."""
    table = json.loads((_DATA / "checking.json").read_text(encoding="utf-8"))
    groups = _synonyms((_DATA / "synonyms.txt").read_text(encoding="utf-8"))
    order_of = {phrase(words): kind for kind, many in table["orders"].items() for words in many}
    for verb, force in forces().items():
        if force in _KINDS and phrase(verb) not in order_of:
            order_of[phrase(verb)] = "propose" if _WISHES & {*verb.split()} else _KINDS[force]
    rounding_of = {phrase(w): kind for kind in ("over", "under", "about", "exact") for w in table[kind]}
    words = (_DATA / "words.txt").read_text(encoding="utf-8").splitlines()
    return Lexicon(
        abbreviations=table["abbreviations"],
        fillers=_by_first([phrase(w) for w in (*table["fillers"].split(), *table["phrases"])]),
        light=frozenset(phrase(word)[0] for word in table["light"]),
        negators=_by_first(map(phrase, table["negators"])),
        no_negators=_by_first(map(phrase, table["no_negators"])),
        orders=_by_first(order_of),
        order_of=order_of,
        saying=_by_first(map(phrase, table["saying"])),
        spoken=_by_first([*map(phrase, table["saying"]), *map(phrase, forces())]),
        directed=_by_first(map(phrase, table["directed"])),
        synonyms=_by_first(groups),
        groups=groups,
        compounds=frozenset(map(phrase, words)),
        rounding=_by_first(rounding_of),
        rounding_of=rounding_of,
        organisations=_by_first(map(phrase, table["organisations"])),
        titles=_by_first(map(phrase, table["titles"])),
        generic=_by_first(map(phrase, table["generic"])),
        part_of_day=frozenset(table["part_of_day"]),
        opposites={
            one: tuple(other for other in group if other != one)
            for group in ([phrase(words)[0] for words in many.split()] for many in table["opposites"])
            for one in group
        },
        exclusive=tuple((phrase(one), phrase(other)) for one, other in table["exclusive"]),
        every=_by_first(map(phrase, table["every"])),
        some=_by_first(map(phrase, table["some"])),
    )


def longest(forms: list[str], at: int, known: Mapping[str, tuple[Phrase, ...]]) -> Phrase:
    """The longest known phrase that begins at a position; empty where none does."""
    for found in known.get(forms[at], ()):
        if len(found) == 1 or tuple(forms[at : at + len(found)]) == found:
            return found
    return ()


@lru_cache(maxsize=8192)
def expanded(word: str) -> tuple[str, ...]:
    """The syllables of a written word, an abbreviation written out: "UBND" → uỷ ban nhân dân."""
    plain = word.lower().strip(".")
    if road := _ROAD.fullmatch(plain):
        return (*phrase(_ROADS[road[1]]), road[2])
    if _MIXED.search(plain):
        return (_MEASURES.get(plain, plain),)
    full = lexicon().abbreviations.get(plain)
    return phrase(full) if full else phrase(re.sub(r"[-&/.]", " ", written) if (written := expand(word)) else word)


def _by_first(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for one in dict.fromkeys(p for p in phrases if p):
        found.setdefault(one[0], []).append(one)
    return {first: tuple(sorted(many, key=len, reverse=True)) for first, many in found.items()}


def _synonyms(text: str) -> dict[Phrase, tuple[Phrase, ...]]:
    """What may stand for each phrase: the other members of all its groups.

    "a < b | c": in a claim a may stand for b and c, which say more, and not they for it.
    """
    known: dict[Phrase, dict[Phrase, None]] = {}
    for line in text.splitlines():
        wider, _, rest = line.rpartition("<")
        group = [found for words in rest.split("|") if (found := phrase(words))]
        claimed = [found for words in wider.split("|") if (found := phrase(words))]
        for one in claimed or group:
            known.setdefault(one, {}).update(dict.fromkeys(other for other in group if other != one))
    return {one: tuple(others) for one, others in known.items()}
