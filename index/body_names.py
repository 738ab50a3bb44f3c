"""The words that names of bodies and offices are made of, from the lists in `data`, as patterns."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from index.figures import FUNCTION_WORDS


@dataclass(frozen=True, slots=True)
class NamePatterns:
    """What the names of bodies and offices are made of."""

    head: re.Pattern[str]  # begins a body: "whole" a name alone, "small" a head in lower case
    field: re.Pattern[str]  # what a body is of: Y tế
    office: re.Pattern[str]  # "rank", "plain", or "needs" a body after it
    own: re.Pattern[str]  # what an office can be of that is no body: nước, Quốc hội, đoàn
    verbs: frozenset[str]  # fields that are no part of a name in lower case: "Sở Y tế kiểm tra"
    lower: frozenset[str]  # heads that a word in lower case may follow
    stops: frozenset[str]  # syllables that are no second half of an unknown word
    scoped: frozenset[str]  # heads that a scope alone makes a name: Công an tỉnh


@lru_cache(maxsize=1)
def name_patterns() -> NamePatterns:
    """The patterns, made of the word lists in `data`."""
    folder = Path(__file__).parent / "data"
    bodies = json.loads((folder / "organisations.json").read_text(encoding="utf-8"))
    titles = json.loads((folder / "titles.json").read_text(encoding="utf-8"))
    whole, heads = _longest(bodies["whole"]), _longest(bodies["heads"])
    fields = "|".join(_either(word) for word in sorted(bodies["fields"], key=len, reverse=True))
    offices = _longest(titles["offices"])
    return NamePatterns(
        re.compile(rf"(?<![\w.-])(?:(?P<whole>{whole})|(?P<small>{_guarded(bodies)})|{heads})(?!\w)"),
        re.compile(rf"(?:{fields})(?![\w])"),
        re.compile(
            rf"(?<![\w-])(?:(?P<rank>(?i:{_longest(titles['ranks'])}))|(?P<plain>(?i:{offices}))|"
            r"(?P<needs>(?:[Pp]hó )?(?:[Tt]rưởng|[Cc]hánh)|Phó))(?!\w)"
        ),
        re.compile(rf"(?:{_longest(titles['bodies'])})(?!\w)"),
        frozenset(bodies["verbs"]),
        frozenset(bodies["lower"]),
        frozenset(bodies["stops"]) | FUNCTION_WORDS,
        frozenset(bodies["scoped"]),
    )


def _longest(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _either(word: str) -> str:
    """The word with its first letter in either case."""
    return rf"[{word[0].lower()}{word[0].upper()}]{re.escape(word[1:])}"


def _guarded(bodies: Mapping[str, Any]) -> str:
    """The heads in lower case, longest first, but not in another word: "thị trường" is no school."""
    not_after = bodies["either_not_after"]
    return "|".join(
        "".join(rf"(?<!{other} )" for other in not_after.get(word, ())) + re.escape(word)
        for word in sorted(bodies["either"], key=len, reverse=True)
    )
