"""The words that names of bodies and offices are made of, from the lists in `data`, as patterns."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from index.figures import FUNCTION_WORDS
from index.text import modern_tones
from index.word_patterns import any_case, capitalised, exact, guarded, one_of

_NO_HEAD_NEXT = "(?! (?:bí|chủ|giám|tổng|trưởng|thủ|viện|cục|hiệu|chánh) )"  # "chức vụ phó bí thư" is no vụ phó


@dataclass(frozen=True, slots=True)
class NamePatterns:
    """What the names of bodies and offices are made of. Words are in one tone placement, sets in lower case."""

    head: re.Pattern[str]  # begins a body: "whole" a name alone, "small" a head in lower case
    field: re.Pattern[str]  # what a body is of: Y tế
    office: re.Pattern[str]  # "rank", "plain", or "needs" a body after it
    own: re.Pattern[str]  # what an office can be of that is no body: nước, Quốc hội, đoàn
    verbs: frozenset[str]  # fields that are no part of a name in lower case: "Sở Y tế kiểm tra"
    lower: frozenset[str]  # heads that a word in lower case may follow
    after_and: frozenset[str]  # fields that go on in lower case behind "và": "Bộ Tài nguyên và môi trường"
    about: frozenset[str]  # heads that say behind "về" what they are for
    stops: frozenset[str]  # syllables that are no second half of an unknown word
    scoped: frozenset[str]  # heads that a scope alone makes a name: Công an tỉnh
    weak: frozenset[str]  # offices that are none alone
    paper: re.Pattern[str]  # a kind of document, which ends a name: "gửi Bộ Y tế Báo cáo số 5"
    law: re.Pattern[str]  # what laws are of: Đất đai


@lru_cache(maxsize=1)
def name_patterns() -> NamePatterns:
    """The patterns, made of the word lists in `data`."""
    bodies, titles = _table("organisations"), _table("titles")
    whole, heads = (one_of(map(capitalised, bodies[key])) for key in ("whole", "heads"))
    small = one_of(guarded(word, bodies["either_not_after"].get(word, ())) for word in bodies["either"])
    verbs, lower, after_and, about = (_lower(bodies[key]) for key in ("verbs", "lower", "after_and", "about"))
    paper, law = (re.compile(rf"(?:{one_of(map(exact, bodies[key]))})(?!\w)") for key in ("papers", "laws"))
    return NamePatterns(
        re.compile(rf"(?<![\w.-])(?:(?P<whole>{whole})|(?P<small>{small})|{heads})(?!\w)"),
        re.compile(rf"(?:{one_of(map(any_case, bodies['fields']))})(?!\w)"),
        re.compile(
            rf"(?<![\w-])(?:(?P<rank>{one_of(map(any_case, titles['ranks']))})|(?P<plain>{_offices(titles)})|"
            r"(?P<needs>(?:[Pp]hó )?(?:[Tt]rưởng|[Cc]hánh)|Phó))(?!\w)"
        ),
        re.compile(rf"(?:{one_of(map(exact, titles['bodies']))})(?!\w)"),
        verbs,
        lower,
        after_and,
        about,
        _lower(bodies["stops"]) | FUNCTION_WORDS,
        _lower(bodies["scoped"]),
        _lower(titles["weak"]),
        paper,
        law,
    )


def _table(name: str) -> dict[str, Any]:
    """The lists of one file, each word in the placement of tones that texts are compared in."""
    path = Path(__file__).parent / "data" / f"{name}.json"
    table: dict[str, Any] = json.loads(modern_tones(path.read_text(encoding="utf-8")))
    return table


def _offices(titles: Mapping[str, Sequence[str]]) -> str:
    """The grammar of offices: Phó Chủ tịch Thường trực, quyền Giám đốc, Phó Chi cục trưởng, Trưởng phòng, Tổ phó."""
    led = [f"{before}{word}" for word in titles["led"] for before in ("trưởng ", "phó trưởng ", "quyền trưởng ")]
    leads = [f"{before}{word} trưởng" for word in titles["leads"] for before in ("", "phó ", "quyền ")]
    heads = [f"{before}{word}" for word in titles["heads"] for before in ("", "phó ", "quyền ", "quyền phó ")]
    seconds = [[*any_case(f"{word} phó"), _NO_HEAD_NEXT] for word in titles["leads"]]
    further = rf"(?: {one_of(map(any_case, titles['qualifiers']))}(?!\w))*"
    plain = one_of([*map(any_case, (*heads, *led, *leads)), *seconds])
    single = one_of(map(any_case, titles["single"]))
    return rf"(?:{plain}|(?<![Tt]ổ )(?<!oàn )(?<![Hh]ội )(?<!đồng ){single}){further}"


def _lower(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)
