"""Figures that a claim writes otherwise than its sources: as the part of a whole, or counting what it lists."""

import re

from index import places
from index.facts import FactKind
from index.text import UPPER
from rag.checking.ground import Ground, KnownFact
from rag.checking.reading import Reading

_NAME = rf"[{UPPER}]\w*(?: [{UPPER}]\w*)*"
_JOINT = re.compile(r", | và ")
_NAMES = re.compile(rf" \w+ ({_NAME}(?:, {_NAME})* và {_NAME})(?![\w-])(?!,? và |, [{UPPER}])")


def part_of_whole(claim: Reading, n: int, ground: Ground, known: list[KnownFact]) -> tuple[KnownFact, ...]:
    """The figures of one sentence of which a claim writes one as a part of the other: "1.251/1.268 tàu"."""
    part, _, whole = claim.facts[n].text.replace(".", "").partition("/")
    if not (part.isdecimal() and whole.isdecimal() and int(part) <= int(whole)):
        return ()
    counted = claim.forms[claim.at(n) + 1 : claim.at(n) + 2]
    wholes = [k for k in known if k.fact.value == whole and tuple(k.fact.unit.split()[:1]) == counted]
    parts = [k for k in known if k.fact.value == part and not k.fact.rounding]
    told = {ground.sentences[k.at] for k in wholes if not k.fact.rounding}
    return tuple(k for k in parts if ground.sentences[k.at] in told)


def spelt_one(claim: Reading, n: int, ground: Ground) -> bool:
    """Whether a claim has the figure for the "một" of the sources, before the same words: "1 tiểu đoàn"."""
    counted = claim.forms[claim.at(n) + 1 : claim.at(n) + 3]
    same = (ground.forms[p + 1 : p + 1 + len(counted)] == counted for p in ground.index.get("một", ()))
    return claim.facts[n].value == "1" and bool(counted) and any(same)


def counts_places(claim: Reading, n: int, ground: Ground) -> bool:
    """Whether the figure counts the places of the context or those listed after it: "hai phường A và B"."""
    fact = claim.facts[n]
    named = {f.value for f in claim.facts if f.kind is FactKind.PLACE and places.is_ward(f.value)}
    around = {p for s in ground.sources for p in s.context.places}
    unit = fact.unit.split(" ")[0] if fact.unit else ""
    wards = unit in ("phường", "xã", "địa", "nơi") and fact.value in (str(len(named)), str(len(around)))
    return wards or _counts_list(claim, n) or _counts_names(claim, n)


def _counts_names(claim: Reading, n: int) -> bool:
    """Whether a figure counts the names behind its noun, and no more: "hai bản Cò Phạt và Búng"."""
    named = _NAMES.match(claim.text, claim.facts[n].end)
    return named is not None and claim.facts[n].value == str(len(_JOINT.split(named[1])))


def _counts_list(claim: Reading, n: int) -> bool:
    """Whether a small figure counts the facts of one kind that are listed after it: "ba tỉnh A, B và C"."""
    kind, count, last = None, 0, claim.at(n)
    for number in range(n + 1, len(claim.facts)):
        fact, at = claim.facts[number], claim.at(number)
        between = [i for i in range(last + 1, at) if not claim.empty[i] and claim.fact_of[i] < 0]
        if kind not in (None, fact.kind) or len(between) > (3 if kind is None else 2):
            break
        kind, last, count = fact.kind, at + claim.fact_of.count(number) - 1, count + 1
    return count > 1 and claim.facts[n].value == str(count)
